/* zones/holder.h -- root holders: what has records of its own, and which of them a cut still has to write.
 *
 * A player with all he carries, the floor of a room, a parcel under way or at rest: each is a holder, and
 * whatever changes one calls holder_touch() first.  The zone keeps its changed holders in one list, in the
 * order in which they were first touched; a cut divides it by a number, without looking at any of them:
 *
 *      oldest  [A] [B] | [C] [D]  newest
 *                      ^ the cut began here: A and B are due to it
 *
 * Due ones are written piece by piece between inputs.  One that is touched before its turn comes is
 * written at that moment, as it still is, and then joins the end of the list as newly changed.  So the cut
 * holds everything as it was when it began, and nobody has to stand still for it.
 *
 * A new kind of owner (a vault, a clan, an auction) joins by embedding a holder and giving it a kind. */
#ifndef ZONES_HOLDER_H
#define ZONES_HOLDER_H

#include "core/bytes.h"
#include "core/thread.h"

#include <stdbool.h>
#include <stddef.h>

struct zone;
struct holder;

struct holder_kind {
    const char *name;
    /* Emits a record (zone_record) for every set bit of holder->dirty, and changes nothing that a record holds. */
    void (*write)(struct zone *zone, struct holder *holder);
};

struct holder {
    const struct holder_kind *kind;
    struct holder *next, **back;   /* in the zone's list; both NULL while the store has all of it */
    uint64_t       turn;           /* when it came into the list */
    uint8_t        dirty;          /* bit n: its record n is newer than the store, or than what the open cut writes */
};

/* The thing a holder is embedded in. */
#define HOLDER_OF(holder, type, member) ((type *)(void *)((char *)(holder) - offsetof(type, member)))

struct holders {
    struct holder  *first, **end;  /* changed ones, by turn */
    uint64_t        turns;         /* the last turn given out */
    uint64_t        cut_turn;      /* turns up to this one are due to the open cut */
    uint64_t        epoch;         /* of the latest cut */
    uint32_t        dirty;         /* records that the list stands for */
    /* For tests, no part of the state: called (if set) with what is about to change, while it is still as it was. */
    void          (*watch)(struct zone *zone, const struct holder *holder, uint8_t dirty, void *who);
    void           *watcher;
};

void holders_begin(struct holders *holders);

/* Before anything changes that a record of this holder says.  dirty: which of its records. */
ZONE_THREAD void holder_touch(struct zone *zone, struct holder *holder, uint8_t dirty);
/* It is about to leave the zone, or to end: the open cut gets what it needs, nothing else is written here
 * any more.  Gives the bits that were newly changed, for whoever writes them from now on. */
ZONE_THREAD uint8_t holder_leave(struct zone *zone, struct holder *holder);
/* The store has just read what this holder is: it is as new as the store, whatever putting it together touched. */
ZONE_THREAD void holder_is_stored(struct zone *zone, struct holder *holder);

/* A cut begins: whatever is in the list is due to it.  Nothing may be due to an older one. */
ZONE_THREAD void holders_cut(struct zone *zone, uint64_t epoch);
/* Writes up to `most` of those that are due. */
ZONE_THREAD void holders_write(struct zone *zone, unsigned most);
bool holders_due(const struct holders *holders);

/* As part of a state: the numbers, and of every holder its place in the list. */
void holders_encode(const struct holders *holders, struct bytes_writer *writer);
void holder_encode(const struct holder *holder, struct bytes_writer *writer);
/* holder_decode() on a holder just made, whatever putting it together touched; holders_decode() last. False: damaged. */
bool holder_decode(struct holders *holders, struct holder *holder, unsigned records, struct bytes_reader *reader);
bool holders_decode(struct holders *holders, struct bytes_reader *reader);

#endif
