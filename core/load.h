/* core/load.h -- what each zone costs, and what each worker does at this moment, for whoever looks from outside.
 *
 * Every field has one writer, the worker that runs the zone or is meant, and is written and read with relaxed atomics;
 * a zone's figures change writers with the message that hands the zone over.  Main reads, once in a while, and tells what it
 * makes of them (core/tuner.h). */
#ifndef CORE_LOAD_H
#define CORE_LOAD_H

#include "core/route.h"

#include <stdatomic.h>

enum { LOAD_VERB_SIZE = 16 };

struct load_zone {
    _Atomic uint64_t ns;          /* of a worker's time, all together */
    _Atomic uint32_t players;
    _Atomic uint64_t share;       /* main's, like the next two: of a worker's time, smoothed, as core/balance.h counts it */
    _Atomic bool     pinned, over;
};

/* A worker that applies an input. */
struct load_worker {
    _Atomic int64_t  since_ns;    /* clock_ns() at which it began; 0: it applies nothing */
    _Atomic uint32_t zone, type;
    _Atomic uint64_t verb[LOAD_VERB_SIZE / 8];
    _Atomic uint64_t slow;        /* inputs that took longer than slow_ns */
};

struct load {
    unsigned           zones;
    _Atomic int64_t    slow_ns;   /* main's: an input that takes longer is slow; 0: none is */
    struct load_worker worker[ROUTE_WORKERS_MAX];
    struct load_zone   zone[];    /* by number, 0 to zones */
};

MAIN_THREAD struct load *load_new(unsigned zones);
MAIN_THREAD void load_free(struct load **load);

/* Around an input.  verb: what was typed, or ""; shown with the zone if it takes long. */
ANY_THREAD void load_begin(struct load *load, unsigned worker, uint32_t zone, uint32_t type, const char *verb, int64_t now_ns);
/* Gives how long it took. */
ANY_THREAD int64_t load_end(struct load *load, unsigned worker, uint32_t zone, int64_t now_ns);

ANY_THREAD void load_players(struct load *load, uint32_t zone, unsigned players);

/* What a worker is at.  False: nothing that began before `before_ns`. */
struct load_doing {
    int64_t  since_ns;
    uint32_t zone, type;
    char     verb[LOAD_VERB_SIZE];
};
ANY_THREAD bool load_doing(struct load *load, unsigned worker, int64_t before_ns, struct load_doing *doing);

#endif
