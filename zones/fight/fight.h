/* zones/fight/fight.h -- fighting: who fights whom, rounds, blows, hurt, death.
 *
 *   fight_begin()  -> opponent set on both, TIMER_ROUND for each, each in his own time
 *   TIMER_ROUND    -> round_fight(): blows at the opponent, one line of summary each
 *   damage_deal()  -> the one place where health is lost: resistances, wards, shields, wimpy, death
 *
 * All of one fight is in one room; what crosses a border or leaves the room leaves the fight.  A missile into the next
 * room, or over a border, is a message with the shooter's numbers, resolved wholly where it lands (range.h).
 * Entered by the zone's worker. */
#ifndef ZONES_FIGHT_FIGHT_H
#define ZONES_FIGHT_FIGHT_H

#include "zones/world/land.h"

/* -- who fights whom -- */

/* May he harm the other: neither himself, nor in a peaceful room, nor a player against the rules for that?  NULL, or what
 * is said to him. */
const char *fight_refuses(const struct character *who, const struct character *other);
/* Both fight from now on, unless they do already; who had no opponent has one. */
ZONE_THREAD void fight_begin(struct character *who, struct character *other);
/* He fights nobody any more; who fought him turns to another who fights them, or stops. */
ZONE_THREAD void fight_leave(struct character *who);
/* He stops, those who fight him go on. */
ZONE_THREAD void fight_stop(struct character *who);
ZONE_THREAD void fight_turn(struct character *who, struct character *other);  /* another opponent */
unsigned fight_opponents(const struct character *who);      /* how many fight him, or he them */
static inline bool fights(const struct character *who) { return who->opponent != NULL; }
bool are_allies(const struct character *who, const struct character *other); /* group, leader, follower, oneself */

/* -- rounds and blows -- */

struct blow {
    uint8_t  with;                 /* enum effect_with */
    uint8_t  kind;                 /* enum damage_kind; NO_DAMAGE: the weapon's */
    int32_t  percent;              /* of a plain one */
    bool     sure;                 /* is not dodged, parried or blocked */
    uint16_t skill;                /* whose, or NO_SKILL: of a round */
};
enum blow_outcome { BLOW_LANDED, BLOW_CRITICAL, BLOW_MISSED, BLOW_DODGED, BLOW_PARRIED, BLOW_BLOCKED, BLOW_ABSORBED };
/* One blow; *hurt: what it took.  The other may be dead, or gone, afterwards: ask land_character() by id. */
ZONE_THREAD enum blow_outcome blow_strike(struct character *who, struct character *other, const struct blow *blow, int32_t *hurt);
ZONE_THREAD void round_fire(struct character *who);          /* TIMER_ROUND */

/* -- hurt and death -- */

struct hurt {
    struct character *from;        /* NULL: the world */
    uint8_t           kind;        /* enum damage_kind */
    int32_t           amount;      /* before resistances */
    bool              direct;      /* neither wards nor shields: hunger, drowning, a price paid */
    const char       *what;        /* for whoever hears of a death: "a cold hand"; NULL */
};
/* What it took in the end.  May kill: *died. */
ZONE_THREAD int32_t damage_deal(struct character *who, const struct hurt *hurt, bool *died);
/* The word of a ladder of sixteen for so much hurt of one with so much health: "tickles" ... "critically vaporizes". */
const char *damage_verb(int32_t hurt, int32_t most, bool second_person);
const char *condition_words_of(const struct character *who); /* "is moderately hurt" */
ZONE_THREAD void character_die(struct character *who, struct character *by);

/* -- what those in the room may be told who chose brief fights -- */
ZONE_THREAD void tell_fight(struct room *room, const struct character *save, const struct character *and_save, const char *format, ...)
    PRINTF_LIKE(4, 5);

#endif
