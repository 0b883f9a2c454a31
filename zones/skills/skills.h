/* zones/skills/skills.h -- using skills: may he, does it succeed, what comes of it.
 *
 *   skill_use(who, skill, words)
 *     knows it, position, conditions, cooldown, cost        use.c: refusals, a sentence each
 *     aims: words -> a target                               aim.c
 *     a spell: concentrates for delay_ms (TIMER_SPELL), then goes on; a blow may break it
 *     success: percent, rank, hardness, armour              power.c
 *     effects in the order of the row                       effects*.c, one function a primitive
 *     waits, cooldown, learning by use                      learning.c
 *
 * Entered by the zone's worker. */
#ifndef ZONES_SKILLS_SKILLS_H
#define ZONES_SKILLS_SKILLS_H

#include "zones/fight/fight.h"

enum { DEED_WORDS_SIZE = 128, DEED_TARGETS_MOST = 64 };

/* Whether somebody has withstood a deed: each is asked once, whatever the number of effects. */
struct verdict { entity_id who; bool saved; };

/* One use of one skill. */
struct deed {
    struct zone      *zone;
    struct room      *room;        /* where it happens */
    struct character *actor;       /* NULL: the world, or somebody who has gone: see `by` */
    entity_id         by;
    const struct skill *skill;
    uint16_t          number;      /* of the skill */
    uint32_t          level;       /* the actor's power, then */
    int32_t           power;       /* percent: from rank and attribute */
    bool              grouped;     /* "group" was said: friends instead of the target */
    /* What it is aimed at; whichever of these the skill's target asks for. */
    struct character *target;
    entity_id         aimed;       /* whom, though he may have gone since, or be in another zone ... */
    zone_id           aimed_zone;  /* ... in which; NO_ZONE: in this one */
    struct item      *item;
    enum direction    direction;   /* or NO_DIRECTION */
    char              words[DEED_WORDS_SIZE]; /* what was said behind the skill's name */
    bool              landed;      /* an effect before this one did not miss */
    bool              halved;      /* he who is just being reached has withstood it by half */
    struct verdict    verdicts[DEED_TARGETS_MOST];
    unsigned          verdict_count;
    bool              from_thing;  /* a scroll, a draught: not from himself */
};

/* -- using ------------------------------------------------------------------------------------------- */

/* A player typed it: does it, or says why not. */
ZONE_THREAD void skill_use(struct character *who, uint16_t skill, const char *words, const struct lookup *lookup);
/* The same for a mobile, at that target; false: it could not. */
ZONE_THREAD bool skill_use_at(struct character *who, uint16_t skill, struct character *target);
/* What a thing casts, at whom those words name: no cost, no learning, never fails.  The thing is used up first, since he may be
 * elsewhere afterwards; NULL then.  False: nothing came of it, and he has been told why. */
ZONE_THREAD bool skill_from_item(struct character *who, struct item **item, const char *words);
/* known.c: all that there is to know of a thing, a sentence each. */
ZONE_THREAD void tell_thing(struct character *who, const struct item *item);
/* What the world does to somebody, a STATE above all. */
ZONE_THREAD void skill_befalls(struct character *who, uint16_t skill, uint32_t level);
/* TIMER_SPELL: what he concentrated on is ready, or his song goes on; argument: enum spell_alarm. */
ZONE_THREAD void skill_ready(struct character *who, uint64_t argument);
/* What he concentrates on is lost; nothing, when he does not. */
ZONE_THREAD void skill_interrupt(struct character *who, bool told);
/* NULL, or why he cannot use it now, whatever at. */
const char *skill_refuses(const struct character *who, const struct skill *skill);
/* The skill that the words begin with, in quotes or without, by its name, its command, or a beginning: one that he knows before
 * others.  *words goes on behind it.  NO_SKILL: none. */
uint16_t skill_named(const struct rules *rules, const struct character *who, const char **words);
/* The skill whose whole name, as lists show it, the words begin with, the longest of them; *words goes on behind it.  NO_SKILL: none. */
uint16_t skill_called(const struct rules *rules, const char **words);
/* Is somebody to be looked up, wherever he is, before that command runs?  typed: the line's first word, or NULL. */
bool skill_wants_player(const struct rules *rules, const char *typed, const char *line);

/* -- figures of a skill ------------------------------------------------------------------------------ */

int32_t skill_cost(const struct character *who, uint16_t skill);
enum pool_kind skill_pool(const struct skill *skill);
int32_t skill_power(const struct character *who, uint16_t skill);
/* Percent of failures that armour adds, of spells or of the rest. */
int32_t skill_fail_modifier(const struct character *who, bool spells);
/* Percent of its uses that succeed. */
int32_t skill_chance(const struct character *who, uint16_t skill);
int32_t effect_amount(struct zone *zone, const struct effect *effect, uint32_t level, int32_t power);
static inline bool skill_is_magic(const struct skill *skill) { return skill->kind <= SKILL_SONG; }

/* Using it may teach something. */
ZONE_THREAD void skill_exercise(struct character *who, uint16_t skill, bool succeeded);

/* -- what lasts -------------------------------------------------------------------------------------- */

/* All effects of a deed, in order.  The target may be dead or gone afterwards. */
ZONE_THREAD void effects_apply(struct deed *deed);
/* What an affect does every so often to who bears it. */
ZONE_THREAD void effects_every(struct character *who, const struct affect *affect);
/* An affect has just ended: what was called goes away, who was charmed is free. */
ZONE_THREAD void effects_ended(struct character *who, const struct affect *affect);
/* The song he plays, as clients read it; "": none.  His stance, likewise. */
const char *song_name(const struct character *who);
const char *stance_name(const struct character *who);
ZONE_THREAD void song_stop(struct character *who, bool told);
/* False: he has none. */
ZONE_THREAD bool stance_end(struct character *who);
ZONE_THREAD bool shape_end(struct character *who);

#endif
