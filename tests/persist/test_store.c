/* tests/persist/test_store.c -- what every store must do, asked of both kinds; then what only one of
 * them can show: a Redis that dies, hangs, refuses; a memory that crashes on request. */
#include "persist/child.h"
#include "persist/store.h"
#include "tests/persist/folder.h"

#include "core/log.h"
#include "core/memory.h"

#include <hiredis/hiredis.h>

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { VALUES_MAX = 10, TIMEOUT_MS = 20000, IMPATIENT_MS = 150 };

/* One of the two kinds, empty. */
struct place {
    struct store_content *content;   /* memory */
    char                  folder[200];
    struct child         *child;     /* Redis */
};

static MAIN_THREAD int place_memory(void **state)
{
    struct place *place = memory_get(sizeof *place);
    place->content = store_content_new();
    *state = place;
    return 0;
}

static MAIN_THREAD int place_redis(void **state)
{
    struct place *place = memory_get(sizeof *place);
    char reason[200] = "";
    folder_make(place->folder);
    place->child = child_begin(place->folder, TIMEOUT_MS, reason);
    *state = place;
    if (place->child == NULL)
        print_error("%s\n", reason);
    return place->child == NULL;
}

static MAIN_THREAD int place_end(void **state)
{
    struct place *place = *state;
    if (place->content != NULL) {
        store_content_free(&place->content);
    } else {
        child_end(&place->child);
        folder_remove(place->folder);
    }
    memory_free(place);
    return 0;
}

static MAIN_THREAD struct store *place_open_within(struct place *place, const char *prefix, int64_t timeout_ms,
                                                   struct store_opening *opening)
{
    char reason[200] = "";
    if (place->content != NULL)
        return store_memory_open(place->content, prefix, opening);
    struct store *store = store_redis_open(child_where(place->child), prefix, timeout_ms, VALUES_MAX, 0, opening, reason);
    assert_string_equal(reason, "");
    assert_non_null(store);
    return store;
}

static MAIN_THREAD struct store *place_open(struct place *place, struct store_opening *opening)
{
    return place_open_within(place, "", TIMEOUT_MS, opening);
}

/* -- requests that are waited for */

static void on_done(struct store_request *request, void *owner)
{
    (void)request;
    (*(unsigned *)owner)++;
}

static void wait_for(struct store *store, const unsigned *done, unsigned count)
{
    for (;;) {
        store->kind->turn(store);
        if (*done >= count)
            return;
        struct pollfd fd = {.fd = store->kind->fd(store), .events = POLLIN};
        poll(&fd, 1, store->kind->timeout_ms(store));
    }
}

static struct store_value *values_new(unsigned count)
{
    return memory_get((count + 1) * sizeof(struct store_value));
}

static void value_set(struct store_value *value, const char *name, const char *content)
{
    snprintf(value->name, sizeof value->name, "%s", name);
    value->value = content == NULL ? NULL : text_string(content);
}

static void values_free(struct store_value *values, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        text_unref(&values[at].value);
    memory_free(values);
}

typedef void way(struct store *store, struct store_request *request);

static enum store_outcome ask_for(struct store *store, way *how, struct store_request *request)
{
    unsigned done = 0;
    request->done = on_done;
    request->owner = &done;
    how(store, request);
    assert_int_equal(done, 0);       /* never from inside the call */
    wait_for(store, &done, 1);
    assert_int_equal(done, 1);
    return request->outcome;
}

/* One value, by commit or write. */
static enum store_outcome put(struct store *store, way *how, uint64_t fence, uint64_t after, const char *name,
                              const char *content)
{
    struct store_request request = {.fence = fence, .after = after, .epoch = after + 1, .world_ms = 1000 + (int64_t)after,
                                    .values = values_new(1), .count = 1};
    value_set(request.values, name, content);
    enum store_outcome outcome = ask_for(store, how, &request);
    values_free(request.values, 1);
    return outcome;
}

/* What the store has under a name; must be freed. NULL: nothing. */
static char *get(struct store *store, const char *name)
{
    struct store_request request = {.values = values_new(1), .count = 1};
    value_set(request.values, name, NULL);
    assert_int_equal(ask_for(store, store->kind->load, &request), STORE_DONE);
    char *content = request.values->value == NULL ? NULL : memory_string(text_bytes(request.values->value));
    values_free(request.values, 1);
    return content;
}

static void must_hold(struct store *store, const char *name, const char *content)
{
    char *found = get(store, name);
    if (content == NULL)
        assert_null(found);
    else
        assert_string_equal(found == NULL ? "(nothing)" : found, content);
    memory_free(found);
}

static void must_stand(struct store *store, uint64_t fence, uint64_t epoch)
{
    struct store_request request = {.fence = 0};
    assert_int_equal(ask_for(store, store->kind->ask, &request), STORE_DONE);
    assert_int_equal(request.found_fence, fence);
    assert_int_equal(request.found_epoch, epoch);
}

/* -- of both kinds */

static MAIN_THREAD void new_store(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    assert_int_equal(opening.fence, 1);
    assert_int_equal(opening.epoch, 0);
    assert_int_equal(opening.world_ms, 0);
    assert_int_equal(opening.count, 0);
    assert_false(store->kind->away(store));
    store_opening_free(&opening);
    store->kind->close(&store);
    assert_null(store);
}

static MAIN_THREAD void commit_and_reopen(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "floor:b", "two"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 1, "floor:a", "one"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 2, "flo*r:x", "star"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 3, "body:ada", "ada"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 4, "floor:b", "two again"), STORE_DONE);
    store->kind->close(&store);

    store = place_open_within(*state, "floor:", TIMEOUT_MS, &opening);
    assert_int_equal(opening.fence, 2);
    assert_int_equal(opening.epoch, 5);
    assert_int_equal(opening.world_ms, 1004);
    assert_int_equal(opening.count, 2);
    assert_string_equal(opening.values[0].name, "floor:a");
    assert_string_equal(text_bytes(opening.values[0].value), "one");
    assert_string_equal(opening.values[1].name, "floor:b");
    assert_string_equal(text_bytes(opening.values[1].value), "two again");
    store_opening_free(&opening);
    must_hold(store, "body:ada", "ada");
    store->kind->close(&store);

    store = place_open_within(*state, "flo*", TIMEOUT_MS, &opening);   /* a name, not a pattern */
    assert_int_equal(opening.count, 1);
    store_opening_free(&opening);
    store->kind->close(&store);

    store = place_open_within(*state, "flo*r: floor:", TIMEOUT_MS, &opening);   /* several at once, in the order of names */
    assert_int_equal(opening.count, 3);
    assert_string_equal(opening.values[0].name, "flo*r:x");
    assert_string_equal(opening.values[2].name, "floor:b");
    store_opening_free(&opening);
    store->kind->close(&store);
}

static MAIN_THREAD void tombstones(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 1, "a", NULL), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 2, "never", NULL), STORE_DONE);
    must_hold(store, "a", NULL);
    must_stand(store, 1, 3);
    store->kind->close(&store);
}

static MAIN_THREAD void behind(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "other"), STORE_BEHIND);
    assert_int_equal(put(store, store->kind->commit, 1, 2, "a", "other"), STORE_BEHIND);
    assert_int_equal(put(store, store->kind->write, 1, 0, "a", "other"), STORE_BEHIND);
    must_hold(store, "a", "one");
    must_stand(store, 1, 1);
    store->kind->close(&store);
}

static MAIN_THREAD void epochs_may_skip(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    struct store_request request = {.fence = 1, .after = 0, .epoch = 9, .world_ms = 5, .values = values_new(0)};
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    assert_int_equal(request.found_epoch, 9);
    values_free(request.values, 0);
    must_stand(store, 1, 9);
    store->kind->close(&store);
}

static MAIN_THREAD void fenced(void **state)
{
    struct store_opening opening;
    struct store *old = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(old, old->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    struct store *new = place_open(*state, &opening);
    assert_int_equal(opening.fence, 2);
    store_opening_free(&opening);
    assert_int_equal(put(old, old->kind->commit, 1, 1, "a", "old"), STORE_FENCED);
    assert_int_equal(put(old, old->kind->write, 1, 1, "a", "old"), STORE_FENCED);
    must_hold(new, "a", "one");
    assert_int_equal(put(new, new->kind->commit, 2, 1, "a", "new"), STORE_DONE);
    must_stand(old, 2, 2);
    old->kind->close(&old);
    new->kind->close(&new);
}

static MAIN_THREAD void write_at_once(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->write, 1, 0, "account:ada", "hash"), STORE_DONE);
    must_hold(store, "account:ada", "hash");
    must_stand(store, 1, 0);
    assert_int_equal(put(store, store->kind->write, 1, 0, "account:ada", NULL), STORE_DONE);
    must_hold(store, "account:ada", NULL);
    store->kind->close(&store);
}

static MAIN_THREAD void load_several(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    struct text *bytes = text_new("\0\r\n\377", 4);
    struct store_request request = {.fence = 1, .after = 0, .epoch = 1, .values = values_new(1), .count = 1};
    value_set(request.values, "b", NULL);
    request.values->value = text_ref(bytes);
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    values_free(request.values, 1);

    request = (struct store_request){.values = values_new(3), .count = 3};
    value_set(&request.values[0], "a", NULL);
    value_set(&request.values[1], "b", NULL);
    value_set(&request.values[2], "c", NULL);
    assert_int_equal(ask_for(store, store->kind->load, &request), STORE_DONE);
    assert_null(request.values[0].value);
    assert_int_equal(text_length(request.values[1].value), 4);
    assert_memory_equal(text_bytes(request.values[1].value), text_bytes(bytes), 4);
    assert_null(request.values[2].value);
    values_free(request.values, 3);
    text_unref(&bytes);

    request = (struct store_request){.count = 0};
    assert_int_equal(ask_for(store, store->kind->load, &request), STORE_DONE);
    store->kind->close(&store);
}

/* count values "v<n>", every seventh a tombstone. */
static struct store_request big_commit(uint64_t fence, uint64_t after, unsigned count, const char *content)
{
    struct store_request request = {.fence = fence, .after = after, .epoch = after + 1, .world_ms = 77,
                                    .values = values_new(count), .count = count};
    for (unsigned at = 0; at < count; at++) {
        char name[32];
        snprintf(name, sizeof name, "v%03u", at);
        value_set(&request.values[at], name, at % 7 == 3 ? NULL : content);
    }
    return request;
}

static MAIN_THREAD void big_commits(void **state)
{
    static const unsigned counts[] = {VALUES_MAX, VALUES_MAX + 1, 2 * VALUES_MAX, 137};
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "v003", "to be deleted"), STORE_DONE);
    for (unsigned at = 0; at < sizeof counts / sizeof *counts; at++) {
        struct store_request request = big_commit(1, 1 + at, counts[at], "x");
        assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
        values_free(request.values, request.count);
    }
    struct store_request late = big_commit(1, 1, 137, "y");   /* big and wrong */
    assert_int_equal(ask_for(store, store->kind->commit, &late), STORE_BEHIND);
    values_free(late.values, late.count);
    store->kind->close(&store);

    store = place_open(*state, &opening);
    assert_int_equal(opening.epoch, 5);
    assert_int_equal(opening.world_ms, 77);
    assert_int_equal(opening.count, 137 - 20);
    for (unsigned at = 0; at < opening.count; at++) {
        assert_string_equal(text_bytes(opening.values[at].value), "x");
        assert_string_not_equal(opening.values[at].name, "v003");
        if (at > 0)
            assert_true(strcmp(opening.values[at - 1].name, opening.values[at].name) < 0);
    }
    store_opening_free(&opening);
    store->kind->close(&store);
}

/* What comes last is true, within one commit, too; a store whose sum did not agree would not open again. */
static MAIN_THREAD void named_twice(void **state)
{
    static const struct { const char *name, *content; } said[] = {
        { "a", "one" }, { "old", NULL }, { "b", "two" }, { "a", "three" }, { "old", "again" }, { "c", "four" }, { "c", NULL },
        { "a", "five" }, { "never", NULL },
    };
    enum { SAID = sizeof said / sizeof *said };
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "old", "zero"), STORE_DONE);
    struct store_request request = {.fence = 1, .after = 1, .epoch = 2, .values = values_new(SAID), .count = SAID};
    for (unsigned at = 0; at < SAID; at++)
        value_set(&request.values[at], said[at].name, said[at].content);
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    request.after = 2;
    assert_int_equal(ask_for(store, store->kind->write, &request), STORE_DONE);
    values_free(request.values, SAID);
    store->kind->close(&store);

    store = place_open(*state, &opening);
    assert_int_equal(opening.count, 3);
    store_opening_free(&opening);
    must_hold(store, "a", "five");
    must_hold(store, "b", "two");
    must_hold(store, "c", NULL);
    must_hold(store, "old", "again");
    store->kind->close(&store);
}

struct order {
    struct store_request *answered[8];
    unsigned              count;
};

static void on_ordered(struct store_request *request, void *owner)
{
    struct order *order = owner;
    order->answered[order->count++] = request;
}

static MAIN_THREAD void answers_in_order(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    struct order order = {.count = 0};
    struct store_request requests[4] = {big_commit(1, 0, 25, "big"), {.count = 0}, big_commit(1, 1, 3, "small"), {.count = 0}};
    requests[1] = (struct store_request){.values = values_new(1), .count = 1};
    value_set(requests[1].values, "v000", NULL);
    requests[3] = (struct store_request){.values = values_new(1), .count = 1};
    value_set(requests[3].values, "v000", NULL);
    way *ways[] = {store->kind->commit, store->kind->load, store->kind->commit, store->kind->load};
    for (unsigned at = 0; at < 4; at++) {
        requests[at].done = on_ordered;
        requests[at].owner = &order;
        ways[at](store, &requests[at]);
    }
    wait_for(store, &order.count, 4);
    for (unsigned at = 0; at < 4; at++) {
        assert_ptr_equal(order.answered[at], &requests[at]);
        assert_int_equal(requests[at].outcome, STORE_DONE);
    }
    assert_string_equal(text_bytes(requests[1].values->value), "big");
    assert_string_equal(text_bytes(requests[3].values->value), "small");
    for (unsigned at = 0; at < 4; at++)
        values_free(requests[at].values, requests[at].count);
    store->kind->close(&store);
}

static MAIN_THREAD void close_answers(void **state)
{
    struct store_opening opening;
    struct store *store = place_open(*state, &opening);
    store_opening_free(&opening);
    struct order order = {.count = 0};
    struct store_request requests[3] = {big_commit(1, 0, 25, "big"), {.count = 0}, {.count = 0}};
    requests[0].done = requests[1].done = requests[2].done = on_ordered;
    requests[0].owner = requests[1].owner = requests[2].owner = &order;
    store->kind->commit(store, &requests[0]);
    store->kind->ask(store, &requests[1]);
    store->kind->load(store, &requests[2]);
    store->kind->close(&store);
    assert_int_equal(order.count, 3);
    for (unsigned at = 0; at < 3; at++) {
        assert_ptr_equal(order.answered[at], &requests[at]);
        assert_int_equal(requests[at].outcome, STORE_AWAY);
    }
    values_free(requests[0].values, requests[0].count);
}

/* -- of memory: crashes on request */

static MAIN_THREAD void crash_before_or_after(void **state)
{
    struct place *place = *state;
    for (unsigned applied = 0; applied < 2; applied++) {
        struct store_opening opening;
        struct store *store = place_open(place, &opening);
        uint64_t fence = opening.fence, epoch = opening.epoch;
        store_opening_free(&opening);
        struct order order = {.count = 0};
        struct store_request request = big_commit(fence, epoch, 3, applied ? "applied" : "lost");
        request.done = on_ordered;
        request.owner = &order;
        store_content_hold(place->content, 2);
        store->kind->commit(store, &request);
        store->kind->turn(store);
        assert_int_equal(order.count, 0);
        store_content_crash(place->content, applied);
        assert_true(store->kind->away(store));
        store->kind->close(&store);
        assert_int_equal(order.count, 1);
        assert_int_equal(request.outcome, STORE_AWAY);
        values_free(request.values, request.count);
        store_content_hold(place->content, 0);
        store_content_look(place->content, "v", &opening);
        assert_int_equal(opening.epoch, epoch + applied);
        assert_int_equal(opening.count, applied ? 3 : 0);
        assert_int_equal(opening.fence, fence);
        store_opening_free(&opening);
    }
}

static MAIN_THREAD void held_answers_come(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    store_content_hold(place->content, 3);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    must_hold(store, "a", "one");
    store->kind->close(&store);
}

static MAIN_THREAD void away_and_refusing(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    store_content_away(place->content, true, false);
    assert_true(store->kind->away(store));
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_AWAY);
    store_content_away(place->content, false, false);
    assert_false(store->kind->away(store));
    must_hold(store, "a", NULL);
    store_content_refuse(place->content, true);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_REFUSED);
    store_content_refuse(place->content, false);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    store->kind->close(&store);
}

static MAIN_THREAD void unfenced(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    store_content_unfenced(place->content, true);
    assert_int_equal(put(store, store->kind->commit, 99, 42, "a", "anybody"), STORE_DONE);
    store->kind->close(&store);
}

/* -- of Redis: it dies, hangs, refuses */

static MAIN_THREAD void tell_redis(struct place *place, const char *words)
{
    redisContext *link = redisConnectUnix(strchr(child_where(place->child), ':') + 1);
    assert_int_equal(link->err, 0);
    redisReply *reply = redisCommand(link, words);
    assert_non_null(reply);
    assert_int_not_equal(reply->type, REDIS_REPLY_ERROR);
    freeReplyObject(reply);
    redisFree(link);
}

static MAIN_THREAD unsigned keys_of_redis(struct place *place, const char *pattern)
{
    redisContext *link = redisConnectUnix(strchr(child_where(place->child), ':') + 1);
    redisReply *reply = redisCommand(link, "KEYS %s", pattern);
    unsigned count = (unsigned)reply->elements;
    freeReplyObject(reply);
    redisFree(link);
    return count;
}

static MAIN_THREAD void wait_until_back(struct place *place, struct store *store)
{
    while (store->kind->away(store)) {
        child_turn(place->child);
        store->kind->turn(store);
        poll(&(struct pollfd){.fd = store->kind->fd(store), .events = POLLIN}, 1, 10);
    }
}

/* A store whose Redis just died may not know it yet, and say so only when it is asked. */
static MAIN_THREAD void ask_until_back(struct place *place, struct store *store, struct store_request *ask)
{
    do
        wait_until_back(place, store);
    while (ask_for(store, store->kind->ask, ask) == STORE_AWAY);
    assert_int_equal(ask->outcome, STORE_DONE);
}

static MAIN_THREAD void redis_killed(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    uint64_t epoch = 0;
    for (unsigned round = 0; round < 5; round++) {
        struct order order = {.count = 0};
        struct store_request request = big_commit(1, epoch, round % 2 == 0 ? 5 : 95, "kept");
        request.done = on_ordered;
        request.owner = &order;
        store->kind->commit(store, &request);
        for (unsigned turn = 0; turn < 2 * round; turn++)
            store->kind->turn(store);
        kill(child_pid(place->child), SIGKILL);
        wait_for(store, &order.count, 1);
        struct store_request ask = {.count = 0};
        ask_until_back(place, store, &ask);
        if (request.outcome == STORE_DONE)
            assert_int_equal(ask.found_epoch, epoch + 1);
        else
            assert_in_range(ask.found_epoch, epoch, epoch + 1);
        if (ask.found_epoch == epoch) {   /* the very same request again, over what is left of the first */
            assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
        }
        epoch++;
        values_free(request.values, request.count);
    }
    must_stand(store, 1, epoch);
    store->kind->close(&store);
}

static MAIN_THREAD void redis_hangs(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open_within(place, "", IMPATIENT_MS, &opening);
    store_opening_free(&opening);
    kill(child_pid(place->child), SIGSTOP);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_AWAY);
    assert_true(store->kind->away(store));
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_AWAY);
    kill(child_pid(place->child), SIGCONT);
    struct store_request ask = {.count = 0};
    ask_until_back(place, store, &ask);
    assert_in_range(ask.found_epoch, 0, 1);
    store->kind->close(&store);
}

static MAIN_THREAD void redis_full(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    tell_redis(place, "CONFIG SET maxmemory 1");
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_REFUSED);
    struct store_request request = big_commit(1, 0, 35, "x");
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_REFUSED);
    must_hold(store, "a", NULL);
    must_stand(store, 1, 0);
    tell_redis(place, "CONFIG SET maxmemory 0");
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    values_free(request.values, request.count);
    store->kind->close(&store);
}

static MAIN_THREAD void redis_loses_functions(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    tell_redis(place, "FUNCTION FLUSH");
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_REFUSED);
    while (put(store, store->kind->commit, 1, 0, "a", "one") != STORE_DONE)
        wait_until_back(place, store);
    must_hold(store, "a", "one");
    store->kind->close(&store);
}

/* More in one piece than one call of Redis takes: new, changed, deleted and new again. */
static MAIN_THREAD void redis_takes_many(void **state)
{
    enum { MANY = 2500, GONE = (MANY + 3) / 7 };
    struct place *place = *state;
    struct store_opening opening;
    char reason[200];
    for (unsigned epoch = 0; epoch < 4; epoch++) {
        struct store *store = store_redis_open(child_where(place->child), "", TIMEOUT_MS, MANY, 0, &opening, reason);
        assert_non_null(store);
        assert_int_equal(opening.count, epoch == 0 ? 0 : epoch == 3 ? 0 : MANY - GONE);
        store_opening_free(&opening);
        struct store_request request = big_commit(epoch + 1, epoch, MANY, epoch == 1 ? "another" : "x");
        for (unsigned at = 0; at < MANY && epoch == 2; at++)
            text_unref(&request.values[at].value);
        assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
        values_free(request.values, request.count);
        must_hold(store, "v1000", epoch == 2 ? NULL : epoch == 1 ? "another" : "x");
        store->kind->close(&store);
    }
}

/* A second server opens while the first is in the middle of its chunks. */
static MAIN_THREAD void redis_fenced_between_chunks(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *old = place_open(place, &opening);
    store_opening_free(&opening);
    struct order order = {.count = 0};
    struct store_request request = big_commit(1, 0, 95, "old");
    request.done = on_ordered;
    request.owner = &order;
    old->kind->commit(old, &request);
    while (keys_of_redis(place, "k!e:*") < 2 * VALUES_MAX)   /* two chunks are there, and it goes on */
        old->kind->turn(old);
    assert_int_equal(order.count, 0);
    struct store *new = place_open(place, &opening);
    assert_int_equal(opening.count, 0);
    assert_int_equal(opening.epoch, 0);
    store_opening_free(&opening);
    assert_int_equal(keys_of_redis(place, "k!e:*"), 0);
    wait_for(old, &order.count, 1);
    assert_int_equal(request.outcome, STORE_FENCED);
    values_free(request.values, request.count);
    assert_int_equal(keys_of_redis(place, "k!e:*"), 0);
    assert_int_equal(put(new, new->kind->commit, 2, 0, "v001", "new"), STORE_DONE);
    must_hold(new, "v000", NULL);
    old->kind->close(&old);
    new->kind->close(&new);
}

/* A second server opens while the transaction of the first is half said; then the first has never said anything. */
static MAIN_THREAD void redis_fenced_in_transaction(void **state)
{
    enum { MANY = 3000 };
    struct place *place = *state;
    struct store_opening opening;
    char reason[200];
    struct store *old = store_redis_open(child_where(place->child), "", TIMEOUT_MS, MANY, 0, &opening, reason);
    store_opening_free(&opening);
    struct order order = {.count = 0};
    struct store_request request = big_commit(1, 0, MANY, "old");
    request.done = on_ordered;
    request.owner = &order;
    old->kind->commit(old, &request);
    struct pollfd fd = {.fd = old->kind->fd(old), .events = POLLIN};
    for (unsigned answers = 0; answers < 4; answers++) {       /* of the question, and of some of twelve pieces */
        poll(&fd, 1, TIMEOUT_MS);
        old->kind->turn(old);
    }
    assert_int_equal(order.count, 0);
    struct store *new = place_open(place, &opening);
    assert_int_equal(opening.count, 0);
    store_opening_free(&opening);
    wait_for(old, &order.count, 1);
    assert_int_equal(request.outcome, STORE_FENCED);
    assert_int_equal(request.found_fence, 2);
    values_free(request.values, request.count);
    assert_int_equal(keys_of_redis(place, "k:*"), 0);
    assert_int_equal(put(new, new->kind->commit, 2, 0, "v001", "new"), STORE_DONE);
    must_hold(new, "v000", NULL);
    old->kind->close(&old);
    new->kind->close(&new);
}

/* A Redis that takes no transaction must not take what was to be inside. */
static MAIN_THREAD void redis_denies_a_word(void **state)
{
    static const char *const words[] = {"watch", "multi", "mset", "del", "exec"};
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "old", "here"), STORE_DONE);
    for (unsigned at = 0; at < sizeof words / sizeof *words; at++) {
        struct store_request request = {.fence = 1, .after = 1, .epoch = 2, .values = values_new(3), .count = 3};
        char rule[60];
        value_set(&request.values[0], "new", "written");
        value_set(&request.values[1], "old", NULL);
        value_set(&request.values[2], "some", "written");
        snprintf(rule, sizeof rule, "ACL SETUSER default -%s", words[at]);
        tell_redis(place, rule);
        assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_REFUSED);
        snprintf(rule, sizeof rule, "ACL SETUSER default +%s", words[at]);
        tell_redis(place, rule);
        values_free(request.values, request.count);
        must_hold(store, "new", NULL);
        must_hold(store, "old", "here");
        must_stand(store, 1, 1);
    }
    assert_int_equal(put(store, store->kind->commit, 1, 1, "new", "written"), STORE_DONE);
    store->kind->close(&store);
    store = place_open(place, &opening);
    assert_int_equal(opening.count, 2);
    store_opening_free(&opening);
    store->kind->close(&store);
}

/* The functions there are somebody else's, and their answers are not what was asked for. */
static MAIN_THREAD void redis_answers_otherwise(void **state)
{
    static const char *const answers[] = {"'DONE','1','0','1'", "'DONE','1','0','1',7,''", "'DONE','1','0','1','seal',''",
                                          "'DONE','1','0','1','1 0 0 1 0 00000000 00000000',7", "'DONE','1','0'"};
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    redisContext *link = redisConnectUnix(strchr(child_where(place->child), ':') + 1);
    for (unsigned at = 0; at < sizeof answers / sizeof *answers; at++) {
        char library[300];
        snprintf(library, sizeof library, "#!lua name=kallisti\nredis.register_function{function_name='kallisti_ask',"
                 "callback=function() return {%s} end,flags={'no-writes'}}", answers[at]);
        redisReply *reply = redisCommand(link, "FUNCTION LOAD REPLACE %s", library);
        assert_int_not_equal(reply->type, REDIS_REPLY_ERROR);
        freeReplyObject(reply);
        assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_REFUSED);
        must_hold(store, "a", NULL);
    }
    redisFree(link);
    store->kind->close(&store);
}

/* What a commit takes for known is so, whatever came before it: or the store's sum would be wrong, and it would not open. */
static MAIN_THREAD void redis_adds_up(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open_within(place, "", IMPATIENT_MS, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "v001", "committed"), STORE_DONE);
    assert_int_equal(put(store, store->kind->write, 1, 1, "v001", "written"), STORE_DONE);
    assert_int_equal(put(store, store->kind->write, 1, 1, "v002", "written"), STORE_DONE);
    assert_int_equal(put(store, store->kind->write, 1, 1, "v003", NULL), STORE_DONE);
    struct store_request request = big_commit(1, 1, 5, "committed again");
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    values_free(request.values, request.count);
    request = big_commit(1, 2, 35, "in chunks");
    assert_int_equal(ask_for(store, store->kind->commit, &request), STORE_DONE);
    values_free(request.values, request.count);
    assert_int_equal(put(store, store->kind->commit, 1, 3, "v034", "committed"), STORE_DONE);

    kill(child_pid(place->child), SIGSTOP);                    /* whether this is written nobody knows */
    assert_int_equal(put(store, store->kind->write, 1, 4, "v034", "unheard of"), STORE_AWAY);
    kill(child_pid(place->child), SIGCONT);
    struct store_request ask = {.count = 0};
    ask_until_back(place, store, &ask);
    must_hold(store, "v034", "unheard of");
    assert_int_equal(put(store, store->kind->commit, 1, 4, "v034", "committed"), STORE_DONE);
    store->kind->close(&store);
    store = place_open(place, &opening);
    assert_int_equal(opening.epoch, 5);
    store_opening_free(&opening);
    must_hold(store, "v034", "committed");
    store->kind->close(&store);
}

static MAIN_THREAD bool redis_refuses(struct place *place, const char *words, const char *reason)
{
    redisContext *link = redisConnectUnix(strchr(child_where(place->child), ':') + 1);
    redisReply *reply = redisCommand(link, words);
    bool refuses = reply->type == REDIS_REPLY_ERROR && strstr(reply->str, reason) != NULL;
    freeReplyObject(reply);
    redisFree(link);
    return refuses;
}

/* What was staged is gone before it could become true: then none of it does, whichever of it is missing. */
static MAIN_THREAD void redis_loses_what_was_staged(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "old", "here"), STORE_DONE);
    tell_redis(place, "FCALL kallisti_chunk 3 k:new k:old k:last 1 1 2 1 written changed written");
    tell_redis(place, "FCALL kallisti_chunk 1 k:more 1 1 2 2 written");
    tell_redis(place, "DEL k!e:2:1:3");
    assert_true(redis_refuses(place, "FCALL kallisti_flip 0 1 1 2 77 2", "INCOMPLETE no value 3 of chunk 1"));
    assert_true(redis_refuses(place, "FCALL kallisti_flip 0 1 1 2 77 3", "INCOMPLETE no value 3 of chunk 1"));
    tell_redis(place, "SET k!e:2:1:3 written");
    assert_true(redis_refuses(place, "FCALL kallisti_flip 0 1 1 2 77 3", "INCOMPLETE no chunk 3"));
    must_hold(store, "old", "here");
    must_hold(store, "new", NULL);
    must_stand(store, 1, 1);
    tell_redis(place, "FCALL kallisti_flip 0 1 1 2 77 2");
    assert_int_equal(keys_of_redis(place, "k:*"), 4);
    assert_int_equal(keys_of_redis(place, "k!e:*"), 0);
    must_hold(store, "old", "changed");
    must_hold(store, "new", "written");
    must_hold(store, "more", "written");
    store->kind->close(&store);
}

static MAIN_THREAD void redis_cannot_be_had(void **state)
{
    static const char *const wheres[] = {"", "unix:", "nonsense", "host:0", "host:65536", "host:12x", ":12",
                                         "unix:/nowhere/redis.sock", "127.0.0.1:1"};
    struct store_opening opening;
    char reason[200], path[300] = "unix:/";
    (void)state;
    memset(path + 6, 'x', 200);
    for (unsigned at = 0; at < sizeof wheres / sizeof *wheres; at++) {
        strcpy(reason, "");
        assert_null(store_redis_open(wheres[at], "", 30, VALUES_MAX, 0, &opening, reason));
        assert_string_not_equal(reason, "");
    }
    strcpy(reason, "");
    assert_null(store_redis_open(path, "", 30, VALUES_MAX, 0, &opening, reason));
    assert_string_not_equal(reason, "");
}

static MAIN_THREAD void must_be_alone(struct place *place, const char *who)
{
    char reason[200] = "";
    bool alone = store_redis_alone(child_where(place->child), TIMEOUT_MS, reason);
    if (alone != (who == NULL) || (who != NULL && strstr(reason, who) == NULL))
        fail_msg("%s: \"%s\"", alone ? "alone" : "not alone", reason);
}

/* A server is seen while it is there, by its fence; looking changes nothing, and two servers do as they always did. */
static MAIN_THREAD void redis_tells_of_servers(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    must_be_alone(place, NULL);
    struct store *old = place_open(place, &opening);
    store_opening_free(&opening);
    must_be_alone(place, "in use by a living server (kallisti-1)");
    struct store *new = place_open(place, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(old, old->kind->commit, 1, 0, "a", "old"), STORE_FENCED);
    old->kind->close(&old);
    must_be_alone(place, "(kallisti-2)");
    kill(child_pid(place->child), SIGKILL);
    struct store_request ask = {.count = 0};
    ask_until_back(place, new, &ask);
    must_be_alone(place, "(kallisti-2)");      /* its new link has the name too */
    assert_int_equal(put(new, new->kind->commit, 2, 0, "a", "new"), STORE_DONE);
    new->kind->close(&new);
    must_be_alone(place, NULL);
}

/* Its rules forbid to say one's name, or to ask for others': everything else goes on. */
static MAIN_THREAD void redis_tells_nothing(void **state)
{
    struct place *place = *state;
    struct store_opening opening;
    tell_redis(place, "ACL SETUSER default -client|setname");
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    must_be_alone(place, NULL);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    tell_redis(place, "ACL SETUSER default -client");
    must_be_alone(place, NULL);
    tell_redis(place, "FUNCTION FLUSH");       /* it has to connect and to greet again */
    while (put(store, store->kind->commit, 1, 1, "a", "two") != STORE_DONE)
        wait_until_back(place, store);
    must_hold(store, "a", "two");
    store->kind->close(&store);
}

/* Whatever an opening refuses a look finds, and mending cures. */
static MAIN_THREAD void redis_is_mended(void **state)
{
    static const char *const harms[] = { "DEL k:a", "SET k!epoch 7", "DEL k!seal" };
    struct place *place = *state;
    const char *where = child_where(place->child);
    struct store_opening opening;
    char reason[200], fault[200];
    struct store *store = place_open(place, &opening);
    store_opening_free(&opening);
    assert_int_equal(put(store, store->kind->commit, 1, 0, "a", "one"), STORE_DONE);
    assert_int_equal(put(store, store->kind->commit, 1, 1, "b", "two"), STORE_DONE);
    store->kind->close(&store);
    for (unsigned at = 0; at < sizeof harms / sizeof *harms; at++) {
        assert_true(store_redis_look(where, TIMEOUT_MS, &opening, fault, reason));
        assert_string_equal(fault, "");
        store_opening_free(&opening);
        tell_redis(place, harms[at]);
        assert_null(store_redis_open(where, "", TIMEOUT_MS, VALUES_MAX, 0, &opening, reason));
        assert_true(store_redis_look(where, TIMEOUT_MS, &opening, fault, reason));
        if (fault[0] == '\0')
            fail_msg("%s: \"%s\", but a look finds nothing", harms[at], reason);
        store_opening_free(&opening);
        assert_true(store_redis_mend(where, TIMEOUT_MS, reason));
        store = place_open(place, &opening);
        store_opening_free(&opening);
        store->kind->close(&store);
    }
}

#define BOTH(test)                                                                      \
    {#test " (memory)", test, place_memory, place_end, NULL},                           \
    {#test " (redis)", test, place_redis, place_end, NULL}
#define MEMORY(test) {#test, test, place_memory, place_end, NULL}
#define REDIS(test)  {#test, test, place_redis, place_end, NULL}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(new_store), BOTH(commit_and_reopen), BOTH(tombstones), BOTH(behind), BOTH(epochs_may_skip), BOTH(fenced),
        BOTH(write_at_once), BOTH(load_several), BOTH(big_commits), BOTH(named_twice), BOTH(answers_in_order), BOTH(close_answers),
        MEMORY(crash_before_or_after), MEMORY(held_answers_come), MEMORY(away_and_refusing), MEMORY(unfenced),
        REDIS(redis_killed), REDIS(redis_hangs), REDIS(redis_full), REDIS(redis_loses_functions), REDIS(redis_takes_many),
        REDIS(redis_fenced_between_chunks), REDIS(redis_fenced_in_transaction), REDIS(redis_denies_a_word), REDIS(redis_adds_up),
        REDIS(redis_answers_otherwise),
        REDIS(redis_loses_what_was_staged), REDIS(redis_cannot_be_had), REDIS(redis_tells_of_servers),
        REDIS(redis_tells_nothing), REDIS(redis_is_mended),
    };
    log_begin(LOG_ERROR, NULL, 20);
    int failed = cmocka_run_group_tests_name("store", tests, NULL, NULL);
    log_end();
    return failed;
}
