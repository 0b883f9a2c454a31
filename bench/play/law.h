/* bench/play/law.h -- Amdahl's law, fitted: which part of the work more threads do not help with.
 *
 * On n threads a work of time 1 takes serial + (1 - serial) / n, so that the speed-up is the inverse of that. */
#ifndef BENCH_PLAY_LAW_H
#define BENCH_PLAY_LAW_H

/* The serial part, 0 to 1, that comes closest by least squares of the times, from what was measured: each is a speed-up over one
 * thread.  Points with one thread say nothing about it; 1 when there are no others. */
double law_serial(const double *threads, const double *speed_ups, unsigned count);
double law_speed_up(double serial, double threads);

#endif
