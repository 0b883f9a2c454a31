/* net/waiting.h -- lines that wait for their turn, the first to go first.
 *
 * Any of them may be a password typed ahead: each is wiped when freed.  The net thread that owns the session
 * calls. */
#ifndef NET_WAITING_H
#define NET_WAITING_H

#include "core/thread.h"

#include <stdbool.h>
#include <stdint.h>

struct waiting_line {
    struct waiting_line *next;
    bool                 judged;     /* whether it is immediate has been found out; else it is not known to be */
    bool                 immediate;  /* overtakes those that are not */
    bool                 ready;      /* goes as it stands: it was repeated, or came out of an alias, or is going again */
    uint64_t             number;     /* in the order of coming; what an alias became has that of the alias */
    unsigned             length;
    char                 bytes[];
};

struct waiting {
    struct waiting_line *first;
    unsigned             count;
    uint64_t             came;       /* so many so far */
};

NET_THREAD struct waiting_line *line_new(const char *bytes, unsigned length);
NET_THREAD void line_free(struct waiting_line **line);
/* Behind the blanks it begins with. */
static inline const char *line_words(const char *line)
{
    while (*line == ' ') {
        line++;
    }
    return line;
}
static inline bool line_is_blank(const char *line)
{
    return *line_words(line) == '\0';
}
/* Each takes the line over.  At the end, with the next number; an immediate one behind the immediate ones in front. */
NET_THREAD void waiting_add(struct waiting *waiting, struct waiting_line *line);
/* In front of all. */
NET_THREAD void waiting_return(struct waiting *waiting, struct waiting_line *line);
/* There must be one; it is the caller's now. */
NET_THREAD struct waiting_line *waiting_take(struct waiting *waiting);
/* Forgets those of this number and before. */
NET_THREAD void waiting_drop(struct waiting *waiting, uint64_t until);

#endif
