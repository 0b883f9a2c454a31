/* core/dice.h -- seeded dice.  Every zone has its own and carries them along when it moves; the same
 * seed gives the same throws on every machine.  xoshiro256** by Blackman and Vigna (2018), seeded by
 * splitmix64 (Steele, Lea, Flood, 2014); integers only. */
#ifndef CORE_DICE_H
#define CORE_DICE_H

#include <stdint.h>

struct dice {
    uint64_t state[4];
};

void     dice_seed(struct dice *dice, uint64_t seed);
uint64_t dice_next(struct dice *dice);
/* A number from 0 to bound - 1, without bias.  bound is at least 1. */
uint32_t dice_below(struct dice *dice, uint32_t bound);
/* A number from least to most, both included. */
int      dice_between(struct dice *dice, int least, int most);

#endif
