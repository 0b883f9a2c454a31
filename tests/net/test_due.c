/* tests/net/test_due.c -- alarms go off in order, never late, never twice. */
#include "net/due.h"

#include "core/dice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void an_alarm_can_only_be_brought_forward(void **state)
{
    (void)state;
    struct dues dues = {0};
    struct due a = {0}, b = {0};
    assert_true(dues_next(&dues) == DUE_NEVER);
    dues_set(&dues, &a, 100);
    dues_set(&dues, &b, 200);
    dues_set(&dues, &a, 300);
    assert_int_equal(dues_next(&dues), 100);
    dues_set(&dues, &b, 50);
    assert_int_equal(dues_next(&dues), 50);
    assert_null(dues_take(&dues, 49));
    assert_ptr_equal(dues_take(&dues, 1000), &b);
    assert_int_equal(b.place, 0);
    dues_unset(&dues, &b);
    assert_ptr_equal(dues_take(&dues, 1000), &a);
    assert_null(dues_take(&dues, 1000));
    dues_free(&dues);
}

/* Against the plainest thing that is right: looking at all of them. */
static void a_heap_is_a_sorted_list_in_disguise(void **state)
{
    (void)state;
    enum { ALARMS = 200, STEPS = 20000 };
    struct dues dues = {0};
    struct due alarms[ALARMS] = {{0}};
    struct dice dice;
    dice_seed(&dice, 3);
    for (unsigned step = 0; step < STEPS; step++) {
        struct due *one = &alarms[dice_below(&dice, ALARMS)];
        switch (dice_below(&dice, 4)) {
        case 0:
            dues_unset(&dues, one);
            break;
        case 1: {
            struct due *taken = dues_take(&dues, dice_below(&dice, 1000));
            for (unsigned i = 0; taken != NULL && i < ALARMS; i++) {
                assert_true(alarms[i].place == 0 || alarms[i].at >= taken->at);
            }
            break;
        }
        default:
            dues_set(&dues, one, dice_below(&dice, 1000));
        }
        int64_t least = DUE_NEVER;
        unsigned set = 0;
        for (unsigned i = 0; i < ALARMS; i++) {
            set += alarms[i].place != 0;
            if (alarms[i].place != 0 && (least == DUE_NEVER || alarms[i].at < least)) {
                least = alarms[i].at;
            }
        }
        assert_int_equal(dues.count, set);
        assert_true(dues_next(&dues) == least);
    }
    dues_free(&dues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alarm_can_only_be_brought_forward),
        cmocka_unit_test(a_heap_is_a_sorted_list_in_disguise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
