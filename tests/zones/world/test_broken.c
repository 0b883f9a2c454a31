/* tests/zones/world/test_broken.c -- area files with something wrong in them: tests/zones/world/broken, one a file.
 *
 * The first lines of each are what must be said of it, `#! line:column: reason`, all of it and nothing else.  The area stays
 * closed, and whatever else is in the folder opens. */
#include "tests/zones/tables.h"
#include "zones/world/world.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define BROKEN "tests/zones/world/broken"
enum { FILES_MOST = 2000, SAID_MOST = 100000 };

static char folder[64], *files[FILES_MOST];
static unsigned file_count;

static int order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/test_broken_XXXXXX");
    DIR *directory = opendir(BROKEN);
    if (mkdtemp(folder) == NULL || directory == NULL)
        return 1;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.' && file_count < FILES_MOST)
            files[file_count++] = memory_string(entry->d_name);
    closedir(directory);
    qsort(files, file_count, sizeof *files, order);
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (unsigned n = 0; n < file_count; n++)
        memory_free(files[n]);
    return rmdir(folder);
}

/* The file by another name, which begins each line of what is said of it. */
static void lay(const char *file, const char *name, char to[200])
{
    char from[4096], here[2048];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(from, sizeof from, "%s/" BROKEN "/%s", here, file);
    snprintf(to, 200, "%s/%s", folder, name);
    assert_int_equal(symlink(from, to), 0);
}

static void lay_sound(char to[200])
{
    snprintf(to, 200, "%s/sound.yaml", folder);
    FILE *file = fopen(to, "w");
    fputs("area: Sound\nlevels: 1-2\nrooms:\n  9999: {name: A Room, terrain: field, text: Grass.}\n", file);
    fclose(file);
}

/* What the file says must be said, as lines without "#! ". */
static void wanted_of(const char *file, char *wanted)
{
    char path[400], line[2000];
    snprintf(path, sizeof path, BROKEN "/%s", file);
    FILE *from = fopen(path, "r");
    wanted[0] = '\0';
    while (fgets(line, sizeof line, from) != NULL && strncmp(line, "#! ", 3) == 0)
        strcat(wanted, line + 3);
    fclose(from);
}

/* All that was said of a path, without that. */
static void said_of(const char *path, const char *said, char *own)
{
    size_t length = strlen(path);
    own[0] = '\0';
    for (const char *at = said; *at != '\0'; at = strchr(at, '\n') + 1) {
        if (strncmp(at, path, length) != 0 || at[length] != ':')
            continue;
        const char *from = at + length + 1 + (at[length + 1] == ' ');
        strncat(own, from, (size_t)(strchr(at, '\n') + 1 - from));
    }
}

static void cache_remove(const char *cache)
{
    char path[400];
    DIR *directory = opendir(cache);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", cache, entry->d_name);
        unlink(path);
    }
    closedir(directory);
    assert_int_equal(rmdir(cache), 0);
}

static void each_mistake_is_told_with_its_place_and_the_area_stays_closed(void **state)
{
    static char wanted[SAID_MOST], own[SAID_MOST];
    char sound[200], path[200], cache[100];
    unsigned failed = 0, found = 0;
    (void)state;
    assert_true(file_count >= 300);
    lay_sound(sound);
    snprintf(cache, sizeof cache, "%s/cache", folder);
    for (unsigned n = 0; n < 2 * file_count; n++) {
        char *said;
        size_t size;
        struct world_loaded loaded;
        lay(files[n / 2], "mill.yaml", path);
        FILE *out = open_memstream(&said, &size);
        /* Once from the text, and once from what is kept of it. */
        struct world *world = world_load_kept(folder, cache, tables(), NULL, out, &loaded);
        fclose(out);
        wanted_of(files[n / 2], wanted);
        said_of(path, said, own);
        assert_non_null(world);
        bool closed = world->area_count == 1 && strcmp(world->areas[0].key, "sound") == 0;
        if (wanted[0] == '\0' || strcmp(wanted, own) != 0 || (!closed && loaded.mistakes == 0)) {
            print_error("%s: wanted\n%sand was told\n%s", files[n / 2], wanted, own);
            failed++;
        }
        found += loaded.trees.found;
        world_free(&world);
        free(said);
        unlink(path);
    }
    unlink(sound);
    cache_remove(cache);
    assert_int_equal(failed, 0);
    assert_true(found > file_count + 100);     /* that of the sound one, each time but the first, and of those that are YAML at least */
}

/* Hundreds of them at once do not keep one sound area from opening. */
static void all_of_them_at_once_close_nothing_else(void **state)
{
    char (*paths)[200] = memory_get(file_count * sizeof *paths);
    char sound[200], *said;
    size_t size;
    unsigned mistakes = 0;
    (void)state;
    lay_sound(sound);
    for (unsigned n = 0; n < file_count; n++) {
        char name[40];
        snprintf(name, sizeof name, "mill_%c%c%c.yaml", 'a' + (char)(n / 676), 'a' + (char)(n / 26 % 26), 'a' + (char)(n % 26));
        lay(files[n], name, paths[n]);
    }
    FILE *out = open_memstream(&said, &size);
    struct world *world = world_load(folder, tables(), NULL, out, &mistakes);
    fclose(out);
    assert_non_null(world);
    assert_non_null(world_area_named(world, "sound"));
    assert_true(mistakes >= file_count);
    for (unsigned n = 0; n < file_count; n++)
        unlink(paths[n]);
    unlink(sound);
    world_free(&world);
    memory_free(paths);
    free(said);
}

/* A line of a hundred megabytes is over the size of a file, which is all that is said of it. */
static void a_line_without_end_is_refused(void **state)
{
    char sound[200], path[200], *said;
    size_t size;
    unsigned mistakes = 0;
    (void)state;
    lay_sound(sound);
    snprintf(path, sizeof path, "%s/mill.yaml", folder);
    FILE *file = fopen(path, "w");
    fputs("area: ", file);
    assert_int_equal(ftruncate(fileno(file), 100 << 20), 0);
    fclose(file);
    FILE *out = open_memstream(&said, &size);
    struct world *world = world_load(folder, tables(), NULL, out, &mistakes);
    fclose(out);
    assert_non_null(world);
    assert_int_equal(world->area_count, 1);
    assert_int_equal(mistakes, 1);
    assert_non_null(strstr(said, "mill.yaml: "));
    unlink(path);
    unlink(sound);
    world_free(&world);
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_is_told_with_its_place_and_the_area_stays_closed),
        cmocka_unit_test(all_of_them_at_once_close_nothing_else),
        cmocka_unit_test(a_line_without_end_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
