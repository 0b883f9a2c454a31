/* tests/bench/test_claim.c -- what is said of runs: figures out of JSON, expressions, what fit turns come to, verdicts; and Amdahl's law. */
#include "bench/play/book.h"
#include "bench/play/law.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* Reads that claim; the words must outlive it, so they are in `words`. */
static const char *read_words(struct claim *claim, enum claim_kind kind, char words[160], const char *text)
{
    snprintf(words, 160, "%s", text);
    return claim_read(claim, kind, words);
}

static double value_of(const char *expression, const struct figures *figures)
{
    struct claim claim;
    char words[160];
    const char *missing;
    double value;
    snprintf(words, sizeof words, "x = %s", expression);
    assert_null(claim_read(&claim, CLAIM_REPORT, words));
    return claim_value(&claim, figures, &value, &missing) ? value : NAN;
}

static void test_figures_come_out_of_json(void **state)
{
    static struct figures figures;
    (void)state;
    figures_read(&figures, "{\"mix\":\"a \\\"5\\\": {\",\"bots\":100,\"p99_us\":12.5,\"void\":true,\"low\":-3e2,"
                           "\"storm\":{\"p99_us\":7,\"void\":false},\"last\":1}");
    assert_null(figures_find(&figures, "mix"));
    assert_true(near(*figures_find(&figures, "bots"), 100));
    assert_true(near(*figures_find(&figures, "p99_us"), 12.5));
    assert_true(near(*figures_find(&figures, "void"), 1));
    assert_true(near(*figures_find(&figures, "low"), -300));
    assert_true(near(*figures_find(&figures, "storm.p99_us"), 7));
    assert_true(near(*figures_find(&figures, "storm.void"), 0));
    assert_true(near(*figures_find(&figures, "last"), 1));
    assert_null(figures_find(&figures, "missing"));
    figures_add(&figures, "bots", 5);           /* what is there stays */
    assert_true(near(*figures_find(&figures, "bots"), 100));
}

static void test_broken_json_is_survived(void **state)
{
    static const char *const broken[] = { "", "{", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":{", "{\"a\":{\"b\":1", "{\"a\\", "}{]" };
    (void)state;
    for (unsigned at = 0; at < sizeof broken / sizeof broken[0]; at++) {
        static struct figures figures;
        char *line = strdup(broken[at]);        /* with nothing behind it: a sanitizer sees who reads on */
        figures_read(&figures, line);
        free(line);
    }
}

static void test_expressions_go_from_left_to_right(void **state)
{
    static struct figures figures;
    (void)state;
    figures_add(&figures, "after", 50);
    figures_add(&figures, "before", 20);
    figures_add(&figures, "none", 0);
    assert_true(near(value_of("after - before * 1024 / 10", &figures), 3072));
    assert_true(near(value_of("before + 1 + 1", &figures), 22));
    assert_true(near(value_of("0.5", &figures), 0.5));
    assert_true(isnan(value_of("after / none", &figures)));
    assert_true(isnan(value_of("after / missing", &figures)));
}

static void test_claims_are_read(void **state)
{
    struct claim claim;
    char words[160];
    (void)state;
    assert_null(read_words(&claim, CLAIM_GOAL, words, "6 p99, cuts : none = p99_us : on over off at most 1.25"));
    assert_int_equal(claim.goal, 6);
    assert_string_equal(claim.text, "p99, cuts : none");
    assert_string_equal(claim.one, "on");
    assert_string_equal(claim.over, "off");
    assert_false(claim.at_least);
    assert_true(near(claim.bound, 1.25));
    assert_true(claim_met(&claim, 1.25));
    assert_false(claim_met(&claim, 1.26));
    assert_null(read_words(&claim, CLAIM_GOAL, words, "5 a second = storm.logins_per_s at least 2000"));
    assert_null(claim.one);
    assert_true(claim_met(&claim, 2000));
    assert_false(claim_met(&claim, 1999));
}

static void test_wrong_claims_are_refused(void **state)
{
    static const struct { enum claim_kind kind; const char *text; } wrong[] = {
        { CLAIM_GOAL, "p99 = p99_us at most 5" }, { CLAIM_GOAL, "0 x = p99_us at most 5" }, { CLAIM_GOAL, "1 x = p99_us at most much" },
        { CLAIM_GOAL, "1 x = p99_us at most nan" }, { CLAIM_GOAL, "1 x = p99_us" }, { CLAIM_GOAL, "1 = p99_us at most 1" },
        { CLAIM_REPORT, "x" }, { CLAIM_REPORT, "x = " }, { CLAIM_REPORT, "x = a b" }, { CLAIM_REPORT, "x = a /" },
        { CLAIM_REPORT, "x = a % b" }, { CLAIM_REPORT, "x = A" }, { CLAIM_REPORT, "x = 1e" }, { CLAIM_REPORT, "x = a : on" },
        { CLAIM_COMPARE, "x = a" }, { CLAIM_COMPARE, "x = a : on" }, { CLAIM_COMPARE, "x = a : on and on over off" },
        { CLAIM_REPORT, "x = 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1" },
    };
    (void)state;
    for (unsigned at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        struct claim claim;
        char words[160];
        if (read_words(&claim, wrong[at].kind, words, wrong[at].text) == NULL)
            fail_msg("\"%s\" was taken", wrong[at].text);
    }
}

/* Two variants, three turns: 10 20 40 over 5 5 5. */
static struct result results[6];

static void book_begin(struct book *book)
{
    memset(results, 0, sizeof results);
    *book = (struct book){ .contestant_count = 2, .turns = 3, .results = results };
    book->contestants[0].name = "on";
    book->contestants[1].name = "off";
    for (unsigned turn = 0; turn < 3; turn++) {
        book_result(book, 0, 0, turn)->begun = book_result(book, 0, 1, turn)->begun = true;
        figures_add(&book_result(book, 0, 0, turn)->figures, "p99_us", 10 << turn);
        figures_add(&book_result(book, 0, 1, turn)->figures, "p99_us", 5);
    }
}

static const struct claim p99 = { .term_count = 1, .terms = { { '+', "p99_us", 0 } } };

static void test_turns_are_put_together(void **state)
{
    struct book book;
    struct spread spread;
    const char *missing;
    (void)state;
    book_begin(&book);
    assert_true(book_spread(&book, &p99, 0, 0, 1, &spread, &missing));
    assert_true(near(spread.median, 4) && near(spread.least, 2) && near(spread.most, 8));
    assert_int_equal(spread.count, 3);
    assert_false(spread.is_void);
    assert_true(book_spread(&book, &p99, 0, 0, -1, &spread, &missing));
    assert_true(near(spread.median, 20));
    assert_int_equal(book_contestant(&book, "off"), 1);
    assert_int_equal(book_contestant(&book, "nobody"), -1);
}

static void test_unfit_turns_do_not_count(void **state)
{
    struct book book;
    struct spread spread;
    const char *missing;
    (void)state;
    book_begin(&book);
    book_result(&book, 0, 0, 2)->unfit = true;
    book_result(&book, 0, 1, 0)->unfit = true;
    assert_true(book_spread(&book, &p99, 0, 0, 1, &spread, &missing));
    assert_true(near(spread.median, 4));
    assert_int_equal(spread.count, 1);
    assert_int_equal(spread.unfit, 2);
    book_result(&book, 0, 0, 1)->unfit = true;
    assert_true(book_spread(&book, &p99, 0, 0, 1, &spread, &missing));     /* shown all the same */
    assert_true(spread.is_void);
    assert_int_equal(spread.count, 3);
}

static void test_runs_that_did_not_begin_say_nothing(void **state)
{
    struct book book;
    struct spread spread;
    const char *missing;
    (void)state;
    book_begin(&book);
    book_result(&book, 0, 1, 0)->begun = false;
    assert_true(book_spread(&book, &p99, 0, 0, 1, &spread, &missing));
    assert_int_equal(spread.count, 2);
    for (unsigned turn = 0; turn < 3; turn++)
        book_result(&book, 0, 0, turn)->begun = false;
    assert_false(book_spread(&book, &p99, 0, 0, 1, &spread, &missing));
    static const struct claim other = { .term_count = 1, .terms = { { '+', "p98_us", 0 } } };
    assert_false(book_spread(&book, &other, 0, 1, -1, &spread, &missing));
    assert_string_equal(missing, "p98_us");
}

static void test_the_serial_part_is_found_again(void **state)
{
    static const double threads[] = { 1, 2, 4, 8, 16 };
    static const double serials[] = { 0, 0.05, 0.3, 1 };
    (void)state;
    for (unsigned at = 0; at < sizeof serials / sizeof serials[0]; at++) {
        double speed_ups[5];
        for (unsigned point = 0; point < 5; point++)
            speed_ups[point] = law_speed_up(serials[at], threads[point]);
        assert_true(fabs(law_serial(threads, speed_ups, 5) - serials[at]) < 1e-9);
    }
    assert_true(near(law_speed_up(0, 4), 4));
    assert_true(near(law_speed_up(1, 4), 1));
    assert_true(near(law_serial(threads, threads, 1), 1));                      /* one point says nothing */
    static const double better[] = { 1, 2.2 }, worse[] = { 1, 0.5 };
    assert_true(near(law_serial(threads, better, 2), 0));
    assert_true(near(law_serial(threads, worse, 2), 1));
}

/* Least squares: between what two points say, nearer to the one that says more. */
static void test_a_fit_is_between_its_points(void **state)
{
    static const double threads[] = { 2, 4 };
    double speed_ups[] = { law_speed_up(0.1, 2), law_speed_up(0.2, 4) };
    (void)state;
    double x[] = { 1 - 1.0 / 2, 1 - 1.0 / 4 };
    assert_true(near(law_serial(threads, speed_ups, 2), (0.1 * x[0] * x[0] + 0.2 * x[1] * x[1]) / (x[0] * x[0] + x[1] * x[1])));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_come_out_of_json),
        cmocka_unit_test(test_broken_json_is_survived),
        cmocka_unit_test(test_expressions_go_from_left_to_right),
        cmocka_unit_test(test_claims_are_read),
        cmocka_unit_test(test_wrong_claims_are_refused),
        cmocka_unit_test(test_turns_are_put_together),
        cmocka_unit_test(test_unfit_turns_do_not_count),
        cmocka_unit_test(test_runs_that_did_not_begin_say_nothing),
        cmocka_unit_test(test_the_serial_part_is_found_again),
        cmocka_unit_test(test_a_fit_is_between_its_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
