/* zones/worker.h -- a worker runs the zones of its shard.
 *
 * A turn: take the whole inbox without waiting; look up and apply each input; post what it emitted, at
 * once and in order; apply a TICK to zones whose timers are due; wake whom the turn has woken mail for.
 * Then sleep until mail or the next due time.
 *
 * HALT: apply CUT to every zone with something dirty, send the records as one PART, and hold all further
 * mail until RESUME.  EXPECT, HANDOVER, ADOPT: see core/mover.h. */
#ifndef ZONES_WORKER_H
#define ZONES_WORKER_H

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
/* For the simulator, to prove that it would notice: this worker does not stand still after its part. */
MAIN_THREAD void worker_never_halt(struct worker *worker);

#endif
