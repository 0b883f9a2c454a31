/* zones/grow/continent.h -- the Wilderness, grown from a seed: one area file, wilderness.yaml.
 *
 * Called by the program build/grow, on one thread.  Integers only: a seed gives the same bytes with every compiler
 * and on every machine.  What a continent needs from outside is read here: the data of `data` (regions.yaml,
 * places.yaml, wild.yaml) and the `gate:` keys of the area files in `areas`. */
#ifndef ZONES_GROW_CONTINENT_H
#define ZONES_GROW_CONTINENT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct continent_order {
    uint64_t    seed;
    const char *areas;             /* folders of area files, separated by ':'; a file name counts once, where it comes first */
    const char *data;              /* the folder of the grower's own data: zones/grow */
    const char *out;               /* the file to write; a file of the same bytes is left alone */
};

/* Grows it and writes the file.  false: nothing was written, and why is in `complaints`, a line each. */
bool continent_grow(const struct continent_order *order, FILE *complaints);

/* Grows it and draws it as a PPM picture of `scale` pixels a cell, for eyes; `out` is the picture. */
bool continent_map(const struct continent_order *order, unsigned scale, FILE *complaints);

#endif
