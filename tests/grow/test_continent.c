/* tests/grow/test_continent.c -- the Wilderness as it is written: rivers, gates, counts, the lonely cell, same bytes twice.
 *
 * What is looked at is the file, not the grower's own structures: whoever reads it has nothing else.  The areas are made up here:
 * a hundred gates on all sides and lands. */
#include "config/yaml.h"
#include "core/bytes.h"
#include "zones/grow/continent.h"
#include "zones/world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDE = 351, HIGH = 166, CELLS = WIDE * HIGH, HOLE = 49 * WIDE + 325, FIRST = 69999, HERMIT = 69 * WIDE + 171,
       AREAS = 100, SEEDS = 3 };
enum { NORTH_WAY, EAST_WAY, SOUTH_WAY, WEST_WAY };

static const char *const sides[] = { "north", "east", "south", "west", "up", "down" };

/* One continent, read back. */
struct grown {
    struct arena           *arena;
    const struct yaml_node *root;
    char                    ground[CELLS], height[CELLS], water[CELLS], flow[CELLS], road[CELLS];
    const char             *word[128];     /* of a symbol of `ground` */
    uint8_t                 shut[CELLS];
};

static char folder[] = "/tmp/continent.XXXXXX";
static struct grown *grown[SEEDS];

static const char *path_of(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_area(unsigned number, const char *key)
{
    static const char *const lands[] = { "hills, field", "forest", "mountains, hills", "swamp", "beach", "desert, field", "jungle" };
    char name[40];
    snprintf(name, sizeof name, "areas/%s.yaml", key);
    FILE *out = fopen(path_of(name), "w");
    unsigned level = number * 190 / AREAS + 1;
    fprintf(out, "area: Area %u\nlevels: %u-%u\n# not yet: gate:\ngate:\n  room: %u\n  leaves: %s\n  land: [%s]\n%srooms:\n", number, level,
            level + 8, 20000 + number * 100, sides[number % 6], lands[number % 7], number % 20 == 7 ? "  near: midgaard\n" : "");
    for (unsigned street = 0; street < (number % 12 == 0 ? 9u : 0u); street++)
        fputs("    terrain: city\n", out);
    fclose(out);
}

static bool grow(unsigned seed, const char *out)
{
    char areas[200], file[200];
    snprintf(areas, sizeof areas, "%s", path_of("areas"));
    snprintf(file, sizeof file, "%s", path_of(out));
    struct continent_order order = { .seed = seed, .areas = areas, .data = "zones/grow", .out = file };
    return continent_grow(&order, stderr);
}

static const char *word_in(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_member(map, key);
    return node != NULL && node->kind == YAML_WORD ? node->word : NULL;
}

static void read_layer(const struct yaml_node *grid, const char *key, char *layer)
{
    const char *text = word_in(grid, key);
    assert_non_null(text);
    for (int y = 0; y < HIGH; y++) {
        assert_int_equal(strcspn(text, "\n"), WIDE);
        memcpy(layer + (size_t)y * WIDE, text, WIDE);
        text += WIDE + 1;
    }
}

static int beside(int cell, unsigned way)
{
    int x = cell % WIDE + (way == EAST_WAY) - (way == WEST_WAY), y = cell / WIDE + (way == SOUTH_WAY) - (way == NORTH_WAY);
    int next = y * WIDE + x;
    return x < 0 || x >= WIDE || y < 0 || y >= HIGH || next == HOLE ? -1 : next;
}

static int cell_of(uint32_t room)
{
    int cell = (int)room - FIRST;
    return cell >= HOLE ? cell + 1 : cell;
}

static void shut_both(struct grown *land, int cell, unsigned way)
{
    land->shut[cell] |= (uint8_t)(1u << way);
    if (beside(cell, way) >= 0)
        land->shut[beside(cell, way)] |= (uint8_t)(1u << (way + 2) % 4);
}

/* What the loader does to the grid for gates and for the lonely cell. */
static void shut_ways(struct grown *land)
{
    const struct yaml_node *gates = yaml_member(land->root, "gates");
    for (const struct yaml_node *gate = gates->first; gate != NULL; gate = gate->next) {
        unsigned number = strcmp(gate->key->word, "midgaard") == 0 ? 0 : (unsigned)atoi(gate->key->word + 1);
        if (number % 6 < 4)
            shut_both(land, cell_of((uint32_t)atoi(gate->word)), (number % 6 + 2) % 4);
    }
    for (unsigned way = NORTH_WAY; way < WEST_WAY; way++)
        shut_both(land, HERMIT, way);
}

static struct grown *read_back(const char *name)
{
    struct grown *land = memory_get(sizeof *land);
    land->arena = arena_new();
    struct mistakes mistakes = { .file = name, .out = stderr };
    land->root = yaml_read_file(path_of(name), land->arena, &mistakes);
    assert_non_null(land->root);
    assert_int_equal(mistakes.count, 0);
    const struct yaml_node *grid = yaml_member(land->root, "grid"), *legend = yaml_member(grid, "legend");
    for (const struct yaml_node *word = legend->first; word != NULL; word = word->next)
        land->word[(unsigned char)word->key->word[0] & 127] = word->word;
    read_layer(grid, "ground", land->ground);
    read_layer(grid, "height", land->height);
    read_layer(grid, "water", land->water);
    read_layer(grid, "flow", land->flow);
    read_layer(grid, "road", land->road);
    shut_ways(land);
    return land;
}

static int begin(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    mkdir(path_of("areas"), 0755);
    write_area(0, "midgaard");
    for (unsigned number = 1; number < AREAS; number++) {
        char key[20];
        snprintf(key, sizeof key, "a%u", number);
        write_area(number, key);
    }
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        char name[30];
        snprintf(name, sizeof name, "land%u.yaml", seed + 1);
        assert_true(grow(seed + 1, name));
        grown[seed] = read_back(name);
    }
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        arena_free(&grown[seed]->arena);
        memory_free(grown[seed]);
    }
    char command[120];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static bool is(const struct grown *land, int cell, const char *word)
{
    const char *there = land->word[(unsigned char)land->ground[cell] & 127];
    return there != NULL && strcmp(there, word) == 0;
}

static bool on_foot(const struct grown *land, int cell)
{
    bool wet = is(land, cell, "Ocean") || is(land, cell, "Deep") || is(land, cell, "Water") || is(land, cell, "Peak");
    return cell != HOLE && (!wet || land->road[cell] == '=' || land->road[cell] == '-');
}

static unsigned share(const struct grown *land, const char *word)
{
    unsigned count = 0, mapped = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        count += is(land, cell, word);
        mapped += !is(land, cell, "Ocean");
    }
    return count * 1000 / mapped;
}

/* -- the tests -- */

static void test_every_ground_is_a_known_terrain(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++)
        for (int cell = 0; cell < CELLS; cell++) {
            const char *word = grown[seed]->word[(unsigned char)grown[seed]->ground[cell] & 127];
            assert_non_null(word);
            unsigned terrain = 0;
            while (terrain < TERRAIN_KINDS && strcmp(terrain_words[terrain], word) != 0)
                terrain++;
            assert_true(terrain < TERRAIN_KINDS);
        }
}

static void test_the_shares_of_the_land_are_those_players_know(void **state)
{
    (void)state;
    static const struct { const char *word; unsigned least, most; } known[] = {
        { "Forest", 200, 280 }, { "Field", 130, 230 }, { "Hills", 140, 200 }, { "Mountains", 110, 170 }, { "Deep", 50, 90 },
        { "Shallow", 70, 130 }, { "Swamp", 12, 30 },   { "Beach", 12, 32 },   { "Arctic", 6, 20 },       { "Jungle", 6, 20 },
    };
    for (unsigned seed = 0; seed < SEEDS; seed++)
        for (unsigned n = 0; n < sizeof known / sizeof *known; n++)
            assert_in_range(share(grown[seed], known[n].word), known[n].least, known[n].most);
}

/* Down to the sea or a lake, never uphill, never smaller than what it came from. */
static void test_rivers_run_down_to_the_sea(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct grown *land = grown[seed];
        unsigned rivers = 0;
        for (int from = 0; from < CELLS; from++) {
            int cell = from;
            for (unsigned steps = 0; land->water[cell] >= '1' && land->water[cell] <= '9'; steps++) {
                assert_true(steps < CELLS);
                const char *ways = "nesw", *way = strchr(ways, land->flow[cell]);
                assert_non_null(way);
                int next = beside(cell, (unsigned)(way - ways));
                assert_true(next >= 0);
                assert_true(land->height[next] <= land->height[cell]);
                bool river = land->water[next] >= '1' && land->water[next] <= '9';
                assert_true(!river || land->water[next] >= land->water[cell]);
                assert_true(river || land->water[next] == 'L' || land->height[next] < '5');
                cell = next;
                rivers++;
            }
        }
        assert_true(rivers > 1000);
    }
}

/* As walkers go, with ferries: from Midgaard's gate to each. */
static void test_every_gate_can_be_reached(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct grown *land = grown[seed];
        const struct yaml_node *gates = yaml_member(land->root, "gates"), *ferries = yaml_member(land->root, "ferries");
        uint8_t *reached = memory_get(CELLS);
        int *queue = memory_get(CELLS * sizeof *queue);
        unsigned head = 0, tail = 0, count = 0;
        queue[tail++] = cell_of((uint32_t)atoi(word_in(gates, "midgaard")));
        reached[queue[0]] = 1;
        while (head < tail) {
            int cell = queue[head++];
            for (unsigned way = 0; way < 4; way++) {
                int next = beside(cell, way);
                if (next < 0 || reached[next] || (land->shut[cell] >> way & 1) != 0 || !on_foot(land, next))
                    continue;
                reached[next] = 1;
                queue[tail++] = next;
            }
            for (const struct yaml_node *ferry = ferries->first; ferry != NULL; ferry = ferry->next) {
                const struct yaml_node *stop = yaml_member(ferry, "stops")->first;
                int one = cell_of((uint32_t)atoi(stop->word)), other = cell_of((uint32_t)atoi(stop->next->word));
                assert_true(on_foot(land, one) && on_foot(land, other));
                int across = cell == one ? other : cell == other ? one : -1;
                if (across < 0 || reached[across])
                    continue;
                reached[across] = 1;
                queue[tail++] = across;
            }
        }
        for (const struct yaml_node *gate = gates->first; gate != NULL; gate = gate->next, count++)
            assert_true(reached[cell_of((uint32_t)atoi(gate->word))]);
        assert_int_equal(count, AREAS);
        assert_true(reached[HERMIT]);
        memory_free(queue);
        memory_free(reached);
    }
}

static void test_gates_have_cells_of_their_own_on_their_land(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct yaml_node *gates = yaml_member(grown[seed]->root, "gates");
        uint8_t *taken = memory_get(CELLS);
        for (const struct yaml_node *gate = gates->first; gate != NULL; gate = gate->next) {
            int cell = cell_of((uint32_t)atoi(gate->word));
            unsigned number = (unsigned)atoi(gate->key->word + 1);
            assert_false(taken[cell]);
            taken[cell] = 1;
            assert_int_equal(grown[seed]->road[cell], '.');
            if (number % 7 == 1 && number % 20 != 7)
                assert_true(is(grown[seed], cell, "Forest"));
        }
        memory_free(taken);
    }
}

/* Half of the first tenth of the levels lie nearer to home than any of the last tenth. */
static void test_what_is_dangerous_is_far_away(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct yaml_node *gates = yaml_member(grown[seed]->root, "gates");
        int home = cell_of((uint32_t)atoi(word_in(gates, "midgaard")));
        unsigned near = 0, far = CELLS, sum = 0;
        for (const struct yaml_node *gate = gates->first; gate != NULL; gate = gate->next) {
            int cell = cell_of((uint32_t)atoi(gate->word)), number = atoi(gate->key->word + 1);
            unsigned apart = (unsigned)(abs(cell % WIDE - home % WIDE) + abs(cell / WIDE - home / WIDE));
            if (gate->key->word[0] == 'a' && number <= 10) {
                sum += apart;
                near++;
            }
            if (gate->key->word[0] == 'a' && number >= 90 && apart < far)
                far = apart;
        }
        assert_true(sum / near < far);
    }
}

static void test_the_lonely_cell_has_a_name(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct yaml_node *places = yaml_member(grown[seed]->root, "places");
        unsigned found = 0;
        for (const struct yaml_node *place = places->first; place != NULL; place = place->next) {
            const struct yaml_node *at = yaml_member(place, "at")->first;
            int cell = atoi(at->next->word) * WIDE + atoi(at->word);
            assert_true(on_foot(grown[seed], cell));
            if (cell != HERMIT)
                continue;
            assert_string_equal(yaml_member(place, "exits_only")->first->word, "west");
            found++;
        }
        assert_int_equal(found, 1);
        assert_true(places->count >= 50);
        assert_true(on_foot(grown[seed], HERMIT - 1));
    }
}


/* Counts; all are placed or carried; near home nobody attacks. */
static void test_who_lives_there(void **state)
{
    (void)state;
    static const char *const angry[] = { "brute", "zealot", "packhound", "swarm", "undead", "spirit", "demon", "predator" };
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        const struct yaml_node *root = grown[seed]->root, *mobiles = yaml_member(root, "mobiles"), *objects = yaml_member(root, "objects");
        const struct yaml_node *resets = yaml_member(root, "resets");
        int home = cell_of((uint32_t)atoi(word_in(yaml_member(root, "gates"), "midgaard")));
        assert_in_range(mobiles->count, 1500, 6000);
        assert_in_range(objects->count, 1500, 6000);
        assert_in_range(resets->count, mobiles->count, 20000);
        unsigned first_of_mobiles = 0;
        const char *last = "";
        for (const struct yaml_node *reset = resets->first; reset != NULL; reset = reset->next) {
            const char *mobile = word_in(reset, "mobile"), *room = word_in(reset, "room");
            if (mobile == NULL)
                continue;
            if (strcmp(mobile, last) != 0)
                first_of_mobiles++;
            last = mobile;
            int cell = cell_of((uint32_t)atoi(room));
            if (abs(cell % WIDE - home % WIDE) > 12 || abs(cell / WIDE - home / WIDE) > 12)
                continue;
            const struct yaml_node *proto = yaml_member(mobiles, mobile);
            assert_true(atoi(word_in(proto, "level")) <= 4 + 2);
            for (unsigned n = 0; n < sizeof angry / sizeof *angry; n++)
                assert_string_not_equal(word_in(proto, "role"), angry[n]);
        }
        assert_int_equal(first_of_mobiles, mobiles->count);      /* each has its rows behind one another, and has some */
        for (const struct yaml_node *reset = resets->first; reset != NULL; reset = reset->next) {
            const char *thing = word_in(reset, "object");
            thing = thing == NULL ? word_in(reset, "carries") : thing;
            thing = thing == NULL ? word_in(reset, "wears") : thing;
            assert_true(thing == NULL || yaml_member(objects, thing) != NULL);
        }
    }
}

static uint64_t hash_of(const char *name)
{
    FILE *file = fopen(path_of(name), "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = memory_get(size + 1);
    assert_int_equal(fread(bytes, 1, size, file), size);
    fclose(file);
    uint64_t hash = bytes_hash(bytes, size);
    memory_free(bytes);
    return hash;
}

static void test_a_seed_gives_the_same_bytes_and_another_does_not(void **state)
{
    (void)state;
    assert_true(grow(1, "again.yaml"));
    assert_int_equal(hash_of("again.yaml"), hash_of("land1.yaml"));
    assert_int_not_equal(hash_of("again.yaml"), hash_of("land2.yaml"));
}

static void test_a_wrong_gate_is_told_with_its_place(void **state)
{
    (void)state;
    char *said = NULL, areas[200], file[200];
    size_t size;
    mkdir(path_of("wrong"), 0755);
    FILE *out = fopen(path_of("wrong/bad.yaml"), "w");
    fputs("area: Bad\nlevels: 1-2\ngate: {room: 20000, leaves: sideways, land: [hills]}\n", out);
    fclose(out);
    out = fopen(path_of("wrong/worse.yaml"), "w");
    fputs("area: Worse\nlevels: 1-2\nclimate: cold\ngate:\n  room: 20100\n  leaves: up\n  land: [cheese]\n", out);
    fclose(out);
    snprintf(areas, sizeof areas, "%s", path_of("wrong"));
    snprintf(file, sizeof file, "%s", path_of("never.yaml"));
    FILE *complaints = open_memstream(&said, &size);
    struct continent_order order = { .seed = 1, .areas = areas, .data = "zones/grow", .out = file };
    assert_false(continent_grow(&order, complaints));
    fclose(complaints);
    assert_non_null(strstr(said, "bad.yaml:3:7: gate: needs 'room', and 'leaves' with a direction"));
    assert_non_null(strstr(said, "worse.yaml:7:10: there is no such land"));
    assert_int_not_equal(access(file, F_OK), 0);
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_ground_is_a_known_terrain),
        cmocka_unit_test(test_the_shares_of_the_land_are_those_players_know),
        cmocka_unit_test(test_rivers_run_down_to_the_sea),
        cmocka_unit_test(test_every_gate_can_be_reached),
        cmocka_unit_test(test_gates_have_cells_of_their_own_on_their_land),
        cmocka_unit_test(test_what_is_dangerous_is_far_away),
        cmocka_unit_test(test_the_lonely_cell_has_a_name),
        cmocka_unit_test(test_who_lives_there),
        cmocka_unit_test(test_a_seed_gives_the_same_bytes_and_another_does_not),
        cmocka_unit_test(test_a_wrong_gate_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
