/* persist/store_memory.c -- a store in plain memory: for tests, for the simulator, and for a world that
 * forgets when it stops.
 *
 * The content is a sorted array of names and values that survives the store, as a disk survives a
 * server.  A request is applied when its turn has come, so that a crash can be put before or after it.
 * Entered by the thread that owns the store. */
#include "persist/store.h"

#include "core/memory.h"

#include <string.h>

struct kept {
    char         name[KEY_SIZE];
    struct text *value;
};

struct memory_store {
    struct store          store;
    struct store_content *content;
    struct memory_store  *next;      /* of the same content */
    struct store_queue    pending;   /* asked, not yet applied */
    struct store_queue    answered;  /* to be told at the next turn */
    uint64_t              turns;
    bool                  dead;      /* its server crashed */
};

struct store_content {
    struct kept **kept;              /* sorted by name */
    unsigned      count;
    unsigned      room;
    uint64_t      fence;
    uint64_t      epoch;
    int64_t       world_ms;
    struct memory_store *stores;     /* those that are open */
    unsigned      hold;
    bool          away;
    bool          refuse;
    bool          unfenced;
};

/* -- the content */

struct store_content *store_content_new(void)
{
    return memory_get(sizeof(struct store_content));
}

void store_content_free(struct store_content **content)
{
    assert((*content)->stores == NULL);
    for (unsigned at = 0; at < (*content)->count; at++) {
        text_unref(&(*content)->kept[at]->value);
        memory_free((*content)->kept[at]);
    }
    memory_free((*content)->kept);
    memory_free(*content);
    *content = NULL;
}

/* Where the first name that is not below `name` stands. */
static unsigned content_place(const struct store_content *content, const char *name)
{
    unsigned low = 0, high = content->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (strcmp(content->kept[middle]->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool content_holds(const struct store_content *content, unsigned place, const char *name)
{
    return place < content->count && strcmp(content->kept[place]->name, name) == 0;
}

static void content_delete(struct store_content *content, const char *name)
{
    unsigned place = content_place(content, name);
    if (!content_holds(content, place, name))
        return;
    text_unref(&content->kept[place]->value);
    memory_free(content->kept[place]);
    content->count--;
    memmove(content->kept + place, content->kept + place + 1, (content->count - place) * sizeof *content->kept);
}

static void content_put(struct store_content *content, const char *name, struct text *value)
{
    unsigned place = content_place(content, name);
    if (content_holds(content, place, name)) {
        text_unref(&content->kept[place]->value);
        content->kept[place]->value = text_ref(value);
        return;
    }
    if (content->count == content->room) {
        content->room = content->room == 0 ? 64 : 2 * content->room;
        content->kept = memory_resize(content->kept, content->room * sizeof *content->kept);
    }
    memmove(content->kept + place + 1, content->kept + place, (content->count - place) * sizeof *content->kept);
    struct kept *kept = memory_get(sizeof *kept);
    strcpy(kept->name, name);
    kept->value = text_ref(value);
    content->kept[place] = kept;
    content->count++;
}

void store_content_look(const struct store_content *content, const char *prefixes, struct store_opening *found)
{
    *found = (struct store_opening){.fence = content->fence, .epoch = content->epoch, .world_ms = content->world_ms};
    for (unsigned at = 0; at < content->count; at++)
        if (store_prefix_fits(prefixes, content->kept[at]->name))
            store_opening_add(found, content->kept[at]->name, text_ref(content->kept[at]->value));
}

/* -- applying requests */

static enum store_outcome content_check(const struct store_content *content, const struct store_request *request)
{
    if (content->refuse)
        return STORE_REFUSED;
    if (content->unfenced)
        return STORE_DONE;
    if (content->fence != request->fence)
        return STORE_FENCED;
    return content->epoch == request->after ? STORE_DONE : STORE_BEHIND;
}

static enum store_outcome apply_write(struct store_content *content, struct store_request *request)
{
    enum store_outcome outcome = content_check(content, request);
    if (outcome != STORE_DONE)
        return outcome;
    for (unsigned at = 0; at < request->count; at++) {
        struct store_value *value = &request->values[at];
        if (value->value == NULL)
            content_delete(content, value->name);
        else
            content_put(content, value->name, value->value);
    }
    return STORE_DONE;
}

static enum store_outcome apply_commit(struct store_content *content, struct store_request *request)
{
    enum store_outcome outcome = apply_write(content, request);
    if (outcome == STORE_DONE) {
        content->epoch = request->epoch;
        content->world_ms = request->world_ms;
    }
    return outcome;
}

static enum store_outcome apply_load(struct store_content *content, struct store_request *request)
{
    for (unsigned at = 0; at < request->count; at++) {
        struct store_value *value = &request->values[at];
        unsigned place = content_place(content, value->name);
        text_unref(&value->value);
        if (content_holds(content, place, value->name))
            value->value = text_ref(content->kept[place]->value);
    }
    return STORE_DONE;
}

enum { WALK_PIECES = 8 };

/* Names fall into pieces whatever else comes and goes between two of them. */
static unsigned walk_piece(const char *name)
{
    unsigned sum = 0;
    for (; *name != '\0'; name++)
        sum = sum * 31 + (unsigned char)*name;
    return sum % WALK_PIECES;
}

static enum store_outcome apply_walk(struct store_content *content, struct store_request *request)
{
    request->values = memory_get((content->count + 1) * sizeof *request->values);
    request->count = 0;
    for (unsigned at = 0; at < content->count; at++) {
        const struct kept *kept = content->kept[at];
        if (walk_piece(kept->name) != request->cursor || !store_prefix_fits(request->prefixes, kept->name))
            continue;
        struct store_value *value = &request->values[request->count++];
        strcpy(value->name, kept->name);
        value->value = text_ref(kept->value);
    }
    request->cursor = (request->cursor + 1) % WALK_PIECES;
    return STORE_DONE;
}

static enum store_outcome apply_ask(struct store_content *content, struct store_request *request)
{
    (void)content;
    (void)request;
    return STORE_DONE;
}

static enum store_outcome (*const appliers[STORE_VERBS])(struct store_content *, struct store_request *) = {
    [STORE_COMMIT] = apply_commit, [STORE_WRITE] = apply_write, [STORE_LOAD] = apply_load, [STORE_ASK] = apply_ask,
    [STORE_WALK] = apply_walk,
};

static void request_apply(struct store_content *content, struct store_request *request)
{
    request->outcome = appliers[request->verb](content, request);
    request->found_fence = content->fence;
    request->found_epoch = content->epoch;
}

/* -- the store */

static void request_pend(struct store *store, struct store_request *request, enum store_verb verb)
{
    struct memory_store *memory = (struct memory_store *)store;
    assert(verb != STORE_COMMIT || request->epoch > request->after);
    request->verb = verb;
    request->due = memory->turns + memory->content->hold;
    if (memory->dead || memory->content->away) {
        request->outcome = STORE_AWAY;
        store_queue_add(&memory->answered, request);
    } else {
        store_queue_add(&memory->pending, request);
    }
}

static void memory_commit(struct store *store, struct store_request *request)
{
    request_pend(store, request, STORE_COMMIT);
}
static void memory_write(struct store *store, struct store_request *request)
{
    request_pend(store, request, STORE_WRITE);
}
static void memory_load(struct store *store, struct store_request *request)
{
    request_pend(store, request, STORE_LOAD);
}
static void memory_walk(struct store *store, struct store_request *request)
{
    assert(request->values == NULL);
    request_pend(store, request, STORE_WALK);
}
static void memory_ask(struct store *store, struct store_request *request)
{
    request_pend(store, request, STORE_ASK);
}

static void memory_turn(struct store *store)
{
    struct memory_store *memory = (struct memory_store *)store;
    while (memory->pending.first != NULL && memory->pending.first->due <= memory->turns) {
        struct store_request *request = store_queue_take(&memory->pending);
        request_apply(memory->content, request);
        store_queue_add(&memory->answered, request);
    }
    memory->turns++;
    store_queue_deliver(&memory->answered);
}

static int memory_fd(struct store *store)
{
    (void)store;
    return -1;
}

static int memory_timeout_ms(struct store *store)
{
    struct memory_store *memory = (struct memory_store *)store;
    return memory->pending.first != NULL || memory->answered.first != NULL ? 0 : -1;
}

static bool memory_away(struct store *store)
{
    struct memory_store *memory = (struct memory_store *)store;
    return memory->dead || memory->content->away;
}

/* What is under way gets no answer any more: it happened, or it did not. */
static void memory_lose(struct memory_store *memory, bool apply)
{
    struct store_request *request;
    while ((request = store_queue_take(&memory->pending)) != NULL) {
        if (apply)
            request_apply(memory->content, request);
        request->outcome = STORE_AWAY;
        store_queue_add(&memory->answered, request);
    }
}

static void memory_close(struct store **store)
{
    struct memory_store *memory = (struct memory_store *)*store;
    memory->dead = true;
    memory_lose(memory, false);
    while (memory->answered.first != NULL)
        store_queue_deliver(&memory->answered);
    struct memory_store **place = &memory->content->stores;
    while (*place != memory)
        place = &(*place)->next;
    *place = memory->next;
    memory_free(memory);
    *store = NULL;
}

static const struct store_kind memory_kind = {
    .name = "memory",
    .commit = memory_commit,
    .write = memory_write,
    .load = memory_load,
    .walk = memory_walk,
    .ask = memory_ask,
    .turn = memory_turn,
    .fd = memory_fd,
    .timeout_ms = memory_timeout_ms,
    .away = memory_away,
    .close = memory_close,
};

struct store *store_memory_open(struct store_content *content, const char *prefixes, struct store_opening *opening)
{
    content->fence++;
    store_content_look(content, prefixes, opening);
    struct memory_store *memory = memory_get(sizeof *memory);
    memory->store.kind = &memory_kind;
    memory->content = content;
    memory->next = content->stores;
    content->stores = memory;
    return &memory->store;
}

/* -- for the simulator */

void store_content_hold(struct store_content *content, unsigned turns)
{
    content->hold = turns;
}

void store_content_crash(struct store_content *content, bool apply_pending)
{
    for (struct memory_store *memory = content->stores; memory != NULL; memory = memory->next) {
        memory_lose(memory, apply_pending);
        memory->dead = true;
    }
}

void store_content_away(struct store_content *content, bool away, bool apply_pending)
{
    content->away = away;
    if (!away)
        return;
    for (struct memory_store *memory = content->stores; memory != NULL; memory = memory->next)
        memory_lose(memory, apply_pending);
}

void store_content_refuse(struct store_content *content, bool refuse)
{
    content->refuse = refuse;
}

void store_content_unfenced(struct store_content *content, bool unfenced)
{
    content->unfenced = unfenced;
}
