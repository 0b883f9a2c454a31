/* tests/zones/world/test_census.c -- everything is counted, and closing an area shows in every count. */
#include "core/bytes.h"
#include "net/mssp.h"
#include "tests/zones/tables.h"
#include "zones/world/census.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A good area, and behind it what no area has. */
static void spoil(const char *target, const char *path)
{
    FILE *from = fopen(target, "r"), *to = fopen(path, "w");
    assert_true(from != NULL && to != NULL);
    for (int byte; (byte = fgetc(from)) != EOF;)
        fputc(byte, to);
    fputs("\nnonsense: here\n", to);
    fclose(from);
    fclose(to);
}

/* The areas of the game in a folder of links, all but one, which is missing there or has a mistake. */
static struct census census_without(const char *closed, bool spoilt)
{
    char folder[] = "/tmp/kallisti-census.XXXXXX", path[600], here[300];
    assert_non_null(mkdtemp(folder));
    assert_non_null(getcwd(here, sizeof here));
    DIR *areas = opendir("zones/areas");
    assert_non_null(areas);
    for (struct dirent *entry; (entry = readdir(areas)) != NULL;) {
        char target[600];
        bool is_closed = strcmp(entry->d_name, closed) == 0;
        if (strstr(entry->d_name, ".yaml") == NULL || (is_closed && !spoilt))
            continue;
        snprintf(target, sizeof target, "%s/zones/areas/%s", here, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (is_closed)
            spoil(target, path);
        else
            assert_int_equal(symlink(target, path), 0);
    }
    FILE *mistakes = tmpfile();         /* exits into the closed area are told there */
    unsigned count = 0;
    struct world *world = world_load(folder, tables(), NULL, mistakes, &count);
    assert_non_null(world);
    struct census census = { .started = 7, .helpfiles = 8 };
    census_take(world, tables(), &census);
    world_free(&world);
    fclose(mistakes);
    rewinddir(areas);
    for (struct dirent *entry; (entry = readdir(areas)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    closedir(areas);
    assert_int_equal(rmdir(folder), 0);
    return census;
}

static void test_closing_an_area_shows(void **state)
{
    (void)state;
    struct census all = census_without("", false), less = census_without("midgaard.yaml", false);
    assert_int_equal(less.areas, all.areas - 1);
    assert_true(less.rooms < all.rooms && less.rooms > 0);
    assert_true(less.exits < all.exits && less.exits > 0);
    assert_true(less.mobiles < all.mobiles && less.mobiles > 0);
    assert_true(less.objects < all.objects && less.objects > 0);
    assert_true(less.extras < all.extras && less.extras > 0);
    assert_true(less.resets < all.resets && less.resets > 0);
    assert_int_equal(all.started, 7);
    assert_int_equal(all.helpfiles, 8);
}

static int64_t told(const struct census *census, const struct options *options, const char *name)
{
    struct mssp_about about = { .options = options, .census = census };
    struct bytes_writer lines = {0};
    char row[60];
    mssp_put_lines(&about, &lines);
    put_u8(&lines, 0);
    snprintf(row, sizeof row, "\n%s\t", name);
    const char *found = strstr((const char *)lines.bytes, row);
    assert_non_null(found);
    int64_t number = strtoll(found + strlen(row), NULL, 10);
    bytes_free(&lines);
    return number;
}

/* Whatever lists of games are told of the world gets less by it, whether the file is gone or has a mistake in it. */
static MAIN_THREAD void test_closing_an_area_is_told(void **state)
{
    (void)state;
    static const char *const names[] = { "AREAS", "ROOMS", "MOBILES", "OBJECTS", "EXTRA DESCRIPTIONS", "EXITS", "RESETS", "DBSIZE" };
    struct options *options = memory_get(sizeof *options);
    options_begin(options);
    struct census all = census_without("", false);
    struct census gone = census_without("mine.yaml", false), spoilt = census_without("mine.yaml", true);
    for (unsigned at = 0; at < sizeof names / sizeof names[0]; at++) {
        assert_true(told(&gone, options, names[at]) < told(&all, options, names[at]));
        assert_true(told(&gone, options, names[at]) > 0);
        assert_int_equal(told(&gone, options, names[at]), told(&spoilt, options, names[at]));
    }
    memory_free(options);
}

static void test_a_small_world(void **state)
{
    (void)state;
    struct extra extras[2] = {{0}};
    struct room_proto rooms[2] = {
        { .id = {1}, .exits = { [NORTH] = { .to = {2} } }, .extras = extras, .extra_count = 2 },
        { .id = {2}, .exits = { [SOUTH] = { .to = {1} }, [UP] = { .to = {9} } } },
    };
    struct area areas[2] = { { .rooms = rooms, .room_count = 1, .reset_count = 5 }, { .rooms = rooms + 1, .room_count = 1 } };
    struct mobile_proto mobiles[3] = { { .extras = { extras, 2 } } };
    struct object_proto objects[4] = { { .extras = { extras, 1 } }, { .extras = { extras, 2 } } };
    struct exit_sight sight = { "A stair.", { extras, 1 } };
    rooms[0].exits[NORTH].sight = &sight;
    struct world world = { .areas = areas, .area_count = 2, .mobiles = mobiles, .mobile_count = 3, .objects = objects, .object_count = 4 };
    struct census census = {0};
    census_take(&world, tables(), &census);
    census_take(&world, tables(), &census);       /* counted anew, not on top */
    assert_int_equal(census.areas, 2);
    assert_int_equal(census.rooms, 2);
    assert_int_equal(census.exits, 3);
    assert_int_equal(census.extras, 2 + 2 + 3 + 1);
    assert_int_equal(census.mobiles, 3);
    assert_int_equal(census.objects, 4);
    assert_int_equal(census.resets, 5);
    assert_int_equal(census.classes, 16);         /* paths are none */
    assert_int_equal(census.levels, 200);
    assert_int_equal(census.races, tables()->race_count);
    assert_int_equal(census.skills, skills_learnable(tables()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closing_an_area_shows),
        cmocka_unit_test(test_closing_an_area_is_told),
        cmocka_unit_test(test_a_small_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
