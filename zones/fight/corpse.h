/* zones/fight/corpse.h -- what is left of somebody: a container with a name of its own, that decays.
 *
 * A corpse lies where its owner fell; nobody can pick it up.  A player's is durable, and only he, or whoever he
 * consents to, takes from it.  A mobile's is not; its coins come into being when somebody takes them.
 * Entered by the zone's worker. */
#ifndef ZONES_FIGHT_CORPSE_H
#define ZONES_FIGHT_CORPSE_H

#include "zones/world/item_head.h"
#include "zones/world/land.h"

struct corpse {
    struct corpse_head head;       /* what a record tells of it */
    char              *line;       /* of its object: owned */
};

/* What has been done to it: bits of head.used, for skills. */
enum corpse_use { CORPSE_SKINNED = 1, CORPSE_BUTCHERED = 2, CORPSE_BONED = 4, CORPSE_DRAINED = 8, CORPSE_MILKED = 16 };

/* All he carries goes into it; it lies where he is, and its time has begun. */
ZONE_THREAD struct item *corpse_make(struct character *who, int64_t coins);
/* Of a thing just read: its words. */
void corpse_dress(struct item *item, const struct corpse_head *head);
void corpse_free(struct corpse **corpse);
/* NULL, or why he may not take anything out of that, or do anything to it. */
const char *corpse_refuses(const struct character *who, const struct item *item);
/* He takes the coins that lie in it, and shares with his group here; false: there are none. */
ZONE_THREAD bool corpse_coins(struct character *who, struct item *item);
/* It lies there from now on: its alarm. */
void corpse_wind(struct zone *zone, const struct item *item);
/* TIMER_DECAY: what is left in it lies on the floor. */
ZONE_THREAD void corpse_fire(struct zone *zone, entity_id id, room_id room);
/* Everything about it is gone, too: it is used up, and what is in it lies where it lay. */
ZONE_THREAD void corpse_end(struct zone *zone, struct item **item);
/* All corpses of his in this land: whoever that name is may take from them, "" is nobody; how many there are. */
ZONE_THREAD unsigned corpses_consent(struct zone *zone, const struct character *owner, const char *name);

#endif
