/* bench/play/scenario.h -- a scenario: who plays, how much, against which servers, and what is said of it.
 *
 * bench/scenarios/README says how a file is written.  What all have in common stands in the file `defaults` of the same folder, which is
 * read first.  A mistake is told with its file, its line and the reason, and nothing is read beyond it.
 *
 * Read only once read.  One thread. */
#ifndef BENCH_PLAY_SCENARIO_H
#define BENCH_PLAY_SCENARIO_H

#include "bench/play/claim.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { SIZES_MAX = 8, VARIANTS_MAX = 8, CLAIMS_MAX = 24, SERVER_OPTIONS_MAX = 24, TURNS_MAX = 99, AS_MANY_AS_CAN_BE = 0, TEXTS_MAX = 256 };

enum against { AGAINST_SERVER, AGAINST_ANSWERS, AGAINST_HEARD };     /* the latter two: a line server that plays back what ours said */

/* What can differ from variant to variant. */
struct setting {
    const char *mix;                    /* NULL: the file's own rows */
    const char *areas, *keeper;         /* keeper: NULL: none */
    uint32_t    against;                /* enum against */
    uint32_t    processes, logins, ramp, seconds, rest_s, threads;      /* threads: of a line server */
    uint32_t    pause_ms;               /* closed loop */
    uint32_t    rate, rate_each;        /* open loop: orders a second, of all or of each; 0: closed */
    uint32_t    deaf;                   /* so many of the bots read nothing once they are in */
    uint32_t    door, msdp, moves;      /* switches: they stay where the name is asked for; have everything reported; zones are moved about */
    uint32_t    newcomers, resumers, storm_s;   /* who come all at once at the end, and how long that may take */
    const char *beside;                 /* a program that runs meanwhile; NULL: none does */
    const char *midway;                 /* what it reads in the middle of each period under the first value of what is swapped; NULL: nothing */
    uint32_t    swap_s;                 /* so long an option of the server's is the one, then the other; 0: none is */
    const char *swap_option, *swap_values[2];
    unsigned    option_count;
    struct { const char *name, *value; } options[SERVER_OPTIONS_MAX];
};

struct variant {
    const char *name;
    struct setting setting;
};

struct scenario {
    char        name[64], path[256];
    const char *about;
    bool        has_rows;               /* the file is a mix, too */
    uint64_t    seed;
    uint32_t    turns;
    unsigned    size_count;
    uint32_t    sizes[SIZES_MAX];       /* how many bots; AS_MANY_AS_CAN_BE */
    struct setting base;                /* what is said before all variants */
    unsigned    variant_count;
    struct variant variants[VARIANTS_MAX];      /* at least one: "plain" in a file that names none */
    const char *sweep;                  /* an option whose values the variants are, from few threads to many; or NULL */
    char       *sweep_values;
    unsigned    claim_count;
    struct claim claims[CLAIMS_MAX];
    unsigned    text_count;
    char       *texts[TEXTS_MAX];       /* what all the words point into: the defaults, the file, what came on the command line */
};

/* NULL after a line in `trouble`. */
struct scenario *scenario_read(const char *folder, const char *name, FILE *trouble);
void scenario_free(struct scenario **scenario);
/* One more line, from the command line: for every variant, and whatever the file says. */
bool scenario_override(struct scenario *scenario, const char *words, FILE *trouble);
/* -1: there is none of that name. */
int scenario_variant(const struct scenario *scenario, const char *name);

#endif
