/* bench/model/machine.h -- the model: a traced run on W workers, by discrete events.
 *
 *   players                network threads                 workers
 *   the next order,   -->  a turn: lines in, posted,  -->  a turn: the whole inbox, one input after the other; what each led
 *   a pause after          workers woken; answers out      to is posted when it is done, sleepers are woken every 16 inputs and
 *   the last answer   <--                             <--  at the end; then it sleeps, unless mail has come
 *
 * What a zone does to an input is not modelled: an input costs what it cost in the run, and leads to what it led to.  Orders of a
 * session wait for the answer to the one before, mail for the input that sent it, and all else comes when it came.  Nothing is
 * random, and all figures are whole nanoseconds: the same trace and wishes give the same result.
 *
 * What is left out: workers that slow each other down (memory, caches), kernel and cores that they share with others, checkpoints
 * that would have more parts, zones that move meanwhile. */
#ifndef BENCH_MODEL_MACHINE_H
#define BENCH_MODEL_MACHINE_H

#include "bench/model/costs.h"
#include "bench/model/trace.h"

enum { MACHINE_WORKERS_MAX = 64, MACHINE_NETS_MAX = 64 };

struct machine_wishes {
    struct costs costs;
    unsigned     workers;       /* 1 to MACHINE_WORKERS_MAX */
    unsigned     nets;          /* 0: as many as are wanted, so that they are never waited for */
    int64_t      turns_per_s;   /* of a network thread; 0: no bound */
    unsigned     pause_percent; /* of the pauses that players made: 100 as it was, 0 as fast as they are answered */
    const unsigned *workers_of; /* by zone, 1 to zone_count */
};

enum machine_limit {
    LIMIT_PLAYERS,              /* nobody is busy all the time: the orders come no faster */
    LIMIT_ZONE,                 /* a worker is busy all the time, with one zone */
    LIMIT_WORKERS,              /* ... with several */
    LIMIT_NETS,
};
const char *machine_limit_words(enum machine_limit limit);

struct machine_result {
    int64_t  took_ns;           /* until the last order was answered; without orders, until the last input was done */
    uint64_t lines, inputs;     /* done by then */
    int64_t  busy_ns[MACHINE_WORKERS_MAX];
    uint64_t done[MACHINE_WORKERS_MAX]; /* inputs */
    uint64_t turns, sleeps;     /* of all workers */
    int64_t  net_busy_ns;       /* of all network threads */
    int64_t  wait_mean_ns, wait_p99_ns, wait_most_ns; /* of an input, from when it was posted until it is begun */
    enum machine_limit limit;
    unsigned busiest;           /* worker */
    uint32_t zone;              /* the one that keeps it busiest */
    int64_t  zone_busy_ns;
};

/* Which worker runs which zone, as the balancer would even it out (core/balance.h): by the cost of their inputs. */
void machine_assign(const struct trace *trace, const struct costs *costs, unsigned workers, unsigned *workers_of);
/* What all inputs of a zone cost a worker, posts and all. */
int64_t machine_zone_ns(const struct trace *trace, const struct costs *costs, uint32_t zone);
struct machine_result machine_run(const struct trace *trace, const struct machine_wishes *wishes);

#endif
