/* tests/persist/test_tails.c -- what records add up to, and the table of their tails. */
#include "persist/tails.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct tail none = {.there = false};

static void tails_of_bytes(void **state)
{
    (void)state;
    assert_false(tail_of("", 0).there);
    assert_int_equal(tail_of("", 0).end, 0);
    assert_true(tail_of("\0", 1).there);
    assert_int_equal(tail_of("ab", 2).end, 'a' | 'b' << 8);
    assert_int_equal(tail_of("xyz\1\2\3\4\5\6\7\10", 11).end, 0x0807060504030201);
}

/* Whatever way a set of records came about, it adds up to the same. */
static void sums(void **state)
{
    struct sum sum = {0}, other = {0}, read;
    struct tail one = tail_of("one.one.one.", 12), two = tail_of("two", 3);
    char printed[SUM_SIZE], seal[100];
    (void)state;
    sum_turn(&sum, "k:a", none, one);
    sum_turn(&sum, "k:b", none, one);
    sum_turn(&sum, "k:b", one, two);
    sum_turn(&sum, "k:c", none, two);
    sum_turn(&sum, "k:c", two, none);
    sum_turn(&sum, "k:d", none, none);
    sum_turn(&other, "k:b", none, two);
    sum_turn(&other, "k:a", none, one);
    assert_int_equal(sum.count, 2);
    assert_int_equal(other.count, 2);
    assert_true(sum.ends == other.ends);
    struct sum swapped = {0};
    sum_turn(&swapped, "k:a", none, two);
    sum_turn(&swapped, "k:c", none, one);    /* as many, with the same tails, under another name */
    assert_true(swapped.ends != sum.ends);
    sum_print(&sum, printed);
    snprintf(seal, sizeof seal, "3 17 -4 99 %s", printed);
    assert_true(sum_read(&read, seal));
    assert_int_equal(read.count, 2);
    assert_true(read.ends == sum.ends);
}

static void no_sums(void **state)
{
    static const char *const wrongs[] = {"", " ", "1", "1 2", "1 00000002", "x 00000000 00000000", "1 0000000g 00000000",
                                         "1 00000000 00000000 ", "1 0 0", "1 000000000 00000000", "1 00000000 0000000A"};
    struct sum sum;
    (void)state;
    for (unsigned at = 0; at < sizeof wrongs / sizeof *wrongs; at++)
        assert_false(sum_read(&sum, wrongs[at]));
    assert_true(sum_read(&sum, "18446744073709551615 ffffffff 0000000a"));
    assert_true(sum.count == UINT64_MAX && sum.ends == 0xaffffffff);
}

static void many_keys(void **state)
{
    enum { MANY = 20000 };
    struct tails *tails = tails_new();
    struct tail tail;
    char key[32];
    (void)state;
    assert_false(tails_know(tails, "k:0", &tail));
    for (unsigned round = 0; round < 2; round++)
        for (unsigned at = 0; at < MANY; at++) {
            snprintf(key, sizeof key, "k:%u", at);
            tails_note(tails, key, (struct tail){.there = at % 3 != round, .end = at + round});
        }
    assert_int_equal(tails_count(tails), MANY);
    for (unsigned at = 0; at < MANY; at++) {
        snprintf(key, sizeof key, "k:%u", at);
        assert_true(tails_know(tails, key, &tail));
        assert_int_equal(tail.there, at % 3 != 1);
        assert_int_equal(tail.end, at + 1);
    }
    assert_false(tails_know(tails, "k:20000", &tail));
    tails_forget(tails);
    assert_int_equal(tails_count(tails), 0);
    assert_false(tails_know(tails, "k:7", &tail));
    tails_note(tails, "k:7", (struct tail){.there = true, .end = 7});
    assert_true(tails_know(tails, "k:7", &tail));
    tails_free(&tails);
    assert_null(tails);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_of_bytes), cmocka_unit_test(sums), cmocka_unit_test(no_sums), cmocka_unit_test(many_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
