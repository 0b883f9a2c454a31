/* persist/persist.c -- cuts, commits, loads and saves, in order.
 *
 * What is to be done with the store stands in one list of jobs, first come, first done.  Loads and saves
 * may be under way together; a commit goes alone.  A job leaves the list when its outcome is known: one
 * whose answer got lost stays where it stands, so that nothing overtakes it.
 *
 * Entered by the persist thread; main makes and frees.  What a record means is the zones' business. */
#include "persist/persist.h"

#include "core/bytes.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/rules.h"
#include "persist/cut.h"
#include "persist/record.h"

#include <inttypes.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    FIGURES_MS = 1000,               /* how old the store is says so often how old it is, whatever is waited for */
    PERSIST_NICE = 5,                /* of the thread: in front of Redis, behind those who play */
    IN_FLIGHT_MAX = 256,             /* loads and saves under way together */
    REFUSED_PAUSE_MS = 1000,         /* before a refused commit is tried again */
    RECORD_BYTES_MAX = 16 << 20,     /* content of one record in a SAVE */
};

enum job_kind { JOB_COMMIT, JOB_SAVE, JOB_LOAD, JOB_WALK };

struct job {
    struct store_request request;    /* what the store sees */
    struct persist *persist;
    struct job     *next;
    enum job_kind   kind;
    bool            sent;
    bool            unknown;         /* it was sent once, and whether it was written is not known */
    bool            open;            /* a commit: not all parts of its cut are in */
    bool            sealed;          /* a commit: its values are made, nothing can be merged into it */
    struct cut      cut;             /* a commit's */
    zone_id         asker;           /* of a load or save */
    uint64_t        number;          /* the asker's number for it */
};

/* The one that may be, from WALK to WALK_END. */
struct walk {
    bool     open, reading;          /* reading: the last piece is not told yet */
    zone_id  asker;
    uint64_t number;
    char     prefixes[KEY_SIZE];
};

enum cut_phase { CUT_NONE, CUT_ASKED, CUT_OPEN };

struct persist {
    /* set before the thread starts, then only read */
    const struct options *options;
    struct route   *route;
    struct mailbox *inbox;
    struct store   *store;
    uint64_t        fence;
    unsigned        broken;          /* enum cut_rule: 0 but in the simulator */
    void          (*watch)(enum persist_moment moment, void *who);
    void           *watcher;

    /* the thread's alone */
    struct pen      pen;
    int64_t         now_ms;          /* of this turn */
    enum cut_phase  phase;
    struct job     *opened;          /* while OPEN: the commit whose parts are being collected */
    bool            part_in[ROUTE_WORKERS_MAX];
    unsigned        parts_missing;
    int64_t         interval_ms, next_cut_ms;
    int64_t         kept_ms;         /* when the world was last known to be in the store */
    struct job     *first;
    struct job     *last;
    unsigned        in_flight;
    bool            committing;      /* what is in flight is a commit */
    uint64_t        stored_epoch;
    uint64_t        stored_revision;
    struct walk     walk;
    struct store_request ask;        /* what became of a commit? */
    bool            asking;
    int64_t         retry_ms;        /* nothing is sent before this: the store refused a commit */
    unsigned        workers;         /* who give parts */
    unsigned        crew_wanted;     /* main waits until it may have so many; 0: it does not */
    bool            crew_changes;    /* it has been told that it may: no cut begins */
    uint64_t        save_number;     /* of the latest SAVE_NOW */
    uint64_t        save_epoch;      /* ... that is in the store when this epoch is; 0: nobody waits */
    bool            stopped;         /* fenced: nothing is written any more */
    bool            finishing;
    bool            last_cut;        /* it has begun */
    bool            finished;
    bool            unsaved;         /* something was not in the store then */
    int64_t         finish_by_ms;

    struct metrics  metrics;         /* written by the thread, read by anyone */
};

static PERSIST_THREAD void tell_watch(struct persist *persist, enum persist_moment moment)
{
    if (persist->watch != NULL)
        persist->watch(moment, persist->watcher);
}

static PERSIST_THREAD void tell_workers(struct persist *persist, enum message_type type, uint64_t epoch)
{
    for (unsigned worker = 0; worker < persist->workers; worker++) {
        struct message *message = message_new(type);
        message->halt.epoch = epoch; /* HALT, RESUME and COMMITTED have the same one field */
        post_worker(&persist->pen, worker, message);
    }
}
_Static_assert(sizeof(struct msg_halt) == sizeof(uint64_t) && sizeof(struct msg_resume) == sizeof(uint64_t) &&
               sizeof(struct msg_committed) == sizeof(uint64_t), "one field, the epoch");

static PERSIST_THREAD void tell_main(struct persist *persist, enum message_type type, uint64_t epoch)
{
    struct message *message = message_new(type);
    message->gate_ask.epoch = epoch; /* GATE_ASK and GATE_DONE; FINISHED has none */
    post(&persist->pen, message);
}

/* -- jobs */

static PERSIST_THREAD void on_done(struct store_request *request, void *owner);

/* At the end of the list, or, if `before` is not NULL, in front of that one. */
static PERSIST_THREAD struct job *job_add(struct persist *persist, enum job_kind kind, const struct job *before)
{
    struct job *job = memory_get(sizeof *job), **at = &persist->first;
    job->kind = kind;
    job->persist = persist;
    job->request.done = on_done;
    job->request.owner = job;
    if (before == NULL && persist->first != NULL)
        at = &persist->last->next;
    while (*at != before)
        at = &(*at)->next;
    job->next = *at;
    *at = job;
    if (job->next == NULL)
        persist->last = job;
    return job;
}

static void job_free(struct job *job)
{
    for (unsigned at = 0; at < job->request.count; at++)
        text_unref(&job->request.values[at].value);
    memory_free(job->request.values);
    memory_free(job);
}

/* Takes a job off the list and frees it. */
static PERSIST_THREAD void job_remove(struct persist *persist, struct job *job)
{
    struct job *before = NULL;
    for (struct job *other = persist->first; other != job; other = other->next)
        before = other;
    if (before == NULL)
        persist->first = job->next;
    else
        before->next = job->next;
    if (persist->last == job)
        persist->last = before;
    cut_end(&job->cut);
    job_free(job);
}

/* Cuts that are whole and not in the store, but for a commit that is under way. */
static PERSIST_THREAD unsigned cuts_waiting(const struct persist *persist)
{
    unsigned count = 0;
    for (const struct job *job = persist->first; job != NULL; job = job->next)
        if (job->kind == JOB_COMMIT && !job->sent && !job->open)
            count += job->cut.merged;
    return count;
}

/* No further cut begins; nobody who is not here yet shall add to what waits. */
static PERSIST_THREAD bool cuts_full(const struct persist *persist)
{
    return cuts_waiting(persist) >= (uint64_t)persist->options->checkpoint_waiting_max;
}

/* -- answering loads and saves */

/* The records as LOADED carries them; NULL when one of them is damaged. */
static PERSIST_THREAD struct text *loaded_records(struct persist *persist, const struct job *job)
{
    struct bytes_writer writer = {0};
    bool good = true;
    for (unsigned at = 0; at < job->request.count && good; at++) {
        const struct store_value *value = &job->request.values[at];
        put_u8(&writer, value->value != NULL);
        if (value->value == NULL)
            continue;
        const char *reason;
        struct text *content = record_open(value->name, value->value, NULL, NULL, &reason);
        good = content != NULL;
        if (good) {
            put_text(&writer, content);
            text_unref(&content);
        } else {
            metric_add(&persist->metrics, METRIC_persist_damaged, 1);
            log_error("record_damaged name=\"%s\" reason=\"%s\"", value->name, reason);
        }
    }
    struct text *records = good ? bytes_text(&writer) : NULL;
    bytes_free(&writer);
    return records;
}

static PERSIST_THREAD void walk_tell(struct persist *persist, const struct store_value *values, unsigned count, bool last)
{
    struct bytes_writer writer = {0};
    struct message *message = message_new(MSG_WALKED);
    message->to = persist->walk.asker;
    message->walked.request = persist->walk.number;
    message->walked.last = last;
    for (unsigned at = 0; at < count; at++) {
        if (values[at].value == NULL || !store_prefix_fits(persist->walk.prefixes, values[at].name))
            continue;
        const char *reason;
        struct text *content = record_open(values[at].name, values[at].value, NULL, NULL, &reason);
        put_string(&writer, values[at].name);
        put_text(&writer, content);
        text_unref(&content);
    }
    bool empty = writer.length == 0;
    message->walked.records = bytes_text(&writer);
    bytes_free(&writer);
    if (empty && !last)
        message_free(&message);
    else
        post(&persist->pen, message);
}

/* It is not to be, or not to its end: then it is over. */
static PERSIST_THREAD void walk_fail(struct persist *persist, zone_id asker, uint64_t number, bool busy)
{
    struct message *message = message_new(MSG_WALKED);
    message->to = asker;
    message->walked.request = number;
    message->walked.failed = true;
    message->walked.busy = busy;
    post(&persist->pen, message);
}

static PERSIST_THREAD void answer_asker(struct persist *persist, const struct job *job, bool failed)
{
    if (zone_same(job->asker, NO_ZONE))
        return;                      /* who is no zone gets no answer */
    if (job->kind == JOB_WALK) {     /* only when it failed */
        persist->walk = (struct walk){0};
        walk_fail(persist, job->asker, job->number, false);
        return;
    }
    struct message *message = message_new(job->kind == JOB_SAVE ? MSG_SAVED : MSG_LOADED);
    message->to = job->asker;
    if (job->kind == JOB_SAVE) {
        message->saved.request = job->number;
        message->saved.failed = failed;
    } else {
        message->loaded.request = job->number;
        message->loaded.records = failed ? NULL : loaded_records(persist, job);
        message->loaded.failed = message->loaded.records == NULL;
        message->loaded.damaged = message->loaded.failed && !failed;
    }
    post(&persist->pen, message);
}

static PERSIST_THREAD void job_fail(struct persist *persist, struct job *job)
{
    answer_asker(persist, job, true);
    job_remove(persist, job);
}

/* All loads and saves that can be told that nothing was done. */
static PERSIST_THREAD void jobs_fail(struct persist *persist, bool unknown_too)
{
    for (struct job *job = persist->first, *next; job != NULL; job = next) {
        next = job->next;
        if (job->kind != JOB_COMMIT && !job->sent && (unknown_too || !job->unknown))
            job_fail(persist, job);
    }
}

/* -- outcomes */

/* Somebody else writes now, or the store is not what it was: what we hold would spoil it. */
static PERSIST_THREAD void persist_stop(struct persist *persist, const char *reason, uint64_t fence, uint64_t epoch)
{
    if (persist->stopped)
        return;
    persist->stopped = true;
    log_error("store_lost reason=\"%s\" fence=%" PRIu64 " their_fence=%" PRIu64 " epoch=%" PRIu64 " their_epoch=%" PRIu64, reason,
              persist->fence, fence, persist->stored_epoch, epoch);
    struct message *message = message_new(MSG_FENCED);
    message->fenced.reason = text_string(reason);
    post(&persist->pen, message);
}

/* A fence only ever rises. */
static PERSIST_THREAD const char *fence_fault(const struct persist *persist, uint64_t found)
{
    return found > persist->fence ? "another server owns the store" : "the store has lost what it had confirmed";
}

static uint64_t request_bytes(const struct store_request *request)
{
    uint64_t bytes = 0;
    for (unsigned at = 0; at < request->count; at++)
        bytes += request->values[at].value == NULL ? 0 : text_length(request->values[at].value);
    return bytes;
}

static PERSIST_THREAD void commit_done(struct persist *persist, struct job *job)
{
    uint64_t bytes = request_bytes(&job->request);
    metric_add(&persist->metrics, METRIC_persist_cuts, job->cut.merged);
    metric_add(&persist->metrics, METRIC_persist_records, job->request.count);
    metric_add(&persist->metrics, METRIC_persist_bytes, bytes);
    metric_set(&persist->metrics, METRIC_persist_cut_bytes, bytes);
    metric_set(&persist->metrics, METRIC_persist_cut_ms, (uint64_t)(persist->now_ms - job->cut.begun_ms));
    log_debug("cut_committed epoch=%" PRIu64 " cuts=%u records=%u bytes=%" PRIu64 " ms=%" PRIi64, job->cut.epoch,
              job->cut.merged, job->request.count, bytes, persist->now_ms - job->cut.begun_ms);
    persist->stored_epoch = job->cut.epoch;
    persist->kept_ms = job->cut.begun_ms;
    tell_workers(persist, MSG_COMMITTED, job->cut.epoch);
    tell_watch(persist, PERSIST_COMMIT_DONE);
    job_remove(persist, job);
}

/* The store answered with something else than done. */
static PERSIST_THREAD void job_troubled(struct persist *persist, struct job *job)
{
    const struct store_request *request = &job->request;
    switch (request->outcome) {
    case STORE_FENCED:
        persist_stop(persist, fence_fault(persist, request->found_fence), request->found_fence, request->found_epoch);
        break;
    case STORE_BEHIND:
        persist_stop(persist, "the store's epoch is not ours", request->found_fence, request->found_epoch);
        break;
    case STORE_AWAY:
        job->unknown = job->kind == JOB_COMMIT || job->kind == JOB_SAVE;
        break;
    default:
        break;
    }
    if (job->kind == JOB_COMMIT && request->outcome == STORE_REFUSED) {
        log_error("commit_refused epoch=%" PRIu64 " cuts_waiting=%u", job->cut.epoch, cuts_waiting(persist));
        persist->retry_ms = persist->now_ms + REFUSED_PAUSE_MS;
    }
    if (job->kind != JOB_COMMIT && !job->unknown)
        job_fail(persist, job);
}

static PERSIST_THREAD void revision_note(struct persist *persist, const struct store_request *request)
{
    if (request->found_revision > persist->stored_revision)
        persist->stored_revision = request->found_revision;
}

static PERSIST_THREAD void walk_job(struct persist *persist, const struct job *before, uint64_t cursor)
{
    struct job *job = job_add(persist, JOB_WALK, before);
    job->asker = persist->walk.asker;
    job->number = persist->walk.number;
    job->request.cursor = cursor;
    job->request.prefixes = persist->walk.prefixes;
}

/* A piece is there. */
static PERSIST_THREAD void walk_go_on(struct persist *persist, struct job *job)
{
    uint64_t cursor = job->request.cursor;
    walk_tell(persist, job->request.values, job->request.count, cursor == 0);
    job_remove(persist, job);
    persist->walk.reading = cursor != 0;
    if (cursor != 0)
        walk_job(persist, NULL, cursor);
}

static PERSIST_THREAD void on_done(struct store_request *request, void *owner)
{
    struct job *job = owner;
    struct persist *persist = job->persist;
    persist->in_flight--;
    persist->committing = false;
    job->sent = false;
    if (persist->finished)
        return;                      /* too late to tell anybody; persist_free() ends it */
    if (request->outcome != STORE_DONE) {
        job_troubled(persist, job);
        return;
    }
    job->unknown = false;
    revision_note(persist, request);
    if (job->kind == JOB_COMMIT) {
        commit_done(persist, job);
        return;
    }
    if (job->kind == JOB_WALK) {
        walk_go_on(persist, job);
        return;
    }
    if (job->kind == JOB_SAVE) {
        metric_add(&persist->metrics, METRIC_persist_records, request->count);
        metric_add(&persist->metrics, METRIC_persist_bytes, request_bytes(request));
        tell_watch(persist, PERSIST_SAVE_DONE);
    }
    answer_asker(persist, job, false);
    job_remove(persist, job);
}

/* What became of the commit whose answer got lost: it stands first in the list. */
static PERSIST_THREAD void on_asked(struct store_request *request, void *owner)
{
    struct persist *persist = owner;
    struct job *job = persist->first;
    persist->asking = false;
    if (persist->finished || request->outcome == STORE_AWAY)
        return;                      /* asked again when the store is back */
    if (request->outcome == STORE_REFUSED) {
        persist->retry_ms = persist->now_ms + REFUSED_PAUSE_MS;
        return;
    }
    assert(job->kind == JOB_COMMIT && job->unknown);
    if (request->found_fence != persist->fence) {
        persist_stop(persist, fence_fault(persist, request->found_fence), request->found_fence, request->found_epoch);
    } else if (request->found_epoch == job->cut.epoch) {
        log_info("commit_found epoch=%" PRIu64, job->cut.epoch);
        revision_note(persist, request);
        commit_done(persist, job);
    } else if (request->found_epoch == persist->stored_epoch) {
        job->unknown = false;        /* it was not written: now it can be sent again */
    } else {
        persist_stop(persist, "the store's epoch is not ours", request->found_fence, request->found_epoch);
    }
}

/* -- sending */

static PERSIST_THREAD void job_send(struct persist *persist, struct job *job)
{
    const struct store_kind *kind = persist->store->kind;
    metric_add(&persist->metrics, METRIC_persist_retries, job->kind == JOB_COMMIT && job->sealed);
    if (job->kind == JOB_COMMIT && !job->sealed) {
        job->request.epoch = job->cut.epoch;
        job->request.world_ms = job->cut.world_ms;
        job->request.values = cut_seal(&job->cut, &job->request.count);
        job->sealed = true;
    }
    job->request.fence = persist->fence;
    job->request.after = persist->stored_epoch;
    job->sent = true;
    persist->in_flight++;
    persist->committing = job->kind == JOB_COMMIT;
    void (*const ways[])(struct store *, struct store_request *) = {
        [JOB_COMMIT] = kind->commit, [JOB_SAVE] = kind->write, [JOB_LOAD] = kind->load,
        [JOB_WALK] = kind->walk,
    };
    if (persist->walk.reading && (job->kind == JOB_COMMIT || job->kind == JOB_SAVE))
        walk_tell(persist, job->request.values, job->request.count, false);
    ways[job->kind](persist->store, &job->request);
    if (job->kind == JOB_COMMIT)
        tell_watch(persist, PERSIST_COMMIT_SENT);
}

static PERSIST_THREAD void commit_ask(struct persist *persist)
{
    persist->asking = true;
    persist->ask = (struct store_request){.done = on_asked, .owner = persist};
    persist->store->kind->ask(persist->store, &persist->ask);
}

/* It does not answer, or answered a commit that it cannot: what stands behind that commit would wait with it. */
static PERSIST_THREAD bool store_absent(const struct persist *persist)
{
    return persist->store->kind->away(persist->store) || persist->now_ms < persist->retry_ms;
}

/* A commit goes when nothing else is under way, and nothing else while it is. */
static PERSIST_THREAD void jobs_send(struct persist *persist)
{
    bool ended = persist->stopped || persist->finished;
    if (ended || store_absent(persist)) {
        jobs_fail(persist, ended);
        return;
    }
    for (struct job *job = persist->first; job != NULL; job = job->next) {
        if (job->sent)
            continue;
        if (job->open || persist->committing || persist->asking || persist->in_flight >= IN_FLIGHT_MAX)
            return;
        if (job->kind == JOB_COMMIT && persist->in_flight > 0)
            return;
        if (job->kind == JOB_COMMIT && job->unknown)
            commit_ask(persist);
        else
            job_send(persist, job);
    }
}

/* -- the cut */

static PERSIST_THREAD bool halts(const struct persist *persist)
{
    return strcmp(persist->options->checkpoint_mode, "halt") == 0;
}

/* The epoch is raised: from here on every mail of ours says so. */
static PERSIST_THREAD void cut_open(struct persist *persist)
{
    uint64_t epoch = ++persist->pen.epoch;
    persist->phase = CUT_OPEN;
    persist->opened = job_add(persist, JOB_COMMIT, NULL);
    persist->opened->open = true;
    cut_begin(&persist->opened->cut, epoch, persist->now_ms);
    memset(persist->part_in, 0, sizeof persist->part_in);
    persist->parts_missing = persist->workers;
    tell_workers(persist, halts(persist) ? MSG_HALT : MSG_BEGIN, epoch);
    tell_watch(persist, PERSIST_CUT_BEGUN);
}

static PERSIST_THREAD void cut_ask(struct persist *persist)
{
    if (!halts(persist)) {
        cut_open(persist);
        return;
    }
    persist->phase = CUT_ASKED;
    tell_main(persist, MSG_GATE_ASK, persist->pen.epoch + 1);
}

/* Every worker has given its part, or never will. */
static PERSIST_THREAD void cut_release(struct persist *persist)
{
    uint64_t epoch = persist->opened->cut.epoch;
    persist->opened->open = false;
    persist->opened = NULL;
    persist->phase = CUT_NONE;
    if (!halts(persist))
        return;
    tell_workers(persist, MSG_RESUME, epoch);
    tell_main(persist, MSG_GATE_DONE, epoch);
}

/* The commit that waits right in front of this one, and into which it can be merged: one further in front
 * would overtake a save between them. */
static PERSIST_THREAD struct job *commit_before(struct persist *persist, const struct job *job)
{
    struct job *before = persist->first;
    while (before != NULL && before->next != job)
        before = before->next;
    return before != NULL && before->kind == JOB_COMMIT && !before->sealed ? before : NULL;
}

static PERSIST_THREAD void cut_whole(struct persist *persist)
{
    struct job *job = persist->opened;
    cut_release(persist);
    if (persist->stopped) {
        job_remove(persist, job);
        return;
    }
    cut_settle(&job->cut, (persist->broken & RULE_VERSION) == 0);
    if (persist->finishing)
        persist->finish_by_ms = persist->now_ms + persist->options->store_timeout_ms;
    struct job *before = commit_before(persist, job);
    if (before != NULL) {
        cut_merge(&before->cut, &job->cut);
        job_remove(persist, job);
    }
}

static PERSIST_THREAD void on_gate_open(struct persist *persist, struct message *message)
{
    uint64_t epoch = message->gate_open.epoch;
    if (persist->stopped || persist->finished) {   /* no cut any more, while main closed the gate */
        tell_main(persist, MSG_GATE_DONE, epoch);
        persist->phase = CUT_NONE;
        return;
    }
    assert(persist->phase == CUT_ASKED);
    assert(epoch == persist->pen.epoch + 1);
    cut_open(persist);
}

static PERSIST_THREAD void on_part(struct persist *persist, struct message *message)
{
    struct msg_part *part = &message->part;
    struct message_list *records = part->records;
    part->records = NULL;
    if (persist->phase == CUT_OPEN) {
        assert(part->epoch == persist->opened->cut.epoch);
        assert(part->worker < persist->workers);
        assert(!persist->part_in[part->worker]);
        persist->part_in[part->worker] = true;
        persist->parts_missing--;
        cut_add(&persist->opened->cut, records != NULL ? records : &(struct message_list){.length = 0}, part->world_ms);
    } else {
        assert(persist->finished);   /* of a cut that FINISH gave up */
        if (records != NULL)
            message_list_free(records);
    }
    memory_free(records);
    if (persist->phase == CUT_OPEN && persist->parts_missing == 0)
        cut_whole(persist);
}

static PERSIST_THREAD void cut_go_on(struct persist *persist)
{
    bool wanted = persist->save_epoch > persist->pen.epoch;
    if ((persist->now_ms < persist->next_cut_ms && !wanted) || persist->phase != CUT_NONE || persist->crew_changes
        || persist->stopped || persist->finishing)
        return;
    bool dirty = wanted || metric_total(METRIC_worker_dirty) > 0;
    persist->next_cut_ms = persist->now_ms + persist->interval_ms;
    if (!dirty && persist->first == NULL)
        persist->kept_ms = persist->now_ms;
    if (dirty && !cuts_full(persist))
        cut_ask(persist);
}

/* An operator wants them further apart or closer together: from the one that was last, too. */
static PERSIST_THREAD void on_cut_every(struct persist *persist, struct message *message)
{
    persist->next_cut_ms += (int64_t)message->cut_every.ms - persist->interval_ms;
    persist->interval_ms = message->cut_every.ms;
}

/* -- the crew changes, an operator saves */

static PERSIST_THREAD void on_crew_ask(struct persist *persist, struct message *message)
{
    persist->crew_wanted = message->crew_ask.workers;
}

/* From here on nobody who is to leave hears of us. */
static PERSIST_THREAD void crew_go_on(struct persist *persist)
{
    if (persist->crew_wanted == 0 || persist->phase != CUT_NONE)
        return;
    if (persist->crew_wanted < persist->workers)
        persist->workers = persist->crew_wanted;
    struct message *ready = message_new(MSG_CREW_READY);
    ready->crew_ready.epoch = persist->pen.epoch;
    ready->crew_ready.workers = persist->crew_wanted;
    persist->crew_wanted = 0;
    persist->crew_changes = true;
    post(&persist->pen, ready);
}

static PERSIST_THREAD void on_crew_done(struct persist *persist, struct message *message)
{
    persist->workers = message->crew_done.workers;
    persist->crew_changes = false;
}

/* The cut that begins next holds all that is now; one that has begun may not. */
static PERSIST_THREAD void on_save_now(struct persist *persist, struct message *message)
{
    persist->save_number = message->save_now.number;
    persist->save_epoch = persist->pen.epoch + 1;
}

static PERSIST_THREAD void save_now_go_on(struct persist *persist)
{
    if (persist->save_epoch == 0 || persist->stored_epoch < persist->save_epoch)
        return;
    struct message *saved = message_new(MSG_SAVED_NOW);
    saved->saved_now.number = persist->save_number;
    persist->save_epoch = 0;
    post(&persist->pen, saved);
}

/* -- loads and saves */

/* Names one behind the other, each with its NUL. False: nothing zones would write. */
static PERSIST_THREAD bool load_read(const struct text *names, struct store_request *request)
{
    const char *bytes = names == NULL ? "" : text_bytes(names);
    size_t length = names == NULL ? 0 : text_length(names);
    for (size_t at = 0; at < length; at++)
        request->count += bytes[at] == '\0';
    if (length > 0 && bytes[length - 1] != '\0')
        request->count = 0;
    request->values = memory_get((request->count + 1) * sizeof *request->values);
    size_t at = 0;
    for (unsigned number = 0; number < request->count; number++) {
        size_t size = strlen(bytes + at) + 1;
        if (size == 1 || size > KEY_SIZE)
            return false;
        memcpy(request->values[number].name, bytes + at, size);
        at += size;
    }
    return at == length;
}

static PERSIST_THREAD bool save_read(const struct persist *persist, const struct text *records, struct store_request *request)
{
    struct bytes_reader reader = bytes_read(records == NULL ? "" : text_bytes(records),
                                            records == NULL ? 0 : text_length(records));
    unsigned room = 0;
    while (bytes_left(&reader) > 0) {
        if (request->count == room) {
            room = room == 0 ? 4 : 2 * room;
            request->values = memory_resize(request->values, room * sizeof *request->values);
        }
        struct store_value *value = &request->values[request->count];
        memset(value, 0, sizeof *value);
        take_string(&reader, value->name, sizeof value->name);
        struct text *content = take_text(&reader, RECORD_BYTES_MAX);
        if (reader.failed || value->name[0] == '\0') {
            text_unref(&content);
            return false;
        }
        if (content != NULL)
            value->value = record_seal(value->name, persist->stored_epoch, 0, content);
        text_unref(&content);
        request->count++;
    }
    return true;
}

/* Whoever had not seen the open epoch when he posted this is older than its cut.  (That half of the rule no game would
 * miss today: whoever has a SAVE under way keeps what it says out of all cuts until it is answered.  The other half, that
 * whoever has seen the epoch goes behind its cut, is what a box that was forgotten and is read again relies on.) */
static PERSIST_THREAD const struct job *job_place(const struct persist *persist, const struct message *message)
{
    bool front = (message->epoch < persist->pen.epoch) != ((persist->broken & RULE_PLACE) != 0);
    return persist->phase == CUT_OPEN && front ? persist->opened : NULL;
}

static PERSIST_THREAD void on_load(struct persist *persist, struct message *message)
{
    struct job *job = job_add(persist, JOB_LOAD, job_place(persist, message));
    job->asker = message->from;
    job->number = message->load.request;
    if (!load_read(message->load.names, &job->request)) {
        log_error("load_unreadable zone=%" PRIu32, message->from.number);
        job_fail(persist, job);
    } else if (cuts_full(persist)) {
        job_fail(persist, job);
    }
}

static PERSIST_THREAD void on_walk(struct persist *persist, struct message *message)
{
    if (persist->walk.open || cuts_full(persist)) {
        walk_fail(persist, message->from, message->walk.request, persist->walk.open);
        return;
    }
    persist->walk = (struct walk){.open = true, .reading = true, .asker = message->from, .number = message->walk.request};
    memcpy(persist->walk.prefixes, message->walk.prefixes, KEY_SIZE);
    walk_job(persist, job_place(persist, message), 0);
}

/* The walk may have failed meanwhile, and another one begun. */
static PERSIST_THREAD void on_walk_end(struct persist *persist, struct message *message)
{
    struct walk *walk = &persist->walk;
    if (walk->open && !walk->reading && zone_same(walk->asker, message->from) && walk->number == message->walk_end.request)
        *walk = (struct walk){0};
}

static PERSIST_THREAD void on_save(struct persist *persist, struct message *message)
{
    struct job *job = job_add(persist, JOB_SAVE, job_place(persist, message));
    job->asker = message->from;
    job->number = message->save.request;
    if (!save_read(persist, message->save.records, &job->request)) {
        log_error("save_unreadable zone=%" PRIu32, message->from.number);
        job_fail(persist, job);
    }
}

/* -- the end */

static PERSIST_THREAD void on_finish(struct persist *persist, struct message *message)
{
    (void)message;
    persist->finishing = true;
    persist->finish_by_ms = persist->now_ms + persist->options->store_timeout_ms;
}

static PERSIST_THREAD void finish(struct persist *persist)
{
    unsigned waiting = cuts_waiting(persist) + (persist->committing ? 1 : 0);
    persist->unsaved = waiting > 0 || persist->phase != CUT_NONE || persist->stopped;
    if (persist->unsaved)
        log_error("world_not_saved stored_epoch=%" PRIu64 " epoch=%" PRIu64 " cuts_waiting=%u dirty=%" PRIu64,
                  persist->stored_epoch, persist->pen.epoch, waiting, metric_total(METRIC_worker_dirty));
    if (persist->phase == CUT_OPEN) {
        struct job *job = persist->opened;
        cut_release(persist);
        job_remove(persist, job);
    }
    persist->phase = CUT_NONE;
    persist->finished = true;
    jobs_fail(persist, true);
    tell_main(persist, MSG_FINISHED, 0);
}

/* One cut more, even if the bound of waiting cuts is reached, but never two: a world where something
 * always stirs would not come to an end. */
static PERSIST_THREAD void finish_go_on(struct persist *persist)
{
    if (!persist->finishing || persist->finished)
        return;
    if (persist->crew_changes && persist->now_ms < persist->finish_by_ms)
        return;                         /* main is about to say how many give parts */
    if (persist->phase == CUT_NONE && !persist->last_cut && !persist->stopped &&
        metric_total(METRIC_worker_dirty) > 0) {
        persist->last_cut = true;
        cut_ask(persist);
        return;
    }
    bool done = persist->phase == CUT_NONE && (persist->first == NULL || persist->stopped);
    if (done || persist->now_ms >= persist->finish_by_ms)
        finish(persist);
}

/* -- turns */

typedef void handler(struct persist *persist, struct message *message);
static handler *const handlers[MSG_TYPES] = {
    [MSG_LOAD] = on_load,
    [MSG_SAVE] = on_save,
    [MSG_WALK] = on_walk,
    [MSG_WALK_END] = on_walk_end,
    [MSG_PART] = on_part,
    [MSG_GATE_OPEN] = on_gate_open,
    [MSG_CREW_ASK] = on_crew_ask,
    [MSG_CREW_DONE] = on_crew_done,
    [MSG_SAVE_NOW] = on_save_now,
    [MSG_CUT_EVERY] = on_cut_every,
    [MSG_FINISH] = on_finish,
};

static PERSIST_THREAD void mail_handle(struct persist *persist)
{
    struct message_list mail = {.length = 0};
    struct message *message;
    mailbox_drain(persist->inbox, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        assert(message->type < MSG_TYPES && handlers[message->type] != NULL);
        assert(message->epoch <= persist->pen.epoch);   /* nobody else raises it */
        handlers[message->type](persist, message);
        message_free(&message);
    }
}

static PERSIST_THREAD void figures_set(struct persist *persist)
{
    bool away = store_absent(persist) || persist->stopped || cuts_full(persist);
    metric_set(&persist->metrics, METRIC_persist_away, away);
    metric_set(&persist->metrics, METRIC_persist_epoch, persist->stored_epoch);
    metric_set(&persist->metrics, METRIC_persist_epoch_age_ms, (uint64_t)(persist->now_ms - persist->kept_ms));
}

PERSIST_THREAD void persist_turn(struct persist *persist, int64_t now_ms)
{
    persist->now_ms = now_ms;
    if (persist->kept_ms < 0)
        persist->kept_ms = now_ms;
    mail_handle(persist);
    persist->store->kind->turn(persist->store);
    crew_go_on(persist);
    cut_go_on(persist);
    jobs_send(persist);
    save_now_go_on(persist);
    finish_go_on(persist);
    figures_set(persist);
    pen_rest(&persist->pen);
}

static void wait_until(int64_t *wait_ms, int64_t now_ms, int64_t when_ms)
{
    int64_t until_ms = when_ms > now_ms ? when_ms - now_ms : 0;
    if (*wait_ms < 0 || until_ms < *wait_ms)
        *wait_ms = until_ms;
}

PERSIST_THREAD int64_t persist_wait_ms(const struct persist *persist, int64_t now_ms)
{
    int64_t wait_ms = persist->store->kind->timeout_ms(persist->store);
    if (persist->finished)
        return -1;
    if (persist->finishing)
        wait_until(&wait_ms, now_ms, persist->finish_by_ms);
    else if (persist->phase == CUT_NONE && !persist->stopped)
        wait_until(&wait_ms, now_ms, persist->next_cut_ms);
    if (persist->retry_ms > now_ms)
        wait_until(&wait_ms, now_ms, persist->retry_ms);
    wait_until(&wait_ms, now_ms, now_ms + FIGURES_MS);
    return wait_ms;
}

PERSIST_THREAD bool persist_finished(const struct persist *persist)
{
    return persist->finished;
}

static PERSIST_THREAD void persist_sleep(struct persist *persist, int epoll_fd)
{
    struct epoll_event events[2];
    int64_t wait_ms = persist_wait_ms(persist, clock_world_ms());
    if (!mailbox_doze(persist->inbox))
        return;
    epoll_wait(epoll_fd, events, 2, wait_ms > INT32_MAX ? INT32_MAX : (int)wait_ms);
    mailbox_awake(persist->inbox);
}

void *persist_run(void *persist_argument)
{
    struct persist *persist = persist_argument;
    thread_role_begin(&persist_role);
    thread_name("persist");
    setpriority(PRIO_PROCESS, 0, PERSIST_NICE);     /* on Linux of this thread alone: a cut may take its time, a player may not */
    rcu_thread_begin();
    int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    int fds[] = {mailbox_fd(persist->inbox), persist->store->kind->fd(persist->store)};
    for (unsigned at = 0; at < 2; at++) {
        struct epoll_event event = {.events = EPOLLIN};
        if (fds[at] >= 0 && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fds[at], &event) != 0)
            log_error("persist_cannot_listen fd=%d", fds[at]);
    }
    persist_turn(persist, clock_world_ms());
    while (!persist->finished) {
        persist_sleep(persist, epoll_fd);
        persist_turn(persist, clock_world_ms());
    }
    close(epoll_fd);
    rcu_thread_end();
    thread_role_end(&persist_role);
    return NULL;
}

/* -- main's side */

MAIN_THREAD struct persist *persist_new(const struct options *options, struct route *route, struct mailbox *inbox,
                                        struct store *store, const struct store_opening *opening)
{
    struct persist *persist = memory_get(sizeof *persist);
    persist->options = options;
    persist->interval_ms = options->checkpoint_interval_ms;
    persist->route = route;
    persist->workers = route_workers(route);
    persist->inbox = inbox;
    persist->store = store;
    persist->fence = opening->fence;
    persist->stored_epoch = opening->epoch;
    persist->stored_revision = opening->revision;
    persist->pen = (struct pen){.route = route, .sender = SENDER_PERSIST, .epoch = opening->epoch};
    persist->kept_ms = -1;           /* the first turn knows the time */
    metrics_register(&persist->metrics, METRIC_PERSIST, 0);
    return persist;
}

MAIN_THREAD bool persist_saved(const struct persist *persist)
{
    return !persist->unsaved;
}

MAIN_THREAD void persist_free(struct persist **freed)
{
    struct persist *persist = *freed;
    persist->finished = true;        /* nobody is told any more */
    persist->store->kind->close(&persist->store);
    while (persist->first != NULL) {
        struct job *job = persist->first;
        persist->first = job->next;
        cut_end(&job->cut);
        job_free(job);
    }
    metrics_forget(&persist->metrics);
    memory_free(persist);
    *freed = NULL;
}

ANY_THREAD struct metrics *persist_metrics(struct persist *persist)
{
    return &persist->metrics;
}

uint64_t persist_epoch(const struct persist *persist)
{
    return persist->stored_epoch;
}

uint64_t persist_revision(const struct persist *persist)
{
    return persist->stored_revision;
}

MAIN_THREAD void persist_watch(struct persist *persist, void (*watch)(enum persist_moment moment, void *who), void *who)
{
    persist->watch = watch;
    persist->watcher = who;
}

MAIN_THREAD void persist_break_rules(struct persist *persist, unsigned rules)
{
    persist->broken = rules;
}
