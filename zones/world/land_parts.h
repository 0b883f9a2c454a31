/* zones/world/land_parts.h -- what the files of a land share; private to zones/world/land*.c.
 *
 *   land.c          the zone kind: who hears what, rooms, the directory, what the cut writes
 *   land_life.c     falling asleep and waking, resets, what mobiles do of themselves
 *   land_travel.c   coming in, being refused, coming back
 *   land_record.c   the whole land as bytes */
#ifndef ZONES_WORLD_LAND_PARTS_H
#define ZONES_WORLD_LAND_PARTS_H

#include "zones/world/land.h"

/* -- land.c -- */
/* What his client is.  fresh: a connection that has just come may bring his account's word, too. */
ZONE_THREAD void heed_client(struct character *who, const struct slot *slot, bool fresh);
/* Ends the answer to his command, if one is being answered. */
ZONE_THREAD void answer_player(struct zone *zone, struct character *who);

/* -- land_life.c -- */
ZONE_THREAD void land_fire(struct zone *zone, const struct timer *timer);

/* -- land_travel.c: of the kind's table -- */
ZONE_THREAD const char *land_refuse(struct zone *zone, const struct parcel *parcel, const struct message *arrive);
ZONE_THREAD void land_admit(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot);
ZONE_THREAD void land_settle(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason,
                             struct slot *slot);

#endif
