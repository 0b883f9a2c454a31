/* persist/child.c -- our own redis-server: starting, watching, stopping it.
 *
 * Entered by main alone.  What is said to the server is the business of the store. */
#include "persist/child.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"

#include <hiredis/hiredis.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    NICE = 10,                   /* of the child */
    KNOCK_PAUSE_MS = 5,
    PAUSE_MS_MIN = 100,          /* before it is started again; doubles */
    PAUSE_MS_MAX = 30000,
    LIVED_WELL_MS = 60000,       /* who lived so long begins with the shortest pause again */
    ANEW_MS_MAX = 5000,          /* for it to be written anew, and for each answer meanwhile */
    ANEW_BYTES = 8 << 20,        /* a log is long that has so many, and is a share of what was written anew before: */
    ANEW_SHARE = 4,              /* one in so many */
    END_MS_MAX = 10000,
    SOCKET_PATH_MAX = 107,
};

struct child {
    int     folder_fd;
    int     lock_fd;             /* without close-on-exec: the child holds the lock too */
    char   *program;
    char   *where;
    pid_t   pid;                 /* 0: dead */
    int64_t started_ms;
    int64_t again_ms;            /* while dead: when to start it again */
    int64_t pause_ms;
};

/* The socket's path is relative to the folder: a path of any length will do for the folder. */
#define SOCKET "redis.sock"
#define LOG    "redis.log"
#define KEPT   "appendonlydir"                /* what it keeps is in there */
#define LOCK   "lock"
static const char *const options[] = {
    "--port", "0", "--unixsocket", SOCKET, "--unixsocketperm", "700", "--dir", ".", "--logfile", LOG,
    "--daemonize", "no", "--databases", "1", "--maxclients", "64",
    "--save", "", "--appendonly", "yes", "--appenddirname", KEPT, "--appendfsync", "always", "--no-appendfsync-on-rewrite", "no",
    "--auto-aof-rewrite-percentage", "100", "--auto-aof-rewrite-min-size", "64mb",
    /* Of the file written anew: disk is cheaper than a core while people play; and each record has a checksum, all of them a sum. */
    "--rdbcompression", "no", "--rdbchecksum", "no",
    "--maxmemory", "0", "--maxmemory-policy", "noeviction",
    "--enable-debug-command", "no", "--enable-module-command", "no", "--enable-protected-configs", "no",
};
enum { OPTIONS = sizeof options / sizeof *options };

static int64_t now_ms(void)
{
    return clock_ns() / 1000000;
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
}

/* -- the folder */

/* The lock's holder wrote his number into it.  Is he gone? Then an orphaned redis holds it, which is ending. */
static bool lock_orphaned(int lock_fd)
{
    char number[16] = "";
    ssize_t length = pread(lock_fd, number, sizeof number - 1, 0);
    long owner = length > 0 ? strtol(number, NULL, 10) : 0;
    return owner > 0 && kill((pid_t)owner, 0) != 0 && errno == ESRCH;
}

/* What was tried, what errno says of it, and, where that is a matter of rights, whose it is and who we are. */
static bool folder_refused(char reason[200], const char *tried, int folder_fd, const char *path)
{
    int error = errno;
    struct stat status;
    int length = snprintf(reason, 200, "cannot %s: %s", tried, strerror(error));
    if ((error == EACCES || error == EPERM) && fstatat(folder_fd, path, &status, 0) == 0 && status.st_uid != geteuid())
        snprintf(reason + length, 200 - (size_t)length, "; it belongs to user %u, and this is user %u: chown it, or be its owner",
                 (unsigned)status.st_uid, (unsigned)geteuid());
    return false;
}

/* Waits for an orphaned redis to end. */
static bool folder_seize(struct child *child, int64_t timeout_ms, char reason[200])
{
    int64_t until_ms = now_ms() + timeout_ms;
    while (flock(child->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return folder_refused(reason, "lock the data folder (flock)", child->folder_fd, LOCK);
        if (!lock_orphaned(child->lock_fd) || now_ms() >= until_ms) {
            snprintf(reason, 200, "the data folder is locked by a living server");
            return false;
        }
        sleep_ms(KNOCK_PAUSE_MS);
    }
    return true;
}

/* So that others can see whether we are gone. */
static bool lock_sign(struct child *child, char reason[200])
{
    char number[16];
    int length = snprintf(number, sizeof number, "%ld\n", (long)getpid());
    errno = ENOSPC;                           /* what less than all of it means */
    if (ftruncate(child->lock_fd, 0) == 0 && pwrite(child->lock_fd, number, (size_t)length, 0) == length)
        return true;
    return folder_refused(reason, "write the lock file", child->folder_fd, LOCK);
}

static bool folder_lock(struct child *child, const char *folder, int64_t timeout_ms, char reason[200])
{
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return folder_refused(reason, "make the data folder (mkdir)", AT_FDCWD, folder);
    child->folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (child->folder_fd < 0)
        return folder_refused(reason, "open the data folder (open)", AT_FDCWD, folder);
    if (fchmod(child->folder_fd, 0700) != 0)
        return folder_refused(reason, "set the mode of the data folder (chmod 0700)", AT_FDCWD, folder);
    child->lock_fd = openat(child->folder_fd, LOCK, O_RDWR | O_CREAT, 0600);
    if (child->lock_fd < 0)
        return folder_refused(reason, "make the lock file (open)", child->folder_fd, LOCK);
    return folder_seize(child, timeout_ms, reason) && lock_sign(child, reason);
}

bool child_has_store(const char *folder, char reason[200])
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/" KEPT, folder) < (int)sizeof path && access(path, F_OK) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR)
        return folder_refused(reason, "look into the data folder (access)", AT_FDCWD, folder);
    snprintf(reason, 200, "there is no store here");
    return false;
}

/* The absolute path, or, where that is too long for a socket, one by way of our own descriptor. */
static char *folder_socket(const struct child *child, const char *folder)
{
    char path[PATH_MAX + sizeof SOCKET + 8];
    char *whole = realpath(folder, NULL);
    if (whole != NULL && strlen(whole) + strlen("/" SOCKET) <= SOCKET_PATH_MAX)
        snprintf(path, sizeof path, "unix:%s/" SOCKET, whole);
    else
        snprintf(path, sizeof path, "unix:/proc/self/fd/%d/" SOCKET, child->folder_fd);
    free(whole);
    return memory_string(path);
}

static char *program_find(const char *name)
{
    const char *folders = getenv("PATH");
    if (folders == NULL || *folders == '\0')
        folders = "/usr/local/bin:/usr/bin:/bin";
    while (*folders != '\0') {
        size_t length = strcspn(folders, ":");
        char path[PATH_MAX];
        if (length > 0 && snprintf(path, sizeof path, "%.*s/%s", (int)length, folders, name) < (int)sizeof path &&
            access(path, X_OK) == 0)
            return memory_string(path);
        folders += length + (folders[length] == ':');
    }
    return NULL;
}

/* -- starting */

/* In the child, between fork and exec: system calls only, for another thread may have held any lock. */
static _Noreturn void child_become(const struct child *child, char *const words[], pid_t parent)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigset_t none;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(1);                             /* the parent died before it could be noticed */
    setpriority(PRIO_PROCESS, 0, NICE);       /* it and what writes its file anew: nobody who plays waits for them */
    setpgid(0, 0);                            /* Ctrl-C on the terminal is for the parent, who has a last commit to make */
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &plain, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (fchdir(child->folder_fd) != 0)
        _exit(1);
    int nothing = open("/dev/null", O_RDWR);
    int log = open(LOG, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (nothing < 0 || log < 0)
        _exit(1);
    dup2(nothing, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    int lock = fcntl(child->lock_fd, F_DUPFD, STDERR_FILENO + 1);
    if (lock < 0 || dup2(lock, STDERR_FILENO + 1) < 0)
        _exit(1);
    close_range(STDERR_FILENO + 2, ~0U, 0);   /* nobody's sockets live on in there */
    execv(child->program, words);
    _exit(127);
}

static bool child_start(struct child *child)
{
    char *words[OPTIONS + 2] = {child->program};
    for (unsigned at = 0; at < OPTIONS; at++)
        words[at + 1] = (char *)options[at];
    /* Nobody may take the server that just died for the one that is coming. */
    unlinkat(child->folder_fd, SOCKET, 0);
    pid_t parent = getpid();
    child->started_ms = now_ms();
    pid_t pid = fork();
    if (pid == 0)
        child_become(child, words, parent);
    if (pid < 0) {
        log_error("store_child_not_started reason=\"%s\"", strerror(errno));
        return false;
    }
    child->pid = pid;
    log_info("store_child_started pid=%d", (int)pid);
    return true;
}

/* Buries it if it is dead, and says when it may be started again. */
static bool child_died(struct child *child)
{
    int status;
    if (child->pid == 0)
        return true;
    pid_t ended = waitpid(child->pid, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return false;
    if (ended > 0)
        log_info("store_child_ended pid=%d %s=%d", (int)child->pid, WIFSIGNALED(status) ? "signal" : "status",
                 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    child->pid = 0;
    if (now_ms() - child->started_ms >= LIVED_WELL_MS)
        child->pause_ms = PAUSE_MS_MIN;
    child->again_ms = now_ms() + child->pause_ms;
    child->pause_ms = child->pause_ms * 2 < PAUSE_MS_MAX ? child->pause_ms * 2 : PAUSE_MS_MAX;
    return true;
}

/* To be freed, or NULL. */
static redisContext *child_link(const struct child *child, int64_t timeout_ms)
{
    struct timeval timeout = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
    redisContext *link = redisConnectUnixWithTimeout(strchr(child->where, ':') + 1, timeout);
    if (link != NULL && link->err == 0 && redisSetTimeout(link, timeout) == REDIS_OK)
        return link;
    if (link != NULL)
        redisFree(link);
    return NULL;
}

static bool child_does(redisContext *link, const char *command)
{
    redisReply *reply = redisCommand(link, command);
    bool does = reply != NULL && reply->type == REDIS_REPLY_STATUS;
    freeReplyObject(reply);
    return does;
}

static bool child_answers(const struct child *child, int64_t timeout_ms)
{
    redisContext *link = child_link(child, timeout_ms);
    if (link == NULL)
        return false;
    bool answers = child_does(link, "PING");              /* an error while it still loads its data */
    redisFree(link);
    return answers;
}

/* Where nothing can be written it cannot write down why it ended. */
static bool folder_full(const struct child *child)
{
    struct statvfs disk;
    return fstatvfs(child->folder_fd, &disk) == 0 && disk.f_bavail == 0;
}

bool child_wait(struct child *child, int64_t timeout_ms, char reason[200])
{
    int64_t until_ms = now_ms() + timeout_ms;
    while (!child_answers(child, timeout_ms)) {
        if (child_died(child)) {
            snprintf(reason, 200, folder_full(child) ? "redis-server ended at once: no room is left where the data folder is"
                                                     : "redis-server ended at once; " LOG " in the data folder says why");
            return false;
        }
        if (now_ms() >= until_ms) {
            snprintf(reason, 200, "redis-server was not ready within %lld ms", (long long)timeout_ms);
            return false;
        }
        sleep_ms(KNOCK_PAUSE_MS);
    }
    return true;
}

struct child *child_launch(const char *folder, int64_t timeout_ms, char reason[200])
{
    struct child *child = memory_get(sizeof *child);
    child->folder_fd = -1;
    child->lock_fd = -1;
    child->pause_ms = PAUSE_MS_MIN;
    bool good = folder_lock(child, folder, timeout_ms, reason);
    if (good) {
        child->where = folder_socket(child, folder);
        child->program = program_find("redis-server");
        good = child->program != NULL;
        if (!good)
            snprintf(reason, 200, "no redis-server is installed");
    }
    if (good && !child_start(child)) {
        snprintf(reason, 200, "cannot start redis-server: %s", strerror(errno));
        good = false;
    }
    if (!good)
        child_end(&child);
    return child;
}

struct child *child_begin(const char *folder, int64_t timeout_ms, char reason[200])
{
    struct child *child = child_launch(folder, timeout_ms, reason);
    if (child != NULL && !child_wait(child, timeout_ms, reason))
        child_end(&child);
    return child;
}

/* -- afterwards */

const char *child_where(const struct child *child)
{
    return child->where;
}

pid_t child_pid(const struct child *child)
{
    return child->pid;
}

int64_t child_turn(struct child *child)
{
    bool lived = child->pid != 0;
    if (!child_died(child))
        return -1;
    if (lived)
        log_warn("store_child_died again_ms=%lld", (long long)(child->again_ms - now_ms()));
    int64_t wait_ms = child->again_ms - now_ms();
    if (wait_ms > 0)
        return wait_ms;
    if (child_start(child))
        return -1;
    child->again_ms = now_ms() + child->pause_ms;
    return child->pause_ms;
}

struct persistence {
    int64_t size, base;              /* bytes: of what it keeps, and of that what it wrote anew last */
    bool    busy;                    /* is writing anew, or will be */
    bool    well;                    /* could, when it last did */
};

static int64_t told_number(const char *told, const char *name)
{
    const char *at = strstr(told, name);
    return at == NULL ? 0 : strtoll(at + strlen(name), NULL, 10);
}

static bool persistence_told(redisContext *link, struct persistence *told)
{
    redisReply *reply = redisCommand(link, "INFO persistence");
    bool good = reply != NULL && reply->type == REDIS_REPLY_STRING;
    if (good)
        *told = (struct persistence){
            .size = told_number(reply->str, "aof_current_size:"),
            .base = told_number(reply->str, "aof_base_size:"),
            .busy = told_number(reply->str, "aof_rewrite_in_progress:") + told_number(reply->str, "aof_rewrite_scheduled:") > 0,
            .well = strstr(reply->str, "aof_last_bgrewrite_status:ok") != NULL,
        };
    freeReplyObject(reply);
    return good;
}

/* Waits until nothing is being written anew.  False: it does not say. */
static bool persistence_rests(redisContext *link, struct persistence *told, int64_t until_ms)
{
    bool good;
    while ((good = persistence_told(link, told)) && told->busy && now_ms() < until_ms)
        sleep_ms(KNOCK_PAUSE_MS);
    return good;
}

void child_write_anew(const struct child *child)
{
    struct persistence told;
    redisContext *link = child_link(child, ANEW_MS_MAX);
    if (link == NULL)
        return;
    int64_t began_ms = now_ms(), until_ms = began_ms + ANEW_MS_MAX;
    if (persistence_rests(link, &told, until_ms) && told.size - told.base >= ANEW_BYTES
        && told.size - told.base >= told.base / ANEW_SHARE) {
        long long bytes = told.size;
        if (child_does(link, "BGREWRITEAOF") && persistence_rests(link, &told, until_ms) && !told.busy && told.well)
            log_info("store_written_anew bytes=%lld were=%lld ms=%lld", (long long)told.size, bytes,
                     (long long)(now_ms() - began_ms));
        else
            log_warn("store_not_written_anew bytes=%lld ms=%lld", bytes, (long long)(now_ms() - began_ms));
    }
    redisFree(link);
}

void child_end(struct child **ended)
{
    struct child *child = *ended;
    if (child->pid != 0) {
        int64_t until_ms = now_ms() + END_MS_MAX;
        kill(child->pid, SIGTERM);
        while (!child_died(child)) {
            if (now_ms() >= until_ms)
                kill(child->pid, SIGKILL);    /* all that was told as done is on the disk already */
            sleep_ms(KNOCK_PAUSE_MS);
        }
    }
    if (child->lock_fd >= 0)
        close(child->lock_fd);
    if (child->folder_fd >= 0)
        close(child->folder_fd);
    memory_free(child->program);
    memory_free(child->where);
    memory_free(child);
    *ended = NULL;
}
