/* tests/core/test_thread.c -- notes are each thread's own, names fit the kernel. */
#include "core/thread.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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
        cmocka_unit_test(test_roles_begin_and_end),
    };
    return cmocka_run_group_tests_name("thread", tests, NULL, NULL);
}
