/* core/operator.h -- what operators say, by `kallisti ctl` or as keepers in the game: one line each, one answer each.
 *
 * The table in operator.c is the list of commands.  The main thread owns it; what only main knows it asks by the calls. */
#ifndef CORE_OPERATOR_H
#define CORE_OPERATOR_H

#include "core/crew.h"
#include "core/directory.h"
#include "core/figures.h"
#include "core/tuner.h"

struct operator;

struct operator_calls {
    zone_id (*zone_find)(void *who, const char *word);      /* NO_ZONE: there is none */
    void (*zone_name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]);
    /* So many threads serve the network from now on; false with a reason: not all of them could begin. */
    bool (*nets_set)(void *who, unsigned nets, char reason[200]);
    struct text *(*reload)(void *who, bool *done);
    void (*stop)(void *who, const char *by);
    /* Answers `client`: what it asked for came about, or did not. */
    void (*answer)(void *who, uint64_t client, bool done, struct text *text);
};

/* All borrowed. */
struct operator_at {
    struct pen       *pen;
    struct mover     *mover;
    struct crew      *crew;
    struct tuner     *tuner;
    struct directory *directory;
    const struct figures *figures;
};

MAIN_THREAD struct operator *operator_new(const struct operator_at *at, const struct operator_calls *calls, void *who);
MAIN_THREAD void operator_free(struct operator **operator);
MAIN_THREAD void operator_line(struct operator *operator, uint64_t client, const char *line);
/* OPERATE, SAVED_NOW: takes the message over.  False for any other. */
MAIN_THREAD bool operator_mail(struct operator *operator, struct message *message);
/* Has somebody said that the world ends?  In so many seconds. */
MAIN_THREAD bool operator_ends(const struct operator *operator, int64_t now_ns, int64_t *seconds);
/* Does what is due; now: clock_ns(). */
MAIN_THREAD void operator_turn(struct operator *operator, int64_t now_ns);

#endif
