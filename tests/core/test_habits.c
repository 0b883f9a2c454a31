/* tests/core/test_habits.c -- tests core/habits.c: aliases and pages as one text. */
#include "core/habits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void replace(struct text **habits, struct text *by)
{
    text_unref(habits);
    *habits = by;
}

static void aliases_stand_in_the_order_of_their_names(void **state)
{
    (void)state;
    struct text *habits = NULL;
    replace(&habits, habits_with_alias(habits, "kk", "kill $1;look"));
    replace(&habits, habits_with_alias(habits, "B", "bow"));
    replace(&habits, habits_with_alias(habits, "kkk", "kill all"));
    assert_string_equal(text_bytes(habits), "b bow\nkk kill $1;look\nkkk kill all\n");
    replace(&habits, habits_with_alias(habits, "KK", "kick $*"));
    assert_string_equal(text_bytes(habits), "b bow\nkk kick $*\nkkk kill all\n");
    assert_int_equal(habits_aliases(habits), 3);
    assert_true(habits_sound(habits));
    replace(&habits, habits_with_alias(habits, "kk", NULL));
    replace(&habits, habits_with_alias(habits, "nothing", NULL));
    assert_string_equal(text_bytes(habits), "b bow\nkkk kill all\n");
    replace(&habits, habits_with_alias(habits, "b", NULL));
    replace(&habits, habits_with_alias(habits, "kkk", NULL));
    assert_int_equal(text_length(habits), 0);
    assert_int_equal(habits_mark(habits), 0);
    text_unref(&habits);
}

static void an_alias_is_found_by_its_whole_name(void **state)
{
    (void)state;
    struct alias alias;
    struct text *habits = text_string("|24\nkk kill $1\n");
    assert_true(habits_find(habits, "KK", 2, &alias));
    assert_int_equal(alias.text_length, 7);
    assert_memory_equal(alias.text, "kill $1", 7);
    assert_false(habits_find(habits, "k", 1, &alias));
    assert_false(habits_find(habits, "kkk", 3, &alias));
    assert_false(habits_find(habits, "|24", 3, &alias));
    assert_false(habits_find(NULL, "kk", 2, &alias));
    text_unref(&habits);
}

static void the_page_is_kept_beside_the_aliases(void **state)
{
    (void)state;
    struct text *habits = NULL;
    assert_int_equal(habits_pager(NULL), PAGER_AUTO);
    replace(&habits, habits_with_alias(habits, "kk", "kill"));
    replace(&habits, habits_with_pager(habits, 24));
    assert_string_equal(text_bytes(habits), "|24\nkk kill\n");
    assert_int_equal(habits_pager(habits), 24);
    replace(&habits, habits_with_alias(habits, "a", "look"));
    replace(&habits, habits_with_pager(habits, PAGER_OFF));
    assert_string_equal(text_bytes(habits), "|0\na look\nkk kill\n");
    uint64_t mark = habits_mark(habits);
    replace(&habits, habits_with_pager(habits, PAGER_AUTO));
    assert_string_equal(text_bytes(habits), "a look\nkk kill\n");
    assert_true(mark != habits_mark(habits));
    text_unref(&habits);
}

static void what_a_store_might_say(void **state)
{
    (void)state;
    static const char *const good[] = { "", "|24\n", "|0\n", "a b\n", "|5\na b\nb c;d $*\n" };
    static const char *const bad[] = {
        "a b", "a\n", "a \n", "\n", "|\n", "|x\n", "|1000\n", "|-2\n", "|024\n", "b c\na b\n", "a b\na c\n", "a-b c\n",
        "a b\001c\n", "abcdefghijklmnopq x\n", "a b\n|24\n", "a b\n\n",
    };
    for (size_t at = 0; at < sizeof good / sizeof *good; at++) {
        struct text *habits = text_string(good[at]);
        assert_true(habits_sound(habits));
        text_unref(&habits);
    }
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        struct text *habits = text_string(bad[at]);
        if (habits_sound(habits))
            fail_msg("sound: %s", bad[at]);
        text_unref(&habits);
    }
    assert_true(habits_sound(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_stand_in_the_order_of_their_names),
        cmocka_unit_test(an_alias_is_found_by_its_whole_name),
        cmocka_unit_test(the_page_is_kept_beside_the_aliases),
        cmocka_unit_test(what_a_store_might_say),
    };
    return cmocka_run_group_tests_name("habits", tests, NULL, NULL);
}
