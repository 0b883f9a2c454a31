/* zones/world/census.c -- see census.h.  Entered by main, and by tests. */
#include "zones/world/census.h"

#include "zones/world/land.h"

static void count_room(const struct room_proto *room, struct census *census)
{
    census->rooms += !room->afloat;    /* a ship is no place */
    census->extras += room->extra_count;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        if (!room_same(room->exits[direction].to, NO_ROOM)) {
            census->exits++;
            census->extras += room->exits[direction].sight != NULL ? room->exits[direction].sight->extras.count : 0;
        }
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
    for (unsigned at = 0; at < world->mobile_count; at++)
        census->extras += world->mobiles[at].extras.count;
    for (unsigned at = 0; at < world->object_count; at++)
        census->extras += world->objects[at].extras.count;
    for (unsigned at = 0; at < world->area_count; at++) {
        const struct area *area = &world->areas[at];
        census->resets += area->reset_count;
        for (unsigned room = 0; room < area->room_count; room++)
            count_room(&area->rooms[room], census);
    }
}

void census_living(const struct zone *zone, struct living *living)
{
    for (unsigned at = 0; zone->kind == &zone_land && at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        living->rooms++;
        living->things += items_count(room->items);
        for (const struct character *who = room->people; who != NULL; who = who->next) {
            living->mobiles += who->player == NULL;
            living->things += who->player == NULL ? items_count(who->items) : 0;
        }
    }
}
