/* tests/zones/world/test_wild.c -- what one reads of the wilderness (zones/world/wild.h), on a land with a little of everything. */
#include "core/markup.h"
#include "tests/zones/tables.h"
#include "zones/prose/english.h"
#include "zones/world/terrain.h"
#include "zones/world/wild_parts.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 60, HEIGHT = 42 };

static char folder[64];
static struct world *world;
static struct wild *wild;

/* Bands of all that there is, each at least six cells high and wide, with a river, a road and heights. */
static void write_land(FILE *file)
{
    static const char symbols[] = ".*)^wdOsqbXAtDJjLp";
    fputs("area: The Wilderness\nlevels: 1-200\ngrid:\n  first: 500\n  tile: [20, 21]\n"
          "  legend: {'.': Field, '*': Forest, ')': Hills, '^': Mountains, w: Water, d: Deep, O: Ocean, s: Shallow, q: Swamp, b: Beach,\n"
          "    X: Snow, A: Arctic, t: Tundra, D: Desert, J: Jungle, j: ForestJungle, L: Lush, p: Pasture}\n", file);
    static const struct { const char *name; int kind; } layers[] = {
        { "ground", 0 }, { "height", 1 }, { "rain", 2 }, { "warmth", 2 }, { "growth", 3 }, { "water", 4 }, { "flow", 5 }, { "road", 6 },
    };
    for (unsigned layer = 0; layer < sizeof layers / sizeof *layers; layer++) {
        fprintf(file, "  %s: |\n", layers[layer].name);
        for (int y = 0; y < HEIGHT; y++) {
            fputs("    ", file);
            for (int x = 0; x < WIDTH; x++) {
                const char cells[] = { symbols[(x / 10 + 6 * (y / 14)) % (int)(sizeof symbols - 1)], (char)('0' + (x / 10 * 2 + y / 7) % 10),
                                       (char)('0' + (x + y) / 11), (char)('0' + (x * 7 + y) / 5 % 10), x == 15 ? '6' : '.', x == 15 ? 's' : '.',
                                       y == 5 || (y == 6 && x >= 50) ? '-' : '.' };
                fputc(cells[layers[layer].kind], file);
            }
            fputc('\n', file);
        }
    }
}

static int begin(void **state)
{
    char path[128];
    unsigned mistakes = 0;
    (void)state;
    strcpy(folder, "/tmp/test_wild_XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/wilderness.yaml", folder);
    FILE *file = fopen(path, "w");
    write_land(file);
    fclose(file);
    world = world_load(folder, tables(), NULL, stderr, &mistakes);
    wild = wild_load("zones/text", stderr, &mistakes);
    unlink(path);
    return rmdir(folder) != 0 || world == NULL || wild == NULL || mistakes > 0;
}

static int end(void **state)
{
    (void)state;
    wild_free(&wild);
    world_free(&world);
    return 0;
}

static char *compose(unsigned x, unsigned y)
{
    const struct grid *grid = world->areas[0].grid;
    const struct area *tile = world_area(world, world_zone_of(world, grid_room(grid, (int)x, (int)y)));
    return wild_compose(wild, world, tile, x, y);
}

static bool is_masked(const char *word)
{
    static const char *const masked[] = { "north", "south", "east", "west", "two", "three", "four", "five", "six", "seven", "nine", "dozen", "twenty",
                                          "grey", "white", "black", "yellow", "green" };
    for (unsigned n = 0; n < sizeof masked / sizeof *masked; n++)
        if (strncasecmp(word, masked[n], strlen(masked[n])) == 0)
            return true;
    return false;
}

/* Sentences, without names, numbers, colours and directions. */
static unsigned sentences_of(const char *text, uint64_t *hashes, unsigned most)
{
    char kept[1000];
    size_t length = 0;
    unsigned count = 0;
    bool first = true;
    for (const char *at = text; *at != '\0';) {
        size_t word = strcspn(at, " ");
        bool ends = strchr(".!?", at[word - 1]) != NULL;
        if ((first || !isupper((unsigned char)*at)) && !is_masked(at)) {
            memcpy(kept + length, at, word);
            length += word;
        }
        first = false;
        at += word + (at[word] == ' ');
        if (ends || *at == '\0') {
            assert_true(count < most);
            hashes[count++] = bytes_hash(kept, length);
            length = 0;
            first = true;
        }
    }
    return count;
}

enum { SENTENCES = 12 };

static void no_two_cells_near_each_other_share_a_sentence(void **state)
{
    static uint64_t hashes[HEIGHT][WIDTH][SENTENCES];
    static unsigned counts[HEIGHT][WIDTH];
    (void)state;
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++) {
            char *text = compose(x, y);
            counts[y][x] = sentences_of(text, hashes[y][x], SENTENCES);
            if (getenv("WILD_SHOW") != NULL)
                printf("\n%u,%u %s", x, y, text);
            memory_free(text);
        }
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int dy = 0; dy <= WILD_APART && y + dy < HEIGHT; dy++)
                for (int dx = -WILD_APART; dx <= WILD_APART; dx++) {
                    if (x + dx < 0 || x + dx >= WIDTH || (dy == 0 && dx <= 0))
                        continue;
                    for (unsigned a = 0; a < counts[y][x]; a++)
                        for (unsigned b = 0; b < counts[y + dy][x + dx]; b++)
                            if (hashes[y][x][a] == hashes[y + dy][x + dx][b])
                                fail_msg("(%d, %d) and (%d, %d) share a sentence: %s", x, y, x + dx, y + dy, compose((unsigned)x, (unsigned)y));
                }
}

static void every_cell_has_something_to_say(void **state)
{
    unsigned few = 0;
    (void)state;
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++) {
            char *text = compose(x, y);
            uint64_t hashes[SENTENCES];
            assert_true(text[0] != '\0');
            if (strpbrk(text, "{}|~_") != NULL)
                fail_msg("%s", text);
            assert_null(strstr(text, "  "));
            few += sentences_of(text, hashes, SENTENCES) < 2;
            memory_free(text);
        }
    assert_true(few * 50 < WIDTH * HEIGHT);
}

static void the_same_cell_reads_the_same_again(void **state)
{
    (void)state;
    for (unsigned x = 0; x < WIDTH; x += 7) {
        char *once = compose(x, x % HEIGHT), *again = compose(x, x % HEIGHT);
        assert_string_equal(once, again);
        memory_free(once);
        memory_free(again);
    }
}

static void what_is_seen_is_there(void **state)
{
    (void)state;
    struct wild_round round;
    const struct area *tile = &world->areas[0];
    wild_look_round(world, tile, 15, 5, &round);
    assert_int_equal(round.road_count, 2);
    assert_true(round.roads[2] && round.roads[6]);
    for (unsigned y = 0; y < 21; y++)
        for (unsigned x = 0; x < 20; x++) {
            struct wild_round about;
            wild_look_round(world, tile, x, y, &about);
            for (unsigned n = 0; n < about.count; n++) {
                assert_true(about.sights[n].cells >= 1 && about.sights[n].cells <= WILD_SIGHT);
                assert_true(n == 0 || about.sights[n - 1].feature <= about.sights[n].feature);
            }
        }
    struct wild_round broad;               /* a road two cells broad: ways lead to the four winds alone */
    wild_look_round(world, &world->areas[0], 55, 5, &broad);
    assert_int_equal(broad.road_count, 3);
    char *text = compose(15, 5);
    assert_non_null(strstr(text, "east and west"));
    assert_non_null(strstr(text, "south"));     /* where the river goes */
    memory_free(text);
}

/* All of it reads like English whatever the dice say. */
static void no_sentence_slips(void **state)
{
    (void)state;
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++) {
            char *text = compose(x, y);
            const char *slip = slip_of(text, NULL);
            if (slip != NULL)
                fail_msg("%s: %s", slip, text);
            memory_free(text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_cells_near_each_other_share_a_sentence),
        cmocka_unit_test(every_cell_has_something_to_say),
        cmocka_unit_test(the_same_cell_reads_the_same_again),
        cmocka_unit_test(what_is_seen_is_there),
        cmocka_unit_test(no_sentence_slips),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
