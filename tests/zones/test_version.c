/* tests/zones/test_version.c -- a version is kept with every rest, seldom with `save`, and the oldest makes room. */
#include "tests/zones/town.h"

#include "zones/version.h"
#include "zones/world/holdings.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town.options.character_versions_kept = 3;
    town_enters(&town, ADA, TEMPLE);
    for (unsigned number = 1; number <= ZONES; number++)
        town_cut(&town, number, 1);
    message_list_free(&town.records);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* The one in that slot; false: none was written. */
PLAYS_ALL bool slot_has(unsigned slot, struct version *version, struct holdings_head *head)
{
    char name[KEY_SIZE];
    version_record_name(name, "Ada", slot);
    const struct message *record = town_record(&town, name);
    if (record == NULL)
        return false;
    struct bytes_reader reader = bytes_read(text_bytes(record->record.content), text_length(record->record.content));
    assert_true(version_take(&reader, version));
    struct bytes_reader holdings = bytes_read(version->part[PART_HOLDINGS], version->length[PART_HOLDINGS]);
    assert_true(holdings_head_take(&holdings, head));
    assert_int_equal(head->kept, version->number);      /* with it in the same cut */
    return true;
}

PLAYS_ALL void test_rest(void **state)
{
    (void)state;
    struct version version;
    struct holdings_head head;
    town_gives(&town, ADA, LAMP);
    town_later(&town, 5000);
    town_types(&town, ADA, "quit");
    assert_false(slot_has(1, &version, &head));
    town_cut(&town, REGISTRY, 2);
    assert_true(slot_has(1, &version, &head));
    assert_int_equal(version.number, 1);
    assert_in_range(version.when, 5000, town.zones[LAND_ONE]->now);
    const struct message *holdings = town_record(&town, "holdings:ada");
    assert_int_equal(text_length(holdings->record.content), version.length[PART_HOLDINGS]);
    assert_memory_equal(text_bytes(holdings->record.content), version.part[PART_HOLDINGS], version.length[PART_HOLDINGS]);
}

/* A cut that comes while he is on his way home has it from the stub. */
PLAYS_ALL void test_on_the_way(void **state)
{
    (void)state;
    struct version version;
    struct holdings_head head;
    town_sends(&town, ADA, "quit");
    while (town.inbox[REGISTRY].first == NULL)
        town_step(&town, LAND_ONE);
    town_cut(&town, LAND_ONE, 2);
    assert_true(slot_has(1, &version, &head));
    town_run(&town);
}

PLAYS_ALL void test_save(void **state)
{
    (void)state;
    struct version version;
    struct holdings_head head;
    town_types(&town, ADA, "save");
    town_cut(&town, LAND_ONE, 2);
    assert_true(slot_has(1, &version, &head));
    town_types(&town, ADA, "save");                     /* only just now there was one */
    town_cut(&town, LAND_ONE, 3);
    assert_false(slot_has(2, &version, &head));
    town_later(&town, town.options.character_versions_apart_s * 1000);
    town_types(&town, ADA, "save");
    town_cut(&town, LAND_ONE, 4);
    assert_true(slot_has(2, &version, &head));
    assert_int_equal(version.number, 2);
}

/* Three slots: the fourth version is written over the first, and all are told in their order. */
PLAYS_ALL void test_oldest_goes(void **state)
{
    (void)state;
    struct version version;
    struct holdings_head head;
    struct bytes_writer loaded = {0};
    town.options.character_versions_apart_s = 0;
    for (unsigned number = 1; number <= 4; number++) {
        town_types(&town, ADA, "save");
        town_cut(&town, LAND_ONE, number + 1);
    }
    assert_true(slot_has(1, &version, &head));
    assert_int_equal(version.number, 4);
    for (unsigned slot = 0; slot < VERSIONS_MOST; slot++) {
        char name[KEY_SIZE];
        version_record_name(name, "Ada", slot);
        const struct message *record = town_record(&town, name);
        put_u8(&loaded, record != NULL);
        if (record != NULL)
            put_text(&loaded, record->record.content);
    }
    struct bytes_reader reader = bytes_read(loaded.bytes, loaded.length);
    struct text *words = versions_words(&reader);
    assert_non_null(words);
    const char *second = strstr(text_bytes(words), "Version 2 of Ada"), *fourth = strstr(text_bytes(words), "Version 4 of Ada");
    assert_true(second == text_bytes(words) && fourth > second);
    assert_non_null(strstr(fourth, "0 things.\n"));
    text_unref(&words);
    bytes_free(&loaded);
}

PLAYS_ALL void test_none(void **state)
{
    (void)state;
    struct bytes_writer loaded = {0};
    town.options.character_versions_kept = 0;
    town_types(&town, ADA, "save");
    assert_int_equal(town_cut(&town, LAND_ONE, 2), 1);
    for (unsigned slot = 0; slot < VERSIONS_MOST; slot++)
        put_u8(&loaded, 0);
    struct bytes_reader reader = bytes_read(loaded.bytes, loaded.length);
    assert_null(versions_words(&reader));
    bytes_free(&loaded);
}

PLAYS_ALL void test_damage(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    struct version version;
    struct parcel parcel = { .kept = 7, .kept_at = 5, .part = { (const uint8_t *)"a", (const uint8_t *)"bb", (const uint8_t *)"" },
                             .length = { 1, 2, 0 } };
    version_put(&writer, &parcel);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_true(version_take(&reader, &version));
    assert_int_equal(version.number, 7);
    assert_int_equal(version.length[PART_BODY], 2);
    for (size_t cut = 0; cut < writer.length; cut++) {
        reader = bytes_read(writer.bytes, cut);
        assert_false(version_take(&reader, &version));
    }
    writer.bytes[0] = 9;
    reader = bytes_read(writer.bytes, writer.length);
    assert_false(version_take(&reader, &version));
    bytes_free(&writer);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_rest), ONE(test_on_the_way), ONE(test_save), ONE(test_oldest_goes), ONE(test_none), ONE(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
