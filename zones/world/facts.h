/* zones/world/facts.h -- what the client of a player may show of him: core/facts.h, filled from his land.
 *
 * Told with every answer to one whose client wants it, and, when it changed without one, soon after: any input
 * of a land with watchers sets an alarm, at which all of them are looked at.  A text goes out only if it differs
 * from the one before.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_FACTS_H
#define ZONES_WORLD_FACTS_H

#include "zones/world/calendar.h"
#include "zones/world/land.h"

/* His client is the one that holds this slot: does it want facts? */
ZONE_THREAD void facts_watch(struct character *who, session_id session, bool watched);
/* With the answer being given to him. */
ZONE_THREAD void facts_answer(struct character *who, struct slot *slot);
/* By themselves. */
ZONE_THREAD void facts_tell(struct character *who);
/* Something was done in this land: whoever watches is looked at soon. */
ZONE_THREAD void facts_stir(struct zone *zone);
/* TIMER_FACTS went off. */
ZONE_THREAD void facts_fire(struct zone *zone, const struct timer *timer);

#endif
