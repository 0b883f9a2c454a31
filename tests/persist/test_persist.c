/* tests/persist/test_persist.c -- the protocol, played by a main and two workers made of nothing but
 * mailboxes, over a store in memory that goes away, crashes and is taken over on request. */
#include "persist/persist.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "persist/record.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WORKERS = 2, ASKER = 1 };

struct worker {
    struct mailbox     *inbox;
    struct pen          pen;
    struct metrics      metrics;
    struct message_list dirty;       /* RECORDs for the next part */
    bool                mute;        /* gives no part */
    unsigned            halts, begins, resumes;
    uint64_t            committed[64];
    unsigned            commits;
};

struct world {
    struct options        options;
    struct route         *route;
    struct mailbox       *main_inbox, *persist_inbox;
    struct pen            main_pen;
    struct worker         workers[WORKERS];
    struct store_content *content;
    struct persist       *persist;
    int64_t               now_ms;
    unsigned              gates_open, gates_done, fenced, finished;
    struct message_list   answers;   /* SAVED and LOADED */
    unsigned              moments[PERSIST_MOMENTS];
};

static void on_moment(enum persist_moment moment, void *world)
{
    ((struct world *)world)->moments[moment]++;
}

static MAIN_THREAD void world_persist(struct world *world)
{
    struct store_opening opening;
    struct store *store = store_memory_open(world->content, "floor:", &opening);
    world->persist = persist_new(&world->options, world->route, world->persist_inbox, store, &opening);
    persist_watch(world->persist, on_moment, world);
    store_opening_free(&opening);
}

static MAIN_THREAD int world_begin(void **state)
{
    struct world *world = memory_get(sizeof *world);
    options_begin(&world->options);
    snprintf(world->options.checkpoint_mode, sizeof world->options.checkpoint_mode, "halt");
    world->options.checkpoint_interval_ms = 1000;
    world->options.checkpoint_waiting_max = 3;
    world->options.store_timeout_ms = 5000;
    world->route = route_new(8);
    world->main_inbox = mailbox_new("main");
    world->persist_inbox = mailbox_new("persist");
    route_set_main(world->route, world->main_inbox);
    route_set_persist(world->route, world->persist_inbox);
    world->main_pen = (struct pen){.route = world->route, .sender = SENDER_MAIN};
    for (unsigned at = 0; at < WORKERS; at++) {
        struct worker *worker = &world->workers[at];
        worker->inbox = mailbox_new("worker");
        worker->pen = (struct pen){.route = world->route, .sender = SENDER_WORKER + at};
        route_add_worker(world->route, worker->inbox);
        metrics_register(&worker->metrics, METRIC_WORKER, at);
    }
    route_set(world->route, (zone_id){ASKER}, 0);
    world->content = store_content_new();
    world->now_ms = 10000;
    world_persist(world);
    *state = world;
    return 0;
}

static MAIN_THREAD int world_end(void **state)
{
    struct world *world = *state;
    persist_free(&world->persist);
    store_content_free(&world->content);
    for (unsigned at = 0; at < WORKERS; at++) {
        metrics_forget(&world->workers[at].metrics);
        message_list_free(&world->workers[at].dirty);
        mailbox_free(&world->workers[at].inbox);
    }
    message_list_free(&world->answers);
    mailbox_free(&world->main_inbox);
    mailbox_free(&world->persist_inbox);
    route_free(&world->route);
    memory_free(world);
    return 0;
}

/* -- main and workers */

static void dirty(struct world *world, unsigned number, const char *name, uint64_t version, const char *content)
{
    struct worker *worker = &world->workers[number];
    struct message *message = message_new(MSG_RECORD);
    snprintf(message->record.name, sizeof message->record.name, "%s", name);
    message->record.version = version;
    message->record.content = content == NULL ? NULL : text_string(content);
    message_list_add(&worker->dirty, message);
    metric_set(&worker->metrics, METRIC_worker_dirty, worker->dirty.length);
}

static void give_part(struct world *world, unsigned number, uint64_t epoch)
{
    struct worker *worker = &world->workers[number];
    struct message *message = message_new(MSG_PART);
    struct message_list *records = memory_get(sizeof *records);
    message_list_join(records, &worker->dirty);
    metric_set(&worker->metrics, METRIC_worker_dirty, 0);
    message->part.epoch = epoch;
    message->part.worker = number;
    message->part.world_ms = 100 * (int64_t)epoch + number;
    message->part.records = records;
    post(&worker->pen, message);
    pen_rest(&worker->pen);
}

static void worker_turn(struct world *world, unsigned number)
{
    struct worker *worker = &world->workers[number];
    struct message_list mail = {.length = 0};
    struct message *message;
    mailbox_drain(worker->inbox, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->epoch > worker->pen.epoch)
            worker->pen.epoch = message->epoch;
        if (message->type == MSG_HALT || message->type == MSG_BEGIN) {
            worker->halts += message->type == MSG_HALT;
            worker->begins += message->type == MSG_BEGIN;
            if (!worker->mute)
                give_part(world, number, message->halt.epoch);
        } else if (message->type == MSG_RESUME) {
            worker->resumes++;
        } else if (message->type == MSG_COMMITTED) {
            worker->committed[worker->commits++] = message->committed.epoch;
        } else {
            assert_true(message->type == MSG_SAVED || message->type == MSG_LOADED || message->type == MSG_WALKED);
            message_list_add(&world->answers, message);
            continue;
        }
        message_free(&message);
    }
}

static void main_turn(struct world *world)
{
    struct message_list mail = {.length = 0};
    struct message *message;
    mailbox_drain(world->main_inbox, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->epoch > world->main_pen.epoch)
            world->main_pen.epoch = message->epoch;
        if (message->type == MSG_GATE_ASK) {
            struct message *open = message_new(MSG_GATE_OPEN);
            open->gate_open.epoch = message->gate_ask.epoch;
            post(&world->main_pen, open);
            world->gates_open++;
        }
        world->gates_done += message->type == MSG_GATE_DONE;
        world->fenced += message->type == MSG_FENCED;
        world->finished += message->type == MSG_FINISHED;
        message_free(&message);
    }
    pen_rest(&world->main_pen);
}

/* Everybody has turns until all that can happen now has happened. */
static PERSIST_THREAD void settle(struct world *world)
{
    for (unsigned turn = 0; turn < 20; turn++) {
        persist_turn(world->persist, world->now_ms);
        main_turn(world);
        for (unsigned at = 0; at < WORKERS; at++)
            worker_turn(world, at);
    }
}

static PERSIST_THREAD void seconds_pass(struct world *world, unsigned seconds)
{
    for (unsigned second = 0; second < seconds; second++) {
        world->now_ms += 1000;
        settle(world);
    }
}

static void post_save(struct world *world, uint64_t request, const char *name, const char *content)
{
    struct bytes_writer writer = {0};
    struct text *text = content == NULL ? NULL : text_string(content);
    struct message *message = message_new(MSG_SAVE);
    put_string(&writer, name);
    put_text(&writer, text);
    message->from = (zone_id){ASKER};
    message->save.request = request;
    message->save.records = bytes_text(&writer);
    post(&world->workers[0].pen, message);
    pen_rest(&world->workers[0].pen);
    bytes_free(&writer);
    text_unref(&text);
}

static void post_load(struct world *world, uint64_t request, const char *names, size_t length)
{
    struct message *message = message_new(MSG_LOAD);
    message->from = (zone_id){ASKER};
    message->load.request = request;
    message->load.names = text_new(names, length);
    post(&world->workers[0].pen, message);
    pen_rest(&world->workers[0].pen);
}

static void must_be_saved(struct world *world, uint64_t request, bool failed)
{
    struct message *message = message_list_take(&world->answers);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_SAVED);
    assert_int_equal(message->to.number, ASKER);
    assert_int_equal(message->saved.request, request);
    assert_int_equal(message->saved.failed, failed);
    message_free(&message);
}

static void must_fail_to_load(struct world *world, uint64_t request)
{
    struct message *message = message_list_take(&world->answers);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_LOADED);
    assert_int_equal(message->loaded.request, request);
    assert_true(message->loaded.failed);
    assert_null(message->loaded.records);
    message_free(&message);
}

/* One answer with one record of that content, or with none. */
static void must_be_loaded(struct world *world, uint64_t request, const char *content)
{
    struct message *message = message_list_take(&world->answers);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_LOADED);
    assert_int_equal(message->loaded.request, request);
    assert_false(message->loaded.failed);
    struct bytes_reader reader = bytes_read(text_bytes(message->loaded.records), text_length(message->loaded.records));
    assert_int_equal(take_u8(&reader), content != NULL);
    if (content != NULL) {
        struct text *found = take_text(&reader, 1000);
        assert_string_equal(text_bytes(found), content);
        text_unref(&found);
    }
    assert_false(reader.failed);
    assert_int_equal(bytes_left(&reader), 0);
    message_free(&message);
}

/* What stands in the store, behind everybody's back. */
static void store_must_hold(struct world *world, const char *name, const char *content)
{
    struct store_opening found;
    struct text *opened = NULL;
    const char *reason;
    store_content_look(world->content, name, &found);
    if (found.count > 0 && strcmp(found.values[0].name, name) == 0)
        opened = record_open(name, found.values[0].value, NULL, NULL, &reason);
    if (content == NULL)
        assert_null(opened);
    else
        assert_string_equal(opened == NULL ? "(nothing)" : text_bytes(opened), content);
    text_unref(&opened);
    store_opening_free(&found);
}

static uint64_t store_epoch(struct world *world, int64_t *world_ms)
{
    struct store_opening found;
    store_content_look(world->content, "", &found);
    uint64_t epoch = found.epoch;
    if (world_ms != NULL)
        *world_ms = found.world_ms;
    store_opening_free(&found);
    return epoch;
}

static uint64_t figure(struct world *world, enum metric_id id)
{
    return metric_get(persist_metrics(world->persist), id);
}

/* -- cuts */

static PERSIST_THREAD void nothing_dirty_no_cut(void **state)
{
    struct world *world = *state;
    seconds_pass(world, 5);
    assert_int_equal(world->gates_open, 0);
    assert_int_equal(store_epoch(world, NULL), 0);
    assert_int_equal(figure(world, METRIC_persist_epoch_age_ms), 0);
}

static PERSIST_THREAD void one_cut(void **state)
{
    struct world *world = *state;
    int64_t world_ms;
    dirty(world, 0, "place:ada", 4, "left");
    dirty(world, 1, "place:ada", 5, "arrived");     /* the receiver's copy is newer */
    dirty(world, 0, "place:bob", 9, "newer");
    dirty(world, 1, "place:bob", 8, "older");
    dirty(world, 1, "floor:1", 1, NULL);
    settle(world);
    assert_int_equal(world->gates_open, 1);
    assert_int_equal(world->gates_done, 1);
    for (unsigned at = 0; at < WORKERS; at++) {
        assert_int_equal(world->workers[at].halts, 1);
        assert_int_equal(world->workers[at].resumes, 1);
        assert_int_equal(world->workers[at].commits, 1);
        assert_int_equal(world->workers[at].committed[0], 1);
        assert_int_equal(world->workers[at].pen.epoch, 1);
    }
    assert_int_equal(store_epoch(world, &world_ms), 1);
    assert_int_equal(world_ms, 101);
    store_must_hold(world, "place:ada", "arrived");
    store_must_hold(world, "place:bob", "newer");
    assert_int_equal(figure(world, METRIC_persist_cuts), 1);
    assert_int_equal(figure(world, METRIC_persist_records), 3);
    assert_int_equal(figure(world, METRIC_persist_epoch), 1);
    for (unsigned moment = 0; moment < 3; moment++)
        assert_int_equal(world->moments[moment], 1);
    seconds_pass(world, 3);
    assert_int_equal(world->gates_open, 1);          /* and no more without something dirty */
    dirty(world, 0, "place:ada", 6, NULL);
    settle(world);
    seconds_pass(world, 1);
    store_must_hold(world, "place:ada", NULL);
    assert_int_equal(store_epoch(world, NULL), 2);
}

/* The next cut begins when so much time has passed, and not a millisecond before. */
static PERSIST_THREAD void must_cut_after(struct world *world, int64_t ms)
{
    unsigned before = world->gates_open;
    world->now_ms += ms - 1;
    settle(world);
    assert_int_equal(world->gates_open, before);
    assert_in_range(persist_wait_ms(world->persist, world->now_ms), 1, 1);
    world->now_ms += 1;
    settle(world);
    assert_int_equal(world->gates_open, before + 1);
}

static PERSIST_THREAD void interval_is_kept(void **state)
{
    struct world *world = *state;
    dirty(world, 0, "a", 1, "one");
    settle(world);
    dirty(world, 0, "a", 2, "two");
    must_cut_after(world, 1000);
}

static void cut_every(struct world *world, uint32_t ms)
{
    struct message *every = message_new(MSG_CUT_EVERY);
    every->cut_every.ms = ms;
    post(&world->main_pen, every);
    pen_rest(&world->main_pen);
}

static PERSIST_THREAD void interval_is_changed(void **state)
{
    struct world *world = *state;
    dirty(world, 0, "a", 1, "one");
    settle(world);
    dirty(world, 0, "a", 2, "two");
    cut_every(world, 5000);
    must_cut_after(world, 5000);
    dirty(world, 0, "a", 3, "three");
    world->now_ms += 300;
    settle(world);
    assert_int_equal(world->gates_open, 2);
    cut_every(world, 200);              /* since the last it is longer than that */
    settle(world);
    assert_int_equal(world->gates_open, 3);
    dirty(world, 0, "a", 4, "four");
    must_cut_after(world, 200);
}

static PERSIST_THREAD void nobody_resumes_before_all_parts(void **state)
{
    struct world *world = *state;
    world->workers[1].mute = true;
    dirty(world, 0, "a", 1, "one");
    seconds_pass(world, 3);
    assert_int_equal(world->workers[0].halts, 1);
    assert_int_equal(world->workers[0].resumes, 0);
    assert_int_equal(world->gates_done, 0);
    assert_int_equal(store_epoch(world, NULL), 0);
    assert_in_range(persist_wait_ms(world->persist, world->now_ms), 1, 1000);    /* the age of the epoch goes on */
    give_part(world, 1, 1);
    settle(world);
    assert_int_equal(world->workers[0].resumes, 1);
    assert_int_equal(world->gates_done, 1);
    assert_int_equal(store_epoch(world, NULL), 1);
}

/* -- cuts that nobody stands still for */

static void flow(struct world *world)
{
    snprintf(world->options.checkpoint_mode, sizeof world->options.checkpoint_mode, "flow");
}

static PERSIST_THREAD void flow_cut(void **state)
{
    struct world *world = *state;
    flow(world);
    dirty(world, 0, "place:ada", 4, "left");
    dirty(world, 1, "place:ada", 5, "arrived");
    settle(world);
    assert_int_equal(world->gates_open, 0);          /* zones may go on moving */
    for (unsigned at = 0; at < WORKERS; at++) {
        assert_int_equal(world->workers[at].begins, 1);
        assert_int_equal(world->workers[at].halts + world->workers[at].resumes, 0);
        assert_int_equal(world->workers[at].committed[0], 1);
    }
    store_must_hold(world, "place:ada", "arrived");
    assert_int_equal(store_epoch(world, NULL), 1);
}

/* While one worker keeps its part back, saves come from before the cut and from after it. */
static PERSIST_THREAD void flow_saves_keep_their_place(void **state)
{
    struct world *world = *state;
    flow(world);
    world->workers[1].mute = true;
    dirty(world, 0, "before", 1, "cut");
    dirty(world, 0, "after", 1, "cut");
    settle(world);
    world->workers[0].pen.epoch = 0;
    post_save(world, 1, "before", "save");
    settle(world);
    must_be_saved(world, 1, false);                  /* older than the cut: it waits for nobody */
    store_must_hold(world, "before", "save");
    post_save(world, 2, "after", "save");
    settle(world);
    assert_null(world->answers.first);
    store_must_hold(world, "after", NULL);
    give_part(world, 1, 1);
    settle(world);
    must_be_saved(world, 2, false);
    store_must_hold(world, "before", "cut");
    store_must_hold(world, "after", "save");
}

static PERSIST_THREAD void flow_cuts_are_merged(void **state)
{
    struct world *world = *state;
    flow(world);
    store_content_away(world->content, true, false);
    for (unsigned cut = 1; cut <= 3; cut++) {
        dirty(world, 0, "a", 10 - cut, cut == 1 ? "first" : "later");
        dirty(world, 1, "b", cut, cut == 3 ? "last" : "earlier");
        seconds_pass(world, 1);
    }
    store_content_away(world->content, false, false);
    seconds_pass(world, 2);
    store_must_hold(world, "a", "first");
    store_must_hold(world, "b", "last");
    assert_int_equal(store_epoch(world, NULL), 3);
}

static PERSIST_THREAD void flow_finishes_with_a_mute_worker(void **state)
{
    struct world *world = *state;
    flow(world);
    world->workers[1].mute = true;
    dirty(world, 0, "a", 1, "one");
    settle(world);
    post(&world->main_pen, message_new(MSG_FINISH));
    pen_rest(&world->main_pen);
    settle(world);
    assert_int_equal(world->finished, 0);
    seconds_pass(world, 6);
    assert_int_equal(world->finished, 1);
    assert_int_equal(store_epoch(world, NULL), 0);
    give_part(world, 1, 1);                          /* too late, and no harm */
    persist_turn(world->persist, world->now_ms);
}

/* -- the store goes away */

static PERSIST_THREAD void waiting_cuts_are_merged(void **state)
{
    struct world *world = *state;
    int64_t world_ms;
    store_content_away(world->content, true, false);
    for (unsigned cut = 1; cut <= 5; cut++) {
        char content[16];
        snprintf(content, sizeof content, "cut %u", cut);
        dirty(world, 0, "a", cut, content);
        dirty(world, 1, "b", 10 - cut, content);     /* its versions fall: the first stays */
        if (cut == 2)
            dirty(world, 1, "only", 1, "second");
        seconds_pass(world, 1);
    }
    assert_int_equal(world->gates_open, 3);          /* waiting_max */
    assert_int_equal(world->workers[0].resumes, 3);  /* the game went on */
    assert_int_equal(world->workers[0].commits, 0);
    assert_int_equal(figure(world, METRIC_persist_away), 1);
    assert_in_range(figure(world, METRIC_persist_epoch_age_ms), 4000, 6000);
    store_content_away(world->content, false, false);
    settle(world);
    assert_int_equal(store_epoch(world, &world_ms), 3);
    assert_int_equal(world_ms, 301);
    assert_int_equal(world->workers[1].commits, 1);
    assert_int_equal(world->workers[1].committed[0], 3);
    store_must_hold(world, "a", "cut 3");
    store_must_hold(world, "b", "cut 1");
    store_must_hold(world, "only", "second");
    seconds_pass(world, 1);                          /* what had stayed with the workers */
    assert_int_equal(store_epoch(world, NULL), 4);
    store_must_hold(world, "a", "cut 5");
    assert_int_equal(figure(world, METRIC_persist_away), 0);
    assert_int_equal(figure(world, METRIC_persist_cuts), 4);
}

/* The store answers, but so slowly that the bound is reached: who wants something of it is told at once. */
static PERSIST_THREAD void slow_store_is_full(void **state)
{
    struct world *world = *state;
    store_content_hold(world->content, 200);    /* turns */
    for (unsigned cut = 1; cut <= 6; cut++) {
        dirty(world, 0, "a", cut, "again");
        seconds_pass(world, 1);
    }
    assert_int_equal(world->gates_open, 4);          /* one is under way, waiting_max wait */
    assert_int_equal(figure(world, METRIC_persist_away), 1);
    post_load(world, 1, "a", 2);
    settle(world);
    must_fail_to_load(world, 1);
    store_content_hold(world->content, 0);
    seconds_pass(world, 12);
    assert_int_equal(figure(world, METRIC_persist_away), 0);
    store_must_hold(world, "a", "again");
    post_load(world, 2, "a", 2);
    settle(world);
    must_be_loaded(world, 2, "again");
}

/* The answer to a commit gets lost: it was written, or it was not. */
static PERSIST_THREAD void unknown_outcome(struct world *world, bool applied)
{
    store_content_hold(world->content, 1000);
    dirty(world, 0, "a", 1, "one");
    settle(world);
    assert_int_equal(world->moments[PERSIST_COMMIT_SENT], 1);
    dirty(world, 0, "b", 1, "next cut");
    seconds_pass(world, 1);
    store_content_hold(world->content, 0);
    store_content_away(world->content, true, applied);
    settle(world);
    assert_int_equal(world->workers[0].commits, 0);
    store_content_away(world->content, false, false);
    settle(world);
    assert_int_equal(world->fenced, 0);
    assert_int_equal(store_epoch(world, NULL), 2);
    assert_int_equal(world->workers[0].commits, 2);
    assert_int_equal(world->workers[0].committed[0], 1);
    assert_int_equal(world->workers[0].committed[1], 2);
    store_must_hold(world, "a", "one");
    store_must_hold(world, "b", "next cut");
    assert_int_equal(figure(world, METRIC_persist_retries), applied ? 0 : 1);
}

static PERSIST_THREAD void unknown_was_written(void **state)
{
    unknown_outcome(*state, true);
}

static PERSIST_THREAD void unknown_was_not_written(void **state)
{
    unknown_outcome(*state, false);
}

static PERSIST_THREAD void refused_is_tried_again(void **state)
{
    struct world *world = *state;
    store_content_refuse(world->content, true);
    dirty(world, 0, "a", 1, "one");
    settle(world);
    post_save(world, 1, "account:ada", "hash");      /* does not wait behind it for ever */
    post_load(world, 2, "a", 2);
    settle(world);
    must_be_saved(world, 1, true);
    must_fail_to_load(world, 2);
    assert_int_equal(figure(world, METRIC_persist_away), 1);
    seconds_pass(world, 2);
    assert_int_equal(store_epoch(world, NULL), 0);
    store_content_refuse(world->content, false);
    seconds_pass(world, 2);
    assert_int_equal(store_epoch(world, NULL), 1);
    store_must_hold(world, "a", "one");
    assert_int_equal(figure(world, METRIC_persist_away), 0);
}

static MAIN_THREAD PERSIST_THREAD void fenced(void **state)
{
    struct world *world = *state;
    struct store_opening opening;
    struct store *other = store_memory_open(world->content, "", &opening);
    store_opening_free(&opening);
    dirty(world, 0, "a", 1, "ours");
    settle(world);
    assert_int_equal(world->fenced, 1);
    assert_int_equal(world->workers[0].resumes, 1);
    assert_int_equal(world->workers[0].commits, 0);
    store_must_hold(world, "a", NULL);
    dirty(world, 0, "a", 2, "ours");
    post_save(world, 1, "account:ada", "hash");
    post_load(world, 2, "a", 2);
    seconds_pass(world, 5);
    must_be_saved(world, 1, true);
    must_fail_to_load(world, 2);
    assert_int_equal(world->gates_open, 1);          /* no cut any more */
    assert_int_equal(world->fenced, 1);
    store_must_hold(world, "account:ada", NULL);
    post(&world->main_pen, message_new(MSG_FINISH));
    settle(world);
    assert_int_equal(world->finished, 1);
    other->kind->close(&other);
}

/* While our commit's answer was lost another server came. */
static MAIN_THREAD PERSIST_THREAD void fenced_while_away(void **state)
{
    struct world *world = *state;
    struct store_opening opening;
    store_content_hold(world->content, 1000);
    dirty(world, 0, "a", 1, "ours");
    settle(world);
    store_content_away(world->content, true, true);
    settle(world);
    store_content_hold(world->content, 0);
    store_content_away(world->content, false, false);
    struct store *other = store_memory_open(world->content, "", &opening);
    store_opening_free(&opening);
    settle(world);
    assert_int_equal(world->fenced, 1);
    assert_int_equal(world->workers[0].commits, 0);
    other->kind->close(&other);
}

/* -- loads and saves */

static PERSIST_THREAD void save_and_load(void **state)
{
    struct world *world = *state;
    post_load(world, 1, "account:ada", 12);
    post_save(world, 2, "account:ada", "hash");
    post_load(world, 3, "account:ada", 12);
    post_save(world, 4, "account:ada", NULL);
    post_load(world, 5, "account:ada", 12);
    settle(world);
    must_be_loaded(world, 1, NULL);
    must_be_saved(world, 2, false);
    must_be_loaded(world, 3, "hash");
    must_be_saved(world, 4, false);
    must_be_loaded(world, 5, NULL);
    assert_int_equal(store_epoch(world, NULL), 0);
}

static PERSIST_THREAD void several_in_one_load(void **state)
{
    struct world *world = *state;
    post_save(world, 1, "b", "there");
    post_load(world, 2, "a\0b\0c", 6);
    post_load(world, 3, "", 0);
    settle(world);
    must_be_saved(world, 1, false);
    struct message *message = message_list_take(&world->answers);
    struct bytes_reader reader = bytes_read(text_bytes(message->loaded.records), text_length(message->loaded.records));
    assert_int_equal(take_u8(&reader), 0);
    assert_int_equal(take_u8(&reader), 1);
    struct text *content = take_text(&reader, 100);
    assert_string_equal(text_bytes(content), "there");
    text_unref(&content);
    assert_int_equal(take_u8(&reader), 0);
    assert_int_equal(bytes_left(&reader), 0);
    message_free(&message);
    message = message_list_take(&world->answers);
    assert_false(message->loaded.failed);
    assert_int_equal(text_length(message->loaded.records), 0);
    message_free(&message);
}

/* A load behind a cut sees the cut, and a save comes after it, however slow the store is. */
static PERSIST_THREAD void requests_behind_a_slow_cut(void **state)
{
    struct world *world = *state;
    store_content_hold(world->content, 5);
    dirty(world, 0, "a", 1, "one");
    persist_turn(world->persist, world->now_ms);
    main_turn(world);
    persist_turn(world->persist, world->now_ms);
    worker_turn(world, 0);
    worker_turn(world, 1);
    persist_turn(world->persist, world->now_ms);
    assert_int_equal(world->moments[PERSIST_COMMIT_SENT], 1);
    post_load(world, 1, "a", 2);
    post_save(world, 2, "b", "two");                 /* after the epoch that is under way, not the one before */
    settle(world);
    must_be_loaded(world, 1, "one");
    must_be_saved(world, 2, false);
    assert_int_equal(world->fenced, 0);
    store_must_hold(world, "b", "two");
}

static void on_written(struct store_request *request, void *owner)
{
    *(enum store_outcome *)owner = request->outcome;
}

/* Puts the value of one name under another, as a damaged disk might. */
static void misplace(struct world *world, const char *from, const char *to)
{
    struct store_opening found, opening;
    enum store_outcome outcome = STORE_AWAY;
    store_content_unfenced(world->content, true);
    store_content_look(world->content, from, &found);
    strcpy(found.values[0].name, to);
    struct store *store = store_memory_open(world->content, "", &opening);
    struct store_request request = {.values = found.values, .count = 1, .done = on_written, .owner = &outcome};
    store->kind->write(store, &request);
    store->kind->turn(store);
    assert_int_equal(outcome, STORE_DONE);
    store->kind->close(&store);
    store_opening_free(&opening);
    store_opening_free(&found);
}

static PERSIST_THREAD void damaged_record(void **state)
{
    struct world *world = *state;
    post_save(world, 1, "a", "one");
    settle(world);
    must_be_saved(world, 1, false);
    misplace(world, "a", "b");
    post_load(world, 2, "a\0b", 4);
    post_load(world, 3, "a", 2);
    settle(world);
    assert_true(world->answers.first->loaded.damaged);
    must_fail_to_load(world, 2);
    assert_false(world->answers.first->loaded.damaged);
    must_be_loaded(world, 3, "one");
    assert_int_equal(figure(world, METRIC_persist_damaged), 1);
}

static PERSIST_THREAD void unreadable_requests(void **state)
{
    struct world *world = *state;
    char long_name[100];
    memset(long_name, 'x', sizeof long_name);
    long_name[99] = '\0';
    post_load(world, 1, long_name, 100);
    post_load(world, 2, "no end", 6);
    post_load(world, 3, "\0", 1);
    post_save(world, 4, long_name, "content");
    post_save(world, 5, "", "content");
    settle(world);
    must_fail_to_load(world, 1);
    must_fail_to_load(world, 2);
    must_fail_to_load(world, 3);
    must_be_saved(world, 4, true);
    must_be_saved(world, 5, true);
}

static PERSIST_THREAD void away_fails_at_once(void **state)
{
    struct world *world = *state;
    store_content_hold(world->content, 1000);
    post_save(world, 1, "a", "under way");
    post_load(world, 2, "a", 2);
    settle(world);
    store_content_away(world->content, true, false);
    store_content_hold(world->content, 0);
    settle(world);
    must_fail_to_load(world, 2);                     /* a read has no outcome to know */
    post_save(world, 3, "b", "too late");
    settle(world);
    must_be_saved(world, 3, true);
    assert_int_equal(world->answers.length, 0);      /* the first may have been written: no guess */
    store_content_away(world->content, false, false);
    settle(world);
    must_be_saved(world, 1, false);
    store_must_hold(world, "a", "under way");
    store_must_hold(world, "b", NULL);
}

/* -- the end */

static PERSIST_THREAD void finish_cuts_once_more(void **state)
{
    struct world *world = *state;
    settle(world);
    dirty(world, 0, "a", 1, "last words");
    post(&world->main_pen, message_new(MSG_FINISH));
    settle(world);
    assert_int_equal(world->finished, 1);
    assert_true(persist_finished(world->persist));
    store_must_hold(world, "a", "last words");
    assert_int_equal(world->workers[0].commits, 1);
}

static PERSIST_THREAD void finish_with_nothing_to_do(void **state)
{
    struct world *world = *state;
    post(&world->main_pen, message_new(MSG_FINISH));
    settle(world);
    assert_int_equal(world->finished, 1);
    assert_int_equal(world->gates_open, 0);
}

static PERSIST_THREAD void finish_without_a_store(void **state)
{
    struct world *world = *state;
    store_content_away(world->content, true, false);
    dirty(world, 0, "a", 1, "lost words");
    post(&world->main_pen, message_new(MSG_FINISH));
    settle(world);
    assert_int_equal(world->finished, 0);
    seconds_pass(world, 6);
    assert_int_equal(world->finished, 1);
    post_load(world, 1, "a", 2);
    settle(world);
    must_fail_to_load(world, 1);
}

static PERSIST_THREAD void finish_with_a_mute_worker(void **state)
{
    struct world *world = *state;
    world->workers[1].mute = true;
    dirty(world, 0, "a", 1, "lost words");
    post(&world->main_pen, message_new(MSG_FINISH));
    seconds_pass(world, 6);
    assert_int_equal(world->finished, 1);
    assert_int_equal(world->workers[0].resumes, 1);
    give_part(world, 1, 1);                          /* too late, but no harm */
    settle(world);
}

static MAIN_THREAD PERSIST_THREAD void crash_and_reopen(void **state)
{
    struct world *world = *state;
    dirty(world, 0, "a", 1, "one");
    settle(world);
    store_content_hold(world->content, 1000);
    dirty(world, 0, "a", 2, "two");
    seconds_pass(world, 1);
    store_content_crash(world->content, false);
    persist_free(&world->persist);
    store_content_hold(world->content, 0);
    world_persist(world);
    store_must_hold(world, "a", "one");
    dirty(world, 1, "a", 2, "two again");
    for (unsigned at = 0; at < WORKERS; at++)
        world->workers[at].pen.epoch = 1;
    world->main_pen.epoch = 1;
    settle(world);
    store_must_hold(world, "a", "two again");
    assert_int_equal(store_epoch(world, NULL), 2);
}

/* The real thread over real mailboxes; this thread is main and both workers. */
static MAIN_THREAD void the_thread_itself(void **state)
{
    struct world *world = *state;
    pthread_t thread;
    world->options.checkpoint_interval_ms = 20;
    assert_int_equal(pthread_create(&thread, NULL, persist_run, world->persist), 0);
    uint64_t version = 0;
    while (world->workers[0].commits < 20) {
        if (world->workers[0].dirty.length == 0)
            dirty(world, 0, "a", ++version, "again");
        if (version % 3 == 0 && world->answers.length < 50)
            post_save(world, version, "account:ada", "hash");
        main_turn(world);
        for (unsigned at = 0; at < WORKERS; at++)
            worker_turn(world, at);
        poll(NULL, 0, 1);
    }
    post(&world->main_pen, message_new(MSG_FINISH));
    pen_rest(&world->main_pen);
    while (world->finished == 0) {
        main_turn(world);
        for (unsigned at = 0; at < WORKERS; at++)
            worker_turn(world, at);
        poll(NULL, 0, 1);
    }
    pthread_join(thread, NULL);
    assert_int_equal(world->workers[0].halts, world->workers[0].resumes);
    store_must_hold(world, "a", "again");
    store_must_hold(world, "account:ada", "hash");
}

#define TEST(test) {#test, test, world_begin, world_end, NULL}

/* -- walks */

static void post_walk(struct world *world, uint64_t request, bool ends)
{
    struct message *message = message_new(ends ? MSG_WALK_END : MSG_WALK);
    message->from = (zone_id){ASKER};
    if (ends)
        message->walk_end.request = request;
    else {
        message->walk.request = request;
        snprintf(message->walk.prefixes, sizeof message->walk.prefixes, "holdings: floor:");
    }
    post(&world->workers[0].pen, message);
    pen_rest(&world->workers[0].pen);
}

/* Takes the pieces that are there and gives how often they speak of that record with that content; *last: the last one was met. */
static unsigned walk_speaks(struct world *world, uint64_t request, const char *name, const char *content, bool *last)
{
    unsigned count = 0;
    for (struct message *message = world->answers.first; message != NULL; message = message->next) {
        if (message->type != MSG_WALKED)
            continue;
        assert_int_equal(message->walked.request, request);
        assert_false(message->walked.failed);
        *last = *last || message->walked.last;
        struct bytes_reader reader = bytes_read(text_bytes(message->walked.records), text_length(message->walked.records));
        while (bytes_left(&reader) > 0) {
            char found[KEY_SIZE];
            take_string(&reader, found, sizeof found);
            struct text *text = take_text(&reader, 1000);
            assert_false(reader.failed);
            assert_true(strncmp(found, "floor:", 6) == 0 || strncmp(found, "holdings:", 9) == 0);
            count += strcmp(found, name) == 0 && text != NULL && strcmp(text_bytes(text), content) == 0;
            text_unref(&text);
        }
    }
    return count;
}

static void walk_must_fail(struct world *world, uint64_t request, bool busy)
{
    struct message *message = message_list_take(&world->answers);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_WALKED);
    assert_int_equal(message->walked.request, request);
    assert_true(message->walked.failed);
    assert_int_equal(message->walked.busy, busy);
    message_free(&message);
    assert_null(world->answers.first);
}

/* A sword goes from a record the walk has not met yet to one that it has: both ways of writing it are told. */
static PERSIST_THREAD void walk(void **state)
{
    struct world *world = *state;
    char name[KEY_SIZE];
    bool last = false;
    for (unsigned number = 1; number <= 40; number++) {
        snprintf(name, sizeof name, "floor:%u", number);
        dirty(world, 0, name, 1, "sword");
    }
    dirty(world, 1, "account:ada", 1, "no sword");
    seconds_pass(world, 2);
    store_content_hold(world->content, 3);
    post_walk(world, 7, false);
    for (unsigned turn = 0; turn < 100 && world->answers.first == NULL; turn++) {
        persist_turn(world->persist, world->now_ms);
        worker_turn(world, 0);
    }
    assert_non_null(world->answers.first);  /* some are read, and some are not */
    walk_speaks(world, 7, "", "", &last);
    assert_false(last);
    for (unsigned number = 1; number <= 20; number++) {
        snprintf(name, sizeof name, "floor:%u", number);
        post_save(world, 100 + number, name, "axe");
    }
    for (unsigned number = 21; number <= 40; number++) {
        snprintf(name, sizeof name, "floor:%u", number);
        dirty(world, 1, name, 2, "axe");
    }
    dirty(world, 1, "account:bob", 2, "axe");
    seconds_pass(world, 3);
    for (unsigned number = 1; number <= 40; number++) {
        snprintf(name, sizeof name, "floor:%u", number);
        assert_true(walk_speaks(world, 7, name, "axe", &last) >= 1);
    }
    assert_true(last);
    message_list_free(&world->answers);
}

/* Until the first is ended there is no second; one that failed is ended. */
static PERSIST_THREAD void one_walk_at_a_time(void **state)
{
    struct world *world = *state;
    bool last = false;
    post_walk(world, 1, false);
    settle(world);
    walk_speaks(world, 1, "", "", &last);
    assert_true(last);
    message_list_free(&world->answers);
    post_walk(world, 2, false);
    settle(world);
    walk_must_fail(world, 2, true);
    post_walk(world, 2, true);              /* not his to end */
    post_walk(world, 3, false);
    settle(world);
    walk_must_fail(world, 3, true);
    post_walk(world, 1, true);
    store_content_away(world->content, true, false);
    post_walk(world, 4, false);
    settle(world);
    walk_must_fail(world, 4, false);
    store_content_away(world->content, false, false);
    settle(world);
    post_walk(world, 5, false);
    settle(world);
    last = false;
    walk_speaks(world, 5, "", "", &last);
    assert_true(last);
    message_list_free(&world->answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_dirty_no_cut), TEST(one_cut), TEST(interval_is_kept), TEST(interval_is_changed), TEST(nobody_resumes_before_all_parts),
        TEST(flow_cut), TEST(flow_saves_keep_their_place), TEST(flow_cuts_are_merged), TEST(flow_finishes_with_a_mute_worker),
        TEST(waiting_cuts_are_merged), TEST(slow_store_is_full), TEST(unknown_was_written), TEST(unknown_was_not_written),
        TEST(refused_is_tried_again), TEST(fenced), TEST(fenced_while_away),
        TEST(save_and_load), TEST(several_in_one_load), TEST(requests_behind_a_slow_cut), TEST(damaged_record),
        TEST(unreadable_requests), TEST(away_fails_at_once),
        TEST(finish_cuts_once_more), TEST(finish_with_nothing_to_do), TEST(finish_without_a_store),
        TEST(finish_with_a_mute_worker), TEST(crash_and_reopen), TEST(walk), TEST(one_walk_at_a_time),
        TEST(the_thread_itself),
    };
    log_begin(LOG_ERROR, "/dev/null", 20);
    clock_begin(0);
    rcu_thread_begin();
    int failed = cmocka_run_group_tests_name("persist", tests, NULL, NULL);
    rcu_thread_end();
    log_end();
    return failed;
}
