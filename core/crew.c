/* core/crew.c -- see crew.h.  Entered by the main thread only. */
#include "core/crew.h"

#include "core/log.h"
#include "core/memory.h"

enum crew_state { CREW_STILL, CREW_CLEARING, CREW_ASKED };

struct crew {
    struct pen       *pen;
    struct mover     *mover;
    struct crew_calls calls;
    void             *who;
    enum crew_state   state;
    unsigned          wanted;
    unsigned          cleared;     /* CLEARING: zones have been asked away from this worker on */
};

struct crew *crew_new(struct pen *pen, struct mover *mover, const struct crew_calls *calls, void *who)
{
    struct crew *crew = memory_get(sizeof *crew);
    crew->pen = pen;
    crew->mover = mover;
    crew->calls = *calls;
    crew->who = who;
    crew->wanted = route_workers(pen->route);
    return crew;
}

void crew_free(struct crew **crew)
{
    memory_free(*crew);
    *crew = NULL;
}

unsigned crew_wanted(const struct crew *crew)
{
    return crew->wanted;
}

bool crew_changing(const struct crew *crew)
{
    return crew->state != CREW_STILL || crew->wanted != route_workers(crew->pen->route);
}

void crew_set(struct crew *crew, unsigned workers)
{
    assert(workers >= 1 && workers <= ROUTE_WORKERS_MAX);
    crew->wanted = workers;
    crew_step(crew);
}

static bool runs_any(struct crew *crew, unsigned from)
{
    struct route *route = crew->pen->route;
    for (uint32_t zone = 1; zone <= route_zones(route); zone++)
        if (route_worker(route, (zone_id){zone}) >= from)
            return true;
    return false;
}

MAIN_THREAD static void crew_ask(struct crew *crew)
{
    struct message *ask = message_new(MSG_CREW_ASK);
    ask->crew_ask.workers = crew->wanted;
    crew->state = CREW_ASKED;
    post(crew->pen, ask);
}

/* The zones of those that leave go first. */
MAIN_THREAD static void crew_clear(struct crew *crew)
{
    mover_bar(crew->mover, crew->wanted);
    if (crew->state != CREW_CLEARING || crew->cleared != crew->wanted) {
        crew->state = CREW_CLEARING;
        crew->cleared = crew->wanted;
        crew->calls.spread(crew->who, crew->wanted);
    }
    if (!mover_idle(crew->mover))
        return;
    if (runs_any(crew, crew->wanted))
        crew->calls.spread(crew->who, crew->wanted);   /* one that was on its way there when we began */
    else
        crew_ask(crew);
}

void crew_step(struct crew *crew)
{
    unsigned workers = route_workers(crew->pen->route);
    if (crew->state == CREW_ASKED)
        return;
    if (crew->wanted < workers) {
        crew_clear(crew);
        return;
    }
    mover_bar(crew->mover, ROUTE_WORKERS_MAX);
    crew->state = CREW_STILL;
    if (crew->wanted > workers)
        crew_ask(crew);
}

/* Those that came, from the first that could not on nobody. */
MAIN_THREAD static unsigned crew_grow(struct crew *crew, unsigned from, unsigned to, uint64_t epoch)
{
    unsigned workers = from;
    while (workers < to && crew->calls.begin(crew->who, workers, epoch))
        workers++;
    if (workers < to) {
        log_error("workers_refused wanted=%u workers=%u", to, workers);
        crew->wanted = workers;
    }
    route_set_workers(crew->pen->route, workers);
    return workers;
}

MAIN_THREAD static unsigned crew_shrink(struct crew *crew, unsigned from, unsigned to)
{
    for (unsigned worker = from; worker > to; worker--)
        crew->calls.end(crew->who, worker - 1);
    route_set_workers(crew->pen->route, to);
    return to;
}

MAIN_THREAD static void crew_ready(struct crew *crew, const struct msg_crew_ready *ready)
{
    unsigned was = route_workers(crew->pen->route), now;
    now = ready->workers < was ? crew_shrink(crew, was, ready->workers) : crew_grow(crew, was, ready->workers, ready->epoch);
    struct message *done = message_new(MSG_CREW_DONE);
    done->crew_done.workers = now;
    post(crew->pen, done);
    crew->state = CREW_STILL;
    log_info("workers_changed from=%u to=%u epoch=%llu", was, now, (unsigned long long)ready->epoch);
    if (crew->wanted == now && now > was)
        crew->calls.spread(crew->who, now);
}

bool crew_mail(struct crew *crew, struct message *message)
{
    if (message->type != MSG_CREW_READY)
        return false;
    crew_ready(crew, &message->crew_ready);
    message_free(&message);
    return true;
}
