/* zones/timers.c -- a binary heap of due times.  Entered by the zone's own worker only. */
#include "zones/timers.h"

#include "core/memory.h"

#include <stdlib.h>

enum { TIMERS_MOST = 1 << 20 }; /* in a decoded zone: more is not a zone of ours */

static bool timer_before(const struct timer *a, const struct timer *b)
{
    return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void timers_swap(struct timers *timers, unsigned a, unsigned b)
{
    struct timer kept = timers->heap[a];
    timers->heap[a] = timers->heap[b];
    timers->heap[b] = kept;
}

static void timers_rise(struct timers *timers, unsigned at)
{
    while (at > 0 && timer_before(&timers->heap[at], &timers->heap[(at - 1) / 2])) {
        timers_swap(timers, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static void timers_sink(struct timers *timers, unsigned at)
{
    for (;;) {
        unsigned least = at;
        for (unsigned child = 2 * at + 1; child <= 2 * at + 2 && child < timers->count; child++)
            if (timer_before(&timers->heap[child], &timers->heap[least]))
                least = child;
        if (least == at)
            return;
        timers_swap(timers, at, least);
        at = least;
    }
}

static void timers_push(struct timers *timers, struct timer timer)
{
    if (timers->count == timers->room) {
        timers->room = timers->room == 0 ? 8 : timers->room * 2;
        timers->heap = memory_resize(timers->heap, timers->room * sizeof *timers->heap);
    }
    timers->heap[timers->count++] = timer;
    timers_rise(timers, timers->count - 1);
}

void timers_set(struct timers *timers, int64_t due, uint16_t kind, entity_id about, uint64_t argument)
{
    timers_push(timers, (struct timer){
        .due = due, .order = ++timers->order, .kind = kind, .about = about, .argument = argument,
    });
}

bool timers_take(struct timers *timers, int64_t now, struct timer *timer)
{
    if (timers->count == 0 || timers->heap[0].due > now)
        return false;
    *timer = timers->heap[0];
    timers->heap[0] = timers->heap[--timers->count];
    timers_sink(timers, 0);
    return true;
}

int64_t timers_due(const struct timers *timers)
{
    return timers->count == 0 ? INT64_MAX : timers->heap[0].due;
}

void timers_sweep(struct timers *timers, bool (*drop)(const struct timer *timer, void *data), void *data)
{
    unsigned kept = 0;
    for (unsigned at = 0; at < timers->count; at++)
        if (!drop(&timers->heap[at], data))
            timers->heap[kept++] = timers->heap[at];
    timers->count = kept;
    for (unsigned at = kept / 2; at-- > 0;)
        timers_sink(timers, at);
}

static int timer_compare(const void *a, const void *b)
{
    return timer_before(a, b) ? -1 : timer_before(b, a) ? 1 : 0;
}

void timers_encode(const struct timers *timers, struct bytes_writer *writer)
{
    size_t size = timers->count * sizeof(struct timer);
    struct timer *sorted = memory_get(size + 1);
    for (unsigned at = 0; at < timers->count; at++)
        sorted[at] = timers->heap[at];
    qsort(sorted, timers->count, sizeof *sorted, timer_compare);
    put_u64(writer, timers->order);
    put_u32(writer, timers->count);
    for (unsigned at = 0; at < timers->count; at++) {
        put_i64(writer, sorted[at].due);
        put_u64(writer, sorted[at].order);
        put_u16(writer, sorted[at].kind);
        put_entity(writer, sorted[at].about);
        put_u64(writer, sorted[at].argument);
    }
    memory_free(sorted);
}

bool timers_decode(struct timers *timers, struct bytes_reader *reader)
{
    timers_free(timers);
    timers->order = take_u64(reader);
    uint32_t count = take_u32(reader);
    if (count > TIMERS_MOST)
        return false;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct timer timer = { .due = take_i64(reader) };
        timer.order = take_u64(reader);
        timer.kind = take_u16(reader);
        timer.about = take_entity(reader);
        timer.argument = take_u64(reader);
        timers_push(timers, timer);
    }
    return !reader->failed;
}

void timers_free(struct timers *timers)
{
    memory_free(timers->heap);
    *timers = (struct timers){0};
}
