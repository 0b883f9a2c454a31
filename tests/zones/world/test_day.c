/* tests/zones/world/test_day.c -- mobiles that keep hours: what those who stand by read, locked ways, and that a land
 * asleep for a day and a night has everybody where one has them that never slept.
 *
 *   3001 temple -N- 3002 hall -E(oak door, locked)- 3003 vault
 *   3001 -U- 3010 -U- 3011 -U(oak door, closed)- 3012 ... 3016 tower top */
#include "tests/zones/town.h"

#include "zones/world/calendar.h"
#include "zones/world/day.h"

enum { STAIR = 3010, STAIRS = 7, TOP = STAIR + STAIRS - 1, ROOMS = 3 + STAIRS, HOUR = WORLD_HOUR_MS, STEP = 4000 };
enum { GUARD, RAT };

static struct town town;
static struct room_proto rooms[ROOMS + 2];
static struct room_place places[ROOMS + 2];
static struct day_step steps[4];

PLAYS_ALL void tower(void)
{
    for (unsigned at = 0; at < ROOMS + 2; at++) {
        bool stair = at >= 3 && at < ROOMS;
        rooms[at] = stair ? (struct room_proto){ .id = {STAIR + at - 3}, .name = "The Stair", .text = "Steep." }
                          : town.rooms[at < 3 ? at : at - STAIRS];
        places[at] = (struct room_place){ rooms[at].id, { at < ROOMS ? LAND_ONE : LAND_TWO } };
    }
    exit_make(&rooms[0], UP, STAIR, LAND_ONE);
    exit_make(&rooms[3], DOWN, TEMPLE, LAND_ONE);
    for (unsigned at = 3; at + 1 < ROOMS; at++) {
        exit_make(&rooms[at], UP, STAIR + at - 2, LAND_ONE);
        exit_make(&rooms[at + 1], DOWN, STAIR + at - 3, LAND_ONE);
    }
    door_make(&rooms[4], UP, "oak door", oak_keys, DOOR_CLOSED, NULL);
    door_make(&rooms[5], DOWN, "oak door", oak_keys, DOOR_CLOSED, NULL);
    town.areas[0].rooms = rooms;
    town.areas[0].room_count = ROOMS;
    town.areas[1].rooms = rooms + ROOMS;
    town.world.places = places;
    town.world.place_count = ROOMS + 2;
}

PLAYS_ALL struct character *mobile(unsigned number)
{
    struct zone *zone = town.zones[LAND_ONE];
    for (unsigned at = 0; at < ROOMS; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            if (who->mobile == &town.mobiles[number])
                return who;
    return NULL;
}

PLAYS_ALL unsigned room_of(unsigned number)
{
    return mobile(number)->room->proto->id.number;
}

PLAYS_ALL void gives_key(void)
{
    struct character *guard = mobile(GUARD);
    item_enter_bearer(item_new(guard->zone, (proto_id){KEY}, zone_new_id(guard->zone)), guard, WEAR_NOWHERE);
}

PLAYS_ALL void opens(bool key)
{
    town_begin(&town);
    town.options.character_idle_s = 604800;
    tower();
    steps[0] = (struct day_step){ 6, {TOP}, "Up." };
    steps[1] = (struct day_step){ 7, {TEMPLE}, NULL };
    steps[2] = (struct day_step){ 9, {0}, "Nine, and all is well." };
    steps[3] = (struct day_step){ 10, {VAULT}, "Mine." };
    town.mobiles[GUARD].says = no_keys;
    town.mobiles[GUARD].day = steps;
    town.mobiles[GUARD].day_count = 4;
    town_open(&town);
    if (key)
        gives_key();
}

PLAYS_ALL unsigned timers_of(unsigned kind)
{
    const struct timers *timers = &town.zones[LAND_ONE]->timers;
    unsigned count = 0;
    for (unsigned at = 0; at < timers->count; at++)
        count += timers->heap[at].kind == kind;
    return count;
}

PLAYS_ALL void until(int64_t now)
{
    town_later(&town, now - town.now);
}

/* -- the same, asleep or awake -- */

enum { SAMPLES = 250 };
struct sample { int64_t now; unsigned room; bool walking; };
static struct sample samples[SAMPLES];

/* Ada comes from the court and looks what is what; nobody else is ever there. */
PLAYS_ALL void asleep(void)
{
    opens(true);
    town_enters(&town, ADA, COURT);
    for (unsigned at = 0; at < SAMPLES; at++) {
        until(town.now + (at == 0 ? 30 * HOUR - 5000 : at % 50 == 0 ? 25 * HOUR : 2300));
        assert_false(town.zones[LAND_ONE]->awake);
        assert_int_equal(timers_of(TIMER_DAY) + timers_of(TIMER_HOUR), 0);
        town_types(&town, ADA, "west");
        assert_true(town.zones[LAND_ONE]->awake);
        samples[at] = (struct sample){ town.zones[LAND_ONE]->now, room_of(GUARD), mobile(GUARD)->day_walking };
        town_types(&town, ADA, "east");
    }
    town_close(&town);
}

PLAYS_ALL void test_asleep_as_awake(void **state)
{
    (void)state;
    unsigned rooms_seen = 0, walking = 0;
    asleep();
    opens(true);
    town_enters(&town, BOB, HALL);
    for (unsigned at = 0; at < SAMPLES; at++) {
        until(samples[at].now);
        assert_int_equal(town.zones[LAND_ONE]->now, samples[at].now);
        assert_int_equal(room_of(GUARD), samples[at].room);
        assert_int_equal(mobile(GUARD)->day_walking, samples[at].walking);
        rooms_seen |= 1u << (samples[at].room >= STAIR ? samples[at].room - STAIR + 3 : samples[at].room - TEMPLE);
        walking += samples[at].walking;
        town_copy_check(&town, LAND_ONE);
    }
    assert_int_equal(rooms_seen, (1u << ROOMS) - 1);     /* or this shows little */
    assert_in_range(walking, 5, SAMPLES - 5);
    town_close(&town);
}

/* -- what one reads -- */

PLAYS_ALL void test_through_a_locked_door(void **state)
{
    (void)state;
    opens(true);
    town_enters(&town, ADA, HALL);
    town_enters(&town, BOB, VAULT);
    until(10 * HOUR - 1);
    assert_int_equal(room_of(GUARD), TEMPLE);
    town_reads(&town, ADA);
    town_reads(&town, BOB);
    town.seats[ADA].sounds[0] = town.seats[BOB].sounds[0] = '\0';
    until(10 * HOUR + 1);
    assert_string_equal(town_reads(&town, ADA), "A gate guard arrives from the south.\n");
    assert_string_equal(town_reads(&town, BOB), "");
    until(10 * HOUR + STEP + 1);
    assert_string_equal(town_reads(&town, ADA), "A gate guard unlocks and opens the oak door.\nA gate guard leaves east.\n"
                                                "The oak door closes.\n");
    assert_string_equal(town_reads(&town, BOB), "The oak door opens.\nA gate guard arrives from the west.\n"
                                                "A gate guard closes and locks the oak door.\nA gate guard says, 'Mine.'\n");
    assert_string_equal(town.seats[ADA].sounds, "door1.wav\n");
    assert_string_equal(town.seats[BOB].sounds, "door1.wav\n");
    assert_int_equal(land_room(town.zones[LAND_ONE], (room_id){HALL})->doors[EAST], DOOR_LOCKED);
    assert_int_equal(land_room(town.zones[LAND_ONE], (room_id){VAULT})->doors[WEST], DOOR_LOCKED);
    until(11 * HOUR);
    assert_int_equal(room_of(GUARD), VAULT);
    assert_null(strstr(town_reads(&town, BOB), "Mine"));  /* said once */
    town_close(&town);
}

PLAYS_ALL void test_words_without_a_way(void **state)
{
    (void)state;
    opens(false);
    town_enters(&town, ADA, TEMPLE);
    until(9 * HOUR - 1);
    town_reads(&town, ADA);
    until(9 * HOUR);
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard says, 'Nine, and all is well.'\n"));
    town_close(&town);
}

/* Without the key he stands before the door until somebody opens it. */
PLAYS_ALL void test_a_shut_way(void **state)
{
    (void)state;
    opens(false);
    town_enters(&town, ADA, HALL);
    until(10 * HOUR + 60000);
    assert_int_equal(room_of(GUARD), TEMPLE);
    assert_true(mobile(GUARD)->day_walking);
    town_gives(&town, ADA, KEY);
    town_types(&town, ADA, "unlock oak");
    town_later(&town, 25000);
    assert_int_equal(room_of(GUARD), VAULT);
    assert_int_equal(land_room(town.zones[LAND_ONE], (room_id){HALL})->doors[EAST], DOOR_CLOSED);
    town_close(&town);
}

/* Killed, and made again by a reset: he appears where his day says, not where he was born. */
PLAYS_ALL void test_made_again(void **state)
{
    (void)state;
    opens(false);
    town.mobiles[GUARD].day_count = 3;
    town_enters(&town, ADA, TEMPLE);
    until(6 * HOUR + 60000);
    struct character *guard = mobile(GUARD);
    room_leave(guard);
    character_free(&guard);
    land_reset(town.zones[LAND_ONE]);
    message_list_free(&town.zones[LAND_ONE]->out);
    assert_int_equal(room_of(GUARD), TOP);
    until(7 * HOUR + 60000);
    assert_int_equal(room_of(GUARD), TEMPLE);
    town_close(&town);
}

/* A wanderer wanders when he is not on his way. */
PLAYS_ALL void test_wanderers(void **state)
{
    (void)state;
    static struct day_step up = { 6, {TOP}, NULL };
    unsigned places_seen = 0;
    opens(false);
    town.mobiles[RAT].day = &up;
    town.mobiles[RAT].day_count = 1;
    town_enters(&town, ADA, HALL);
    assert_int_equal(room_of(RAT), TOP);                  /* since yesterday */
    for (unsigned at = 0; at < 40; at++) {
        town_later(&town, 10000);
        places_seen |= 1u << (room_of(RAT) % 32);
    }
    assert_true((places_seen & (places_seen - 1)) != 0);
    for (int64_t day = 1; day < 30; day++) {              /* from wherever, on the straight way */
        int64_t begins = (day * 24 + 6) * HOUR + 3400;
        until(begins - 1);
        unsigned from = room_of(RAT), way = from == HALL ? 8 : from == TEMPLE ? 7 : TOP - from;
        if (way == 0)
            continue;
        if (way > 1)
            until(begins + (int64_t)way * STEP - STEP - 1);
        assert_int_equal(mobile(RAT)->day_walking, way > 1);
        until(begins + (int64_t)way * STEP - STEP + 1);
        assert_false(mobile(RAT)->day_walking);
    }
    town_close(&town);
}

/* One alarm that counts, and none for who sleeps. */
PLAYS_ALL void test_alarms(void **state)
{
    (void)state;
    opens(true);
    assert_int_equal(timers_of(TIMER_DAY) + timers_of(TIMER_HOUR), 0);
    town_enters(&town, ADA, HALL);
    assert_int_equal(timers_of(TIMER_DAY), 1);
    assert_int_equal(timers_of(TIMER_HOUR), 1);
    assert_int_equal(land_of(town.zones[LAND_ONE])->day_due, 6 * HOUR);
    until(26 * HOUR);
    assert_int_equal(timers_of(TIMER_DAY), 1);
    assert_int_equal(timers_of(TIMER_HOUR), 1);
    town_types(&town, ADA, "south");
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(timers_of(TIMER_DAY) + timers_of(TIMER_HOUR), 0);
    town_close(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asleep_as_awake),     cmocka_unit_test(test_through_a_locked_door),
        cmocka_unit_test(test_words_without_a_way), cmocka_unit_test(test_a_shut_way),
        cmocka_unit_test(test_made_again),          cmocka_unit_test(test_wanderers),
        cmocka_unit_test(test_alarms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
