/* persist/store_now.h -- writing to a store while nothing else goes on: at the start of a server, and in tools.
 *
 * Whoever opened the store calls this, before he hands it over and with nothing else under way. */
#ifndef PERSIST_STORE_NOW_H
#define PERSIST_STORE_NOW_H

#include "core/thread.h"
#include "persist/store.h"

/* Writes all of them or none, at the epoch the store has, and notes its new revision; the values stay the caller's.
 * Waits for the answer, at most as long as the store's own patience. */
MAIN_THREAD enum store_outcome store_write_now(struct store *store, struct store_opening *opening,
                                               struct store_value *values, unsigned count);
/* Why not, for people. */
MAIN_THREAD const char *store_outcome_words(enum store_outcome outcome);

#endif
