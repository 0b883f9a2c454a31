/* core/tuner.c -- see tuner.h.  Entered by the main thread only. */
#include "core/tuner.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/metric.h"

#include <stdio.h>
#include <string.h>

enum { SAMPLE_MS = 1000, WATCH_MS = 250, NS_PER_MS = 1000000, MS_PER_S = 1000, PERCENT = 100, BUDGET_EASE = 5 };

struct sample {
    uint64_t ns;               /* of load_zone, when it was looked at */
    int64_t  moved_ns;         /* clock_ns() of its latest move by the balancer; 0: never */
    bool     over;             /* it takes more than its budget; it has been told */
};

/* A worker that is too long at one input. */
struct stuck {
    int64_t since_ns;          /* 0: it is not */
    int64_t said_ms;           /* it has been told for how long */
    char    zone[ZONE_NAME_SIZE];
    char    verb[LOAD_VERB_SIZE];
};

struct tuner {
    struct load        *load;
    struct route       *route;
    struct mover       *mover;
    void              (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]);
    void               *who;
    struct tuner_rules  rules;
    struct balance_view view;      /* loads and pins; workers of zones are looked up before it is used */
    struct sample      *samples;
    struct stuck        stuck[ROUTE_WORKERS_MAX];
    int64_t             sampled_ns, watched_ns, decided_ns;
    double              may_move;  /* moves of this second that are left */
    struct metrics      metrics;
};

struct tuner *tuner_new(struct load *load, struct route *route, struct mover *mover,
                        void (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]), void *who)
{
    struct tuner *tuner = memory_get(sizeof *tuner);
    *tuner = (struct tuner){ .load = load, .route = route, .mover = mover, .name = name, .who = who };
    tuner->view.count = load->zones;
    tuner->view.zones = memory_get((load->zones + 1) * sizeof *tuner->view.zones);
    tuner->samples = memory_get((load->zones + 1) * sizeof *tuner->samples);
    metrics_register(&tuner->metrics, METRIC_MAIN, 0);
    return tuner;
}

void tuner_free(struct tuner **tuner)
{
    metrics_forget(&(*tuner)->metrics);
    memory_free((*tuner)->view.zones);
    memory_free((*tuner)->samples);
    memory_free(*tuner);
    *tuner = NULL;
}

void tuner_rule(struct tuner *tuner, const struct tuner_rules *rules)
{
    tuner->rules = *rules;
    atomic_store_explicit(&tuner->load->slow_ns, rules->slow_ms * NS_PER_MS, memory_order_relaxed);
}

/* -- who is stuck ------------------------------------------------------------------------------------ */

MAIN_THREAD static void stuck_say(struct tuner *tuner, unsigned worker, const struct load_doing *doing, int64_t ms)
{
    struct stuck *stuck = &tuner->stuck[worker];
    if (stuck->since_ns != doing->since_ns) {
        *stuck = (struct stuck){ .since_ns = doing->since_ns };
        tuner->name(tuner->who, (zone_id){doing->zone}, stuck->zone);
        log_quotable(doing->verb, stuck->verb, sizeof stuck->verb);
        if (stuck->verb[0] == '\0')
            snprintf(stuck->verb, sizeof stuck->verb, "%s", message_name((enum message_type)doing->type));
        metric_add(&tuner->metrics, METRIC_slow_turns, 1);
    }
    if (ms < 2 * stuck->said_ms)
        return;                         /* once, and again whenever it is twice as long */
    stuck->said_ms = ms;
    log_warn("slow_turn zone=%s verb=\"%s\" worker=%u ms=%lld", stuck->zone, stuck->verb, worker, (long long)ms);
}

MAIN_THREAD static void watch(struct tuner *tuner, int64_t now_ns)
{
    int64_t slow_ns = tuner->rules.slow_ms * NS_PER_MS, longest = 0;
    for (unsigned worker = 0; worker < ROUTE_WORKERS_MAX; worker++) {
        struct load_doing doing;
        struct stuck *stuck = &tuner->stuck[worker];
        bool is = slow_ns > 0 && load_doing(tuner->load, worker, now_ns - slow_ns, &doing);
        if (stuck->since_ns != 0 && (!is || doing.since_ns != stuck->since_ns)) {
            log_warn("slow_turn_over zone=%s verb=\"%s\" worker=%u ms=%lld", stuck->zone, stuck->verb, worker,
                     (long long)((now_ns - stuck->since_ns) / NS_PER_MS));
            stuck->since_ns = 0;
        }
        tuner->view.stuck[worker] = is;
        if (!is)
            continue;
        int64_t ms = (now_ns - doing.since_ns) / NS_PER_MS;
        longest = ms > longest ? ms : longest;
        stuck_say(tuner, worker, &doing, ms);
    }
    metric_set(&tuner->metrics, METRIC_slow_turn_ms, (uint64_t)longest);
}

int64_t tuner_stuck_ms(const struct tuner *tuner, unsigned worker)
{
    const struct stuck *stuck = &tuner->stuck[worker];
    return stuck->since_ns == 0 ? 0 : (clock_ns() - stuck->since_ns) / NS_PER_MS;
}

/* -- loads ------------------------------------------------------------------------------------------- */

/* Over its budget it is until it takes clearly less again: nobody wants to read of every wave. */
MAIN_THREAD static bool budget_look(struct tuner *tuner, uint32_t zone)
{
    struct sample *its = &tuner->samples[zone];
    uint64_t budget = (uint64_t)tuner->rules.budget_percent * (BALANCE_FULL / PERCENT), load = tuner->view.zones[zone].load;
    bool over = budget > 0 && load > (its->over ? budget - budget / BUDGET_EASE : budget);
    if (over != its->over) {
        char name[ZONE_NAME_SIZE];
        tuner->name(tuner->who, (zone_id){zone}, name);
        log_info(over ? "zone_over_budget zone=%s load=%.3f budget=%u%%" : "zone_within_budget zone=%s load=%.3f budget=%u%%", name,
                 (double)load / BALANCE_FULL, tuner->rules.budget_percent);
        its->over = over;
        atomic_store_explicit(&tuner->load->zone[zone].over, over, memory_order_relaxed);
    }
    return over;
}

bool tuner_over(const struct tuner *tuner, zone_id zone)
{
    return tuner->samples[zone.number].over;
}

unsigned tuner_budget_percent(const struct tuner *tuner)
{
    return tuner->rules.budget_percent;
}

MAIN_THREAD static void sample(struct tuner *tuner, int64_t now_ns)
{
    int64_t passed = now_ns - tuner->sampled_ns;
    unsigned over = 0;
    for (uint32_t zone = 1; zone <= tuner->view.count; zone++) {
        struct balance_zone *its = &tuner->view.zones[zone];
        uint64_t ns = atomic_load_explicit(&tuner->load->zone[zone].ns, memory_order_relaxed);
        uint64_t spent = ns - tuner->samples[zone].ns;
        its->load = balance_smooth(its->load, (uint64_t)((double)spent * BALANCE_FULL / (double)passed));
        tuner->samples[zone].ns = ns;
        atomic_store_explicit(&tuner->load->zone[zone].share, its->load, memory_order_relaxed);
        over += budget_look(tuner, zone);
    }
    metric_set(&tuner->metrics, METRIC_zones_over_budget, over);
    tuner->sampled_ns = now_ns;
}

MAIN_THREAD static void look(struct tuner *tuner, int64_t now_ns)
{
    tuner->view.workers = route_workers(tuner->route);
    for (uint32_t zone = 1; zone <= tuner->view.count; zone++) {
        struct balance_zone *its = &tuner->view.zones[zone];
        int64_t moved = tuner->samples[zone].moved_ns;
        its->worker = route_worker(tuner->route, (zone_id){zone});
        its->resting = moved != 0 && now_ns - moved < tuner->rules.rest_ms * NS_PER_MS;
    }
}

uint64_t tuner_busy(const struct tuner *tuner, unsigned worker)
{
    uint64_t load = 0;
    for (uint32_t zone = 1; zone <= tuner->view.count; zone++)
        load += route_worker(tuner->route, (zone_id){zone}) == worker ? tuner->view.zones[zone].load : 0;
    return load;
}

/* -- decisions --------------------------------------------------------------------------------------- */

MAIN_THREAD static bool decide_one(struct tuner *tuner, int64_t now_ns)
{
    struct balance_move move = balance_next(&tuner->view, &tuner->rules.balance);
    if (move.reason == BALANCE_NOTHING)
        return false;
    char name[ZONE_NAME_SIZE];
    struct balance_zone *zone = &tuner->view.zones[move.zone];
    tuner->name(tuner->who, (zone_id){move.zone}, name);
    log_info("zone_balanced zone=%s number=%u load=%.3f from=%u from_busy=%.3f to=%u to_busy=%.3f reason=\"%s\"", name,
             move.zone, (double)zone->load / BALANCE_FULL, move.from, (double)balance_load(&tuner->view, move.from) / BALANCE_FULL,
             move.to, (double)balance_load(&tuner->view, move.to) / BALANCE_FULL, balance_reason_words(move.reason));
    zone->worker = move.to;
    zone->resting = true;
    tuner->samples[move.zone].moved_ns = now_ns;
    metric_add(&tuner->metrics, METRIC_balance_moves, 1);
    mover_ask(tuner->mover, (zone_id){move.zone}, move.to);
    return true;
}

MAIN_THREAD static void decide(struct tuner *tuner, int64_t now_ns, bool quiet)
{
    double most = tuner->rules.moves_per_s;
    tuner->may_move += most * (double)(now_ns - tuner->decided_ns) / BALANCE_FULL;
    if (tuner->may_move > most)
        tuner->may_move = most;
    tuner->decided_ns = now_ns;
    if (quiet || !mover_idle(tuner->mover))
        return;                         /* what has been asked for comes first: the figures would not fit it */
    look(tuner, now_ns);
    while (tuner->may_move >= 1 && decide_one(tuner, now_ns))
        tuner->may_move -= 1;
}

static bool is_due(int64_t since_ns, int64_t every_ms, int64_t now_ns)
{
    return now_ns - since_ns >= every_ms * NS_PER_MS;
}

int64_t tuner_turn(struct tuner *tuner, int64_t now_ns, bool quiet)
{
    if (tuner->sampled_ns == 0)
        tuner->sampled_ns = tuner->decided_ns = now_ns;
    int64_t every_ms = tuner->rules.every_ms > 0 && tuner->rules.every_ms < SAMPLE_MS ? tuner->rules.every_ms : SAMPLE_MS;
    if (is_due(tuner->watched_ns, WATCH_MS, now_ns)) {
        watch(tuner, now_ns);
        tuner->watched_ns = now_ns;
    }
    if (is_due(tuner->sampled_ns, every_ms, now_ns))
        sample(tuner, now_ns);
    if (tuner->rules.every_ms > 0 && is_due(tuner->decided_ns, tuner->rules.every_ms, now_ns))
        decide(tuner, now_ns, quiet);
    return WATCH_MS;
}

/* -- pins and plans ---------------------------------------------------------------------------------- */

void tuner_pin(struct tuner *tuner, zone_id zone, bool pinned)
{
    tuner->view.zones[zone.number].pinned = pinned;
    atomic_store_explicit(&tuner->load->zone[zone.number].pinned, pinned, memory_order_relaxed);
}

bool tuner_pinned(const struct tuner *tuner, zone_id zone)
{
    return tuner->view.zones[zone.number].pinned;
}

unsigned tuner_plan(struct tuner *tuner, unsigned workers, struct balance_move *moves)
{
    look(tuner, clock_ns());
    return balance_plan(&tuner->view, workers, moves);
}

void tuner_spread(struct tuner *tuner, unsigned workers)
{
    struct balance_move *moves = memory_get((tuner->view.count + 1) * sizeof *moves);
    unsigned count = tuner_plan(tuner, workers, moves);
    for (unsigned at = 0; at < count; at++) {
        zone_id zone = { moves[at].zone };
        char name[ZONE_NAME_SIZE];
        tuner->name(tuner->who, zone, name);
        if (tuner_pinned(tuner, zone))
            log_warn("zone_unpinned zone=%s number=%u reason=\"its worker leaves\"", name, zone.number);
        tuner_pin(tuner, zone, false);
        mover_ask(tuner->mover, zone, moves[at].to);
    }
    memory_free(moves);
}
