/* tests/zones/test_restore.c -- back to an earlier version: nothing twice, nothing lost, every coin in a book.
 *
 * The ledger (zones/ledger.h) says of the whole store, before and after, whether it adds up. */
#include "tests/zones/feed.h"
#include "tests/zones/tables.h"
#include "zones/ledger.h"
#include "zones/restore.h"
#include "zones/version.h"
#include "zones/world/holdings.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <stdlib.h>

enum { STORE_MOST = 32, WHEN = 777, SLOTS = 5 };

static struct { char name[KEY_SIZE]; struct text *content; } store[STORE_MOST];
static unsigned stored;
static char    *said;
static size_t   said_size;
static char     reason[200];

static entity_id id(unsigned number)
{
    return (entity_id){ 1, 2, number };
}

static void put(const char *name, struct text *content)
{
    unsigned at = 0;
    while (at < stored && strcmp(store[at].name, name) != 0)
        at++;
    if (at == stored)
        snprintf(store[stored++].name, KEY_SIZE, "%s", name);
    text_unref(&store[at].content);
    store[at].content = content;
}

static void put_writer(const char *name, struct bytes_writer *writer)
{
    put(name, bytes_text(writer));
    bytes_free(writer);
}

static struct text *find(const char *name)
{
    for (unsigned at = 0; at < stored; at++)
        if (strcmp(store[at].name, name) == 0)
            return store[at].content;
    return NULL;
}

static int end(void **state)
{
    (void)state;
    for (unsigned at = 0; at < stored; at++)
        text_unref(&store[at].content);
    memset(store, 0, sizeof store);
    stored = 0;
    free(said);
    said = NULL;
    return 0;
}

/* -- people and their things ------------------------------------------------------------------------- */

static const struct object_proto sack = { .key = "bench.sack", .name = "a sack", .kind = ITEM_CONTAINER, .wear = WEAR_NOWHERE };
static const struct object_proto lamp = { .key = "bench.lamp", .name = "a lamp", .kind = ITEM_LIGHT, .wear = WEAR_NOWHERE };

static struct item item_of(const struct object_proto *object, entity_id who)
{
    return (struct item){ .type = ITEM_TYPE, .id = who, .object = object, .durable = true, .worn = WEAR_NOWHERE, .reset = -1 };
}

static struct text *holdings(int64_t coins, uint32_t kept, const struct item *first)
{
    struct bytes_writer writer = {0};
    struct holdings_head head = { .coins = { coins, 0 }, .kept = kept };
    holdings_head_put(&writer, &head);
    items_put(&writer, first);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

static void put_version(const char *name, uint32_t number)
{
    char key[KEY_SIZE];
    struct bytes_writer writer = {0};
    struct parcel parcel = { .kept = number, .kept_at = 5 };
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel_record_name(key, part, name);
        parcel.part[part] = (const uint8_t *)text_bytes(find(key));
        parcel.length[part] = (uint32_t)text_length(find(key));
    }
    version_put(&writer, &parcel);
    version_record_name(key, name, number % SLOTS);
    put_writer(key, &writer);
}

static void put_person(const char *name, const char *account, entity_id who)
{
    char key[KEY_SIZE], folded[NAME_SIZE];
    struct text *newborn = character_newborn(&(struct setting){ .rules = tables() }, who, name, account, "she");
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel_record_name(key, part, name);
        put(key, text_new(parcel.part[part], parcel.length[part]));
    }
    text_unref(&newborn);
    name_fold(folded, name);
    snprintf(key, sizeof key, "name:%s", folded);
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_string(&writer, account);
    put_entity(&writer, who);
    put_writer(key, &writer);
    snprintf(key, sizeof key, "account:%s", account);
    put_u8(&writer, 1);
    put_string(&writer, account);
    put_string(&writer, "hash");
    put_i64(&writer, 0);
    put_u16(&writer, 1);
    put_string(&writer, name);
    put_entity(&writer, who);
    put_writer(key, &writer);
}

static void put_books(int64_t newcomers)
{
    struct bytes_writer writer = {0};
    struct books books = { .flows = { [FLOW_NEWCOMER] = newcomers } };
    books_put(&writer, &books);
    put_writer("books:bench", &writer);
}

static void must_add_up(int64_t coins, unsigned things)
{
    unsigned count;
    struct ledger *ledger = ledger_new();
    for (unsigned at = 0; at < stored; at++)
        if (store[at].content != NULL)
            ledger_add(ledger, store[at].name, store[at].content);
    assert_int_equal(ledger_check(ledger, stderr), 0);
    assert_int_equal(ledger_coins(ledger), coins);
    ledger_items(ledger, &count);
    assert_int_equal(count, things);
    ledger_free(&ledger);
}

static bool restore(const char *name, uint32_t number)
{
    unsigned count;
    struct restore *work = restore_new(name, number);
    for (unsigned at = stored; at-- > 0;)               /* in any order */
        restore_add(work, store[at].name, store[at].content);
    free(said);
    FILE *out = open_memstream(&said, &said_size);
    bool done = restore_work(work, WHEN, SLOTS, out, reason);
    fclose(out);
    const struct restored *records = restore_records(work, &count);
    for (unsigned at = 0; done && at < count; at++)
        put(records[at].name, text_ref(records[at].content));
    restore_free(&work);
    return done;
}

static void expect(const char *words)
{
    if (strstr(said, words) == NULL)
        fail_msg("'%s' is not in: %s", words, said);
}

/* Ada had 50 coins and a sack with a lamp in it, and now has 20 and a lamp of another make. */
static void put_ada(void)
{
    struct item inside = item_of(&lamp, id(12)), outer = item_of(&sack, id(11)), other = item_of(&lamp, id(13));
    outer.contents = &inside;
    put_person("Ada", "lovelace", id(1));
    put_person("Bob", "builder", id(2));
    put("holdings:ada", holdings(50, 3, &outer));
    put_version("Ada", 3);
    put("holdings:ada", holdings(20, 4, &other));
    put("holdings:bob", holdings(30, 0, NULL));
    put_books(50);
}

/* -- what becomes of it ------------------------------------------------------------------------------ */

static void test_back_and_back_again(void **state)
{
    (void)state;
    put_ada();
    must_add_up(50, 1);
    struct text *before = text_ref(find("holdings:ada"));
    assert_true(restore("Ada", 3));
    expect("Put away: a lamp.");
    expect("Coins: 30 coins more.");
    expect("just before is version 5.");
    must_add_up(80, 2);
    assert_true(restore("ada", 5));
    expect("Coins: 30 coins fewer.");
    must_add_up(50, 1);
    struct text *after = find("holdings:ada");
    assert_int_equal(text_length(after), text_length(before));  /* all but the number of versions is as it was */
    assert_true(restore("ada", 6));
    must_add_up(80, 2);
    text_unref(&before);
}

/* The sack is Bob's now: what was in it comes back without it. */
static void test_changed_hands(void **state)
{
    (void)state;
    struct item given = item_of(&sack, id(11));
    put_ada();
    put("holdings:bob", holdings(30, 0, &given));
    assert_true(restore("ada", 3));
    expect("Left out: a sack, which Bob has now.");
    must_add_up(80, 2);
    struct holdings_head head;
    struct bytes_reader reader = bytes_read(text_bytes(find("holdings:ada")), text_length(find("holdings:ada")));
    assert_true(holdings_head_take(&reader, &head));
    assert_int_equal(head.coins[PURSE_CARRIED], 50);
    assert_int_equal(head.kept, 5);
    assert_int_equal(head.kept_at, WHEN);
    assert_int_equal(take_u32(&reader), 1);
    assert_true(entity_same(take_entity(&reader), id(12)));
}

static void test_on_a_floor(void **state)
{
    (void)state;
    struct item dropped = item_of(&lamp, id(12));
    struct room room = { .items = &dropped };
    struct bytes_writer writer = {0};
    put_ada();
    floor_put(&writer, &room);
    put_writer("floor:3001", &writer);
    assert_true(restore("ada", 3));
    expect("Left out: a lamp, which lies in room 3001 now.");
    must_add_up(80, 2);
}

/* -- what may not be --------------------------------------------------------------------------------- */

static void test_refusals(void **state)
{
    (void)state;
    put_ada();
    assert_false(restore("ada", 9));
    assert_string_equal(reason, "there is no such version");
    assert_false(restore("zoe", 3));
    assert_string_equal(reason, "there is no such character");
    put("floor:3001", text_string("?"));
    assert_false(restore("ada", 3));
    assert_non_null(strstr(reason, "floor:3001 does not read"));
    put("floor:3001", NULL);                            /* its envelope does not check */
    assert_false(restore("ada", 3));
    assert_non_null(strstr(reason, "floor:3001 does not read"));
}

/* Ada was deleted, and somebody has her name. */
static void test_somebody_else(void **state)
{
    (void)state;
    put_ada();
    put_person("Ada", "lovelace", id(9));
    assert_false(restore("ada", 3));
    assert_non_null(strstr(reason, "somebody else"));
}

/* What she has now is damaged: she is brought back, and the books say how many coins she had. */
static void test_damaged_now(void **state)
{
    (void)state;
    put_ada();
    put("holdings:ada", NULL);
    assert_true(restore("ada", 3));
    expect("What there is now does not read; by the books it is 20 coins");
    must_add_up(80, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_back_and_back_again, end), cmocka_unit_test_teardown(test_changed_hands, end),
        cmocka_unit_test_teardown(test_on_a_floor, end),          cmocka_unit_test_teardown(test_refusals, end),
        cmocka_unit_test_teardown(test_somebody_else, end),       cmocka_unit_test_teardown(test_damaged_now, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
