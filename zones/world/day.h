/* zones/world/day.h -- mobiles that have a day: at its hours they walk somewhere and say something.
 *
 * Where somebody should be is a function of the time, so an awake land walks its people room by room, and a land that
 * wakes up, or a reset, puts them where the walk would have brought them by now.  A land has one alarm, for whoever
 * is due first, and none while it sleeps.  Whoever finds the way shut waits and tries again.  Wanderers wander when
 * they are not on their way.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_DAY_H
#define ZONES_WORLD_DAY_H

#include "zones/world/land.h"

/* Puts people where their day says, unseen: everybody, or those only who are new. */
ZONE_THREAD void day_place(struct zone *zone, bool everybody);
/* TIMER_DAY */
ZONE_THREAD void day_fire(struct zone *zone, const struct timer *timer);
/* One step of a shortest way within the land, through doors he opens and shuts again, if he is one who does; false: there
 * is none, or he cannot go. */
ZONE_THREAD bool day_step(struct character *who, const struct room *to, bool doors);
/* The first step of a shortest way within the land from where he is, with the keys he has, and how many steps it has;
 * NO_DIRECTION: there is none, or he is there. */
enum direction day_way(const struct character *who, const struct room *to, unsigned *steps);
/* Something came between; he goes on to where his day wants him.  False: it wants him nowhere. */
ZONE_THREAD bool day_resume(struct character *who);

#endif
