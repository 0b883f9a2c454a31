/* zones/registry_name.c -- reserving a name for a new character, the account's side of it and the name's.
 *
 *   account's registry                          name's registry
 *   room for one more? ---- RESERVE_NAME --->   load name:<name>; free, or this account's already?
 *   make the character <--- YES, its id -----   save name:<name>
 *   save account and parts in one go, tell
 *
 * A crash between the two saves leaves a name reserved for an account that has no such character: when the
 * same account asks again, it gets the name, with the id that was written down.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/boxes.h"

#include <string.h>
#include <strings.h>

enum { NAME_RECORD_VERSION = 1 };

/* -- the account's side ------------------------------------------------------------------------------ */

static struct text *id_text(entity_id id)
{
    struct bytes_writer writer = {0};
    put_entity(&writer, id);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

static bool id_take(const struct text *text, entity_id *id)
{
    if (text == NULL)
        return false;
    struct bytes_reader reader = bytes_read(text_bytes(text), text_length(text));
    *id = take_entity(&reader);
    return !reader.failed && !entity_none(*id);
}

/* The question is account->making by now. */
void character_reserve(struct zone *zone, struct account *account)
{
    const char *name = account->making->ask.name;
    struct message *reserve = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, name), NO_ENTITY);
    reserve->ask.request = REGISTRY_RESERVE_NAME;
    memcpy(reserve->ask.account, account->name, NAME_SIZE);
    memcpy(reserve->ask.name, name, NAME_SIZE);
    reserve->ask.value = id_text(zone_new_id(zone));
    zone_emit(zone, reserve);
}

ZONE_THREAD static void character_refused(struct zone *zone, struct account *account, enum registry_verdict verdict)
{
    struct message *making = account->making;
    struct text *reason = NULL;
    if (verdict == REGISTRY_NO)
        reason = text_printf("The name %s is taken.\n", making->ask.name);
    else if (verdict == REGISTRY_BUSY)
        reason = text_printf("Somebody else is just taking the name %s.\n", making->ask.name);
    account->making = NULL;
    registry_answer(zone, making, verdict == REGISTRY_AWAY ? REGISTRY_AWAY : REGISTRY_NO, reason);
}

void character_name_answered(struct zone *zone, struct message *answer)
{
    char name[NAME_SIZE];
    name_fold(name, answer->answer.account);
    struct account *account = account_find(zone, name);
    bool asked = account != NULL && account->state == ACCOUNT_KNOWN && account->making != NULL
        && strcasecmp(account->making->ask.name, answer->answer.name) == 0;
    if (!asked) {
        log_zone(zone->key, "name_answer_unasked account=%s name=%s", name, answer->answer.name);
        return;
    }
    if (answer->answer.verdict == REGISTRY_YES && id_take(answer->answer.value, &account->making_id))
        change_save(zone, account);
    else
        character_refused(zone, account, answer->answer.verdict);
    account_settle(zone, account);
}

/* -- the name's side --------------------------------------------------------------------------------- */

static int claim_order(const void *item, const void *key)
{
    const struct claim *claim = item;
    return strcmp(claim->name, key);
}

void claim_free(struct claim *claim)
{
    message_free(&claim->ask);
    memory_free(claim);
}

/* Ends the claim with an answer; value as in registry_answer(). */
ZONE_THREAD static void claim_answer(struct zone *zone, const char *name, enum registry_verdict verdict, struct text *value)
{
    struct registry *registry = zone->state;
    unsigned at;
    struct claim *claim = sorted_find(&registry->claims, claim_order, name, &at);
    assert(claim != NULL);
    sorted_take(&registry->claims, at);
    registry_answer(zone, claim->ask, verdict, value);
    memory_free(claim);
}

void name_asked(struct zone *zone, struct message *ask)
{
    struct registry *registry = zone->state;
    char name[NAME_SIZE];
    unsigned at;
    name_fold(name, ask->ask.name);
    entity_id id;
    if (!name_fits(name) || !id_take(ask->ask.value, &id)) {
        registry_answer(zone, ask, REGISTRY_NO, NULL);
        return;
    }
    if (sorted_find(&registry->claims, claim_order, name, &at) != NULL) {
        registry_answer(zone, ask, REGISTRY_BUSY, NULL);
        return;
    }
    struct claim *claim = memory_get(sizeof *claim);
    memcpy(claim->name, name, NAME_SIZE);
    claim->ask = ask;
    sorted_insert(&registry->claims, at, claim);
    char key[KEY_SIZE];
    int length = snprintf(key, sizeof key, "name:%s", name);
    registry_load(zone, PENDING_NAME_LOAD, claim->name, text_new(key, (size_t)length + 1));
}

ZONE_THREAD static void name_save(struct zone *zone, const struct claim *claim)
{
    char key[KEY_SIZE];
    entity_id id = NO_ENTITY;
    id_take(claim->ask->ask.value, &id);
    snprintf(key, sizeof key, "name:%s", claim->name);
    struct bytes_writer content = {0}, records = {0};
    put_u8(&content, NAME_RECORD_VERSION);
    put_string(&content, claim->ask->ask.account);
    put_entity(&content, id);
    struct text *text = bytes_text(&content);
    put_string(&records, key);
    put_text(&records, text);
    registry_save(zone, PENDING_NAME_SAVE, claim->name, bytes_text(&records));
    text_unref(&text);
    bytes_free(&content);
    bytes_free(&records);
}

bool name_take_record(const struct text *content, char account[NAME_SIZE], entity_id *id)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    uint8_t version = take_u8(&reader);
    take_string(&reader, account, NAME_SIZE);
    *id = take_entity(&reader);
    return !reader.failed && bytes_left(&reader) == 0 && version == NAME_RECORD_VERSION && !entity_none(*id);
}

void name_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct registry *registry = zone->state;
    struct claim *claim = sorted_find(&registry->claims, claim_order, name, NULL);
    assert(claim != NULL);
    bool there = !failed && take_u8(records) == 1;
    struct text *content = there ? take_text(records, RECORD_BYTES_MOST) : NULL;
    char owner[NAME_SIZE];
    entity_id id;
    if (failed || records->failed)
        claim_answer(zone, name, REGISTRY_AWAY, NULL);
    else if (!there)
        name_save(zone, claim);
    else if (content == NULL || !name_take_record(content, owner, &id)) {
        log_error("name_damaged name=%s", name);
        claim_answer(zone, name, REGISTRY_NO, NULL);
    } else if (strcmp(owner, claim->ask->ask.account) == 0)
        claim_answer(zone, name, REGISTRY_YES, id_text(id));
    else
        claim_answer(zone, name, REGISTRY_NO, NULL);
    text_unref(&content);
}

void name_saved(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    (void)records;
    struct registry *registry = zone->state;
    struct claim *claim = sorted_find(&registry->claims, claim_order, name, NULL);
    assert(claim != NULL);
    if (failed)
        claim_answer(zone, name, REGISTRY_AWAY, NULL);
    else
        claim_answer(zone, name, REGISTRY_YES, text_ref(claim->ask->ask.value));
}

/* -- is there such a character? ---------------------------------------------------------------------- */

/* Nothing is kept of the question: the answer goes to the zone that keeps the mail of that name. */
void know_asked(struct zone *zone, struct message *ask)
{
    char key[KEY_SIZE], name[NAME_SIZE];
    name_fold(name, ask->ask.name);
    int length = snprintf(key, sizeof key, "name:%s", name);
    registry_load(zone, PENDING_KNOW_LOAD, name, text_new(key, (size_t)length + 1));
    message_free(&ask);
}

void know_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    char box[BOX_KEY_SIZE], owner[NAME_SIZE];
    entity_id id;
    box_key_of_mail(box, name);
    struct text *content = !failed && take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
    bool known = content != NULL && name_take_record(content, owner, &id);
    struct message *answer = zone_mail(zone, MSG_ANSWER, setting_boxes(zone->setting, box), NO_ENTITY);
    answer->answer.request = REGISTRY_KNOW_NAME;
    answer->answer.verdict = failed || records->failed ? REGISTRY_AWAY : known ? REGISTRY_YES : REGISTRY_NO;
    memcpy(answer->answer.name, name, NAME_SIZE);
    answer->answer.value = known ? id_text(id) : NULL;
    text_unref(&content);
    zone_emit(zone, answer);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void claim_encode(const struct claim *claim, struct bytes_writer *writer)
{
    put_string(writer, claim->name);
    message_encode(claim->ask, writer);
}

bool claim_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct registry *registry = zone->state;
    char name[NAME_SIZE] = "";
    take_string(reader, name, sizeof name);
    struct message *ask = message_decode(reader);
    unsigned at;
    void *other = sorted_find(&registry->claims, claim_order, name, &at);
    bool sound = !reader->failed && ask != NULL && ask->type == MSG_ASK && other == NULL && at == registry->claims.count;
    if (!sound) {
        if (ask != NULL)
            message_free(&ask);
        return false;
    }
    struct claim *claim = memory_get(sizeof *claim);
    memcpy(claim->name, name, NAME_SIZE);
    claim->ask = ask;
    sorted_insert(&registry->claims, at, claim);
    return true;
}
