/* tests/bench/test_median.c -- the one in the middle, by which every bench and the balance of classes are told. */
#include "bench/bot/median.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_the_middle_one(void **state)
{
    double odd[] = { 9, 1, 5 }, even[] = { 8, 2, 1, 4 }, one[] = { 7 };
    (void)state;
    assert_true(median(odd, 3) == 5);
    assert_true(median(even, 4) == 3);
    assert_true(median(one, 1) == 7);
    assert_true(median(one, 0) == 0);
}

static void test_they_come_into_order(void **state)
{
    double values[] = { 4, 1, 2, 3 };
    (void)state;
    assert_true(median(values, 4) == 2.5);
    for (unsigned at = 0; at < 4; at++)
        assert_true(values[at] == at + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_middle_one),
        cmocka_unit_test(test_they_come_into_order),
    };
    return cmocka_run_group_tests_name("median", tests, NULL, NULL);
}
