/* bench/model/report.h -- results of the model as a table, as lines of JSON, and as columns for gnuplot. */
#ifndef BENCH_MODEL_REPORT_H
#define BENCH_MODEL_REPORT_H

#include "bench/model/machine.h"

enum { REPORT_RUNS_MAX = MACHINE_WORKERS_MAX };

struct report {
    const struct trace          *trace;
    const struct machine_wishes *wishes;   /* of all runs, but for the number of workers */
    struct machine_result        results[REPORT_RUNS_MAX];
    unsigned                     workers[REPORT_RUNS_MAX];
    unsigned                     count;
};

void report_table(const struct report *report, FILE *file);
void report_json(const struct report *report, FILE *file);
/* Workers, orders a second, speed-up, busiest worker's share, mean and p99 wait in us. */
void report_columns(const struct report *report, FILE *file);

/* The fewest workers with 95 % of the most that any number of them brings. */
unsigned report_saturates(const struct report *report);
double report_per_s(const struct machine_result *result);   /* orders, or, if there are none, inputs */
double report_speedup(const struct report *report, unsigned run); /* against the first run */
/* The zone that costs most, and its share of what all cost: no number of workers is quicker than 1 / share. */
uint32_t report_hottest(const struct report *report, double *share);

#endif
