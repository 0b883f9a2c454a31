/* zones/tries.c -- buckets of tries (see tries.h).  Entered by the worker that runs the zone they belong to. */
#include "zones/tries.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

struct bucket {
    char    key[TRIES_KEY_SIZE];
    int64_t spent;             /* tries that had not come back at `since`; at least 1 */
    int64_t since;             /* world ms */
};

static int bucket_order(const void *item, const void *key)
{
    const struct bucket *bucket = item;
    return strcmp(bucket->key, key);
}

static void bucket_refill(const struct tries *tries, struct bucket *bucket, int64_t now)
{
    int64_t came = (now - bucket->since) / tries->refill_ms;
    bucket->spent = came < bucket->spent ? bucket->spent - came : 0;
    bucket->since += came * tries->refill_ms;
}

static void bucket_drop(struct tries *tries, unsigned at)
{
    memory_free(sorted_take(&tries->buckets, at));
}

/* The bucket as it is now, NULL when it is full. */
static struct bucket *bucket_find(struct tries *tries, const char *key, int64_t now)
{
    unsigned at;
    struct bucket *bucket = sorted_find(&tries->buckets, bucket_order, key, &at);
    if (bucket == NULL)
        return NULL;
    bucket_refill(tries, bucket, now);
    if (bucket->spent > 0)
        return bucket;
    bucket_drop(tries, at);
    return NULL;
}

/* Full ones go; when there is none, the one that lacks least, the first of its like. */
static void buckets_thin(struct tries *tries, int64_t now)
{
    unsigned least = 0;
    for (unsigned at = tries->buckets.count; at-- > 0;) {
        struct bucket *bucket = tries->buckets.items[at];
        bucket_refill(tries, bucket, now);
        if (bucket->spent == 0)
            bucket_drop(tries, at);
    }
    if (tries->buckets.count < TRIES_KEYS_MAX)
        return;
    for (unsigned at = 1; at < tries->buckets.count; at++) {
        const struct bucket *bucket = tries->buckets.items[at], *found = tries->buckets.items[least];
        if (bucket->spent < found->spent)
            least = at;
    }
    bucket_drop(tries, least);
}

static struct bucket *bucket_new(struct tries *tries, const char *key, int64_t now)
{
    unsigned at;
    if (tries->buckets.count >= TRIES_KEYS_MAX)
        buckets_thin(tries, now);
    struct bucket *bucket = memory_get(sizeof *bucket);
    snprintf(bucket->key, sizeof bucket->key, "%s", key);
    bucket->since = now;
    void *other = sorted_find(&tries->buckets, bucket_order, bucket->key, &at);
    assert(other == NULL);
    sorted_insert(&tries->buckets, at, bucket);
    return bucket;
}

int64_t tries_wait(struct tries *tries, const char *key, int64_t now)
{
    const struct bucket *bucket = bucket_find(tries, key, now);
    if (bucket == NULL || bucket->spent < tries->most)
        return 0;
    return bucket->since + (bucket->spent - tries->most + 1) * tries->refill_ms - now;
}

void tries_spend(struct tries *tries, const char *key, int64_t now)
{
    struct bucket *bucket = bucket_find(tries, key, now);
    if (bucket == NULL)
        bucket = bucket_new(tries, key, now);
    if (bucket->spent < TRIES_SPENT_MAX)
        bucket->spent++;
}

void tries_give_back(struct tries *tries, const char *key)
{
    unsigned at;
    struct bucket *bucket = sorted_find(&tries->buckets, bucket_order, key, &at);
    if (bucket != NULL && --bucket->spent <= 0)
        bucket_drop(tries, at);
}

void tries_forget(struct tries *tries, const char *key)
{
    unsigned at;
    if (sorted_find(&tries->buckets, bucket_order, key, &at) != NULL)
        bucket_drop(tries, at);
}

void tries_free(struct tries *tries)
{
    for (unsigned at = 0; at < tries->buckets.count; at++)
        memory_free(tries->buckets.items[at]);
    sorted_free(&tries->buckets);
}

void tries_encode(const struct tries *tries, struct bytes_writer *writer)
{
    put_u32(writer, tries->buckets.count);
    for (unsigned at = 0; at < tries->buckets.count; at++) {
        const struct bucket *bucket = tries->buckets.items[at];
        put_string(writer, bucket->key);
        put_i64(writer, bucket->spent);
        put_i64(writer, bucket->since);
    }
}

bool tries_decode(struct tries *tries, struct bytes_reader *reader)
{
    uint32_t count = take_u32(reader);
    if (count > TRIES_KEYS_MAX)
        return false;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct bucket *bucket = memory_get(sizeof *bucket);
        take_string(reader, bucket->key, sizeof bucket->key);
        bucket->spent = take_i64(reader);
        bucket->since = take_i64(reader);
        unsigned place;
        void *other = sorted_find(&tries->buckets, bucket_order, bucket->key, &place);
        if (other != NULL || place != tries->buckets.count)
            reader->failed = true;
        if (bucket->spent < 1 || bucket->spent > TRIES_SPENT_MAX || bucket->since < 0)
            reader->failed = true;
        sorted_insert(&tries->buckets, tries->buckets.count, bucket);
    }
    return !reader->failed;
}
