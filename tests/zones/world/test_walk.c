/* tests/zones/world/test_walk.c -- single steps and whole journeys: full rooms, levels, long trains, sudden moves. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    for (unsigned at = ADA; at <= CID; at++)
        town_enters(&town, at, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL void test_step(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    const struct exit_proto *exit;
    assert_int_equal(character_walk(ada, WEST, &exit), NO_EXIT);
    assert_int_equal(character_walk(ada, EAST, &exit), LEFT_ZONE);
    assert_int_equal(ada->room->proto->id.number, TEMPLE);      /* nothing has happened yet */
    assert_int_equal(exit->to.number, COURT);
    ada->room->doors[EAST] = DOOR_LOCKED;
    assert_int_equal(character_walk(ada, EAST, &exit), DOOR_SHUT);
    town.rooms[0].exits[NORTH].level_min = 2;
    assert_int_equal(character_walk(ada, NORTH, &exit), TOO_LOW);
    town.rooms[0].exits[NORTH].level_min = 0;
    town.options.character_tiring_percent = 1000;
    int32_t before = pool_has(ada, POOL_STAMINA);
    assert_int_equal(character_walk(ada, NORTH, &exit), WALKED);
    assert_true(pool_has(ada, POOL_STAMINA) < before);
    assert_true(pool_take(ada, POOL_STAMINA, pool_has(ada, POOL_STAMINA)));
    assert_int_equal(character_walk(ada, SOUTH, &exit), TOO_TIRED);
    ada->room->doors[EAST] = DOOR_OPEN;
}

PLAYS_ALL int32_t step_north_costs(struct character *who)
{
    const struct exit_proto *exit;
    int32_t before = pool_has(who, POOL_STAMINA);
    assert_int_equal(character_walk(who, NORTH, &exit), WALKED);
    int32_t paid = before - pool_has(who, POOL_STAMINA);
    assert_int_equal(character_walk(who, SOUTH, &exit), WALKED);
    pool_fill(who);
    return paid;
}

/* What eases the way makes it cheaper, and so does being at home on such ground: swimmers in water, climbers on rocks. */
PLAYS_ALL void test_ease(void **state)
{
    (void)state;
    struct modifier gives[1] = { { FIGURE_LUK, 0 } };
    struct character *ada = town_person(&town, ADA);
    static const struct { uint8_t figure; int32_t amount; enum terrain terrain; int32_t costs; } rows[] = {
        { FIGURE_LUK, 0, TERRAIN_CITY, 5 }, { FIGURE_EASE, 60, TERRAIN_CITY, 2 }, { FIGURE_SWIMMING, 1, TERRAIN_CITY, 5 },
        { FIGURE_LUK, 0, TERRAIN_WATER, 20 }, { FIGURE_SWIMMING, 1, TERRAIN_WATER, 10 }, { FIGURE_CLIMBING, 1, TERRAIN_WATER, 20 },
        { FIGURE_CLIMBING, 1, TERRAIN_MOUNTAINS, 15 }, { FIGURE_FLYING, 1, TERRAIN_MOUNTAINS, 15 },
    };
    town.options.character_tiring_percent = 500;
    town.objects[CAP].gives = gives;
    town.objects[CAP].give_count = 1;
    town_gives(&town, ADA, CAP);
    town_types(&town, ADA, "wear cap");
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        gives[0] = (struct modifier){ rows[at].figure, rows[at].amount };
        town.rooms[0].terrain = (uint8_t)rows[at].terrain;
        figures_stale(ada);
        assert_int_equal(step_north_costs(ada), rows[at].costs);
    }
}

/* A full room costs nothing; mobiles take no player's place. */
PLAYS_ALL void test_full_room(void **state)
{
    (void)state;
    const struct exit_proto *exit;
    town.rooms[1].occupants_max = 1;                            /* and a rat is in there */
    town.options.character_tiring_percent = 1000;
    assert_int_equal(character_walk(town_person(&town, ADA), NORTH, &exit), WALKED);
    int32_t before = pool_has(town_person(&town, BOB), POOL_STAMINA);
    assert_int_equal(character_walk(town_person(&town, BOB), NORTH, &exit), ROOM_FULL);
    assert_int_equal(pool_has(town_person(&town, BOB), POOL_STAMINA), before);
}

/* Of a train only so many cross together; who sits is not pulled along. */
PLAYS_ALL void test_convoy_most(void **state)
{
    (void)state;
    town_enters(&town, DAN, TEMPLE);
    town_types(&town, BOB, "follow ada");
    town_types(&town, CID, "follow bob");
    town_types(&town, DAN, "follow ada");
    town_types(&town, DAN, "sit");
    town.options.travel_convoy_max = 2;
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(town_room_of(&town, BOB), COURT);
    assert_int_equal(town_room_of(&town, CID), TEMPLE);
    assert_int_equal(town_room_of(&town, DAN), TEMPLE);
}

PLAYS_ALL void test_beside(void **state)
{
    (void)state;
    town_types(&town, BOB, "north");
    struct zone *zone = town.zones[LAND_ONE];
    entity_id bob = town.seats[BOB].who;
    assert_int_equal(land_room_beside(zone, NO_ROOM, bob)->proto->id.number, HALL);
    assert_int_equal(land_room_beside(zone, (room_id){VAULT}, NO_ENTITY)->proto->id.number, VAULT);
    assert_int_equal(land_room_beside(zone, (room_id){COURT}, (entity_id){9, 9, 9})->proto->id.number, TEMPLE);
}

/* The door of the other land: only its own neighbour may move it, and only to what a door can be. */
PLAYS_ALL void test_foreign_door(void **state)
{
    (void)state;
    static const struct { unsigned from, room, direction, state, after; } rows[] = {
        { LAND_TWO, TEMPLE, EAST, DOOR_CLOSED, DOOR_CLOSED }, { LAND_ONE, TEMPLE, EAST, DOOR_OPEN, DOOR_CLOSED },
        { LAND_TWO, TEMPLE, EAST, 9, DOOR_CLOSED }, { LAND_TWO, TEMPLE, 200, DOOR_OPEN, DOOR_CLOSED },
        { LAND_TWO, 1, EAST, DOOR_OPEN, DOOR_CLOSED }, { LAND_TWO, TEMPLE, EAST, DOOR_LOCKED, DOOR_LOCKED },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        struct message *door = message_new(MSG_DOOR);
        door->from.number = rows[at].from;
        door->to.number = LAND_ONE;
        door->door.room.number = rows[at].room;
        door->door.direction = (uint8_t)rows[at].direction;
        door->door.state = (uint8_t)rows[at].state;
        message_list_add(&town.inbox[LAND_ONE], door);
        town_run(&town);
        assert_int_equal(land_room(town.zones[LAND_ONE], (room_id){TEMPLE})->doors[EAST], rows[at].after);
    }
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_step), ONE(test_ease), ONE(test_full_room), ONE(test_convoy_most), ONE(test_beside), ONE(test_foreign_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
