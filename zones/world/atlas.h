/* zones/world/atlas.h -- what only the whole world can answer: can one get everywhere, is everything to be had?
 *
 * atlas_check() walks the world as a patient player would, from the home room on: through every way, by foot, boat, wings or
 * ferry, taking up what he finds and opening what it unlocks (what has no key, he picks), until nothing new opens.  What is left over is a mistake:
 *
 *   rooms nobody gets to (without a wilderness every gate to it is a way in), unless the file says why (`apart: reason`); locks whose key lies behind them, or nowhere
 *   quests that speak of somebody, something or some place he does not get to (what a quest gives, he has)
 *   ways that do not lead straight back, unless the file says so (`one_way: yes`)
 *   mobiles that no reset places; objects that nothing lays out, sells, gives or wears
 *   fierce creatures, and things, whose level does not fit their area's; two mobiles of one name in an area
 *   more than ATLAS_ALIKE mobiles that share what they are, how they behave and what they have
 *   levels with fewer than ATLAS_AREAS areas within ATLAS_NEAR of them (only of a world with a wilderness: a whole one)
 *
 * Called by main or a tool, on a world that is whole; nothing is changed. */
#ifndef ZONES_WORLD_ATLAS_H
#define ZONES_WORLD_ATLAS_H

#include "zones/world/world.h"

enum { ATLAS_HOME = 3001, ATLAS_ALIKE = 12, ATLAS_AREAS = 3, ATLAS_NEAR = 5, ATLAS_LEVELS = 200 };

/* Each mistake a line on `out`; how many. */
unsigned atlas_check(const struct world *world, FILE *out);
/* Words of an area's texts that might be looked at, and cannot be: a line a room. */
void atlas_nouns(const struct world *world, const struct area *area, FILE *out);

/* The keys of all areas, rooms, mobiles and objects, sorted, one a line; and what of such a list is not in the world any more,
 * told to `each`. */
void atlas_list(const struct world *world, FILE *out);
typedef void atlas_vanished(const char *key, void *context);
void atlas_compare(const struct world *world, FILE *list, atlas_vanished *each, void *context);

#endif
