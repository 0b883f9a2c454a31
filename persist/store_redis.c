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
#include "persist/redis_store.h"

#include "core/clock.h"
#include "core/log.h"

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

void redis_answer(struct redis_store *redis, struct store_request *request, enum store_outcome outcome)
{
    request->outcome = outcome;
    store_queue_add(&redis->answered, request);
}

struct redis_store *redis_reply_in(redisAsyncContext *link)
{
    struct redis_store *redis = link->data;
    redis->in_flight--;
    redis->progress_ms = now_ms();
    return redis;
}

void redis_refusal_log(struct redis_store *redis, const redisReply *reply)
{
    log_limited("store_refused reason=\"%.150s\"", reply_problem(reply));
    /* Somebody emptied the store's functions: greet again, which loads them. */
    if (reply->type == REDIS_REPLY_ERROR && strstr(reply->str, "Function not found") != NULL)
        redis->drop = true;
}

enum store_outcome redis_verdict(struct redis_store *redis, const redisReply *reply, struct store_request *request)
{
    struct redis_standing standing = {.fence = 0};
    enum store_outcome outcome = reply_outcome(reply, &standing);
    request->found_fence = standing.fence;
    request->found_epoch = standing.epoch;
    request->found_revision = standing.revision;
    if (outcome == STORE_REFUSED)
        redis_refusal_log(redis, reply);
    return outcome;
}

static void on_verdict(redisAsyncContext *link, void *reply, void *request)
{
    struct redis_store *redis = redis_reply_in(link);
    redis_answer(redis, request, redis_verdict(redis, reply, request));
}

static void on_written(redisAsyncContext *link, void *reply, void *request)
{
    struct redis_store *redis = redis_reply_in(link);
    enum store_outcome outcome = redis_verdict(redis, reply, request);
    redis_tails_wrote(redis, request, outcome);
    redis_answer(redis, request, outcome);
}

static void on_loaded(redisAsyncContext *link, void *data, void *request_data)
{
    struct redis_store *redis = redis_reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    if (reply == NULL) {
        redis_answer(redis, request, STORE_AWAY);
    } else if (reply->type != REDIS_REPLY_ARRAY || reply->elements != request->count) {
        redis_refusal_log(redis, reply);
        redis_answer(redis, request, STORE_REFUSED);
    } else {
        for (unsigned at = 0; at < request->count; at++) {
            text_unref(&request->values[at].value);
            request->values[at].value = reply_text(reply->element[at]);
        }
        redis_answer(redis, request, STORE_DONE);
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
    struct redis_store *redis = redis_reply_in(link);
    struct store_request *request = request_data;
    const redisReply *reply = data;
    if (reply == NULL) {
        redis_answer(redis, request, STORE_AWAY);
    } else if (reply->type != REDIS_REPLY_ARRAY || reply->elements % 2 == 0 || reply->element[0]->type != REDIS_REPLY_STRING) {
        redis_refusal_log(redis, reply);
        redis_answer(redis, request, STORE_REFUSED);
    } else {
        walked_take(request, reply);
        redis_answer(redis, request, STORE_DONE);
    }
}

/* A Redis whose rules forbid that does without. */
static void on_named(redisAsyncContext *link, void *data, void *nothing)
{
    (void)nothing;
    redis_reply_in(link);
    const redisReply *reply = data;
    if (reply != NULL && reply->type == REDIS_REPLY_ERROR)
        log_limited("store_unnamed reason=\"%.150s\"", reply->str);
}

static void on_greeted(redisAsyncContext *link, void *data, void *nothing)
{
    (void)nothing;
    struct redis_store *redis = redis_reply_in(link);
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

bool redis_send(struct redis_store *redis, struct redis_command *command, redisCallbackFn *fn, void *data)
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
    if (!redis_send(redis, command, fn, request))
        redis_answer(redis, request, STORE_AWAY);
}

static void send_write(struct redis_store *redis, struct store_request *request)
{
    struct redis_command command;
    command_call(&command, "kallisti_write", request->values, request->count);
    command_number(&command, request->fence);
    command_number(&command, request->after);
    command_values(&command, request->values, request->count);
    request_send(redis, request, &command, on_written);
}

static void send_load(struct redis_store *redis, struct store_request *request)
{
    if (request->count == 0) {       /* MGET of nothing is an error */
        redis_answer(redis, request, STORE_DONE);
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
    [STORE_COMMIT] = redis_commit_begin, [STORE_WRITE] = send_write, [STORE_LOAD] = send_load, [STORE_ASK] = send_ask,
    [STORE_WALK] = send_walk,
};

static bool link_has_room(const struct redis_store *redis, enum store_verb verb)
{
    if (redis->link == NULL || redis->drop || sdslen(redis->link->c.obuf) >= QUEUED_BYTES_MAX)
        return false;
    return verb == STORE_COMMIT ? redis->in_flight == 0 : redis->in_flight < IN_FLIGHT_MAX;
}

/* What can be sent now. */
static void queue_send(struct redis_store *redis)
{
    for (;;) {
        const struct store_request *next = redis->waiting.first;
        if (redis->commit.ready)
            redis_commit_step(redis);
        else if (redis->commit.request == NULL && next != NULL && link_has_room(redis, next->verb))
            senders[next->verb](redis, store_queue_take(&redis->waiting));
        else
            break;
    }
    if (redis->link != NULL && sdslen(redis->link->c.obuf) > 0)
        redisAsyncHandleWrite(redis->link);
}

static void requests_send(struct redis_store *redis)
{
    struct store_request *request;
    if (redis->state == LINK_UP)
        queue_send(redis);
    if (redis->away && redis->commit.request != NULL)
        redis_commit_end(redis, redis->commit.outcome == STORE_DONE ? STORE_AWAY : redis->commit.outcome);
    while (redis->away && (request = store_queue_take(&redis->waiting)) != NULL)
        redis_answer(redis, request, STORE_AWAY);
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
    bool named = redis_send(redis, &name, on_named, NULL), greeted = redis_send(redis, &library, on_greeted, NULL);
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
    if (redis->answered.first != NULL || redis->drop || (redis->away && (redis->waiting.first != NULL || redis->commit.request != NULL)))
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
    tails_free(&redis->tails);
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
    redis->tails = tails_new();
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
