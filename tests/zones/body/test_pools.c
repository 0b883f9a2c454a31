/* tests/zones/body/test_pools.c -- what is kept of a pool is what asking for it anew would give. */
#include "tests/zones/fight/ring.h"

#include "core/dice.h"

enum { STEPS = 4000 };

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    ring_heard(&town);
    town_close(&town);
    return 0;
}

/* Time, wounds, cures, and figures that come and go. */
PLAYS_ALL void something_happens(struct dice *dice, struct character *who)
{
    switch (dice_below(dice, 5)) {
    case 0: town_later(&town, dice_between(dice, 1, 30000)); break;
    case 1: pool_add(who, POOL_HEALTH, dice_between(dice, -60, 20)); break;
    case 2: pool_add(who, POOL_HEALTH, dice_between(dice, 1, 40)); break;
    case 3: ring_lay(&ring, who, FIGURE_REGEN_HEALTH, dice_between(dice, -1000, 400)); break;
    case 4:
        pools_settle(who);
        affects_free(who);
        figures_stale(who);
        ring_lay(&ring, who, FIGURE_HEALTH, dice_between(dice, -1000, 0));
        break;
    }
    ring_heard(&town);
}

PLAYS_ALL bool is_without_health(const struct character *who)
{
    return pool_has(who, POOL_HEALTH) <= 0;
}

/* Asked before or not, whatever has happened. */
PLAYS_ALL void test_down_is_without_health(void **state)
{
    (void)state;
    struct dice dice;
    struct character *who = town_person(&town, ADA);
    unsigned down = 0, risen = 0, asked = 0;
    dice_seed(&dice, 1);
    for (unsigned step = 0; step < STEPS; step++) {
        bool was_down = is_without_health(who);
        something_happens(&dice, who);
        down += is_without_health(who);
        risen += was_down && !is_without_health(who);
        if (dice_below(&dice, 2) == 0) {
            assert_int_equal(is_down(who), is_without_health(who));
            asked++;
        }
    }
    assert_in_range(down, STEPS / 10, STEPS * 9 / 10);
    assert_in_range(risen, 100, STEPS);
    assert_in_range(asked, STEPS / 3, STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_down_is_without_health, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
