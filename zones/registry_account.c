/* zones/registry_account.c -- accounts in memory, and the questions about them.
 *
 * Entered by the worker that runs the registry.  An account that is not in memory is loaded first, once,
 * and whoever asks meanwhile waits behind that. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"

#include <string.h>
#include <strings.h>

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
    if (account->kin_asking != NULL)
        message_free(&account->kin_asking);
    message_list_free(&account->waiting);
    memory_free(account);
}

static bool account_needed(const struct zone *zone, const struct account *account)
{
    if (account->state != ACCOUNT_KNOWN)
        return account->state != ACCOUNT_ABSENT;
    if (account->presence != PRESENCE_OFFLINE || account->making != NULL || account->settling)
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

/* -- the questions ----------------------------------------------------------------------------------- */

/* Lends a try of the password: as many as may be wrong in a row, all that are under way counted. */
ZONE_THREAD static void asked_find(struct zone *zone, struct account *account, struct message *ask)
{
    struct registry *registry = zone->state;
    if (account->state != ACCOUNT_KNOWN) {
        registry_answer(zone, ask, REGISTRY_NO, NULL);
        return;
    }
    int64_t wait = tries_wait(&registry->tries, account->name, zone->now);
    if (wait > 0) {
        registry_answer(zone, ask, REGISTRY_WAIT, text_printf("Too many wrong passwords were tried for that account. Please wait "
                                                              "%lld seconds.\n", (long long)(wait + 999) / 1000));
        return;
    }
    tries_spend(&registry->tries, account->name, zone->now);
    registry_answer(zone, ask, REGISTRY_YES, text_ref(account->hash));
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
    account_put_record(&records, account);
    registry_save(zone, PENDING_ACCOUNT_SAVE, account->name, bytes_text(&records));
    bytes_free(&records);
}

/* Whoever was asked for an older password than the account has now has not logged in. */
ZONE_THREAD static void asked_characters(struct zone *zone, struct account *account, struct message *ask)
{
    struct registry *registry = zone->state;
    const struct text *hash = ask->ask.value;
    if (hash == NULL || strcmp(text_bytes(hash), text_bytes(account->hash)) != 0) {
        registry_answer(zone, ask, REGISTRY_NO, text_string("That password has just been changed.\n"));
        return;
    }
    tries_forget(&registry->tries, account->name);
    memcpy(ask->ask.name, account->active, NAME_SIZE);
    ask->ask.aloud = account->aloud;
    registry_answer(zone, ask, REGISTRY_YES, account_names(account));
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
        [REGISTRY_NEW_CHARACTER] = change_asked,
        [REGISTRY_ENTER] = presence_asked,
        [REGISTRY_DELETE_CHARACTER] = change_asked,
        [REGISTRY_NEW_PASSWORD] = change_asked,
        [REGISTRY_NEW_TOKEN] = change_asked,
        [REGISTRY_RESUME] = change_asked,
        [REGISTRY_RESTORE] = change_asked,
    };
    bool any = ask->ask.request == REGISTRY_FIND_ACCOUNT || ask->ask.request == REGISTRY_NEW_ACCOUNT;
    if (account_must_wait(account, ask)) {
        if (account->waiting.length < ACCOUNT_WAITING_MAX)
            message_list_add(&account->waiting, ask);
        else
            registry_answer(zone, ask, REGISTRY_BUSY, NULL);
    } else if (account->state == ACCOUNT_KNOWN || any)
        asked[ask->ask.request](zone, account, ask);
    else
        registry_answer(zone, ask, REGISTRY_NO, text_string("There is no such account.\n"));
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

/* What is only told: nobody waits for an answer.  Whoever tells of a reader plays, so the account is in memory. */
ZONE_THREAD static bool account_told(struct zone *zone, const char *name, const struct msg_ask *ask)
{
    struct registry *registry = zone->state;
    struct account *account = account_find(zone, name);
    if (ask->request == REGISTRY_RETURN_TRY)
        tries_give_back(&registry->tries, name);
    else if (ask->request == REGISTRY_NOTE_READER && account != NULL && account->state == ACCOUNT_KNOWN)
        account_note_reader(zone, account, ask->aloud);
    return ask->request == REGISTRY_RETURN_TRY || ask->request == REGISTRY_NOTE_READER;
}

void account_asked(struct zone *zone, struct message *ask)
{
    char name[NAME_SIZE];
    name_fold(name, ask->ask.account);
    if (account_told(zone, name, &ask->ask)) {
        message_free(&ask);
        return;
    }
    bool known = (ask->ask.request >= REGISTRY_FIND_ACCOUNT && ask->ask.request <= REGISTRY_RESUME)
        || ask->ask.request == REGISTRY_RESTORE;
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
    if (failed)
        account_away(zone, account, NULL);
    else if (!there && !records->failed) {
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

bool account_take(struct zone *zone, struct bytes_reader *reader)
{
    struct registry *registry = zone->state;
    struct account *account = memory_get(sizeof *account);
    take_string(reader, account->name, sizeof account->name);
    unsigned at;
    void *other = sorted_find(&registry->accounts, account_order, account->name, &at);
    account_decode(account, reader);
    if (reader->failed || other != NULL || at != registry->accounts.count) {
        account_free(account);
        return false;
    }
    sorted_insert(&registry->accounts, at, account);
    return true;
}
