/* tests/core/test_log.c -- a line is an event with a subject, and nobody can forge one. */
#include "core/log.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test_log_XXXXXX";
static char path[64];
static char content[1 << 20];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/log", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* Ends the log and gives what is in it. */
static const char *logged(void)
{
    log_end();
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(content, 1, sizeof content - 1, file);
    content[length] = '\0';
    fclose(file);
    unlink(path);
    return content;
}

static unsigned lines_with(const char *text, const char *word)
{
    unsigned lines = 0;
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        lines++;
    }
    return lines;
}

static void test_form_of_a_line(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    log_info("server_started port=%u", 4000u);
    const char *line = logged();
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.dddZ info  event=server_started port=4000\n";
    assert_int_equal(strlen(line), strlen(shape));
    const char *rest = strchr(shape, 'Z');
    for (const char *at = shape; at < rest; at++, line++) {
        if (*at == 'd') {
            assert_in_range(*line, '0', '9');
        } else {
            assert_int_equal(*line, *at);
        }
    }
    assert_string_equal(line, rest);
}

static void test_levels(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_WARN, path, 10));
    log_debug("hidden");
    log_info("hidden");
    log_zone("castle", "hidden");
    log_warn("shown_warn");
    log_error("shown_error");
    const char *lines = logged();
    assert_null(strstr(lines, "hidden"));
    assert_non_null(strstr(lines, "Z warn  event=shown_warn\n"));
    assert_non_null(strstr(lines, "Z error event=shown_error\n"));
    assert_true(log_begin(LOG_DEBUG, path, 10));
    log_debug("shown_debug");
    assert_non_null(strstr(logged(), "Z debug event=shown_debug\n"));
}

static void test_zone_is_the_subject(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    log_zone("midgaard", "traveller_refused who=%s reason=\"%s\"", "Ada", "room is full");
    const char *line = logged();
    assert_non_null(strstr(line, "Z info  zone=midgaard event=traveller_refused who=Ada reason=\"room is full\"\n"));
}

static void test_nobody_forges_a_line(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    log_info("said text=\"%s\"", "hi\n2026 error event=forged\r\033[31m\x7f\x01");
    const char *line = logged();
    assert_int_equal(lines_with(line, "\n"), 1);
    assert_non_null(strstr(line, "hi\\n2026 error event=forged\\x0d\\x1b[31m\\x7f\\x01\"\n"));
}

static void test_long_lines_are_cut(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    char much[8000];
    memset(much, '\n', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    log_info("much %s", much);
    log_info("next");
    const char *lines = logged();
    assert_int_equal(lines_with(lines, "\n"), 2);
    assert_non_null(strstr(lines, "event=much \\n\\n"));
    assert_non_null(strstr(lines, "event=next\n"));
}

static void test_bad_path_is_an_answer(void **state)
{
    (void)state;
    char bad[100];
    snprintf(bad, sizeof bad, "%s/no/such/folder", folder);
    assert_false(log_begin(LOG_INFO, bad, 10));
    assert_int_equal(errno, ENOENT);
}

static void test_errno_survives(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    errno = EBADF;
    log_info("something_failed");
    assert_int_equal(errno, EBADF);
    logged();
}

/* A burst may meet one change of second, hence up to twice the limit; never all of it. */
static void test_strangers_are_limited(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 5));
    for (unsigned i = 0; i < 200; i++) {
        log_limited("bad_bytes from=%u", i);
    }
    log_warn("own_line");
    const char *lines = logged();
    unsigned written = lines_with(lines, "event=bad_bytes");
    assert_in_range(written, 5, 10);
    assert_non_null(strstr(lines, "warn  event=bad_bytes from=0\n"));
    assert_int_equal(lines_with(lines, "event=own_line"), 1);
}

static void test_dropped_lines_are_told(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 0));
    for (unsigned i = 0; i < 7; i++) {
        log_limited("bad_bytes");
    }
    assert_string_equal(logged(), "");
    assert_true(log_begin(LOG_INFO, path, 1000000));
    log_limited("bad_bytes");
    log_limited("bad_bytes");
    const char *lines = logged();
    assert_int_equal(lines_with(lines, "dropped_before="), 1); /* with the first, not again */
}

enum { WRITERS = 4, LINES = 500 };

static void *writer(void *number)
{
    for (unsigned i = 0; i < LINES; i++) {
        log_info("line writer=%u end", *(unsigned *)number);
    }
    return NULL;
}

static void test_threads_do_not_mix_within_a_line(void **state)
{
    (void)state;
    assert_true(log_begin(LOG_INFO, path, 10));
    pthread_t threads[WRITERS];
    unsigned numbers[WRITERS];
    for (unsigned i = 0; i < WRITERS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, writer, &numbers[i]), 0);
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    const char *lines = logged();
    assert_int_equal(lines_with(lines, " end\n"), WRITERS * LINES);
    assert_int_equal(lines_with(lines, "\n"), WRITERS * LINES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_of_a_line),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_zone_is_the_subject),
        cmocka_unit_test(test_nobody_forges_a_line),
        cmocka_unit_test(test_long_lines_are_cut),
        cmocka_unit_test(test_bad_path_is_an_answer),
        cmocka_unit_test(test_errno_survives),
        cmocka_unit_test(test_strangers_are_limited),
        cmocka_unit_test(test_dropped_lines_are_told),
        cmocka_unit_test(test_threads_do_not_mix_within_a_line),
    };
    return cmocka_run_group_tests_name("log", tests, make_folder, remove_folder);
}
