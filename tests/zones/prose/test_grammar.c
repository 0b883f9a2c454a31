/* tests/zones/prose/test_grammar.c -- zones/prose/grammar.c and prose.c. */
#include "zones/prose/grammar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A grammar from text; what was wrong with it stands in `wrong`. */
struct made {
    struct arena   *arena;
    struct grammar *grammar;
    char            wrong[2000];
    unsigned        mistakes;
};

static struct made make(const struct grammar *parent, const char *yaml)
{
    struct made made = { .arena = arena_new(), .grammar = grammar_new(parent) };
    struct mistakes mistakes = { .file = "g", .out = fmemopen(made.wrong, sizeof made.wrong, "w") };
    struct yaml_node *root = yaml_read_bytes(yaml, strlen(yaml), made.arena, &mistakes);
    grammar_expects(made.grammar, "hero");
    grammar_expects_tag(made.grammar, "night");
    grammar_expects_tag(made.grammar, "river");
    assert_non_null(root);
    grammar_rules(made.grammar, &mistakes, root);
    grammar_check(made.grammar, &mistakes);
    fclose(mistakes.out);
    made.mistakes = mistakes.count;
    return made;
}

static void unmake(struct made *made)
{
    grammar_free(&made->grammar);
    arena_free(&made->arena);
}

/* What rule `go` says. */
static void assert_says(const char *yaml, const char *wanted)
{
    struct made made = make(NULL, yaml);
    struct dice dice;
    struct prose prose;
    dice_seed(&dice, 1);
    assert_string_equal(made.wrong, "");
    prose_begin(&prose, made.grammar, &dice);
    prose_bind(&prose, "hero", "Ada", NULL);
    char *said = prose_say(&prose, grammar_rule(made.grammar, "go"));
    assert_string_equal(prose.fault, "");
    assert_string_equal(said, wanted);
    memory_free(said);
    prose_end(&prose);
    unmake(&made);
}

static void words_take_the_form_that_is_asked_for(void **state)
{
    (void)state;
    assert_says("{go: '{a x} and {a y}, {s x}, {s y}. {x} {Y}.', x: [oak], y: [wolf/wolves]}", "An oak and a wolf, oaks, wolves. Oak Wolf.");
    assert_says("{go: '{A x} of {s y}, {a y}', x: [hour], y: ['~salt']}", "An hour of salt, salt");
    assert_says("{go: '{s x}; {s y}', x: ['{wood} shelf/shelves'], y: ['{wood} berry'], wood: [ash]}", "Ash shelves; ash berries");
    assert_says("{go: '{s x}, {s y}, {s z}', x: [fisherman], y: [box], z: [human]}", "Fishermen, boxes, humans");
    assert_says("{go: '{a x}', x: ['{w} thing'], w: [unicorn]}", "A unicorn thing");
}

static void what_is_bound_stays_the_same_word(void **state)
{
    (void)state;
    assert_says("{go: '{A it=tree} falls. {s it} do, and {the_end}.', tree: [oak, ash, elm, yew, fir, box, bay], the_end: ['{it} is {it}']}",
                "A bay falls. Bays do, and bay is bay.");
    assert_says("{go: '{hero} and {s hero}.'}", "Ada and Adas.");
    assert_says("{go: '{k=7-7} of {3-3}, {k}, {20-20} {42-42}.'}", "Seven of three, seven, twenty forty-two.");
}

static void sentences_begin_with_capitals_and_blanks_are_tidied(void **state)
{
    (void)state;
    assert_says("{go: '{x} runs . \"{x} comes!\" {|}{x} , then ... no.', x: [rain]}", "Rain runs. \"Rain comes!\" Rain, then... no.");
    assert_says("{go: '  {|} it is 3.5 miles.  so.  '}", "It is 3.5 miles. So.");
}

static void ways_that_do_not_fit_are_not_said(void **state)
{
    (void)state;
    struct made made = make(NULL, "go: [{say: dark, if: night}, {say: wet, if: [river, not night]}]\nno: {say: x, if: [night, river]}\n");
    assert_string_equal(made.wrong, "");
    struct dice dice;
    struct prose prose;
    dice_seed(&dice, 1);
    prose_begin(&prose, made.grammar, &dice);
    const struct { bool night, river; const char *says; } cases[] = {
        { true, false, "Dark" }, { true, true, "Dark" }, { false, true, "Wet" }, { false, false, "" },
    };
    for (unsigned n = 0; n < 20 * sizeof cases / sizeof *cases; n++) {    /* often, or the dice may hide it */
        const unsigned which = n % (sizeof cases / sizeof *cases);
        prose_tag(&prose, "night", cases[which].night);
        prose_tag(&prose, "river", cases[which].river);
        char *said = prose_say(&prose, grammar_rule(made.grammar, "go"));
        assert_string_equal(said, cases[which].says);
        memory_free(said);
    }
    prose_end(&prose);
    unmake(&made);
}

static void every_way_is_said_sooner_or_later(void **state)
{
    (void)state;
    struct made made = make(NULL, "go: [a, b, '{c|d}']\n");
    struct dice dice;
    struct prose prose;
    bool heard[4] = { false };
    dice_seed(&dice, 7);
    prose_begin(&prose, made.grammar, &dice);
    for (unsigned n = 0; n < 100; n++) {
        char *said = prose_say(&prose, grammar_rule(made.grammar, "go"));
        heard[said[0] - 'A'] = true;
        memory_free(said);
    }
    assert_true(heard[0] && heard[1] && heard[2] && heard[3]);
    prose_end(&prose);
    unmake(&made);
}

static void no_way_is_said_twice_in_one_text_while_there_are_others(void **state)
{
    (void)state;
    struct made made = make(NULL, "go: '{x}{x}{x}'\nx: [a, b, c, d, e, f]\n");
    struct dice dice;
    struct prose prose;
    dice_seed(&dice, 3);
    prose_begin(&prose, made.grammar, &dice);
    for (unsigned n = 0; n < 200; n++) {
        char *said = prose_say(&prose, grammar_rule(made.grammar, "go"));
        assert_true(said[1] != said[2] && said[0] - 'A' != said[1] - 'a' && said[0] - 'A' != said[2] - 'a');
        memory_free(said);
    }
    prose_end(&prose);
    unmake(&made);
}

static void a_child_knows_its_parents_rules_and_may_hide_them(void **state)
{
    (void)state;
    struct made parent = make(NULL, "{tree: [oak], stone: [flint]}");
    struct made child = make(parent.grammar, "{go: '{tree} {stone}', tree: [ash]}");
    struct dice dice;
    struct prose prose;
    assert_string_equal(child.wrong, "");
    dice_seed(&dice, 1);
    prose_begin(&prose, child.grammar, &dice);
    char *said = prose_say(&prose, grammar_rule(child.grammar, "go"));
    assert_string_equal(said, "Ash flint");
    memory_free(said);
    prose_end(&prose);
    unmake(&child);
    unmake(&parent);
}

static void mistakes_are_told_with_their_places(void **state)
{
    (void)state;
    struct made made = make(NULL, "a: ['{b}', 'c {d', '{9-3}', '{Ä}']\ne: []\nG: [x]\nh: {say: x, if: [wind]}\ni: {x: y}\n");
    const char *const wanted[] = {
        "g:1:5: {b}: there is no such rule", "g:1:12: a { is never closed", "g:1:20: {9-3}", "names no rule", "g:2:4: there is nothing to say",
        "g:3:1: a rule's name", "'wind' is no tag", "g:5:4: a way to say it",
    };
    for (unsigned n = 0; n < sizeof wanted / sizeof *wanted; n++)
        if (strstr(made.wrong, wanted[n]) == NULL)
            fail_msg("missing '%s' in\n%s", wanted[n], made.wrong);
    assert_int_equal(made.mistakes, sizeof wanted / sizeof *wanted);
    unmake(&made);
}

static void what_goes_wrong_while_it_is_said_is_told(void **state)
{
    (void)state;
    struct made made = make(NULL, "{go: '{it} {it=x}', x: [y], round: '{round}'}");
    struct dice dice;
    struct prose prose;
    dice_seed(&dice, 1);
    prose_begin(&prose, made.grammar, &dice);
    char *said = prose_say(&prose, grammar_rule(made.grammar, "go"));
    assert_string_equal(said, "Y");
    assert_string_equal(prose.fault, "nothing is bound: it");
    memory_free(said);
    prose_end(&prose);
    prose_begin(&prose, made.grammar, &dice);
    said = prose_say(&prose, grammar_rule(made.grammar, "round"));
    assert_string_equal(prose.fault, "it goes round and round: round");
    memory_free(said);
    prose_end(&prose);
    unmake(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_take_the_form_that_is_asked_for),
        cmocka_unit_test(what_is_bound_stays_the_same_word),
        cmocka_unit_test(sentences_begin_with_capitals_and_blanks_are_tidied),
        cmocka_unit_test(ways_that_do_not_fit_are_not_said),
        cmocka_unit_test(every_way_is_said_sooner_or_later),
        cmocka_unit_test(no_way_is_said_twice_in_one_text_while_there_are_others),
        cmocka_unit_test(a_child_knows_its_parents_rules_and_may_hide_them),
        cmocka_unit_test(mistakes_are_told_with_their_places),
        cmocka_unit_test(what_goes_wrong_while_it_is_said_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
