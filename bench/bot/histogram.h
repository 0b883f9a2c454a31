/* bench/bot/histogram.h -- how long things took, to about three per cent, in a fixed amount of memory.
 *
 * Every power of two of nanoseconds is cut into 32 equal steps.  One owner, no locks. */
#ifndef BENCH_BOT_HISTOGRAM_H
#define BENCH_BOT_HISTOGRAM_H

#include <stdint.h>

enum { HISTOGRAM_STEPS = 32, HISTOGRAM_SIZE = 60 * HISTOGRAM_STEPS };

struct histogram {
    uint64_t count, sum_ns, most_ns;
    uint64_t steps[HISTOGRAM_SIZE];
};

void histogram_add(struct histogram *histogram, uint64_t ns);
/* Everything that is in `other` counts here too, as if it had been added one by one. */
void histogram_merge(struct histogram *histogram, const struct histogram *other);
/* The first nanosecond beyond what is counted in that step; UINT64_MAX for the last. */
uint64_t histogram_step_end(unsigned step);
/* The time that `share` (0 to 1) of all entries did not exceed; 0 while there are none. */
uint64_t histogram_at(const struct histogram *histogram, double share);

#endif
