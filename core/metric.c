/* core/metric.c -- the list of metric blocks, and adding them up.
 *
 * Any thread.  Figures themselves are written in the header, without a lock, by their one writer.  The
 * lock here is only about which blocks exist: a block must not be freed while somebody adds it up. */
#include "core/metric.h"

#include <pthread.h>

static const struct metric_row metric_rows[METRICS] = {
#define METRIC(name, whose, kind, unit, help) [METRIC_##name] = {#name, help, NULL, NULL, METRIC_##whose, METRIC_##kind, METRIC_##unit},
#define REASON(family, reason, whose, help) \
    [METRIC_##family##_##reason] = {#family "_" #reason, help, #family, #reason, METRIC_##whose, METRIC_COUNTER, METRIC_ONE},
#include "core/metrics.def"
#undef METRIC
#undef REASON
};

static const struct spread_row spread_rows[SPREADS] = {
#define SPREAD(name, whose, kind, help) [SPREAD_##name] = {#name, help, METRIC_##whose, SPREAD_##kind},
#include "core/metrics.def"
#undef SPREAD
};

struct registered {
    struct metrics *block;
    enum metric_owner owner;
    unsigned number;
};

static struct {
    pthread_mutex_t lock;
    struct registered list[METRIC_BLOCKS_MAX];
    unsigned count;
    uint64_t forgotten[METRICS]; /* what counters of forgotten blocks had reached: a total never falls */
    struct spread_sum forgotten_spread[SPREADS];
} blocks = {.lock = PTHREAD_MUTEX_INITIALIZER};

void metrics_register(struct metrics *block, enum metric_owner owner, unsigned number)
{
    pthread_mutex_lock(&blocks.lock);
    assert(blocks.count < METRIC_BLOCKS_MAX);
    blocks.list[blocks.count++] = (struct registered){block, owner, number};
    pthread_mutex_unlock(&blocks.lock);
}

static void keep_counters(const struct metrics *block)
{
    for (unsigned id = 0; id < METRICS; id++) {
        if (metric_rows[id].kind == METRIC_COUNTER) {
            blocks.forgotten[id] += metric_get(block, (enum metric_id)id);
        }
    }
    for (unsigned id = 0; id < SPREADS; id++) {
        spread_collect(&block->spread[id], &blocks.forgotten_spread[id]);
    }
}

void metrics_forget(struct metrics *block)
{
    pthread_mutex_lock(&blocks.lock);
    for (unsigned i = 0; i < blocks.count; i++) {
        if (blocks.list[i].block == block) {
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
        total += metric_get(blocks.list[i].block, id);
    }
    pthread_mutex_unlock(&blocks.lock);
    return total;
}

void spread_total(enum spread_id id, struct spread_sum *sum)
{
    pthread_mutex_lock(&blocks.lock);
    *sum = blocks.forgotten_spread[id];
    for (unsigned i = 0; i < blocks.count; i++) {
        spread_collect(&blocks.list[i].block->spread[id], sum);
    }
    pthread_mutex_unlock(&blocks.lock);
}

void verb_total(unsigned verb, struct spread_sum *sum)
{
    *sum = (struct spread_sum){0};
    pthread_mutex_lock(&blocks.lock);
    for (unsigned i = 0; i < blocks.count; i++) {
        if (verb < blocks.list[i].block->verb_count) {
            spread_collect(&blocks.list[i].block->verbs[verb], sum);
        }
    }
    pthread_mutex_unlock(&blocks.lock);
}

void metrics_each(void (*call)(void *who, enum metric_owner owner, unsigned number, const struct metrics *block), void *who)
{
    pthread_mutex_lock(&blocks.lock);
    for (unsigned i = 0; i < blocks.count; i++) {
        call(who, blocks.list[i].owner, blocks.list[i].number, blocks.list[i].block);
    }
    pthread_mutex_unlock(&blocks.lock);
}

const struct metric_row *metric_row(enum metric_id id)
{
    return &metric_rows[id];
}

const struct spread_row *spread_row(enum spread_id id)
{
    return &spread_rows[id];
}

const char *metric_name(enum metric_id id)
{
    return metric_rows[id].name;
}

const char *metric_help(enum metric_id id)
{
    return metric_rows[id].help;
}
