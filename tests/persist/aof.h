/* tests/persist/aof.h -- what a redis-server makes of an append-only file, done once more in small: so that a
 * test may ask it ten thousand times in the time in which one redis-server starts.
 *
 * Only what our own store writes is known (SELECT, FUNCTION, MULTI, EXEC, SET, DEL, INCR, RENAME), with the
 * habits of Redis that matter for damage: lengths are read as strtol does, the two bytes behind a word are not
 * looked at, a file that ends too early counts up to its last whole transaction, anything else that is
 * unexpected ends the load.  Whoever uses this asks a real one too, now and then, and compares. */
#ifndef TESTS_PERSIST_AOF_H
#define TESTS_PERSIST_AOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { AOF_KEYS_MOST = 256, AOF_WORDS_MOST = 64, AOF_LINE_SIZE = 128, AOF_QUEUE_MOST = 512 };

struct aof_span {
    const char *bytes;
    size_t      length;
};

struct aof_key {
    struct aof_span name, value;
    char            digits[24];     /* of what INCR made */
};

struct aof_command {
    struct aof_span words[AOF_WORDS_MOST];
    unsigned        count;
};

struct aof {
    const char *bytes;              /* the caller's, and stays: keys point into it */
    size_t      length, at;
    bool        refused;            /* redis-server would not have started */
    struct aof_key keys[AOF_KEYS_MOST];
    unsigned    count;
    bool        in_multi;
    struct aof_command queue[AOF_QUEUE_MOST];
    unsigned    queued;
};

static inline bool span_is(struct aof_span span, const char *word)
{
    return span.length == strlen(word) && memcmp(span.bytes, word, span.length) == 0;
}

static inline bool verb_is(struct aof_span span, const char *word)
{
    return span.length == strlen(word) && strncasecmp(span.bytes, word, span.length) == 0;
}

static inline struct aof_key *aof_find(struct aof *aof, struct aof_span name)
{
    for (unsigned at = 0; at < aof->count; at++)
        if (aof->keys[at].name.length == name.length && memcmp(aof->keys[at].name.bytes, name.bytes, name.length) == 0)
            return &aof->keys[at];
    return NULL;
}

static inline struct aof_span aof_get(struct aof *aof, const char *name)
{
    struct aof_key *key = aof_find(aof, (struct aof_span){ name, strlen(name) });
    return key == NULL ? (struct aof_span){ "", 0 } : key->value;
}

/* -- commands */

static inline struct aof_key *aof_put(struct aof *aof, struct aof_span name)
{
    struct aof_key *key = aof_find(aof, name);
    if (key == NULL && aof->count < AOF_KEYS_MOST) {
        key = &aof->keys[aof->count++];
        key->name = name;
        key->value = (struct aof_span){ "", 0 };
    }
    if (key == NULL)
        abort();
    return key;
}

static inline void aof_drop(struct aof *aof, struct aof_span name)
{
    struct aof_key *key = aof_find(aof, name), *last = &aof->keys[aof->count - 1];
    if (key == NULL)
        return;
    bool digits = last->value.bytes == last->digits;
    *key = *last;
    if (digits)
        key->value.bytes = key->digits;
    aof->count--;
}

static inline void aof_set(struct aof *aof, const struct aof_command *command)
{
    aof_put(aof, command->words[1])->value = command->words[2];
}

static inline void aof_mset(struct aof *aof, const struct aof_command *command)
{
    if (command->count % 2 == 0)
        return;                     /* an error, which a load passes over */
    for (unsigned at = 1; at < command->count; at += 2)
        aof_put(aof, command->words[at])->value = command->words[at + 1];
}

static inline void aof_del(struct aof *aof, const struct aof_command *command)
{
    for (unsigned at = 1; at < command->count; at++)
        aof_drop(aof, command->words[at]);
}

static inline void aof_incr(struct aof *aof, const struct aof_command *command)
{
    struct aof_key *key = aof_put(aof, command->words[1]);
    long number = key->value.length == 0 ? 0 : strtol(key->value.bytes, NULL, 10);
    snprintf(key->digits, sizeof key->digits, "%ld", number + 1);
    key->value = (struct aof_span){ key->digits, strlen(key->digits) };
}

static inline void aof_rename(struct aof *aof, const struct aof_command *command)
{
    struct aof_key *from = aof_find(aof, command->words[1]);
    if (from == NULL)
        return;                     /* an error, which a load passes over */
    struct aof_span value = from->value;
    aof_drop(aof, command->words[1]);
    aof_put(aof, command->words[2])->value = value;
}

static inline void aof_nothing(struct aof *aof, const struct aof_command *command)
{
    (void)aof;
    (void)command;
}

static const struct {
    const char *verb;
    unsigned    count;              /* of words; 0: as many as there are */
    void      (*run)(struct aof *aof, const struct aof_command *command);
} aof_verbs[] = {
    { "SELECT", 2, aof_nothing }, { "FUNCTION", 3, aof_nothing }, { "FUNCTION", 4, aof_nothing }, { "SET", 3, aof_set },
    { "DEL", 0, aof_del }, { "MSET", 0, aof_mset }, { "INCR", 2, aof_incr }, { "RENAME", 3, aof_rename },
};

static inline void aof_run(struct aof *aof, const struct aof_command *command)
{
    for (size_t at = 0; at < sizeof aof_verbs / sizeof *aof_verbs; at++)
        if (verb_is(command->words[0], aof_verbs[at].verb) && (aof_verbs[at].count == 0 || command->count == aof_verbs[at].count)) {
            aof_verbs[at].run(aof, command);
            return;
        }
    aof->refused = true;
}

static inline void aof_take(struct aof *aof, const struct aof_command *command)
{
    if (verb_is(command->words[0], "MULTI")) {
        aof->refused = aof->in_multi || command->count != 1;
        aof->in_multi = true;
        aof->queued = 0;
    } else if (verb_is(command->words[0], "EXEC")) {
        if (!aof->in_multi || command->count != 1)
            aof->refused = true;
        for (unsigned at = 0; at < aof->queued && !aof->refused; at++)
            aof_run(aof, &aof->queue[at]);
        aof->in_multi = false;
    } else if (aof->in_multi) {
        if (aof->queued == AOF_QUEUE_MOST)
            abort();
        aof->queue[aof->queued++] = *command;
    } else {
        aof_run(aof, command);
    }
}

/* -- the file */

/* As fgets() would. False: the end. */
static inline bool aof_line(struct aof *aof, char line[AOF_LINE_SIZE])
{
    unsigned length = 0;
    if (aof->at == aof->length)
        return false;
    while (aof->at < aof->length && length + 1 < AOF_LINE_SIZE && (length == 0 || line[length - 1] != '\n'))
        line[length++] = aof->bytes[aof->at++];
    line[length] = '\0';
    return true;
}

/* Of one command. False: the file ends before it does, or it is none (then `refused`). */
static inline bool aof_read(struct aof *aof, struct aof_command *command)
{
    char line[AOF_LINE_SIZE];
    if (!aof_line(aof, line) || (line[1] == '\0' && aof->at == aof->length))
        return false;
    long count = line[0] == '*' ? strtol(line + 1, NULL, 10) : 0;
    if (count < 1 || count > AOF_WORDS_MOST) {
        aof->refused = true;
        return false;
    }
    *command = (struct aof_command){ .count = (unsigned)count };
    for (unsigned at = 0; at < command->count; at++) {
        if (!aof_line(aof, line))
            return false;
        if (line[0] != '$') {
            aof->refused = true;
            return false;
        }
        unsigned long length = strtoul(line + 1, NULL, 10);
        if (length > aof->length - aof->at || aof->length - aof->at - length < 2)
            return false;
        command->words[at] = (struct aof_span){ aof->bytes + aof->at, length };
        aof->at += length + 2;
    }
    return true;
}

static inline void aof_load(struct aof *aof, const char *bytes, size_t length)
{
    struct aof_command command;
    aof->bytes = bytes;
    aof->length = length;
    aof->at = 0;
    aof->count = 0;
    aof->refused = aof->in_multi = false;
    while (!aof->refused && aof_read(aof, &command))
        aof_take(aof, &command);
}

#endif
