/* zones/fight/follower.h -- mobiles that somebody leads: charmed, tamed, summoned, raised; and mounts.
 *
 * A mobile that has a leader is led: it follows him within its land, helps him, obeys his orders, and counts as his hand
 * where players' fights are concerned.  Beside its leader it goes over a border with him (abroad.h); who was not beside him,
 * or told to stay, is its own master again: what a skill called goes where it came from, what has a home walks there.  A
 * mount goes over the border if its rider leads it.
 * Entered by the zone's worker. */
#ifndef ZONES_FIGHT_FOLLOWER_H
#define ZONES_FIGHT_FOLLOWER_H

#include "zones/world/land.h"

static inline bool is_led(const struct character *who)
{
    return who->mobile != NULL && !entity_none(who->leader);
}
/* Does it stand up for that one: its leader, or another whom he leads? */
bool follower_helps(const struct character *who, const struct character *other);
bool follower_stays(const struct character *who);   /* it was told to */
/* From now on it follows him. */
ZONE_THREAD void follower_begin(struct character *who, struct character *leader);
/* It is its own master again; nothing is told. */
ZONE_THREAD void follower_release(struct character *who);
/* Its leader goes where it cannot: it is released, and goes home, or, having none, goes.  The pointer may be gone. */
ZONE_THREAD void follower_forsaken(struct character *who);
/* All of his here, since he goes. */
ZONE_THREAD void followers_forsaken(struct character *leader);
/* Looks where its leader is, and goes after him: of the mind's alarm. */
ZONE_THREAD void follower_fire(struct character *who);

/* -- mounts -- */

/* Whom he rides, in this room; NULL: nobody. */
struct character *mount_of(const struct character *who);
struct character *rider_of(const struct character *who);
ZONE_THREAD void mount_begin(struct character *who, struct character *mount);
/* Of either of the two. */
ZONE_THREAD void mount_end(struct character *who);

#endif
