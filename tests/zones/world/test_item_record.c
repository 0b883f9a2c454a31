/* tests/zones/world/test_item_record.c -- things as bytes: relics, lids, floors with chests, and what damage does. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, VAULT);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL struct bytes_writer packed(const struct character *who)
{
    struct bytes_writer writer = {0};
    items_put(&writer, who->items);
    return writer;
}

PLAYS_ALL void empty_hands(struct character *who)
{
    while (who->items != NULL) {
        struct item *item = who->items;
        item_leave(item);
        item_free(&item);
    }
}

PLAYS_ALL bool repack(struct character *who, const struct bytes_writer *bytes)
{
    struct bytes_reader reader = bytes_read(bytes->bytes, bytes->length);
    empty_hands(who);
    return items_take_bearer(who->zone, &reader, who) && bytes_left(&reader) == 0;
}

/* Its prototype goes and comes back: in between it keeps name, numbers, contents, and can be reached. */
PLAYS_ALL void test_relic(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct item *bag = town_gives(&town, ADA, BAG);
    bag->door = DOOR_CLOSED;
    struct item *lamp = item_new(ada->zone, (proto_id){LAMP}, zone_new_id(ada->zone));
    item_enter_item(lamp, bag);
    entity_id id = bag->id;
    struct bytes_writer first = packed(ada);
    town.objects[BAG].key = "one.a";
    assert_true(repack(ada, &first));
    bag = ada->items;
    assert_true(entity_same(bag->id, id));
    assert_int_equal(bag->proto.number, PROTO_GONE.number);
    assert_string_equal(bag->object->name, "a canvas bag");
    assert_int_equal(bag->object->capacity, 20);
    assert_ptr_equal(item_carried(ada, "bag"), bag);
    assert_ptr_equal(item_carried(ada, "relic"), bag);
    town_types(&town, ADA, "get lamp from bag");        /* no lid that could shut it in */
    assert_ptr_equal(item_carried(ada, "lamp"), ada->items->next);
    struct bytes_writer second = packed(ada);
    town.objects[BAG].key = "one.bag";
    assert_true(repack(ada, &second));
    assert_int_equal(ada->items->proto.number, BAG);
    assert_null(ada->items->relic);
    assert_int_equal(ada->items->door, DOOR_OPEN);
    bytes_free(&first);
    bytes_free(&second);
}

/* A builder took the lid off, or put one on. */
PLAYS_ALL void test_lid(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    town_gives(&town, ADA, BAG)->door = DOOR_LOCKED;
    struct bytes_writer bytes = packed(ada);
    assert_true(repack(ada, &bytes));
    assert_int_equal(ada->items->door, DOOR_LOCKED);
    town.objects[BAG].door = DOOR_NONE;
    assert_true(repack(ada, &bytes));
    assert_int_equal(ada->items->door, DOOR_NONE);
    town.objects[BAG].door = DOOR_OPEN;
    assert_true(repack(ada, &bytes));
    assert_int_equal(ada->items->door, DOOR_LOCKED);
    bytes_free(&bytes);
}

PLAYS_ALL void test_floor_and_chest(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    struct room *room = town_person(&town, BOB)->room;
    town_gives(&town, BOB, KEY);
    town_gives(&town, BOB, SHIELD);
    town_types(&town, BOB, "open chest");
    town_types(&town, BOB, "put key in chest");
    town_types(&town, BOB, "drop shield");
    struct bytes_writer floor = {0};
    floor_put(&floor, room);
    struct text *content = bytes_text(&floor);
    struct zone *fresh = zone_new(&town.setting, (zone_id){LAND_ONE});
    struct room *again = land_room(fresh, (room_id){TEMPLE});
    assert_true(floor_restore(fresh, again, content));
    assert_int_equal(fresh->holders.dirty, 0);
    unsigned number = 1, found = 0;
    struct item *chest = item_find(again->items, "chest", &number);
    for (const struct item *item = chest->contents; item != NULL; item = item->next)
        found += item->proto.number == KEY && item->durable;
    assert_int_equal(found, 1);
    assert_int_equal(items_count(again->items), items_count(room->items));
    zone_free(&fresh);

    town.resets_one[3].kind = RESET_MOBILE;             /* the builder took the chest away: then it lies on the floor */
    town.resets_one[3].proto.number = 0;
    town.resets_one[3].count = 0;
    fresh = zone_new(&town.setting, (zone_id){LAND_ONE});
    again = land_room(fresh, (room_id){TEMPLE});
    assert_true(floor_restore(fresh, again, content));
    number = 1;
    assert_non_null(item_find(again->items, "key", &number));
    zone_free(&fresh);
    text_unref(&content);
    bytes_free(&floor);
}

PLAYS_ALL void test_damage(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct item *bag = town_gives(&town, ADA, BAG);
    town_gives(&town, ADA, SWORD);
    item_enter_item(item_new(ada->zone, (proto_id){LAMP}, zone_new_id(ada->zone)), bag);
    struct bytes_writer bytes = packed(ada);
    for (size_t length = 0; length < bytes.length; length++) {
        struct bytes_writer cut = { .bytes = bytes.bytes, .length = length };
        assert_false(repack(ada, &cut));
    }
    for (size_t at = 0; at < bytes.length; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes.bytes[at] ^= (uint8_t)(1u << bit);
            repack(ada, &bytes);                        /* either way: no crash, and no leak */
            bytes.bytes[at] ^= (uint8_t)(1u << bit);
        }
    assert_true(repack(ada, &bytes));
    bytes_free(&bytes);
}

/* As deep as players can nest things, and far deeper than bytes may. */
PLAYS_ALL void test_depth(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    struct item *outer = town_gives(&town, ADA, BAG);
    for (unsigned depth = 0; depth < 10; depth++) {
        struct item *inner = item_new(ada->zone, (proto_id){BAG}, zone_new_id(ada->zone));
        item_enter_item(inner, outer);
        outer = inner;
    }
    struct bytes_writer bytes = packed(ada);
    assert_true(repack(ada, &bytes));
    bytes_free(&bytes);
    outer = ada->items;
    while (outer->contents != NULL)
        outer = outer->contents;
    for (unsigned depth = 0; depth < 10; depth++) {
        struct item *inner = item_new(ada->zone, (proto_id){BAG}, zone_new_id(ada->zone));
        item_enter_item(inner, outer);
        outer = inner;
    }
    bytes = packed(ada);
    assert_false(repack(ada, &bytes));
    bytes_free(&bytes);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_relic), ONE(test_lid), ONE(test_floor_and_chest), ONE(test_damage), ONE(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
