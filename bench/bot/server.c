/* bench/bot/server.c -- see server.h. */
#include "bench/bot/server.h"

#include "core/clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 96, OPEN_S = 60, END_S = 60, FREE_S = 30 };
#define SECOND_NS INT64_C(1000000000)

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
}

/* The child dies with us, whatever becomes of us. */
static pid_t start(const struct server *server, const char *const *words, int out)
{
    const char *list[WORDS_MAX] = { server->program, "--data", server->data, NULL };
    unsigned count = 3;
    while (*words != NULL && count + 1 < WORDS_MAX)
        list[count++] = *words++;
    list[count] = NULL;
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int log = open(server->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (getppid() != parent || log < 0 || (server->folder != NULL && chdir(server->folder) != 0))
        _exit(127);
    dup2(out >= 0 ? out : log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execv(server->program, (char *const *)list);
    _exit(127);
}

/* Reads what it prints until it says where it is open; 0: it ended, or took too long. */
static uint16_t read_port(int out)
{
    static const char before[] = "telnet localhost ";
    char said[1024];
    size_t length = 0;
    int64_t until_ns = clock_ns() + OPEN_S * SECOND_NS;
    while (length + 1 < sizeof said && clock_ns() < until_ns) {
        struct pollfd ready = { .fd = out, .events = POLLIN };
        if (poll(&ready, 1, 1000) <= 0)
            continue;
        ssize_t more = read(out, said + length, sizeof said - 1 - length);
        if (more <= 0)
            return 0;
        length += (size_t)more;
        said[length] = '\0';
        const char *found = strstr(said, before);
        if (found != NULL && strchr(found, '\n') != NULL)
            return (uint16_t)strtoul(found + strlen(before), NULL, 10);
    }
    return 0;
}

static bool status_map(struct server *server)
{
    char path[512];
    snprintf(path, sizeof path, "%s/status", server->data);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    void *map = mmap(NULL, sizeof(struct status), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    server->status = map == MAP_FAILED ? NULL : map;
    return server->status != NULL;
}

bool server_begin(struct server *server)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    server->pid = start(server, server->options, ends[1]);
    close(ends[1]);
    server->port = server->pid > 0 ? read_port(ends[0]) : 0;
    close(ends[0]);
    if (server->port != 0 && status_map(server))
        return true;
    fprintf(stderr, "the server does not open; see its log\n");
    if (server->pid > 0) {
        kill(server->pid, SIGKILL);
        server_wait(server);
    }
    return false;
}

int server_wait(struct server *server)
{
    int status = 0;
    while (waitpid(server->pid, &status, 0) < 0 && errno == EINTR) {
    }
    server->pid = 0;
    return status;
}

int server_end(struct server *server)
{
    int status = 0;
    int64_t until_ns = clock_ns() + END_S * SECOND_NS;
    kill(server->pid, SIGTERM);
    while (waitpid(server->pid, &status, WNOHANG) == 0) {
        if (clock_ns() >= until_ns) {
            kill(server->pid, SIGKILL);
            return server_wait(server);
        }
        pause_ms(10);
    }
    server->pid = 0;
    return status;
}

/* Its Redis may still be writing down what it was told; it holds the lock as long as it lives. */
static void wait_for_lock(const struct server *server)
{
    char path[512];
    int64_t until_ns = clock_ns() + FREE_S * SECOND_NS;
    snprintf(path, sizeof path, "%s/lock", server->data);
    int file = open(path, O_RDWR | O_CLOEXEC);
    while (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0 && clock_ns() < until_ns)
        pause_ms(5);
    if (file >= 0)
        close(file);
}

void server_forget(struct server *server)
{
    if (server->status != NULL)
        munmap((void *)server->status, sizeof *server->status);
    server->status = NULL;
    wait_for_lock(server);
}

bool server_check(struct server *server)
{
    static const char *const words[] = { "--fsck", NULL };
    int status = 0;
    pid_t pid = start(server, words, -1);
    if (pid < 0)
        return false;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    wait_for_lock(server);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* /proc/N/stat: the number, the name in brackets, a letter, the parent. */
static bool is_store_of(const char *number, pid_t parent)
{
    char path[64], name[64] = "";
    int its_parent = 0;
    snprintf(path, sizeof path, "/proc/%.20s/stat", number);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    int fields = fscanf(file, "%*d (%63[^)]) %*c %d", name, &its_parent);
    fclose(file);
    return fields == 2 && its_parent == parent && strncmp(name, "redis", 5) == 0;
}

pid_t server_store(const struct server *server)
{
    DIR *processes = opendir("/proc");
    pid_t found = 0;
    for (struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && is_store_of(entry->d_name, server->pid))
            found = atoi(entry->d_name);
    if (processes != NULL)
        closedir(processes);
    return found;
}

unsigned server_under_way(const struct server *server)
{
    unsigned sum = 0;
    for (unsigned at = 0; at < ROUTE_WORKERS_MAX; at++)
        sum += atomic_load_explicit((_Atomic uint32_t *)&server->status->under_way[at], memory_order_relaxed);
    return sum;
}
