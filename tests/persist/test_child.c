/* tests/persist/test_child.c -- our own redis-server: started, locked in, killed, orphaned, stopped. */
#include "persist/child.h"
#include "persist/store.h"
#include "tests/persist/folder.h"
#include "tests/persist/info.h"

#include "core/log.h"

#include <hiredis/hiredis.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { TIMEOUT_MS = 20000 };

static int folder_begin(void **state)
{
    static char folder[200];
    folder_make(folder);
    *state = folder;
    return 0;
}

static int folder_end(void **state)
{
    folder_remove(*state);
    return 0;
}

static MAIN_THREAD struct child *begin(const char *folder)
{
    char reason[200] = "";
    struct child *child = child_begin(folder, TIMEOUT_MS, reason);
    assert_string_equal(reason, "");
    assert_non_null(child);
    return child;
}

static MAIN_THREAD void must_not_begin(const char *folder, const char *why)
{
    char reason[200] = "";
    assert_null(child_begin(folder, TIMEOUT_MS, reason));
    if (strstr(reason, why) == NULL)
        fail_msg("reason is \"%s\", not \"%s\"", reason, why);
}

static redisReply *ask(const struct child *child, const char *words) MAIN_THREAD;
static redisReply *ask(const struct child *child, const char *words)
{
    redisContext *link = redisConnectUnix(strchr(child_where(child), ':') + 1);
    redisReply *reply = link->err != 0 ? NULL : redisCommand(link, words);
    redisFree(link);
    return reply;
}

static MAIN_THREAD void starts_and_stops(void **state)
{
    struct child *child = begin(*state);
    pid_t pid = child_pid(child);
    struct stat status;
    assert_int_equal(stat(*state, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_int_equal(getpgid(pid), pid);   /* Ctrl-C does not reach it */
    assert_int_equal(child_turn(child), -1);
    redisReply *reply = ask(child, "CONFIG GET appendfsync");
    assert_string_equal(reply->element[1]->str, "always");
    freeReplyObject(reply);
    child_end(&child);
    assert_null(child);
    assert_int_equal(kill(pid, 0), -1);
    child = begin(*state);                 /* the lock is gone too */
    child_end(&child);
}

static MAIN_THREAD void is_waited_for(void **state)
{
    char reason[200] = "";
    struct child *child = child_launch(*state, TIMEOUT_MS, reason);
    assert_non_null(child);
    must_not_begin(*state, "locked by a living server");             /* from then on, not only when it answers */
    assert_true(child_wait(child, TIMEOUT_MS, reason));
    redisReply *reply = ask(child, "PING");
    assert_string_equal(reply->str, "PONG");
    freeReplyObject(reply);
    child_end(&child);
    child = child_launch(*state, TIMEOUT_MS, reason);
    assert_non_null(child);
    kill(child_pid(child), SIGKILL);
    assert_false(child_wait(child, TIMEOUT_MS, reason));
    assert_non_null(strstr(reason, "ended at once"));
    child_end(&child);
}

/* -- what is left for the next start */

static long log_bytes(const struct child *child)
{
    redisContext *link = redisConnectUnix(strchr(child_where(child), ':') + 1);
    assert_int_equal(link->err, 0);
    long bytes = info_number(link, "aof_current_size:") - info_number(link, "aof_base_size:");
    redisFree(link);
    return bytes;
}

static void write_megabytes(const struct child *child, unsigned megabytes)
{
    for (unsigned at = 0; at < megabytes; at++) {
        char words[80];
        snprintf(words, sizeof words, "EVAL return(redis.call('SET','k%u',string.rep('y',1048576))) 0", at % 2);
        freeReplyObject(ask(child, words));
    }
}

/* Ten megabytes of the same two values are two in a new file, and nothing is left to be read after it; a log of two is left alone. */
static MAIN_THREAD void long_log_is_made_short(void **state)
{
    struct child *child = begin(*state);
    write_megabytes(child, 2);
    long before = log_bytes(child);
    assert_true(before > 2 << 20 && before < 4 << 20);
    child_write_anew(child);
    child_end(&child);
    child = begin(*state);
    assert_true(log_bytes(child) > 2 << 20);
    write_megabytes(child, 10);
    child_end(&child);                     /* a tool that only looks changes nothing */
    child = begin(*state);
    assert_true(log_bytes(child) > 10 << 20);
    child_write_anew(child);
    child_end(&child);
    child = begin(*state);
    assert_true(log_bytes(child) < 1 << 20);
    redisReply *reply = ask(child, "STRLEN k1");
    assert_int_equal(reply->integer, 1048576);
    freeReplyObject(reply);
    child_end(&child);
}

static MAIN_THREAD void makes_its_folder(void **state)
{
    char folder[300];
    snprintf(folder, sizeof folder, "%s/new", (char *)*state);
    struct child *child = begin(folder);
    child_end(&child);
}

static MAIN_THREAD void locked_while_it_lives(void **state)
{
    struct child *child = begin(*state);
    must_not_begin(*state, "locked by a living server");
    redisReply *reply = ask(child, "PING");
    assert_non_null(reply);
    freeReplyObject(reply);
    child_end(&child);
}

static MAIN_THREAD void restarts_after_a_kill(void **state)
{
    struct child *child = begin(*state);
    freeReplyObject(ask(child, "SET k kept"));
    pid_t first = child_pid(child);
    for (unsigned round = 0; round < 2; round++) {
        kill(child_pid(child), SIGKILL);
        while (child_turn(child) == -1 && child_pid(child) == first)
            poll(NULL, 0, 1);
        while (child_pid(child) == 0 && child_turn(child) != -1)
            poll(NULL, 0, 1);
        assert_int_not_equal(child_pid(child), first);
        first = child_pid(child);
        redisReply *reply;
        while ((reply = ask(child, "GET k")) == NULL || reply->type != REDIS_REPLY_STRING) {
            freeReplyObject(reply);
            poll(NULL, 0, 1);
        }
        assert_string_equal(reply->str, "kept");
        freeReplyObject(reply);
    }
    child_end(&child);
}

/* A server dies by kill -9 and its redis-server does not notice yet: nobody else may start there. */
static MAIN_THREAD void orphan_blocks(void **state)
{
    int pipe_fds[2], status;
    pid_t redis = 0;
    assert_int_equal(pipe2(pipe_fds, O_CLOEXEC), 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);      /* the orphan comes to us, so that we can bury it */
    pid_t server = fork();
    if (server == 0) {
        char reason[200];
        struct child *child = child_begin(*state, TIMEOUT_MS, reason);
        redis = child == NULL ? 0 : child_pid(child);
        if (write(pipe_fds[1], &redis, sizeof redis) != sizeof redis)
            _exit(1);
        for (;;)
            pause();
    }
    assert_int_equal(read(pipe_fds[0], &redis, sizeof redis), sizeof redis);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    assert_int_not_equal(redis, 0);
    kill(redis, SIGSTOP);
    kill(server, SIGKILL);
    assert_int_equal(waitpid(server, &status, 0), server);
    must_not_begin(*state, "locked by a living server");
    kill(redis, SIGCONT);                  /* now it finds that its parent died, and ends by itself */
    assert_int_equal(waitpid(redis, &status, 0), redis);
    struct child *child = begin(*state);
    child_end(&child);
}

static MAIN_THREAD void long_folder_name(void **state)
{
    char folder[400], reason[200] = "";
    struct store_opening opening;
    snprintf(folder, sizeof folder, "%s/%0120d", (char *)*state, 1);
    struct child *child = begin(folder);
    struct store *store = store_redis_open(child_where(child), "", TIMEOUT_MS, 10, 0, &opening, reason);
    assert_string_equal(reason, "");
    store_opening_free(&opening);
    store->kind->close(&store);
    child_end(&child);
}

static MAIN_THREAD void cannot_start(void **state)
{
    char path[300];
    snprintf(path, sizeof path, "%s/file", (char *)*state);
    fclose(fopen(path, "w"));
    must_not_begin(path, "data folder");
    snprintf(path, sizeof path, "%s/missing/deeper", (char *)*state);
    must_not_begin(path, "data folder");

    char *folders = strdup(getenv("PATH"));
    setenv("PATH", *state, 1);
    must_not_begin(*state, "no redis-server");
    /* One that is there and ends at once. */
    snprintf(path, sizeof path, "%s/redis-server", (char *)*state);
    FILE *file = fopen(path, "w");
    fputs("#!/bin/sh\nexit 3\n", file);
    fclose(file);
    chmod(path, 0700);
    must_not_begin(*state, "ended at once");
    setenv("PATH", folders, 1);
    free(folders);
    struct child *child = begin(*state);   /* none of these left a lock */
    child_end(&child);
}

/* No disk that is full, but a file that may not grow: the same calls fail. */
static MAIN_THREAD void disk_is_full(void **state)
{
    struct rlimit was, none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = was.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
    must_not_begin(*state, "cannot write the lock file: File too large");
    setrlimit(RLIMIT_FSIZE, &was);
    signal(SIGXFSZ, SIG_DFL);
    struct child *child = begin(*state);
    child_end(&child);
}

/* As somebody else, in a folder of the one who runs this; by a short name, as he need not be let into what is around it. */
static MAIN_THREAD void folder_of_another(void **state)
{
    enum { NOBODY = 65534 };
    if (geteuid() != 0)
        skip();
    int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(chmod(*state, 0755), 0);
    assert_int_equal(chdir(*state), 0);
    assert_int_equal(mkdir("data", 0755), 0);
    assert_int_equal(seteuid(NOBODY), 0);
    must_not_begin("data", "(chmod 0700): Operation not permitted; it belongs to user 0, and this is user 65534");
    assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod("data", 0700), 0);
    assert_int_equal(seteuid(NOBODY), 0);
    must_not_begin("data", "(open): Permission denied; it belongs to user 0, and this is user 65534");
    assert_int_equal(seteuid(0), 0);
    assert_int_equal(fchdir(back), 0);
    close(back);
}

/* Once there is a store there is one; to look for it makes none. */
static MAIN_THREAD void store_is_there(void **state)
{
    char reason[200] = "", path[300];
    assert_false(child_has_store(*state, reason));
    assert_string_equal(reason, "there is no store here");
    assert_int_equal(rmdir(*state), 0);    /* nothing is in it */
    assert_false(child_has_store(*state, reason));
    assert_string_equal(reason, "there is no store here");
    struct child *child = begin(*state);
    child_end(&child);
    assert_true(child_has_store(*state, reason));
    snprintf(path, sizeof path, "%s/lock", (char *)*state);
    assert_false(child_has_store(path, reason));                     /* a file is no folder */
    assert_string_equal(reason, "there is no store here");
}

#define TEST(test) {#test, test, folder_begin, folder_end, NULL}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(starts_and_stops), TEST(is_waited_for), TEST(long_log_is_made_short), TEST(makes_its_folder),
        TEST(locked_while_it_lives), TEST(restarts_after_a_kill),
        TEST(orphan_blocks), TEST(long_folder_name), TEST(cannot_start),
        TEST(disk_is_full), TEST(folder_of_another), TEST(store_is_there),
    };
    log_begin(LOG_ERROR, NULL, 20);
    int failed = cmocka_run_group_tests_name("child", tests, NULL, NULL);
    log_end();
    return failed;
}
