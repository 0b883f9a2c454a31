/* tests/net/test_lines.c -- where lines end, and what is left in them. */
#include "net/lines.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 128 };

/* All lines of the input, each followed by '|'; '!' for one that was too long, '?' for one that became so,
 * '=' for an empty one of two LFs.  Plain characters are given `run` at a time at most, or, 0, one by one like the others. */
static const char *lines_by(size_t run, const char *bytes, size_t length, enum charset charset, char out[4096])
{
    struct line_reader reader = {0};
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        char line[MOST + 1];
        i += line_text(&reader, (const uint8_t *)bytes + i, length - i < run ? length - i : run, MOST);
        if (i == length) {
            break;
        }
        switch (line_byte(&reader, (uint8_t)bytes[i], MOST)) {
        case LINE_ENDED: {
            int kept = line_take(&reader, charset, line, MOST);
            if (kept >= 0) {
                assert_int_equal(strlen(line), kept);
                memcpy(out + at, line, (size_t)kept);
                at += (size_t)kept;
            }
            out[at++] = kept < 0 ? '?' : '|';
            break;
        }
        case LINE_DOUBLED:
            out[at++] = '=';
            break;
        case LINE_TOO_LONG:
            out[at++] = '!';
            break;
        default:
            break;
        }
    }
    out[at] = '\0';
    line_reader_end(&reader);
    return out;
}

/* However many come at once. */
static const char *lines_of(const char *bytes, size_t length, enum charset charset, char out[4096])
{
    char other[4096];
    lines_by(0, bytes, length, charset, out);
    for (size_t run = 1; run <= length; run++) {
        assert_string_equal(lines_by(run, bytes, length, charset, other), out);
    }
    return out;
}

#define LINES(literal, charset) lines_of(literal, sizeof(literal) - 1, charset, (char[4096]){0})

static void every_line_end_is_one(void **state)
{
    (void)state;
    assert_string_equal(LINES("a\r\nb\r\0c\nd\re\r\n", CHARSET_UTF8), "a|b|c|d|e|");
    assert_string_equal(LINES("\r\n\r\n\n\n\r\0", CHARSET_UTF8), "|||=|");
    assert_string_equal(LINES("look\n\nnorth\n\n", CHARSET_UTF8), "look|=north|=");
    assert_string_equal(LINES("a\r\n\nb\n\r\n\n", CHARSET_UTF8), "a||b|||");
    assert_string_equal(LINES("no end", CHARSET_UTF8), "");
}

static void control_characters_vanish(void **state)
{
    (void)state;
    assert_string_equal(LINES("a\x01\x02\x1b[31m\0b\x07\tc\n", CHARSET_UTF8), "a[31mb c|");
    assert_string_equal(LINES("a\xc2\x9b" "31mb\n", CHARSET_UTF8), "a31mb|"); /* CSI as one character */
}

static void broken_utf8_is_replaced(void **state)
{
    (void)state;
    assert_string_equal(LINES("caf\xc3\xa9\n", CHARSET_UTF8), "caf\xc3\xa9|");
    assert_string_equal(LINES("a\xffz\n", CHARSET_UTF8), "a\xef\xbf\xbdz|");
    assert_string_equal(LINES("a\xc3\n", CHARSET_UTF8), "a\xef\xbf\xbd|");
    assert_string_equal(LINES("\xc0\xaf\n", CHARSET_UTF8), "\xef\xbf\xbd\xef\xbf\xbd|");
    assert_string_equal(LINES("\xed\xa0\x80\n", CHARSET_UTF8), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd|");
}

static void other_charsets_become_utf8(void **state)
{
    (void)state;
    assert_string_equal(LINES("caf\xe9\n", CHARSET_LATIN1), "caf\xc3\xa9|");
    assert_string_equal(LINES("caf\xe9\n", CHARSET_ASCII), "caf\xef\xbf\xbd|");
}

static void erasing_takes_whole_characters(void **state)
{
    (void)state;
    assert_string_equal(LINES("lookk\b\n", CHARSET_UTF8), "look|");
    assert_string_equal(LINES("caf\xc3\xa9\x7f" "e\n", CHARSET_UTF8), "cafe|");
    assert_string_equal(LINES("\b\b\ba\b\b\bb\n", CHARSET_UTF8), "b|");
}

static void a_line_too_long_goes_as_a_whole(void **state)
{
    (void)state;
    char input[1024], out[4096];
    memset(input, 'x', sizeof input);
    input[MOST] = '\n';
    input[MOST + 1 + MOST + 1] = '\n';
    memcpy(input + 2 * MOST + 3, "look\n", 5);
    lines_of(input, 2 * MOST + 8, CHARSET_UTF8, out);
    assert_int_equal(strlen(out), MOST + 1 + 1 + 5);
    assert_string_equal(out + MOST, "|!look|");
    /* What grows by cleaning counts as it is after. */
    memset(input, 0xff, MOST);
    assert_string_equal(lines_of(input, MOST + 1, CHARSET_UTF8, out), "?");
}

static void nothing_typed_is_left_in_memory(void **state)
{
    (void)state;
    struct line_reader reader = {0};
    char line[MOST + 1];
    for (const char *at = "hunter22"; *at != '\0'; at++) {
        assert_int_equal(line_byte(&reader, (uint8_t)*at, MOST), LINE_KEPT);
    }
    assert_int_equal(line_byte(&reader, '\n', MOST), LINE_ENDED);
    assert_int_equal(line_take(&reader, CHARSET_UTF8, line, MOST), 8);
    for (unsigned i = 0; i < reader.room; i++) {
        assert_int_equal(reader.bytes[i], 0);
    }
    line_reader_end(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_end_is_one),
        cmocka_unit_test(control_characters_vanish),
        cmocka_unit_test(broken_utf8_is_replaced),
        cmocka_unit_test(other_charsets_become_utf8),
        cmocka_unit_test(erasing_takes_whole_characters),
        cmocka_unit_test(a_line_too_long_goes_as_a_whole),
        cmocka_unit_test(nothing_typed_is_left_in_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
