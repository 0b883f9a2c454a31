/* bench/balance/trial.h -- the fights of one class at one level, alone or as one of three. */
#ifndef BENCH_BALANCE_TRIAL_H
#define BENCH_BALANCE_TRIAL_H

#include "bench/balance/judge.h"
#include "zones/rules/rules.h"

/* Fills cell from its class, power and company: as many fights as make so many rounds of everybody in them, at least
 * FIGHTS_LEAST.  The same seed gives the same cell, whatever ran before.
 * watched: what he types and reads is printed. */
void trial_run(const struct rules *rules, struct cell *cell, uint64_t seed, int64_t rounds, bool watched);
/* What each level asks of that class, sessions of the meta shop with it; needs: BALANCE_POWER + 1 of them. */
void trial_needs(const struct rules *rules, unsigned class, struct need *needs);

#endif
