/* bench/bot/histogram.c -- see histogram.h. */
#include "bench/bot/histogram.h"

#include <math.h>

/*  0 .. 31          one step a nanosecond
 *  2^n .. 2^(n+1)   32 steps, for n from 5 */
static unsigned step_of(uint64_t ns)
{
    if (ns < HISTOGRAM_STEPS)
        return (unsigned)ns;
    unsigned power = 63 - (unsigned)__builtin_clzll(ns);
    unsigned step = (power - 4) * HISTOGRAM_STEPS + (unsigned)(ns >> (power - 5)) - HISTOGRAM_STEPS;
    return step < HISTOGRAM_SIZE ? step : HISTOGRAM_SIZE - 1;
}

uint64_t histogram_step_end(unsigned step)
{
    if (step + 1 == HISTOGRAM_SIZE)
        return UINT64_MAX;
    if (step < HISTOGRAM_STEPS)
        return step + 1;
    unsigned power = step / HISTOGRAM_STEPS + 4;
    return (uint64_t)(HISTOGRAM_STEPS + step % HISTOGRAM_STEPS + 1) << (power - 5);
}

void histogram_add(struct histogram *histogram, uint64_t ns)
{
    histogram->count++;
    histogram->sum_ns += ns;
    if (ns > histogram->most_ns)
        histogram->most_ns = ns;
    histogram->steps[step_of(ns)]++;
}

void histogram_merge(struct histogram *histogram, const struct histogram *other)
{
    histogram->count += other->count;
    histogram->sum_ns += other->sum_ns;
    if (other->most_ns > histogram->most_ns)
        histogram->most_ns = other->most_ns;
    for (unsigned step = 0; step < HISTOGRAM_SIZE; step++)
        histogram->steps[step] += other->steps[step];
}

uint64_t histogram_at(const struct histogram *histogram, double share)
{
    uint64_t wanted = (uint64_t)ceil(share * (double)histogram->count), seen = 0;
    for (unsigned step = 0; step < HISTOGRAM_SIZE; step++) {
        seen += histogram->steps[step];
        if (seen > 0 && seen >= wanted)
            return histogram_step_end(step) < histogram->most_ns ? histogram_step_end(step) : histogram->most_ns;
    }
    return histogram->most_ns;
}
