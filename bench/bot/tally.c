/* bench/bot/tally.c -- see tally.h. */
#include "bench/bot/tally.h"

#define SECOND_NS INT64_C(1000000000)

static void moment_add(struct tally *tally, int64_t since_ns, uint64_t took_ns)
{
    if (since_ns < 0 || since_ns / SECOND_NS >= MOMENTS_MAX)
        return;
    struct moment *moment = &tally->moments[since_ns / SECOND_NS];
    moment->commands++;
    moment->sum_ns += took_ns;
    if (took_ns > moment->most_ns)
        moment->most_ns = took_ns;
}

void tally_answer(struct tally *tally, int64_t since_ns, uint64_t took_ns)
{
    histogram_add(&tally->latency, took_ns);
    moment_add(tally, since_ns, took_ns);
    swaps_add(&tally->swaps, since_ns, took_ns);
}

static void moment_merge(struct moment *moment, const struct moment *other)
{
    moment->commands += other->commands;
    moment->sum_ns += other->sum_ns;
    if (other->most_ns > moment->most_ns)
        moment->most_ns = other->most_ns;
}

void tally_merge(struct tally *tally, const struct tally *other)
{
#define T(name, what) tally->name += other->name;
    TALLY(T)
#undef T
    histogram_merge(&tally->latency, &other->latency);
    histogram_merge(&tally->lateness, &other->lateness);
    histogram_merge(&tally->login, &other->login);
    for (unsigned at = 0; at < MOMENTS_MAX; at++)
        moment_merge(&tally->moments[at], &other->moments[at]);
    swaps_merge(&tally->swaps, &other->swaps);
}
