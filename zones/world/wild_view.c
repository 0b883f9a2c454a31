/* zones/world/wild_view.c -- what lies around a cell and can be seen from it.  Pure: the grid and the world do not change. */
#include "zones/world/wild_parts.h"

#include <string.h>

const char *const wild_winds[WILD_WINDS] = { "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west" };
static const struct { int x, y; } steps[WILD_WINDS] = {
    { 0, -1 }, { 1, -1 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { -1, 1 }, { -1, 0 }, { -1, -1 },
};

enum { SIGHT_WOODS = 4, RISE = 2 };

static bool is_wood(enum terrain ground)
{
    return ground == TERRAIN_FOREST || ground == TERRAIN_LUSH || ground == TERRAIN_JUNGLE || ground == TERRAIN_FORESTJUNGLE;
}

static bool is_sea(enum terrain ground)
{
    return ground == TERRAIN_OCEAN || ground == TERRAIN_DEEP || ground == TERRAIN_WATER;
}

/* What the ground of a cell is when it is seen from afar; WILD_FEATURE_KINDS: nothing to speak of. */
static enum wild_feature feature_of(const struct grid_cell *cell)
{
    static const uint8_t features[TERRAIN_KINDS] = {
        [TERRAIN_OCEAN] = WILD_SEA + 1,       [TERRAIN_DEEP] = WILD_SEA + 1,      [TERRAIN_WATER] = WILD_SEA + 1,
        [TERRAIN_PEAK] = WILD_PEAK + 1,       [TERRAIN_MOUNTAINS] = WILD_MOUNTAINS + 1, [TERRAIN_DESERT] = WILD_DESERT + 1,
        [TERRAIN_SNOW] = WILD_SNOW + 1,       [TERRAIN_ARCTIC] = WILD_SNOW + 1,   [TERRAIN_SWAMP] = WILD_SWAMP + 1,
        [TERRAIN_JUNGLE] = WILD_JUNGLE + 1,   [TERRAIN_FORESTJUNGLE] = WILD_JUNGLE + 1, [TERRAIN_FOREST] = WILD_FOREST + 1,
        [TERRAIN_LUSH] = WILD_FOREST + 1,     [TERRAIN_HILLS] = WILD_HILLS + 1,   [TERRAIN_FIELD] = WILD_FIELD + 1,
        [TERRAIN_PASTURE] = WILD_FIELD + 1,
    };
    if (cell->water == GRID_LAKE)
        return WILD_LAKE;
    if (cell->water > 0)
        return WILD_RIVER;
    unsigned feature = features[cell->ground];
    if (cell->road != '.' && (feature == 0 || feature > WILD_JUNGLE + 1))
        return WILD_ROAD;
    return feature == 0 ? WILD_FEATURE_KINDS : (enum wild_feature)(feature - 1);
}

/* The area behind a gate in that cell, else the name of the place, else NULL. */
static const char *named_there(const struct world *world, const struct grid *grid, int x, int y, enum wild_feature *feature)
{
    room_id id = grid_room(grid, x, y);
    const struct area *tile = world_area(world, world_zone_of(world, id));
    const struct room_proto *room = tile == NULL ? NULL : area_room(tile, id);
    for (unsigned way = 0; room != NULL && way < DIRECTIONS; way++) {
        const struct area *beyond = room_same(room->exits[way].to, NO_ROOM) ? NULL : world_area(world, room->exits[way].zone);
        if (beyond == NULL || beyond->grid == grid)
            continue;
        *feature = WILD_TOWN;
        return beyond->name;
    }
    if (room == NULL || room->text == NULL)
        return NULL;
    *feature = WILD_PLACE;
    return room->name;
}

/* The first thing that differs from where one stands; what is lower than both ends of the look is not seen. */
static bool look_out(const struct world *world, const struct grid *grid, int x, int y, unsigned wind, struct wild_sight *sight)
{
    const struct grid_cell *here = grid_cell(grid, x, y);
    unsigned far = is_wood((enum terrain)here->ground) ? SIGHT_WOODS : WILD_SIGHT;
    enum wild_feature own = feature_of(here);
    unsigned crest = here->height;
    for (unsigned cells = 1; cells <= far; cells++) {
        int there_x = x + steps[wind].x * (int)cells, there_y = y + steps[wind].y * (int)cells;
        const struct grid_cell *there = grid_cell(grid, there_x, there_y);
        if (there == NULL)
            return false;
        enum wild_feature feature = feature_of(there);
        *sight = (struct wild_sight){ .feature = feature, .wind = wind, .cells = cells };
        bool over = (unsigned)there->height + RISE >= crest;
        sight->name = over ? named_there(world, grid, there_x, there_y, &sight->feature) : NULL;
        if (sight->name != NULL)
            return true;
        if (over && feature != own && feature != WILD_FEATURE_KINDS) {
            bool region = there->region != here->region && there->region != 0 && !is_sea((enum terrain)there->ground);
            sight->name = region ? grid->regions[there->region].name : NULL;
            return true;
        }
        crest = there->height > crest ? there->height : crest;
        if (is_wood((enum terrain)there->ground) && there->height >= here->height)
            return false;
    }
    return false;
}

/* By feature, nearer before farther; of each feature only the first. */
static void sight_add(struct wild_round *round, const struct wild_sight *sight)
{
    unsigned at = 0, same = round->count;
    for (unsigned n = 0; n < round->count; n++)
        if (round->sights[n].feature == sight->feature && (sight->feature > WILD_PLACE))
            same = n;
    if (same < round->count) {
        if (round->sights[same].cells > sight->cells)
            round->sights[same] = *sight;
        return;
    }
    while (at < round->count && (round->sights[at].feature < sight->feature
                                 || (round->sights[at].feature == sight->feature && round->sights[at].cells <= sight->cells)))
        at++;
    memmove(&round->sights[at + 1], &round->sights[at], (round->count - at) * sizeof *round->sights);
    round->sights[at] = *sight;
    round->count++;
}

void wild_look_round(const struct world *world, const struct area *tile, unsigned x, unsigned y, struct wild_round *round)
{
    const struct grid *grid = tile->grid;
    const struct grid_cell *here = grid_cell(grid, (int)x, (int)y);
    int rise = RISE - 1;
    *round = (struct wild_round){ .uphill = WILD_WINDS };
    for (unsigned wind = 0; wind < WILD_WINDS; wind++) {
        struct wild_sight sight;
        const struct grid_cell *next = grid_cell(grid, (int)x + steps[wind].x, (int)y + steps[wind].y);
        if (look_out(world, grid, (int)x, (int)y, wind, &sight))
            sight_add(round, &sight);
        if (next == NULL)
            continue;
        round->coast = round->coast || (is_sea((enum terrain)next->ground) && !is_sea((enum terrain)here->ground));
        if ((int)next->height - (int)here->height > rise) {
            rise = (int)next->height - (int)here->height;
            round->uphill = wind;
        }
        if (wind % 2 == 0 && here->road != '.' && next->road != '.') {
            round->roads[wind] = true;
            round->road_count++;
        }
    }
}
