/* zones/world/facts.c -- see facts.h.  Entered by the zone's worker. */
#include "zones/world/facts.h"

#include "core/facts.h"
#include "zones/world/facts_pairs.h"
#include "zones/world/sky.h"

enum { FACTS_LATER_MS = 500, FACTS_GROWING_MS = 2000 };

/* -- where he is ------------------------------------------------------------------------------------- */

static void put_exit(struct bytes_writer *facts, const struct room *room, unsigned direction)
{
    if (room->doors[direction] == DOOR_CLOSED)
        fact_words(facts, direction_names[direction], "C");
    else if (room->doors[direction] == DOOR_LOCKED)
        fact_words(facts, direction_names[direction], "L");
    else
        fact_number(facts, direction_names[direction], room->proto->exits[direction].to.number);
}

static void put_exits(struct bytes_writer *facts, const struct room *room)
{
    bool any = false;
    fact_name(facts, "ROOM_EXITS");
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        if (!room_shows(room, direction))
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
    fact_words(facts, "AREA_NAME", zone->area->name);
    fact_number(facts, "AREA_MINLEVEL", zone->area->level_min);
    fact_number(facts, "AREA_MAXLEVEL", zone->area->level_max);
    fact_words(facts, "ROOM_NAME", room->proto->name);
    fact_number(facts, "ROOM_VNUM", room->proto->id.number);
    fact_words(facts, "ROOM_TERRAIN", terrain_rows[room->proto->terrain].client);
    put_exits(facts, room);
    fact_words(facts, "ROOM_WEATHER", weather_words[sky_weather(room)]);
    fact_number(facts, "WORLD_TIME", world_hour(zone->now) % WORLD_HOURS);
    fact_number(facts, "PC_IN_ROOM", room->players);
    fact_number(facts, "PC_IN_ZONE", land_of(zone)->players);
}

/* All of them; NULL when they are what his client was told last. */
static struct text *facts_new(struct character *who)
{
    struct bytes_writer facts = {0};
    facts_put_person(&facts, who);
    put_place(&facts, who->room);
    uint64_t hash = bytes_hash(facts.bytes, facts.length);
    struct text *text = hash == who->player->facts_told ? NULL : bytes_text(&facts);
    who->player->facts_told = hash;
    bytes_free(&facts);
    return text;
}

/* -- telling ----------------------------------------------------------------------------------------- */

/* A connection that has just come, or begun to watch, knows nothing yet. */
void facts_watch(struct character *who, session_id session, bool watched)
{
    struct player *player = who->player;
    if (player->watched == watched && session_same(player->facts_session, session))
        return;
    if (who->room != NULL)
        land_of(who->zone)->watchers += (unsigned)watched - (unsigned)player->watched;
    player->watched = watched;
    player->facts_session = session;
    player->facts_told = 0;
    player->company_told = 0;           /* his group hears whether he wants to know of it */
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
                growing = growing || facts_company_grows(who);
            }
    alarm_set(zone, growing ? zone->now + FACTS_GROWING_MS : (zone->now / WORLD_HOUR_MS + 1) * WORLD_HOUR_MS);
}
