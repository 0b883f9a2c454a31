/* bench/bot/swaps.c -- see swaps.h. */
#include "bench/bot/swaps.h"

#include "bench/bot/median.h"

#define SECOND_NS INT64_C(1000000000)

void swaps_add(struct swaps *swaps, int64_t since_ns, uint64_t took_ns)
{
    int64_t every_ns = swaps->every_s * SECOND_NS;
    if (every_ns == 0 || since_ns < 0 || since_ns / every_ns >= SWAPS_MAX || since_ns % every_ns < SWAP_SETTLES_S * SECOND_NS)
        return;
    histogram_add(&swaps->periods[since_ns / every_ns], took_ns);
}

void swaps_merge(struct swaps *swaps, const struct swaps *other)
{
    swaps->every_s = other->every_s > swaps->every_s ? other->every_s : swaps->every_s;
    for (unsigned at = 0; at < SWAPS_MAX && swaps->every_s > 0; at++)
        histogram_merge(&swaps->periods[at], &other->periods[at]);
}

bool swaps_spread(const struct swaps *swaps, double seconds, double share, struct swaps_spread *spread)
{
    double ratios[SWAPS_MAX], firsts_us[SWAPS_MAX], seconds_us[SWAPS_MAX];
    unsigned count = 0;
    for (unsigned at = 0; at + 1 < SWAPS_MAX && (at + 2) * swaps->every_s <= seconds; at += 2) {
        const struct histogram *first = &swaps->periods[at], *second = &swaps->periods[at + 1];
        if (first->count == 0 || second->count == 0)
            continue;
        firsts_us[count] = (double)histogram_at(first, share) / 1e3;
        seconds_us[count] = (double)histogram_at(second, share) / 1e3;
        ratios[count] = firsts_us[count] / seconds_us[count];
        count++;
    }
    *spread = (struct swaps_spread){ .pairs = count };
    if (count == 0)
        return false;
    spread->ratio = median(ratios, count);
    spread->least = ratios[0];
    spread->most = ratios[count - 1];
    spread->first_us = median(firsts_us, count);
    spread->second_us = median(seconds_us, count);
    return true;
}
