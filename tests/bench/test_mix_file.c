/* tests/bench/test_mix_file.c -- mixes: what is read, what is refused, and that a seed always types the same. */
#include "bench/bot/mix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/kallisti-mix.XXXXXX";

static bool do_nothing(struct bot *bot)
{
    (void)bot;
    return true;
}

static mix_deed *find_deed(const char *name)
{
    return strcmp(name, "nothing") == 0 ? do_nothing : NULL;
}

/* Reads that text as a mix; complaints go to a file nobody reads. */
static struct mix *read_text(const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/try.mix", folder);
    FILE *file = fopen(path, "w"), *trouble = tmpfile();
    fputs(text, file);
    fclose(file);
    struct mix *mix = mix_read(folder, "try", find_deed, trouble);
    assert_true((mix == NULL) == (ftell(trouble) > 0)); /* who refuses says why */
    fclose(trouble);
    unlink(path);
    return mix;
}

static void test_a_mix_is_read(void **state)
{
    struct mix *mix = read_text("# remark\nat borders\npause 150\n\n20  look => {title} | In your | *dark\n8   do nothing\n1 tells\n");
    (void)state;
    assert_non_null(mix);
    assert_true(mix->at_borders);
    assert_int_equal(mix->pause_ms, 150);
    assert_int_equal(mix->weights, 29);
    assert_int_equal(mix->row_count, 3);
    assert_string_equal(mix->rows[0].line, "look");
    assert_ptr_equal(mix->rows[0].answers[0], answers_walk[0]);
    assert_string_equal(mix->rows[0].answers[2], "*dark");
    assert_null(mix->rows[0].answers[3]);
    assert_ptr_equal(mix->rows[1].deed, do_nothing);
    assert_null(mix->rows[2].answers[0]);
    assert_false(mix->at_lairs);
    mix_free(&mix);
    mix = read_text("at lairs\n1 look\n");
    assert_non_null(mix);
    assert_true(mix->at_lairs);
    assert_false(mix->at_borders);
    mix_free(&mix);
    mix = read_text("at homes\n1 look\n");
    assert_non_null(mix);
    assert_true(mix->at_homes);
    assert_false(mix->at_lairs);
    mix_free(&mix);
    mix = read_text("at 3001 4500\n1 look\n");
    assert_non_null(mix);
    assert_int_equal(mix->place_count, 2);
    assert_int_equal(mix->places[0].number, 3001);
    assert_false(mix->at_homes);
    mix_free(&mix);
}

static void test_mistakes_are_refused(void **state)
{
    static const char *const mistakes[] = {
        "look\n", "0 look\n", "-1 look\n", "5\n", "99999999 look\n", "5 do something\n", "at home\n", "at 3001 there\n", "at 0\n", "at 1 2 3 4 5 6 7 8 9\n", "pause long\n", "pause\n",
        "5 look => a | | b\n", "5 look => a|b|c|d|e|f|g|h|i|j|k|l|m\n",
        "5 say xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
    };
    (void)state;
    for (unsigned i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++)
        assert_null(read_text(mistakes[i]));
    FILE *trouble = tmpfile();
    assert_null(mix_read(folder, "missing", find_deed, trouble));
    assert_true(ftell(trouble) > 0);
    fclose(trouble);
}

static void cast(struct swarm *swarm, const struct mix *mix, unsigned bots, uint64_t seed)
{
    *swarm = (struct swarm){ .prefix = "bot" };
    swarm_begin(swarm, bots, seed);
    for (unsigned at = 0; at < bots; at++)
        swarm->bots[at].mix = mix;
}

static uint64_t traffic(const struct mix *mix, unsigned bots, uint64_t seed)
{
    struct swarm swarm;
    cast(&swarm, mix, bots, seed);
    uint64_t hash = mix_traffic(&swarm, 100);
    assert_true(hash == mix_traffic(&swarm, 100)); /* looking ahead throws no dice */
    swarm_end(&swarm);
    return hash;
}

static void test_a_seed_types_the_same(void **state)
{
    struct mix *mix = read_text("5 tell {somebody} hello\n5 {direction}\n5 say number {number}\n5 do nothing\n");
    (void)state;
    assert_true(traffic(mix, 10, 1) == traffic(mix, 10, 1));
    assert_true(traffic(mix, 10, 1) != traffic(mix, 10, 2));
    assert_true(traffic(mix, 10, 1) != traffic(mix, 11, 1));
    mix_free(&mix);
}

/* However many processes share the bots, they type the same; and everybody's name is known to all of them. */
static void test_swarms_share_the_bots(void **state)
{
    struct mix *mix = read_text("5 tell {somebody} hello\n5 {direction}\n5 say number {number}\n5 do nothing\n");
    uint64_t sum = 0;
    unsigned bots = 0;
    (void)state;
    for (unsigned first = 0; first < 3; first++) {
        struct swarm swarm = { .prefix = "bot", .first = first, .step = 3, .all = 100 };
        swarm_begin(&swarm, swarm_share(100, first, 3), 1);
        for (unsigned at = 0; at < swarm.count; at++)
            swarm.bots[at].mix = mix;
        sum += mix_traffic(&swarm, 100);
        bots += swarm.count;
        assert_int_equal(swarm_number(&swarm, "Botaae"), 4);
        assert_true((swarm_find(&swarm, "Botaae") != NULL) == (first == 1));
        assert_true(first != 1 || swarm_find(&swarm, "Botaae")->number == 4);
        assert_int_equal(swarm_number(&swarm, "Botadw"), NOBODY);       /* the hundred and first */
        swarm_end(&swarm);
    }
    assert_int_equal(bots, 100);
    assert_true(sum == traffic(mix, 100, 1));
    mix_free(&mix);
}

/* Three letters are enough for 17,576 of them. */
static void test_names_go_on_with_a_letter_more(void **state)
{
    struct swarm swarm = { .prefix = "bot", .all = BOTS_MAX };
    char name[NAME_SIZE];
    (void)state;
    bot_name(name, "bot", SHORT_NAMES - 1);
    assert_string_equal(name, "Botzzz");
    bot_name(name, "bot", SHORT_NAMES);
    assert_string_equal(name, "Botaaaa");
    for (unsigned number = SHORT_NAMES - 5; number < SHORT_NAMES + 2000; number += 7) {
        bot_name(name, "bot", number);
        assert_int_equal(swarm_number(&swarm, name), number);
    }
    assert_int_equal(swarm_number(&swarm, "Botaa"), NOBODY);
    assert_int_equal(swarm_number(&swarm, "Botaaaaa"), NOBODY);
    assert_int_equal(swarm_number(&swarm, "Cotaaa"), NOBODY);
    assert_int_equal(swarm_number(&swarm, "Bot-aa"), NOBODY);
}

static void test_blanks_are_filled(void **state)
{
    struct mix *mix = read_text("1 {me} {number} {nothing} {somebody}\n");
    struct swarm swarm;
    char line[MIX_LINE_SIZE];
    (void)state;
    cast(&swarm, mix, 2, 1);
    for (unsigned i = 0; i < 20; i++) {
        assert_true(mix_line(&mix->rows[0], &swarm, 1, 42, &swarm.bots[1].dice, line));
        assert_string_equal(line, "Botaab 42 {nothing} Botaaa"); /* never oneself */
    }
    swarm_end(&swarm);
    mix_free(&mix);
}

static void test_rows_come_by_their_weights(void **state)
{
    struct mix *mix = read_text("1 seldom\n99 often\n");
    struct dice dice;
    unsigned seldom = 0;
    (void)state;
    dice_seed(&dice, 5);
    for (unsigned i = 0; i < 10000; i++)
        seldom += mix_choose(mix, &dice) == &mix->rows[0];
    assert_in_range(seldom, 60, 140);
    mix_free(&mix);
}

/* Every mix of the repository can be read. */
static void test_ours_are_sound(void **state)
{
    static const char *const names[] = { "wander", "idle", "talk", "things", "town", "crash", "gather", "hold" };
    (void)state;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_non_null(mix_find(names[i]));
    mix_forget_all();
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_mix_is_read),
        cmocka_unit_test(test_mistakes_are_refused),
        cmocka_unit_test(test_a_seed_types_the_same),
        cmocka_unit_test(test_swarms_share_the_bots),
        cmocka_unit_test(test_names_go_on_with_a_letter_more),
        cmocka_unit_test(test_blanks_are_filled),
        cmocka_unit_test(test_rows_come_by_their_weights),
        cmocka_unit_test(test_ours_are_sound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
