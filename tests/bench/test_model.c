/* tests/bench/test_model.c -- the model of more cores, on runs so small that one can say beforehand what must come of them. */
#include "bench/model/report.h"
#include "core/memory.h"
#include "net/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD "kallisti-trace 1\nzone 1 town\nzone 2 wood\nzone 4 mine\n"

/* The words that came with a refusal, or "". */
static char trouble[512];

static bool read_text(struct trace *trace, const char *text)
{
    char path[] = "/tmp/test-model-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w"), *said = fmemopen(trouble, sizeof trouble, "w");
    fputs(text, file);
    fclose(file);
    trouble[0] = '\0';
    bool sound = trace_read(trace, path, said);
    fclose(said);
    unlink(path);
    return sound;
}

static struct trace trace_of(const char *text)
{
    struct trace trace;
    if (!read_text(&trace, text))
        fail_msg("%s", trouble);
    return trace;
}

/* Every zone on its own worker, as far as there are so many: zone 1 on worker 0, ... */
static struct machine_result run(const struct trace *trace, struct machine_wishes wishes)
{
    static unsigned workers_of[8];
    assert_true(trace->zone_count < 8);
    for (uint32_t zone = 1; zone <= trace->zone_count; zone++)
        workers_of[zone] = (zone - 1) % wishes.workers;
    wishes.workers_of = workers_of;
    struct machine_result result = machine_run(trace, &wishes);
    int64_t busy = 0;
    for (unsigned at = 0; at < wishes.workers; at++)
        busy += result.busy_ns[at];
    assert_true(busy <= result.took_ns * (int64_t)wishes.workers || wishes.costs.ns[COST_rouse] > 0);
    return result;
}

/* So many inputs of a zone, at once, each of so many ns. */
static void add_inputs(char *text, size_t size, unsigned count, unsigned zone, unsigned ns)
{
    for (unsigned at = 0; at < count; at++) {
        size_t length = strlen(text);
        snprintf(text + length, size - length, "input %u 5 %u 0 0 time - 0 0 0 TICK\n", zone, ns);
    }
}

/* -- what workers bring --------------------------------------------------------------------------------- */

static void two_zones_are_twice_as_fast_on_two_workers(void **state)
{
    char text[8192] = HEAD;
    (void)state;
    add_inputs(text, sizeof text, 10, 1, 1000);
    add_inputs(text, sizeof text, 10, 2, 1000);
    struct trace trace = trace_of(text);
    struct machine_result one = run(&trace, (struct machine_wishes){ .workers = 1 });
    struct machine_result two = run(&trace, (struct machine_wishes){ .workers = 2 });
    assert_int_equal(one.took_ns, 20000);
    assert_int_equal(two.took_ns, 10000);
    assert_int_equal(one.inputs, 20);
    assert_int_equal(two.busy_ns[0], 10000);
    assert_int_equal(two.busy_ns[1], 10000);
    assert_int_equal(two.limit, LIMIT_ZONE);
    assert_int_equal(one.limit, LIMIT_WORKERS);
    trace_free(&trace);
}

/* 30 of 40 parts are the town's: however many workers, 4/3 is all there is. */
static void one_hot_zone_is_the_limit(void **state)
{
    char text[8192] = HEAD;
    (void)state;
    add_inputs(text, sizeof text, 10, 1, 3000);
    add_inputs(text, sizeof text, 10, 2, 500);
    add_inputs(text, sizeof text, 10, 4, 500);
    struct trace trace = trace_of(text);
    struct machine_wishes wishes = {0};
    static struct report report;
    report = (struct report){ .trace = &trace, .wishes = &wishes };
    for (unsigned workers = 1; workers <= 4; workers++) {
        unsigned workers_of[5];
        machine_assign(&trace, &wishes.costs, workers, workers_of);
        wishes.workers = report.workers[report.count] = workers;
        wishes.workers_of = workers_of;
        report.results[report.count++] = machine_run(&trace, &wishes);
        if (workers > 1)
            assert_int_not_equal(workers_of[1], workers_of[2]);
    }
    for (unsigned at = 1; at < 4; at++) {
        assert_int_equal(report.results[at].took_ns, 30000);
        assert_int_equal(report.results[at].limit, LIMIT_ZONE);
        assert_int_equal(report.results[at].zone, 1);
        assert_int_equal(report.results[at].zone_busy_ns, 30000);
    }
    double share;
    assert_int_equal(report_hottest(&report, &share), 1);
    assert_true(share > 0.7499);
    assert_true(share < 0.7501);
    assert_int_equal(report_saturates(&report), 2);
    assert_true(report_speedup(&report, 3) > 1.333);
    assert_true(report_speedup(&report, 3) < 1.334);
    trace_free(&trace);
}

/* To and fro between two zones: one after the other, whoever runs them.  A hop to a worker that sleeps takes longer. */
static void a_chain_of_hops_is_serial(void **state)
{
    (void)state;
    struct trace trace = trace_of(HEAD "input 1 7 1000 1 0 time - 0 0 0 A\n"
                                       "input 2 7 1000 1 0 mail:1 - 0 0 0 B\n"
                                       "input 1 7 1000 1 0 mail:2 - 0 0 0 C\n"
                                       "input 2 7 1000 0 0 mail:3 - 0 0 0 D\n");
    struct machine_result one = run(&trace, (struct machine_wishes){ .workers = 1 });
    struct machine_result two = run(&trace, (struct machine_wishes){ .workers = 2 });
    assert_int_equal(one.took_ns, 4000);
    assert_int_equal(two.took_ns, 4000);
    assert_int_equal(two.limit, LIMIT_PLAYERS);
    struct costs costs = { .ns = { [COST_post] = 10, [COST_wake] = 100, [COST_late] = 40, [COST_sleep] = 200, [COST_turn] = 5, [COST_input] = 7 } };
    one = run(&trace, (struct machine_wishes){ .workers = 1, .costs = costs });
    two = run(&trace, (struct machine_wishes){ .workers = 2, .costs = costs });
    /* One worker: late, up, then four turns without sleep; three posts. */
    assert_int_equal(one.took_ns, 40 + 200 + 4 * (5 + 7 + 1000) + 3 * 10);
    assert_int_equal(one.sleeps, 1);
    assert_int_equal(one.turns, 4);
    /* Two: each hop wakes the other, who comes late and gets up. */
    assert_int_equal(two.took_ns, 4 * (40 + 200 + 5 + 7 + 1000) + 3 * 10 + 3 * 100);
    assert_int_equal(two.sleeps, 4);
    assert_int_equal(two.busy_ns[0], 2 * (200 + 5 + 7 + 1000) + 2 * (10 + 100));
    assert_int_equal(two.busy_ns[1], 2 * (200 + 5 + 7 + 1000) + 1 * (10 + 100));
    trace_free(&trace);
}

/* The whole inbox is one turn; who sleeps is woken every 16 inputs, and at the end. */
static void a_turn_takes_all_mail_and_wakes_now_and_then(void **state)
{
    char text[8192] = HEAD;
    (void)state;
    for (unsigned at = 0; at < 20; at++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "input 1 5 1000 1 0 time - 0 0 0 A\n");
    }
    snprintf(text + strlen(text), sizeof text - strlen(text), "input 2 5 10000 0 0 mail:1 - 0 0 0 B\ninput 4 5 50 0 0 mail:18 - 0 0 0 C\n");
    struct trace trace = trace_of(text);
    struct costs costs = { .ns = { [COST_wake] = 100, [COST_turn] = 500 } };
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 4, .costs = costs });
    assert_int_equal(result.turns, 3);
    /* 16 inputs, then the wood is woken; 4 more, then the mine is. */
    assert_int_equal(result.busy_ns[0], 500 + 20 * 1000 + 2 * 100);
    assert_int_equal(result.took_ns, 500 + 16 * 1000 + 100 + 500 + 10000);
    trace_free(&trace);
}

static void who_stands_behind_others_waits_for_them(void **state)
{
    (void)state;
    struct trace trace = trace_of(HEAD "input 1 5 1000 0 0 time - 0 0 0 A\n"
                                       "input 1 5 3000 0 0 time - 0 0 0 A\n"
                                       "input 1 5 500 0 0 time - 0 0 0 A\n");
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 1 });
    assert_int_equal(result.wait_mean_ns, (0 + 1000 + 4000) / 3);
    assert_int_equal(result.wait_most_ns, 4000);
    assert_int_equal(result.wait_p99_ns, 1000);     /* of three, 99 in 100 is two */
    trace_free(&trace);
}

/* -- players -------------------------------------------------------------------------------------------- */

/* Ada's three orders, the second answered over in the wood; Bob's only one. */
static const char orders[] = HEAD
    "input 1 100 1000 1 1 line:1 1 0 0 0 COMMAND look\n"
    "input 1 110 2000 1 0 line:1 - 0 0 0 COMMAND north\n"
    "input 2 110 4000 1 1 mail:2 1 0 0 0 ARRIVE\n"
    "input 1 111 700 1 1 line:2 2 0 0 0 COMMAND say\n"
    "input 2 130 8000 1 1 line:1 1 0 0 0 COMMAND look\n";

static void the_next_order_waits_for_the_answer(void **state)
{
    (void)state;
    struct trace trace = trace_of(orders);
    assert_int_equal(trace.lines, 4);
    assert_int_equal(trace.session_count, 2);
    struct costs costs = { .ns = { [COST_line] = 30, [COST_reply] = 50 } };
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 2, .costs = costs });
    /* Bob's 700 come in between: both orders are there at 30. */
    assert_int_equal(result.took_ns, 30 + 1000 + 50 + 30 + (700 - 80) + 2000 + 4000 + 50 + 30 + 8000 + 50);
    assert_int_equal(result.lines, 4);
    assert_int_equal(result.inputs, 5);
    assert_int_equal(result.net_busy_ns, 4 * 30 + 4 * 50);
    /* With the pauses of the run: Ada began at 0, went north 10 ms after her answer, looked 20 ms after that one. */
    result = run(&trace, (struct machine_wishes){ .workers = 2, .costs = costs, .pause_percent = 100 });
    assert_int_equal(result.took_ns, 3 * 30 + 3 * 50 + 1000 + 10000000 + 2000 + 4000 + 20000000 + 8000);
    result = run(&trace, (struct machine_wishes){ .workers = 2, .costs = costs, .pause_percent = 50 });
    assert_int_equal(result.took_ns, 3 * 30 + 3 * 50 + 1000 + 5000000 + 2000 + 4000 + 10000000 + 8000);
    trace_free(&trace);
}

/* An answer that came of something else than the order, here of the store, is nothing to wait for: nobody would ever go on. */
static void an_answer_out_of_the_blue_holds_nobody_up(void **state)
{
    (void)state;
    struct trace trace = trace_of(HEAD "input 1 100 1000 1 0 line:1 - 0 0 0 COMMAND board\n"
                                       "input 1 900 500 1 1 time 1 0 0 0 LOADED\n"
                                       "input 1 901 1000 1 1 line:1 1 0 0 0 COMMAND look\n");
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 1 });
    assert_int_equal(result.took_ns, 2000);
    assert_int_equal(result.inputs, 2);
    result = run(&trace, (struct machine_wishes){ .workers = 1, .pause_percent = 100 });
    assert_int_equal(result.took_ns, 801000000 + 2000);
    assert_int_equal(result.inputs, 3);
    trace_free(&trace);
}

/* One network thread, 1,000 turns a second: so many at once are spared it, then a turn a millisecond. */
static void a_network_thread_keeps_its_pace(void **state)
{
    enum { ORDERS = PACE_SPARES, TURNS = 2 * ORDERS };      /* a turn in which an order is read, and one in which it is answered */
    char text[8192 + ORDERS * 64] = HEAD;
    size_t length = strlen(text);
    (void)state;
    for (int at = 0; at < ORDERS; at++)
        length += (size_t)snprintf(text + length, sizeof text - length, "input 1 %d 10 1 1 line:1 1 0 0 0 COMMAND look\n", at);
    struct trace trace = trace_of(text);
    struct machine_wishes wishes = { .workers = 1, .nets = 1, .costs = { .ns = { [COST_line] = 100, [COST_reply] = 200, [COST_round] = 7 } } };
    struct machine_result result = run(&trace, wishes);
    assert_int_equal(result.took_ns, ORDERS * (7 + 100 + 10 + 7 + 200));
    assert_int_equal(result.net_busy_ns, ORDERS * (7 + 100 + 7 + 200));
    wishes.turns_per_s = 1000;
    result = run(&trace, wishes);
    assert_true(result.took_ns > INT64_C(1000000) * (TURNS - PACE_SPARES - 1));
    assert_true(result.took_ns < INT64_C(1000000) * (TURNS - PACE_SPARES + 1));
    trace_free(&trace);
}

static void a_network_thread_can_be_the_limit(void **state)
{
    char text[8192] = HEAD;
    (void)state;
    for (unsigned at = 0; at < 40; at++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "input 1 5 10 1 1 line:%u %u 0 0 0 COMMAND look\n", at % 10 + 1, at % 10 + 1);
    }
    struct trace trace = trace_of(text);
    struct machine_wishes wishes = { .workers = 1, .nets = 1, .costs = { .ns = { [COST_line] = 1000, [COST_reply] = 1000 } } };
    struct machine_result one = run(&trace, wishes);
    wishes.nets = 2;
    struct machine_result two = run(&trace, wishes);
    assert_int_equal(one.limit, LIMIT_NETS);
    assert_true(one.took_ns >= 80000);
    assert_true(two.took_ns < one.took_ns * 6 / 10);
    trace_free(&trace);
}

/* -- the trace ------------------------------------------------------------------------------------------ */

static void what_was_sent_before_the_cut_comes_by_itself(void **state)
{
    (void)state;
    struct trace trace = trace_of(orders);
    trace_cut(&trace, 110, 120);
    assert_int_equal(trace.count, 3);
    assert_int_equal(trace.inputs[1].cause, TRACE_MAIL);
    assert_int_equal(trace.inputs[1].by, 0);
    assert_int_equal(trace.lines, 2);
    assert_int_equal(trace.zones[2].inputs, 1);
    assert_int_equal(trace.zones[2].ns, 4000);
    trace_free(&trace);
    trace = trace_of(HEAD "input 1 5 10 1 0 time - 0 0 0 A\ninput 2 6 10 0 0 mail:1 - 0 0 0 B\n");
    trace_cut(&trace, 6, 7);
    assert_int_equal(trace.count, 1);
    assert_int_equal(trace.inputs[0].cause, TRACE_TIME);
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 1 });
    assert_int_equal(result.took_ns, 10);
    trace_cut(&trace, 7, 8);
    assert_int_equal(trace.count, 0);
    trace_free(&trace);
}

/* Two seconds of arrivals, five of play, one of nothing, a burst of farewells. */
static void the_steady_part_is_found(void **state)
{
    static char text[1 << 16];
    int64_t from, to;
    (void)state;
    strcpy(text, HEAD);
    size_t length = strlen(text);
    for (unsigned ms = 0; ms < 9000; ms += 20) {
        bool plays = ms >= 2000 && ms < 7000;
        const char *what = ms < 2000 ? "COMMAND -" : "COMMAND look";
        unsigned times = plays ? 1 : ms < 2000 ? 2 : ms == 8000 ? 60 : 0;
        for (unsigned at = 0; at < times; at++)
            length += (size_t)snprintf(text + length, sizeof text - length, "input 1 %u 10 1 1 line:1 1 0 0 0 %s\n", ms, what);
    }
    struct trace trace = trace_of(text);
    assert_true(trace_steady(&trace, 4, &from, &to));
    assert_true(from >= 2000);
    assert_true(to <= 7400);
    assert_int_equal(to - from, 4000);
    assert_false(trace_steady(&trace, 7, &from, &to));
    trace_free(&trace);
}

static void live_costs_take_the_place_of_others(void **state)
{
    int64_t apart_ns[TRACE_TURNED];
    (void)state;
    struct trace trace = trace_of(HEAD "input 1 5 10 0 0 time - 5000 300 1 A\ninput 1 5 10 0 0 time - 6000 20 0 A\n"
                                       "input 2 5 10 0 0 time - 7000 40 0 A\ninput 2 5 10 0 0 time - 0 90 2 A\n");
    assert_true(trace_live(&trace, apart_ns));
    assert_int_equal(apart_ns[TRACE_SAME_TURN], 30);
    assert_int_equal(apart_ns[TRACE_NEW_TURN], 300);
    assert_int_equal(apart_ns[TRACE_NEW_TURN_AWAKE], 90);
    assert_int_equal(trace.zones[1].ns, 11000);
    struct machine_result result = run(&trace, (struct machine_wishes){ .workers = 1 });
    assert_int_equal(result.took_ns, 18000);
    trace_free(&trace);
    trace = trace_of(HEAD "input 1 5 10 0 0 time - 0 0 0 A\n");
    assert_false(trace_live(&trace, apart_ns));
    trace_free(&trace);
}

static void a_bad_trace_is_refused_with_a_word(void **state)
{
    static const struct { const char *text, *word; } bad[] = {
        { "", ":0: there is no input in it" },
        { "nonsense\n", ":1: not a trace: build/replay" },
        { "kallisti-trace 2\n", ":1: not a trace" },
        { HEAD, "there is no input" },
        { HEAD "input 1 5 10 0 0 time - 0 0 0 A", ":5: the line is cut off" },
        { HEAD "input 3 5 10 0 0 time - 0 0 0 A\n", ":5: no line says what zone" },
        { HEAD "input 9 5 10 0 0 time - 0 0 0 A\n", ":5: no line says what zone" },
        { HEAD "input 0 5 10 0 0 time - 0 0 0 A\n", ":5: no line says what zone" },
        { HEAD "input 1 5 ten 0 0 time - 0 0 0 A\n", ":5: an input is: input ZONE" },
        { HEAD "input 1 5 10 0 0 time - 0 0\n", ":5: an input is: input ZONE" },
        { HEAD "input 1 -5 10 0 0 time - 0 0 0 A\n", ":5: T is up to" },
        { HEAD "input 1 5 -10 0 0 time - 0 0 0 A\n", ":5: T is up to" },
        { HEAD "input 1 5 99999999999 0 0 time - 0 0 0 A\n", ":5: T is up to" },
        { HEAD "input 1 5 10 0 0 time - -1 0 0 A\n", ":5: T is up to" },
        { HEAD "input 1 5 10 0 0 time - 0 0 3 A\n", ":5: T is up to" },
        { HEAD "input 1 5 10 1 2 time - 0 0 0 A\n", ":5: up to 10,000 messages" },
        { HEAD "input 1 5 10 10001 2 time - 0 0 0 A\n", ":5: up to 10,000 messages" },
        { HEAD "input 1 5 10 0 0 mail:1 - 0 0 0 A\n", ":5: mail comes from an input above" },
        { HEAD "input 1 5 10 0 0 mail:0 - 0 0 0 A\n", ":5: mail comes from an input above" },
        { HEAD "input 1 5 10 0 0 line:0 - 0 0 0 A\n", ":5: sessions are numbered" },
        { HEAD "input 1 5 10 0 0 line:99999999 - 0 0 0 A\n", ":5: sessions are numbered" },
        { HEAD "input 1 5 10 0 0 chance - 0 0 0 A\n", ":5: a cause is" },
        { HEAD "input 1 5 10 0 0 time bob 0 0 0 A\n", ":5: who is answered" },
        { HEAD "input 1 9000 10 0 0 time - 0 0 0 A\ninput 1 5 10 0 0 time - 0 0 0 A\n", ":6: T goes back" },
        { HEAD "zone 1 city\n", ":5: this zone is there already" },
        { HEAD "zone 0 city\n", ":5: zones are numbered from 1" },
        { HEAD "zone 2000000 city\n", ":5: zones are numbered from 1" },
        { HEAD "zone city\n", ":5: a zone is" },
        { HEAD "outpot\n", ":5: neither a zone nor an input" },
    };
    struct trace trace;
    (void)state;
    for (unsigned at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_false(read_text(&trace, bad[at].text));
        if (strstr(trouble, bad[at].word) == NULL)
            fail_msg("of %s\n%s is said in place of %s", bad[at].text, trouble, bad[at].word);
        trace_free(&trace);
    }
    FILE *said = fmemopen(trouble, sizeof trouble, "w");
    assert_false(trace_read(&trace, "/nowhere/at/all", said));
    fclose(said);
    assert_non_null(strstr(trouble, "/nowhere/at/all: No such file"));
    trace_free(&trace);
}

static bool read_costs(struct costs *costs, const char *text)
{
    char path[] = "/tmp/test-model-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w"), *said = fmemopen(trouble, sizeof trouble, "w");
    fputs(text, file);
    fclose(file);
    trouble[0] = '\0';
    costs_begin(costs);
    bool sound = costs_read(costs, path, said);
    fclose(said);
    unlink(path);
    return sound;
}

static void costs_are_read_or_refused(void **state)
{
    static const char *const bad[] = { "cost tea 5\n", "cost post\n", "cost post -1\n", "cost post 5 6\n", "cost post 99999999999\n", "nonsense\n" };
    struct costs costs;
    (void)state;
    assert_true(read_costs(&costs, "# of a machine\ncost post 35\ncost wake 2500\n"));
    assert_int_equal(costs.ns[COST_post], 35);
    assert_int_equal(costs.ns[COST_wake], 2500);
    assert_int_equal(costs.ns[COST_turn], 0);
    for (unsigned at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_false(read_costs(&costs, bad[at]));
        assert_non_null(strstr(trouble, ":1: no cost: cost NAME NS"));
    }
}

/* -- the report ----------------------------------------------------------------------------------------- */

static char *reported(const struct trace *trace)
{
    static struct report report;
    unsigned workers_of[8];
    struct machine_wishes wishes = { .costs = { .ns = { [COST_input] = 11, [COST_wake] = 13, [COST_late] = 17, [COST_reply] = 19 } }, .workers_of = workers_of };
    report = (struct report){ .trace = trace, .wishes = &wishes };
    for (unsigned workers = 1; workers <= 3; workers++) {
        wishes.workers = report.workers[report.count] = workers;
        machine_assign(trace, &wishes.costs, workers, workers_of);
        report.results[report.count++] = machine_run(trace, &wishes);
    }
    char *text = NULL;
    size_t length;
    FILE *file = open_memstream(&text, &length);
    report_table(&report, file);
    report_json(&report, file);
    report_columns(&report, file);
    fclose(file);
    return text;
}

static void the_same_run_gives_the_same_report(void **state)
{
    (void)state;
    struct trace trace = trace_of(orders), again = trace_of(orders);
    char *one = reported(&trace), *two = reported(&again);
    assert_string_equal(one, two);
    assert_non_null(strstr(one, "the hottest zone, wood, is "));
    assert_non_null(strstr(one, "{\"bench\":\"model\",\"workers\":2,"));
    assert_non_null(strstr(one, "\"hottest\":\"wood\""));
    trace_free(&again);
    again = trace_of(HEAD "input 1 5 10 0 0 time - 0 0 0 A\n");
    char *other = reported(&again);
    assert_string_not_equal(one, other);
    free(one);
    free(two);
    free(other);
    trace_free(&trace);
    trace_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_zones_are_twice_as_fast_on_two_workers), cmocka_unit_test(one_hot_zone_is_the_limit),
        cmocka_unit_test(a_chain_of_hops_is_serial), cmocka_unit_test(a_turn_takes_all_mail_and_wakes_now_and_then),
        cmocka_unit_test(who_stands_behind_others_waits_for_them), cmocka_unit_test(the_next_order_waits_for_the_answer),
        cmocka_unit_test(an_answer_out_of_the_blue_holds_nobody_up), cmocka_unit_test(a_network_thread_keeps_its_pace),
        cmocka_unit_test(a_network_thread_can_be_the_limit), cmocka_unit_test(what_was_sent_before_the_cut_comes_by_itself),
        cmocka_unit_test(the_steady_part_is_found), cmocka_unit_test(live_costs_take_the_place_of_others),
        cmocka_unit_test(a_bad_trace_is_refused_with_a_word), cmocka_unit_test(costs_are_read_or_refused),
        cmocka_unit_test(the_same_run_gives_the_same_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
