/* tests/bench/test_swaps.c -- periods under the one value and under the other: what counts, and what neighbours say of each other. */
#include "bench/bot/swaps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECOND_NS INT64_C(1000000000)

enum { EVERY_S = 3 };

static struct swaps *swaps_new(void)
{
    struct swaps *swaps = calloc(1, sizeof *swaps);
    assert_non_null(swaps);
    swaps->every_s = EVERY_S;
    return swaps;
}

/* A hundred answers in the middle of a period, all of which took so long. */
static void fill(struct swaps *swaps, unsigned period, uint64_t us)
{
    for (unsigned at = 0; at < 100; at++)
        swaps_add(swaps, (period * EVERY_S + 2) * SECOND_NS, us * 1000);
}

static void near(double value, double wanted)
{
    if (value < wanted * 0.95 || value > wanted * 1.05)
        fail_msg("%f instead of %f", value, wanted);
}

static void test_neighbours_are_compared(void **state)
{
    struct swaps *swaps = swaps_new();
    struct swaps_spread spread;
    (void)state;
    const uint64_t us[] = { 200, 100, 900, 300, 800, 200 };     /* a machine that slows down must not matter: 2, 3, 4 */
    for (unsigned at = 0; at < 6; at++)
        fill(swaps, at, us[at]);
    assert_true(swaps_spread(swaps, 6 * EVERY_S, 0.99, &spread));
    assert_int_equal(spread.pairs, 3);
    near(spread.ratio, 3);
    near(spread.least, 2);
    near(spread.most, 4);
    near(spread.first_us, 800);
    near(spread.second_us, 200);
    free(swaps);
}

/* Nor do the beginnings of periods, what is beyond the last, and a pair of which the second was cut short. */
static void test_what_is_between_does_not_count(void **state)
{
    struct swaps *swaps = swaps_new();
    struct swaps_spread spread;
    (void)state;
    swaps_add(swaps, -1, 5);
    swaps_add(swaps, 0, 5);
    swaps_add(swaps, SECOND_NS - 1, 5);
    swaps_add(swaps, EVERY_S * SECOND_NS, 5);
    swaps_add(swaps, SWAPS_MAX * EVERY_S * SECOND_NS + 2 * SECOND_NS, 5);
    swaps_add(swaps, INT64_MAX, 5);
    for (unsigned at = 0; at < SWAPS_MAX; at++)
        assert_int_equal(swaps->periods[at].count, 0);
    swaps_add(swaps, SECOND_NS, 5);
    swaps_add(swaps, EVERY_S * SECOND_NS - 1, 5);
    assert_int_equal(swaps->periods[0].count, 2);
    assert_false(swaps_spread(swaps, 100, 0.99, &spread));
    fill(swaps, 1, 100);
    assert_true(swaps_spread(swaps, 2 * EVERY_S, 0.99, &spread));
    assert_false(swaps_spread(swaps, 2 * EVERY_S - 0.1, 0.99, &spread));
    free(swaps);
}

static void test_nothing_is_swapped(void **state)
{
    struct swaps *swaps = swaps_new(), *other = swaps_new();
    struct swaps_spread spread;
    (void)state;
    swaps->every_s = 0;
    fill(swaps, 0, 100);
    assert_int_equal(swaps->periods[0].count, 0);
    assert_false(swaps_spread(swaps, 100, 0.99, &spread));
    fill(other, 0, 100);
    fill(other, 1, 50);
    swaps_merge(swaps, other);          /* one process of bots knows of it, another does not */
    swaps_merge(swaps, other);
    assert_int_equal(swaps->periods[0].count, 200);
    assert_true(swaps_spread(swaps, 2 * EVERY_S, 0.5, &spread));
    near(spread.ratio, 2);
    free(swaps);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours_are_compared),
        cmocka_unit_test(test_what_is_between_does_not_count),
        cmocka_unit_test(test_nothing_is_swapped),
    };
    return cmocka_run_group_tests_name("swaps", tests, NULL, NULL);
}
