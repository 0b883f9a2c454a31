/* persist/cut.h -- the records of one cut, or of several that had to wait and became one.
 *
 * Parts are poured in as they come; cut_settle() keeps, of every name, the highest version, and of equal
 * versions the one that came later.  Owned by the persist thread; nothing here is shared. */
#ifndef PERSIST_CUT_H
#define PERSIST_CUT_H

#include "core/message.h"
#include "persist/store.h"

struct cut_record {
    struct message *message;       /* a RECORD; owned */
    unsigned        order;         /* of coming */
};

struct cut {
    uint64_t epoch;                /* the last of those merged here */
    unsigned merged;               /* how many cuts this is */
    int64_t  world_ms;             /* the latest T of its parts */
    int64_t  begun_ms;             /* when the last of them began, persist's clock */
    struct cut_record *records;
    unsigned count;
    unsigned room;
};

PERSIST_THREAD void cut_begin(struct cut *cut, uint64_t epoch, int64_t begun_ms);
/* Takes all messages of the list, which is empty afterwards. */
PERSIST_THREAD void cut_add(struct cut *cut, struct message_list *records, int64_t world_ms);
/* by_version: false for tests, which want to see what becomes of a cut without it. */
PERSIST_THREAD void cut_settle(struct cut *cut, bool by_version);
/* A settled cut into a settled earlier one; `later` is empty afterwards. */
PERSIST_THREAD void cut_merge(struct cut *cut, struct cut *later);
/* The records as sealed values, *count of them, in memory of the caller's; the cut keeps its numbers only. */
PERSIST_THREAD struct store_value *cut_seal(struct cut *cut, unsigned *count);
OWNER_ONLY void cut_end(struct cut *cut);

#endif
