/* net/due.c -- a binary heap of alarms, each knowing its place.  Called by the net thread that owns it. */
#include "net/due.h"

#include "core/memory.h"

#include <assert.h>
#include <stddef.h>

static void heap_put(struct dues *dues, unsigned place, struct due *due)
{
    dues->heap[place] = due;
    due->place = place + 1;
}

static void heap_rise(struct dues *dues, unsigned place)
{
    struct due *due = dues->heap[place];
    while (place > 0 && dues->heap[(place - 1) / 2]->at > due->at) {
        heap_put(dues, place, dues->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    heap_put(dues, place, due);
}

static void heap_sink(struct dues *dues, unsigned place)
{
    struct due *due = dues->heap[place];
    for (;;) {
        unsigned child = 2 * place + 1;
        if (child + 1 < dues->count && dues->heap[child + 1]->at < dues->heap[child]->at) {
            child++;
        }
        if (child >= dues->count || dues->heap[child]->at >= due->at) {
            break;
        }
        heap_put(dues, place, dues->heap[child]);
        place = child;
    }
    heap_put(dues, place, due);
}

void dues_set(struct dues *dues, struct due *due, int64_t at)
{
    if (due->place != 0) {
        if (at < due->at) {
            due->at = at;
            heap_rise(dues, due->place - 1);
        }
        return;
    }
    if (dues->count == dues->room) {
        dues->room = dues->room == 0 ? 64 : dues->room * 2;
        dues->heap = memory_resize(dues->heap, dues->room * sizeof dues->heap[0]);
    }
    due->at = at;
    heap_put(dues, dues->count++, due);
    heap_rise(dues, due->place - 1);
}

void dues_unset(struct dues *dues, struct due *due)
{
    if (due->place == 0) {
        return;
    }
    unsigned place = due->place - 1;
    assert(dues->heap[place] == due);
    due->place = 0;
    struct due *last = dues->heap[--dues->count];
    if (last == due) {
        return;
    }
    heap_put(dues, place, last);
    heap_rise(dues, place);
    heap_sink(dues, last->place - 1);
}

int64_t dues_next(const struct dues *dues)
{
    return dues->count == 0 ? DUE_NEVER : dues->heap[0]->at;
}

struct due *dues_take(struct dues *dues, int64_t now)
{
    if (dues->count == 0 || dues->heap[0]->at > now) {
        return NULL;
    }
    struct due *due = dues->heap[0];
    dues_unset(dues, due);
    return due;
}

void dues_free(struct dues *dues)
{
    memory_free(dues->heap);
    *dues = (struct dues){0};
}
