/* core/census.h -- what is there to be counted of this world, for whoever asks from outside (net/mssp.def).
 *
 * Main fills it once, after the world has been read and before threads start; afterwards it is only read.
 * Of what the game does not have yet there are none: 0 is then the count. */
#ifndef CORE_CENSUS_H
#define CORE_CENSUS_H

#include <stdint.h>

struct census {
    int64_t started;      /* seconds since 1970 when the server began */
    int64_t areas, rooms, exits, mobiles, objects, extras, resets, helpfiles;
    int64_t programs, triggers;              /* lines of programs, and what sets them off */
    int64_t classes, levels, races, skills;
};

#endif
