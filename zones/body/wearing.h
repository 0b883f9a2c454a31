/* zones/body/wearing.h -- things in use: what they ask of who puts them on, where they go, how they wear out, what is shot.
 *
 * What somebody wears already, he keeps, whatever has become of him or of the tables: only putting on asks.  A broken thing
 * stays where it is and gives nothing until it is mended.  Things of creatures do not wear out, and they never run out of
 * arrows.  Entered by the zone's worker. */
#ifndef ZONES_BODY_WEARING_H
#define ZONES_BODY_WEARING_H

#include "zones/world/land.h"

/* -- what he has on -- */

struct item *worn_at(const struct character *who, enum wear_slot slot);   /* NULL: nothing */
/* It does something for him: on his body or in a hand.  A weapon that is only kept ready to be drawn does not. */
bool item_in_use(const struct item *item);
/* NULL: it is of none. */
const struct gear_family *item_family(const struct rules *rules, const struct item *item);
/* Sets of which he wears so many pieces; number: of the rules' sets. */
unsigned set_worn(const struct character *who, unsigned number);

/* -- putting on -- */

enum { WEARING_WORDS = 600 };
/* Writes what he lacks for it as sentences; false: nothing, he may. */
bool wearing_refuses(const struct character *who, const struct item *item, char words[WEARING_WORDS]);
/* A free place for what is made for that one (the other finger too, but no second weapon, nor one to draw); WEAR_NOWHERE: there is none. */
enum wear_slot wear_free(const struct character *who, enum wear_slot made_for);
/* Writes, as a sentence, what keeps a hand from it at that place; false: nothing does. */
bool hands_refuse(const struct character *who, const struct item *item, enum wear_slot place, char words[WEARING_WORDS]);
/* The weapon in his other hand that he strikes with, too; NULL. */
struct item *second_weapon(const struct character *who);

/* -- wearing out -- */

bool item_wears_out(const struct item *item);     /* can be worn down, and mended */
bool item_is_broken(const struct item *item);
uint32_t item_hits(const struct item *item);      /* that it has taken; of ammunition: how many are shot */
const char *item_condition(const struct item *item);   /* "as good as new", ... "broken"; NULL: it does not wear out */
/* So many of the hits it has taken are undone. */
ZONE_THREAD void item_mend(struct item *item, uint32_t hits);
/* A blow with it has landed; a blow has landed on him.  Nothing for creatures, and for NULL. */
ZONE_THREAD void weapon_strained(struct character *who, struct item *weapon);
ZONE_THREAD void armor_strained(struct character *who);

/* -- ammunition -- */

/* Has he something for that bow to shoot, or does it need nothing? */
bool missile_ready(const struct character *who, const struct item *bow);
/* The sentence for who has not. */
ZONE_THREAD void tell_no_missile(struct character *who, const struct item *bow);
/* One is shot: gives percent of the bow's blow.  Told when it was the last. */
ZONE_THREAD int32_t missile_spend(struct character *who, const struct item *bow);

#endif
