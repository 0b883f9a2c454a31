/* tests/zones/world/test_dormant.c -- a land that slept and one that somebody kept awake agree on all that is durable.
 *
 * The same land is played twice with the same inputs, but that Eve stays in it the one time, idle, and leaves the other time with
 * the rest.  What lies there is what players left: on the floor, in bags, in a chest that resets fill, in the corpse of one of
 * them.  Creatures walk about, pick up what lies around and make remarks, all of it only where it is awake. */
#include "tests/zones/town.h"
#include "zones/fight/corpse.h"
#include "zones/rules/creatures.h"

enum { HOURS = 24, STEP_MS = 60000, STEPS_OF_HOUR = 60, ROOMS = 3, LOOKS = 4 };
static const unsigned rooms[ROOMS] = { TEMPLE, HALL, VAULT };
/* After so many hours: the corpse has not decayed, it has; resets were due often; at the end, before and after somebody comes. */
static const unsigned looks[LOOKS] = { 1, 3, HOURS, HOURS };

struct day {
    struct bytes_writer floors[LOOKS][ROOMS];
    unsigned            things[LOOKS];         /* durable ones, all rooms together */
    bool                awake;                 /* before somebody came */
    unsigned            moves;                 /* how often the temple was fuller or emptier of creatures than a minute before */
};

PLAYS_ALL unsigned count_durable(const struct item *first)
{
    unsigned count = 0;
    for (; first != NULL; first = first->next)
        count += first->durable + count_durable(first->contents);
    return count;
}

/* How many creatures are in the temple. */
PLAYS_ALL unsigned crowd(const struct town *town)
{
    unsigned count = 0;
    const struct room *room = land_room(town->zones[LAND_ONE], (room_id){ TEMPLE });
    for (const struct character *who = room->people; who != NULL; who = who->next)
        count += who->mobile != NULL;
    return count;
}

PLAYS_ALL void take_look(struct town *town, struct day *day, unsigned look)
{
    town_cut(town, LAND_ONE, look + 2);        /* whatever was to be written is */
    for (unsigned at = 0; at < ROOMS; at++) {
        const struct room *room = land_room(town->zones[LAND_ONE], (room_id){ rooms[at] });
        floor_put(&day->floors[look][at], room);
        day->things[look] += count_durable(room->items);
    }
}

PLAYS_ALL void leave_things(struct town *town)
{
    town_enters(town, ADA, TEMPLE);
    town_enters(town, BOB, HALL);
    town_enters(town, EVE, TEMPLE);
    town_gives(town, ADA, BAG);
    town_gives(town, ADA, KEY);
    town_gives(town, ADA, CAP);
    town_gives(town, BOB, SWORD);
    town_types(town, ADA, "put cap in bag");
    town_types(town, ADA, "drop bag");
    town_types(town, ADA, "get 2.lamp");
    town_types(town, ADA, "open chest");
    town_types(town, ADA, "put lamp in chest");
    town_types(town, ADA, "close chest");
    town_types(town, ADA, "north");
    town_types(town, ADA, "drop key");
    corpse_make(town_person(town, BOB), 5);
    town_types(town, ADA, "south");
    town_types(town, BOB, "south");
    town_types(town, ADA, "east");
    town_types(town, BOB, "east");
}

PLAYS_ALL void live(struct day *day, bool watched)
{
    static struct town town;
    unsigned look = 0, here = 0;
    *day = (struct day){ .awake = false };
    town_begin(&town);
    town.options.character_idle_s = 604800;    /* Eve is not pulled into the void */
    town.mobiles[1].behaviours |= 1u << BEHAVIOUR_SCAVENGER;
    town_open(&town);
    leave_things(&town);
    if (!watched)
        town_types(&town, EVE, "east");
    assert_int_equal(town.zones[LAND_ONE]->awake, watched);
    for (unsigned step = 1; step <= HOURS * STEPS_OF_HOUR; step++) {
        town_later(&town, STEP_MS);
        day->moves += crowd(&town) != here;
        here = crowd(&town);
        if (look < LOOKS - 1 && step == looks[look] * STEPS_OF_HOUR)
            take_look(&town, day, look++);
    }
    day->awake = town.zones[LAND_ONE]->awake;
    town_types(&town, ADA, "west");
    assert_true(town.zones[LAND_ONE]->awake);
    take_look(&town, day, look);
    town_close(&town);
}

PLAYS_ALL void asleep_or_awake_what_players_left_is_the_same(void **state)
{
    static struct day watched, slept;
    (void)state;
    live(&watched, true);
    live(&slept, false);
    assert_true(watched.awake && watched.moves > 20);
    assert_true(!slept.awake && slept.moves <= 1);
    for (unsigned look = 0; look < LOOKS; look++) {
        assert_int_equal(watched.things[look], slept.things[look]);
        for (unsigned at = 0; at < ROOMS; at++) {
            assert_int_equal(watched.floors[look][at].length, slept.floors[look][at].length);
            assert_memory_equal(watched.floors[look][at].bytes, slept.floors[look][at].bytes, slept.floors[look][at].length);
        }
    }
    assert_int_equal(slept.things[0], 6);      /* the bag and the cap in it, the lamp, the key, the corpse and the sword in it ... */
    assert_int_equal(slept.things[1], 5);      /* ... until that was dust */
    for (unsigned look = 0; look < LOOKS; look++)
        for (unsigned at = 0; at < ROOMS; at++) {
            bytes_free(&watched.floors[look][at]);
            bytes_free(&slept.floors[look][at]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asleep_or_awake_what_players_left_is_the_same),
    };
    return cmocka_run_group_tests_name("zones/world/dormant", tests, NULL, NULL);
}
