/* zones/world/character.c -- people: being in a room, names, and a player as a parcel.
 * Entered by the zone's worker.
 *
 *   place      u8 version 1, room, position, then for health, mana, stamina: value, most, since   (78 bytes)
 *   body       u8 version 7, id, name, account, level, pronoun, u8, title, played_ms, switched channels, ignored names,
 *              toggles, habits, growth (zones/body/growth.c), affects (zones/body/affects.c), quests (zones/quests/log.h);
 *              version 6 ends in front of the quests, version 5 has an older
 *              growth, version 4 ends in front of it, version 3 in front of the habits, version 2 in front of the
 *              toggles, version 1 behind played_ms; the u8 was "brief" up to version 2
 *   holdings   u8 version 3, flags (1: a newcomer), coins carried, coins in the bank, u32 how many versions of him have been
 *              kept, i64 when the newest of them was, the things (item_record.c); version 2 has nothing about versions,
 *              version 1 nothing but the things */
#include "zones/world/land.h"

#include "core/markup.h"
#include "core/memory.h"
#include "zones/skills/called.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/world/company.h"
#include "zones/world/holdings.h"
#include "zones/world/newborn.h"
#include "zones/world/sight.h"

#include <string.h>
#include <strings.h>

enum { RECORD_VERSION = 1, BODY_VERSION = 7, BODY_WITH_EARS = 2, BODY_WITH_TOGGLES = 3, BODY_WITH_HABITS = 4, BODY_WITH_GROWTH = 5,
       BODY_WITH_QUESTS = 7 };
enum { HOLDINGS_VERSION = 3, HOLDINGS_WITH_PURSES = 2, HOLDINGS_WITH_KEPT = 3 };
enum { LEVEL_FIRST = 1, FLAG_NEWCOMER = 1, CLASS_FIRST = 0 };
enum { TEMPLE = 3001, CHAINS_FIRST = 16 };

/* -- the land's table -------------------------------------------------------------------------------- */

static struct character **chain_of(const struct land *land, entity_id id)
{
    return &land->chains[(id.counter * 31 + id.zone * 7 + id.incarnation) & (land->chain_count - 1)];
}

struct character *land_character(const struct zone *zone, entity_id id)
{
    const struct land *land = land_of(zone);
    for (struct character *who = land->people == 0 ? NULL : *chain_of(land, id); who != NULL; who = who->chain)
        if (entity_same(who->id, id))
            return who;
    return NULL;
}

static void chain_add(struct land *land, struct character *who)
{
    struct character **chain = chain_of(land, who->id);
    who->chain = *chain;
    *chain = who;
}

static void chains_grow(struct land *land)
{
    struct character **before = land->chains;
    unsigned count = land->chain_count;
    land->chain_count = count == 0 ? CHAINS_FIRST : count * 2;
    land->chains = memory_get(land->chain_count * sizeof *land->chains);
    for (unsigned chain = 0; chain < count; chain++)
        for (struct character *who = before[chain], *after; who != NULL; who = after) {
            after = who->chain;
            chain_add(land, who);
        }
    memory_free(before);
}

struct character *land_next(const struct zone *zone, const struct character *who)
{
    const struct land *land = land_of(zone);
    if (who != NULL && who->next != NULL)
        return who->next;
    for (size_t at = who == NULL ? 0 : (size_t)(who->room - land->rooms) + 1; at < zone->area->room_count; at++)
        if (land->rooms[at].people != NULL)
            return land->rooms[at].people;
    return NULL;
}

struct character *character_new(struct zone *zone, entity_id id)
{
    assert(land_character(zone, id) == NULL);
    struct character *who = memory_get(sizeof *who);
    who->type = CHARACTER_TYPE;
    who->id = id;
    who->zone = zone;
    who->reset = -1;
    who->position = STANDING;
    struct land *land = land_of(zone);
    if (land->people++ == land->chain_count)
        chains_grow(land);
    chain_add(land, who);
    return who;
}

void character_free(struct character **character)
{
    struct character *who = *character;
    assert(who->type == CHARACTER_TYPE);
    assert(who->room == NULL);
    while (who->items != NULL) {
        struct item *item = who->items;
        item_leave(item);
        item_free(&item);
    }
    holder_leave(who->zone, &who->holder);
    struct character **at = chain_of(land_of(who->zone), who->id);
    while (*at != who)
        at = &(*at)->chain;
    *at = who->chain;
    land_of(who->zone)->people--;
    if (who->player != NULL) {
        ears_free(&who->player->ears);
        draft_free(&who->player->draft);
        company_forget(who->player);
        text_unref(&who->player->habits);
        text_unref(&who->player->prompt);
        growth_free(&who->player->growth);
        quest_log_free(&who->player->quests);
    }
    affects_free(who);
    figures_stale(who);
    memory_free(who->casting);
    memory_free(who->mind);
    memory_free(who->visit);
    memory_free(who->song);
    called_free(who);
    memory_free(who->player);
    who->type = 0;
    memory_free(who);
    *character = NULL;
}

void character_touch(struct character *who, enum parcel_part part)
{
    if (who->player == NULL)
        return;
    holder_touch(who->zone, &who->holder, (uint8_t)(1u << part));
    if (part == PART_BODY) {
        who->player->played_ms = character_played(who);
        who->player->counted = who->zone->now;
    }
}

void character_keep(struct character *who)
{
    if (who->zone->setting->options->character_versions_kept == 0)
        return;
    holder_touch(who->zone, &who->holder, 1u << PART_HOLDINGS | 1u << PARCEL_WAS);
    who->player->kept++;
    who->player->kept_at = who->zone->now;
}

void character_keep_seldom(struct character *who)
{
    int64_t apart = who->zone->setting->options->character_versions_apart_s * 1000;
    if (who->player->kept == 0 || who->zone->now - who->player->kept_at >= apart)
        character_keep(who);
}

int64_t character_played(const struct character *who)
{
    return who->player->played_ms + who->zone->now - who->player->counted;
}

/* -- rooms ------------------------------------------------------------------------------------------- */

void room_enter(struct room *room, struct character *who)
{
    assert(who->type == CHARACTER_TYPE);
    assert(who->room == NULL);          /* he left one room before entering the next */
    assert(who->zone == room->zone);
    character_touch(who, PART_PLACE);
    struct character **at = &room->people;
    while (*at != NULL)
        at = &(*at)->next;
    *at = who;
    who->back = at;
    who->next = NULL;
    who->room = room;
    if (who->player != NULL) {
        room->players++;
        land_of(room->zone)->players++;
        land_of(room->zone)->watchers += who->player->watched;
    }
    sight_stir(room->zone);
}

void room_leave(struct character *who)
{
    struct room *room = who->room;
    assert(room != NULL);
    fight_leave(who);                   /* whatever takes him away */
    duel_leave(who);
    mount_end(who);
    character_touch(who, PART_PLACE);
    *who->back = who->next;
    if (who->next != NULL)
        who->next->back = who->back;
    who->next = NULL;
    who->back = NULL;
    who->room = NULL;
    if (who->player != NULL) {
        assert(room->players > 0);
        room->players--;
        land_of(room->zone)->players--;
        land_of(room->zone)->watchers -= who->player->watched;
    }
    sight_stir(room->zone);
}

/* -- what he is called ------------------------------------------------------------------------------- */

static const char *const objects[PRONOUNS] = { "him", "her", "them", "it" };
static const char *const possessives[PRONOUNS] = { "his", "her", "their", "its" };
static const char *const reflexives[PRONOUNS] = { "himself", "herself", "themself", "itself" };

static enum pronoun character_pronoun(const struct character *who)
{
    return who->player == NULL ? who->mobile->pronoun : who->player->pronoun;
}

const char *pronoun_subject(const struct character *who)
{
    return pronoun_words[character_pronoun(who)];
}

const char *pronoun_object(const struct character *who)
{
    return objects[character_pronoun(who)];
}

const char *pronoun_reflexive(const struct character *who)
{
    return reflexives[character_pronoun(who)];
}

const char *pronoun_possessive(const struct character *who)
{
    return possessives[character_pronoun(who)];
}

const char *character_name(const struct character *who)
{
    return who->mobile != NULL ? who->mobile->name : who->name;
}

bool character_answers_to(const struct character *who, const char *word)
{
    size_t length = strlen(word);
    if (length == 0)
        return false;
    if (who->mobile == NULL)
        return strncasecmp(who->name, word, length) == 0;
    for (const char *const *key = (const char *const *)who->mobile->keys; *key != NULL; key++)
        if (strncasecmp(*key, word, length) == 0)
            return true;
    return false;
}

/* Is this account one of the comma-separated names of game.keepers? */
bool character_is_keeper(const struct zone *zone, const struct character *who)
{
    if (who->player == NULL)
        return false;
    size_t length = strlen(who->player->account);
    const char *list = zone->setting->options->game_keepers;
    while (*list != '\0') {
        list += strspn(list, ", ");
        size_t word = strcspn(list, ", ");
        if (word == length && word > 0 && strncasecmp(list, who->player->account, length) == 0)
            return true;
        list += word;
    }
    return false;
}

/* -- parcels ----------------------------------------------------------------------------------------- */

static void place_put(struct bytes_writer *writer, const struct character *who, room_id room)
{
    put_u8(writer, RECORD_VERSION);
    put_u32(writer, room.number);
    put_u8(writer, who->position);
    for (unsigned pool = 0; pool < POOLS; pool++) {
        put_i64(writer, who->pools[pool].value);
        put_i64(writer, who->player->growth.pools[pool]);
        put_i64(writer, who->pools[pool].since);
    }
}

static void body_put(struct bytes_writer *writer, const struct rules *rules, const struct character *who)
{
    const struct player *player = who->player;
    put_u8(writer, BODY_VERSION);
    put_entity(writer, who->id);
    put_string(writer, who->name);
    put_string(writer, player->account);
    put_u32(writer, player->level);
    put_u8(writer, player->pronoun);
    put_u8(writer, 0);
    put_string(writer, player->title);
    put_i64(writer, player->played_ms);
    ears_put_settings(writer, &player->ears);
    toggles_put(writer, &player->toggles);
    habits_put(writer, player);
    growth_put(writer, rules, &player->growth);
    affects_put(writer, rules, who->affects);
    quest_log_put(writer, &player->quests);
}

void holdings_head_put(struct bytes_writer *writer, const struct holdings_head *head)
{
    put_u8(writer, HOLDINGS_VERSION);
    put_u8(writer, head->newcomer ? FLAG_NEWCOMER : 0);
    for (unsigned purse = 0; purse < PURSES; purse++)
        put_i64(writer, head->coins[purse]);
    put_u32(writer, head->kept);
    put_i64(writer, head->kept_at);
}

static void holdings_put(struct bytes_writer *writer, const struct character *who)
{
    const struct player *player = who->player;
    struct holdings_head head = { .newcomer = player->newcomer, .kept = player->kept, .kept_at = player->kept_at };
    memcpy(head.coins, player->coins, sizeof head.coins);
    holdings_head_put(writer, &head);
    items_put(writer, who->items);
}

static void parcel_fill(const struct character *who, const struct rules *rules, room_id room, struct bytes_writer *writer,
                        struct parcel *parcel)
{
    size_t ends[PARCEL_PARTS];
    bytes_clear(writer);
    place_put(writer, who, room);
    ends[PART_PLACE] = writer->length;
    body_put(writer, rules, who);
    ends[PART_BODY] = writer->length;
    holdings_put(writer, who);
    ends[PART_HOLDINGS] = writer->length;
    ears_put_told(writer, &who->player->ears);
    draft_put(writer, who->player->draft);
    put_u8(writer, who->player->behind);
    put_u8(writer, who->ranged);
    parcel->told = writer->bytes + ends[PART_HOLDINGS];
    parcel->told_length = (uint32_t)(writer->length - ends[PART_HOLDINGS]);
    size_t start = 0;
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel->part[part] = writer->bytes + start;
        parcel->length[part] = (uint32_t)(ends[part] - start);
        start = ends[part];
    }
}

void character_pack(const struct character *who, struct bytes_writer *writer, struct parcel *parcel)
{
    const struct player *player = who->player;
    assert(player != NULL);
    *parcel = (struct parcel){
        .who = who->id, .session = player->session, .generation = player->generation, .version = player->version,
        .dirty = who->holder.dirty, .quitting = player->quitting, .leader = who->leader, .group = player->group,
        .group_leader = player->group_leader, .group_version = player->group_version,
        .group_subleader = player->group_subleader, .saving = player->saving, .saved_epoch = player->saved_epoch,
        .watched = player->watched, .reader = player->toggles.reader, .linkless_since = player->linkless_since,
        .waits_until = player->waits_until, .kept = player->kept, .kept_at = player->kept_at,
    };
    memcpy(parcel->name, who->name, sizeof parcel->name);
    memcpy(parcel->account, player->account, sizeof parcel->account);
    assert(who->room != NULL);
    parcel_fill(who, rules_of(who), who->room->proto->id, writer, parcel);
}

/* What a record says of the future, or of before the world began, was true just now. */
static void pool_read(struct bytes_reader *reader, struct pool *pool, int64_t now)
{
    pool->value = (int32_t)take_i64(reader);
    take_i64(reader);                   /* the most of it: what he has become says that */
    pool->since = take_i64(reader);
    if (pool->since < 0 || pool->since > now)
        pool->since = now;
}

static bool place_take(struct character *who, const struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(parcel->part[PART_PLACE], parcel->length[PART_PLACE]);
    uint8_t version = take_u8(&reader);
    take_u32(&reader);                  /* the room: whoever sent him has read it */
    who->position = take_u8(&reader);
    for (unsigned pool = 0; pool < POOLS; pool++)
        pool_read(&reader, &who->pools[pool], who->zone->now);
    return !reader.failed && version == RECORD_VERSION && who->position < POSITIONS;
}

/* Of who was there before there were races and paths. */
static uint16_t race_first(const struct rules *rules)
{
    const struct race *human = rules_race(rules, NEWBORN_RACE);
    return human == NULL ? 0 : (uint16_t)(human - rules->races);
}

static bool body_take(struct character *who, const struct parcel *parcel)
{
    struct player *player = who->player;
    struct bytes_reader reader = bytes_read(parcel->part[PART_BODY], parcel->length[PART_BODY]);
    uint8_t version = take_u8(&reader);
    entity_id id = take_entity(&reader);
    take_string(&reader, who->name, sizeof who->name);
    take_string(&reader, player->account, sizeof player->account);
    player->level = take_u32(&reader);
    player->pronoun = take_u8(&reader);
    bool brief = take_u8(&reader) != 0;
    take_string(&reader, player->title, sizeof player->title);
    player->played_ms = take_i64(&reader);
    if (version >= BODY_WITH_EARS)
        ears_take_settings(&reader, &player->ears);
    if (version >= BODY_WITH_TOGGLES)
        toggles_take(&reader, &player->toggles);
    else if (brief)
        toggle_set(&player->toggles, TOGGLE_BRIEF, true);
    if (version >= BODY_WITH_HABITS)
        habits_take(&reader, who);
    if (version < BODY_WITH_GROWTH)
        growth_begin(&player->growth, rules_of(who), race_first(rules_of(who)), CLASS_FIRST);
    else if (growth_take(&reader, rules_of(who), &player->growth))
        affects_take(&reader, who);
    if (version >= BODY_WITH_QUESTS)
        quest_log_take(&reader, who->zone->setting->world, &player->quests);
    return !reader.failed && version >= 1 && version <= BODY_VERSION && entity_same(id, who->id) && player->pronoun < PRONOUN_IT;
}

bool holdings_head_take(struct bytes_reader *reader, struct holdings_head *head)
{
    *head = (struct holdings_head){0};
    uint8_t version = take_u8(reader), flags = version < HOLDINGS_WITH_PURSES ? 0 : take_u8(reader);
    head->newcomer = (flags & FLAG_NEWCOMER) != 0;
    for (unsigned purse = 0; purse < PURSES && version >= HOLDINGS_WITH_PURSES; purse++) {
        head->coins[purse] = take_i64(reader);
        if (head->coins[purse] < 0 || head->coins[purse] > PURSE_MOST)
            reader->failed = true;
    }
    if (version >= HOLDINGS_WITH_KEPT) {
        head->kept = take_u32(reader);
        head->kept_at = take_i64(reader);
    }
    if (version < 1 || version > HOLDINGS_VERSION || flags > FLAG_NEWCOMER)
        reader->failed = true;
    return !reader->failed;
}

ZONE_THREAD static bool holdings_take(struct zone *zone, struct character *who, const struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(parcel->part[PART_HOLDINGS], parcel->length[PART_HOLDINGS]);
    struct holdings_head head;
    if (!holdings_head_take(&reader, &head))
        return false;
    memcpy(who->player->coins, head.coins, sizeof head.coins);
    who->player->newcomer = head.newcomer;
    who->player->kept = head.kept;
    who->player->kept_at = head.kept_at;
    return items_take_bearer(zone, &reader, who);
}

bool holdings_coins(const struct text *holdings, int64_t *coins)
{
    struct holdings_head head;
    struct bytes_reader reader = bytes_read(text_bytes(holdings), text_length(holdings));
    bool sound = holdings_head_take(&reader, &head);
    *coins = sound ? head.coins[PURSE_CARRIED] + head.coins[PURSE_BANK] : 0;
    return sound;
}

/* What stands in front of what he has become is read and forgotten.  Gives the version of the record. */
static uint8_t body_head_skip(struct bytes_reader *reader)
{
    char words[ITEM_WORDS_SIZE];
    struct ears ears = {0};
    uint8_t version = take_u8(reader);
    take_entity(reader);
    take_string(reader, words, sizeof words);               /* name */
    take_string(reader, words, sizeof words);               /* account */
    take_u32(reader);                                       /* level */
    take_u8(reader);                                        /* pronoun */
    take_u8(reader);
    take_string(reader, words, sizeof words);               /* title */
    take_i64(reader);                                       /* how long he has played */
    if (version >= BODY_WITH_EARS)
        ears_take_settings(reader, &ears);
    ears_free(&ears);
    if (version >= BODY_WITH_TOGGLES)
        toggles_take(reader, &(struct toggles){0});
    if (version >= BODY_WITH_HABITS) {
        struct text *habits = take_text(reader, HABITS_BYTES_MAX);
        text_unref(&habits);
    }
    if (version < 1 || version > BODY_VERSION)
        reader->failed = true;
    return version;
}

bool body_experience(const void *body, size_t length, int64_t *experience)
{
    struct bytes_reader reader = bytes_read(body, length);
    uint8_t version = body_head_skip(&reader);
    *experience = version >= BODY_WITH_GROWTH ? growth_experience(&reader) : 0;
    if (reader.failed)
        *experience = 0;
    return !reader.failed;
}

/* Up to his kin, which a record from before there was any has not; false: it does not read. */
static bool body_kin_reach(struct bytes_reader *reader, bool *there)
{
    *there = body_head_skip(reader) >= BODY_WITH_GROWTH && take_u8(reader) >= GROWTH_WITH_KIN;
    return !reader->failed;
}

bool body_kin(const void *body, size_t length, struct kin *kin)
{
    bool there;
    struct bytes_reader reader = bytes_read(body, length);
    *kin = (struct kin){0};
    if (body_kin_reach(&reader, &there) && there)
        kin_take(&reader, kin);
    return !reader.failed;
}

struct text *body_with_kin(const void *body, size_t length, const struct kin *kin)
{
    bool there;
    struct kin before;
    struct bytes_reader reader = bytes_read(body, length);
    if (!body_kin_reach(&reader, &there) || !there)
        return NULL;
    struct bytes_writer writer = {0};
    put_bytes(&writer, body, length - bytes_left(&reader));
    kin_put(&writer, kin);
    kin_take(&reader, &before);
    size_t rest = bytes_left(&reader);
    put_bytes(&writer, (const uint8_t *)body + length - rest, rest);
    struct text *text = reader.failed ? NULL : bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

/* A parcel that comes from the store has none. */
static bool told_take(struct character *who, const struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(parcel->told, parcel->told_length);
    if (parcel->told_length > 0) {
        ears_take_told(&reader, &who->player->ears);
        who->player->draft = draft_take(&reader);
        who->player->behind = take_u8(&reader) != 0;
        who->ranged = take_u8(&reader) != 0;
    }
    return !reader.failed;
}

struct character *character_unpack(struct zone *zone, const struct parcel *parcel)
{
    if (land_character(zone, parcel->who) != NULL)
        return NULL;                    /* nobody is in two places */
    struct character *who = character_new(zone, parcel->who);
    struct player *player = who->player = memory_get(sizeof *player);
    who->holder.kind = &player_holder;
    player->counted = zone->now;
    bool sound = place_take(who, parcel) && body_take(who, parcel) && holdings_take(zone, who, parcel)
              && told_take(who, parcel);
    holder_leave(zone, &who->holder);   /* what putting him together has touched ... */
    holder_touch(zone, &who->holder, parcel->dirty); /* ... is not what must be written */
    if (!sound) {
        character_free(&who);
        return NULL;
    }
    player->session = parcel->session;
    player->linkless_since = parcel->linkless_since;
    player->generation = parcel->generation;
    player->version = parcel->version;
    player->quitting = parcel->quitting;
    player->group = parcel->group;
    player->group_leader = parcel->group_leader;
    player->group_version = entity_none(parcel->group) ? 0 : parcel->group_version;
    player->group_subleader = parcel->group_subleader && !entity_none(parcel->group);
    player->saving = parcel->saving;
    player->saved_epoch = parcel->saved_epoch;
    player->watched = parcel->watched;
    player->waits_until = parcel->waits_until;
    player->toggles.reader = parcel->reader;
    player->facts_session = parcel->session;
    who->leader = parcel->leader;
    affects_wind(who);
    return who;
}

/* -- newborns ---------------------------------------------------------------------------------------- */

/* One word of the choices. */
static void newborn_word(struct player *player, const struct rules *rules, const char *word)
{
    for (unsigned pronoun = 0; pronoun < PRONOUN_IT; pronoun++)
        if (strcasecmp(word, pronoun_words[pronoun]) == 0)
            player->pronoun = (uint8_t)pronoun;
    const struct race *race = rules_race(rules, word);
    if (race != NULL && race->playable)
        player->growth.race = (uint16_t)(race - rules->races);
    for (unsigned path = 0; path < rules->path_count; path++)
        if (strcasecmp(word, rules->classes[path].key) == 0)
            player->growth.class = (uint8_t)path;
    if (strcasecmp(word, NEWBORN_ALOUD) == 0)
        toggle_set(&player->toggles, TOGGLE_SCREENREADER, true);
}

static void newborn_choose(struct player *player, const struct rules *rules, const char *choices)
{
    player->growth.race = race_first(rules);
    player->growth.class = CLASS_FIRST;
    while (*choices != '\0') {
        char word[40];
        size_t length = strcspn(choices, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, choices);
        newborn_word(player, rules, word);
        choices += length + strspn(choices + length, " ");
    }
    growth_begin(&player->growth, rules, player->growth.race, player->growth.class);
}

struct text *character_newborn(const struct setting *setting, entity_id id, const char *name, const char *account,
                               const char *choices)
{
    struct player player = { .generation = 0, .version = 1, .level = LEVEL_FIRST, .pronoun = PRONOUN_THEY, .newcomer = true };
    struct character who = { .type = CHARACTER_TYPE, .id = id, .position = STANDING, .player = &player };
    newborn_choose(&player, setting->rules, choices == NULL ? "" : choices);
    for (unsigned pool = 0; pool < POOLS; pool++)
        who.pools[pool].value = player.growth.pools[pool];
    snprintf(who.name, sizeof who.name, "%s", name);
    snprintf(player.account, sizeof player.account, "%s", account);
    struct parcel parcel = { .who = id, .version = 1, .dirty = (1u << PARCEL_PARTS) - 1 };
    memcpy(parcel.name, who.name, sizeof parcel.name);
    memcpy(parcel.account, player.account, sizeof parcel.account);
    struct bytes_writer parts = {0}, writer = {0};
    parcel_fill(&who, setting->rules, (room_id){TEMPLE}, &parts, &parcel);
    growth_free(&player.growth);
    parcel_put(&writer, &parcel);
    struct text *text = bytes_text(&writer);
    bytes_free(&parts);
    bytes_free(&writer);
    return text;
}

room_id character_place(const struct setting *setting, const struct parcel *parcel)
{
    struct bytes_reader reader = bytes_read(parcel->part[PART_PLACE], parcel->length[PART_PLACE]);
    uint8_t version = take_u8(&reader);
    room_id room = { take_u32(&reader) };
    if (reader.failed || version != RECORD_VERSION || zone_same(world_zone_of(setting->world, room), NO_ZONE))
        return NO_ROOM;
    return room;
}
