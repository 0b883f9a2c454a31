/* tests/core/test_dice.c -- the same seed throws the same on every machine, and evenly. */
#include "core/dice.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_seed_spreads_as_published(void **state)
{
    (void)state;
    struct dice dice; /* splitmix64 from 1234567 */
    dice_seed(&dice, 1234567);
    assert_true(dice.state[0] == UINT64_C(6457827717110365317));
    assert_true(dice.state[1] == UINT64_C(3203168211198807973));
    assert_true(dice.state[2] == UINT64_C(9817491932198370423));
    assert_true(dice.state[3] == UINT64_C(4593380528125082431));
}

static void test_throws_are_as_published(void **state)
{
    (void)state;
    struct dice dice = {{1, 2, 3, 4}}; /* xoshiro256** */
    assert_true(dice_next(&dice) == UINT64_C(11520));
    assert_true(dice_next(&dice) == UINT64_C(0));
    assert_true(dice_next(&dice) == UINT64_C(1509978240));
    assert_true(dice_next(&dice) == UINT64_C(1215971899390074240));
}

static void test_same_seed_same_throws(void **state)
{
    (void)state;
    struct dice one, two, other;
    dice_seed(&one, 42);
    dice_seed(&two, 42);
    dice_seed(&other, 43);
    unsigned different = 0;
    for (unsigned i = 0; i < 1000; i++) {
        uint64_t thrown = dice_next(&one);
        assert_true(thrown == dice_next(&two));
        different += thrown != dice_next(&other);
    }
    assert_true(different > 990);
}

static void test_below_stays_below_and_is_even(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 7);
    unsigned counts[6] = {0};
    for (unsigned i = 0; i < 60000; i++) {
        uint32_t thrown = dice_below(&dice, 6);
        assert_true(thrown < 6);
        counts[thrown]++;
    }
    for (unsigned i = 0; i < 6; i++) {
        assert_in_range(counts[i], 9600, 10400);
    }
    for (unsigned i = 0; i < 100; i++) {
        assert_int_equal(dice_below(&dice, 1), 0);
    }
}

/* With this bound a plain remainder would give the lower half twice as often as the upper half. */
static void test_below_has_no_bias(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 8);
    const uint32_t bound = UINT32_C(0xaaaaaaab);
    unsigned lower = 0;
    for (unsigned i = 0; i < 40000; i++) {
        lower += dice_below(&dice, bound) < bound / 2;
    }
    assert_in_range(lower, 19400, 20600);
}

static void test_between_includes_both_ends(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 9);
    unsigned least = 0, most = 0;
    for (unsigned i = 0; i < 1000; i++) {
        int thrown = dice_between(&dice, -2, 3);
        assert_true(thrown >= -2 && thrown <= 3);
        least += thrown == -2;
        most += thrown == 3;
    }
    assert_true(least > 0);
    assert_true(most > 0);
    assert_int_equal(dice_between(&dice, 5, 5), 5);
}

static void test_between_everything(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 10);
    unsigned negative = 0;
    for (unsigned i = 0; i < 1000; i++) {
        negative += dice_between(&dice, INT_MIN, INT_MAX) < 0;
    }
    assert_in_range(negative, 400, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seed_spreads_as_published),
        cmocka_unit_test(test_throws_are_as_published),
        cmocka_unit_test(test_same_seed_same_throws),
        cmocka_unit_test(test_below_stays_below_and_is_even),
        cmocka_unit_test(test_below_has_no_bias),
        cmocka_unit_test(test_between_includes_both_ends),
        cmocka_unit_test(test_between_everything),
    };
    return cmocka_run_group_tests_name("dice", tests, NULL, NULL);
}
