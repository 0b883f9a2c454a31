/* zones/sorted.c -- a list of pointers kept in order of a key (see sorted.h).  Entered by its owner. */
#include "zones/sorted.h"

#include "core/memory.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

void *sorted_find(const struct sorted *list, sorted_order *order, const void *key, unsigned *at)
{
    unsigned low = 0, high = list->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (order(list->items[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (at != NULL)
        *at = low;
    return low < list->count && order(list->items[low], key) == 0 ? list->items[low] : NULL;
}

void sorted_insert(struct sorted *list, unsigned at, void *item)
{
    assert(at <= list->count);
    if (list->count == list->room) {
        list->room = list->room == 0 ? 16 : list->room * 2;
        list->items = memory_resize(list->items, list->room * sizeof *list->items);
    }
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = item;
    list->count++;
}

void *sorted_take(struct sorted *list, unsigned at)
{
    assert(at < list->count);
    void *item = list->items[at];
    list->count--;
    memmove(list->items + at, list->items + at + 1, (list->count - at) * sizeof *list->items);
    return item;
}

void sorted_free(struct sorted *list)
{
    memory_free(list->items);
    *list = (struct sorted){0};
}

unsigned sorted_begins(const void *rows, unsigned count, size_t size, size_t offset, const char *word, size_t length)
{
    unsigned low = 0, high = count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        const char *name = *(const char *const *)((const char *)rows + middle * size + offset);
        if (strncasecmp(name, word, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int entity_order(entity_id a, entity_id b)
{
    if (a.incarnation != b.incarnation)
        return a.incarnation < b.incarnation ? -1 : 1;
    if (a.zone != b.zone)
        return a.zone < b.zone ? -1 : 1;
    return (a.counter > b.counter) - (a.counter < b.counter);
}
