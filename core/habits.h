/* core/habits.h -- a player's own ways with lines: his aliases, and how long a page is.
 *
 * One immutable text, which his zone keeps, records and tells net: a line for the page, if he has chosen, then a
 * line for each alias, in the order of their names.  No text, and an empty one: he has chosen nothing.
 *
 *     |24                     pages of so many lines; 0: none
 *     kk kill $1;look         "kk" stands for these two commands
 *
 * It is never changed, only replaced, so any thread may read it. */
#ifndef CORE_HABITS_H
#define CORE_HABITS_H

#include "core/text.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    ALIAS_NAME_SIZE = 16,       /* with its NUL */
    ALIAS_TEXT_SIZE = 1000,     /* the same; alias.bytes_max stays below */
    HABITS_BYTES_MAX = 1 << 20, /* of a whole text: a record that holds more is not one of ours */
    PAGER_AUTO = -1,            /* pages as long as the window, if the client says how long that is */
    PAGER_OFF = 0,
    PAGER_LINES_MIN = 5,
    PAGER_LINES_MAX = 200,
};

/* Both point into the text. */
struct alias {
    const char *name, *text;
    size_t      name_length, text_length;
};

ANY_THREAD int  habits_pager(const struct text *habits);
/* The alias at *at, which is 0 at first; steps to the next one.  False: that was the last. */
ANY_THREAD bool habits_next(const struct text *habits, size_t *at, struct alias *alias);
/* Names compare without case. */
ANY_THREAD bool habits_find(const struct text *habits, const char *name, size_t length, struct alias *alias);
ANY_THREAD unsigned habits_aliases(const struct text *habits);
/* Letters and digits, not too many. */
ANY_THREAD bool alias_name_fits(const char *name, size_t length);

/* A new text, the caller's reference; the old one stays as it is.  `text` NULL takes the alias away. */
ANY_THREAD struct text *habits_with_pager(const struct text *habits, int lines);
ANY_THREAD struct text *habits_with_alias(const struct text *habits, const char *name, const char *text);

/* What net says to show which one it has: 0 for none. */
ANY_THREAD uint64_t habits_mark(const struct text *habits);
/* Is it written as above?  For what comes out of a store. */
ANY_THREAD bool habits_sound(const struct text *habits);

#endif
