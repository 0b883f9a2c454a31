/* tests/net/test_alias.c -- tests net/alias.c: what an alias makes of a line. */
#include "net/alias.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char table[] = "a say first\n"
                            "all say $*|$1|$9|$$1|$x|$\n"
                            "b a;b $1\n"
                            "e ; ;;\n"
                            "kk kill $1;;  look $2 ;say $1, $2 and $3\n"
                            "many 1;2;3;4;5\n";

/* The commands, each with a "/" behind it, or what went wrong. */
static void expect(const char *line, const char *wanted)
{
    static const char *const outcomes[] = {"none", "", "too long", "too many"};
    struct text *habits = text_string(table);
    struct bytes_writer out = {0};
    unsigned count, found = 0;
    enum alias_outcome outcome = alias_expand(habits, line, 40, 4, &out, &count);
    char got[400] = "";
    for (size_t i = 0; i < out.length && outcome == ALIAS_DONE; i++) {
        found += out.bytes[i] == '\0';
        got[i] = (char)(out.bytes[i] == '\0' ? '/' : out.bytes[i]);
    }
    assert_string_equal(outcome == ALIAS_DONE ? got : outcomes[outcome], wanted);
    assert_true(outcome != ALIAS_DONE || found == count);
    bytes_free(&out);
    text_unref(&habits);
}

static void the_first_word_decides(void **state)
{
    (void)state;
    expect("a", "say first/");
    expect("  A  ", "say first/");
    expect("ab", "none");
    expect("'a", "none");
    expect("", "none");
    expect("   ", "none");
    struct bytes_writer out = {0};
    unsigned count;
    assert_int_equal(alias_expand(NULL, "a", 40, 4, &out, &count), ALIAS_NONE);
}

static void arguments_go_where_the_text_says(void **state)
{
    (void)state;
    expect("kk orc north gate", "kill orc/  look north /say orc, north and gate/");
    expect("kk", "kill /  look  /say ,  and /");
    expect("kk  a;b   $1  ", "kill a;b/  look $1 /say a;b, $1 and /");
    expect("all x y", "say x y|x||$1|$x|$/");
}

static void or_else_behind_it(void **state)
{
    (void)state;
    expect("a  and second ", "say first and second/");
    expect("b x", "a/b x/"); /* neither is looked at again */
}

static void it_may_stand_for_nothing(void **state)
{
    (void)state;
    expect("e", "");
}

static void there_are_bounds(void **state)
{
    (void)state;
    expect("many", "too many");
    expect("a 2345678901234567890123456789", "say first 2345678901234567890123456789/");
    expect("a 2345678901234567890123456789012", "too long");
    expect("all 12345678901234567890 1234567890", "too long");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_word_decides),
        cmocka_unit_test(arguments_go_where_the_text_says),
        cmocka_unit_test(or_else_behind_it),
        cmocka_unit_test(it_may_stand_for_nothing),
        cmocka_unit_test(there_are_bounds),
    };
    return cmocka_run_group_tests_name("alias", tests, NULL, NULL);
}
