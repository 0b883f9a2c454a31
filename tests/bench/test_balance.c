/* tests/bench/test_balance.c -- what `make balance` could get wrong without anybody noticing: who is out of line, times, and the seed. */
#include "bench/balance/trial.h"
#include "core/rcu.h"
#include "tests/zones/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void near(double is, double should)
{
    assert_true(is > should * 0.999999 - 1e-9);
    assert_true(is < should * 1.000001 + 1e-9);
}

/* Half and twice are still in line. */
static void test_out_of_line(void **state)
{
    (void)state;
    assert_int_equal(line_of_two(50, 100), IN_LINE);
    assert_int_equal(line_of_two(49.9, 100), TOO_LITTLE);
    assert_int_equal(line_of_two(200, 100), IN_LINE);
    assert_int_equal(line_of_two(200.1, 100), TOO_MUCH);
}

/* Sums of whole fights become rates; what never happened divides nothing. */
static void test_a_cell(void **state)
{
    struct cell cell = { .fights = 8, .won = 4, .died = 2, .rounds = 240, .ms = 1800000, .experience = 500, .coins = 30 };
    struct cell nothing = {0}, worse = { .fights = 1, .ms = 1000, .experience = -90 };
    (void)state;
    near(cell_survival(&cell), 75);
    near(cell_rounds(&cell), 6);
    near(cell_experience(&cell), 1000);
    near(cell_coins(&cell), 60);
    near(cell_survival(&nothing), 0);
    near(cell_rounds(&nothing), 0);
    near(cell_experience(&nothing), 1);
    near(cell_experience(&worse), 1);
}

/* From 1 to 4: level 1 at the first rate, level 2 half way in proportion, level 3 at the last; coins decide where they are slow. */
static void test_hours(void **state)
{
    struct need needs[5] = { [1] = { 100, 0 }, [2] = { 400, 0 }, [3] = { 1600, 800 }, [4] = { 1e9, 1e9 } };
    struct rate rates[] = { { 1, 100, 10 }, { 3, 1600, 10 } };
    (void)state;
    near(hours_between(needs, rates, 2, 1, 2), 1);
    near(hours_between(needs, rates, 2, 2, 3), 1);
    near(hours_between(needs, rates, 2, 3, 4), 80);
    near(hours_between(needs, rates, 2, 1, 4), 82);
    near(hours_between(needs, rates, 0, 1, 4), 0);
    near(hours_between(needs, rates, 2, 4, 4), 0);
}

static struct cell tried(uint32_t company, uint64_t seed)
{
    struct cell cell = { .class = (uint32_t)rules_class(tables(), "bard"), .power = 30, .company = company };
    trial_run(tables(), &cell, seed, 1, false);
    return cell;
}

static bool same(const struct cell *one, const struct cell *other)
{
    return one->fights == other->fights && one->won == other->won && one->died == other->died && one->fled == other->fled
        && one->rounds == other->rounds && one->ms == other->ms && one->experience == other->experience
        && one->coins == other->coins && one->blows == other->blows;
}

/* The same seed is the same play, whatever ran in between; another is another. */
static void test_the_seed_decides(void **state)
{
    (void)state;
    rcu_thread_begin();
    struct cell alone = tried(1, 5), threes = tried(3, 5), other = tried(1, 6), again = tried(1, 5);
    assert_true(same(&alone, &again));
    assert_false(same(&alone, &other));
    assert_true(alone.fights > 0 && alone.won > 0 && alone.experience > 0 && alone.coins > 0);
    assert_true(threes.fights > 0 && threes.won > 0 && threes.experience > 0 && threes.coins > 0);
    rcu_thread_end();
}

/* A paragon level asks more than the hundredth; sessions are a part of what the later levels ask. */
static void test_needs(void **state)
{
    static struct need needs[BALANCE_POWER + 1];
    (void)state;
    rcu_thread_begin();
    trial_needs(tables(), (unsigned)rules_class(tables(), "monk"), needs);
    near(needs[1].experience, (double)tables()->levels[2].experience);
    near(needs[1].coins, 0);
    assert_true(needs[60].experience > (double)tables()->levels[61].experience);
    assert_true(needs[60].coins > (double)tables()->levels[61].gold);
    assert_true(needs[199].experience > needs[99].experience);
    rcu_thread_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_out_of_line), cmocka_unit_test(test_a_cell),
        cmocka_unit_test(test_hours), cmocka_unit_test(test_the_seed_decides), cmocka_unit_test(test_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
