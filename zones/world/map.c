/* zones/world/map.c -- see map.h; the words are in map_words.c.  Entered by the zone's worker. */
#include "zones/world/map_parts.h"

#include "core/markup.h"
#include "zones/world/calendar.h"
#include "zones/world/sky.h"
#include "zones/world/wild.h"

#include <string.h>

enum { MAP_X = 7, MAP_Y = 3, DIM_X = 4, DIM_Y = 2, MINIMAP_STEPS = 2, MINIMAP_SIDE = 2 * MINIMAP_STEPS + 1 };
enum { HIGH_GROUND = 24 };

/* -- colours ----------------------------------------------------------------------------------------- */

static const char *mark_of(bool bold, uint8_t colour)
{
    static const struct { bool bold; uint8_t colour; const char *mark; } marks[] = {
        { false, 32, M_GREEN }, { true, 32, M_GREENER }, { false, 33, M_EARTH },  { false, 36, M_WATER }, { true, 36, M_SHALLOW },
        { false, 34, M_BELOW }, { true, 34, M_OCEAN },   { true, 30, M_STONE },   { true, 31, M_HOT },    { true, 37, M_WHITE },
        { false, 37, M_GREY },  { true, 35, M_VIOLET },
    };
    for (unsigned at = 0; at < sizeof marks / sizeof *marks; at++)
        if (marks[at].bold == bold && marks[at].colour == colour)
            return marks[at].mark;
    return M_PLAIN;
}

struct pen {
    struct bytes_writer words;
    unsigned            blanks;    /* owed: put only if something follows them */
    bool                drawn;     /* something stands in this line */
    const char         *mark;      /* the colour it writes in; M_PLAIN: none */
};

static void pen_put(struct pen *pen, const char *mark, char symbol)
{
    if (symbol == ' ') {
        pen->blanks++;
        return;
    }
    for (; pen->blanks > 0; pen->blanks--)
        put_u8(&pen->words, ' ');
    if (strcmp(pen->mark, mark) != 0) {
        put_bytes(&pen->words, mark, strlen(mark));
        pen->mark = mark;
    }
    put_u8(&pen->words, (uint8_t)symbol);
    pen->drawn = true;
}

/* A line with nothing in it is left out. */
static void pen_line(struct pen *pen)
{
    pen->blanks = 0;
    if (!pen->drawn)
        return;
    pen->drawn = false;
    if (strcmp(pen->mark, M_PLAIN) != 0)
        put_bytes(&pen->words, M_PLAIN, strlen(M_PLAIN));
    pen->mark = M_PLAIN;
    put_u8(&pen->words, '\n');
}

/* -- where one stands -------------------------------------------------------------------------------- */

bool map_here(const struct room *room, struct map_here *here)
{
    const struct grid *grid = room->zone->area->grid;
    unsigned x, y;
    if (grid == NULL || !grid_place(grid, room->proto->id, &x, &y))
        return false;
    *here = (struct map_here){ .zone = room->zone, .room = room, .grid = grid, .x = (int)x, .y = (int)y };
    return true;
}

bool map_coordinates(const struct room *room, unsigned *east, unsigned *north)
{
    struct map_here here;
    if (!map_here(room, &here))
        return false;
    grid_coordinates(here.grid, (unsigned)here.x, (unsigned)here.y, east, north);
    return true;
}

zone_id map_zone(const struct map_here *here, int x, int y)
{
    const struct area *area = here->zone->area;
    unsigned own = area->tile_y / area->grid->tile_height * area->grid->columns + area->tile_x / area->grid->tile_width;
    unsigned tile = (unsigned)y / area->grid->tile_height * area->grid->columns + (unsigned)x / area->grid->tile_width;
    return (zone_id){ here->zone->id.number - own + tile };
}

const struct room_proto *map_room(const struct map_here *here, int x, int y)
{
    room_id room = grid_room(here->grid, x, y);
    const struct area *area = room_same(room, NO_ROOM) ? NULL : world_area(here->zone->setting->world, map_zone(here, x, y));
    return area == NULL ? NULL : area_room(area, room);
}

const struct area *map_gate(const struct map_here *here, const struct room_proto *room, unsigned direction)
{
    if (room_same(room->exits[direction].to, NO_ROOM))
        return NULL;
    const struct area *area = world_area(here->zone->setting->world, room->exits[direction].zone);
    return area == NULL || area->grid == here->grid ? NULL : area;
}

void map_reach(const struct map_here *here, int *across, int *down)
{
    int64_t hour = world_hour(here->zone->now);
    bool thick = weather_levels[sky_weather(here->room)] >= 2, night = !hour_is_day(hour);
    bool high = grid_cell(here->grid, here->x, here->y)->height >= HIGH_GROUND;
    bool dim = (thick || night) && !(high && thick != night);
    *across = dim ? DIM_X : MAP_X;
    *down = dim ? DIM_Y : MAP_Y;
}

/* -- the map of the wilderness ----------------------------------------------------------------------- */

static bool has_gate(const struct map_here *here, const struct room_proto *room)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        if (map_gate(here, room, direction) != NULL)
            return true;
    return false;
}

char map_good(const struct map_here *here, int x, int y)
{
    static const struct { uint8_t terrain; char good; } goods[] = {
        { TERRAIN_WATER, 'f' },  { TERRAIN_BEACH, 'f' },  { TERRAIN_SWAMP, 'h' },     { TERRAIN_FIELD, 'h' },  { TERRAIN_FIELD, 'c' },
        { TERRAIN_FOREST, 'T' }, { TERRAIN_FOREST, 'h' }, { TERRAIN_MOUNTAINS, 'o' }, { TERRAIN_HILLS, 'o' },  { TERRAIN_MOUNTAINS, 'm' },
    };
    enum { ONE_IN = 9, ROWS = sizeof goods / sizeof *goods };
    const struct room_proto *room = map_room(here, x, y);
    if (room == NULL)
        return 0;
    /* The same cells for ever: the seed is the land's shape, not the dice. */
    uint32_t lot = hour_choice(room->id.number, 0, 7, ONE_IN * ROWS);
    const unsigned at = lot % ROWS;
    return lot / ROWS == 0 && terrain_rows[room->terrain].counts_as == goods[at].terrain ? goods[at].good : 0;
}

static void put_cell(struct pen *pen, const struct map_here *here, const struct character *who, int x, int y, bool goods)
{
    const struct room_proto *room = map_room(here, x, y);
    struct sighted seen;
    if (room == NULL) {
        pen_put(pen, M_PLAIN, ' ');
        return;
    }
    const struct terrain_row *row = &terrain_rows[room->terrain];
    char good = goods ? map_good(here, x, y) : 0;
    bool known = sight_of(here->zone, map_zone(here, x, y), room->id, who, &seen);
    if (x == here->x && y == here->y)
        pen_put(pen, M_HOT, '@');
    else if (known && seen.players > 0)
        pen_put(pen, M_PLAYER, 'P');
    else if (known && seen.mobiles > 0)
        pen_put(pen, M_MOBILE, 'M');
    else if (good != 0)
        pen_put(pen, M_VIOLET, good);
    else if (has_gate(here, room))
        pen_put(pen, M_STONE, '+');
    else
        pen_put(pen, mark_of(row->bold, row->colour), room->terrain == TERRAIN_HILLS && (x + y) % 2 != 0 ? '(' : row->symbol);
}

ZONE_THREAD static void tell_drawn(struct character *who, const struct map_here *here, int across, int down, bool goods)
{
    struct pen pen = { .mark = M_PLAIN };
    for (int y = here->y - down; y <= here->y + down; y++) {
        pen_put(&pen, M_PLAIN, ' ');
        for (int x = here->x - across; x <= here->x + across; x++)
            put_cell(&pen, here, who, x, y, goods);
        pen_line(&pen);
    }
    struct text *drawing = bytes_text(&pen.words), *words = map_in_words(here, who, across, down, goods);
    tell(who, M_ART "%s" M_ART_END M_SPOKEN "%s" M_SPOKEN_END, text_bytes(drawing), text_bytes(words));
    text_unref(&drawing);
    text_unref(&words);
    bytes_free(&pen.words);
}

void tell_map(struct character *who)
{
    struct map_here here;
    int across, down;
    if (!toggle_is(&who->player->toggles, TOGGLE_MAP) || !map_here(who->room, &here))
        return;
    map_reach(&here, &across, &down);
    if (toggle_is(&who->player->toggles, TOGGLE_WIDEMAP) && across == MAP_X) {
        across = SIGHT_X;
        down = SIGHT_Y;
    }
    tell_drawn(who, &here, across, down, false);
}

void tell_survey(struct character *who)
{
    struct map_here here;
    bool placed = map_here(who->room, &here);
    assert(placed);
    const struct grid_region *region = &here.grid->regions[grid_cell(here.grid, here.x, here.y)->region];
    if (region->name != NULL)
        tell(who, "You are in %s%s%s.%s%s\n", region->name, region->people == NULL ? "" : ", the country of ",
             region->people == NULL ? "" : region->people, region->text == NULL ? "" : " ", region->text == NULL ? "" : region->text);
    tell_drawn(who, &here, SIGHT_X, SIGHT_Y, true);
}

/* -- the map of an area ------------------------------------------------------------------------------ */

struct minimap {
    const struct room *rooms[MINIMAP_SIDE][MINIMAP_SIDE];   /* [y][x]; one stands in the middle */
};

static const struct room *open_way(const struct room *room, unsigned direction)
{
    const struct exit_proto *exit = &room->proto->exits[direction];
    if (room_same(exit->to, NO_ROOM) || room->doors[direction] >= DOOR_CLOSED || !zone_same(exit->zone, room->zone->id))
        return NULL;
    return land_room(room->zone, exit->to);
}

/* Breadth first; where two rooms would lie in one place, the nearer one does. */
static void minimap_fill(struct minimap *map, const struct room *from)
{
    struct { const struct room *room; int x, y; } queue[MINIMAP_SIDE * MINIMAP_SIDE];
    unsigned begun = 0, ended = 0;
    memset(map, 0, sizeof *map);
    map->rooms[MINIMAP_STEPS][MINIMAP_STEPS] = from;
    queue[ended].room = from;
    queue[ended].x = queue[ended].y = MINIMAP_STEPS;
    ended++;
    for (; begun < ended; begun++)
        for (unsigned direction = NORTH; direction <= WEST; direction++) {
            int x = queue[begun].x, y = queue[begun].y;
            const struct room *next = open_way(queue[begun].room, direction);
            grid_step((enum direction)direction, &x, &y);
            if (next == NULL || x < 0 || y < 0 || x >= MINIMAP_SIDE || y >= MINIMAP_SIDE || map->rooms[y][x] != NULL)
                continue;
            map->rooms[y][x] = next;
            queue[ended].room = next;
            queue[ended].x = x;
            queue[ended].y = y;
            ended++;
        }
}

static void put_place(struct pen *pen, const struct minimap *map, int x, int y)
{
    const struct room *room = map->rooms[y][x];
    if (room == NULL) {
        pen_put(pen, M_PLAIN, ' ');
    } else if (x == MINIMAP_STEPS && y == MINIMAP_STEPS) {
        pen_put(pen, M_HOT, '@');
    } else {
        const struct terrain_row *row = &terrain_rows[room->proto->terrain];
        pen_put(pen, mark_of(row->bold, row->colour), row->symbol);
    }
}

static bool joined(const struct minimap *map, int x, int y, enum direction direction)
{
    int to_x = x, to_y = y;
    grid_step(direction, &to_x, &to_y);
    return map->rooms[y][x] != NULL && map->rooms[to_y][to_x] != NULL && open_way(map->rooms[y][x], direction) == map->rooms[to_y][to_x];
}

void tell_minimap(struct character *who)
{
    struct map_here here;
    struct minimap map;
    const struct toggles *toggles = &who->player->toggles;
    if (!toggle_is(toggles, TOGGLE_MINIMAP) || map_here(who->room, &here))
        return;
    struct pen pen = { .mark = M_PLAIN };
    minimap_fill(&map, who->room);
    for (int y = 0; y < MINIMAP_SIDE; y++) {
        pen_put(&pen, M_PLAIN, ' ');
        for (int x = 0; x < MINIMAP_SIDE; x++) {
            put_place(&pen, &map, x, y);
            if (x + 1 < MINIMAP_SIDE)
                pen_put(&pen, M_GREY, joined(&map, x, y, EAST) ? '-' : ' ');
        }
        pen_line(&pen);
        if (y + 1 == MINIMAP_SIDE)
            break;
        pen_put(&pen, M_PLAIN, ' ');
        for (int x = 0; x < MINIMAP_SIDE; x++) {
            pen_put(&pen, M_GREY, joined(&map, x, y, SOUTH) ? '|' : ' ');
            if (x + 1 < MINIMAP_SIDE)
                pen_put(&pen, M_PLAIN, ' ');
        }
        pen_line(&pen);
    }
    struct text *drawing = bytes_text(&pen.words), *words = minimap_in_words(who->room, MINIMAP_STEPS);
    tell(who, M_ART "%s%s" M_ART_END M_SPOKEN "%s" M_SPOKEN_END, text_bytes(drawing), toggle_is(toggles, TOGGLE_COMPASS) ? "\n" : "",
         text_bytes(words));
    text_unref(&drawing);
    text_unref(&words);
    bytes_free(&pen.words);
}
