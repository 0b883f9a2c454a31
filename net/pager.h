/* net/pager.h -- a long answer, shown page by page.
 *
 *   pager_begin() --first page--> out     the rest is kept, as rendered
 *   pager_next()  --next page---> out     until none is left
 *   pager_end()                           nobody wants the rest
 *
 * Bytes are what the client gets: lines end with LF, colours are SGR codes.  A page ends in no colour and the
 * next begins in the one that was on, so that what is shown in between, the pager's own prompt or other people's
 * text, does neither inherit it nor end it.  Pure; the owner of the session calls. */
#ifndef NET_PAGER_H
#define NET_PAGER_H

#include "core/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAGER_COLOUR_SIZE = 32 };

/* What is left of an answer. */
struct pager_rest {
    size_t   length, at;
    unsigned column;                    /* where the cursor stands behind the last of it; the owner's to set */
    char     colour[PAGER_COLOUR_SIZE]; /* the code in force at `at`, or nothing */
    uint8_t  bytes[];
};

struct pager {
    struct pager_rest *rest;            /* NULL: no answer waits to be shown on */
};

/* Lines shown by these bytes; an unfinished one counts. */
unsigned pager_lines(const uint8_t *bytes, size_t length);
/* Shows the first page, of so many lines, and keeps what is left: there is more than a page. */
void pager_begin(struct pager *pager, const uint8_t *bytes, size_t length, unsigned lines, struct bytes_writer *out);
/* Shows another; so many lines, or with 0 all that is left.  False: that was the last, and the pager is empty. */
bool pager_next(struct pager *pager, unsigned lines, struct bytes_writer *out);
void pager_end(struct pager *pager);
bool pager_active(const struct pager *pager);
/* How many pages of so many lines are left. */
unsigned pager_pages(const struct pager *pager, unsigned lines);

#endif
