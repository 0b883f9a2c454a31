/* zones/fight/mind.h -- what mobiles have in mind: whom they attack, help, hunt, follow; when they run, and go home.
 *
 *   something happens            -> an intent, and TIMER_MIND at which it is done
 *     somebody comes in             aggressive, wary, thief        mind_meets()
 *     a fight begins                pack, guard, calls, followers  mind_fight_begins()
 *     its foe goes away             hunter; else it goes home      mind_foe_gone()
 *     a missile from elsewhere      hunts, or takes cover          mind_shot()
 *   its turn in a fight          -> phases of a boss, fleeing, distance, skills: mind_round()
 *
 * One intent at a time, and an earlier one is finished first; what cannot be done any more is dropped.  A hunter goes over
 * the border after whom it hunts (abroad.h); nothing else leaves its land of itself.  A land that falls asleep forgets all minds and puts everybody back
 * (minds_forget()).  Followers are follower.h's.  Entered by the zone's worker; all of it is state of the zone. */
#ifndef ZONES_FIGHT_MIND_H
#define ZONES_FIGHT_MIND_H

#include "zones/rules/creatures.h"
#include "zones/world/land.h"

enum intent { INTENT_NONE, INTENT_ATTACK, INTENT_HELP, INTENT_STEAL, INTENT_HUNT, INTENT_FOLLOW, INTENT_HOME, INTENTS };

enum { MIND_STEP_MS = 4000 };      /* between two steps of one who is not in a hurry */

struct mind {
    uint8_t   intent;              /* enum intent */
    int64_t   due;                 /* world ms, of the TIMER_MIND that counts; 0: none */
    entity_id other;               /* whom it is about */
    uint32_t  steps;               /* of this hunt */
    room_id   trail;               /* whom it hunts has left the land out of that room ... */
    uint8_t   way;                 /* ... by that enum direction; NO_DIRECTION: not that it knew */
    uint8_t   phases;              /* of a boss, behind it */
    bool      called;              /* for its kind, in this fight */
    bool      stays;               /* a follower who was told to */
    int64_t   stolen;              /* coins it has taken from people */
};

bool behaves(const struct character *who, enum behaviour behaviour);   /* a mobile: its role's, or its own */
/* What boss phases that are behind it give; for figures.c. */
const struct role_phase *mind_phase(const struct character *who, unsigned at);  /* NULL: not so far */

/* He has come to where he is, on foot or otherwise: mobiles here may take notice; or it is one, and takes notice itself. */
ZONE_THREAD void mind_meets(struct character *who);
/* who has begun a fight with other. */
ZONE_THREAD void mind_fight_begins(struct character *who, struct character *other);
/* Whom he fought is gone, and he fights nobody any more. */
ZONE_THREAD void mind_foe_gone(struct character *who, const struct character *foe);
/* He walks out of the land, who is hunted: those who hunt him know where. */
void minds_trail(const struct character *who, enum direction direction);
/* He is dead and will be elsewhere: nobody here hunts him. */
ZONE_THREAD void minds_drop(struct room *room, const struct character *who);
/* A missile came from that direction; from: who shot it, in this land or the next. */
ZONE_THREAD void mind_shot(struct character *who, entity_id from, enum direction direction);
/* It has run away. */
ZONE_THREAD void mind_fled(struct character *who);
/* Its turn in a fight.  True: spent.  It may have died or gone. */
ZONE_THREAD bool mind_round(struct character *who);
/* TIMER_MIND */
ZONE_THREAD void mind_fire(struct character *who, int64_t due);
/* Has it nothing better to do than to wander? */
bool mind_is_free(const struct character *who);
/* It picks up what nobody owns, if that is its way. */
ZONE_THREAD void mind_scavenges(struct character *who);
/* In so many ms: unless it has something in mind already. */
ZONE_THREAD void mind_intend(struct character *who, enum intent intent, entity_id other, int64_t ms);
ZONE_THREAD struct mind *mind_of(struct character *who);     /* makes one, if there is none */
/* Attacks, and says so; false: it may not, or is not in the mood. */
ZONE_THREAD bool mind_attacks(struct character *who, struct character *other);
/* The room its reset, or its day, put it in; NULL: it has none. */
struct room *mind_home(const struct character *who);
/* Whatever it has in mind to do, it has no longer. */
void mind_drop_intent(struct character *who);
/* Its land is asleep: back to where it belongs, unseen.  It may be gone afterwards. */
ZONE_THREAD void mind_forget(struct character *who);
/* Is somebody on a hunt here?  A land does not fall asleep before that is over. */
bool minds_hunt(const struct zone *zone);
/* The land falls asleep. */
ZONE_THREAD void minds_forget(struct zone *zone);

void mind_put(struct bytes_writer *writer, const struct mind *mind);
void mind_take(struct bytes_reader *reader, struct character *who);

#endif
