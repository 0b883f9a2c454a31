/* zones/world/ears.h -- what a player hears: channels he has switched, people he ignores, tells he was told.
 *
 * Part of his player struct; the worker of his zone alone uses it.  Switched channels and ignored names are
 * written into his body record; the tells travel with him and are forgotten when he leaves the game. */
#ifndef ZONES_WORLD_EARS_H
#define ZONES_WORLD_EARS_H

#include "core/bytes.h"
#include "core/message.h"
#include "zones/book.h"

struct character;
struct zone;

enum { IGNORED_MOST = 30, TELLS_KEPT = 20 };

struct told {
    char         name[NAME_SIZE];  /* who spoke */
    struct text *words;            /* one reference */
};

struct ears {
    uint32_t     switched;         /* bit n: the channel of number n is not as the book has it */
    unsigned     ignored_count;
    char       (*ignored)[NAME_SIZE];
    unsigned     told_count, waiting; /* `waiting` of them came when he could not hear */
    struct told *told;             /* oldest first; NULL until there is one */
};

void ears_free(struct ears *ears);

/* Bit n: he does not hear the channel of number n. */
uint32_t ears_deaf(const struct ears *ears, const struct book *book);
bool ears_ignore(const struct ears *ears, const char *name);   /* does he? */
/* False when the list is full. */
bool ears_ignore_begin(struct ears *ears, const char *name);
void ears_ignore_end(struct ears *ears, const char *name);
/* The ignored names, folded, a "\n" behind each; NULL for nobody; the caller's reference. */
struct text *ears_ignored(const struct ears *ears);

/* Words straight to a session, which can reply to them.  account: that name's, for a keeper to read; "" for anybody else. */
ZONE_THREAD void tell_words(struct zone *zone, session_id session, const char *name, const char *account, const char *words);
/* A tell has come for him: it is kept, and shown if it was not and he can hear. */
ZONE_THREAD void ears_told(struct character *who, const struct msg_told *told);
/* He is awake, or here, again: does anything wait? */
ZONE_THREAD void ears_return(struct character *who);

/* The durable half, and the other one. Taking validates; nothing is left behind in a failed one but what
 * ears_free() frees. */
void ears_put_settings(struct bytes_writer *writer, const struct ears *ears);
void ears_take_settings(struct bytes_reader *reader, struct ears *ears);
void ears_put_told(struct bytes_writer *writer, const struct ears *ears);
void ears_take_told(struct bytes_reader *reader, struct ears *ears);

#endif
