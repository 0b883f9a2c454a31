/* persist/redis_store.h -- the inside of a Redis store, for its two halves: store_redis.c has the link and all requests but
 * one; redis_commit.c has commits, which go in several steps.
 *
 * Entered by the thread that owns the store. */
#ifndef PERSIST_REDIS_STORE_H
#define PERSIST_REDIS_STORE_H

#include "persist/redis.h"
#include "persist/tails.h"

#include <hiredis/async.h>

enum link_state { LINK_DOWN, LINK_CONNECTING, LINK_CONNECTED, LINK_GREETING, LINK_UP };

/* The commit that is under way: it goes alone. */
enum commit_step {
    COMMIT_ASK,      /* next: what it rests on, and the beginning of a transaction */
    COMMIT_PUT,      /* next: some values more, or the end of the transaction */
    COMMIT_CHUNK,    /* next: a chunk more, or what makes all of them true at once */
};
struct redis_commit {
    struct store_request *request;   /* NULL: none */
    enum commit_step      step;
    bool                  ready;     /* all that was sent is answered */
    enum store_outcome    outcome;   /* so far */
    unsigned              at;        /* values sent so far */
    unsigned              chunk;     /* chunks sent so far */
    unsigned             *asked;     /* values whose tails are asked for */
    unsigned              asked_count;
    struct sum            sum;       /* of all records, with the values sent so far */
    uint64_t              revision;  /* as it stands in the store */
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

    struct store_queue  waiting;
    struct store_queue  answered;
    struct redis_commit commit;
    struct tails       *tails;       /* of records as they are in the store, as long as the fence is ours */
};

/* -- store_redis.c */

/* Ends the command.  False: the link is dying, its callback will not come. */
bool redis_send(struct redis_store *redis, struct redis_command *command, redisCallbackFn *fn, void *data);
/* Every callback begins so. */
struct redis_store *redis_reply_in(redisAsyncContext *link);
/* To be told at the next turn. */
void redis_answer(struct redis_store *redis, struct store_request *request, enum store_outcome outcome);
/* What a function of the library replied to it, logged when that is a refusal. */
enum store_outcome redis_verdict(struct redis_store *redis, const redisReply *reply, struct store_request *request);
void redis_refusal_log(struct redis_store *redis, const redisReply *reply);

/* -- redis_commit.c */

void redis_commit_begin(struct redis_store *redis, struct store_request *request);   /* nothing else is in flight */
void redis_commit_step(struct redis_store *redis);                                   /* when it is ready */
void redis_commit_end(struct redis_store *redis, enum store_outcome outcome);
/* Values were written, or nobody knows. */
void redis_tails_wrote(struct redis_store *redis, const struct store_request *request, enum store_outcome outcome);

#endif
