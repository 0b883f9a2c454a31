/* zones/fight/fight_parts.h -- what the files of fighting share; private to zones/fight, and to the commands of it.
 *
 *   fight.c       who fights whom, and who may
 *   round.c       a fighter's turn: how many blows, what he reads of them
 *   blow.c        one blow: does it land, how hard
 *   damage.c      the loss of health, and what comes of it
 *   death.c       the end, what it costs and brings
 *   duel.c        fights by agreement, without loss
 *   formation.c   who stands in front
 *   range.c       keeping one's distance, missiles into the next room and over borders
 *   odds.c        the numbers, pure functions */
#ifndef ZONES_FIGHT_FIGHT_PARTS_H
#define ZONES_FIGHT_FIGHT_PARTS_H

#include "zones/fight/corpse.h"
#include "zones/fight/fight.h"
#include "zones/fight/odds.h"

/* -- fight.c -- */
/* NULL, or why a player can do nothing just now but what one does asleep. */
const char *fight_hinders(const struct character *who);
/* Can he act in a fight just now? */
bool is_able(const struct character *who);
/* The player behind it: himself, or who has it charmed and stands here; NULL. */
struct character *player_behind(const struct character *who);
/* NULL, or why a player may not fight a player here. */
const char *players_refuse(const struct character *who, const struct character *other);
int64_t round_ms(const struct character *who);
void round_at(struct character *who, int64_t due);

/* -- damage.c -- */
bool is_dying(const struct character *who);       /* down, and mortally wounded */
/* What is left of so much hurt after all that is upon him; mana that pays for some of it is gone then. */
ZONE_THREAD int32_t damage_lessen(struct character *who, const struct hurt *hurt);
/* Would so much end him? */
bool damage_kills(const struct character *who, int32_t amount);
/* Health falls, and what comes of that: he may be dead, fled, or in another zone afterwards. */
ZONE_THREAD void damage_apply(struct character *who, const struct hurt *hurt, int32_t amount, bool *died);
/* What stands behind whom it is done to: "hits" Bob " very hard". */
const char *damage_verb_behind(int32_t hurt, int32_t most);

/* -- blow.c -- */
struct strike {                    /* one blow, thrown but not felt yet */
    enum blow_outcome outcome;
    int32_t           hurt;
    uint8_t           kind;        /* enum damage_kind */
    uint8_t           with;        /* enum effect_with */
    bool              melee;
};
ZONE_THREAD struct strike blow_throw(struct character *who, struct character *other, const struct blow *blow);
/* What those who want to know of every blow read. */
ZONE_THREAD void blow_tell(struct character *who, struct character *other, const struct strike *strike);
/* The same in a round: not to those of both who want it in one line. */
ZONE_THREAD void blow_tell_round(struct character *who, struct character *other, const struct strike *strike);
/* The hurt, and what bites and flows back.  Either may be gone afterwards. */
ZONE_THREAD void blow_feel(struct character *who, struct character *other, const struct strike *strike);
struct item *weapon_in_hand(const struct character *who);
bool is_thrown_weapon(const struct character *who, const struct item *item);
struct item *missile_weapon(const struct character *who);   /* a bow or its kin, in hand; NULL */
/* How hard, before who is struck makes it less.  Of a missile, the arrow is the caller's. */
int32_t blow_force(struct character *who, const struct blow *blow);
int32_t blow_hit_percent(const struct character *who, uint32_t other_power);

/* -- duel.c -- */
bool duel_between(const struct character *who, const struct character *other);
/* He has left the room, or lost: it is over. */
ZONE_THREAD void duel_leave(struct character *who);
/* He would die; if a duel or an arena is where he would, he is spared instead, and that is told. */
ZONE_THREAD bool duel_spares(struct character *who, struct character *by);

/* -- formation.c -- */
/* Whom a blow of his at that one strikes: who stands in front of him, if somebody does. */
struct character *formation_struck(struct character *who, struct character *other);
struct character *formation_front(const struct character *who);   /* somebody who stands in front of him; NULL */
bool formation_shields(const struct character *who, const struct character *other);
ZONE_THREAD void formation_trade(struct character *who, struct character *other);

/* -- range.c -- */
enum range_turn { RANGE_MELEE, RANGE_SHOOTS, RANGE_SPENT };
/* What becomes of his round: if one of both keeps away, he shoots, or tries to close in, or waits. */
ZONE_THREAD enum range_turn range_round(struct character *who, struct character *other);
ZONE_THREAD bool range_advance(struct character *who, struct character *other);
struct character *person_in(const struct room *room, const char *word);
/* NULL, or why he may not shoot at somebody in the next room. */
const char *range_refuses(const struct character *who, const struct character *other);
/* A missile at somebody in another room of this land; he may be gone afterwards. */
ZONE_THREAD void range_strike(struct character *who, struct character *other, enum effect_with with, enum direction direction);
/* ... over the border: at whoever answers to that word there. */
ZONE_THREAD void range_send(struct character *who, enum direction direction, const char *word);
ZONE_THREAD void ranged_arrives(struct zone *zone, const struct message *message);
ZONE_THREAD void ranged_returns(struct character *who, const struct message *message);

/* -- death.c -- */
/* Of a creature of that level and kind, for everybody who has a share in it. */
ZONE_THREAD void reward_give(struct character *who, uint64_t sort, uint32_t level, bool rare, int64_t worth);
/* The same for who has killed it from another zone, and his group beside him. */
ZONE_THREAD void reward_return(struct character *who, uint64_t sort, uint32_t level, bool rare, int64_t worth);
uint64_t creature_sort(const struct character *who);
int64_t creature_worth(const struct character *who);
bool creature_rare(const struct character *who);

/* -- round.c -- */
/* Runs away, by that way or any; false: he did not get away, and has been told why. */
ZONE_THREAD bool fight_flee(struct character *who, enum direction wanted);

#endif
