/* zones/grow/continent_water.c -- rivers and lakes.
 *
 * The sea is let rise over the land from the coasts inward, always over the lowest edge it has reached (a priority flood).
 * Whence it came into a cell, water of that cell runs away; `fill` is how high it stood, and rises by at least one with each
 * step inland, so that every river runs downhill all the way to the sea.  What had to fill up first is a lake.  One thread. */
#include "zones/grow/continent_parts.h"

#include <stdlib.h>

enum {
    LAKE_DEPTH = 1100,              /* so deep a hollow holds water ... */
    LAKE_LEAST = 5,                /* ... if it is as large as this ... */
    LAKE_MOST = 260,               /* ... and not larger: then the rest has silted up, and only what is deeper is a lake */
};
/* What must have gathered (land cells of middling rain, times 100) for a river of size 1, 2 ... 9. */
static const uint32_t sizes[9] = { 2400, 4200, 7000, 12000, 20000, 32000, 52000, 85000, 140000 };

static void flood_land(struct continent *continent, int *order, unsigned *count)
{
    struct heap heap = { 0 };
    uint8_t *seen = memory_get(CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
        continent->flow[cell] = NO_WAY;
        if (continent->land[cell] != 0)
            continue;
        seen[cell] = 1;
        if (continent->coast[cell] == 1)
            heap_push(&heap, 0, cell);
    }
    int64_t level;
    int cell;
    while (heap_pop(&heap, &level, &cell)) {
        if (continent->land[cell] != 0)
            order[(*count)++] = cell;
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || seen[next] != 0)
                continue;
            seen[next] = 1;
            /* A little chance in it, or water would run straight over what was a hollow. */
            int64_t rises = level + 1 + noise_hash(continent->seed + 35, (uint32_t)next, 0) % 24;
            int64_t high = continent->height[next] > rises ? continent->height[next] : rises;
            continent->fill[next] = (int32_t)high;
            continent->flow[next] = (uint8_t)((way + 2) % WAYS);
            heap_push(&heap, high, next);
        }
    }
    /* The hole has no neighbours: it is nobody's water. */
    if (continent->land[HOLE] != 0 && seen[HOLE] == 0)
        continent->fill[HOLE] = continent->height[HOLE];
    memory_free(seen);
    heap_free(&heap);
}

/* Water takes the steepest way down. */
static void steepest(struct continent *continent, const int *order, unsigned count)
{
    for (unsigned n = 0; n < count; n++) {
        int cell = order[n], lowest = cell_beside(cell, continent->flow[cell]);
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || continent->fill[next] >= continent->fill[lowest] || continent->land[lowest] == 0)
                continue;
            lowest = next;
            continent->flow[cell] = (uint8_t)way;
        }
    }
}

/* From the highest down, each hands on what it got and its own rain. */
static void gather(struct continent *continent, const int *order, unsigned count)
{
    for (unsigned n = count; n-- > 0;) {
        int cell = order[n], next = cell_beside(cell, continent->flow[cell]);
        continent->gathered[cell] += 30 + (uint32_t)((int64_t)continent->rain[cell] * 140 / ONE);
        if (continent->land[next] != 0)
            continent->gathered[next] += continent->gathered[cell];
    }
}

/* Hollows of at least that depth become lakes, unless they are too large; then true. */
static bool find_lakes(struct continent *continent, int depth)
{
    uint8_t *deep = memory_get(CELLS), *seen = memory_get(CELLS);
    int *queue = memory_get(CELLS * sizeof *queue);
    bool too_large = false;
    for (int cell = 0; cell < CELLS; cell++)
        deep[cell] = continent->land[cell] != 0 && continent->fill[cell] - continent->height[cell] >= depth
                     && continent->water[cell] != LAKE && cells_apart(cell, HERMIT) > 3 && cell != HOLE;
    for (int from = 0; from < CELLS; from++) {
        if (deep[from] == 0 || seen[from] != 0)
            continue;
        unsigned head = 0, tail = 0;
        queue[tail++] = from;
        seen[from] = 1;
        while (head < tail)
            for (unsigned way = 0, cell = (unsigned)queue[head++]; way < WAYS; way++) {
                int next = cell_beside((int)cell, way);
                if (next == NOWHERE || deep[next] == 0 || seen[next] != 0)
                    continue;
                seen[next] = 1;
                queue[tail++] = next;
            }
        too_large = too_large || tail > LAKE_MOST;
        for (unsigned n = 0; tail >= LAKE_LEAST && tail <= LAKE_MOST && n < tail; n++)
            continent->water[queue[n]] = LAKE;
    }
    memory_free(queue);
    memory_free(seen);
    memory_free(deep);
    return too_large;
}

void grow_water(struct continent *continent)
{
    int *order = memory_get(CELLS * sizeof *order);
    unsigned count = 0;
    flood_land(continent, order, &count);
    steepest(continent, order, count);
    gather(continent, order, count);
    bool too_large = true;
    for (int depth = LAKE_DEPTH; too_large; depth += depth / 3)
        too_large = find_lakes(continent, depth);
    for (unsigned n = 0; n < count; n++) {
        int cell = order[n];
        if (continent->water[cell] == LAKE)
            continue;
        while (continent->water[cell] < 9 && continent->gathered[cell] >= sizes[continent->water[cell]])
            continent->water[cell]++;
    }
    memory_free(order);
}
