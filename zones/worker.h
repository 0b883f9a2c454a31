/* zones/worker.h -- a worker runs the zones of its shard.
 *
 * A turn: take the whole inbox without waiting; look up and apply each input; post what it emitted, at
 * once and in order; apply a TICK to zones whose timers are due; write a piece of the open cut; wake who got
 * mail meanwhile (in a long turn on the way, too).  Then sleep until mail or the next due time.
 *
 * The cut.  Every message carries the highest epoch its sender had seen.  Mail of a higher one than ours
 * begins the cut, before it is applied: every zone notes which of its holders are due, and a MARKER goes
 * to each other worker.  Then the game goes on; pieces are written between inputs, with a rest of a millisecond
 * behind each, or when something due is about to change.  Mail is FIFO per sender, so once all markers are in nothing of the old epoch can come
 * any more; when nothing is due either, the records go to persist as one PART.
 *
 *     worker 1   ..e..e..|..e+1..[piece]..e+1..[piece]..........M2..> PART
 *     worker 2   ..e..e..e..e..e..|M1..[piece]..e+1..............> PART
 *                        cut      ^ begins at the first mail of e+1
 *
 * Of what is between zones at that moment the sender's stub holds the bytes until the answer came, and the
 * stub is a holder like any other: nothing has to be fished out of the mail.  Only a zone that is handed
 * over meanwhile is nowhere; one that comes with mail of the old epoch is cut by who adopts it.
 *
 * HALT (checkpoint.mode = halt): the whole part at once, then all further mail is held until RESUME.
 * EXPECT, HANDOVER, ADOPT: see core/mover.h. */
#ifndef ZONES_WORKER_H
#define ZONES_WORKER_H

#include "core/load.h"
#include "core/metric.h"
#include "core/route.h"
#include "core/status.h"
#include "zones/zone.h"

struct worker;

/* What all workers share; read only once they run. */
struct worker_common {
    const struct setting *setting;
    struct route         *route;
    struct directory     *directory;
    const char           *recording;     /* a folder, or NULL: see zones/recording.h */
    struct status        *status;        /* or NULL */
    struct load          *load;          /* or NULL: nobody wants to know what zones cost */
    uint64_t              epoch;         /* of the store when the server began, or the present one for who comes later */
};

MAIN_THREAD struct worker *worker_new(const struct worker_common *common, unsigned number, struct mailbox *inbox);
/* Before it runs, or after it ended.  The zone is the worker's from then on. */
MAIN_THREAD void worker_add_zone(struct worker *worker, struct zone *zone);
MAIN_THREAD void worker_free(struct worker **worker);      /* with its zones */
MAIN_THREAD struct metrics *worker_metrics(struct worker *worker);
/* One turn without waiting.  The shipping loop and the simulator both call this. */
ZONE_THREAD void worker_turn(struct worker *worker);
/* World ms at which it wants a turn though nothing comes in; INT64_MAX: only for mail. */
ZONE_THREAD int64_t worker_due(const struct worker *worker);
/* The thread: turns until STOP. */
void *worker_run(void *worker);

/* For checkers that look at a world standing still: the zones of this worker, through zone->next_in_shard. */
ZONE_THREAD struct zone *worker_zones(struct worker *worker);
/* For tests: called (if set) when the cut has begun in a zone, with all that is due still to be written. */
MAIN_THREAD void worker_watch(struct worker *worker, void (*begun)(const struct worker *worker, const struct zone *zone, void *who), void *who);
/* The same, when a zone has applied an input of that type: what it emitted is still with it. */
MAIN_THREAD void worker_watch_inputs(struct worker *worker, void (*applied)(struct zone *zone, enum message_type type, void *who), void *who);
MAIN_THREAD unsigned worker_number(const struct worker *worker);

#endif
