/* core/crew.h -- workers come and go while people play.
 *
 * How many workers there are changes only between cuts: each sends a marker to each other, and persist waits for a part
 * of each.  So:
 *   fewer:  1. nothing moves to those that leave any more, and their zones go to the others (core/mover.h)
 *           2. CREW_ASK to persist, which answers CREW_READY when no cut is open, begins none, and tells those that
 *              leave nothing more.  No zone is theirs, no marker is under way: what is in their inboxes is all there ever will be
 *           3. STOP behind it; they end, and CREW_DONE lets cuts begin
 *   more:   1. CREW_ASK, CREW_READY with the epoch, which is that of the new workers
 *           2. they begin, CREW_DONE; then zones go to them
 *
 * The main thread owns the crew; whoever has one gives the calls that know what a worker is. */
#ifndef CORE_CREW_H
#define CORE_CREW_H

#include "core/mover.h"

struct crew;

struct crew_calls {
    /* Begins that worker, with route_know_worker(), at that epoch.  False: it cannot be had. */
    bool (*begin)(void *who, unsigned worker, uint64_t epoch);
    /* Its STOP, which it is told here, is the last mail it gets: ends it. */
    void (*end)(void *who, unsigned worker);
    /* Asks the mover for the moves that so many workers need. */
    void (*spread)(void *who, unsigned workers);
};

MAIN_THREAD struct crew *crew_new(struct pen *pen, struct mover *mover, const struct crew_calls *calls, void *who);
MAIN_THREAD void crew_free(struct crew **crew);
/* From 1 to ROUTE_WORKERS_MAX; the latest wish counts. */
MAIN_THREAD void crew_set(struct crew *crew, unsigned workers);
MAIN_THREAD unsigned crew_wanted(const struct crew *crew);
MAIN_THREAD bool crew_changing(const struct crew *crew);
/* CREW_READY: takes the message over.  False for any other. */
MAIN_THREAD bool crew_mail(struct crew *crew, struct message *message);
/* After any mail of main's: what may go on goes on. */
MAIN_THREAD void crew_step(struct crew *crew);

#endif
