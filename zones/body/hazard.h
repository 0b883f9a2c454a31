/* zones/body/hazard.h -- what the world does to people: darkness, dangerous rooms, and states that come of how one lives.
 *
 * States are rows of zones/tables/skills/states.yaml.  Entered by the zone's worker. */
#ifndef ZONES_BODY_HAZARD_H
#define ZONES_BODY_HAZARD_H

#include "zones/world/land.h"

/* Lays the state of that name, unless it is upon him already, or the tables have none; true: it was laid. */
ZONE_THREAD bool state_befalls(struct character *who, const char *name);
/* That one of his has run its course: of some, another state comes. */
ZONE_THREAD void state_follows(struct character *who, const char *name);

/* He has come into his room: what it does to people begins. */
ZONE_THREAD void hazard_meets(struct character *who);
/* TIMER_HAZARD: and goes on, as long as he stays. */
ZONE_THREAD void hazard_fire(struct character *who, int64_t due);

/* A player who cannot make anything out where he is; creatures are used to their own dark. */
bool in_the_dark(const struct character *who);

#endif
