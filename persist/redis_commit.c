/* persist/redis_commit.c -- a commit to a Redis.
 *
 * One of at most values_max values is one transaction.  What goes through a function of the library costs Redis several times
 * what it costs without, so that nothing does but the question what the commit rests on:
 *
 *   WATCH k!fence k!seal     from here on anybody else's writing makes EXEC do nothing
 *   FCALL_RO kallisti_ask    fence, epoch, revision, the sum of all records, and the tails of those of which we know none
 *   MULTI
 *   MSET, DEL ...            a piece at a time: nobody who shares the machine waits for all of them
 *   MSET k!epoch ... k!seal
 *   EXEC
 *
 * Each line waits for the answer to the one before, but the first three go together.  What we wrote ourselves we need not ask for
 * again: nobody else writes without raising the fence.
 *
 * A bigger one goes in chunks, which become true at once: see store_redis.lua.h. */
#include "persist/redis_store.h"

#include "core/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    PIECE_VALUES = 250,              /* sent before the store's answer is waited for */
    PIECE_BYTES_MAX = 1 << 20,       /* of them, unless one alone is bigger */
    CHUNK_BYTES_MAX = 8 << 20,       /* values in one chunk, unless one alone is bigger */
    TAILS_MAX = 1 << 18,             /* known before a commit; then they are asked for again */
};

static struct tail tail_of_value(const struct store_value *value)
{
    return value->value == NULL ? (struct tail){.there = false} : tail_of(text_bytes(value->value), text_length(value->value));
}

void redis_tails_wrote(struct redis_store *redis, const struct store_request *request, enum store_outcome outcome)
{
    char key[REDIS_KEY_SIZE];
    if (outcome != STORE_DONE)
        tails_forget(redis->tails);
    for (unsigned at = 0; at < request->count && outcome == STORE_DONE; at++) {
        redis_key(request->values[at].name, key);
        tails_note(redis->tails, key, tail_of_value(&request->values[at]));
    }
}

/* How many values, from `at` on, go together. */
static unsigned size_of(const struct store_request *request, unsigned at, unsigned values_max, size_t bytes_max)
{
    size_t bytes = 0;
    unsigned count = 0;
    while (at + count < request->count && count < values_max) {
        const struct text *value = request->values[at + count].value;
        bytes += value == NULL ? 0 : text_length(value);
        if (count > 0 && bytes > bytes_max)
            break;
        count++;
    }
    return count;
}

/* -- sending.  When it fails the link is about to be dropped, and whoever finds it gone ends the commit. */

static void commit_send(struct redis_store *redis, struct redis_command *command, redisCallbackFn *fn)
{
    redis->commit.ready = false;
    redis_send(redis, command, fn, redis->commit.request);
}

static void word_send(struct redis_store *redis, const char *verb, redisCallbackFn *fn)
{
    struct redis_command command;
    command_begin(&command, verb);
    commit_send(redis, &command, fn);
}

/* The first thing that went wrong counts: what was refused before the link died was not written. */
static void outcome_note(struct redis_commit *commit, enum store_outcome outcome)
{
    if (commit->outcome == STORE_DONE)
        commit->outcome = outcome;
}

/* WATCH and MULTI say OK, and what stands between MULTI and EXEC is QUEUED.  Otherwise nothing of it may go on: without a MULTI
 * each MSET would count for itself. */
static void taken_note(struct redis_store *redis, const redisReply *reply)
{
    if (reply != NULL && reply->type == REDIS_REPLY_STATUS)
        return;
    outcome_note(&redis->commit, reply == NULL ? STORE_AWAY : STORE_REFUSED);
    if (reply != NULL)
        redis_refusal_log(redis, reply);
}

static void on_taken(redisAsyncContext *link, void *reply, void *request)
{
    (void)request;
    taken_note(redis_reply_in(link), reply);
}

static void on_taken_last(redisAsyncContext *link, void *reply, void *request)
{
    on_taken(link, reply, request);
    ((struct redis_store *)link->data)->commit.ready = true;
}

static void on_discarded(redisAsyncContext *link, void *reply, void *request)
{
    (void)reply;
    (void)request;
    redis_reply_in(link);            /* that there was nothing to discard does no harm */
}

/* -- what it rests on */

enum { ASKED_SEAL = 4, ASKED_TAILS };   /* elements of the reply, behind the verdict and three numbers */

/* A library that is not ours may answer anything. */
static bool asked_well(const redisReply *reply, const struct redis_commit *commit)
{
    if (reply->elements != ASKED_TAILS + commit->asked_count)
        return false;
    for (size_t at = ASKED_SEAL; at < reply->elements; at++)
        if (reply->element[at]->type != REDIS_REPLY_STRING)
            return false;
    return true;
}

static void on_asked(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = redis_reply_in(link);
    struct redis_commit *commit = &redis->commit;
    struct store_request *request = request_data;
    const redisReply *reply = data;
    char key[REDIS_KEY_SIZE];
    enum store_outcome outcome = redis_verdict(redis, reply, request);
    if (outcome == STORE_DONE && request->found_fence != request->fence)
        outcome = STORE_FENCED;
    else if (outcome == STORE_DONE && request->found_epoch != request->after)
        outcome = STORE_BEHIND;
    if (outcome == STORE_DONE && (!asked_well(reply, commit) || !sum_read(&commit->sum, reply->element[ASKED_SEAL]->str))) {
        log_limited("store_refused reason=\"it does not say what its records add up to\"");
        outcome = STORE_REFUSED;
    }
    for (unsigned at = 0; at < commit->asked_count && outcome == STORE_DONE; at++) {
        const redisReply *tail = reply->element[ASKED_TAILS + at];
        redis_key(request->values[commit->asked[at]].name, key);
        tails_note(redis->tails, key, tail_of(tail->str, tail->len));
    }
    commit->revision = request->found_revision;
    outcome_note(commit, outcome);
}

static void ask_send(struct redis_store *redis)
{
    struct redis_commit *commit = &redis->commit;
    const struct store_request *request = commit->request;
    struct redis_command watch, ask;
    command_begin(&watch, "WATCH");
    command_word(&watch, "k!fence");
    command_word(&watch, "k!seal");
    commit_send(redis, &watch, on_taken);
    if (tails_count(redis->tails) > TAILS_MAX)
        tails_forget(redis->tails);
    memory_free(commit->asked);
    commit->asked = memory_get((request->count + 1) * sizeof *commit->asked);
    commit->asked_count = 0;
    for (unsigned at = 0; at < request->count; at++) {
        char key[REDIS_KEY_SIZE];
        struct tail tail;
        redis_key(request->values[at].name, key);
        if (!tails_know(redis->tails, key, &tail))
            commit->asked[commit->asked_count++] = at;
    }
    command_begin(&ask, "FCALL_RO");
    command_word(&ask, "kallisti_ask");
    command_number(&ask, commit->asked_count);
    for (unsigned at = 0; at < commit->asked_count; at++)
        command_key(&ask, request->values[commit->asked[at]].name);
    commit_send(redis, &ask, on_asked);
    word_send(redis, "MULTI", on_taken_last);
    commit->at = 0;
    commit->step = COMMIT_PUT;
}

/* -- the transaction */

static void value_turn(struct redis_store *redis, const struct store_value *value)
{
    char key[REDIS_KEY_SIZE];
    struct tail was, is = tail_of_value(value);
    redis_key(value->name, key);
    bool known = tails_know(redis->tails, key, &was);
    assert(known);
    sum_turn(&redis->commit.sum, key, was, is);
    tails_note(redis->tails, key, is);
}

/* One command: all those to be put, or all those to be deleted, that follow each other. */
static void run_send(struct redis_store *redis, unsigned end)
{
    struct redis_commit *commit = &redis->commit;
    const struct store_value *values = commit->request->values;
    bool gone = values[commit->at].value == NULL;
    struct redis_command command;
    command_begin(&command, gone ? "DEL" : "MSET");
    for (; commit->at < end && (values[commit->at].value == NULL) == gone; commit->at++) {
        const struct store_value *value = &values[commit->at];
        command_key(&command, value->name);
        if (!gone)
            command_bytes(&command, text_bytes(value->value), text_length(value->value));
        value_turn(redis, value);
    }
    commit_send(redis, &command, commit->at == end ? on_taken_last : on_taken);
}

static void on_executed(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = redis_reply_in(link);
    struct redis_commit *commit = &redis->commit;
    struct store_request *request = request_data;
    const redisReply *reply = data;
    if (reply == NULL)
        return;
    if (reply->type == REDIS_REPLY_NIL) {    /* somebody else has written: ask who */
        tails_forget(redis->tails);
        commit->step = COMMIT_ASK;
        commit->ready = true;
        return;
    }
    const redisReply *fault = reply->type == REDIS_REPLY_ARRAY ? NULL : reply;
    for (size_t at = 0; fault == NULL && at < reply->elements; at++)
        fault = reply->element[at]->type == REDIS_REPLY_ERROR ? reply->element[at] : NULL;
    if (fault != NULL)
        redis_refusal_log(redis, fault);
    request->found_epoch = request->epoch;
    request->found_revision = commit->revision + 1;
    redis_commit_end(redis, fault == NULL ? STORE_DONE : STORE_REFUSED);
}

static void end_send(struct redis_store *redis)
{
    struct redis_commit *commit = &redis->commit;
    const struct store_request *request = commit->request;
    char sum[SUM_SIZE], seal[SUM_SIZE + 100];
    struct redis_command numbers;
    sum_print(&commit->sum, sum);
    snprintf(seal, sizeof seal, "%" PRIu64 " %" PRIu64 " %" PRIi64 " %" PRIu64 " %s", request->fence, request->epoch,
             request->world_ms, commit->revision + 1, sum);
    command_begin(&numbers, "MSET");
    command_word(&numbers, "k!epoch");
    command_number(&numbers, request->epoch);
    command_word(&numbers, "k!world_ms");
    command_number(&numbers, (uint64_t)request->world_ms);
    command_word(&numbers, "k!revision");
    command_number(&numbers, commit->revision + 1);
    command_word(&numbers, "k!seal");
    command_word(&numbers, seal);
    commit_send(redis, &numbers, on_taken);
    word_send(redis, "EXEC", on_executed);
}

static void put_send(struct redis_store *redis)
{
    struct redis_commit *commit = &redis->commit;
    if (commit->at == commit->request->count) {
        end_send(redis);
        return;
    }
    unsigned end = commit->at + size_of(commit->request, commit->at, PIECE_VALUES, PIECE_BYTES_MAX);
    while (commit->at < end)
        run_send(redis, end);
}

/* -- chunks */

static void on_chunk(redisAsyncContext *link, void *reply, void *request)
{
    struct redis_store *redis = redis_reply_in(link);
    outcome_note(&redis->commit, redis_verdict(redis, reply, request));
    redis->commit.ready = true;
}

static void on_flipped(redisAsyncContext *link, void *reply, void *request)
{
    struct redis_store *redis = redis_reply_in(link);
    enum store_outcome outcome = redis_verdict(redis, reply, request);
    redis_tails_wrote(redis, request, outcome);
    redis_commit_end(redis, outcome);
}

/* The next chunk, or behind the last one what makes all of them true at once. */
static void chunk_send(struct redis_store *redis)
{
    struct redis_commit *commit = &redis->commit;
    const struct store_request *request = commit->request;
    const struct store_value *values = request->values + commit->at;
    bool flip = commit->at == request->count;
    unsigned count = size_of(request, commit->at, redis->values_max, CHUNK_BYTES_MAX);
    struct redis_command command;
    command_call(&command, flip ? "kallisti_flip" : "kallisti_chunk", values, count);
    command_number(&command, request->fence);
    command_number(&command, request->after);
    command_number(&command, request->epoch);
    if (flip)
        command_number(&command, (uint64_t)request->world_ms);
    command_number(&command, flip ? commit->chunk : ++commit->chunk);
    command_values(&command, values, count);
    commit->at += count;
    commit_send(redis, &command, flip ? on_flipped : on_chunk);
}

/* -- the steps */

void redis_commit_begin(struct redis_store *redis, struct store_request *request)
{
    bool whole = size_of(request, 0, redis->values_max, CHUNK_BYTES_MAX) == request->count;
    assert(redis->in_flight == 0);
    redis->commit = (struct redis_commit){.request = request, .step = whole ? COMMIT_ASK : COMMIT_CHUNK, .ready = true,
                                          .outcome = STORE_DONE};
}

void redis_commit_step(struct redis_store *redis)
{
    static void (*const steps[])(struct redis_store *) = {
        [COMMIT_ASK] = ask_send, [COMMIT_PUT] = put_send, [COMMIT_CHUNK] = chunk_send,
    };
    struct redis_commit *commit = &redis->commit;
    if (commit->outcome == STORE_DONE) {
        steps[commit->step](redis);
        return;
    }
    if (commit->step == COMMIT_PUT)
        word_send(redis, "DISCARD", on_discarded);
    redis_commit_end(redis, commit->outcome);
}

void redis_commit_end(struct redis_store *redis, enum store_outcome outcome)
{
    struct store_request *request = redis->commit.request;
    memory_free(redis->commit.asked);
    redis->commit = (struct redis_commit){.request = NULL};
    if (outcome != STORE_DONE)
        tails_forget(redis->tails);
    redis_answer(redis, request, outcome);
}
