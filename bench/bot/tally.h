/* bench/bot/tally.h -- what bots count: one per process, and all of them added up afterwards as if it had been one.
 *
 * Plain memory without addresses, so that it can lie in memory that processes share.  One owner at a time. */
#ifndef BENCH_BOT_TALLY_H
#define BENCH_BOT_TALLY_H

#include "bench/bot/swaps.h"

enum { MOMENTS_MAX = 3600 };

/*     name              what is counted */
#define TALLY(T)                                                                                                   \
    T( commands,          "orders that were answered"                                                            ) \
    T( says,              "numbered words that came back to their speaker"                                       ) \
    T( says_heard,        "the same, as others heard them"                                                       ) \
    T( channel_heard,     "lines of channels, one's own among them"                                              ) \
    T( beckons,           "beckons"                                                                              ) \
    T( beckons_answered,  "of those, answered"                                                                   ) \
    T( crossings,         "borders crossed"                                                                      ) \
    T( refusals,          "refused at one, as it was too crowded"                                                ) \
    T( failures,          "what must not be"                                                                     ) \
    T( logins,            "came into the game"                                                                   ) \
    T( turned_away,       "were told to try again in a moment"                                                   ) \
    T( samples,           "seconds, and"                                                                         ) \
    T( fighting,          "how many were in a fight, all seconds together"                                       ) \
    T( fights,            "fights begun"                                                                         ) \
    T( kills,             "kills"                                                                                ) \
    T( deaths,            "deaths"                                                                               ) \
    T( flights,           "flights"                                                                              ) \
    T( loots,             "corpses looted"                                                                       ) \
    T( skills,            "skills used"                                                                          ) \
    T( hindered,          "orders that one who is stunned, say, could not do"                                    ) \
    T( overdue,           "open loop: orders still owed when time was up; they count as having taken till then"  )

/* One second of the run. */
struct moment {
    uint64_t commands, sum_ns, most_ns;     /* answered in it, and how long those had taken */
};

struct tally {
#define T(name, what) uint64_t name;
    TALLY(T)
#undef T
    struct histogram latency, lateness;     /* lateness: of our own sending, for whatever reason that is ours */
    struct histogram login;                 /* from connecting to being in the game */
    struct moment moments[MOMENTS_MAX];
    struct swaps  swaps;
};

/* An answer that came so long after the counting began; later than MOMENTS_MAX seconds it has no second. */
void tally_answer(struct tally *tally, int64_t since_ns, uint64_t took_ns);
/* Everything that is in `other` counts here too. */
void tally_merge(struct tally *tally, const struct tally *other);

#endif
