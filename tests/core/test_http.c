/* tests/core/test_http.c -- requests that are what they should be, and all others with the status that says what is wrong. */
#include "core/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct http_request request;

static unsigned status_of(const char *bytes)
{
    return http_read(bytes, strlen(bytes), &request);
}

static void test_what_is_asked(void **state)
{
    (void)state;
    assert_int_equal(status_of("GET /metrics?a=b&c HTTP/1.1\r\nHost: localhost:4001\r\nAuthorization:  Bearer x y \t\r\nAccept: */*\r\n\r\n"), HTTP_OK);
    assert_string_equal(request.path, "/metrics");
    assert_string_equal(request.query, "a=b&c");
    assert_string_equal(request.host, "localhost:4001");
    assert_string_equal(request.authorization, "Bearer x y");
    assert_false(request.head);
    assert_int_equal(status_of("HEAD / HTTP/1.0\n\n"), HTTP_OK);      /* an old one, and lines that end as they should not */
    assert_true(request.head);
    assert_string_equal(request.path, "/");
    assert_string_equal(request.query, "");
    assert_string_equal(request.host, "");
    assert_int_equal(status_of("GET /? HTTP/1.1\r\nhOST:a\r\n\r\nall that follows"), HTTP_OK);
    assert_string_equal(request.host, "a");
}

static void test_what_is_refused(void **state)
{
    (void)state;
    static const struct { const char *bytes; unsigned status; } rows[] = {
        {"POST / HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_METHOD},
        {"get / HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_METHOD},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", HTTP_VERSION},
        {"GET / HTTP/1.x\r\nHost: a\r\n\r\n", HTTP_VERSION},
        {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET /\r\n\r\n", HTTP_BAD},
        {"GET\r\n\r\n", HTTP_BAD},
        {"\r\n\r\n", HTTP_BAD},
        {" GET / HTTP/1.1\r\n\r\n", HTTP_BAD},
        {"GE(T / HTTP/1.1\r\n\r\n", HTTP_BAD},
        {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET /\xc2\x9b HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\n\r\n", HTTP_BAD},                         /* without a host */
        {"GET / HTTP/1.1\r\nHost:\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", HTTP_BAD},
        {"GET / HTTP/1.1\r\nHost: a\x01\r\n\r\n", HTTP_BAD},
        {"\x16\x03\x01\x02\n", HTTP_BAD},                             /* somebody who speaks TLS */
        {"\xff\xfd\x18\n", HTTP_BAD},                                 /* ... or telnet */
    };
    for (size_t at = 0; at < sizeof rows / sizeof rows[0]; at++) {
        if (status_of(rows[at].bytes) != rows[at].status) {
            print_error("%s", rows[at].bytes);
        }
        assert_int_equal(status_of(rows[at].bytes), rows[at].status);
    }
    assert_int_equal(http_read("GET /\0a HTTP/1.1\r\nHost: a\r\n\r\n", 29, &request), HTTP_BAD);
}

static void test_bounds(void **state)
{
    (void)state;
    static char bytes[HTTP_HEAD_MAX + 100], word[HTTP_WORD_SIZE + 1];
    memset(word, 'a', sizeof word - 1);
    snprintf(bytes, sizeof bytes, "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n", word);
    assert_int_equal(status_of(bytes), HTTP_PATH_LONG);
    snprintf(bytes, sizeof bytes, "GET /?%s HTTP/1.1\r\nHost: a\r\n\r\n", word);
    assert_int_equal(status_of(bytes), HTTP_PATH_LONG);
    snprintf(bytes, sizeof bytes, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", word);
    assert_int_equal(status_of(bytes), HTTP_BAD);
    snprintf(bytes, sizeof bytes, "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: %s\r\n\r\n", word);
    assert_int_equal(status_of(bytes), HTTP_HEAD_LARGE);
    int at = snprintf(bytes, sizeof bytes, "GET / HTTP/1.1\r\n");
    for (unsigned lines = 0; lines < HTTP_LINES_MAX; lines++)
        at += snprintf(bytes + at, sizeof bytes - (size_t)at, "a: b\r\n");
    assert_int_equal(status_of(bytes), HTTP_HEAD_LARGE);
    memset(bytes, 'a', HTTP_HEAD_MAX);
    assert_int_equal(http_read(bytes, HTTP_HEAD_MAX - 1, &request), HTTP_MORE);
    assert_int_equal(http_read(bytes, HTTP_HEAD_MAX, &request), HTTP_HEAD_LARGE);
}

/* Whatever has come of a good head: more is wanted, never anything else. */
static void test_piece_by_piece(void **state)
{
    (void)state;
    static const char whole[] = "GET /stats?token=x HTTP/1.1\r\nHost: [::1]:80\r\nX: y\r\n\r\n";
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        assert_int_equal(http_read(whole, length, &request), HTTP_MORE);
    }
    assert_int_equal(http_read(whole, sizeof whole - 1, &request), HTTP_OK);
}

/* Heads with bytes changed: any answer, but an answer, and nothing read beyond the end (for the sanitizers). */
static void test_spoilt_heads(void **state)
{
    (void)state;
    static const char whole[] = "GET /stats?token=x%20y HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer z\r\n\r\n";
    unsigned dice = 1;
    char value[HTTP_WORD_SIZE];
    for (unsigned round = 0; round < 20000; round++) {
        size_t length = 1 + round % (sizeof whole - 1);
        char *bytes = malloc(length);
        memcpy(bytes, whole, length);
        for (unsigned change = 0; change < 3; change++) {
            dice = dice * 1103515245 + 12345;
            bytes[(dice >> 8) % length] = (char)(dice >> 16);
        }
        unsigned status = http_read(bytes, length, &request);
        assert_true(status == HTTP_MORE || http_reason(status)[0] != '\0');
        if (status == HTTP_OK)
            http_query(request.query, "token", value);
        free(bytes);
    }
}

static void test_queries(void **state)
{
    (void)state;
    char value[HTTP_WORD_SIZE];
    assert_true(http_query("a=1&token=x%20y+z&b", "token", value));
    assert_string_equal(value, "x y z");
    assert_true(http_query("token=%c3%B6", "token", value));
    assert_string_equal(value, "\xc3\xb6");
    assert_true(http_query("token=", "token", value));
    assert_string_equal(value, "");
    assert_false(http_query("", "token", value));
    assert_false(http_query("token", "token", value));
    assert_false(http_query("atoken=1&token", "token", value));
    assert_false(http_query("token=%2", "token", value));
    assert_false(http_query("token=%", "token", value));
    assert_false(http_query("token=%zz", "token", value));
    assert_false(http_query("token=%00", "token", value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_asked), cmocka_unit_test(test_what_is_refused), cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_piece_by_piece), cmocka_unit_test(test_spoilt_heads), cmocka_unit_test(test_queries),
    };
    return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
