/* tests/sim/clock.c -- the clock of the simulator, in the place of core/clock.c.
 *
 * Time stands still until the seed advances it.  Two servers may live at once, each with a world time of
 * its own: whoever runs one sets its offset first. */
#include "core/clock.h"
#include "tests/sim/sim.h"

static struct {
    int64_t ms;         /* that have passed since the process began */
    int64_t offset;     /* what to add for world time */
} now;

void clock_advance(int64_t ms)
{
    now.ms += ms;
}

int64_t clock_offset(void)
{
    return now.offset;
}

void clock_offset_set(int64_t offset)
{
    now.offset = offset;
}

void clock_begin(int64_t resume_ms)
{
    now.offset = resume_ms - now.ms;
}

int64_t clock_world_ms(void)
{
    return now.ms + now.offset;
}

int64_t clock_wall_s(void)
{
    return 1800000000 + now.ms / 1000;
}

/* Nothing costs anything here. */
int64_t clock_cpu_ns(void)
{
    return 0;
}

int64_t clock_ns(void)
{
    return now.ms * 1000000;
}
