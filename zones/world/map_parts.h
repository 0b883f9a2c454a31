/* zones/world/map_parts.h -- what the two files of maps share; private to zones/world/map*.c. */
#ifndef ZONES_WORLD_MAP_PARTS_H
#define ZONES_WORLD_MAP_PARTS_H

#include "zones/world/grid.h"
#include "zones/world/map.h"
#include "zones/world/sight.h"

struct map_here {                  /* a cell somebody stands in */
    const struct zone *zone;
    const struct room *room;
    const struct grid *grid;
    int                x, y;
};

/* -- map.c -- */
bool map_here(const struct room *room, struct map_here *here);            /* false: it is no cell */
zone_id map_zone(const struct map_here *here, int x, int y);              /* of a cell inside the grid */
const struct room_proto *map_room(const struct map_here *here, int x, int y);   /* NULL: there is none */
/* The area that a way out of the grid leads to, or NULL. */
const struct area *map_gate(const struct map_here *here, const struct room_proto *room, unsigned direction);
/* How far one sees at this hour, in this weather. */
void map_reach(const struct map_here *here, int *across, int *down);
char map_good(const struct map_here *here, int x, int y);                 /* its letter, or 0 */

/* -- map_words.c: whole lines; the caller's reference -- */
struct text *map_in_words(const struct map_here *here, const struct character *who, int across, int down, bool goods);
struct text *minimap_in_words(const struct room *room, unsigned steps);

#endif
