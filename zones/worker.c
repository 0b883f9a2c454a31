/* zones/worker.c -- the turn of a worker.  Entered by the worker's own thread; worker_new, worker_add_zone
 * and worker_free by main, before it runs and after it ended. */
#include "zones/worker.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/words.h"
#include "zones/lookup.h"
#include "zones/recording.h"
#include "zones/world/land.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum {
    CUT_PIECE = 32,                 /* records written in one go, or more, so that a large cut takes no more than... */
    CUT_PIECES = 256,               /* ...so many pieces, and thus a quarter of a second: behind each the worker... */
    CUT_REST_MS = 1,                /* ...has so long for those who play */
    WAKES_EVERY = 16,               /* inputs: nobody's answer waits for the end of a longer turn */
};

struct worker {
    /* Set before the thread starts, then only read. */
    struct worker_common common;
    unsigned          number;
    struct mailbox   *inbox;
    void            (*watch)(const struct worker *worker, const struct zone *zone, void *who);
    void             *watcher;
    void            (*watch_input)(struct zone *zone, enum message_type type, void *who);
    void             *input_watcher;
    struct recording *recording;       /* NULL: nothing is recorded */

    /* The worker's alone. */
    struct zone     **zones;           /* by number; NULL: not ours */
    struct message_list **expected;    /* by number; mail parked for a zone on its way to us, or NULL */
    struct zone      *shard;           /* all of ours */
    struct message_list held;          /* mail that waits for RESUME */
    struct message_list *part;         /* records of the open cut, or NULL: none is open */
    struct zone      *part_at;         /* zones before it in the shard have nothing due any more */
    int64_t           part_ms;         /* the latest T of a zone when the cut began */
    unsigned          piece;           /* records to be written in one go, for the open cut */
    unsigned          written;         /* records, by this one */
    int64_t           piece_due;       /* T: none before */
    unsigned          markers;         /* of the other workers, for the open cut */
    struct pen        pen;
    bool              touching;        /* what a zone writes now is written because it is about to change */
    int64_t           clocked;         /* clock_ns() at the end of the latest input of this turn */
    int64_t           now;             /* T of this turn */
    int64_t           soonest;         /* no zone is due before */
    uint64_t          dirty;           /* records that the next cut must write */
    uint32_t          under_way;       /* travellers who left our zones and are nowhere yet */
    bool              halted, stopping;

    struct metrics    metrics;         /* written by the worker, read by anyone */
};

struct worker *worker_new(const struct worker_common *common, unsigned number, struct mailbox *inbox)
{
    struct worker *worker = memory_get(sizeof *worker);
    worker->common = *common;
    worker->number = number;
    worker->inbox = inbox;
    worker->zones = memory_get((common->setting->zones + 1) * sizeof *worker->zones);
    worker->expected = memory_get((common->setting->zones + 1) * sizeof *worker->expected);
    worker->pen = (struct pen){ .route = common->route, .sender = SENDER_WORKER + number, .epoch = common->epoch };
    worker->soonest = INT64_MAX;
    if (common->recording != NULL) {
        worker->recording = recording_open(common->recording, number);
        if (worker->recording == NULL)
            log_error("recording_refused folder=%s reason=\"%s\"", common->recording, strerror(errno));
    }
    worker->metrics.inbox = inbox;
    metrics_register(&worker->metrics, METRIC_WORKER, number);
    return worker;
}

static void worker_attach(struct worker *worker, struct zone *zone)
{
    assert(worker->zones[zone->id.number] == NULL);
    worker->zones[zone->id.number] = zone;
    zone->next_in_shard = worker->shard;
    worker->shard = zone;
    worker->dirty += zone->holders.dirty;
    worker->under_way += zone->travel.under_way;
    worker->soonest = 0;                /* look at it at the end of the turn */
}

static void worker_detach(struct worker *worker, struct zone *zone)
{
    struct zone **at = &worker->shard;
    while (*at != zone)
        at = &(*at)->next_in_shard;
    *at = zone->next_in_shard;
    if (worker->part_at == zone)
        worker->part_at = zone->next_in_shard;
    zone->next_in_shard = NULL;
    worker->zones[zone->id.number] = NULL;
    worker->dirty -= zone->holders.dirty;
    worker->under_way -= zone->travel.under_way;
}

void worker_add_zone(struct worker *worker, struct zone *zone)
{
    worker_attach(worker, zone);
}

void worker_free(struct worker **worker_at)
{
    struct worker *worker = *worker_at;
    if (worker == NULL)
        return;
    metrics_forget(&worker->metrics);
    while (worker->shard != NULL) {
        struct zone *zone = worker->shard;
        if (worker->recording != NULL)
            recording_end(worker->common.recording, zone);
        worker_detach(worker, zone);
        zone_free(&zone);
    }
    for (unsigned at = 0; at <= worker->common.setting->zones; at++)
        if (worker->expected[at] != NULL) {
            message_list_free(worker->expected[at]);
            memory_free(worker->expected[at]);
        }
    message_list_free(&worker->held);
    if (worker->part != NULL)
        message_list_free(worker->part);
    memory_free(worker->part);
    recording_close(&worker->recording);
    memory_free(worker->expected);
    memory_free(worker->zones);
    memory_free(worker);
    *worker_at = NULL;
}

struct metrics *worker_metrics(struct worker *worker)
{
    return &worker->metrics;
}

struct zone *worker_zones(struct worker *worker)
{
    return worker->shard;
}

void worker_watch(struct worker *worker, void (*begun)(const struct worker *worker, const struct zone *zone, void *who), void *who)
{
    worker->watch = begun;
    worker->watcher = who;
}

void worker_watch_inputs(struct worker *worker, void (*applied)(struct zone *zone, enum message_type type, void *who), void *who)
{
    worker->watch_input = applied;
    worker->input_watcher = who;
}

unsigned worker_number(const struct worker *worker)
{
    return worker->number;
}

/* -- posting what a zone emitted --------------------------------------------------------------------- */

static void worker_publish(struct worker *worker, struct message *message)
{
    if (message->type == MSG_PUBLISH) {
        struct sighting sighting = {
            .who = message->about, .session = message->publish.session, .zone = message->publish.zone,
            .generation = message->publish.generation, .level = message->publish.level, .flags = message->publish.flags,
            .deaf = message->publish.deaf, .ignored = message->publish.ignored,
        };
        memcpy(sighting.name, message->publish.name, NAME_SIZE);
        memcpy(sighting.account, message->publish.account, NAME_SIZE);
        if (message->publish.title != NULL)
            snprintf(sighting.title, sizeof sighting.title, "%s", text_bytes(message->publish.title));
        directory_publish(worker->common.directory, &sighting);
    } else {
        directory_withdraw(worker->common.directory, message->withdraw.name, message->withdraw.generation);
    }
    message_free(&message);
}

static void worker_count(struct worker *worker, const struct zone *zone, const struct message *message)
{
    struct metrics *metrics = &worker->metrics;
    if (message->type == MSG_ARRIVE) {
        metric_add(metrics, METRIC_travel_sent, message->arrive.travellers);
    } else if (message->type == MSG_ADMITTED) {
        if (route_worker(worker->common.route, message->to) != worker->number)
            metric_add(metrics, METRIC_travel_crossed, message->admitted.accepted);
        if (message->admitted.reason != NULL)
            metric_add(metrics, METRIC_travel_refused, 1);
    } else if (message->type == MSG_ROVE) {
        metric_add(metrics, METRIC_rovers, 1);
    } else if (message->type == MSG_RANGED) {
        metric_add(metrics, METRIC_missiles, 1);
    } else if (message->type == MSG_LOST) {
        metric_add(metrics, METRIC_mail_lost, 1);
    } else if (message->hops > 0 && message->to.number != 0) {
        bool behind_him = zone_same(message->via, zone->id);
        metric_add(metrics, behind_him ? METRIC_mail_forwarded : METRIC_mail_returned, 1);
    }
}

/* Mail addressed to a person goes where the directory saw him last.  Nobody saw him: it goes round once
 * more with all its hops used up, so that its zone tells the sender, by an input like any other. */
static void worker_address(struct worker *worker, const struct zone *zone, struct message *message)
{
    struct sighting sighting;
    if (directory_find_who(worker->common.directory, message->about, &sighting)) {
        message->to = sighting.zone;
        return;
    }
    message->hops = MAIL_HOPS_MAX;
    message->to = zone->id;
}

static void worker_deliver(struct worker *worker, const struct zone *zone, struct message *message)
{
    switch (message_inbox(message->type)) {
    case INBOX_DIRECTORY:
        worker_publish(worker, message);
        return;
    case INBOX_PERSIST:
        if (message->type == MSG_RECORD) {
            assert(worker->part != NULL);
            metric_add(&worker->metrics, METRIC_cut_records, 1);
            metric_add(&worker->metrics, METRIC_cut_touched, worker->touching);
            message_list_add(worker->part, message);
            worker->written++;
            return;
        }
        break;
    case INBOX_ZONE:
        worker_count(worker, zone, message);
        if (message->to.number == 0)
            worker_address(worker, zone, message);
        break;
    case INBOX_NET:
    case INBOX_MAIN:
    case INBOX_WORKER:
        break;
    }
    post(&worker->pen, message);
}

/* What would be found in the log if this input were our last: of a command what was typed, of somebody entering
 * the game who. */
static void worker_note(const struct zone *zone, const struct message *message)
{
    char words[48] = "";
    struct parcel parcel;
    if (message->type == MSG_COMMAND) {
        const struct slot *slot = message->command.slot;
        words_print(words, sizeof words, "%s %.*s", slot->typed, (int)sizeof words - NAME_SIZE - 2, slot->line);
    } else if (message->type == MSG_ARRIVE && (message->arrive.flags & ARRIVE_LOGIN) != 0) {
        struct bytes_reader reader = bytes_read(text_bytes(message->arrive.parcels), text_length(message->arrive.parcels));
        if (parcel_take(&reader, &parcel))
            memcpy(words, parcel.name, NAME_SIZE);
    }
    thread_note_input(zone->key, message_name(message->type), zone->inputs, words);
}

/* -- rounds of fights -------------------------------------------------------------------------------- */

/* A zone has no clock: it says when its fighters should have had their turns, here is found out how late that was. */
static void worker_count_rounds(struct worker *worker, const struct zone *zone, bool ticked, int64_t began_ns)
{
    static const struct { int64_t above_ms; enum metric_id id; } late[] = {
        { 2, METRIC_rounds_late_2 }, { 10, METRIC_rounds_late_10 }, { 50, METRIC_rounds_late_50 }, { 250, METRIC_rounds_late_250 },
    };
    struct metrics *metrics = &worker->metrics;
    int64_t now = clock_world_ms();
    for (unsigned at = 0; at < zone->rounds; at++) {
        int64_t ms = now > zone->rounds_due[at] ? now - zone->rounds_due[at] : 0;
        metric_add(metrics, METRIC_rounds_late_ms, (uint64_t)ms);
        for (size_t step = 0; step < sizeof late / sizeof late[0]; step++)
            metric_add(metrics, late[step].id, ms > late[step].above_ms);
    }
    metric_add(metrics, METRIC_rounds_fought, zone->rounds);
    if (!ticked)
        return;
    metric_add(metrics, METRIC_rounds_ticked, zone->rounds);
    metric_add(metrics, METRIC_rounds_ns, (uint64_t)(clock_ns() - began_ns));
}

/* -- what it costs ------------------------------------------------------------------------------------ */

static const char *typed_of(const struct message *message)
{
    return message->type == MSG_COMMAND ? message->command.slot->typed : "";
}

static void worker_sleep(int64_t ms)
{
    struct timespec rest = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    if (ms > 0)
        nanosleep(&rest, NULL);
}

/* For tests of what happens when a zone never ends: it is late, and no zone knows. */
static void worker_hang(const struct worker *worker, const struct message *message)
{
    if (strcmp(typed_of(message), "hang") == 0)
        worker_sleep(worker->common.setting->options->test_hang_ms);
}

static void worker_load_begin(struct worker *worker, const struct zone *zone, const struct message *message)
{
    struct load *load = worker->common.load;
    bool straight = message->type == MSG_COMMAND && message->hops == 0 && message->command.slot->verdict == VERDICT_NONE;
    if (load != NULL && straight)       /* neither behind a traveller nor behind a password that was hashed */
        spread_time(&worker->metrics.spread[SPREAD_worker_wait], worker->clocked - message->command.slot->posted_ns);
    if (load != NULL)
        load_begin(load, worker->number, zone->id.number, message->type, typed_of(message), worker->clocked);
    worker_hang(worker, message);
}

/* What it led to, posts and all, counts as the zone's. */
static void worker_load_end(struct worker *worker, const struct zone *zone)
{
    struct load *load = worker->common.load;
    if (load == NULL)
        return;
    worker->clocked = clock_ns();
    load_end(load, worker->number, zone->id.number, worker->clocked);
    if (zone->kind == &zone_land)
        load_players(load, zone->id.number, land_of(zone)->players);
}

/* -- applying ---------------------------------------------------------------------------------------- */

ZONE_THREAD static void worker_apply(struct worker *worker, struct zone *zone, struct message *message)
{
    enum message_type type = message->type;
    recording_taken(worker->recording);
    struct input input = { .now = worker->now > zone->now ? worker->now : zone->now, .message = message };
    lookup_fill(&input.lookup, zone_lookup(zone, message), message, worker->common.setting, worker->common.directory,
                worker->common.route, worker->common.load);
    worker_load_begin(worker, zone, message);
    worker->touching = message->type != MSG_PIECE && message->type != MSG_CUT;
    worker_note(zone, message);
    if (worker->recording != NULL)
        recording_input(worker->recording, zone, &input);
    worker->dirty -= zone->holders.dirty;
    worker->under_way -= zone->travel.under_way;
    int64_t began_ns = type == MSG_TICK ? clock_ns() : 0;
    zone_apply(zone, &input);
    if (worker->watch_input != NULL)
        worker->watch_input(zone, type, worker->input_watcher);
    worker->dirty += zone->holders.dirty;
    worker->under_way += zone->travel.under_way;
    if (worker->recording != NULL)
        recording_emitted(worker->recording, zone);
    metric_add(&worker->metrics, METRIC_worker_inputs, 1);
    while ((message = message_list_take(&zone->out)) != NULL)
        worker_deliver(worker, zone, message);
    if (zone->rounds > 0)
        worker_count_rounds(worker, zone, type == MSG_TICK, began_ns);
    int64_t due = zone_due(zone);
    if (due < worker->soonest)
        worker->soonest = due;
    worker_load_end(worker, zone);
    recording_done(worker->recording);
}

/* -- the cut ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void worker_cut_zone(struct worker *worker, struct zone *zone, bool piecewise)
{
    struct message *cut = message_new(MSG_CUT);
    cut->cut.epoch = worker->pen.epoch;
    cut->cut.piecewise = piecewise;
    cut->to = zone->id;
    worker_apply(worker, zone, cut);
    if (worker->watch != NULL && piecewise)
        worker->watch(worker, zone, worker->watcher);
}

/* Every zone's part of it is noted, or, not piecewise, written. */
ZONE_THREAD static void worker_cut(struct worker *worker, bool piecewise)
{
    assert(worker->part == NULL);       /* persist raises the epoch when all parts of the cut before are in */
    worker->part = memory_get(sizeof *worker->part);
    worker->part_ms = worker->now;
    uint64_t due = 0;
    for (struct zone *zone = worker->shard; zone != NULL; zone = zone->next_in_shard) {
        if (zone->now > worker->part_ms)
            worker->part_ms = zone->now;
        due += zone->holders.dirty;
        if (zone->holders.dirty > 0)
            worker_cut_zone(worker, zone, piecewise);
    }
    worker->piece = due / CUT_PIECES > CUT_PIECE ? (unsigned)(due / CUT_PIECES) : CUT_PIECE;
    worker->piece_due = worker->now;
}

ZONE_THREAD static void worker_part(struct worker *worker)
{
    struct message *part = message_new(MSG_PART);
    part->part.records = worker->part;
    part->part.epoch = worker->pen.epoch;
    part->part.worker = worker->number;
    part->part.world_ms = worker->part_ms;
    worker->part = NULL;
    worker->markers = 0;
    post(&worker->pen, part);
}

ZONE_THREAD static void worker_halt(struct worker *worker, uint64_t epoch)
{
    assert(epoch == worker->pen.epoch);
    worker_cut(worker, false);
    worker->halted = (worker->common.setting->broken & RULE_HALT) == 0;
    worker_part(worker);
}

/* Mail of a higher epoch, not yet applied. */
ZONE_THREAD static void worker_epoch(struct worker *worker, uint64_t epoch)
{
    worker->pen.epoch = epoch;
    if (strcmp(worker->common.setting->options->checkpoint_mode, "halt") == 0)
        return;                         /* HALT comes by itself */
    worker_cut(worker, true);
    worker->part_at = worker->shard;
    for (unsigned other = 0; other < route_workers(worker->common.route); other++) {
        if (other == worker->number)
            continue;
        struct message *marker = message_new(MSG_MARKER);
        marker->marker.epoch = epoch;
        marker->marker.worker = worker->number;
        post_worker(&worker->pen, other, marker);
    }
}

/* From that worker nothing of the old epoch can come any more. */
static void worker_marker(struct worker *worker)
{
    worker->markers++;
    assert(worker->markers < route_workers(worker->common.route));
}

/* A zone came with mail of the old epoch: who gave it away had not cut it. */
ZONE_THREAD static void worker_cut_late(struct worker *worker, struct zone *zone)
{
    if (zone->now > worker->part_ms)
        worker->part_ms = zone->now;
    if (zone->holders.dirty > 0)
        worker_cut_zone(worker, zone, true);
    worker->part_at = worker->shard;
}

ZONE_THREAD static void worker_write(struct worker *worker, struct zone *zone, unsigned most)
{
    struct message *piece = message_new(MSG_PIECE);
    piece->piece.holders = most;
    piece->to = zone->id;
    worker_apply(worker, zone, piece);
}

/* One piece a turn, and not in every turn: mail never waits for more, and what is left of the time is others'. */
ZONE_THREAD static void worker_cut_go_on(struct worker *worker)
{
    if (worker->part == NULL || (worker->part_at != NULL && worker->now < worker->piece_due))
        return;
    worker->written = 0;
    while (worker->part_at != NULL && worker->written < worker->piece) {
        if (holders_due(&worker->part_at->holders))
            worker_write(worker, worker->part_at, worker->piece - worker->written);
        else
            worker->part_at = worker->part_at->next_in_shard;
    }
    worker->piece_due = worker->now + CUT_REST_MS;
    bool heard = worker->markers == route_workers(worker->common.route) - 1 || (worker->common.setting->broken & RULE_MARKER) != 0;
    if (worker->part_at == NULL && heard)
        worker_part(worker);
}

ZONE_THREAD static void worker_committed(struct worker *worker, uint64_t epoch)
{
    for (struct zone *zone = worker->shard; zone != NULL; zone = zone->next_in_shard)
        if (zone->has_savers) {
            struct message *durable = message_new(MSG_DURABLE);
            durable->durable.epoch = epoch;
            durable->to = zone->id;
            worker_apply(worker, zone, durable);
        }
}

/* -- zones coming and going -------------------------------------------------------------------------- */

static void worker_expect(struct worker *worker, zone_id zone)
{
    assert(worker->expected[zone.number] == NULL);
    worker->expected[zone.number] = memory_get(sizeof **worker->expected);
}

ZONE_THREAD static void worker_hand_over(struct worker *worker, zone_id id, unsigned to)
{
    struct zone *zone = worker->zones[id.number];
    int64_t since_ns = clock_ns(), cpu_ns = clock_cpu_ns();
    assert(zone != NULL);
    while (holders_due(&zone->holders))
        worker_write(worker, zone, CUT_PIECE);  /* what the open cut needs of it is in our part */
    worker_detach(worker, zone);
    worker_sleep(worker->common.setting->options->test_gap_ms);
    struct message *adopt = message_new(MSG_ADOPT);
    adopt->adopt.zone = zone;
    adopt->adopt.since_ns = since_ns;
    adopt->adopt.cpu_ns = clock_cpu_ns() - cpu_ns;
    post_worker(&worker->pen, to, adopt);
    pen_rest(&worker->pen);             /* nobody runs the zone until the other one wakes: that does not wait for our turn's end */
}

ZONE_THREAD static void worker_handle(struct worker *worker, struct message *message);

/* It is ours: how long it was nobody's is told, and what that cost both of us. */
static void worker_moved(struct worker *worker, zone_id zone, int64_t gap_ns, int64_t cpu_ns)
{
    metric_add(&worker->metrics, METRIC_zones_moved, 1);
    spread_time(&worker->metrics.spread[SPREAD_zone_gap], gap_ns);
    spread_time(&worker->metrics.spread[SPREAD_zone_gap_cpu], cpu_ns);
    struct message *moved = message_new(MSG_MOVED);
    moved->moved.zone = zone;
    moved->moved.worker = worker->number;
    moved->moved.gap_ns = gap_ns;
    moved->moved.cpu_ns = cpu_ns;
    post(&worker->pen, moved);
}

ZONE_THREAD static void worker_adopt(struct worker *worker, const struct message *message)
{
    int64_t cpu_ns = clock_cpu_ns();
    struct zone *zone = message->adopt.zone;
    uint32_t number = zone->id.number;
    struct message_list parked = *worker->expected[number];
    memory_free(worker->expected[number]);
    worker->expected[number] = NULL;
    worker_attach(worker, zone);
    if (message->epoch < worker->pen.epoch && worker->part != NULL)
        worker_cut_late(worker, zone);
    worker_moved(worker, zone->id, clock_ns() - message->adopt.since_ns, message->adopt.cpu_ns + clock_cpu_ns() - cpu_ns);
    struct message *mail;
    while ((mail = message_list_take(&parked)) != NULL)
        worker_handle(worker, mail);
}

/* -- the turn ---------------------------------------------------------------------------------------- */

ZONE_THREAD static void worker_control(struct worker *worker, struct message *message)
{
    switch (message->type) {
    case MSG_MARKER:
        worker_marker(worker);
        break;
    case MSG_HALT:
        worker_halt(worker, message->halt.epoch);
        break;
    case MSG_COMMITTED:
        worker_committed(worker, message->committed.epoch);
        break;
    case MSG_EXPECT:
        worker_expect(worker, message->expect.zone);
        break;
    case MSG_HANDOVER:
        worker_hand_over(worker, message->handover.zone, message->handover.worker);
        break;
    case MSG_ADOPT:
        worker_adopt(worker, message);
        break;
    case MSG_STOP:
        worker->stopping = true;
        break;
    default:                            /* BEGIN: its epoch has begun the cut; RESUME to a worker that never halted */
        break;
    }
    message_free(&message);
}

ZONE_THREAD static void worker_handle(struct worker *worker, struct message *message)
{
    bool begins = (worker->common.setting->broken & RULE_EPOCH) == 0 || message->type == MSG_BEGIN;
    if (message->epoch > worker->pen.epoch && begins)
        worker_epoch(worker, message->epoch);
    if (message_inbox(message->type) != INBOX_ZONE) {
        worker_control(worker, message);
        return;
    }
    uint32_t number = message->to.number;
    assert(number <= worker->common.setting->zones);
    if (worker->zones[number] != NULL) {
        worker_apply(worker, worker->zones[number], message);
        return;
    }
    assert(worker->expected[number] != NULL); /* a grace period separates the routes: it is ours or will be */
    message_list_add(worker->expected[number], message);
    metric_add(&worker->metrics, METRIC_mail_parked, 1);
}

ZONE_THREAD static void worker_take_mail(struct worker *worker)
{
    struct message_list mail = {0};
    unsigned found = mailbox_drain(worker->inbox, &mail);
    if (found > 0)
        spread_number(&worker->metrics.spread[SPREAD_worker_inbox_length], found);
    struct message *message;
    for (unsigned taken = 1; (message = message_list_take(&mail)) != NULL; taken++) {
        if (taken % WAKES_EVERY == 0)
            pen_rest(&worker->pen);
        if (!worker->halted) {
            worker_handle(worker, message);
        } else if (message->type == MSG_RESUME) {
            worker->halted = false;
            message_free(&message);
            message_list_join(&worker->held, &mail);
            mail = worker->held;
            worker->held = (struct message_list){0};
        } else if (message->type == MSG_STOP) {
            worker_control(worker, message); /* who stopped may have been about to say RESUME */
        } else {
            message_list_add(&worker->held, message);
        }
    }
}

ZONE_THREAD static void worker_fire_due(struct worker *worker)
{
    if (worker->halted || worker->now < worker->soonest)
        return;
    unsigned zones = 0, awake = 0;
    worker->soonest = INT64_MAX;
    for (struct zone *zone = worker->shard; zone != NULL; zone = zone->next_in_shard) {
        zones++;
        awake += zone->awake;
        int64_t due = zone_due(zone);
        if (due <= worker->now) {
            struct message *tick = message_new(MSG_TICK);
            tick->to = zone->id;
            worker_apply(worker, zone, tick);
        } else if (due < worker->soonest) {
            worker->soonest = due;
        }
    }
    metric_set(&worker->metrics, METRIC_worker_zones, zones);
    metric_set(&worker->metrics, METRIC_worker_zones_awake, awake);
}

void worker_turn(struct worker *worker)
{
    recording_turn(worker->recording);
    worker->now = clock_world_ms();
    if (worker->common.load != NULL)
        worker->clocked = clock_ns();
    worker_take_mail(worker);
    worker_fire_due(worker);
    worker_cut_go_on(worker);
    metric_set(&worker->metrics, METRIC_worker_dirty, worker->dirty);
    if (worker->common.status != NULL)
        atomic_store_explicit(&worker->common.status->under_way[worker->number], worker->under_way, memory_order_relaxed);
    pen_rest(&worker->pen);
}

int64_t worker_due(const struct worker *worker)
{
    if (worker->halted)
        return INT64_MAX;
    return worker->part_at != NULL && worker->piece_due < worker->soonest ? worker->piece_due : worker->soonest;
}

ZONE_THREAD static int64_t worker_patience(const struct worker *worker)
{
    int64_t due = worker_due(worker);
    if (due == INT64_MAX)
        return -1;
    int64_t left = due - clock_world_ms();
    return left < 0 ? 0 : left;
}

void *worker_run(void *data)
{
    struct worker *worker = data;
    thread_role_begin(&zone_role);
    thread_name("zones-%u", worker->number);
    thread_short_slices();
    rcu_thread_begin();
    for (;;) {
        int64_t started = clock_ns();
        worker_turn(worker);
        int64_t took = clock_ns() - started;
        metric_add(&worker->metrics, METRIC_worker_turns, 1);
        metric_add(&worker->metrics, METRIC_worker_busy_ns, (uint64_t)took);
        spread_time(&worker->metrics.spread[SPREAD_worker_turn], took);
        if (worker->stopping)
            break;
        mailbox_sleep(worker->inbox, worker_patience(worker));
    }
    rcu_thread_end();
    thread_role_end(&zone_role);
    return NULL;
}
