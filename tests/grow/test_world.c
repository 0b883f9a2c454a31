/* tests/grow/test_world.c -- zones/grow: a small world of one theme, from its files to what the game makes of it. */
#include "zones/grow/grow.h"
#include "zones/grow/keep.h"
#include "zones/grow/world.h"
#include "zones/world/census.h"
#include "zones/world/quest.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define DATA "tests/grow/data"
#define BY_HAND "tests/scenarios/areas"
static const char *const areas[] = { "hut_a", "hut_b", "hut_c", "hut_d" };
enum { AREAS = sizeof areas / sizeof *areas };

static char *folder_new(void)
{
    char *folder = memory_string("/tmp/kallisti-grow.XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void folder_end(char *folder)
{
    DIR *directory = opendir(folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    closedir(directory);
    assert_int_equal(rmdir(folder), 0);
    memory_free(folder);
}

static void grow(const char *folder, uint64_t seed, unsigned threads)
{
    const struct world_order order = { .seed = seed, .scale = 1, .threads = threads, .out = folder, .areas = BY_HAND, .data = DATA, .themes = DATA "/themes" };
    fflush(stdout);
    assert_true(world_grow(&order));
}

static char *text_in(const char *folder, const char *area)
{
    char path[400];
    size_t length;
    snprintf(path, sizeof path, "%s/%s.yaml", folder, area);
    char *text = keep_read(path, &length);
    assert_non_null(text);
    return text;
}

static bool same(const char *one, const char *other, const char *area)
{
    char *a = text_in(one, area), *b = text_in(other, area);
    bool equal = strcmp(a, b) == 0;
    memory_free(a);
    memory_free(b);
    return equal;
}

static void a_seed_gives_the_same_bytes_whatever_the_threads(void **state)
{
    (void)state;
    char *one = folder_new(), *two = folder_new(), *other = folder_new();
    grow(one, 7, 1);
    grow(two, 7, 3);
    grow(other, 8, 1);
    for (unsigned n = 0; n < AREAS; n++) {
        assert_true(same(one, two, areas[n]));
        assert_false(same(one, other, areas[n]));
    }
    folder_end(one);
    folder_end(two);
    folder_end(other);
}

/* The game opens it: every room, quest and thing, and all that is needed to do and to get them. */
static void the_game_opens_what_was_grown(void **state)
{
    (void)state;
    char *folder = folder_new(), said[4000] = "";
    unsigned mistakes = 0;
    grow(folder, 1, 2);
    struct rules *rules = rules_load("zones/tables", stderr, &mistakes);
    FILE *out = fmemopen(said, sizeof said, "w");
    struct world *world = world_load(folder, rules, NULL, out, &mistakes);
    mistakes += quests_check(world, out);
    fclose(out);
    assert_string_equal(said, "");
    assert_int_equal(mistakes, 0);
    assert_int_equal(world->area_count, AREAS);
    struct census census = { 0 };
    census_take(world, rules, &census);
    assert_true(census.rooms >= 4 * 40 && census.rooms <= 4 * 70);
    bool *placed = memory_get(world->mobile_count + 1);
    for (unsigned n = 0; n < world->area_count; n++)
        for (unsigned at = 0; at < world->areas[n].reset_count; at++)
            if (world->areas[n].resets[at].kind == RESET_MOBILE)
                placed[world->areas[n].resets[at].proto.number] = true;
    for (unsigned n = 0; n < world->mobile_count; n++)
        assert_true(placed[n]);
    for (unsigned n = 0; n < world->mobile_count; n++)
        assert_true(world->mobiles[n].level >= 5 && world->mobiles[n].level <= 40);
    memory_free(placed);
    world_free(&world);
    rules_free(&rules);
    folder_end(folder);
}

/* As many extra descriptions as were ordered, to the last. */
static void numbers_are_kept_exactly(void **state)
{
    (void)state;
    unsigned mistakes = 0;
    struct mistakes told = { .file = "common", .out = stderr };
    struct rules *rules = rules_load("zones/tables", stderr, &mistakes);
    struct theme_common *common = theme_common_read(DATA "/common.yaml", &told);
    struct theme *theme = theme_read(DATA "/themes/hut.yaml", common, &told);
    assert_int_equal(told.count, 0);
    assert_true(theme_words_check(theme, rules, &told));
    struct theme_memory memory;
    memory_begin(&memory);
    struct area_order order = { .key = "hut_z", .theme = theme, .common = common, .rules = rules, .seed = 3, .first_room = 500, .level_least = 5,
        .level_most = 15, .rooms = 33, .mobiles = 41, .objects = 37, .extras = 170, .name = "Test", .boss = "Squire X", .named = { "A B", "C D" }, .shops = { "E F" } };
    size_t length;
    char *text = area_grow(&order, &memory, &length);
    unsigned extras = 0, keys = 0;
    for (const char *at = text; (at = strstr(at, "- keys: [")) != NULL; at++)
        extras++;
    for (const char *at = text; (at = strstr(at, "    level: ")) != NULL; at++)
        keys++;
    assert_int_equal(extras, 170);
    assert_int_equal(memory.faults, 0);
    assert_true(keys >= 41);
    memory_free(text);
    memory_end(&memory);
    theme_free(&theme);
    theme_common_free(&common);
    rules_free(&rules);
}

static void what_somebody_edited_is_kept(void **state)
{
    (void)state;
    char *folder = folder_new(), path[400];
    grow(folder, 1, 1);
    snprintf(path, sizeof path, "%s/hut_b.yaml", folder);
    assert_true(keep_write(path, "mine", 4));
    grow(folder, 2, 1);                        /* says so on stderr */
    char *kept = text_in(folder, "hut_b"), *grown = text_in(folder, "hut_a");
    assert_string_equal(kept, "mine");
    assert_non_null(strstr(grown, "with seed 2"));
    memory_free(kept);
    memory_free(grown);
    grow(folder, 3, 1);                        /* and it is not forgotten */
    kept = text_in(folder, "hut_b");
    assert_string_equal(kept, "mine");
    memory_free(kept);
    folder_end(folder);
}

static void nothing_is_done_twice(void **state)
{
    (void)state;
    char *folder = folder_new(), path[400];
    struct world_order order = { .seed = 1, .scale = 1, .threads = 1, .out = folder, .areas = BY_HAND, .data = DATA, .themes = DATA "/themes" };
    assert_true(world_grow(&order));
    struct keep *keep = keep_begin(folder, world_inputs(&order));
    assert_true(keep_is_current(keep));
    keep_end(&keep);
    order.seed = 2;
    keep = keep_begin(folder, world_inputs(&order));
    assert_false(keep_is_current(keep));
    keep_end(&keep);
    order.seed = 1;
    snprintf(path, sizeof path, "%s/hut_c.yaml", folder);
    unlink(path);
    keep = keep_begin(folder, world_inputs(&order));
    assert_false(keep_is_current(keep));
    keep_end(&keep);
    folder_end(folder);
}

/* Rows are only added: what is there keeps its place. */
static void a_plan_grows_at_its_end(void **state)
{
    (void)state;
    struct mistakes told = { .file = "common", .out = stderr };
    struct theme_common *common = theme_common_read(DATA "/common.yaml", &told);
    struct theme *theme = theme_read(DATA "/themes/hut.yaml", common, &told);
    struct plan *plan = memory_get(sizeof *plan);
    plan_read(plan, DATA "/no-such-file.yaml", &told);
    plan_extend(plan, &theme, 1, 2);
    assert_int_equal(plan->count, 2);
    struct plan_row first = plan->rows[0], second = plan->rows[1];
    plan_extend(plan, &theme, 1, 100);
    assert_int_equal(plan->count, 4);          /* three, and half as many more */
    assert_string_equal(plan->rows[0].key, first.key);
    assert_string_equal(plan->rows[1].key, second.key);
    assert_string_equal(plan->rows[3].key, "hut_d");
    assert_int_equal(plan->rows[0].least, 5);
    assert_int_equal(plan->rows[1].most, 40);
    assert_int_equal(plan_first_room(0), 20000);
    assert_int_equal(plan_first_room(379), 57900);
    assert_int_equal(plan_first_room(380), 60300);     /* 58000 to 58099 would reach into the clan halls */
    assert_true(plan_covers(plan, 4, 40, 5) > 0);
    plan_free(plan);
    memory_free(plan);
    theme_free(&theme);
    theme_common_free(&common);
}

static void what_is_masked_counts_as_the_same(void **state)
{
    (void)state;
    char *words = masked("Ada keeps twenty-one red hats north of Old Hob's 3 wells. They are wet.");
    assert_string_equal(words, "ada keeps # C hats D of N N # wells they are wet");
    memory_free(words);
    struct marks one, other;
    marks_of("The grey cat sat. Two dogs ran.", &one);
    marks_of("The red cat sat. Nine dogs ran.", &other);
    assert_int_equal(one.sentence_count, 2);
    assert_memory_equal(one.sentences, other.sentences, 2 * sizeof *one.sentences);
    struct sayings *sayings = sayings_new();
    sayings_add(sayings, &one);
    assert_int_equal(sayings_repeats(sayings, &other), 2);
    assert_int_equal(sayings_overlap(sayings, &other, NULL), 1000);
    sayings_free(&sayings);
    marks_free(&one);
    marks_free(&other);
}

static int judged(const char *rooms)
{
    char *folder = folder_new(), path[400], text[3000];
    snprintf(path, sizeof path, "%s/x.yaml", folder);
    int length = snprintf(text, sizeof text, "area: X\nlevels: 1-2\nrooms:\n%s", rooms);
    assert_true(keep_write(path, text, (size_t)length));
    fflush(stdout);
    int status = grow_judge(1, (char *[]){ folder });
    folder_end(folder);
    return status;
}

/* One thing wrong at a time. */
static void a_judge_finds_what_is_not_good_enough(void **state)
{
    (void)state;
    assert_int_equal(judged("  1: {name: A, text: \"The miller counts his sacks, and one of them counts back. Flour lies on everything that he owes.\"}\n"
                            "  2: {name: B, text: \"Here the river gives up being a river. A heron has taken the chair of the drowned.\"}\n"), 0);
    assert_int_equal(judged("  1: {name: A, text: \"The miller counts his sacks, and one of them counts back. Flour lies on everything that he owes.\"}\n"
                            "  2: {name: B, text: \"The miller counts his sacks, and one of them counts back. Here the river gives up.\"}\n"), 1);
    assert_int_equal(judged("  1: {name: A, text: \"The miller counts his sacks, and an sack counts back. Flour lies on everything that he owes.\"}\n"), 1);
    assert_int_equal(judged("  1: {name: A, text: \"Seven red doors stand open. Flour lies on everything that he owes, except upon his own two shoes.\"}\n"
                            "  2: {name: B, text: \"Two grey doors stand open. Far below somebody is winding a clock that has no hands.\"}\n"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_gives_the_same_bytes_whatever_the_threads),
        cmocka_unit_test(the_game_opens_what_was_grown),
        cmocka_unit_test(numbers_are_kept_exactly),
        cmocka_unit_test(what_somebody_edited_is_kept),
        cmocka_unit_test(nothing_is_done_twice),
        cmocka_unit_test(a_plan_grows_at_its_end),
        cmocka_unit_test(what_is_masked_counts_as_the_same),
        cmocka_unit_test(a_judge_finds_what_is_not_good_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
