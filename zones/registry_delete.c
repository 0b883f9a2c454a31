/* zones/registry_delete.c -- the end of a character: what he leaves behind ends in the same SAVE as he does.
 *
 *   asked  --> his mail is frozen (zones/boxes.h)  --> what he had is loaded and counted
 *          --> SAVE: the account without him, tombstones of his parts, his versions, his name and his letters, the registry's
 *              books with his coins gone  --> told; his mail ends, or, if the store refused, thaws
 *
 * Everything about other changes of an account is left to registry_change.c.  Entered by the worker that runs
 * the registry. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/boxes.h"
#include "zones/version.h"
#include "zones/world/newborn.h"

#include <string.h>
#include <strings.h>

/* -- may it be? -------------------------------------------------------------------------------------- */

/* Nothing of who is deleted may be anywhere but in the store: then tombstones there are the end of him. */
struct refusal delete_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    const struct account_character *character = account_character(account, ask->ask.name);
    if (character == NULL)
        return refuse(REGISTRY_NO, text_string("You have no character of that name.\n"));
    bool enters = account->entering != NULL && strcasecmp(account->entering->ask.name, character->name) == 0;
    bool plays = account->presence == PRESENCE_PLAYING && entity_same(account->who, character->id);
    if (enters || plays)
        return refuse(REGISTRY_NO, text_printf("%s is in the game.\n", character->name));
    if (presence_holds(zone, character->id))
        return refuse(REGISTRY_BUSY, text_printf("%s has only just left the game, and is not written down yet. Please try again "
                                                 "in a moment.\n", character->name));
    return (struct refusal){0};
}

/* -- his mail ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void box_tell(struct zone *zone, const struct account *account, const char *name, enum box_request request)
{
    char key[BOX_KEY_SIZE];
    box_key_of_mail(key, name);
    struct message *ask = zone_mail(zone, MSG_BOX_ASK, setting_boxes(zone->setting, key), NO_ENTITY);
    ask->box_ask.request = (uint8_t)request;
    memcpy(ask->box_ask.box, key, sizeof key);
    memcpy(ask->box_ask.account, account->name, NAME_SIZE);
    zone_emit(zone, ask);
}

/* What he had is asked for first.  One deletion of a registry at a time is on its way to the store, since all write the
 * same books; the cut never writes those, as nothing else touches them. */
ZONE_THREAD static void farewell_load(struct zone *zone, struct account *account)
{
    static const enum parcel_part parts[] = { PART_HOLDINGS, PART_BODY };
    struct bytes_writer names = {0};
    for (size_t at = 0; at < sizeof parts / sizeof parts[0]; at++) {
        char key[KEY_SIZE];
        parcel_record_name(key, parts[at], account->making->ask.name);
        put_bytes(&names, key, strlen(key) + 1);
    }
    registry_load(zone, PENDING_FAREWELL_LOAD, account->name, bytes_text(&names));
    bytes_free(&names);
}

void delete_begin(struct zone *zone, struct account *account)
{
    if (zone->setting->boxes_count > 0)
        box_tell(zone, account, account->making->ask.name, BOX_FREEZE);
    else
        farewell_load(zone, account);
}

/* It does not come to pass: his mail goes on. */
ZONE_THREAD static void delete_give_up(struct zone *zone, struct account *account, enum registry_verdict verdict, struct text *words)
{
    if (zone->setting->boxes_count > 0)
        box_tell(zone, account, account->making->ask.name, BOX_THAW);
    change_give_up(zone, account, verdict, words);
}

void delete_box_answered(struct zone *zone, const struct msg_box_answer *answer)
{
    struct account *account = account_find(zone, answer->account);
    bool asked = account != NULL && account->making != NULL && account->making->ask.request == REGISTRY_DELETE_CHARACTER;
    if (!asked) {
        log_zone(zone->key, "box_answer_unasked account=%s", answer->account);
    } else if (answer->verdict == BOX_YES) {
        text_unref(&account->making->ask.value);
        account->making->ask.value = text_ref(answer->words);
        farewell_load(zone, account);
    } else {
        change_give_up(zone, account, REGISTRY_AWAY, NULL);
    }
}

/* -- what he had ------------------------------------------------------------------------------------- */

void farewell_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct registry *registry = zone->state;
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->making != NULL);
    struct text *holdings = !failed && take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
    struct text *body = !failed && take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
    int64_t coins = 0, experience = 0;
    bool counted = holdings != NULL && holdings_coins(holdings, &coins) && body != NULL
                && body_experience(text_bytes(body), text_length(body), &experience);
    if (!failed && !counted)
        log_zone(zone->key, "farewell_uncounted name=%s", account->making->ask.name);
    text_unref(&holdings);
    text_unref(&body);
    struct books books = zone->books;
    if (failed || records->failed) {
        delete_give_up(zone, account, REGISTRY_AWAY, NULL);
    } else if (registry->parting || !books_count(&books, FLOW_FAREWELL, coins)
               || !books_count_experience(&books, EXPERIENCE_FAREWELL, experience)) {
        delete_give_up(zone, account, REGISTRY_BUSY,
                       text_string("Somebody else is just going for ever. Please try again in a moment.\n"));
    } else {
        registry->parting = true;
        registry->parted = books;
        change_save(zone, account);
    }
}

/* -- the change -------------------------------------------------------------------------------------- */

void delete_apply(struct account *account, const struct message *ask, const struct options *options)
{
    (void)options;
    struct account_character *character = account_character(account, ask->ask.name);
    assert(character != NULL);          /* he could not go while he was being deleted */
    if (strcasecmp(account->active, character->name) == 0)
        memset(account->active, 0, NAME_SIZE);
    unsigned at = (unsigned)(character - account->characters);
    account->count--;
    memmove(character, character + 1, (account->count - at) * sizeof *character);
}

/* What the deleted one had ends with him: the zone's books say so in the same SAVE. */
static void parted_put(const struct zone *zone, struct bytes_writer *records)
{
    const struct registry *registry = zone->state;
    char key[KEY_SIZE];
    struct bytes_writer content = {0};
    books_record_name(key, zone);
    books_put(&content, &registry->parted);
    struct text *text = bytes_text(&content);
    put_string(records, key);
    put_text(records, text);
    text_unref(&text);
    bytes_free(&content);
}

/* Tombstones, of the name too, though another registry keeps it: nobody can be taking it meanwhile but this
 * account, which makes one change at a time. */
void delete_put(struct zone *zone, const struct account *account, struct bytes_writer *records)
{
    char key[KEY_SIZE], name[NAME_SIZE];
    name_fold(name, account->making->ask.name);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel_record_name(key, part, name);
        put_string(records, key);
        put_text(records, NULL);
    }
    for (unsigned slot = 0; slot < VERSIONS_MOST; slot++) {
        version_record_name(key, name, slot);
        put_string(records, key);
        put_text(records, NULL);
    }
    snprintf(key, sizeof key, "name:%s", name);
    put_string(records, key);
    put_text(records, NULL);
    parted_put(zone, records);
    const struct text *box = account->making->ask.value;
    const char *at = box == NULL ? "" : text_bytes(box), *end = at + (box == NULL ? 0 : text_length(box));
    for (; at < end; at += strlen(at) + 1) {
        put_string(records, at);
        put_text(records, NULL);
    }
}

void delete_saved(struct zone *zone, const struct account *account, const struct message *making, bool failed)
{
    struct registry *registry = zone->state;
    if (!failed)
        zone->books = registry->parted;
    registry->parting = false;
    registry->parted = (struct books){0};
    if (zone->setting->boxes_count > 0)
        box_tell(zone, account, making->ask.name, failed ? BOX_THAW : BOX_END);
}
