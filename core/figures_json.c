/* core/figures_json.c -- see figures.h: as JSON, for `kallisti ctl stats` and the live page.  Entered by the main thread only.
 *
 * {"clock": ms since some beginning, for rates, "players": n, "nets": n, "budget": share of a worker a zone may take,
 *  "metrics": {name: total}, "spreads": {name: {"unit": "us" or "1", "sum": ns or n, "steps": [...]}},
 *  "commands": {"sum": ns, "steps": [...]}, "verbs": {name: {"count": n, "p50": us, "p99": us}},
 *  "workers": [{"worker": n, "busy": share, "stuck_ms": n, "inbox": n}], "threads": [{"net": n, "sessions": n, "inbox": n}],
 *  "zones": [{"zone": n, "name": s, "worker": n, "load": share, "players": n, "pinned": b, "over": b}]}
 *
 * A network thread that has ended stays among "threads", but not in "nets": another one counts under its number for who came by it.
 *
 * Steps count as core/spread.h says: at most 1, 2, 4 ... units, and longer. */
#include "core/figures.h"

#include "core/clock.h"
#include "core/mailbox.h"

#include <string.h>

static void put_quoted(FILE *out, const char *string)
{
    fputc('"', out);
    for (const unsigned char *at = (const unsigned char *)string; *at != '\0'; at++) {
        if (*at < ' ')
            fprintf(out, "\\u%04x", *at);
        else
            fprintf(out, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
    }
    fputc('"', out);
}

static void put_steps(FILE *out, const struct spread_sum *sum)
{
    fprintf(out, "\"sum\":%llu,\"steps\":[", (unsigned long long)sum->sum);
    for (unsigned at = 0; at < SPREAD_ALL; at++)
        fprintf(out, "%s%llu", at > 0 ? "," : "", (unsigned long long)sum->step[at]);
    fputc(']', out);
}

MAIN_THREAD static void put_metrics(FILE *out)
{
    fputs(",\n\"metrics\":{", out);
    for (unsigned id = 0; id < METRICS; id++)
        fprintf(out, "%s\n\"%s\":%llu", id > 0 ? "," : "", metric_name((enum metric_id)id),
                (unsigned long long)metric_total((enum metric_id)id));
    fputs("},\n\"spreads\":{", out);
    for (unsigned id = 0; id < SPREADS; id++) {
        struct spread_sum sum;
        const struct spread_row *row = spread_row((enum spread_id)id);
        spread_total((enum spread_id)id, &sum);
        fprintf(out, "%s\n\"%s\":{\"unit\":\"%s\",", id > 0 ? "," : "", row->name, row->kind == SPREAD_TIME ? "us" : "1");
        put_steps(out, &sum);
        fputc('}', out);
    }
    fputc('}', out);
}

MAIN_THREAD static void put_commands(const struct figures *figures, FILE *out)
{
    struct spread_sum sum;
    commands_total(figures, &sum);
    fputs(",\n\"commands\":{", out);
    put_steps(out, &sum);
    fputs("},\n\"verbs\":{", out);
    bool first = true;
    for (unsigned verb = 0; verb < verbs_count(figures->verbs); verb++) {
        verb_total(verb, &sum);
        if (sum.count == 0)
            continue;
        fputs(first ? "\n" : ",\n", out);
        put_quoted(out, verb_words(figures, verb));
        fprintf(out, ":{\"count\":%llu,\"p50\":%.1f,\"p99\":%.1f}", (unsigned long long)sum.count, spread_quantile(&sum, 0.5),
                spread_quantile(&sum, 0.99));
        first = false;
    }
    fputc('}', out);
}

struct threads_print {
    const struct figures *figures;
    FILE                 *out;
    enum metric_owner     owner;
    bool                  first;
};

MAIN_THREAD static void put_thread(void *who, enum metric_owner owner, unsigned number, const struct metrics *block)
{
    struct threads_print *print = who;
    if (owner != print->owner)
        return;
    unsigned long long waiting = block->inbox == NULL ? 0 : mailbox_depth(block->inbox);
    fputs(print->first ? "\n" : ",\n", print->out);
    print->first = false;
    if (owner == METRIC_NET)
        fprintf(print->out, "{\"net\":%u,\"sessions\":%llu,\"inbox\":%llu}", number,
                (unsigned long long)metric_get(block, METRIC_net_sessions), waiting);
    else
        fprintf(print->out, "{\"worker\":%u,\"busy\":%.4f,\"stuck_ms\":%lld,\"inbox\":%llu}", number,
                (double)tuner_busy(print->figures->tuner, number) / BALANCE_FULL, (long long)tuner_stuck_ms(print->figures->tuner, number),
                waiting);
}

MAIN_THREAD static void put_threads(const struct figures *figures, const char *name, enum metric_owner owner, FILE *out)
{
    struct threads_print print = { .figures = figures, .out = out, .owner = owner, .first = true };
    fprintf(out, ",\n\"%s\":[", name);
    metrics_each(put_thread, &print);
    fputc(']', out);
}

MAIN_THREAD static void put_zones(const struct figures *figures, FILE *out)
{
    struct zone_figures zone;
    fputs(",\n\"zones\":[", out);
    for (uint32_t number = 1; number <= route_zones(figures->route); number++) {
        zone_named_figures(figures, number, &zone);
        fprintf(out, "%s\n{\"zone\":%u,\"name\":", number > 1 ? "," : "", number);
        put_quoted(out, zone.name);
        fprintf(out, ",\"worker\":%u,\"load\":%.6f,\"players\":%u,\"pinned\":%s,\"over\":%s}", zone.worker, zone.load, zone.players,
                zone.pinned ? "true" : "false", zone.over ? "true" : "false");
    }
    fputs("]", out);
}

void figures_json(const struct figures *figures, FILE *out)
{
    fprintf(out, "{\"clock\":%lld,\"players\":%u,\"nets\":%u,\"budget\":%.2f", (long long)(clock_ns() / 1000000),
            directory_count(figures->directory), route_net_threads(figures->route), (double)tuner_budget_percent(figures->tuner) / 100);
    put_metrics(out);
    put_commands(figures, out);
    put_threads(figures, "workers", METRIC_WORKER, out);
    put_threads(figures, "threads", METRIC_NET, out);
    put_zones(figures, out);
    fputs("}\n", out);
}
