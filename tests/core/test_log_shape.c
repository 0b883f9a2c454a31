/* tests/core/test_log_shape.c -- the shapes of a log line: what is said, whatever is in it, in one line that the reader it is for takes. */
#include "core/log_shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char line[LOG_LINE_SIZE + 1];

static const char *made(enum log_shape shape, enum log_level level, const char *zone, const char *words, unsigned dropped)
{
    const struct log_saying saying = {
        .level = level, .when = {.tv_sec = 1763823845, .tv_nsec = 7654321}, .zone = zone, .words = words, .dropped = dropped,
    };
    memset(line, 'x', sizeof line);
    size_t length = log_line_make(shape, &saying, line);
    assert_in_range(length, 2, LOG_LINE_SIZE);
    assert_int_equal(line[length], 'x');
    line[length] = '\0';
    return line;
}

#define STAMP "2025-11-22T15:04:05.007Z"

static void test_plain(void **state)
{
    (void)state;
    assert_string_equal(made(LOG_PLAIN, LOG_INFO, NULL, "server_started port=4000", 0), STAMP " info  event=server_started port=4000\n");
    assert_string_equal(made(LOG_PLAIN, LOG_INFO, NULL, "a csi=\xc2\x9b" "31m bad=\xff name=J\xc3\xb6rg", 0),
                        STAMP " info  event=a csi=\\xc2\\x9b31m bad=\\xff name=J\xc3\xb6rg\n");
    assert_string_equal(made(LOG_PLAIN, LOG_WARN, "castle", "cold", 3), STAMP " warn  zone=castle event=cold dropped_before=3\n");
}

static void test_journal(void **state)
{
    (void)state;
    assert_string_equal(made(LOG_JOURNAL, LOG_ERROR, NULL, "died", 0), "<3>event=died\n");
    assert_string_equal(made(LOG_JOURNAL, LOG_WARN, "castle", "cold\n<0>hot", 0), "<4>zone=castle event=cold\\n<0>hot\n");
    assert_string_equal(made(LOG_JOURNAL, LOG_INFO, NULL, "a", 0), "<6>event=a\n");
    assert_string_equal(made(LOG_JOURNAL, LOG_DEBUG, NULL, "a", 0), "<7>event=a\n");
}

static void json_is(const char *words, const char *fields)
{
    char wanted[LOG_LINE_SIZE];
    snprintf(wanted, sizeof wanted, "{\"time\":\"" STAMP "\",\"level\":\"info\",%s}\n", fields);
    assert_string_equal(made(LOG_JSON, LOG_INFO, NULL, words, 0), wanted);
}

static void test_json_fields(void **state)
{
    (void)state;
    json_is("server_started", "\"event\":\"server_started\"");
    json_is("a port=4000 name=ada", "\"event\":\"a\",\"port\":4000,\"name\":\"ada\"");
    json_is("a why=\"it is full\" n=-7 load=0.250", "\"event\":\"a\",\"why\":\"it is full\",\"n\":-7,\"load\":0.250");
    json_is("a n=\"7\" empty=\"\" none=", "\"event\":\"a\",\"n\":\"7\",\"empty\":\"\",\"none\":\"\"");
    json_is("a id=007 hex=1f big=1234567890123456 ms=1. minus=- dot=.5",
            "\"event\":\"a\",\"id\":\"007\",\"hex\":\"1f\",\"big\":\"1234567890123456\",\"ms\":\"1.\",\"minus\":\"-\",\"dot\":\".5\"");
    json_is("a and words behind", "\"event\":\"a\",\"remark\":\"and words behind\"");
    json_is("", "\"event\":\"\"");
    assert_string_equal(made(LOG_JSON, LOG_WARN, "castle", "cold", 12), "{\"time\":\"" STAMP "\",\"level\":\"warn\",\"zone\":\"castle\","
                        "\"event\":\"cold\",\"dropped_before\":12}\n");
}

static void test_json_escapes(void **state)
{
    (void)state;
    json_is("a what=\"say \\ and \t, bell \a\"", "\"event\":\"a\",\"what\":\"say \\\\ and \\u0009, bell \\u0007\"");
    json_is("a what=\"he said \"no\" to it\" n=1", "\"event\":\"a\",\"what\":\"he said \\\"no\",\"remark\":\"to it\\\" n=1\"");
    json_is("a name=J\xc3\xb6rg bad=\xff\xc3", "\"event\":\"a\",\"name\":\"J\xc3\xb6rg\",\"bad\":\"\\u00ff\\u00c3\"");
    json_is("a csi=\xc2\x9b" "31m", "\"event\":\"a\",\"csi\":\"\\u00c2\\u009b31m\"");
    json_is("a open=\"never shut", "\"event\":\"a\",\"open\":\"never shut\"");
}

/* However long, and wherever it has to be cut: quotation marks pair up, and the object is closed. */
static void test_json_stays_whole(void **state)
{
    (void)state;
    static char words[3000];
    for (unsigned length = 1800; length < 2100; length++) {
        int at = snprintf(words, sizeof words, "event key=\"%.*s", (int)(length % 11), "abcdefghijk");
        for (unsigned filled = 0; filled < length; filled += 2)
            at += snprintf(words + at, sizeof words - (size_t)at, "%s", filled % 6 == 0 ? "\xc3\xb6" : filled % 4 == 0 ? "\"x" : "\\\\");
        snprintf(words + at, sizeof words - (size_t)at, "\" more=7 last=\"end\"");
        const char *made_line = made(LOG_JSON, LOG_INFO, "zone", words, length);
        size_t end = strlen(made_line);
        unsigned marks = 0;
        for (const char *byte = made_line; *byte != '\0'; byte++) {
            marks += *byte == '"';
            byte += *byte == '\\';
        }
        assert_int_equal(marks % 2, 0);
        assert_memory_equal(made_line + end - 2, "}\n", 2);
        assert_non_null(strstr(made_line, ",\"dropped_before\":"));
    }
}

static void test_quotable(void **state)
{
    (void)state;
    char buffer[12];
    assert_string_equal(log_quotable("a \"b\" c", buffer, sizeof buffer), "a 'b' c");
    assert_string_equal(log_quotable("\"twelve letters", buffer, sizeof buffer), "'twelve let");
    assert_string_equal(log_quotable("", buffer, sizeof buffer), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),          cmocka_unit_test(test_journal),          cmocka_unit_test(test_json_fields),
        cmocka_unit_test(test_json_escapes),   cmocka_unit_test(test_json_stays_whole), cmocka_unit_test(test_quotable),
    };
    return cmocka_run_group_tests_name("log_shape", tests, NULL, NULL);
}
