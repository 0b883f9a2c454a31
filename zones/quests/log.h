/* zones/quests/log.h -- what a player has of quests: those he is about, and those he has done.
 *
 * Part of his body record, and so of his parcel: what he has come to is his own, wherever the other end of a quest lies.
 * Kept in the order of the keys.  A quest whose area is not there just now is kept by its key, and is there again with it.
 * Owned by the player's zone. */
#ifndef ZONES_QUESTS_LOG_H
#define ZONES_QUESTS_LOG_H

#include "core/bytes.h"
#include "zones/world/quest.h"

enum { QUESTS_KEPT_MOST = 4000, QUEST_KEY_SIZE = 100 };

struct quest_entry {
    const struct quest_proto *quest; /* NULL: it is not in the world ... */
    char    *key;                  /* ... and is called so; owned.  NULL else */
    bool     going;                /* he is about it */
    uint8_t  step;                 /* of its steps; step_count: only its giver is left to be told */
    uint32_t count;                /* of what the step counts */
    uint32_t done;                 /* how often */
    int64_t  done_at;              /* world ms: last */
};

struct quest_log {
    struct quest_entry *entries;
    unsigned            count;
};

struct quest_entry *quest_log_find(const struct quest_log *log, const struct quest_proto *quest);   /* NULL: never begun */
struct quest_entry *quest_log_add(struct quest_log *log, const struct quest_proto *quest);
/* He has given it up: of one that he has never done nothing is kept. */
void quest_log_drop(struct quest_log *log, struct quest_entry *entry);
unsigned quest_log_going(const struct quest_log *log);   /* how many he is about, those that are not there just now too */
uint32_t quest_log_done(const struct quest_log *log);    /* how often he has done any */
void quest_log_free(struct quest_log *log);

/* u16 how many, of each: its key, u8 going, u8 step, u32 count, u32 done, i64 done at. */
void quest_log_put(struct bytes_writer *writer, const struct quest_log *log);
/* Into an empty one. */
void quest_log_take(struct bytes_reader *reader, const struct world *world, struct quest_log *log);

#endif
