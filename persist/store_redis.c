/* persist/store_redis.c -- a Redis as the store, over hiredis' asynchronous half and an epoll of our own.
 *
 *   DOWN --pause over--> CONNECTING --> CONNECTED --> GREETING --library is there--> UP
 *    ^---------------------------- any error, or no answer in time -----------------'
 *
 * Requests wait in `waiting` until the link has room for them, go out in order, and land in `answered`,
 * from where turn() tells them: hiredis' callbacks only take notes, because one that asks again on a
 * dying link is refused, and one that frees the link is inside it.  Whatever was on a link that died is
 * answered STORE_AWAY, as is everything asked before the next one is UP.
 *
 * hiredis has no timeout of its own and no bound on what it queues: both are here.
 *
 * Entered by the thread that owns the store. */
#include "persist/redis.h"

#include "core/clock.h"
#include "core/log.h"

#include <hiredis/async.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    PAUSE_MS_MIN = 20,               /* between two tries to connect; doubles */
    PAUSE_MS_MAX = 1000,
    EVENTS_A_TURN = 64,
    IN_FLIGHT_MAX = 1024,            /* commands without an answer */
    QUEUED_BYTES_MAX = 16 << 20,     /* written to hiredis and not yet to the socket: then requests wait */
    WALK_KEYS = 200,                 /* looked at in one piece of a walk: some 200 us of the store's time */
    CHUNK_BYTES_MAX = 8 << 20,       /* values in one command, unless one alone is bigger */
};

enum link_state { LINK_DOWN, LINK_CONNECTING, LINK_CONNECTED, LINK_GREETING, LINK_UP };

/* A commit that goes in chunks: one is on its way at a time, nothing else meanwhile. */
struct staging {
    struct store_request *request;   /* NULL: none */
    unsigned              at;        /* values staged so far */
    unsigned              chunk;     /* chunks sent so far */
    bool                  ready;     /* the last chunk was taken: send the next, or flip */
};

struct redis_store {
    struct store       store;
    struct redis_place place;
    int64_t            timeout_ms;
    unsigned           values_max;
    uint64_t           fence;        /* as it was opened: its links are called by it */
    int                epoll_fd;

    redisAsyncContext *link;         /* hiredis frees it as it likes; link_gone() then leaves NULL here */
    uint32_t           events;       /* what epoll watches it for */
    enum link_state    state;
    bool               away;         /* it was lost and is not UP again */
    bool               drop;         /* to be dropped at the next turn */
    int64_t            retry_ms;     /* while DOWN: when to connect again */
    int64_t            pause_ms;
    int64_t            progress_ms;  /* when something last came, or the first command went out */
    unsigned           in_flight;

    struct store_queue waiting;
    struct store_queue answered;
    struct staging     staging;
};

static int64_t now_ms(void)
{
    return clock_ns() / 1000000;
}

/* -- epoll for hiredis: it says what it wants to know of its socket */

static void link_watch(struct redis_store *redis, uint32_t events)
{
    if (events == redis->events)
        return;
    struct epoll_event event = {.events = events};
    int how = redis->events == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    if (epoll_ctl(redis->epoll_fd, how, redis->link->c.fd, &event) != 0)
        redis->drop = true;
    redis->events = events;
}

static void watch_read(void *redis)
{
    link_watch(redis, ((struct redis_store *)redis)->events | EPOLLIN);
}
static void unwatch_read(void *redis)
{
    link_watch(redis, ((struct redis_store *)redis)->events & ~(uint32_t)EPOLLIN);
}
static void watch_write(void *redis)
{
    link_watch(redis, ((struct redis_store *)redis)->events | EPOLLOUT);
}
static void unwatch_write(void *redis)
{
    link_watch(redis, ((struct redis_store *)redis)->events & ~(uint32_t)EPOLLOUT);
}

static void link_down(struct redis_store *redis, const char *reason)
{
    if (!redis->away)
        log_warn("store_away reason=\"%s\"", reason);
    redis->link = NULL;
    redis->events = 0;
    redis->state = LINK_DOWN;
    redis->away = true;
    redis->drop = false;
    redis->retry_ms = now_ms() + redis->pause_ms;
    redis->pause_ms = redis->pause_ms * 2 < PAUSE_MS_MAX ? redis->pause_ms * 2 : PAUSE_MS_MAX;
}

/* hiredis frees the link, for whatever reason: the one call that comes in every case, a refused connect
 * included, and after all callbacks. */
static void link_gone(void *data)
{
    struct redis_store *redis = data;
    assert(redis->in_flight == 0);
    char reason[128];
    snprintf(reason, sizeof reason, "%s", redis->link->c.errstr[0] != '\0' ? redis->link->c.errstr : "closed");
    link_watch(redis, 0);
    link_down(redis, reason);
}

/* -- answers */

static void answer(struct redis_store *redis, struct store_request *request, enum store_outcome outcome)
{
    request->outcome = outcome;
    store_queue_add(&redis->answered, request);
}

/* Every callback begins so. */
static struct redis_store *reply_in(redisAsyncContext *link)
{
    struct redis_store *redis = link->data;
    redis->in_flight--;
    redis->progress_ms = now_ms();
    return redis;
}

static void refusal_log(struct redis_store *redis, const redisReply *reply)
{
    log_limited("store_refused reason=\"%.150s\"", reply_problem(reply));
    /* Somebody emptied the store's functions: greet again, which loads them. */
    if (reply->type == REDIS_REPLY_ERROR && strstr(reply->str, "Function not found") != NULL)
        redis->drop = true;
}

static enum store_outcome verdict_read(const redisReply *reply, struct store_request *request)
{
    struct redis_standing standing = {.fence = 0};
    enum store_outcome outcome = reply_outcome(reply, &standing);
    request->found_fence = standing.fence;
    request->found_epoch = standing.epoch;
    request->found_revision = standing.revision;
    return outcome;
}

static void on_verdict(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    enum store_outcome outcome = verdict_read(reply, request);
    if (outcome == STORE_REFUSED)
        refusal_log(redis, reply);
    answer(redis, request, outcome);
}

static void on_chunk(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    enum store_outcome outcome = verdict_read(reply, request);
    if (outcome == STORE_DONE) {
        redis->staging.ready = true;
        return;
    }
    if (outcome == STORE_REFUSED)
        refusal_log(redis, reply);
    redis->staging.request = NULL;
    answer(redis, request, outcome);
}

static void on_loaded(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    if (reply == NULL) {
        answer(redis, request, STORE_AWAY);
    } else if (reply->type != REDIS_REPLY_ARRAY || reply->elements != request->count) {
        refusal_log(redis, reply);
        answer(redis, request, STORE_REFUSED);
    } else {
        for (unsigned at = 0; at < request->count; at++) {
            text_unref(&request->values[at].value);
            request->values[at].value = reply_text(reply->element[at]);
        }
        answer(redis, request, STORE_DONE);
    }
}

/* { cursor, key, value, ... } */
static void walked_take(struct store_request *request, const redisReply *reply)
{
    request->cursor = strtoull(reply->element[0]->str, NULL, 10);
    request->values = memory_get((reply->elements / 2 + 1) * sizeof *request->values);
    request->count = 0;
    for (size_t at = 1; at + 1 < reply->elements; at += 2) {
        const char *name = reply->element[at]->type == REDIS_REPLY_STRING ? reply->element[at]->str + strlen("k:") : "";
        struct text *value = strlen(name) < KEY_SIZE ? reply_text(reply->element[at + 1]) : NULL;
        if (value == NULL)
            continue;
        strcpy(request->values[request->count].name, name);
        request->values[request->count++].value = value;
    }
}

static void on_walked(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    if (reply == NULL) {
        answer(redis, request, STORE_AWAY);
    } else if (reply->type != REDIS_REPLY_ARRAY || reply->elements % 2 == 0 || reply->element[0]->type != REDIS_REPLY_STRING) {
        refusal_log(redis, reply);
        answer(redis, request, STORE_REFUSED);
    } else {
        walked_take(request, reply);
        answer(redis, request, STORE_DONE);
    }
}

/* A Redis whose rules forbid that does without. */
static void on_named(redisAsyncContext *link, void *data, void *nothing)
{
    (void)nothing;
    reply_in(link);
    const redisReply *reply = data;
    if (reply != NULL && reply->type == REDIS_REPLY_ERROR)
        log_limited("store_unnamed reason=\"%.150s\"", reply->str);
}

static void on_greeted(redisAsyncContext *link, void *data, void *nothing)
{
    (void)nothing;
    struct redis_store *redis = reply_in(link);
    const redisReply *reply = data;
    if (reply == NULL)
        return;
    /* Without REPLACE: a library that is there may be a newer server's. */
    if (reply->type == REDIS_REPLY_ERROR && strstr(reply->str, "already exists") == NULL) {
        log_limited("store_not_ready reason=\"%.150s\"", reply->str);
        redis->drop = true;
        return;
    }
    if (redis->away)
        log_info("store_back");
    redis->state = LINK_UP;
    redis->away = false;
    redis->pause_ms = PAUSE_MS_MIN;
}

/* -- sending */

/* Ends the command. False: the link is dying, its callback will not come. */
static bool link_send(struct redis_store *redis, struct redis_command *command, redisCallbackFn *fn, void *data)
{
    bool sent = redis->link != NULL && !redis->drop &&
                redisAsyncCommandArgv(redis->link, fn, data, (int)command->count, command->words, command->lengths) == REDIS_OK;
    command_end(command);
    if (!sent)
        return false;
    if (redis->in_flight++ == 0)
        redis->progress_ms = now_ms();
    return true;
}

static void request_send(struct redis_store *redis, struct store_request *request, struct redis_command *command,
                         redisCallbackFn *fn)
{
    if (!link_send(redis, command, fn, request))
        answer(redis, request, STORE_AWAY);
}

/* How many values, from `at` on, one command may carry. */
static unsigned chunk_size(const struct redis_store *redis, const struct store_request *request, unsigned at)
{
    size_t bytes = 0;
    unsigned count = 0;
    while (at + count < request->count && count < redis->values_max) {
        const struct text *value = request->values[at + count].value;
        bytes += value == NULL ? 0 : text_length(value);
        if (count > 0 && bytes > CHUNK_BYTES_MAX)
            break;
        count++;
    }
    return count;
}

static void send_commit(struct redis_store *redis, struct store_request *request)
{
    if (chunk_size(redis, request, 0) < request->count) {
        redis->staging = (struct staging){.request = request, .ready = true};
        return;
    }
    struct redis_command command;
    command_call(&command, "kallisti_commit", request->values, request->count);
    command_number(&command, request->fence);
    command_number(&command, request->after);
    command_number(&command, request->epoch);
    command_number(&command, (uint64_t)request->world_ms);
    command_values(&command, request->values, request->count);
    request_send(redis, request, &command, on_verdict);
}

static void send_write(struct redis_store *redis, struct store_request *request)
{
    struct redis_command command;
    command_call(&command, "kallisti_write", request->values, request->count);
    command_number(&command, request->fence);
    command_number(&command, request->after);
    command_values(&command, request->values, request->count);
    request_send(redis, request, &command, on_verdict);
}

static void send_load(struct redis_store *redis, struct store_request *request)
{
    if (request->count == 0) {       /* MGET of nothing is an error */
        answer(redis, request, STORE_DONE);
        return;
    }
    struct redis_command command;
    command_begin(&command, "MGET");
    for (unsigned at = 0; at < request->count; at++)
        command_key(&command, request->values[at].name);
    request_send(redis, request, &command, on_loaded);
}

static void send_walk(struct redis_store *redis, struct store_request *request)
{
    struct redis_command command;
    char prefix[KEY_SIZE];
    command_begin(&command, "FCALL_RO");
    command_word(&command, "kallisti_walk");
    command_number(&command, 0);
    command_number(&command, request->cursor);
    command_number(&command, WALK_KEYS);
    for (const char *rest = request->prefixes; rest != NULL;) {
        rest = store_prefix_next(rest, prefix);
        command_word(&command, arena_string(command.arena, prefix));
    }
    request_send(redis, request, &command, on_walked);
}

static void send_ask(struct redis_store *redis, struct store_request *request)
{
    struct redis_command command;
    command_call(&command, "kallisti_ask", NULL, 0);
    request_send(redis, request, &command, on_verdict);
}

static void (*const senders[STORE_VERBS])(struct redis_store *, struct store_request *) = {
    [STORE_COMMIT] = send_commit, [STORE_WRITE] = send_write, [STORE_LOAD] = send_load, [STORE_ASK] = send_ask,
    [STORE_WALK] = send_walk,
};

/* The next chunk, or behind the last one what makes all of them true at once. */
static void staging_send(struct redis_store *redis)
{
    struct staging *staging = &redis->staging;
    struct store_request *request = staging->request;
    bool flip = staging->at == request->count;
    unsigned count = flip ? 0 : chunk_size(redis, request, staging->at);
    struct redis_command command;
    command_call(&command, flip ? "kallisti_flip" : "kallisti_chunk", request->values + staging->at, count);
    command_number(&command, request->fence);
    command_number(&command, request->after);
    command_number(&command, request->epoch);
    if (flip) {
        command_number(&command, (uint64_t)request->world_ms);
        command_number(&command, staging->chunk);
        staging->request = NULL;
        request_send(redis, request, &command, on_verdict);
        return;
    }
    command_number(&command, ++staging->chunk);
    command_values(&command, request->values + staging->at, count);
    staging->at += count;
    staging->ready = false;
    if (!link_send(redis, &command, on_chunk, request)) {
        staging->request = NULL;
        answer(redis, request, STORE_AWAY);
    }
}

static bool link_has_room(const struct redis_store *redis)
{
    return redis->link != NULL && !redis->drop && redis->in_flight < IN_FLIGHT_MAX &&
           sdslen(redis->link->c.obuf) < QUEUED_BYTES_MAX;
}

static void requests_send(struct redis_store *redis)
{
    if (redis->state == LINK_UP) {
        for (;;) {
            if (redis->staging.request != NULL && !redis->staging.ready)
                break;
            if (redis->staging.request != NULL)
                staging_send(redis);
            else if (redis->waiting.first != NULL && link_has_room(redis))
                senders[redis->waiting.first->verb](redis, store_queue_take(&redis->waiting));
            else
                break;
        }
        if (redis->link != NULL && sdslen(redis->link->c.obuf) > 0)
            redisAsyncHandleWrite(redis->link);
    }
    if (!redis->away)
        return;
    struct store_request *request = redis->staging.request;
    redis->staging.request = NULL;
    if (request != NULL)
        answer(redis, request, STORE_AWAY);
    while ((request = store_queue_take(&redis->waiting)) != NULL)
        answer(redis, request, STORE_AWAY);
}

/* -- the link */

static void on_connect(const redisAsyncContext *link, int status)
{
    struct redis_store *redis = link->data;
    if (status == REDIS_OK)
        redis->state = LINK_CONNECTED;
}

static void link_begin(struct redis_store *redis)
{
    redisAsyncContext *link = redis->place.path[0] != '\0' ? redisAsyncConnectUnix(redis->place.path)
                                                           : redisAsyncConnect(redis->place.host, redis->place.port);
    if (link == NULL || link->err != 0) {
        char reason[128];
        snprintf(reason, sizeof reason, "%s", link == NULL ? "out of memory" : link->errstr);
        if (link != NULL)
            redisAsyncFree(link);
        link_down(redis, reason);
        return;
    }
    redis->link = link;
    redis->state = LINK_CONNECTING;
    redis->progress_ms = now_ms();
    link->data = redis;
    link->ev.data = redis;
    link->ev.addRead = watch_read;
    link->ev.delRead = unwatch_read;
    link->ev.addWrite = watch_write;
    link->ev.delWrite = unwatch_write;
    link->ev.cleanup = link_gone;
    redisAsyncSetConnectCallback(link, on_connect);   /* also makes epoll watch for the connection */
}

static void link_greet(struct redis_store *redis)
{
    struct redis_command name, library;
    command_name(&name, redis->fence);
    command_begin(&library, "FUNCTION");
    command_word(&library, "LOAD");
    command_word(&library, redis_library);
    redis->state = LINK_GREETING;
    bool named = link_send(redis, &name, on_named, NULL), greeted = link_send(redis, &library, on_greeted, NULL);
    if (!named || !greeted)
        redis->drop = true;
}

/* Until when the link must have done something, or -1. */
static int64_t link_deadline(const struct redis_store *redis)
{
    bool expected = redis->in_flight > 0 || redis->state == LINK_CONNECTING;
    return expected ? redis->progress_ms + redis->timeout_ms : -1;
}

static void link_events(struct redis_store *redis)
{
    struct epoll_event event;
    for (unsigned at = 0; at < EVENTS_A_TURN && redis->link != NULL; at++) {
        if (epoll_wait(redis->epoll_fd, &event, 1, 0) != 1)
            return;
        if (event.events & (EPOLLIN | EPOLLERR | EPOLLHUP))
            redisAsyncHandleRead(redis->link);
        if (redis->link != NULL && (event.events & EPOLLOUT))
            redisAsyncHandleWrite(redis->link);
    }
}

static void link_turn(struct redis_store *redis)
{
    link_events(redis);
    if (redis->link != NULL && link_deadline(redis) >= 0 && now_ms() >= link_deadline(redis)) {
        snprintf(redis->link->c.errstr, sizeof redis->link->c.errstr, "no answer in time");
        redis->drop = true;
    }
    if (redis->link != NULL && redis->drop)
        redisAsyncFree(redis->link);
    if (redis->state == LINK_DOWN && now_ms() >= redis->retry_ms)
        link_begin(redis);
    if (redis->state == LINK_CONNECTED)
        link_greet(redis);
}

/* -- the store */

static void request_queue(struct store *store, struct store_request *request, enum store_verb verb)
{
    struct redis_store *redis = (struct redis_store *)store;
    assert(verb != STORE_COMMIT || request->epoch > request->after);
    request->verb = verb;
    store_queue_add(&redis->waiting, request);
    requests_send(redis);
}

static void redis_commit(struct store *store, struct store_request *request)
{
    request_queue(store, request, STORE_COMMIT);
}
static void redis_write(struct store *store, struct store_request *request)
{
    request_queue(store, request, STORE_WRITE);
}
static void redis_load(struct store *store, struct store_request *request)
{
    request_queue(store, request, STORE_LOAD);
}
static void redis_walk(struct store *store, struct store_request *request)
{
    assert(request->values == NULL);
    request_queue(store, request, STORE_WALK);
}
static void redis_ask(struct store *store, struct store_request *request)
{
    request_queue(store, request, STORE_ASK);
}

static void redis_turn(struct store *store)
{
    struct redis_store *redis = (struct redis_store *)store;
    link_turn(redis);
    requests_send(redis);
    store_queue_deliver(&redis->answered);
}

static int redis_fd(struct store *store)
{
    return ((struct redis_store *)store)->epoll_fd;
}

static int redis_timeout_ms(struct store *store)
{
    struct redis_store *redis = (struct redis_store *)store;
    if (redis->answered.first != NULL || redis->drop || (redis->away && redis->waiting.first != NULL))
        return 0;
    int64_t when = redis->state == LINK_DOWN ? redis->retry_ms : link_deadline(redis);
    if (when < 0)
        return -1;
    int64_t wait = when - now_ms();
    return wait < 0 ? 0 : (int)wait;
}

static bool redis_away(struct store *store)
{
    return ((struct redis_store *)store)->away;
}

static void redis_close(struct store **store)
{
    struct redis_store *redis = (struct redis_store *)*store;
    redis->away = true;              /* on purpose: nothing to warn of */
    if (redis->link != NULL)
        redisAsyncFree(redis->link);
    redis->state = LINK_DOWN;
    do {
        requests_send(redis);        /* answers all that still waits */
        store_queue_deliver(&redis->answered);
    } while (redis->waiting.first != NULL || redis->answered.first != NULL);
    close(redis->epoll_fd);
    memory_free(redis);
    *store = NULL;
}

static const struct store_kind redis_kind = {
    .name = "redis",
    .commit = redis_commit,
    .write = redis_write,
    .load = redis_load,
    .walk = redis_walk,
    .ask = redis_ask,
    .turn = redis_turn,
    .fd = redis_fd,
    .timeout_ms = redis_timeout_ms,
    .away = redis_away,
    .close = redis_close,
};

struct store *store_redis_open(const char *where, const char *prefixes, int64_t timeout_ms, unsigned values_max,
                               uint64_t known, struct store_opening *opening, char reason[200])
{
    assert(values_max > 0);
    struct redis_place place;
    signal(SIGPIPE, SIG_IGN);        /* hiredis writes to sockets that may be gone */
    if (!redis_place_read(&place, where, reason) || !redis_open(&place, prefixes, timeout_ms, known, opening, reason))
        return NULL;
    struct redis_store *redis = memory_get(sizeof *redis);
    redis->store.kind = &redis_kind;
    redis->place = place;
    redis->timeout_ms = timeout_ms;
    redis->values_max = values_max;
    redis->fence = opening->fence;
    redis->pause_ms = PAUSE_MS_MIN;
    redis->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    struct store *store = &redis->store;
    int64_t until_ms = now_ms() + timeout_ms;
    while (redis->epoll_fd >= 0 && redis->state != LINK_UP && now_ms() < until_ms) {
        redis_turn(store);
        if (redis->state != LINK_UP)
            poll(&(struct pollfd){.fd = redis->epoll_fd, .events = POLLIN}, 1, PAUSE_MS_MIN);
    }
    if (redis->state != LINK_UP) {
        snprintf(reason, 200, "the store was there and went away again");
        store_opening_free(opening);
        redis_close(&store);
        return NULL;
    }
    return store;
}
