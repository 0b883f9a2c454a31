/* tests/core/test_metric.c -- figures of many threads add up, and counters never fall. */
#include "core/metric.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_names_and_help(void **state)
{
    (void)state;
    assert_string_equal(metric_name(METRIC_worker_inputs), "worker_inputs");
    for (unsigned id = 0; id < METRICS; id++) {
        assert_true(strlen(metric_name((enum metric_id)id)) > 0);
        assert_true(strlen(metric_help((enum metric_id)id)) > 0);
    }
}

static void test_total_over_blocks(void **state)
{
    (void)state;
    static struct metrics one, two;
    uint64_t before = metric_total(METRIC_net_lines);
    metrics_register(&one, METRIC_NET, 0);
    metrics_register(&two, METRIC_NET, 1);
    metric_add(&one, METRIC_net_lines, 3);
    metric_add(&one, METRIC_net_lines, 4);
    metric_add(&two, METRIC_net_lines, 10);
    metric_set(&one, METRIC_net_sessions, 5);
    metric_set(&two, METRIC_net_sessions, 6);
    metric_set(&two, METRIC_net_sessions, 7);
    assert_int_equal(metric_get(&one, METRIC_net_lines), 7);
    assert_int_equal(metric_total(METRIC_net_lines), before + 17);
    assert_int_equal(metric_total(METRIC_net_sessions), 12);

    metrics_forget(&one);
    assert_int_equal(metric_total(METRIC_net_lines), before + 17); /* a counter keeps what it reached */
    assert_int_equal(metric_total(METRIC_net_sessions), 7);        /* a gauge is about what there is */
    metrics_forget(&one);                                          /* unknown by now: nothing happens */
    assert_int_equal(metric_total(METRIC_net_lines), before + 17);
    metrics_forget(&two);
    assert_int_equal(metric_total(METRIC_net_sessions), 0);
}

enum { WRITERS = 4, ADDITIONS = 20000 };

static void *writer(void *unused)
{
    (void)unused;
    struct metrics block;
    memset(&block, 0, sizeof block);
    metrics_register(&block, METRIC_WORKER, 0);
    for (unsigned i = 0; i < ADDITIONS; i++) {
        metric_add(&block, METRIC_worker_turns, 1);
    }
    metrics_forget(&block);
    return NULL;
}

static void test_readers_beside_writers(void **state)
{
    (void)state;
    pthread_t threads[WRITERS];
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, writer, NULL), 0);
    }
    uint64_t last = 0;
    for (unsigned i = 0; i < 1000; i++) {
        uint64_t total = metric_total(METRIC_worker_turns);
        assert_true(total >= last);
        last = total;
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(metric_total(METRIC_worker_turns), WRITERS * ADDITIONS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_help),
        cmocka_unit_test(test_total_over_blocks),
        cmocka_unit_test(test_readers_beside_writers),
    };
    return cmocka_run_group_tests_name("metric", tests, NULL, NULL);
}
