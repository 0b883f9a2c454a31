/* core/metric.h -- figures with one writer each.
 *
 * metrics.def lists them; every thread that keeps some has a block of its own, which it alone writes (relaxed atomics, no
 * shared counters).  Readers add up. */
#ifndef CORE_METRIC_H
#define CORE_METRIC_H

#include "core/spread.h"
#include "core/thread.h"

#include <stdatomic.h>
#include <stdint.h>

enum metric_id {
#define METRIC(name, whose, kind, unit, help) METRIC_##name,
#include "core/metrics.def"
#undef METRIC
    METRICS
};

enum spread_id {
#define SPREAD(name, whose, kind, help) SPREAD_##name,
#include "core/metrics.def"
#undef SPREAD
    SPREADS
};

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE };
enum metric_unit { METRIC_ONE, METRIC_NS, METRIC_MS, METRIC_BYTES };
enum spread_kind  { SPREAD_TIME, SPREAD_NUMBER };
/* Threads of these kinds; of workers and network threads there are several, told apart by their numbers. */
enum metric_owner { METRIC_WORKER, METRIC_NET, METRIC_PERSIST, METRIC_SECRET, METRIC_MAIN };

struct mailbox;

struct metrics {
    _Atomic uint64_t value[METRICS];
    struct spread     spread[SPREADS];
    struct spread    *verbs;           /* a network thread's: by verb, how long its answers took; else NULL */
    unsigned         verb_count;
    const struct mailbox *inbox;      /* the thread's, or NULL */
};

struct metric_row {
    const char       *name, *help;
    const char       *family, *reason; /* of a REASON; else NULL */
    enum metric_owner whose;
    enum metric_kind  kind;
    enum metric_unit  unit;
};
struct spread_row {
    const char       *name, *help;
    enum metric_owner whose;
    enum spread_kind   kind;
};
ANY_THREAD const struct metric_row *metric_row(enum metric_id id);
ANY_THREAD const struct spread_row *spread_row(enum spread_id id);

/* A thread that keeps figures registers its block once; at most METRIC_BLOCKS_MAX threads do. */
enum { METRIC_BLOCKS_MAX = 192 };
ANY_THREAD void     metrics_register(struct metrics *block, enum metric_owner owner, unsigned number);
ANY_THREAD void     metrics_forget(struct metrics *block); /* before the block is freed */
/* Over all blocks, and of counters those which were forgotten. */
ANY_THREAD uint64_t metric_total(enum metric_id id);
ANY_THREAD void     spread_total(enum spread_id id, struct spread_sum *sum);
ANY_THREAD void     verb_total(unsigned verb, struct spread_sum *sum);
/* Every block there is; none can be freed meanwhile, so be quick and register nothing. */
ANY_THREAD void     metrics_each(void (*call)(void *who, enum metric_owner owner, unsigned number, const struct metrics *block),
                                 void *who);
ANY_THREAD const char *metric_name(enum metric_id id);
ANY_THREAD const char *metric_help(enum metric_id id);

static inline void metric_add(struct metrics *block, enum metric_id id, uint64_t amount)
{
    spread_raise(&block->value[id], amount);
}
static inline void metric_set(struct metrics *block, enum metric_id id, uint64_t value)
{
    atomic_store_explicit(&block->value[id], value, memory_order_relaxed);
}
static inline uint64_t metric_get(const struct metrics *block, enum metric_id id)
{
    return atomic_load_explicit(&block->value[id], memory_order_relaxed);
}

#endif
