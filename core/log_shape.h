/* core/log_shape.h -- what is logged, as one line in the shape that is wanted.  For core/log.c.
 *
 *   plain    2026-11-22T15:04:05.123Z info  zone=midgaard event=traveller_refused who=Ada reason="room is full"
 *   json     {"time":"2026-11-22T15:04:05.123Z","level":"info","zone":"midgaard","event":"traveller_refused","who":"Ada",
 *            "reason":"room is full"}  -- on one line; numbers are numbers
 *   journal  <6>zone=midgaard event=... : the level as journald reads it (sd-daemon(3)), which keeps the time itself */
#ifndef CORE_LOG_SHAPE_H
#define CORE_LOG_SHAPE_H

#include "core/log.h"

#include <stddef.h>
#include <time.h>

enum { LOG_LINE_SIZE = 2048 };         /* with the newline; longer ones are cut, but stay whole as what they are */

struct log_saying {
    enum log_level  level;
    struct timespec when;              /* of the wall clock */
    const char     *zone;              /* its key, or NULL */
    const char     *words;             /* the event, then key=value or key="value with blanks" */
    unsigned        dropped;           /* lines that were not written before this one */
};

/* Fills `line`, newline and all; gives its length. */
ANY_THREAD size_t log_line_make(enum log_shape shape, const struct log_saying *saying, char line[LOG_LINE_SIZE]);

#endif
