/* core/clock.c -- the real clocks.  Any thread reads; main sets world time once, before threads start.
 *
 * The simulator links a clock of its own in the place of this file. */
#include "core/clock.h"

#include <time.h>

enum { NS_PER_MS = 1000000 };

static int64_t world_offset_ms; /* what to add to the monotonic clock; only read once threads run */

int64_t clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t clock_cpu_ns(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return (int64_t)spent.tv_sec * INT64_C(1000000000) + spent.tv_nsec;
}

void clock_begin(int64_t resume_ms)
{
    world_offset_ms = resume_ms - clock_ns() / NS_PER_MS;
}

int64_t clock_world_ms(void)
{
    return clock_ns() / NS_PER_MS + world_offset_ms;
}

int64_t clock_wall_s(void)
{
    return (int64_t)time(NULL);
}
