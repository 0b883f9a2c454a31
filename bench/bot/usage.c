/* bench/bot/usage.c -- see usage.h. */
#include "bench/bot/usage.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

double usage_self_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The kernel's clock of that process: /proc tells it only in hundredths of a second. */
double usage_process_s(unsigned pid)
{
    clockid_t clock;
    struct timespec used;
    if (pid == 0 || clock_getcpuclockid((pid_t)pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

/* "cpu  user nice system idle iowait irq softirq steal": all but the two in the middle, in which nothing was done. */
double usage_machine_s(void)
{
    unsigned long long user, nice, system, irq, softirq, steal;
    FILE *file = fopen("/proc/stat", "r");
    if (file == NULL)
        return 0;
    int fields = fscanf(file, "cpu %llu %llu %llu %*u %*u %llu %llu %llu", &user, &nice, &system, &irq, &softirq, &steal);
    fclose(file);
    return fields != 6 ? 0 : (double)(user + nice + system + irq + softirq + steal) / (double)sysconf(_SC_CLK_TCK);
}

unsigned long usage_rss_kib(unsigned pid)
{
    char path[64], line[256];
    unsigned long kib = 0;
    snprintf(path, sizeof path, "/proc/%u/status", pid);
    FILE *file = pid == 0 ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL && sscanf(line, "VmRSS: %lu", &kib) != 1) {
    }
    fclose(file);
    return kib;
}
