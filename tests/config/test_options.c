/* tests/config/test_options.c -- what the option table promises: initial values, every mistake with its
 * place, the command line over the file, a sample file that reads back. */
#include "config/options.h"
#include "config/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* One reading: what it set, what it said. */
struct run {
    struct options options;
    char          *said;
    size_t         said_size;
    unsigned       count;
};

static void run_words(struct run *run, char **words)
{
    int count = 0;
    while (words[count] != NULL)
        count++;
    FILE *mistakes = open_memstream(&run->said, &run->said_size);
    thread_role_begin(&main_role);
    options_begin(&run->options);
    run->count = options_read(&run->options, count, words, mistakes);
    thread_role_end(&main_role);
    fclose(mistakes);
}
#define RUN(run, ...) run_words(run, (char *[]){ "kallisti", __VA_ARGS__, NULL })

static void expect_said(char **words, const char *said, unsigned count)
{
    struct run run;
    run_words(&run, words);
    assert_string_equal(run.said, said);
    assert_int_equal(run.count, count);
    free(run.said);
}
#define SAYS(said, count, ...) expect_said((char *[]){ "kallisti", __VA_ARGS__, NULL }, said, count)

/* Writes a file of its own and gives its path, to be ended with file_end(). */
static char *file_begin(const char *content)
{
    char *path = strdup("/tmp/test_options_XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, content, strlen(content)), (ssize_t)strlen(content));
    close(file);
    return path;
}

static void file_end(char *path)
{
    unlink(path);
    free(path);
}

static void every_row_begins_with_its_initial_value(void **state)
{
    (void)state;
    struct run run;
    run_words(&run, (char *[]){ "kallisti", NULL });
#define OPTION(member, name, initial, least, most, unit, decides) assert_int_equal(run.options.member, initial);
#define SETTING(member, name, initial, decides) assert_string_equal(run.options.member, initial);
#include "config/options.def"
#undef OPTION
#undef SETTING
    assert_string_equal(run.options.data, "var");
    assert_false(run.options.check);
    assert_false(run.options.help);
    assert_int_equal(run.count, 0);
    free(run.said);
}

static void both_ways_of_writing_a_value(void **state)
{
    (void)state;
    struct run run;
    RUN(&run, "--net.port", "4001", "--session.lines_max=7", "--game.name=A = B", "--data", "elsewhere", "--check", "--help");
    assert_int_equal(run.options.net_port, 4001);
    assert_int_equal(run.options.session_lines_max, 7);
    assert_string_equal(run.options.game_name, "A = B");
    assert_string_equal(run.options.data, "elsewhere");
    assert_true(run.options.check);
    assert_true(run.options.help);
    assert_string_equal(run.said, "");
    free(run.said);
    RUN(&run, "--port", "0", "--game.keepers=");
    assert_int_equal(run.options.net_port, 0);
    assert_int_equal(run.count, 0);
    free(run.said);
}

static void mistakes_of_the_command_line(void **state)
{
    (void)state;
    SAYS("command line: net.port: 99999 is more than 65535\n", 1, "--port", "99999");
    SAYS("command line: net.port: -1 is less than 0\n", 1, "--net.port=-1");
    SAYS("command line: session.lines_max: 0 is less than 1\n", 1, "--session.lines_max=0");
    SAYS("command line: net.port: 'http' is not a number\n", 1, "--port=http");
    SAYS("command line: net.port: '40 00' is not a number\n", 1, "--port=40 00");
    SAYS("command line: net.port: '' is not a number\n", 1, "--port=");
    SAYS("command line: net.port: 99999999999999999999 is more than 65535\n", 1, "--port", "99999999999999999999");
    SAYS("command line: net.port: has no value\n", 1, "--port");
    SAYS("command line: net.port: has no value\n", 1, "--net.port", "--check");
    SAYS("command line: unknown option 'net.prot', did you mean net.port?\n", 1, "--net.prot", "4000");
    SAYS("command line: unknown option 'sessions_max', did you mean net.sessions_max?\n", 1, "--sessions_max=1");
    SAYS("command line: unknown option 'xyzzy'\n", 1, "--xyzzy");
    SAYS("command line: 'start' is not an option; they begin with --\n", 1, "start");
    SAYS("command line: '--' is not an option; they begin with --\n", 1, "--");
    SAYS("command line: --check takes no value\n", 1, "--check=yes");
    SAYS("command line: config: has no value\n", 1, "--config");
    SAYS("/nowhere/at/all.conf: No such file or directory\n", 1, "--config", "/nowhere/at/all.conf");
    SAYS("/tmp: Is a directory\n", 1, "--config=/tmp");
}

static void all_mistakes_of_one_run(void **state)
{
    (void)state;
    SAYS("command line: unknown option 'net.prot', did you mean net.port?\n"
         "command line: 'x' is not an option; they begin with --\n"
         "command line: log.level: 9 is more than 3\n", 3, "--net.prot", "1", "x", "--log.level=9");
}

static void a_bad_value_leaves_the_old_one(void **state)
{
    (void)state;
    struct run run;
    RUN(&run, "--port=5000", "--port=x");
    assert_int_equal(run.options.net_port, 5000);
    free(run.said);
}

static void settings_of_certain_words(void **state)
{
    (void)state;
    SAYS("command line: log.format: 'xml' is not plain, json or journal\n", 1, "--log.format=xml");
    SAYS("command line: store.kind: 'disk' is not redis or memory\n", 1, "--store.kind", "disk");
    SAYS("command line: checkpoint.mode: 'fast' is not flow or halt\n", 1, "--checkpoint.mode=fast");
    SAYS("command line: game.status: 'Betaa' is not Alpha, Closed Beta, Open Beta or Live\n", 1, "--game.status=Betaa");
    SAYS("command line: net.address: 'localhost' is not an address in numbers, like 127.0.0.1 or ::\n", 1, "--net.address=localhost");
    SAYS("command line: web.address: '1.2.3.400' is not an address in numbers, like 127.0.0.1 or ::1\n", 1, "--web.address=1.2.3.400");
    SAYS("command line: store.redis: 'foo' is not unix:/path or host:port\n", 1, "--store.redis=foo");
    SAYS("command line: store.redis: 'foo:0' is not unix:/path or host:port\n", 1, "--store.redis=foo:0");
    SAYS("command line: store.redis: 'foo:12a' is not unix:/path or host:port\n", 1, "--store.redis=foo:12a");
    SAYS("command line: store.redis: ':6379' is not unix:/path or host:port\n", 1, "--store.redis=:6379");
    SAYS("command line: game.keepers: 'ada,b!b' is not names of accounts with commas between them\n", 1, "--game.keepers=ada,b!b");
    SAYS("", 0, "--log.format=json", "--store.kind=memory", "--checkpoint.mode=halt", "--game.status=Open Beta", "--net.address=127.0.0.1",
         "--web.address=::1", "--store.redis=[::1]:6379", "--game.keepers=ada, bob2");
    SAYS("", 0, "--store.redis=unix:/run/redis.sock", "--game.keepers=", "--net.address=fe80::1");
}

static void words_that_do_not_fit(void **state)
{
    (void)state;
    char longest[SETTING_SIZE + 1];
    memset(longest, 'a', SETTING_SIZE);
    longest[SETTING_SIZE] = '\0';
    struct options options;
    char reason[200] = "";
    thread_role_begin(&main_role);
    options_begin(&options);
    assert_false(options_set(&options, "game.name", longest, reason));
    assert_string_equal(reason, "game.name: longer than 255 bytes");
    longest[SETTING_SIZE - 1] = '\0';
    assert_true(options_set(&options, "game.name", longest, reason));
    assert_string_equal(options.game_name, longest);
    assert_false(options_set(&options, "game.name", "a\033[2J", reason));
    assert_string_equal(reason, "game.name: holds a control character");
    /* However long the name and the value are, the reason stays within its bounds. */
    char name[5000];
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_false(options_set(&options, name, "1", reason));
    assert_false(options_set(&options, "net.port", name, reason));
    thread_role_end(&main_role);
}

static void a_file_and_its_comments(void **state)
{
    (void)state;
    struct run run;
    char *path = file_begin("# a comment\n\n  net.port   4002   # with another\n\tgame.name Kallisti Mud #1\n"
                            "game.areas \"some # where\" # quoted\nstore.redis \"\"\nlog.level 2");
    RUN(&run, "--log.level=3", "--config", path);
    assert_string_equal(run.said, "");
    assert_int_equal(run.options.net_port, 4002);
    assert_string_equal(run.options.game_name, "Kallisti Mud");
    assert_string_equal(run.options.game_areas, "some # where");
    assert_string_equal(run.options.store_redis, "");
    assert_int_equal(run.options.log_level, 3); /* the command line stands over the file, wherever it names it */
    free(run.said);
    file_end(path);
}

/* With the mark of an editor, the ends of lines of another system, and the short name. */
static void a_file_from_elsewhere(void **state)
{
    (void)state;
    struct run run;
    char *path = file_begin("\xef\xbb\xbfnet.sessions_max 7\r\nport 4003\r\n");
    RUN(&run, "--config", path);
    assert_string_equal(run.said, "");
    assert_int_equal(run.options.net_sessions_max, 7);
    assert_int_equal(run.options.net_port, 4003);
    free(run.said);
    file_end(path);
    path = file_begin("web.port=4001\nnet.port 4\n");
    char said[300];
    snprintf(said, sizeof said, "%s:1: web.port=4001: a line is a name, a blank and a value, without =\n", path);
    SAYS(said, 1, "--config", path);
    file_end(path);
}

static void mistakes_of_a_file_have_a_line(void **state)
{
    (void)state;
    char *path = file_begin("net.port 4000\nnet.prot 4000\n\nlog.level\nlog.level # nothing\nlog.level 17\n"
                            "game.name \"open\ngame.name \"a\" b\n");
    char *said = NULL;
    assert_true(asprintf(&said, "%s:2: unknown option 'net.prot', did you mean net.port?\n%s:4: log.level: has no value\n"
                         "%s:5: log.level: has no value\n%s:6: log.level: 17 is more than 3\n"
                         "%s:7: game.name: a quote that does not end the value\n"
                         "%s:8: game.name: a quote that does not end the value\n", path, path, path, path, path, path) > 0);
    SAYS(said, 6, "--config", path);
    free(said);
    file_end(path);
}

static void an_endless_line_is_refused(void **state)
{
    (void)state;
    char content[5000], *said = NULL;
    memset(content, 'x', sizeof content);
    content[sizeof content - 1] = '\0';
    char *path = file_begin(content);
    assert_true(asprintf(&said, "%s:1: a line longer than 1022 bytes; nothing behind it was read\n", path) > 0);
    SAYS(said, 1, "--config", path);
    free(said);
    file_end(path);
}

static char *printed(void (*print)(FILE *out))
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    print(out);
    fclose(out);
    return text;
}

static void print_help(FILE *out)
{
    thread_role_begin(&main_role);
    options_help(out);
    thread_role_end(&main_role);
}

static void print_sample(FILE *out)
{
    thread_role_begin(&main_role);
    options_sample(out);
    thread_role_end(&main_role);
}

static void help_and_sample_name_every_row(void **state)
{
    (void)state;
    char *help = printed(print_help), *sample = printed(print_sample);
#define OPTION(member, name, initial, least, most, unit, decides) \
    assert_non_null(strstr(help, "--" name " "));                 \
    assert_non_null(strstr(sample, "\n" name " "));               \
    assert_non_null(strstr(sample, decides));
#define SETTING(member, name, initial, decides) OPTION(member, name, initial, 0, 0, "", decides)
#include "config/options.def"
#undef OPTION
#undef SETTING
    /* Grouped: what is written first under net stands with net.address, the last table's. */
    assert_null(strstr(strstr(help, "--net.address"), "\n\n  --net."));
    free(help);
    free(sample);
}

static void the_sample_reads_back(void **state)
{
    (void)state;
    struct run run;
    struct options initial;
    char *sample = printed(print_sample);
    char *path = file_begin(sample);
    RUN(&run, "--config", path);
    assert_string_equal(run.said, "");
    thread_role_begin(&main_role);
    options_begin(&initial);
    thread_role_end(&main_role);
    assert_memory_equal(&run.options, &initial, sizeof initial);
    free(run.said);
    free(sample);
    file_end(path);
}

static void threads_follow_the_machine(void **state)
{
    (void)state;
    struct run run;
    RUN(&run, "--threads.net=3");
    assert_int_equal(options_net_threads(&run.options), 3);
    assert_int_equal(run.options.threads_zone, 0);
    assert_in_range(options_zone_threads(&run.options), 1, 64);
    free(run.said);
}

struct seen {
    char     said[600];
    unsigned now, later;
};

static void is_seen(void *who, const char *name, const char *was, const char *is, bool now)
{
    struct seen *seen = who;
    size_t length = strlen(seen->said);
    snprintf(seen->said + length, sizeof seen->said - length, "%s %s %s;", name, was, is);
    seen->now += now;
    seen->later += !now;
}

/* What may change while the server runs does; of all else it is only said. */
static void some_change_at_run_time(void **state)
{
    (void)state;
    static struct options live, fresh;
    struct seen seen = {0};
    char reason[200];
    thread_role_begin(&main_role);
    options_begin(&live);
    options_begin(&fresh);
    assert_true(options_set(&fresh, "threads.zone", "7", reason));
    assert_true(options_set(&fresh, "net.port", "4001", reason));
    assert_true(options_set(&fresh, "watch.slow_ms", "5", reason));
    assert_true(options_set(&fresh, "game.name", "Elsewhere", reason));
    options_adopt(&live, &fresh, is_seen, &seen);
    assert_int_equal(seen.now, 2);
    assert_int_equal(seen.later, 2);
    assert_non_null(strstr(seen.said, "threads.zone 0 7;"));
    assert_non_null(strstr(seen.said, "net.port 4000 4001;"));
    assert_non_null(strstr(seen.said, " Elsewhere;"));
    assert_int_equal(live.threads_zone, 7);
    assert_int_equal(live.watch_slow_ms, 5);
    assert_int_equal(live.net_port, 4000);
    seen = (struct seen){0};
    options_adopt(&live, &fresh, is_seen, &seen);       /* those that wait are said again */
    assert_int_equal(seen.now, 0);
    assert_int_equal(seen.later, 2);
    thread_role_end(&main_role);
}

static void the_nearest_name(void **state)
{
    (void)state;
    const char *nearest = NULL;
    value_nearer("tmie", "mountain", &nearest);
    assert_null(nearest);
    value_nearer("tmie", "timed", &nearest);
    assert_null(nearest);                        /* three changes of four letters is another word */
    value_nearer("times", "timed", &nearest);
    assert_string_equal(nearest, "timed");
    value_nearer("times", "times", &nearest);
    assert_string_equal(nearest, "times");
    value_nearer("times", "timed", &nearest);
    assert_string_equal(nearest, "times");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_begins_with_its_initial_value),
        cmocka_unit_test(both_ways_of_writing_a_value),
        cmocka_unit_test(mistakes_of_the_command_line),
        cmocka_unit_test(all_mistakes_of_one_run),
        cmocka_unit_test(a_bad_value_leaves_the_old_one),
        cmocka_unit_test(words_that_do_not_fit),
        cmocka_unit_test(a_file_and_its_comments),
        cmocka_unit_test(mistakes_of_a_file_have_a_line),
        cmocka_unit_test(settings_of_certain_words),
        cmocka_unit_test(a_file_from_elsewhere),
        cmocka_unit_test(an_endless_line_is_refused),
        cmocka_unit_test(help_and_sample_name_every_row),
        cmocka_unit_test(the_sample_reads_back),
        cmocka_unit_test(threads_follow_the_machine),
        cmocka_unit_test(some_change_at_run_time),
        cmocka_unit_test(the_nearest_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
