/* bench/balance/print.h -- what came of it: for reading, for programs, for a plot. */
#ifndef BENCH_BALANCE_PRINT_H
#define BENCH_BALANCE_PRINT_H

#include "bench/balance/judge.h"
#include "zones/rules/rules.h"

struct report {
    const struct rules *rules;
    uint64_t     seed;
    struct cell *cells;
    unsigned     cell_count;
    struct need  needs[BALANCE_CLASSES][BALANCE_POWER + 1];
    int64_t      took_ms;
};

/* Prints all of it; judged: with what is out of line.  out: a folder for balance.json and balance.dat, or NULL.  False:
 * something is out of line. */
bool report_print(const struct report *report, bool judged, const char *out);

#endif
