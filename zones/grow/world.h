/* zones/grow/world.h -- the whole world from a seed, into a folder of area files.  Called by build/grow, and by tests. */
#ifndef ZONES_GROW_WORLD_H
#define ZONES_GROW_WORLD_H

#include "zones/grow/area.h"
#include "zones/grow/plan.h"

struct world_order {
    uint64_t    seed;
    unsigned    scale;                 /* 1, or so many times the areas, with coarse texts: a stress world */
    unsigned    threads;
    const char *out;                   /* folder, made if it is not there */
    const char *areas;                 /* the folder of areas written by hand */
    const char *data;                  /* common.yaml, areas.yaml, what the continent needs */
    const char *themes;                /* the folder of themes */
    bool        continent;             /* the wilderness too */
};
/* False: something was wrong, told on stderr. */
bool world_grow(const struct world_order *order);

/* -- for its parts -- */
struct budget { unsigned areas, rooms, mobiles, objects, extras; };
struct keep;
struct growing {
    const struct world_order *order;
    struct arena             *arena;
    struct rules             *rules;
    struct theme_common      *common;
    struct theme            **themes;  /* by key */
    unsigned                  theme_count;
    struct plan               plan;
    struct tally             *names;   /* of people and areas, everywhere */
    struct budget             left;    /* what builders have not written */
    struct area_order        *orders;
    unsigned                  count;
    unsigned                 *faults;  /* by job */
    struct keep              *keep;
};
/* themes.c: every *.yaml of a folder, by name.  One with mistakes is left out, and that is told; NULL when there is none. */
struct theme **themes_read(const char *folder, const struct theme_common *common, const struct rules *rules, unsigned *count);
/* Whether its words are words of the game's tables; mistakes are told. */
bool theme_words_check(const struct theme *theme, const struct rules *rules, struct mistakes *mistakes);
/* A hash of all that the world depends on: data, tables, areas written by hand, this program, the order. */
uint64_t world_inputs(const struct world_order *order);

#endif
