/* tests/persist/test_faults.c -- something fails inside a commit: each single call on the way to the store, one
 * run for each, in every way a call can fail; and each single request for memory.
 *
 * A persist with one worker made of mailboxes commits fifteen records, all saying the same, in three chunks to a
 * real Redis.  However that goes, somebody who looks from outside must find all fifteen as they were or all as
 * they become, under a seal that fits; and once the trouble is over, the new epoch.
 *
 * The program's own read(), write() and connect() stand before the C library's, for hiredis too; calloc()
 * and realloc() are those of core/memory.c alone, exchanged by the linker (--wrap, see the Makefile). */
#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "persist/child.h"
#include "persist/persist.h"
#include "persist/record.h"
#include "tests/persist/folder.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { TIMEOUT_MS = 20000, RECORDS = 15, VALUES_MAX = 6, CALLS_MOST = 2000, PATIENCE_MS = 60000, DELAY_MS = 30 };
enum { NO_MEMORY_STATUS = 70 };

/* -- calls that fail */

enum fault { FAULT_SHORT, FAULT_EIO, FAULT_ENOSPC, FAULT_EINTR, FAULT_DELAY, FAULT_CLOSED, FAULT_KINDS };
static const enum fault no_fault = FAULT_KINDS;
static const char *const fault_words[] = { "short", "EIO", "ENOSPC", "EINTR", "late", "closed" };

/* The program has one thread. */
static struct {
    bool       armed;
    enum fault kind;
    unsigned   left;                 /* calls until the one that fails */
    bool       happened;
} faults;

static bool is_socket(int fd)
{
    int kind;
    socklen_t size = sizeof kind;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &size) == 0;
}

/* What is to become of this call; no_fault: what it always does. */
static enum fault fault_now(int fd)
{
    if (!faults.armed || !is_socket(fd) || --faults.left > 0)
        return no_fault;
    faults.armed = false;
    faults.happened = true;
    return faults.kind;
}

/* What comes before the call itself. False: there is none, and errno is set. */
static bool fault_before(enum fault fault, int fd, size_t *size)
{
    static const int numbers[FAULT_KINDS + 1] = { [FAULT_EIO] = EIO, [FAULT_ENOSPC] = ENOSPC, [FAULT_EINTR] = EINTR };
    if (fault == FAULT_SHORT && *size > 1)
        *size = 1;
    if (fault == FAULT_DELAY)
        nanosleep(&(struct timespec){ .tv_nsec = DELAY_MS * 1000000L }, NULL);
    if (fault == FAULT_CLOSED)
        shutdown(fd, SHUT_RDWR);
    errno = numbers[fault];
    return numbers[fault] == 0;
}

/* Found once, before anything is interposed in earnest. */
static void *next_of(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL)
        abort();
    return found;
}

ssize_t read(int fd, void *bytes, size_t size)
{
    static ssize_t (*next)(int, void *, size_t);
    if (next == NULL)
        *(void **)&next = next_of("read");
    return fault_before(fault_now(fd), fd, &size) ? next(fd, bytes, size) : -1;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    static ssize_t (*next)(int, const void *, size_t);
    if (next == NULL)
        *(void **)&next = next_of("write");
    return fault_before(fault_now(fd), fd, &size) ? next(fd, bytes, size) : -1;
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
    static int (*next)(int, const struct sockaddr *, socklen_t);
    size_t size = 0;
    if (next == NULL)
        *(void **)&next = next_of("connect");
    return fault_before(fault_now(fd), fd, &size) ? next(fd, address, length) : -1;
}

/* -- memory that is not there */

static unsigned memory_left;          /* requests until the one that fails; 0: none does */

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static bool memory_fails(void)
{
    return memory_left > 0 && --memory_left == 0;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return memory_fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return memory_fails() ? NULL : __real_realloc(memory, size);
}

/* -- a persist and its worker */

struct rig {
    struct options  options;
    struct route   *route;
    struct mailbox *main_inbox, *persist_inbox, *worker_inbox;
    struct pen      pen;
    struct metrics  metrics;
    struct store   *store;
    struct persist *persist;
    uint64_t        committed;
    bool            fenced;
};

static MAIN_THREAD struct rig *rig_new(const char *where)
{
    struct store_opening opening;
    char reason[200] = "";
    struct rig *rig = memory_get(sizeof *rig);
    options_begin(&rig->options);
    rig->route = route_new(2);
    route_set_main(rig->route, rig->main_inbox = mailbox_new("main"));
    route_set_persist(rig->route, rig->persist_inbox = mailbox_new("persist"));
    route_add_worker(rig->route, rig->worker_inbox = mailbox_new("worker"));
    rig->pen = (struct pen){ .route = rig->route, .sender = SENDER_WORKER };
    metrics_register(&rig->metrics, METRIC_WORKER, 0);
    rig->store = store_redis_open(where, "floor:", TIMEOUT_MS, VALUES_MAX, 0, &opening, reason);
    assert_string_equal(reason, "");
    rig->persist = persist_new(&rig->options, rig->route, rig->persist_inbox, rig->store, &opening);
    store_opening_free(&opening);
    return rig;
}

static MAIN_THREAD void rig_free(struct rig **rig)
{
    persist_free(&(*rig)->persist);
    metrics_forget(&(*rig)->metrics);
    mailbox_free(&(*rig)->worker_inbox);
    mailbox_free(&(*rig)->main_inbox);
    mailbox_free(&(*rig)->persist_inbox);
    route_free(&(*rig)->route);
    memory_free(*rig);
    *rig = NULL;
}

/* Fifteen records that all say this. */
static void part_give(struct rig *rig, uint64_t epoch, const char *says)
{
    struct message *part = message_new(MSG_PART);
    part->part.epoch = epoch;
    part->part.world_ms = 1000;
    struct message_list *records = part->part.records = memory_get(sizeof *records);
    for (unsigned at = 0; at < RECORDS; at++) {
        struct message *message = message_new(MSG_RECORD);
        snprintf(message->record.name, sizeof message->record.name, "body:%u", at);
        message->record.version = epoch;
        message->record.content = text_string(says);
        message_list_add(records, message);
    }
    post(&rig->pen, part);
    pen_rest(&rig->pen);
    metric_set(&rig->metrics, METRIC_worker_dirty, 0);
}

static void mail_take(struct rig *rig, struct mailbox *inbox, const char *says)
{
    struct message_list mail = { .length = 0 };
    struct message *message;
    mailbox_drain(inbox, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->epoch > rig->pen.epoch)
            rig->pen.epoch = message->epoch;
        if (message->type == MSG_BEGIN)
            part_give(rig, message->halt.epoch, says);
        if (message->type == MSG_COMMITTED)
            rig->committed = message->committed.epoch;
        rig->fenced = rig->fenced || message->type == MSG_FENCED;
        message_free(&message);
    }
}

/* -- what is seen from outside */

struct fixture {
    char          folder[200];
    struct child *child;
    char          says[32];          /* what all records said at last */
    unsigned      commits;
};

/* All fifteen say the same, what they said or what they are to say, under a seal that fits. */
static MAIN_THREAD bool look_is(const struct fixture *fixture, const char *says)
{
    struct store_opening found;
    char fault[200], reason[200] = "";
    bool armed = faults.armed;
    unsigned saying = 0;
    faults.armed = false;
    assert_true(store_redis_look(child_where(fixture->child), TIMEOUT_MS, &found, fault, reason));
    assert_string_equal(fault, "");
    for (unsigned at = 0; at < found.count; at++) {
        const char *why;
        struct text *content = record_open(found.values[at].name, found.values[at].value, NULL, NULL, &why);
        assert_non_null(content);
        saying += strcmp(text_bytes(content), says) == 0;
        text_unref(&content);
    }
    bool whole = saying == RECORDS && found.count == RECORDS;
    bool nothing = says[0] == '\0' && found.count == 0;
    store_opening_free(&found);
    faults.armed = armed;
    return whole || nothing;
}

/* One commit, watched while it goes on. */
static PERSIST_THREAD MAIN_THREAD void commit_once(struct fixture *fixture, struct rig *rig, const char *says, bool watched)
{
    int64_t begun_ms = clock_ns() / 1000000, now_ms;
    metric_set(&rig->metrics, METRIC_worker_dirty, RECORDS);
    while (rig->committed == 0) {
        now_ms = clock_ns() / 1000000;
        if (now_ms - begun_ms > PATIENCE_MS || rig->fenced)
            fail_msg("no commit: %s", rig->fenced ? "fenced" : "not in time");
        persist_turn(rig->persist, now_ms + 100000);
        mail_take(rig, rig->worker_inbox, says);
        mail_take(rig, rig->main_inbox, says);
        if (watched && faults.happened && !look_is(fixture, fixture->says) && !look_is(fixture, says))
            fail_msg("neither \"%s\" nor \"%s\"", fixture->says, says);
        poll(&(struct pollfd){ .fd = rig->store->kind->fd(rig->store), .events = POLLIN }, 1, 1);
    }
}

static MAIN_THREAD int fixture_begin(void **state)
{
    struct fixture *fixture = memory_get(sizeof *fixture);
    char reason[200] = "";
    folder_make(fixture->folder);
    fixture->child = child_begin(fixture->folder, TIMEOUT_MS, reason);
    *state = fixture;
    if (fixture->child == NULL)
        print_error("%s\n", reason);
    return fixture->child == NULL;
}

static MAIN_THREAD int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    child_end(&fixture->child);
    folder_remove(fixture->folder);
    memory_free(fixture);
    return 0;
}

/* -- the tests */

/* False: there are not so many calls on the way. */
static MAIN_THREAD bool call_fails(struct fixture *fixture, enum fault kind, unsigned number)
{
    char says[sizeof fixture->says];
    struct rig *rig = rig_new(child_where(fixture->child));
    snprintf(says, sizeof says, "%s %u, %u", fault_words[kind], number, fixture->commits++);
    faults.armed = true;
    faults.happened = false;
    faults.kind = kind;
    faults.left = number;
    thread_role_begin(&persist_role);
    commit_once(fixture, rig, says, true);
    thread_role_end(&persist_role);
    faults.armed = false;
    rig_free(&rig);
    if (!look_is(fixture, says))
        fail_msg("committed, and not there: \"%s\"", says);
    strcpy(fixture->says, says);
    return faults.happened;
}

static MAIN_THREAD void calls_fail(void **state)
{
    struct fixture *fixture = *state;
    for (unsigned kind = 0; kind < FAULT_KINDS; kind++) {
        unsigned number = 1;
        while (number < CALLS_MOST && call_fails(fixture, kind, number))
            number++;
        assert_in_range(number, RECORDS / VALUES_MAX * 2, CALLS_MOST - 1);   /* each chunk is written and answered */
    }
}

/* A server that gets no memory at that request. Its exit status. */
static MAIN_THREAD int starve(struct fixture *fixture, const char *says, unsigned number)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        struct rig *rig = rig_new(child_where(fixture->child));
        memory_left = number;
        thread_role_begin(&persist_role);
        commit_once(fixture, rig, says, false);
        thread_role_end(&persist_role);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static MAIN_THREAD void memory_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    unsigned number = 0;
    int status;
    do {
        char says[sizeof fixture->says];
        snprintf(says, sizeof says, "request %u, %u", ++number, fixture->commits++);
        status = starve(fixture, says, number);
        assert_true(status == 0 || status == NO_MEMORY_STATUS);
        if (look_is(fixture, says))
            strcpy(fixture->says, says);
        else if (status == 0 || !look_is(fixture, fixture->says))
            fail_msg("status %d, and neither \"%s\" nor \"%s\"", status, fixture->says, says);
    } while (status != 0);
    assert_in_range(number, RECORDS, CALLS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(calls_fail, fixture_begin, fixture_end),
        cmocka_unit_test_setup_teardown(memory_is_not_there, fixture_begin, fixture_end),
    };
    rcu_thread_begin();
    log_begin(LOG_ERROR, NULL, 20);
    int failed = cmocka_run_group_tests_name("faults", tests, NULL, NULL);
    log_end();
    rcu_thread_end();
    return failed;
}
