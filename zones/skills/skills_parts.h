/* zones/skills/skills_parts.h -- what the files of skills share; private to zones/skills.
 *
 *   use.c             from words to a deed: may he, at whom, when
 *   aim.c             words -> a target
 *   conditions.c      when a skill can be used: one function a row of conditions.def
 *   power.c           cost, power, chance: the numbers
 *   learning.c        getting better at it
 *   says.c            the lines of a skill
 *   effects.c         whom an effect reaches, and the table of them
 *   effects_hurt.c heal affect fight move things make know beings: one function a row of effects.def */
#ifndef ZONES_SKILLS_SKILLS_PARTS_H
#define ZONES_SKILLS_SKILLS_PARTS_H

#include "zones/skills/skills.h"

enum spell_alarm { ALARM_SPELL, ALARM_SONG, ALARM_GONE };

/* -- use.c -- */
struct deed deed_of(struct character *who, uint16_t skill);

/* -- aim.c -- */
/* Fills target, item, direction, words, grouped; false: he has been told why not. */
ZONE_THREAD bool deed_aim(struct deed *deed, const char *words, const struct lookup *lookup);
/* Once concentration is over: is it all still there?  False: he has been told. */
ZONE_THREAD bool deed_aim_again(struct deed *deed);

/* -- effects_affect.c -- */
/* Is it called so: by its skill's name, by the skill's word for it, or by its own? */
bool affect_is(const struct rules *rules, const struct affect *affect, const char *name);

/* -- conditions.c -- */
/* NULL, or the sentence of the first that does not hold.  Those about a target are asked only when there is one. */
const char *conditions_refuse(const struct skill *skill, const struct character *who, const struct deed *deed);
bool condition_holds(const struct condition *condition, const struct character *who, const struct deed *deed);

/* -- says.c -- */
/* That line for who does it, whom it is done to, and the room; what is NULL in the row gets the usual one. */
ZONE_THREAD void skill_says(struct deed *deed, struct character *target, bool missed);
ZONE_THREAD void skill_says_start(struct character *who, const struct skill *skill);
/* A line of its row, filled; the caller's reference, NULL when the row has none. */
struct text *skill_line(const struct deed *deed, const struct character *target, enum skill_line line);

/* -- effects.c -- */
enum { EFFECT_NESTED = UINT8_MAX };   /* within an `every`: no affect can be laid by it */
/* One effect upon one character (or NULL, where it is not about anybody); number: of it in its row.  False: it missed. */
typedef bool effect_function(struct deed *deed, const struct effect *effect, unsigned number, struct character *to);
#define EFFECT(MEMBER, word, may, does) ZONE_THREAD effect_function effect_##MEMBER;
#include "zones/rules/effects.def"
#undef EFFECT
/* Those it reaches now, by id, in the order in which they stand here. */
unsigned effect_reaches(const struct deed *deed, enum effect_on on, entity_id *list, unsigned most);
int32_t deed_amount(struct deed *deed, const struct effect *effect);
/* World ms at which something of that effect is over; FOREVER without a time. */
int64_t deed_until(const struct deed *deed, const struct effect *effect);
bool deed_dice(struct deed *deed, uint32_t percent);
/* The actor, if he is here still. */
struct character *deed_actor(const struct deed *deed);

/* -- effects_move.c -- */
ZONE_THREAD bool move_from_afar(struct deed *deed, const struct effect *effect);

/* -- song.c, ground.c -- */
ZONE_THREAD void song_begin(struct character *who, uint16_t skill);
ZONE_THREAD void song_goes_on(struct character *who);

/* -- for knowing: effects_know.c and the commands -- */
struct item *corpse_of(const struct deed *deed);   /* the corpse it is aimed at; NULL: it is not one */

#endif
