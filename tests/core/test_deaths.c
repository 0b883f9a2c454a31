/* tests/core/test_deaths.c -- what the server died of, written by the dying, read by who comes after. */
#include "core/deaths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], file[96];

static MAIN_THREAD int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/kallisti-deaths.XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/deaths", folder);
    deaths_begin(folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(file);
    rmdir(folder);
    return 0;
}

/* A process of its own applies an input and dies of it. */
static void dies(const char *zone, const char *kind, const char *words)
{
    pid_t child = fork();
    if (child == 0) {
        char key[32] = "";
        snprintf(key, sizeof key, "%s", zone);
        thread_note_input(key, kind, 17, words);
        deaths_add();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static MAIN_THREAD void test_counted(void **state)
{
    (void)state;
    struct death deaths[DEATHS_MOST];
    assert_int_equal(deaths_read(deaths, DEATHS_MOST), 0);      /* no file, no deaths */
    dies("mine", "COMMAND", "pull lever");
    dies("midgaard", "ARRIVE", "Ada");
    dies("mine", "COMMAND", "pull lever");
    dies("mine", "COMMAND", "pull rope");
    assert_int_equal(deaths_read(deaths, DEATHS_MOST), 3);
    assert_int_equal(deaths[0].times, 2);
    assert_string_equal(deaths[0].zone, "mine");
    assert_string_equal(deaths[0].input, "COMMAND");
    assert_string_equal(deaths[0].words, "pull lever");
    assert_int_equal(deaths[1].times + deaths[2].times, 2);
    assert_int_equal(deaths_read(deaths, 1), 1);                /* no place for more */
}

/* Whatever was typed stays one line, and what it was is found again. */
static MAIN_THREAD void test_words_of_any_kind(void **state)
{
    (void)state;
    struct death deaths[DEATHS_MOST];
    dies("mine", "COMMAND", "say \"\nzone=x input=y words=\"z\"");
    dies("mine", "TICK", "");
    assert_int_equal(deaths_read(deaths, DEATHS_MOST), 2);
    for (unsigned at = 0; at < 2; at++)
        assert_string_equal(deaths[at].zone, "mine");
}

static MAIN_THREAD void test_damaged_file(void **state)
{
    (void)state;
    struct death deaths[DEATHS_MOST];
    FILE *out = fopen(file, "w");
    fputs("nonsense\nzone=\nzone=a\n\n", out);
    for (unsigned at = 0; at < 5000; at++)
        fputc('x', out);
    fputs("\nzone=mine input=TICK words=\"\"\n", out);
    fclose(out);
    assert_int_equal(deaths_read(deaths, DEATHS_MOST), 1);
    assert_string_equal(deaths[0].input, "TICK");
}

static MAIN_THREAD void test_nothing_noted(void **state)
{
    (void)state;
    struct death deaths[DEATHS_MOST];
    deaths_add();                                               /* this thread has never applied anything */
    assert_int_equal(deaths_read(deaths, DEATHS_MOST), 0);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_counted), ONE(test_words_of_any_kind), ONE(test_damaged_file), ONE(test_nothing_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
