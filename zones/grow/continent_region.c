/* zones/grow/continent_region.c -- named regions.
 *
 * Regions grow from middles that lie far from each other, and grow slowly over rivers and up and down slopes, so that their
 * borders are where a walker would say that something else begins.  Each is named after what it mostly is, from regions.yaml.
 * One thread. */
#include "zones/grow/continent_parts.h"

#include <string.h>

enum { LAND_REGIONS = 40, SEA_REGIONS = 10, KINDS_MOST = 16, NAMES_MOST = 40 };

/* Kinds of regions: the share (percent) of its cells that some grounds must have, tried in turn; the last takes all. */
static const struct region_kind {
    const char *key;
    uint32_t    lands;
    unsigned    percent;
} kinds[] = {
#define IS(member) 1u << GROUND_##member
    { "cold",      IS(ARCTIC) | IS(SNOW) | IS(TUNDRA),              28 },
    { "jungle",    IS(JUNGLE) | IS(FRINGE),                         20 },
    { "desert",    IS(DESERT),                                      18 },
    { "marsh",     IS(SWAMP),                                       13 },
    { "mountains", IS(MOUNTAINS) | IS(PEAK),                        40 },
    { "wood",      IS(FOREST) | IS(LUSH),                           42 },
    { "hills",     IS(HILLS) | IS(MOUNTAINS) | IS(PEAK),            38 },
    { "coast",     IS(BEACH) | IS(SHALLOW),                         12 },
    { "plain",     0,                                               0 },
#undef IS
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* The cell farthest from all middles so far; every region of a sort has one. */
static unsigned find_middles(const struct continent *continent, bool sea, unsigned most, int *middles)
{
    uint8_t *through = memory_get(CELLS), *from = memory_get(CELLS);
    uint16_t *steps = memory_get(CELLS * sizeof *steps);
    unsigned count = 0;
    for (int cell = 0; cell < CELLS; cell++)
        through[cell] = sea ? continent->land[cell] == 0 : continent->land[cell] != 0;
    memset(steps, 0xff, CELLS * sizeof *steps);
    while (count < most) {
        int best = NOWHERE;
        int64_t best_score = -1;
        for (int cell = 0; cell < CELLS; cell++) {
            if (through[cell] == 0 || cell == HOLE)
                continue;
            int64_t far = steps[cell] == UINT16_MAX ? 60 : steps[cell] > 60 ? 60 : steps[cell];
            int64_t score = far * 16 + (continent->coast[cell] < 12 ? continent->coast[cell] : 12) * 8
                            + noise_hash(continent->seed + 81, (uint32_t)cell, sea) % 24;
            if (score > best_score && far > 4) {
                best_score = score;
                best = cell;
            }
        }
        if (best == NOWHERE)
            break;
        middles[count++] = best;
        from[best] = 1;
        spread(steps, from, through);
    }
    memory_free(steps);
    memory_free(from);
    memory_free(through);
    return count;
}

static int64_t border_cost(const struct continent *continent, int from, int to)
{
    int64_t climbs = continent->height[to] - continent->height[from];
    climbs = climbs < 0 ? -climbs : climbs;
    int64_t cost = 100 + (climbs > 6000 ? 6000 : climbs) / 12 + noise_hash(continent->seed + 82, (uint32_t)to, 0) % 60;
    if (continent->water[to] >= 4 && continent->water[from] < 4)
        cost += 500;
    if (continent->ground[to] != continent->ground[from])
        cost += 60;
    return cost;
}

static void grow_out(struct continent *continent)
{
    struct heap heap = { 0 };
    int64_t *cost = memory_get(CELLS * sizeof *cost);
    for (int cell = 0; cell < CELLS; cell++)
        cost[cell] = INT64_MAX;
    for (unsigned n = 0; n < continent->region_count; n++) {
        int middle = continent->regions[n].middle;
        continent->region[middle] = (uint8_t)(n + 1);
        cost[middle] = 0;
        heap_push(&heap, 0, middle);
    }
    int64_t at;
    int cell;
    while (heap_pop(&heap, &at, &cell)) {
        if (at > cost[cell])
            continue;
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || continent->land[next] != continent->land[cell])
                continue;
            int64_t then = at + border_cost(continent, cell, next);
            if (then >= cost[next])
                continue;
            cost[next] = then;
            continent->region[next] = continent->region[cell];
            heap_push(&heap, then, next);
        }
    }
    heap_free(&heap);
    memory_free(cost);
}

/* Islands that are too small for a middle belong to the nearest land that has one. */
static void annex_islands(struct continent *continent)
{
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->land[cell] == 0 || continent->region[cell] != 0)
            continue;
        int nearest = 0, apart = CELLS;
        for (unsigned n = 0; n < continent->region_count; n++) {
            const struct region *region = &continent->regions[n];
            if (!region->sea && cells_apart(cell, region->middle) < apart) {
                apart = cells_apart(cell, region->middle);
                nearest = (int)n;
            }
        }
        continent->region[cell] = (uint8_t)(nearest + 1);
    }
}

static unsigned kind_of_region(const struct continent *continent, unsigned index)
{
    unsigned counts[GROUND_KINDS] = { 0 }, all = 0, sea = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->region[cell] != index + 1)
            continue;
        counts[continent->ground[cell]]++;
        all++;
        sea += continent->coast[cell] <= 2;
    }
    for (unsigned kind = 0; kind < KINDS; kind++) {
        unsigned fit = 0;
        for (unsigned ground = 0; ground < GROUND_KINDS; ground++)
            fit += (kinds[kind].lands >> ground & 1) != 0 ? counts[ground] : 0;
        bool coastal = strcmp(kinds[kind].key, "coast") == 0 && sea * 100 >= all * 45;
        if (coastal || fit * 100 >= all * kinds[kind].percent)
            return kind;
    }
    return KINDS - 1;
}

/* Takes a name off the list of that kind; a list that has run out borrows from those behind it, then from any. */
static const struct yaml_node *take_name(const struct yaml_node *names, const char *kind, struct dice *dice, uint8_t *used)
{
    const struct yaml_node *lists[KINDS_MOST] = { yaml_member(names, kind) };
    unsigned list_count = lists[0] != NULL ? 1 : 0;
    for (const struct yaml_node *other = names->first; other != NULL && list_count < KINDS_MOST; other = other->next)
        if (strcmp(kind, "sea") != 0 && strcmp(other->key->word, "sea") != 0 && other != lists[0])
            lists[list_count++] = other;
    for (unsigned n = 0; n < list_count; n++) {
        const struct yaml_node *free_ones[NAMES_MOST];
        unsigned count = 0;
        for (const struct yaml_node *one = lists[n]->first; one != NULL && count < NAMES_MOST; one = one->next)
            if (used[one->line] == 0)
                free_ones[count++] = one;
        if (count == 0)
            continue;
        const struct yaml_node *chosen = free_ones[dice_below(dice, count)];
        used[chosen->line] = 1;
        return chosen;
    }
    return NULL;
}

static bool name_regions(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    enum { LINES_MOST = 4000 };
    const struct yaml_node *names = yaml_member(data, "regions");
    if (names == NULL || names->kind != YAML_MAP) {
        mistake_at(mistakes, data, "'regions' must be a map of lists");
        return false;
    }
    struct dice dice;
    dice_seed(&dice, continent->seed ^ UINT64_C(0x4e616d6573));
    uint8_t *used = memory_get(LINES_MOST);
    bool good = true;
    for (unsigned n = 0; good && n < continent->region_count; n++) {
        struct region *region = &continent->regions[n];
        const char *kind = region->sea ? "sea" : kinds[kind_of_region(continent, n)].key;
        const struct yaml_node *entry = take_name(names, kind, &dice, used);
        good = entry != NULL && entry->line < LINES_MOST;
        if (!good) {
            mistake_at(mistakes, names, "not enough names for regions of kind '%s'", kind);
            break;
        }
        region->name = word_of(entry, "name");
        region->short_name = word_of(entry, "of");
        region->people = word_of(entry, "people");
        region->text = word_of(entry, "text");
        region->creatures = word_of(entry, "creatures");
        if (region->name == NULL || region->short_name == NULL || region->text == NULL) {
            mistake_at(mistakes, entry, "a region needs 'name', 'of' and 'text'");
            good = false;
        }
    }
    memory_free(used);
    return good;
}

static bool read_ferry_names(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    const struct yaml_node *names = yaml_member(data, "ferries");
    if (names == NULL || names->kind != YAML_LIST || names->count == 0) {
        mistake_at(mistakes, data, "'ferries' must be a list of names");
        return false;
    }
    continent->ferry_names = arena_get(continent->arena, names->count * sizeof *continent->ferry_names);
    for (const struct yaml_node *name = names->first; name != NULL; name = name->next)
        if (name->kind == YAML_WORD)
            continent->ferry_names[continent->ferry_name_count++] = name->word;
    return continent->ferry_name_count > 0;
}

bool grow_regions(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    int middles[REGIONS_MOST];
    for (unsigned sea = 0; sea < 2; sea++) {
        unsigned count = find_middles(continent, sea != 0, sea != 0 ? SEA_REGIONS : LAND_REGIONS, middles);
        for (unsigned n = 0; n < count; n++)
            continent->regions[continent->region_count++] = (struct region){ .middle = middles[n], .sea = sea != 0 };
    }
    grow_out(continent);
    annex_islands(continent);
    for (int cell = 0; cell < CELLS; cell++)
        if (continent->region[cell] != 0)
            continent->regions[continent->region[cell] - 1].cells++;
    return read_ferry_names(continent, data, mistakes) && name_regions(continent, data, mistakes);
}
