/* zones/world/ships.h -- ferries as people meet them: going aboard and ashore, and what is told of it.
 *
 * Where a ship is, ferry.h knows; here is what a land does about it.  A ship's deck may lie in another zone than the shore:
 * then one travels, as over any border.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_SHIPS_H
#define ZONES_WORLD_SHIPS_H

#include "zones/world/ferry.h"
#include "zones/world/land.h"

/* The ship whose deck that is; NULL: it is none. */
const struct ferry *ship_of(const struct room *room);
/* Of the ships that lie there now, the one that answers to the word, or, if that is empty, the first; NULL: none. */
const struct ferry *ship_at(const struct room *room, const char *word);
/* With who follows him and could follow him anywhere. */
ZONE_THREAD void ship_board(struct character *who, const struct ferry *ferry);
ZONE_THREAD void ship_leave(struct character *who);
/* What one sees of ships on looking round. */
ZONE_THREAD void tell_ships(struct character *who);
/* An hour of the world has begun: who is on a deck or at a stop is told what it brings. */
ZONE_THREAD void ships_hour(struct zone *zone);

#endif
