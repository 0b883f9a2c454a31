/* tests/zones/test_recording.c -- what is written can be read, applied again, and gives the same hashes. */
#include "tests/zones/town.h"
#include "zones/recording.h"

#include <unistd.h>

static struct town town;
static char folder[32];

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    strcpy(folder, "/tmp/recording-XXXXXX");
    return mkdtemp(folder) == NULL;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    static const char *const names[] = { "setting.rec", "starts.rec", "ends.rec", "worker-3.rec" };
    char path[64];
    for (unsigned at = 0; at < 4; at++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[at]);
        unlink(path);
    }
    rmdir(folder);
    town_close(&town);
    return 0;
}

/* The caller's to free. */
static uint8_t *contents(const char *name, size_t *length)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    uint8_t *bytes = memory_get(1 << 20);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

PLAYS_ALL void test_setting(void **state)
{
    (void)state;
    town.options.room_occupants_max = 33;
    strcpy(town.options.game_keepers, "ada");
    assert_true(recording_setting(folder, &town.setting));
    assert_false(recording_setting(folder, &town.setting));     /* it holds one already */
    size_t length;
    uint8_t *bytes = contents("setting.rec", &length);
    struct options options;
    struct setting setting = {0};
    options_begin(&options);
    for (size_t cut = 0; cut < length; cut++) {
        struct bytes_reader reader = bytes_read(bytes, cut);
        assert_false(recording_setting_read(&reader, &setting, &options));
    }
    struct bytes_reader reader = bytes_read(bytes, length);
    assert_true(recording_setting_read(&reader, &setting, &options));
    assert_int_equal(bytes_left(&reader), 0);
    assert_int_equal(setting.incarnation, town.setting.incarnation);
    assert_int_equal(setting.seed, town.setting.seed);
    assert_int_equal(setting.groups_count, 1);
    assert_int_equal(options.room_occupants_max, 33);
    assert_string_equal(options.game_keepers, "ada");
    memory_free(bytes);
}

/* A beckon that ran after a traveller is recorded with its way: without it the replay would count it wrong. */
PLAYS_ALL void test_input(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_ONE], *copy = zone_new(&town.setting, (zone_id){LAND_ONE});
    struct recording *recording = recording_open(folder, 3);
    assert_non_null(recording);
    struct message *beckon = message_new(MSG_BECKON);
    beckon->about = (entity_id){ 9, 9, 9 };
    beckon->to.number = LAND_ONE;
    beckon->via.number = LAND_TWO;
    struct input input = { .now = 77, .message = beckon };
    recording_turn(recording);
    recording_taken(recording);
    recording_input(recording, zone, &input);
    zone_apply(zone, &input);
    uint64_t hash = emissions_hash(zone);
    assert_int_equal(zone->out.first->to.number, LAND_TWO);
    recording_emitted(recording, zone);
    message_list_free(&zone->out);
    recording_close(&recording);
    assert_null(recording);

    size_t length;
    uint8_t *bytes = contents("worker-3.rec", &length);
    struct bytes_reader reader = bytes_read(bytes, length);
    assert_int_equal(take_u32(&reader), length - 4);
    assert_int_equal(take_u32(&reader), LAND_ONE);
    assert_int_equal(take_u64(&reader), 0);
    struct input again = { .now = take_i64(&reader) };
    again.message = message_decode(&reader);
    assert_non_null(again.message);
    assert_true(lookup_decode(&again.lookup, &reader));
    assert_true(take_u64(&reader) == hash);
    assert_int_equal(take_u8(&reader), 0);
    struct recording_times times;
    recording_times_take(&times, &reader);
    assert_int_equal(times.turn, 1);
    assert_int_equal(times.ended_before, 0);
    assert_true(times.began > 0);
    assert_true(times.applied > 0);
    assert_int_equal(bytes_left(&reader), 0);
    assert_false(reader.failed);
    zone_apply(copy, &again);
    assert_true(emissions_hash(copy) == hash);
    assert_true(zone_hash(copy) == zone_hash(zone));
    message_list_free(&copy->out);
    zone_free(&copy);
    memory_free(bytes);
}

/* As a worker does it. */
PLAYS_ALL void record_tick(struct recording *recording, struct zone *zone)
{
    recording_taken(recording);
    struct input input = { .now = 77, .message = message_new(MSG_TICK) };
    recording_input(recording, zone, &input);
    zone_apply(zone, &input);
    recording_emitted(recording, zone);
    message_list_free(&zone->out);
    recording_done(recording);
}

static struct recording_times read_times(struct bytes_reader *reader)
{
    struct recording_times times;
    uint32_t length = take_u32(reader);
    struct bytes_reader entry = bytes_read(take_bytes(reader, length), length);
    enum { TIMES_SIZE = 3 * 8 + 4 * 4 };
    entry.at = length - TIMES_SIZE;
    recording_times_take(&times, &entry);
    assert_false(entry.failed);
    assert_int_equal(bytes_left(&entry), 0);
    return times;
}

/* What an input cost stands with it, what it led to and how it came to the next one with the next one. */
PLAYS_ALL void test_times(void **state)
{
    (void)state;
    struct recording *recording = recording_open(folder, 3);
    recording_turn(recording);
    record_tick(recording, town.zones[LAND_ONE]);
    record_tick(recording, town.zones[LAND_TWO]);
    recording_turn(recording);
    record_tick(recording, town.zones[LAND_ONE]);
    recording_close(&recording);
    size_t length;
    uint8_t *bytes = contents("worker-3.rec", &length);
    struct bytes_reader reader = bytes_read(bytes, length);
    struct recording_times one = read_times(&reader), two = read_times(&reader), three = read_times(&reader);
    assert_int_equal(bytes_left(&reader), 0);
    assert_int_equal(one.turn, 1);
    assert_int_equal(two.turn, 1);
    assert_int_equal(three.turn, 2);
    assert_int_equal(one.ended_before, 0);
    assert_int_equal(one.posted_before, 0);
    assert_int_equal(one.all_before, 0);
    assert_true(one.looked_up + one.applied + two.posted_before <= two.all_before);
    assert_true(one.began < two.ended_before);
    assert_true(two.ended_before < two.began);
    assert_true(two.looked_up + two.applied + three.posted_before <= three.all_before);
    assert_true(two.began < three.ended_before);
    assert_true(three.ended_before < three.began);
    assert_true(one.looked_up > 0);
    assert_true(one.applied > 0);
    assert_true(two.posted_before > 0);
    memory_free(bytes);
}

PLAYS_ALL void test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(recording_start(folder, town.zones[LAND_ONE]));
    assert_true(recording_start(folder, town.zones[LAND_TWO]));
    assert_true(recording_end(folder, town.zones[LAND_TWO]));
    size_t length;
    uint8_t *bytes = contents("starts.rec", &length);
    struct bytes_reader reader = bytes_read(bytes, length);
    for (uint32_t number = LAND_ONE; number <= LAND_TWO; number++) {
        assert_int_equal(take_u32(&reader), number);
        struct text *start = take_text(&reader, 1 << 20);
        struct zone *copy = zone_new(&town.setting, (zone_id){number});
        struct bytes_reader inner = bytes_read(text_bytes(start), text_length(start));
        assert_true(zone_decode(copy, &inner));
        assert_true(zone_hash(copy) == zone_hash(town.zones[number]));
        zone_free(&copy);
        text_unref(&start);
    }
    assert_int_equal(bytes_left(&reader), 0);
    memory_free(bytes);
    bytes = contents("ends.rec", &length);
    reader = bytes_read(bytes, length);
    assert_int_equal(take_u32(&reader), LAND_TWO);
    assert_int_equal(take_u64(&reader), 0);
    assert_true(take_u64(&reader) == zone_hash(town.zones[LAND_TWO]));
    memory_free(bytes);
}

PLAYS_ALL void test_nowhere(void **state)
{
    (void)state;
    assert_false(recording_setting("/nowhere/at/all", &town.setting));
    assert_null(recording_open("/nowhere/at/all", 0));
    assert_false(recording_start("/nowhere/at/all", town.zones[LAND_ONE]));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_setting), ONE(test_input), ONE(test_times), ONE(test_starts_and_ends), ONE(test_nowhere) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
