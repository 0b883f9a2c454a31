/* zones/who.h -- the list of who is in the world, one sentence a player, and the words for what they are. */
#ifndef ZONES_WHO_H
#define ZONES_WHO_H

#include "core/directory.h"

enum { WHO_FLAGS_SIZE = 100, NAME_WITH_ACCOUNT = 2 * NAME_SIZE + 4 };

/* "Ada (lovelace)", as keepers read who speaks; the name alone if no account is known. */
ANY_THREAD const char *name_with_account(const char *name, const char *account, char words[NAME_WITH_ACCOUNT]);

/* "keeper, linkless": of enum directory_flags, what a list shows; may be empty. */
ANY_THREAD void who_flags_print(uint32_t flags, char words[WHO_FLAGS_SIZE]);
/* Of all these: everybody, or the `keepers`, or those whose names begin so; the caller's reference. */
ANY_THREAD struct text *who_text(const struct sighting *list, unsigned count, const char *wanted);

#endif
