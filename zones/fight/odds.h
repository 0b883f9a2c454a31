/* zones/fight/odds.h -- the numbers of a fight: pure functions of numbers, so that they can be tried by themselves. */
#ifndef ZONES_FIGHT_ODDS_H
#define ZONES_FIGHT_ODDS_H

#include <stdint.h>

/* Percent, held within 5 and 95: nothing is sure. */
int32_t odds_percent(int64_t percent);
/* Does a blow land: base, per level of difference, what hitroll adds. */
int32_t odds_hit(int64_t base, int64_t per_level, int32_t power, int32_t other_power, int32_t hitroll);
/* What armour leaves of so much: half at `half` points of it, a third at twice as many. */
int32_t odds_armor(int32_t amount, int32_t armor, int64_t half);
/* A share of so much, rounded down, for percent from -200 up: 100 is all. */
int32_t odds_part(int32_t amount, int32_t percent);
/* So long is a round. */
int64_t odds_round_ms(int64_t base, int32_t speed);
/* Of what a creature is worth, what one of some level gets: less for each level he stands above it, nothing from `span` on. */
int64_t odds_share(int64_t worth, uint32_t level, uint32_t creature_level, int64_t span);

#endif
