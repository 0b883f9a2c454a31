/* core/metric.c -- the list of metric blocks, and adding them up.
 *
 * Any thread.  Figures themselves are written in the header, without a lock, by their one writer.  The
 * lock here is only about which blocks exist: a block must not be freed while somebody adds it up. */
#include "core/metric.h"

#include <pthread.h>

enum metric_kind { COUNTER, GAUGE };

static const struct {
    const char *name;
    const char *help;
    enum metric_kind kind;
} descriptions[METRICS] = {
#define METRIC(name, kind, help) [METRIC_##name] = {#name, help, kind},
#include "core/metrics.def"
#undef METRIC
};

static struct {
    pthread_mutex_t lock;
    struct metrics *list[METRIC_BLOCKS_MAX];
    unsigned count;
    uint64_t forgotten[METRICS]; /* what counters of forgotten blocks had reached: a total never falls */
} blocks = {.lock = PTHREAD_MUTEX_INITIALIZER};

void metrics_register(struct metrics *block)
{
    pthread_mutex_lock(&blocks.lock);
    assert(blocks.count < METRIC_BLOCKS_MAX);
    blocks.list[blocks.count++] = block;
    pthread_mutex_unlock(&blocks.lock);
}

static void keep_counters(const struct metrics *block)
{
    for (unsigned id = 0; id < METRICS; id++) {
        if (descriptions[id].kind == COUNTER) {
            blocks.forgotten[id] += metric_get(block, (enum metric_id)id);
        }
    }
}

void metrics_forget(struct metrics *block)
{
    pthread_mutex_lock(&blocks.lock);
    for (unsigned i = 0; i < blocks.count; i++) {
        if (blocks.list[i] == block) {
            keep_counters(block);
            blocks.list[i] = blocks.list[--blocks.count];
            break;
        }
    }
    pthread_mutex_unlock(&blocks.lock);
}

uint64_t metric_total(enum metric_id id)
{
    pthread_mutex_lock(&blocks.lock);
    uint64_t total = blocks.forgotten[id];
    for (unsigned i = 0; i < blocks.count; i++) {
        total += metric_get(blocks.list[i], id);
    }
    pthread_mutex_unlock(&blocks.lock);
    return total;
}

const char *metric_name(enum metric_id id)
{
    return descriptions[id].name;
}

const char *metric_help(enum metric_id id)
{
    return descriptions[id].help;
}
