/* bench/bot/atlas.c -- see atlas.h. */
#include "bench/bot/atlas.h"

#include "core/bytes.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TEMPLE = 3001 };

int atlas_place(const struct atlas *atlas, room_id room)
{
    for (unsigned at = 0; at < atlas->place_count; at++)
        if (room_same(atlas->places[at].room->id, room))
            return (int)at;
    return NOWHERE;
}

/* Where that name is noted, or would be.  There are more slots than places. */
static unsigned atlas_slot(const struct atlas *atlas, const char *name)
{
    unsigned slot = (unsigned)(bytes_hash(name, strlen(name)) % PLACES_NAMED);
    while (atlas->named[slot] != 0 && strcmp(atlas->places[atlas->named[slot] - 1].room->name, name) != 0)
        slot = (slot + 1) % PLACES_NAMED;
    return slot;
}

int atlas_find(const struct atlas *atlas, const char *name)
{
    return atlas->named[atlas_slot(atlas, name)] - 1;
}

int atlas_find_near(const struct atlas *atlas, const char *name, int from)
{
    if (from == NOWHERE || strcmp(atlas->places[from].room->name, name) == 0)
        return from == NOWHERE ? atlas_find(atlas, name) : from;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        int next = atlas->places[from].ways[direction];
        if (next != NOWHERE && strcmp(atlas->places[next].room->name, name) == 0)
            return next;
    }
    return atlas_find(atlas, name);
}

static void atlas_add_names(struct atlas *atlas)
{
    for (unsigned at = 0; at < atlas->place_count; at++) {
        unsigned slot = atlas_slot(atlas, atlas->places[at].room->name);
        if (atlas->named[slot] == 0)
            atlas->named[slot] = (uint16_t)(at + 1);
    }
}

/* Every line that every bot hears is looked up here. */
static unsigned line_row(const struct atlas *atlas, const char *line)
{
    return (unsigned)(bytes_hash(line, strnlen(line, atlas->line_letters)) % LINE_ROWS);
}

const struct mobile_proto *atlas_standing(const struct atlas *atlas, const char *line)
{
    for (uint32_t at = atlas->standing[line_row(atlas, line)]; at != 0; at = atlas->standing_next[at - 1]) {
        const struct mobile_proto *mobile = &atlas->world->mobiles[at - 1];
        if (strncmp(line, mobile->line, strlen(mobile->line)) == 0)
            return mobile;
    }
    return NULL;
}

static void atlas_add_standing(struct atlas *atlas)
{
    const struct world *world = atlas->world;
    atlas->standing_next = memory_get((world->mobile_count + 1) * sizeof *atlas->standing_next);
    atlas->line_letters = SIZE_MAX;
    for (unsigned at = 0; at < world->mobile_count; at++)
        if (strlen(world->mobiles[at].line) < atlas->line_letters)
            atlas->line_letters = strlen(world->mobiles[at].line);
    for (unsigned at = world->mobile_count; at-- > 0;) {
        unsigned row = line_row(atlas, world->mobiles[at].line);
        atlas->standing_next[at] = atlas->standing[row];
        atlas->standing[row] = at + 1;
    }
}

static void atlas_add_areas(struct atlas *atlas)
{
    for (unsigned area = 0; area < atlas->world->area_count; area++)
        for (unsigned at = 0; at < atlas->world->areas[area].room_count && atlas->place_count < PLACES_MAX; at++) {
            const struct room_proto *room = &atlas->world->areas[area].rooms[at];
            atlas->places[atlas->place_count++] = (struct place){
                .room = room, .zone = atlas->world->areas[area].zone, .cramped = room->occupants_max != 0,
            };
        }
    for (unsigned at = 0; at < atlas->place_count; at++)
        for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
            const struct exit_proto *exit = &atlas->places[at].room->exits[direction];
            bool open = !room_same(exit->to, NO_ROOM) && exit->door <= DOOR_OPEN && exit->level_min <= 1 && !exit->hidden;
            atlas->places[at].ways[direction] = open ? atlas_place(atlas, exit->to) : NOWHERE;
        }
}

/* The ways of all places, by where they lead. */
static void atlas_add_ways_in(struct atlas *atlas)
{
    unsigned *from = atlas->ways_in_from;
    for (unsigned at = 0; at < atlas->place_count * DIRECTIONS; at++) {
        int next = atlas->places[at / DIRECTIONS].ways[at % DIRECTIONS];
        if (next != NOWHERE)
            from[next + 1]++;
    }
    for (unsigned at = 0; at < atlas->place_count; at++)
        from[at + 1] += from[at];
    /* Each place's next free slot is where the one before it ends, until all are filled: then it is where its own end is. */
    unsigned filled[PLACES_MAX];
    memcpy(filled, from, sizeof filled);
    for (unsigned at = 0; at < atlas->place_count * DIRECTIONS; at++) {
        int next = atlas->places[at / DIRECTIONS].ways[at % DIRECTIONS];
        if (next != NOWHERE)
            atlas->ways_in[filled[next]++] = (uint16_t)(at / DIRECTIONS);
    }
}

/* How many steps each place is from `from`; INT32_MAX where one cannot go.  `steps` has room for all. */
static void atlas_flood(const struct atlas *atlas, int from, int *steps)
{
    int queue[PLACES_MAX];
    unsigned first = 0, last = 0;
    for (unsigned at = 0; at < atlas->place_count; at++)
        steps[at] = INT32_MAX;
    steps[from] = 0;
    queue[last++] = from;
    while (first < last) {
        int at = queue[first++];
        if (atlas->places[at].cramped && at != from)
            continue;                   /* to go there, but never through there */
        for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
            int next = atlas->places[at].ways[direction];
            if (next != NOWHERE && steps[next] == INT32_MAX) {
                steps[next] = steps[at] + 1;
                queue[last++] = next;
            }
        }
    }
}

/* The same backwards: how many steps each place is from `to`, up to those of `until`. */
static void atlas_flood_back(const struct atlas *atlas, int to, int until, int *steps)
{
    int queue[PLACES_MAX];
    unsigned first = 0, last = 0;
    for (unsigned at = 0; at < atlas->place_count; at++)
        steps[at] = INT32_MAX;
    steps[to] = 0;
    queue[last++] = to;
    while (first < last && queue[first] != until) {
        int at = queue[first++];
        if (atlas->places[at].cramped && at != to)
            continue;
        for (unsigned way = atlas->ways_in_from[at]; way < atlas->ways_in_from[at + 1]; way++) {
            int before = atlas->ways_in[way];
            if (steps[before] == INT32_MAX) {
                steps[before] = steps[at] + 1;
                queue[last++] = before;
            }
        }
    }
}

enum direction atlas_way(const struct atlas *atlas, int from, int to)
{
    int steps[PLACES_MAX];
    if (from == NOWHERE || to == NOWHERE || from == to)
        return NO_DIRECTION;
    atlas_flood_back(atlas, to, from, steps);
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        int next = atlas->places[from].ways[direction];
        if (next != NOWHERE && steps[next] < steps[from])
            return (enum direction)direction;
    }
    return NO_DIRECTION;
}

static void atlas_add_border(struct atlas *atlas, int from, enum direction direction)
{
    int to = atlas->places[from].ways[direction];
    if (to == NOWHERE || to < from || !atlas->places[from].reachable || atlas->border_count == PLACES_MAX)
        return;
    const struct place *here = &atlas->places[from], *there = &atlas->places[to];
    if (zone_same(here->zone, there->zone) || there->ways[direction_back(direction)] != from)
        return;
    atlas->borders[atlas->border_count++] = (struct border){
        .from = from, .to = to, .direction = direction, .cramped = here->cramped || there->cramped,
        .cost = terrain_costs[here->room->terrain] + terrain_costs[there->room->terrain],
    };
}

static int border_order(const void *one, const void *other)
{
    const struct border *a = one, *b = other;
    if (a->cramped != b->cramped)
        return a->cramped - b->cramped;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static bool has_things(const struct atlas *atlas, const struct place *place)
{
    const struct area *area = world_area(atlas->world, place->zone);
    for (unsigned at = 0; at < area->reset_count; at++) {
        const struct reset *reset = &area->resets[at];
        if (reset->kind == RESET_OBJECT && room_same(reset->room, place->room->id)
            && atlas->world->objects[reset->proto.number].takeable)
            return true;
    }
    return false;
}

/* The highest level of those one can fight there; 0: nobody is. */
static uint32_t foes_level(const struct atlas *atlas, const struct place *place)
{
    const struct area *area = world_area(atlas->world, place->zone);
    uint32_t level = 0;
    for (unsigned at = 0; at < area->reset_count && !place->room->peaceful; at++) {
        const struct reset *reset = &area->resets[at];
        const struct mobile_proto *mobile = &atlas->world->mobiles[reset->proto.number];
        if (reset->kind == RESET_MOBILE && room_same(reset->room, place->room->id) && mobile->shop == NULL && mobile->level > level)
            level = mobile->level;
    }
    return level;
}

static void atlas_add_homes(struct atlas *atlas)
{
    for (unsigned at = 0; at < atlas->place_count; at++) {
        const struct place *place = &atlas->places[at];
        if (!place->reachable || place->cramped)
            continue;
        atlas->homes[atlas->home_count++] = (int)at;
        if (has_things(atlas, place))
            atlas->stores[atlas->store_count++] = (int)at;
        uint32_t level = foes_level(atlas, place);
        if (level == 0) {
            atlas->quiets[atlas->quiet_count++] = (int)at;
            continue;
        }
        atlas->lair_levels[atlas->lair_count] = level;
        atlas->lairs[atlas->lair_count++] = (int)at;
    }
}

struct atlas *atlas_new(const char *folder)
{
    unsigned mistakes = 0;
    int steps[PLACES_MAX];
    struct atlas *atlas = memory_get(sizeof *atlas);
    atlas->rules = rules_load("zones/tables", stderr, &mistakes);
    if (atlas->rules != NULL)
        atlas->world = world_load(folder, atlas->rules, NULL, stderr, &mistakes);
    if (atlas->world != NULL) {
        atlas_add_areas(atlas);
        atlas_add_standing(atlas);
    }
    atlas_add_names(atlas);
    atlas_add_ways_in(atlas);
    int temple = atlas_place(atlas, (room_id){ TEMPLE });
    if (temple == NOWHERE) {
        atlas_free(&atlas);
        return NULL;
    }
    atlas_flood(atlas, temple, steps);
    for (unsigned at = 0; at < atlas->place_count; at++)
        atlas->places[at].reachable = steps[at] != INT32_MAX;
    atlas_add_homes(atlas);
    for (unsigned at = 0; at < atlas->place_count; at++)
        for (unsigned direction = 0; direction < DIRECTIONS; direction++)
            atlas_add_border(atlas, (int)at, (enum direction)direction);
    qsort(atlas->borders, atlas->border_count, sizeof atlas->borders[0], border_order);
    return atlas;
}

void atlas_free(struct atlas **atlas)
{
    if ((*atlas)->world != NULL)
        world_free(&(*atlas)->world);
    rules_free(&(*atlas)->rules);
    memory_free((*atlas)->standing_next);
    memory_free(*atlas);
    *atlas = NULL;
}
