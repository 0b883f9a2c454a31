/* zones/skills/called.h -- creatures that skills call: mobiles with a prototype of their own, out of creatures.yaml.
 *
 * The prototype is owned by the character; its key is "creature:", its row's key, ":" and its level, which is all a land's
 * state has to keep of it.  Entered by the zone's worker. */
#ifndef ZONES_SKILLS_CALLED_H
#define ZONES_SKILLS_CALLED_H

#include "zones/world/land.h"

/* In no room yet, full of health; NULL: creatures.yaml has none of that key. */
ZONE_THREAD struct character *creature_call(struct zone *zone, const char *key, uint32_t level);
/* For reading a land: makes `who` what the key of its prototype says; false: there is no such creature. */
bool creature_dress(struct character *who, const char *key);
void called_free(struct character *who);

#endif
