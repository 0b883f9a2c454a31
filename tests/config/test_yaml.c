/* tests/config/test_yaml.c -- trees with places, everything that is refused, records read by a table. */
#include "config/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One reading: the tree, and what was said about it. */
struct run {
    struct arena     *arena;
    struct yaml_node *root;
    struct mistakes   mistakes;
    char             *said;
    size_t            said_size;
};

static void run_begin(struct run *run, const char *text, size_t length)
{
    *run = (struct run){ .arena = arena_new() };
    run->mistakes = (struct mistakes){ .file = "f", .out = open_memstream(&run->said, &run->said_size) };
    run->root = yaml_read_bytes(text, length, run->arena, &run->mistakes);
    fflush(run->mistakes.out);
}

static void run_end(struct run *run)
{
    fclose(run->mistakes.out);
    free(run->said);
    arena_free(&run->arena);
}

static void expect_said(const char *text, const char *said)
{
    struct run run;
    run_begin(&run, text, strlen(text));
    assert_string_equal(run.said, said);
    run_end(&run);
}

/* That it is refused, in one line, before anything takes long; what the line says about it. */
static void expect_refused(const char *text, size_t length, const char *part)
{
    struct run run;
    run_begin(&run, text, length);
    assert_null(run.root);
    assert_int_equal(run.mistakes.count, 1);
    assert_non_null(strstr(run.said, part));
    run_end(&run);
}

static void every_node_knows_its_place(void **state)
{
    (void)state;
    struct run run;
    const char *text = "# comment\nname: Ada\nlist: [a, \"b c\"]\nmap:\n  \xc3\xa4: {x: 1}\n";
    run_begin(&run, text, strlen(text));
    assert_string_equal(run.said, "");
    assert_int_equal(run.root->count, 3);
    const struct yaml_node *name = yaml_member(run.root, "name"), *list = yaml_member(run.root, "list");
    assert_string_equal(name->word, "Ada");
    assert_int_equal(name->line, 2);
    assert_int_equal(name->column, 7);
    assert_int_equal(name->key->column, 1);
    assert_int_equal(list->count, 2);
    assert_int_equal(list->first->next->column, 11);
    assert_string_equal(list->first->next->word, "b c");
    const struct yaml_node *inner = yaml_member(yaml_member(run.root, "map"), "\xc3\xa4");
    assert_int_equal(inner->line, 5);
    assert_int_equal(inner->column, 6);          /* columns count characters, not bytes */
    assert_null(yaml_member(run.root, "absent"));
    assert_null(yaml_member(name, "absent"));
    assert_null(yaml_member(NULL, "absent"));
    run_end(&run);
}

static void what_is_refused(void **state)
{
    (void)state;
    expect_said("", "f: is empty\n");
    expect_said("# only a comment\n", "f: is empty\n");
    expect_said("a: &here b\nc: *here\n", "f:1:4: anchors (&here) are not used here\nf:2:4: aliases (*here) are not used here\n");
    expect_said("a: &l [1]\nb: &m {x: 1}\n", "f:1:4: anchors (&l) are not used here\nf:2:4: anchors (&m) are not used here\n");
    expect_said("a: !!str b\n", "f:1:4: tags (tag:yaml.org,2002:str) are not used here\n");
    expect_said("a: !x [1]\nb: !y {}\n", "f:1:4: tags (!x) are not used here\nf:2:4: tags (!y) are not used here\n");
    expect_said("a: 1\n---\nb: 2\n", "f:2:1: a second document in one file\n");
    expect_said("? [a, b]\n: c\nd: e\n", "f:1:3: a key must be a word\n");
    expect_said("? {a: b}\n: {c: d}\n", "f:1:3: a key must be a word\n");
    expect_said("a: \"x\\ey\"\nb: \"x\\0y\"\nc: \"\\u009b\"\nd: \"\\x7f\"\ne: \"a\\tb\"\nf: \"a\\nb\"\n",
                "f:1:4: holds a control character\nf:2:4: holds a control character\nf:3:4: holds a control character\n"
                "f:4:4: holds a control character\nf:5:4: holds a control character\n");
    expect_refused("a: b\nc: \xff\n", 9, "f:2:4: ");
    expect_refused("a: \x1b[2J\n", 9, "control characters are not allowed");
    expect_refused("\xff\xfe" "a\0:\0 \0b\0", 10, "f:1:1: ");
    expect_refused("a: [b, c\nd: e\n", 14, "f:2:2: ");
    expect_refused("a: b\n c: d\n", 11, "f:2:3: ");
    expect_refused("a: 'b\n", 6, "f:2:1: ");
}

static void a_key_twice_is_named_and_the_first_kept(void **state)
{
    (void)state;
    struct run run;
    const char *text = "b: 1\na: 2\nb: 3\nc: {x: 1, y: 2, x: 3, x: 4}\nb: 5\nz: 6\n";
    run_begin(&run, text, strlen(text));
    assert_string_equal(run.said, "f:4:17: 'x' is here twice; the first is in line 4\n"
                                  "f:4:23: 'x' is here twice; the first is in line 4\n"
                                  "f:3:1: 'b' is here twice; the first is in line 1\n"
                                  "f:5:1: 'b' is here twice; the first is in line 1\n");
    assert_int_equal(run.root->count, 4);
    assert_string_equal(yaml_member(run.root, "b")->word, "1");
    assert_string_equal(yaml_member(run.root, "z")->word, "6");
    assert_int_equal(yaml_member(run.root, "c")->count, 2);
    run_end(&run);
}

/* 200,000 of them, which as one text keep libyaml's scanner busy for many seconds. */
static void deep_nesting_stops_early(void **state)
{
    (void)state;
    enum { DEEP = 200000 };
    static const char *const beginnings[] = { "[", "{a: ", "- ", "? ", "[\n", "{[" };
    for (unsigned n = 0; n < sizeof beginnings / sizeof *beginnings; n++) {
        size_t length = strlen(beginnings[n]) * DEEP;
        char *text = malloc(length);
        for (size_t at = 0; at < length; at++)
            text[at] = beginnings[n][at % strlen(beginnings[n])];
        struct run run;
        run_begin(&run, text, length);
        assert_null(run.root);
        assert_non_null(strstr(run.said, "nested more than 16 deep\n"));
        assert_in_range(run.mistakes.count, 1, 1 + YAML_DEPTH_MAX); /* some of them are keys that are no words */
        run_end(&run);
        free(text);
    }
}

static void as_deep_as_allowed(void **state)
{
    (void)state;
    expect_said("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "");
    expect_said("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", "f:1:17: nested more than 16 deep\n");
}

static void a_bomb_of_aliases_is_only_lines(void **state)
{
    (void)state;
    struct run run;
    const char *text = "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
                       "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
                       "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n";
    run_begin(&run, text, strlen(text));
    assert_int_equal(run.mistakes.count, 5 + 5 * 9);
    assert_true(arena_size(run.arena) < 1 << 20);
    run_end(&run);
}

static void caps_on_size_and_count(void **state)
{
    (void)state;
    char *text = malloc(YAML_FILE_BYTES_MAX + 1);
    memset(text, '#', YAML_FILE_BYTES_MAX + 1);
    expect_refused(text, YAML_FILE_BYTES_MAX + 1, "f: longer than 16777216 bytes");
    for (unsigned n = 0; n < YAML_FILE_BYTES_MAX; n++)
        text[n] = n == 0 ? '[' : n % 2 == 1 ? 'a' : ',';
    expect_refused(text, YAML_FILE_BYTES_MAX, "more than 2000000 values in one file");
    free(text);
}

static void so_many_mistakes_are_only_counted(void **state)
{
    (void)state;
    struct run run;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (unsigned n = 0; n < MISTAKES_SHOWN_MAX + 500; n++)
        fputs("- *a\n", out);
    fclose(out);
    run_begin(&run, text, size);
    assert_int_equal(run.mistakes.count, MISTAKES_SHOWN_MAX + 500);
    unsigned lines = 0;
    for (const char *at = run.said; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, MISTAKES_SHOWN_MAX + 1);
    assert_non_null(strstr(run.said, "f: and more mistakes, which are only counted\n"));
    run_end(&run);
    free(text);
}

static void files_that_are_none(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run, "a: b", 4);
    run.mistakes.file = "/nowhere/at/all";
    assert_null(yaml_read_file("/nowhere/at/all", run.arena, &run.mistakes));
    run.mistakes.file = "/tmp";
    assert_null(yaml_read_file("/tmp", run.arena, &run.mistakes));
    run.mistakes.file = "/dev/zero";             /* endless */
    assert_null(yaml_read_file("/dev/zero", run.arena, &run.mistakes));
    fflush(run.mistakes.out);
    assert_string_equal(run.said, "/nowhere/at/all: No such file or directory\n/tmp: Is a directory\n"
                                  "/dev/zero: longer than 16777216 bytes\n");
    run_end(&run);
}

/* ---- records ---- */

struct thing {
    uint32_t     size;
    bool         shut;
    uint8_t      colour;
    const char  *name, *text;
    const char **keys, **says;
};
static const char *const colours[] = { "Red", "Green" };
static const struct yaml_field fields[] = {
    { "size",   true,  yaml_number,   offsetof(struct thing, size),   1, 9,  NULL },
    { "shut",   false, yaml_yes_no,   offsetof(struct thing, shut),   0, 0,  NULL },
    { "colour", false, yaml_choice,   offsetof(struct thing, colour), 0, 2,  colours },
    { "name",   true,  yaml_line,     offsetof(struct thing, name),   0, 5,  NULL },
    { "text",   false, yaml_text,     offsetof(struct thing, text),   0, 50, NULL },
    { "keys",   false, yaml_keywords, offsetof(struct thing, keys),   1, 3,  NULL },
    { "says",   false, yaml_lines,    offsetof(struct thing, says),   0, 3,  NULL },
    { 0 },
};

static void run_record(struct run *run, const char *text, struct thing *thing)
{
    run_begin(run, text, strlen(text));
    assert_non_null(run->root);
    struct yaml_reader reader = { .arena = run->arena, .mistakes = &run->mistakes };
    *thing = (struct thing){ .size = 77, .colour = 77 };
    yaml_record(&reader, run->root, "a thing", fields, thing);
    fflush(run->mistakes.out);
}

static void a_good_record(void **state)
{
    (void)state;
    struct run run;
    struct thing thing;
    run_record(&run, "size: 9\nshut: Yes\ncolour: green\nname: \xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\nkeys: [a, b]\n"
                     "says: ['x y', z]\ntext: t\n", &thing);
    assert_string_equal(run.said, "");
    assert_int_equal(thing.size, 9);
    assert_true(thing.shut);
    assert_int_equal(thing.colour, 1);
    assert_string_equal(thing.name, "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6");  /* five characters */
    assert_string_equal(thing.keys[1], "b");
    assert_null(thing.keys[2]);
    assert_string_equal(thing.says[0], "x y");
    run_end(&run);
}

static void every_mistake_of_a_record(void **state)
{
    (void)state;
    struct run run;
    struct thing thing;
    run_record(&run, "size: 10\nshut: perhaps\ncolour: gren\nnme: x\ntext: [a]\nkeys: [a b, [c], '']\nsays: z\n", &thing);
    assert_string_equal(run.said, "f:1:7: size: 10 is more than 9\n"
                                  "f:2:7: shut: 'perhaps' is neither yes nor no\n"
                                  "f:3:9: colour: 'gren' is not known; did you mean 'Green'?\n"
                                  "f:4:1: a thing has no 'nme'; did you mean 'name'?\n"
                                  "f:5:7: text: must be a single value\n"
                                  "f:6:8: keys: 'a b' is more than one word\n"
                                  "f:6:13: keys: must be a single value\n"
                                  "f:6:18: keys: is empty\n"
                                  "f:7:7: says: must be a list, [one, two]\n"
                                  "f:1:1: a thing needs 'name'\n");
    assert_int_equal(thing.size, 77);            /* a bad value leaves the old one */
    assert_int_equal(thing.colour, 77);
    run_end(&run);
    run_record(&run, "[1]", &thing);
    assert_string_equal(run.said, "f:1:1: a thing is written as `key: value` pairs\n");
    run_end(&run);
    run_record(&run, "size:\nname: 'too long'\nkeys: []\nsays: [a, b, c, d]\n", &thing);
    assert_string_equal(run.said, "f:1:6: size: is empty\n"
                                  "f:2:7: name: has 8 characters, the most is 5\n"
                                  "f:3:7: keys: the list is empty\n"
                                  "f:4:7: says: 4 entries, the most is 3\n");
    run_end(&run);
}

static void expect_text(const char *written, const char *text)
{
    struct run run;
    struct thing thing;
    char *whole = NULL;
    assert_true(asprintf(&whole, "size: 1\nname: n\ntext: %s\n", written) > 0);
    run_record(&run, whole, &thing);
    assert_string_equal(run.said, "");
    assert_string_equal(thing.text, text);
    run_end(&run);
    free(whole);
}

static void paragraphs(void **state)
{
    (void)state;
    expect_text(">\n  one\n  two\n\n  three\n\n\n  four\n", "one two\nthree\nfour");
    expect_text("|\n  one\n  two  \n\n  three\n\n\n  four\n\n", "one two\nthree\nfour");
    expect_text("one\n  two\n\n  three", "one two\nthree");
    expect_text("\"one\n  two\n\n  three\"", "one two\nthree");
    expect_text("one.  two", "one.  two");
    expect_text("\" one \"", "one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_knows_its_place),
        cmocka_unit_test(what_is_refused),
        cmocka_unit_test(a_key_twice_is_named_and_the_first_kept),
        cmocka_unit_test(deep_nesting_stops_early),
        cmocka_unit_test(as_deep_as_allowed),
        cmocka_unit_test(a_bomb_of_aliases_is_only_lines),
        cmocka_unit_test(caps_on_size_and_count),
        cmocka_unit_test(so_many_mistakes_are_only_counted),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(a_good_record),
        cmocka_unit_test(every_mistake_of_a_record),
        cmocka_unit_test(paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
