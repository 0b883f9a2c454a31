/* zones/sorted.h -- a list of pointers kept in order of a key, so that walking it is the same everywhere; and tables in order of a name.
 *
 * For the pseudo-zones, which hold a few thousand sessions, accounts or groups: found by halving, put in and
 * taken out by shifting.  The list owns its own memory, never what its pointers point at.  Whoever owns
 * the list, and nobody else, may call. */
#ifndef ZONES_SORTED_H
#define ZONES_SORTED_H

#include "core/id.h"

#include <stdbool.h>
#include <stddef.h>

struct sorted {
    void   **items;
    unsigned count, room;
};

/* Less than, equal to or more than 0: where `item` stands next to `key`. */
typedef int sorted_order(const void *item, const void *key);

/* The item of that key, or NULL; `at`, if not NULL, is where it stands or would stand. */
void *sorted_find(const struct sorted *list, sorted_order *order, const void *key, unsigned *at);
void  sorted_insert(struct sorted *list, unsigned at, void *item);
void *sorted_take(struct sorted *list, unsigned at);
void  sorted_free(struct sorted *list);
/* Of a table of `count` rows of `size` bytes each, in order of the names (const char *, compared without case) that stand
 * `offset` bytes into them: the first whose first `length` letters do not come before those of `word`. All that begin
 * with them stand from there on, a whole name before what is longer. Any thread, while nobody writes the table. */
unsigned sorted_begins(const void *rows, unsigned count, size_t size, size_t offset, const char *word, size_t length);
/* Ids in the order of incarnation, zone, counter. */
int entity_order(entity_id a, entity_id b);

#endif
