/* config/value.h -- what every reader of people's writing needs: numbers within bounds, and the
 * nearest known name for a mistyped one.  No state; any thread. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include "core/thread.h"

#include <stddef.h>
#include <stdint.h>

enum { VALUE_REASON_SIZE = 128 };

/* A whole decimal number from least to most.  False with a reason: "99999 is more than 65535". */
ANY_THREAD bool value_number(const char *word, int64_t least, int64_t most, int64_t *number,
                             char reason[VALUE_REASON_SIZE]);
/* yes, no, true, false in any case. */
ANY_THREAD bool value_flag(const char *word, bool *flag, char reason[VALUE_REASON_SIZE]);
/* Puts `candidate` into *nearest (NULL at first) when it could be what `word` was meant to be and is nearer than
 * what is there already. */
ANY_THREAD void value_nearer(const char *word, const char *candidate, const char **nearest);

#endif
