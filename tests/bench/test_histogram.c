/* tests/bench/test_histogram.c -- how long things took: steps, shares, adding two together. */
#include "bench/bot/histogram.h"
#include "core/dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = 20000 };

static int by_size(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return (one > other) - (one < other);
}

static void test_nothing_took_no_time(void **state)
{
    static struct histogram empty;
    (void)state;
    assert_int_equal(histogram_at(&empty, 0.5), 0);
    assert_int_equal(histogram_at(&empty, 1), 0);
}

static void test_one_entry_is_every_share(void **state)
{
    static struct histogram histogram;
    (void)state;
    histogram_add(&histogram, 1234567);
    assert_int_equal(histogram_at(&histogram, 0.01), 1234567);
    assert_int_equal(histogram_at(&histogram, 0.999), 1234567);
    assert_int_equal(histogram.most_ns, 1234567);
}

/* Against the sorted list itself, over ten powers of ten. */
static void test_shares_are_within_three_per_cent(void **state)
{
    static struct histogram histogram;
    static uint64_t sorted[MANY];
    static const double shares[] = {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1};
    struct dice dice;
    (void)state;
    dice_seed(&dice, 7);
    for (unsigned i = 0; i < MANY; i++) {
        sorted[i] = dice_next(&dice) >> (24 + dice_below(&dice, 36));
        histogram_add(&histogram, sorted[i]);
    }
    qsort(sorted, MANY, sizeof sorted[0], by_size);
    for (unsigned i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        unsigned rank = (unsigned)(shares[i] * MANY + 0.5);
        double exact = (double)sorted[rank - 1], told = (double)histogram_at(&histogram, shares[i]);
        assert_true(told >= exact);
        assert_true(told <= exact * 1.032 + 1);
    }
}

/* Of ten, the ninth is p90 and the tenth is p99: a share is never rounded down to somebody quicker. */
static void test_the_slowest_of_few_is_not_lost(void **state)
{
    static struct histogram histogram;
    (void)state;
    for (unsigned i = 1; i <= 10; i++)
        histogram_add(&histogram, i == 10 ? 1000000 : i);
    assert_in_range(histogram_at(&histogram, 0.9), 9, 10);
    assert_int_equal(histogram_at(&histogram, 0.99), 1000000);
}

static void test_merged_is_the_same_as_added(void **state)
{
    static struct histogram one, other, both;
    struct dice dice;
    (void)state;
    dice_seed(&dice, 3);
    for (unsigned i = 0; i < MANY; i++) {
        uint64_t ns = dice_next(&dice) >> (20 + dice_below(&dice, 40));
        histogram_add(i % 3 == 0 ? &one : &other, ns);
        histogram_add(&both, ns);
    }
    histogram_merge(&one, &other);
    assert_memory_equal(&one, &both, sizeof both);
}

static void test_whatever_is_longest_fits(void **state)
{
    static struct histogram histogram;
    (void)state;
    histogram_add(&histogram, UINT64_MAX);
    histogram_add(&histogram, 0);
    assert_true(histogram_at(&histogram, 1) == UINT64_MAX);
    assert_in_range(histogram_at(&histogram, 0.5), 0, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_took_no_time),
        cmocka_unit_test(test_one_entry_is_every_share),
        cmocka_unit_test(test_shares_are_within_three_per_cent),
        cmocka_unit_test(test_the_slowest_of_few_is_not_lost),
        cmocka_unit_test(test_merged_is_the_same_as_added),
        cmocka_unit_test(test_whatever_is_longest_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
