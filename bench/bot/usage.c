/* bench/bot/usage.c -- see usage.h. */
#include "bench/bot/usage.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

double usage_self_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double usage_process_s(unsigned pid)
{
    char path[64], stat[1024];
    unsigned long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%u/stat", pid);
    FILE *file = pid == 0 ? NULL : fopen(path, "r");
    if (file == NULL)
        return 0;
    size_t length = fread(stat, 1, sizeof stat - 1, file);
    fclose(file);
    stat[length] = '\0';
    const char *name_end = strrchr(stat, ')');      /* a name may hold blanks and brackets of its own */
    if (name_end == NULL || sscanf(name_end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        return 0;
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
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
