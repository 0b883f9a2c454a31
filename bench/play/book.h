/* bench/play/book.h -- all runs of a scenario, and what is to be said of them: as tables, as JSON, as rows of goals, as columns to draw.
 *
 * Every number of a claim is the median over the turns, with the least and the most of them.  Of turns whose runs were unfit (see
 * run.h) nothing counts as long as there is one that was fit; where there is none, the figure is shown and the verdict is "void".
 *
 * One thread. */
#ifndef BENCH_PLAY_BOOK_H
#define BENCH_PLAY_BOOK_H

#include "bench/play/run.h"

#include <stdio.h>

enum { CONTESTANTS_MAX = VARIANTS_MAX };

struct book {
    const struct scenario *scenario;
    unsigned contestant_count, turns;
    struct contestant contestants[CONTESTANTS_MAX];
    struct result *results;             /* by size, contestant, turn */
    FILE *json, *goals;                 /* a line for each object; `number|what|figure|bound|verdict` */
};

struct spread {
    unsigned count, unfit;              /* turns it was taken from, and how many were left out */
    bool     is_void;                   /* all of them were unfit */
    double   median, least, most;
};

struct result *book_result(const struct book *book, unsigned size, unsigned contestant, unsigned turn);
/* -1: nobody of that name. */
int book_contestant(const struct book *book, const char *name);
/* One over the other turn by turn, or with `over` below 0 the one alone; false: no turn has such a figure, whose name is `missing`. */
bool book_spread(const struct book *book, const struct claim *claim, unsigned size, unsigned one, int over, struct spread *spread,
                 const char **missing);

void print_head(const struct book *book);
/* After each run: its line, and the whole table where there is only one run. */
void print_run(const struct book *book, unsigned size, uint32_t bots, unsigned contestant, unsigned turn);
/* Reports, comparisons, goals; false: one asks for a figure that is not there. */
bool print_claims(const struct book *book);
/* Two revisions: what one is over the other. */
void print_ratios(const struct book *book);
/* The speed-up of a sweep, its serial part, and `path`: threads, speed-up, least, most, fitted, share of the machine. */
void print_sweep(const struct book *book, const char *path);

#endif
