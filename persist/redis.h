/* persist/redis.h -- what the parts of the Redis store share: redis_open.c talks to a Redis blockingly while a server
 * starts, store_redis.c and redis_commit.c without ever waiting afterwards.  Only for them. */
#ifndef PERSIST_REDIS_H
#define PERSIST_REDIS_H

#include "core/memory.h"
#include "persist/store.h"

#include <hiredis/hiredis.h>

/* Where a Redis listens: a path, or a host and port. */
enum { SOCKET_PATH_MAX = 107 };   /* bytes a unix socket's name may have */
struct redis_place {
    char path[SOCKET_PATH_MAX + 1];
    char host[256];
    int  port;
};
bool redis_place_read(struct redis_place *place, const char *where, char reason[200]);

/* The key under which a record stands. */
enum { REDIS_KEY_SIZE = KEY_SIZE + 2 };
void redis_key(const char *name, char key[REDIS_KEY_SIZE]);

/* A command in the making: words, and the arena that holds those which had to be made. */
struct redis_command {
    struct arena *arena;
    const char  **words;
    size_t       *lengths;
    unsigned      count;
    unsigned      room;
};
void command_begin(struct redis_command *command, const char *verb);
void command_word(struct redis_command *command, const char *word);           /* borrowed until command_end() */
void command_bytes(struct redis_command *command, const char *bytes, size_t length);
void command_number(struct redis_command *command, uint64_t number);
void command_key(struct redis_command *command, const char *name);            /* the key of a record */
/* FCALL `function` on the keys of the values; then the caller adds its arguments, then the values. */
void command_call(struct redis_command *command, const char *function, const struct store_value *values, unsigned count);
void command_values(struct redis_command *command, const struct store_value *values, unsigned count);
/* Gives the connection the name by which store_redis_alone() knows that a server, or what stands for one, is behind it. */
void command_name(struct redis_command *command, uint64_t fence);
void command_end(struct redis_command *command);

/* What a function of the library replied; STORE_REFUSED for anything else, STORE_AWAY for no reply. */
struct redis_standing {
    uint64_t fence, epoch, revision;
};
enum store_outcome reply_outcome(const redisReply *reply, struct redis_standing *standing);
/* Why it was refused, for the log. */
const char *reply_problem(const redisReply *reply);
/* A record's value out of a reply's element, NULL when it is not there. */
struct text *reply_text(const redisReply *element);

/* Loads the function library, raises the fence, says who it is, sweeps leftovers, adds up all records, reads those under
 * `prefixes`. */
bool redis_open(const struct redis_place *place, const char *prefixes, int64_t timeout_ms, uint64_t known,
                struct store_opening *opening, char reason[200]);
extern const char *const redis_library;

#endif
