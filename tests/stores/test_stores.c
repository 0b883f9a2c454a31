/* tests/stores/test_stores.c -- stores of every version there has been, kept for ever: each must still load.
 *
 * tests/stores/vN holds one record a line, its name and its value in hexadecimal, as a server of that time left them
 * in Redis.  Every record must open; all of them must add up, to the numbers in the table below; and the
 * zones of today must read them: floors, books, accounts, boxes, letters, and every character, who is then written
 * again, as he is written today, and must add up to the same; what has kept its version must be the same bytes.
 *
 * When a record gets a new version, a store of the new one is added, and none is ever changed:
 *
 *   1. add to life.mud whatever the new version is about, and `wait 60000` as its last line;
 *   2. play it, TMPDIR=DIR build/scenario tests/stores/life.mud, and while it waits
 *      build/tests/stores/test_stores unix:DIR/scenario-.../data/redis.sock > tests/stores/vN;
 *   3. take the `wait` out, and add a row to the table, with the numbers that --fsck says.
 *
 * What lies in a room that is no more, or was booked by a zone that is no more, is kept by a server and not read; so here. */
#include "core/bytes.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "persist/record.h"
#include "persist/store.h"
#include "tests/zones/tables.h"
#include "zones/box.h"
#include "zones/ledger.h"
#include "zones/registry_state.h"
#include "zones/version.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"
#include "zones/world/purse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct kept {
    const char *path;
    unsigned    records, characters, things;
    int64_t     coins;
} stores[] = {
    { "tests/stores/v1", 31, 5, 7, 500 },
    { "tests/stores/v2", 40, 6, 7, 600 },    /* with growth */
    { "tests/stores/v3", 47, 7, 7, 700 },    /* with bloodlines */
    { "tests/stores/v4", 59, 9, 7, 900 },    /* with quests */
    { "tests/stores/v5", 59, 9, 7, 900 },    /* with packed contents */
};

enum { TIMEOUT_MS = 5000, TEMPLE = 3001 };
#define INCARNATION 1000000u               /* above that of any store here: no new id is one of theirs */
#define WORLD_MS    INT64_C(1000000000000) /* behind any moment they know */

struct fixture {
    struct options        options;
    struct setting        setting;
    struct zone         **zones;           /* by number */
    FILE                 *mistakes;
    struct store_opening  store;
    struct text         **contents;        /* of its records, out of their envelopes */
    unsigned              characters;      /* read by zones */
};

/* -- the file */

static struct text *hexadecimal(const char *digits)
{
    struct bytes_writer writer = {0};
    unsigned byte;
    for (; sscanf(digits, "%2x", &byte) == 1; digits += 2)
        put_u8(&writer, (uint8_t)byte);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

static void store_read(struct fixture *fixture, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    assert_non_null(file);
    fixture->store = (struct store_opening){ .count = 0 };
    while (getline(&line, &size, file) > 0) {
        char *blank = strchr(line, ' ');
        assert_non_null(blank);
        *blank = '\0';
        store_opening_add(&fixture->store, line, hexadecimal(blank + 1));
    }
    free(line);
    fclose(file);
    store_opening_sort(&fixture->store);
}

static void contents_open(struct fixture *fixture)
{
    fixture->contents = memory_get((fixture->store.count + 1) * sizeof *fixture->contents);
    for (unsigned at = 0; at < fixture->store.count; at++) {
        const struct store_value *value = &fixture->store.values[at];
        const char *reason;
        fixture->contents[at] = record_open(value->name, value->value, NULL, NULL, &reason);
        if (fixture->contents[at] == NULL)
            fail_msg("%s: %s", value->name, reason);
    }
}

static void store_forget(struct fixture *fixture)
{
    for (unsigned at = 0; at < fixture->store.count; at++)
        text_unref(&fixture->contents[at]);
    memory_free(fixture->contents);
    store_opening_free(&fixture->store);
}

static const struct text *content_of(const struct fixture *fixture, const char *name)
{
    for (unsigned at = 0; at < fixture->store.count; at++)
        if (strcmp(fixture->store.values[at].name, name) == 0)
            return fixture->contents[at];
    return NULL;
}

/* -- what zones make of it */

typedef void reader(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again);

ZONE_THREAD static void floor_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    room_id room = { (uint32_t)strtoul(name, NULL, 10) };
    zone_id zone = world_zone_of(fixture->setting.world, room);
    (void)again;
    if (zone.number != 0)
        assert_true(floor_restore(fixture->zones[zone.number], land_room(fixture->zones[zone.number], room), content));
}

ZONE_THREAD static void books_read(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    (void)again;
    for (uint32_t number = 1; number <= fixture->setting.zones; number++)
        if (strcmp(fixture->zones[number]->key, name) == 0)
            assert_true(books_restore(fixture->zones[number], content));
}

ZONE_THREAD static void account_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    struct account *account = memory_get(sizeof *account);
    (void)fixture, (void)again;
    snprintf(account->name, sizeof account->name, "%s", name);
    assert_true(account_take_record(account, content));
    account_free(account);
}

ZONE_THREAD static void box_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    struct box *box = box_new(name);
    (void)fixture, (void)again;
    assert_true(box_take_record(box, content));
    box_free(box);
}

ZONE_THREAD static void letter_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    struct letter letter = { .number = 1 };
    (void)fixture, (void)name, (void)again;
    assert_true(letter_take_record(&letter, content));
    text_unref(&letter.subject);
    text_unref(&letter.words);
}

/* A copy of somebody, who can be made of it. */
ZONE_THREAD static void version_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    struct bytes_reader record = bytes_read(text_bytes(content), text_length(content));
    struct version version;
    struct parcel parcel = { .version = 1 };
    (void)again;
    assert_true(version_take(&record, &version));
    snprintf(parcel.name, sizeof parcel.name, "%.*s", (int)strcspn(name, ":"), name);
    memcpy(parcel.part, version.part, sizeof parcel.part);
    memcpy(parcel.length, version.length, sizeof parcel.length);
    struct bytes_reader body = bytes_read(parcel.part[PART_BODY], parcel.length[PART_BODY]);
    take_u8(&body);                     /* its version; the id has always stood behind it */
    parcel.who = take_entity(&body);
    struct character *who = character_unpack(fixture->zones[world_zone_of(fixture->setting.world, (room_id){ TEMPLE }).number], &parcel);
    if (who == NULL)
        fail_msg("nobody can be made of a version of %s", parcel.name);
    character_free(&who);
}

/* His three parts, as the store holds them. */
static void parcel_gather(const struct fixture *fixture, const char *name, struct parcel *parcel)
{
    *parcel = (struct parcel){ .version = 1 };
    snprintf(parcel->name, sizeof parcel->name, "%s", name);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char record[KEY_SIZE];
        parcel_record_name(record, part, name);
        const struct text *content = content_of(fixture, record);
        assert_non_null(content);
        parcel->part[part] = (const uint8_t *)text_bytes(content);
        parcel->length[part] = (uint32_t)text_length(content);
    }
    struct bytes_reader body = bytes_read(parcel->part[PART_BODY], parcel->length[PART_BODY]);
    take_u8(&body);                     /* its version; the id has always stood behind it */
    parcel->who = take_entity(&body);
}

/* He is read, and written as of today. */
ZONE_THREAD static void character_reads(struct fixture *fixture, const char *name, const struct text *content, struct ledger *again)
{
    struct parcel parcel, today;
    struct bytes_writer writer = {0};
    (void)content;
    parcel_gather(fixture, name, &parcel);
    room_id room = character_place(&fixture->setting, &parcel);
    bool room_kept = room.number != 0;
    if (!room_kept)
        room = (room_id){ TEMPLE };
    struct zone *zone = fixture->zones[world_zone_of(fixture->setting.world, room).number];
    struct character *who = character_unpack(zone, &parcel);
    if (who == NULL)
        fail_msg("nobody can be made of %s", name);
    who->room = land_room(zone, room);
    character_pack(who, &writer, &today);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char record[KEY_SIZE];
        parcel_record_name(record, part, name);
        bool same_version = today.part[part][0] == parcel.part[part][0];
        if (same_version && room_kept) {
            assert_int_equal(today.length[part], parcel.length[part]);
            assert_memory_equal(today.part[part], parcel.part[part], today.length[part]);
        }
        struct text *written = text_new((const char *)today.part[part], today.length[part]);
        ledger_add(again, record, written);
        text_unref(&written);
    }
    bytes_free(&writer);
    who->room = NULL;
    character_free(&who);
    fixture->characters++;
}

/* By what stands before the colon; whatever is not here is the ledger's alone, or read with the place. */
static const struct {
    const char *kind;
    reader     *reads;
    bool        written_again;
} readers[] = {
    { "floor", floor_reads, false },     { "books", books_read, false },     { "account", account_reads, false },
    { "box", box_reads, false },         { "letter", letter_reads, false },  { "name", NULL, false },
    { "place", character_reads, true },  { "body", NULL, true },             { "holdings", NULL, true },
    { "was", version_reads, false },
};

ZONE_THREAD static void record_reads(struct fixture *fixture, unsigned number, struct ledger *again)
{
    const char *record = fixture->store.values[number].name, *colon = strchr(record, ':');
    for (size_t at = 0; at < sizeof readers / sizeof *readers; at++) {
        size_t length = strlen(readers[at].kind);
        if ((size_t)(colon - record) != length || strncmp(record, readers[at].kind, length) != 0)
            continue;
        if (!readers[at].written_again)
            ledger_add(again, record, fixture->contents[number]);
        if (readers[at].reads != NULL)
            readers[at].reads(fixture, colon + 1, fixture->contents[number], again);
        return;
    }
    fail_msg("%s: nobody reads such records", record);
}

/* -- the tests */

static void must_add_up(struct ledger *ledger, const struct kept *kept)
{
    unsigned things;
    assert_int_equal(ledger_check(ledger, stderr), 0);
    ledger_items(ledger, &things);
    assert_int_equal(things, kept->things);
    assert_int_equal(ledger_characters(ledger), kept->characters);
    assert_int_equal(ledger_coins(ledger), kept->coins);
}

static void kept_adds_up(void **state)
{
    struct fixture *fixture = *state;
    for (size_t at = 0; at < sizeof stores / sizeof *stores; at++) {
        struct ledger *ledger = ledger_new();
        store_read(fixture, stores[at].path);
        contents_open(fixture);
        assert_int_equal(fixture->store.count, stores[at].records);
        for (unsigned record = 0; record < fixture->store.count; record++)
            ledger_add(ledger, fixture->store.values[record].name, fixture->contents[record]);
        must_add_up(ledger, &stores[at]);
        ledger_free(&ledger);
        store_forget(fixture);
    }
}

ZONE_THREAD MAIN_THREAD static void zones_begin(struct fixture *fixture)
{
    fixture->zones = memory_get((fixture->setting.zones + 1) * sizeof *fixture->zones);
    for (uint32_t number = 1; number <= fixture->setting.zones; number++) {
        fixture->zones[number] = zone_new(&fixture->setting, (zone_id){ number });
        fixture->zones[number]->now = WORLD_MS;
    }
}

ZONE_THREAD MAIN_THREAD static void zones_end(struct fixture *fixture)
{
    for (uint32_t number = 1; number <= fixture->setting.zones; number++)
        zone_free(&fixture->zones[number]);
    memory_free(fixture->zones);
}

ZONE_THREAD MAIN_THREAD static void kept_is_read(void **state)
{
    struct fixture *fixture = *state;
    for (size_t at = 0; at < sizeof stores / sizeof *stores; at++) {
        struct ledger *again = ledger_new();
        fixture->characters = 0;
        store_read(fixture, stores[at].path);
        contents_open(fixture);
        zones_begin(fixture);
        for (unsigned record = 0; record < fixture->store.count; record++)
            record_reads(fixture, record, again);
        assert_int_equal(fixture->characters, stores[at].characters);
        must_add_up(again, &stores[at]);
        zones_end(fixture);
        ledger_free(&again);
        store_forget(fixture);
    }
}

static MAIN_THREAD int fixture_begin(void **state)
{
    struct fixture *fixture = memory_get(sizeof *fixture);
    unsigned mistakes = 0;
    *state = fixture;
    options_begin(&fixture->options);
    fixture->mistakes = fopen("/dev/null", "w");
    fixture->setting = (struct setting){
        .world = world_load("zones/areas", tables(), NULL, fixture->mistakes, &mistakes), .options = &fixture->options, .rules = tables(),
        .incarnation = INCARNATION, .login_count = (unsigned)fixture->options.login_zones,
        .registry_count = (unsigned)fixture->options.registry_zones, .groups_count = (unsigned)fixture->options.groups_zones,
        .channels_count = (unsigned)fixture->options.channels_zones, .boxes_count = (unsigned)fixture->options.boxes_zones,
    };
    setting_number(&fixture->setting);
    return fixture->setting.world == NULL;
}

static MAIN_THREAD int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    world_free((struct world **)(uintptr_t)&fixture->setting.world);
    fclose(fixture->mistakes);
    memory_free(fixture);
    return 0;
}

/* A store that is to be kept, written down. */
static int keep(const char *where)
{
    struct store_opening found;
    char fault[200], reason[200];
    if (!store_redis_look(where, TIMEOUT_MS, &found, fault, reason) || fault[0] != '\0') {
        fprintf(stderr, "%s: %s\n", where, fault[0] != '\0' ? fault : reason);
        return 1;
    }
    for (unsigned at = 0; at < found.count; at++) {
        const struct text *value = found.values[at].value;
        printf("%s ", found.values[at].name);
        for (size_t byte = 0; byte < text_length(value); byte++)
            printf("%02x", (uint8_t)text_bytes(value)[byte]);
        putchar('\n');
    }
    store_opening_free(&found);
    return 0;
}

static int stores_test(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(kept_adds_up), cmocka_unit_test(kept_is_read) };
    rcu_thread_begin();
    log_begin(LOG_ERROR, NULL, 20);
    thread_role_begin(&zone_role);
    int failed = cmocka_run_group_tests_name("stores", tests, fixture_begin, fixture_end);
    thread_role_end(&zone_role);
    log_end();
    rcu_thread_end();
    return failed;
}

int main(int count, char **words)
{
    return count == 2 ? keep(words[1]) : stores_test();
}
