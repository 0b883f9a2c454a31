/* core/spread.h -- how often something took how long, or how many there were at once: counted by size, in steps that double.
 *
 * A spread has one writer; anybody reads it at any time (relaxed atomics).  Step k counts what was more than 2^(k-1) and at most
 * 2^k units; the last one all that was more.  Units are microseconds for times, one for numbers.
 *
 * A spread_sum is a plain copy, to add up and to ask. */
#ifndef CORE_SPREAD_H
#define CORE_SPREAD_H

#include "core/thread.h"

#include <stdatomic.h>
#include <stdint.h>

enum { SPREAD_STEPS = 24, SPREAD_ALL = SPREAD_STEPS + 1, NS_PER_US = 1000 }; /* 1 us to 8.4 s, and longer */

struct spread {
    _Atomic uint64_t step[SPREAD_ALL];
    _Atomic uint64_t sum;          /* of all that was counted: ns, or the numbers */
};

struct spread_sum {
    uint64_t step[SPREAD_ALL];
    uint64_t count, sum;
};

static inline void spread_raise(_Atomic uint64_t *figure, uint64_t by)
{
    atomic_store_explicit(figure, atomic_load_explicit(figure, memory_order_relaxed) + by, memory_order_relaxed);
}

static inline unsigned spread_step(uint64_t units)
{
    unsigned step = units <= 1 ? 0 : 64 - (unsigned)__builtin_clzll(units - 1);
    return step < SPREAD_STEPS ? step : SPREAD_STEPS;
}

static inline void spread_number(struct spread *spread, uint64_t number)
{
    spread_raise(&spread->step[spread_step(number)], 1);
    spread_raise(&spread->sum, number);
}

/* A time that is negative, as two clocks may say, counts as none. */
static inline void spread_time(struct spread *spread, int64_t ns)
{
    uint64_t took = ns > 0 ? (uint64_t)ns : 0;
    spread_raise(&spread->step[spread_step((took + NS_PER_US - 1) / NS_PER_US)], 1);
    spread_raise(&spread->sum, took);
}

ANY_THREAD void spread_collect(const struct spread *spread, struct spread_sum *sum);
/* What `share` (0 to 1) of all were at most, in units: a straight line through the step it lies in.  Of what is beyond the last
 * step that one's lower end is known, no more.  0 without any. */
ANY_THREAD double spread_quantile(const struct spread_sum *sum, double share);

#endif
