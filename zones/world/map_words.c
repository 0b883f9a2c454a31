/* zones/world/map_words.c -- maps for who listens: what lies each way, which way roads lead, who is about, what is to be had.
 * Entered by the zone's worker. */
#include "zones/world/map_parts.h"

#include <stdarg.h>
#include <string.h>

enum { RAY_LANDS_MOST = 3, NAMED_MOST = 6, NAME_ROOM = 120 };

/* As a land is called in a sentence. */
static const char *const lands[TERRAIN_KINDS] = {
    [TERRAIN_INSIDE] = "a building",     [TERRAIN_CITY] = "houses",           [TERRAIN_FIELD] = "fields",
    [TERRAIN_FOREST] = "forest",         [TERRAIN_HILLS] = "hills",           [TERRAIN_MOUNTAINS] = "mountains",
    [TERRAIN_WATER] = "water",           [TERRAIN_PATH] = "a path",           [TERRAIN_SWAMP] = "swamp",
    [TERRAIN_UNDERGROUND] = "caves",     [TERRAIN_BRIDGE] = "a bridge",       [TERRAIN_BEACH] = "a beach",
    [TERRAIN_AIR] = "open air",          [TERRAIN_ARCTIC] = "ice",            [TERRAIN_ASTRAL] = "starlight",
    [TERRAIN_DEEP] = "deep water",       [TERRAIN_DESERT] = "desert",         [TERRAIN_FENCE] = "a fence",
    [TERRAIN_FORESTJUNGLE] = "jungle forest", [TERRAIN_JUNGLE] = "jungle",    [TERRAIN_LAVA] = "lava",
    [TERRAIN_LUSH] = "lush forest",      [TERRAIN_OCEAN] = "open ocean",      [TERRAIN_PASTURE] = "pasture",
    [TERRAIN_PEAK] = "a peak",           [TERRAIN_PLANAR] = "another plane",  [TERRAIN_PORTAL] = "a portal",
    [TERRAIN_SHALLOW] = "shallow water", [TERRAIN_SNOW] = "snow",             [TERRAIN_STAIRS] = "stairs",
    [TERRAIN_TRAIL] = "a trail",         [TERRAIN_TUNDRA] = "tundra",         [TERRAIN_UNDERWATER] = "flooded ground",
};

static const char *const counts[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };

/* A place has its own name; of a road the land is told that it leads through. */
static const char *land_of_cell(const struct map_here *here, int x, int y)
{
    const struct room_proto *room = map_room(here, x, y);
    if (room == NULL)
        return NULL;
    if (room->name != terrain_rows[room->terrain].title)
        return room->name;
    return lands[grid_cell(here->grid, x, y)->ground];
}

/* -- what lies each way ------------------------------------------------------------------------------ */

/* Whether the cell on that side is where that way leads: a gate may stand there. */
static bool leads_on(const struct map_here *here, enum direction direction)
{
    int x = here->x, y = here->y;
    grid_step(direction, &x, &y);
    room_id room = grid_room(here->grid, x, y);
    return !room_same(room, NO_ROOM) && room_same(here->room->proto->exits[direction].to, room);
}

/* "hills, then mountains", or the edge of all maps.  With nothing that way at all: false. */
static bool ray_words(const struct map_here *here, enum direction direction, int reach, struct bytes_writer *words)
{
    const char *last = NULL;
    int x = here->x, y = here->y;
    unsigned told = 0;
    for (int step = 0; leads_on(here, direction) && step < reach && told < RAY_LANDS_MOST; step++) {
        grid_step(direction, &x, &y);
        const char *land = land_of_cell(here, x, y);
        if (land == NULL)
            break;
        if (last != NULL && strcmp(last, land) == 0)
            continue;
        put_printf(words, "%s%s", last == NULL ? "" : ", then ", land);
        last = land;
        told++;
    }
    return last != NULL;
}

/* Directions of equal words are told together. */
static void say_lands(const struct map_here *here, int across, int down, struct bytes_writer *words)
{
    struct bytes_writer rays[WEST + 1] = {0};
    bool done[WEST + 1] = { false };
    const char *join = "To ";
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        int reach = direction == NORTH || direction == SOUTH ? down : across;
        done[direction] = !ray_words(here, (enum direction)direction, reach, &rays[direction]);
        put_u8(&rays[direction], 0);
    }
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        const char *ray = (const char *)rays[direction].bytes;
        unsigned alike[WEST + 1], count = 0;
        for (unsigned other = direction; other <= WEST && !done[direction]; other++)
            if (!done[other] && strcmp((const char *)rays[other].bytes, ray) == 0)
                alike[count++] = other;
        if (count == WEST + 1)
            put_printf(words, "On every side");
        for (unsigned at = 0; at < count; at++) {
            if (count <= WEST)
                put_printf(words, "%s%s", at == 0 ? join : at + 1 == count ? " and " : ", ", direction_from[alike[at]]);
            done[alike[at]] = true;
        }
        if (count > 0) {
            put_printf(words, " %s", ray);
            join = "; to ";
        }
    }
    if (join[0] == ';')
        put_printf(words, ".");
    for (unsigned direction = NORTH; direction <= WEST; direction++)
        bytes_free(&rays[direction]);
}

/* -- roads and gates --------------------------------------------------------------------------------- */

static void say_roads(const struct map_here *here, struct bytes_writer *words)
{
    unsigned ways = 0;
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        int x = here->x, y = here->y;
        grid_step((enum direction)direction, &x, &y);
        const struct grid_cell *cell = grid_cell(here->grid, x, y);
        if (cell == NULL || cell->road == '.' || !leads_on(here, (enum direction)direction))
            continue;
        put_printf(words, "%s%s", ways == 0 ? " A road leads " : " and ", direction_names[direction]);
        ways++;
    }
    if (ways > 0)
        put_printf(words, ".");
}

static void say_gates(const struct map_here *here, struct bytes_writer *words)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct area *area = map_gate(here, here->room->proto, direction);
        if (area != NULL && (direction == UP || direction == DOWN))
            put_printf(words, " %s of here is %s.", direction == UP ? "Above" : "Below", area->name);
        else if (area != NULL)
            put_printf(words, " To %s lies %s.", direction_from[direction], area->name);
    }
}

/* -- what is about ----------------------------------------------------------------------------------- */

static const char *count_word(int count)
{
    return counts[count < (int)(sizeof counts / sizeof *counts) ? count : (int)(sizeof counts / sizeof *counts) - 1];
}

/* "two north and one east" */
static void say_where(const struct map_here *here, int x, int y, struct bytes_writer *words)
{
    int north = here->y - y, east = x - here->x;
    if (north != 0)
        put_printf(words, "%s %s", count_word(north < 0 ? -north : north), north > 0 ? "north" : "south");
    if (east != 0)
        put_printf(words, "%s%s %s", north != 0 ? " and " : "", count_word(east < 0 ? -east : east), east > 0 ? "east" : "west");
}

typedef bool cell_teller(const struct map_here *here, const struct character *who, int x, int y, char what[NAME_ROOM]);

static bool tell_people(const struct map_here *here, const struct character *who, int x, int y, char what[NAME_ROOM])
{
    const struct room_proto *room = map_room(here, x, y);
    struct sighted seen;
    if (room == NULL || room == here->room->proto || !sight_of(here->zone, map_zone(here, x, y), room->id, who, &seen))
        return false;
    snprintf(what, NAME_ROOM, "%.*s", NAME_ROOM - 1, seen.names);
    return seen.names[0] != '\0' && strlen(seen.names) < NAME_ROOM;
}

static bool tell_goods(const struct map_here *here, const struct character *who, int x, int y, char what[NAME_ROOM])
{
    static const struct { char letter; const char *name; } goods[] = {
        { 'f', "fish" }, { 'h', "herbs" }, { 'o', "ore" }, { 'T', "wood" }, { 'm', "magic" }, { 'c', "cloth" },
    };
    char letter = map_good(here, x, y);
    (void)who;
    for (unsigned at = 0; at < sizeof goods / sizeof *goods; at++)
        if (goods[at].letter == letter) {
            snprintf(what, NAME_ROOM, "%s", goods[at].name);
            return true;
        }
    return false;
}

static bool tell_gates(const struct map_here *here, const struct character *who, int x, int y, char what[NAME_ROOM])
{
    const struct room_proto *room = map_room(here, x, y);
    (void)who;
    for (unsigned direction = 0; room != NULL && room != here->room->proto && direction < DIRECTIONS; direction++) {
        const struct area *area = map_gate(here, room, direction);
        if (area == NULL)
            continue;
        snprintf(what, NAME_ROOM, "the gate of %s", area->name);
        return true;
    }
    return false;
}

/* Ring by ring, so that the nearest come first. */
static void say_cells(const struct map_here *here, const struct character *who, int across, int down, const char *lead,
                      cell_teller *teller, struct bytes_writer *words)
{
    unsigned told = 0;
    for (int ring = 0; ring <= across; ring++)
        for (int y = -down; y <= down; y++)
            for (int x = -across; x <= across && told < NAMED_MOST; x++) {
                int far = (x < 0 ? -x : x) > (y < 0 ? -y : y) ? (x < 0 ? -x : x) : (y < 0 ? -y : y);
                char what[NAME_ROOM];
                if (far != ring || !teller(here, who, here->x + x, here->y + y, what))
                    continue;
                put_printf(words, "%s%s", told == 0 ? lead : "; ", what);
                if (ring > 0) {
                    put_printf(words, ", ");
                    say_where(here, here->x + x, here->y + y, words);
                }
                told++;
            }
    if (told > 0)
        put_printf(words, ".");
}

struct text *map_in_words(const struct map_here *here, const struct character *who, int across, int down, bool goods)
{
    struct bytes_writer words = {0};
    say_lands(here, across, down, &words);
    say_roads(here, &words);
    say_gates(here, &words);
    say_cells(here, who, across, down, " Further off you make out ", tell_gates, &words);
    say_cells(here, who, across, down, " About you: ", tell_people, &words);
    if (goods)
        say_cells(here, who, across, down, " To be had: ", tell_goods, &words);
    if (words.length > 0)
        put_printf(&words, "\n");
    struct text *text = bytes_text(&words);
    bytes_free(&words);
    return text;
}

/* -- of an area -------------------------------------------------------------------------------------- */

struct text *minimap_in_words(const struct room *room, unsigned steps)
{
    struct bytes_writer words = {0};
    const char *join = "To ";
    for (unsigned direction = NORTH; direction <= WEST; direction++) {
        const struct room *at = room;
        for (unsigned step = 0; step < steps && at != NULL; step++) {
            const struct exit_proto *exit = &at->proto->exits[direction];
            bool open = room_shows(at, direction) && at->doors[direction] < DOOR_CLOSED && zone_same(exit->zone, room->zone->id);
            at = open ? land_room(room->zone, exit->to) : NULL;
            if (at == NULL)
                break;
            if (step == 0)
                put_printf(&words, "%s%s %s", join, direction_from[direction], at->proto->name);
            else
                put_printf(&words, ", then %s", at->proto->name);
            join = "; to ";
        }
    }
    if (words.length > 0)
        put_printf(&words, ".\n");
    struct text *text = bytes_text(&words);
    bytes_free(&words);
    return text;
}
