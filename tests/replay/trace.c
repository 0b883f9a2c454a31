/* tests/replay/trace.c -- see trace.h. */
#include "tests/replay/trace.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/verbs.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* So many inputs are decoded before any of them is applied: in a server too the questions of many players lie about when the
 * first of them is looked at, and no decoder runs in between. */
enum { CHUNK = 256, WHAT_SIZE = 40, CLOCK_TRIES = 2000 };

enum cause { CAUSE_TIME, CAUSE_LINE, CAUSE_MAIL };
enum turned { SAME_TURN, NEW_TURN, NEW_TURN_AWAKE };

struct traced {
    uint32_t zone, posts, tells;
    uint8_t  cause;              /* enum cause */
    size_t   by;                 /* CAUSE_MAIL: the input that sent it, from 0 */
    uint64_t session, answers;   /* as the server knew them; 0: none */
    int64_t  ns;
    int64_t  live, apart, looked; /* in the run itself */
    uint64_t turn;
    uint8_t  turned;             /* enum turned */
    bool     long_lookup;        /* one that takes longer the more there are who play */
    char     what[WHAT_SIZE];
};

/* A message that was sent, or came. */
struct letter {
    uint64_t hash;
    size_t   input;
};
struct letters {
    struct letter *list;
    size_t         count, room;
};

struct trace {
    struct recorded *recorded;
    struct traced   *inputs;     /* as the entries stand */
    struct letters   sent, came;
    uint64_t        *sessions;   /* sorted, each once */
    size_t           session_count;
    unsigned         times;
    int64_t         *ns;         /* times of every input */
    int64_t          thread_clock_ns; /* what looking at the thread's CPU clock costs */
    uint64_t         lost;       /* came from a zone, it is not known whose input sent it */
};

static void letter_add(struct letters *letters, uint64_t hash, size_t input)
{
    if (letters->count == letters->room) {
        letters->room = letters->room == 0 ? 1024 : letters->room * 2;
        letters->list = memory_resize(letters->list, letters->room * sizeof *letters->list);
    }
    letters->list[letters->count++] = (struct letter){ hash, input };
}

/* -- first replay: is it a replay at all, and what was sent -------------------------------------------- */

/* Personal mail leaves its zone without an address, the worker writes that on it.  All other has the same `to` here and there. */
static uint64_t letter_hash(const struct message *message, bool addressed)
{
    struct bytes_writer writer = {0};
    struct message *letter = (struct message *)(uintptr_t)message;
    zone_id to = letter->to;
    if (!addressed)
        letter->to = NO_ZONE;
    message_encode(letter, &writer);
    letter->to = to;
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return addressed ? hash : hash + 1;
}

static void note_came(struct trace *trace, size_t at, const struct message *message)
{
    struct traced *input = &trace->inputs[at];
    const struct slot *slot = recorded_slot(message);
    snprintf(input->what, sizeof input->what, "%s", message_name(message->type));
    if (message->type == MSG_COMMAND) {
        const char *typed = slot->verb == VERB_RAW || slot->typed[0] == '\0' ? "-" : slot->typed;
        snprintf(input->what, sizeof input->what, "%s %s", message_name(message->type), typed);
        input->cause = CAUSE_LINE;
        input->session = slot->session.number;
    }
    if (message->from.number == 0 && message->type != MSG_COMMAND)
        return;
    letter_add(&trace->came, letter_hash(message, true), at);
    letter_add(&trace->came, letter_hash(message, false), at);
}

static void note_sent(struct trace *trace, size_t at, const struct message_list *out)
{
    struct traced *input = &trace->inputs[at];
    for (const struct message *message = out->first; message != NULL; message = message->next) {
        enum message_inbox inbox = message_inbox(message->type);
        input->posts += inbox != INBOX_DIRECTORY && message->type != MSG_RECORD;
        input->tells += inbox == INBOX_NET;
        if (message->type == MSG_REPLY)
            input->answers = message->reply.slot->session.number;
        if (inbox == INBOX_ZONE)
            letter_add(&trace->sent, letter_hash(message, message->to.number != 0), at);
    }
}

ONE_THREAD static bool replay_once(struct trace *trace, struct recording_times *times)
{
    struct recorded *recorded = trace->recorded;
    for (size_t at = 0; at < recorded->count; at++) {
        const struct entry *entry = &recorded->entries[at];
        struct zone *zone = recorded->zones[entry->zone];
        struct bytes_reader reader;
        struct input input;
        if (zone == NULL || zone->inputs != entry->number || !recorded_input(recorded, entry, &input, &reader)) {
            fprintf(stderr, "replay: zone %u, input %" PRIu64 ": missing before it, or cannot be decoded\n", entry->zone, entry->number);
            return false;
        }
        trace->inputs[at].zone = entry->zone;
        note_came(trace, at, input.message);
        trace->inputs[at].long_lookup = input.lookup.text != NULL || input.lookup.hearer_count > 0;
        zone_apply(zone, &input);
        note_sent(trace, at, &zone->out);
        if (emissions_hash(zone) != take_u64(&reader)) {
            fprintf(stderr, "replay: zone %s, input %" PRIu64 ": emitted something else\n", zone->key, entry->number);
            return false;
        }
        if (take_u8(&reader) != 0)
            take_u64(&reader);
        recording_times_take(&times[at], &reader);
        if (reader.failed) {
            fprintf(stderr, "replay: zone %s, input %" PRIu64 ": is cut off\n", zone->key, entry->number);
            return false;
        }
        recorded_emissions_free(recorded, &zone->out);
    }
    return true;
}

/* What a thread had of a stretch of wall time: all, or as much of it as its own clock went on meanwhile. */
static int64_t cpu_part(int64_t wall_ns, int64_t all_wall_ns, int64_t all_cpu_ns)
{
    if (all_cpu_ns >= all_wall_ns || all_wall_ns == 0)
        return wall_ns;
    return all_cpu_ns <= 0 ? 0 : (int64_t)((__int128)wall_ns * all_cpu_ns / all_wall_ns);
}

/* What an input led to, and how long all of it took, stands with the next one of the same worker.  In each of what the thread's clock
 * says is one look at it. */
static void take_times(struct trace *trace, const struct recording_times *times)
{
    size_t before[ROUTE_WORKERS_MAX];
    memset(before, 0xff, sizeof before);
    for (size_t at = 0; at < trace->recorded->count; at++) {
        struct traced *input = &trace->inputs[at];
        const struct recording_times *now = &times[at];
        size_t *last = &before[trace->recorded->entries[at].worker];
        input->looked = now->looked_up;
        input->live = input->looked + now->applied;
        input->turn = now->turn;
        input->turned = *last == SIZE_MAX || times[*last].turn != now->turn ? NEW_TURN : SAME_TURN;
        if (*last != SIZE_MAX && now->ended_before != 0) {
            struct traced *other = &trace->inputs[*last];
            int64_t cpu_ns = (int64_t)(now->ended_before - times[*last].began) - trace->thread_clock_ns;
            int64_t apart_ns = (int64_t)(now->began - now->ended_before) - trace->thread_clock_ns;
            input->apart = apart_ns > 0 ? apart_ns : 0;
            other->live = cpu_part(other->live + now->posted_before, now->all_before, cpu_ns);
            other->looked = cpu_part(other->looked, now->all_before, cpu_ns);
        }
        *last = at;
    }
}

/* -- what led to what -------------------------------------------------------------------------------- */

static int letter_compare(const void *left, const void *right)
{
    const struct letter *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->input < b->input ? -1 : a->input > b->input;
}

/* Of the same bytes the first that was sent is the first that came, as mail keeps its order. */
static void match(struct trace *trace)
{
    struct letters *sent = &trace->sent, *came = &trace->came;
    qsort(sent->list, sent->count, sizeof *sent->list, letter_compare);
    qsort(came->list, came->count, sizeof *came->list, letter_compare);
    size_t from = 0;
    for (size_t at = 0; at < came->count; at++) {
        const struct letter *letter = &came->list[at];
        struct traced *input = &trace->inputs[letter->input];
        while (from < sent->count && sent->list[from].hash < letter->hash)
            from++;
        if (from == sent->count || sent->list[from].hash != letter->hash || input->cause == CAUSE_MAIL)
            continue;
        size_t by = sent->list[from++].input;
        if (by == letter->input)
            continue;
        input->cause = CAUSE_MAIL;
        input->by = by;
    }
    for (size_t at = 0; at < came->count; at++)
        trace->lost += trace->inputs[came->list[at].input].cause == CAUSE_TIME;
    trace->lost /= 2;                   /* each came twice: with and without address */
}

/* A worker does not sleep over mail that it has sent itself in the turn before. */
static void find_sleepless(struct trace *trace)
{
    const struct entry *entries = trace->recorded->entries;
    size_t first[ROUTE_WORKERS_MAX] = {0}; /* of the turn */
    for (size_t at = 0; at < trace->recorded->count; at++) {
        const struct traced *input = &trace->inputs[at];
        unsigned worker = entries[at].worker;
        if (input->turned != SAME_TURN)
            first[worker] = at;
        if (input->cause == CAUSE_MAIL && entries[input->by].worker == worker && trace->inputs[input->by].turn + 1 == input->turn)
            trace->inputs[first[worker]].turned = NEW_TURN_AWAKE;
    }
}

/* -- in an order in which nothing comes before what led to it ------------------------------------------- */

struct merge {
    size_t    head[ROUTE_WORKERS_MAX], end[ROUTE_WORKERS_MAX]; /* in `queue` */
    size_t   *queue;             /* inputs, worker after worker, each in its order */
    size_t   *now;               /* the new number of an input; SIZE_MAX: it has none yet */
    uint64_t *next;              /* by zone: the input that is next */
};

static void merge_begin(struct merge *merge, const struct trace *trace, const uint64_t *first)
{
    const struct recorded *recorded = trace->recorded;
    size_t counts[ROUTE_WORKERS_MAX] = {0}, from = 0;
    merge->queue = memory_get((recorded->count + 1) * sizeof *merge->queue);
    merge->now = memory_get((recorded->count + 1) * sizeof *merge->now);
    merge->next = memory_get((recorded->setting.zones + 1) * sizeof *merge->next);
    memcpy(merge->next, first, (recorded->setting.zones + 1) * sizeof *merge->next);
    memset(merge->now, 0xff, (recorded->count + 1) * sizeof *merge->now);
    for (size_t at = 0; at < recorded->count; at++)
        counts[recorded->entries[at].worker]++;
    for (unsigned worker = 0; worker < recorded->workers; worker++) {
        merge->head[worker] = merge->end[worker] = from;
        from += counts[worker];
    }
    for (size_t at = 0; at < recorded->count; at++)
        merge->queue[merge->end[recorded->entries[at].worker]++] = at;
}

/* Of the inputs that may come now the one with the lowest T; `holds`: something is missing, and it is one that may not. */
static size_t merge_choose(const struct merge *merge, const struct trace *trace, bool *holds)
{
    const struct recorded *recorded = trace->recorded;
    size_t best = SIZE_MAX;
    *holds = true;
    for (unsigned worker = 0; worker < recorded->workers; worker++) {
        if (merge->head[worker] == merge->end[worker])
            continue;
        size_t at = merge->queue[merge->head[worker]];
        const struct entry *entry = &recorded->entries[at];
        const struct traced *input = &trace->inputs[at];
        bool waits = entry->number != merge->next[entry->zone] || (input->cause == CAUSE_MAIL && merge->now[input->by] == SIZE_MAX);
        bool better = best == SIZE_MAX || waits < *holds || (waits == *holds && entry->now < recorded->entries[best].now);
        if (better) {
            best = at;
            *holds = waits;
        }
    }
    return best;
}

/* Several workers' T says no more than milliseconds; letters say who was first. */
static void reorder(struct trace *trace, const uint64_t *first)
{
    struct recorded *recorded = trace->recorded;
    struct entry *entries = memory_get((recorded->count + 1) * sizeof *entries);
    struct traced *inputs = memory_get((recorded->count + 1) * sizeof *inputs);
    struct merge merge = {0};
    merge_begin(&merge, trace, first);
    for (size_t done = 0; done < recorded->count; done++) {
        bool holds;
        size_t at = merge_choose(&merge, trace, &holds);
        struct traced *input = &inputs[done];
        *input = trace->inputs[at];
        entries[done] = recorded->entries[at];
        if (input->cause == CAUSE_MAIL && merge.now[input->by] == SIZE_MAX) {
            input->cause = CAUSE_TIME;
            trace->lost++;
        } else if (input->cause == CAUSE_MAIL) {
            input->by = merge.now[input->by];
        }
        merge.now[at] = done;
        merge.head[entries[done].worker]++;
        merge.next[entries[done].zone] = entries[done].number + 1;
    }
    memory_free(merge.queue);
    memory_free(merge.now);
    memory_free(merge.next);
    memory_free(recorded->entries);
    memory_free(trace->inputs);
    recorded->entries = entries;
    recorded->room = recorded->count + 1;
    trace->inputs = inputs;
}

/* -- what it cost ------------------------------------------------------------------------------------ */

static int smaller(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* What looking at a clock costs by itself. */
static int64_t clock_cost_ns(int64_t (*clock)(void))
{
    int64_t tries[CLOCK_TRIES];
    for (unsigned at = 0; at < CLOCK_TRIES; at++) {
        int64_t began = clock();
        tries[at] = clock() - began;
    }
    qsort(tries, CLOCK_TRIES, sizeof tries[0], smaller);
    return tries[CLOCK_TRIES / 2];
}

ONE_THREAD static unsigned chunk_decode(struct trace *trace, size_t first, struct input inputs[CHUNK])
{
    struct recorded *recorded = trace->recorded;
    unsigned count = 0;
    struct bytes_reader reader;
    for (; count < CHUNK && first + count < recorded->count; count++) {
        bool sound = recorded_input(recorded, &recorded->entries[first + count], &inputs[count], &reader);
        assert(sound);                  /* it was, before */
    }
    return count;
}

/* `wall` are the times of the clock; they are made to add up to what the thread's own clock says. */
static void chunk_cost(struct trace *trace, size_t first, unsigned count, unsigned time, const int64_t *wall, int64_t cpu_ns)
{
    int64_t sum = 0;
    for (unsigned at = 0; at < count; at++)
        sum += wall[at];
    for (unsigned at = 0; at < count; at++) {
        int64_t *ns = &trace->ns[(first + at) * trace->times + time];
        *ns = sum == 0 || cpu_ns <= 0 ? 0 : (int64_t)((__int128)wall[at] * cpu_ns / sum);
    }
}

ONE_THREAD static bool replay_timed(struct trace *trace, unsigned time, int64_t clock_cost)
{
    struct recorded *recorded = trace->recorded;
    struct input inputs[CHUNK];
    int64_t wall[CHUNK];
    if (!recorded_begin_again(recorded))
        return false;
    for (size_t first = 0, count; first < recorded->count; first += count) {
        struct message_list out = {0};
        count = chunk_decode(trace, first, inputs);
        int64_t cpu_began = clock_cpu_ns();
        for (size_t at = 0; at < count; at++) {
            struct zone *zone = recorded->zones[recorded->entries[first + at].zone];
            int64_t began = clock_ns();
            zone_apply(zone, &inputs[at]);
            wall[at] = clock_ns() - began - clock_cost;
            if (wall[at] < 0)
                wall[at] = 0;
            message_list_join(&out, &zone->out);
        }
        int64_t cpu_ns = clock_cpu_ns() - cpu_began - (int64_t)count * clock_cost * 2;
        chunk_cost(trace, first, (unsigned)count, time, wall, cpu_ns);
        recorded_emissions_free(recorded, &out);
    }
    return true;
}

static void take_medians(struct trace *trace)
{
    for (size_t at = 0; at < trace->recorded->count; at++) {
        int64_t *times = &trace->ns[at * trace->times];
        qsort(times, trace->times, sizeof *times, smaller);
        trace->inputs[at].ns = times[trace->times / 2] + (trace->inputs[at].long_lookup ? trace->inputs[at].looked : 0);
    }
}

/* -- the file ---------------------------------------------------------------------------------------- */

static int session_compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void number_sessions(struct trace *trace)
{
    size_t count = trace->recorded->count;
    trace->sessions = memory_get((count + 1) * sizeof *trace->sessions);
    size_t found = 0;
    for (size_t at = 0; at < count; at++)
        if (trace->inputs[at].cause == CAUSE_LINE)
            trace->sessions[found++] = trace->inputs[at].session;
    qsort(trace->sessions, found, sizeof *trace->sessions, session_compare);
    for (size_t at = 0; at < found; at++)
        if (at == 0 || trace->sessions[at] != trace->sessions[at - 1])
            trace->sessions[trace->session_count++] = trace->sessions[at];
}

/* From 1; 0: he never gave an order. */
static unsigned session_number(const struct trace *trace, uint64_t session)
{
    const uint64_t *found = session == 0 ? NULL
        : bsearch(&session, trace->sessions, trace->session_count, sizeof session, session_compare);
    return found == NULL ? 0 : (unsigned)(found - trace->sessions) + 1;
}

static void print_input(const struct trace *trace, size_t at, FILE *file)
{
    const struct traced *input = &trace->inputs[at];
    unsigned answers = session_number(trace, input->answers);
    char to[16] = "-";
    if (answers != 0)
        snprintf(to, sizeof to, "%u", answers);
    fprintf(file, "input %u %" PRId64 " %" PRId64 " %u %u ", input->zone, trace->recorded->entries[at].now, input->ns, input->posts,
            input->tells);
    if (input->cause == CAUSE_MAIL)
        fprintf(file, "mail:%zu ", input->by + 1);
    else if (input->cause == CAUSE_LINE)
        fprintf(file, "line:%u ", session_number(trace, input->session));
    else
        fprintf(file, "time ");
    fprintf(file, "%s %" PRId64 " %" PRId64 " %d %s\n", to, input->live, input->apart, input->turned, input->what);
}

static void print(const struct trace *trace, FILE *file)
{
    const struct recorded *recorded = trace->recorded;
    bool *seen = memory_get((recorded->setting.zones + 1) * sizeof *seen);
    fprintf(file, "kallisti-trace 1\n");
    for (size_t at = 0; at < recorded->count; at++)
        seen[recorded->entries[at].zone] = true;
    for (uint32_t zone = 1; zone <= recorded->setting.zones; zone++)
        if (seen[zone])
            fprintf(file, "zone %u %s\n", zone, recorded->zones[zone]->key);
    memory_free(seen);
    for (size_t at = 0; at < recorded->count; at++)
        print_input(trace, at, file);
}

bool trace_write(struct recorded *recorded, unsigned times, FILE *file)
{
    struct trace trace = { .recorded = recorded, .times = times };
    recorded_sort_by_time(recorded);
    trace.inputs = memory_get((recorded->count + 1) * sizeof *trace.inputs);
    trace.ns = memory_get((recorded->count + 1) * times * sizeof *trace.ns);
    if (recorded->count == 0)
        fprintf(stderr, "replay: %s: no input is recorded\n", recorded->folder);
    struct recording_times *run = memory_get((recorded->count + 1) * sizeof *run);
    uint64_t *first = memory_get((recorded->setting.zones + 1) * sizeof *first);
    for (uint32_t zone = 1; zone <= recorded->setting.zones; zone++)
        first[zone] = recorded->zones[zone] == NULL ? 0 : recorded->zones[zone]->inputs;
    int64_t clock_cost = clock_cost_ns(clock_ns);
    trace.thread_clock_ns = clock_cost_ns(clock_cpu_ns);
    bool sound = recorded->count > 0 && replay_once(&trace, run);
    if (sound) {
        take_times(&trace, run);
        match(&trace);
        find_sleepless(&trace);
        reorder(&trace, first);
    }
    for (unsigned time = 0; sound && time < times; time++)
        sound = replay_timed(&trace, time, clock_cost);
    if (sound) {
        take_medians(&trace);
        number_sessions(&trace);
        print(&trace, file);
        fprintf(stderr, "traced inputs=%zu sessions=%zu times=%u; mail of unknown origin=%" PRIu64 "\n", recorded->count,
                trace.session_count, times, trace.lost);
    }
    memory_free(run);
    memory_free(first);
    memory_free(trace.inputs);
    memory_free(trace.ns);
    memory_free(trace.sent.list);
    memory_free(trace.came.list);
    memory_free(trace.sessions);
    return sound;
}
