/* tests/net/test_pace.c -- how long a net thread rests: not at all with little to do, and never longer than a turn is worth. */
#include "net/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SECOND_NS INT64_C(1000000000)

static uint64_t lines_until(int64_t ns, uint64_t lines_per_s)
{
    return (uint64_t)ns * lines_per_s / SECOND_NS;
}

/* Lines come evenly, so many a second, and a turn takes no time.  How many turns there are in the third second. */
static unsigned turns_per_s(const struct options *options, uint64_t lines_per_s)
{
    const int64_t begun_ns = 5 * SECOND_NS;
    struct pace pace = { 0 };
    uint64_t read = 0;
    unsigned turns = 0;
    for (int64_t ns = 0; ns < 3 * SECOND_NS; turns += ns >= 2 * SECOND_NS) {
        ns += pace_rest_ns(&pace, options, begun_ns + ns, read);
        if (lines_until(ns, lines_per_s) == read)       /* it sleeps until the next one comes */
            ns = (int64_t)((read + 1) * SECOND_NS / lines_per_s) + 1;
        read = lines_until(ns, lines_per_s);
    }
    return turns;
}

static void assert_about(unsigned is, unsigned should_be)
{
    if (is < should_be - should_be / 20 || is > should_be + should_be / 20)
        fail_msg("%u is not about %u", is, should_be);
}

static const struct options usual = { .net_turns_per_s = 4000, .net_turn_lines = 10 };

static void test_few_lines_have_a_turn_each(void **state)
{
    (void)state;
    assert_about(turns_per_s(&usual, 100), 100);
    assert_about(turns_per_s(&usual, 3000), 3000);
}

static void test_more_lines_share_the_turns_there_may_be(void **state)
{
    (void)state;
    assert_about(turns_per_s(&usual, 5000), 4000);
    assert_about(turns_per_s(&usual, 9000), 4000);
}

static void test_many_lines_are_waited_for(void **state)
{
    (void)state;
    assert_about(turns_per_s(&usual, 11000), 1100);
    assert_about(turns_per_s(&usual, 20000), 2000);
}

static void test_very_many_lines_come_in_less_than_a_gap(void **state)
{
    (void)state;
    assert_about(turns_per_s(&usual, 50000), 4000);
    assert_about(turns_per_s(&usual, 1000000), 4000);
}

static void test_either_can_be_turned_off(void **state)
{
    (void)state;
    assert_about(turns_per_s(&(struct options){ .net_turns_per_s = 4000 }, 20000), 4000);
    assert_about(turns_per_s(&(struct options){ .net_turn_lines = 10 }, 20000), 2000);
    assert_about(turns_per_s(&(struct options){ 0 }, 20000), 20000);
}

/* Many at once, after a while with nothing: none of the first turns waits, and then the bound holds. */
static void test_many_at_once_are_no_load_yet(void **state)
{
    struct pace pace = { 0 };
    (void)state;
    for (unsigned turn = 0; turn <= PACE_SPARES; turn++)
        assert_int_equal(pace_rest_ns(&pace, &usual, 5 * SECOND_NS, turn), 0);
    assert_int_equal(pace_rest_ns(&pace, &usual, 5 * SECOND_NS, PACE_SPARES), SECOND_NS / usual.net_turns_per_s);
}

/* What was waited for a moment ago is not when nothing comes any more, nor after any length of time: 384 is what is left of these ns, a
 * thousand times, in 64 bits. */
static void test_what_has_ceased_is_not_waited_for(void **state)
{
    struct pace pace = { 0 };
    (void)state;
    pace_rest_ns(&pace, &usual, 5 * SECOND_NS, 0);
    pace_rest_ns(&pace, &usual, 5 * SECOND_NS + PACE_LOOKS_NS, 300);
    assert_int_equal(pace.fills_ns, 10 * PACE_LOOKS_NS / 300);
    pace_rest_ns(&pace, &usual, 5 * SECOND_NS + 2 * PACE_LOOKS_NS, 300);
    assert_int_equal(pace.fills_ns, 0);
    pace_rest_ns(&pace, &usual, 5 * SECOND_NS + 3 * PACE_LOOKS_NS, 600);
    assert_true(pace.fills_ns > 0);
    const struct options most = { .net_turns_per_s = 4000, .net_turn_lines = 1000 };
    assert_int_equal(pace_rest_ns(&pace, &most, pace.looked_ns + INT64_C(18446744073709552), 700), 0);
    assert_int_equal(pace.fills_ns, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few_lines_have_a_turn_each),
        cmocka_unit_test(test_more_lines_share_the_turns_there_may_be),
        cmocka_unit_test(test_many_lines_are_waited_for),
        cmocka_unit_test(test_very_many_lines_come_in_less_than_a_gap),
        cmocka_unit_test(test_either_can_be_turned_off),
        cmocka_unit_test(test_many_at_once_are_no_load_yet),
        cmocka_unit_test(test_what_has_ceased_is_not_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
