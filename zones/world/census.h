/* zones/world/census.h -- counting what builders wrote.  Main calls it, once, before threads start. */
#ifndef ZONES_WORLD_CENSUS_H
#define ZONES_WORLD_CENSUS_H

#include "core/census.h"
#include "zones/rules/rules.h"
#include "zones/world/world.h"

/* Fills what world and rules can tell: areas, rooms, exits, mobiles, objects, extras, resets, classes, levels, races, skills; the
 * rest stays as it is. */
void census_take(const struct world *world, const struct rules *rules, struct census *census);

#endif
