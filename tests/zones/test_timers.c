/* tests/zones/test_timers.c -- due times fire in the order of (due, setting), also after bytes and sweeps. */
#include "core/dice.h"
#include "core/id.h"
#include "zones/timers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_order(void **state)
{
    (void)state;
    struct timers timers = {0};
    struct timer timer;
    assert_true(timers_due(&timers) == INT64_MAX);
    timers_set(&timers, 30, 1, NO_ENTITY, 0);
    timers_set(&timers, 10, 1, NO_ENTITY, 1);
    timers_set(&timers, 10, 1, NO_ENTITY, 2);
    assert_int_equal(timers_due(&timers), 10);
    assert_false(timers_take(&timers, 9, &timer));
    assert_true(timers_take(&timers, 10, &timer));
    assert_int_equal(timer.argument, 1);
    assert_true(timers_take(&timers, 10, &timer));
    assert_int_equal(timer.argument, 2);
    assert_false(timers_take(&timers, 29, &timer));
    assert_true(timers_take(&timers, 1000, &timer));
    assert_int_equal(timer.argument, 0);
    assert_false(timers_take(&timers, INT64_MAX, &timer));
    timers_free(&timers);
}

/* Equal due times come in the order of setting, however the heap has been shuffled. */
static void test_many(void **state)
{
    (void)state;
    struct timers timers = {0};
    struct dice dice;
    struct timer timer, last = {0};
    dice_seed(&dice, 5);
    for (unsigned turn = 0; turn < 20000; turn++) {
        if (dice_below(&dice, 3) != 0)
            timers_set(&timers, last.due + dice_below(&dice, 50), 1, NO_ENTITY, turn);
        else if (timers_take(&timers, INT64_MAX, &timer)) {
            assert_true(timer.due > last.due || (timer.due == last.due && timer.order > last.order));
            last = timer;
        }
    }
    while (timers_take(&timers, INT64_MAX, &timer)) {
        assert_true(timer.due > last.due || (timer.due == last.due && timer.order > last.order));
        last = timer;
    }
    timers_free(&timers);
}

static bool is_odd(const struct timer *timer, void *data)
{
    ++*(unsigned *)data;
    return timer->argument % 2 == 1;
}

static void test_sweep(void **state)
{
    (void)state;
    struct timers timers = {0};
    struct timer timer;
    unsigned asked = 0;
    for (unsigned at = 0; at < 100; at++)
        timers_set(&timers, (int64_t)(at * 37 % 100), 1, NO_ENTITY, at * 37 % 100);
    timers_sweep(&timers, is_odd, &asked);
    assert_int_equal(asked, 100);
    for (unsigned at = 0; at < 100; at += 2) {
        assert_true(timers_take(&timers, INT64_MAX, &timer));
        assert_int_equal(timer.argument, at);
    }
    assert_int_equal(timers.count, 0);
    timers_free(&timers);
}

/* Two heaps with the same timers in another shape are the same bytes; reading gives the same order. */
static void test_bytes(void **state)
{
    (void)state;
    struct timers timers = {0}, copy = {0};
    struct timer timer, other;
    struct bytes_writer first = {0}, second = {0};
    for (unsigned at = 0; at < 50; at++)
        timers_set(&timers, (int64_t)(at * 13 % 20), (uint16_t)at, (entity_id){1, 2, at}, at);
    timers_take(&timers, INT64_MAX, &timer);
    timers_encode(&timers, &first);
    struct bytes_reader reader = bytes_read(first.bytes, first.length);
    assert_true(timers_decode(&copy, &reader));
    assert_int_equal(bytes_left(&reader), 0);
    timers_encode(&copy, &second);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.bytes, second.bytes, first.length);
    while (timers_take(&timers, INT64_MAX, &timer)) {
        assert_true(timers_take(&copy, INT64_MAX, &other));
        assert_int_equal(timer.argument, other.argument);
        assert_int_equal(timer.kind, other.kind);
        assert_true(entity_same(timer.about, other.about));
    }
    timers_set(&timers, 1, 1, NO_ENTITY, 0);
    timers_set(&copy, 1, 1, NO_ENTITY, 0);
    assert_int_equal(timers.heap[0].order, copy.heap[0].order);     /* the count of settings came along */
    for (size_t length = 0; length < first.length; length++) {
        reader = bytes_read(first.bytes, length);
        assert_false(timers_decode(&copy, &reader));
    }
    timers_free(&timers);
    timers_free(&copy);
    bytes_free(&first);
    bytes_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_sweep),
        cmocka_unit_test(test_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
