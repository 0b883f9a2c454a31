/* zones/world/sky.c -- see sky.h.  The lines are in sky.def. */
#include "zones/world/sky.h"

#include "core/sound.h"
#include "zones/world/calendar.h"
#include "zones/world/wild.h"

/* What kind of place it is, as far as weather goes. */
enum ground { STREETS, FIELDS, WOODS, HEIGHTS, WATERS, GROUNDS };

static const uint8_t grounds[TERRAIN_KINDS] = {
    [TERRAIN_INSIDE] = STREETS,   [TERRAIN_UNDERGROUND] = STREETS, [TERRAIN_CITY] = STREETS,  [TERRAIN_BRIDGE] = STREETS,
    [TERRAIN_FIELD] = FIELDS,     [TERRAIN_PATH] = FIELDS,         [TERRAIN_FOREST] = WOODS,  [TERRAIN_HILLS] = HEIGHTS,
    [TERRAIN_MOUNTAINS] = HEIGHTS, [TERRAIN_WATER] = WATERS,       [TERRAIN_SWAMP] = WATERS,  [TERRAIN_BEACH] = WATERS,
    [TERRAIN_AIR] = HEIGHTS,      [TERRAIN_ARCTIC] = FIELDS,       [TERRAIN_DESERT] = FIELDS, [TERRAIN_SNOW] = FIELDS,
    [TERRAIN_TUNDRA] = FIELDS,    [TERRAIN_LAVA] = HEIGHTS,        /* the others count as one of these */
};

static uint8_t ground_of(const struct room_proto *room)
{
    return room->afloat ? WATERS : grounds[terrain_rows[room->terrain].counts_as];
}

#define SKY_EVENTS(E)                                                                                       \
    E( DAWN_CLEAR ) E( DAWN_GREY ) E( NOON_CLEAR ) E( NOON_GREY ) E( DUSK_CLEAR ) E( DUSK_GREY )              \
    E( MIDNIGHT_CLEAR ) E( MIDNIGHT_GREY )                                                                  \
    E( CLOUDING ) E( CLEARING ) E( RAIN_BEGINS ) E( RAIN_ENDS ) E( SNOW_BEGINS ) E( SNOW_ENDS )               \
    E( HAIL_BEGINS ) E( HAIL_ENDS ) E( STORM_BEGINS ) E( STORM_ENDS ) E( SAND_BEGINS ) E( SAND_ENDS )
enum sky_event {
#define EVENT(name) EVENT_##name,
    SKY_EVENTS(EVENT)
#undef EVENT
    NO_EVENT
};

enum { GROUND_STREETS = STREETS, GROUND_FIELDS = FIELDS, GROUND_WOODS = WOODS, GROUND_HEIGHTS = HEIGHTS, GROUND_WATERS = WATERS,
       GROUND_ANY = GROUNDS, CLIMATE_ANY = CLIMATE_KINDS };

static const struct sky_line {
    uint8_t     event, ground, climate, sound;
    const char *text;
} lines[] = {
#define LINE(event, ground, climate, sound, text) { EVENT_##event, GROUND_##ground, CLIMATE_##climate, sound, text },
#include "zones/world/sky.def"
#undef LINE
};
enum { LINES = sizeof lines / sizeof *lines };

/* -- lines ------------------------------------------------------------------------------------------- */

static bool line_fits(const struct sky_line *line, enum sky_event event, uint8_t ground, uint8_t climate)
{
    return line->event == event && (line->ground == GROUND_ANY || line->ground == ground)
        && (line->climate == CLIMATE_ANY || line->climate == climate);
}

static const struct sky_line *line_of(const struct zone *zone, enum sky_event event, uint8_t ground)
{
    unsigned fitting = 0;
    for (unsigned at = 0; at < LINES; at++)
        fitting += line_fits(&lines[at], event, ground, zone->area->climate);
    assert(fitting > 0);
    uint32_t chosen = hour_choice((uint64_t)zone->setting->options->game_weather, world_hour(zone->now), event, fitting);
    for (const struct sky_line *line = lines;; line++)
        if (line_fits(line, event, ground, zone->area->climate) && chosen-- == 0)
            return line;
}

ZONE_THREAD static void tell_event(struct room *room, enum sky_event event)
{
    const struct sky_line *line = line_of(room->zone, event, ground_of(room->proto));
    tell_room(room, NULL, NULL, "%s%s\n", line->sound == SOUNDS ? "" : sound_marks[line->sound], line->text);
}

/* -- what happens in an hour ------------------------------------------------------------------------- */

static const uint8_t begins[WEATHER_KINDS] = {
    [WEATHER_CLEAR] = EVENT_CLEARING,       [WEATHER_CLOUDY] = EVENT_CLOUDING,       [WEATHER_RAINING] = EVENT_RAIN_BEGINS,
    [WEATHER_SNOWING] = EVENT_SNOW_BEGINS,  [WEATHER_HAILING] = EVENT_HAIL_BEGINS,   [WEATHER_STORMING] = EVENT_STORM_BEGINS,
    [WEATHER_SANDSTORM] = EVENT_SAND_BEGINS, [WEATHER_MAELSTROM] = EVENT_STORM_BEGINS, [WEATHER_UNKNOWN] = NO_EVENT,
};
static const uint8_t ends[WEATHER_KINDS] = {
    [WEATHER_CLEAR] = NO_EVENT,             [WEATHER_CLOUDY] = EVENT_CLEARING,       [WEATHER_RAINING] = EVENT_RAIN_ENDS,
    [WEATHER_SNOWING] = EVENT_SNOW_ENDS,    [WEATHER_HAILING] = EVENT_HAIL_ENDS,     [WEATHER_STORMING] = EVENT_STORM_ENDS,
    [WEATHER_SANDSTORM] = EVENT_SAND_ENDS,  [WEATHER_MAELSTROM] = EVENT_STORM_ENDS,  [WEATHER_UNKNOWN] = NO_EVENT,
};

/* What grows worse is named by what comes, what grows better by what goes. */
static enum sky_event change_event(enum weather before, enum weather now)
{
    if (before == now)
        return NO_EVENT;
    return (enum sky_event)(weather_levels[now] > weather_levels[before] ? begins[now] : ends[before]);
}

static enum sky_event moment_event(unsigned hour, bool clear)
{
    switch (hour) {
    case HOUR_DAWN:     return clear ? EVENT_DAWN_CLEAR : EVENT_DAWN_GREY;
    case HOUR_NOON:     return clear ? EVENT_NOON_CLEAR : EVENT_NOON_GREY;
    case HOUR_DUSK:     return clear ? EVENT_DUSK_CLEAR : EVENT_DUSK_GREY;
    case HOUR_MIDNIGHT: return clear ? EVENT_MIDNIGHT_CLEAR : EVENT_MIDNIGHT_GREY;
    default:            return NO_EVENT;
    }
}

void sky_wake(struct zone *zone)
{
    timers_set(&zone->timers, (world_hour(zone->now) + 1) * WORLD_HOUR_MS, TIMER_HOUR, NO_ENTITY, 0);
}

void sky_fire(struct zone *zone)
{
    int64_t hour = world_hour(zone->now);
    enum weather now = weather_at(zone, hour);
    const enum sky_event events[] = {
        change_event(weather_at(zone, hour - 1), now), moment_event((unsigned)(hour % WORLD_HOURS), now == WEATHER_CLEAR),
    };
    sky_wake(zone);
    for (unsigned at = 0; at < zone->area->room_count; at++) {
        struct room *room = &land_of(zone)->rooms[at];
        if (room->players == 0 || !room_is_outdoors(room->proto))
            continue;
        for (unsigned event = 0; event < sizeof events / sizeof *events; event++)
            if (events[event] != NO_EVENT)
                tell_event(room, events[event]);
    }
}

/* -- looking ----------------------------------------------------------------------------------------- */

enum weather sky_weather(const struct room *room)
{
    return room_is_outdoors(room->proto) ? weather_at(room->zone, world_hour(room->zone->now)) : WEATHER_UNKNOWN;
}

/* One sentence on a place in that weather, by day as by night; none for clear skies. */
static const char *const sights[WEATHER_KINDS][GROUNDS] = {
    [WEATHER_CLOUDY] = {
        [STREETS] = "A lid of cloud lies on the roofs.",
        [FIELDS]  = "Clouds drag over the open ground, low and in no hurry.",
        [WOODS]   = "Beneath the clouds the wood has drawn closer together.",
        [HEIGHTS] = "Cloud hangs on the slopes like washing.",
        [WATERS]  = "Water and sky have agreed on one grey.",
    },
    [WEATHER_RAINING] = {
        [STREETS] = "Rain drums on tile and sill, and runs down the middle of the way with whatever was loose.",
        [FIELDS]  = "Rain sweeps over the ground, and the ground drinks with a small steady sound.",
        [WOODS]   = "Rain patters from leaf to leaf and takes the longest way down.",
        [HEIGHTS] = "Rain streams off the rock, and each crack has become a brook.",
        [WATERS]  = "Rain stipples the water as far as one can see, which is not far.",
    },
    [WEATHER_SNOWING] = {
        [STREETS] = "Snow comes down without a sound and rounds off the sills and steps.",
        [FIELDS]  = "Snow drives across the open ground and fills every track behind whoever made it.",
        [WOODS]   = "Snow loads the branches; now and then one lets go with a sigh.",
        [HEIGHTS] = "Snow streams sideways off the heights, and up is largely a matter of opinion.",
        [WATERS]  = "Snow falls on the wet and is gone, and falls.",
    },
    [WEATHER_HAILING] = {
        [STREETS] = "Hail leaps about the stones like spilt peas.",
        [FIELDS]  = "Hail flattens whatever stands, and lies white in the hollows.",
        [WOODS]   = "Hail comes through the trees, bringing bits of them along.",
        [HEIGHTS] = "Hail rattles down the rocks, and gathers in their laps.",
        [WATERS]  = "Hail makes the whole face of the water jump.",
    },
    [WEATHER_STORMING] = {
        [STREETS] = "The storm has the street to itself; shutters bang, and water shoots from every spout.",
        [FIELDS]  = "The storm leans on the open ground with its whole weight, and lightning picks its places.",
        [WOODS]   = "The storm is in the trees, which heave and creak like a fleet at anchor.",
        [HEIGHTS] = "The storm breaks against the heights, and thunder goes round and round among them.",
        [WATERS]  = "The storm has torn the water into rags and is throwing them about.",
    },
    [WEATHER_SANDSTORM] = {
        [STREETS] = "Sand whips between the walls and piles up on every doorstep.",
        [FIELDS]  = "Sand flies past in sheets, and the ground goes with it.",
        [WOODS]   = "Sand hisses among the trunks and scours the bark from the windward side.",
        [HEIGHTS] = "Sand screams over the rocks, polishing.",
        [WATERS]  = "A skin of blown sand wrinkles on the water.",
    },
    [WEATHER_MAELSTROM] = {
        [STREETS] = "Wind and water go round together, and the street goes with them.",
        [FIELDS]  = "The whole sky turns about one point, and drags the ground after it.",
        [WOODS]   = "The trees point in all directions at once.",
        [HEIGHTS] = "The heights stand like teeth in a sky that chews.",
        [WATERS]  = "The water turns in on itself, down and down, with a noise like a mill.",
    },
};

static bool is_rain(enum weather weather)
{
    return weather == WEATHER_RAINING || weather == WEATHER_HAILING || weather == WEATHER_STORMING || weather == WEATHER_MAELSTROM;
}

/* Its own paragraphs; NULL where it has none. */
static const char *text_hourly(const struct room *room)
{
    return hour_is_day(world_hour(room->zone->now)) ? room->proto->by_day : room->proto->by_night;
}

static const char *text_in_rain(const struct room *room, enum weather weather)
{
    return is_rain(weather) ? room->proto->in_rain : NULL;
}

bool room_names(const struct character *who, const char *keyword)
{
    const struct room *room = who->room;
    struct text *made;
    bool named = text_names(room_words(room->zone, room->proto, &made), keyword) || text_names(text_hourly(room), keyword)
        || text_names(text_in_rain(room, sky_weather(room)), keyword);
    text_unref(&made);
    return named;
}

void tell_room_hour(struct character *who)
{
    const struct room *room = who->room;
    enum weather weather = sky_weather(room);
    const char *hourly = text_hourly(room), *in_rain = text_in_rain(room, weather);
    const char *sight = sights[weather][ground_of(room->proto)];
    if (hourly != NULL)
        tell(who, "%s\n", hourly);
    if (in_rain != NULL)
        tell(who, "%s\n", in_rain);
    if (sight != NULL)
        tell(who, "%s\n", sight);
}

/* By night, by day. */
static const char *const skies[WEATHER_KINDS][2] = {
    [WEATHER_CLEAR]     = { "The sky is clear, and full of stars.", "The sky is clear and blue to its edges." },
    [WEATHER_CLOUDY]    = { "It is cloudy: a few stars look through, and think better of it.", "It is cloudy, grey upon grey." },
    [WEATHER_RAINING]   = { "It is raining out of a black sky.", "It is raining, and looking up makes that plainer." },
    [WEATHER_SNOWING]   = { "It is snowing: pale flakes come out of the dark, all of them straight at you.",
                            "It is snowing: the flakes are grey against the sky and white against all else." },
    [WEATHER_HAILING]   = { "It is hailing, and no night to be looking up in.", "It is hailing. The sky is not worth an eye." },
    [WEATHER_STORMING]  = { "There is a storm: the sky is black, then for a moment very white.",
                            "There is a storm: clouds the colour of slate boil past overhead." },
    [WEATHER_SANDSTORM] = { "There is a sandstorm, and no telling where it leaves off and the night begins.",
                            "There is a sandstorm: the sun is a brown coin, when it is anything." },
    [WEATHER_MAELSTROM] = { "There is a maelstrom: the dark itself goes round.", "There is a maelstrom: the sky goes round." },
    [WEATHER_UNKNOWN]   = { "You cannot see the sky from here.", "You cannot see the sky from here." },
};

/* What is coming: over the wilderness, the sky to the west is that of the hour to come. */
static const char *const distant[WEATHER_KINDS] = {
    [WEATHER_CLEAR] = "the sky is clear",        [WEATHER_CLOUDY] = "there is cloud",      [WEATHER_RAINING] = "it is raining",
    [WEATHER_SNOWING] = "it is snowing",         [WEATHER_HAILING] = "it is hailing",      [WEATHER_STORMING] = "there is a storm",
    [WEATHER_SANDSTORM] = "the air is full of sand", [WEATHER_MAELSTROM] = "the sky goes round", [WEATHER_UNKNOWN] = "one cannot see",
};

void tell_sky(struct character *who)
{
    int64_t hour = world_hour(who->zone->now);
    tell(who, "%s\n", skies[sky_weather(who->room)][hour_is_day(hour)]);
    if (who->zone->area->drifts && sky_weather(who->room) != WEATHER_UNKNOWN)
        tell(who, "The wind is in the west, and over there %s.\n", distant[weather_at(who->zone, hour + 1)]);
}
