/* zones/grow/continent_places.c -- named places: texts written by hand (places.yaml), cells found for them.
 *
 * A place says what land it wants and what it wants to be by; of the cells that suit it takes one away from gates and other
 * places.  An entry `hermit: yes` is for the lonely cell.  One thread. */
#include "zones/grow/continent_parts.h"

#include "zones/world/world.h"

#include <string.h>

enum place_by { BY_SEA, BY_RIVER, BY_LAKE, BY_ROAD, OFF_ROAD, BY_CROSSING, BY_HEIGHT, ON_ISLAND, BY_WAYS };
static const char *const by_words[BY_WAYS] = { "sea", "river", "lake", "road", "wild", "crossing", "height", "island" };
enum { PLACES_APART = 6, GATE_APART = 2 };

static bool any_beside(const struct continent *continent, int cell, bool (*is)(const struct continent *, int))
{
    for (unsigned way = 0; way < WAYS; way++) {
        int next = cell_beside(cell, way);
        if (next != NOWHERE && is(continent, next))
            return true;
    }
    return false;
}

static bool is_sea(const struct continent *continent, int cell)      { return continent->land[cell] == 0; }
static bool is_river(const struct continent *continent, int cell)    { return continent->water[cell] >= 1 && continent->water[cell] != LAKE; }
static bool is_lake(const struct continent *continent, int cell)     { return continent->water[cell] == LAKE; }
static bool is_road(const struct continent *continent, int cell)     { return continent->road[cell] != ROAD_NONE; }
static bool is_crossing(const struct continent *continent, int cell) { return continent->road[cell] == ROAD_CROSSING; }
static bool is_height(const struct continent *continent, int cell)
{
    return continent->ground[cell] == GROUND_PEAK || continent->ground[cell] == GROUND_MOUNTAINS;
}

/* Land that no road of the mainland leads to: an island, as far as walkers are concerned. */
static uint8_t *find_mainland(const struct continent *continent)
{
    uint8_t *home = memory_get(CELLS), *mainland = memory_get(CELLS);
    uint16_t *steps = memory_get(CELLS * sizeof *steps);
    home[continent->home] = 1;
    spread(steps, home, continent->land);
    for (int cell = 0; cell < CELLS; cell++)
        mainland[cell] = steps[cell] != UINT16_MAX;
    memory_free(steps);
    memory_free(home);
    return mainland;
}

static bool is_by(const struct continent *continent, const uint8_t *mainland, int cell, uint32_t by)
{
    const bool holds[BY_WAYS] = {
        [BY_SEA] = any_beside(continent, cell, is_sea),           [BY_RIVER] = any_beside(continent, cell, is_river),
        [BY_LAKE] = any_beside(continent, cell, is_lake),         [BY_ROAD] = any_beside(continent, cell, is_road),
        [OFF_ROAD] = !any_beside(continent, cell, is_road),       [BY_CROSSING] = any_beside(continent, cell, is_crossing),
        [BY_HEIGHT] = any_beside(continent, cell, is_height),     [ON_ISLAND] = mainland[cell] == 0,
    };
    for (unsigned n = 0; n < BY_WAYS; n++)
        if ((by >> n & 1) != 0 && !holds[n])
            return false;
    return true;
}

/* Steps to the nearest place or gate that is there already; small when it is too near. */
static bool is_free(const struct continent *continent, int cell)
{
    if (!on_foot(continent, cell) || continent->taken[cell] != 0 || continent->road[cell] != ROAD_NONE
        || cells_apart(cell, HERMIT) < PLACES_APART)
        return false;
    for (unsigned n = 0; n < continent->place_count; n++)
        if (continent->places[n].cell != NOWHERE && cells_apart(cell, continent->places[n].cell) < PLACES_APART)
            return false;
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (cells_apart(cell, continent->gates[n].cell) < GATE_APART)
            return false;
    return true;
}

static int find_cell(const struct continent *continent, const struct place *place, const uint8_t *mainland, unsigned index)
{
    int best = NOWHERE;
    uint32_t best_score = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        if ((place->lands != 0 && (place->lands >> continent->ground[cell] & 1) == 0) || !is_free(continent, cell)
            || !is_by(continent, mainland, cell, place->by))
            continue;
        uint32_t score = noise_hash(continent->seed + 111, (uint32_t)cell, index) | 1;
        if (score <= best_score)
            continue;
        best_score = score;
        best = cell;
    }
    return best;
}

static uint32_t read_by(struct mistakes *mistakes, const struct yaml_node *node)
{
    uint32_t by = 0;
    const struct yaml_node *word = node == NULL ? NULL : node->kind == YAML_LIST ? node->first : node;
    for (; word != NULL; word = node->kind == YAML_LIST ? word->next : NULL) {
        unsigned n = 0;
        while (n < BY_WAYS && (word->kind != YAML_WORD || strcmp(word->word, by_words[n]) != 0))
            n++;
        if (n < BY_WAYS)
            by |= 1u << n;
        else
            mistake_at(mistakes, word, "by: none of sea, river, lake, road, wild, crossing, height, island");
    }
    return by;
}

static void check_extras(struct mistakes *mistakes, const struct yaml_node *node, const char *text)
{
    const struct yaml_node *extras = yaml_member(node, "extras");
    for (const struct yaml_node *extra = extras != NULL ? extras->first : NULL; extra != NULL; extra = extra->next) {
        const struct yaml_node *keys = extra->kind == YAML_MAP ? yaml_member(extra, "keys") : NULL;
        if (keys == NULL || keys->kind != YAML_LIST || word_of(extra, "text") == NULL) {
            mistake_at(mistakes, extra, "extras: each needs 'keys', a list, and 'text'");
            continue;
        }
        for (const struct yaml_node *key = keys->first; key != NULL; key = key->next)
            if (key->kind != YAML_WORD || !text_names(text, key->word))
                mistake_at(mistakes, key, "keys: this word does not occur in the text");
    }
}

static void add_place(struct continent *continent, struct mistakes *mistakes, const struct yaml_node *node, const uint8_t *mainland)
{
    struct place place = { .cell = NOWHERE };
    if (node->kind != YAML_MAP || (place.name = word_of(node, "name")) == NULL || (place.text = word_of(node, "text")) == NULL) {
        mistake_at(mistakes, node, "a place needs 'name' and 'text'");
        return;
    }
    if (continent->place_count == PLACES_MOST) {
        mistake_at(mistakes, node, "more than %d places", PLACES_MOST);
        return;
    }
    place.extras = yaml_member(node, "extras");
    place.lands = grounds_read(continent, mistakes, yaml_member(node, "land"));
    place.by = read_by(mistakes, yaml_member(node, "by"));
    check_extras(mistakes, node, place.text);
    const char *hermit = word_of(node, "hermit");
    place.cell = hermit != NULL && strcmp(hermit, "yes") == 0 ? HERMIT
                 : find_cell(continent, &place, mainland, continent->place_count);
    if (place.cell == NOWHERE)     /* this continent has no such cell: another will */
        return;
    continent->taken[place.cell] = 3;
    continent->places[continent->place_count++] = place;
}

bool grow_places(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    const struct yaml_node *places = yaml_member(data, "places");
    if (places == NULL || places->kind != YAML_LIST) {
        mistake_at(mistakes, data, "'places' must be a list");
        return false;
    }
    uint8_t *mainland = find_mainland(continent);
    for (const struct yaml_node *node = places->first; node != NULL; node = node->next)
        add_place(continent, mistakes, node, mainland);
    memory_free(mainland);
    return mistakes->count == 0;
}
