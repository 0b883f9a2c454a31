/* bench/stage/town.c -- the zones' part of the microscope: commands, applied by a land full of people. */
#include "bench/stage/parts.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "zones/commands/command.h"
#include "zones/lookup.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

#include <string.h>

enum { ROOMS = 4, ROOM_PLAYERS = STAGE_TIMES / ROOMS };

struct stage_town stage_town;

/* -- a world ------------------------------------------------------------------------------------------ */

STAGE_THREAD static bool setting_begin(const char *areas)
{
    struct setting *setting = &stage_town.setting;
    unsigned mistakes = 0;
    options_begin(&stage_town.options);
    stage_town.options.character_tiring_percent = 0;
    *setting = (struct setting){ .options = &stage_town.options, .incarnation = 1, .seed = 1, .login_count = 1, .registry_count = 1,
                                 .groups_count = 1, .channels_count = 1, .boxes_count = 1 };
    setting->rules = rules_load(stage_town.options.game_tables, stderr, &mistakes);
    setting->world = setting->rules == NULL ? NULL : world_load(areas, setting->rules, NULL, stderr, &mistakes);
    if (setting->world == NULL)
        return false;
    setting->book = book_load(stage_town.options.game_texts, stderr, &mistakes);
    setting_number(setting);
    return true;
}

STAGE_THREAD static void threads_begin(void)
{
    stage_town.verbs = verbs_new();
    commands_index(stage_town.verbs);
    stage_town.route = route_new(stage_town.setting.zones);
    stage_town.directory = directory_new();
    stage_town.net_inbox = mailbox_new("net");
    stage_town.worker_inbox = mailbox_new("zones");
    stage_town.other_inbox = mailbox_new("others");
    route_add_worker(stage_town.route, stage_town.worker_inbox);
    route_add_net(stage_town.route, stage_town.net_inbox);
    route_set_main(stage_town.route, stage_town.other_inbox);
    route_set_persist(stage_town.route, stage_town.other_inbox);
    stage_town.net_pen = (struct pen){ .route = stage_town.route, .sender = SENDER_NET };
    unsigned *workers = memory_get((stage_town.setting.zones + 1) * sizeof *workers);
    route_set_all(stage_town.route, workers, stage_town.setting.zones);
    memory_free(workers);
}

/* A way out of this room that leads back straight away, with nothing in between; NO_DIRECTION: there is none. */
static enum direction open_way(const struct zone *zone, const struct room *room)
{
    for (enum direction way = 0; way < DIRECTIONS; way++) {
        const struct exit_proto *out = &room->proto->exits[way];
        const struct room *next = out->to.number == 0 || !zone_same(out->zone, zone->id) ? NULL : land_room(zone, out->to);
        const struct exit_proto *back = next == NULL ? NULL : &next->proto->exits[direction_back(way)];
        bool open = next != NULL && out->door_name == NULL && !out->climb && !out->hidden && out->level_min == 0;
        if (open && back->to.number == room->proto->id.number && !back->climb && !back->hidden
                && room->proto->occupants_max == 0 && next->proto->occupants_max == 0)
            return way;
    }
    return NO_DIRECTION;
}

/* Would they meet there?  Then no room would have as many in it as it should. */
static bool is_taken(const struct room *room, enum direction way, struct room *const *rooms, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        if (rooms[at]->proto->exits[way].to.number == room->proto->id.number
                || room->proto->exits[way].to.number == rooms[at]->proto->id.number)
            return true;
    return false;
}

/* The first land with as many rooms as are wanted that have the same way out. */
STAGE_THREAD static bool rooms_find(struct room *rooms[ROOMS])
{
    const struct world *world = stage_town.setting.world;
    for (enum direction way = 0; way < DIRECTIONS; way++)
        for (uint32_t number = 1; number <= world->area_count; number++) {
            struct zone *zone = stage_town.zones[number];
            unsigned found = 0;
            for (unsigned at = 0; zone->area != NULL && at < zone->area->room_count && found < ROOMS; at++)
                if (open_way(zone, &land_of(zone)->rooms[at]) == way && !is_taken(&land_of(zone)->rooms[at], way, rooms, found))
                    rooms[found++] = &land_of(zone)->rooms[at];
            if (found < ROOMS)
                continue;
            stage_town.zone = zone;
            stage_town.there = direction_names[way];
            stage_town.back = direction_names[direction_back(way)];
            return true;
        }
    fprintf(stderr, "stage: no area has %d rooms with the same open way out\n", ROOMS);
    return false;
}

STAGE_THREAD static void player_begin(unsigned number, struct room *room)
{
    struct stage_player *player = &stage_town.players[number];
    struct zone *zone = stage_town.zone;
    snprintf(player->name, sizeof player->name, "Watcher%c%c", 'a' + number / 26, 'a' + number % 26);
    player->who = zone_new_id(zone);
    slot_begin(&player->slot, session_make(0, number, 1));
    player->slot.zone = zone->id;
    player->slot.who = player->who;
    struct text *text = character_newborn(&stage_town.setting, player->who, player->name, player->name, "they");
    struct bytes_reader reader = bytes_read(text_bytes(text), text_length(text));
    struct parcel parcel;
    bool sound = parcel_take(&reader, &parcel);
    struct character *who = sound ? character_unpack(zone, &parcel) : NULL;
    assert(who != NULL);
    who->player->session = player->slot.session;
    room_enter(room, who);
    text_unref(&text);
    struct sighting sighting = { .who = player->who, .session = player->slot.session, .zone = zone->id, .generation = 1, .level = 1 };
    memcpy(sighting.name, player->name, NAME_SIZE);
    memcpy(sighting.account, player->name, NAME_SIZE);
    directory_publish(stage_town.directory, &sighting);
}

bool town_begin(const char *areas)
{
    struct room *rooms[ROOMS];
    if (!setting_begin(areas))
        return false;
    threads_begin();
    stage_town.zones = memory_get((stage_town.setting.zones + 1) * sizeof *stage_town.zones);
    for (uint32_t number = 1; number <= stage_town.setting.zones; number++)
        stage_town.zones[number] = zone_new(&stage_town.setting, (zone_id){number});
    if (!rooms_find(rooms))
        return false;
    for (unsigned number = 0; number < STAGE_TIMES; number++)
        player_begin(number, rooms[number / ROOM_PLAYERS]);
    return true;
}

void town_end(void)
{
    struct world *world = (struct world *)(uintptr_t)stage_town.setting.world;
    struct book *book = (struct book *)(uintptr_t)stage_town.setting.book;
    struct rules *rules = (struct rules *)(uintptr_t)stage_town.setting.rules;
    for (uint32_t number = 1; stage_town.zones != NULL && number <= stage_town.setting.zones; number++)
        zone_free(&stage_town.zones[number]);
    memory_free(stage_town.zones);
    if (stage_town.route != NULL) {
        mailbox_free(&stage_town.net_inbox);
        mailbox_free(&stage_town.worker_inbox);
        mailbox_free(&stage_town.other_inbox);
        directory_free(&stage_town.directory);
        route_free(&stage_town.route);
        verbs_free(&stage_town.verbs);
        rcu_settle();
    }
    if (world != NULL)
        world_free(&world);
    if (book != NULL)
        book_free(&book);
    rules_free(&rules);
}

/* -- commands ----------------------------------------------------------------------------------------- */

struct message *town_ask(unsigned number, const char *line)
{
    struct slot *slot = &stage_town.players[number].slot;
    const char *arguments;
    slot->sequence++;
    slot->verb = verbs_find(stage_town.verbs, line, &arguments, slot->typed, sizeof slot->typed);
    snprintf(slot->line, sizeof slot->line, "%s", arguments);
    return slot_ask(slot, stage_town.zone->id);
}

void town_read(struct slot *slot)
{
    text_unref(&slot->reply);
    text_unref(&slot->prompt);
    text_unref(&slot->next_secret);
    text_unref(&slot->facts);
    text_unref(&slot->habits);
}

STAGE_THREAD static void look_up(unsigned at)
{
    struct input *input = &stage_town.inputs[at];
    lookup_fill(&input->lookup, zone_lookup(stage_town.zone, input->message), input->message, &stage_town.setting, stage_town.directory,
                stage_town.route, NULL);
}

void town_prepare_lookup(const struct stage *stage, unsigned times)
{
    const char *step = stage_town.away ? stage_town.back : stage_town.there;
    for (unsigned at = 0; at < times; at++) {
        struct message *message = town_ask(at, stage->line == NULL ? step : stage->line);
        stage_town.inputs[at] = (struct input){ .now = stage_town.zone->now, .message = message };
    }
    stage_town.away ^= stage->line == NULL;
}

void town_prepare(const struct stage *stage, unsigned times)
{
    town_prepare_lookup(stage, times);
    for (unsigned at = 0; at < times; at++)
        look_up(at);
}

void town_look_up(const struct stage *stage, unsigned times)
{
    (void)stage;
    for (unsigned at = 0; at < times; at++)
        look_up(at);
}

void town_apply(const struct stage *stage, unsigned times)
{
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        zone_apply(stage_town.zone, &stage_town.inputs[at]);
        message_list_join(&stage_town.out, &stage_town.zone->out);
    }
}

/* What was only looked up is applied now: the zone frees what came with it. */
void town_clean(const struct stage *stage, unsigned times)
{
    struct message *message;
    unsigned answered = 0;
    if (stage_town.out.length == 0)
        town_apply(stage, times);
    while ((message = message_list_take(&stage_town.out)) != NULL) {
        if (message->type == MSG_REPLY) {
            struct slot *slot = message->reply.slot;
            assert(!slot->unrun);
            town_read(slot);
            answered++;
        } else {
            message_free(&message);
        }
    }
    assert(answered == times);
}

struct text *town_view(void)
{
    const struct stage look = { .line = "look" };
    town_prepare(&look, 1);
    town_apply(&look, 1);
    struct text *view = text_ref(stage_town.players[0].slot.reply);
    town_clean(&look, 1);
    return view;
}
