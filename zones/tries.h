/* zones/tries.h -- against guessing: a bucket of tries per key, an account or an address, that refills with time.
 *
 * Only buckets that are not full are kept.  Whoever owns the tries, and nobody else, may call. */
#ifndef ZONES_TRIES_H
#define ZONES_TRIES_H

#include "core/bytes.h"
#include "zones/sorted.h"

enum {
    TRIES_KEY_SIZE = 40,      /* bytes of a key with its NUL: an address as text fits, which is 39 at most */
    TRIES_KEYS_MAX = 4096,    /* buckets kept; of more the one that lacks least is forgotten */
    TRIES_SPENT_MAX = 1000,   /* no bucket gets deeper into debt */
};

struct tries {
    struct sorted buckets;    /* by key */
    int64_t       most;       /* tries of a full bucket; not encoded, as the next */
    int64_t       refill_ms;  /* for one try */
};

/* How long until another try is allowed, ms; 0: now. */
int64_t tries_wait(struct tries *tries, const char *key, int64_t now);
/* One try is used, allowed or not: tries that were under way together can make a debt. */
void tries_spend(struct tries *tries, const char *key, int64_t now);
void tries_give_back(struct tries *tries, const char *key);
/* The bucket is full again. */
void tries_forget(struct tries *tries, const char *key);
void tries_free(struct tries *tries);
void tries_encode(const struct tries *tries, struct bytes_writer *writer);
bool tries_decode(struct tries *tries, struct bytes_reader *reader);

#endif
