/* bench/balance/judge.h -- what was measured, and whether it is fair: medians, times, who is out of line.  Pure. */
#ifndef BENCH_BALANCE_JUDGE_H
#define BENCH_BALANCE_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

enum { BALANCE_CLASSES = 32, BALANCE_POINTS = 24, BALANCE_POWER = 200, NEWCOMER_SURVIVES = 88 };

/* One class at one level, alone or in company: sums over all its fights. */
struct cell {
    uint32_t class, power, company;
    uint32_t fights, won, died, fled;  /* of who is tested, not of his company */
    int64_t  rounds;               /* tenths of a round, of fights won */
    int64_t  ms;                   /* world time, with rest and what lies between fights */
    int64_t  experience, coins;    /* his; what deaths cost is taken off */
    int64_t  blows;                /* rounds of everybody */
};
double cell_survival(const struct cell *cell);      /* percent */
double cell_rounds(const struct cell *cell);        /* to kill, on the average; 0: nothing was killed */
double cell_experience(const struct cell *cell);    /* an hour, not less than 1 */
double cell_coins(const struct cell *cell);         /* an hour, not less than 1 */

enum line { IN_LINE, TOO_LITTLE, TOO_MUCH };
enum line line_of_two(double value, double middle); /* below half, above twice */

/* What each level asks: needs[n] to go from n to n + 1. */
struct need { double experience, coins; };
/* Hours from one level to another of who gains so much an hour at these levels (rising); between two of them in proportion,
 * outside as at the nearest.  Whatever takes longer, experience or coins, decides. */
struct rate { unsigned power; double experience, coins; };
double hours_between(const struct need *needs, const struct rate *rates, unsigned count, unsigned from, unsigned to);

#endif
