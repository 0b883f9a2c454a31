/* bench/fill.c -- a store with many characters in it, to see what they cost a server that starts.
 *
 *     fill DATA [--characters 100000]
 *
 * Starts the embedded Redis of that data folder, opens the store as a server does, and commits the three records of
 * each of so many newborn characters.  They belong to no account, so nobody can log in as one, and --fsck will say so:
 * to the start they are as heavy as any. */
#include "core/clock.h"
#include "core/memory.h"
#include "persist/child.h"
#include "persist/record.h"
#include "persist/store.h"
#include "zones/world/newborn.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_MS = 60000, VALUES_MOST = 2000, AT_ONCE = 1000, CHARACTER_NAME_BASE = 26 };

static void committed(struct store_request *request, void *owner)
{
    (void)request;
    *(bool *)owner = true;
}

/* Letters only: Aaaaa, Baaaa, ... */
static void name_of(unsigned number, char name[NAME_SIZE])
{
    unsigned at = 0;
    for (; at < 8; at++, number /= CHARACTER_NAME_BASE)
        name[at] = (char)((at == 0 ? 'A' : 'a') + number % CHARACTER_NAME_BASE);
    name[at] = '\0';
}

static void character_values(const struct setting *setting, unsigned number, struct store_value values[PARCEL_PARTS])
{
    char name[NAME_SIZE];
    name_of(number, name);
    struct text *newborn = character_newborn(setting, (entity_id){ 1, 1, number + 1 }, name, name, "they");
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        struct text *content = text_new(parcel.part[part], parcel.length[part]);
        parcel_record_name(values[part].name, part, name);
        values[part].value = record_seal(values[part].name, 1, 1, content);
        text_unref(&content);
    }
    text_unref(&newborn);
}

/* False when the store did not take them. */
static bool commit(struct store *store, uint64_t fence, uint64_t *epoch, struct store_value *values, unsigned count)
{
    bool done = false;
    struct store_request request = { .fence = fence, .after = *epoch, .epoch = *epoch + 1, .world_ms = 1, .values = values,
                                     .count = count, .done = committed, .owner = &done };
    store->kind->commit(store, &request);
    while (!done) {
        struct pollfd wake = { .fd = store->kind->fd(store), .events = POLLIN };
        poll(&wake, 1, store->kind->timeout_ms(store));
        store->kind->turn(store);
    }
    *epoch += 1;
    for (unsigned at = 0; at < count; at++)
        text_unref(&values[at].value);
    return request.outcome == STORE_DONE;
}

MAIN_THREAD static bool fill(struct store *store, const struct store_opening *opening, unsigned characters)
{
    struct options options;
    options_begin(&options);
    unsigned mistakes = 0;
    struct rules *rules = rules_load(options.game_tables, stderr, &mistakes);
    if (rules == NULL)
        return false;
    struct setting setting = { .options = &options, .rules = rules };
    struct store_value *values = memory_get(AT_ONCE * PARCEL_PARTS * sizeof *values);
    uint64_t epoch = opening->epoch;
    bool good = true;
    for (unsigned from = 0; from < characters && good; from += AT_ONCE) {
        unsigned count = characters - from < AT_ONCE ? characters - from : AT_ONCE;
        for (unsigned at = 0; at < count; at++)
            character_values(&setting, from + at, values + at * PARCEL_PARTS);
        good = commit(store, opening->fence, &epoch, values, count * PARCEL_PARTS);
    }
    memory_free(values);
    rules_free(&rules);
    return good;
}

MAIN_THREAD static int run(const char *folder, unsigned characters)
{
    char reason[200];
    struct store_opening opening;
    struct child *child = child_begin(folder, TIMEOUT_MS, reason);
    struct store *store = child == NULL ? NULL : store_redis_open(child_where(child), "floor:", TIMEOUT_MS, VALUES_MOST, 0,
                                                                  &opening, reason);
    bool good = store != NULL && fill(store, &opening, characters);
    if (!good)
        fprintf(stderr, "fill: %s\n", store == NULL ? reason : "the store did not take it");
    if (store != NULL) {
        store->kind->close(&store);
        store_opening_free(&opening);
    }
    if (child != NULL)
        child_end(&child);
    return good ? 0 : 1;
}

int main(int count, char **words)
{
    unsigned characters = 100000;
    if (count == 4 && strcmp(words[2], "--characters") == 0)
        characters = (unsigned)strtoul(words[3], NULL, 10);
    else if (count != 2) {
        fprintf(stderr, "fill DATA [--characters N]\n");
        return 2;
    }
    thread_role_begin(&main_role);
    clock_begin(0);
    int status = run(words[1], characters);
    thread_role_end(&main_role);
    return status;
}
