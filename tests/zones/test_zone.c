/* tests/zones/test_zone.c -- numbering, names, timers at their own time, answers, and a state as bytes. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL void test_names(void **state)
{
    (void)state;
    char folded[NAME_SIZE];
    name_fold(folded, "AdaLOVELACE\xc3\x84zzzzzzzz");
    assert_int_equal(strlen(folded), NAME_SIZE - 1);
    assert_memory_equal(folded, "adalovelace\xc3\x84zz", NAME_SIZE - 1);
    assert_true(name_fits("Ada"));
    assert_true(name_fits("Abcdefghijkl"));
    static const char *const unfit[] = { "", "Ad", "Abcdefghijklm", "A da", "Ada1", "Ad\xc3\xa4", "Ada:", "a\001b" };
    for (unsigned at = 0; at < sizeof unfit / sizeof *unfit; at++)
        assert_false(name_fits(unfit[at]));
    assert_true(zone_same(setting_registry(&town.setting, "ADA"), setting_registry(&town.setting, "ada")));
}

PLAYS_ALL void test_numbering(void **state)
{
    (void)state;
    static const struct { unsigned zone; enum zone_kind kind; const char *key; } rows[] = {
        { LAND_ONE, ZONE_LAND, "one" }, { LAND_TWO, ZONE_LAND, "two" }, { LOGIN, ZONE_LOGIN, "login.1" },
        { REGISTRY, ZONE_REGISTRY, "registry.1" }, { GROUPS, ZONE_GROUPS, "groups.1" },
        { CHANNELS, ZONE_CHANNELS, "channels.1" },
    };
    for (unsigned at = 0; at < ZONES; at++) {
        assert_int_equal(zone_kind_of(&town.setting, (zone_id){rows[at].zone}), rows[at].kind);
        assert_string_equal(town.zones[rows[at].zone]->key, rows[at].key);
    }
    assert_int_equal(setting_groups(&town.setting, (entity_id){ 1, GROUPS, 99 }).number, GROUPS);
    entity_id first = zone_new_id(town.zones[LOGIN]), second = zone_new_id(town.zones[LOGIN]);
    assert_false(entity_same(first, second));
    assert_int_equal(first.zone, LOGIN);
    assert_int_equal(first.incarnation, town.setting.incarnation);
}

/* Two remarks are due before a command comes: both are heard before it, at their own times. */
PLAYS_ALL void test_timers_fire_first(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    struct zone *zone = town.zones[LAND_ONE];
    struct character *guard = person_here(town_person(&town, ADA), "guard");
    timers_set(&zone->timers, zone->now + 10, TIMER_REMARK, guard->id, 0);
    timers_set(&zone->timers, zone->now + 5, TIMER_STUB, guard->id, 77);     /* of a stub that is not there any more */
    timers_set(&zone->timers, zone->now + 7, TIMER_REMARK, (entity_id){9, 9, 9}, 0);
    town.now += 20;
    town_types(&town, ADA, "say now");
    assert_string_equal(town_reads(&town, ADA), "A gate guard says, 'Move along.'\nYou say, 'now'\n");
}

/* Of two remarks each comes after the other. */
PLAYS_ALL void test_remarks(void **state)
{
    (void)state;
    static const char *two[] = { "One.", "Two.", NULL };
    town.mobiles[0].says = two;
    town_enters(&town, ADA, TEMPLE);
    town_reads(&town, ADA);
    unsigned said = 0;
    for (const char *last = NULL; said < 20; said++) {
        const char *read;
        do {
            town_later(&town, 1000);
            read = town_reads(&town, ADA);
        } while (strstr(read, "says, '") == NULL);
        const char *now = strstr(read, "One.") != NULL ? two[0] : two[1];
        assert_true(now != last);
        last = now;
    }
    assert_int_equal(said, 20);
}

PLAYS_ALL void test_long_answers(void **state)
{
    (void)state;
    struct zone *zone = town.zones[LAND_ONE];
    struct slot slot = {0};
    char word[3000];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    slot_begin(&slot, (session_id){5});
    slot.reply = text_string("before ");                    /* said by the zone it came from */
    slot.drop_waiting = true;
    zone_answer_begin(zone, &slot);
    zone_say(zone, "%s", word);
    zone_say(zone, " after");
    zone_answer_end(zone, NULL, NEXT_COMMAND, zone->id, NO_ENTITY);
    assert_int_equal(text_length(slot.reply), 7 + 2999 + 6);
    assert_memory_equal(text_bytes(slot.reply), "before xxx", 10);
    assert_false(slot.drop_waiting);
    assert_ptr_equal(message_list_take(&zone->out), &slot.message);
    text_unref(&slot.reply);
}

/* A slot is used again and again: what the answer before said must not stand in this one, or a replay, whose slots are new,
 * would hear something else. */
PLAYS_ALL void test_an_answer_begins_empty(void **state)
{
    struct zone *zone = town.zones[LAND_ONE];
    struct slot used = {0}, fresh = {0};
    struct bytes_writer after_use = {0}, after_none = {0};
    (void)state;
    slot_begin(&used, session_make(0, 1, 1));
    slot_begin(&fresh, session_make(0, 1, 1));
    used.shows = SHOWS_QUEUE;
    used.shows_most = UINT32_MAX;
    used.not_before = 12;
    used.unrun = used.drop_waiting = true;
    zone_answer_begin(zone, &used);
    zone_answer_detach(zone);
    zone_answer_begin(zone, &fresh);
    zone_answer_detach(zone);
    slot_encode_answer(&used, &after_use);
    slot_encode_answer(&fresh, &after_none);
    assert_int_equal(after_use.length, after_none.length);
    assert_memory_equal(after_use.bytes, after_none.bytes, after_none.length);
    text_unref(&used.reply);
    text_unref(&fresh.reply);
    bytes_free(&after_use);
    bytes_free(&after_none);
}

/* A take-over of a body that is gone is answered, a group's news go back to the group, a hang-up to nobody. */
PLAYS_ALL void test_lost_mail(void **state)
{
    (void)state;
    town.seats[EVE].who = (entity_id){ 9, 9, 9 };
    slot_begin(&town.seats[EVE].slot, session_make(1, EVE, 1));
    town.seats[EVE].waiting = true;
    struct message *takeover = town_mail(&town, MSG_TAKEOVER, EVE, LAND_ONE);
    takeover->takeover.slot = &town.seats[EVE].slot;
    town_mail(&town, MSG_HANGUP, EVE, LAND_TWO);
    town_mail(&town, MSG_GROUPED, EVE, LAND_TWO);
    uint64_t inputs = town.zones[GROUPS]->inputs;
    town_run(&town);
    assert_true(town.seats[EVE].closed);
    assert_int_equal(town.zones[GROUPS]->inputs, inputs + 1);
}

PLAYS_ALL void test_damaged_state(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_types(&town, ADA, "get all");
    town_copy_check(&town, LAND_ONE);
    struct bytes_writer writer = {0};
    zone_encode(town.zones[LAND_ONE], &writer);
    for (size_t length = 0; length < writer.length; length += 7) {
        struct zone *copy = zone_new(&town.setting, (zone_id){LAND_ONE});
        struct bytes_reader reader = bytes_read(writer.bytes, length);
        assert_false(zone_decode(copy, &reader));
        zone_free(&copy);
    }
    for (size_t at = 0; at < writer.length; at++) {
        struct zone *copy = zone_new(&town.setting, (zone_id){LAND_ONE});
        writer.bytes[at] ^= 0x11;
        struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
        zone_decode(copy, &reader);                         /* either way: no crash, and no leak */
        writer.bytes[at] ^= 0x11;
        zone_free(&copy);
    }
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_false(zone_decode(town.zones[LAND_TWO], &reader)); /* of another zone */
    bytes_free(&writer);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_names), ONE(test_numbering), ONE(test_timers_fire_first), ONE(test_long_answers), ONE(test_lost_mail),
        ONE(test_names), ONE(test_numbering), ONE(test_remarks), ONE(test_an_answer_begins_empty), ONE(test_lost_mail),
        ONE(test_damaged_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
