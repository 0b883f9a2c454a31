/* bench/bot/swaps.h -- how long answers took while an option of the server's was now the one and now the other.
 *
 * Both are asked of one server and one crowd, and neighbours in time are compared: what a machine others use does for a minute is in
 * both of them.  Time is cut into periods of equal length, the even ones under the first value and the odd ones under the second; the
 * beginning of each, in which the one still goes over into the other, does not count.
 *
 * Plain memory, as the tally is whose it is.  One owner at a time. */
#ifndef BENCH_BOT_SWAPS_H
#define BENCH_BOT_SWAPS_H

#include "bench/bot/histogram.h"

#include <stdbool.h>

enum { SWAPS_MAX = 64, SWAP_SETTLES_S = 1 };

struct swaps {
    unsigned         every_s;           /* how long a period is; 0: nothing is swapped */
    struct histogram periods[SWAPS_MAX];
};

/* Of pairs of neighbours, the first over the second: the one in the middle, the least and the most. */
struct swaps_spread {
    unsigned pairs;
    double   ratio, least, most;
    double   first_us, second_us;       /* in the middle of each kind */
};

/* An answer that came so long after the counting began. */
void swaps_add(struct swaps *swaps, int64_t since_ns, uint64_t took_ns);
void swaps_merge(struct swaps *swaps, const struct swaps *other);
/* Of the time that `share` of the answers of a period did not exceed.  False: there is no pair with answers in both. */
bool swaps_spread(const struct swaps *swaps, double seconds, double share, struct swaps_spread *spread);

#endif
