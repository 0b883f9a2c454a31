/* net/pace.h -- how often a net thread turns: as seldom as is worth it, for a turn has its price whatever is in it.
 *
 *   few lines come     the next turn begins at once: who types when little is going on never waits here
 *   more               net.turns_per_s and no more: what would have been several turns is one
 *   many               as many lines as net.turn_lines are waited for, where they come within PACE_WAITS_NS
 *   very many          net.turns_per_s again: that many lines come in less
 *
 * How fast lines come is what the last PACE_LOOKS_NS or more have shown.  Plain memory: the net thread that owns it calls. */
#ifndef NET_PACE_H
#define NET_PACE_H

#include "config/options.h"

#include <stdint.h>

enum { PACE_WAITS_NS = 1000000, PACE_LOOKS_NS = 20000000 };
enum { PACE_SPARES = 256 };     /* turns that may follow each other at once, after a while with fewer: many at once are no load yet */

/* All zero to begin with. */
struct pace {
    int64_t  due_ns;            /* of the clock: no further turn begins before */
    int64_t  looked_ns;
    uint64_t lines;             /* then */
    int64_t  fills_ns;          /* so long until net.turn_lines have come; 0: that is not waited for */
};

/* Before each turn: for how many ns the thread is to rest.  `lines` have been read since it began. */
int64_t pace_rest_ns(struct pace *pace, const struct options *options, int64_t now_ns, uint64_t lines);

#endif
