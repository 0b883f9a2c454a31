/* zones/world/wild_parts.h -- what wild.c, wild_view.c and wild_text.c share; private to them. */
#ifndef ZONES_WORLD_WILD_PARTS_H
#define ZONES_WORLD_WILD_PARTS_H

#include "zones/prose/grammar.h"
#include "zones/world/wild.h"

struct wild {
    struct arena   *arena;
    struct grammar *grammar;
    struct wording *ground, *water, *road, *slope, *life, *hour;
    struct wording *view[WILD_FEATURE_KINDS];
};

enum { WILD_WINDS = 8 };
extern const char *const wild_winds[WILD_WINDS];     /* "north", "north-east", ... clockwise */

/* Something seen from a cell. */
struct wild_sight {
    enum wild_feature feature;
    unsigned          wind, cells;     /* where, and how far */
    const char       *name;            /* of a town or place, else of the region if it is another one; NULL: none */
};
struct wild_round {
    struct wild_sight sights[WILD_WINDS];
    unsigned          count;           /* the most remarkable first; no feature twice */
    unsigned          uphill;          /* the wind in which the ground rises most; WILD_WINDS: it is flat */
    bool              roads[WILD_WINDS]; /* the four winds alone: where a road goes on */
    unsigned          road_count;
    bool              coast;
};
void wild_look_round(const struct world *world, const struct area *tile, unsigned x, unsigned y, struct wild_round *round);

#endif
