/* core/mover.c -- see mover.h.  Entered by the main thread only: it may wait for a grace period. */
#include "core/mover.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/metric.h"
#include "core/rcu.h"

#include <stdio.h>

struct mover {
    struct pen         *pen;
    struct message_list wanted;      /* MOVE_ZONE messages that wait their turn */
    bool                moving;      /* a zone is on its way */
    bool                gate_open;   /* a cut is being taken */
    bool                gate_asked;  /* persist waits for the move to end */
    uint64_t            epoch;       /* of that cut */
    session_id          keeper;      /* who asked for the move under way */
    bool                resting;     /* nothing begins any more */
    unsigned            bar;         /* no zone goes to this worker, nor to those above it */
    uint64_t            moves;
    int64_t             grace_ns;    /* that the move under way waited for readers of the old route */
    void              (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]);     /* or NULL */
    void               *who;
    struct metrics      metrics;
};

struct mover *mover_new(struct pen *pen)
{
    struct mover *mover = memory_get(sizeof *mover);
    mover->pen = pen;
    mover->bar = ROUTE_WORKERS_MAX;
    metrics_register(&mover->metrics, METRIC_MAIN, 0);
    return mover;
}

void mover_free(struct mover **mover)
{
    metrics_forget(&(*mover)->metrics);
    message_list_free(&(*mover)->wanted);
    memory_free(*mover);
    *mover = NULL;
}

void mover_know_names(struct mover *mover, void (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]), void *who)
{
    mover->name = name;
    mover->who = who;
}

uint64_t mover_moves(const struct mover *mover)
{
    return mover->moves;
}

void mover_bar(struct mover *mover, unsigned workers)
{
    mover->bar = workers;
}

void mover_rest(struct mover *mover)
{
    message_list_free(&mover->wanted);
    mover->resting = true;
}

bool mover_idle(const struct mover *mover)
{
    return !mover->moving && mover->wanted.first == NULL;
}

MAIN_THREAD static void mover_tell(struct mover *mover, session_id session, struct text *text)
{
    if (session.number == NO_SESSION.number) {
        text_unref(&text);
        return;
    }
    struct message *tell = message_new(MSG_TELL);
    tell->tell.session = session;
    tell->tell.text = text;
    post(mover->pen, tell);
}

MAIN_THREAD static bool mover_fits(struct mover *mover, const struct message *wanted)
{
    struct route *route = mover->pen->route;
    zone_id zone = wanted->move_zone.zone;
    if (zone.number < 1 || zone.number > route_zones(route) || wanted->move_zone.worker >= route_workers(route)) {
        mover_tell(mover, wanted->move_zone.session, text_string("There is no such zone or worker.\n"));
        return false;
    }
    if (wanted->move_zone.worker >= mover->bar) {
        mover_tell(mover, wanted->move_zone.session, text_string("That worker is leaving.\n"));
        return false;
    }
    if (route_worker(route, zone) == wanted->move_zone.worker) {
        mover_tell(mover, wanted->move_zone.session, text_string("That worker runs it already.\n"));
        return false;
    }
    return true;
}

MAIN_THREAD static void mover_grace(struct mover *mover)
{
    int64_t began_ns = clock_ns();
    rcu_wait();
    mover->grace_ns = clock_ns() - began_ns;
    spread_time(&mover->metrics.spread[SPREAD_grace_period], mover->grace_ns);
}

MAIN_THREAD static void mover_move(struct mover *mover, zone_id zone, unsigned to)
{
    struct route *route = mover->pen->route;
    unsigned from = route_worker(route, zone);
    struct message *expect = message_new(MSG_EXPECT);
    expect->expect.zone = zone;
    post_worker(mover->pen, to, expect);
    route_set(route, zone, to);
    mover_grace(mover);
    struct message *handover = message_new(MSG_HANDOVER);
    handover->handover.zone = zone;
    handover->handover.worker = to;
    post_worker(mover->pen, from, handover);
    mover->moving = true;
}

MAIN_THREAD static void mover_open_gate(struct mover *mover)
{
    struct message *open = message_new(MSG_GATE_OPEN);
    open->gate_open.epoch = mover->epoch;
    mover->gate_asked = false;
    mover->gate_open = true;
    post(mover->pen, open);
}

/* Whatever may begin now, begins. A waiting cut comes first: it is what players' safety hangs on. */
MAIN_THREAD static void mover_step(struct mover *mover)
{
    if (mover->moving || mover->gate_open)
        return;
    if (mover->gate_asked) {
        mover_open_gate(mover);
        return;
    }
    struct message *wanted;
    while (!mover->moving && (wanted = message_list_take(&mover->wanted)) != NULL) {
        if (mover_fits(mover, wanted)) {
            mover->keeper = wanted->move_zone.session;
            mover_move(mover, wanted->move_zone.zone, wanted->move_zone.worker);
        }
        message_free(&wanted);
    }
}

MAIN_THREAD static void mover_moved(struct mover *mover, const struct message *moved)
{
    char name[ZONE_NAME_SIZE];
    unsigned number = moved->moved.zone.number, worker = moved->moved.worker;
    snprintf(name, sizeof name, "%u", number);
    if (mover->name != NULL)
        mover->name(mover->who, moved->moved.zone, name);
    mover->moving = false;
    mover->moves++;
    log_info("zone_moved zone=%s number=%u worker=%u gap_us=%lld cpu_us=%lld grace_us=%lld", name, number, worker,
             (long long)moved->moved.gap_ns / NS_PER_US, (long long)moved->moved.cpu_ns / NS_PER_US,
             (long long)mover->grace_ns / NS_PER_US);
    mover_tell(mover, mover->keeper, mover->name == NULL ? text_printf("Zone %u is run by worker %u now.\n", number, worker)
                                                         : text_printf("Zone %u, %s is run by worker %u now.\n", number, name, worker));
}

bool mover_mail(struct mover *mover, struct message *message)
{
    switch (message->type) {
    case MSG_MOVE_ZONE:
        if (mover->resting)
            break;
        message_list_add(&mover->wanted, message);
        message = NULL;
        break;
    case MSG_MOVED:
        mover_moved(mover, message);
        break;
    case MSG_GATE_ASK:
        mover->gate_asked = true;
        mover->epoch = message->gate_ask.epoch;
        break;
    case MSG_GATE_DONE:
        mover->gate_open = false;
        break;
    default:
        return false;
    }
    message_free(&message);
    mover_step(mover);
    return true;
}

void mover_ask(struct mover *mover, zone_id zone, unsigned worker)
{
    struct message *move = message_new(MSG_MOVE_ZONE);
    move->move_zone.zone = zone;
    move->move_zone.worker = worker;
    move->move_zone.session = NO_SESSION;
    mover_mail(mover, move);
}
