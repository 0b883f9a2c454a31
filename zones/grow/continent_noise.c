/* zones/grow/continent_noise.c -- smooth noise from a seed, in integers.
 *
 * Random values stand on the corners of a grid and are blended between them; octaves of it make a landscape.  Any thread. */
#include "zones/grow/continent_parts.h"

uint32_t noise_hash(uint64_t seed, uint32_t a, uint32_t b)
{
    uint64_t mixed = seed + a * UINT64_C(0x9e3779b97f4a7c15) + b * UINT64_C(0xc2b2ae3d27d4eb4f);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((mixed ^ mixed >> 31) >> 16);
}

/* 3t^2 - 2t^3 of a part of ONE. */
static int64_t eased(int64_t part)
{
    return part * part / ONE * (3 * ONE - 2 * part) / ONE;
}

static int64_t corner(uint64_t seed, int x, int y)
{
    return noise_hash(seed, (uint32_t)x, (uint32_t)y) % ONE;
}

static int64_t one_octave(uint64_t seed, int64_t x, int64_t y, int scale)
{
    int column = (int)(x / scale), row = (int)(y / scale);
    int64_t right = eased(x % scale * ONE / scale), down = eased(y % scale * ONE / scale);
    int64_t above = corner(seed, column, row) * (ONE - right) + corner(seed, column + 1, row) * right;
    int64_t below = corner(seed, column, row + 1) * (ONE - right) + corner(seed, column + 1, row + 1) * right;
    return (above / ONE * (ONE - down) + below / ONE * down) / ONE;
}

enum { FINE = 16, FAR_AWAY = 1 << 20 };   /* sixteenths of a cell; so far that no place has negative coordinates */

static int64_t octaves_of(uint64_t seed, int x, int y, int scale, int octaves, bool ridge)
{
    int64_t sum = 0, weights = 0, weight = ONE;
    for (int octave = 0; octave < octaves && scale >= 1; octave++) {
        int64_t value = one_octave(seed + (uint64_t)octave * 7919, (int64_t)(x + FAR_AWAY) * FINE + octave * 5,
                                   (int64_t)(y + FAR_AWAY) * FINE + octave * 11, scale * FINE);
        if (ridge)
            value = ONE - 1 - (value >= ONE / 2 ? value * 2 - ONE : ONE - 1 - value * 2);
        sum += value * weight;
        weights += weight;
        weight /= 2;
        scale = (scale + 1) / 2;
    }
    return sum / weights;
}

int32_t noise_at(uint64_t seed, int x, int y, int scale, int octaves)
{
    return (int32_t)octaves_of(seed, x, y, scale, octaves, false);
}

int32_t noise_ridge(uint64_t seed, int x, int y, int scale, int octaves)
{
    return (int32_t)octaves_of(seed, x, y, scale, octaves, true);
}

uint32_t root_of(uint64_t square)
{
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit != 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= square)
            root += bit;
    return (uint32_t)root;
}
