/* tests/config/test_yaml_cache.c -- a kept tree is the tree that the text gives; what is not whole is never trusted. */
#include "config/yaml_cache.h"
#include "core/bytes.h"
#include "core/log.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { BYTES_MOST = 1 << 20 };
static char folder[64], cache_folder[100], file_path[100];
static const char text[] = "name: Ada\nlist: [a, \"b c\", {}]\nmap:\n  \xc3\xa4: {x: 1, y: [2, [3]]}\n  text: |\n    one\n\n    two\n";

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/test_cache_XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(cache_folder, sizeof cache_folder, "%s/cache", folder);
    snprintf(file_path, sizeof file_path, "%s/file.yaml", folder);
    return !log_begin(LOG_ERROR, NULL, 20);    /* what is damaged on purpose need not be told */
}

static void empty(const char *path)
{
    char name[400];
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            remove(name);
    }
    if (directory != NULL)
        closedir(directory);
}

static int end(void **state)
{
    (void)state;
    empty(cache_folder);
    empty(folder);
    return rmdir(folder);
}

static void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* One reading with a cache, or without one. */
struct run {
    struct arena           *arena;
    struct yaml_node       *root;
    struct mistakes         mistakes;
    char                   *said;
    size_t                  said_size;
    struct yaml_cache_count count;
};

static void run_begin(struct run *run, const char *cached, const char *path)
{
    *run = (struct run){ .arena = arena_new() };
    run->mistakes = (struct mistakes){ .file = "f", .out = open_memstream(&run->said, &run->said_size) };
    struct yaml_cache *cache = yaml_cache_open(cached);
    run->root = yaml_cache_read(cache, path, run->arena, &run->mistakes);
    run->count = yaml_cache_close(&cache);
    fflush(run->mistakes.out);
}

static void run_end(struct run *run)
{
    fclose(run->mistakes.out);
    free(run->said);
    arena_free(&run->arena);
}

static void expect_same(const struct yaml_node *one, const struct yaml_node *other)
{
    assert_int_equal(one == NULL, other == NULL);
    if (one == NULL)
        return;
    assert_int_equal(one->kind, other->kind);
    assert_int_equal(one->line, other->line);
    assert_int_equal(one->column, other->column);
    assert_int_equal(one->literal, other->literal);
    assert_int_equal(one->count, other->count);
    assert_int_equal(one->word == NULL, other->word == NULL);
    if (one->word != NULL)
        assert_string_equal(one->word, other->word);
    expect_same(one->key, other->key);
    const struct yaml_node *mine = one->first, *theirs = other->first;
    for (; mine != NULL && theirs != NULL; mine = mine->next, theirs = theirs->next)
        expect_same(mine, theirs);
    assert_true(mine == NULL && theirs == NULL);
}

/* Reads it with the cache: so many found, damaged, kept; and it must be as without. */
static void expect_read(const char *path, unsigned found, unsigned damaged, unsigned kept)
{
    struct run plain, cached;
    run_begin(&plain, NULL, path);
    run_begin(&cached, cache_folder, path);
    assert_int_equal(cached.count.found, found);
    assert_int_equal(cached.count.damaged, damaged);
    assert_int_equal(cached.count.kept, kept);
    expect_same(plain.root, cached.root);
    assert_string_equal(plain.said, cached.said);
    run_end(&plain);
    run_end(&cached);
}

/* The one tree that is kept. */
static void tree_path(char path[400])
{
    unsigned found = 0;
    DIR *directory = opendir(cache_folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.') {
            snprintf(path, 400, "%s/%s", cache_folder, entry->d_name);
            found++;
        }
    closedir(directory);
    assert_int_equal(found, 1);
}

static size_t read_tree(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "r");
    size_t length = fread(bytes, 1, BYTES_MOST, file);
    fclose(file);
    assert_true(length > 0 && length < BYTES_MOST);
    return length;
}

static void what_is_kept_is_what_was_read(void **state)
{
    (void)state;
    write_file(file_path, text, strlen(text));
    expect_read(file_path, 0, 0, 1);
    expect_read(file_path, 1, 0, 0);
    DIR *directory = opendir("zones/areas");
    unsigned files = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        char path[400];
        snprintf(path, sizeof path, "zones/areas/%s", entry->d_name);
        if (strstr(entry->d_name, ".yaml") == NULL)
            continue;
        files++;
        expect_read(path, 0, 0, 1);
        expect_read(path, 1, 0, 0);
    }
    closedir(directory);
    assert_true(files > 5);
}

static void an_edited_file_is_read_anew(void **state)
{
    (void)state;
    char edited[sizeof text];
    struct run run;
    strcpy(edited, text);
    write_file(file_path, text, strlen(text));
    expect_read(file_path, 0, 0, 1);
    memcpy(strstr(edited, "Ada"), "Eve", 3);   /* of the same length */
    write_file(file_path, edited, strlen(edited));
    run_begin(&run, cache_folder, file_path);
    assert_string_equal(yaml_member(run.root, "name")->word, "Eve");
    assert_int_equal(run.count.kept, 1);
    run_end(&run);
    expect_read(file_path, 1, 0, 0);
}

static void a_file_with_a_mistake_is_not_kept(void **state)
{
    (void)state;
    const char *wrong = "a: 1\na: 2\nb: &x 3\n";
    write_file(file_path, wrong, strlen(wrong));
    expect_read(file_path, 0, 0, 0);
    expect_read(file_path, 0, 0, 0);
    expect_read("/nowhere/file.yaml", 0, 0, 0);
}

static void any_damage_is_found_and_mended(void **state)
{
    (void)state;
    static uint8_t whole[BYTES_MOST], damaged[BYTES_MOST];
    char path[400];
    empty(cache_folder);
    write_file(file_path, text, strlen(text));
    expect_read(file_path, 0, 0, 1);
    tree_path(path);
    size_t length = read_tree(path, whole);
    for (size_t at = 0; at < length; at++) {
        struct run run;
        memcpy(damaged, whole, length);
        damaged[at] ^= (uint8_t)(1 << at % 8);
        write_file(path, damaged, length);
        run_begin(&run, cache_folder, file_path);
        assert_int_equal(run.count.found, 0);  /* of another text, or format, or damaged: all the same */
        assert_int_equal(run.count.kept, 1);
        run_end(&run);
        expect_read(file_path, 1, 0, 0);
        write_file(path, whole, at);
        expect_read(file_path, 0, 1, 1);
        assert_int_equal(read_tree(path, damaged), length);
        assert_memory_equal(damaged, whole, length);
    }
}

/* Reads all that a tree holds. */
static size_t weigh(const struct yaml_node *node)
{
    size_t weight = (node->word != NULL ? strlen(node->word) : 0) + (node->key != NULL ? strlen(node->key->word) : 0);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        weight += weigh(member);
    return weight;
}

/* Whoever writes a right checksum may still write anything else: it may come out as another tree, but inside its bounds. */
static void forged_numbers_stay_within_bounds(void **state)
{
    (void)state;
    enum { HEADER = 48, NODE = 12 };
    static uint8_t whole[BYTES_MOST], forged[BYTES_MOST];
    static const uint32_t values[] = { 0, 1, 2, 3, 7, 1000, 0x7fffffff, 0xffffffff };
    char path[400];
    unsigned refused = 0;
    empty(cache_folder);
    write_file(file_path, text, strlen(text));
    expect_read(file_path, 0, 0, 1);
    tree_path(path);
    size_t length = read_tree(path, whole);
    uint32_t nodes;
    memcpy(&nodes, whole + 20, sizeof nodes);
    for (size_t at = 20; at < HEADER + nodes * NODE; at += 4)
        for (unsigned n = 0; n < sizeof values / sizeof *values; n++) {
            struct run run;
            memcpy(forged, whole, length);
            memcpy(forged + at, &values[n], sizeof values[n]);
            uint64_t sum = bytes_hash(forged + 8, length - 8);
            memcpy(forged, &sum, sizeof sum);
            write_file(path, forged, length);
            run_begin(&run, cache_folder, file_path);
            assert_non_null(run.root);
            assert_true(weigh(run.root) < length * length);
            refused += run.count.damaged;
            run_end(&run);
        }
    assert_true(refused > 100);
    write_file(path, whole, length);
    expect_read(file_path, 1, 0, 0);
}

static void trees_of_files_that_are_gone_go_too(void **state)
{
    (void)state;
    char path[400], left[400];
    empty(cache_folder);
    write_file(file_path, text, strlen(text));
    expect_read("zones/areas/midgaard.yaml", 0, 0, 1);
    snprintf(left, sizeof left, "%s/half.tree.new", cache_folder);
    write_file(left, "x", 1);
    snprintf(left, sizeof left, "%s/notes", cache_folder);
    write_file(left, "x", 1);
    expect_read(file_path, 0, 0, 1);
    assert_int_equal(access(left, F_OK), 0);   /* not ours */
    unlink(left);
    tree_path(path);
    assert_non_null(strstr(path, "/file-"));
}

/* A folder that is none, and one upon a disk that is full. */
static void what_cannot_be_written_is_done_without(void **state)
{
    (void)state;
    struct run run;
    empty(cache_folder);
    write_file(file_path, text, strlen(text));
    run_begin(&run, file_path, file_path);
    assert_non_null(run.root);
    assert_int_equal(run.count.unkept, 1);
    assert_string_equal(run.said, "");
    run_end(&run);
    struct rlimit before, none;
    getrlimit(RLIMIT_FSIZE, &before);
    none = before;
    none.rlim_cur = 100;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &none);
    run_begin(&run, cache_folder, file_path);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_non_null(run.root);
    assert_int_equal(run.count.unkept, 1);
    run_end(&run);
    DIR *directory = opendir(cache_folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        assert_int_equal(entry->d_name[0], '.');   /* nothing half written is left */
    closedir(directory);
    expect_read(file_path, 0, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_what_was_read),
        cmocka_unit_test(an_edited_file_is_read_anew),
        cmocka_unit_test(a_file_with_a_mistake_is_not_kept),
        cmocka_unit_test(any_damage_is_found_and_mended),
        cmocka_unit_test(forged_numbers_stay_within_bounds),
        cmocka_unit_test(trees_of_files_that_are_gone_go_too),
        cmocka_unit_test(what_cannot_be_written_is_done_without),
    };
    return cmocka_run_group_tests_name("config/yaml_cache", tests, begin, end);
}
