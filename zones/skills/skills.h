/* zones/skills/skills.h -- using skills: may he, does it succeed, what comes of it.
 *
 *   skill_use(who, skill, words)
 *     knows it, position, conditions, cooldown, cost        refusals, a sentence each
 *     aims: words -> a target                               aim.c
 *     a spell: concentrates for delay_ms (TIMER_SPELL), then goes on; a blow may break it
 *     success: percent, rank, hardness, armour              formula.h
 *     effects in the order of the row                       effects_*.c, one function a primitive
 *     waits, cooldown, learning by use
 *
 * Entered by the zone's worker. */
#ifndef ZONES_SKILLS_SKILLS_H
#define ZONES_SKILLS_SKILLS_H

#include "zones/fight/fight.h"

/* One use of one skill. */
struct deed {
    struct character *actor;       /* NULL: the world, or somebody who has gone: see `by` */
    entity_id         by;
    const struct skill *skill;
    uint16_t          number;      /* of the skill */
    uint32_t          level;       /* the actor's power, then */
    int32_t           power;       /* percent: from rank, attribute and figures */
    bool              grouped;     /* "group" was said: friends instead of the target */
    /* What it is aimed at; whichever of these the skill's target asks for. */
    struct character *target;
    struct item      *item;
    enum direction    direction;
    char              words[128];  /* what else was said */
    bool              landed;      /* an effect before this one did not miss */
};

/* A player typed it: does it, or says why not. */
ZONE_THREAD void skill_use(struct character *who, uint16_t skill, const char *words);
/* The same for a mobile, at that target; false: it could not. */
ZONE_THREAD bool skill_use_at(struct character *who, uint16_t skill, struct character *target);
/* TIMER_SPELL: what he concentrated on is ready. */
ZONE_THREAD void skill_ready(struct character *who, uint64_t argument);
ZONE_THREAD void skill_interrupt(struct character *who, bool told);
/* NULL, or why he cannot use it now. */
const char *skill_refuses(const struct character *who, const struct skill *skill);
int32_t skill_cost(const struct character *who, uint16_t skill);
int32_t skill_power(const struct character *who, uint16_t skill);
/* Using it may teach something. */
ZONE_THREAD void skill_exercise(struct character *who, uint16_t skill, bool succeeded);

/* All effects of a deed, in order.  The target may be dead or gone afterwards. */
ZONE_THREAD void effects_apply(struct deed *deed);
/* What an affect does every so often to who bears it. */
ZONE_THREAD void effects_every(struct character *who, const struct affect *affect);
int32_t effect_amount(struct zone *zone, const struct effect *effect, uint32_t level, int32_t power);

#endif
