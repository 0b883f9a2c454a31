/* tests/zones/world/test_idle.c -- into the void and back. */
#include "tests/zones/town.h"

static struct town town;
enum { SECOND = 1000 };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.options.character_idle_s = 1800;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

static const char pulled[] = "You have been idle, and are pulled into the void.\n";

PLAYS_ALL bool is_pulled(unsigned at)
{
    return strstr(town_reads(&town, at), pulled) != NULL;
}

PLAYS_ALL unsigned idle_timers(const struct zone *zone)
{
    unsigned count = 0;
    for (unsigned at = 0; at < zone->timers.count; at++)
        count += zone->timers.heap[at].kind == TIMER_IDLE;
    return count;
}

PLAYS_ALL void test_pulled_and_back(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    town_later(&town, 1000 * SECOND);
    town_types(&town, BOB, "save");                         /* he is heard; she is not */
    town_later(&town, 790 * SECOND);
    assert_false(is_pulled(ADA));
    town_later(&town, 20 * SECOND);
    assert_true(is_pulled(ADA));
    assert_non_null(strstr(town_reads(&town, BOB), "Ada fades"));
    town_copy_check(&town, LAND_ONE);
    town_later(&town, 900 * SECOND);
    assert_false(is_pulled(ADA));                           /* once is enough */
    town_later(&town, 200 * SECOND);
    assert_true(is_pulled(BOB));
    assert_int_equal(idle_timers(town.zones[LAND_ONE]), 0); /* there is nobody left to watch */
    town_types(&town, ADA, "save");
    assert_non_null(strstr(town_reads(&town, ADA), "You return from the void.\n"));
    assert_non_null(strstr(town_reads(&town, BOB), "Ada returns from the void."));
    town_types(&town, ADA, "save");
    assert_null(strstr(town_reads(&town, ADA), "the void"));
    assert_int_equal(idle_timers(town.zones[LAND_ONE]), 1);
    town_later(&town, 1810 * SECOND);
    assert_true(is_pulled(ADA));
}

/* However many come, go and type, there is one timer; with nobody there is none. */
PLAYS_ALL void test_one_timer(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    for (unsigned at = 0; at < 20; at++) {
        town_types(&town, ADA, "save");
        town_later(&town, SECOND);
        town_types(&town, BOB, "save");
        assert_int_equal(idle_timers(town.zones[LAND_ONE]), 1);
    }
    town_types(&town, ADA, "quit");
    town_types(&town, BOB, "quit");
    town_later(&town, SECOND);
    assert_false(town.zones[LAND_ONE]->awake);
    assert_int_equal(idle_timers(town.zones[LAND_ONE]), 0);
    assert_int_equal(land_of(town.zones[LAND_ONE])->idle_due, 0);
}

/* It is no part of what a cut writes. */
PLAYS_ALL void test_nothing_to_write(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 5);
    uint32_t dirty = town.zones[LAND_ONE]->holders.dirty;
    town_later(&town, 1810 * SECOND);
    assert_true(is_pulled(ADA));
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, dirty);
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_pulled_and_back, begin, end),
        cmocka_unit_test_setup_teardown(test_one_timer, begin, end),
        cmocka_unit_test_setup_teardown(test_nothing_to_write, begin, end),
    };
    return cmocka_run_group_tests_name("idle", tests, NULL, NULL);
}
