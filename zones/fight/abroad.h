/* zones/fight/abroad.h -- mobiles over a border: after somebody, with somebody, and home again.
 *
 *   sender                                        receiver
 *   the mobile becomes bytes     ---- ROVE ---->  is the one it is after, or with, still here?  Then it comes in;
 *                                                 else: the same bytes, errand BACK ---- ROVE ---->
 *
 * Nothing of a mobile outlives a crash, so this needs none of what a player's travel has: no stub, no version.  What is
 * sent is gone here, and should the message never come, the next reset replaces the mobile.
 *
 * - A hunter goes one land away from its home, and comes home by the way it came.  Its home remembers who is abroad and
 *   makes no other meanwhile, but not for ever (`abroad_ms`); whoever comes home later finds its place taken, and is gone.
 * - Who is led goes wherever its leader walks, behind him on the same path.  It has no home any more then.
 *
 * Entered by the zone's worker; all of it is state of the zone. */
#ifndef ZONES_FIGHT_ABROAD_H
#define ZONES_FIGHT_ABROAD_H

#include "zones/world/land.h"

enum errand { ERRAND_HUNT, ERRAND_FOLLOW, ERRAND_CARRY, ERRAND_HOME, ERRAND_BACK, ERRANDS };

/* Of a hunter in another land than its own. */
struct visit {
    zone_id home;
    int32_t reset;                 /* of its home's area */
    room_id gate;                  /* where it came in ... */
    uint8_t way;                   /* ... and the enum direction that leads home from there */
    bool    rare;                  /* as it is at home (creature_rare()) */
};

/* In its home: one who is abroad. */
struct abroad {
    struct abroad *next;
    entity_id      who;
    int32_t        reset;
    int64_t        until;          /* world ms: not waited for any longer */
};

/* A step towards a border behind which somebody is, out of that room that way, or over it.  The pointer may be gone.  False:
 * it does not go there. */
ZONE_THREAD bool abroad_hunt(struct character *who, entity_id foe, room_id trail, enum direction way, bool doors);
/* A step of a visitor on its way home; it may be gone afterwards. */
ZONE_THREAD void abroad_home(struct character *who, bool doors);
/* Home at once, unseen: its hosts fall asleep.  It is gone afterwards. */
ZONE_THREAD void abroad_vanish(struct character *who);
/* It is dead, or somebody else's: its home need not wait. */
ZONE_THREAD void abroad_over(struct character *who);

/* Those who are led by him, here, and can come along to `to`, through an exit or (NO_DIRECTION) over a gangplank: they are gone, and their messages, to be sent behind his own,
 * are in the list. */
ZONE_THREAD void abroad_take_along(struct character *leader, zone_id to, room_id room, enum direction direction,
                                   struct message_list *behind);
/* The same within the land: he has gone from there to where no exit leads, and they come to him. */
ZONE_THREAD void abroad_keep_along(struct character *leader, struct room *from);
/* Is it led by who rides it, so that it goes along? */
bool abroad_carries(const struct character *who, const struct character *mount);

ZONE_THREAD void abroad_arrives(struct zone *zone, const struct message *message);   /* MSG_ROVE */
ZONE_THREAD void abroad_ended(struct zone *zone, const struct message *message);     /* MSG_ROVED */
/* How many of that reset are abroad; those who are not waited for any longer are forgotten. */
unsigned abroad_count(struct zone *zone, int32_t reset);

void abroad_put(struct bytes_writer *writer, const struct land *land);
void abroad_take(struct bytes_reader *reader, struct land *land);
void abroad_free(struct land *land);
void visit_put(struct bytes_writer *writer, const struct visit *visit);
void visit_take(struct bytes_reader *reader, struct character *who);

#endif
