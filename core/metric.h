/* core/metric.h -- figures with one writer each.
 *
 * A thread kind lists its figures in metrics.def; every thread of that kind has a block of its own,
 * which it alone writes (relaxed atomics, no shared counters).  Readers add up. */
#ifndef CORE_METRIC_H
#define CORE_METRIC_H

#include "core/thread.h"

#include <stdatomic.h>
#include <stdint.h>

enum metric_id {
#define METRIC(name, kind, help) METRIC_##name,
#include "core/metrics.def"
#undef METRIC
    METRICS
};

struct metrics {
    _Atomic uint64_t value[METRICS];
};

/* A thread that keeps figures registers its block once; at most METRIC_BLOCKS_MAX threads do. */
enum { METRIC_BLOCKS_MAX = 192 };
ANY_THREAD void     metrics_register(struct metrics *block);
ANY_THREAD void     metrics_forget(struct metrics *block); /* before the block is freed */
ANY_THREAD uint64_t metric_total(enum metric_id id);       /* over all registered blocks */
ANY_THREAD const char *metric_name(enum metric_id id);
ANY_THREAD const char *metric_help(enum metric_id id);

static inline void metric_add(struct metrics *block, enum metric_id id, uint64_t amount)
{
    uint64_t now = atomic_load_explicit(&block->value[id], memory_order_relaxed);
    atomic_store_explicit(&block->value[id], now + amount, memory_order_relaxed);
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
