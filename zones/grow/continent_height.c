/* zones/grow/continent_height.c -- where land is, and how high.
 *
 * A continent is a handful of old plates, whose outlines are frayed by noise; bays are cut out of it, islands stand off it, and
 * ranges are folded up along lines that cross it.  How much of the map is land does not depend on the seed: the sea rises
 * until it is right.  One thread. */
#include "zones/grow/continent_parts.h"

#include <string.h>

/* A plate, a bay or an island: an ellipse that the seed shifts by up to `stray` cells and makes up to a fifth larger or smaller. */
struct plate { int16_t x, y, wide, high, stray, sign; };
static const struct plate plates[] = {
    { 92,  48,  66, 34, 7, 1 },  { 118, 112, 60, 36, 7, 1 }, { 182, 76,  66, 52, 5, 1 },  { 262, 70, 58, 46, 8, 1 },
    { 246, 122, 54, 28, 9, 1 },  { 300, 44,  28, 18, 9, 1 }, { 150, 30,  40, 18, 9, 1 },
    /* bays: of the west, where Midgaard lies, the south, the north and the east */
    { 66,  84,  44, 14, 3, -1 }, { 186, 154, 24, 30, 9, -1 }, { 206, 4,  22, 20, 12, -1 }, { 326, 84, 26, 13, 8, -1 },
    { 120, 158, 14, 16, 12, -1 },
    /* islands */
    { 28,  28,  13, 8,  6, 1 },  { 26,  122, 15, 10, 6, 1 }, { 62,  152, 13, 7,  6, 1 },  { 328, 140, 15, 9, 6, 1 },
    { 334, 18,  12, 8,  5, 1 },  { 30,  82,  9,  6,  5, 1 }, { 326, 106, 10, 6,  5, 1 },  { 180, 156, 11, 6, 5, 1 },
    { 236, 10,  10, 6,  5, 1 },
};
enum { PLATES = sizeof plates / sizeof *plates };

/* A range: a line of up to four corners, how broad it is and how high in percent. */
struct fold { int16_t corners[4][2]; int16_t broad, percent; };
static const struct fold folds[] = {
    { { { 208, 20 }, { 224, 54 }, { 206, 90 }, { 230, 128 } }, 13, 100 },
    { { { 58, 34 },  { 104, 26 }, { 146, 40 }, { 196, 30 } },  10, 80 },
    { { { 240, 134 }, { 272, 112 }, { 292, 104 }, { 304, 78 } }, 10, 78 },
    { { { 84, 132 }, { 116, 122 }, { 140, 128 }, { 164, 120 } }, 8, 62 },
    { { { 254, 58 }, { 272, 50 }, { 292, 46 }, { 308, 36 } },  8, 72 },
};
enum { FOLDS = sizeof folds / sizeof *folds, CORNERS = 4, FOLD_STRAY = 10 };

enum {
    LAND_SHARE = 54,               /* percent of the map */
    ISLAND_LEAST = 9,              /* cells; what is smaller is a rock, and not there */
    EDGE = 9,                      /* the sea comes round the edge of the map for so many cells */
    SLOPE_CELLS = 26, SLOPE = 380, /* from the coast inland */
    ROLLING = 17000, BROKEN = 7000, FOLDED = 46000,
};

static int64_t ellipse(const struct plate *plate, int x, int y)
{
    int64_t across = (int64_t)(x - plate->x) * ONE / plate->wide, down = (int64_t)(y - plate->y) * ONE / plate->high;
    int64_t far = (across * across + down * down) / ONE;
    int64_t inside = ONE - far;
    return inside < -2 * ONE ? -2 * ONE : inside;
}

static void shift_plates(uint64_t seed, struct plate *shifted)
{
    struct dice dice;
    dice_seed(&dice, seed ^ UINT64_C(0x506c61746573));
    for (unsigned n = 0; n < PLATES; n++) {
        shifted[n] = plates[n];
        shifted[n].x = (int16_t)(plates[n].x + dice_between(&dice, -plates[n].stray, plates[n].stray));
        shifted[n].y = (int16_t)(plates[n].y + dice_between(&dice, -plates[n].stray, plates[n].stray));
        shifted[n].wide = (int16_t)(plates[n].wide * dice_between(&dice, 85, 120) / 100);
        shifted[n].high = (int16_t)(plates[n].high * dice_between(&dice, 85, 120) / 100);
    }
}

/* How much a cell would like to be land. */
static int32_t wish(uint64_t seed, const struct plate *all, int x, int y)
{
    int warped_x = x + (int)((int64_t)(noise_at(seed + 1, x, y, 22, 4) - ONE / 2) * 56 / ONE);
    int warped_y = y + (int)((int64_t)(noise_at(seed + 2, x, y, 22, 4) - ONE / 2) * 48 / ONE);
    int64_t most = -2 * ONE, bay = 0;
    for (unsigned n = 0; n < PLATES; n++) {
        int64_t inside = ellipse(&all[n], warped_x, warped_y);
        if (all[n].sign > 0 && inside > most)
            most = inside;
        else if (all[n].sign < 0 && inside > bay)
            bay = inside;
    }
    if (most > ONE / 2)
        most = ONE / 2 + (most - ONE / 2) / 4;
    most += (int64_t)(noise_at(seed + 3, x, y, 26, 5) - ONE / 2) * 9 / 4 - bay * 2;
    int edge = x < WIDE - 1 - x ? x : WIDE - 1 - x;
    int other = y < HIGH - 1 - y ? y : HIGH - 1 - y;
    edge = edge < other ? edge : other;
    if (edge < EDGE)
        most -= (int64_t)(EDGE - edge) * ONE / 5;
    /* The lonely cell and its surroundings are land under every seed. */
    int lone = cells_apart(y * WIDE + x, HERMIT);
    if (lone < 12)
        most += (int64_t)(12 - lone) * ONE / 4;
    return (int32_t)(most < -4 * ONE ? -4 * ONE : most);
}

/* Marks what hangs together with `from` among cells that are `sort`, and counts it. */
static unsigned flood(const uint8_t *land, uint8_t sort, int from, uint8_t *mark, int *queue)
{
    unsigned head = 0, tail = 0;
    queue[tail++] = from;
    mark[from] = 1;
    while (head < tail) {
        int cell = queue[head++];
        for (unsigned way = 0; way < WAYS; way++) {
            int x = cell_x(cell) + (way == WAY_EAST) - (way == WAY_WEST), y = cell_y(cell) + (way == WAY_SOUTH) - (way == WAY_NORTH);
            int next = y * WIDE + x;
            if (x < 0 || x >= WIDE || y < 0 || y >= HIGH || mark[next] != 0 || land[next] != sort)
                continue;
            mark[next] = 1;
            queue[tail++] = next;
        }
    }
    return tail;
}

/* Inland seas become land (rivers decide about lakes); rocks go under. */
static void tidy_coast(struct continent *continent)
{
    uint8_t *mark = memory_get(CELLS);
    int *queue = memory_get(CELLS * sizeof *queue);
    flood(continent->land, 0, 0, mark, queue);
    for (int cell = 0; cell < CELLS; cell++)
        if (continent->land[cell] == 0 && mark[cell] == 0)
            continent->land[cell] = 1;
    memset(mark, 0, CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->land[cell] == 0 || mark[cell] != 0)
            continue;
        unsigned count = flood(continent->land, 1, cell, mark, queue);
        for (unsigned n = 0; count < ISLAND_LEAST && n < count; n++)
            continent->land[queue[n]] = 0;
    }
    memory_free(queue);
    memory_free(mark);
}

static void find_land(struct continent *continent)
{
    struct plate all[PLATES];
    shift_plates(continent->seed, all);
    int32_t *wishes = memory_get(CELLS * sizeof *wishes);
    uint8_t *open = memory_get(CELLS);
    int *best = memory_get(CELLS * sizeof *best);
    for (int cell = 0; cell < CELLS; cell++) {
        wishes[cell] = wish(continent->seed, all, cell_x(cell), cell_y(cell));
        open[cell] = 1;
    }
    unsigned count = cells_best(best, wishes, open, CELLS / 100 * LAND_SHARE);
    for (unsigned n = 0; n < count; n++)
        continent->land[best[n]] = 1;
    memory_free(best);
    memory_free(open);
    memory_free(wishes);
    tidy_coast(continent);
    uint8_t sea[CELLS];
    uint16_t *out = memory_get(CELLS * sizeof *out);
    memset(open = memory_get(CELLS), 1, CELLS);
    for (int cell = 0; cell < CELLS; cell++)
        sea[cell] = continent->land[cell] == 0;
    spread(continent->coast, sea, open);
    spread(out, continent->land, open);
    for (int cell = 0; cell < CELLS; cell++)
        if (sea[cell] != 0)
            continent->coast[cell] = out[cell];
    memory_free(open);
    memory_free(out);
}

/* Sixteenths of a cell from a point to a line between two corners. */
static int64_t line_apart(int64_t x, int64_t y, const int16_t *a, const int16_t *b)
{
    int64_t along_x = (b[0] - a[0]) * 16, along_y = (b[1] - a[1]) * 16, from_x = x - a[0] * 16, from_y = y - a[1] * 16;
    int64_t length = along_x * along_x + along_y * along_y, part = from_x * along_x + from_y * along_y;
    part = part < 0 ? 0 : part > length ? length : part;
    int64_t off_x = from_x - along_x * part / length, off_y = from_y - along_y * part / length;
    return root_of((uint64_t)(off_x * off_x + off_y * off_y));
}

/* How high the ranges stand at a cell. */
static int32_t folded(uint64_t seed, const struct fold *all, int x, int y)
{
    int64_t highest = 0;
    int64_t at_x = x * 16 + (int64_t)(noise_at(seed + 11, x, y, 16, 4) - ONE / 2) * 16 * 30 / ONE;
    int64_t at_y = y * 16 + (int64_t)(noise_at(seed + 12, x, y, 16, 4) - ONE / 2) * 16 * 30 / ONE;
    for (unsigned n = 0; n < FOLDS; n++)
        for (unsigned corner = 0; corner + 1 < CORNERS; corner++) {
            int64_t apart = line_apart(at_x, at_y, all[n].corners[corner], all[n].corners[corner + 1]);
            int64_t near = ONE - apart * ONE / (all[n].broad * 16);
            if (near <= 0)
                continue;
            int64_t high = near * FOLDED / ONE * all[n].percent / 100;
            highest = high > highest ? high : highest;
        }
    return (int32_t)(highest * (ONE * 3 / 10 + noise_ridge(seed + 13, x, y, 12, 4) * 9 / 10) / ONE);
}

static void shift_folds(uint64_t seed, struct fold *shifted)
{
    struct dice dice;
    dice_seed(&dice, seed ^ UINT64_C(0x466f6c6473));
    for (unsigned n = 0; n < FOLDS; n++) {
        shifted[n] = folds[n];
        for (unsigned corner = 0; corner < CORNERS; corner++)
            for (unsigned axis = 0; axis < 2; axis++)
                shifted[n].corners[corner][axis] =
                    (int16_t)(folds[n].corners[corner][axis] + dice_between(&dice, -FOLD_STRAY, FOLD_STRAY));
    }
}

void grow_height(struct continent *continent)
{
    find_land(continent);
    struct fold all[FOLDS];
    shift_folds(continent->seed, all);
    for (int cell = 0; cell < CELLS; cell++) {
        int x = cell_x(cell), y = cell_y(cell), coast = continent->coast[cell];
        if (continent->land[cell] == 0) {
            continent->height[cell] = -coast;
            continue;
        }
        int inland = coast < SLOPE_CELLS ? coast : SLOPE_CELLS, rough = coast < 7 ? coast : 7;
        int64_t rolling = (int64_t)noise_at(continent->seed + 21, x, y, 24, 5) * ROLLING / ONE * rough / 7;
        int64_t height = 500 + inland * SLOPE + rolling;
        height += (int64_t)(noise_at(continent->seed + 22, x, y, 6, 3) - ONE / 2) * BROKEN / ONE * rough / 7;
        height += (int64_t)folded(continent->seed, all, x, y) * (coast < 4 ? coast : 4) / 4;
        int lone = cells_apart(cell, HERMIT);
        if (lone < 4)              /* a knoll, so that no water comes to it */
            height += (4 - lone) * 3000;
        continent->height[cell] = (int32_t)(height < 100 ? 100 : height);
    }
}
