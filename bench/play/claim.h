/* bench/play/claim.h -- what is said of runs: figures by name, and sentences over them that a scenario file asks for.
 *
 *   report  bytes of records a second      = figures.persist_bytes / seconds
 *   compare p99, with checkpoints : without = p99_us : on over off
 *   goal 6  p99, cuts with everybody dirty  = p99_us : on over off at most 1.25
 *
 * An expression is worked out from left to right: a figure or a number, then again and again one of * / + - and another.
 * Behind the colon stands of which variant, or of which over which.  One thread. */
#ifndef BENCH_PLAY_CLAIM_H
#define BENCH_PLAY_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

enum { FIGURES_MAX = 512, FIGURE_NAME_SIZE = 48, TERMS_MAX = 12 };

struct figures {
    unsigned count;
    struct { char name[FIGURE_NAME_SIZE]; double value; } figure[FIGURES_MAX];
};

/* Every number and every true and false of a line of JSON; those of an inner object as `outer.name`.  What is there already stays. */
void figures_read(struct figures *figures, const char *json);
void figures_add(struct figures *figures, const char *name, double value);
const double *figures_find(const struct figures *figures, const char *name);     /* NULL */

enum claim_kind { CLAIM_REPORT, CLAIM_COMPARE, CLAIM_GOAL };

struct claim {
    enum claim_kind kind;
    unsigned    line;                   /* of the scenario file */
    unsigned    goal;                   /* number of a goal */
    const char *text;
    unsigned    term_count;
    struct { char operator; const char *figure; double number; } terms[TERMS_MAX];
    const char *one, *over;             /* variants; NULL: each, and over nothing */
    bool        at_least;               /* of a goal: the bound is the least; else the most */
    double      bound;
};

/* Reads what stands behind the word `report`, `compare` or `goal`; NULL, or the reason why not.  The words must live as long as the claim. */
const char *claim_read(struct claim *claim, enum claim_kind kind, char *words);
/* False: there is no such figure, whose name is then in `missing`, or it is no number. */
bool claim_value(const struct claim *claim, const struct figures *figures, double *value, const char **missing);
bool claim_met(const struct claim *claim, double value);

#endif
