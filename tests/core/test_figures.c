/* tests/core/test_figures.c -- the same figures as text for Prometheus, as JSON, in words: whole, well formed, and the ones that were
 * counted. */
#include "core/figures.h"

#include "core/mailbox.h"
#include "core/memory.h"
#include "core/rcu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NS_PER_S INT64_C(1000000000)
enum { ZONES = 3, FAMILIES = 200 };

static struct metrics workers[2], net, other_net, main_block;
static struct pen pen;
static struct mailbox *inbox, *worker_inbox;
static struct mover *mover;
static struct load *load;
static struct figures figures;
static char *said;
static size_t length;

static void zone_name(void *who, zone_id zone, char name[ZONE_NAME_SIZE])
{
    (void)who;
    snprintf(name, ZONE_NAME_SIZE, "zone%u", zone.number);
}

static int begin(void **state)
{
    (void)state;
    struct verbs *verbs = verbs_new();
    rcu_thread_begin();
    pen = (struct pen){.route = route_new(ZONES), .sender = SENDER_MAIN};
    inbox = mailbox_new("main");
    worker_inbox = mailbox_new("worker");
    route_set_main(pen.route, inbox);
    route_add_worker(pen.route, worker_inbox);
    route_add_worker(pen.route, inbox);
    route_add_net(pen.route, inbox);
    route_add_net(pen.route, inbox);
    for (uint32_t zone = 1; zone <= ZONES; zone++)
        route_set(pen.route, (zone_id){zone}, zone % 2);
    verbs_add(verbs, "look", false);
    verbs_add(verbs, "say", false);
    load = load_new(ZONES);
    mover = mover_new(&pen);
    figures = (struct figures){
        .route = pen.route, .load = load, .directory = directory_new(), .verbs = verbs, .zone_name = zone_name, .started_s = 1234567890,
    };
    figures.tuner = tuner_new(load, pen.route, mover, zone_name, NULL);
    tuner_rule(figures.tuner, &(struct tuner_rules){.budget_percent = 40});
    workers[0].inbox = worker_inbox;
    net.verb_count = verbs_count(verbs);
    net.verbs = memory_get(net.verb_count * sizeof net.verbs[0]);
    metrics_register(&workers[0], METRIC_WORKER, 0);
    metrics_register(&workers[1], METRIC_WORKER, 1);
    metrics_register(&net, METRIC_NET, 0);
    metrics_register(&other_net, METRIC_NET, 1);
    metrics_register(&main_block, METRIC_MAIN, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    struct verbs *verbs = (struct verbs *)(void *)(uintptr_t)figures.verbs;
    metrics_forget(&workers[0]);
    metrics_forget(&workers[1]);
    metrics_forget(&net);
    metrics_forget(&other_net);
    metrics_forget(&main_block);
    memory_free(net.verbs);
    tuner_free(&figures.tuner);
    mover_free(&mover);
    load_free(&load);
    directory_free(&figures.directory);
    verbs_free(&verbs);
    rcu_settle();
    route_free(&pen.route);
    mailbox_free(&inbox);
    mailbox_free(&worker_inbox);
    rcu_settle();
    rcu_thread_end();
    free(said);
    return 0;
}

static void told(void (*tells)(const struct figures *figures, FILE *out))
{
    free(said);
    FILE *out = open_memstream(&said, &length);
    tells(&figures, out);
    fclose(out);
}

static bool says(const char *line)
{
    for (const char *at = strstr(said, line); at != NULL; at = strstr(at + 1, line)) {
        char behind = at[strlen(line)];
        if ((at == said || at[-1] == '\n') && (behind == '\n' || behind == '\0'))
            return true;
    }
    return false;
}

/* -- the text for Prometheus, read as its documentation has it ------------------------------------------ */

struct reading {
    char     families[FAMILIES][96];   /* each stands together, once, behind its HELP and TYPE */
    unsigned count, samples;
    bool     histogram;
    double   last_bound;               /* of the buckets under way */
    unsigned long long last;
};

static bool is_name(const char *name, size_t size)
{
    return size > 0 && strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789") >= size && (name[0] < '0' || name[0] > '9');
}

static void read_head(struct reading *reading, const char *line)
{
    char name[96], type[16], next[96];
    assert_int_equal(sscanf(line, "# HELP %95s %*[^\n]", name), 1);
    line = strchr(line, '\n') + 1;
    assert_int_equal(sscanf(line, "# TYPE %95s %15s\n", next, type), 2);
    assert_string_equal(name, next);
    assert_true(is_name(name, strlen(name)));
    for (unsigned at = 0; at < reading->count; at++)
        assert_string_not_equal(reading->families[at], name);
    assert_in_range(reading->count, 0, FAMILIES - 1);
    memcpy(reading->families[reading->count++], name, sizeof name);
    bool total = strlen(name) > 6 && strcmp(name + strlen(name) - 6, "_total") == 0;
    assert_int_equal(strcmp(type, "counter") == 0, total);
    assert_true(total || strcmp(type, "gauge") == 0 || strcmp(type, "histogram") == 0);
    reading->histogram = strcmp(type, "histogram") == 0;
}

static void read_sample(struct reading *reading, const char *line)
{
    const char *family = reading->families[reading->count - 1], *rest = line + strlen(family);
    char *after;
    assert_memory_equal(line, family, strlen(family));
    size_t suffix = strcspn(rest, "{ ");
    assert_true(reading->histogram ? suffix > 0 : suffix == 0);
    const char *value = strchr(rest, ' ') + 1, *bound = strstr(rest, "le=\"");
    if (rest[suffix] == '{')
        assert_true(value[-2] == '}');
    double number = strtod(value, &after);
    assert_true(after > value && *after == '\n' && number >= 0);
    reading->samples++;
    if (bound == NULL || bound > value)
        return;
    double most = strtod(bound + 4, NULL);
    bool first = most < reading->last_bound;
    assert_true(first || (unsigned long long)number >= reading->last);          /* buckets hold those below */
    reading->last_bound = most > 1e300 ? 0 : most;
    reading->last = most > 1e300 ? 0 : (unsigned long long)number;
}

static struct reading prometheus_read(void)
{
    struct reading reading = {0};
    told(figures_prometheus);
    for (const char *line = said; *line != '\0'; line = strchr(line, '\n') + 1) {
        if (strncmp(line, "# HELP", 6) == 0)
            read_head(&reading, line);
        else if (*line != '#')
            read_sample(&reading, line);
    }
    return reading;
}

static void test_prometheus(void **state)
{
    (void)state;
    metric_add(&workers[0], METRIC_worker_inputs, 7);
    metric_add(&workers[1], METRIC_worker_inputs, 8);
    metric_add(&workers[1], METRIC_worker_busy_ns, 1234567890123456789);
    metric_set(&main_block, METRIC_slow_turn_ms, 1500);
    metric_add(&net, METRIC_net_refused_full, 3);
    metric_add(&net, METRIC_net_refused_address, 4);
    spread_time(&workers[0].spread[SPREAD_worker_turn], 3000);
    spread_time(&workers[0].spread[SPREAD_worker_turn], 3 * NS_PER_S);
    spread_number(&workers[0].spread[SPREAD_worker_inbox_length], 5);
    spread_time(&main_block.spread[SPREAD_grace_period], 100);
    spread_time(&net.verbs[VERB_FIRST], 9000);
    spread_time(&net.verbs[VERB_RAW], 9000);
    load_players(load, 2, 12);
    load_begin(load, 0, 2, MSG_TICK, "", NS_PER_S);
    load_end(load, 0, 2, NS_PER_S + 5);
    struct reading reading = prometheus_read();
    assert_in_range(reading.samples, 100, 100000);
    assert_true(says("kallisti_worker_inputs_total{worker=\"0\"} 7"));
    assert_true(says("kallisti_worker_inputs_total{worker=\"1\"} 8"));
    assert_true(says("kallisti_worker_busy_seconds_total{worker=\"1\"} 1234567890.123456789"));
    assert_true(says("kallisti_slow_turn_seconds 1.500000000"));
    assert_true(says("kallisti_net_refused_total{net=\"0\",reason=\"full\"} 3"));
    assert_true(says("kallisti_net_refused_total{net=\"0\",reason=\"address\"} 4"));
    assert_true(says("kallisti_worker_turn_seconds_bucket{worker=\"0\",le=\"2e-06\"} 0"));
    assert_true(says("kallisti_worker_turn_seconds_bucket{worker=\"0\",le=\"4e-06\"} 1"));
    assert_true(says("kallisti_worker_turn_seconds_bucket{worker=\"0\",le=\"+Inf\"} 2"));
    assert_true(says("kallisti_worker_turn_seconds_sum{worker=\"0\"} 3.000003000"));
    assert_true(says("kallisti_worker_turn_seconds_count{worker=\"0\"} 2"));
    assert_true(says("kallisti_worker_inbox_length_bucket{worker=\"0\",le=\"8\"} 1"));
    assert_true(says("kallisti_worker_inbox_length_sum{worker=\"0\"} 5"));
    assert_true(says("kallisti_grace_period_seconds_bucket{le=\"1e-06\"} 1"));
    assert_true(says("kallisti_grace_period_seconds_count 1"));
    assert_true(says("kallisti_command_seconds_count{verb=\"look\"} 1"));
    assert_true(says("kallisti_command_seconds_count{verb=\"(dialogue)\"} 1"));
    assert_null(strstr(said, "verb=\"say\""));                                  /* nobody has */
    assert_true(says("kallisti_zone_players{zone=\"zone2\"} 12"));
    assert_true(says("kallisti_zone_busy_seconds_total{zone=\"zone2\"} 0.000000005"));
    assert_true(says("kallisti_zone_worker{zone=\"zone3\"} 1"));
    assert_true(says("kallisti_zone_budget_ratio 0.40000000000000002"));
    assert_true(says("process_start_time_seconds 1234567890"));
}

/* Every row of the table is to be had: a figure nobody can see is none. */
static void test_every_figure_is_shown(void **state)
{
    (void)state;
    struct reading reading = prometheus_read();
    for (unsigned id = 0; id < METRICS; id++) {
        const struct metric_row *row = metric_row((enum metric_id)id);
        const char *name = row->family != NULL ? row->family : row->name;
        bool time = row->unit == METRIC_NS || row->unit == METRIC_MS, found = false;
        char begins[96];
        snprintf(begins, sizeof begins, "kallisti_%.*s%s", (int)strlen(name) - (time ? 3 : 0), name, time ? "_seconds" : "");
        for (unsigned at = 0; at < reading.count; at++)
            found |= strncmp(reading.families[at], begins, strlen(begins)) == 0;
        assert_true(found);
    }
    told(figures_json);
    for (unsigned id = 0; id < METRICS; id++)
        assert_non_null(strstr(said, metric_name((enum metric_id)id)));
    for (unsigned id = 0; id < SPREADS; id++)
        assert_non_null(strstr(said, spread_row((enum spread_id)id)->name));
}

/* Mail that waits is seen although its owner does not look. */
static void test_inboxes(void **state)
{
    (void)state;
    struct wakes wakes = {0};
    struct message_list list = {0};
    for (unsigned sent = 0; sent < 5; sent++)
        mailbox_post(worker_inbox, message_new(MSG_STOP), &wakes);
    told(figures_prometheus);
    assert_true(says("kallisti_worker_inbox_waiting{worker=\"0\"} 5"));
    mailbox_drain(worker_inbox, &list);
    told(figures_prometheus);
    assert_true(says("kallisti_worker_inbox_waiting{worker=\"0\"} 0"));
    message_list_free(&list);
}

/* Braces and brackets pair up outside strings, nothing stands behind the end. */
static void test_json(void **state)
{
    (void)state;
    told(figures_json);
    int depth = 0;
    bool inside = false;
    for (const char *at = said; *at != '\0'; at++) {
        if (*at == '"' && at[-1] != '\\')
            inside = !inside;
        depth += inside ? 0 : (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        assert_true(depth > 0 || strcmp(at, "}\n") == 0 || strcmp(at, "\n") == 0);
    }
    assert_false(inside);
    assert_non_null(strstr(said, "\n{\"zone\":2,\"name\":\"zone2\",\"worker\":0,\"load\":0.000000,\"players\":12,\"pinned\":false,\"over\":false}"));
}

/* A zone that takes more than its budget is named, until it takes clearly less. */
static void test_budget(void **state)
{
    (void)state;
    int64_t now = 10 * NS_PER_S;
    tuner_turn(figures.tuner, now, true);
    for (unsigned second = 0; second < 30; second++) {
        now += NS_PER_S;
        load_begin(load, 0, 1, MSG_TICK, "", 0 + 1);
        load_end(load, 0, 1, 1 + (second < 15 ? 600000000 : 0));
        tuner_turn(figures.tuner, now, true);
        if (second == 14) {
            assert_true(tuner_over(figures.tuner, (zone_id){1}));
            assert_int_equal(metric_total(METRIC_zones_over_budget), 1);
            told(figures_zones);
            assert_non_null(strstr(said, "zone 1, zone1: worker 1, "));
            assert_non_null(strstr(said, " percent of its time, 0 players, over its budget\n"));
            assert_true(says("zone 2, zone2: worker 0, 0.00 percent of its time, 12 players"));
        }
    }
    assert_false(tuner_over(figures.tuner, (zone_id){1}));
    assert_int_equal(metric_total(METRIC_zones_over_budget), 0);
}

static void words(const struct figures *all, FILE *out)
{
    figures_words(all, 2, out);
}

static void test_words(void **state)
{
    (void)state;
    told(words);
    assert_true(says("0 players, 3 zones."));
    assert_true(says("2 workers run zones, 2 threads serve the network."));
    assert_non_null(strstr(said, "1 command since the start"));
    unsigned lines = 0;
    for (const char *at = said; *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 4 + 2 + 1 + 2);                                     /* what it says of all, of workers, of the busiest two */
}

/* A network thread that has ended serves nobody: another one goes on with whoever came by it, until the last of them has gone. */
static void test_threads_that_have_ended(void **state)
{
    (void)state;
    metric_set(&net, METRIC_net_sessions, 5);
    metric_set(&other_net, METRIC_net_sessions, 2);
    route_set_net_threads(pen.route, 1);
    told(words);
    assert_true(says("2 workers run zones, 1 thread serves the network."));
    assert_true(says("It goes on with 2 connections of threads that have ended."));
    told(figures_prometheus);
    assert_true(says("kallisti_nets 1"));
    told(figures_json);
    assert_non_null(strstr(said, "\"nets\":1,"));
    metric_set(&other_net, METRIC_net_sessions, 1);
    told(words);
    assert_true(says("It goes on with 1 connection of threads that have ended."));
    metric_set(&other_net, METRIC_net_sessions, 0);
    told(words);
    assert_null(strstr(said, "have ended"));
    route_set_net_threads(pen.route, 2);
    metric_set(&other_net, METRIC_net_sessions, 2);
    told(words);
    assert_true(says("2 workers run zones, 2 threads serve the network."));
    assert_null(strstr(said, "have ended"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prometheus), cmocka_unit_test(test_every_figure_is_shown), cmocka_unit_test(test_inboxes),
        cmocka_unit_test(test_json), cmocka_unit_test(test_budget), cmocka_unit_test(test_words),
        cmocka_unit_test(test_threads_that_have_ended),
    };
    return cmocka_run_group_tests_name("figures", tests, begin, end);
}
