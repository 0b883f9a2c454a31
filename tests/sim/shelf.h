/* tests/sim/shelf.h -- records by name, in order: a store as the simulator thinks it must be. */
#ifndef TESTS_SIM_SHELF_H
#define TESTS_SIM_SHELF_H

#include "core/message.h"

struct page {
    char         name[KEY_SIZE];
    struct text *content;          /* one reference; NULL only in a shelf of changes: deleted */
};

struct shelf {
    struct page *pages;            /* sorted by name */
    unsigned     count, room;
};

const struct page *shelf_find(const struct shelf *shelf, const char *name);   /* or NULL */
/* Takes the reference over, over whatever is there. */
void shelf_put(struct shelf *shelf, const char *name, struct text *content);
void shelf_remove(struct shelf *shelf, const char *name);
/* All that `changes` says, deletions too. */
void shelf_apply(struct shelf *shelf, const struct shelf *changes);
void shelf_copy(struct shelf *shelf, const struct shelf *other);               /* `shelf` is emptied first */
void shelf_free(struct shelf *shelf);
bool text_equal(const struct text *one, const struct text *other);

#endif
