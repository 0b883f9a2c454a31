/* tests/net/test_history.c -- tests net/history.c: the last commands typed. */
#include "net/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect_list(const struct history *history, uint64_t most, const char *wanted)
{
    struct bytes_writer out = {0};
    history_list(history, most, &out);
    put_u8(&out, 0);
    assert_string_equal((const char *)out.bytes, wanted);
    bytes_free(&out);
}

static void the_oldest_make_room(void **state)
{
    (void)state;
    struct history history = {0};
    expect_list(&history, 10, "");
    assert_null(history_find(&history, ""));
    for (unsigned i = 1; i <= 5; i++) {
        char line[20];
        snprintf(line, sizeof line, "line %u", i);
        history_add(&history, line, 3);
    }
    expect_list(&history, 10, "  3  line 3\n  4  line 4\n  5  line 5\n");
    expect_list(&history, 2, "  4  line 4\n  5  line 5\n");
    assert_null(history_find(&history, "2"));
    assert_null(history_find(&history, "6"));
    assert_null(history_find(&history, "0"));
    assert_null(history_find(&history, "99999999999999999999999"));
    assert_string_equal(history_find(&history, "3"), "line 3");
    history_end(&history);
}

static void lines_are_found_by_their_beginning(void **state)
{
    (void)state;
    struct history history = {0};
    history_add(&history, "look north", 10);
    history_add(&history, "Say hello", 10);
    history_add(&history, "Say hello", 10);
    history_add(&history, "look south", 10);
    expect_list(&history, 10, "  1  look north\n  2  Say hello\n  3  look south\n");
    assert_string_equal(history_find(&history, ""), "look south");
    assert_string_equal(history_find(&history, "!"), "look south");     /* what follows the first of "!!" */
    assert_null(history_find(&history, "!!"));
    assert_string_equal(history_find(&history, "LOOK"), "look south");
    assert_string_equal(history_find(&history, "look n"), "look north");
    assert_string_equal(history_find(&history, "say"), "Say hello");
    assert_null(history_find(&history, "hello"));
    history_end(&history);
}

/* In one place after the other stand lines of every length, and no end of a longer one shows behind a shorter. */
static void long_and_short_share_a_place(void **state)
{
    (void)state;
    static const char *const lines[] = { "say a long line", "n", "say it", "say a longer line still", "look", "x" };
    struct history history = {0};
    for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
        char wanted[60];
        history_add(&history, lines[i], 1);
        snprintf(wanted, sizeof wanted, "  %u  %s\n", i + 1, lines[i]);
        expect_list(&history, 10, wanted);
        assert_string_equal(history_find(&history, ""), lines[i]);
    }
    history_end(&history);
}

/* A password typed in the wrong place is gone when the next line has its place. */
static void nothing_is_left_behind_a_line(void **state)
{
    (void)state;
    struct history history = {0};
    history_add(&history, "secretsecret", 1);
    const char *place = history_find(&history, "");
    history_add(&history, "look", 1);
    assert_ptr_equal(history_find(&history, ""), place);
    static const char rest[sizeof "secretsecret"] = "look";
    assert_memory_equal(place, rest, sizeof rest);
    history_end(&history);
}

static void nothing_may_be_kept(void **state)
{
    (void)state;
    struct history history = {0};
    history_add(&history, "look", 0);
    expect_list(&history, 10, "");
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_oldest_make_room),
        cmocka_unit_test(lines_are_found_by_their_beginning),
        cmocka_unit_test(long_and_short_share_a_place),
        cmocka_unit_test(nothing_is_left_behind_a_line),
        cmocka_unit_test(nothing_may_be_kept),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
