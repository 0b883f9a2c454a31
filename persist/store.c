/* persist/store.c -- what both kinds of store share: lists of requests, and the opening.
 *
 * Entered by the thread that owns the store. */
#include "persist/store.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

void store_queue_add(struct store_queue *queue, struct store_request *request)
{
    request->next = NULL;
    if (queue->first == NULL)
        queue->first = request;
    else
        queue->last->next = request;
    queue->last = request;
}

struct store_request *store_queue_take(struct store_queue *queue)
{
    struct store_request *request = queue->first;
    if (request != NULL) {
        queue->first = request->next;
        request->next = NULL;
    }
    return request;
}

void store_queue_deliver(struct store_queue *queue)
{
    /* A `done` may ask again and fill this very queue: that is for the next time. */
    struct store_queue answered = *queue;
    *queue = (struct store_queue){NULL, NULL};
    struct store_request *request;
    while ((request = store_queue_take(&answered)) != NULL)
        request->done(request, request->owner);
}

const char *store_prefix_next(const char *prefixes, char prefix[KEY_SIZE])
{
    if (prefixes == NULL)
        return NULL;
    size_t length = strcspn(prefixes, " ");
    assert(length < KEY_SIZE);
    memcpy(prefix, prefixes, length);
    prefix[length] = '\0';
    return prefixes[length] == '\0' ? NULL : prefixes + length + 1;
}

bool store_prefix_fits(const char *prefixes, const char *name)
{
    char prefix[KEY_SIZE];
    while (prefixes != NULL) {
        prefixes = store_prefix_next(prefixes, prefix);
        if (strncmp(name, prefix, strlen(prefix)) == 0)
            return true;
    }
    return false;
}

void store_opening_add(struct store_opening *opening, const char *name, struct text *value)
{
    assert(strlen(name) < KEY_SIZE);
    if ((opening->count & (opening->count - 1)) == 0) {   /* full at every power of two */
        size_t room = opening->count == 0 ? 1 : 2 * (size_t)opening->count;
        opening->values = memory_resize(opening->values, room * sizeof *opening->values);
    }
    struct store_value *added = &opening->values[opening->count++];
    memset(added, 0, sizeof *added);
    strcpy(added->name, name);
    added->value = value;
}

static int value_order(const void *left, const void *right)
{
    return strcmp(((const struct store_value *)left)->name, ((const struct store_value *)right)->name);
}

void store_opening_sort(struct store_opening *opening)
{
    unsigned kept = 0;
    if (opening->count != 0)
        qsort(opening->values, opening->count, sizeof *opening->values, value_order);
    for (unsigned at = 0; at < opening->count; at++) {
        if (kept > 0 && strcmp(opening->values[kept - 1].name, opening->values[at].name) == 0)
            text_unref(&opening->values[at].value);
        else
            opening->values[kept++] = opening->values[at];
    }
    opening->count = kept;
}

void store_opening_free(struct store_opening *opening)
{
    for (unsigned at = 0; at < opening->count; at++)
        text_unref(&opening->values[at].value);
    memory_free(opening->values);
    opening->values = NULL;
    opening->count = 0;
}
