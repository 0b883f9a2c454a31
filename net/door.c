/* net/door.c -- two small hash tables of addresses behind a lock.  Net threads enter at accept and close, and
 * when a client asks for the table of MSSP. */
#include "net/door.h"

#include "core/memory.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { BUCKETS = 4096, CALENDAR = 4096, MINUTE_MS = 60000 };

struct visitor {
    struct visitor *next;
    struct in6_addr address;
    int64_t         connections;
};

struct door {
    int64_t         sessions_max, sessions_per_address, tellings_per_minute; /* set when it is made */
    unsigned char   key[crypto_shorthash_KEYBYTES];     /* secret: nobody can choose addresses of one bucket */
    pthread_mutex_t lock;                               /* for what follows */
    int64_t         sessions;
    struct visitor *buckets[BUCKETS];
    /* World ms until which an address has had all that it has been told.  Addresses of one place share it: this
     * outlives connections, so it must not grow with them. */
    int64_t         told_until[CALENDAR];
};

static struct in6_addr household(const struct in6_addr *address)
{
    struct in6_addr counted = *address;
    if (!IN6_IS_ADDR_V4MAPPED(address)) {
        memset(counted.s6_addr + 8, 0, 8);
    }
    return counted;
}

static uint64_t hash_of(const struct door *door, const struct in6_addr *address)
{
    uint64_t hash;
    crypto_shorthash((unsigned char *)&hash, address->s6_addr, sizeof address->s6_addr, door->key);
    return hash;
}

/* The place that points at the visitor, or at the NULL where he would be. */
static struct visitor **visitor_find(struct door *door, const struct in6_addr *address)
{
    struct visitor **place = &door->buckets[hash_of(door, address) % BUCKETS];
    while (*place != NULL && memcmp(&(*place)->address, address, sizeof *address) != 0) {
        place = &(*place)->next;
    }
    return place;
}

static enum door_answer count_in(struct door *door, const struct in6_addr *address)
{
    if (door->sessions >= door->sessions_max) {
        return DOOR_FULL;
    }
    struct visitor **place = visitor_find(door, address);
    if (*place == NULL) {
        *place = memory_get(sizeof **place);
        (*place)->address = *address;
    }
    if ((*place)->connections >= door->sessions_per_address) {
        return DOOR_ADDRESS_FULL;
    }
    (*place)->connections++;
    door->sessions++;
    return DOOR_LET_IN;
}

enum door_answer door_enter(struct door *door, const struct in6_addr *address)
{
    struct in6_addr counted = household(address);
    pthread_mutex_lock(&door->lock);
    enum door_answer answer = count_in(door, &counted);
    pthread_mutex_unlock(&door->lock);
    return answer;
}

void door_leave(struct door *door, const struct in6_addr *address)
{
    struct in6_addr counted = household(address);
    pthread_mutex_lock(&door->lock);
    struct visitor **place = visitor_find(door, &counted);
    assert(*place != NULL);
    door->sessions--;
    struct visitor *visitor = *place;
    if (--visitor->connections == 0) {
        *place = visitor->next;
        memory_free(visitor);
    }
    pthread_mutex_unlock(&door->lock);
}

bool door_may_tell(struct door *door, const struct in6_addr *address, int64_t now)
{
    struct in6_addr counted = household(address);
    int64_t each = MINUTE_MS / door->tellings_per_minute;
    pthread_mutex_lock(&door->lock);
    int64_t *until = &door->told_until[hash_of(door, &counted) % CALENDAR];
    int64_t begin = *until > now ? *until : now;
    bool may = begin + each <= now + MINUTE_MS;
    if (may) {
        *until = begin + each;
    }
    pthread_mutex_unlock(&door->lock);
    return may;
}

struct door *door_new(const struct options *options)
{
    if (sodium_init() < 0) {
        return NULL;
    }
    struct door *door = memory_get(sizeof *door);
    door->sessions_max = options->net_sessions_max;
    door->sessions_per_address = options->net_sessions_per_address;
    door->tellings_per_minute = options->net_census_per_minute;
    crypto_shorthash_keygen(door->key);
    pthread_mutex_init(&door->lock, NULL);
    return door;
}

void door_narrow(struct door *door, int64_t sessions_max)
{
    if (sessions_max < door->sessions_max) {
        door->sessions_max = sessions_max;
    }
}

void door_free(struct door **door)
{
    if (*door == NULL) {
        return;
    }
    for (unsigned bucket = 0; bucket < BUCKETS; bucket++) {
        while ((*door)->buckets[bucket] != NULL) {
            struct visitor *visitor = (*door)->buckets[bucket];
            (*door)->buckets[bucket] = visitor->next;
            memory_free(visitor);
        }
    }
    pthread_mutex_destroy(&(*door)->lock);
    memory_free(*door);
    *door = NULL;
}
