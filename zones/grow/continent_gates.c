/* zones/grow/continent_gates.c -- where home is, how dangerous it becomes with distance, and where each area's gate stands.
 *
 * Of an area file only the lines of its head and of its `gate:` are looked at: the world has four hundred of them, and whether
 * they are sound is for others to say.
 *
 * A gate that leaves its area by the compass stands between two cells of the wilderness and takes the way between them.  It
 * is only put where whoever stands in one of them can still walk round to the other, so no gate can cut anything off.
 * One thread. */
#include "zones/grow/continent_parts.h"

#include "zones/world/world.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum {
    GATES_MOST = 1000, FILE_MOST = 16 << 20,
    TOWN_STREETS = 6,              /* rooms of a city that make a town */
    HOME_X = 112, HOME_Y = 84,     /* about there: central-west, where the bay of the west ends */
    PLAIN = 9,                     /* cells around home that are open land */
    GATES_APART = 4, CROWDED = 11, ROUND_ABOUT = 7,
};

/* -- reading -- */

static char *file_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    if (size < 0 || size > FILE_MOST) {
        fclose(file);
        return NULL;
    }
    char *text = memory_get((size_t)size + 1);
    text[fread(text, 1, (size_t)size, file)] = '\0';
    fclose(file);
    return text;
}

static unsigned way_of(const char *word)
{
    static const char *const words[] = { "north", "east", "south", "west", "up", "down" };
    for (unsigned way = 0; word != NULL && way < sizeof words / sizeof *words; way++)
        if (strcmp(word, words[way]) == 0)
            return way;
    return NO_WAY;
}

/* Terrains that a gate may ask for although nobody can stand in such a cell, or there is none, and what is meant by them. */
static uint32_t lands_meant(const char *word)
{
    static const struct { const char *word; uint32_t lands; } meant[] = {
        { "City", 1u << GROUND_FIELD | 1u << GROUND_PASTURE },     { "Path", 1u << GROUND_FIELD | 1u << GROUND_PASTURE | 1u << GROUND_HILLS },
        { "Trail", 1u << GROUND_FIELD | 1u << GROUND_PASTURE | 1u << GROUND_HILLS },
        { "Underground", 1u << GROUND_HILLS | 1u << GROUND_MOUNTAINS }, { "Peak", 1u << GROUND_MOUNTAINS },
        { "Water", 1u << GROUND_SHALLOW },  { "Deep", 1u << GROUND_SHALLOW }, { "Ocean", 1u << GROUND_SHALLOW },
        { "Underwater", 1u << GROUND_SHALLOW }, { "Bridge", 1u << GROUND_SHALLOW },
    };
    for (unsigned n = 0; n < sizeof meant / sizeof *meant; n++)
        if (strcasecmp(word, meant[n].word) == 0)
            return meant[n].lands;
    return 0;
}

/* Any word of TERRAINS will do; what the wilderness has none of counts for nothing. */
static uint32_t read_lands(struct mistakes *mistakes, const struct yaml_node *node)
{
    uint32_t lands = 0;
    const struct yaml_node *word = node == NULL ? NULL : node->kind == YAML_LIST ? node->first : node;
    for (; word != NULL; word = node->kind == YAML_LIST ? word->next : NULL) {
        unsigned terrain = 0;
        while (terrain < TERRAIN_KINDS && (word->kind != YAML_WORD || strcasecmp(word->word, terrain_words[terrain]) != 0))
            terrain++;
        if (terrain == TERRAIN_KINDS) {
            mistake_at(mistakes, word, "there is no such land");
            continue;
        }
        uint32_t meant = lands_meant(word->word);
        for (unsigned ground = 0; ground < GROUND_KINDS && meant == 0; ground++)
            meant = strcasecmp(word->word, grounds[ground].word) == 0 ? 1u << ground : 0;
        lands |= meant;
    }
    return lands;
}

static void read_gate(struct continent *continent, struct mistakes *mistakes, const struct yaml_node *node, struct gate *gate)
{
    const char *near = node->kind == YAML_MAP ? word_of(node, "near") : NULL;
    gate->room = number_of(node, "room", 0);
    gate->leaves = (uint8_t)way_of(word_of(node, "leaves"));
    gate->near = near != NULL ? arena_string(continent->arena, near) : NULL;
    if (node->kind != YAML_MAP || gate->room == 0 || gate->leaves == NO_WAY)
        mistake_at(mistakes, node, "gate: needs 'room', and 'leaves' with a direction");
    else
        gate->lands = read_lands(mistakes, yaml_member(node, "land"));
}

/* Where the line behind this one begins. */
static const char *line_after(const char *line)
{
    const char *end = strchr(line, '\n');
    return end != NULL ? end + 1 : line + strlen(line);
}

static bool line_begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

/* The text of `gate:` alone, behind as many empty lines as stand before it, so that mistakes are told where they are. */
static char *gate_text(const char *text, const char *at, const char *end)
{
    unsigned lines = 0;
    for (const char *character = text; character < at; character++)
        lines += *character == '\n';
    char *alone = memory_get(lines + (size_t)(end - at) + 1);
    memset(alone, '\n', lines);
    memcpy(alone + lines, at, (size_t)(end - at));
    return alone;
}

static const char *rest_of_line(struct continent *continent, const char *from)
{
    while (*from == ' ')
        from++;
    return arena_string_length(continent->arena, from, strcspn(from, "\r\n"));
}

/* What the head of an area file says; false when it has no gate, or a wrong one. */
static bool read_area(struct continent *continent, const char *path, struct gate *gate)
{
    char *text = file_read(path);
    struct mistakes mistakes = { .file = path, .out = continent->complaints };
    bool found = false;
    if (text == NULL) {
        mistake_at(&mistakes, NULL, "cannot be read");
        continent->mistakes++;
        return false;
    }
    for (const char *line = text; *line != '\0'; line = line_after(line)) {
        const char *first = line + strspn(line, " ");
        if (line_begins(first, "terrain: city"))
            gate->streets++;
        if (line_begins(line, "area:"))
            gate->name = rest_of_line(continent, line + 5);
        if (line_begins(line, "levels:")) {
            const char *levels = line + 7;
            char *end;
            gate->level_least = (uint32_t)strtoul(levels, &end, 10);
            gate->level_most = *end == '-' ? (uint32_t)strtoul(end + 1, NULL, 10) : gate->level_least;
        }
        if (!line_begins(line, "gate:") || found)
            continue;
        const char *end = line_after(line);
        while (*end == ' ' || *end == '#' || *end == '\n' || *end == '\r')
            end = line_after(end);
        char *alone = gate_text(text, line, end);
        struct arena *scratch = arena_new();
        const struct yaml_node *root = yaml_read_bytes(alone, strlen(alone), scratch, &mistakes);
        const struct yaml_node *node = root != NULL && root->kind == YAML_MAP ? yaml_member(root, "gate") : NULL;
        if (node != NULL)
            read_gate(continent, &mistakes, node, gate);
        found = node != NULL;
        arena_free(&scratch);
        memory_free(alone);
    }
    memory_free(text);
    continent->mistakes += mistakes.count;
    return found && mistakes.count == 0;
}

static int by_area(const void *a, const void *b)
{
    return strcmp(((const struct gate *)a)->area, ((const struct gate *)b)->area);
}

static bool has_gate(const struct continent *continent, const char *area)
{
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (strcmp(continent->gates[n].area, area) == 0)
            return true;
    return false;
}

static int is_area_file(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".yaml") == 0 && strcmp(entry->d_name, "wilderness.yaml") != 0;
}

/* strcmp() rather than the order of some locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_folder(struct continent *continent, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_area_file, by_name);
    if (count < 0) {
        fprintf(continent->complaints, "%s: no such folder\n", folder);
        continent->mistakes++;
        return;
    }
    for (int n = 0; n < count; n++) {
        const char *file = entries[n]->d_name;
        struct gate gate = { .area = arena_string_length(continent->arena, file, strlen(file) - 5), .level_least = 1,
                             .level_most = 1, .name = "", .cell = NOWHERE };
        if (!has_gate(continent, gate.area) && continent->gate_count < GATES_MOST
            && read_area(continent, say(continent, "%s/%s", folder, file), &gate))
            continent->gates[continent->gate_count++] = gate;
        free(entries[n]);
    }
    free(entries);
}

bool gates_read(struct continent *continent, const char *folders)
{
    continent->gates = arena_get(continent->arena, GATES_MOST * sizeof *continent->gates);
    char *list = memory_string(folders), *rest = list;
    for (char *folder = strsep(&rest, ":"); folder != NULL; folder = strsep(&rest, ":"))
        if (*folder != '\0')
            read_folder(continent, folder);
    memory_free(list);
    qsort(continent->gates, continent->gate_count, sizeof *continent->gates, by_area);
    for (unsigned n = 0; n < continent->gate_count; n++)
        continent->gates[n].town = continent->gates[n].streets >= TOWN_STREETS;
    return continent->mistakes == 0;
}

/* -- home -- */

/* Fields for a day's ride around home; the wood keeps its distance, and so do marshes and hills. */
static void clear_plain(struct continent *continent)
{
    for (int cell = 0; cell < CELLS; cell++) {
        int apart = cells_apart(cell, continent->home);
        enum ground ground = continent->ground[cell];
        bool tamed = ground == GROUND_FOREST || ground == GROUND_LUSH || ground == GROUND_SWAMP || ground == GROUND_HILLS
                     || ground == GROUND_MOUNTAINS || ground == GROUND_JUNGLE || ground == GROUND_DESERT || ground == GROUND_FRINGE;
        int ragged = (int)(noise_at(continent->seed + 91, cell_x(cell), cell_y(cell), 4, 2) * 4 / ONE);
        if (apart <= PLAIN - ragged && tamed)
            continent->ground[cell] = GROUND_FIELD;
        if (apart <= PLAIN - ragged - 2 && continent->ground[cell] == GROUND_FIELD
            && noise_at(continent->seed + 92, cell_x(cell), cell_y(cell), 3, 1) > ONE / 2)
            continent->ground[cell] = GROUND_PASTURE;
    }
}

/* The mouth of the largest river near the head of the western bay. */
static int find_mouth(const struct continent *continent)
{
    int best = NOWHERE, best_score = INT32_MIN;
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->land[cell] == 0 || continent->flow[cell] >= WAYS)
            continue;
        int sea = cell_beside(cell, continent->flow[cell]);
        if (sea == NOWHERE || continent->land[sea] != 0)
            continue;
        int size = continent->water[cell] == LAKE ? 0 : continent->water[cell];
        int score = size * 9 - cells_apart(cell, HOME_Y * WIDE + HOME_X);
        if (score > best_score) {
            best_score = score;
            best = cell;
        }
    }
    return best;
}

void place_home(struct continent *continent)
{
    int mouth = find_mouth(continent), best = mouth, best_score = INT32_MIN;
    for (int cell = 0; cell < CELLS; cell++) {
        if (!on_foot(continent, cell) || continent->land[cell] == 0 || continent->water[cell] >= 4 || cells_apart(cell, mouth) > 6)
            continue;
        unsigned room = 0;
        for (unsigned way = 0; way < WAYS; way++)
            room += cell_beside(cell, way) != NOWHERE && on_foot(continent, cell_beside(cell, way))
                    && continent->land[cell_beside(cell, way)] != 0;
        int score = -abs(cells_apart(cell, mouth) - 3) * 10 + (int)room * 15 - continent->height[cell] / 400
                    + (continent->coast[cell] >= 2 ? 20 : 0);
        if (score > best_score) {
            best_score = score;
            best = cell;
        }
    }
    continent->home = best;
    clear_plain(continent);
    continent->ground[best] = GROUND_FIELD;
}

/* -- distance and danger -- */

static int64_t walk_cost(const struct continent *continent, int from, int to)
{
    enum ground ground = continent->ground[to];
    if (grounds[ground].cost != 0)
        return grounds[ground].cost;
    if (ground == GROUND_PEAK)
        return 60;
    bool embarks = on_foot(continent, from);
    return ground == GROUND_WATER ? 20 : embarks ? 120 : 6;
}

static void walk_everywhere(struct continent *continent)
{
    struct heap heap = { 0 };
    for (int cell = 0; cell < CELLS; cell++)
        continent->walk[cell] = INT32_MAX;
    continent->walk[continent->home] = 0;
    heap_push(&heap, 0, continent->home);
    int64_t at;
    int cell;
    while (heap_pop(&heap, &at, &cell)) {
        if (at > continent->walk[cell])
            continue;
        for (unsigned way = 0; way < WAYS; way++) {
            int next = cell_beside(cell, way);
            if (next == NOWHERE || (continent->shut[cell] >> way & 1) != 0)
                continue;
            int64_t then = at + walk_cost(continent, cell, next);
            if (then >= continent->walk[next])
                continue;
            continent->walk[next] = (int32_t)then;
            heap_push(&heap, then, next);
        }
    }
    heap_free(&heap);
}

/* By rank of distance, so that each level has its share of the land: a little more of it for the low ones. */
void grow_levels(struct continent *continent)
{
    walk_everywhere(continent);
    int32_t *near = memory_get(CELLS * sizeof *near);
    uint8_t *open = memory_get(CELLS);
    int *order = memory_get(CELLS * sizeof *order);
    for (int cell = 0; cell < CELLS; cell++) {
        near[cell] = -continent->walk[cell];
        open[cell] = cell != HOLE;
    }
    unsigned count = cells_best(order, near, open, CELLS), land = 0, passed = 0;
    for (unsigned n = 0; n < count; n++)
        land += on_foot(continent, order[n]);
    for (unsigned n = 0; n < count; n++) {
        int64_t rank = (int64_t)passed * ONE / (land + 1);
        int64_t bent = rank * (ONE / 2 + rank / 2) / ONE;
        continent->level[order[n]] = (uint8_t)(1 + bent * LEVEL_MOST / ONE);
        passed += on_foot(continent, order[n]);
    }
    memory_free(order);
    memory_free(open);
    memory_free(near);
}

/* -- placing -- */

/* Whether one can still walk from a cell to its neighbour without the way between them. */
static bool way_round(const struct continent *continent, int cell, unsigned side)
{
    enum { REACH = 2 * ROUND_ABOUT + 1 };
    int goal = cell_beside(cell, side), queue[REACH * REACH];
    bool seen[REACH][REACH] = { { false } };
    unsigned head = 0, tail = 0;
    queue[tail++] = cell;
    seen[ROUND_ABOUT][ROUND_ABOUT] = true;
    while (head < tail) {
        int at = queue[head++];
        if (at == goal)
            return true;
        for (unsigned way = 0; way < WAYS; way++) {
            int next = step_from(continent, at, way);
            if (next == NOWHERE || cells_apart(next, cell) > ROUND_ABOUT || (at == cell && way == side))
                continue;
            bool *mark = &seen[cell_y(next) - cell_y(cell) + ROUND_ABOUT][cell_x(next) - cell_x(cell) + ROUND_ABOUT];
            if (!*mark)
                queue[tail++] = next;
            *mark = true;
        }
    }
    return false;
}

/* The side of a cell that its gate takes, or NO_WAY. */
static unsigned gate_side(const struct gate *gate)
{
    return gate->leaves < WAYS ? (gate->leaves + 2) % WAYS : NO_WAY;
}

static bool gate_fits(const struct continent *continent, const struct gate *gate, int cell)
{
    unsigned side = gate_side(gate), ways = 0;
    if (cells_apart(cell, HERMIT) <= 1)
        return false;
    for (unsigned way = 0; way < WAYS; way++)
        ways += way != side && step_from(continent, cell, way) != NOWHERE;
    if (ways == 0)
        return false;
    int beside = side != NO_WAY ? cell_beside(cell, side) : NOWHERE;
    return beside == NOWHERE || !on_foot(continent, beside) || way_round(continent, cell, side);
}

static const struct gate *gate_of(const struct continent *continent, const char *area)
{
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (strcmp(continent->gates[n].area, area) == 0)
            return &continent->gates[n];
    return NULL;
}

/* How badly a cell suits a gate: levels that differ, cells away from what it wants to be near, gates too close. */
static int64_t gate_score(const struct continent *continent, const struct gate *gate, unsigned index, int cell)
{
    const struct gate *near = gate->near != NULL ? gate_of(continent, gate->near) : NULL;
    int64_t score = noise_hash(continent->seed + 95, (uint32_t)cell, index) % 40;
    int close = CROWDED;
    for (unsigned n = 0; n < continent->gate_count; n++) {
        int apart = continent->gates[n].cell != NOWHERE ? cells_apart(cell, continent->gates[n].cell) : CROWDED;
        close = apart < close ? apart : close;
    }
    bool beside = near != NULL && near->cell != NOWHERE;
    if (close < (beside ? GATES_APART - 2 : GATES_APART))
        return INT64_MAX;
    score += (CROWDED - close) * (beside ? 2 : 12);
    if (beside)
        return score + cells_apart(cell, near->cell) * 60;
    int wanted = (int)(gate->level_least * 2 + gate->level_most) / 3;
    int off = (int)continent->level[cell] - (wanted > LEVEL_MOST ? LEVEL_MOST : wanted);
    return score + (off < 0 ? -off : off) * 12;
}

static void put_gate(struct continent *continent, struct gate *gate, int cell)
{
    unsigned side = gate_side(gate);
    gate->cell = cell;
    continent->taken[cell] = 1;
    if (side == NO_WAY)
        return;
    continent->shut[cell] |= (uint8_t)(1u << side);
    int beside = cell_beside(cell, side);
    if (beside != NOWHERE)
        continent->shut[beside] |= (uint8_t)(1u << gate->leaves);
}

/* A cell of a land that it asks for; if there is none, of any that can be walked in. */
static bool place_gate(struct continent *continent, struct gate *gate, unsigned index)
{
    for (unsigned strict = 2; strict-- > 0;) {
        int best = NOWHERE;
        int64_t best_score = INT64_MAX;
        for (int cell = 0; cell < CELLS; cell++) {
            if (!on_foot(continent, cell) || continent->taken[cell] != 0)
                continue;
            if (strict && gate->lands != 0 && (gate->lands >> continent->ground[cell] & 1) == 0)
                continue;
            if ((!strict || gate->lands == 0) && continent->ground[cell] == GROUND_SHALLOW)
                continue;
            int64_t score = gate_score(continent, gate, index, cell);
            if (score >= best_score || !gate_fits(continent, gate, cell))
                continue;
            best_score = score;
            best = cell;
        }
        if (best == NOWHERE)
            continue;
        put_gate(continent, gate, best);
        return true;
    }
    fprintf(continent->complaints, "%s: no cell of the wilderness has room for its gate\n", gate->area);
    return false;
}

/* Midgaard's gate is home, unless its way would cut something off: then the nearest cell where it does not. */
static void place_first(struct continent *continent, struct gate *gate)
{
    int best = NOWHERE;
    for (int cell = 0; cell < CELLS; cell++)
        if (on_foot(continent, cell) && continent->land[cell] != 0 && continent->water[cell] < 4 && gate_fits(continent, gate, cell)
            && (best == NOWHERE || cells_apart(cell, continent->home) < cells_apart(best, continent->home)))
            best = cell;
    if (gate_fits(continent, gate, continent->home))
        best = continent->home;
    put_gate(continent, gate, best);
    continent->ground[best] = GROUND_FIELD;
    continent->home = best;
}

/* Those that nothing asks to be near come first, each by level; then those that are near something. */
static int by_need(const void *a, const void *b)
{
    const struct gate *one = *(struct gate *const *)a, *other = *(struct gate *const *)b;
    if ((one->near != NULL) != (other->near != NULL))
        return one->near != NULL ? 1 : -1;
    if (one->level_least + one->level_most != other->level_least + other->level_most)
        return one->level_least + one->level_most < other->level_least + other->level_most ? -1 : 1;
    return strcmp(one->area, other->area);
}

bool place_gates(struct continent *continent)
{
    struct gate **order = memory_get((continent->gate_count + 1) * sizeof *order);
    for (unsigned n = 0; n < continent->gate_count; n++) {
        order[n] = &continent->gates[n];
        if (strcmp(order[n]->area, "midgaard") == 0)
            place_first(continent, order[n]);
    }
    qsort(order, continent->gate_count, sizeof *order, by_need);
    bool good = true;
    for (unsigned n = 0; n < continent->gate_count; n++)
        if (order[n]->cell == NOWHERE)
            good = place_gate(continent, order[n], n) && good;
    memory_free(order);
    return good;
}
