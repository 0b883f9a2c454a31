/* zones/world/facts.c -- see facts.h.  Entered by the zone's worker. */
#include "zones/world/facts.h"

#include "core/facts.h"
#include "zones/who.h"
#include "zones/world/sky.h"

#include <string.h>

enum { FACTS_LATER_MS = 500, FACTS_GROWING_MS = 2000 };

/* -- pairs ------------------------------------------------------------------------------------------- */

static void put_name(struct bytes_writer *facts, const char *name)
{
    put_u8(facts, FACT_NAME);
    put_bytes(facts, name, strlen(name));
    put_u8(facts, FACT_VALUE);
}

static void put_words(struct bytes_writer *facts, const char *name, const char *words)
{
    put_name(facts, name);
    put_bytes(facts, words, strlen(words));
}

static void put_number(struct bytes_writer *facts, const char *name, int64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    put_words(facts, name, digits);
}

/* -- who he is and how he is doing ------------------------------------------------------------------- */

static void put_person(struct bytes_writer *facts, const struct character *who)
{
    static const char *const positions[POSITIONS] = {
        [SLEEPING] = "Sleeping", [RESTING] = "Resting", [SITTING] = "Sitting", [STANDING] = "Standing",
    };
    char flags[WHO_FLAGS_SIZE];
    put_words(facts, "CHARACTER_NAME", who->name);
    put_words(facts, "ACCOUNT_NAME", who->player->account);
    put_number(facts, "LEVEL", who->player->level);
    put_words(facts, "POSITION", positions[who->position]);
    who_flags_print(character_seen(who), flags);
    put_words(facts, "WHOFLAGS", flags);
    put_number(facts, "HEALTH", pool_has(who, POOL_HEALTH));
    put_number(facts, "HEALTH_MAX", pool_most(who, POOL_HEALTH));
    put_number(facts, "MANA", pool_has(who, POOL_MANA));
    put_number(facts, "MANA_MAX", pool_most(who, POOL_MANA));
    put_number(facts, "STAMINA", pool_has(who, POOL_STAMINA));
    put_number(facts, "STAMINA_MAX", pool_most(who, POOL_STAMINA));
    put_number(facts, "GOLD", who->player->coins[PURSE_CARRIED]);
    put_number(facts, "BANK_GOLD", who->player->coins[PURSE_BANK]);
}

static void put_worn(struct bytes_writer *facts, const struct character *who)
{
    static const struct {
        uint8_t     place;
        const char *name;
    } places[] = { { WEAR_WIELD, "WIELD" }, { WEAR_HOLD, "HOLD" }, { WEAR_SHIELD, "SHIELD" } };
    for (size_t at = 0; at < sizeof places / sizeof places[0]; at++)
        for (const struct item *item = who->items; item != NULL; item = item->next)
            if (item->worn == places[at].place) {
                put_words(facts, places[at].name, item->object->name);
                break;
            }
}

/* -- where he is ------------------------------------------------------------------------------------- */

static void put_exit(struct bytes_writer *facts, const struct room *room, unsigned direction)
{
    if (room->doors[direction] == DOOR_CLOSED)
        put_words(facts, direction_names[direction], "C");
    else if (room->doors[direction] == DOOR_LOCKED)
        put_words(facts, direction_names[direction], "L");
    else
        put_number(facts, direction_names[direction], room->proto->exits[direction].to.number);
}

static void put_exits(struct bytes_writer *facts, const struct room *room)
{
    bool any = false;
    put_name(facts, "ROOM_EXITS");
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        if (room_same(room->proto->exits[direction].to, NO_ROOM))
            continue;
        if (!any)
            put_u8(facts, FACT_TABLE);
        any = true;
        put_exit(facts, room, direction);
    }
    if (any)
        put_u8(facts, FACT_TABLE_END);
}

static void put_place(struct bytes_writer *facts, const struct room *room)
{
    const struct zone *zone = room->zone;
    put_words(facts, "AREA_NAME", zone->area->name);
    put_number(facts, "AREA_MINLEVEL", zone->area->level_min);
    put_number(facts, "AREA_MAXLEVEL", zone->area->level_max);
    put_words(facts, "ROOM_NAME", room->proto->name);
    put_number(facts, "ROOM_VNUM", room->proto->id.number);
    put_words(facts, "ROOM_TERRAIN", terrain_words[room->proto->terrain]);
    put_exits(facts, room);
    put_words(facts, "ROOM_WEATHER", weather_words[sky_weather(room)]);
    put_number(facts, "WORLD_TIME", world_hour(zone->now) % WORLD_HOURS);
    put_number(facts, "PC_IN_ROOM", room->players);
    put_number(facts, "PC_IN_ZONE", land_of(zone)->players);
}

/* All of them; NULL when they are what his client was told last. */
static struct text *facts_new(struct character *who)
{
    struct bytes_writer facts = {0};
    put_person(&facts, who);
    put_worn(&facts, who);
    put_place(&facts, who->room);
    uint64_t hash = bytes_hash(facts.bytes, facts.length);
    struct text *text = hash == who->player->facts_told ? NULL : bytes_text(&facts);
    who->player->facts_told = hash;
    bytes_free(&facts);
    return text;
}

/* -- telling ----------------------------------------------------------------------------------------- */

/* A connection that has just come, or begun to watch, knows nothing yet. */
void facts_watch(struct character *who, const struct slot *slot)
{
    struct player *player = who->player;
    if (player->watched == slot->watched && session_same(player->facts_session, slot->session))
        return;
    if (who->room != NULL)
        land_of(who->zone)->watchers += (unsigned)slot->watched - (unsigned)player->watched;
    player->watched = slot->watched;
    player->facts_session = slot->session;
    player->facts_told = 0;
    facts_stir(who->zone);
}

void facts_answer(struct character *who, struct slot *slot)
{
    text_unref(&slot->facts);
    if (who->player->watched)
        slot->facts = facts_new(who);
}

void facts_tell(struct character *who)
{
    struct player *player = who->player;
    if (!player->watched || session_same(player->session, NO_SESSION))
        return;
    struct text *facts = facts_new(who);
    if (facts == NULL)
        return;
    struct message *message = message_new(MSG_FACTS);
    message->facts.session = player->session;
    message->facts.facts = facts;
    zone_emit(who->zone, message);
}

/* -- when nobody asked ------------------------------------------------------------------------------- */

static void alarm_set(struct zone *zone, int64_t due)
{
    struct land *land = land_of(zone);
    if (land->facts_due != 0 && land->facts_due <= due)
        return;
    land->facts_due = due;
    timers_set(&zone->timers, due, TIMER_FACTS, NO_ENTITY, 0);
}

void facts_stir(struct zone *zone)
{
    if (land_of(zone)->watchers > 0)
        alarm_set(zone, zone->now + FACTS_LATER_MS);
}

static bool pools_grow(const struct character *who)
{
    for (unsigned pool = 0; pool < POOLS; pool++)
        if (pool_has(who, pool) < pool_most(who, pool))
            return true;
    return false;
}

void facts_fire(struct zone *zone, const struct timer *timer)
{
    struct land *land = land_of(zone);
    bool growing = false;
    if (timer->due != land->facts_due)
        return;                         /* an earlier alarm was set since */
    land->facts_due = 0;
    if (land->watchers == 0)
        return;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land->rooms[at].people; who != NULL; who = who->next)
            if (who->player != NULL && who->player->watched) {
                facts_tell(who);
                growing = growing || pools_grow(who);
            }
    alarm_set(zone, growing ? zone->now + FACTS_GROWING_MS : (zone->now / WORLD_HOUR_MS + 1) * WORLD_HOUR_MS);
}
