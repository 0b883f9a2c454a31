/* zones/body/level.h -- going up: levels, sessions, attributes, classes, another life.  Entered by the zone's worker.
 *
 * Each of these looks whether it may, pays for it, does it, and gives what is to be said: NULL when it was done. */
#ifndef ZONES_BODY_LEVEL_H
#define ZONES_BODY_LEVEL_H

#include "zones/body/body.h"

/* The next level, mortal or paragon: experience, and from 51 on coins; and so many hero points have to have been earned, in
 * all: they are not spent. */
ZONE_THREAD const char *level_gain(struct character *who);
/* A newcomer who begins higher up: what those levels bring, and the skills his path may know there, as well as teachers teach. */
ZONE_THREAD void level_begin(struct character *who, uint32_t level);
/* A session of the meta shop: a pool grows by the class's gain, give or take. */
struct meta_price { int64_t experience, coins; };
struct meta_price meta_price_pool(const struct character *who, enum pool_kind pool);
struct meta_price meta_price_attribute(const struct character *who, enum figure attribute);
ZONE_THREAD const char *meta_pool(struct character *who, enum pool_kind pool, int32_t *gained);
ZONE_THREAD const char *meta_attribute(struct character *who, enum figure attribute);
/* One of the raises that levels bring. */
ZONE_THREAD const char *raise_attribute(struct character *who, enum figure attribute);
/* A class of his path, from its level on. */
ZONE_THREAD const char *specialise(struct character *who, unsigned class);
/* The next rank of nobility. */
ZONE_THREAD const char *ennoble(struct character *who);
/* Back to the first level, on any path, as any race that can be born; what he was is remembered. */
ZONE_THREAD const char *remort(struct character *who, const struct race *race, unsigned path);
/* A session with a teacher. */
ZONE_THREAD const char *practice(struct character *who, uint16_t skill);
/* Can he learn it now, or did he? */
bool may_learn(const struct character *who, uint16_t skill);
const char *nobility_title(unsigned rank, unsigned pronoun);

#endif
