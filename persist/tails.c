/* persist/tails.c -- see tails.h.  An open table, at most half full; what is in it is never taken out alone. */
#include "persist/tails.h"

#include "core/memory.h"

#include <string.h>
#include <xxhash.h>

enum { ROOM_FIRST = 1 << 12 };

struct tail_row {
    XXH128_hash_t key;
    struct tail   tail;
};
struct tails {
    struct tail_row *rows;     /* those whose key is zero are free */
    size_t           count, room;
};

static struct tail_row *row_of(const struct tails *tails, XXH128_hash_t key)
{
    static const XXH128_hash_t nothing = {0};
    size_t at = key.low64 & (tails->room - 1);
    while (!XXH128_isEqual(tails->rows[at].key, nothing) && !XXH128_isEqual(tails->rows[at].key, key))
        at = (at + 1) & (tails->room - 1);
    return &tails->rows[at];
}

static void rows_grow(struct tails *tails)
{
    static const XXH128_hash_t nothing = {0};
    struct tails before = *tails;
    tails->room = before.room == 0 ? ROOM_FIRST : 2 * before.room;
    tails->rows = memory_get(tails->room * sizeof *tails->rows);
    for (size_t at = 0; at < before.room; at++)
        if (!XXH128_isEqual(before.rows[at].key, nothing))
            *row_of(tails, before.rows[at].key) = before.rows[at];
    memory_free(before.rows);
}

struct tails *tails_new(void)
{
    return memory_get(sizeof(struct tails));
}

void tails_free(struct tails **tails)
{
    memory_free((*tails)->rows);
    memory_free(*tails);
    *tails = NULL;
}

bool tails_know(const struct tails *tails, const char *key, struct tail *tail)
{
    XXH128_hash_t hash = XXH3_128bits(key, strlen(key));
    const struct tail_row *row = tails->room == 0 ? NULL : row_of(tails, hash);
    if (row == NULL || !XXH128_isEqual(row->key, hash))
        return false;
    *tail = row->tail;
    return true;
}

void tails_note(struct tails *tails, const char *key, struct tail tail)
{
    if (2 * tails->count >= tails->room)
        rows_grow(tails);
    XXH128_hash_t hash = XXH3_128bits(key, strlen(key));
    struct tail_row *row = row_of(tails, hash);
    tails->count += !XXH128_isEqual(row->key, hash);
    *row = (struct tail_row){.key = hash, .tail = tail};
}

size_t tails_count(const struct tails *tails)
{
    return tails->count;
}

void tails_forget(struct tails *tails)
{
    memory_free(tails->rows);
    *tails = (struct tails){.count = 0};
}
