/* zones/rules/formula.h -- what the numbers of the tables come to: attributes, regeneration, the price of a level.
 *
 * Pure functions of whole numbers, so that they can be tried by themselves; none overflows within the bounds of
 * figures.def and constants.def.  The numbers of a fight are in zones/fight/odds.h, those of using a skill in
 * zones/skills/power.c, those of growing in zones/body/level.c, those of things and creatures in gear.h and creatures.h.
 *
 * Where they come from: the shapes are those of the family of games this one belongs to (what is above or below an
 * ordinary 13 counts; pools by class; experience as a bank), the sums of levels, classes and races are the ones that
 * clients of the live game know, the rest is ours and lives in constants.yaml. */
#ifndef ZONES_RULES_FORMULA_H
#define ZONES_RULES_FORMULA_H

#include "zones/rules/rules.h"

/* An attribute that neither helps nor hinders; what things may lift it to, and what training may, before one's race. */
enum { ATTRIBUTE_ORDINARY = 13, ATTRIBUTE_TRAINED = 18, ATTRIBUTE_CEILING = 25 };

/* What strength, dexterity and their kin make of the other figures: adds to them.  `power` is the level, paragon levels
 * with it.  A point more of an attribute makes no figure less.
 *
 *     str   damroll, half as much hitroll, carry       int   mana, spellpower
 *     dex   hitroll, armor, dodge, save_reflex         wis   mana, healpower, save_mind, concentration
 *     con   health, stamina, save_body                 luk   critical, a little of every save */
void attributes_weigh(int32_t *figures, uint32_t power);

/* Thousandths of a point of a pool regained in a minute, of one who has `most` of it.  percent: by how he is and where (100:
 * standing idle); gain: his figure regen_..., percent more. */
int64_t regeneration(const struct constants *constants, enum pool_kind pool, int32_t most, int64_t percent, int32_t gain);

/* -- levels ------------------------------------------------------------------------------------------ */

/* Experience that the next level asks of one of that race; 0: there is none. */
int64_t level_asks(const struct rules *rules, const struct race *race, uint32_t level, uint32_t paragon);
/* A price behind the hundredth level, for each paragon level had; as it is before that. */
int64_t paragon_price(const struct constants *constants, int64_t price, uint32_t level, uint32_t paragon);
/* Experience that can be kept in the bank; the next level's price always fits. */
int64_t level_banks(const struct rules *rules, const struct race *race, uint32_t level, uint32_t paragon);

#endif
