/* core/directory.h -- who is online, where, and how to reach them: a projection for readers.
 *
 * The registry and the zones decide; here is only what they published, one whole immutable entry per
 * player, replaced, never edited (rculfhash).  Entries of an older generation never replace newer ones.
 * Names compare without case.
 *
 * May these run at the same time?   publish, withdraw, find, list: all of them, any number. */
#ifndef CORE_DIRECTORY_H
#define CORE_DIRECTORY_H

#include "core/message.h"

enum directory_flags {
    SEEN_KEEPER   = 1,  /* a keeper: full listing, keepers' commands */
    SEEN_LINKLESS = 2,  /* the body is there, the connection is not */
    SEEN_ASLEEP   = 4,  /* hears nothing that is said to him alone */
    SEEN_VOID     = 8,  /* has typed nothing for long */
};

struct sighting {
    char       name[NAME_SIZE];
    char       account[NAME_SIZE];
    char       title[PLAYER_TITLE_SIZE];
    entity_id  who;
    session_id session;
    zone_id    zone;
    uint32_t   generation;
    uint32_t   level;
    uint32_t   flags;
    uint32_t   deaf;       /* bit n: does not listen to the channel of number n */
    /* Only for publishing: the folded names of those he wants to hear nothing of, a "\n" behind each; NULL:
     * nobody.  The directory takes a reference of its own; what is found has NULL. */
    struct text *ignored;
};

struct directory;
MAIN_THREAD struct directory *directory_new(void);
MAIN_THREAD void directory_free(struct directory **directory);
/* Now and then: gives it room for as many as are in it, and gives up what is far too much.  Gives the number of buckets. */
MAIN_THREAD unsigned directory_fit(struct directory *directory);

ANY_THREAD void directory_publish(struct directory *directory, const struct sighting *sighting);
/* Removes the entry unless it is of a later generation. */
ANY_THREAD void directory_withdraw(struct directory *directory, const char *name, uint32_t generation);
/* Copies are filled, so that nobody keeps a pointer outside the read section. */
ANY_THREAD bool directory_find(struct directory *directory, const char *name, struct sighting *found);
ANY_THREAD bool directory_find_who(struct directory *directory, entity_id who, struct sighting *found);
/* The one player whose name begins so; false for none or several. */
ANY_THREAD bool directory_find_prefix(struct directory *directory, const char *prefix, struct sighting *found);
/* All, sorted by name, at most `most`; gives the number filled. */
ANY_THREAD unsigned directory_list(struct directory *directory, struct sighting *list, unsigned most);
/* All who listen to a channel and do not ignore the speaker, at most `most`. */
struct hearer {
    session_id session;
    bool       keeper;         /* may see whose character speaks */
};
ANY_THREAD unsigned directory_hearers(struct directory *directory, unsigned channel, const char *speaker, struct hearer *list,
                                      unsigned most);
/* Does the player of that name want to hear nothing of this speaker? */
ANY_THREAD bool directory_ignores(struct directory *directory, const char *name, const char *speaker);
ANY_THREAD unsigned directory_count(struct directory *directory);

#endif
