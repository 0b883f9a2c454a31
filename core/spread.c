/* core/spread.c -- see spread.h. */
#include "core/spread.h"

void spread_collect(const struct spread *spread, struct spread_sum *sum)
{
    for (unsigned at = 0; at < SPREAD_ALL; at++) {
        uint64_t count = atomic_load_explicit(&spread->step[at], memory_order_relaxed);
        sum->step[at] += count;
        sum->count += count;
    }
    sum->sum += atomic_load_explicit(&spread->sum, memory_order_relaxed);
}

double spread_quantile(const struct spread_sum *sum, double share)
{
    double wanted = share * (double)sum->count, before = 0;
    for (unsigned at = 0; at < SPREAD_STEPS; at++) {
        double here = (double)sum->step[at], low = at == 0 ? 0 : (double)(UINT64_C(1) << (at - 1)), high = (double)(UINT64_C(1) << at);
        if (here > 0 && before + here >= wanted)
            return low + (high - low) * (wanted - before) / here;
        before += here;
    }
    return sum->count == 0 ? 0 : (double)(UINT64_C(1) << (SPREAD_STEPS - 1));
}
