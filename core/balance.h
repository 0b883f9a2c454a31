/* core/balance.h -- which zone should go to which worker: decisions about figures that others have taken.  Pure: the same
 * figures, the same decision.
 *
 * A load is nanoseconds of a worker's time in a second, smoothed: 1,000,000,000 is all that one worker has. */
#ifndef CORE_BALANCE_H
#define CORE_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

enum { BALANCE_FULL = 1000000000, BALANCE_WORKERS_MAX = 64 };

struct balance_zone {
    unsigned worker;           /* who runs it */
    bool     pinned;           /* it stays where it is */
    bool     resting;          /* it has moved a while ago: it is not moved again yet */
    uint64_t load;
};

struct balance_view {
    struct balance_zone *zones;      /* by number, 1 to count; [0] is nobody */
    unsigned count;
    unsigned workers;
    bool     stuck[BALANCE_WORKERS_MAX]; /* is at one input for too long: nothing goes there */
};

struct balance_rules {
    unsigned busy_percent;     /* a worker with less to do is left in peace */
    unsigned gap_percent;      /* of a worker's time: the busiest must have so much more to do than the idlest */
    unsigned crowd_percent;    /* a zone that takes so much of a worker's time has it for itself */
};

enum balance_reason { BALANCE_NOTHING, BALANCE_GAP, BALANCE_CROWD };

struct balance_move {
    uint32_t zone;
    unsigned from, to;
    enum balance_reason reason;
};

const char *balance_reason_words(enum balance_reason reason);
/* The next of a smoothed load that was `load`, when a second took `now`. */
uint64_t balance_smooth(uint64_t load, uint64_t now);
uint64_t balance_load(const struct balance_view *view, unsigned worker);
/* What would help most now; reason BALANCE_NOTHING: leave all as it is. */
struct balance_move balance_next(const struct balance_view *view, const struct balance_rules *rules);
/* What must move when there are to be `workers` workers: everything away from those that leave, pinned or not, then as evenly
 * as may be, each zone counting a little though nothing happens in it.  Changes the view to what it will be then;
 * gives how many moves, at most one for each zone. */
unsigned balance_plan(struct balance_view *view, unsigned workers, struct balance_move *moves);

#endif
