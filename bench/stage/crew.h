/* bench/stage/crew.h -- what happens between threads: a worker, with its thread and its turns, and a thread that stands for net.
 *
 *   this thread, as net does    posts so many questions to a worker that sleeps, wakes it, reads the answers; then a pause, in which
 *                               the worker goes to sleep again
 *   the worker's thread         worker_run(), as it is shipped
 *
 * What one question costs and what a turn costs beside its questions comes from asking one and asking many; what waking costs
 * from a thread that sleeps until the answer and one that does not.  Costs are threads' CPU time, the mean of the middle
 * of many rounds. */
#ifndef BENCH_STAGE_CREW_H
#define BENCH_STAGE_CREW_H

#include "bench/stage/stage.h"

struct crew_costs {
    double input_ns;    /* a question: taken, looked up, noted, counted, answered; zone_apply() is not in it */
    double turn_ns;     /* a turn in which nothing comes */
    double sleep_ns;    /* going to sleep and getting up again */
    double wake_ns;     /* for who wakes the worker */
    double rouse_ns;    /* for the worker, waking a network thread */
    double late_ns;     /* by the wall clock, from waking until the first thing is done */
    double round_ns;    /* a network thread's sleep in epoll, and getting up again */
};

/* apply_ns: what zone_apply() of the question takes; post_ns: what posting its answer takes.  The town's zones are the worker's from here on, and gone afterwards. */
STAGE_THREAD struct crew_costs crew_measure(const char *question, double apply_ns, double post_ns);

#endif
