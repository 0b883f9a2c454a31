/* zones/world/holdings.h -- what stands in a holdings record in front of the things: for whoever reads one without a zone.
 *
 * The format is told in character.c.  Any thread. */
#ifndef ZONES_WORLD_HOLDINGS_H
#define ZONES_WORLD_HOLDINGS_H

#include "zones/world/purse.h"

struct holdings_head {
    int64_t  coins[PURSES];
    bool     newcomer;             /* has not had his first coins */
    uint32_t kept;                 /* how many versions of him have been kept (zones/version.h) */
    int64_t  kept_at;              /* world ms: when the newest of them was */
};

void holdings_head_put(struct bytes_writer *writer, const struct holdings_head *head);
/* False, and the reader has failed, when it does not read. */
bool holdings_head_take(struct bytes_reader *reader, struct holdings_head *head);

#endif
