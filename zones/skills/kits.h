/* zones/skills/kits.h -- things that skills make: kits.def.
 *
 * Such a thing has no prototype in an area: it is an item with an object of its own, whose key is "kit." and the row's word.
 * A record keeps key, name and numbers; kit_dress() gives the words back.  Entered by the zone's worker. */
#ifndef ZONES_SKILLS_KITS_H
#define ZONES_SKILLS_KITS_H

#include "zones/world/land.h"

struct recipe { const char *book, *takes, *makes; };
extern const struct recipe recipes[];
extern const unsigned recipe_count;

/* Of a row's word, a number of gear.yaml's qualities, or -1: of none; NULL: there is no such row.  It is nowhere yet. */
struct item *kit_make(struct zone *zone, const char *word, int quality);
/* The words and the make of an object whose key is that of a kit; nothing for others. */
void kit_dress(const struct rules *rules, struct object_proto *relic);
/* Is it one of that word? */
bool item_is_kit(const struct item *item, const char *word);
/* Of a skill so well known, for work of that level: a number of a quality, rolled. */
int quality_roll(struct zone *zone, int percent);
const char *quality_word(const struct rules *rules, int quality);   /* "" for -1 */

#endif
