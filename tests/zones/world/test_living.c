/* tests/zones/world/test_living.c -- what there is in a land, counted: creatures and things, wherever things are; players and theirs are not. */
#include "tests/zones/town.h"
#include "zones/world/census.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL struct living living_in(unsigned zone)
{
    struct living living = { .rooms = 0 };
    census_living(town.zones[zone], &living);
    return living;
}

PLAYS_ALL void test_counts(void **state)
{
    (void)state;
    struct living before = living_in(LAND_ONE), other = living_in(LAND_TWO), both = before;
    assert_int_equal(before.rooms, town.areas[0].room_count);
    assert_true(before.mobiles > 0 && before.things > 0);
    census_living(town.zones[LAND_TWO], &both);             /* adds up */
    assert_int_equal(both.rooms, before.rooms + other.rooms);
    assert_int_equal(both.mobiles, before.mobiles + other.mobiles);
    town_enters(&town, ADA, TEMPLE);
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, BAG);
    struct living here = living_in(LAND_ONE);
    assert_int_equal(here.mobiles, before.mobiles);
    assert_int_equal(here.things, before.things);
    town_types(&town, ADA, "put lamp bag");
    town_types(&town, ADA, "drop bag");
    assert_int_equal(living_in(LAND_ONE).things, before.things + 2);
    struct living none = { .rooms = 0 };
    for (unsigned zone = LAND_TWO + 1; zone <= town.setting.zones; zone++)
        census_living(town.zones[zone], &none);
    assert_int_equal(none.rooms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_counts, begin, end) };
    return cmocka_run_group_tests_name("living", tests, NULL, NULL);
}
