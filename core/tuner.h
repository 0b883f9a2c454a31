/* core/tuner.h -- looks at what zones cost (core/load.h), lets the balancer decide (core/balance.h) and asks the mover; and
 * names the zone that keeps its worker too long.  The main thread owns it. */
#ifndef CORE_TUNER_H
#define CORE_TUNER_H

#include "core/balance.h"
#include "core/load.h"
#include "core/mover.h"

struct tuner;

struct tuner_rules {
    int64_t every_ms;          /* between two looks of the balancer; 0: it does not look */
    unsigned moves_per_s;
    int64_t rest_ms;           /* a zone that was moved stays for so long */
    int64_t slow_ms;           /* longer at one input is too long; 0: nothing is */
    unsigned budget_percent;   /* of a worker's time: a zone that takes more is named; 0: none is */
    struct balance_rules balance;
};

/* name: what a zone is called in the log. */
MAIN_THREAD struct tuner *tuner_new(struct load *load, struct route *route, struct mover *mover,
                                    void (*name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]), void *who);
MAIN_THREAD void tuner_free(struct tuner **tuner);
MAIN_THREAD void tuner_rule(struct tuner *tuner, const struct tuner_rules *rules);
/* Does what is due, and notes in the load what it found.  quiet: no moves now.  Gives after how many ms it wants to be called again. */
MAIN_THREAD int64_t tuner_turn(struct tuner *tuner, int64_t now_ns, bool quiet);

MAIN_THREAD void tuner_pin(struct tuner *tuner, zone_id zone, bool pinned);
MAIN_THREAD bool tuner_pinned(const struct tuner *tuner, zone_id zone);
/* What would move if there were so many workers: at most route_zones() moves. */
MAIN_THREAD unsigned tuner_plan(struct tuner *tuner, unsigned workers, struct balance_move *moves);
/* Asks the mover for that; pins of zones that must go are taken out. */
MAIN_THREAD void tuner_spread(struct tuner *tuner, unsigned workers);
MAIN_THREAD uint64_t tuner_busy(const struct tuner *tuner, unsigned worker);
MAIN_THREAD bool tuner_over(const struct tuner *tuner, zone_id zone);         /* it takes more than its budget */
MAIN_THREAD unsigned tuner_budget_percent(const struct tuner *tuner);
/* ms for which that worker has been at one input, if that is too long; 0: it is not. */
MAIN_THREAD int64_t tuner_stuck_ms(const struct tuner *tuner, unsigned worker);

#endif
