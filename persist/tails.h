/* persist/tails.h -- the tails of records (see sum.h) that are known, by the key they stand under: a table of 32 bytes a
 * row, at most half of the rows in use, which grows as it has to.
 *
 * Two users.  An opening, whose walk may meet a key twice, adds up each one once.  And whoever commits knows from it what a
 * record was, and need not read it.  128 bits of a hash stand for a key: no two keys of ours share them.
 *
 * One owner at a time. */
#ifndef PERSIST_TAILS_H
#define PERSIST_TAILS_H

#include "persist/sum.h"

struct tails;
ANY_THREAD struct tails *tails_new(void);
OWNER_ONLY void tails_free(struct tails **tails);                                  /* leaves NULL */

OWNER_ONLY bool tails_know(const struct tails *tails, const char *key, struct tail *tail);  /* false: nothing is known of it */
OWNER_ONLY void tails_note(struct tails *tails, const char *key, struct tail tail);
OWNER_ONLY size_t tails_count(const struct tails *tails);                          /* keys of which something is known */
OWNER_ONLY void tails_forget(struct tails *tails);                                 /* all of them */

#endif
