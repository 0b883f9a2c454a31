/* zones/ledger.h -- does a store add up?
 *
 * Everybody and everything is in exactly one place.  The ledger takes the records of a store, one after
 * the other, in any order, and then says what does not fit: an id in two places, a character of an account
 * without its three parts, a part that belongs to nobody, a name written down for somebody else, a letter in no box,
 * a box that names a letter which is not there, mail of nobody, a content that does not read.  It needs no zone, no
 * world and no running server; what it is told may be of any shape.
 *
 * A ledger belongs to whoever made it.  A name that is reserved for an account which has no such
 * character is no mistake: that is where a crash in the middle of making him leaves off.
 *
 * A character's earlier versions (was:<name>:<slot>) are copies and count nowhere; one of nobody is a mistake.
 * Records that were set aside because they were damaged (aside:<epoch>:<name>) are counted, and are no mistakes.
 *
 * Coins come and go by flows that zones count in their books (zones/world/purse.h), and all purses together hold
 * what came in less what went out. */
#ifndef ZONES_LEDGER_H
#define ZONES_LEDGER_H

#include "core/id.h"
#include "core/text.h"

#include <stdio.h>

struct ledger;

/* A thing and the record it is in. */
struct ledger_item {
    entity_id   id;
    const char *record;            /* the ledger's */
};

ANY_THREAD struct ledger *ledger_new(void);
ANY_THREAD void ledger_free(struct ledger **ledger);

/* One record: its name, and its content as the zones wrote it, out of its envelope.  Both are borrowed. */
OWNER_ONLY void ledger_add(struct ledger *ledger, const char *name, const struct text *content);
/* When all are in: every mistake becomes one line on `mistakes`; gives their number. */
OWNER_ONLY unsigned ledger_check(struct ledger *ledger, FILE *mistakes);

/* After ledger_check(): all things, in the order of entity_order() (zones/sorted.h). */
OWNER_ONLY const struct ledger_item *ledger_items(const struct ledger *ledger, unsigned *count);
OWNER_ONLY unsigned ledger_characters(const struct ledger *ledger);
OWNER_ONLY unsigned ledger_asides(const struct ledger *ledger);      /* records that were found damaged and set aside */
OWNER_ONLY int64_t ledger_coins(const struct ledger *ledger);        /* in all purses */
OWNER_ONLY int64_t ledger_things_used(const struct ledger *ledger);  /* as the books have it */

#endif
