/* zones/world/ships.c -- see ships.h.  Entered by the zone's worker. */
#include "zones/world/ships.h"

#include "zones/world/calendar.h"

static int64_t hour_of(const struct zone *zone)
{
    return world_hour(zone->now);
}

static const char *next_stop(const struct ferry *ferry, int64_t hour)
{
    return ferry->stop_names[(ferry_stop(ferry, hour) + 1) % ferry->stop_count];
}

static const char *hour_word(int64_t hour)
{
    return hour_words[hour % WORLD_HOURS];
}

/* -- finding ----------------------------------------------------------------------------------------- */

const struct ferry *ship_of(const struct room *room)
{
    const struct world *world = room->zone->setting->world;
    for (unsigned at = 0; room->proto->afloat && at < world->ferry_count; at++)
        if (room_same(world->ferries[at].deck, room->proto->id))
            return &world->ferries[at];
    return NULL;
}

static bool lies_at(const struct ferry *ferry, const struct room *room, int64_t hour)
{
    return !ferry_sails(ferry, hour) && room_same(ferry->stops[ferry_stop(ferry, hour)], room->proto->id);
}

const struct ferry *ship_at(const struct room *room, const char *word)
{
    const struct world *world = room->zone->setting->world;
    for (unsigned at = 0; at < world->ferry_count; at++)
        if (lies_at(&world->ferries[at], room, hour_of(room->zone))
                && (word[0] == '\0' || text_names(world->ferries[at].name, word)))
            return &world->ferries[at];
    return NULL;
}

/* -- aboard and ashore ------------------------------------------------------------------------------- */

void ship_board(struct character *who, const struct ferry *ferry)
{
    tell(who, "You go aboard %s.\n", ferry->name);
    character_cross(who, ferry->zone, ferry->deck, "goes aboard the ferry", ARRIVE_ABOARD);
}

void ship_leave(struct character *who)
{
    const struct ferry *ferry = ship_of(who->room);
    int64_t hour = hour_of(who->zone);
    if (ferry == NULL) {
        tell(who, "You are not aboard anything.\n");
        return;
    }
    unsigned stop = ferry_stop(ferry, hour);
    if (ferry_sails(ferry, hour)) {
        tell(who, "There is nothing beyond the rail but water. %s makes %s by %s.\n", ferry->name, ferry->stop_names[stop],
             hour_word(hour + 1));
        return;
    }
    tell(who, "You go ashore.\n");
    character_cross(who, ferry->stop_zones[stop], ferry->stops[stop], "goes ashore", ARRIVE_ASHORE);
}

/* -- what one sees ----------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_deck(struct character *who, const struct ferry *ferry)
{
    int64_t hour = hour_of(who->zone);
    const char *here = ferry->stop_names[ferry_stop(ferry, hour)];
    if (ferry_sails(ferry, hour))
        tell(who, "The ship is under sail for %s, and should be there by %s.\n", here, hour_word(hour + 1));
    else
        tell(who, "The ship lies at %s, and casts off for %s at %s. Disembark takes you ashore.\n", here, next_stop(ferry, hour),
             hour_word(hour + ferry_leaves_in(ferry, hour)));
}

static bool stops_at(const struct ferry *ferry, const struct room *room)
{
    for (unsigned stop = 0; stop < ferry->stop_count; stop++)
        if (room_same(ferry->stops[stop], room->proto->id))
            return true;
    return false;
}

void tell_ships(struct character *who)
{
    const struct world *world = who->zone->setting->world;
    const struct ferry *aboard = ship_of(who->room);
    int64_t hour = hour_of(who->zone);
    if (aboard != NULL)
        tell_deck(who, aboard);
    for (unsigned at = 0; at < world->ferry_count; at++) {
        const struct ferry *ferry = &world->ferries[at];
        if (lies_at(ferry, who->room, hour))
            tell(who, "%s lies here, and casts off for %s at %s. Board takes you aboard.\n", ferry->name, next_stop(ferry, hour),
                 hour_word(hour + ferry_leaves_in(ferry, hour)));
        else if (stops_at(ferry, who->room))
            tell(who, "%s calls here; just now there is no sign of it.\n", ferry->name);
    }
}

/* -- what an hour brings ----------------------------------------------------------------------------- */

static struct room *room_with_players(struct zone *zone, zone_id in, room_id id)
{
    struct room *room = zone_same(zone->id, in) ? land_room(zone, id) : NULL;
    return room == NULL || room->players == 0 ? NULL : room;
}

ZONE_THREAD static void ship_hour(struct zone *zone, const struct ferry *ferry, int64_t hour)
{
    bool leaves = ferry_sails(ferry, hour), lands = ferry_sails(ferry, hour - 1);
    unsigned stop = ferry_stop(ferry, leaves ? hour - 1 : hour);
    if (!leaves && !lands)
        return;
    struct room *deck = room_with_players(zone, ferry->zone, ferry->deck);
    struct room *shore = room_with_players(zone, ferry->stop_zones[stop], ferry->stops[stop]);
    if (deck != NULL && leaves)
        tell_room(deck, NULL, NULL, "A bell rings twice. %s casts off, and the gap of water widens: to %s, an hour away.\n", ferry->name,
                  ferry->stop_names[ferry_stop(ferry, hour)]);
    if (deck != NULL && lands)
        tell_room(deck, NULL, NULL, "A bell rings once. %s comes alongside at %s, and is made fast. You could disembark.\n", ferry->name,
                  ferry->stop_names[stop]);
    if (shore != NULL && leaves)
        tell_room(shore, NULL, NULL, "A bell rings twice. %s casts off, and draws away for %s.\n", ferry->name,
                  ferry->stop_names[ferry_stop(ferry, hour)]);
    if (shore != NULL && lands)
        tell_room(shore, NULL, NULL, "A bell rings once. %s comes in, and is made fast. One could board.\n", ferry->name);
}

void ships_hour(struct zone *zone)
{
    const struct world *world = zone->setting->world;
    for (unsigned at = 0; at < world->ferry_count; at++)
        if (hour_of(zone) > 0)
            ship_hour(zone, &world->ferries[at], hour_of(zone));
}
