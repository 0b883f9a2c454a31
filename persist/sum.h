/* persist/sum.h -- what all records in a Redis add up to, which its seal says and every opening adds up anew.
 *
 * A record adds one to the count, and to the ends, by xor, its last eight bytes (its checksum) and in their lower half a hash
 * of its key.  The library of store_redis.lua.h adds up the same. */
#ifndef PERSIST_SUM_H
#define PERSIST_SUM_H

#include "core/thread.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sum {
    uint64_t count;
    uint64_t ends;
};

/* The last eight bytes of a record, fewer ones behind zeros; or there is none. */
struct tail {
    bool     there;
    uint64_t end;
};
ANY_THREAD struct tail tail_of(const char *bytes, size_t length);   /* no bytes: no record */

/* The record under a key was one thing and is another. */
ANY_THREAD void sum_turn(struct sum *sum, const char *key, struct tail was, struct tail is);

/* As it stands at the end of a seal, behind its numbers. */
enum { SUM_SIZE = 64 };
ANY_THREAD void sum_print(const struct sum *sum, char printed[SUM_SIZE]);
ANY_THREAD bool sum_read(struct sum *sum, const char *seal);        /* false: it does not end in one */

#endif
