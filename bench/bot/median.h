/* bench/bot/median.h -- the one in the middle.  Any thread. */
#ifndef BENCH_BOT_MEDIAN_H
#define BENCH_BOT_MEDIAN_H

/* The values come into order, the least first; 0 without any. */
double median(double *values, unsigned count);

#endif
