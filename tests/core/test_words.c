/* tests/core/test_words.c -- the same words as the C library's, whatever the format and however little room there is. */
#include "core/words.h"

#include "core/bytes.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void same_as_printf(const char *format, ...) PRINTF_LIKE(1, 2);
static void same_as_printf(const char *format, ...)
{
    char ours[600], theirs[600];
    for (size_t size = 0; size < sizeof ours; size++) {
        va_list arguments, again;
        va_start(arguments, format);
        va_copy(again, arguments);
        memset(ours, '#', sizeof ours);
        memset(theirs, '#', sizeof theirs);
        size_t length = words_vprint(ours, size, format, arguments);
        assert_int_equal(length, vsnprintf(theirs, size, format, again));
        assert_memory_equal(ours, theirs, size <= length ? size : length + 1);
        assert_int_equal(ours[size], '#');     /* nothing behind what was given */
        va_end(again);
        va_end(arguments);
    }
}

static void words_and_numbers(void **state)
{
    (void)state;
    same_as_printf("You look around.\n");
    same_as_printf("%s gives %s to %s.\n", "Ada", "a brass lantern", "you");
    same_as_printf("%c%s has %u things, %d coins, %% of them here%c", 'A', "da", 17u, -3, '!');
    same_as_printf("%d %d %u %ld %lu %lld %llu", INT_MIN, INT_MAX, UINT_MAX, LONG_MIN, ULONG_MAX, LLONG_MIN, ULLONG_MAX);
    same_as_printf("%s%s%s", "", "", "");
    same_as_printf("%d%u%lld", 0, 0u, 0LL);
    same_as_printf("%.*s|%.*s|%.*s|%.*s of it", 3, "short", 9, "long", 0, "nothing", -1, "all");
    same_as_printf("%.*d", 5, 17);      /* of numbers, that is the library's */
}

/* Who only wants to know how long it would be has no memory for it. */
static void nowhere_to_put_it(void **state)
{
    (void)state;
    assert_int_equal(words_print(NULL, 0, "%s has %d", "Ada", 17), 10);
    assert_int_equal(words_print(NULL, 0, "%5d", 17), 5);
}

/* A format that begins with what is ours and goes on with what is not: nothing of the beginning is told twice. */
static void what_is_not_ours(void **state)
{
    (void)state;
    same_as_printf("%s: %5d of %-20s|%*s|%.3s|%04x %.2f %zu %p", "Ada", 42, "left", 7, "right", "short", 0xbeefu, 2.5, sizeof(int), NULL);
    same_as_printf("%d %hhu %s", 7, (unsigned char)200, "after");
    same_as_printf("%s %lc", "letter", L'x');
}

static void numbers_by_themselves(void **state)
{
    (void)state;
    static const int64_t numbers[] = { 0, 7, -7, 10, 100, -4096, INT64_MAX, INT64_MIN };
    for (unsigned at = 0; at < sizeof numbers / sizeof *numbers; at++) {
        char digits[WORDS_DIGITS_MAX], expected[32];
        size_t length;
        const char *begin = words_number(digits, numbers[at], &length);
        assert_int_equal(length, snprintf(expected, sizeof expected, "%lld", (long long)numbers[at]));
        assert_memory_equal(begin, expected, length);
        assert_true(begin >= digits && begin + length <= digits + sizeof digits);
    }
}

/* Lengths on either side of every room a writer may have: each follows the last without a gap or a NUL. */
static void a_writer_goes_on_where_it_was(void **state)
{
    (void)state;
    char lot[700], expected[300000];
    size_t length = 0;
    struct bytes_writer writer = {0};
    for (unsigned size = 0; size < sizeof lot; size++) {
        memset(lot, 'a' + size % 26, size);
        lot[size] = '\0';
        put_printf(&writer, size % 2 == 0 ? "%s" : "%-3s", lot);
        length += (size_t)snprintf(expected + length, sizeof expected - length, size % 2 == 0 ? "%s" : "%-3s", lot);
        assert_int_equal(writer.length, length);
    }
    assert_memory_equal(writer.bytes, expected, length);
    bytes_free(&writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_numbers),
        cmocka_unit_test(nowhere_to_put_it),
        cmocka_unit_test(what_is_not_ours),
        cmocka_unit_test(numbers_by_themselves),
        cmocka_unit_test(a_writer_goes_on_where_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
