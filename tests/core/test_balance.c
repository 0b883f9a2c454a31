/* tests/core/test_balance.c -- who should go where, over loads that nobody took. */
#include "core/balance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 400, PERCENT = BALANCE_FULL / 100 };

static struct balance_zone zones[MOST + 1];
static struct balance_view view;
static const struct balance_rules rules = { .busy_percent = 40, .gap_percent = 20, .crowd_percent = 50 };

/* So many zones, the first of them on worker 0, the next on 1, ...; each takes that many percent. */
static void world(unsigned count, unsigned workers, unsigned percent)
{
    memset(zones, 0, sizeof zones);
    view = (struct balance_view){ .zones = zones, .count = count, .workers = workers };
    for (unsigned at = 1; at <= count; at++)
        zones[at] = (struct balance_zone){ .worker = (at - 1) % workers, .load = (uint64_t)percent * PERCENT };
}

static void apply(struct balance_move move)
{
    assert_int_equal(zones[move.zone].worker, move.from);
    assert_int_not_equal(move.from, move.to);
    assert_true(move.to < view.workers);
    zones[move.zone].worker = move.to;
}

/* Moves until nothing is to be gained; gives how many it took. */
static unsigned settle(void)
{
    for (unsigned moves = 0; moves <= 2 * MOST; moves++) {
        struct balance_move move = balance_next(&view, &rules);
        if (move.reason == BALANCE_NOTHING)
            return moves;
        apply(move);
    }
    fail_msg("it never comes to rest");
    return 0;
}

static void test_leaves_in_peace(void **state)
{
    (void)state;
    world(4, 2, 15);                                    /* 30 and 30 */
    assert_int_equal(settle(), 0);
    zones[2].load = zones[4].load = 0;                  /* 30 and 0: far apart, but nobody is busy */
    assert_int_equal(settle(), 0);
    world(4, 2, 22);
    zones[2].load = 10 * PERCENT;                       /* 44 and 32: busy, but not far apart */
    assert_int_equal(settle(), 0);
    world(4, 1, 25);                                    /* nowhere to go */
    assert_int_equal(settle(), 0);
}

static void test_evens_out(void **state)
{
    (void)state;
    world(10, 2, 9);
    for (unsigned at = 1; at <= 10; at++)
        zones[at].worker = 0;                           /* 90 and 0 */
    struct balance_move move = balance_next(&view, &rules);
    assert_int_equal(move.reason, BALANCE_GAP);
    assert_int_equal(move.to, 1);
    assert_in_range(settle(), 4, 5);
    uint64_t gap = balance_load(&view, 0) > balance_load(&view, 1) ? balance_load(&view, 0) - balance_load(&view, 1)
                                                                   : balance_load(&view, 1) - balance_load(&view, 0);
    assert_true(gap < 20 * (uint64_t)PERCENT);
    assert_int_equal(settle(), 0);                      /* and stays so */
}

static void test_pinned_and_resting_stay(void **state)
{
    (void)state;
    world(3, 2, 30);
    zones[2].worker = 0;                                /* 90 and 0 */
    zones[1].pinned = zones[3].pinned = true;
    struct balance_move move = balance_next(&view, &rules);
    assert_int_equal(move.zone, 2);
    zones[2].resting = true;
    assert_int_equal(balance_next(&view, &rules).reason, BALANCE_NOTHING);
    zones[2].resting = false;
    view.stuck[1] = true;
    assert_int_equal(balance_next(&view, &rules).reason, BALANCE_NOTHING);
}

/* A thousand in one city: all else goes, what is idle, too; the city stays, and nothing comes back. */
static void test_crowd(void **state)
{
    (void)state;
    world(40, 4, 0);
    for (unsigned at = 2; at <= 40; at++)
        zones[at].load = at % 2 == 0 ? PERCENT : 0;
    zones[1].load = 95 * (uint64_t)PERCENT;
    zones[5].pinned = true;
    struct balance_move move = balance_next(&view, &rules);
    assert_int_equal(move.reason, BALANCE_CROWD);
    assert_int_equal(move.from, 0);
    settle();
    assert_int_equal(zones[1].worker, 0);
    for (unsigned at = 2; at <= 40; at++)
        assert_int_equal(zones[at].worker == 0, at == 5);
    assert_int_equal(settle(), 0);
}

/* One zone that is more than half the gap does not jump from worker to worker. */
static void test_one_hot_zone_stays(void **state)
{
    (void)state;
    world(2, 2, 0);
    zones[1].load = 45 * (uint64_t)PERCENT;
    assert_int_equal(settle(), 0);
    world(3, 2, 0);
    zones[1].load = 49 * (uint64_t)PERCENT;
    zones[3].load = 5 * PERCENT;
    zones[3].pinned = true;                             /* beside it, and cannot go: 54 and 0 */
    assert_int_equal(settle(), 0);
}

static void test_smooth(void **state)
{
    (void)state;
    uint64_t load = 0;
    for (unsigned second = 0; second < 40; second++)
        load = balance_smooth(load, BALANCE_FULL);
    assert_in_range(load, BALANCE_FULL - 100000, BALANCE_FULL);
    assert_true(balance_smooth(0, BALANCE_FULL) < BALANCE_FULL / 2);
    for (unsigned second = 0; second < 120; second++)
        load = balance_smooth(load, 0);
    assert_int_equal(load < 10, true);
}

/* -- plans ------------------------------------------------------------------------------------------- */

static unsigned counted(unsigned worker)
{
    unsigned count = 0;
    for (unsigned at = 1; at <= view.count; at++)
        count += zones[at].worker == worker;
    return count;
}

static void test_plans(void **state)
{
    (void)state;
    static const unsigned path[] = { 4, 2, 1, 3, 64, 1 };
    struct balance_move moves[MOST + 1];
    world(MOST, 1, 0);
    for (size_t step = 0; step < sizeof path / sizeof path[0]; step++) {
        unsigned was[MOST + 1], count;
        for (unsigned at = 1; at <= MOST; at++)
            was[at] = zones[at].worker;
        count = balance_plan(&view, path[step], moves);
        for (unsigned at = 0; at < count; at++) {
            assert_int_equal(was[moves[at].zone], moves[at].from);
            assert_int_not_equal(moves[at].from, moves[at].to);
            was[moves[at].zone] = moves[at].to;
        }
        for (unsigned at = 1; at <= MOST; at++)
            assert_int_equal(was[at], zones[at].worker);    /* the moves are what leads there */
        for (unsigned worker = 0; worker < path[step]; worker++)
            assert_in_range(counted(worker), MOST / path[step] - MOST / path[step] / 4, MOST / path[step] + MOST / path[step] / 4 + 1);
    }
    assert_int_equal(balance_plan(&view, 1, moves), 0);
}

/* Pinned zones of workers that stay stay; those of workers that leave must go.  Nothing goes to one that is stuck. */
static void test_plans_around_pins(void **state)
{
    (void)state;
    struct balance_move moves[MOST + 1];
    world(40, 4, 1);
    zones[1].pinned = zones[4].pinned = true;           /* on 0 and 3 */
    view.stuck[1] = true;
    unsigned count = balance_plan(&view, 3, moves);
    assert_true(count >= 10);
    assert_int_equal(zones[1].worker, 0);
    assert_in_range(zones[4].worker, 0, 2);
    for (unsigned at = 0; at < count; at++)
        assert_int_not_equal(moves[at].to, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves_in_peace), cmocka_unit_test(test_evens_out), cmocka_unit_test(test_pinned_and_resting_stay),
        cmocka_unit_test(test_crowd), cmocka_unit_test(test_one_hot_zone_stays), cmocka_unit_test(test_smooth),
        cmocka_unit_test(test_plans), cmocka_unit_test(test_plans_around_pins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
