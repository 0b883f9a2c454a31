/* zones/registry_restore.c -- bringing a character back to an earlier version while others play.
 *
 *   keeper's zone       name's registry            registry of the account                       persist
 *   RESTORE -------->   whose is that name? ---->  may it be?  From here on nobody enters the
 *                       (its record)               game as him, and what he has stays where it is
 *                                                  LOAD: how he is, and all his versions   ---->
 *                                                  WALK: who has what                      ---->
 *                                                  each piece into zones/restore.h         <----  ...
 *                                                  SAVE: the account, his records, how he
 *                                                  was, this registry's books              ---->
 *                       keeper is told        <--  WALK_END
 *
 * Why a walk over the store tells enough: he is at rest and durable, so whatever he has lost was in its new place in the same
 * cut as he; since then it has been in one place in every cut, or is no more, and then it never comes back.  It cannot come
 * to him.  And of two who are brought back the second sees what the first was given: there is one walk at a time.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include "core/memory.h"
#include "zones/restore.h"
#include "zones/version.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char owners[] = "holdings: floor:";   /* records in which things lie */

/* -- whose name is it? ------------------------------------------------------------------------------- */

void restore_asked(struct zone *zone, struct message *ask)
{
    struct registry *registry = zone->state;
    char key[KEY_SIZE], name[NAME_SIZE];
    name_fold(name, ask->ask.name);
    if (ask->ask.account[0] != '\0') {
        account_asked(zone, ask);
        return;
    }
    if (!name_fits(name)) {
        registry_answer(zone, ask, REGISTRY_NO, NULL);
        return;
    }
    int length = snprintf(key, sizeof key, "name:%s", name);
    registry_load(zone, PENDING_OWNER_LOAD, name, text_new(key, (size_t)length + 1));
    message_list_add(&registry->naming, ask);
}

/* The first question about that name; there is one, as each has asked the store. */
static struct message *naming_take(struct registry *registry, const char *name)
{
    struct message_list others = {0};
    struct message *ask, *found = NULL;
    while ((ask = message_list_take(&registry->naming)) != NULL)
        if (found == NULL && strcasecmp(ask->ask.name, name) == 0)
            found = ask;
        else
            message_list_add(&others, ask);
    registry->naming = others;
    return found;
}

void restore_owner_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct message *ask = naming_take(zone->state, name);
    struct text *content = !failed && take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
    char owner[NAME_SIZE];
    entity_id id;
    assert(ask != NULL);
    if (failed || records->failed)
        registry_answer(zone, ask, REGISTRY_AWAY, NULL);
    else if (content == NULL || !name_take_record(content, owner, &id))
        registry_answer(zone, ask, REGISTRY_NO, NULL);
    else {
        struct message *further = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, owner), NO_ENTITY);
        further->ask = ask->ask;
        ask->ask.value = NULL;
        memcpy(further->ask.account, owner, NAME_SIZE);
        zone_emit(zone, further);
        message_free(&ask);
    }
    text_unref(&content);
}

/* -- may it be? -------------------------------------------------------------------------------------- */

struct refusal restore_refuse(const struct zone *zone, const struct account *account, const struct message *ask)
{
    const struct registry *registry = zone->state;
    const struct account_character *character = account_character(account, ask->ask.name);
    if (character == NULL)
        return refuse(REGISTRY_NO, NULL);
    bool enters = account->entering != NULL && strcasecmp(account->entering->ask.name, character->name) == 0;
    bool plays = account->presence == PRESENCE_PLAYING && entity_same(account->who, character->id);
    if (enters || plays)
        return refuse(REGISTRY_NO, text_printf("%s is in the game, and must leave it first.\n", character->name));
    if (presence_holds(zone, character->id))
        return refuse(REGISTRY_BUSY, text_printf("%s has only just left the game, and is not written down yet. Please try again "
                                                 "in a moment.\n", character->name));
    if (registry->walk != 0)
        return refuse(REGISTRY_BUSY, NULL);
    return (struct refusal){0};
}

bool change_restores(const struct account *account, const char *name)
{
    return account->making != NULL && account->making->ask.request == REGISTRY_RESTORE
        && strcasecmp(account->making->ask.name, name) == 0;
}

static uint32_t version_wanted(const struct message *ask)
{
    return ask->ask.value == NULL ? 0 : (uint32_t)strtoul(text_bytes(ask->ask.value), NULL, 10);
}

/* -- how he is, and was ------------------------------------------------------------------------------ */

/* The same names twice: to ask for them, and to know what the answer speaks of.  False behind the last. */
static bool record_name(char key[KEY_SIZE], unsigned at, const char *name)
{
    char folded[NAME_SIZE];
    name_fold(folded, name);
    if (at < PARCEL_PARTS)
        parcel_record_name(key, at, folded);
    else if (at < PARCEL_PARTS + VERSIONS_MOST)
        version_record_name(key, folded, at - PARCEL_PARTS);
    else
        snprintf(key, KEY_SIZE, "name:%s", folded);
    return at <= PARCEL_PARTS + VERSIONS_MOST;
}

void restore_begin(struct zone *zone, struct account *account)
{
    char key[KEY_SIZE];
    struct bytes_writer names = {0};
    memcpy(account->making->ask.name, account_character(account, account->making->ask.name)->name, NAME_SIZE);  /* Ada */
    for (unsigned at = 0; record_name(key, at, account->making->ask.name); at++)
        put_bytes(&names, key, strlen(key) + 1);
    registry_load(zone, PENDING_RESTORE_LOAD, account->name, bytes_text(&names));
    bytes_free(&names);
}

/* Others need not wait any more. */
ZONE_THREAD static void walk_end(struct zone *zone)
{
    struct registry *registry = zone->state;
    struct message *end = zone_mail(zone, MSG_WALK_END, NO_ZONE, NO_ENTITY);
    end->walk_end.request = registry->walk;
    zone_emit(zone, end);
    registry->walk = 0;
}

/* Before anything is known: why not. */
ZONE_THREAD static void restore_not_begun(struct zone *zone, struct account *account, bool failed, bool damaged)
{
    const char *name = account->making->ask.name;
    if (damaged)
        change_give_up(zone, account, REGISTRY_NO,
                       text_printf("Something of what is written down about %s cannot be read. The log says what.\n", name));
    else
        change_give_up(zone, account, failed ? REGISTRY_AWAY : REGISTRY_BUSY, NULL);
}

static struct text *books_text(const struct zone *zone)
{
    struct bytes_writer writer = {0};
    books_put(&writer, &zone->books);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

/* False: the reason is in words. */
static bool restore_take(struct zone *zone, struct restore *restore, const char *name, struct bytes_reader *records, char reason[200])
{
    char key[KEY_SIZE];
    for (unsigned at = 0; record_name(key, at, name); at++) {
        struct text *content = take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
        if (content != NULL)
            restore_add(restore, key, content);
        text_unref(&content);
    }
    books_record_name(key, zone);
    struct text *books = books_text(zone);
    bool fits = restore_narrow(restore, key, books, reason);
    text_unref(&books);
    return fits;
}

void restore_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct registry *registry = zone->state;
    struct account *account = account_find(zone, name);
    char reason[200];
    assert(account != NULL && account->making != NULL);
    const struct message *making = account->making;
    bool damaged = records->failed;     /* one of them does not check: then none was told */
    if (failed || damaged || registry->walk != 0) {
        restore_not_begun(zone, account, failed, damaged);
        return;
    }
    struct restore *restore = restore_new(making->ask.name, version_wanted(making));
    if (!restore_take(zone, restore, making->ask.name, records, reason)) {
        restore_free(&restore);
        change_give_up(zone, account, REGISTRY_NO, text_printf("%s: %s.\n", making->ask.name, reason));
        return;
    }
    registry->restoring = restore;
    registry->walk = ++registry->requests;
    memcpy(registry->restored, account->name, NAME_SIZE);
    struct message *walk = zone_mail(zone, MSG_WALK, NO_ZONE, NO_ENTITY);
    walk->walk.request = registry->walk;
    memcpy(walk->walk.prefixes, owners, sizeof owners);
    zone_emit(zone, walk);
}

/* -- who has what ------------------------------------------------------------------------------------ */

static void walked_take(struct restore *restore, const struct text *records)
{
    char name[KEY_SIZE];
    struct bytes_reader reader = records == NULL ? bytes_read("", 0) : bytes_read(text_bytes(records), text_length(records));
    while (bytes_left(&reader) > 0 && !reader.failed) {
        take_string(&reader, name, sizeof name);
        struct text *content = take_text(&reader, RECORD_BYTES_MOST);
        if (!reader.failed)
            restore_add(restore, name, content);
        text_unref(&content);
    }
}

/* All is known.  The books of deletions and of this are the same, so only one of both is on its way to the store. */
ZONE_THREAD static void restore_write(struct zone *zone, struct account *account)
{
    struct registry *registry = zone->state;
    char reason[200], *said = NULL;
    size_t size;
    FILE *report = open_memstream(&said, &size);
    unsigned slots = (unsigned)zone->setting->options->character_versions_kept;
    struct text *books = books_text(zone);
    restore_books(registry->restoring, books);
    text_unref(&books);
    bool done = restore_work(registry->restoring, zone->now, slots, report, reason);
    fclose(report);
    if (!done || registry->parting) {
        struct text *words = done ? NULL : text_printf("%s: %s.\n", account->making->ask.name, reason);
        walk_end(zone);
        restore_free(&registry->restoring);
        change_give_up(zone, account, done ? REGISTRY_BUSY : REGISTRY_NO, words);
    } else {
        registry->parting = true;
        registry->parted = zone->books;
        struct text *words = text_printf("%s is as in version %u again.\n%s", account->making->ask.name,
                                         version_wanted(account->making), said);
        text_unref(&account->making->ask.value);
        account->making->ask.value = words;
        change_save(zone, account);
    }
    free(said);
}

void restore_walked(struct zone *zone, struct message *message)
{
    struct registry *registry = zone->state;
    const struct msg_walked *walked = &message->walked;
    struct account *account = account_find(zone, registry->restored);
    bool ours = registry->restoring != NULL && walked->request == registry->walk;
    if (ours && walked->failed) {
        registry->walk = 0;
        restore_free(&registry->restoring);
        change_give_up(zone, account, walked->busy ? REGISTRY_BUSY : REGISTRY_AWAY, NULL);
    } else if (ours) {
        walked_take(registry->restoring, walked->records);
        if (walked->last)
            restore_write(zone, account);
    }
    message_free(&message);
}

/* -- the change -------------------------------------------------------------------------------------- */

void restore_apply(struct account *account, const struct message *ask, const struct options *options)
{
    (void)account;                      /* he is still one of its characters, and nothing else stands there */
    (void)ask;
    (void)options;
}

void restore_put(struct zone *zone, const struct account *account, struct bytes_writer *records)
{
    struct registry *registry = zone->state;
    unsigned count;
    (void)account;
    char books[KEY_SIZE];
    books_record_name(books, zone);
    const struct restored *restored = restore_records(registry->restoring, &count);
    for (unsigned at = 0; at < count; at++) {
        put_string(records, restored[at].name);
        put_text(records, restored[at].content);
        if (strcmp(restored[at].name, books) != 0)
            continue;
        struct bytes_reader reader = bytes_read(text_bytes(restored[at].content), text_length(restored[at].content));
        bool sound = books_take(&reader, &registry->parted);
        assert(sound);                  /* written a moment ago */
    }
    restore_free(&registry->restoring);
}

void restore_saved(struct zone *zone, const struct account *account, const struct message *making, bool failed)
{
    struct registry *registry = zone->state;
    (void)account;
    (void)making;
    if (!failed)
        zone->books = registry->parted;
    registry->parting = false;
    registry->parted = (struct books){0};
    walk_end(zone);
}

/* -- what the keeper hears --------------------------------------------------------------------------- */

void restore_answer(struct zone *zone, struct message *ask, enum registry_verdict verdict, struct text *words)
{
    static const char *const said[] = {
        [REGISTRY_YES]  = "It is done.\n",
        [REGISTRY_NO]   = "There is no character of that name.\n",
        [REGISTRY_BUSY] = "Something of that kind is just being done already. Please try again in a moment.\n",
        [REGISTRY_AWAY] = "The book of names does not open just now. Nothing was changed.\n",
        [REGISTRY_FULL] = "That cannot be.\n",
        [REGISTRY_WAIT] = "Not now.\n",
    };
    if (words == NULL)
        words = verdict == REGISTRY_YES ? text_ref(ask->ask.value) : text_string(said[verdict]);
    zone_tell(zone, ask->ask.session, words, NULL);
    text_unref(&words);
    message_free(&ask);
}
