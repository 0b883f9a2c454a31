/* zones/sorted.h -- a list of pointers kept in order of a key, so that walking it is the same everywhere.
 *
 * For the pseudo-zones, which hold a few thousand sessions, accounts or groups: found by halving, put in and
 * taken out by shifting.  The list owns its own memory, never what its pointers point at.  Whoever owns
 * the list, and nobody else, may call. */
#ifndef ZONES_SORTED_H
#define ZONES_SORTED_H

#include "core/id.h"

#include <stdbool.h>

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
/* Ids in the order of incarnation, zone, counter. */
int entity_order(entity_id a, entity_id b);

#endif
