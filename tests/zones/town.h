/* tests/zones/town.h -- two small lands and the pseudo-zones on one thread, with people at their keyboards.
 *
 *   land 1   3001 temple -N- 3002 -E(oak door)- 3003        land 2   4001 court     4002 cell (holds two)
 *            3001 -E(iron gate)- 4001                                4001 -W(iron gate)- 3001
 *            3001 -S- 4002                                           4002 -N- 3001
 *
 * Every zone has an inbox; nothing moves until a test says so (town_step, town_run).  After every input the
 * books are checked: zone->holders.dirty is what a cut would write, nobody is twice in a land.  What people read
 * is kept for each of them until asked for.  The directory and the look-ups are the real ones. */
#ifndef TESTS_ZONES_TOWN_H
#define TESTS_ZONES_TOWN_H

#include "core/markup.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "tests/zones/tables.h"
#include "zones/commands/command.h"
#include "zones/lookup.h"
#include "zones/world/ferry.h"
#include "zones/world/newborn.h"
#include "zones/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The bench plays every thread there is. */
#if defined(__clang__)
#define PLAYS_ALL __attribute__((unused, no_thread_safety_analysis)) static
#else
#define PLAYS_ALL __attribute__((unused)) static
#endif

enum { LAND_ONE = 1, LAND_TWO = 2, LOGIN = 3, REGISTRY = 4, GROUPS = 5, CHANNELS = 6, ZONES = 6, BOXES = 7 };
enum { TEMPLE = 3001, HALL = 3002, VAULT = 3003, COURT = 4001, CELL = 4002 };
enum { BAG, CAP, CHEST, KEY, LAMP, SHIELD, STATUE, SWORD, OBJECTS };  /* sorted by key, as a world is */
enum { ADA, BOB, CID, DAN, EVE, SEATS };
static const char *const seat_names[SEATS] = { "Ada", "Bob", "Cid", "Dan", "Eve" };

struct seat {
    struct slot slot;
    entity_id   who;
    zone_id     zone;               /* where net believes the session is */
    bool        waiting;            /* a command is in flight */
    bool        closed;
    unsigned    replies;
    struct bytes_writer read;       /* everything on his screen, marks for net left in but for links */
    struct bytes_writer marked;     /* the same with all marks */
    char        prompt[200];
    char        links[2000];        /* the commands of the links in what he read, a "\n" behind each */
    char        sounds[500];        /* and the sounds, the same way */
    struct text *facts;             /* what his client was told last; NULL: nothing */
    unsigned    facts_told;         /* so often */
};

struct town {
    struct options       options;
    struct room_proto    rooms[5];
    struct extra         extra;
    struct reset         resets_one[8], resets_two[1];
    struct area          areas[2];
    struct room_place    places[5];
    struct object_proto  objects[OBJECTS];
    struct mobile_proto  mobiles[2];
    struct world         world;
    struct ferry         ferry;     /* of town_ferry() */
    struct setting       setting;
    struct mailbox      *worker;    /* of a worker that is only there to be named */
    struct route        *route;
    struct directory    *directory;
    struct zone         *zones[BOXES + 1]; /* the last one only where a test asks for it: boxes_count */
    struct message_list  inbox[BOXES + 1];
    struct message_list  records;   /* of cuts, until a test looks */
    struct message_list  other;     /* to persist, to main */
    int64_t              now;
    struct message_list  sights;      /* mail about who is seen over borders: town_run() delivers it when all else is */
    unsigned             places_told; /* PLACE messages */
    struct seat          seats[SEATS];
};

/* -- the world -- */

static const char *no_keys[] = { NULL };
static const char *oak_keys[] = { "oak", "door", NULL }, *gate_keys[] = { "iron", "gate", NULL };
static const char *altar_keys[] = { "altar", NULL };
static const char *guard_keys[] = { "guard", NULL }, *guard_says[] = { "Move along.", NULL };
static const char *rat_keys[] = { "rat", NULL };

__attribute__((unused)) static void exit_make(struct room_proto *from, enum direction way, unsigned to, unsigned zone)
{
    from->exits[way] = (struct exit_proto){ .to = {to}, .zone = {zone}, .door_keys = no_keys };
}

__attribute__((unused)) static void door_make(struct room_proto *from, enum direction way, const char *name, const char **keys,
                                              enum door_state state, const char *key)
{
    struct exit_proto *exit = &from->exits[way];
    exit->door = (uint8_t)state;
    exit->door_name = name;
    exit->door_keys = keys;
    exit->key = key;
}

__attribute__((unused)) static void town_rooms(struct town *town)
{
    static const unsigned numbers[] = { TEMPLE, HALL, VAULT, COURT, CELL };
    static const char *const names[] = { "The Temple", "The Hall", "The Vault", "The Court", "The Cell" };
    for (unsigned at = 0; at < 5; at++) {
        town->rooms[at] = (struct room_proto){ .id = {numbers[at]}, .name = names[at], .text = "It is bare.", .terrain = TERRAIN_CITY };
        town->places[at] = (struct room_place){ .room = {numbers[at]}, .zone = { at < 3 ? LAND_ONE : LAND_TWO } };
    }
    exit_make(&town->rooms[0], NORTH, HALL, LAND_ONE);
    exit_make(&town->rooms[0], EAST, COURT, LAND_TWO);
    exit_make(&town->rooms[0], SOUTH, CELL, LAND_TWO);
    exit_make(&town->rooms[1], SOUTH, TEMPLE, LAND_ONE);
    exit_make(&town->rooms[1], EAST, VAULT, LAND_ONE);
    exit_make(&town->rooms[2], WEST, HALL, LAND_ONE);
    exit_make(&town->rooms[3], WEST, TEMPLE, LAND_ONE);
    exit_make(&town->rooms[4], NORTH, TEMPLE, LAND_ONE);
    door_make(&town->rooms[0], EAST, "iron gate", gate_keys, DOOR_OPEN, NULL);
    door_make(&town->rooms[3], WEST, "iron gate", gate_keys, DOOR_OPEN, NULL);
    door_make(&town->rooms[1], EAST, "oak door", oak_keys, DOOR_LOCKED, "one.key");
    door_make(&town->rooms[2], WEST, "oak door", oak_keys, DOOR_LOCKED, "one.key");
    town->rooms[4].occupants_max = 2;
    town->extra = (struct extra){ .keys = altar_keys, .text = "A plain stone altar." };
    town->rooms[0].extras = &town->extra;
    town->rooms[0].extra_count = 1;
}

/* The Patient Heron: the vault is her deck, and she sails between the temple and the court, over the border, at two and at six. */
__attribute__((unused)) static void town_ferry(struct town *town)
{
    town->ferry = (struct ferry){ .key = "heron", .name = "The Patient Heron", .deck = { VAULT }, .zone = { LAND_ONE },
        .stops = { { TEMPLE }, { COURT } }, .stop_zones = { { LAND_ONE }, { LAND_TWO } }, .stop_names = { "Temple Stairs", "Court Quay" },
        .stop_count = 2, .hours = 1u << 2 | 1u << 6, .hour_count = 2 };
    town->world.ferries = &town->ferry;
    town->world.ferry_count = 1;
    town->rooms[2].afloat = true;
}

__attribute__((unused)) static void town_things(struct town *town)
{
    static const struct { const char *key, *name, *line; const char *keys[2]; uint8_t kind, wear; bool takeable; } rows[OBJECTS] = {
        [LAMP]   = { "one.lamp", "a brass lamp", "A brass lamp stands here.", { "lamp" }, ITEM_LIGHT, WEAR_LIGHT, true },
        [SWORD]  = { "one.sword", "an old sword", "An old sword lies here.", { "sword" }, ITEM_WEAPON, WEAR_WIELD, true },
        [CAP]    = { "one.cap", "a knitted cap", "A knitted cap lies here.", { "cap" }, ITEM_ARMOR, WEAR_HEAD, true },
        [BAG]    = { "one.bag", "a canvas bag", "A canvas bag lies here.", { "bag" }, ITEM_CONTAINER, WEAR_NOWHERE, true },
        [CHEST]  = { "one.chest", "a cedar chest", "A cedar chest stands here.", { "chest" }, ITEM_CONTAINER, WEAR_NOWHERE, false },
        [KEY]    = { "one.key", "an iron key", "An iron key lies here.", { "key" }, ITEM_KEY, WEAR_NOWHERE, true },
        [SHIELD] = { "one.shield", "a round shield", "A round shield lies here.", { "shield" }, ITEM_SHIELD, WEAR_SHIELD, true },
        [STATUE] = { "one.statue", "a marble statue", "A marble statue stands here.", { "statue" }, ITEM_THING, WEAR_NOWHERE, false },
    };
    static const char *key_lists[OBJECTS][2];
    for (unsigned at = 0; at < OBJECTS; at++) {
        key_lists[at][0] = rows[at].keys[0];
        town->objects[at] = (struct object_proto){ .key = rows[at].key, .name = rows[at].name, .line = rows[at].line,
            .text = "You see nothing special about it.", .keys = key_lists[at], .kind = rows[at].kind, .wear = rows[at].wear,
            .takeable = rows[at].takeable, .weight = 1, .value = 5, .capacity = rows[at].kind == ITEM_CONTAINER ? 20 : 0 };
    }
    town->objects[BAG].door = DOOR_OPEN;
    town->objects[CHEST].door = DOOR_CLOSED;
    town->objects[CHEST].unlocked_by = "one.key";
    town->mobiles[0] = (struct mobile_proto){ .key = "one.guard", .name = "a gate guard", .line = "A gate guard leans here.",
                                              .text = "She yawns.", .keys = guard_keys, .level = 5, .pronoun = PRONOUN_IT, .says = guard_says };
    town->mobiles[1] = (struct mobile_proto){ .key = "one.rat", .name = "a rat", .line = "A rat scurries about.", .text = "It is grey.",
                                              .keys = rat_keys, .level = 1, .pronoun = PRONOUN_IT, .wanders = true, .says = no_keys };
}

__attribute__((unused)) static void town_resets(struct town *town)
{
    static const struct reset one[] = {
        { RESET_MOBILE, {0}, 1, {TEMPLE}, false }, { RESET_WORN, {CAP}, 1, {TEMPLE}, false }, { RESET_MOBILE, {1}, 1, {HALL}, false },
        { RESET_OBJECT, {CHEST}, 1, {TEMPLE}, false }, { RESET_INSIDE, {SWORD}, 2, {TEMPLE}, false }, { RESET_OBJECT, {LAMP}, 3, {TEMPLE}, false },
        { RESET_OBJECT, {STATUE}, 1, {TEMPLE}, false }, { RESET_OBJECT, {BAG}, 4, {TEMPLE}, false },
    };
    static const struct reset two[] = { { RESET_OBJECT, {CAP}, 2, {COURT}, false } };
    memcpy(town->resets_one, one, sizeof one);
    memcpy(town->resets_two, two, sizeof two);
}

/* -- beginning and end -- */

PLAYS_ALL void town_begin(struct town *town)
{
    memset(town, 0, sizeof *town);
    options_begin(&town->options);
    town->options.character_tiring_percent = 0;
    town->options.newcomer_coins = 0;
    town_rooms(town);
    town_things(town);
    town_resets(town);
    town->areas[0] = (struct area){ .key = "one", .name = "Land One", .zone = {LAND_ONE}, .rooms = town->rooms, .room_count = 3,
                                    .resets = town->resets_one, .reset_count = 8, .reset_minutes = 10 };
    town->areas[1] = (struct area){ .key = "two", .name = "Land Two", .zone = {LAND_TWO}, .rooms = town->rooms + 3, .room_count = 2,
                                    .resets = town->resets_two, .reset_count = 1, .reset_minutes = 10 };
    town->world = (struct world){ .areas = town->areas, .area_count = 2, .places = town->places, .place_count = 5,
                                  .objects = town->objects, .object_count = OBJECTS, .mobiles = town->mobiles, .mobile_count = 2 };
    town->setting = (struct setting){ .world = &town->world, .options = &town->options, .rules = tables(), .incarnation = 7, .seed = 42,
                                      .login_count = 1, .registry_count = 1, .groups_count = 1, .channels_count = 1 };
}

/* After the test has changed what it wants changed in the world. */
PLAYS_ALL void town_open(struct town *town)
{
    rcu_thread_begin();
    setting_number(&town->setting);
    assert_int_equal(town->setting.zones, ZONES + town->setting.boxes_count);
    static const unsigned owners[BOXES + 1];
    town->route = route_new(town->setting.zones);
    route_add_worker(town->route, town->worker = mailbox_new("worker"));
    route_set_all(town->route, owners, town->setting.zones);
    town->directory = directory_new();
    for (unsigned zone = 1; zone <= town->setting.zones; zone++)
        town->zones[zone] = zone_new(&town->setting, (zone_id){zone});
}

PLAYS_ALL void seats_free(struct town *town)
{
    for (unsigned at = 0; at < SEATS; at++) {
        text_unref(&town->seats[at].slot.reply);
        text_unref(&town->seats[at].slot.prompt);
        text_unref(&town->seats[at].slot.habits);
        text_unref(&town->seats[at].facts);
        bytes_free(&town->seats[at].read);
        bytes_free(&town->seats[at].marked);
    }
}

/* -- the books -- */

PLAYS_ALL unsigned room_wrongs(const struct room *room)
{
    unsigned wrongs = 0, players = 0;
    for (const struct character *who = room->people; who != NULL; who = who->next) {
        wrongs += who->room != room || land_character(room->zone, who->id) != who;
        players += who->player != NULL;
    }
    return wrongs + (players != room->players);
}

static inline unsigned dirty_count(uint8_t dirty)
{
    return (unsigned)__builtin_popcount(dirty);
}

/* Some of its ways have changed, as those of an area that is open never do. */
__attribute__((unused)) static void town_ways(struct town *town)
{
    for (unsigned land = LAND_ONE; land <= LAND_TWO; land++)
        for (unsigned at = 0; at < town->zones[land]->area->room_count; at++)
            room_ways(&land_of(town->zones[land])->rooms[at]);
}

/* What a cut taken now would write. */
PLAYS_ALL unsigned zone_owes(const struct zone *zone)
{
    unsigned owes = zone->books_holder.dirty;
    for (const struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        owes += dirty_count(stub->holder.dirty);
    if (zone->kind != &zone_land)
        return owes;
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        const struct room *room = &land_of(zone)->rooms[at];
        assert_int_equal(room_wrongs(room), 0);
        owes += room->floor.dirty;
        for (const struct character *who = room->people; who != NULL; who = who->next)
            owes += dirty_count(who->holder.dirty);
    }
    return owes;
}

PLAYS_ALL unsigned zone_watchers(const struct zone *zone)
{
    unsigned watchers = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            watchers += who->player != NULL && who->player->watched;
    return watchers;
}

PLAYS_ALL void books_check(const struct zone *zone)
{
    if (zone->kind == &zone_land) {
        assert_int_equal(zone_owes(zone), zone->holders.dirty);
        assert_int_equal(zone_watchers(zone), land_of(zone)->watchers);
    }
    unsigned under_way = 0;
    for (const struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        under_way += stub->state == STUB_TRAVELLING;
    assert_int_equal(under_way, zone->travel.under_way);
}

/* -- mail -- */

PLAYS_ALL struct seat *seat_of(struct town *town, session_id session)
{
    for (unsigned at = 0; at < SEATS; at++)
        if (session.number != 0 && session_same(town->seats[at].slot.session, session))
            return &town->seats[at];
    return NULL;
}

/* What is shown; what a sound plays is noted beside. */
PLAYS_ALL void seat_reads_words(struct seat *seat, const char *at, const char *end)
{
    const char *sound;
    while ((sound = memmem(at, (size_t)(end - at), M_SOUND, strlen(M_SOUND))) != NULL) {
        const char *file = sound + strlen(M_SOUND), *after = memmem(file, (size_t)(end - file), M_SOUND_END, strlen(M_SOUND_END));
        assert_non_null(after);
        size_t noted = strlen(seat->sounds);
        snprintf(seat->sounds + noted, sizeof seat->sounds - noted, "%.*s\n", (int)(after - file), file);
        put_bytes(&seat->read, at, (size_t)(sound - at));
        at = after + strlen(M_SOUND_END);
    }
    put_bytes(&seat->read, at, (size_t)(end - at));
}

/* Of a link, what is shown; its command is noted beside. */
PLAYS_ALL void seat_reads(struct seat *seat, const struct text *text)
{
    if (seat == NULL || text == NULL)
        return;
    const char *at = text_bytes(text), *end = at + text_length(text), *link;
    put_bytes(&seat->marked, at, text_length(text));
    while ((link = strstr(at, M_LINK)) != NULL) {
        const char *command = link + strlen(M_LINK), *shown = strstr(command, M_LINK_TEXT), *after = strstr(command, M_LINK_END);
        assert_true(shown != NULL && after != NULL && shown < after);
        size_t noted = strlen(seat->links);
        snprintf(seat->links + noted, sizeof seat->links - noted, "%.*s\n", (int)(shown - command), command);
        shown += strlen(M_LINK_TEXT);
        seat_reads_words(seat, at, link);
        put_bytes(&seat->read, shown, (size_t)(after - shown));
        at = after + strlen(M_LINK_END);
    }
    seat_reads_words(seat, at, end);
}

PLAYS_ALL void seat_shows(struct seat *seat, struct text *facts)
{
    if (seat == NULL || facts == NULL)
        return;
    text_unref(&seat->facts);
    seat->facts = text_ref(facts);
    seat->facts_told++;
}

PLAYS_ALL void seat_answered(struct seat *seat)
{
    assert_true(seat->waiting);             /* never two answers */
    seat->waiting = false;
    seat->replies++;
    seat_reads(seat, seat->slot.reply);
    if (seat->slot.prompt != NULL)
        snprintf(seat->prompt, sizeof seat->prompt, "%s", text_bytes(seat->slot.prompt));
    seat_shows(seat, seat->slot.facts);
    text_unref(&seat->slot.facts);
    text_unref(&seat->slot.reply);
    text_unref(&seat->slot.prompt);
    if (seat->slot.zone.number != 0)
        seat->zone = seat->slot.zone;
    seat->closed = seat->closed || seat->slot.next == NEXT_CLOSE;
}

PLAYS_ALL void town_directory(struct town *town, const struct message *message)
{
    if (message->type == MSG_WITHDRAW) {
        directory_withdraw(town->directory, message->withdraw.name, message->withdraw.generation);
        return;
    }
    struct sighting sighting = { .who = message->about, .session = message->publish.session, .zone = message->publish.zone,
                                 .generation = message->publish.generation, .level = message->publish.level,
                                 .flags = message->publish.flags, .deaf = message->publish.deaf,
                                 .ignored = message->publish.ignored };
    memcpy(sighting.name, message->publish.name, NAME_SIZE);
    memcpy(sighting.account, message->publish.account, NAME_SIZE);
    if (message->publish.title != NULL)
        snprintf(sighting.title, sizeof sighting.title, "%s", text_bytes(message->publish.title));
    directory_publish(town->directory, &sighting);
}

PLAYS_ALL void town_address(struct town *town, struct message *message, unsigned from)
{
    struct sighting sighting;
    if (message->to.number != 0)
        return;
    if (directory_find_who(town->directory, message->about, &sighting)) {
        message->to = sighting.zone;
        return;
    }
    message->hops = MAIL_HOPS_MAX;
    message->to.number = from;
}

PLAYS_ALL void town_net(struct town *town, struct message *message)
{
    struct seat *seat = NULL;
    switch (message->type) {
    case MSG_REPLY:
        seat = seat_of(town, message->reply.slot->session);
        if (seat != NULL)
            seat_answered(seat);
        return;                             /* the message is the slot's */
    case MSG_TELL:
        seat_reads(seat_of(town, message->tell.session), message->tell.text);
        break;
    case MSG_TELLS:
        for (unsigned at = 0; at < tells_count(&message->tells); at++)
            seat_reads(seat_of(town, tells_session(&message->tells, at)), message->tells.text);
        break;
    case MSG_FACTS:
        seat_shows(seat_of(town, message->facts.session), message->facts.facts);
        break;
    case MSG_PLACE:
        seat = seat_of(town, message->place.session);
        if (seat != NULL)
            seat->zone = message->place.zone;
        town->places_told++;
        break;
    case MSG_CLOSE:
        seat = seat_of(town, message->close.session);
        seat_reads(seat, message->close.text);
        if (seat != NULL)
            seat->closed = true;
        break;
    }
    message_free(&message);
}

PLAYS_ALL void town_post(struct town *town, struct message *message, unsigned from)
{
    switch (message_inbox(message->type)) {
    case INBOX_ZONE:
        town_address(town, message, from);
        bool sight = message->type == MSG_SIGHT_ASK || message->type == MSG_SIGHT;
        message_list_add(sight ? &town->sights : &town->inbox[message->to.number], message);
        break;
    case INBOX_NET:
        town_net(town, message);
        break;
    case INBOX_DIRECTORY:
        town_directory(town, message);
        message_free(&message);
        break;
    default:
        message_list_add(message->type == MSG_RECORD ? &town->records : &town->other, message);
        break;
    }
}

/* One input for that zone, now. */
PLAYS_ALL void town_apply(struct town *town, unsigned number, struct message *message)
{
    struct zone *zone = town->zones[number];
    struct input input = { .now = town->now, .message = message };
    lookup_fill(&input.lookup, zone_lookup(zone, message), message, &town->setting, town->directory, town->route, NULL);
    zone_apply(zone, &input);
    books_check(zone);
    while ((message = message_list_take(&zone->out)) != NULL)
        town_post(town, message, number);
}

PLAYS_ALL void town_tick(struct town *town, unsigned number)
{
    struct message *tick = message_new(MSG_TICK);
    tick->to.number = number;
    town_apply(town, number, tick);
}

/* The oldest mail of one zone; false when there is none. */
PLAYS_ALL bool town_step(struct town *town, unsigned number)
{
    struct message *message = message_list_take(&town->inbox[number]);
    if (message == NULL)
        return false;
    town->now++;
    town_apply(town, number, message);
    return true;
}

PLAYS_ALL void town_run(struct town *town)
{
    bool more = true;
    for (unsigned turns = 0; more && turns < 100000; turns++) {
        more = false;
        for (unsigned zone = 1; zone <= town->setting.zones; zone++)
            more = town_step(town, zone) || more;
        struct message *sight = more ? NULL : message_list_take(&town->sights);
        if (sight != NULL)
            town_apply(town, sight->to.number, sight);
        more = more || sight != NULL;
    }
    assert_false(more);
}

/* World time goes on; every timer that came due fires. */
PLAYS_ALL void town_later(struct town *town, int64_t ms)
{
    town->now += ms;
    for (unsigned zone = 1; zone <= town->setting.zones; zone++)
        town_tick(town, zone);
    town_run(town);
}

/* Cuts one zone: as many records as it owed, then none.  Gives the number; the records stay in town->records. */
PLAYS_ALL unsigned town_cut(struct town *town, unsigned number, uint64_t epoch)
{
    struct zone *zone = town->zones[number];
    town_tick(town, number);
    unsigned owed = zone->holders.dirty, before = town->records.length;
    for (unsigned again = 0; again < 2; again++) {
        struct message *cut = message_new(MSG_CUT);
        cut->cut.epoch = epoch;
        town_apply(town, number, cut);
        assert_int_equal(zone->holders.dirty, 0);
        assert_int_equal(town->records.length - before, owed);
    }
    return owed;
}

/* The newest record of that name among those cut; NULL if there is none. */
PLAYS_ALL const struct message *town_record(const struct town *town, const char *name)
{
    const struct message *found = NULL;
    for (const struct message *record = town->records.first; record != NULL; record = record->next)
        if (strcmp(record->record.name, name) == 0)
            found = record;
    return found;
}

/* -- people -- */

PLAYS_ALL struct character *town_person(struct town *town, unsigned at)
{
    for (unsigned zone = LAND_ONE; zone <= LAND_TWO; zone++) {
        struct character *who = land_character(town->zones[zone], town->seats[at].who);
        if (who != NULL)
            return who;
    }
    return NULL;
}

PLAYS_ALL unsigned town_room_of(struct town *town, unsigned at)
{
    struct character *who = town_person(town, at);
    return who == NULL ? 0 : who->room->proto->id.number;
}

/* Where the store thinks he was makes no difference: he is let in where the test wants him. */
PLAYS_ALL void town_enters(struct town *town, unsigned at, unsigned room)
{
    struct seat *seat = &town->seats[at];
    seat->who = (entity_id){ 1, REGISTRY, at + 1 };
    slot_begin(&seat->slot, session_make(1, at, 1));
    struct text *parcel = character_newborn(&town->setting, seat->who, seat_names[at], seat_names[at], "she");
    struct bytes_reader reader = bytes_read(text_bytes(parcel), text_length(parcel));
    struct parcel read;
    assert_true(parcel_take(&reader, &read));
    read.session = seat->slot.session;
    read.generation = 1;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &read);
    zone_id zone = world_zone_of(&town->world, (room_id){room});
    struct message *arrive = message_new(MSG_ARRIVE);
    arrive->from.number = REGISTRY;
    arrive->to = zone;
    arrive->arrive.convoy = 1000000 + at;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN;
    arrive->arrive.room.number = room;
    arrive->arrive.direction = NO_DIRECTION;
    arrive->arrive.parcels = bytes_text(&writer);
    seat->waiting = true;
    arrive->arrive.slot = &seat->slot;
    bytes_free(&writer);
    text_unref(&parcel);
    message_list_add(&town->inbox[zone.number], arrive);
    town_run(town);
    assert_int_equal(town_room_of(town, at), room);
    assert_false(seat->waiting);
    bytes_clear(&seat->read);
    seat->replies = 0;
}

/* He presses enter; the line goes to his zone's inbox and no further. */
PLAYS_ALL void town_sends(struct town *town, unsigned at, const char *line)
{
    struct seat *seat = &town->seats[at];
    assert_false(seat->waiting);
    size_t verb = strcspn(line, " ");
    seat->slot.verb = VERB_NONE;
    for (unsigned row = 0; row < command_count && seat->slot.verb == VERB_NONE; row++)
        if (strlen(command_rows[row].name) == verb && strncmp(command_rows[row].name, line, verb) == 0)
            seat->slot.verb = (uint16_t)(VERB_FIRST + row);
    snprintf(seat->slot.typed, sizeof seat->slot.typed, "%.*s", (int)(verb < NAME_SIZE ? verb : NAME_SIZE - 1), line);
    const char *rest = line + verb;
    snprintf(seat->slot.line, sizeof seat->slot.line, "%s", rest + strspn(rest, " "));
    seat->slot.sequence++;
    seat->slot.who = seat->who;
    seat->waiting = true;
    message_list_add(&town->inbox[seat->zone.number], slot_ask(&seat->slot, seat->zone));
}

PLAYS_ALL void town_types(struct town *town, unsigned at, const char *line)
{
    town_sends(town, at, line);
    town_run(town);
    assert_false(town->seats[at].waiting);
}

/* Everything he has read since he was last asked; good until he reads again. */
PLAYS_ALL const char *town_reads(struct town *town, unsigned at)
{
    struct bytes_writer *read = &town->seats[at].read;
    put_u8(read, 0);
    bytes_clear(read);
    bytes_clear(&town->seats[at].marked);
    return (const char *)read->bytes;
}

/* He types, and all that he reads is this. */
PLAYS_ALL void town_says(struct town *town, unsigned at, const char *line, const char *answer)
{
    town_reads(town, at);
    town_types(town, at, line);
    assert_string_equal(town_reads(town, at), answer);
}

/* Personal mail from somewhere else, on its way to `zone`. */
PLAYS_ALL struct message *town_mail(struct town *town, enum message_type type, unsigned at, unsigned zone)
{
    struct message *message = message_new(type);
    message->about = town->seats[at].who;
    message->to.number = zone;
    message->from.number = GROUPS;
    message_list_add(&town->inbox[zone], message);
    return message;
}

/* A thing in somebody's hands, as if he had got it. */
PLAYS_ALL struct item *town_gives(struct town *town, unsigned at, unsigned object)
{
    struct character *who = town_person(town, at);
    struct item *item = item_new(who->zone, (proto_id){object}, zone_new_id(who->zone));
    item_enter_bearer(item, who, WEAR_NOWHERE);
    return item;
}

/* -- state as bytes -- */

/* Encodes, decodes into a fresh zone, encodes that: the bytes must be the same, and the copy's books be kept. */
PLAYS_ALL void town_copy_check(struct town *town, unsigned number)
{
    struct bytes_writer first = {0}, second = {0};
    zone_encode(town->zones[number], &first);
    struct zone *copy = zone_new(&town->setting, (zone_id){number});
    struct bytes_reader reader = bytes_read(first.bytes, first.length);
    assert_true(zone_decode(copy, &reader));
    assert_int_equal(bytes_left(&reader), 0);
    books_check(copy);
    zone_encode(copy, &second);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.bytes, second.bytes, first.length);
    zone_free(&copy);
    bytes_free(&first);
    bytes_free(&second);
}

/* No test ends with a land that would not come back from a checkpoint as it is. */
PLAYS_ALL void town_close(struct town *town)
{
    for (unsigned zone = 1; zone <= town->setting.zones; zone++) {
        town_copy_check(town, zone);
        zone_free(&town->zones[zone]);
        message_list_free(&town->inbox[zone]);
    }
    message_list_free(&town->sights);
    message_list_free(&town->records);
    message_list_free(&town->other);
    seats_free(town);
    rcu_settle();
    directory_free(&town->directory);
    route_free(&town->route);
    mailbox_free(&town->worker);
    rcu_settle();
    rcu_thread_end();
}

#endif
