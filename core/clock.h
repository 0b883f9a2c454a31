/* core/clock.h -- the two clocks of the world.
 *
 * World time T: milliseconds, monotonic, kept in every cut and resumed after a restart, so that
 * downtime ages nothing.  Wall time: for logs and for dates in mail; it reaches a zone only inside an
 * input.  Game code reads neither: T comes with each input.  The simulator brings its own clock.c. */
#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

#include "core/thread.h"

#include <stdint.h>

/* Main, once, before workers start: T goes on from `resume_ms`. */
void clock_begin(int64_t resume_ms);
ANY_THREAD int64_t clock_world_ms(void);
/* Seconds and nanoseconds since 1970, and nanoseconds of the monotonic clock for measuring. */
ANY_THREAD int64_t clock_wall_s(void);
ANY_THREAD int64_t clock_ns(void);
/* Nanoseconds of processor time that this thread has had. */
ANY_THREAD int64_t clock_cpu_ns(void);

#endif
