/* net/history.h -- the last commands typed in a session, numbered from 1.
 *
 * Only what went to the game as a command is noted, so never a password.  The net thread that owns the session
 * calls. */
#ifndef NET_HISTORY_H
#define NET_HISTORY_H

#include "core/bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct history {
    char   **lines;      /* a ring: line n is in lines[n % room] */
    unsigned room;
    uint64_t last;       /* the number of the newest; 0: there is none */
    uint64_t first;      /* of the oldest that is kept */
    uint64_t last_mark;  /* bytes_hash() of the newest: mostly that alone says that another line is not the same */
};

/* Notes a line, keeping `most` at most; one that is the same as the one before is not noted again. */
void history_add(struct history *history, const char *line, unsigned most);
/* What follows the `!`: nothing, or another one, is the newest line, a number that one, a beginning the newest that begins so.  NULL: none. */
const char *history_find(const struct history *history, const char *word);
/* The newest `most` of them, oldest first, a numbered line each. */
void history_list(const struct history *history, uint64_t most, struct bytes_writer *out);
void history_end(struct history *history);

#endif
