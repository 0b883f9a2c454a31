/* tests/core/test_verbs.c -- whole names, prefixes, order and punctuation. */
#include "core/verbs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct verbs *verbs;
static uint16_t north, nod, look, lock, say, quote, breakout, readall, reads;

MAIN_THREAD static int add_verbs(void **state)
{
    (void)state;
    verbs = verbs_new();
    north = verbs_add(verbs, "north", false);
    nod = verbs_add(verbs, "nod", false);
    look = verbs_add(verbs, "look", false);
    lock = verbs_add(verbs, "lock", false);
    say = verbs_add(verbs, "say", false);
    quote = verbs_add(verbs, "'", false);
    breakout = verbs_add(verbs, "breakout", true);
    verbs_add(verbs, "looking", false);
    readall = verbs_add(verbs, "readall", false);
    reads = verbs_add(verbs, "read", false);
    return 0;
}

MAIN_THREAD static int free_verbs(void **state)
{
    (void)state;
    verbs_free(&verbs);
    assert_null(verbs);
    verbs_free(&verbs);
    return 0;
}

/* Finds and checks what was taken for the verb and for its arguments. */
static uint16_t find(const char *line, const char *typed_expected, const char *arguments_expected)
{
    char typed[16];
    const char *arguments;
    uint16_t verb = verbs_find(verbs, line, &arguments, typed, sizeof typed);
    assert_string_equal(typed, typed_expected);
    assert_string_equal(arguments, arguments_expected);
    return verb;
}

static void test_numbers_in_order(void **state)
{
    (void)state;
    assert_int_equal(north, VERB_FIRST);
    assert_int_equal(nod, VERB_FIRST + 1);
}

static void test_whole_name_and_case(void **state)
{
    (void)state;
    assert_int_equal(find("look sword", "look", "sword"), look);
    assert_int_equal(find("LoOk SWORD", "LoOk", "SWORD"), look);
    assert_int_equal(find("breakout", "breakout", ""), breakout);
}

static void test_earliest_prefix_wins(void **state)
{
    (void)state;
    assert_int_equal(find("n", "n", ""), north);
    assert_int_equal(find("no", "no", ""), north);
    assert_int_equal(find("nod", "nod", ""), nod);
    assert_int_equal(find("lo", "lo", ""), look);
    assert_int_equal(find("loc door", "loc", "door"), lock);
}

/* `readall` stands first and takes every shorter prefix, but not `read` written out. */
static void test_whole_name_beats_an_earlier_prefix(void **state)
{
    (void)state;
    assert_int_equal(find("look", "look", ""), look);
    assert_int_equal(find("looki", "looki", ""), look + 5);
    assert_int_equal(find("rea", "rea", ""), readall);
    assert_int_equal(find("READ", "READ", ""), reads);
}

static void test_unknown_and_empty(void **state)
{
    (void)state;
    assert_int_equal(find("", "", ""), VERB_NONE);
    assert_int_equal(find("   \t ", "", ""), VERB_NONE);
    assert_int_equal(find("northern", "northern", ""), VERB_NONE);
    assert_int_equal(find("xyzzy  twice", "xyzzy", "twice"), VERB_NONE);
    assert_int_equal(find("\xc3\xa4h", "\xc3\xa4h", ""), VERB_NONE);
}

static void test_blanks(void **state)
{
    (void)state;
    assert_int_equal(find("  \tsay \t hello  there ", "say", "hello  there "), say);
}

static void test_punctuation_needs_no_blank(void **state)
{
    (void)state;
    assert_int_equal(find("'hello there", "'", "hello there"), quote);
    assert_int_equal(find("' hello", "'", "hello"), quote);
    assert_int_equal(find("''", "'", "'"), quote);
    assert_int_equal(find(";tell", ";", "tell"), VERB_NONE); /* one of the four, but nobody added it */
    assert_int_equal(find("say'hello", "say'hello", ""), VERB_NONE);
}

static void test_typed_is_cut(void **state)
{
    (void)state;
    char typed[4];
    const char *arguments;
    assert_int_equal(verbs_find(verbs, "breakout now", &arguments, typed, sizeof typed), breakout);
    assert_string_equal(typed, "bre");
    assert_string_equal(arguments, "now");
}

static void test_immediate(void **state)
{
    (void)state;
    assert_true(verbs_immediate(verbs, breakout));
    assert_false(verbs_immediate(verbs, look));
    assert_false(verbs_immediate(verbs, VERB_NONE));
    assert_false(verbs_immediate(verbs, VERB_RAW));
    assert_false(verbs_immediate(verbs, UINT16_MAX));
}

MAIN_THREAD static void test_as_many_as_promised(void **state)
{
    (void)state;
    struct verbs *many = verbs_new();
    char name[16], typed[16];
    const char *arguments;
    for (unsigned i = VERB_FIRST; i < VERBS_MAX; i++) {
        snprintf(name, sizeof name, "verb%04u", i);
        assert_int_equal(verbs_add(many, name, i % 2), i);
    }
    for (unsigned i = VERB_FIRST; i < VERBS_MAX; i++) {
        snprintf(name, sizeof name, "verb%04u", i);
        assert_int_equal(verbs_find(many, name, &arguments, typed, sizeof typed), i);
        assert_int_equal(verbs_immediate(many, (uint16_t)i), i % 2);
    }
    verbs_free(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_in_order),
        cmocka_unit_test(test_whole_name_and_case),
        cmocka_unit_test(test_earliest_prefix_wins),
        cmocka_unit_test(test_whole_name_beats_an_earlier_prefix),
        cmocka_unit_test(test_unknown_and_empty),
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_punctuation_needs_no_blank),
        cmocka_unit_test(test_typed_is_cut),
        cmocka_unit_test(test_immediate),
        cmocka_unit_test(test_as_many_as_promised),
    };
    return cmocka_run_group_tests_name("verbs", tests, add_verbs, free_verbs);
}
