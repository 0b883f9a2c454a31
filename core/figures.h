/* core/figures.h -- the figures of a running server for whoever looks from outside, in three shapes: as text for Prometheus
 * (its exposition format 0.0.4), as JSON, and in words.
 *
 * Where they come from: core/metric.h (what threads count), core/load.h and core/tuner.h (what zones cost), core/route.h (who runs
 * what).  The main thread asks, and workers do for keepers; nothing here changes anything. */
#ifndef CORE_FIGURES_H
#define CORE_FIGURES_H

#include "core/directory.h"
#include "core/metric.h"
#include "core/tuner.h"
#include "core/verbs.h"

#include <stdio.h>

/* All borrowed. */
struct figures {
    struct route       *route;
    struct tuner       *tuner;
    const struct load  *load;
    struct directory   *directory;
    const struct verbs *verbs;
    void              (*zone_name)(void *who, zone_id zone, char name[ZONE_NAME_SIZE]);
    void               *who;           /* of zone_name */
    int64_t             started_s;     /* of the wall clock */
};

MAIN_THREAD void figures_prometheus(const struct figures *figures, FILE *out);
MAIN_THREAD void figures_json(const struct figures *figures, FILE *out);
/* A dozen lines for somebody who plays, with the `most` busiest zones. */
MAIN_THREAD void figures_words(const struct figures *figures, unsigned most, FILE *out);
/* One line for each zone. */
MAIN_THREAD void figures_zones(const struct figures *figures, FILE *out);
/* How many threads there are, and whose connections those of the network serve besides their own. */
ANY_THREAD struct text *figures_threads(const struct route *route);

struct zone_figures {
    char     name[ZONE_NAME_SIZE];
    unsigned worker, players;
    double   load;                     /* of a worker's time, 0 to 1 */
    uint64_t ns;                       /* of a worker's time since the start */
    bool     pinned, over;             /* over its budget */
};
/* All but its name, which the caller knows. */
ANY_THREAD void zone_figures(struct route *route, const struct load *load, uint32_t zone, struct zone_figures *found);
/* What they are in words: a line without its end. */
ANY_THREAD struct text *zone_figures_words(uint32_t zone, const struct zone_figures *figures);

/* -- for core/figures*.c */

/* With its name. */
MAIN_THREAD void zone_named_figures(const struct figures *figures, uint32_t zone, struct zone_figures *found);
/* All commands of all network threads, by the time until they were answered; what is typed in a dialogue is none. */
ANY_THREAD void commands_total(const struct figures *figures, struct spread_sum *sum);
/* A verb's name; what is no verb of the index has a word for it. */
ANY_THREAD const char *verb_words(const struct figures *figures, unsigned verb);

#endif
