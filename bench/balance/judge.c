/* bench/balance/judge.c -- see judge.h. */
#include "bench/balance/judge.h"

#include <math.h>

static const double hour_ms = 3600000;

double cell_survival(const struct cell *cell)
{
    return cell->fights == 0 ? 0 : 100.0 * (cell->fights - cell->died) / cell->fights;
}

double cell_rounds(const struct cell *cell)
{
    return cell->won == 0 ? 0 : (double)cell->rounds / 10 / cell->won;
}

static double an_hour(int64_t amount, int64_t ms)
{
    double rate = ms <= 0 ? 0 : (double)amount * hour_ms / (double)ms;
    return rate < 1 ? 1 : rate;
}

double cell_experience(const struct cell *cell)
{
    return an_hour(cell->experience, cell->ms);
}

double cell_coins(const struct cell *cell)
{
    return an_hour(cell->coins, cell->ms);
}

enum line line_of_two(double value, double middle)
{
    return value < middle / 2 ? TOO_LITTLE : value > middle * 2 ? TOO_MUCH : IN_LINE;
}

/* Rates span many powers of ten: what lies between two is so in their logarithms. */
static double between(double before, double after, double part)
{
    return exp(log(before) * (1 - part) + log(after) * part);
}

static struct rate rate_at(const struct rate *rates, unsigned count, unsigned power)
{
    unsigned after = 0;
    while (after < count && rates[after].power < power)
        after++;
    if (after == 0 || after == count)
        return rates[after == 0 ? 0 : count - 1];
    const struct rate *low = &rates[after - 1], *high = &rates[after];
    double part = (double)(power - low->power) / (high->power - low->power);
    return (struct rate){ power, between(low->experience, high->experience, part), between(low->coins, high->coins, part) };
}

double hours_between(const struct need *needs, const struct rate *rates, unsigned count, unsigned from, unsigned to)
{
    double hours = 0;
    for (unsigned power = from; power < to && count > 0; power++) {
        struct rate rate = rate_at(rates, count, power);
        double learns = needs[power].experience / rate.experience, saves = needs[power].coins / rate.coins;
        hours += learns > saves ? learns : saves;
    }
    return hours;
}
