/* core/load.c -- see load.h.  Workers write what is theirs, main reads. */
#include "core/load.h"

#include "core/memory.h"

#include <string.h>

struct load *load_new(unsigned zones)
{
    struct load *load = memory_get(sizeof *load + (zones + 1) * sizeof load->zone[0]);
    load->zones = zones;
    return load;
}

void load_free(struct load **load)
{
    memory_free(*load);
    *load = NULL;
}

#define SET(field, value) atomic_store_explicit(&(field), value, memory_order_relaxed)
#define GET(field) atomic_load_explicit(&(field), memory_order_relaxed)

void load_begin(struct load *load, unsigned worker, uint32_t zone, uint32_t type, const char *verb, int64_t now_ns)
{
    struct load_worker *mine = &load->worker[worker];
    uint64_t words[LOAD_VERB_SIZE / 8] = {0};
    memcpy(words, verb, strnlen(verb, LOAD_VERB_SIZE - 1));
    SET(mine->zone, zone);
    SET(mine->type, type);
    SET(mine->verb[0], words[0]);
    SET(mine->verb[1], words[1]);
    atomic_store_explicit(&mine->since_ns, now_ns, memory_order_release);
}

int64_t load_end(struct load *load, unsigned worker, uint32_t zone, int64_t now_ns)
{
    struct load_worker *mine = &load->worker[worker];
    int64_t took = now_ns - GET(mine->since_ns), slow = GET(load->slow_ns);
    atomic_store_explicit(&mine->since_ns, 0, memory_order_release);
    SET(load->zone[zone].ns, GET(load->zone[zone].ns) + (uint64_t)took);
    if (slow > 0 && took > slow)
        SET(mine->slow, GET(mine->slow) + 1);
    return took;
}

void load_players(struct load *load, uint32_t zone, unsigned players)
{
    SET(load->zone[zone].players, players);
}

/* Only what has stood still for a while is asked for: whoever reads sees it whole, or sees another `since`. */
bool load_doing(struct load *load, unsigned worker, int64_t before_ns, struct load_doing *doing)
{
    struct load_worker *its = &load->worker[worker];
    int64_t since = atomic_load_explicit(&its->since_ns, memory_order_acquire);
    if (since == 0 || since > before_ns)
        return false;
    uint64_t words[LOAD_VERB_SIZE / 8] = { GET(its->verb[0]), GET(its->verb[1]) };
    *doing = (struct load_doing){ .since_ns = since, .zone = GET(its->zone), .type = GET(its->type) };
    memcpy(doing->verb, words, sizeof words);
    atomic_thread_fence(memory_order_acquire);
    return GET(its->since_ns) == since;
}
