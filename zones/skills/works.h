/* zones/skills/works.h -- what has been done to a thing: enchanted, coated, worn down.
 *
 * Part of the thing: recorded with it (item_record.c), counted into its wearer's figures, felt by whoever its blade strikes.
 * As bytes: u32 hits, u8 count, of each figure its word and i64 amount, then of the coat u8 kind, i64 amount, u32 times,
 * i64 until.  Entered by the zone's worker. */
#ifndef ZONES_SKILLS_WORKS_H
#define ZONES_SKILLS_WORKS_H

#include "core/bytes.h"
#include "zones/rules/rules.h"

struct item;
struct character;

enum { WORKS_GIVES_MOST = 8 };

struct works {
    uint32_t        hits;          /* taken since it was whole; what it stands, its prototype says */
    uint8_t         give_count;
    struct modifier gives[WORKS_GIVES_MOST];
    struct { uint8_t kind; int32_t amount; uint32_t times; int64_t until; } coat; /* times 0: none */
};

/* Those of a thing that is about to be changed; touches its holder.  Makes them if there are none. */
ZONE_THREAD struct works *works_touch(struct item *item);
void works_put(struct bytes_writer *writer, const struct works *works);
void works_take(struct bytes_reader *reader, struct works *works);
/* A blow with it has landed upon that one, who may be dead or gone afterwards. */
ZONE_THREAD void coat_bites(struct character *who, struct item *weapon, struct character *other);

#endif
