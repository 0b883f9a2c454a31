/* bench/model/report.c -- see report.h. */
#include "bench/model/report.h"

#include <inttypes.h>
#include <string.h>

enum { ENOUGH_PERCENT = 95, VERBS_SHOWN = 6, KINDS_MAX = 512 };

static double us(int64_t ns)
{
    return (double)ns / 1e3;
}

static double share(int64_t part_ns, int64_t all_ns)
{
    return all_ns == 0 ? 0 : (double)part_ns / (double)all_ns;
}

double report_per_s(const struct machine_result *result)
{
    uint64_t done = result->lines > 0 ? result->lines : result->inputs;
    return result->took_ns == 0 ? 0 : (double)done * 1e9 / (double)result->took_ns;
}

double report_speedup(const struct report *report, unsigned run)
{
    double first = report_per_s(&report->results[0]);
    return first == 0 ? 0 : report_per_s(&report->results[run]) / first;
}

unsigned report_saturates(const struct report *report)
{
    double most = 0;
    for (unsigned run = 0; run < report->count; run++)
        if (report_per_s(&report->results[run]) > most)
            most = report_per_s(&report->results[run]);
    for (unsigned run = 0; run < report->count; run++)
        if (report_per_s(&report->results[run]) * 100 >= most * ENOUGH_PERCENT)
            return report->workers[run];
    return 0;
}

uint32_t report_hottest(const struct report *report, double *its_share)
{
    uint32_t hottest = 1;
    int64_t all_ns = 0, most_ns = -1;
    for (uint32_t zone = 1; zone <= report->trace->zone_count; zone++) {
        int64_t ns = machine_zone_ns(report->trace, &report->wishes->costs, zone);
        all_ns += ns;
        if (ns > most_ns) {
            most_ns = ns;
            hottest = zone;
        }
    }
    *its_share = share(most_ns, all_ns);
    return hottest;
}

static int64_t busy_all(const struct report *report, unsigned run)
{
    int64_t all = 0;
    for (unsigned at = 0; at < report->workers[run]; at++)
        all += report->results[run].busy_ns[at];
    return all;
}

static double cpu_us_a_line(const struct report *report, unsigned run)
{
    const struct machine_result *result = &report->results[run];
    return result->lines == 0 ? 0 : us(busy_all(report, run)) / (double)result->lines;
}

/* -- what the hottest zone does ------------------------------------------------------------------------ */

struct kind {
    const char *what;
    uint64_t    count;
    int64_t     ns;
};

static unsigned kinds_of(const struct report *report, uint32_t zone, struct kind kinds[KINDS_MAX])
{
    const struct costs *costs = &report->wishes->costs;
    unsigned count = 0;
    for (uint32_t at = 0; at < report->trace->count; at++) {
        const struct trace_input *input = &report->trace->inputs[at];
        unsigned kind = 0;
        if (input->zone != zone)
            continue;
        while (kind < count && strcmp(kinds[kind].what, input->what) != 0)
            kind++;
        if (kind == KINDS_MAX)
            continue;
        if (kind == count)
            kinds[count++] = (struct kind){ .what = input->what };
        kinds[kind].count++;
        kinds[kind].ns += input->ns + costs->ns[COST_input] + input->posts * costs->ns[COST_post];
    }
    return count;
}

static void table_hottest(const struct report *report, FILE *file)
{
    struct kind kinds[KINDS_MAX];
    double its_share;
    uint32_t hottest = report_hottest(report, &its_share);
    unsigned count = kinds_of(report, hottest, kinds);
    int64_t all_ns = machine_zone_ns(report->trace, &report->wishes->costs, hottest);
    fprintf(file, "  the hottest zone, %s, is %.1f %% of all work: no more than %.2f times as fast as one worker", report->trace->zones[hottest].name,
            its_share * 100, its_share == 0 ? 0 : 1 / its_share);
    for (unsigned shown = 0; shown < VERBS_SHOWN && shown < count; shown++) {
        unsigned best = shown;
        for (unsigned at = shown; at < count; at++)
            if (kinds[at].ns > kinds[best].ns)
                best = at;
        struct kind kind = kinds[best];
        kinds[best] = kinds[shown];
        kinds[shown] = kind;
        fprintf(file, "%s%s %.0f %%", shown == 0 ? "\n    of it " : ", ", kind.what, share(kind.ns, all_ns) * 100);
    }
    fprintf(file, "\n");
}

/* -- the table ----------------------------------------------------------------------------------------- */

static void table_costs(const struct report *report, FILE *file)
{
    fprintf(file, "  ns:");
    for (unsigned at = 0; at < COSTS; at++)
        fprintf(file, " %s %" PRId64, cost_name((enum cost)at), report->wishes->costs.ns[at]);
    fprintf(file, "\n");
}

static void table_run(const struct report *report, unsigned run, FILE *file)
{
    const struct machine_result *result = &report->results[run];
    unsigned workers = report->workers[run];
    int64_t idlest_ns = result->busy_ns[0];
    for (unsigned at = 1; at < workers; at++)
        if (result->busy_ns[at] < idlest_ns)
            idlest_ns = result->busy_ns[at];
    fprintf(file, "  %7u %12.0f %9.2f %7.1f %6.1f %6.1f %12.2f %10.1f %10.1f %7.2f  %s %s\n", workers, report_per_s(result),
            report_speedup(report, run), share(busy_all(report, run), result->took_ns * workers) * 100,
            share(result->busy_ns[result->busiest], result->took_ns) * 100, share(idlest_ns, result->took_ns) * 100,
            cpu_us_a_line(report, run), us(result->wait_mean_ns), us(result->wait_p99_ns),
            share(result->net_busy_ns, result->took_ns), machine_limit_words(result->limit),
            result->limit == LIMIT_ZONE ? report->trace->zones[result->zone].name : "");
}

void report_table(const struct report *report, FILE *file)
{
    const struct trace *trace = report->trace;
    const struct machine_wishes *wishes = report->wishes;
    fprintf(file, "%u inputs, %" PRIu64 " orders of %u sessions in %.1f s; network threads: %u%s; pauses: %u %% of what they were\n",
            trace->count, trace->lines, trace->session_count, (double)(trace->to_ms - trace->from_ms) / 1e3, wishes->nets,
            wishes->nets == 0 ? " (never waited for)" : "", wishes->pause_percent);
    table_costs(report, file);
    fprintf(file, "  workers     orders/s  speed-up  busy %%   most  least  CPU us/order    wait us        p99    nets  limited by\n");
    for (unsigned run = 0; run < report->count; run++)
        table_run(report, run, file);
    if (report->count > 1)
        fprintf(file, "  %u workers are enough for 95 %% of what %u bring\n", report_saturates(report), report->workers[report->count - 1]);
    table_hottest(report, file);
}

/* -- JSON and columns ---------------------------------------------------------------------------------- */

static void json_run(const struct report *report, unsigned run, FILE *file)
{
    const struct machine_result *result = &report->results[run];
    fprintf(file, "{\"bench\":\"model\",\"workers\":%u,\"nets\":%u,\"pause_percent\":%u,\"took_ns\":%" PRId64 ",\"lines\":%" PRIu64
            ",\"inputs\":%" PRIu64 ",\"per_s\":%.1f,\"speedup\":%.4f,\"cpu_ns_a_line\":%.1f,\"turns\":%" PRIu64 ",\"sleeps\":%" PRIu64
            ",\"wait_mean_ns\":%" PRId64 ",\"wait_p99_ns\":%" PRId64 ",\"wait_max_ns\":%" PRId64 ",\"net_busy_ns\":%" PRId64
            ",\"limit\":\"%s\",\"busiest\":%u,\"zone\":\"%s\",\"zone_busy_ns\":%" PRId64 ",\"busy_ns\":[",
            report->workers[run], report->wishes->nets, report->wishes->pause_percent, result->took_ns, result->lines, result->inputs,
            report_per_s(result), report_speedup(report, run), cpu_us_a_line(report, run) * 1e3, result->turns, result->sleeps,
            result->wait_mean_ns, result->wait_p99_ns, result->wait_most_ns, result->net_busy_ns, machine_limit_words(result->limit),
            result->busiest, report->trace->zones[result->zone].name, result->zone_busy_ns);
    for (unsigned at = 0; at < report->workers[run]; at++)
        fprintf(file, "%s%" PRId64, at == 0 ? "" : ",", result->busy_ns[at]);
    fprintf(file, "],\"done\":[");
    for (unsigned at = 0; at < report->workers[run]; at++)
        fprintf(file, "%s%" PRIu64, at == 0 ? "" : ",", result->done[at]);
    fprintf(file, "]}\n");
}

void report_json(const struct report *report, FILE *file)
{
    double its_share;
    uint32_t hottest = report_hottest(report, &its_share);
    fprintf(file, "{\"bench\":\"model_trace\",\"inputs\":%u,\"lines\":%" PRIu64 ",\"sessions\":%u,\"ms\":%" PRId64
            ",\"hottest\":\"%s\",\"hottest_share\":%.4f,\"saturates_at\":%u,\"costs\":{",
            report->trace->count, report->trace->lines, report->trace->session_count, report->trace->to_ms - report->trace->from_ms,
            report->trace->zones[hottest].name, its_share, report_saturates(report));
    for (unsigned at = 0; at < COSTS; at++)
        fprintf(file, "%s\"%s\":%" PRId64, at == 0 ? "" : ",", cost_name((enum cost)at), report->wishes->costs.ns[at]);
    fprintf(file, "}}\n");
    for (unsigned run = 0; run < report->count; run++)
        json_run(report, run, file);
}

void report_columns(const struct report *report, FILE *file)
{
    fprintf(file, "# workers orders/s speed-up busiest%% wait_mean_us wait_p99_us\n");
    for (unsigned run = 0; run < report->count; run++) {
        const struct machine_result *result = &report->results[run];
        fprintf(file, "%u %.1f %.4f %.2f %.2f %.2f\n", report->workers[run], report_per_s(result), report_speedup(report, run),
                share(result->busy_ns[result->busiest], result->took_ns) * 100, us(result->wait_mean_ns), us(result->wait_p99_ns));
    }
}
