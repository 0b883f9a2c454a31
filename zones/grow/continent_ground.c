/* zones/grow/continent_ground.c -- what kind of ground a cell is, and how thick things grow.
 *
 * Each kind has a share of the land (the shares that clients know from their maps) and a score that says where it would be
 * best at home; the kinds choose in turn, those that are hardest to please first.  So a dry seed has its forests too, only
 * where it is least dry.  One thread. */
#include "zones/grow/continent_parts.h"

#include <string.h>

const struct ground_row grounds[GROUND_KINDS] = {
#define GROUND(member, word, symbol, cost, colour) [GROUND_##member] = { word, symbol, cost, colour },
    GROUNDS(GROUND)
#undef GROUND
};

enum { FORDABLE = 4, WATER_LEAST = 6 };            /* sizes of a river that can be waded, and that has to be swum */

/* What the cells are like, for scores: all of them parts of ONE. */
struct site {
    int32_t cold, warm, wet, dry, flat, high, patch, rough;
    bool    shore;
    int     cell, x, y;
};
typedef int64_t site_score(const struct site *site);

static int64_t score_peak(const struct site *site)     { return site->high + site->rough / 8; }
static int64_t score_arctic(const struct site *site)   { return site->cold * 2 + site->patch / 8; }
static int64_t score_mountain(const struct site *site) { return site->high + site->rough / 5; }
static int64_t score_hills(const struct site *site)    { return site->high + site->rough / 3 + site->patch / 5; }
static int64_t score_beach(const struct site *site)    { return site->shore ? site->patch + site->flat : 0; }
static int64_t score_swamp(const struct site *site)    { return site->wet + site->flat * 2 - site->high * 2 + site->patch / 2; }
static int64_t score_jungle(const struct site *site)   { return site->warm * 2 + site->wet + site->patch / 4; }
static int64_t score_desert(const struct site *site)   { return site->dry * 2 + site->warm + site->patch / 6; }
static int64_t score_tundra(const struct site *site)   { return site->cold * 2 + site->dry / 6 + site->patch / 6; }
static int64_t score_lush(const struct site *site)     { return site->wet * 2 + site->warm / 2 + site->patch / 2; }
static int64_t score_forest(const struct site *site)   { return site->wet * 4 / 5 + site->patch * 3 / 2 + site->high / 3; }

/* In ten thousandths of what players map: the land and its waters without the high seas. */
static const struct wanted {
    enum ground ground;
    uint32_t    share;
    site_score *score;
    int         patches;           /* cells across of the patches it comes in */
} wanted[] = {
    { GROUND_PEAK,      70,   score_peak,     6 },  { GROUND_BEACH,  220, score_beach,  12 },
    { GROUND_ARCTIC,    120,  score_arctic,   20 }, { GROUND_SNOW,   90,  score_arctic, 16 },
    { GROUND_MOUNTAINS, 1360, score_mountain, 9 },  { GROUND_HILLS,  1680, score_hills, 11 },
    { GROUND_SWAMP,     200,  score_swamp,    9 },  { GROUND_JUNGLE, 110, score_jungle, 12 },
    { GROUND_FRINGE,    40,   score_jungle,   10 }, { GROUND_DESERT, 120, score_desert, 16 },
    { GROUND_TUNDRA,    60,   score_tundra,   14 }, { GROUND_LUSH,   70,  score_lush,   8 },
    { GROUND_FOREST,   2400, score_forest,   17 },
};
enum { WANTED = sizeof wanted / sizeof *wanted, WHOLE = 10000, SHALLOW_SHARE = 1100, DEEP_SHARE = 700 };

/* The steepest way from here to a neighbour, as height. */
static int32_t slope(const struct continent *continent, int cell)
{
    int32_t most = 0;
    for (unsigned way = 0; way < WAYS; way++) {
        int next = cell_beside(cell, way);
        if (next == NOWHERE || continent->land[next] == 0)
            continue;
        int32_t by = continent->height[next] - continent->height[cell];
        by = by < 0 ? -by : by;
        most = by > most ? by : most;
    }
    return most;
}

static int32_t within_one(int64_t value)
{
    return (int32_t)(value < 0 ? 0 : value >= ONE ? ONE - 1 : value);
}

static struct site site_of(const struct continent *continent, int cell, int patches, unsigned kind)
{
    struct site site = { .cell = cell, .x = cell_x(cell), .y = cell_y(cell) };
    site.warm = continent->warmth[cell];
    site.cold = ONE - 1 - site.warm;
    site.wet = within_one(continent->rain[cell]);
    site.dry = ONE - 1 - site.wet;
    site.high = within_one((int64_t)continent->height[cell] * ONE / 50000);
    site.rough = within_one((int64_t)slope(continent, cell) * ONE / 9000);
    site.flat = ONE - 1 - site.rough;
    site.patch = noise_at(continent->seed + 41 + kind, site.x, site.y, patches, 3);
    site.shore = continent->coast[cell] == 1 && continent->height[cell] < 6000;
    return site;
}

static void choose(struct continent *continent, const struct wanted *kind, unsigned index, unsigned count, uint8_t *open)
{
    int32_t *score = memory_get(CELLS * sizeof *score);
    uint8_t *fits = memory_get(CELLS);
    int *best = memory_get(CELLS * sizeof *best);
    for (int cell = 0; cell < CELLS; cell++) {
        if (open[cell] == 0)
            continue;
        struct site site = site_of(continent, cell, kind->patches, index);
        int64_t value = kind->score(&site);
        fits[cell] = value > 0;
        score[cell] = (int32_t)value;
    }
    unsigned found = cells_best(best, score, fits, count);
    for (unsigned n = 0; n < found; n++) {
        continent->ground[best[n]] = (uint8_t)kind->ground;
        open[best[n]] = 0;
    }
    memory_free(best);
    memory_free(fits);
    memory_free(score);
}

/* Large rivers are to be swum, middling ones waded; lakes are deep in the middle. */
static unsigned wet_ground(struct continent *continent, uint8_t *open)
{
    unsigned count = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        if (open[cell] == 0 || continent->water[cell] < FORDABLE)
            continue;
        bool inner = continent->water[cell] == LAKE;
        for (unsigned way = 0; inner && way < WAYS; way++) {
            int next = cell_beside(cell, way);
            inner = next != NOWHERE && continent->water[next] == LAKE;
        }
        bool swum = continent->water[cell] >= WATER_LEAST && continent->water[cell] != LAKE;
        continent->ground[cell] = inner ? GROUND_DEEP : swum ? GROUND_WATER : GROUND_SHALLOW;
        open[cell] = 0;
        count++;
    }
    return count;
}

/* Around the land the sea is shallow, then deep; the shares decide how far. */
static void sea_ground(struct continent *continent, unsigned shallow, unsigned deep)
{
    int32_t *score = memory_get(CELLS * sizeof *score);
    uint8_t *open = memory_get(CELLS);
    int *best = memory_get(CELLS * sizeof *best);
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->land[cell] != 0)
            continue;
        open[cell] = 1;
        continent->ground[cell] = GROUND_OCEAN;
        int64_t far = (int64_t)continent->coast[cell] * ONE / 4;
        score[cell] = (int32_t)(ONE * 40 - far + noise_at(continent->seed + 61, cell_x(cell), cell_y(cell), 15, 3));
    }
    unsigned count = cells_best(best, score, open, shallow + deep);
    for (unsigned n = 0; n < count; n++)
        continent->ground[best[n]] = n < shallow ? GROUND_SHALLOW : GROUND_DEEP;
    memory_free(best);
    memory_free(open);
    memory_free(score);
}

/* A cell all of whose neighbours are of another kind is a slip of the noise, unless the ground really is what makes it so. */
static void smooth(struct continent *continent)
{
    static const bool soft[GROUND_KINDS] = { [GROUND_FIELD] = true, [GROUND_FOREST] = true, [GROUND_HILLS] = true,
        [GROUND_DESERT] = true, [GROUND_SWAMP] = true, [GROUND_JUNGLE] = true, [GROUND_SNOW] = true, [GROUND_TUNDRA] = true,
        [GROUND_ARCTIC] = true, [GROUND_LUSH] = true, [GROUND_FRINGE] = true };
    uint8_t *before = memory_get(CELLS);
    memcpy(before, continent->ground, CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
        unsigned count[GROUND_KINDS] = { 0 }, most = GROUND_FIELD;
        if (!soft[before[cell]])
            continue;
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next != NOWHERE)
                count[before[next]]++;
        }
        for (unsigned ground = 0; ground < GROUND_KINDS; ground++)
            if (count[ground] > count[most])
                most = ground;
        if (count[before[cell]] == 0 && count[most] >= 3 && soft[most])
            continent->ground[cell] = (uint8_t)most;
    }
    memory_free(before);
}

/* The lonely cell, and the one from which it is entered, can be walked in. */
static void keep_hermit(struct continent *continent)
{
    int west = cell_beside(HERMIT, WAY_WEST);
    if (grounds[continent->ground[HERMIT]].cost == 0)
        continent->ground[HERMIT] = GROUND_HILLS;
    if (grounds[continent->ground[west]].cost == 0)
        continent->ground[west] = GROUND_HILLS;
}

void grow_ground(struct continent *continent)
{
    uint8_t *open = memory_get(CELLS);
    unsigned land = 0, deep = 0;
    memcpy(open, continent->land, CELLS);
    memset(continent->ground, GROUND_OCEAN, CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
        land += continent->land[cell];
        if (continent->land[cell] != 0)
            continent->ground[cell] = GROUND_FIELD;
    }
    unsigned wet = wet_ground(continent, open);
    for (int cell = 0; cell < CELLS; cell++)
        deep += continent->land[cell] != 0 && continent->ground[cell] == GROUND_DEEP;
    unsigned mapped = (land - wet) * WHOLE / (WHOLE - SHALLOW_SHARE - DEEP_SHARE);
    unsigned want_shallow = mapped * SHALLOW_SHARE / WHOLE, want_deep = mapped * DEEP_SHARE / WHOLE;
    sea_ground(continent, want_shallow > wet - deep ? want_shallow - (wet - deep) : 0, want_deep > deep ? want_deep - deep : 0);
    for (unsigned n = 0; n < WANTED; n++)
        choose(continent, &wanted[n], n, mapped * wanted[n].share / WHOLE, open);
    smooth(continent);
    keep_hermit(continent);
    memory_free(open);
}

/* Tenths of what a kind of ground can bear, by rain and chance; where nothing grows, nothing. */
void grow_growth(struct continent *continent)
{
    static const uint8_t bears[GROUND_KINDS] = { [GROUND_FIELD] = 6, [GROUND_PASTURE] = 3, [GROUND_FOREST] = 10, [GROUND_LUSH] = 10,
        [GROUND_JUNGLE] = 10, [GROUND_FRINGE] = 10, [GROUND_SWAMP] = 8, [GROUND_HILLS] = 5, [GROUND_MOUNTAINS] = 3, [GROUND_DESERT] = 1,
        [GROUND_TUNDRA] = 3, [GROUND_BEACH] = 2, [GROUND_TRAIL] = 2, [GROUND_SHALLOW] = 2 };
    for (int cell = 0; cell < CELLS; cell++) {
        int64_t lushness = ONE / 3 + continent->rain[cell] / 3
                           + noise_at(continent->seed + 71, cell_x(cell), cell_y(cell), 7, 2) * 2 / 3;
        int64_t growth = lushness * bears[continent->ground[cell]] / ONE;
        continent->growth[cell] = (uint8_t)(growth > 9 ? 9 : growth);
    }
}
