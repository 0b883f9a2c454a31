/* tests/zones/world/test_purse.c -- coins: moved, come, gone, booked, written in one cut, and read again. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.options.newcomer_coins = 100;
    town.options.purse_coins_max = 1000;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

/* Once, by the land that is entered first; mark, purse and books are in one cut. */
PLAYS_ALL void test_newcomer(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_ONE];
    assert_int_equal(ada()->player->coins[PURSE_CARRIED], 100);
    assert_int_equal(ada()->player->coins[PURSE_BANK], 0);
    assert_false(ada()->player->newcomer);
    assert_int_equal(zone->books.flows[FLOW_NEWCOMER], 200);
    town_cut(&town, LAND_ONE, 1);
    const struct message *holdings = town_record(&town, "holdings:ada"), *books = town_record(&town, "books:one");
    assert_non_null(holdings);
    assert_non_null(books);
    int64_t coins;
    assert_true(holdings_coins(holdings->record.content, &coins));
    assert_int_equal(coins, 100);
    town_types(&town, ADA, "east");             /* into another land */
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(ada()->player->coins[PURSE_CARRIED], 100);
    assert_int_equal(town.zones[LAND_TWO]->books.flows[FLOW_NEWCOMER], 0);
    assert_int_equal(zone->books_holder.dirty, 0);
}

PLAYS_ALL void test_move(void **state)
{
    (void)state;
    struct character *bob = town_person(&town, BOB);
    town_cut(&town, LAND_ONE, 1);
    assert_false(purse_move(ada(), PURSE_CARRIED, bob, PURSE_CARRIED, 101));
    assert_false(purse_move(ada(), PURSE_BANK, ada(), PURSE_CARRIED, 1));
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 0);
    assert_true(purse_move(ada(), PURSE_CARRIED, bob, PURSE_BANK, 40));
    assert_int_equal(ada()->holder.dirty, 1u << PART_HOLDINGS);
    assert_int_equal(bob->holder.dirty, 1u << PART_HOLDINGS);
    assert_int_equal(bob->player->coins[PURSE_BANK], 40);
    assert_int_equal(purse_room(bob, PURSE_BANK), 960);
    town.options.purse_coins_max = 30;
    assert_int_equal(purse_room(bob, PURSE_BANK), 0);
    assert_false(purse_move(ada(), PURSE_CARRIED, bob, PURSE_BANK, 1));
}

PLAYS_ALL void test_flow(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_ONE];
    town_cut(&town, LAND_ONE, 1);
    assert_false(purse_flow(ada(), FLOW_SHOP_PURCHASE, 101));
    assert_false(purse_flow(ada(), FLOW_SHOP_SALE, 901));
    assert_int_equal(zone->holders.dirty, 0);
    assert_true(purse_flow(ada(), FLOW_SHOP_PURCHASE, 30));
    assert_true(purse_flow(ada(), FLOW_SHOP_SALE, 7));
    assert_int_equal(ada()->player->coins[PURSE_CARRIED], 77);
    assert_int_equal(zone->books.flows[FLOW_SHOP_PURCHASE], 30);
    assert_int_equal(zone->books.flows[FLOW_SHOP_SALE], 7);
    assert_int_equal(zone->holders.dirty, 2);           /* her holdings, the books */
    zone->books.flows[FLOW_SHOP_SALE] = BOOKS_MOST - 5;
    assert_false(purse_flow(ada(), FLOW_SHOP_SALE, 6));
    assert_int_equal(ada()->player->coins[PURSE_CARRIED], 77);
    assert_true(purse_flow(ada(), FLOW_SHOP_SALE, 5));
    town_copy_check(&town, LAND_ONE);
    char words[COINS_SIZE];
    assert_string_equal(coins_words(1, words), "1 coin");
    assert_string_equal(coins_words(PURSE_MOST, words), "1000000000000000 coins");
}

/* What the store has is what the zone has; of anything else what could be read, and it is told. */
PLAYS_ALL void test_restore(void **state)
{
    (void)state;
    struct zone *one = town.zones[LAND_ONE], *two = town.zones[LAND_TWO];
    struct bytes_writer writer = {0};
    one->books.things_used = 3;
    books_put(&writer, &one->books);
    for (size_t length = 0; length < writer.length; length++) {
        struct text *cut = text_new(writer.bytes, length);
        assert_false(books_restore(two, cut));
        text_unref(&cut);
    }
    assert_int_equal(two->books.flows[FLOW_NEWCOMER], 200);     /* it stands in front of what was cut last */
    two->books = (struct books){0};
    struct text *text = bytes_text(&writer);
    assert_true(books_restore(two, text));
    assert_int_equal(two->books.flows[FLOW_NEWCOMER], 200);
    assert_int_equal(two->books.things_used, 3);
    assert_int_equal(two->books_holder.dirty, 0);
    text_unref(&text);
    put_u8(&writer, 0);                         /* something behind its end */
    text = bytes_text(&writer);
    assert_false(books_restore(two, text));
    text_unref(&text);
    bytes_clear(&writer);
    put_u8(&writer, 1);
    put_i64(&writer, 0);
    put_u16(&writer, 1);
    put_string(&writer, "alchemy");             /* no flow of ours */
    put_u8(&writer, 1);
    put_i64(&writer, 5);
    text = bytes_text(&writer);
    assert_false(books_restore(two, text));
    text_unref(&text);
    bytes_clear(&writer);
    put_u8(&writer, 1);
    put_i64(&writer, 0);
    put_u16(&writer, 1);
    put_string(&writer, "shop_sale");           /* older than the other rows */
    put_u8(&writer, 1);
    put_i64(&writer, 5);
    text = bytes_text(&writer);
    assert_true(books_restore(two, text));
    assert_int_equal(two->books.flows[FLOW_SHOP_SALE], 5);
    assert_int_equal(two->books.flows[FLOW_NEWCOMER], 0);
    text_unref(&text);
    bytes_free(&writer);
}

/* Holdings of version 2 know nothing of versions kept; of version 1, nothing of money: none in them, and nobody new. */
enum { HEAD_OF_TWO = 18, HEAD = HEAD_OF_TWO + 12 };
PLAYS_ALL void test_older_holdings(void **state)
{
    (void)state;
    struct bytes_writer parts = {0}, old = {0};
    struct parcel parcel;
    town_gives(&town, ADA, LAMP);
    character_pack(ada(), &parts, &parcel);
    const uint8_t *whole = parcel.part[PART_HOLDINGS];
    uint32_t whole_length = parcel.length[PART_HOLDINGS];
    put_u8(&old, 1);
    put_bytes(&old, parcel.part[PART_HOLDINGS] + HEAD, parcel.length[PART_HOLDINGS] - HEAD);
    parcel.part[PART_HOLDINGS] = old.bytes;
    parcel.length[PART_HOLDINGS] = (uint32_t)old.length;
    struct character *who = character_unpack(town.zones[LAND_TWO], &parcel);
    assert_non_null(who);
    assert_int_equal(who->player->coins[PURSE_CARRIED], 0);
    assert_int_equal(who->player->coins[PURSE_BANK], 0);
    assert_false(who->player->newcomer);
    assert_int_equal(items_count(who->items), 1);
    character_free(&who);
    old.bytes[0] = 4;
    assert_null(character_unpack(town.zones[LAND_TWO], &parcel));
    bytes_clear(&old);
    put_u8(&old, 2);
    put_bytes(&old, whole + 1, HEAD_OF_TWO - 1);
    put_bytes(&old, whole + HEAD, whole_length - HEAD);
    parcel.part[PART_HOLDINGS] = old.bytes;
    parcel.length[PART_HOLDINGS] = (uint32_t)old.length;
    who = character_unpack(town.zones[LAND_TWO], &parcel);
    assert_non_null(who);
    assert_int_equal(who->player->coins[PURSE_CARRIED], ada()->player->coins[PURSE_CARRIED]);
    assert_int_equal(who->player->kept, 0);
    assert_int_equal(items_count(who->items), 1);
    character_free(&who);
    old.bytes[0] = 4;
    struct text *text = bytes_text(&old);
    int64_t coins;
    assert_false(holdings_coins(text, &coins));
    assert_int_equal(coins, 0);
    text_unref(&text);
    bytes_free(&parts);
    bytes_free(&old);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_newcomer), ONE(test_move), ONE(test_flow), ONE(test_restore), ONE(test_older_holdings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
