/* bench/balance/ring.c -- see ring.h. */
#include "bench/balance/ring.h"

#include "zones/commands/command.h"
#include "zones/fight/fight.h"
#include "zones/fight/mind.h"
#include "zones/world/newborn.h"

#include <stdio.h>
#include <string.h>

enum { LAND = 1, REGISTRY = 3 };
static const char *const seat_names[MEMBERS] = { "Anna", "Berta", "Carla" };
static const char *no_words[] = { NULL };
static const char *foe_keys[FOES][2] = { { "alpha", NULL }, { "beta", NULL }, { "gamma", NULL } };
static const char *const foe_names[FOES] = { "the first foe", "the second foe", "the third foe" };

/* -- the world --------------------------------------------------------------------------------------- */

static void rooms_make(struct ring *ring)
{
    static const char *const names[] = { "The Refuge", "The Field" };
    for (unsigned at = 0; at < 2; at++) {
        ring->rooms[at] = (struct room_proto){ .id = { REFUGE + at }, .name = names[at], .text = "", .terrain = TERRAIN_FIELD };
        ring->places[at] = (struct room_place){ .room = { REFUGE + at }, .zone = { LAND } };
        for (unsigned way = 0; way < DIRECTIONS; way++)
            ring->rooms[at].exits[way] = (struct exit_proto){ .door_keys = no_words };
    }
    ring->rooms[0].peaceful = true;
    ring->rooms[0].exits[NORTH] = (struct exit_proto){ .to = { FIELD }, .zone = { LAND }, .door_keys = no_words };
    ring->rooms[1].exits[SOUTH] = (struct exit_proto){ .to = { REFUGE }, .zone = { LAND }, .door_keys = no_words };
}

/* All of them things without any use, until somebody is dressed; the last one is a spell book. */
static void things_make(struct ring *ring)
{
    for (unsigned at = 0; at < RING_OBJECTS; at++) {
        snprintf(ring->keys[at], sizeof ring->keys[at], "ring.%04u", at);
        ring->objects[at] = (struct object_proto){ .key = ring->keys[at], .name = "a thing", .line = "A thing lies here.", .text = "",
            .keys = no_words, .kind = ITEM_THING, .wear = WEAR_NOWHERE, .takeable = true,
            .make = { GEAR_NONE, GEAR_NONE, GEAR_NONE, 0 }, .spellbook = at == BOOK };
    }
    static const char *const keys[FOES] = { "ring.foe1", "ring.foe2", "ring.foe3" };
    for (unsigned at = 0; at < FOES; at++)
        ring->mobiles[at] = (struct mobile_proto){ .key = keys[at], .name = foe_names[at], .line = "A foe stands here.", .text = "",
            .keys = foe_keys[at], .level = 1, .pronoun = PRONOUN_IT, .says = no_words };
}

void ring_open(struct ring *ring, const struct rules *rules, uint64_t seed)
{
    memset(ring, 0, sizeof *ring);
    options_begin(&ring->options);
    ring->options.character_tiring_percent = 0;
    ring->options.newcomer_coins = 0;
    rooms_make(ring);
    things_make(ring);
    ring->area = (struct area){ .key = "ring", .name = "The Ring", .zone = { LAND }, .level_min = 1, .level_max = 1000,
                                .rooms = ring->rooms, .room_count = 2, .reset_minutes = 60 };
    ring->world = (struct world){ .areas = &ring->area, .area_count = 1, .places = ring->places, .place_count = 2,
                                  .objects = ring->objects, .object_count = RING_OBJECTS, .mobiles = ring->mobiles, .mobile_count = FOES };
    ring->setting = (struct setting){ .world = &ring->world, .options = &ring->options, .rules = rules, .incarnation = 1, .seed = seed,
                                      .login_count = 1, .registry_count = 1, .groups_count = 1 };
    setting_number(&ring->setting);
    ring->zone = zone_new(&ring->setting, (zone_id){ LAND });
}

void ring_close(struct ring *ring)
{
    zone_free(&ring->zone);
    for (unsigned at = 0; at < MEMBERS; at++)
        text_unref(&ring->seats[at].slot.habits);
}

/* -- mail -------------------------------------------------------------------------------------------- */

static void answered(struct slot *slot)
{
    struct seat *seat = (struct seat *)((char *)slot - offsetof(struct seat, slot));
    seat->waiting = false;
    text_unref(&slot->facts);
    text_unref(&slot->reply);
    text_unref(&slot->prompt);
    text_unref(&slot->habits);
}

/* Without the marks for net (core/markup.h: a byte below a blank and what it says, up to the next such). */
static void watch(const struct ring *ring, const struct text *text)
{
    for (size_t at = 0; text != NULL && ring->watched && at < text_length(text); at++) {
        unsigned char letter = (unsigned char)text_bytes(text)[at];
        putchar(letter < ' ' && letter != '\n' ? '~' : letter);
    }
}

/* Whatever is for others has nobody to read it. */
static void deliver(struct ring *ring)
{
    struct message *message;
    zone_hearers_told(ring->zone);
    while ((message = message_list_take(&ring->zone->out)) != NULL) {
        if (message->type == MSG_REPLY && message->reply.slot == &ring->seats[0].slot)
            watch(ring, message->reply.slot->reply);
        if (message->type == MSG_TELL && session_same(message->tell.session, ring->seats[0].slot.session))
            watch(ring, message->tell.text);
        for (unsigned at = 0; message->type == MSG_TELLS && at < tells_count(&message->tells); at++)
            if (session_same(tells_session(&message->tells, at), ring->seats[0].slot.session))
                watch(ring, message->tells.text);
        if (message->type == MSG_REPLY)
            answered(message->reply.slot);
        else
            message_free(&message);
    }
}

PLAYS static void apply(struct ring *ring, struct message *message)
{
    struct input input = { .now = ring->now, .message = message };
    deliver(ring);                      /* what was said outside of any input */
    zone_apply(ring->zone, &input);
    deliver(ring);
}

void ring_until(struct ring *ring, int64_t then)
{
    while (ring->now < then) {
        int64_t due = zone_due(ring->zone);
        ring->now = due <= ring->now ? ring->now + 1 : due < then ? due : then;
        struct message *tick = message_new(MSG_TICK);
        tick->to.number = LAND;
        apply(ring, tick);
    }
}

void ring_types(struct ring *ring, unsigned at, const char *line)
{
    struct seat *seat = &ring->seats[at];
    struct slot *slot = &seat->slot;
    assert(!seat->waiting);
    size_t verb = strcspn(line, " ");
    slot->verb = VERB_NONE;
    for (unsigned row = 0; row < command_count && slot->verb == VERB_NONE; row++)
        if (strlen(command_rows[row].name) == verb && strncmp(command_rows[row].name, line, verb) == 0)
            slot->verb = (uint16_t)(VERB_FIRST + row);
    snprintf(slot->typed, sizeof slot->typed, "%.*s", (int)(verb < NAME_SIZE ? verb : NAME_SIZE - 1), line);
    const char *rest = line + verb;
    snprintf(slot->line, sizeof slot->line, "%s", rest + strspn(rest, " "));
    if (ring->watched && at == 0)
        printf("%lld.%llds> %s\n", (long long)ring->now / 1000, (long long)ring->now / 100 % 10, line);
    slot->sequence++;
    slot->who = seat->who;
    seat->waiting = true;
    apply(ring, slot_ask(slot, (zone_id){ LAND }));
}

/* -- people ------------------------------------------------------------------------------------------ */

struct room *ring_room(const struct ring *ring, unsigned room)
{
    return land_room(ring->zone, (room_id){ room });
}

struct character *ring_person(const struct ring *ring, unsigned seat)
{
    return land_character(ring->zone, ring->seats[seat].who);
}

struct character *ring_enter(struct ring *ring, unsigned at, const char *race, const char *path)
{
    struct seat *seat = &ring->seats[at];
    char choices[100];
    seat->who = (entity_id){ 1, REGISTRY, at + 1 };
    slot_begin(&seat->slot, session_make(1, at, 1));
    snprintf(choices, sizeof choices, "she %s %s", race, path);
    struct text *newborn = character_newborn(&ring->setting, seat->who, seat_names[at], seat_names[at], choices);
    struct bytes_reader reader = bytes_read(text_bytes(newborn), text_length(newborn));
    struct parcel parcel;
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);
    parcel.session = seat->slot.session;
    parcel.generation = 1;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &parcel);
    struct message *arrive = message_new(MSG_ARRIVE);
    arrive->from.number = REGISTRY;
    arrive->to.number = LAND;
    arrive->arrive.convoy = 1000000 + at;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN;
    arrive->arrive.room.number = FIELD;
    arrive->arrive.direction = NO_DIRECTION;
    arrive->arrive.parcels = bytes_text(&writer);
    arrive->arrive.slot = &seat->slot;
    seat->waiting = true;
    bytes_free(&writer);
    text_unref(&newborn);
    apply(ring, arrive);
    assert(!seat->waiting);
    return ring_person(ring, at);
}

void ring_put(struct ring *ring, struct character *who, unsigned room)
{
    room_leave(who);
    room_enter(ring_room(ring, room), who);
}

struct character *ring_foe(struct ring *ring, unsigned at)
{
    struct zone *zone = ring->zone;
    zone->now = ring->now;
    struct character *who = character_new(zone, zone_new_id(zone));
    who->proto = (proto_id){ at };
    who->mobile = &ring->mobiles[at];
    who->reset = -1;
    pools_begin(who);
    room_enter(ring_room(ring, FIELD), who);
    mind_meets(who);
    return who;
}

void ring_remove(struct character *who)
{
    fight_leave(who);
    minds_drop(who->room, who);
    room_leave(who);
    character_free(&who);
}

void ring_sweep(struct ring *ring, bool called)
{
    for (unsigned room = REFUGE; room <= FIELD; room++) {
        struct room *at = ring_room(ring, room);
        while (at->items != NULL) {
            struct item *item = at->items;
            item_leave(item);
            item_free(&item);
        }
        for (struct character *who = at->people, *next; who != NULL; who = next) {
            next = who->next;
            if (who->mobile != NULL && (called || who->called == NULL))
                ring_remove(who);
        }
    }
}
