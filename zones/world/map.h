/* zones/world/map.h -- what lies around, as a drawing for eyes and in words for ears.
 *
 * Of the wilderness, from its grid and from who is seen (sight.h): each line of the drawing begins with a blank, a symbol a
 * cell (terrain.h), @ where one stands, M creatures, P players, + the gate of an area.  Of any other area, from its rooms
 * and their ways, a few steps each way.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_MAP_H
#define ZONES_WORLD_MAP_H

#include "zones/world/land.h"

/* Below the title of a cell; nothing of other rooms.  Words come with it for who listens. */
ZONE_THREAD void tell_map(struct character *who);
/* Above the title of any other room, for who wants it. */
ZONE_THREAD void tell_minimap(struct character *who);
/* A larger one, with the goods that lie about: f fish, h herbs, o ore, T wood, m magic, c cloth. */
ZONE_THREAD void tell_survey(struct character *who);
/* Where one is, from the south-west; false: nowhere in a wilderness. */
bool map_coordinates(const struct room *room, unsigned *east, unsigned *north);

#endif
