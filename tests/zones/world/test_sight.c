/* tests/zones/world/test_sight.c -- seeing over a border: whom, when, and what it takes. */
#include "tests/zones/town.h"
#include "zones/world/sight.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL void types_reads(unsigned at, const char *line, const char *wanted)
{
    town_reads(&town, at);
    town_types(&town, at, line);
    const char *read = town_reads(&town, at);
    if (strstr(read, wanted) == NULL)
        fail_msg("%s: wanted %s, read %s", line, wanted, read);
}

PLAYS_ALL void types_not(unsigned at, const char *line, const char *unwanted)
{
    town_reads(&town, at);
    town_types(&town, at, line);
    const char *read = town_reads(&town, at);
    if (strstr(read, unwanted) != NULL)
        fail_msg("%s: read %s", line, read);
}

/* Over there people come and go, and after a second at most it is seen from here. */
PLAYS_ALL void test_people(void **state)
{
    (void)state;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    types_reads(ADA, "scan", "East - the way leads on to Land Two.\n");
    town_enters(&town, BOB, COURT);
    town_later(&town, 1100);
    types_reads(ADA, "scan", "East - Bob.\n");
    types_reads(ADA, "look east", "That way lies The Court.\nYou see there: Bob.\n");
    types_reads(BOB, "scan", "West - a gate guard, Ada.\n");
    town_enters(&town, CID, COURT);
    town_types(&town, BOB, "west");
    town_later(&town, 1100);
    types_reads(ADA, "scan", "East - Cid.\n");
    town_types(&town, CID, "west");                  /* and with the last one the land falls asleep */
    types_not(ADA, "scan", "East - Cid");
    types_reads(ADA, "look east", "That way lies The Court.\n");
}

/* A land asleep answers who asks; the cell to the south has nobody, the temple a guard. */
PLAYS_ALL void test_asleep(void **state)
{
    (void)state;
    town_open(&town);
    assert_false(town.zones[LAND_ONE]->awake);
    town_enters(&town, BOB, COURT);
    assert_false(town.zones[LAND_ONE]->awake);
    types_reads(BOB, "scan", "West - a gate guard.\n");
}

/* Who hides is not seen, and only what one can see is told. */
PLAYS_ALL void test_hidden(void **state)
{
    (void)state;
    struct modifier gives[] = { { FIGURE_INVISIBLE, 1 } };
    town_open(&town);
    town.objects[SHIELD].gives = gives;
    town.objects[SHIELD].give_count = 1;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_gives(&town, BOB, SHIELD);
    town_types(&town, BOB, "wear shield");
    town_enters(&town, CID, COURT);                  /* whose coming is told */
    town_later(&town, 1100);
    types_reads(ADA, "scan", "East - Cid.\n");
    town_types(&town, BOB, "remove shield");
    town_later(&town, 1100);
    types_reads(ADA, "scan", "East - Bob, Cid.\n");
    struct sighted seen;
    assert_true(sight_of(town.zones[LAND_TWO], (zone_id){ LAND_ONE }, (room_id){ HALL }, NULL, &seen));
    assert_int_equal(seen.mobiles, 0);               /* the rat in there is out of sight */
    assert_true(sight_of(town.zones[LAND_TWO], (zone_id){ LAND_ONE }, (room_id){ TEMPLE }, NULL, &seen));
    assert_string_equal(seen.names, "a gate guard, Ada");
    assert_true(seen.mobiles == 1 && seen.players == 1);
    assert_false(sight_of(town.zones[LAND_TWO], (zone_id){ 77 }, (room_id){ TEMPLE }, NULL, &seen));
}

PLAYS_ALL unsigned sights_under_way(void)
{
    unsigned count = 0;
    for (const struct message *mail = town.sights.first; mail != NULL; mail = mail->next)
        count += mail->type == MSG_SIGHT && mail->to.number == LAND_ONE;
    return count;
}

/* However much happens, it is told once a second; and what has not changed, not at all. */
PLAYS_ALL void test_once_a_second(void **state)
{
    (void)state;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_enters(&town, CID, COURT);
    town_later(&town, 3000);
    unsigned told = 0;
    for (unsigned step = 0; step < 45; step++) {     /* two seconds of coming and going */
        struct character *bob = town_person(&town, BOB);
        room_leave(bob);
        room_enter(land_room(town.zones[LAND_TWO], (room_id){ step / 3 % 2 == 0 ? COURT : CELL }), bob);
        town.now += 50;
        town_tick(&town, LAND_TWO);
        told += sights_under_way();
        town_run(&town);
    }
    assert_true(told >= 1 && told <= 3);
    town_later(&town, 3000);
    struct character *cid = town_person(&town, CID);
    for (unsigned again = 0; again < 2; again++) {   /* he stands behind Bob now, and behind Bob still */
        struct room *room = cid->room;
        room_leave(cid);
        room_enter(room, cid);
        town.now += 1100;
        town_tick(&town, LAND_TWO);
        assert_int_equal(sights_under_way(), again == 0);
        town_run(&town);
    }
}

/* What was told, and who watches, is in the state. */
PLAYS_ALL void test_state(void **state)
{
    (void)state;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_later(&town, 1100);
    for (unsigned land = LAND_ONE; land <= LAND_TWO; land++) {
        struct bytes_writer writer = {0};
        zone_encode(town.zones[land], &writer);
        struct zone *copy = zone_new(&town.setting, (zone_id){ land });
        struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
        assert_true(zone_decode(copy, &reader));
        assert_int_equal(zone_hash(copy), zone_hash(town.zones[land]));
        struct sighted seen;
        zone_id other = { land == LAND_ONE ? LAND_TWO : LAND_ONE };
        assert_true(sight_of(copy, other, (room_id){ land == LAND_ONE ? COURT : TEMPLE }, NULL, &seen));
        assert_int_equal(seen.players, 1);
        struct character *who = land_character(copy, town.seats[land == LAND_ONE ? ADA : BOB].who);
        struct room *room = who->room;
        room_leave(who);                             /* nothing has changed, and it knows */
        room_enter(room, who);
        struct input tick = { .now = town.now + 5000, .message = message_new(MSG_TICK) };
        zone_apply(copy, &tick);
        struct message *mail;
        while ((mail = message_list_take(&copy->out)) != NULL) {
            assert_int_not_equal(mail->type, MSG_SIGHT);
            message_free(&mail);
        }
        zone_free(&copy);
        bytes_free(&writer);
    }
    struct message *ask = message_new(MSG_SIGHT_ASK);    /* of a zone that is no land */
    ask->from.number = GROUPS;
    ask->to.number = LAND_ONE;
    ask->sight_ask.wanted = true;
    town_apply(&town, LAND_ONE, ask);
    assert_int_equal(town.sights.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_people, begin, end),
        cmocka_unit_test_setup_teardown(test_asleep, begin, end),
        cmocka_unit_test_setup_teardown(test_hidden, begin, end),
        cmocka_unit_test_setup_teardown(test_once_a_second, begin, end),
        cmocka_unit_test_setup_teardown(test_state, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
