/* zones/registry_change.c -- what changes an account: characters, password, tokens.
 *
 *   asked: may it be?  --> what must be known first: a name, what somebody leaves behind
 *                      --> a draft of the account as it will be --> SAVE, with whatever else belongs to it
 *   saved: the same change is made to the account, then it is told
 *
 * One change of an account at a time; account->making is its question.  A record is always written from all
 * that is true by then, so a later one never takes an earlier one back.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/boxes.h"
#include "zones/world/newborn.h"

#include <string.h>
#include <strings.h>

/* -- may it be? --------------------------------------------------------------------------------------- */


struct refusal refuse(enum registry_verdict verdict, struct text *words)
{
    return (struct refusal){ true, verdict, words };
}

static const struct account_token *token_find(const struct account *account, const struct text *hash, int64_t now)
{
    for (unsigned at = 0; hash != NULL && at < account->token_count; at++)
        if (account->tokens[at].expires > now && strcmp(account->tokens[at].hash, text_bytes(hash)) == 0)
            return &account->tokens[at];
    return NULL;
}

static struct refusal character_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    if (!name_fits(ask->ask.name))
        return refuse(REGISTRY_NO, text_string("That is not a name.\n"));
    if (account_character(account, ask->ask.name) != NULL)
        return refuse(REGISTRY_NO, text_string("You have a character of that name already.\n"));
    if (account->count >= (uint64_t)zone->setting->options->account_characters_max)
        return refuse(REGISTRY_FULL, NULL);
    return (struct refusal){0};
}

static struct refusal password_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    (void)zone;
    (void)account;
    return ask->ask.value == NULL ? refuse(REGISTRY_NO, NULL) : (struct refusal){0};
}

static struct refusal token_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    (void)zone;
    (void)account;
    bool fits = ask->ask.value != NULL && text_length(ask->ask.value) > 0 && text_length(ask->ask.value) < TOKEN_HASH_SIZE;
    return fits ? (struct refusal){0} : refuse(REGISTRY_NO, NULL);
}

static struct refusal resume_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    bool good = token_find(account, ask->ask.value, zone->now) != NULL;
    return good ? (struct refusal){0} : refuse(REGISTRY_NO, NULL);
}

/* -- making it true, in a draft or in the account ----------------------------------------------------- */

static void token_drop(struct account *account, unsigned at)
{
    account->token_count--;
    memmove(&account->tokens[at], &account->tokens[at + 1], (account->token_count - at) * sizeof account->tokens[0]);
}

static void character_apply(struct account *account, const struct message *ask, const struct options *options)
{
    (void)options;
    account_add_character(account, ask->ask.name, account->making_id);
    memcpy(account->active, account->characters[account->count - 1].name, NAME_SIZE);
    account->aloud |= ask->ask.aloud;
}

/* Tokens were made by somebody who knew the old password. */
static void password_apply(struct account *account, const struct message *ask, const struct options *options)
{
    (void)options;
    text_unref(&account->hash);
    account->hash = text_ref(ask->ask.value);
    account->token_count = 0;
}

static void token_apply(struct account *account, const struct message *ask, const struct options *options)
{
    for (unsigned at = account->token_count; at-- > 0;)
        if (account->tokens[at].expires <= account->making_at)
            token_drop(account, at);
    if (account->token_count == TOKENS_MAX)
        token_drop(account, 0);
    struct account_token *token = &account->tokens[account->token_count++];
    *token = (struct account_token){ .expires = account->making_at + options->login_token_hours * 3600000 };
    snprintf(token->hash, sizeof token->hash, "%s", text_bytes(ask->ask.value));
}

static void resume_apply(struct account *account, const struct message *ask, const struct options *options)
{
    (void)options;
    for (unsigned at = account->token_count; at-- > 0;)
        if (strcmp(account->tokens[at].hash, text_bytes(ask->ask.value)) == 0)
            token_drop(account, at);
}

/* -- what else is written with it -------------------------------------------------------------------- */

/* Account record and the three parts, in one SAVE: there is no moment with one but not the other. */
ZONE_THREAD static void character_put(struct zone *zone, const struct account *account, struct bytes_writer *records)
{
    const struct message *ask = account->making;
    const char *choices = ask->ask.value == NULL ? "they" : text_bytes(ask->ask.value);
    struct text *newborn = character_newborn(zone->setting, account->making_id, ask->ask.name, account->name, choices);
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);                      /* it was written a moment ago */
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char key[KEY_SIZE];
        parcel_record_name(key, part, parcel.name);
        struct text *content = text_new(parcel.part[part], parcel.length[part]);
        put_string(records, key);
        put_text(records, content);
        text_unref(&content);
    }
    text_unref(&newborn);
}

/* -- the changes ------------------------------------------------------------------------------------- */

struct change {
    struct refusal (*refuse)(const struct zone *zone, const struct account *account, const struct message *ask);
    void (*begin)(struct zone *zone, struct account *account); /* leads to change_save(), now or later */
    void (*apply)(struct account *account, const struct message *ask, const struct options *options);
    void (*put)(struct zone *zone, const struct account *account, struct bytes_writer *records);
    void (*saved)(struct zone *zone, const struct account *account, const struct message *making, bool failed);
    bool tells_names;                   /* the answer's value is the list of characters, its name the active one */
};
static const struct change changes[] = {
    [REGISTRY_NEW_CHARACTER]    = { character_refuse, character_reserve, character_apply, character_put, NULL, true },
    [REGISTRY_DELETE_CHARACTER] = { delete_refuse, delete_begin, delete_apply, delete_put, delete_saved, true },
    [REGISTRY_RESTORE]          = { restore_refuse, restore_begin, restore_apply, restore_put, restore_saved, false },
    [REGISTRY_NEW_PASSWORD]     = { password_refuse, change_save, password_apply, NULL, NULL, false },
    [REGISTRY_NEW_TOKEN]        = { token_refuse, change_save, token_apply, NULL, NULL, false },
    [REGISTRY_RESUME]           = { resume_refuse, change_save, resume_apply, NULL, NULL, true },
};

void change_asked(struct zone *zone, struct account *account, struct message *ask)
{
    struct refusal refusal = changes[ask->ask.request].refuse(zone, account, ask);
    if (account->making != NULL) {
        text_unref(&refusal.words);
        registry_answer(zone, ask, REGISTRY_BUSY, NULL);
    } else if (refusal.refused)
        registry_answer(zone, ask, refusal.verdict, refusal.words);
    else {
        account->making = ask;
        changes[ask->ask.request].begin(zone, account);
    }
}

static struct account *account_draft(const struct account *account)
{
    struct account *draft = memory_get(sizeof *draft);
    memcpy(draft->name, account->name, NAME_SIZE);
    draft->hash = text_ref(account->hash);
    draft->created = account->created;
    for (unsigned at = 0; at < account->count; at++)
        account_add_character(draft, account->characters[at].name, account->characters[at].id);
    memcpy(draft->active, account->active, NAME_SIZE);
    memcpy(draft->tokens, account->tokens, sizeof draft->tokens);
    draft->token_count = account->token_count;
    draft->aloud = account->aloud;
    draft->making_id = account->making_id;
    draft->making_at = account->making_at;
    return draft;
}

void change_save(struct zone *zone, struct account *account)
{
    const struct change *change = &changes[account->making->ask.request];
    account->making_at = zone->now;
    struct account *draft = account_draft(account);
    change->apply(draft, account->making, zone->setting->options);
    struct bytes_writer records = {0};
    account_put_record(&records, draft);
    if (change->put != NULL)
        change->put(zone, account, &records);
    registry_save(zone, PENDING_CHANGE_SAVE, account->name, bytes_text(&records));
    bytes_free(&records);
    account_free(draft);
}

bool change_deletes(const struct account *account, const char *name)
{
    return account->making != NULL && account->making->ask.request == REGISTRY_DELETE_CHARACTER
        && strcasecmp(account->making->ask.name, name) == 0;
}

ZONE_THREAD static void account_note(struct zone *zone, struct account *account)
{
    struct bytes_writer records = {0};
    account_put_record(&records, account);
    account->unnoted = false;
    registry_save(zone, PENDING_NOTE_SAVE, account->name, bytes_text(&records));
    bytes_free(&records);
}

void change_give_up(struct zone *zone, struct account *account, enum registry_verdict verdict, struct text *words)
{
    struct message *making = account->making;
    account->making = NULL;
    registry_answer(zone, making, verdict, words);
    if (account->unnoted)
        account_note(zone, account);
    account_settle(zone, account);
}

void change_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    (void)records;
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->making != NULL);
    struct message *making = account->making;
    const struct change *change = &changes[making->ask.request];
    account->making = NULL;
    if (change->saved != NULL)
        change->saved(zone, account, making, failed);
    if (failed)
        registry_answer(zone, making, REGISTRY_AWAY, NULL);
    else {
        change->apply(account, making, zone->setting->options);
        if (change->tells_names) {
            memcpy(making->ask.name, account->active, NAME_SIZE);
            making->ask.aloud = account->aloud;
        }
        registry_answer(zone, making, REGISTRY_YES, change->tells_names ? account_names(account) : NULL);
    }
    account->making_id = NO_ENTITY;
    if (account->unnoted)
        account_note(zone, account);
    account_settle(zone, account);
}

/* -- who played last --------------------------------------------------------------------------------- */

ZONE_THREAD static void account_note_soon(struct zone *zone, struct account *account)
{
    if (account->making == NULL)
        account_note(zone, account);
    else
        account->unnoted = true;        /* the record would take back what is just being written */
}

void account_note_active(struct zone *zone, struct account *account, const char *name)
{
    if (strcasecmp(account->active, name) == 0)
        return;
    memset(account->active, 0, NAME_SIZE);
    snprintf(account->active, NAME_SIZE, "%s", name);
    account_note_soon(zone, account);
}

void account_note_reader(struct zone *zone, struct account *account, bool aloud)
{
    if (account->aloud == aloud)
        return;
    account->aloud = aloud;
    account_note_soon(zone, account);
}

void account_noted(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    (void)records;
    if (failed)                         /* no harm: the next change of the account writes it too */
        log_zone(zone->key, "active_not_noted account=%s", name);
}
