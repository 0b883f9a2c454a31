/* zones/grow/continent_climate.c -- how warm it is, and how much rain falls.
 *
 * It is warmer towards the south and colder with height.  The wind blows from the west: over the sea it takes up
 * water, over land it lets it fall, most where it has to climb; behind a range there is little left.  One thread. */
#include "zones/grow/continent_parts.h"

#include <string.h>

enum {
    HIGHEST = 60000,               /* about the height of the highest peak, for cold */
    SEA_AIR = ONE,                 /* water in air that has long been over the sea */
    BLUR_ROUNDS = 5,
};

static void grow_warmth(struct continent *continent)
{
    for (int cell = 0; cell < CELLS; cell++) {
        int64_t south = (int64_t)cell_y(cell) * ONE / (HIGH - 1);
        int64_t high = continent->height[cell] > 0 ? continent->height[cell] : 0;
        int64_t warmth = south * 9 / 10 + ONE / 12 - high * (ONE * 4 / 10) / HIGHEST
                         + (noise_at(continent->seed + 31, cell_x(cell), cell_y(cell), 40, 3) - ONE / 2) / 5;
        continent->warmth[cell] = (int32_t)(warmth < 0 ? 0 : warmth >= ONE ? ONE - 1 : warmth);
    }
}

/* What falls in one cell out of the air that comes in; the rest goes on. */
static int64_t rain_falls(const struct continent *continent, int cell, int64_t *air)
{
    if (continent->land[cell] == 0) {
        *air += (SEA_AIR - *air) / 9;
        return *air / 40;
    }
    int from = cell_x(cell) > 1 ? cell - 2 : cell;
    int64_t before = continent->height[from] > 0 ? continent->height[from] : 0;
    int64_t climbs = continent->height[cell] - before;
    int64_t share = 700 + continent->height[cell] / 60 + (climbs > 0 ? climbs / 9 : 0);
    share = share > ONE / 5 ? ONE / 5 : share;
    int64_t falls = *air * share / ONE;
    *air += -falls + (SEA_AIR - *air) / 220;       /* woods and ponds give some back */
    return falls;
}

static void blow(const struct continent *continent, int64_t *fallen)
{
    int64_t air[HIGH], before[HIGH];
    for (int y = 0; y < HIGH; y++)
        air[y] = SEA_AIR;
    for (int x = 0; x < WIDE; x++) {
        memcpy(before, air, sizeof air);
        for (int y = 0; y < HIGH; y++) {           /* it frays: a little comes over from either side, more from the south */
            int64_t north = before[y > 0 ? y - 1 : y], south = before[y + 1 < HIGH ? y + 1 : y];
            air[y] = (before[y] * 5 + north + south * 2) / 8;
            fallen[y * WIDE + x] = rain_falls(continent, y * WIDE + x, &air[y]);
        }
    }
}

static void blur(int64_t *layer)
{
    int64_t *before = memory_get(CELLS * sizeof *before);
    memcpy(before, layer, CELLS * sizeof *before);
    for (int cell = 0; cell < CELLS; cell++) {
        int64_t sum = 0;
        unsigned count = 0;
        for (int down = -1; down <= 1; down++)
            for (int right = -1; right <= 1; right++) {
                int x = cell_x(cell) + right, y = cell_y(cell) + down;
                if (x < 0 || x >= WIDE || y < 0 || y >= HIGH)
                    continue;
                sum += before[y * WIDE + x];
                count++;
            }
        layer[cell] = sum / count;
    }
    memory_free(before);
}

/* Rain as a rank: the driest cell of the land has 0, the wettest nearly ONE, so that tenths are of equal size. */
static void rank_rain(struct continent *continent, const int32_t *fallen)
{
    int *order = memory_get(CELLS * sizeof *order);
    unsigned count = cells_best(order, fallen, continent->land, CELLS);
    for (unsigned n = 0; n < count; n++)
        continent->rain[order[n]] = (int32_t)((int64_t)(count - 1 - n) * ONE / count);
    memory_free(order);
    for (int cell = 0; cell < CELLS; cell++)
        if (continent->land[cell] == 0)
            continent->rain[cell] = ONE / 2 + noise_at(continent->seed + 33, cell_x(cell), cell_y(cell), 40, 3) / 4;
}

void grow_climate(struct continent *continent)
{
    grow_warmth(continent);
    int64_t *fallen = memory_get(CELLS * sizeof *fallen);
    int32_t *score = memory_get(CELLS * sizeof *score);
    blow(continent, fallen);
    for (unsigned round = 0; round < BLUR_ROUNDS; round++)
        blur(fallen);
    for (int cell = 0; cell < CELLS; cell++) {     /* patches of weather, and more of it where it is hot and wet */
        int64_t patch = ONE * 3 / 4 + noise_at(continent->seed + 32, cell_x(cell), cell_y(cell), 34, 3) / 2;
        int64_t rain = fallen[cell] * patch / ONE;
        score[cell] = (int32_t)(rain + rain * continent->warmth[cell] / ONE / 4);
    }
    rank_rain(continent, score);
    memory_free(score);
    memory_free(fallen);
}
