/* persist/store_now.c -- see store_now.h.  Entered by main, before threads start or where none do. */
#include "persist/store_now.h"

#include <poll.h>

static void on_done(struct store_request *request, void *owner)
{
    (void)request;
    *(bool *)owner = true;
}

enum store_outcome store_write_now(struct store *store, struct store_opening *opening, struct store_value *values, unsigned count)
{
    bool done = false;
    struct store_request request = {
        .fence = opening->fence, .after = opening->epoch, .values = values, .count = count, .done = on_done, .owner = &done,
    };
    store->kind->write(store, &request);
    store->kind->turn(store);
    while (!done) {
        struct pollfd ready = { .fd = store->kind->fd(store), .events = POLLIN };
        poll(&ready, 1, store->kind->timeout_ms(store));
        store->kind->turn(store);
    }
    if (request.outcome == STORE_DONE)
        opening->revision = request.found_revision;
    return request.outcome;
}

const char *store_outcome_words(enum store_outcome outcome)
{
    static const char *const words[] = {
        [STORE_DONE] = "it is written", [STORE_FENCED] = "another server owns the store",
        [STORE_BEHIND] = "the store is not as it was when it was opened", [STORE_AWAY] = "the store does not answer",
        [STORE_REFUSED] = "the store takes no writing",
    };
    return words[outcome];
}
