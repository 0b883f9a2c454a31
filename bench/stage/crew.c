/* bench/stage/crew.c -- see crew.h. */
#include "bench/stage/crew.h"

#include "bench/stage/parts.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/rcu.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 1000, QUESTIONS = 48, MIDDLE_PERCENT = 80, PAUSE_NS = 150000, EMPTY_TURNS = 2000, CLOCK_TRIES = 2000 };

struct crew {
    struct worker *worker;
    pthread_t      thread;
    clockid_t      worker_clock;
    int            epoll;
    int64_t        clock_ns;          /* of looking at a thread's clock */
};

/* Of one round, each in ns. */
struct round {
    int64_t worker_ns;                /* CPU of the worker */
    int64_t wake_ns;                  /* CPU of waking it */
    int64_t sleep_ns;                 /* CPU of this thread's own sleep, if it slept */
    int64_t took_ns;                  /* wall, from waking to the last answer */
};

static int64_t cpu_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int smaller(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static double median(int64_t *list, unsigned count)
{
    qsort(list, count, sizeof *list, smaller);
    return (double)list[count / 2];
}

/* Of one figure of ROUNDS rounds the mean, without the least and the most: some are slow because of who else uses the machine,
 * others because a processor slept too deeply, which a server meets as well. */
static int64_t middle_mean(const int64_t *figure)
{
    int64_t list[ROUNDS], sum = 0;
    unsigned from = ROUNDS * (100 - MIDDLE_PERCENT) / 200, to = ROUNDS - from;
    for (unsigned at = 0; at < ROUNDS; at++)
        list[at] = figure[at * (sizeof(struct round) / sizeof *figure)];
    qsort(list, ROUNDS, sizeof *list, smaller);
    for (unsigned at = from; at < to; at++)
        sum += list[at];
    return sum / (to - from);
}

static int64_t clock_cost(void)
{
    int64_t tries[CLOCK_TRIES];
    for (unsigned at = 0; at < CLOCK_TRIES; at++) {
        int64_t began = clock_cpu_ns();
        tries[at] = clock_cpu_ns() - began;
    }
    return (int64_t)median(tries, CLOCK_TRIES);
}

/* -- the worker --------------------------------------------------------------------------------------- */

STAGE_THREAD static void crew_begin(struct crew *crew, struct worker_common *common)
{
    *common = (struct worker_common){ .setting = &stage_town.setting, .route = stage_town.route, .directory = stage_town.directory,
                                      .load = load_new(stage_town.setting.zones) };
    crew->worker = worker_new(common, 0, stage_town.worker_inbox);
    for (uint32_t number = 1; number <= stage_town.setting.zones; number++) {
        worker_add_zone(crew->worker, stage_town.zones[number]);
        stage_town.zones[number] = NULL;
    }
    struct epoll_event event = { .events = EPOLLIN };
    crew->epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_ctl(crew->epoll, EPOLL_CTL_ADD, mailbox_fd(stage_town.net_inbox), &event);
    crew->clock_ns = clock_cost();
}

static void worker_start(struct crew *crew)
{
    pthread_create(&crew->thread, NULL, worker_run, crew->worker);
    pthread_getcpuclockid(crew->thread, &crew->worker_clock);
}

static void worker_stop(struct crew *crew)
{
    post_worker(&stage_town.net_pen, 0, message_new(MSG_STOP));
    pen_rest(&stage_town.net_pen);
    pthread_join(crew->thread, NULL);
}

/* -- rounds ------------------------------------------------------------------------------------------- */

/* Gives how many answers have come. */
STAGE_THREAD static unsigned read_answers(void)
{
    struct message_list mail = {0};
    struct message *message;
    unsigned answers = 0;
    mailbox_drain(stage_town.net_inbox, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->type == MSG_REPLY) {
            town_read(message->reply.slot);
            answers++;
        } else {
            message_free(&message);
        }
    }
    return answers;
}

static int64_t sleep_until_mail(const struct crew *crew)
{
    struct epoll_event event;
    int64_t began = clock_cpu_ns();
    if (mailbox_doze(stage_town.net_inbox))
        epoll_wait(crew->epoll, &event, 1, -1);
    mailbox_awake(stage_town.net_inbox);
    return clock_cpu_ns() - began - crew->clock_ns;
}

STAGE_THREAD static struct round round_run(const struct crew *crew, const char *question, unsigned questions, bool sleeps)
{
    struct timespec pause = { .tv_nsec = PAUSE_NS };
    struct round round = {0};
    nanosleep(&pause, NULL);
    int64_t worker_began = cpu_ns(crew->worker_clock);
    for (unsigned at = 0; at < questions; at++)
        post(&stage_town.net_pen, town_ask(at, question));
    int64_t wake_began = clock_cpu_ns(), began = clock_ns();
    pen_rest(&stage_town.net_pen);
    round.wake_ns = clock_cpu_ns() - wake_began - crew->clock_ns;
    for (unsigned answered = 0; answered < questions; answered += read_answers())
        if (sleeps)
            round.sleep_ns += sleep_until_mail(crew);
    round.took_ns = clock_ns() - began;
    nanosleep(&pause, NULL);            /* until it sleeps */
    round.worker_ns = cpu_ns(crew->worker_clock) - worker_began;
    return round;
}

/* Ways to ask, in turn: whatever else the machine does then meets all of them. */
enum way { ONE, MANY, ONE_ASLEEP, WAYS };
static const struct { unsigned questions; bool sleeps; } ways[WAYS] = {
    [ONE] = { 1, false }, [MANY] = { QUESTIONS, false }, [ONE_ASLEEP] = { 1, true },
};

STAGE_THREAD static void rounds_run(const struct crew *crew, const char *question, struct round means[WAYS])
{
    static struct round rounds[WAYS][ROUNDS];
    for (unsigned at = 0; at < ROUNDS; at++)
        for (unsigned way = 0; way < WAYS; way++)
            rounds[way][at] = round_run(crew, question, ways[way].questions, ways[way].sleeps);
    for (unsigned way = 0; way < WAYS; way++)
        means[way] = (struct round){
            .worker_ns = middle_mean(&rounds[way][0].worker_ns), .wake_ns = middle_mean(&rounds[way][0].wake_ns),
            .sleep_ns = middle_mean(&rounds[way][0].sleep_ns), .took_ns = middle_mean(&rounds[way][0].took_ns),
        };
}

STAGE_THREAD static double empty_turn_ns(struct crew *crew)
{
    int64_t tries[EMPTY_TURNS];
    for (unsigned at = 0; at < EMPTY_TURNS; at++) {
        int64_t began = clock_cpu_ns();
        worker_turn(crew->worker);
        tries[at] = clock_cpu_ns() - began - crew->clock_ns;
    }
    return median(tries, EMPTY_TURNS);
}

static double at_least_0(double ns)
{
    return ns > 0 ? ns : 0;
}

struct crew_costs crew_measure(const char *question, double apply_ns, double post_ns)
{
    struct crew crew = {0};
    struct worker_common common;
    struct crew_costs costs = {0};
    crew_begin(&crew, &common);
    costs.turn_ns = empty_turn_ns(&crew);
    worker_start(&crew);
    struct round means[WAYS];
    rounds_run(&crew, question, means);
    worker_stop(&crew);
    const struct round *one = &means[ONE], *many = &means[MANY], *asleep = &means[ONE_ASLEEP];
    double each_ns = (double)(many->worker_ns - one->worker_ns) / (QUESTIONS - 1);
    costs.input_ns = at_least_0(each_ns - apply_ns - post_ns);
    costs.sleep_ns = at_least_0((double)one->worker_ns - each_ns - costs.turn_ns);
    costs.wake_ns = at_least_0((double)one->wake_ns);
    costs.rouse_ns = at_least_0((double)(asleep->worker_ns - one->worker_ns));
    costs.late_ns = at_least_0((double)(one->took_ns - one->worker_ns));
    costs.round_ns = at_least_0((double)asleep->sleep_ns);
    worker_free(&crew.worker);
    load_free(&common.load);
    close(crew.epoll);
    return costs;
}
