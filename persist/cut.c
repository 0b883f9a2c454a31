/* persist/cut.c -- collecting the parts of a cut into what one commit writes.
 *
 * Entered by the persist thread alone. */
#include "persist/cut.h"

#include "core/memory.h"
#include "persist/record.h"

#include <stdlib.h>
#include <string.h>

void cut_begin(struct cut *cut, uint64_t epoch, int64_t begun_ms)
{
    *cut = (struct cut){.epoch = epoch, .merged = 1, .begun_ms = begun_ms};
}

static void cut_take(struct cut *cut, struct message *message)
{
    if (cut->count == cut->room) {
        cut->room = cut->room == 0 ? 64 : 2 * cut->room;
        cut->records = memory_resize(cut->records, cut->room * sizeof *cut->records);
    }
    cut->records[cut->count] = (struct cut_record){.message = message, .order = cut->count};
    cut->count++;
}

void cut_add(struct cut *cut, struct message_list *records, int64_t world_ms)
{
    struct message *message;
    if (world_ms > cut->world_ms)
        cut->world_ms = world_ms;
    while ((message = message_list_take(records)) != NULL) {
        assert(message->type == MSG_RECORD);
        assert(message->record.name[0] != '\0');
        cut_take(cut, message);
    }
}

/* By name; of one name the one to keep last. */
static int record_order(const void *left_record, const void *right_record)
{
    const struct cut_record *left = left_record, *right = right_record;
    int order = strcmp(left->message->record.name, right->message->record.name);
    if (order != 0)
        return order;
    uint64_t left_version = left->message->record.version, right_version = right->message->record.version;
    if (left_version != right_version)
        return left_version < right_version ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

void cut_settle(struct cut *cut, bool by_version)
{
    unsigned kept = 0;
    for (unsigned at = 0; at < cut->count && !by_version; at++)
        cut->records[at].message->record.version = 0;
    if (cut->count > 1)
        qsort(cut->records, cut->count, sizeof *cut->records, record_order);
    for (unsigned at = 0; at < cut->count; at++) {
        bool again = kept > 0 && strcmp(cut->records[kept - 1].message->record.name,
                                        cut->records[at].message->record.name) == 0;
        if (again)
            message_free(&cut->records[--kept].message);
        cut->records[kept++] = cut->records[at];
    }
    for (unsigned at = 0; at < kept; at++)
        cut->records[at].order = at;
    cut->count = kept;
}

void cut_merge(struct cut *cut, struct cut *later)
{
    assert(later->epoch > cut->epoch);
    for (unsigned at = 0; at < later->count; at++)
        cut_take(cut, later->records[at].message);
    later->count = 0;
    cut->epoch = later->epoch;
    cut->merged += later->merged;
    cut->begun_ms = later->begun_ms;
    if (later->world_ms > cut->world_ms)
        cut->world_ms = later->world_ms;
    cut_settle(cut, true);
    cut_end(later);
}

struct store_value *cut_seal(struct cut *cut, unsigned *count)
{
    struct store_value *values = memory_get((cut->count + 1) * sizeof *values);
    for (unsigned at = 0; at < cut->count; at++) {
        const struct msg_record *record = &cut->records[at].message->record;
        strcpy(values[at].name, record->name);
        if (record->content != NULL)
            values[at].value = record_seal(record->name, cut->epoch, record->version, record->content);
        message_free(&cut->records[at].message);
    }
    *count = cut->count;
    cut->count = 0;
    cut_end(cut);
    return values;
}

void cut_end(struct cut *cut)
{
    for (unsigned at = 0; at < cut->count; at++)
        message_free(&cut->records[at].message);
    memory_free(cut->records);
    cut->records = NULL;
    cut->count = 0;
    cut->room = 0;
}
