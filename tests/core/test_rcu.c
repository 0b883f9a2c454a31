/* tests/core/test_rcu.c -- a reader never sees freed memory, and what was deferred is done. */
#include "core/memory.h"
#include "core/rcu.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ThreadSanitizer is some ten times slower; the races are the same. */
#if defined(__SANITIZE_THREAD__)
#define SLOWED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SLOWED 1
#endif
#endif

#ifdef SLOWED
enum { READERS = 3, REPLACEMENTS = 200 };
#else
enum { READERS = 3, REPLACEMENTS = 2000 };
#endif

struct value {
    struct rcu_head head;      /* first, so that a head is its value */
    uint64_t number;
    uint64_t same_number;
};

static struct value *shared;
static atomic_bool finished;
static _Atomic unsigned freed;

static struct value *value_new(uint64_t number)
{
    struct value *value = memory_get(sizeof *value);
    value->number = number;
    value->same_number = number;
    return value;
}

static void value_free(struct rcu_head *head)
{
    struct value *value = (struct value *)(void *)head;
    value->number = UINT64_MAX; /* a reader that is still there would notice */
    memory_free(value);
    atomic_fetch_add(&freed, 1);
}

static void *reader(void *unused)
{
    (void)unused;
    rcu_thread_begin();
    uint64_t last = 0;
    const char *wrong = NULL;
    while (!atomic_load(&finished) && wrong == NULL) {
        rcu_read_begin();
        const struct value *value = rcu_read(shared);
        if (value->number != value->same_number) {
            wrong = "torn or freed";
        } else if (value->number < last) {
            wrong = "went back";
        }
        last = value->number;
        rcu_read_end();
    }
    rcu_thread_end();
    return (void *)(uintptr_t)wrong;
}

MAIN_THREAD static void replace_values(bool wait)
{
    for (uint64_t number = 1; number <= REPLACEMENTS; number++) {
        struct value *old = shared;
        rcu_publish(shared, value_new(number));
        if (wait && number % 20 == 0) {
            rcu_wait();
            value_free(&old->head);
        } else {
            rcu_defer(&old->head, value_free);
        }
    }
}

MAIN_THREAD static void test_readers_beside_a_writer(void **state)
{
    (void)state;
    atomic_store(&freed, 0);
    shared = value_new(0);
    pthread_t threads[READERS];
    for (unsigned i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, reader, NULL), 0);
    }
    replace_values(true);
    atomic_store(&finished, true);
    for (unsigned i = 0; i < READERS; i++) {
        void *wrong;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
    rcu_settle();
    assert_int_equal(atomic_load(&freed), REPLACEMENTS);
    value_free(&shared->head);
}

MAIN_THREAD static void test_settle_has_run_everything(void **state)
{
    (void)state;
    atomic_store(&freed, 0);
    for (unsigned i = 0; i < 50; i++) {
        rcu_defer(&value_new(i)->head, value_free);
    }
    rcu_settle();
    assert_int_equal(atomic_load(&freed), 50);
}

static void *slow_reader(void *entered)
{
    rcu_thread_begin();
    rcu_read_begin();
    const struct value *value = rcu_read(shared);
    atomic_store((atomic_bool *)entered, true);
    uint64_t sum = 0;
    for (unsigned i = 0; i < 2000; i++) {
        sum += __atomic_load_n(&value->number, __ATOMIC_RELAXED);
    }
    rcu_read_end();
    rcu_thread_end();
    return sum == 2000 * 5 ? NULL : "freed under a reader";
}

MAIN_THREAD static void test_wait_waits_for_a_reader(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 20; i++) {
        atomic_bool entered = false;
        shared = value_new(5);
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, slow_reader, &entered), 0);
        while (!atomic_load(&entered)) {
        }
        struct value *old = shared;
        rcu_publish(shared, NULL);
        rcu_wait();
        value_free(&old->head);
        void *wrong;
        assert_int_equal(pthread_join(thread, &wrong), 0);
        assert_null(wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readers_beside_a_writer),
        cmocka_unit_test(test_settle_has_run_everything),
        cmocka_unit_test(test_wait_waits_for_a_reader),
    };
    return cmocka_run_group_tests_name("rcu", tests, NULL, NULL);
}
