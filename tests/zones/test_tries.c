/* tests/zones/test_tries.c -- buckets of tries: spent, refilled, given back, in debt, too many of them. */
#include "core/memory.h"
#include "zones/tries.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct tries tries;

static int begin(void **state)
{
    (void)state;
    tries = (struct tries){ .most = 3, .refill_ms = 100 };
    return 0;
}

static int end(void **state)
{
    (void)state;
    tries_free(&tries);
    return 0;
}

static void spend(const char *key, unsigned count, int64_t now)
{
    for (unsigned at = 0; at < count; at++)
        tries_spend(&tries, key, now);
}

static void test_empties_and_refills(void **state)
{
    (void)state;
    assert_int_equal(tries_wait(&tries, "ada", 0), 0);
    spend("ada", 2, 1000);
    assert_int_equal(tries_wait(&tries, "ada", 1000), 0);
    spend("ada", 1, 1010);
    assert_int_equal(tries_wait(&tries, "ada", 1010), 90);
    assert_int_equal(tries_wait(&tries, "bob", 1010), 0);
    assert_int_equal(tries_wait(&tries, "ada", 1099), 1);
    assert_int_equal(tries_wait(&tries, "ada", 1100), 0);
    spend("ada", 1, 1150);
    assert_int_equal(tries_wait(&tries, "ada", 1150), 50);
    assert_int_equal(tries_wait(&tries, "ada", 1400), 0);
    assert_int_equal(tries.buckets.count, 0);               /* full ones are not kept */
}

static void test_given_back(void **state)
{
    (void)state;
    tries_give_back(&tries, "ada");
    tries_forget(&tries, "ada");
    spend("ada", 3, 0);
    tries_give_back(&tries, "ada");
    assert_int_equal(tries_wait(&tries, "ada", 0), 0);
    spend("ada", 1, 0);
    assert_int_equal(tries_wait(&tries, "ada", 0), 100);
    tries_forget(&tries, "ada");
    assert_int_equal(tries.buckets.count, 0);
    spend("ada", 1, 0);
    tries_give_back(&tries, "ada");
    assert_int_equal(tries.buckets.count, 0);
}

/* What came in together must be paid back, up to a bound. */
static void test_debt(void **state)
{
    (void)state;
    spend("ada", 5, 0);
    assert_int_equal(tries_wait(&tries, "ada", 0), 300);
    spend("ada", 2 * TRIES_SPENT_MAX, 0);
    assert_int_equal(tries_wait(&tries, "ada", 0), (TRIES_SPENT_MAX - 2) * 100);
}

static void test_many_keys(void **state)
{
    (void)state;
    char key[TRIES_KEY_SIZE];
    spend("guesser", 3, 0);
    for (unsigned at = 0; at < TRIES_KEYS_MAX + 100; at++) {
        snprintf(key, sizeof key, "key %u", at);
        spend(key, 1, 0);
    }
    assert_int_equal(tries.buckets.count, TRIES_KEYS_MAX);
    assert_int_equal(tries_wait(&tries, "guesser", 0), 100);  /* who guesses most is not forgotten for the others */
    spend("one more", 1, 1000);
    assert_int_equal(tries.buckets.count, 1);               /* the others were full again */
}

static void test_bytes(void **state)
{
    (void)state;
    struct bytes_writer first = {0}, second = {0};
    spend("ada", 3, 10);
    spend("192.0.2.1", 1, 20);
    tries_encode(&tries, &first);
    struct tries copy = { .most = 3, .refill_ms = 100 };
    struct bytes_reader reader = bytes_read(first.bytes, first.length);
    assert_true(tries_decode(&copy, &reader));
    assert_int_equal(tries_wait(&copy, "ada", 10), 100);
    tries_encode(&copy, &second);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.bytes, second.bytes, first.length);
    tries_free(&copy);
    for (size_t length = 0; length < first.length; length++) {
        reader = bytes_read(first.bytes, length);
        copy = (struct tries){ .most = 3, .refill_ms = 100 };
        assert_false(tries_decode(&copy, &reader));
        tries_free(&copy);
    }
    bytes_free(&first);
    bytes_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empties_and_refills, begin, end),
        cmocka_unit_test_setup_teardown(test_given_back, begin, end),
        cmocka_unit_test_setup_teardown(test_debt, begin, end),
        cmocka_unit_test_setup_teardown(test_many_keys, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes, begin, end),
    };
    return cmocka_run_group_tests_name("tries", tests, NULL, NULL);
}
