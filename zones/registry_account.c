/* zones/registry_account.c -- accounts: in memory, as records, and the questions about them.
 *
 * Entered by the worker that runs the registry.  An account that is not in memory is loaded first, once,
 * and whoever asks meanwhile waits behind that. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"

#include <string.h>
#include <strings.h>

enum { ACCOUNT_RECORD_VERSION = 1, CHARACTERS_MOST = 256, WAITING_MOST = 1024 };

/* -- in memory --------------------------------------------------------------------------------------- */

static int account_order(const void *item, const void *key)
{
    const struct account *account = item;
    return strcmp(account->name, key);
}

struct account *account_find(const struct zone *zone, const char *name)
{
    const struct registry *registry = zone->state;
    return sorted_find(&registry->accounts, account_order, name, NULL);
}

struct account_character *account_character(const struct account *account, const char *name)
{
    for (unsigned at = 0; at < account->count; at++)
        if (strcasecmp(account->characters[at].name, name) == 0)
            return &account->characters[at];
    return NULL;
}

struct account_character *account_character_id(const struct account *account, entity_id who)
{
    for (unsigned at = 0; at < account->count; at++)
        if (entity_same(account->characters[at].id, who))
            return &account->characters[at];
    return NULL;
}

void account_add_character(struct account *account, const char *name, entity_id id)
{
    account->characters = memory_resize(account->characters, (account->count + 1) * sizeof *account->characters);
    struct account_character *character = &account->characters[account->count++];
    *character = (struct account_character){ .id = id };
    snprintf(character->name, sizeof character->name, "%s", name);
}

struct text *account_names(const struct account *account)
{
    struct bytes_writer names = {0};
    for (unsigned at = 0; at < account->count; at++) {
        const char *name = account->characters[at].name;
        put_bytes(&names, name, strlen(name));
        put_bytes(&names, "\n", 1);
    }
    struct text *text = bytes_text(&names);
    bytes_free(&names);
    return text;
}

void account_free(struct account *account)
{
    text_unref(&account->hash);
    memory_free(account->characters);
    if (account->making != NULL)
        message_free(&account->making);
    if (account->entering != NULL)
        message_free(&account->entering);
    message_list_free(&account->waiting);
    memory_free(account);
}

static bool account_needed(const struct zone *zone, const struct account *account)
{
    if (account->state != ACCOUNT_KNOWN)
        return account->state != ACCOUNT_ABSENT;
    if (account->presence != PRESENCE_OFFLINE || account->making != NULL)
        return true;
    for (unsigned at = 0; at < account->count; at++)
        if (presence_holds(zone, account->characters[at].id))
            return true;
    return false;
}

void account_settle(struct zone *zone, struct account *account)
{
    struct registry *registry = zone->state;
    unsigned at;
    if (account_needed(zone, account))
        return;
    assert(account->waiting.first == NULL && account->entering == NULL);
    void *found = sorted_find(&registry->accounts, account_order, account->name, &at);
    assert(found == account);
    sorted_take(&registry->accounts, at);
    account_free(account);
}

/* -- as a record ------------------------------------------------------------------------------------- */

void account_put_record(struct bytes_writer *records, const struct account *account, const char *name, entity_id id)
{
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "account:%s", account->name);
    struct bytes_writer content = {0};
    put_u8(&content, ACCOUNT_RECORD_VERSION);
    put_string(&content, account->name);
    put_string(&content, text_bytes(account->hash));
    put_i64(&content, account->created);
    put_u16(&content, (uint16_t)(account->count + (name != NULL)));
    for (unsigned at = 0; at < account->count; at++) {
        put_string(&content, account->characters[at].name);
        put_entity(&content, account->characters[at].id);
    }
    if (name != NULL) {
        put_string(&content, name);
        put_entity(&content, id);
    }
    struct text *text = bytes_text(&content);
    put_string(records, key);
    put_text(records, text);
    text_unref(&text);
    bytes_free(&content);
}

/* Fills an account from its record; false if that does not read. */
static bool account_take_record(struct account *account, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    char name[NAME_SIZE], hash[SECRET_HASH_SIZE];
    uint8_t version = take_u8(&reader);
    take_string(&reader, name, sizeof name);
    take_string(&reader, hash, sizeof hash);
    account->created = take_i64(&reader);
    uint16_t count = take_u16(&reader);
    if (reader.failed || version != ACCOUNT_RECORD_VERSION || strcmp(name, account->name) != 0 || count > CHARACTERS_MOST)
        return false;
    for (uint16_t at = 0; at < count; at++) {
        take_string(&reader, name, sizeof name);
        entity_id id = take_entity(&reader);
        if (reader.failed || !name_fits(name))
            return false;
        account_add_character(account, name, id);
    }
    account->hash = text_string(hash);
    return bytes_left(&reader) == 0;
}

/* -- the questions ----------------------------------------------------------------------------------- */

ZONE_THREAD static void asked_find(struct zone *zone, struct account *account, struct message *ask)
{
    if (account->state == ACCOUNT_KNOWN)
        registry_answer(zone, ask, REGISTRY_YES, text_ref(account->hash));
    else
        registry_answer(zone, ask, REGISTRY_NO, NULL);
}

ZONE_THREAD static void asked_new(struct zone *zone, struct account *account, struct message *ask)
{
    if (account->state != ACCOUNT_ABSENT) {
        registry_answer(zone, ask, REGISTRY_NO, text_string("That account name has just been taken.\n"));
        return;
    }
    if (ask->ask.value == NULL) {
        registry_answer(zone, ask, REGISTRY_NO, text_string("An account needs a password.\n"));
        return;
    }
    account->hash = text_ref(ask->ask.value);
    account->created = zone->now / 1000;
    account->state = ACCOUNT_MAKING;
    account->making = ask;
    struct bytes_writer records = {0};
    account_put_record(&records, account, NULL, NO_ENTITY);
    registry_save(zone, PENDING_ACCOUNT_SAVE, account->name, bytes_text(&records));
    bytes_free(&records);
}

ZONE_THREAD static void asked_characters(struct zone *zone, struct account *account, struct message *ask)
{
    if (account->state == ACCOUNT_KNOWN)
        registry_answer(zone, ask, REGISTRY_YES, account_names(account));
    else
        registry_answer(zone, ask, REGISTRY_NO, text_string("There is no such account.\n"));
}

ZONE_THREAD static void asked_character(struct zone *zone, struct account *account, struct message *ask)
{
    if (account->state == ACCOUNT_KNOWN)
        character_asked(zone, account, ask);
    else
        registry_answer(zone, ask, REGISTRY_NO, text_string("There is no such account.\n"));
}

ZONE_THREAD static void asked_enter(struct zone *zone, struct account *account, struct message *ask)
{
    if (account->state == ACCOUNT_KNOWN)
        presence_asked(zone, account, ask);
    else
        registry_answer(zone, ask, REGISTRY_NO, text_string("There is no such account.\n"));
}

/* What cannot be answered before the store has spoken waits for it. */
static bool account_must_wait(const struct account *account, const struct message *ask)
{
    return account->state == ACCOUNT_LOADING
        || (account->state == ACCOUNT_MAKING && ask->ask.request != REGISTRY_NEW_ACCOUNT);
}

ZONE_THREAD static void account_hear(struct zone *zone, struct account *account, struct message *ask)
{
    static void (*const asked[])(struct zone *zone, struct account *account, struct message *ask) = {
        [REGISTRY_FIND_ACCOUNT] = asked_find,
        [REGISTRY_NEW_ACCOUNT] = asked_new,
        [REGISTRY_CHARACTERS] = asked_characters,
        [REGISTRY_NEW_CHARACTER] = asked_character,
        [REGISTRY_ENTER] = asked_enter,
    };
    if (!account_must_wait(account, ask))
        asked[ask->ask.request](zone, account, ask);
    else if (account->waiting.length < ACCOUNT_WAITING_MAX)
        message_list_add(&account->waiting, ask);
    else
        registry_answer(zone, ask, REGISTRY_BUSY, NULL);
}

/* The account in memory, or a new one whose record is asked for. */
ZONE_THREAD static struct account *account_get(struct zone *zone, const char *name)
{
    struct registry *registry = zone->state;
    unsigned at;
    struct account *account = sorted_find(&registry->accounts, account_order, name, &at);
    if (account != NULL)
        return account;
    account = memory_get(sizeof *account);
    memcpy(account->name, name, NAME_SIZE);
    account->state = ACCOUNT_LOADING;
    sorted_insert(&registry->accounts, at, account);
    char key[KEY_SIZE];
    int length = snprintf(key, sizeof key, "account:%s", name);
    registry_load(zone, PENDING_ACCOUNT_LOAD, account->name, text_new(key, (size_t)length + 1));
    return account;
}

void account_asked(struct zone *zone, struct message *ask)
{
    char name[NAME_SIZE];
    name_fold(name, ask->ask.account);
    bool known = ask->ask.request >= REGISTRY_FIND_ACCOUNT && ask->ask.request <= REGISTRY_ENTER;
    if (!known || !name_fits(name)) {
        registry_answer(zone, ask, REGISTRY_NO, NULL);
        return;
    }
    struct account *account = account_get(zone, name);
    account_hear(zone, account, ask);
    account_settle(zone, account);
}

/* -- what the store says ----------------------------------------------------------------------------- */

/* Those who waited are heard in the order they came. */
ZONE_THREAD static void account_resume(struct zone *zone, struct account *account)
{
    struct message_list waiting = {0};
    struct message *ask;
    message_list_join(&waiting, &account->waiting);
    while ((ask = message_list_take(&waiting)) != NULL)
        account_hear(zone, account, ask);
}

/* Nothing can be said about it now. reason may be NULL. */
ZONE_THREAD static void account_away(struct zone *zone, struct account *account, const char *reason)
{
    struct message *ask;
    while ((ask = message_list_take(&account->waiting)) != NULL)
        registry_answer(zone, ask, REGISTRY_AWAY, reason == NULL ? NULL : text_string(reason));
    account->state = ACCOUNT_ABSENT;
}

void account_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->state == ACCOUNT_LOADING);
    bool there = !failed && take_u8(records) == 1;
    struct text *content = there ? take_text(records, RECORD_BYTES_MOST) : NULL;
    if (failed || records->failed)
        account_away(zone, account, NULL);
    else if (!there) {
        account->state = ACCOUNT_ABSENT;
        account_resume(zone, account);
    } else if (content != NULL && account_take_record(account, content)) {
        account->state = ACCOUNT_KNOWN;
        account_resume(zone, account);
    } else {
        log_error("account_damaged account=%s", account->name);
        account_away(zone, account, "The record of that account cannot be read. Please tell a keeper.\n");
    }
    text_unref(&content);
    account_settle(zone, account);
}

void account_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    (void)records;
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->state == ACCOUNT_MAKING);
    struct message *making = account->making;
    account->making = NULL;
    if (failed) {
        registry_answer(zone, making, REGISTRY_AWAY, NULL);
        account_away(zone, account, NULL);
    } else {
        account->state = ACCOUNT_KNOWN;
        registry_answer(zone, making, REGISTRY_YES, NULL);
        account_resume(zone, account);
    }
    account_settle(zone, account);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

static void message_put(struct bytes_writer *writer, const struct message *message)
{
    put_u8(writer, message != NULL);
    if (message != NULL)
        message_encode(message, writer);
}

static struct message *message_take(struct bytes_reader *reader)
{
    if (take_u8(reader) == 0)
        return NULL;
    struct message *message = message_decode(reader);
    if (message == NULL || message->type != MSG_ASK)
        reader->failed = true;
    return message;
}

void account_encode(const struct account *account, struct bytes_writer *writer)
{
    put_string(writer, account->name);
    put_u8(writer, account->state);
    put_text(writer, account->hash);
    put_i64(writer, account->created);
    put_u32(writer, account->count);
    for (unsigned at = 0; at < account->count; at++) {
        put_string(writer, account->characters[at].name);
        put_entity(writer, account->characters[at].id);
    }
    put_u8(writer, account->presence);
    put_entity(writer, account->who);
    put_u32(writer, account->generation);
    message_put(writer, account->making);
    put_entity(writer, account->making_id);
    message_put(writer, account->entering);
    put_u32(writer, account->waiting.length);
    for (const struct message *ask = account->waiting.first; ask != NULL; ask = ask->next)
        message_put(writer, ask);
}

static void account_take(struct account *account, struct bytes_reader *reader)
{
    account->state = take_u8(reader);
    account->hash = take_text(reader, SECRET_HASH_SIZE);
    account->created = take_i64(reader);
    uint32_t count = take_u32(reader);
    if (count > CHARACTERS_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        char name[NAME_SIZE];
        take_string(reader, name, sizeof name);
        account_add_character(account, name, take_entity(reader));
    }
    account->presence = take_u8(reader);
    account->who = take_entity(reader);
    account->generation = take_u32(reader);
    account->making = message_take(reader);
    account->making_id = take_entity(reader);
    account->entering = message_take(reader);
    uint32_t waiting = take_u32(reader);
    if (account->state >= ACCOUNT_STATES || account->presence >= PRESENCES || waiting > WAITING_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < waiting && !reader->failed; at++) {
        struct message *ask = message_take(reader);
        if (ask != NULL)
            message_list_add(&account->waiting, ask);
    }
}

bool account_decode(struct registry *registry, struct bytes_reader *reader)
{
    struct account *account = memory_get(sizeof *account);
    take_string(reader, account->name, sizeof account->name);
    unsigned at;
    void *other = sorted_find(&registry->accounts, account_order, account->name, &at);
    account_take(account, reader);
    if (reader->failed || other != NULL || at != registry->accounts.count) {
        account_free(account);
        return false;
    }
    sorted_insert(&registry->accounts, at, account);
    return true;
}
