/* zones/quests/quests.h -- quests in play: who is offered one, what brings it on, what it earns.
 *
 *   log.c        what a player has of them, and its bytes
 *   offer.c      who is offered what, and how he hears of it
 *   progress.c   something happened that a step asks for; the end, and the reward
 *
 * Whatever happens to somebody is told to these functions by who makes it happen; they look at the quests he is about, at
 * most `quest.going_max`.  Entered by the zone's worker; what changes is in the player's body record, touched first. */
#ifndef ZONES_QUESTS_QUESTS_H
#define ZONES_QUESTS_QUESTS_H

#include "zones/world/land.h"

/* -- offer.c -- */
/* Would he be offered it, wherever its giver is?  Then NULL, else why not. */
const char *quest_refuses(const struct character *who, const struct quest_proto *quest);
/* The n-th, from 0, that this one offers him; NULL: there is none. */
const struct quest_proto *quest_offered(const struct character *who, const struct character *giver, unsigned n);
/* That there is one, in the words clients know: in front of the giver's own line. */
ZONE_THREAD void quest_announce(struct character *who, const struct character *giver);
/* The giver tells of all he has; false: he has none. */
ZONE_THREAD bool quest_offer(struct character *who, const struct character *giver);
/* He is about it from now on. */
ZONE_THREAD void quest_accept(struct character *who, const struct quest_proto *quest);

/* -- progress.c -- */
/* What there is to do next, for the journal; the caller's reference. */
struct text *quest_next_words(const struct character *who, const struct quest_entry *entry);
/* He has had a share in the death of one of that sort (creature_sort()). */
ZONE_THREAD void quest_killed(struct character *who, uint64_t sort);
/* He has come to where he is, or who follows him has: something may be found, somebody may be where he wanted to be. */
ZONE_THREAD void quest_arrives(struct character *who);
/* He speaks to that one, and may be answered; false: it has nothing to say to him.  offers: it also tells of what it offers. */
ZONE_THREAD bool quest_spoken(struct character *who, struct character *other, bool offers);
/* The same of everybody in the room. */
ZONE_THREAD void quest_says(struct character *who, const char *words);
/* He hands it to that one; true: it is wanted, and gone. */
ZONE_THREAD bool quest_given(struct character *who, struct character *other, struct item *item);
/* That one dies; who has led it somewhere for a quest begins anew. */
ZONE_THREAD void quest_dies(const struct character *who);
/* He is about it no longer. */
ZONE_THREAD void quest_drop(struct character *who, struct quest_entry *entry);

#endif
