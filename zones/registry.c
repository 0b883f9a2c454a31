/* zones/registry.c -- the registry as a zone kind: who hears what, requests to the store, state as bytes.
 *
 * Entered by the worker that runs the zone.  What the answers are is left to registry_account.c,
 * _change.c, _name.c and _presence.c. */
#include "zones/registry_state.h"

#include "zones/restore.h"

#include "core/log.h"
#include "core/memory.h"

#include <string.h>

enum { THINGS_MOST = 1 << 20 };     /* of one kind in the state; more is damage */

/* -- requests to the store --------------------------------------------------------------------------- */

static int pending_order(const void *item, const void *key)
{
    const struct pending *pending = item;
    const uint64_t *request = key;
    return (pending->request > *request) - (pending->request < *request);
}

static uint64_t pending_add(struct zone *zone, enum pending_kind kind, const char *name)
{
    struct registry *registry = zone->state;
    struct pending *pending = memory_get(sizeof *pending);
    pending->request = ++registry->requests;
    pending->kind = (uint8_t)kind;
    memcpy(pending->name, name, NAME_SIZE);
    sorted_insert(&registry->pending, registry->pending.count, pending);
    return pending->request;
}

void registry_load(struct zone *zone, enum pending_kind kind, const char *name, struct text *names)
{
    struct message *message = zone_mail(zone, MSG_LOAD, NO_ZONE, NO_ENTITY);
    message->load.request = pending_add(zone, kind, name);
    message->load.names = names;
    zone_emit(zone, message);
}

void registry_save(struct zone *zone, enum pending_kind kind, const char *name, struct text *records)
{
    struct message *message = zone_mail(zone, MSG_SAVE, NO_ZONE, NO_ENTITY);
    message->save.request = pending_add(zone, kind, name);
    message->save.records = records;
    zone_emit(zone, message);
}

ZONE_THREAD static void registry_store_said(struct zone *zone, uint64_t request, bool failed, struct bytes_reader *records)
{
    static void (*const said[PENDING_KINDS])(struct zone *zone, const char *name, bool failed, struct bytes_reader *records) = {
        [PENDING_ACCOUNT_LOAD] = account_loaded,
        [PENDING_ACCOUNT_SAVE] = account_saved,
        [PENDING_CHANGE_SAVE] = change_saved,
        [PENDING_NOTE_SAVE] = account_noted,
        [PENDING_PARTS_LOAD] = presence_loaded,
        [PENDING_NAME_LOAD] = name_loaded,
        [PENDING_NAME_SAVE] = name_saved,
        [PENDING_KNOW_LOAD] = know_loaded,
        [PENDING_FAREWELL_LOAD] = farewell_loaded,
        [PENDING_OWNER_LOAD] = restore_owner_loaded,
        [PENDING_RESTORE_LOAD] = restore_loaded,
        [PENDING_KIN_LOAD] = kin_loaded,
    };
    struct registry *registry = zone->state;
    unsigned at;
    struct pending *pending = sorted_find(&registry->pending, pending_order, &request, &at);
    if (pending == NULL) {
        log_zone(zone->key, "store_answer_unasked request=%llu", (unsigned long long)request);
        return;
    }
    sorted_take(&registry->pending, at);
    said[pending->kind](zone, pending->name, failed, records);
    memory_free(pending);
}

ZONE_THREAD static void registry_loaded(struct zone *zone, struct message *message)
{
    const struct text *text = message->loaded.records;
    struct bytes_reader records = text == NULL ? bytes_read("", 0) : bytes_read(text_bytes(text), text_length(text));
    records.failed = message->loaded.damaged;
    registry_store_said(zone, message->loaded.request, (message->loaded.failed || text == NULL) && !records.failed, &records);
    message_free(&message);
}

ZONE_THREAD static void registry_saved(struct zone *zone, struct message *message)
{
    struct bytes_reader nothing = bytes_read("", 0);
    registry_store_said(zone, message->saved.request, message->saved.failed, &nothing);
    message_free(&message);
}

/* -- answers ----------------------------------------------------------------------------------------- */

void registry_answer(struct zone *zone, struct message *ask, enum registry_verdict verdict, struct text *value)
{
    if (ask->ask.request == REGISTRY_RESTORE) {
        restore_answer(zone, ask, verdict, value);
        return;
    }
    struct message *answer = zone_mail(zone, MSG_ANSWER, ask->from, NO_ENTITY);
    answer->answer.request = ask->ask.request;
    answer->answer.verdict = (uint8_t)verdict;
    answer->answer.session = ask->ask.session;
    memcpy(answer->answer.account, ask->ask.account, NAME_SIZE);
    memcpy(answer->answer.name, ask->ask.name, NAME_SIZE);
    answer->answer.value = value;
    answer->answer.aloud = ask->ask.aloud;
    answer->answer.slot = ask->ask.slot;
    message_free(&ask);
    zone_emit(zone, answer);
}

void registry_close(struct zone *zone, struct slot *slot, const char *words)
{
    if (slot == NULL)
        return;
    zone_answer_begin(zone, slot);
    zone_say(zone, "%s", words);
    zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
}

/* -- who hears what ---------------------------------------------------------------------------------- */

ZONE_THREAD static void registry_asked(struct zone *zone, struct message *message)
{
    if (message->ask.request == REGISTRY_RESERVE_NAME)
        name_asked(zone, message);
    else if (message->ask.request == REGISTRY_KNOW_NAME)
        know_asked(zone, message);
    else if (message->ask.request == REGISTRY_RESTORE)
        restore_asked(zone, message);
    else
        account_asked(zone, message);
}

ZONE_THREAD static void registry_answered(struct zone *zone, struct message *message)
{
    if (message->answer.request == REGISTRY_RESERVE_NAME)
        character_name_answered(zone, message);
    message_free(&message);
}

/* About nobody: of a box that was frozen for us.  Else it was for somebody who rests here and has no ears any more. */
ZONE_THREAD static void registry_box_answer(struct zone *zone, struct message *message)
{
    if (!entity_none(message->about)) {
        zone_mail_lost(zone, message);
        return;
    }
    delete_box_answered(zone, &message->box_answer);
    message_free(&message);
}

ZONE_THREAD static void registry_durable(struct zone *zone, struct message *message)
{
    presence_durable(zone, message->durable.epoch);
    message_free(&message);
}

/* A line typed by somebody whose character has just come to rest: his connection lost its body. */
ZONE_THREAD static void registry_command(struct zone *zone, struct message *message)
{
    registry_close(zone, message->command.slot, "Your character has left the game. Please connect again.\n");
}

ZONE_THREAD static void registry_hangup(struct zone *zone, struct message *message)
{
    (void)zone;
    message_free(&message);         /* of one who rests here: he has no connection any more */
}

ZONE_THREAD static void registry_lost(struct zone *zone, struct message *message)
{
    char who[48];
    log_zone(zone->key, "mail_lost who=%s", entity_text(message->about, who));
    message_free(&message);
}

ZONE_THREAD static void registry_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    static void (*const handlers[MSG_TYPES])(struct zone *zone, struct message *message) = {
        [MSG_ASK]      = registry_asked,
        [MSG_ANSWER]   = registry_answered,
        [MSG_KIN_ASK]  = kin_asked,
        [MSG_BOX_ANSWER] = registry_box_answer,
        [MSG_LOADED]   = registry_loaded,
        [MSG_SAVED]    = registry_saved,
        [MSG_WALKED]   = restore_walked,
        [MSG_DURABLE]  = registry_durable,
        [MSG_TAKEOVER] = presence_takeover,
        [MSG_COMMAND]  = registry_command,
        [MSG_HANGUP]   = registry_hangup,
        [MSG_LOST]     = registry_lost,
    };
    (void)lookup;
    if (handlers[message->type] != NULL)
        handlers[message->type](zone, message);
    else
        zone_mail_lost(zone, message);
}

/* Everybody may come home. */
static const char *registry_refuse(struct zone *zone, const struct parcel *parcel, const struct message *arrive)
{
    (void)zone;
    (void)parcel;
    (void)arrive;
    return NULL;
}

/* -- birth, end, bytes ------------------------------------------------------------------------------- */

static void registry_begin(struct zone *zone)
{
    const struct options *options = zone->setting->options;
    struct registry *registry = memory_get(sizeof *registry);
    registry->tries.most = options->login_tries_per_account;
    registry->tries.refill_ms = options->login_tries_refill_s * 1000;
    zone->state = registry;
}

static void registry_end(struct zone *zone)
{
    struct registry *registry = zone->state;
    for (unsigned at = 0; at < registry->accounts.count; at++)
        account_free(registry->accounts.items[at]);
    for (unsigned at = 0; at < registry->claims.count; at++)
        claim_free(registry->claims.items[at]);
    for (unsigned at = 0; at < registry->resting.count; at++)
        resting_free(registry->resting.items[at]);
    for (unsigned at = 0; at < registry->pending.count; at++)
        memory_free(registry->pending.items[at]);
    sorted_free(&registry->accounts);
    sorted_free(&registry->claims);
    sorted_free(&registry->resting);
    sorted_free(&registry->pending);
    tries_free(&registry->tries);
    message_list_free(&registry->naming);
    if (registry->restoring != NULL)
        restore_free(&registry->restoring);
    memory_free(registry);
    zone->state = NULL;
}

static void restoring_encode(const struct registry *registry, struct bytes_writer *writer)
{
    put_u32(writer, registry->naming.length);
    for (const struct message *ask = registry->naming.first; ask != NULL; ask = ask->next)
        message_encode(ask, writer);
    put_u64(writer, registry->walk);
    put_string(writer, registry->restored);
    put_u8(writer, registry->restoring != NULL);
    if (registry->restoring != NULL)
        restore_encode(registry->restoring, writer);
}

static bool restoring_decode(struct registry *registry, struct bytes_reader *reader)
{
    uint32_t count = take_u32(reader);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct message *ask = message_decode(reader);
        if (ask != NULL)
            message_list_add(&registry->naming, ask);
        if (ask == NULL || ask->type != MSG_ASK)
            reader->failed = true;
    }
    registry->walk = take_u64(reader);
    take_string(reader, registry->restored, sizeof registry->restored);
    if (take_u8(reader) == 1)
        registry->restoring = restore_decode(reader);
    return !reader->failed && (registry->restoring == NULL || registry->walk != 0);
}

static void registry_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct registry *registry = zone->state;
    put_u64(writer, registry->requests);
    put_u32(writer, registry->grants);
    put_u64(writer, registry->durable);
    put_u32(writer, registry->accounts.count);
    for (unsigned at = 0; at < registry->accounts.count; at++)
        account_encode(registry->accounts.items[at], writer);
    put_u32(writer, registry->claims.count);
    for (unsigned at = 0; at < registry->claims.count; at++)
        claim_encode(registry->claims.items[at], writer);
    put_u32(writer, registry->resting.count);
    for (unsigned at = 0; at < registry->resting.count; at++)
        resting_encode(registry->resting.items[at], writer);
    put_u32(writer, registry->pending.count);
    for (unsigned at = 0; at < registry->pending.count; at++) {
        const struct pending *pending = registry->pending.items[at];
        put_u64(writer, pending->request);
        put_u8(writer, pending->kind);
        put_string(writer, pending->name);
    }
    tries_encode(&registry->tries, writer);
    put_u8(writer, registry->parting);
    books_put(writer, &registry->parted);
    restoring_encode(registry, writer);
}

static bool pending_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct registry *registry = zone->state;
    struct pending pending = { .request = take_u64(reader), .kind = take_u8(reader) };
    take_string(reader, pending.name, sizeof pending.name);
    unsigned at;
    void *other = sorted_find(&registry->pending, pending_order, &pending.request, &at);
    if (reader->failed || pending.kind >= PENDING_KINDS || other != NULL || at != registry->pending.count)
        return false;
    struct pending *kept = memory_get(sizeof *kept);
    *kept = pending;
    sorted_insert(&registry->pending, at, kept);
    return true;
}

static bool things_decode(struct zone *zone, struct bytes_reader *reader,
                          bool (*decode)(struct zone *zone, struct bytes_reader *reader))
{
    uint32_t count = take_u32(reader);
    if (count > THINGS_MOST)
        return false;
    for (uint32_t at = 0; at < count; at++)
        if (!decode(zone, reader))
            return false;
    return !reader->failed;
}

static bool registry_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct registry *registry = zone->state;
    registry->requests = take_u64(reader);
    registry->grants = take_u32(reader);
    registry->durable = take_u64(reader);
    if (!things_decode(zone, reader, account_take) || !things_decode(zone, reader, claim_decode)
        || !things_decode(zone, reader, resting_decode) || !things_decode(zone, reader, pending_decode)
        || !tries_decode(&registry->tries, reader))
        return false;
    registry->parting = take_u8(reader) != 0;
    return books_take(reader, &registry->parted) && restoring_decode(registry, reader);
}

const struct zone_kind_table zone_registry = {
    .name = "registry",
    .begin = registry_begin,
    .end = registry_end,
    .apply = registry_apply,
    .refuse = registry_refuse,
    .admit = presence_admit,
    .settle = presence_settle,
    .holds = presence_holds,
    .encode = registry_encode,
    .decode = registry_decode,
};
