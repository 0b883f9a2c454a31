/* bench/model/machine.c -- see machine.h. */
#include "bench/model/machine.h"

#include "core/balance.h"
#include "core/memory.h"
#include "net/pace.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* As the server has them: zones/worker.c, net/net.c. */
enum { WAKES_EVERY = 16, EVENTS_MAX = 64, MAIL_MAX = 512 };
enum { BUSY_PERCENT = 95, ONE_ZONE_PERCENT = 90 };
#define SECOND_NS INT64_C(1000000000)
#define MS_NS INT64_C(1000000)

/* At the same time, in this order, then in that in which they were planned. */
enum event_kind { EVENT_DONE, EVENT_WRITTEN, EVENT_COMES, EVENT_LINE, EVENT_WAKE, EVENT_NET };

struct event {
    int64_t  ns;
    uint64_t order;
    uint32_t who;              /* worker, net, input or session */
    uint8_t  kind;             /* enum event_kind */
};

/* First in, first out, threaded through machine.next. */
struct queue {
    uint32_t first, last, length;
};

struct worker {
    struct queue inbox, batch;
    bool         awake, roused; /* roused: somebody will wake it, or it has been */
    unsigned     taken;         /* of this batch */
    uint32_t     at;            /* the input it is at */
    int64_t      rests_ns;      /* when it lay down last */
    bool         owes[MACHINE_WORKERS_MAX], owes_nets[MACHINE_NETS_MAX]; /* whom it must wake */
    int64_t      busy_ns;
    uint64_t     done;
};

struct net {
    struct queue lines;         /* inputs */
    uint32_t    *answers;       /* sessions whose answer has come; a ring */
    uint32_t     answer_first, answer_count, replies, tells;
    bool         awake, roused;
    int64_t      turn_due;
    uint32_t    *writing;       /* sessions that are answered at the end of this turn */
    uint32_t     writing_count;
    int64_t      busy_ns;
};

struct machine {
    const struct trace          *trace;
    const struct machine_wishes *wishes;
    const int64_t *cost;
    struct event  *events;      /* a heap */
    size_t         event_count, event_room;
    uint64_t       planned;
    uint32_t      *next;        /* by input: the one behind it in its queue */
    int64_t       *posted_ns;   /* by input */
    uint32_t      *line_of;     /* by session: the order it gives next */
    struct worker *workers;
    struct net    *nets;
    int64_t       *zone_busy_ns;
    int64_t       *waits;
    uint64_t       wait_count, lines_left, turns, sleeps;
    int64_t        now, last_ns, net_busy_ns;
};

const char *machine_limit_words(enum machine_limit limit)
{
    static const char *const words[] = {
        [LIMIT_PLAYERS] = "players", [LIMIT_ZONE] = "zone", [LIMIT_WORKERS] = "workers", [LIMIT_NETS] = "nets",
    };
    return words[limit];
}

/* -- events ------------------------------------------------------------------------------------------- */

static bool earlier(const struct event *a, const struct event *b)
{
    if (a->ns != b->ns)
        return a->ns < b->ns;
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return a->order < b->order;
}

static void plan(struct machine *machine, int64_t ns, enum event_kind kind, uint32_t who)
{
    if (machine->event_count == machine->event_room) {
        machine->event_room = machine->event_room == 0 ? 1024 : machine->event_room * 2;
        machine->events = memory_resize(machine->events, machine->event_room * sizeof *machine->events);
    }
    struct event event = { .ns = ns, .order = machine->planned++, .who = who, .kind = (uint8_t)kind };
    size_t at = machine->event_count++;
    while (at > 0 && earlier(&event, &machine->events[(at - 1) / 2])) {
        machine->events[at] = machine->events[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    machine->events[at] = event;
}

static struct event take_event(struct machine *machine)
{
    struct event *heap = machine->events, first = heap[0], last = heap[--machine->event_count];
    size_t at = 0, count = machine->event_count;
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && earlier(&heap[child + 1], &heap[child]))
            child++;
        if (!earlier(&heap[child], &last))
            break;
        heap[at] = heap[child];
    }
    heap[at] = last;
    return first;
}

/* -- queues ------------------------------------------------------------------------------------------- */

static void queue_add(struct machine *machine, struct queue *queue, uint32_t input)
{
    machine->next[input] = TRACE_NONE;
    *(queue->length == 0 ? &queue->first : &machine->next[queue->last]) = input;
    queue->last = input;
    queue->length++;
}

static uint32_t queue_take(struct machine *machine, struct queue *queue)
{
    uint32_t input = queue->first;
    queue->first = machine->next[input];
    queue->length--;
    return input;
}

/* -- mail to a worker ------------------------------------------------------------------------------------ */

/* Gives the worker. */
static unsigned deliver(struct machine *machine, uint32_t input, int64_t ns)
{
    unsigned to = machine->wishes->workers_of[machine->trace->inputs[input].zone];
    machine->posted_ns[input] = ns;
    queue_add(machine, &machine->workers[to].inbox, input);
    return to;
}

static void rouse_worker(struct machine *machine, unsigned number, int64_t ns)
{
    struct worker *worker = &machine->workers[number];
    worker->roused = true;
    if (ns < worker->rests_ns)
        ns = worker->rests_ns;
    plan(machine, ns + machine->cost[COST_late], EVENT_WAKE, number);
}

/* By somebody whose own time does not count here: a timer, or a network thread that is never waited for. */
static void deliver_and_rouse(struct machine *machine, uint32_t input, int64_t ns)
{
    unsigned to = deliver(machine, input, ns);
    if (!machine->workers[to].awake && !machine->workers[to].roused)
        rouse_worker(machine, to, ns);
}

/* -- players ---------------------------------------------------------------------------------------------- */

static int64_t pause_ns(const struct machine *machine, uint32_t input)
{
    return machine->trace->inputs[input].pause_ms * MS_NS * machine->wishes->pause_percent / 100;
}

/* What he was waiting for is on his screen. */
static void player_goes_on(struct machine *machine, uint32_t session, int64_t ns)
{
    uint32_t line = machine->line_of[session];
    machine->last_ns = ns;
    machine->lines_left--;
    machine->line_of[session] = machine->trace->inputs[line].next_line;
    if (machine->line_of[session] != TRACE_NONE)
        plan(machine, ns + pause_ns(machine, machine->line_of[session]), EVENT_LINE, session);
}

/* -- network threads ------------------------------------------------------------------------------------- */

static struct net *net_of(struct machine *machine, uint32_t session, unsigned *number)
{
    *number = session % machine->wishes->nets;
    return &machine->nets[*number];
}

/* It sleeps no longer than until then, but no more often than it may. */
static void rouse_net(struct machine *machine, unsigned number, int64_t ns)
{
    struct net *net = &machine->nets[number];
    int64_t gap = machine->wishes->turns_per_s == 0 ? 0 : SECOND_NS / machine->wishes->turns_per_s;
    if (net->awake || net->roused)
        return;
    net->roused = true;
    int64_t start = ns + machine->cost[COST_late];
    if (net->turn_due < start - PACE_SPARES * gap)
        net->turn_due = start - PACE_SPARES * gap;
    plan(machine, net->turn_due > start ? net->turn_due : start, EVENT_NET, number);
    net->turn_due += gap;
}

static void line_comes(struct machine *machine, uint32_t session)
{
    uint32_t line = machine->line_of[session];
    unsigned number;
    if (machine->wishes->nets == 0) {
        machine->net_busy_ns += machine->cost[COST_line];
        plan(machine, machine->now + machine->cost[COST_line], EVENT_COMES, line);
        return;
    }
    queue_add(machine, &net_of(machine, session, &number)->lines, line);
    rouse_net(machine, number, machine->now);
}

/* The workers are woken before anything is written. */
static void net_turn(struct machine *machine, unsigned number)
{
    struct net *net = &machine->nets[number];
    const int64_t *cost = machine->cost;
    bool owes[MACHINE_WORKERS_MAX] = {0};
    int64_t ns = machine->now + cost[COST_round];
    net->awake = true;
    net->roused = false;
    for (unsigned taken = 0; taken < EVENTS_MAX && net->lines.length > 0; taken++) {
        ns += cost[COST_line];
        unsigned to = deliver(machine, queue_take(machine, &net->lines), ns);
        if (!machine->workers[to].awake && !machine->workers[to].roused)
            owes[to] = machine->workers[to].roused = true;
    }
    for (unsigned to = 0; to < machine->wishes->workers; to++)
        if (owes[to])
            rouse_worker(machine, to, ns += cost[COST_wake]);
    for (unsigned taken = 0; taken < MAIL_MAX && (net->replies > 0 || net->tells > 0); taken++)
        if (net->replies > 0) {
            net->replies--;
            ns += cost[COST_reply];
        } else {
            net->tells--;
            ns += cost[COST_tell];
        }
    net->writing_count = 0;
    while (net->answer_count > net->replies) {
        net->writing[net->writing_count++] = net->answers[net->answer_first];
        net->answer_first = (net->answer_first + 1) % (machine->trace->session_count + 1);
        net->answer_count--;
    }
    net->busy_ns += ns - machine->now;
    plan(machine, ns, EVENT_WRITTEN, number);
}

static void net_written(struct machine *machine, unsigned number)
{
    struct net *net = &machine->nets[number];
    for (uint32_t at = 0; at < net->writing_count; at++)
        player_goes_on(machine, net->writing[at], machine->now);
    net->awake = false;
    if (net->lines.length > 0 || net->replies > 0 || net->tells > 0)
        rouse_net(machine, number, machine->now - machine->cost[COST_late]);
}

/* -- workers --------------------------------------------------------------------------------------------- */

static void worker_begins_input(struct machine *machine, unsigned number, int64_t ns)
{
    struct worker *worker = &machine->workers[number];
    uint32_t at = worker->at = queue_take(machine, &worker->batch);
    const struct trace_input *input = &machine->trace->inputs[at];
    int64_t takes = machine->cost[COST_input] + input->ns + input->posts * machine->cost[COST_post];
    machine->waits[machine->wait_count++] = ns - machine->posted_ns[at];
    machine->zone_busy_ns[input->zone] += takes;
    worker->busy_ns += ns - machine->now + takes;
    worker->done++;
    plan(machine, ns + takes, EVENT_DONE, number);
}

static void worker_turn(struct machine *machine, unsigned number, int64_t ns)
{
    struct worker *worker = &machine->workers[number];
    worker->batch = worker->inbox;
    worker->inbox = (struct queue){0};
    worker->taken = 0;
    machine->turns++;
    worker_begins_input(machine, number, ns + machine->cost[COST_turn]);
}

static void worker_wakes(struct machine *machine, unsigned number)
{
    struct worker *worker = &machine->workers[number];
    worker->awake = true;
    worker->roused = false;
    machine->sleeps++;
    worker_turn(machine, number, machine->now + machine->cost[COST_sleep]);
}

/* What an input led to goes out when it is done. */
static void worker_posts(struct machine *machine, struct worker *worker, uint32_t at)
{
    const struct trace *trace = machine->trace;
    const struct trace_input *input = &trace->inputs[at];
    unsigned nets = machine->wishes->nets, number;
    for (uint32_t sent = trace->sent_from[at]; sent < trace->sent_from[at + 1]; sent++) {
        unsigned to = deliver(machine, trace->sent[sent], machine->now);
        if (!machine->workers[to].awake && !machine->workers[to].roused)
            worker->owes[to] = machine->workers[to].roused = true;
    }
    uint32_t replies = input->answers != TRACE_NONE, tells = input->tells - (input->tells > 0 && replies > 0);
    if (nets == 0)
        machine->net_busy_ns += replies * machine->cost[COST_reply] + tells * machine->cost[COST_tell];
    if (nets == 0 && input->releases != TRACE_NONE)
        player_goes_on(machine, input->releases, machine->now + machine->cost[COST_reply]);
    if (nets == 0)
        return;
    if (tells > 0) {
        number = at % nets;            /* who hears it may be anybody's */
        machine->nets[number].tells += tells;
        worker->owes_nets[number] = true;
    }
    if (input->releases != TRACE_NONE) {
        struct net *net = net_of(machine, input->releases, &number);
        net->answers[(net->answer_first + net->answer_count++) % (trace->session_count + 1)] = input->releases;
        net->replies++;
        worker->owes_nets[number] = true;
    }
}

/* Gives when it is done with that. */
static int64_t worker_rests(struct machine *machine, struct worker *worker)
{
    int64_t ns = machine->now;
    for (unsigned to = 0; to < machine->wishes->workers; to++)
        if (worker->owes[to]) {
            worker->owes[to] = false;
            ns += machine->cost[COST_wake];
            rouse_worker(machine, to, ns);
        }
    for (unsigned to = 0; to < machine->wishes->nets; to++)
        if (worker->owes_nets[to]) {
            struct net *net = &machine->nets[to];
            worker->owes_nets[to] = false;
            if (net->awake || net->roused)
                continue;
            ns += machine->cost[COST_rouse];
            rouse_net(machine, to, ns);
        }
    return ns;
}

static void worker_done(struct machine *machine, unsigned number)
{
    struct worker *worker = &machine->workers[number];
    int64_t ns = machine->now;
    worker_posts(machine, worker, worker->at);
    if (machine->trace->lines == 0)
        machine->last_ns = machine->now;
    if (++worker->taken % WAKES_EVERY == 0 || worker->batch.length == 0)
        ns = worker_rests(machine, worker);
    if (worker->batch.length > 0) {
        worker_begins_input(machine, number, ns);
    } else if (worker->inbox.length > 0) {
        worker_turn(machine, number, ns);
    } else {
        worker->busy_ns += ns - machine->now;
        worker->rests_ns = ns;
        worker->awake = false;
    }
}

/* -- who runs what --------------------------------------------------------------------------------------- */

int64_t machine_zone_ns(const struct trace *trace, const struct costs *costs, uint32_t zone)
{
    const struct trace_zone *its = &trace->zones[zone];
    return its->ns + (int64_t)its->inputs * costs->ns[COST_input] + (int64_t)its->posts * costs->ns[COST_post];
}

void machine_assign(const struct trace *trace, const struct costs *costs, unsigned workers, unsigned *workers_of)
{
    struct balance_view view = { .count = trace->zone_count, .workers = workers };
    struct balance_move *moves = memory_get((trace->zone_count + 1) * sizeof *moves);
    view.zones = memory_get((trace->zone_count + 1) * sizeof *view.zones);
    int64_t all_ns = 0;
    for (uint32_t zone = 1; zone <= trace->zone_count; zone++)
        all_ns += machine_zone_ns(trace, costs, zone);
    for (uint32_t zone = 1; zone <= trace->zone_count && all_ns > 0; zone++)
        view.zones[zone].load = (uint64_t)((__int128)machine_zone_ns(trace, costs, zone) * BALANCE_FULL / all_ns);
    balance_plan(&view, workers, moves);
    for (uint32_t zone = 1; zone <= trace->zone_count; zone++)
        workers_of[zone] = view.zones[zone].worker;
    memory_free(view.zones);
    memory_free(moves);
}

/* -- all of it --------------------------------------------------------------------------------------------- */

static void machine_begin(struct machine *machine, const struct trace *trace, const struct machine_wishes *wishes)
{
    *machine = (struct machine){ .trace = trace, .wishes = wishes, .cost = wishes->costs.ns, .lines_left = trace->lines };
    machine->next = memory_get((trace->count + 1) * sizeof *machine->next);
    machine->posted_ns = memory_get((trace->count + 1) * sizeof *machine->posted_ns);
    machine->waits = memory_get((trace->count + 1) * sizeof *machine->waits);
    machine->line_of = memory_get((trace->session_count + 1) * sizeof *machine->line_of);
    machine->zone_busy_ns = memory_get((trace->zone_count + 1) * sizeof *machine->zone_busy_ns);
    machine->workers = memory_get(wishes->workers * sizeof *machine->workers);
    machine->nets = memory_get((wishes->nets + 1) * sizeof *machine->nets);
    for (unsigned at = 0; at < wishes->nets; at++) {
        machine->nets[at].turn_due = INT64_MIN;         /* there was nothing to do before */
        machine->nets[at].answers = memory_get((trace->session_count + 1) * sizeof *machine->nets[at].answers);
        machine->nets[at].writing = memory_get((trace->session_count + 1) * sizeof *machine->nets[at].writing);
    }
    for (uint32_t session = 0; session < trace->session_count; session++) {
        uint32_t line = machine->line_of[session] = trace->first_lines[session];
        if (line != TRACE_NONE)
            plan(machine, pause_ns(machine, line), EVENT_LINE, session);
    }
    for (uint32_t at = 0; at < trace->count; at++)
        if (trace->inputs[at].cause == TRACE_TIME)
            plan(machine, (trace->inputs[at].ms - trace->from_ms) * MS_NS, EVENT_COMES, at);
}

static void machine_end(struct machine *machine)
{
    for (unsigned at = 0; at < machine->wishes->nets; at++) {
        memory_free(machine->nets[at].answers);
        memory_free(machine->nets[at].writing);
    }
    memory_free(machine->events);
    memory_free(machine->next);
    memory_free(machine->posted_ns);
    memory_free(machine->waits);
    memory_free(machine->line_of);
    memory_free(machine->zone_busy_ns);
    memory_free(machine->workers);
    memory_free(machine->nets);
}

static void machine_step(struct machine *machine)
{
    struct event event = take_event(machine);
    assert(event.ns >= machine->now);
    machine->now = event.ns;
    switch ((enum event_kind)event.kind) {
    case EVENT_DONE:    worker_done(machine, event.who); break;
    case EVENT_WRITTEN: net_written(machine, event.who); break;
    case EVENT_COMES:   deliver_and_rouse(machine, event.who, machine->now); break;
    case EVENT_LINE:    line_comes(machine, event.who); break;
    case EVENT_WAKE:    worker_wakes(machine, event.who); break;
    case EVENT_NET:     net_turn(machine, event.who); break;
    }
}

static int smaller(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void tell_waits(const struct machine *machine, struct machine_result *result)
{
    __int128 sum = 0;
    if (machine->wait_count == 0)
        return;
    qsort(machine->waits, machine->wait_count, sizeof *machine->waits, smaller);
    for (uint64_t at = 0; at < machine->wait_count; at++)
        sum += machine->waits[at];
    result->wait_mean_ns = (int64_t)(sum / machine->wait_count);
    result->wait_p99_ns = machine->waits[(machine->wait_count - 1) * 99 / 100];
    result->wait_most_ns = machine->waits[machine->wait_count - 1];
}

/* Who is busy all the time, if anybody is. */
static void tell_limit(const struct machine *machine, struct machine_result *result)
{
    const unsigned *workers_of = machine->wishes->workers_of;
    for (unsigned at = 1; at < machine->wishes->workers; at++)
        if (result->busy_ns[at] > result->busy_ns[result->busiest])
            result->busiest = at;
    for (uint32_t zone = 1; zone <= machine->trace->zone_count; zone++)
        if (workers_of[zone] == result->busiest && machine->zone_busy_ns[zone] > result->zone_busy_ns) {
            result->zone = zone;
            result->zone_busy_ns = machine->zone_busy_ns[zone];
        }
    int64_t busy_ns = result->busy_ns[result->busiest], full_ns = result->took_ns / 100 * BUSY_PERCENT;
    if (busy_ns >= full_ns && result->took_ns > 0)
        result->limit = result->zone_busy_ns >= busy_ns / 100 * ONE_ZONE_PERCENT ? LIMIT_ZONE : LIMIT_WORKERS;
    for (unsigned at = 0; at < machine->wishes->nets && result->limit == LIMIT_PLAYERS; at++)
        if (machine->nets[at].busy_ns >= full_ns)
            result->limit = LIMIT_NETS;
}

struct machine_result machine_run(const struct trace *trace, const struct machine_wishes *wishes)
{
    struct machine machine;
    assert(wishes->workers >= 1);
    assert(wishes->workers <= MACHINE_WORKERS_MAX);
    assert(wishes->nets <= MACHINE_NETS_MAX);
    machine_begin(&machine, trace, wishes);
    while (machine.event_count > 0 && (trace->lines == 0 || machine.lines_left > 0))
        machine_step(&machine);
    assert(machine.lines_left == 0);    /* every order has an answer, and every answer comes of its order */
    struct machine_result result = {
        .took_ns = machine.last_ns, .lines = trace->lines, .inputs = machine.wait_count, .turns = machine.turns,
        .sleeps = machine.sleeps, .net_busy_ns = machine.net_busy_ns, .limit = LIMIT_PLAYERS,
    };
    for (unsigned at = 0; at < wishes->workers; at++) {
        result.busy_ns[at] = machine.workers[at].busy_ns;
        result.done[at] = machine.workers[at].done;
    }
    for (unsigned at = 0; at < wishes->nets; at++)
        result.net_busy_ns += machine.nets[at].busy_ns;
    tell_waits(&machine, &result);
    tell_limit(&machine, &result);
    machine_end(&machine);
    return result;
}
