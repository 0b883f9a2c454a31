/* tests/core/test_operator.c -- what operators are answered, and what of it the log tells. */
#include "core/operator.h"

#include "core/load.h"
#include "core/log.h"
#include "core/memory.h"
#include "tests/core/switchboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct operator *operator;
static struct crew *crew;
static struct load *load;
static struct figures figures;
static char answered[4096], path[] = "/tmp/kallisti-operator.XXXXXX";
static bool done;

static void zone_name(void *who, zone_id zone, char name[ZONE_NAME_SIZE])
{
    (void)who;
    snprintf(name, ZONE_NAME_SIZE, "login.%u", zone.number);
}

static zone_id zone_find(void *who, const char *word)
{
    unsigned number = 0;
    (void)who;
    return sscanf(word, "login.%u", &number) == 1 || sscanf(word, "%u", &number) == 1 ? (zone_id){number} : NO_ZONE;
}

MAIN_THREAD static bool nets_set(void *who, unsigned nets, char reason[200])
{
    (void)who;
    (void)reason;
    while (route_nets(route) < nets)
        route_add_net(route, net);
    route_set_net_threads(route, nets);
    return true;
}

static void answers(void *who, uint64_t client, bool came_about, struct text *text)
{
    (void)who;
    assert_int_equal(client, 7);
    snprintf(answered, sizeof answered, "%s", text_bytes(text));
    done = came_about;
    text_unref(&text);
}

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    static const struct crew_calls crew_calls = {0};
    static const struct operator_calls calls = { .zone_find = zone_find, .zone_name = zone_name, .nets_set = nets_set, .answer = answers };
    const unsigned owners[ZONES + 1] = {0};
    strcpy(path, "/tmp/kallisti-operator.XXXXXX");
    close(mkstemp(path));
    assert_true(log_begin(LOG_INFO, path, 10));
    switchboard_open(1, owners);
    mover_know_names(mover, zone_name, NULL);
    load = load_new(ZONES);
    figures = (struct figures){ .route = route, .load = load, .directory = directory_new(), .zone_name = zone_name };
    figures.tuner = tuner_new(load, route, mover, zone_name, NULL);
    crew = crew_new(&pen, mover, &crew_calls, NULL);
    const struct operator_at at = {
        .pen = &pen, .mover = mover, .crew = crew, .tuner = figures.tuner, .directory = figures.directory, .figures = &figures,
    };
    operator = operator_new(&at, &calls, NULL);
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    operator_free(&operator);
    crew_free(&crew);
    tuner_free(&figures.tuner);
    load_free(&load);
    directory_free(&figures.directory);
    switchboard_close();
    log_end();
    return unlink(path);
}

MAIN_THREAD static void says(const char *line, const char *words)
{
    operator_line(operator, 7, line);
    assert_true(done);
    assert_string_equal(answered, words);
}

MAIN_THREAD static void refuses(const char *line, const char *words)
{
    operator_line(operator, 7, line);
    assert_false(done);
    assert_string_equal(answered, words);
}

/* How many lines of the log have that. */
static unsigned logged(const char *words)
{
    char line[1000];
    unsigned count = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        count += strstr(line, words) != NULL;
    fclose(file);
    return count;
}

MAIN_THREAD static void test_help(void **state)
{
    (void)state;
    char first[sizeof answered];
    operator_line(operator, 7, "help");
    assert_true(done);
    assert_non_null(strstr(answered, "\nshutdown [MINUTES]"));
    strcpy(first, answered);
    says("--help", first);
    says("-h", first);
    refuses("--helpful", "There is no command '--helpful'. `help` lists them.\n");
}

/* One of anything is told as one. */
MAIN_THREAD static void test_one_or_many(void **state)
{
    (void)state;
    says("threads", "1 worker runs zones, 1 thread serves the network.\nworker 0: busy 0.0 percent of its time.\n");
    says("threads net 3", "3 threads serve the network now.\n");
    says("threads net 1", "1 thread serves the network now.\n");
    says("threads zone 1", "There is to be 1 worker; the log and `threads` say when it is so.\n");
    says("threads zone 2", "There are to be 2 workers; the log and `threads` say when it is so.\n");
    says("threads", "1 worker runs zones, 1 thread serves the network.\nThere are to be 2 workers.\nworker 0: busy 0.0 percent of its time.\n");
    says("plan 1", "With 1 worker 0 zones would move.\n");
    says("announce hear", "0 players are told.\n");
    struct sighting ada = { .name = "Ada", .who = { .counter = 1 }, .session = session_make(0, 0, 1), .zone = {1}, .generation = 1 };
    directory_publish(figures.directory, &ada);
    says("announce hear", "1 player is told.\n");
}

MAIN_THREAD static void test_shutdown_is_logged_and_so_is_its_end(void **state)
{
    (void)state;
    int64_t seconds;
    says("shutdown never", "No end was set.\n");
    says("shutdown 3", "In 3 minutes.\n");
    assert_int_equal(logged("event=shutdown_wanted minutes=3 by=ctl"), 1);
    assert_int_equal(logged("event=shutdown_taken_back"), 0);
    says("shutdown never", "The world goes on.\n");
    assert_false(operator_ends(operator, 0, &seconds));
    assert_int_equal(logged("event=shutdown_taken_back by=ctl"), 1);
    says("shutdown never", "No end was set.\n");
    assert_int_equal(logged("event=shutdown_taken_back"), 1);
}

MAIN_THREAD static void keeper_says(const char *line)
{
    struct message *ask = message_new(MSG_OPERATE);
    ask->operate.session = session_make(0, 0, 1);
    strcpy(ask->operate.by, "Kim");
    ask->operate.words = text_string(line);
    assert_true(operator_mail(operator, ask));
}

MAIN_THREAD static void keeper_reads(const char *words)
{
    struct message_list mail = {0};
    mailbox_drain(net, &mail);
    assert_int_equal(mail.length, 1);
    assert_string_equal(text_bytes(mail.first->tell.text), words);
    message_list_free(&mail);
}

/* By the names that `zones` shows, from the game as from outside; and who plays is told when the zone has arrived. */
MAIN_THREAD static void test_moves_by_name(void **state)
{
    (void)state;
    route_add_worker(route, workers[1]);
    crew_set(crew, 2);
    keeper_says("move login.2 1");
    keeper_reads("zone 2, login.2 goes to worker 1.\n");
    struct message *moved = message_new(MSG_MOVED);
    moved->moved.zone.number = 2;
    moved->moved.worker = 1;
    assert_true(mover_mail(mover, moved));
    keeper_reads("Zone 2, login.2 is run by worker 1 now.\n");
    assert_int_equal(logged("event=zone_moved zone=login.2 number=2 worker=1 "), 1);
    says("move 2 1", "zone 2, login.2 is run by worker 1.\n");
    keeper_says("move nowhere 0");
    keeper_reads("There is no zone 'nowhere'. Say its name or its number.\n");
    keeper_says("move login.2 9");
    keeper_reads("The worker must be a number from 0 to 1, not '9'.\n");
    says("pin login.3 0", "zone 3, login.3 is run by worker 0 and stays there.\n");
    says("zones", "zone 1, login.1: worker 0, 0.00 percent of its time, 0 players\n"
                  "zone 2, login.2: worker 1, 0.00 percent of its time, 0 players\n"
                  "zone 3, login.3: worker 0, 0.00 percent of its time, 0 players, pinned\n"
                  "zone 4, login.4: worker 0, 0.00 percent of its time, 0 players\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_help, begin, end),
        cmocka_unit_test_setup_teardown(test_one_or_many, begin, end),
        cmocka_unit_test_setup_teardown(test_shutdown_is_logged_and_so_is_its_end, begin, end),
        cmocka_unit_test_setup_teardown(test_moves_by_name, begin, end),
    };
    return cmocka_run_group_tests_name("operator", tests, NULL, NULL);
}
