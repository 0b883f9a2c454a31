/* tests/zones/world/test_grid.c -- a file with a grid: its cells, tiles, places and gates, and every mistake of a bad one. */
#include "tests/zones/tables.h"
#include "zones/world/census.h"
#include "zones/world/ferry.h"
#include "zones/world/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 12, HEIGHT = 8, FIRST = 500 };

static struct world *world;
static char *said;
static char folder[64];

static void put(const char *name, const char *content)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/test_grid_XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    (void)state;
    static const char *const names[] = { "wild.yaml", "town.yaml", "ruin.yaml", "cave.yaml" };
    char path[128];
    world_free(&world);
    free(said);
    said = NULL;
    for (unsigned at = 0; at < sizeof names / sizeof *names; at++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[at]);
        unlink(path);
    }
    return rmdir(folder);
}

static unsigned load(void)
{
    size_t size;
    unsigned count;
    world_free(&world);
    free(said);
    FILE *mistakes = open_memstream(&said, &size);
    world = world_load(folder, tables(), NULL, mistakes, &count);
    fclose(mistakes);
    for (char *at; (at = strstr(said, folder)) != NULL;)
        memmove(at, at + strlen(folder) + 1, strlen(at + strlen(folder) + 1) + 1);
    return count;
}

#define GRID                                \
    "area: The Wilderness\n"                \
    "levels: 1-200\n"                       \
    "grid:\n"                               \
    "  first: 500\n"                        \
    "  tile: [5, 4]\n"                      \
    "  legend: {'.': Field, '*': Forest, w: Water, d: Deep, O: Ocean, '^': Mountains, P: Peak, b: Beach}\n" \
    "  ground: |\n"                         \
    "    ....******^^\n"                    \
    "    ....*****^P^\n"                    \
    "    .........^^^\n"                    \
    "    ............\n"                    \
    "    ............\n"                    \
    "    bbbbbb......\n"                    \
    "    wwwwwbb.....\n"                    \
    "    dddOOwb.....\n"
#define ROADS                               \
    "  road: |\n"                           \
    "    ............\n"                    \
    "    ............\n"                    \
    "    ............\n"                    \
    "    -----=------\n"                    \
    "    ............\n"                    \
    "    ............\n"                    \
    "    ............\n"                    \
    "    ............\n"

static const char town[] =
    "area: The Town\n"
    "levels: 1-10\n"
    "gate: {room: 31, leaves: west, land: [field, trail], near: ruin}\n"
    "rooms:\n"
    "  30: {name: The Square, terrain: city, text: Paved., exits: {west: 31}}\n"
    "  31: {name: The Gate, terrain: city, text: Barred at night., exits: {east: 30}}\n";

static const struct room_proto *cell(unsigned x, unsigned y)
{
    room_id room = { FIRST + y * WIDTH + x };
    return area_room(world_area(world, world_zone_of(world, room)), room);
}

static unsigned way(unsigned x, unsigned y, enum direction direction)
{
    return cell(x, y)->exits[direction].to.number;
}

static void test_cells(void **state)
{
    (void)state;
    put("wild.yaml", GRID ROADS);
    assert_int_equal(load(), 0);
    assert_int_equal(world->place_count, WIDTH * HEIGHT);
    assert_int_equal(cell(4, 0)->terrain, TERRAIN_FOREST);
    assert_string_equal(cell(11, 0)->name, "Mountain");
    assert_string_equal(cell(0, 7)->name, "Deep Water");
    assert_string_equal(cell(0, 3)->name, "Trail");
    assert_int_equal(cell(5, 3)->terrain, TERRAIN_BRIDGE);
    assert_int_equal(grid_cell(world->areas[0].grid, 5, 3)->ground, TERRAIN_FIELD);
    assert_null(cell(0, 0)->text);
    assert_int_equal(way(0, 0, EAST), FIRST + 1);
    assert_int_equal(way(0, 0, SOUTH), FIRST + WIDTH);
    assert_int_equal(way(0, 0, WEST), 0);
    assert_int_equal(way(0, 0, NORTH), 0);
    assert_int_equal(way(4, 4, NORTH), FIRST + 3 * WIDTH + 4);
    assert_int_equal(way(11, 7, EAST), 0);
    assert_int_equal(way(11, 7, SOUTH), 0);
}

/* Tiles of 5 by 4: three columns, the last of which is two wide, and two rows. */
static void test_tiles(void **state)
{
    (void)state;
    static const unsigned sizes[] = { 20, 20, 8, 20, 20, 8 };
    struct census census;
    put("wild.yaml", GRID "mobiles:\n"
        "  wolf: {name: a wolf, line: A wolf is here., keys: [wolf], text: Grey., level: 5}\n"
        "objects:\n"
        "  bone: {name: a bone, line: A bone lies here., keys: [bone], text: Gnawed., kind: thing}\n"
        "resets:\n"
        "  - {mobile: wolf, room: 595}\n"     /* the south-east */
        "  - {carries: bone}\n"
        "  - {mobile: wolf, room: 500}\n");
    put("town.yaml", town);
    assert_int_equal(load(), 0);
    assert_int_equal(world->area_count, 7);
    assert_int_equal(world_area_count(world), 2);
    census_take(world, tables(), &census);
    assert_int_equal(census.areas, 2);
    assert_int_equal(census.rooms, WIDTH * HEIGHT + 2);
    unsigned first = world_area_named(world, "wild")->zone.number - 1;
    for (unsigned tile = 0; tile < 6; tile++) {
        const struct area *area = &world->areas[first + tile];
        assert_int_equal(area->room_count, sizes[tile]);
        assert_string_equal(area->name, "The Wilderness");
        assert_string_equal(area->whole, "wild");
        assert_int_equal(area->part, tile > 0);
        for (unsigned at = 1; at < area->room_count; at++)
            assert_true(area->rooms[at - 1].id.number < area->rooms[at].id.number);
    }
    assert_string_equal(world->areas[first + 5].key, "wild_02_01");
    assert_int_equal(world->areas[first + 5].tile_x, 10);
    assert_int_equal(world->areas[first + 5].tile_y, 4);
    assert_int_equal(world->areas[first + 5].reset_count, 2);
    assert_int_equal(world->areas[first + 5].resets[1].kind, RESET_CARRIED);
    assert_int_equal(world->areas[first].reset_count, 1);
    assert_string_equal(world->mobiles[world->areas[first].resets[0].proto.number].key, "wild.wolf");
    assert_int_equal(cell(4, 0)->exits[EAST].zone.number, first + 2);    /* over the edge of a tile */
    assert_int_equal(cell(4, 0)->exits[SOUTH].zone.number, first + 1);
}

static void test_places(void **state)
{
    (void)state;
    put("wild.yaml", GRID
        "places:\n"
        "  - {at: [2, 2], name: A Standing Stone, text: The stone leans., extras: [{keys: [stone], text: Old.}], exits_only: [west]}\n"
        "  - {at: [8, 2], name: A Hut, terrain: inside}\n");
    assert_int_equal(load(), 0);
    assert_string_equal(cell(2, 2)->name, "A Standing Stone");
    assert_string_equal(cell(2, 2)->text, "The stone leans.");
    assert_int_equal(cell(2, 2)->terrain, TERRAIN_FIELD);
    assert_int_equal(cell(2, 2)->extra_count, 1);
    assert_int_equal(way(2, 2, WEST), FIRST + 2 * WIDTH + 1);
    assert_int_equal(way(2, 2, EAST), 0);
    assert_int_equal(way(1, 2, EAST), FIRST + 2 * WIDTH + 2);
    assert_int_equal(way(3, 2, WEST), 0);
    assert_int_equal(way(2, 1, SOUTH), 0);
    assert_int_equal(way(2, 3, NORTH), 0);
    assert_int_equal(cell(8, 2)->terrain, TERRAIN_INSIDE);
    assert_null(cell(8, 2)->text);
}

static void test_gates(void **state)
{
    (void)state;
    put("town.yaml", town);
    put("cave.yaml", "area: A Cave\nlevels: 5-9\ngate: {room: 60, leaves: up}\n"
        "rooms: {60: {name: The Mouth, terrain: underground, text: Bats.}}\n");
    put("wild.yaml", GRID "gates: {town: 539, cave: 539}\n");   /* 3, 3 */
    assert_int_equal(load(), 0);
    const struct room_proto *gate = area_room(world_area_named(world, "town"), (room_id){ 31 });
    assert_int_equal(gate->exits[WEST].to.number, 539);
    assert_int_equal(gate->exits[WEST].zone.number, world_area_named(world, "wild")->zone.number);
    assert_int_equal(way(3, 3, EAST), 31);
    assert_int_equal(cell(3, 3)->exits[EAST].zone.number, world_area_named(world, "town")->zone.number);
    assert_int_equal(way(4, 3, WEST), 0);                        /* the town stands between */
    assert_int_equal(way(4, 3, EAST), FIRST + 3 * WIDTH + 5);
    assert_int_equal(way(3, 3, WEST), FIRST + 3 * WIDTH + 2);
    assert_int_equal(way(3, 3, DOWN), 60);
    assert_int_equal(area_room(world_area_named(world, "cave"), (room_id){ 60 })->exits[UP].to.number, 539);
    put("wild.yaml", GRID "gates: {town: 551, cave: 595}\n");   /* 3, 4 and 11, 7 */
    assert_int_equal(load(), 0);
    const struct area *first = world_area_named(world, "wild"), *under = world_area_named(world, "town"), *far = world_area_named(world, "cave");
    assert_true(first->drifts && first->drift == 0 && first[1].drift == 1 && first[2].drift == 2 && first[3].drift == 0);
    assert_true(under->drifts && under->drift == 0 && far->drifts && far->drift == 2);
}

static void test_gates_with_mistakes(void **state)
{
    (void)state;
    put("town.yaml", town);
    put("cave.yaml", "area: A Cave\nlevels: 5-9\nrooms: {60: {name: The Mouth, terrain: underground, text: Bats.}}\n");
    put("ruin.yaml", "area: A Ruin\nlevels: 5-9\ngate: {room: 70, leaves: west}\n"
        "rooms: {70: {name: A Wall, terrain: city, text: Low.}}\n");
    put("wild.yaml", GRID "gates:\n  town: 539\n  cave: 540\n  nowhere: 541\n  ruin: 539\n");
    assert_int_equal(load(), 3);
    assert_string_equal(said,
        "wild.yaml:18:9: gates: 'cave' has no gate; this one is left out\n"
        "wild.yaml:19:12: gates: there is no area 'nowhere'; this gate is left out\n"
        "wild.yaml:20:9: gates: cell 539 has another gate east already; this one is left out\n");
    assert_int_equal(way(3, 3, EAST), 31);
    put("ruin.yaml", "area: A Ruin\nlevels: 5-9\ngate: {room: 70, leaves: east, land: [fields]}\n"
        "rooms: {70: {name: A Wall, terrain: city, text: Low., exits: {east: 71}}, 71: {name: A Yard, terrain: city, text: Bare.}}\n");
    put("wild.yaml", GRID "gates: {town: 539, ruin: 596}\n");
    assert_int_equal(load(), 3);
    assert_string_equal(said,
        "ruin.yaml:3:39: land: 'fields' is not known; did you mean 'Field'?\n"
        "ruin.yaml:3:26: leaves: room 70 has a way east already\n"
        "wild.yaml:16:26: gates: 596 is no cell of the grid\n");
}

static void test_mistakes(void **state)
{
    (void)state;
    put("town.yaml", town);
    put("wild.yaml", GRID "  rain: |\n    012345678901\n    0123x5678901\n    01234567890\n"
        "  flow: |\n    q...........\n"
        "regions: {aa: {name: Nowhere}}\n"
        "places: [{at: [99, 1], name: Nowhere}]\n");
    assert_int_equal(load(), 6);
    assert_string_equal(said,
        "wild.yaml:18:9: rain: 'x' is not 0 to 9\n"
        "wild.yaml:19:16: rain: this row has 11 symbols, not 12\n"
        "wild.yaml:20:5: rain: 3 rows, not the 8 of ground\n"
        "wild.yaml:21:5: flow: 'q' is not ., n, e, s or w\n"
        "wild.yaml:22:5: flow: 1 rows, not the 8 of ground\n"
        "wild.yaml:22:11: regions: 'aa' is not one letter\n");
    put("wild.yaml", "area: W\nlevels: 1-2\ngrid:\n  tile: [0, 4]\n  legend: {'..': Field, x: Fiel, y: Field}\n  ground: |\n    xy\n  gournd: |\n    x\n");
    assert_int_equal(load(), 4);
    assert_string_equal(said,
        "wild.yaml:8:3: a grid has no 'gournd'; did you mean 'ground'?\n"
        "wild.yaml:5:12: legend: '..' is not one symbol\n"
        "wild.yaml:5:28: legend: 'Fiel' is not known; did you mean 'Field'?\n"
        "wild.yaml:4:9: tile: a tile has 1 to 4000 cells\n");
    put("wild.yaml", GRID "rooms: {1: {name: A, terrain: city, text: B.}}\n");
    assert_int_equal(load(), 1);
    assert_string_equal(said, "wild.yaml:16:1: rooms: an area with a grid has its cells for rooms\n");
    put("wild.yaml", "area: W\nlevels: 1-2\nrooms: {1: {name: A, terrain: city, text: B.}}\ngates: {town: 1}\n");
    assert_int_equal(load(), 1);
    assert_string_equal(said, "wild.yaml:4:1: gates: belongs to a grid, and there is none\n");
    put("wild.yaml", GRID "places: [{at: [99, 1], name: Nowhere}, {at: [1, 1], name: Here, exits_only: [up]}]\n"
        "regions: {b: {name: The Reach}}\n"
        "ferries: [{key: f, name: F, stops: [500, 9], hours: [3, 4]}]\n"
        "resets: [{mobile: wolf, room: 499}]\n");
    assert_int_equal(load(), 5);
    assert_string_equal(said,
        "wild.yaml:18:42: stops: 9 is no cell of the grid\n"
        "wild.yaml:16:15: at: there is no cell 99, 1\n"
        "wild.yaml:16:78: exits_only: north, east, south or west\n"
        "wild.yaml:19:31: room: there is no room 499 in this area\n"
        "wild.yaml:19:19: mobile: there is no mobile 'wild.wolf'\n");
}

/* The numbers that clients have in their maps. */
static void test_live_numbers(void **state)
{
    enum { LIVE_WIDTH = 351, LIVE_HEIGHT = 166 };
    (void)state;
    size_t size;
    char *content;
    FILE *file = open_memstream(&content, &size);
    fputs("area: The Wilderness\nlevels: 1-200\ngrid:\n  tile: [27, 21]\n  legend: {x: Field}\n  ground: |\n", file);
    for (unsigned y = 0; y < LIVE_HEIGHT; y++) {
        fputs("    ", file);
        for (unsigned x = 0; x < LIVE_WIDTH; x++)
            fputc('x', file);
        fputc('\n', file);
    }
    fclose(file);
    put("wild.yaml", content);
    free(content);
    assert_int_equal(load(), 0);
    assert_int_equal(world->place_count, 58265);
    assert_int_equal(world->area_count, 104);
    assert_int_equal(world->places[0].room.number, 69999);
    assert_int_equal(world->places[58264].room.number, 128263);
    static const struct { unsigned room; enum direction direction; unsigned to; } ways[] = {
        { 87172, SOUTH, 0 }, { 87522, EAST, 0 }, { 87523, WEST, 0 }, { 87873, NORTH, 0 }, { 87873, SOUTH, 88224 },
        { 87522, NORTH, 87171 }, { 87523, SOUTH, 87874 }, { 70349, EAST, 0 }, { 70350, WEST, 0 }, { 70350, EAST, 70351 },
        { 94037, SOUTH, 0 }, { 94739, NORTH, 0 }, { 94389, WEST, 0 }, { 94387, EAST, 94388 }, { 94388, WEST, 94387 },
        { 94388, EAST, 0 }, { 94388, NORTH, 0 }, { 94388, SOUTH, 0 },
    };
    for (unsigned at = 0; at < sizeof ways / sizeof *ways; at++) {
        room_id room = { ways[at].room };
        const struct room_proto *proto = area_room(world_area(world, world_zone_of(world, room)), room);
        assert_non_null(proto);
        if (proto->exits[ways[at].direction].to.number != ways[at].to)
            fail_msg("%u %s leads to %u, not %u", room.number, direction_names[ways[at].direction],
                     proto->exits[ways[at].direction].to.number, ways[at].to);
    }
    unsigned x, y, east, north;
    assert_true(grid_place(world->areas[0].grid, (room_id){ 94388 }, &x, &y));
    assert_true(x == 171 && y == 69);
    grid_coordinates(world->areas[0].grid, x, y, &east, &north);
    assert_true(east == 172 && north == 96);
    assert_false(grid_place(world->areas[0].grid, (room_id){ 128264 }, &x, &y));
    assert_false(grid_place(world->areas[0].grid, (room_id){ 69998 }, &x, &y));
}

static void test_ferries(void **state)
{
    (void)state;
    put("town.yaml", town);
    put("wild.yaml", GRID "gates: {town: 539}\n"
        "ferries:\n"
        "  - {key: heron, name: The Patient Heron, stops: [539, 560], hours: [6, 12, 18]}\n"
        "  - {key: gull, name: The Gull, room: 30, stops: [500, 571], hours: [0]}\n"
        "  - {key: lost, name: The Lost, room: 99, stops: [500, 571], hours: [0]}\n");
    assert_int_equal(load(), 1);
    assert_string_equal(said, "wild.yaml:20:39: room: there is no room 99; this ferry is left out\n");
    assert_int_equal(world->ferry_count, 2);
    const struct ferry *heron = &world->ferries[0];
    assert_int_equal(heron->deck.number, FIRST + WIDTH * HEIGHT);
    assert_int_equal(world_zone_of(world, heron->deck).number, heron->zone.number);
    assert_int_equal(heron->zone.number, heron->stop_zones[0].number);
    assert_int_not_equal(heron->zone.number, heron->stop_zones[1].number);
    assert_string_equal(heron->stop_names[0], "The Town");
    assert_string_equal(heron->stop_names[1], "the open shore");
    assert_true(area_room(world_area(world, heron->zone), heron->deck)->afloat);
    assert_int_equal(world->ferries[1].zone.number, world_area_named(world, "town")->zone.number);
    struct census census;
    census_take(world, tables(), &census);
    assert_int_equal(census.rooms, WIDTH * HEIGHT + 2);         /* a ship is no place */

    /* It lies at the first stop until six, sails for that hour, and lies at the second until noon. */
    static const struct { int64_t hour; unsigned stop; bool sails; unsigned leaves_in; } day[] = {
        { 0, 0, false, 6 }, { 5, 0, false, 1 }, { 6, 1, true, 6 }, { 7, 1, false, 5 }, { 11, 1, false, 1 }, { 12, 0, true, 6 },
        { 13, 0, false, 5 }, { 18, 1, true, 12 }, { 23, 1, false, 7 }, { 24, 1, false, 6 }, { 30, 0, true, 6 }, { 48, 0, false, 6 },
    };
    for (unsigned at = 0; at < sizeof day / sizeof *day; at++) {
        assert_int_equal(ferry_stop(heron, day[at].hour), day[at].stop);
        assert_int_equal(ferry_sails(heron, day[at].hour), day[at].sails);
        assert_int_equal(ferry_leaves_in(heron, day[at].hour), day[at].leaves_in);
    }
}

/* Of two folders the first has the say about a name; a third that is not there is told by name. */
static void test_folders(void **state)
{
    (void)state;
    char first[64], second[64] = "/tmp/test_grid_second_XXXXXX", both[256];
    unsigned count;
    put("town.yaml", town);
    assert_non_null(mkdtemp(second));
    strcpy(first, folder);
    strcpy(folder, second);
    put("town.yaml", "area: Another Town\nlevels: 1-2\nrooms: {1: {name: A, terrain: city, text: B.}}\n");
    put("cave.yaml", "area: A Cave\nlevels: 5-9\nrooms: {60: {name: The Mouth, terrain: underground, text: Bats.}}\n");
    snprintf(both, sizeof both, "%s:%s", first, second);
    world = world_load(both, tables(), NULL, stderr, &count);
    assert_int_equal(count, 0);
    assert_int_equal(world->area_count, 2);
    assert_string_equal(world->areas[0].key, "cave");
    assert_string_equal(world->areas[1].name, "The Town");
    assert_int_equal(end(NULL), 0);
    strcpy(folder, first);
    snprintf(both, sizeof both, "%s:%s", first, second);
    size_t size;
    FILE *mistakes = open_memstream(&said, &size);
    world = world_load(both, tables(), NULL, mistakes, &count);
    fclose(mistakes);
    assert_null(world);
    assert_non_null(strstr(said, "second"));
    assert_non_null(strstr(said, "No such file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells, begin, end),
        cmocka_unit_test_setup_teardown(test_tiles, begin, end),
        cmocka_unit_test_setup_teardown(test_places, begin, end),
        cmocka_unit_test_setup_teardown(test_gates, begin, end),
        cmocka_unit_test_setup_teardown(test_gates_with_mistakes, begin, end),
        cmocka_unit_test_setup_teardown(test_mistakes, begin, end),
        cmocka_unit_test_setup_teardown(test_live_numbers, begin, end),
        cmocka_unit_test_setup_teardown(test_ferries, begin, end),
        cmocka_unit_test_setup_teardown(test_folders, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
