/* zones/fight/odds.c -- see odds.h. */
#include "zones/fight/odds.h"

enum { PERCENT_LEAST = 5, PERCENT_MOST = 95, HITROLL_POINTS = 2 };

int32_t odds_percent(int64_t percent)
{
    return percent < PERCENT_LEAST ? PERCENT_LEAST : percent > PERCENT_MOST ? PERCENT_MOST : (int32_t)percent;
}

int32_t odds_hit(int64_t base, int64_t per_level, int32_t power, int32_t other_power, int32_t hitroll)
{
    return odds_percent(base + per_level * ((int64_t)power - other_power) + hitroll / HITROLL_POINTS);
}

int32_t odds_armor(int32_t amount, int32_t armor, int64_t half)
{
    if (armor >= 0)
        return (int32_t)(amount * half / (half + armor));
    return (int32_t)(amount * (half - armor) / half);      /* worse than none */
}

int32_t odds_part(int32_t amount, int32_t percent)
{
    int64_t part = (int64_t)amount * percent / 100;
    return part > INT32_MAX ? INT32_MAX : (int32_t)part;
}

int64_t odds_round_ms(int64_t base, int32_t speed)
{
    return base * 100 / (100 + speed);
}

int64_t odds_share(int64_t worth, uint32_t level, uint32_t creature_level, int64_t span)
{
    int64_t above = (int64_t)level - creature_level;
    if (above <= 0)
        return worth;
    return above >= span ? 0 : worth * (span - above) / span;
}
