/* zones/world/atlas_parts.h -- a walk through the whole world; private to atlas.c and atlas_things.c. */
#ifndef ZONES_WORLD_ATLAS_PARTS_H
#define ZONES_WORLD_ATLAS_PARTS_H

#include "zones/world/atlas.h"

struct walk {
    const struct world *world;
    const struct room_proto **rooms;   /* of each of world->places ... */
    const struct area **areas;         /* ... and whose it is */
    const struct reset **resets;       /* of all areas */
    const struct object_proto **container_of;  /* of a reset of kind INSIDE, else NULL */
    unsigned *reset_heads, *reset_next;/* chains by place */
    bool     *reached;                 /* places */
    unsigned *queue, queued;           /* places that were reached, in that order */
    bool     *had;                     /* objects that can be had */
    bool     *placed;                  /* mobiles that stand where one gets to */
    bool      news, waiting;
};

bool atlas_is_whole(const struct world *world);   /* it has a wilderness */
unsigned atlas_things(const struct walk *walk, FILE *out);

#endif
