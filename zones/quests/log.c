/* zones/quests/log.c -- see log.h.  Entered by the zone's worker. */
#include "zones/quests/log.h"

#include "core/memory.h"

#include <string.h>

static const char *entry_key(const struct quest_entry *entry)
{
    return entry->quest != NULL ? entry->quest->key : entry->key;
}

/* Where it is, or belongs. */
static unsigned place_of(const struct quest_log *log, const char *key)
{
    unsigned low = 0, high = log->count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (strcmp(entry_key(&log->entries[middle]), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct quest_entry *quest_log_find(const struct quest_log *log, const struct quest_proto *quest)
{
    unsigned at = place_of(log, quest->key);
    return at < log->count && log->entries[at].quest == quest ? &log->entries[at] : NULL;
}

struct quest_entry *quest_log_add(struct quest_log *log, const struct quest_proto *quest)
{
    unsigned at = place_of(log, quest->key);
    if (at < log->count && log->entries[at].quest == quest)
        return &log->entries[at];
    log->entries = memory_resize(log->entries, (log->count + 1) * sizeof *log->entries);
    memmove(log->entries + at + 1, log->entries + at, (log->count - at) * sizeof *log->entries);
    log->entries[at] = (struct quest_entry){ .quest = quest };
    log->count++;
    return &log->entries[at];
}

void quest_log_drop(struct quest_log *log, struct quest_entry *entry)
{
    unsigned at = (unsigned)(entry - log->entries);
    assert(at < log->count);
    entry->going = false;
    entry->step = 0;
    entry->count = 0;
    if (entry->done > 0)
        return;
    memory_free(entry->key);
    log->count--;
    memmove(log->entries + at, log->entries + at + 1, (log->count - at) * sizeof *log->entries);
}

unsigned quest_log_going(const struct quest_log *log)
{
    unsigned count = 0;
    for (unsigned at = 0; at < log->count; at++)
        count += log->entries[at].going;
    return count;
}

uint32_t quest_log_done(const struct quest_log *log)
{
    uint32_t count = 0;
    for (unsigned at = 0; at < log->count; at++)
        count += log->entries[at].done;
    return count;
}

void quest_log_free(struct quest_log *log)
{
    for (unsigned at = 0; at < log->count; at++)
        memory_free(log->entries[at].key);
    memory_free(log->entries);
    *log = (struct quest_log){0};
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void quest_log_put(struct bytes_writer *writer, const struct quest_log *log)
{
    put_u16(writer, (uint16_t)log->count);
    for (unsigned at = 0; at < log->count; at++) {
        const struct quest_entry *entry = &log->entries[at];
        put_string(writer, entry_key(entry));
        put_u8(writer, entry->going);
        put_u8(writer, entry->step);
        put_u32(writer, entry->count);
        put_u32(writer, entry->done);
        put_i64(writer, entry->done_at);
    }
}

/* Of a quest that has fewer steps than it once had, only the telling is left. */
static void entry_take(struct bytes_reader *reader, const struct world *world, struct quest_log *log)
{
    char key[QUEST_KEY_SIZE];
    struct quest_entry entry = {0};
    take_string(reader, key, sizeof key);
    uint8_t going = take_u8(reader);
    entry.step = take_u8(reader);
    entry.count = take_u32(reader);
    entry.done = take_u32(reader);
    entry.done_at = take_i64(reader);
    entry.going = going != 0;
    bool in_order = log->count == 0 || strcmp(entry_key(&log->entries[log->count - 1]), key) < 0;
    if (going > 1 || entry.done_at < 0 || key[0] == '\0' || !in_order || (!entry.going && entry.done == 0))
        reader->failed = true;
    if (reader->failed)
        return;
    entry.quest = world_quest(world, key);
    if (entry.quest == NULL)
        entry.key = memory_string(key);
    else if (entry.step > entry.quest->step_count)
        entry.step = (uint8_t)entry.quest->step_count;
    log->entries[log->count++] = entry;
}

void quest_log_take(struct bytes_reader *reader, const struct world *world, struct quest_log *log)
{
    assert(log->count == 0);
    uint16_t count = take_u16(reader);
    if (count > QUESTS_KEPT_MOST)
        reader->failed = true;
    if (reader->failed || count == 0)
        return;
    log->entries = memory_get(count * sizeof *log->entries);
    for (uint16_t at = 0; at < count && !reader->failed; at++)
        entry_take(reader, world, log);
}
