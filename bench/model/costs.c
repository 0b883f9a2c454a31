/* bench/model/costs.c -- see costs.h. */
#include "bench/model/costs.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { COST_NS_MAX = 10000000 };

static const struct { const char *name, *what; int64_t initial; } cost_rows[COSTS] = {
#define COST(name, initial, what) [COST_##name] = { #name, what, initial },
#include "bench/model/costs.def"
#undef COST
};

const char *cost_name(enum cost cost)
{
    return cost_rows[cost].name;
}

const char *cost_what(enum cost cost)
{
    return cost_rows[cost].what;
}

void costs_begin(struct costs *costs)
{
    for (unsigned at = 0; at < COSTS; at++)
        costs->ns[at] = cost_rows[at].initial;
}

static int64_t *cost_find(struct costs *costs, const char *name)
{
    for (unsigned at = 0; at < COSTS; at++)
        if (strcmp(cost_rows[at].name, name) == 0)
            return &costs->ns[at];
    return NULL;
}

bool costs_read(struct costs *costs, const char *path, FILE *trouble)
{
    char line[256], name[32];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fprintf(trouble, "model: %s: %s\n", path, strerror(errno));
        return false;
    }
    bool sound = true;
    for (unsigned number = 1; sound && fgets(line, sizeof line, file) != NULL; number++) {
        int64_t ns;
        int end = 0;
        int64_t *place = sscanf(line, "cost %31s %" SCNd64 " %n", name, &ns, &end) == 2 && line[end] == '\0' ? cost_find(costs, name) : NULL;
        sound = line[0] == '#' || (place != NULL && ns >= 0 && ns <= COST_NS_MAX);
        if (!sound)
            fprintf(trouble, "model: %s:%u: no cost: cost NAME NS, of up to %d ns\n", path, number, COST_NS_MAX);
        else if (place != NULL)
            *place = ns;
    }
    fclose(file);
    return sound;
}
