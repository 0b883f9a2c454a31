/* zones/world/newborn.h -- what the registry needs of characters without knowing what they are. */
#ifndef ZONES_WORLD_NEWBORN_H
#define ZONES_WORLD_NEWBORN_H

#include "zones/travel.h"
#include "zones/zone.h"

/* A new character as a parcel (parcel_put), all parts dirty, standing in the temple.  choices: what the
 * dialogue asked: "he", "she" or "they", a race's and a path's key, each may be missing, with NEWBORN_ALOUD behind them for who
 * reads with a screen reader. */
#define NEWBORN_RACE "human"
#define NEWBORN_ALOUD "aloud"
struct text *character_newborn(const struct setting *setting, entity_id who, const char *name, const char *account,
                               const char *choices);
/* All coins of a holdings record; false, and none, when it does not read. */
bool holdings_coins(const struct text *holdings, int64_t *coins);
/* The experience in a body record, what waits to be handed over too; false, and none, when it does not read. */
bool body_experience(const void *body, size_t length, int64_t *experience);
/* The bloodline in a body record; false, and none, when it does not read. */
struct kin;
bool body_kin(const void *body, size_t length, struct kin *kin);
/* The same record with another; NULL when it does not read, or is older than bloodlines. */
struct text *body_with_kin(const void *body, size_t length, const struct kin *kin);
/* Where a parcel's place record says he stands; NO_ROOM when that room does not exist (any more). */
room_id character_place(const struct setting *setting, const struct parcel *parcel);

#endif
