/* zones/world/wild.h -- what one reads of a cell of the wilderness.
 *
 * A cell is composed when somebody looks: from what lies in it and around it (grid.h), the hour, the season and the weather
 * (calendar.h, weather.h).  A function of the zone's time and the grid alone: the same cell at the same hour reads the same
 * for everybody.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_WILD_H
#define ZONES_WORLD_WILD_H

#include "core/bytes.h"
#include "zones/world/grid.h"
#include "zones/zone.h"

/* Paragraphs with "\n" between them, none behind the last.  cell: a room of this zone that has no text of its own. */
void wild_describe(struct bytes_writer *words, const struct zone *zone, const struct room_proto *cell);
/* The text of any room of that zone: its own, or composed.  The caller's reference. */
struct text *room_words(const struct zone *zone, const struct room_proto *room);

#endif
