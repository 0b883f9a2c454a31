/* zones/world/census.c -- see census.h.  Entered by main, and by tests. */
#include "zones/world/census.h"

static void count_room(const struct room_proto *room, struct census *census)
{
    census->rooms += !room->afloat;    /* a ship is no place */
    census->extras += room->extra_count;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        census->exits += !room_same(room->exits[direction].to, NO_ROOM);
}

void census_take(const struct world *world, const struct rules *rules, struct census *census)
{
    census->classes = rules->class_count - rules->path_count;
    census->levels = LEVELS_MORTAL + LEVELS_PARAGON;
    census->races = rules->race_count;
    census->skills = skills_learnable(rules);
    census->areas = world_area_count(world);
    census->mobiles = world->mobile_count;
    census->objects = world->object_count;
    census->rooms = census->exits = census->extras = census->resets = 0;
    for (unsigned at = 0; at < world->area_count; at++) {
        const struct area *area = &world->areas[at];
        census->resets += area->reset_count;
        for (unsigned room = 0; room < area->room_count; room++)
            count_room(&area->rooms[room], census);
    }
}
