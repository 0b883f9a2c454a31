/* zones/registry_record.c -- accounts as records (see registry.h), and as bytes of the zone's state.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include <string.h>

enum { ACCOUNT_RECORD_VERSION = 3, WAITING_MOST = 1024 };

/* -- what both have ---------------------------------------------------------------------------------- */

static void characters_put(struct bytes_writer *writer, const struct account *account)
{
    put_u16(writer, (uint16_t)account->count);
    for (unsigned at = 0; at < account->count; at++) {
        put_string(writer, account->characters[at].name);
        put_entity(writer, account->characters[at].id);
    }
}

static void characters_take(struct account *account, struct bytes_reader *reader)
{
    uint16_t count = take_u16(reader);
    if (count > CHARACTERS_MOST)
        reader->failed = true;
    for (uint16_t at = 0; at < count && !reader->failed; at++) {
        char name[NAME_SIZE];
        take_string(reader, name, sizeof name);
        entity_id id = take_entity(reader);
        if (!reader->failed && name_fits(name))
            account_add_character(account, name, id);
        else
            reader->failed = true;
    }
}

static void tokens_put(struct bytes_writer *writer, const struct account *account)
{
    put_u8(writer, (uint8_t)account->token_count);
    for (unsigned at = 0; at < account->token_count; at++) {
        put_string(writer, account->tokens[at].hash);
        put_i64(writer, account->tokens[at].expires);
    }
}

static void tokens_take(struct account *account, struct bytes_reader *reader)
{
    uint8_t count = take_u8(reader);
    if (count > TOKENS_MAX)
        reader->failed = true;
    for (uint8_t at = 0; at < count && !reader->failed; at++) {
        struct account_token *token = &account->tokens[account->token_count++];
        take_string(reader, token->hash, sizeof token->hash);
        token->expires = take_i64(reader);
    }
}

/* -- as a record ------------------------------------------------------------------------------------- */

void account_put_record(struct bytes_writer *records, const struct account *account)
{
    char key[KEY_SIZE];
    snprintf(key, sizeof key, "account:%s", account->name);
    struct bytes_writer content = {0};
    put_u8(&content, ACCOUNT_RECORD_VERSION);
    put_string(&content, account->name);
    put_string(&content, text_bytes(account->hash));
    put_i64(&content, account->created);
    characters_put(&content, account);
    put_string(&content, account->active);
    tokens_put(&content, account);
    put_u8(&content, account->aloud);
    struct text *text = bytes_text(&content);
    put_string(records, key);
    put_text(records, text);
    text_unref(&text);
    bytes_free(&content);
}

bool account_take_record(struct account *account, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    char name[NAME_SIZE], hash[SECRET_HASH_SIZE];
    uint8_t version = take_u8(&reader);
    take_string(&reader, name, sizeof name);
    take_string(&reader, hash, sizeof hash);
    account->created = take_i64(&reader);
    if (reader.failed || version < 1 || version > ACCOUNT_RECORD_VERSION || strcmp(name, account->name) != 0)
        return false;
    characters_take(account, &reader);
    if (version >= 2) {
        take_string(&reader, account->active, sizeof account->active);
        tokens_take(account, &reader);
    }
    if (version >= 3)
        account->aloud = take_u8(&reader) != 0;
    account->hash = text_string(hash);
    return !reader.failed && bytes_left(&reader) == 0;
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

static void message_put(struct bytes_writer *writer, const struct message *message)
{
    put_u8(writer, message != NULL);
    if (message != NULL)
        message_encode(message, writer);
}

static struct message *message_take(struct bytes_reader *reader, unsigned type)
{
    if (take_u8(reader) == 0)
        return NULL;
    struct message *message = message_decode(reader);
    if (message == NULL || message->type != type)
        reader->failed = true;
    return message;
}

void account_encode(const struct account *account, struct bytes_writer *writer)
{
    put_string(writer, account->name);
    put_u8(writer, account->state);
    put_text(writer, account->hash);
    put_i64(writer, account->created);
    characters_put(writer, account);
    put_string(writer, account->active);
    tokens_put(writer, account);
    put_u8(writer, account->aloud);
    put_u8(writer, account->presence);
    put_entity(writer, account->who);
    put_u32(writer, account->generation);
    message_put(writer, account->making);
    put_entity(writer, account->making_id);
    put_i64(writer, account->making_at);
    put_u8(writer, account->unnoted);
    message_put(writer, account->entering);
    put_u8(writer, account->settling);
    put_string(writer, account->kin);
    put_string(writer, account->kin_loading);
    put_string(writer, account->kin_next);
    message_put(writer, account->kin_asking);
    put_u32(writer, account->waiting.length);
    for (const struct message *ask = account->waiting.first; ask != NULL; ask = ask->next)
        message_put(writer, ask);
}

void account_decode(struct account *account, struct bytes_reader *reader)
{
    account->state = take_u8(reader);
    account->hash = take_text(reader, SECRET_HASH_SIZE);
    account->created = take_i64(reader);
    characters_take(account, reader);
    take_string(reader, account->active, sizeof account->active);
    tokens_take(account, reader);
    account->aloud = take_u8(reader) != 0;
    account->presence = take_u8(reader);
    account->who = take_entity(reader);
    account->generation = take_u32(reader);
    account->making = message_take(reader, MSG_ASK);
    account->making_id = take_entity(reader);
    account->making_at = take_i64(reader);
    account->unnoted = take_u8(reader) != 0;
    account->entering = message_take(reader, MSG_ASK);
    account->settling = take_u8(reader) != 0;
    take_string(reader, account->kin, sizeof account->kin);
    take_string(reader, account->kin_loading, sizeof account->kin_loading);
    take_string(reader, account->kin_next, sizeof account->kin_next);
    account->kin_asking = message_take(reader, MSG_KIN_ASK);
    uint32_t waiting = take_u32(reader);
    if (account->state >= ACCOUNT_STATES || account->presence >= PRESENCES || waiting > WAITING_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < waiting && !reader->failed; at++) {
        struct message *ask = message_take(reader, MSG_ASK);
        if (ask != NULL)
            message_list_add(&account->waiting, ask);
    }
}
