/* zones/rules/formula.c -- see formula.h.  Pure functions. */
#include "zones/rules/formula.h"

enum { HUNDREDTHS = 100, PERCENT = 100 };

/* Adds, and stays within what the figure can be: sums that are bounded twice are the same. */
static void add(int32_t *figures, enum figure figure, int64_t amount)
{
    int64_t sum = figures[figure] + amount;
    figures[figure] = sum > INT32_MAX / 2 ? INT32_MAX / 2 : sum < INT32_MIN / 2 ? INT32_MIN / 2 : (int32_t)sum;
}

/* Of what there is already, so many hundredths a point. */
static void add_share(int32_t *figures, enum figure figure, int64_t over, int64_t hundredths)
{
    int64_t there = figures[figure] > 0 ? figures[figure] : 0;
    add(figures, figure, there * over * hundredths / HUNDREDTHS);
}

void attributes_weigh(int32_t *figures, uint32_t power)
{
    int64_t over[ATTRIBUTES];
    int64_t grown = HUNDREDTHS + (int64_t)power * 4;   /* an attribute is worth more to who has more to use it on */
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        over[at] = (int64_t)figures[at] - ATTRIBUTE_ORDINARY;
    add(figures, FIGURE_HITROLL, (over[FIGURE_STR] + 2 * over[FIGURE_DEX]) * grown / HUNDREDTHS / 2);
    add(figures, FIGURE_DAMROLL, over[FIGURE_STR] * grown / HUNDREDTHS);
    add(figures, FIGURE_CARRY, over[FIGURE_STR] * 8);
    add(figures, FIGURE_ARMOR, over[FIGURE_DEX] * 2 * grown / HUNDREDTHS);
    add(figures, FIGURE_DODGE, over[FIGURE_DEX] / 2);
    add_share(figures, FIGURE_HEALTH, over[FIGURE_CON], 2);
    add_share(figures, FIGURE_STAMINA, over[FIGURE_CON], 1);
    add_share(figures, FIGURE_MANA, over[FIGURE_INT] + over[FIGURE_WIS], 1);
    add(figures, FIGURE_SPELLPOWER, over[FIGURE_INT] * 2);
    add(figures, FIGURE_HEALPOWER, over[FIGURE_WIS] * 2);
    add(figures, FIGURE_CONCENTRATION, over[FIGURE_WIS]);
    add(figures, FIGURE_CRITICAL, 5 + over[FIGURE_LUK] / 2);
    add(figures, FIGURE_SAVE_BODY, over[FIGURE_CON] * 2 + over[FIGURE_LUK] / 2);
    add(figures, FIGURE_SAVE_MIND, over[FIGURE_WIS] * 2 + over[FIGURE_LUK] / 2);
    add(figures, FIGURE_SAVE_REFLEX, over[FIGURE_DEX] * 2 + over[FIGURE_LUK] / 2);
}

int64_t regeneration(const struct constants *constants, enum pool_kind pool, int32_t most, int64_t percent, int32_t gain)
{
    const int64_t plain[POOLS] = { constants->regen_health, constants->regen_mana, constants->regen_stamina };
    int64_t rate = most * plain[pool] / 10;             /* hundredths of a percent are ten-thousandths */
    return rate * percent / PERCENT * (PERCENT + gain) / PERCENT;
}

/* -- levels ------------------------------------------------------------------------------------------ */

int64_t paragon_price(const struct constants *constants, int64_t price, uint32_t level, uint32_t paragon)
{
    if (level < LEVELS_MORTAL)
        return price;
    return price + price / PERCENT * constants->paragon_percent * ((int64_t)paragon + 1);
}

int64_t level_asks(const struct rules *rules, const struct race *race, uint32_t level, uint32_t paragon)
{
    if (level >= LEVELS_MORTAL && paragon >= LEVELS_PARAGON)
        return 0;
    int64_t price = rules->levels[level < LEVELS_MORTAL ? level + 1 : LEVELS_MORTAL].experience;
    return paragon_price(&rules->constants, price, level, paragon) * race->experience / PERCENT;
}

int64_t level_banks(const struct rules *rules, const struct race *race, uint32_t level, uint32_t paragon)
{
    const struct constants *constants = &rules->constants;
    int64_t asks = level_asks(rules, race, level, paragon);
    if (level >= constants->bank_level_first && level <= constants->bank_level_last)
        return constants->bank_levels * asks;
    return asks > UINT32_MAX ? asks : UINT32_MAX;
}
