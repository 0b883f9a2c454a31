/* tests/zones/test_ledger.c -- a store that adds up, and every way in which one does not.
 *
 * The records are written by the code that ships, so that the ledger cannot drift away from it. */
#include "tests/zones/feed.h"
#include "tests/zones/tables.h"
#include "zones/ledger.h"
#include "zones/boxes.h"
#include "zones/registry_state.h"
#include "zones/skills/works.h"
#include "zones/version.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <stdlib.h>

static struct ledger *ledger;
static char          *said;
static size_t         said_size;

static int begin(void **state)
{
    (void)state;
    ledger = ledger_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    ledger_free(&ledger);
    free(said);
    said = NULL;
    return 0;
}

/* Checks; the lines are in `said` afterwards. */
static unsigned mistakes(void)
{
    free(said);
    FILE *out = open_memstream(&said, &said_size);
    unsigned count = ledger_check(ledger, out);
    fclose(out);
    return count;
}

static void expect_one(const char *words)
{
    assert_int_equal(mistakes(), 1);
    if (strstr(said, words) == NULL)
        fail_msg("'%s' is not in: %s", words, said);
}

/* -- records, as the server writes them -- */

static entity_id id(unsigned number)
{
    return (entity_id){ 1, 2, number };
}

static void enter(const char *name, const struct bytes_writer *writer, size_t length)
{
    struct text *content = text_new(writer->bytes, length);
    ledger_add(ledger, name, content);
    text_unref(&content);
}

/* An account with one character, or none if `character` is NULL. */
static void add_account(const char *name, const char *character, entity_id who)
{
    struct account account = { .state = ACCOUNT_KNOWN, .hash = text_string("hash") };
    snprintf(account.name, sizeof account.name, "%s", name);
    struct bytes_writer writer = {0};
    if (character != NULL)
        account_add_character(&account, character, who);
    account_put_record(&writer, &account);
    memory_free(account.characters);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    char key[KEY_SIZE];
    take_string(&reader, key, sizeof key);
    struct text *content = take_text(&reader, 10000);
    ledger_add(ledger, key, content);
    text_unref(&content);
    text_unref(&account.hash);
    bytes_free(&writer);
}

static void add_name(const char *name, const char *account, entity_id who)
{
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "name:%s", name);
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_string(&writer, account);
    put_entity(&writer, who);
    enter(key, &writer, writer.length);
    bytes_free(&writer);
}

/* The parts whose bits are set in `parts`, each shortened by `cut` bytes. */
static void add_parts(const char *name, const char *account, entity_id who, unsigned parts, unsigned cut)
{
    struct text *newborn = character_newborn(&(struct setting){ .rules = tables() }, who, name, account, "she");
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        if ((parts & 1u << part) == 0)
            continue;
        char key[KEY_SIZE];
        parcel_record_name(key, part, name);
        struct text *content = text_new(parcel.part[part], parcel.length[part] - cut);
        ledger_add(ledger, key, content);
        text_unref(&content);
    }
    text_unref(&newborn);
}

enum { ALL_PARTS = (1u << PARCEL_PARTS) - 1 };

static void add_ada(void)
{
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(1));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS, 0);
}

/* -- things -- */

static const struct object_proto sack = { .key = "bench.sack", .name = "a sack", .kind = ITEM_CONTAINER, .wear = WEAR_NOWHERE };

/* A sack with another one in it that has been mended and worn down, as holdings or on a floor; the last `cut` bytes missing. */
static void add_sacks(const char *record, bool floor, entity_id outer, entity_id inner, unsigned cut)
{
    struct item inside = { .type = ITEM_TYPE, .id = inner, .object = &sack, .durable = true, .worn = WEAR_NOWHERE, .reset = -1 };
    struct works works = { .hits = 3, .give_count = 1, .gives = { { FIGURE_DODGE, 2 } } };
    struct item item = inside;
    item.id = outer;
    item.contents = &inside;
    inside.works = &works;
    struct room room = { .items = &item };
    struct bytes_writer writer = {0};
    if (floor) {
        floor_put(&writer, &room);
    } else {
        put_u8(&writer, 1);                         /* of before there was money */
        items_put(&writer, &item);
    }
    enter(record, &writer, writer.length - cut);
    bytes_free(&writer);
}

/* -- letters -- */

static void add_box(const char *key, unsigned last, const uint32_t *numbers, unsigned count)
{
    char record[KEY_SIZE];
    snprintf(record, sizeof record, "box:%s", key);
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_u32(&writer, last);
    put_u32(&writer, count);
    for (unsigned at = 0; at < count; at++) {
        put_u32(&writer, numbers[at]);
        put_u8(&writer, 1);
    }
    enter(record, &writer, writer.length);
    bytes_free(&writer);
}

static void add_letter(const char *record, const char *author, size_t bytes)
{
    static char words[LETTER_BYTES_MOST + 2];
    struct bytes_writer writer = {0};
    memset(words, 'x', sizeof words);
    struct text *text = text_new(words, bytes), *subject = text_string("eels");
    put_u8(&writer, 1);
    put_string(&writer, author);
    put_string(&writer, "lovelace");
    put_text(&writer, subject);
    put_text(&writer, text);
    put_i64(&writer, 75000);
    text_unref(&text);
    text_unref(&subject);
    enter(record, &writer, writer.length);
    bytes_free(&writer);
}

static void letters_add_up(void **state)
{
    (void)state;
    add_ada();
    add_box("mail.ada", 7, (uint32_t[]){ 2, 7 }, 2);
    add_letter("letter:mail.ada.2", "Bob", 10);
    add_letter("letter:mail.ada.7", "Bob", LETTER_BYTES_MOST);
    add_box("board.market", 7, NULL, 0);
    assert_int_equal(mistakes(), 0);
}

static void letters_and_boxes_that_do_not_fit(void **state)
{
    (void)state;
    add_box("board.market", 7, (uint32_t[]){ 2 }, 1);
    expect_one("there is no letter:board.market.2");
    add_letter("letter:board.market.2", "Bob", 10);
    assert_int_equal(mistakes(), 0);
    add_letter("letter:board.market.3", "Bob", 10);
    expect_one("letter:board.market.3: it lies in no box");
}

static void mail_of_nobody(void **state)
{
    (void)state;
    add_box("mail.ada", 7, NULL, 0);
    expect_one("box:mail.ada: nobody has that name");
    add_account("lovelace", NULL, id(1));
    add_name("ada", "lovelace", id(1));
    assert_int_equal(mistakes(), 0);
}

static void boxes_that_do_not_read(void **state)
{
    (void)state;
    static const struct { const char *key; unsigned last; uint32_t numbers[2]; unsigned count; const char *words; } rows[] = {
        { "board.Market", 1, {0}, 0, "it is no box" }, { "shelf.ada", 1, {0}, 0, "it is no box" },
        { "board.a", 5, { 2, 2 }, 2, "not in order" }, { "board.a", 5, { 2, 6 }, 2, "not in order" },
        { "board.a", 5, { 0 }, 1, "not in order" },
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++) {
        ledger_free(&ledger);
        ledger = ledger_new();
        add_box(rows[at].key, rows[at].last, rows[at].numbers, rows[at].count);
        mistakes();
        if (strstr(said, rows[at].words) == NULL)
            fail_msg("'%s' is not in: %s", rows[at].words, said);
    }
    static uint32_t many[BOX_LETTERS_MOST + 1];
    for (unsigned at = 0; at <= BOX_LETTERS_MOST; at++)
        many[at] = at + 1;
    ledger_free(&ledger);
    ledger = ledger_new();
    add_box("board.a", 5000, many, BOX_LETTERS_MOST + 1);
    expect_one("more letters in it than in any box");
    ledger_free(&ledger);
    ledger = ledger_new();
    add_letter("letter:board.a.1", "B0b", 3);
    expect_one("nobody can have written it");
    ledger_free(&ledger);
    ledger = ledger_new();
    add_letter("letter:board.a.1", "Bob", LETTER_BYTES_MOST + 1);
    expect_one("it is no letter");
}

/* -- coins -- */

static void add_holdings(const char *record, int64_t carried, int64_t bank)
{
    struct bytes_writer writer = {0};
    put_u8(&writer, 2);
    put_u8(&writer, 0);
    put_i64(&writer, carried);
    put_i64(&writer, bank);
    put_u32(&writer, 0);
    enter(record, &writer, writer.length);
    bytes_free(&writer);
}

static void add_books(const char *record, int64_t newcomers, int64_t purchases, unsigned cut)
{
    struct books books = { .things_used = 2 };
    struct bytes_writer writer = {0};
    books.flows[FLOW_NEWCOMER] = newcomers;
    books.flows[FLOW_SHOP_PURCHASE] = purchases;
    books_put(&writer, &books);
    enter(record, &writer, writer.length - cut);
    bytes_free(&writer);
}

/* Ada, with what she has. */
static void add_rich_ada(int64_t carried, int64_t bank)
{
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(1));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS & ~(1u << PART_HOLDINGS), 0);
    add_holdings("holdings:ada", carried, bank);
}

static void coins_that_add_up(void **state)
{
    (void)state;
    add_rich_ada(70, 20);
    add_books("books:town", 50, 10, 0);
    add_books("books:gone_area", 60, 10, 0);
    assert_int_equal(mistakes(), 0);
    assert_int_equal(ledger_coins(ledger), 90);
    assert_int_equal(ledger_things_used(ledger), 4);
}

static void coins_out_of_nowhere(void **state)
{
    (void)state;
    add_rich_ada(70, 20);
    add_books("books:town", 100, 11, 0);
    expect_one("books: by them there should be 89 coins, but all purses hold 90");
}

static void coins_without_books(void **state)
{
    (void)state;
    add_rich_ada(1, 0);
    expect_one("there should be 0 coins");
}

static void books_without_coins(void **state)
{
    (void)state;
    add_books("books:town", 0, 5, 0);
    expect_one("there should be -5 coins, but all purses hold 0");
}

static void coins_that_do_not_read(void **state)
{
    (void)state;
    add_holdings("holdings:ada", -1, 1);
    add_holdings("holdings:bob", 0, PURSE_MOST + 1);
    add_books("books:town", -1, 0, 0);
    add_books("books:town", BOOKS_MOST + 1, 0, 0);
    add_books("books:town", 0, 0, 1);
    add_books("books:", 0, 0, 0);
    assert_int_equal(mistakes(), 6);
}

/* -- what adds up -- */

static void a_sound_store_adds_up(void **state)
{
    (void)state;
    add_ada();
    add_account("empty", NULL, NO_ENTITY);
    add_name("reserved", "empty", id(9));           /* a crash while its character was made */
    add_sacks("floor:3001", true, id(20), id(21), 0);
    assert_int_equal(mistakes(), 0);
    assert_int_equal(ledger_characters(ledger), 1);
    unsigned count;
    const struct ledger_item *items = ledger_items(ledger, &count);
    assert_int_equal(count, 2);
    assert_true(entity_same(items[0].id, id(20)) && entity_same(items[1].id, id(21)));
    assert_string_equal(items[1].record, "floor:3001");
}

static void an_empty_store_adds_up(void **state)
{
    (void)state;
    assert_int_equal(mistakes(), 0);
}

/* -- what does not -- */

static void a_thing_in_two_places(void **state)
{
    (void)state;
    add_sacks("floor:3001", true, id(20), id(21), 0);
    add_sacks("floor:3002", true, id(22), id(21), 0);
    expect_one("1.2.21");
    assert_non_null(strstr(said, "floor:3001"));
    assert_non_null(strstr(said, "floor:3002"));
}

static void a_thing_inside_itself(void **state)
{
    (void)state;
    add_sacks("floor:3001", true, id(20), id(20), 0);
    expect_one("is also in floor:3001");
}

static void a_character_without_a_part(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(1));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS & ~(1u << PART_HOLDINGS), 0);
    expect_one("no record holdings:ada");
}

static void a_part_of_nobody(void **state)
{
    (void)state;
    add_ada();
    add_parts("Eve", "lovelace", id(5), 1u << PART_PLACE, 0);
    expect_one("place:eve: no account");
}

static void a_character_of_another_id_or_account(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(1));
    add_parts("Ada", "lovelace", id(2), 1u << PART_BODY, 0);
    add_parts("Ada", "lovelace", id(1), ALL_PARTS & ~(1u << PART_BODY), 0);
    expect_one("another id in body:ada");
}

static void a_body_of_another_account(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(1));
    add_parts("Ada", "byron", id(1), ALL_PARTS, 0);
    expect_one("is of account byron");
}

static void a_name_of_another_account(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_account("byron", NULL, NO_ENTITY);
    add_name("ada", "byron", id(1));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS, 0);
    expect_one("name:ada: the name is of account byron");
}

static void a_name_of_another_id(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_name("ada", "lovelace", id(7));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS, 0);
    expect_one("name:ada: the name is of another id");
}

static void a_character_without_a_name(void **state)
{
    (void)state;
    add_account("lovelace", "Ada", id(1));
    add_parts("Ada", "lovelace", id(1), ALL_PARTS, 0);
    expect_one("for the name of its character ada");
}

static void a_name_of_no_account(void **state)
{
    (void)state;
    add_name("ada", "lovelace", id(1));
    expect_one("there is no account lovelace");
}

static void a_character_of_two_accounts(void **state)
{
    (void)state;
    add_ada();
    add_account("byron", "Ada", id(1));
    assert_true(mistakes() >= 2);                   /* doubled, and the name is not byron's */
    assert_non_null(strstr(said, "is also in account:"));
}

static void what_does_not_read(void **state)
{
    (void)state;
    add_account("lovelace", NULL, NO_ENTITY);
    add_parts("Ada", "lovelace", id(1), 1u << PART_PLACE, 1);
    add_parts("Ada", "lovelace", id(1), 1u << PART_BODY, 1);
    add_parts("Ada", "lovelace", id(1), 1u << PART_HOLDINGS, 1);
    add_sacks("floor:3001", true, id(1), id(2), 1);
    add_sacks("floor:temple", true, id(3), id(4), 0);
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    enter("account:x", &writer, writer.length);
    enter("name:x", &writer, writer.length);
    enter("castle:x", &writer, writer.length);
    enter("nothing", &writer, writer.length);
    bytes_free(&writer);
    assert_int_equal(mistakes(), 9);
}

static void something_behind_the_end(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u32(&writer, 0);
    put_u8(&writer, 0);
    enter("floor:1", &writer, writer.length);
    bytes_free(&writer);
    expect_one("behind its end");
}

static void add_version(const char *record, entity_id who, size_t cut)
{
    struct bytes_writer writer = {0};
    struct text *newborn = character_newborn(&(struct setting){ .rules = tables() }, who, "Ada", "lovelace", "she");
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    parcel.kept = 3;
    version_put(&writer, &parcel);
    enter(record, &writer, writer.length - cut);
    bytes_free(&writer);
    text_unref(&newborn);
}

/* A version is a copy: what she had is not there twice.  One of nobody, or of no shape, is a mistake. */
static void earlier_versions(void **state)
{
    (void)state;
    add_ada();
    add_version("was:ada:3", id(1), 0);
    assert_int_equal(mistakes(), 0);
    assert_int_equal(ledger_coins(ledger), 0);
    add_version("was:bob:3", id(1), 0);
    expect_one("was:bob:3: no account has that character");
    add_version("was:ada:4", id(1), 1);
    assert_int_equal(mistakes(), 2);
    assert_non_null(strstr(said, "was:ada:4: it is no version of anybody"));
    add_version("was:ada:0", id(9), 0);                     /* of an Ada before her */
    assert_int_equal(mistakes(), 3);
    assert_non_null(strstr(said, "was:ada:0: it is of another id"));
}

/* What was set aside counts nowhere, and is told apart. */
static void what_was_set_aside(void **state)
{
    (void)state;
    add_ada();
    add_sacks("floor:3001", true, id(7), id(8), 0);
    assert_int_equal(ledger_asides(ledger), 0);
    add_sacks("aside:12:floor:3001", true, id(7), id(8), 5);
    assert_int_equal(mistakes(), 0);
    assert_int_equal(ledger_asides(ledger), 1);
    unsigned count;
    ledger_items(ledger, &count);
    assert_int_equal(count, 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(a_sound_store_adds_up), TEST(what_was_set_aside), TEST(earlier_versions),
        TEST(an_empty_store_adds_up), TEST(a_thing_in_two_places),
        TEST(a_thing_inside_itself),
        TEST(a_character_without_a_part), TEST(a_part_of_nobody), TEST(a_character_of_another_id_or_account),
        TEST(a_body_of_another_account), TEST(a_name_of_another_account), TEST(a_name_of_another_id),
        TEST(a_character_without_a_name), TEST(a_name_of_no_account), TEST(a_character_of_two_accounts),
        TEST(what_does_not_read), TEST(something_behind_the_end), TEST(coins_that_add_up), TEST(coins_out_of_nowhere),
        TEST(coins_without_books), TEST(books_without_coins), TEST(coins_that_do_not_read),
        TEST(letters_add_up), TEST(letters_and_boxes_that_do_not_fit), TEST(mail_of_nobody), TEST(boxes_that_do_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
