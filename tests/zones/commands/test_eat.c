/* tests/zones/commands/test_eat.c -- eating, drinking, tasting: what is used up, what it gives, and inns. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.objects[CAP].kind = ITEM_FOOD;
    town.objects[KEY].kind = ITEM_DRINK;
    town.objects[STATUE].kind = ITEM_DRINK;     /* it stands in the temple: a fountain */
    town.rooms[1].inn = true;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "ada");
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)

PLAYS_ALL void test_eat_and_drink(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    const struct zone *zone = ada->zone;
    assert_true(pool_take(ada, POOL_STAMINA, pool_has(ada, POOL_STAMINA)));
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, KEY);
    town_gives(&town, ADA, LAMP);
    SAYS("eat", "Eat what?\n");
    SAYS("drink", "Drink what?\n");
    SAYS("taste", "Taste what?\n");
    SAYS("eat unicorn", "You do not see that here.\n");
    SAYS("eat lamp", "You cannot eat a brass lamp.\n");
    SAYS("eat key", "You cannot eat an iron key.\n");
    SAYS("drink cap", "You cannot drink a knitted cap.\n");
    SAYS("taste lamp", "You would rather not taste a brass lamp.\n");
    SAYS("taste cap", "You taste a knitted cap. One could well eat it.\n");
    BOB_READS("Ada tastes a knitted cap.\n");
    assert_int_equal(items_count(ada->items), 3);
    assert_int_equal(zone->books.things_used, 0);
    SAYS("eat cap", "You eat a knitted cap.\nYou are full, and rather pleased with the world.\n");
    BOB_READS("Ada eats a knitted cap.\n");
    assert_int_equal(pool_has(ada, POOL_STAMINA), 30);
    SAYS("drink key", "You drink an iron key.\n");
    BOB_READS("Ada drinks an iron key.\n");
    assert_int_equal(pool_has(ada, POOL_STAMINA), 45);
    assert_int_equal(items_count(ada->items), 1);
    assert_int_equal(zone->books.things_used, 2);
    SAYS("drink statue", "You drink from a marble statue.\n");
    assert_int_equal(pool_has(ada, POOL_STAMINA), 45);
    assert_non_null(item_here(ada, "statue"));
    assert_int_equal(zone->books.things_used, 2);
}

/* Never above what there is room for; and what is nobody's is not booked. */
PLAYS_ALL void test_full(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    assert_true(pool_take(ada, POOL_STAMINA, 10));
    struct item *cap = item_new(ada->zone, (proto_id){CAP}, zone_new_id(ada->zone));
    item_enter_room(cap, ada->room);
    SAYS("eat cap", "You eat a knitted cap.\nYou are full, and rather pleased with the world.\n");
    assert_int_equal(pool_has(ada, POOL_STAMINA), pool_most(ada, POOL_STAMINA));
    assert_int_equal(ada->zone->books.things_used, 0);
}

/* Twice as fast for those who lie down, from when they come in until they go, however they go. */
PLAYS_ALL void test_inn(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    town_types(&town, ADA, "north");
    assert_true(pool_take(ada, POOL_STAMINA, pool_has(ada, POOL_STAMINA)));
    town_later(&town, 20000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 10);     /* on one's feet an inn is like any other place */
    town_types(&town, ADA, "rest");
    town_later(&town, 20000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 70);
    town_types(&town, ADA, "goto 3001");
    assert_int_equal(pool_has(ada, POOL_STAMINA), 70);
    town_later(&town, 20000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 100);
    assert_true(pool_take(ada, POOL_STAMINA, 100));
    town_later(&town, 20000);
    town_types(&town, ADA, "goto 3002");
    assert_int_equal(pool_has(ada, POOL_STAMINA), 30);
    town_later(&town, 20000);
    assert_int_equal(pool_has(ada, POOL_STAMINA), 90);
    assert_true(pool_take(ada, POOL_STAMINA, 90));
    town_later(&town, 10000);
    town_types(&town, ADA, "goto 4001");
    assert_int_equal(pool_has(town_person(&town, ADA), POOL_STAMINA), 30);
    town_copy_check(&town, LAND_TWO);
    town_later(&town, 10000);
    town_types(&town, ADA, "goto 3002");
    assert_int_equal(pool_has(town_person(&town, ADA), POOL_STAMINA), 45);
}

PLAYS_ALL void test_title(void **state)
{
    (void)state;
    town.rooms[1].bank = true;
    town.rooms[1].dark = true;
    town_types(&town, ADA, "north");
    assert_non_null(strstr(town_reads(&town, ADA), "The Hall [ Bank Inn ] [ S "));
    town_types(&town, ADA, "south");
    assert_non_null(strstr(town_reads(&town, ADA), "The Temple [ N "));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_eat_and_drink), ONE(test_full), ONE(test_inn), ONE(test_title) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
