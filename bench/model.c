/* bench/model.c -- more cores than we have: a recorded run on 1 to 64 workers that are not there.
 *
 *   model TRACE [--costs FILE] [--workers 1,2,4] [--nets N] [--turns-per-s N] [--pause PERCENT]
 *               [--live] [--from MS] [--to MS] [--last SECONDS] [--json FILE] [--columns FILE] [--plan WORKERS]
 *
 * TRACE is what build/replay RECORDING --trace TRACE has written; bench/model/machine.h says what is modelled and what is left
 * out.  --live: inputs and turns cost what they cost in the run, where a worker sleeps and wakes beside other threads, in place of what they
 * cost in replays, as for a worker that is busy all the time.  --last: of a run of bots the last so many seconds in which they played.  --plan: only who would run what, a line each:
 * zone, worker.  Exit: 0, or 2 and a word on stderr. */
#include "bench/model/report.h"
#include "core/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_NOT_BEGUN = 2 };

struct words {
    const char *trace, *costs, *json, *columns, *workers;
    uint64_t    nets, turns_per_s, pause, from, to, last, plan;
    bool        live;
};

static int usage(void)
{
    fprintf(stderr, "model TRACE [--costs FILE] [--workers 1,2,4] [--nets 0 to %d] [--turns-per-s N] [--pause PERCENT]\n"
                    "      [--live] [--from MS] [--to MS] [--last SECONDS] [--json FILE] [--columns FILE] [--plan WORKERS]\n", MACHINE_NETS_MAX);
    return EXIT_NOT_BEGUN;
}

static bool number_take(const char *word, uint64_t most, uint64_t *number)
{
    char *end;
    *number = strtoull(word, &end, 10);
    return word[0] >= '0' && word[0] <= '9' && *end == '\0' && *number <= most;
}

static bool word_take(struct words *words, const char *word, const char *value)
{
    const struct { const char *word, **place; } texts[] = {
        { "--costs", &words->costs }, { "--json", &words->json }, { "--columns", &words->columns }, { "--workers", &words->workers },
    };
    const struct { const char *word; uint64_t *place, most; } numbers[] = {
        { "--nets", &words->nets, MACHINE_NETS_MAX }, { "--turns-per-s", &words->turns_per_s, 1000000 }, { "--pause", &words->pause, 10000 },
        { "--from", &words->from, INT64_MAX }, { "--to", &words->to, INT64_MAX }, { "--last", &words->last, 86400 },
        { "--plan", &words->plan, MACHINE_WORKERS_MAX },
    };
    for (unsigned at = 0; at < sizeof texts / sizeof texts[0]; at++)
        if (strcmp(word, texts[at].word) == 0) {
            *texts[at].place = value;
            return true;
        }
    for (unsigned at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        if (strcmp(word, numbers[at].word) == 0)
            return number_take(value, numbers[at].most, numbers[at].place);
    return false;
}

static bool words_take(struct words *words, int count, char **list)
{
    *words = (struct words){ .workers = "1,2,3,4,6,8,12,16,24,32,48,64", .to = INT64_MAX };
    for (int at = 1; at < count; at++) {
        if (strncmp(list[at], "--", 2) != 0 && words->trace == NULL)
            words->trace = list[at];
        else if (strcmp(list[at], "--live") == 0)
            words->live = true;
        else if (at + 1 < count && word_take(words, list[at], list[at + 1]))
            at++;
        else
            return false;
    }
    return words->trace != NULL;
}

/* "1,2,4", each more than the one before. */
static bool workers_take(struct report *report, const char *list)
{
    char *end;
    for (const char *at = list;; at = end + 1) {
        unsigned long workers = strtoul(at, &end, 10);
        unsigned before = report->count == 0 ? 0 : report->workers[report->count - 1];
        if (*at < '0' || *at > '9' || workers <= before || workers > MACHINE_WORKERS_MAX)
            return false;
        report->workers[report->count++] = (unsigned)workers;
        if (*end != ',')
            return *end == '\0';
    }
}

static bool trace_take(struct trace *trace, const struct words *words)
{
    int64_t from = (int64_t)words->from, to = (int64_t)words->to;
    if (!trace_read(trace, words->trace, stderr))
        return false;
    if (words->last > 0 && !trace_steady(trace, (unsigned)words->last, &from, &to)) {
        fprintf(stderr, "model: %s: orders do not come steadily for %u s\n", words->trace, (unsigned)words->last);
        return false;
    }
    trace_cut(trace, from, to);
    if (trace->count == 0)
        fprintf(stderr, "model: %s: there is no input between %lld and %lld ms\n", words->trace, (long long)from, (long long)to);
    return trace->count > 0;
}

/* What is between two turns has sleep and waking in it, whoever was woken. */
static bool live_take(struct trace *trace, struct costs *costs, const struct words *words)
{
    int64_t apart_ns[TRACE_TURNED];
    if (!words->live)
        return true;
    if (!trace_live(trace, apart_ns)) {
        fprintf(stderr, "model: %s: it does not say what inputs cost in the run\n", words->trace);
        return false;
    }
    int64_t sleep_ns = apart_ns[TRACE_NEW_TURN] - apart_ns[TRACE_NEW_TURN_AWAKE];
    costs->ns[COST_input] = apart_ns[TRACE_SAME_TURN];
    costs->ns[COST_turn] = apart_ns[TRACE_NEW_TURN_AWAKE] > apart_ns[TRACE_SAME_TURN] ? apart_ns[TRACE_NEW_TURN_AWAKE] - apart_ns[TRACE_SAME_TURN] : 0;
    costs->ns[COST_sleep] = sleep_ns > 0 ? sleep_ns : 0;
    costs->ns[COST_post] = costs->ns[COST_rouse] = 0;
    return true;
}

static bool written(const struct report *report, const char *path, void (*write)(const struct report *report, FILE *file))
{
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (path == NULL)
        return true;
    if (file != NULL)
        write(report, file);
    if (file != NULL && fclose(file) == 0)
        return true;
    fprintf(stderr, "model: %s: %s\n", path, strerror(errno));
    return false;
}

static bool run_all(struct report *report, struct machine_wishes *wishes, const struct words *words)
{
    unsigned *workers_of = memory_get((report->trace->zone_count + 1) * sizeof *workers_of);
    wishes->workers_of = workers_of;
    for (unsigned run = 0; run < report->count; run++) {
        wishes->workers = report->workers[run];
        machine_assign(report->trace, &wishes->costs, wishes->workers, workers_of);
        report->results[run] = machine_run(report->trace, wishes);
    }
    report_table(report, stdout);
    wishes->workers_of = NULL;
    memory_free(workers_of);
    return written(report, words->json, report_json) && written(report, words->columns, report_columns);
}

static void plan_print(const struct trace *trace, const struct costs *costs, unsigned workers)
{
    unsigned *workers_of = memory_get((trace->zone_count + 1) * sizeof *workers_of);
    machine_assign(trace, costs, workers, workers_of);
    for (uint32_t zone = 1; zone <= trace->zone_count; zone++)
        if (trace->zones[zone].name[0] != '\0')
            printf("%s %u\n", trace->zones[zone].name, workers_of[zone]);
    memory_free(workers_of);
}

int main(int count, char **list)
{
    static struct report report;
    struct machine_wishes wishes = {0};
    struct trace trace = {0};
    struct words words;
    if (!words_take(&words, count, list) || !workers_take(&report, words.workers))
        return usage();
    wishes.nets = (unsigned)words.nets;
    wishes.turns_per_s = (int64_t)words.turns_per_s;
    wishes.pause_percent = (unsigned)words.pause;
    costs_begin(&wishes.costs);
    report.trace = &trace;
    report.wishes = &wishes;
    bool sound = (words.costs == NULL || costs_read(&wishes.costs, words.costs, stderr)) && trace_take(&trace, &words)
              && live_take(&trace, &wishes.costs, &words);
    if (sound && words.plan > 0)
        plan_print(&trace, &wishes.costs, (unsigned)words.plan);
    else
        sound = sound && run_all(&report, &wishes, &words);
    trace_free(&trace);
    return sound ? 0 : EXIT_NOT_BEGUN;
}
