/* tests/zones/fight/test_odds.c -- the numbers of a fight, at their ends and in between. */
#include "zones/fight/odds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_percent(void **state)
{
    (void)state;
    assert_int_equal(odds_percent(-1000), 5);
    assert_int_equal(odds_percent(50), 50);
    assert_int_equal(odds_percent(INT64_MAX), 95);
    assert_int_equal(odds_hit(70, 1, 10, 10, 0), 70);
    assert_int_equal(odds_hit(70, 1, 10, 20, 0), 60);
    assert_int_equal(odds_hit(70, 1, 20, 10, 20), 90);
    assert_int_equal(odds_hit(70, 1, 200, 1, 10000), 95);
    assert_int_equal(odds_hit(70, 1, 1, 200, -500), 5);
}

static void test_armor(void **state)
{
    (void)state;
    assert_int_equal(odds_armor(100, 0, 100), 100);
    assert_int_equal(odds_armor(100, 100, 100), 50);
    assert_int_equal(odds_armor(90, 200, 100), 30);
    assert_int_equal(odds_armor(100, -100, 100), 200);
    assert_int_equal(odds_armor(INT32_MAX, 10000, 10), INT32_MAX / 1001);
}

static void test_part(void **state)
{
    (void)state;
    assert_int_equal(odds_part(200, 50), 100);
    assert_int_equal(odds_part(3, 50), 1);
    assert_int_equal(odds_part(100, -50), -50);
    assert_int_equal(odds_part(INT32_MAX, 300), INT32_MAX);
    assert_int_equal(odds_round_ms(3000, 0), 3000);
    assert_int_equal(odds_round_ms(3000, 100), 1500);
    assert_int_equal(odds_round_ms(3000, -50), 6000);
}

static void test_share(void **state)
{
    (void)state;
    assert_int_equal(odds_share(100, 5, 5, 10), 100);
    assert_int_equal(odds_share(100, 1, 50, 10), 100);
    assert_int_equal(odds_share(100, 10, 5, 10), 50);
    assert_int_equal(odds_share(100, 15, 5, 10), 0);
    assert_int_equal(odds_share(100, 200, 1, 10), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_percent), cmocka_unit_test(test_armor), cmocka_unit_test(test_part), cmocka_unit_test(test_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
