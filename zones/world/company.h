/* zones/world/company.h -- what becomes known of a group's members from land to land, for clients that show it.
 *
 *     land of one                  groups zone                      lands of those who watch, elsewhere
 *     his table changes  VITALS -> keeps it, if it is new  COMPANY ->  keep it beside what they see themselves
 *
 * A table is one member as he stands in GROUP (facts_group.c), as his own land sees him; all that depends on who looks is the
 * same for everybody who is in another land.  Entered by the zone's worker. */
#ifndef ZONES_WORLD_COMPANY_H
#define ZONES_WORLD_COMPANY_H

#include "zones/world/land.h"

/* Of a member who is not here. */
struct afar {
    entity_id    who;
    zone_id      zone;             /* where he is */
    uint32_t     level;
    struct text *table;
};

/* NULL: nothing is known of that one, or he is no member. */
const struct afar *company_afar(const struct player *player, entity_id who);
/* How he looks to those elsewhere; the caller's reference. */
struct text *company_table(const struct character *who);
uint64_t company_hash(const struct text *table);   /* never 0 */
/* His group hears of him if he is not as it heard last. */
ZONE_THREAD void company_tell(struct character *who);
/* COMPANY: how one of them is, or that he is to be forgotten. */
void company_told(struct character *who, const struct msg_company *company);
void company_forget(struct player *player);
void company_put(struct bytes_writer *writer, const struct player *player);
void company_take(struct bytes_reader *reader, struct player *player);

#endif
