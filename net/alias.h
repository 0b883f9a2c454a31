/* net/alias.h -- what an alias makes of a line.
 *
 * An alias is meant by the first word of a line, whole.  `;` in its text separates commands; $1 to $9 are the
 * words behind its name, $* all of them, $$ a dollar; what names none of them gets them at its end.  What comes
 * out is not looked at again: no alias means another, or itself.  Pure; anybody calls. */
#ifndef NET_ALIAS_H
#define NET_ALIAS_H

#include "core/bytes.h"
#include "core/habits.h"

enum alias_outcome {
    ALIAS_NONE,        /* that is no alias */
    ALIAS_DONE,
    ALIAS_TOO_LONG,    /* a command would be longer than a line may be */
    ALIAS_TOO_MANY,    /* it makes more commands than it may */
};

/* Appends each command with a NUL behind it; *count of them, maybe none.  Of a failed one `out` holds a part. */
enum alias_outcome alias_expand(const struct text *habits, const char *line, unsigned bytes_most, unsigned commands_most,
                                struct bytes_writer *out, unsigned *count);

#endif
