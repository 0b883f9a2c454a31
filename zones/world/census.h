/* zones/world/census.h -- counting what builders wrote, and what has come of it.  Main calls it, once, before threads start. */
#ifndef ZONES_WORLD_CENSUS_H
#define ZONES_WORLD_CENSUS_H

#include "core/census.h"
#include "zones/rules/rules.h"
#include "zones/world/world.h"
#include "zones/zone.h"

/* Fills what world and rules can tell: areas, rooms, exits, mobiles, objects, extras, resets, classes, levels, races, skills; the
 * rest stays as it is. */
void census_take(const struct world *world, const struct rules *rules, struct census *census);

/* What there is of it, where a prototype may stand for several or for nobody: rooms as they are, mobiles, things with all that is
 * in them.  Players are not counted. */
struct living {
    unsigned rooms, mobiles, things;
};
/* Adds up a land; any other zone has none. */
ZONE_THREAD void census_living(const struct zone *zone, struct living *living);

#endif
