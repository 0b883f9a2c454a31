/* tests/scenarios/runner/server.c -- starting, stopping and killing a server (see server.h). */
#include "tests/scenarios/runner/server.h"

#include "core/memory.h"

#include <hiredis/hiredis.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FULL_BYTES = 100 };              /* left on a disk that is as good as full */

int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void nap(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
}

char *file_read(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t length = 0, room = 65536;
    char *bytes = memory_get(room + 1);
    ssize_t got;
    while (fd >= 0 && (got = read(fd, bytes + length, room - length)) > 0) {
        length += (size_t)got;
        if (length == room)
            bytes = memory_resize(bytes, (room *= 2) + 1);
    }
    if (fd >= 0)
        close(fd);
    bytes[length] = '\0';
    return bytes;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

void folder_remove(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool server_folder(struct server *server)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(server->folder, sizeof server->folder, "%.100s/scenario-XXXXXX", temporary == NULL ? "/tmp" : temporary);
    if (mkdtemp(server->folder) == NULL)
        return false;
    snprintf(server->log, sizeof server->log, "%.180s/log", server->folder);
    return true;
}

/* In the child: it dies with us, whatever happens to us. */
static _Noreturn void become(const char *program, const struct words *words, const char *output, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(126);
    int nothing = open("/dev/null", O_RDONLY);
    int out = open(output, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    char *vector[SERVER_WORDS_MOST + 2] = { (char *)(uintptr_t)program };
    for (unsigned at = 0; at < words->count; at++)
        vector[at + 1] = (char *)(uintptr_t)words->word[at];
    execv(program, vector);
    _exit(127);
}

static pid_t program_start(const char *program, const struct words *words, const char *output)
{
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        become(program, words, output, parent);
    return pid < 0 ? 0 : pid;
}

static bool process_await(pid_t pid, int *status, int patience_ms)
{
    for (int64_t until = milliseconds() + patience_ms; milliseconds() < until; nap())
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
    kill(pid, SIGKILL);
    waitpid(pid, status, 0);
    return false;
}

int program_run(const char *program, const struct words *words, const char *output, int patience_ms)
{
    int status;
    pid_t pid = program_start(program, words, output);
    if (pid == 0 || !process_await(pid, &status, patience_ms) || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

/* The port stands in the line it prints when it is open; a log holds one such line for every start. */
static uint16_t port_in(const char *log)
{
    static const char before[] = "telnet localhost ";
    const char *found = strstr(log, before);
    return found != NULL && strchr(found, '\n') != NULL ? (uint16_t)atoi(found + strlen(before)) : 0;
}

bool server_start(struct server *server, const char *program, int patience_ms)
{
    char *log = file_read(server->log);
    size_t before = strlen(log);
    memory_free(log);
    server->port = 0;
    server->pid = program_start(program, &server->options, server->log);
    for (int64_t until = milliseconds() + patience_ms; server->pid != 0 && server->port == 0 && milliseconds() < until; nap()) {
        if (waitpid(server->pid, &server->status, WNOHANG) == server->pid)
            server->pid = 0;
        log = file_read(server->log);
        if (strlen(log) > before)
            server->port = port_in(log + before);
        memory_free(log);
    }
    return server->pid != 0 && server->port != 0;
}

bool server_await_end(struct server *server, int patience_ms)
{
    bool ended = process_await(server->pid, &server->status, patience_ms);
    server->pid = 0;
    return ended;
}

bool server_stop(struct server *server, int signal_number, int patience_ms)
{
    kill(server->pid, signal_number);
    return server_await_end(server, patience_ms);
}

/* The second field of /proc/N/stat is the name, the fourth the parent. */
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

/* 0: it has none, or not just now. */
static pid_t store_of(const struct server *server)
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

bool server_signal_store(const struct server *server, int signal_number)
{
    pid_t store = store_of(server);
    return store != 0 && kill(store, signal_number) == 0;
}

static void store_path(const struct server *server, const char *what, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%.100s/data/%s", server->folder, what);
}

bool server_tell_store(const struct server *server, const struct words *words)
{
    char path[PATH_SIZE];
    store_path(server, "redis.sock", path);
    redisContext *link = redisConnectUnix(path);
    const char *vector[SERVER_WORDS_MOST + 1];
    for (unsigned at = 0; at < words->count; at++)
        vector[at] = words->word[at];
    redisReply *reply = link->err != 0 ? NULL : redisCommandArgv(link, (int)words->count, vector, NULL);
    bool told = reply != NULL && reply->type != REDIS_REPLY_ERROR;
    freeReplyObject(reply);
    redisFree(link);
    return told;
}

bool server_fill_store(const struct server *server)
{
    char path[PATH_SIZE];
    struct stat file;
    pid_t store = store_of(server);
    store_path(server, "appendonlydir/appendonly.aof.1.incr.aof", path);
    if (store == 0 || stat(path, &file) != 0)
        return false;
    struct rlimit limit = { .rlim_cur = (rlim_t)file.st_size + FULL_BYTES, .rlim_max = RLIM_INFINITY };
    return prlimit(store, RLIMIT_FSIZE, &limit, NULL) == 0;
}

bool server_lose_store(const struct server *server)
{
    char path[PATH_SIZE];
    store_path(server, "appendonlydir", path);
    folder_remove(path);
    return server_signal_store(server, SIGKILL);
}
