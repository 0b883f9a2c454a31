/* bench/play/run.h -- one run of a scenario: a server or a line server is started, bots play against it, both end; what is left are figures.
 *
 * One thread.  Everything lies in a folder that the owner makes and removes. */
#ifndef BENCH_PLAY_RUN_H
#define BENCH_PLAY_RUN_H

#include "bench/play/scenario.h"

/* Who is measured: a variant, as a name, on the server of this revision or of another. */
struct contestant {
    const char *name;
    const struct setting *setting;
    const char *folder;                 /* of the revision; NULL: this one */
};

struct run_place {
    const char *build;                  /* where our programs are */
    const char *folder;                 /* for what is only needed while it runs, from the root on */
};

struct result {
    bool   begun;                       /* there are figures */
    bool   wrong;                       /* something was not as it must be: it is told on stderr */
    bool   unfit;                       /* the bots were the bottleneck: it counts for little */
    bool   behind;                      /* an open loop's rate was not kept up with; what was owed is in the latencies */
    char   traffic[20];
    char  *json, *table;                /* what the bots said; result_free() */
    struct figures figures;
};

/* `plot`: what its two files of columns begin with, or NULL. */
void run_once(const struct scenario *scenario, const struct contestant *contestant, uint32_t bots, const struct run_place *place,
              const char *plot, struct result *result);
void result_free(struct result *result);
/* As many connections as a server of this machine can have: what it may open, less some for itself. */
uint32_t run_bots_most(void);

#endif
