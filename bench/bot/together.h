/* bench/bot/together.h -- several processes of bots that play one game: what they share, and where they wait for each other.
 *
 * The memory is mapped before the others are forked.  Each process has a place of its own in it that nobody else writes; the one with
 * the number 0, which is the first, reads all of them when the others have ended. */
#ifndef BENCH_BOT_TOGETHER_H
#define BENCH_BOT_TOGETHER_H

#include "bench/bot/stretch.h"
#include "core/metric.h"

#include <sys/types.h>

enum { PROCESSES_MAX = 64, STAGES_MAX = 16 };

struct share {
    struct stretch play, storm;
    uint64_t traffic;                   /* those of all, added up, are that of all bots */
    unsigned workers;                   /* of the server, and by how much its figures grew, of the process that has the keeper */
    int64_t  figures[METRICS];
};

struct together;

/* One of `count` processes returns with each number: the caller itself with 0.  NULL: it cannot be had. */
struct together *together_begin(unsigned count, unsigned *number);
/* The other processes end here. */
void together_leave(struct together *together);
/* The first waits for the others; false: one of them did not come to its end. */
bool together_wait(struct together *together);
void together_end(struct together **together);
struct share *together_share(struct together *together, unsigned number);
/* This process has come so far; have all? */
void together_arrive(struct together *together, unsigned stage);
bool together_all(const struct together *together, unsigned stage);
/* One cannot go on, and so none can. */
void together_give_up(struct together *together);
bool together_given_up(const struct together *together);

#endif
