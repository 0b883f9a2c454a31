/* zones/world/land_record.c -- a whole land as bytes: the start of a recording, the state hash, a zone on
 * its way to another process.  Lists keep their order, since their order is state; tables by id do not
 * appear.  Not the store's format: that is a parcel a player and a record a floor. */
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/fight/abroad.h"
#include "zones/fight/mind.h"
#include "zones/skills/called.h"
#include "zones/skills/ground.h"
#include "zones/world/company.h"
#include "zones/world/sight.h"

enum { KEY_MOST = 200, PEOPLE_MOST = 100000 };

void land_begin(struct zone *zone)
{
    struct land *land = memory_get(sizeof *land);
    land->rooms = memory_get(zone->area->room_count * sizeof *land->rooms);
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        land->rooms[at].proto = &zone->area->rooms[at];
        room_ways(&land->rooms[at]);
        land->rooms[at].zone = zone;
        land->rooms[at].floor.kind = &floor_holder;
    }
    zone->state = land;
    land_reset(zone);
}

ZONE_THREAD static void room_clear(struct room *room)
{
    while (room->people != NULL) {
        struct character *who = room->people;
        room_leave(who);
        character_free(&who);
    }
    while (room->items != NULL) {
        struct item *item = room->items;
        item_leave(item);
        item_free(&item);
    }
    grounds_free(room);
}

void land_end(struct zone *zone)
{
    struct land *land = land_of(zone);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        room_clear(&land->rooms[at]);
    abroad_free(land);
    sights_free(land);
    for (unsigned at = 0; land->composed != NULL && at < zone->area->room_count; at++)
        memory_free(land->composed[at]);
    memory_free(land->composed);
    memory_free(land->chains);
    memory_free(land->rooms);
    memory_free(land);
    zone->state = NULL;
}

/* -- players ----------------------------------------------------------------------------------------- */

static void player_put(struct bytes_writer *writer, const struct rules *rules, const struct player *player)
{
    put_string(writer, player->account);
    put_u64(writer, player->session.number);
    put_i64(writer, player->linkless_since);
    put_i64(writer, player->heard);
    put_u8(writer, player->idle);
    put_u32(writer, player->generation);
    put_u64(writer, player->version);
    put_u8(writer, player->quitting);
    put_u8(writer, player->saving);
    put_u64(writer, player->saved_epoch);
    put_entity(writer, player->group);
    put_entity(writer, player->group_leader);
    put_u32(writer, player->group_version);
    put_u8(writer, player->group_subleader);
    put_i64(writer, player->vitals_sent);
    company_put(writer, player);
    put_u32(writer, player->level);
    put_i64(writer, player->played_ms);
    put_i64(writer, player->counted);
    put_u8(writer, player->pronoun);
    put_string(writer, player->title);
    for (unsigned purse = 0; purse < PURSES; purse++)
        put_i64(writer, player->coins[purse]);
    put_u8(writer, player->newcomer);
    put_u32(writer, player->kept);
    put_i64(writer, player->kept_at);
    put_u8(writer, player->prompt_stale);
    put_u8(writer, player->watched);
    put_u64(writer, player->facts_session.number);
    put_u64(writer, player->facts_told);
    put_i64(writer, player->hazard_due);
    put_i64(writer, player->slept);
    put_i64(writer, player->waits_until);
    habits_put(writer, player);
    ears_put_settings(writer, &player->ears);
    ears_put_told(writer, &player->ears);
    toggles_put(writer, &player->toggles);
    put_u8(writer, player->toggles.reader);
    draft_put(writer, player->draft);
    growth_put(writer, rules, &player->growth);
    quest_log_put(writer, &player->quests);
    put_u8(writer, player->behind);
    put_entity(writer, player->challenged);
    put_entity(writer, player->duels);
}

static void player_take(struct bytes_reader *reader, struct character *who)
{
    struct player *player = who->player;
    take_string(reader, player->account, sizeof player->account);
    player->session.number = take_u64(reader);
    player->linkless_since = take_i64(reader);
    player->heard = take_i64(reader);
    player->idle = take_u8(reader) != 0;
    player->generation = take_u32(reader);
    player->version = take_u64(reader);
    player->quitting = take_u8(reader);
    player->saving = take_u8(reader) != 0;
    player->saved_epoch = take_u64(reader);
    player->group = take_entity(reader);
    player->group_leader = take_entity(reader);
    player->group_version = take_u32(reader);
    player->group_subleader = take_u8(reader) != 0;
    player->vitals_sent = take_i64(reader);
    company_take(reader, player);
    player->level = take_u32(reader);
    player->played_ms = take_i64(reader);
    player->counted = take_i64(reader);
    player->pronoun = take_u8(reader);
    take_string(reader, player->title, sizeof player->title);
    for (unsigned purse = 0; purse < PURSES; purse++)
        if ((player->coins[purse] = take_i64(reader)) < 0 || player->coins[purse] > PURSE_MOST)
            reader->failed = true;
    player->newcomer = take_u8(reader) != 0;
    player->kept = take_u32(reader);
    player->kept_at = take_i64(reader);
    player->prompt_stale = take_u8(reader) != 0;
    player->watched = take_u8(reader) != 0;
    player->facts_session.number = take_u64(reader);
    player->facts_told = take_u64(reader);
    player->hazard_due = take_i64(reader);
    player->slept = take_i64(reader);
    player->waits_until = take_i64(reader);
    habits_take(reader, who);
    ears_take_settings(reader, &player->ears);
    ears_take_told(reader, &player->ears);
    toggles_take(reader, &player->toggles);
    player->toggles.reader = take_u8(reader) != 0;
    player->draft = draft_take(reader);
    growth_take(reader, rules_of(who), &player->growth);
    quest_log_take(reader, who->zone->setting->world, &player->quests);
    player->behind = take_u8(reader) != 0;
    player->challenged = take_entity(reader);
    player->duels = take_entity(reader);
    if (player->pronoun >= PRONOUN_IT)
        reader->failed = true;
}

/* -- people ------------------------------------------------------------------------------------------ */

static void body_put(struct bytes_writer *writer, const struct rules *rules, const struct character *who)
{
    for (unsigned pool = 0; pool < POOLS; pool++) {
        put_i64(writer, who->pools[pool].value);
        put_i64(writer, who->pools[pool].since);
    }
    affects_put(writer, rules, who->affects);
    put_i64(writer, who->affect_due);
    put_i64(writer, who->round_due);
    put_i64(writer, who->stunned_until);
    put_u8(writer, who->ranged);
    put_u8(writer, who->hunted);
    put_entity(writer, who->mount);
    put_entity(writer, who->rider);
    put_string(writer, who->song == NULL ? "" : rules->skills[who->song->skill].name);
    put_i64(writer, who->song == NULL ? 0 : who->song->due);
    put_u8(writer, who->casting != NULL);
    if (who->casting == NULL)
        return;
    put_string(writer, rules->skills[who->casting->skill].name);
    put_i64(writer, who->casting->due);
    put_entity(writer, who->casting->target);
    put_u32(writer, who->casting->zone.number);
    put_u8(writer, who->casting->direction);
    put_u8(writer, who->casting->grouped);
    put_string(writer, who->casting->words);
}

static void song_take(struct bytes_reader *reader, struct character *who)
{
    char name[KEY_MOST];
    take_string(reader, name, sizeof name);
    int64_t due = take_i64(reader);
    if (reader->failed || name[0] == '\0')
        return;
    who->song = memory_get(sizeof *who->song);
    who->song->skill = rules_skill(rules_of(who), name);
    who->song->due = due;
    if (who->song->skill == NO_SKILL)
        reader->failed = true;
}

static void casting_take(struct bytes_reader *reader, struct character *who)
{
    char name[KEY_MOST];
    struct casting *casting = who->casting = memory_get(sizeof *casting);
    take_string(reader, name, sizeof name);
    casting->skill = rules_skill(rules_of(who), name);
    casting->due = take_i64(reader);
    casting->target = take_entity(reader);
    casting->zone.number = take_u32(reader);
    casting->direction = take_u8(reader);
    casting->grouped = take_u8(reader) != 0;
    take_string(reader, casting->words, sizeof casting->words);
    if (casting->skill == NO_SKILL || casting->direction > NO_DIRECTION)
        reader->failed = true;
}

static void body_take(struct bytes_reader *reader, struct character *who)
{
    for (unsigned pool = 0; pool < POOLS; pool++) {
        who->pools[pool].value = (int32_t)take_i64(reader);
        who->pools[pool].since = take_i64(reader);
    }
    affects_take(reader, who);
    who->affect_due = take_i64(reader);
    who->round_due = take_i64(reader);
    who->stunned_until = take_i64(reader);
    who->ranged = take_u8(reader) != 0;
    who->hunted = take_u8(reader) != 0;
    who->mount = take_entity(reader);
    who->rider = take_entity(reader);
    song_take(reader, who);
    if (take_u8(reader) != 0 && !reader->failed)
        casting_take(reader, who);
}

static void character_put(struct bytes_writer *writer, const struct rules *rules, const struct character *who)
{
    put_entity(writer, who->id);
    put_string(writer, who->name);
    put_string(writer, who->mobile == NULL ? "" : who->mobile->key);
    put_i64(writer, who->reset);
    put_u8(writer, who->position);
    put_entity(writer, who->leader);
    put_i64(writer, who->day_due);
    put_u8(writer, who->day_walking);
    mind_put(writer, who->mind);
    visit_put(writer, who->visit);
    body_put(writer, rules, who);
    if (who->player != NULL)
        player_put(writer, rules, who->player);
    items_put(writer, who->items);
    holder_encode(&who->holder, writer);
}

/* A mobile by its prototype's key, a player by what follows. */
static void character_take_kind(struct zone *zone, struct bytes_reader *reader, struct character *who, const char *key)
{
    if (key[0] == '\0') {
        reader->failed = reader->failed || who->mind != NULL || who->visit != NULL;
        who->player = memory_get(sizeof *who->player);
        who->holder.kind = &player_holder;
        player_take(reader, who);
    } else if (world_mobile(zone->setting->world, key, &who->proto)) {
        who->mobile = &zone->setting->world->mobiles[who->proto.number];
    } else if (creature_dress(who, key)) {
        assert(who->mobile != NULL);
    } else {
        reader->failed = true;
    }
}

ZONE_THREAD static void character_take(struct zone *zone, struct bytes_reader *reader, struct room *room)
{
    char key[KEY_MOST];
    entity_id id = take_entity(reader);
    if (reader->failed || land_character(zone, id) != NULL) {
        reader->failed = true;
        return;
    }
    struct character *who = character_new(zone, id);
    take_string(reader, who->name, sizeof who->name);
    take_string(reader, key, sizeof key);
    who->reset = (int32_t)take_i64(reader);
    who->position = take_u8(reader);
    who->leader = take_entity(reader);
    who->day_due = take_i64(reader);
    who->day_walking = take_u8(reader) != 0;
    mind_take(reader, who);
    visit_take(reader, who);
    body_take(reader, who);
    if (who->position >= POSITIONS)
        reader->failed = true;
    if (!reader->failed)
        character_take_kind(zone, reader, who, key);
    if (!reader->failed)
        items_take_bearer(zone, reader, who);
    if (who->player == NULL && who->mobile == NULL) {
        character_free(&who);
        return;
    }
    room_enter(room, who);
    if (!holder_decode(&zone->holders, &who->holder, who->player == NULL ? 0 : PARCEL_RECORDS, reader))
        reader->failed = true;
}

struct text *land_person_text(const struct character *who)
{
    struct bytes_writer writer = {0};
    character_put(&writer, rules_of(who), who);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

struct character *land_person_take(struct zone *zone, const struct text *bytes, struct room *room)
{
    struct bytes_reader reader = bytes_read(text_bytes(bytes), text_length(bytes)), ahead = reader;
    entity_id id = take_entity(&ahead);
    if (ahead.failed || land_character(zone, id) != NULL)
        return NULL;
    character_take(zone, &reader, room);
    struct character *who = land_character(zone, id);
    if (who == NULL || (!reader.failed && who->mobile != NULL && bytes_left(&reader) == 0))
        return who;
    room_leave(who);
    character_free(&who);
    return NULL;
}

/* -- the land ---------------------------------------------------------------------------------------- */

void land_encode(const struct zone *zone, struct bytes_writer *writer)
{
    const struct land *land = land_of(zone);
    put_u8(writer, land->overdue);
    put_i64(writer, land->idle_due);
    put_i64(writer, land->facts_due);
    put_i64(writer, land->day_due);
    abroad_put(writer, land);
    put_u32(writer, zone->area->room_count);
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        const struct room *room = &land->rooms[at];
        put_u32(writer, room->proto->id.number);
        put_bytes(writer, room->doors, DIRECTIONS);
        put_u8(writer, room->found);
        uint32_t people = 0;
        for (const struct character *who = room->people; who != NULL; who = who->next)
            people++;
        put_u32(writer, people);
        for (const struct character *who = room->people; who != NULL; who = who->next)
            character_put(writer, zone->setting->rules, who);
        for (const struct character *who = room->people; who != NULL; who = who->next)
            put_entity(writer, who->opponent == NULL ? NO_ENTITY : who->opponent->id);
        items_put(writer, room->items);
        grounds_put(writer, room);
        holder_encode(&room->floor, writer);
    }
    sights_put(writer, land);
}

static void doors_take(struct bytes_reader *reader, struct room *room)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        uint8_t door = take_u8(reader);
        bool there = room->proto->exits[direction].door != DOOR_NONE;
        if (door > DOOR_LOCKED || there != (door != DOOR_NONE))
            reader->failed = true;
        room->doors[direction] = door;
    }
}

/* Whom each of them fights: somebody in the same room. */
ZONE_THREAD static void opponents_take(struct bytes_reader *reader, struct room *room)
{
    for (struct character *who = room->people; who != NULL && !reader->failed; who = who->next) {
        entity_id opponent = take_entity(reader);
        if (entity_none(opponent))
            continue;
        who->opponent = land_character(room->zone, opponent);
        if (who->opponent == NULL || who->opponent->room != room || who->opponent == who)
            reader->failed = true;
    }
}

ZONE_THREAD static void room_take(struct zone *zone, struct bytes_reader *reader, struct room *room)
{
    if (take_u32(reader) != room->proto->id.number)
        reader->failed = true;
    doors_take(reader, room);
    room->found = take_u8(reader);
    if (room->found > FOUND_ALL)
        reader->failed = true;
    uint32_t people = take_u32(reader);
    if (people > PEOPLE_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < people && !reader->failed; at++)
        character_take(zone, reader, room);
    opponents_take(reader, room);
    if (!reader->failed)
        items_take_room(zone, reader, room);
    if (!reader->failed)
        grounds_take(reader, room);
    if (!reader->failed && !holder_decode(&zone->holders, &room->floor, 1, reader))
        reader->failed = true;
}

bool land_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct land *land = land_of(zone);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        room_clear(&land->rooms[at]);
    land->overdue = take_u8(reader) != 0;
    land->idle_due = take_i64(reader);
    land->facts_due = take_i64(reader);
    land->day_due = take_i64(reader);
    abroad_take(reader, land);
    if (take_u32(reader) != zone->area->room_count)
        return false;
    for (unsigned at = 0; at < zone->area->room_count && !reader->failed; at++)
        room_take(zone, reader, &land->rooms[at]);
    return !reader->failed && sights_take(zone, reader);
}
