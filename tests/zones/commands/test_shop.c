/* tests/zones/commands/test_shop.c -- list, buy, sell and value, by day and by night, and all that can be wrong with it. */
#include "tests/zones/town.h"

#include "zones/world/facts.h"
#include "zones/world/shop.h"

static struct town town;
static struct shop_proto shop;
static proto_id sold[3] = { {CAP}, {SHIELD}, {CAP} };

/* The guard trades from 7 to 19: caps and shields without end; buys lights, weapons and bags. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    shop = (struct shop_proto){ .sells = sold, .sell_count = 2, .buys = 1u << ITEM_LIGHT | 1u << ITEM_WEAPON | 1u << ITEM_CONTAINER,
                                .asks = 120, .pays = 40, .opens = 7, .closes = 19 };
    town.mobiles[0].shop = &shop;
    town.options.newcomer_coins = 100;
    town.options.shop_stock_max = 3;
    town.options.character_idle_s = 604800;
    town.objects[LAMP].value = 51;
    town.objects[KEY].value = 1;
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_later(&town, 12 * WORLD_HOUR_MS);
    town_reads(&town, ADA);
    town_reads(&town, BOB);
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

PLAYS_ALL int64_t coins(unsigned at)
{
    return town_person(&town, at)->player->coins[PURSE_CARRIED];
}

PLAYS_ALL int64_t booked(enum flow flow)
{
    return town.zones[LAND_ONE]->books.flows[flow];
}

PLAYS_ALL void test_list(void **state)
{
    (void)state;
    SAYS("list", "A gate guard sells:\na knitted cap, 6 coins.\na round shield, 6 coins.\n"
                 "A gate guard buys: lights, weapons, containers.\n");
    SAYS("list shield", "A gate guard sells:\na round shield, 6 coins.\n");
    SAYS("list anchor", "A gate guard sells nothing like that.\n");
    shop.sell_count = 0;
    shop.buys = 0;
    SAYS("list", "A gate guard sells nothing just now.\n");
}

PLAYS_ALL void test_buy(void **state)
{
    (void)state;
    SAYS("buy", "Buy what? List shows what there is.\n");
    SAYS("buy 3", "Buy what? List shows what there is.\n");
    SAYS("buy the anchor", "A gate guard has nothing like that. List shows what there is.\n");
    SAYS("buy cap", "You buy a knitted cap for 6 coins.\n");
    BOB_READS("Ada buys a knitted cap.\n");
    SAYS("buy 3 cap", "You buy a knitted cap (3) for 18 coins.\n");
    BOB_READS("Ada buys a knitted cap (3).\n");
    assert_int_equal(coins(ADA), 76);
    assert_int_equal(booked(FLOW_SHOP_PURCHASE), 24);
    assert_int_equal(items_count(town_person(&town, ADA)->items), 4);
    for (const struct item *item = town_person(&town, ADA)->items; item != NULL; item = item->next)
        for (const struct item *other = item->next; other != NULL; other = other->next)
            assert_false(entity_same(item->id, other->id));
    assert_true(town_person(&town, ADA)->items->durable);
    SAYS("buy 13 shield", "That would cost 78 coins, and you have 76 coins.\n");
    SAYS("buy 2.cap", "A gate guard has nothing like that. List shows what there is.\n");
    shop.sell_count = 3;                        /* another line with caps */
    SAYS("buy 2.cap", "You buy a knitted cap for 6 coins.\n");
    SAYS("buy 2 2.cap", "You buy a knitted cap (2) for 12 coins.\n");
}

PLAYS_ALL void test_numbers_that_are_none(void **state)
{
    (void)state;
    static const char *const odd[] = { "buy 0 cap", "buy 000 cap", "buy 100000 cap", "buy 99999999999999999999 cap" };
    for (size_t at = 0; at < sizeof odd / sizeof odd[0]; at++)
        SAYS(odd[at], "That is no number of things to buy.\n");
    SAYS("buy -1 cap", "A gate guard has nothing like that. List shows what there is.\n");
    SAYS("buy 99999 cap", "That would cost 599994 coins, and you have 100 coins.\n");
    town.options.character_items_max = 2;
    SAYS("buy 3 cap", "You cannot carry so many things.\n");
    assert_int_equal(coins(ADA), 100);
    SAYS("buy 2 cap", "You buy a knitted cap (2) for 12 coins.\n");
    SAYS("buy cap", "You cannot carry so many things.\n");
    assert_int_equal(coins(ADA), 88);
}

/* What is sold stands on the shelf until it is bought: another thing, and nobody's. */
PLAYS_ALL void test_sell_and_buy_again(void **state)
{
    (void)state;
    const struct item *lamp = town_gives(&town, ADA, LAMP);
    entity_id id = lamp->id;
    town_gives(&town, ADA, LAMP);
    SAYS("value lamp", "A gate guard would give you 20 coins for a brass lamp.\n");
    SAYS("sell lamp", "You sell a brass lamp for 20 coins.\n");
    BOB_READS("Ada sells a brass lamp.\n");
    assert_int_equal(coins(ADA), 120);
    assert_int_equal(booked(FLOW_SHOP_SALE), 20);
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, 1);
    const struct character *guard = person_here(town_person(&town, ADA), "guard");
    assert_int_equal(items_count(guard->items), 2);         /* and his own cap */
    for (const struct item *item = guard->items; item != NULL; item = item->next)
        assert_false(item->durable || entity_same(item->id, id));
    SAYS("list lamp", "A gate guard sells:\na brass lamp, 62 coins.\n");
    SAYS("appraise lamp", "A gate guard would give you 20 coins for a brass lamp.\n");
    SAYS("sell all.lamp", "You sell a brass lamp for 20 coins.\n");
    SAYS("list lamp", "A gate guard sells:\na brass lamp, 62 coins, 2 of them.\n");
    SAYS("value lamp", "A gate guard asks 62 coins for a brass lamp.\n");
    SAYS("buy 3 lamp", "There are only 2 of them.\n");
    SAYS("buy 2 lamp", "You buy a brass lamp (2) for 124 coins.\n");
    assert_int_equal(coins(ADA), 16);
    SAYS("list lamp", "A gate guard sells nothing like that.\n");
    for (const struct item *item = town_person(&town, ADA)->items; item != NULL; item = item->next)
        assert_true(item->durable && !entity_same(item->id, id));
    SAYS("sell lamp", "You sell a brass lamp for 20 coins.\n");
    SAYS("buy 2 lamp", "There is only one.\n");
}

/* Two sorts on the shelf, each counted for itself wherever they stand. */
PLAYS_ALL void test_shelf(void **state)
{
    (void)state;
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, SWORD);
    SAYS("sell all", "You sell a brass lamp for 20 coins.\nYou sell an old sword for 2 coins.\nYou sell a brass lamp for 20 coins.\n"
                     "A gate guard has no room for anything more.\n");
    SAYS("list", "A gate guard sells:\na knitted cap, 6 coins.\na round shield, 6 coins.\na brass lamp, 62 coins, 2 of them.\n"
                 "an old sword, 6 coins.\nA gate guard buys: lights, weapons, containers.\n");
    town_copy_check(&town, LAND_ONE);           /* a shelf is part of the land's state */
    SAYS("buy lamp", "You buy a brass lamp for 62 coins.\n");
    SAYS("list lamp", "A gate guard sells:\na brass lamp, 62 coins.\n");
    town_later(&town, 24 * WORLD_HOUR_MS);      /* resets give him no second one of anything there */
    SAYS("list lamp", "A gate guard sells:\na brass lamp, 62 coins.\n");
}

PLAYS_ALL void test_what_is_not_bought(void **state)
{
    (void)state;
    town_gives(&town, ADA, CAP);
    SAYS("sell", "Sell what?\n");
    SAYS("value", "The value of what?\n");
    SAYS("sell lamp", "You carry no such thing.\n");
    SAYS("value lamp", "You carry no such thing, and it is not sold here.\n");
    SAYS("sell cap", "A gate guard does not buy such things as a knitted cap.\n");
    SAYS("value cap", "A gate guard does not buy such things as a knitted cap.\n");
    SAYS("wear cap", "You wear a knitted cap.\n");
    shop.buys |= 1u << ITEM_ARMOR | 1u << ITEM_KEY;
    SAYS("sell cap", "You use a knitted cap; remove it first.\n");
    SAYS("value cap", "A gate guard would give you 2 coins for a knitted cap.\n");
    town_gives(&town, ADA, KEY);
    SAYS("sell key", "A gate guard would give you nothing for an iron key.\n");
    town_gives(&town, ADA, BAG);
    SAYS("put key bag", "You put an iron key in a canvas bag.\n");
    SAYS("sell bag", "A canvas bag is not empty.\n");
    SAYS("get key bag", "You get an iron key from a canvas bag.\n");
    SAYS("sell bag", "You sell a canvas bag for 2 coins.\n");
    SAYS("remove cap", "You stop using a knitted cap.\n");
    SAYS("sell cap", "You sell a knitted cap for 2 coins.\n");
    SAYS("list cap", "A gate guard sells:\na knitted cap, 6 coins.\n");  /* he has those without end: no second line */
    town_gives(&town, ADA, LAMP);
    town_person(&town, ADA)->player->coins[PURSE_CARRIED] = town.options.purse_coins_max - 19;
    SAYS("sell lamp", "You cannot carry so many coins.\n");
}

PLAYS_ALL void test_hours(void **state)
{
    (void)state;
    static const char closed[] = "A gate guard does not trade now, but from 7 in the morning to 7 in the evening.\n";
    town_later(&town, 19 * WORLD_HOUR_MS - town.now - 10);
    SAYS("list shield", "A gate guard sells:\na round shield, 6 coins.\n");
    town_later(&town, 10);
    SAYS("list", closed);
    SAYS("buy cap", closed);
    SAYS("sell cap", closed);
    SAYS("value cap", closed);
    assert_int_equal(coins(ADA), 100);
    town_later(&town, 31 * WORLD_HOUR_MS - town.now - 10);
    SAYS("buy cap", closed);
    town_later(&town, 10);
    SAYS("buy cap", "You buy a knitted cap for 6 coins.\n");
    struct shop_proto night = { .opens = 20, .closes = 3 }, late = { .opens = 18, .closes = 24 }, always = { .closes = 24 };
    static const struct { int hour; bool night, late; } hours[] = {
        { 0, true, false }, { 2, true, false }, { 3, false, false }, { 17, false, false }, { 18, false, true }, { 20, true, true },
        { 23, true, true },
    };
    for (size_t at = 0; at < sizeof hours / sizeof hours[0]; at++) {
        int64_t now = (int64_t)(24 + hours[at].hour) * WORLD_HOUR_MS;
        assert_int_equal(shop_is_open(&night, now), hours[at].night);
        assert_int_equal(shop_is_open(&late, now), hours[at].late);
        assert_true(shop_is_open(&always, now));
    }
    char words[HOURS_SIZE];
    assert_string_equal(shop_hours(&late, words), "from 6 in the evening to midnight");
    assert_string_equal(shop_hours(&(struct shop_proto){ .opens = 12, .closes = 15 }, words), "from noon to 3 in the afternoon");
}

PLAYS_ALL void test_keepers(void **state)
{
    (void)state;
    struct character *guard = person_here(town_person(&town, ADA), "guard");
    guard->position = SLEEPING;
    SAYS("buy cap", "A gate guard is asleep.\n");
    guard->position = STANDING;
    struct room *hall = land_room(guard->zone, (room_id){HALL});
    room_leave(guard);
    room_enter(hall, guard);
    SAYS("list", "A gate guard is not here now, but trades from 7 in the morning to 7 in the evening.\n");
    room_leave(guard);
    room_enter(town_person(&town, ADA)->room, guard);
    town_types(&town, ADA, "north");
    SAYS("buy cap", "There is nobody here to trade with.\n");
}

PLAYS_ALL void test_prices(void **state)
{
    (void)state;
    struct object_proto object = { .value = 0 };
    assert_int_equal(shop_asks(&shop, &object), 1);         /* nothing is for nothing */
    assert_int_equal(shop_pays(&shop, &object), 0);
    object.value = 1000000000;
    shop.asks = 1000;
    assert_int_equal(shop_asks(&shop, &object), INT64_C(10000000000));
    for (object.value = 0; object.value < 300; object.value++) {
        shop.asks = shop.pays = 100;
        assert_true(shop_pays(&shop, &object) <= shop_asks(&shop, &object));
    }
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_list), ONE(test_buy), ONE(test_numbers_that_are_none), ONE(test_sell_and_buy_again), ONE(test_shelf),
        ONE(test_what_is_not_bought), ONE(test_hours), ONE(test_keepers), ONE(test_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
