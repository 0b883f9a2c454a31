/* tests/bench/test_stretch.c -- what several processes of bots counted, added up: exactly as if one had counted it all. */
#include "bench/bot/stretch.h"
#include "bench/bot/together.h"
#include "core/dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 30000, SHARES = 3 };

static void count_one(struct tally *tally, struct dice *dice)
{
    uint64_t took_ns = dice_next(dice) >> (24 + dice_below(dice, 30));
    int64_t since_ns = (int64_t)(dice_next(dice) % 20000000000u);
    tally->commands++;
    tally->says += took_ns % 3;
    tally->overdue += took_ns % 2;
    histogram_add(&tally->login, took_ns / 2);
    histogram_add(&tally->lateness, took_ns / 3);
    tally_answer(tally, since_ns, took_ns);
}

static void test_added_up_is_the_same_as_counted_together(void **state)
{
    static struct tally shares[SHARES], both, sum;
    struct dice dice, again;
    (void)state;
    dice_seed(&dice, 4);
    dice_seed(&again, 4);
    for (unsigned at = 0; at < MANY; at++) {
        count_one(&shares[at * 7 % SHARES], &dice);
        count_one(&both, &again);
    }
    for (unsigned share = 0; share < SHARES; share++)
        tally_merge(&sum, &shares[share]);
    assert_memory_equal(&sum, &both, sizeof both);
    assert_int_equal(histogram_at(&sum.latency, 0.999), histogram_at(&both.latency, 0.999));
}

static void test_every_counter_is_added(void **state)
{
    static struct tally one, sum;
    (void)state;
#define T(name, what) one.name = sizeof #name;
    TALLY(T)
#undef T
    tally_merge(&sum, &one);
    tally_merge(&sum, &one);
#define T(name, what) assert_int_equal(sum.name, 2 * sizeof #name);
    TALLY(T)
#undef T
}

static void test_a_second_too_far_is_none(void **state)
{
    static struct tally tally;
    (void)state;
    tally_answer(&tally, -1, 5);
    tally_answer(&tally, INT64_C(1000000000) * MOMENTS_MAX, 5);
    tally_answer(&tally, INT64_MAX, 5);
    for (unsigned at = 0; at < MOMENTS_MAX; at++)
        assert_int_equal(tally.moments[at].commands, 0);
    tally_answer(&tally, INT64_C(1000000000) * MOMENTS_MAX - 1, 5);
    assert_int_equal(tally.moments[MOMENTS_MAX - 1].commands, 1);
}

/* The busiest process is the one that counts, and one alone has watched the server. */
static void test_a_stretch_of_several(void **state)
{
    static struct stretch one, other;
    (void)state;
    one = (struct stretch){ .seconds = 2, .cpu_s = 1, .cpu_share = 0.5, .server_cpu_s = 3, .processes = 1 };
    other = (struct stretch){ .seconds = 2.5, .cpu_s = 2, .cpu_share = 0.8, .server_cpu_s = 4, .processes = 2 };
    stretch_merge(&one, &other);
    assert_true(one.seconds == 2.5 && one.cpu_s == 3 && one.cpu_share == 0.8 && one.server_cpu_s == 3);
    assert_int_equal(one.processes, 3);
    assert_false(stretch_void(&one));
    other.cpu_share = 0.86;
    stretch_merge(&one, &other);
    assert_true(stretch_void(&one));
}

/* Each of three processes counts its share where all can see it; the first adds up. */
static void test_processes_share_what_they_counted(void **state)
{
    unsigned number;
    uint64_t sum = 0;
    (void)state;
    struct together *together = together_begin(3, &number);
    assert_non_null(together);
    together_share(together, number)->traffic = 100 + number;
    together_arrive(together, 2);
    for (unsigned tries = 0; tries < 10000 && !together_all(together, 2); tries++)
        usleep(1000);
    if (number != 0)
        together_leave(together);
    assert_true(together_all(together, 2));
    assert_false(together_all(together, 3));
    assert_false(together_given_up(together));
    assert_true(together_wait(together));
    for (unsigned at = 0; at < 3; at++)
        sum += together_share(together, at)->traffic;
    assert_int_equal(sum, 303);
    together_end(&together);
}

static void test_one_that_gives_up_is_noticed(void **state)
{
    unsigned number;
    (void)state;
    struct together *together = together_begin(2, &number);
    if (number == 1) {
        together_give_up(together);
        together_leave(together);
    }
    assert_false(together_wait(together));
    assert_true(together_given_up(together));
    together_end(&together);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_added_up_is_the_same_as_counted_together),
        cmocka_unit_test(test_every_counter_is_added),
        cmocka_unit_test(test_a_second_too_far_is_none),
        cmocka_unit_test(test_a_stretch_of_several),
        cmocka_unit_test(test_processes_share_what_they_counted),
        cmocka_unit_test(test_one_that_gives_up_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
