/* zones/grow/continent.c -- the continent as a whole: the grid, what the parts share, and the order in which they run. */
#include "zones/grow/continent_parts.h"

#include "zones/world/world.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* -- the grid -- */

int cell_beside(int cell, unsigned way)
{
    int x = cell_x(cell) + (way == WAY_EAST) - (way == WAY_WEST), y = cell_y(cell) + (way == WAY_SOUTH) - (way == WAY_NORTH);
    if (way >= WAYS || x < 0 || x >= WIDE || y < 0 || y >= HIGH || cell == HOLE)
        return NOWHERE;
    int next = y * WIDE + x;
    return next == HOLE ? NOWHERE : next;
}

uint32_t cell_room(int cell)
{
    return (uint32_t)(FIRST_ROOM + cell - (cell > HOLE));
}

int cells_apart(int a, int b)
{
    int across = abs(cell_x(a) - cell_x(b)), down = abs(cell_y(a) - cell_y(b));
    return across > down ? across : down;
}

bool on_foot(const struct continent *continent, int cell)
{
    return cell != HOLE && grounds[continent->ground[cell]].cost != 0;
}

int step_from(const struct continent *continent, int cell, unsigned way)
{
    int next = cell_beside(cell, way);
    if (next == NOWHERE || (continent->shut[cell] >> way & 1) != 0 || !on_foot(continent, next))
        return NOWHERE;
    return next;
}

void spread(uint16_t *steps, const uint8_t *from, const uint8_t *through)
{
    int *queue = memory_get(CELLS * sizeof *queue);
    unsigned head = 0, tail = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        steps[cell] = from[cell] != 0 ? 0 : UINT16_MAX;
        if (from[cell] != 0)
            queue[tail++] = cell;
    }
    while (head < tail) {
        int cell = queue[head++];
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || steps[next] != UINT16_MAX || through[next] == 0)
                continue;
            steps[next] = (uint16_t)(steps[cell] + 1);
            queue[tail++] = next;
        }
    }
    memory_free(queue);
}

struct scored { int32_t score; int cell; };

static int best_first(const void *a, const void *b)
{
    const struct scored *one = a, *other = b;
    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    return one->cell < other->cell ? -1 : one->cell > other->cell;
}

unsigned cells_best(int *best, const int32_t *score, const uint8_t *open, unsigned count)
{
    struct scored *all = memory_get(CELLS * sizeof *all);
    unsigned found = 0;
    for (int cell = 0; cell < CELLS; cell++)
        if (open[cell] != 0)
            all[found++] = (struct scored){ score[cell], cell };
    qsort(all, found, sizeof *all, best_first);
    if (found > count)
        found = count;
    for (unsigned n = 0; n < found; n++)
        best[n] = all[n].cell;
    memory_free(all);
    return found;
}

/* -- the heap -- */

static bool before(const struct heap_entry *one, const struct heap_entry *other)
{
    return one->key != other->key ? one->key < other->key : one->cell < other->cell;
}

void heap_push(struct heap *heap, int64_t key, int cell)
{
    if (heap->count == heap->room) {
        heap->room = heap->room == 0 ? 1024 : heap->room * 2;
        heap->entries = memory_resize(heap->entries, heap->room * sizeof *heap->entries);
    }
    struct heap_entry entry = { key, cell };
    unsigned at = heap->count++;
    for (; at > 0 && before(&entry, &heap->entries[(at - 1) / 2]); at = (at - 1) / 2)
        heap->entries[at] = heap->entries[(at - 1) / 2];
    heap->entries[at] = entry;
}

bool heap_pop(struct heap *heap, int64_t *key, int *cell)
{
    if (heap->count == 0)
        return false;
    *key = heap->entries[0].key;
    *cell = heap->entries[0].cell;
    struct heap_entry last = heap->entries[--heap->count];
    unsigned at = 0;
    for (unsigned child = 1; child < heap->count; child = at * 2 + 1) {
        if (child + 1 < heap->count && before(&heap->entries[child + 1], &heap->entries[child]))
            child++;
        if (!before(&heap->entries[child], &last))
            break;
        heap->entries[at] = heap->entries[child];
        at = child;
    }
    heap->entries[at] = last;
    return true;
}

void heap_free(struct heap *heap)
{
    memory_free(heap->entries);
    *heap = (struct heap){ 0 };
}

/* -- data -- */

/* A gate may name what the wilderness has none of, a path or a city: that is no wish then, and no mistake. */
static bool is_terrain(const char *word)
{
    for (unsigned n = 0; n < TERRAIN_KINDS; n++)
        if (strcasecmp(terrain_words[n], word) == 0)
            return true;
    return false;
}

uint32_t grounds_read(struct continent *continent, struct mistakes *mistakes, const struct yaml_node *node)
{
    uint32_t lands = 0;
    if (node == NULL)
        return 0;
    const struct yaml_node *word = node->kind == YAML_LIST ? node->first : node;
    for (; word != NULL; word = node->kind == YAML_LIST ? word->next : NULL) {
        unsigned ground = 0;
        while (ground < GROUND_KINDS && (word->kind != YAML_WORD || strcasecmp(word->word, grounds[ground].word) != 0))
            ground++;
        if (ground < GROUND_KINDS)
            lands |= 1u << ground;
        else if (word->kind != YAML_WORD || !is_terrain(word->word))
            mistake_at(mistakes, word, "there is no such land in the wilderness");
    }
    (void)continent;
    return lands;
}

const char *word_of(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = map->kind == YAML_MAP ? yaml_member(map, key) : NULL;
    return node != NULL && node->kind == YAML_WORD ? node->word : NULL;
}

uint32_t number_of(const struct yaml_node *map, const char *key, uint32_t otherwise)
{
    const char *word = word_of(map, key);
    return word != NULL && isdigit((unsigned char)word[0]) ? (uint32_t)strtoul(word, NULL, 10) : otherwise;
}

const struct yaml_node *data_read(struct continent *continent, const char *folder, const char *name, struct mistakes *mistakes)
{
    const char *path = say(continent, "%s/%s", folder, name);
    *mistakes = (struct mistakes){ .file = path, .out = continent->complaints };
    const struct yaml_node *root = yaml_read_file(path, continent->arena, mistakes);
    if (root != NULL && root->kind != YAML_MAP)
        mistake_at(mistakes, root, "must be a map");
    return mistakes->count == 0 ? root : NULL;
}

const char *say(struct continent *continent, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    const char *kept = length >= 0 ? arena_string(continent->arena, text) : "";
    free(text);
    return kept;
}

/* -- all of it -- */

/* The lonely cell can be entered, and left, on its west side only. */
static void shut_hermit(struct continent *continent)
{
    for (unsigned way = 0; way < WAYS; way++) {
        if (way == WAY_WEST)
            continue;
        continent->shut[HERMIT] |= (uint8_t)(1u << way);
        continent->shut[cell_beside(HERMIT, way)] |= (uint8_t)(1u << (way + 2) % WAYS);
    }
}

static bool grow_all(struct continent *continent, const struct continent_order *order)
{
    struct mistakes mistakes;
    grow_height(continent);
    grow_climate(continent);
    grow_water(continent);
    grow_ground(continent);
    shut_hermit(continent);
    const struct yaml_node *regions = data_read(continent, order->data, "regions.yaml", &mistakes);
    if (regions == NULL || !grow_regions(continent, regions, &mistakes) || !gates_read(continent, order->areas))
        return false;
    place_home(continent);
    grow_levels(continent);
    if (!place_gates(continent))
        return false;
    grow_roads(continent);
    grow_ferries(continent);
    unsigned cut_off = count_cut_off(continent);
    const struct yaml_node *places = data_read(continent, order->data, "places.yaml", &mistakes);
    if (places == NULL || !grow_places(continent, places, &mistakes))
        return false;
    grow_growth(continent);
    const struct yaml_node *wild = data_read(continent, order->data, "wild.yaml", &mistakes);
    return wild != NULL && grow_wild(continent, wild, &mistakes) && cut_off == 0;
}

static struct continent *continent_new(const struct continent_order *order, FILE *complaints)
{
    struct continent *continent = memory_get(sizeof *continent);
    continent->arena = arena_new();
    continent->seed = order->seed;
    continent->complaints = complaints;
    continent->home = NOWHERE;
    return continent;
}

static void continent_free(struct continent **continent)
{
    arena_free(&(*continent)->arena);
    memory_free(*continent);
    *continent = NULL;
}

bool continent_grow(const struct continent_order *order, FILE *complaints)
{
    struct continent *continent = continent_new(order, complaints);
    bool good = grow_all(continent, order) && continent_write(continent, order->out);
    continent_free(&continent);
    return good;
}

static uint32_t colour_at(const struct continent *continent, int cell)
{
    uint32_t colour = grounds[continent->ground[cell]].colour;
    if (continent->taken[cell] == 1)
        return 0xff0000;
    if (continent->taken[cell] != 0)
        return 0xff00ff;
    if (continent->road[cell] == ROAD_TRAIL)
        return 0xb06040;
    if (continent->water[cell] > 0 && continent->water[cell] < 4 && continent->road[cell] == ROAD_NONE)
        return 0x6fa8dc;
    int west = cell_beside(cell, WAY_WEST), north = cell_beside(cell, WAY_NORTH);
    bool border = (west != NOWHERE && continent->region[west] != continent->region[cell])
                  || (north != NOWHERE && continent->region[north] != continent->region[cell]);
    return border && continent->land[cell] != 0 ? (colour >> 1 & 0x7f7f7f) + 0x303030 : colour;
}

bool continent_map(const struct continent_order *order, unsigned scale, FILE *complaints)
{
    struct continent *continent = continent_new(order, complaints);
    bool good = grow_all(continent, order);
    FILE *out = fopen(order->out, "w");
    if (out == NULL) {
        fprintf(complaints, "%s: cannot be written\n", order->out);
        good = false;
    } else {
        fprintf(out, "P6\n%u %u\n255\n", WIDE * scale, HIGH * scale);
        for (unsigned y = 0; y < HIGH * scale; y++)
            for (unsigned x = 0; x < WIDE * scale; x++) {
                uint32_t colour = colour_at(continent, (int)(y / scale * WIDE + x / scale));
                fputc((int)(colour >> 16 & 0xff), out);
                fputc((int)(colour >> 8 & 0xff), out);
                fputc((int)(colour & 0xff), out);
            }
        good = fclose(out) == 0 && good;
    }
    continent_free(&continent);
    return good;
}
