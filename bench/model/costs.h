/* bench/model/costs.h -- what the model must know of a machine, besides what inputs cost on it: costs.def says what that is. */
#ifndef BENCH_MODEL_COSTS_H
#define BENCH_MODEL_COSTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum cost {
#define COST(name, initial, what) COST_##name,
#include "bench/model/costs.def"
#undef COST
    COSTS
};
struct costs {
    int64_t ns[COSTS];
};
const char *cost_name(enum cost cost);
const char *cost_what(enum cost cost);
void costs_begin(struct costs *costs);
/* Of a file of lines `cost NAME NS`; false, with a reason on `trouble`. */
bool costs_read(struct costs *costs, const char *path, FILE *trouble);

#endif
