/* tests/zones/test_parcel.c -- a person as bytes: what goes in comes out, damage is refused, a cut writes what is dirty. */
#include "tests/zones/town.h"

static const uint8_t place[] = { 1, 2, 3 }, body[] = { 4 };

static struct parcel sample(void)
{
    struct parcel parcel = {
        .who = {1, 2, 3}, .name = "Ada", .account = "Lovelace", .session = {77}, .generation = 4, .version = 5,
        .dirty = 1u << PART_PLACE | 1u << PART_HOLDINGS, .quitting = QUIT_LINKLESS, .leader = {1, 2, 4}, .group = {1, 5, 6},
        .group_leader = {1, 2, 4}, .group_version = 9, .group_subleader = true, .saving = true, .saved_epoch = 8,
        .linkless_since = 123456789,
        .part = { place, body, NULL }, .length = { sizeof place, sizeof body, 0 },
    };
    return parcel;
}

PLAYS_ALL void test_round_trip(void **state)
{
    (void)state;
    struct parcel in = sample(), out;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &in);
    parcel_put(&writer, &in);                       /* a convoy: one behind the other */
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    for (unsigned turn = 0; turn < 2; turn++) {
        assert_true(parcel_take(&reader, &out));
        assert_true(entity_same(in.who, out.who));
        assert_string_equal(in.name, out.name);
        assert_string_equal(in.account, out.account);
        assert_int_equal(in.session.number, out.session.number);
        assert_int_equal(in.generation, out.generation);
        assert_int_equal(in.version, out.version);
        assert_int_equal(in.dirty, out.dirty);
        assert_int_equal(in.quitting, out.quitting);
        assert_true(entity_same(in.leader, out.leader));
        assert_true(entity_same(in.group, out.group));
        assert_true(entity_same(in.group_leader, out.group_leader));
        assert_int_equal(in.group_version, out.group_version);
        assert_true(out.group_subleader);
        assert_true(out.saving);
        assert_int_equal(in.saved_epoch, out.saved_epoch);
        assert_int_equal(in.linkless_since, out.linkless_since);
        for (unsigned part = 0; part < PARCEL_PARTS; part++)
            assert_int_equal(in.length[part], out.length[part]);
        assert_memory_equal(out.part[PART_PLACE], place, sizeof place);
        assert_memory_equal(out.part[PART_BODY], body, sizeof body);
    }
    assert_int_equal(bytes_left(&reader), 0);
    assert_false(parcel_take(&reader, &out));
    bytes_free(&writer);
}

PLAYS_ALL void test_damage(void **state)
{
    (void)state;
    struct parcel parcel = sample();
    struct bytes_writer writer = {0};
    parcel_put(&writer, &parcel);
    for (size_t length = 0; length < writer.length; length++) {
        struct bytes_reader reader = bytes_read(writer.bytes, length);
        assert_false(parcel_take(&reader, &parcel));
    }
    put_u8(&writer, 0);
    put_u32_at(&writer, 0, (uint32_t)writer.length - 4);    /* a byte too many inside */
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_false(parcel_take(&reader, &parcel));
    bytes_clear(&writer);
    parcel = sample();
    parcel.dirty = 1u << PARCEL_RECORDS;                    /* a part that there is not */
    parcel_put(&writer, &parcel);
    reader = bytes_read(writer.bytes, writer.length);
    assert_false(parcel_take(&reader, &parcel));
    bytes_free(&writer);
}

PLAYS_ALL void test_cut(void **state)
{
    (void)state;
    static struct town town;
    town_begin(&town);
    town_open(&town);
    struct parcel parcel = sample();
    struct zone *zone = town.zones[LAND_ONE];
    parcel_cut(zone, &parcel);
    assert_int_equal(zone->out.length, dirty_count(parcel.dirty));
    const struct message *record = zone->out.first;
    assert_string_equal(record->record.name, "place:ada");
    assert_int_equal(record->record.version, 5);
    assert_int_equal(text_length(record->record.content), sizeof place);
    assert_string_equal(record->next->record.name, "holdings:ada");
    assert_int_equal(text_length(record->next->record.content), 0);
    message_list_free(&zone->out);
    town_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
