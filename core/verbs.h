/* core/verbs.h -- finding the verb of a line.
 *
 * Main fills the index from the zones' command table before threads start; afterwards it is only read.
 * A verb is found by its whole name or by any prefix; between several the one that stands earlier in
 * the table wins.  `'`, `:`, `;` and `/` in front of a line are verbs of one character. */
#ifndef CORE_VERBS_H
#define CORE_VERBS_H

#include "core/thread.h"

#include <stddef.h>
#include <stdint.h>

enum { VERB_NONE = 0, VERB_RAW = 1, VERB_FIRST = 2, VERBS_MAX = 1024 };

struct verbs;
MAIN_THREAD struct verbs *verbs_new(void);
MAIN_THREAD void verbs_free(struct verbs **verbs);
/* Gives the verb's number, counting from VERB_FIRST in the order of adding. */
MAIN_THREAD uint16_t verbs_add(struct verbs *verbs, const char *name, bool immediate);
/* Splits a line: the verb's number, and where its arguments begin (blanks skipped). `typed` gets the
 * verb as typed, cut to its size. */
ANY_THREAD uint16_t verbs_find(const struct verbs *verbs, const char *line, const char **arguments,
                               char *typed, size_t typed_size);
/* The number after the last, and what a verb is called; "" of a number that is none. */
ANY_THREAD unsigned verbs_count(const struct verbs *verbs);
ANY_THREAD const char *verbs_name(const struct verbs *verbs, unsigned verb);
ANY_THREAD bool verbs_immediate(const struct verbs *verbs, uint16_t verb);

#endif
