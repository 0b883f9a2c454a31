/* zones/world/census.h -- counting what builders wrote.  Main calls it, once, before threads start. */
#ifndef ZONES_WORLD_CENSUS_H
#define ZONES_WORLD_CENSUS_H

#include "core/census.h"
#include "zones/world/world.h"

/* Fills what a world can tell: areas, rooms, exits, mobiles, objects, extras, resets; the rest stays as it is. */
void census_take(const struct world *world, struct census *census);

#endif
