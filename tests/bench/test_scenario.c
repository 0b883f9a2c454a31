/* tests/bench/test_scenario.c -- scenario files: what is read, that defaults come first, that every mistake is told with its line and its
 * reason, and what the command line says otherwise. */
#include "bench/play/scenario.h"

#include "bench/bot/mix.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/kallisti-scenario.XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void remove_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

/* Reads that text as a scenario; what is said of it is in `said`. */
static struct scenario *read_text(const char *text, char said[512])
{
    write_file("try.scenario", text);
    FILE *trouble = tmpfile();
    struct scenario *scenario = scenario_read(folder, "try", trouble);
    rewind(trouble);
    said[fread(said, 1, 511, trouble)] = '\0';
    fclose(trouble);
    remove_file("try.scenario");
    assert_true((scenario == NULL) == (said[0] != '\0'));      /* who refuses says why */
    return scenario;
}

static struct scenario *read_good(const char *text)
{
    char said[512];
    struct scenario *scenario = read_text(text, said);
    assert_string_equal(said, "");
    return scenario;
}

static void refused(const char *text, unsigned line, const char *reason)
{
    char said[512], expected[512];
    assert_null(read_text(text, said));
    snprintf(expected, sizeof expected, "%s/try.scenario:%u: %s", folder, line, reason);
    if (strncmp(said, expected, strlen(expected)) != 0)
        fail_msg("\"%s\" instead of \"%s\"", said, expected);
}

static void test_a_scenario_is_read(void **state)
{
    struct scenario *scenario = read_good("# remark\nabout a crowd\nmix talk\nbots 100 1000 most\nrate 2 each\nseconds 9\nseed 7\nturns 3\n"
                                          "server threads.zone 2\nkeeper warden\nmsdp yes\nbeside sh {data}/x\nmidway sync it\n"
                                          "swap 5 checkpoint.interval_ms 1000 600000\n");
    const struct setting *setting = &scenario->variants[0].setting;
    (void)state;
    assert_string_equal(scenario->about, "a crowd");
    assert_int_equal(scenario->size_count, 3);
    assert_int_equal(scenario->sizes[1], 1000);
    assert_int_equal(scenario->sizes[2], AS_MANY_AS_CAN_BE);
    assert_int_equal(scenario->seed, 7);
    assert_int_equal(scenario->turns, 3);
    assert_int_equal(scenario->variant_count, 1);
    assert_string_equal(scenario->variants[0].name, "plain");
    assert_string_equal(setting->mix, "talk");
    assert_int_equal(setting->rate, 0);
    assert_int_equal(setting->rate_each, 2);
    assert_int_equal(setting->seconds, 9);
    assert_int_equal(setting->msdp, 1);
    assert_string_equal(setting->keeper, "warden");
    assert_string_equal(setting->midway, "sync it");
    assert_string_equal(setting->beside, "sh {data}/x");
    assert_int_equal(setting->swap_s, 5);
    assert_string_equal(setting->swap_option, "checkpoint.interval_ms");
    assert_string_equal(setting->swap_values[0], "1000");
    assert_string_equal(setting->swap_values[1], "600000");
    assert_int_equal(setting->option_count, 1);
    assert_string_equal(setting->options[0].name, "threads.zone");
    assert_string_equal(setting->options[0].value, "2");
    scenario_free(&scenario);
}

static void test_a_variant_has_what_was_said_before_all(void **state)
{
    struct scenario *scenario = read_good("mix talk\nbots 1\nseconds 4\nserver threads.zone 1\nvariant ours\nserver threads.zone 2\nvariant line\n"
                                          "against heard\nseconds 5\ncompare p99 = p99_us : ours over line\n");
    (void)state;
    assert_int_equal(scenario->variant_count, 2);
    assert_int_equal(scenario->variants[0].setting.seconds, 4);
    assert_string_equal(scenario->variants[0].setting.options[0].value, "2");
    assert_int_equal(scenario->variants[0].setting.against, AGAINST_SERVER);
    assert_int_equal(scenario->variants[1].setting.seconds, 5);
    assert_string_equal(scenario->variants[1].setting.options[0].value, "1");
    assert_int_equal(scenario->variants[1].setting.option_count, 1);
    assert_int_equal(scenario->variants[1].setting.against, AGAINST_HEARD);
    assert_int_equal(scenario->claim_count, 1);
    assert_int_equal(scenario->claims[0].line, 10);
    scenario_free(&scenario);
}

static void test_defaults_come_first(void **state)
{
    (void)state;
    write_file("defaults", "seconds 3\nlogins 9\nserver threads.zone 1\n");
    struct scenario *scenario = read_good("mix talk\nbots 1\nseconds 4\n");
    assert_int_equal(scenario->variants[0].setting.seconds, 4);
    assert_int_equal(scenario->variants[0].setting.logins, 9);
    assert_int_equal(scenario->variants[0].setting.option_count, 1);
    scenario_free(&scenario);
    write_file("defaults", "seconds 3\nsecond 3\n");
    char said[512], expected[256];
    assert_null(read_text("mix talk\nbots 1\n", said));
    snprintf(expected, sizeof expected, "%s/defaults:2: no such word: \"second\"\n", folder);
    assert_string_equal(said, expected);
    remove_file("defaults");
}

static void test_rows_make_it_a_mix(void **state)
{
    char path[128];
    (void)state;
    write_file("rows.scenario", "bots 2\nat 3001 4500\n3  look => {title}\n1  say number {number} => You say, \n");
    struct scenario *scenario = scenario_read(folder, "rows", stderr);
    assert_non_null(scenario);
    assert_true(scenario->has_rows);
    assert_null(scenario->variants[0].setting.mix);
    scenario_free(&scenario);
    snprintf(path, sizeof path, "%s/rows.scenario", folder);
    const struct mix *mix = mix_find(path);         /* as the bots read it */
    assert_non_null(mix);
    assert_int_equal(mix->row_count, 2);
    assert_int_equal(mix->weights, 4);
    assert_int_equal(mix->place_count, 2);
    assert_int_equal(mix->places[1].number, 4500);
    mix_forget_all();
    remove_file("rows.scenario");
}

static void test_a_sweep_makes_variants(void **state)
{
    struct scenario *scenario = read_good("mix talk\nbots 1\nsweep threads.zone 1 2 4\n");
    (void)state;
    assert_int_equal(scenario->variant_count, 3);
    assert_string_equal(scenario->variants[2].name, "4");
    assert_string_equal(scenario->variants[2].setting.options[0].value, "4");
    assert_true(scenario_override(scenario, "seconds 2", stderr));
    assert_true(scenario_override(scenario, "sweep threads.net 1 8", stderr));
    assert_int_equal(scenario->variant_count, 2);
    assert_string_equal(scenario->variants[1].setting.options[0].name, "threads.net");
    assert_int_equal(scenario->variants[1].setting.seconds, 2);
    scenario_free(&scenario);
}

static void test_the_command_line_is_for_every_variant(void **state)
{
    struct scenario *scenario = read_good("mix talk\nbots 1\npause 5\nvariant one\nseconds 4\nvariant two\n");
    FILE *trouble = tmpfile();
    (void)state;
    assert_true(scenario_override(scenario, "seconds 2", trouble));
    assert_true(scenario_override(scenario, "mix town", trouble));
    assert_true(scenario_override(scenario, "bots 7 8", trouble));
    assert_true(scenario_override(scenario, "server threads.zone 3", trouble));
    for (unsigned at = 0; at < 2; at++) {
        assert_int_equal(scenario->variants[at].setting.seconds, 2);
        assert_string_equal(scenario->variants[at].setting.mix, "town");
        assert_string_equal(scenario->variants[at].setting.options[0].value, "3");
    }
    assert_int_equal(scenario->size_count, 2);
    assert_int_equal(ftell(trouble), 0);
    assert_false(scenario_override(scenario, "seconds soon", trouble));
    assert_false(scenario_override(scenario, "hour 2", trouble));
    assert_false(scenario_override(scenario, "sweep threads.zone 1 2", trouble));      /* this one is none */
    assert_true(ftell(trouble) > 0);
    fclose(trouble);
    scenario_free(&scenario);
}

static void test_mistakes_are_told_with_their_line(void **state)
{
    static const struct { const char *text; unsigned line; const char *reason; } mistakes[] = {
        { "mix talk\nbotz 5\n", 2, "no such word: \"botz\"" },
        { "mix talk\nbots 0\n", 2, "no number of bots, or one too many: \"0\"" },
        { "mix talk\nbots -5\n", 2, "no number of bots, or one too many: \"-5\"" },
        { "mix talk\nbots 99999999999999999999\n", 2, "no number of bots" },
        { "mix talk\nbots\n", 2, "no number of bots: \"\"" },
        { "mix talk\nbots 1 2 3 4 5 6 7 8 9\n", 2, "no number of bots, or one too many: \"9\"" },
        { "mix talk\n\n# no bots\n", 4, "does not say how many bots" },
        { "bots 5\n", 2, "neither a mix nor rows of its own: \"plain\"" },
        { "bots 5\nmix talk\n1 look\n", 4, "a mix, and rows of its own: \"talk\"" },
        { "bots 5\nmix talk talk\n", 2, "not one word: \"talk talk\"" },
        { "bots 5\n1 look => \n", 2, "an empty answer, or too many" },
        { "bots 5\n1 do something\n", 2, "no such deed: \"something\"" },
        { "bots 5\nat 3001 nowhere\n1 look\n", 2, "neither borders nor lairs nor homes nor rooms nor numbers of rooms: \"nowhere\"" },
        { "mix talk\nbots 5\nseconds 0\n", 3, "no number from 1 to 3600: \"0\"" },
        { "mix talk\nbots 5\nseconds 5s\n", 3, "no number from 1 to 3600: \"5s\"" },
        { "mix talk\nbots 5\nseconds 5\nseconds 6\n", 4, "said twice: \"seconds\"" },
        { "mix talk\nbots 5\nbots 6\n", 3, "said twice: \"bots\"" },
        { "mix talk\nbots 5\nmsdp perhaps\n", 3, "neither yes nor no: \"perhaps\"" },
        { "mix talk\nbots 5\nrate 5 all\n", 3, "no number of orders a second, or of each" },
        { "mix talk\nbots 5\nagainst everybody\n", 3, "neither server nor answers nor heard: \"everybody\"" },
        { "mix talk\nbots 5\nserver threads.zone 65\n", 3, "" },
        { "mix talk\nbots 5\nserver threads.zones 1\n", 3, "" },
        { "mix talk\nbots 5\nmidway\n", 3, "no line: \"\"" },
        { "mix talk\nbots 5\nbeside\n", 3, "no command" },
        { "mix talk\nbots 5\nswap 5 checkpoint.interval_ms 1000 2000\nmidway sync\n", 5, "midway, and nothing beside that would read it, " },
        { "mix talk\nbots 5\nbeside cat\nmidway sync\n", 5, "midway, and nothing beside that would read it, or nothing swapped" },
        { "mix talk\nbots 5\nswap 1 checkpoint.interval_ms 1000 2000\n", 3, "no seconds that leave something to measure: \"1\"" },
        { "mix talk\nbots 5\nswap 5 checkpoint.interval_ms 1000\n", 3, "" },
        { "mix talk\nbots 5\nswap 5 checkpoint.interval_ms 1000 1\n", 3, "" },
        { "mix talk\nbots 5\nswap 5 login.zones 1 2\n", 3, "this option cannot be changed while the server runs: \"login.zones\"" },
        { "mix talk\nbots 5\nseed one\n", 3, "no number: \"one\"" },
        { "mix talk\nbots 5\nturns 100\n", 3, "no number of turns: \"100\"" },
        { "mix talk\nbots 5\nvariant a b\n", 3, "no name of a variant, or one that is taken: \"a b\"" },
        { "mix talk\nbots 5\nvariant a\nvariant a\n", 4, "no name of a variant, or one that is taken: \"a\"" },
        { "mix talk\nbots 5\nvariant a\nsweep threads.zone 1 2\n", 5, "a sweep beside other variants" },
        { "mix talk\nbots 5\nsweep threads.zone 1\n", 4, "a sweep over fewer than two" },
        { "mix talk\nbots 5\nsweep threads.zone 1 many\n", 4, "no number of threads: \"many\"" },
        { "mix talk\nbots 5\nsweep threads.zone\n", 3, "a sweep over nothing" },
        { "mix talk\nbots 5\nnewcomers 5\nresumers 5\n", 5, "newcomers and resumers at once" },
        { "mix talk\nbots 5\nreport x\n", 3, "no `what = expression`" },
        { "mix talk\nbots 5\nvariant a\ncompare x = p99_us : a over b\nturns 2\n", 4, "there is no such variant: \"b\"" },
        { "mix talk\nbots 5\ngoal 1 x = p99_us : a at most 5\n", 3, "there is no such variant: \"a\"" },
        { "mix talk\nbots 5\ngoal 1 x = p99_us\n", 3, "a goal without `at most` or `at least`" },
    };
    (void)state;
    for (unsigned at = 0; at < sizeof mistakes / sizeof mistakes[0]; at++)
        refused(mistakes[at].text, mistakes[at].line, mistakes[at].reason);
    char said[512];
    assert_null(read_text("bots 5\nmix nowhere\n", said));     /* and the mix's own reader has said so, too */
    FILE *trouble = tmpfile();
    assert_null(scenario_read(folder, "missing", trouble));
    assert_true(ftell(trouble) > 0);
    fclose(trouble);
}

static void test_too_long_a_file_is_refused(void **state)
{
    static char text[20000];
    char said[512];
    (void)state;
    memset(text, '#', sizeof text - 1);
    assert_null(read_text(text, said));
    assert_non_null(strstr(said, "longer than a scenario may be"));
}

/* Every scenario of the repository can be read, and says what it is about. */
static void test_ours_are_sound(void **state)
{
    glob_t files;
    (void)state;
    assert_int_equal(glob("bench/scenarios/*.scenario", 0, NULL, &files), 0);
    assert_true(files.gl_pathc > 10);
    for (size_t at = 0; at < files.gl_pathc; at++) {
        char name[64] = "";
        assert_int_equal(sscanf(files.gl_pathv[at], "bench/scenarios/%63[a-z_].scenario", name), 1);
        struct scenario *scenario = scenario_read("bench/scenarios", name, stderr);
        if (scenario == NULL)
            fail_msg("%s", name);
        assert_true(scenario->about[0] != '\0');
        scenario_free(&scenario);
    }
    globfree(&files);
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    (void)state;
    mix_forget_all();
    return rmdir(folder);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_scenario_is_read),
        cmocka_unit_test(test_a_variant_has_what_was_said_before_all),
        cmocka_unit_test(test_defaults_come_first),
        cmocka_unit_test(test_rows_make_it_a_mix),
        cmocka_unit_test(test_a_sweep_makes_variants),
        cmocka_unit_test(test_the_command_line_is_for_every_variant),
        cmocka_unit_test(test_mistakes_are_told_with_their_line),
        cmocka_unit_test(test_too_long_a_file_is_refused),
        cmocka_unit_test(test_ours_are_sound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
