/* tests/core/test_spread.c -- what is counted by size stands in the right step, adds up, and can be asked how most of it was. */
#include "core/spread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_steps(void **state)
{
    (void)state;
    static const struct { uint64_t units; unsigned step; } rows[] = {
        {0, 0}, {1, 0}, {2, 1}, {3, 2}, {4, 2}, {5, 3}, {8, 3}, {9, 4}, {1 << 23, 23}, {(1 << 23) + 1, SPREAD_STEPS}, {UINT64_MAX, SPREAD_STEPS},
    };
    for (size_t at = 0; at < sizeof rows / sizeof rows[0]; at++) {
        assert_int_equal(spread_step(rows[at].units), rows[at].step);
    }
}

static void test_times_and_numbers(void **state)
{
    (void)state;
    static struct spread times, numbers;
    struct spread_sum sum = {0};
    spread_time(&times, 1);             /* less than a microsecond is one */
    spread_time(&times, 1000);
    spread_time(&times, 1001);
    spread_time(&times, -5);            /* of two clocks: none */
    spread_time(&times, INT64_C(60000000000));
    spread_collect(&times, &sum);
    assert_int_equal(sum.step[0], 3);
    assert_int_equal(sum.step[1], 1);
    assert_int_equal(sum.step[SPREAD_STEPS], 1);
    assert_int_equal(sum.count, 5);
    assert_int_equal(sum.sum, 60000002002);
    spread_number(&numbers, 7);
    spread_collect(&numbers, &sum);     /* adds to what is there */
    assert_int_equal(sum.step[3], 1);
    assert_int_equal(sum.count, 6);
    assert_int_equal(sum.sum, 60000002009);
}

static void test_quantiles(void **state)
{
    (void)state;
    struct spread_sum sum = {0};
    assert_true(spread_quantile(&sum, 0.5) == 0);
    sum.step[4] = 100;                 /* 9 to 16 us, all of them */
    sum.count = 100;
    assert_true(spread_quantile(&sum, 0.5) == 12);
    assert_true(spread_quantile(&sum, 1) == 16);
    sum.step[10] = 100;
    sum.count = 200;
    assert_true(spread_quantile(&sum, 0.5) == 16);
    assert_true(spread_quantile(&sum, 0.75) == 768);
    memset(&sum, 0, sizeof sum);
    sum.step[SPREAD_STEPS] = sum.count = 3;
    assert_true(spread_quantile(&sum, 0.5) == 1 << 23);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_times_and_numbers),
        cmocka_unit_test(test_quantiles),
    };
    return cmocka_run_group_tests_name("spread", tests, NULL, NULL);
}
