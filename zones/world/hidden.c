/* zones/world/hidden.c -- ways and things that nobody knows of before somebody has found them.  Entered by the zone's worker.
 *
 * What has been found in a room is known to everybody in the land until the next reset, which hides it again.  A thing that
 * somebody has taken is his, and hidden no more, wherever he lays it down. */
#include "zones/world/land.h"

void room_ways(struct room *room)
{
    room->ways = room->hidden = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        room->ways |= (uint8_t)(!room_same(exit->to, NO_ROOM) << direction);
        room->hidden |= (uint8_t)(exit->hidden << direction);
    }
}

bool room_shows(const struct room *room, unsigned direction)
{
    return (room->ways & (~room->hidden | room->found) & 1u << direction) != 0;
}

bool item_is_hidden(const struct item *item)
{
    if (item->room == NULL || item->reset < 0 || (item->room->found & FOUND_THINGS) != 0)
        return false;
    const struct area *area = item->room->zone->area;
    return (unsigned)item->reset < area->reset_count && area->resets[item->reset].hidden;
}

void room_hide(struct room *room)
{
    room->found = 0;
}
