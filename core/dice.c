/* core/dice.c -- seeded dice.  No thread of its own: whoever owns the dice throws them.
 *
 * xoshiro256** (Blackman, Vigna) for the throws, splitmix64 (Steele, Lea, Flood) to spread a seed over
 * its state.  Unsigned 64-bit arithmetic only: every machine and compiler throws the same. */
#include "core/dice.h"

#include <assert.h>

static uint64_t rotate_left(uint64_t value, unsigned by)
{
    return value << by | value >> (64 - by);
}

static uint64_t seed_next(uint64_t *seed)
{
    *seed += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = *seed;
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

void dice_seed(struct dice *dice, uint64_t seed)
{
    for (unsigned i = 0; i < 4; i++) {
        dice->state[i] = seed_next(&seed);
    }
}

uint64_t dice_next(struct dice *dice)
{
    uint64_t *state = dice->state;
    uint64_t thrown = rotate_left(state[1] * 5, 7) * 9;
    uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate_left(state[3], 45);
    return thrown;
}

/* The upper half of the generator: its upper bits are the better ones. */
static uint32_t dice_next_u32(struct dice *dice)
{
    return (uint32_t)(dice_next(dice) >> 32);
}

uint32_t dice_below(struct dice *dice, uint32_t bound)
{
    assert(bound >= 1);
    /* 2^32 throws do not divide evenly by most bounds; the first 2^32 mod bound of them are thrown
     * again, so that every result is equally likely. */
    uint32_t uneven = -bound % bound;
    uint32_t thrown = dice_next_u32(dice);
    while (thrown < uneven) {
        thrown = dice_next_u32(dice);
    }
    return thrown % bound;
}

int dice_between(struct dice *dice, int least, int most)
{
    assert(least <= most);
    uint32_t span = (uint32_t)most - (uint32_t)least;
    uint32_t above = span == UINT32_MAX ? dice_next_u32(dice) : dice_below(dice, span + 1);
    return (int)((int64_t)least + above);
}
