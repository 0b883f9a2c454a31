/* zones/grow/continent_roads.c -- roads between towns, trails to the gates of everything else, ferries, and the proof that
 * one can get everywhere.
 *
 * A way is looked for by what it costs to walk and to build: it follows valleys, goes round marshes, crosses a river once, and
 * keeps to the road that is there already.  A road makes the ground Trail and bridges what it crosses; a trail leaves the ground
 * as it is and fords.  One thread. */
#include "zones/grow/continent_parts.h"

#include <string.h>

enum {
    TOWNS_LEAST = 10, EXTRA_LINK = 55, EXTRA_LINKS_MOST = 8,
    FERRY_CELLS_LEAST = 30,        /* land that large gets a ferry, even if no gate is there */
    PORTS = 5, PORT_TO_ROAD = 7,   /* long lines along the coast */
    LOST_LEVEL = 110,              /* from here on some gates have no trail */
};

static int64_t build_cost(const struct continent *continent, int from, int to)
{
    enum ground ground = continent->ground[to];
    if (continent->road[to] != ROAD_NONE)
        return 10;
    if (continent->land[to] == 0)
        return ground == GROUND_SHALLOW ? 400 : -1;
    int64_t climbs = continent->height[to] - continent->height[from];
    climbs = climbs < 0 ? -climbs : climbs;
    int64_t cost = grounds[ground].cost * 10 + climbs / 60;
    if (ground == GROUND_WATER)
        cost = 420;
    else if (ground == GROUND_SHALLOW)
        cost = continent->water[to] == LAKE ? 500 : 200;
    else if (ground == GROUND_PEAK || ground == GROUND_DEEP || ground == GROUND_OCEAN)
        return -1;
    return cost + noise_hash(continent->seed + 97, (uint32_t)to, 0) % 16
           + noise_at(continent->seed + 96, cell_x(to), cell_y(to), 5, 2) * 60 / ONE + (continent->taken[to] != 0 ? 60 : 0);
}

/* The cheapest way from a cell to another, or to any road when that is NOWHERE.  Fills `path` from the end to the start and
 * returns its length, 0 when there is none. */
static unsigned find_way(const struct continent *continent, int from, int to, int *path)
{
    int64_t *cost = memory_get(CELLS * sizeof *cost);
    int *back = memory_get(CELLS * sizeof *back);
    struct heap heap = { 0 };
    for (int cell = 0; cell < CELLS; cell++)
        cost[cell] = INT64_MAX;
    cost[from] = 0;
    back[from] = NOWHERE;
    heap_push(&heap, 0, from);
    int64_t key;
    int cell, found = NOWHERE;
    while (found == NOWHERE && heap_pop(&heap, &key, &cell)) {
        int64_t ahead = to != NOWHERE ? (int64_t)cells_apart(cell, to) * 10 : 0;
        if (key > cost[cell] + ahead)
            continue;
        if (cell == to || (to == NOWHERE && cell != from && continent->road[cell] != ROAD_NONE)) {
            found = cell;
            break;
        }
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || next == HERMIT || (continent->shut[cell] >> way & 1) != 0)
                continue;
            int64_t step = build_cost(continent, cell, next);
            if (step < 0 || cost[cell] + step >= cost[next])
                continue;
            cost[next] = cost[cell] + step;
            back[next] = cell;
            heap_push(&heap, cost[next] + (to != NOWHERE ? (int64_t)cells_apart(next, to) * 10 : 0), next);
        }
    }
    unsigned length = 0;
    for (; found != NOWHERE; found = back[found])
        path[length++] = found;
    heap_free(&heap);
    memory_free(back);
    memory_free(cost);
    return length;
}

static void build(struct continent *continent, const int *path, unsigned length, enum road road)
{
    for (unsigned n = 0; n < length; n++) {
        int cell = path[n];
        enum ground ground = continent->ground[cell];
        bool wet = ground == GROUND_WATER || ground == GROUND_SHALLOW || ground == GROUND_BRIDGE;
        if (wet && continent->taken[cell] != 0)
            continue;
        if (wet) {
            if (ground != GROUND_BRIDGE)
                continent->ground[cell] = road == ROAD_MAIN ? GROUND_BRIDGE : GROUND_SHALLOW;
            continent->road[cell] = ROAD_CROSSING;
            continue;
        }
        if (road > continent->road[cell])
            continent->road[cell] = (uint8_t)road;
        if (road == ROAD_MAIN && continent->taken[cell] == 0)
            continent->ground[cell] = GROUND_TRAIL;
    }
}

/* -- roads -- */

/* Cattle graze around towns. */
static void make_pastures(struct continent *continent)
{
    for (unsigned n = 0; n < continent->gate_count; n++)
        for (int cell = 0; continent->gates[n].town && cell < CELLS; cell++)
            if (continent->ground[cell] == GROUND_FIELD && continent->taken[cell] == 0
                && cells_apart(cell, continent->gates[n].cell) <= 4
                && noise_at(continent->seed + 93, cell_x(cell), cell_y(cell), 3, 1) > ONE * 2 / 5)
                continent->ground[cell] = GROUND_PASTURE;
}

/* With few real towns, others do as one: those farthest from all towns so far. */
static void promote_towns(struct continent *continent)
{
    unsigned towns = 0;
    for (unsigned n = 0; n < continent->gate_count; n++) {
        if (strcmp(continent->gates[n].area, "midgaard") == 0)
            continent->gates[n].town = true;
        towns += continent->gates[n].town;
    }
    for (; towns < TOWNS_LEAST && towns < continent->gate_count; towns++) {
        struct gate *best = NULL;
        int most = -1;
        for (unsigned n = 0; n < continent->gate_count; n++) {
            struct gate *gate = &continent->gates[n];
            int close = CELLS;
            for (unsigned other = 0; other < continent->gate_count; other++)
                if (continent->gates[other].town && cells_apart(gate->cell, continent->gates[other].cell) < close)
                    close = cells_apart(gate->cell, continent->gates[other].cell);
            if (!gate->town && close > most && grounds[continent->ground[gate->cell]].cost <= 6) {
                most = close;
                best = gate;
            }
        }
        if (best == NULL)
            return;
        best->town = true;
    }
}

/* Joins the towns by the shortest tree, then a few that are neighbours and were not joined. */
static void build_roads(struct continent *continent, int *path)
{
    unsigned count = 0, extra = 0;
    const struct gate **towns = memory_get((continent->gate_count + 1) * sizeof *towns);
    bool *joined = memory_get(continent->gate_count + 1);
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (continent->gates[n].town)
            towns[count++] = &continent->gates[n];
    for (unsigned n = 0; n < count; n++)
        joined[n] = towns[n]->cell == continent->home;
    for (unsigned round = 0; round + 1 < count; round++) {
        unsigned best_from = count, best_to = count;
        int best = CELLS;
        for (unsigned from = 0; from < count; from++)
            for (unsigned to = 0; joined[from] && to < count; to++)
                if (!joined[to] && cells_apart(towns[from]->cell, towns[to]->cell) < best) {
                    best = cells_apart(towns[from]->cell, towns[to]->cell);
                    best_from = from;
                    best_to = to;
                }
        if (best_to == count)
            break;
        joined[best_to] = true;
        build(continent, path, find_way(continent, towns[best_from]->cell, towns[best_to]->cell, path), ROAD_MAIN);
    }
    for (unsigned from = 0; from < count; from++)
        for (unsigned to = from + 1; to < count && extra < EXTRA_LINKS_MOST; to++)
            if (cells_apart(towns[from]->cell, towns[to]->cell) < EXTRA_LINK
                && noise_hash(continent->seed + 98, from, to) % 3 == 0) {
                build(continent, path, find_way(continent, towns[from]->cell, towns[to]->cell, path), ROAD_MAIN);
                extra++;
            }
    memory_free(joined);
    memory_free(towns);
}

/* How much of a trail one still finds, from the road on: all of it where newcomers walk and where it crosses water to what
 * could not be reached, less the farther from home. */
static unsigned trail_left(const struct continent *continent, const struct gate *gate, const int *path, unsigned length,
                           const uint8_t *reached)
{
    unsigned level = continent->level[gate->cell], percent = level < 25 ? 100 : level < LOST_LEVEL ? 55 : 35;
    bool crosses = false;
    for (unsigned n = 0; n < length; n++)
        crosses = crosses || continent->ground[path[n]] == GROUND_WATER;
    return crosses || gate->town || reached[gate->cell] == 0 ? length : (length * percent + 99) / 100;
}

/* Where land is cut off from home by nothing but a river, the first way across it has to be built, lost or not. */
static bool wants_trail(const struct continent *continent, const struct gate *gate, unsigned index, const uint8_t *reached)
{
    if (gate->town || continent->level[gate->cell] < LOST_LEVEL || reached[gate->cell] == 0)
        return true;
    return noise_hash(continent->seed + 99, index, 1) % 3 != 0;
}

/* What can be walked to from the cells that are marked. */
static void walk_on(const struct continent *continent, uint8_t *reached, const int *starts, unsigned start_count)
{
    int *queue = memory_get(CELLS * sizeof *queue);
    unsigned head = 0, tail = 0;
    for (unsigned n = 0; n < start_count; n++)
        if (reached[starts[n]] == 0) {
            reached[starts[n]] = 1;
            queue[tail++] = starts[n];
        }
    while (head < tail) {
        int cell = queue[head++];
        for (unsigned way = 0; way < WAYS; way++) {
            int next = step_from(continent, cell, way);
            if (next == NOWHERE || reached[next] != 0)
                continue;
            reached[next] = 1;
            queue[tail++] = next;
        }
    }
    memory_free(queue);
}

void grow_roads(struct continent *continent)
{
    int *path = memory_get(CELLS * sizeof *path);
    uint8_t *reached = memory_get(CELLS), *done = memory_get(continent->gate_count + 1);
    promote_towns(continent);
    make_pastures(continent);
    memcpy(continent->under, continent->ground, CELLS);
    build_roads(continent, path);
    if (continent->road[continent->home] == ROAD_NONE)
        continent->road[continent->home] = ROAD_TRAIL;
    walk_on(continent, reached, &continent->home, 1);
    for (unsigned round = 0; round < continent->gate_count; round++) {
        unsigned next = continent->gate_count;
        for (unsigned n = 0; n < continent->gate_count; n++)
            if (done[n] == 0 && (next == continent->gate_count
                                 || continent->walk[continent->gates[n].cell] < continent->walk[continent->gates[next].cell]))
                next = n;
        done[next] = 1;
        int cell = continent->gates[next].cell;
        if (continent->road[cell] != ROAD_NONE || !wants_trail(continent, &continent->gates[next], next, reached))
            continue;
        unsigned length = find_way(continent, cell, NOWHERE, path);
        build(continent, path, trail_left(continent, &continent->gates[next], path, length, reached), ROAD_TRAIL);
        walk_on(continent, reached, &cell, 1);
    }
    memory_free(done);
    memory_free(reached);
    memory_free(path);
}

/* -- ferries -- */

static bool is_quay(const struct continent *continent, int cell)
{
    if (!on_foot(continent, cell) || continent->ground[cell] == GROUND_SHALLOW || continent->ground[cell] == GROUND_BRIDGE
        || continent->land[cell] == 0 || continent->taken[cell] != 0 || cell == HERMIT)
        return false;
    for (unsigned way = 0; way < WAYS; way++) {
        int beside = cell_beside(cell, way);
        if (beside != NOWHERE && (continent->land[beside] == 0 || continent->water[beside] == LAKE))
            return true;
    }
    return false;
}

static void add_ferry(struct continent *continent, int from, int to)
{
    static const uint8_t hours[][3] = { { 6, 12, 18 }, { 5, 13, 20 }, { 7, 11, 17 }, { 8, 14, 21 }, { 4, 10, 16 } };
    unsigned n = continent->ferry_count;
    if (n == FERRIES_MOST || n == continent->ferry_name_count)
        return;
    struct ferry *ferry = &continent->ferries[continent->ferry_count++];
    unsigned shift = noise_hash(continent->seed + 101, 0, 0) % continent->ferry_name_count;
    ferry->name = continent->ferry_names[(n + shift) % continent->ferry_name_count];
    ferry->stops[0] = from;
    ferry->stops[1] = to;
    memcpy(ferry->hours, hours[noise_hash(continent->seed + 102, n, 0) % 5], sizeof ferry->hours);
    int *path = memory_get(CELLS * sizeof *path);
    for (unsigned stop = 0; stop < 2; stop++) {
        continent->taken[ferry->stops[stop]] = 2;
        if (continent->road[ferry->stops[stop]] == ROAD_NONE)
            build(continent, path, find_way(continent, ferry->stops[stop], NOWHERE, path), ROAD_TRAIL);
        if (continent->road[ferry->stops[stop]] == ROAD_NONE)
            continent->road[ferry->stops[stop]] = ROAD_TRAIL;
    }
    memory_free(path);
}

/* The two quays nearest to each other, one on land that is reached and one on land that `there` marks. */
static bool nearest_quays(const struct continent *continent, const uint8_t *reached, const uint8_t *there, int *from, int *to)
{
    int *quays = memory_get(CELLS * sizeof *quays), best = CELLS;
    unsigned count = 0;
    for (int cell = 0; cell < CELLS; cell++)
        if (reached[cell] != 0 && is_quay(continent, cell))
            quays[count++] = cell;
    for (int cell = 0; cell < CELLS; cell++) {
        if (there[cell] == 0 || !is_quay(continent, cell))
            continue;
        for (unsigned n = 0; n < count; n++) {
            int apart = cells_apart(cell, quays[n]) * 4 + (continent->road[quays[n]] != ROAD_NONE ? 0 : 6);
            if (apart < best) {
                best = apart;
                *from = quays[n];
                *to = cell;
            }
        }
    }
    memory_free(quays);
    return best < CELLS;
}

/* Land that cannot be walked to, if a gate is there or it is large: the nearest quays are joined, again and again. */
static void ferry_islands(struct continent *continent)
{
    uint8_t *reached = memory_get(CELLS), *there = memory_get(CELLS), *seen = memory_get(CELLS);
    walk_on(continent, reached, &continent->home, 1);
    memcpy(seen, reached, CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
        if (seen[cell] != 0 || !on_foot(continent, cell) || continent->land[cell] == 0)
            continue;
        memset(there, 0, CELLS);
        walk_on(continent, there, &cell, 1);
        unsigned size = 0;
        for (int other = 0; other < CELLS; other++) {
            seen[other] |= there[other];
            size += there[other] != 0 && continent->land[other] != 0;
        }
        for (unsigned n = 0; n < continent->gate_count; n++)
            size += there[continent->gates[n].cell] != 0 ? FERRY_CELLS_LEAST : 0;
        int from, to;
        if (size < FERRY_CELLS_LEAST || !nearest_quays(continent, reached, there, &from, &to))
            continue;
        add_ferry(continent, from, to);
        walk_on(continent, reached, &to, 1);
    }
    memory_free(seen);
    memory_free(there);
    memory_free(reached);
}

/* A few lines along the coast: from the quay next to home to quays by a road, each as far as can be from the others. */
static void ferry_lines(struct continent *continent)
{
    uint8_t *reached = memory_get(CELLS);
    int ports[PORTS + 1], home_quay = NOWHERE;
    unsigned count = 0;
    walk_on(continent, reached, &continent->home, 1);
    for (int cell = 0; cell < CELLS; cell++)
        if (reached[cell] != 0 && is_quay(continent, cell)
            && (home_quay == NOWHERE || cells_apart(cell, continent->home) < cells_apart(home_quay, continent->home)))
            home_quay = cell;
    if (home_quay != NOWHERE)
        ports[count++] = home_quay;
    while (count > 0 && count <= PORTS) {
        int best = NOWHERE, most = 40;
        for (int cell = 0; cell < CELLS; cell++) {
            if (reached[cell] == 0 || !is_quay(continent, cell) || continent->road[cell] == ROAD_NONE)
                continue;
            int close = CELLS;
            for (unsigned n = 0; n < count; n++)
                close = cells_apart(cell, ports[n]) < close ? cells_apart(cell, ports[n]) : close;
            if (close > most) {
                most = close;
                best = cell;
            }
        }
        if (best == NOWHERE)
            break;
        add_ferry(continent, ports[0], best);
        ports[count++] = best;
    }
    memory_free(reached);
}

void grow_ferries(struct continent *continent)
{
    ferry_lines(continent);
    ferry_islands(continent);
}

/* -- the proof -- */

unsigned count_cut_off(struct continent *continent)
{
    uint8_t *reached = memory_get(CELLS);
    unsigned cut_off = 0;
    walk_on(continent, reached, &continent->home, 1);
    for (unsigned round = 0; round < continent->ferry_count; round++)
        for (unsigned n = 0; n < continent->ferry_count; n++) {
            const struct ferry *ferry = &continent->ferries[n];
            if (reached[ferry->stops[0]] != 0 || reached[ferry->stops[1]] != 0)
                walk_on(continent, reached, ferry->stops, 2);
        }
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (reached[continent->gates[n].cell] == 0) {
            fprintf(continent->complaints, "%s: its gate at %d,%d cannot be reached\n", continent->gates[n].area,
                    cell_x(continent->gates[n].cell), cell_y(continent->gates[n].cell));
            cut_off++;
        }
    memory_free(reached);
    return cut_off;
}
