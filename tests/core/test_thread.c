/* tests/core/test_thread.c -- notes are each thread's own, names fit the kernel. */
#include "core/thread.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

static void *other_thread(void *unused)
{
    (void)unused;
    assert_string_equal(thread_noted(), "");
    thread_note("zone=%s", "castle");
    assert_string_equal(thread_noted(), "zone=castle");
    return NULL;
}

static void test_note_is_per_thread(void **state)
{
    (void)state;
    thread_note("input=%d", 42);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, other_thread, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_string_equal(thread_noted(), "input=42");
}

static void test_long_note_is_cut(void **state)
{
    (void)state;
    char long_note[2000];
    memset(long_note, 'x', sizeof long_note - 1);
    long_note[sizeof long_note - 1] = '\0';
    thread_note("%s", long_note);
    assert_true(strlen(thread_noted()) > 100);
    assert_true(strlen(thread_noted()) < sizeof long_note - 1);
}

static void test_long_name_is_cut(void **state)
{
    (void)state;
    char before[16], name[16];
    assert_int_equal(pthread_getname_np(pthread_self(), before, sizeof before), 0);
    thread_name("worker-%s-%d", "of-a-long-name", 7);
    assert_int_equal(pthread_getname_np(pthread_self(), name, sizeof name), 0);
    assert_string_equal(name, "worker-of-a-lon");
    thread_name("%s", before);
}

/* sched_getattr(2) */
struct attributes {
    uint32_t size, policy;
    uint64_t flags;
    int32_t  nice;
    uint32_t priority;
    uint64_t slice_ns, deadline_ns, period_ns;
};

struct change {
    struct attributes before, after;
    bool              took;
};

static bool attributes_get(struct attributes *attributes)
{
    return syscall(SYS_sched_getattr, 0, attributes, sizeof *attributes, 0) == 0;
}

static void *runs_in_short_slices(void *argument)
{
    struct change *change = argument;
    change->took = setpriority(PRIO_PROCESS, 0, 3) == 0 && attributes_get(&change->before) && thread_short_slices() &&
        attributes_get(&change->after);
    return NULL;
}

/* How nice the thread is stays as it is, and so does its policy; kernels that know no slices say 0 for one. */
static void test_short_slices(void **state)
{
    (void)state;
    struct change change = {0};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, runs_in_short_slices, &change), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(change.took);
    assert_int_equal(change.after.nice, 3);
    assert_int_equal(change.after.policy, change.before.policy);
    assert_int_equal(change.after.slice_ns, change.before.slice_ns == 0 ? 0 : 100000);
}

static void test_roles_begin_and_end(void **state)
{
    (void)state;
    thread_role_begin(&main_role);
    thread_role_end(&main_role);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_is_per_thread),
        cmocka_unit_test(test_long_note_is_cut),
        cmocka_unit_test(test_long_name_is_cut),
        cmocka_unit_test(test_short_slices),
        cmocka_unit_test(test_roles_begin_and_end),
    };
    return cmocka_run_group_tests_name("thread", tests, NULL, NULL);
}
