/* zones/registry_presence.c -- who plays: entering the game, take-over, and coming to rest.
 *
 * Entering is travel from here, leaving is travel to here.  Who left rests in memory until a cut that was
 * taken after his arrival is durable; even when all of him was written before, that cut proves that it is
 * in the store, so one part is always written again.  Until then his parcel is the newest there is.
 *
 * Entered by the worker that runs the registry. */
#include "zones/registry_state.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/groups.h"
#include "zones/world/newborn.h"

#include <string.h>
#include <strings.h>

enum { TEMPLE = 3001 };

/* -- those at rest ----------------------------------------------------------------------------------- */

static int resting_order(const void *item, const void *key)
{
    const struct resting *resting = item;
    const entity_id *who = key;
    return entity_order(resting->who, *who);
}

struct resting *resting_find(const struct zone *zone, entity_id who)
{
    const struct registry *registry = zone->state;
    return sorted_find(&registry->resting, resting_order, &who, NULL);
}

bool presence_holds(const struct zone *zone, entity_id who)
{
    return resting_find(zone, who) != NULL;
}

void resting_free(struct resting *resting)
{
    text_unref(&resting->parcel);
    memory_free(resting);
}

static struct text *parcel_text(const struct parcel *parcel)
{
    struct bytes_writer writer = {0};
    parcel_put(&writer, parcel);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

void resting_read(const struct resting *resting, struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(text_bytes(resting->parcel), text_length(resting->parcel));
    bool sound = parcel_take(&reader, parcel);
    assert(sound);                      /* checked when it came in */
}

ZONE_THREAD static void resting_write(struct zone *zone, struct holder *holder)
{
    struct resting *resting = HOLDER_OF(holder, struct resting, holder);
    struct parcel parcel;
    resting_read(resting, &parcel);
    parcel.dirty = holder->dirty;
    parcel_cut(zone, &parcel);
    resting->epoch = zone->holders.epoch;
}

static const struct holder_kind resting_kind = { .name = "resting", .write = resting_write };

/* Takes him out of the list; what he had to be written is no longer ours to write: gives which parts. */
ZONE_THREAD static uint8_t resting_take(struct zone *zone, struct resting *resting)
{
    struct registry *registry = zone->state;
    unsigned at;
    void *found = sorted_find(&registry->resting, resting_order, &resting->who, &at);
    assert(found == resting);
    sorted_take(&registry->resting, at);
    zone->has_savers = registry->resting.count > 0;
    return holder_leave(zone, &resting->holder);
}

void resting_add(struct zone *zone, const struct parcel *parcel)
{
    struct registry *registry = zone->state;
    unsigned at;
    void *other = sorted_find(&registry->resting, resting_order, &parcel->who, &at);
    assert(other == NULL);              /* nobody is in two places */
    struct resting *resting = memory_get(sizeof *resting);
    resting->who = parcel->who;
    name_fold(resting->account, parcel->account);
    resting->parcel = parcel_text(parcel);
    resting->holder.kind = &resting_kind;
    sorted_insert(&registry->resting, at, resting);
    holder_touch(zone, &resting->holder, parcel->dirty);
    zone->has_savers = true;
}

void resting_change(struct zone *zone, struct resting *resting, const struct text *body)
{
    struct parcel parcel;
    holder_touch(zone, &resting->holder, 1u << PART_BODY);
    resting_read(resting, &parcel);
    parcel.part[PART_BODY] = (const uint8_t *)text_bytes(body);
    parcel.length[PART_BODY] = (uint32_t)text_length(body);
    struct text *changed = parcel_text(&parcel);
    text_unref(&resting->parcel);
    resting->parcel = changed;
}

/* -- into the game ----------------------------------------------------------------------------------- */

/* Where he last stood, else the temple, else anywhere; NO_ROOM only in a world without rooms. */
static room_id presence_room(const struct setting *setting, const struct parcel *parcel)
{
    const struct world *world = setting->world;
    room_id wanted[] = { character_place(setting, parcel), {TEMPLE} };
    for (size_t at = 0; at < sizeof wanted / sizeof wanted[0]; at++)
        if (!room_same(wanted[at], NO_ROOM) && !zone_same(world_zone_of(world, wanted[at]), NO_ZONE))
            return wanted[at];
    return world->place_count > 0 ? world->places[0].room : NO_ROOM;
}

/* Grants the account to `session` and sends the character on its way with the slot. */
ZONE_THREAD static void presence_send(struct zone *zone, struct account *account, struct parcel *parcel, session_id session,
                                      room_id room, struct slot *slot)
{
    struct registry *registry = zone->state;
    account->generation = ++registry->grants;
    account->presence = PRESENCE_PLAYING;
    account->who = parcel->who;
    parcel->session = session;
    parcel->generation = account->generation;
    parcel->quitting = QUIT_NOT;
    parcel->linkless_since = 0;
    account_note_active(zone, account, parcel->name);
    struct setting_out traveller = { .parcel = parcel_text(parcel), .old_room = room };
    travel_send(zone, &traveller, 1, world_zone_of(zone->setting->world, room), room, NO_DIRECTION,
                ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN, slot);
}

/* The same from rest; false when there is nowhere to go. */
ZONE_THREAD static bool presence_wake(struct zone *zone, struct account *account, struct resting *resting, session_id session,
                                      struct slot *slot)
{
    struct parcel parcel;
    resting_read(resting, &parcel);
    room_id room = presence_room(zone->setting, &parcel);
    if (room_same(room, NO_ROOM))
        return false;
    parcel.dirty = resting_take(zone, resting);
    presence_send(zone, account, &parcel, session, room, slot);
    resting_free(resting);
    return true;
}

/* The answer to a question whose slot is in the game by now. */
ZONE_THREAD static void presence_granted(struct zone *zone, struct message *ask)
{
    ask->ask.slot = NULL;
    registry_answer(zone, ask, REGISTRY_YES, NULL);
}

static const char nowhere[] = "There is no place in the world to stand. Please tell a keeper.\n";

void parts_load(struct zone *zone, enum pending_kind kind, const struct account *account, const char *name)
{
    struct bytes_writer names = {0};
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        char key[KEY_SIZE];
        parcel_record_name(key, part, name);
        put_bytes(&names, key, strlen(key) + 1);
    }
    registry_load(zone, kind, account->name, bytes_text(&names));
    bytes_free(&names);
}

/* He enters as soon as all is known: what the store has of him, what his bloodline has for him. */
static void presence_waits(struct account *account, struct message *ask)
{
    account->presence = PRESENCE_LOADING;
    account->entering = ask;
}

/* His body is in the game already: the new connection gets it.  The mail takes the slot to wherever he is;
 * while he has only just set out from here, the directory does not know him, but his stub does. */
ZONE_THREAD static void presence_take_over(struct zone *zone, struct account *account, struct message *ask)
{
    struct registry *registry = zone->state;
    struct message *takeover = zone_mail(zone, MSG_TAKEOVER, NO_ZONE, account->who);
    account->generation = ++registry->grants;
    takeover->takeover.session = ask->ask.session;
    takeover->takeover.generation = account->generation;
    takeover->takeover.slot = ask->ask.slot;
    if (travel_under_way(zone, account->who))
        travel_mail(zone, takeover);
    else
        zone_emit(zone, takeover);
    presence_granted(zone, ask);
}

static bool presence_barred(const struct setting *setting, const char *name)
{
    for (const char *const *barred = setting->barred; barred != NULL && *barred != NULL; barred++)
        if (strcasecmp(*barred, name) == 0)
            return true;
    return false;
}

void presence_asked(struct zone *zone, struct account *account, struct message *ask)
{
    const struct account_character *character = account_character(account, ask->ask.name);
    if (character == NULL) {
        registry_answer(zone, ask, REGISTRY_NO, text_string("You have no character of that name.\n"));
        return;
    }
    if (presence_barred(zone->setting, character->name)) {
        registry_answer(zone, ask, REGISTRY_NO, text_printf("Whenever %s entered the world of late, the world ended. A keeper must "
                                                            "look into that first; please tell one.\n", character->name));
        return;
    }
    if (change_deletes(account, character->name) || change_restores(account, character->name)) {
        registry_answer(zone, ask, REGISTRY_BUSY, NULL);
        return;
    }
    if (account->presence == PRESENCE_LOADING) {
        registry_answer(zone, ask, REGISTRY_BUSY, text_string("A character of this account is just entering the game.\n"));
        return;
    }
    if (account->presence == PRESENCE_PLAYING && entity_same(account->who, character->id)) {
        presence_take_over(zone, account, ask);
        return;
    }
    if (account->presence == PRESENCE_PLAYING) {
        const struct account_character *playing = account_character_id(account, account->who);
        registry_answer(zone, ask, REGISTRY_NO, text_printf("%s is in the game already, and only one character of an account may "
                                                            "play at a time.\n", playing == NULL ? "Another" : playing->name));
        return;
    }
    struct resting *resting = resting_find(zone, character->id);
    if (account->settling)
        presence_waits(account, ask);
    else if (resting == NULL) {
        presence_waits(account, ask);
        parts_load(zone, PENDING_PARTS_LOAD, account, character->name);
    } else if (presence_wake(zone, account, resting, ask->ask.session, ask->ask.slot))
        presence_granted(zone, ask);
    else
        registry_answer(zone, ask, REGISTRY_NO, text_string(nowhere));
}

/* -- what the store says ----------------------------------------------------------------------------- */

bool parts_take(struct bytes_reader *records, struct text *parts[PARCEL_PARTS])
{
    bool all = true;
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parts[part] = take_u8(records) == 1 ? take_text(records, RECORD_BYTES_MOST) : NULL;
        all = all && parts[part] != NULL;
    }
    return all && !records->failed;
}

/* Who and name only, the rest is presence_send()'s. */
void parcel_of_parts(struct parcel *parcel, const struct account *account, const struct account_character *character,
                     struct text *const parts[PARCEL_PARTS])
{
    *parcel = (struct parcel){ .who = character->id, .version = 1 };
    memcpy(parcel->name, character->name, NAME_SIZE);
    memcpy(parcel->account, account->name, NAME_SIZE);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel->part[part] = (const uint8_t *)text_bytes(parts[part]);
        parcel->length[part] = (uint32_t)text_length(parts[part]);
    }
}

/* With what the store has.  Who is of a bloodline rests here first, as if he had just come back, until his line is settled. */
ZONE_THREAD static void presence_enter(struct zone *zone, struct account *account, struct message *ask,
                                       struct text *const parts[PARCEL_PARTS])
{
    const struct account_character *character = account_character(account, ask->ask.name);
    assert(character != NULL);          /* who is just entering is never deleted */
    struct parcel parcel;
    parcel_of_parts(&parcel, account, character, parts);
    if (kin_there(parcel.part[PART_BODY], parcel.length[PART_BODY])) {
        resting_add(zone, &parcel);
        presence_waits(account, ask);
        kin_settle(zone, account, character->name);
        return;
    }
    room_id room = presence_room(zone->setting, &parcel);
    if (room_same(room, NO_ROOM)) {
        registry_answer(zone, ask, REGISTRY_NO, text_string(nowhere));
        return;
    }
    presence_send(zone, account, &parcel, ask->ask.session, room, ask->ask.slot);
    presence_granted(zone, ask);
}

void presence_loaded(struct zone *zone, const char *name, bool failed, struct bytes_reader *records)
{
    struct account *account = account_find(zone, name);
    assert(account != NULL && account->presence == PRESENCE_LOADING && account->entering != NULL);
    struct message *ask = account->entering;
    struct text *parts[PARCEL_PARTS] = {0};
    account->entering = NULL;
    account->presence = PRESENCE_OFFLINE;
    if (failed)
        registry_answer(zone, ask, REGISTRY_AWAY, NULL);
    else if (parts_take(records, parts))
        presence_enter(zone, account, ask, parts);
    else {
        log_error("character_damaged account=%s name=%s", account->name, ask->ask.name);
        registry_answer(zone, ask, REGISTRY_NO,
                        text_printf("Something of what was written down about %s is missing. Please tell a keeper.\n",
                                    ask->ask.name));
    }
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        text_unref(&parts[part]);
    account_settle(zone, account);
}

/* -- take-over of one who rests here ----------------------------------------------------------------- */

/* The mail followed him home: whoever wanted his body enters with it.  A later grant is on its way too
 * when the generation is old; then that one gets him. */
void presence_takeover(struct zone *zone, struct message *message)
{
    struct resting *resting = resting_find(zone, message->about);
    struct account *account = resting == NULL ? NULL : account_find(zone, resting->account);
    struct slot *slot = message->takeover.slot;
    if (account == NULL)
        registry_close(zone, slot, "Your character has left the game. Please connect again.\n");
    else if (message->takeover.generation < account->generation)
        registry_close(zone, slot, "Your character was taken over by another connection.\n");
    else if (account->presence != PRESENCE_OFFLINE)
        registry_close(zone, slot, "Only one character of an account may play at a time.\n");
    else if (!presence_wake(zone, account, resting, message->takeover.session, slot))
        registry_close(zone, slot, nowhere);
    message_free(&message);
}

/* -- out of the game --------------------------------------------------------------------------------- */

/* Whoever led or followed him learns it from his zone; his group hears it from here. */
ZONE_THREAD static void presence_leave_group(struct zone *zone, const struct parcel *parcel)
{
    if (entity_none(parcel->group))
        return;
    struct message *leave = zone_mail(zone, MSG_GROUP_ASK, setting_groups(zone->setting, parcel->group), NO_ENTITY);
    leave->group_ask.request = GROUP_LEAVE;
    leave->group_ask.group = parcel->group;
    leave->group_ask.member = parcel->who;
    memcpy(leave->group_ask.name, parcel->name, NAME_SIZE);
    zone_emit(zone, leave);
}

ZONE_THREAD static void presence_rest(struct zone *zone, const struct parcel *parcel)
{
    char name[NAME_SIZE];
    name_fold(name, parcel->account);
    struct account *account = account_find(zone, name);
    struct message *withdraw = zone_mail(zone, MSG_WITHDRAW, NO_ZONE, NO_ENTITY);
    memcpy(withdraw->withdraw.name, parcel->name, NAME_SIZE);
    withdraw->withdraw.generation = parcel->generation;
    zone_emit(zone, withdraw);
    presence_leave_group(zone, parcel);

    struct parcel kept = *parcel;
    kept.dirty |= 1u << PART_PLACE;
    kept.session = NO_SESSION;
    kept.leader = kept.group = kept.group_leader = NO_ENTITY;
    kept.group_subleader = false;
    resting_add(zone, &kept);
    if (account != NULL && account->presence == PRESENCE_PLAYING && entity_same(account->who, parcel->who)) {
        account->presence = PRESENCE_OFFLINE;
        account->who = NO_ENTITY;
        kin_rests(zone, account, parcel);
    } else
        log_zone(zone->key, "rests_unexpected who=%s", parcel->name);
}

/* Without his slot a connection that is still there cannot be answered, only closed. */
ZONE_THREAD static void presence_dismiss(struct zone *zone, const struct parcel *parcel, struct slot *slot, struct text *words)
{
    if (slot != NULL)
        registry_close(zone, slot, text_bytes(words));
    else if (!session_same(parcel->session, NO_SESSION) && parcel->linkless_since == 0) {
        struct message *close = zone_mail(zone, MSG_CLOSE, NO_ZONE, NO_ENTITY);
        close->close.session = parcel->session;
        close->close.text = text_ref(words);
        zone_emit(zone, close);
    }
    text_unref(&words);
}

void presence_admit(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot)
{
    (void)arrive;
    presence_rest(zone, parcel);
    presence_dismiss(zone, parcel, slot, parcel->quitting == QUIT_ASKED
                     ? text_printf("Until the next time, %s.\n", parcel->name)
                     : text_printf("%s leaves the game.\n", parcel->name));
}

void presence_settle(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason,
                     struct slot *slot)
{
    (void)stub;
    presence_rest(zone, parcel);
    presence_dismiss(zone, parcel, slot, text_printf("%s could not enter the game: %s\n", parcel->name, reason));
}

/* -- durable ----------------------------------------------------------------------------------------- */

static bool resting_needed(const struct registry *registry, const struct resting *resting)
{
    return resting->holder.dirty != 0 || resting->epoch > registry->durable;
}

void presence_forget(struct zone *zone, const struct account *account)
{
    const struct registry *registry = zone->state;
    for (unsigned at = 0; at < account->count; at++) {
        struct resting *resting = resting_find(zone, account->characters[at].id);
        if (resting == NULL || resting_needed(registry, resting))
            continue;
        resting_take(zone, resting);
        resting_free(resting);
    }
}

void presence_durable(struct zone *zone, uint64_t epoch)
{
    struct registry *registry = zone->state;
    registry->durable = epoch;
    for (unsigned at = registry->resting.count; at-- > 0;) {
        struct resting *resting = registry->resting.items[at];
        if (resting_needed(registry, resting) && (zone->setting->broken & RULE_REST) == 0)
            continue;
        struct account *account = account_find(zone, resting->account);
        if (account != NULL && account->settling)
            continue;                   /* he is read there; kin_settle() forgets him in the end */
        resting_take(zone, resting);
        resting_free(resting);
        if (account != NULL)
            account_settle(zone, account);
    }
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void resting_encode(const struct resting *resting, struct bytes_writer *writer)
{
    put_entity(writer, resting->who);
    put_string(writer, resting->account);
    put_text(writer, resting->parcel);
    holder_encode(&resting->holder, writer);
    put_u64(writer, resting->epoch);
}

static bool resting_sound(const struct resting *resting)
{
    if (resting->parcel == NULL)
        return false;
    struct bytes_reader reader = bytes_read(text_bytes(resting->parcel), text_length(resting->parcel));
    struct parcel parcel;
    return parcel_take(&reader, &parcel) && entity_same(parcel.who, resting->who);
}

bool resting_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct registry *registry = zone->state;
    struct resting *resting = memory_get(sizeof *resting);
    resting->who = take_entity(reader);
    take_string(reader, resting->account, sizeof resting->account);
    resting->parcel = take_text(reader, RECORD_BYTES_MOST);
    resting->holder.kind = &resting_kind;
    bool known = holder_decode(&zone->holders, &resting->holder, PARCEL_RECORDS, reader);
    resting->epoch = take_u64(reader);
    unsigned at;
    void *other = sorted_find(&registry->resting, resting_order, &resting->who, &at);
    if (!known || reader->failed || other != NULL || at != registry->resting.count || !resting_sound(resting)) {
        resting_free(resting);
        return false;
    }
    sorted_insert(&registry->resting, at, resting);
    return true;
}
