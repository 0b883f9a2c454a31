/* tests/zones/prose/test_english.c -- zones/prose/english.c. */
#include "core/memory.h"
#include "zones/prose/english.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void articles_go_by_the_ear(void **state)
{
    (void)state;
    static const char *const an[] = { "oak", "hour", "Honest man", "uninvited guest", "eel", "Umber", "heirloom" };
    static const char *const a[] = { "wolf", "unit", "one-eared wolf", "useful thing", "eucalyptus", "ewe", "house", "" };
    for (unsigned n = 0; n < sizeof an / sizeof *an; n++)
        assert_string_equal(article(an[n]), "an");
    for (unsigned n = 0; n < sizeof a / sizeof *a; n++)
        assert_string_equal(article(a[n]), "a");
}

static void plurals_are_the_usual_ones(void **state)
{
    (void)state;
    static const struct { const char *one, *many; } cases[] = {
        { "oak", "oaks" }, { "box", "boxes" }, { "berry", "berries" }, { "day", "days" }, { "fisherman", "fishermen" }, { "human", "humans" },
        { "church", "churches" }, { "lass", "lasses" }, { "ash tree", "ash trees" },
    };
    for (unsigned n = 0; n < sizeof cases / sizeof *cases; n++) {
        char *many = plural_of(cases[n].one);
        assert_string_equal(many, cases[n].many);
        memory_free(many);
    }
}

static void slips_are_found_and_what_is_meant_is_not(void **state)
{
    (void)state;
    static const struct { const char *text, *slip; } cases[] = {
        { "An oak and a unit stand here, which had had a day.", NULL }, { "A oak.", "a or an" }, { "It is is so.", "a word twice" },
        { "They goes home.", "a verb that does not agree" }, { "She is here ... and waits.", NULL }, { "One , two.", "a blank before a comma" },
        { "Tom, the old clerk, the old clerk, waits.", "the same words twice" }, { "A {noun}.", "a brace" }, { "An end..", "two points" }, { "A wood_bird.", "the name of a rule" }, { "Red|blue.", "a bar" },
    };
    for (unsigned n = 0; n < sizeof cases / sizeof *cases; n++) {
        const char *slip = slip_of(cases[n].text, NULL);
        if (cases[n].slip == NULL)
            assert_null(slip);
        else
            assert_string_equal(slip, cases[n].slip);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(articles_go_by_the_ear),
        cmocka_unit_test(plurals_are_the_usual_ones),
        cmocka_unit_test(slips_are_found_and_what_is_meant_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
