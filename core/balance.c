/* core/balance.c -- see balance.h. */
#include "core/balance.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum {
    SMOOTH = 4,                /* a new second counts for a quarter */
    IDLE_WEIGHT = 20000,       /* of a zone in which nothing happens: somebody may come */
    PERCENT = BALANCE_FULL / 100,
    WORTH_IT = BALANCE_FULL / 1000, /* a zone with less to do is not moved to make it even */
};

const char *balance_reason_words(enum balance_reason reason)
{
    static const char *const words[] = {
        [BALANCE_NOTHING] = "none", [BALANCE_GAP] = "its worker has most to do", [BALANCE_CROWD] = "a crowd has its worker for itself",
    };
    return words[reason];
}

uint64_t balance_smooth(uint64_t load, uint64_t now)
{
    return (load * (SMOOTH - 1) + now + SMOOTH / 2) / SMOOTH;
}

uint64_t balance_load(const struct balance_view *view, unsigned worker)
{
    uint64_t load = 0;
    for (unsigned zone = 1; zone <= view->count; zone++)
        load += view->zones[zone].worker == worker ? view->zones[zone].load : 0;
    return load;
}

static void loads_take(const struct balance_view *view, uint64_t loads[BALANCE_WORKERS_MAX])
{
    memset(loads, 0, BALANCE_WORKERS_MAX * sizeof *loads);
    for (unsigned zone = 1; zone <= view->count; zone++)
        loads[view->zones[zone].worker] += view->zones[zone].load;
}

static unsigned hottest_of(const uint64_t *loads, unsigned workers)
{
    unsigned hottest = 0;
    for (unsigned worker = 1; worker < workers; worker++)
        if (loads[worker] > loads[hottest])
            hottest = worker;
    return hottest;
}

/* Among those that are not `but` nor stuck; `but`: there is none. */
static unsigned idlest_of(const struct balance_view *view, const uint64_t *loads, unsigned but)
{
    unsigned idlest = but;
    for (unsigned worker = 0; worker < view->workers; worker++)
        if (worker != but && !view->stuck[worker] && (idlest == but || loads[worker] < loads[idlest]))
            idlest = worker;
    return idlest;
}

static bool may_move(const struct balance_zone *zone, unsigned from)
{
    return zone->worker == from && !zone->pinned && !zone->resting;
}

/* The zone that takes so much of its worker that nothing else should be there, or 0. */
static uint32_t crowd_of(const struct balance_view *view, const struct balance_rules *rules)
{
    uint32_t crowd = 0;
    for (uint32_t zone = 1; zone <= view->count; zone++)
        if (view->zones[zone].load >= (uint64_t)rules->crowd_percent * PERCENT
            && (crowd == 0 || view->zones[zone].load > view->zones[crowd].load))
            crowd = zone;
    return crowd;
}

/* Of the zones beside the crowd the one with most to do, and those in which nothing happens last. */
static uint32_t beside(const struct balance_view *view, uint32_t crowd)
{
    unsigned from = view->zones[crowd].worker;
    uint32_t found = 0;
    for (uint32_t zone = 1; zone <= view->count; zone++)
        if (zone != crowd && may_move(&view->zones[zone], from) && (found == 0 || view->zones[zone].load > view->zones[found].load))
            found = zone;
    return found;
}

/* The move that leaves the smallest gap.  One after which the other is the busier must make the gap a quarter smaller: it would
 * go to and fro for nothing.  0: none is worth it. */
static uint32_t best_for(const struct balance_view *view, unsigned from, uint64_t gap)
{
    uint32_t found = 0;
    uint64_t least = gap;
    for (uint32_t zone = 1; zone <= view->count; zone++) {
        uint64_t load = view->zones[zone].load;
        if (!may_move(&view->zones[zone], from) || load < WORTH_IT || load >= gap)
            continue;
        bool over = 2 * load > gap;
        uint64_t left = over ? 2 * load - gap : gap - 2 * load;
        if (left < least && (!over || left <= gap - gap / 4)) {
            least = left;
            found = zone;
        }
    }
    return found;
}

struct balance_move balance_next(const struct balance_view *view, const struct balance_rules *rules)
{
    const struct balance_move nothing = { .reason = BALANCE_NOTHING };
    uint64_t loads[BALANCE_WORKERS_MAX];
    if (view->workers < 2)
        return nothing;
    loads_take(view, loads);
    uint32_t crowd = crowd_of(view, rules), zone = crowd == 0 ? 0 : beside(view, crowd);
    unsigned from = zone == 0 ? hottest_of(loads, view->workers) : view->zones[crowd].worker;
    unsigned to = idlest_of(view, loads, from);
    if (to == from)
        return nothing;
    if (zone != 0 && loads[to] + view->zones[zone].load < loads[from])
        return (struct balance_move){ .zone = zone, .from = from, .to = to, .reason = BALANCE_CROWD };
    from = hottest_of(loads, view->workers);
    to = idlest_of(view, loads, from);
    if (to == from || loads[from] < (uint64_t)rules->busy_percent * PERCENT
        || loads[from] - loads[to] < (uint64_t)rules->gap_percent * PERCENT)
        return nothing;
    zone = best_for(view, from, loads[from] - loads[to]);
    if (zone == 0)
        return nothing;
    return (struct balance_move){ .zone = zone, .from = from, .to = to, .reason = BALANCE_GAP };
}

/* -- plans ------------------------------------------------------------------------------------------- */

static uint64_t weight(const struct balance_zone *zone)
{
    return zone->load + IDLE_WEIGHT;
}

static void weights_take(const struct balance_view *view, uint64_t weights[BALANCE_WORKERS_MAX])
{
    memset(weights, 0, BALANCE_WORKERS_MAX * sizeof *weights);
    for (unsigned zone = 1; zone <= view->count; zone++)
        weights[view->zones[zone].worker] += weight(&view->zones[zone]);
}

/* The heaviest zone of the workers that leave, or 0. */
static uint32_t heaviest_beyond(const struct balance_view *view, unsigned workers)
{
    uint32_t found = 0;
    for (uint32_t zone = 1; zone <= view->count; zone++)
        if (view->zones[zone].worker >= workers && (found == 0 || view->zones[zone].load > view->zones[found].load))
            found = zone;
    return found;
}

/* The zone whose move halves the gap best; 0: none makes it smaller by enough. */
static uint32_t evening(const struct balance_view *view, unsigned from, uint64_t gap)
{
    uint32_t found = 0;
    uint64_t least = gap;
    for (uint32_t zone = 1; zone <= view->count; zone++) {
        uint64_t its = weight(&view->zones[zone]);
        if (view->zones[zone].worker != from || view->zones[zone].pinned || its >= gap)
            continue;
        uint64_t left = 2 * its > gap ? 2 * its - gap : gap - 2 * its;
        if (left < least && (2 * its <= gap || left <= gap - gap / 4)) {
            least = left;
            found = zone;
        }
    }
    return found;
}

static void plan_move(struct balance_view *view, uint32_t zone, unsigned to, unsigned *was, uint64_t *weights)
{
    struct balance_zone *its = &view->zones[zone];
    if (was != NULL)
        *was = its->worker;
    weights[its->worker] -= weight(its);
    weights[to] += weight(its);
    its->worker = to;
}

/* Where a zone goes twice in a plan, once is enough. */
static unsigned plan_add(struct balance_move *moves, unsigned count, uint32_t zone, unsigned from, unsigned to)
{
    for (unsigned at = 0; at < count; at++)
        if (moves[at].zone == zone) {
            moves[at].to = to;
            return count;
        }
    moves[count] = (struct balance_move){ .zone = zone, .from = from, .to = to, .reason = BALANCE_GAP };
    return count + 1;
}

static unsigned plan_clean(struct balance_move *moves, unsigned count)
{
    unsigned kept = 0;
    for (unsigned at = 0; at < count; at++)
        if (moves[at].from != moves[at].to)
            moves[kept++] = moves[at];
    return kept;
}

unsigned balance_plan(struct balance_view *view, unsigned workers, struct balance_move *moves)
{
    uint64_t weights[BALANCE_WORKERS_MAX];
    unsigned count = 0, was;
    uint32_t zone;
    assert(workers >= 1 && workers <= BALANCE_WORKERS_MAX);
    view->workers = workers;
    weights_take(view, weights);
    while ((zone = heaviest_beyond(view, workers)) != 0) {
        unsigned to = idlest_of(view, weights, workers);
        if (to == workers)              /* all that stay are stuck: the first then */
            to = 0;
        plan_move(view, zone, to, &was, weights);
        count = plan_add(moves, count, zone, was, to);
    }
    for (unsigned round = 0; round < 2 * view->count; round++) {
        unsigned from = hottest_of(weights, workers), to = idlest_of(view, weights, from);
        zone = to == from || weights[to] >= weights[from] ? 0 : evening(view, from, weights[from] - weights[to]);
        if (zone == 0)
            break;
        plan_move(view, zone, to, &was, weights);
        count = plan_add(moves, count, zone, was, to);
    }
    return plan_clean(moves, count);
}
