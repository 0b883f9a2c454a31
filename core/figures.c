/* core/figures.c -- see figures.h: what is asked of everybody, and in words.  Entered by the main thread, and by workers for keepers. */
#include "core/figures.h"

#include "core/memory.h"
#include "core/text.h"
#include "core/words.h"

#include <string.h>

enum { US_PER_MS = 1000, PERCENT = 100 };

#define GET(field) atomic_load_explicit(&(field), memory_order_relaxed)

void zone_figures(struct route *route, const struct load *load, uint32_t number, struct zone_figures *found)
{
    const struct load_zone *its = &load->zone[number];
    *found = (struct zone_figures){
        .worker = route_worker(route, (zone_id){number}), .players = GET(its->players), .load = (double)GET(its->share) / BALANCE_FULL,
        .ns = GET(its->ns), .pinned = GET(its->pinned), .over = GET(its->over),
    };
}

void zone_named_figures(const struct figures *figures, uint32_t number, struct zone_figures *found)
{
    zone_figures(figures->route, figures->load, number, found);
    figures->zone_name(figures->who, (zone_id){number}, found->name);
}

void commands_total(const struct figures *figures, struct spread_sum *sum)
{
    struct spread_sum one;
    *sum = (struct spread_sum){0};
    for (unsigned verb = 0; verb < verbs_count(figures->verbs); verb++) {
        if (verb == VERB_RAW)
            continue;                   /* a dialogue: a password takes as long as it must */
        verb_total(verb, &one);
        for (unsigned step = 0; step < SPREAD_ALL; step++)
            sum->step[step] += one.step[step];
        sum->count += one.count;
        sum->sum += one.sum;
    }
}

const char *verb_words(const struct figures *figures, unsigned verb)
{
    return verb == VERB_RAW ? "(dialogue)" : verb < VERB_FIRST ? "(other)" : verbs_name(figures->verbs, verb);
}

/* -- in words ---------------------------------------------------------------------------------------- */

/* A keeper may hear it read aloud: each figure says what it is. */
struct text *zone_figures_words(uint32_t number, const struct zone_figures *zone)
{
    return text_printf("zone %u, %s: worker %u, %.2f percent of its time, %u %s%s%s", number, zone->name, zone->worker, zone->load * PERCENT,
                       zone->players, one_or_many(zone->players, "player", "players"), zone->pinned ? ", pinned" : "",
                       zone->over ? ", over its budget" : "");
}

static void zone_print(uint32_t number, const struct zone_figures *zone, const char *end, FILE *out)
{
    struct text *words = zone_figures_words(number, zone);
    fprintf(out, "%s%s", text_bytes(words), end);
    text_unref(&words);
}

struct adopted {
    unsigned           threads;        /* of the network */
    unsigned long long connections;    /* of nets whose own thread has ended */
};

static void adopted_add(void *who, enum metric_owner owner, unsigned number, const struct metrics *block)
{
    struct adopted *adopted = who;
    if (owner == METRIC_NET && number >= adopted->threads)
        adopted->connections += metric_get(block, METRIC_net_sessions);
}

struct text *figures_threads(const struct route *route)
{
    struct adopted adopted = { .threads = route_net_threads(route) };
    unsigned workers = route_workers(route), threads = adopted.threads;
    char rest[80] = "";
    metrics_each(adopted_add, &adopted);
    if (adopted.connections > 0)
        snprintf(rest, sizeof rest, "%s with %llu %s of threads that have ended.\n", one_or_many(threads, "It goes on", "They go on"),
                 adopted.connections, one_or_many(adopted.connections, "connection", "connections"));
    return text_printf("%u %s, %u %s the network.\n%s", workers, one_or_many(workers, "worker runs zones", "workers run zones"), threads,
                       one_or_many(threads, "thread serves", "threads serve"), rest);
}

MAIN_THREAD static void workers_print(const struct figures *figures, FILE *out)
{
    for (unsigned worker = 0; worker < route_workers(figures->route); worker++) {
        fprintf(out, "Worker %u is busy for %.1f percent of its time", worker, (double)tuner_busy(figures->tuner, worker) * PERCENT / BALANCE_FULL);
        int64_t stuck = tuner_stuck_ms(figures->tuner, worker);
        if (stuck > 0)
            fprintf(out, ", and has been at one input for %lld ms", (long long)stuck);
        fputs(".\n", out);
    }
}

struct busiest {
    struct zone_figures zone;
    uint32_t            number;
};

/* The busiest first; of equal ones the lower number. */
MAIN_THREAD static unsigned busiest_find(const struct figures *figures, struct busiest *list, unsigned most)
{
    unsigned count = 0;
    for (uint32_t number = 1; number <= route_zones(figures->route); number++) {
        struct busiest found = { .number = number };
        zone_named_figures(figures, number, &found.zone);
        unsigned at = count < most ? count : most;
        while (at > 0 && list[at - 1].zone.load < found.zone.load) {
            if (at < most)
                list[at] = list[at - 1];
            at--;
        }
        if (at < most)
            list[at] = found;
        count += count < most;
    }
    return count;
}

void figures_words(const struct figures *figures, unsigned most, FILE *out)
{
    struct spread_sum commands;
    unsigned players = directory_count(figures->directory), zones = route_zones(figures->route);
    struct text *threads = figures_threads(figures->route);
    commands_total(figures, &commands);
    fprintf(out, "%u %s, %u %s.\n%s", players, one_or_many(players, "player", "players"), zones, one_or_many(zones, "zone", "zones"),
            text_bytes(threads));
    text_unref(&threads);
    fprintf(out, "%llu %s since the start: half were answered within %.2f ms, 99 of 100 within %.2f ms.\n",
            (unsigned long long)commands.count, one_or_many(commands.count, "command", "commands"),
            spread_quantile(&commands, 0.5) / US_PER_MS, spread_quantile(&commands, 0.99) / US_PER_MS);
    fprintf(out, "Epoch %llu is in the store, and was known to be %.1f s ago; the latest cut took %llu ms.\n",
            (unsigned long long)metric_total(METRIC_persist_epoch), (double)metric_total(METRIC_persist_epoch_age_ms) / 1000,
            (unsigned long long)metric_total(METRIC_persist_cut_ms));
    workers_print(figures, out);
    struct busiest *list = memory_get((most + 1) * sizeof *list);
    unsigned count = busiest_find(figures, list, most);
    fprintf(out, "The busiest zones; each may take %u percent of a worker:\n", tuner_budget_percent(figures->tuner));
    for (unsigned at = 0; at < count; at++)
        zone_print(list[at].number, &list[at].zone, ".\n", out);
    memory_free(list);
}

void figures_zones(const struct figures *figures, FILE *out)
{
    struct zone_figures zone;
    for (uint32_t number = 1; number <= route_zones(figures->route); number++) {
        zone_named_figures(figures, number, &zone);
        zone_print(number, &zone, "\n", out);
    }
}
