/* tests/zones/world/test_passage.c -- what ground asks, and of whom; what is climbed; ships. */
#include "tests/zones/town.h"
#include "zones/world/calendar.h"
#include "zones/world/grid.h"
#include "zones/world/passage.h"
#include "zones/world/ships.h"

static struct town town;
static struct modifier gives[1];

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    gives[0] = (struct modifier){ FIGURE_LUK, 0 };
    town.objects[SHIELD].gives = gives;
    town.objects[SHIELD].give_count = 1;
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* Ada in the temple, with something that gives her a figure; the hall is north of her, the court east, over the border. */
PLAYS_ALL void ada_is(enum figure figure, int32_t amount)
{
    gives[0] = (struct modifier){ figure, amount };
    figures_stale(town_person(&town, ADA));
}

PLAYS_ALL void ada_comes(void)
{
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_gives(&town, ADA, SHIELD);
    town_types(&town, ADA, "wear shield");
}

PLAYS_ALL void test_asks(void **state)
{
    (void)state;
    static const struct grid grid = { .first = { 1 }, .width = 1, .height = 1, .tile_width = 1, .tile_height = 1, .columns = 1, .rows = 1 };
    static const struct { uint8_t terrain; enum figure figure; int32_t amount; bool boat, wild; enum asks asks; } rows[] = {
        { TERRAIN_FIELD,     FIGURE_LUK,      0, false, true,  ASKS_NOTHING }, { TERRAIN_MOUNTAINS, FIGURE_LUK,     0, false, true, ASKS_NOTHING },
        { TERRAIN_SHALLOW,   FIGURE_LUK,      0, false, true,  ASKS_NOTHING }, { TERRAIN_SWAMP,     FIGURE_LUK,     0, false, true, ASKS_NOTHING },
        { TERRAIN_WATER,     FIGURE_LUK,      0, false, true,  ASKS_SWIM },    { TERRAIN_WATER,     FIGURE_LUK,     0, false, false, ASKS_NOTHING },
        { TERRAIN_WATER,     FIGURE_SWIMMING, 1, false, true,  ASKS_NOTHING }, { TERRAIN_WATER,     FIGURE_LUK,     0, true,  true, ASKS_NOTHING },
        { TERRAIN_WATER,     FIGURE_FLYING,   1, false, true,  ASKS_NOTHING }, { TERRAIN_WATER,     FIGURE_CLIMBING, 2, false, true, ASKS_SWIM },
        { TERRAIN_DEEP,      FIGURE_SWIMMING, 1, false, false, ASKS_BOAT },    { TERRAIN_DEEP,      FIGURE_SWIMMING, 2, false, true, ASKS_NOTHING },
        { TERRAIN_DEEP,      FIGURE_LUK,      0, true,  true,  ASKS_NOTHING }, { TERRAIN_DEEP,      FIGURE_FLYING,  1, false, true, ASKS_NOTHING },
        { TERRAIN_OCEAN,     FIGURE_SWIMMING, 2, true,  true,  ASKS_FLY },     { TERRAIN_OCEAN,     FIGURE_FLYING,  1, false, true, ASKS_NOTHING },
        { TERRAIN_LAVA,      FIGURE_CLIMBING, 2, true,  false, ASKS_FLY },     { TERRAIN_PEAK,      FIGURE_LUK,     0, true,  true, ASKS_CLIMB },
        { TERRAIN_PEAK,      FIGURE_CLIMBING, 1, false, true,  ASKS_NOTHING }, { TERRAIN_PEAK,      FIGURE_FLYING,  1, false, true, ASKS_NOTHING },
    };
    ada_comes();
    town.objects[LAMP].kind = ITEM_BOAT;
    struct character *ada = town_person(&town, ADA);
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        struct item *boat = rows[at].boat ? town_gives(&town, ADA, LAMP) : NULL;
        town.rooms[1].terrain = town.rooms[3].terrain = rows[at].terrain;
        town.areas[0].grid = town.areas[1].grid = rows[at].wild ? &grid : NULL;
        ada_is(rows[at].figure, rows[at].amount);
        if (passage_asks(ada, &town.rooms[0].exits[NORTH]) != rows[at].asks || passage_asks(ada, &town.rooms[0].exits[EAST]) != rows[at].asks)
            fail_msg("row %u asks %d", at, passage_asks(ada, &town.rooms[0].exits[NORTH]));
        if (boat != NULL) {
            item_leave(boat);
            item_free(&boat);
        }
    }
    town.areas[0].grid = town.areas[1].grid = NULL;
}

/* Refused in words, on either side of a border, alone or behind somebody; and it costs nothing. */
PLAYS_ALL void test_refused(void **state)
{
    (void)state;
    ada_comes();
    town_enters(&town, BOB, TEMPLE);
    town_types(&town, BOB, "follow ada");
    town.options.character_tiring_percent = 1000;
    town.rooms[1].terrain = town.rooms[3].terrain = TERRAIN_DEEP;
    int32_t before = pool_has(town_person(&town, ADA), POOL_STAMINA);
    town_says(&town, ADA, "north", "There is deep water north of you. You would need a boat, or wings, or to swim like a fish.\n");
    town_says(&town, ADA, "east", "There is deep water east of you. You would need a boat, or wings, or to swim like a fish.\n");
    assert_int_equal(pool_has(town_person(&town, ADA), POOL_STAMINA), before);
    ada_is(FIGURE_FLYING, 1);
    town_reads(&town, BOB);
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(town_room_of(&town, BOB), TEMPLE);
    assert_non_null(strstr(town_reads(&town, BOB), "There is deep water east of you."));
    ada_is(FIGURE_LUK, 0);                           /* her wings are gone: she can still struggle on, and ashore */
    town.rooms[0].terrain = TERRAIN_OCEAN;
    assert_int_equal(passage_asks(town_person(&town, ADA), &town.rooms[3].exits[WEST]), ASKS_FLY);
    town.rooms[0].terrain = TERRAIN_DEEP;
    town_types(&town, ADA, "west");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
}

/* No rat swims; a fish does, and does not walk. */
PLAYS_ALL void test_mobiles(void **state)
{
    (void)state;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    struct room *hall = land_room(town.zones[LAND_ONE], (room_id){ HALL });
    struct character *rat = hall->people;
    const struct exit_proto *south = &town.rooms[1].exits[SOUTH];
    town.rooms[0].terrain = TERRAIN_DEEP;
    assert_int_equal(passage_asks(rat, south), ASKS_BOAT);
    assert_false(passage_keeps(rat, south));
    town.rooms[1].terrain = TERRAIN_DEEP;
    assert_int_equal(passage_asks(rat, south), ASKS_NOTHING);
    assert_true(passage_keeps(rat, south));
    town.rooms[0].terrain = TERRAIN_CITY;
    assert_false(passage_keeps(rat, south));
    for (unsigned minutes = 0; minutes < 20; minutes++)
        town_later(&town, 60000);
    assert_ptr_equal(rat->room, hall);
}

/* A climb is slipped from more or less often, is paid for, and can be tried again. */
PLAYS_ALL void test_climb(void **state)
{
    (void)state;
    ada_comes();
    town.rooms[0].exits[NORTH].climb = true;
    struct character *ada = town_person(&town, ADA);
    unsigned slips[3] = { 0 };
    for (int32_t climbs = 0; climbs < 3; climbs++) {
        ada_is(FIGURE_CLIMBING, climbs);
        for (unsigned try = 0; try < 400; try++)
            slips[climbs] += passage_slips(ada, &town.rooms[0].exits[NORTH]);
    }
    assert_true(slips[0] > 300 && slips[0] < 380);
    assert_true(slips[1] > 90 && slips[1] < 200);
    assert_true(slips[2] > 10 && slips[2] < 80);
    ada_is(FIGURE_FLYING, 1);
    for (unsigned try = 0; try < 100; try++)
        assert_false(passage_slips(ada, &town.rooms[0].exits[NORTH]));
    ada_is(FIGURE_LUK, 0);
    town.options.character_tiring_percent = 500;
    unsigned tries = 0, ascents = 0;
    for (; ascents < 3 && tries < 100; tries++) {
        int32_t before = pool_has(ada, POOL_STAMINA);
        town_reads(&town, ADA);
        town_types(&town, ADA, "north");
        assert_true(pool_has(ada, POOL_STAMINA) < before);
        if (town_room_of(&town, ADA) == TEMPLE) {
            assert_non_null(strstr(town_reads(&town, ADA), "You could try again."));
        } else {
            assert_int_equal(town_room_of(&town, ADA), HALL);
            town_types(&town, ADA, "south");
            ascents++;
        }
        pool_fill(ada);
        town_later(&town, 2001);
    }
    assert_int_equal(ascents, 3);
    assert_true(tries > 5);
}

/* -- ships ------------------------------------------------------------------------------------------- */

PLAYS_ALL void ship_begins(void)
{
    town_ferry(&town);
    town_open(&town);
}

PLAYS_ALL void hour_comes(int64_t hour)
{
    town_later(&town, hour * WORLD_HOUR_MS - town.now + 10);
}

PLAYS_ALL void reads(unsigned at, const char *wanted)
{
    const char *read = town_reads(&town, at);
    if (strstr(read, wanted) == NULL)
        fail_msg("wanted %s, read %s", wanted, read);
}

PLAYS_ALL void test_ship(void **state)
{
    (void)state;
    ship_begins();
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, CID, COURT);
    town_types(&town, BOB, "follow ada");
    town_types(&town, ADA, "look");
    reads(ADA, "The Patient Heron lies here, and casts off for Court Quay at two o'clock at night. Board takes you aboard.\n");
    town_types(&town, CID, "look");
    reads(CID, "The Patient Heron calls here; just now there is no sign of it.\n");
    town_says(&town, CID, "board heron", "No ship of that name lies here.\n");
    town_says(&town, CID, "disembark", "You are not aboard anything.\n");
    town_types(&town, ADA, "board");
    assert_int_equal(town_room_of(&town, ADA), VAULT);
    assert_int_equal(town_room_of(&town, BOB), VAULT);
    reads(ADA, "The ship lies at Temple Stairs, and casts off for Court Quay");
    town_types(&town, BOB, "disembark");
    assert_int_equal(town_room_of(&town, BOB), TEMPLE);
    hour_comes(2);
    reads(ADA, "A bell rings twice. The Patient Heron casts off, and the gap of water widens: to Court Quay, an hour away.\n");
    reads(BOB, "A bell rings twice. The Patient Heron casts off, and draws away for Court Quay.\n");
    town_says(&town, ADA, "disembark", "There is nothing beyond the rail but water. The Patient Heron makes Court Quay by three o'clock at night.\n");
    assert_null(ship_at(land_room(town.zones[LAND_ONE], (room_id){ TEMPLE }), ""));
    hour_comes(3);
    reads(ADA, "comes alongside at Court Quay, and is made fast. You could disembark.\n");
    reads(CID, "A bell rings once. The Patient Heron comes in, and is made fast. One could board.\n");
    town_types(&town, ADA, "disembark");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    reads(CID, "Ada comes ashore.\n");
    town_types(&town, CID, "board");
    assert_int_equal(town_room_of(&town, CID), VAULT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_asks, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_mobiles, begin, end),
        cmocka_unit_test_setup_teardown(test_climb, begin, end),
        cmocka_unit_test_setup_teardown(test_ship, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
