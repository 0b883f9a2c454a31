/* tests/zones/world/test_item.c -- a thing is in one place, and whoever holds it knows that it came or went. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_cut(&town, LAND_ONE, 1);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL struct item *made(unsigned object)
{
    struct zone *zone = town.zones[LAND_ONE];
    return item_new(zone, (proto_id){object}, zone_new_id(zone));
}

/* Reset state is nobody's and is not written; what a player took is, and stays so. */
PLAYS_ALL void test_durable(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_ONE];
    struct character *ada = town_person(&town, ADA);
    struct item *bag = made(BAG), *lamp = made(LAMP);
    bag->reset = 4;
    item_enter_room(bag, ada->room);
    item_enter_item(lamp, bag);
    assert_int_equal(zone->holders.dirty, 0);
    assert_false(floor_has_durable(ada->room));
    item_leave(bag);
    item_enter_bearer(bag, ada, WEAR_NOWHERE);
    assert_true(bag->durable && lamp->durable);
    assert_int_equal(bag->reset, -1);
    assert_int_equal(ada->holder.dirty, 1u << PART_HOLDINGS);
    assert_int_equal(zone->holders.dirty, 1);
    item_leave(bag);
    item_enter_room(bag, ada->room);
    assert_true(ada->room->floor.dirty != 0);
    assert_true(floor_has_durable(ada->room));
    assert_int_equal(zone->holders.dirty, 2);
    town_cut(&town, LAND_ONE, 2);
    item_leave(lamp);                           /* out of a bag on the floor: the floor's record */
    assert_true(ada->room->floor.dirty != 0);
    assert_int_equal(zone->holders.dirty, 1);
    item_free(&lamp);
}

PLAYS_ALL void test_mobiles_own_nothing(void **state)
{
    (void)state;
    struct character *guard = person_here(town_person(&town, ADA), "guard");
    struct item *lamp = made(LAMP);
    item_enter_bearer(lamp, guard, WEAR_NOWHERE);
    assert_false(lamp->durable);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 0);
}

/* Only what is worn is worn. */
PLAYS_ALL void test_worn(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct item *cap = made(CAP);
    item_enter_bearer(cap, ada, WEAR_HEAD);
    item_leave(cap);
    assert_int_equal(cap->worn, WEAR_NOWHERE);
    cap->worn = WEAR_HEAD;                      /* a record says so */
    item_enter_room(cap, ada->room);
    assert_int_equal(cap->worn, WEAR_NOWHERE);
}

PLAYS_ALL void test_counting(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct item *bag = made(BAG), *inner = made(BAG), *lamp = made(LAMP), *cap = made(CAP);
    assert_int_equal(items_count(NULL), 0);
    assert_int_equal(items_depth(NULL), 0);
    item_enter_bearer(bag, ada, WEAR_NOWHERE);
    assert_int_equal(items_depth(ada->items), 1);
    item_enter_item(inner, bag);
    item_enter_item(lamp, inner);
    item_enter_bearer(cap, ada, WEAR_NOWHERE);
    assert_int_equal(items_count(ada->items), 4);
    assert_int_equal(items_depth(ada->items), 3);
    assert_ptr_equal(item_root(lamp), bag);
    assert_ptr_equal(bag->next, cap);
    item_leave(bag);
    assert_ptr_equal(ada->items, cap);
    assert_ptr_equal(cap->back, &ada->items);
    item_free(&bag);                            /* with all that is in it */
    assert_null(bag);
    assert_int_equal(items_count(ada->items), 1);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_durable), ONE(test_mobiles_own_nothing), ONE(test_worn), ONE(test_counting) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
