/* tests/zones/test_dump.c -- records of every kind as JSON: whole, cut off anywhere, of an unknown version.
 *
 * The records are written by the code that ships, so that dump.c's own readers cannot drift away from it. */
#include "tests/zones/feed.h"
#include "tests/zones/tables.h"
#include "zones/box.h"
#include "zones/dump.h"
#include "zones/registry_state.h"
#include "zones/version.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <ctype.h>
#include <stdlib.h>

static char  *said;
static size_t said_size;

static int end(void **state)
{
    (void)state;
    free(said);
    said = NULL;
    return 0;
}

/* -- is it JSON? ------------------------------------------------------------------------------------- */

static const char *behind_blanks(const char *at)
{
    return at + strspn(at, " \n");
}

/* These give where it ends, or NULL. */
static const char *json_value(const char *at);

static const char *json_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < ' ')
            return NULL;
        if (*at == '\\' && strchr("\"\\u", *++at) == NULL)
            return NULL;
    }
    return at + 1;
}

static const char *json_members(const char *at, char close, bool named)
{
    if (*(at = behind_blanks(at)) == close)
        return at + 1;
    for (;; at++) {
        if (named && ((at = json_string(behind_blanks(at))) == NULL || *at++ != ':'))
            return NULL;
        if ((at = json_value(at)) == NULL)
            return NULL;
        if (*(at = behind_blanks(at)) == close)
            return at + 1;
        if (*at != ',')
            return NULL;
    }
}

static const char *json_value(const char *at)
{
    at = behind_blanks(at);
    if (*at == '{' || *at == '[')
        return json_members(at + 1, *at == '{' ? '}' : ']', *at == '{');
    if (*at == '"')
        return json_string(at);
    if (strncmp(at, "true", 4) == 0 || strncmp(at, "false", 5) == 0)
        return at + (*at == 't' ? 4 : 5);
    const char *number = at + (*at == '-');
    return isdigit((unsigned char)*number) ? number + strspn(number, "0123456789") : NULL;
}

/* -- printing ---------------------------------------------------------------------------------------- */

static bool print(const struct dump_record *record)
{
    free(said);
    FILE *out = open_memstream(&said, &said_size);
    bool whole = dump_print(out, record);
    fclose(out);
    const char *ends = json_value(said);
    if (ends == NULL || strcmp(ends, "\n") != 0)
        fail_msg("this is no JSON: %s", said);
    return whole;
}

static bool print_bytes(const char *name, const void *bytes, size_t length)
{
    struct text *content = text_new(bytes, length);
    bool whole = print(&(struct dump_record){ .name = name, .epoch = 17, .version = 4, .checksum = true, .content = content });
    text_unref(&content);
    return whole;
}

static void expect(const char *words)
{
    if (strstr(said, words) == NULL)
        fail_msg("'%s' is not in: %s", words, said);
}

static void expect_not(const char *words)
{
    if (strstr(said, words) != NULL)
        fail_msg("'%s' is in: %s", words, said);
}

/* The whole of it says these words; cut off anywhere it is damaged; so it is with a byte more, or of another version. */
static void expect_record(const char *name, const void *bytes, size_t length, const char *words)
{
    uint8_t longer[4096];
    assert_true(length < sizeof longer);
    assert_true(print_bytes(name, bytes, length));
    expect(words);
    expect_not("damaged");
    expect("\"epoch\": 17");
    for (size_t cut = 0; cut < length; cut++) {
        assert_false(print_bytes(name, bytes, cut));
        expect("\"damaged\": \"");
    }
    memcpy(longer, bytes, length);
    longer[length] = 0;
    assert_false(print_bytes(name, longer, length + 1));
    expect("behind its end");
    expect(words);
}

static void expect_version(const char *name, const void *bytes, size_t length)
{
    uint8_t other[4096];
    memcpy(other, bytes, length);
    other[0] = 200;
    assert_false(print_bytes(name, other, length));
    expect("\"format\": 200");
    expect("unknown version of the content");
}

/* -- records, as the server writes them -------------------------------------------------------------- */

static entity_id id(unsigned number)
{
    return (entity_id){ 1, 2, number };
}

static void test_character(void **state)
{
    (void)state;
    static const char *const words[PARCEL_PARTS] = {
        [PART_PLACE] = "\"position\": \"standing\"", [PART_BODY] = "\"name\": \"Ada\"", [PART_HOLDINGS] = "\"coins_in_bank\": 0",
    };
    struct text *newborn = character_newborn(&(struct setting){ .rules = tables() }, id(1), "Ada", "lovelace", "she");
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char name[KEY_SIZE];
        parcel_record_name(name, part, "Ada");
        expect_record(name, parcel.part[part], parcel.length[part], words[part]);
        expect_version(name, parcel.part[part], parcel.length[part]);
    }
    struct bytes_writer version = {0};
    parcel.kept = 12;
    version_put(&version, &parcel);
    expect_record("was:ada:2", version.bytes, version.length, "\"number\": 12");
    expect("\"name\": \"Ada\"");
    expect_version("was:ada:2", version.bytes, version.length);
    bytes_free(&version);
    text_unref(&newborn);
}

static const struct object_proto sack = {
    .key = "bench.sack", .name = "a \"sack\"", .kind = ITEM_CONTAINER, .wear = WEAR_NOWHERE,
};

static void test_things_in_things(void **state)
{
    (void)state;
    struct item inside = { .type = ITEM_TYPE, .id = id(8), .object = &sack, .durable = true, .worn = WEAR_NOWHERE, .reset = -1 };
    struct item item = inside;
    item.id = id(7);
    item.worn = WEAR_ABOUT;
    item.contents = &inside;
    struct room room = { .items = &item };
    struct bytes_writer holdings = {0}, floor = {0};
    put_u8(&holdings, 1);                               /* of before there was money */
    items_put(&holdings, &item);
    floor_put(&floor, &room);
    expect_record("holdings:ada", holdings.bytes, holdings.length, "\"name\": \"a \\\"sack\\\"\"");
    expect("\"worn\": \"about\"");
    const char *outer = strstr(said, "1.2.7"), *contents = strstr(said, "\"contents\"");
    assert_true(outer != NULL && contents > outer);
    assert_non_null(strstr(contents, "1.2.8"));
    expect_record("floor:3001", floor.bytes, floor.length, "1.2.8");
    bytes_free(&holdings);
    bytes_free(&floor);
}

/* Half of what lies there is still shown. */
static void test_what_can_be_read(void **state)
{
    (void)state;
    struct item second = { .type = ITEM_TYPE, .id = id(8), .object = &sack, .durable = true, .worn = WEAR_NOWHERE, .reset = -1 };
    struct item first = second;
    first.id = id(7);
    first.next = &second;
    struct bytes_writer holdings = {0};
    put_u8(&holdings, 1);
    items_put(&holdings, &first);
    assert_false(print_bytes("holdings:ada", holdings.bytes, holdings.length - 5));
    expect("1.2.7");
    expect_not("1.2.8");
    bytes_free(&holdings);
}

static void test_account_hides_its_secrets(void **state)
{
    (void)state;
    struct account account = { .state = ACCOUNT_KNOWN, .name = "lovelace", .active = "Ada", .hash = text_string("$argon2id$open"),
                               .token_count = 1, .tokens = { { .hash = "0123abcd", .expires = 99 } } };
    struct bytes_writer writer = {0};
    account_add_character(&account, "Ada", id(1));
    account_put_record(&writer, &account);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    char name[KEY_SIZE];
    take_string(&reader, name, sizeof name);
    struct text *content = take_text(&reader, 10000);
    expect_record(name, text_bytes(content), text_length(content), "\"played_last\": \"Ada\"");
    expect("\"password\": \"hidden\"");
    expect("\"token\": \"hidden\"");
    expect_not("argon2id");
    expect_not("0123abcd");
    expect_version(name, text_bytes(content), text_length(content));
    text_unref(&content);
    text_unref(&account.hash);
    memory_free(account.characters);
    bytes_free(&writer);
}

static void test_name_and_books(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_string(&writer, "lovelace");
    put_entity(&writer, id(1));
    expect_record("name:ada", writer.bytes, writer.length, "\"account\": \"lovelace\"");
    bytes_clear(&writer);
    struct books books = { .things_used = 3, .flows = { [FLOW_SHOP_SALE] = 45 } };
    books_put(&writer, &books);
    expect_record("books:mine", writer.bytes, writer.length, "\"flow\": \"shop_sale\"");
    expect("\"coins\": 45");
    expect_version("books:mine", writer.bytes, writer.length);
    bytes_free(&writer);
}

static void test_box_and_letter(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_u32(&writer, 5);
    put_u32(&writer, 1);
    put_u32(&writer, 4);
    put_u8(&writer, 1);
    expect_record("box:mail.ada", writer.bytes, writer.length, "\"number\": 4");
    bytes_clear(&writer);
    struct text *subject = text_string("Tea\t?"), *words = text_string("Caf\xc3\xa9 at four \xff.\n");
    put_u8(&writer, 1);
    put_string(&writer, "Bob");
    put_string(&writer, "builder");
    put_text(&writer, subject);
    put_text(&writer, words);
    put_i64(&writer, 1000);
    expect_record("letter:mail.ada.4", writer.bytes, writer.length, "\"text\": \"Caf\xc3\xa9 at four \\ufffd.\\u000a\"");
    text_unref(&subject);
    text_unref(&words);
    bytes_free(&writer);
}

/* -- envelopes, and what there is not ---------------------------------------------------------------- */

static void test_damaged_envelope(void **state)
{
    (void)state;
    assert_false(print(&(struct dump_record){ .name = "floor:1", .damaged = "too short" }));
    expect("\"checksum\": false");
    expect("\"damaged\": \"too short\"");
    assert_false(print_bytes("spoon:ada", "x", 1));
    expect("no known kind");
}

static void test_set_aside(void **state)
{
    (void)state;
    struct text *inner = text_new("\0\0\0", 3), *outer = text_string("as it was found");
    struct dump_record within = { .name = "floor:3001", .damaged = "wrong checksum", .content = inner };
    struct dump_record aside = { .name = "aside:9:floor:3001", .checksum = true, .content = outer, .within = &within };
    assert_true(print(&aside));
    expect("\"holds\": {");
    expect("\"damaged\": \"wrong checksum\"");
    text_unref(&inner);
    text_unref(&outer);
}

/* -- which ------------------------------------------------------------------------------------------- */

static void test_patterns(void **state)
{
    (void)state;
    char patterns[DUMP_PATTERNS_MOST][KEY_SIZE];
    assert_int_equal(dump_patterns("floor:*", patterns), 1);
    assert_true(dump_fits(patterns[0], "floor:3001"));
    assert_false(dump_fits(patterns[0], "books:mine"));
    assert_int_equal(dump_patterns("body:ada", patterns), 1);
    assert_false(dump_fits(patterns[0], "body:adam"));
    unsigned count = dump_patterns("character:Ada", patterns), fits = 0;
    static const char *const hers[] = { "place:ada", "body:ada", "holdings:ada", "name:ada", "was:ada:4", "box:mail.ada",
                                        "letter:mail.ada.12" };
    for (size_t at = 0; at < sizeof hers / sizeof hers[0]; at++)
        for (unsigned pattern = 0; pattern < count; pattern++)
            fits += dump_fits(patterns[pattern], hers[at]);
    assert_int_equal(fits, sizeof hers / sizeof hers[0]);
    for (unsigned pattern = 0; pattern < count; pattern++) {
        assert_false(dump_fits(patterns[pattern], "body:adam"));
        assert_false(dump_fits(patterns[pattern], "letter:mail.adam.1"));
    }
    assert_int_equal(dump_patterns("", patterns), 0);
    assert_int_equal(dump_patterns("floor: books:", patterns), 0);
    assert_int_equal(dump_patterns("character:a.b", patterns), 0);
    assert_int_equal(dump_patterns("floor:1234567890123456789012345678901234567890123456789012345678901234", patterns), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_character, end),
        cmocka_unit_test_teardown(test_things_in_things, end),
        cmocka_unit_test_teardown(test_what_can_be_read, end),
        cmocka_unit_test_teardown(test_account_hides_its_secrets, end),
        cmocka_unit_test_teardown(test_name_and_books, end),
        cmocka_unit_test_teardown(test_box_and_letter, end),
        cmocka_unit_test_teardown(test_damaged_envelope, end),
        cmocka_unit_test_teardown(test_set_aside, end),
        cmocka_unit_test(test_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
