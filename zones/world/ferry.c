/* zones/world/ferry.c -- see ferry.h.  Pure, any thread. */
#include "zones/world/ferry.h"

#include "zones/world/calendar.h"

static unsigned bits_of(uint32_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

unsigned ferry_stop(const struct ferry *ferry, int64_t hour)
{
    uint32_t until_now = (UINT32_C(2) << hour % WORLD_HOURS) - 1;
    uint64_t left = (uint64_t)(hour / WORLD_HOURS) * ferry->hour_count + bits_of(ferry->hours & until_now);
    return (unsigned)(left % ferry->stop_count);
}

bool ferry_sails(const struct ferry *ferry, int64_t hour)
{
    return (ferry->hours & UINT32_C(1) << hour % WORLD_HOURS) != 0;
}

unsigned ferry_leaves_in(const struct ferry *ferry, int64_t hour)
{
    unsigned in = 1;
    while (!ferry_sails(ferry, hour + in))
        in++;
    return in;
}

void ferry_deck(const struct ferry *ferry, struct room_proto *room)
{
    room->id = ferry->deck;
    room->name = ferry->name;
    room->terrain = TERRAIN_BRIDGE;
    room->text = ferry->text;
    room->afloat = true;
}
