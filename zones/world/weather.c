/* zones/world/weather.c -- see weather.h. */
#include "zones/world/weather.h"

#include "zones/world/calendar.h"
#include "zones/zone.h"

enum { SPELL_HOURS = 8, SPELLS_A_DAY = WORLD_HOURS / SPELL_HOURS, SEASON_SPELLS = SEASON_HOURS / SPELL_HOURS };
enum { LEVELS = 4, ODDS = 1000 };
/* A spell's change begins in one of these hours of it; the last leaves time for three steps. */
enum { CHANGE_FIRST = 1, CHANGES = SPELL_HOURS - (LEVELS - 1) };
enum { ABOUT_LEVEL, ABOUT_CHANGE, ABOUT_CLIMATE = 2 };

_Static_assert(SEASON_HOURS % SPELL_HOURS == 0 && WORLD_HOURS % SPELL_HOURS == 0, "a season ends with a spell");

const char *const weather_words[WEATHER_KINDS] = {
#define WEATHER(member, word, level) [WEATHER_##member] = word,
    WEATHERS(WEATHER)
#undef WEATHER
};

const uint8_t weather_levels[WEATHER_KINDS] = {
#define WEATHER(member, word, level) [WEATHER_##member] = level,
    WEATHERS(WEATHER)
#undef WEATHER
};

const char *const climate_words[CLIMATE_KINDS] = {
#define CLIMATE(member, word) [CLIMATE_##member] = word,
    CLIMATES(CLIMATE)
#undef CLIMATE
};

/* Of a thousand spells so many are of each level; the rest are wild. */
static const uint16_t odds[CLIMATE_KINDS][SEASONS][LEVELS - 1] = {
    /*                       clear cloudy wet    spring          summer            autumn            winter         */
    [CLIMATE_TEMPERATE] = { { 400, 320, 220 }, { 520, 260, 140 }, { 330, 340, 250 }, { 350, 330, 260 } },
    [CLIMATE_COLD]      = { { 380, 330, 240 }, { 480, 300, 170 }, { 300, 320, 300 }, { 320, 280, 300 } },
    [CLIMATE_HOT]       = { { 550, 220, 150 }, { 480, 200, 180 }, { 560, 230, 140 }, { 650, 240,  90 } },
    [CLIMATE_DRY]       = { { 720, 180,  80 }, { 760, 140,  80 }, { 740, 190,  55 }, { 660, 240,  90 } },
    [CLIMATE_COAST]     = { { 340, 350, 240 }, { 460, 320, 160 }, { 260, 330, 290 }, { 280, 320, 290 } },
};

/* How much worse the throw gets in the spells that begin at midnight, at eight and at four in the afternoon. */
static const int16_t trend[CLIMATE_KINDS][SPELLS_A_DAY] = {
    [CLIMATE_TEMPERATE] = { -40, 0, 40 }, [CLIMATE_COLD] = { 20, -20, 0 }, [CLIMATE_HOT] = { -120, 0, 150 },
    [CLIMATE_DRY] = { -80, 60, 20 },      [CLIMATE_COAST] = { 40, -30, 0 },
};

/* What falls when it is wet, and when it is wild. */
static const uint8_t falls[CLIMATE_KINDS][SEASONS][2] = {
    [CLIMATE_TEMPERATE] = { { WEATHER_RAINING, WEATHER_HAILING }, { WEATHER_RAINING, WEATHER_STORMING },
                            { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_SNOWING, WEATHER_STORMING } },
    [CLIMATE_COLD]      = { { WEATHER_RAINING, WEATHER_HAILING }, { WEATHER_RAINING, WEATHER_STORMING },
                            { WEATHER_SNOWING, WEATHER_STORMING }, { WEATHER_SNOWING, WEATHER_STORMING } },
    [CLIMATE_HOT]       = { { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_RAINING, WEATHER_STORMING },
                            { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_RAINING, WEATHER_STORMING } },
    [CLIMATE_DRY]       = { { WEATHER_SANDSTORM, WEATHER_SANDSTORM }, { WEATHER_SANDSTORM, WEATHER_SANDSTORM },
                            { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_RAINING, WEATHER_STORMING } },
    [CLIMATE_COAST]     = { { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_RAINING, WEATHER_STORMING },
                            { WEATHER_RAINING, WEATHER_STORMING }, { WEATHER_RAINING, WEATHER_HAILING } },
};

uint32_t hour_choice(uint64_t seed, int64_t hour, uint32_t about, uint32_t bound)
{
    struct dice dice;
    dice_seed(&dice, seed ^ (uint64_t)hour * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)about << 56);
    return dice_below(&dice, bound);
}

/* Whose weather: a climate's by itself, or one that drifts over all of them, each of which takes it in its own way. */
struct course {
    uint64_t     seed;
    enum climate climate;          /* its odds, and what falls */
    enum climate throws;           /* whose dice */
};

static uint32_t spell_choice(const struct course *course, int64_t spell, uint32_t about, uint32_t bound)
{
    return hour_choice(course->seed, spell, about + ABOUT_CLIMATE * (uint32_t)course->throws, bound);
}

/* The level at which a spell ends. */
static int spell_level(const struct course *course, int64_t spell)
{
    if (spell < 0 || (spell + 1) % SEASON_SPELLS == 0)
        return 0;
    const uint16_t *row = odds[course->climate][calendar_season(spell * SPELL_HOURS)];
    int throw = (int)spell_choice(course, spell, ABOUT_LEVEL, ODDS) + trend[course->climate][spell % SPELLS_A_DAY];
    int level = 0;
    for (int upto = 0; level < LEVELS - 1 && throw >= (upto += row[level]);)
        level++;
    return level;
}

static enum weather course_at(const struct course *course, int64_t hour)
{
    if (hour < 0)
        return WEATHER_CLEAR;
    int64_t spell = hour / SPELL_HOURS;
    int from = spell_level(course, spell - 1), to = spell_level(course, spell);
    int change = CHANGE_FIRST + (int)spell_choice(course, spell, ABOUT_CHANGE, CHANGES);
    int steps = (int)(hour % SPELL_HOURS) - change + 1, level = from;
    for (; steps > 0 && level != to; steps--)
        level += level < to ? 1 : -1;
    if (level == 0)
        return WEATHER_CLEAR;
    return level == 1 ? WEATHER_CLOUDY : (enum weather)falls[course->climate][calendar_season(hour)][level - 2];
}

enum weather weather_of(uint64_t seed, enum climate climate, int64_t hour)
{
    struct course course = { seed, climate, climate };
    return course_at(&course, hour);
}

enum weather weather_drifting(uint64_t seed, enum climate climate, unsigned drift, int64_t hour)
{
    struct course course = { seed, climate, CLIMATE_TEMPERATE };
    return course_at(&course, hour - drift);
}

enum weather weather_at(const struct zone *zone, int64_t hour)
{
    const struct area *area = zone->area;
    uint64_t seed = (uint64_t)zone->setting->options->game_weather;
    return area->drifts ? weather_drifting(seed, (enum climate)area->climate, area->drift, hour)
        : weather_of(seed, (enum climate)area->climate, hour);
}

bool room_is_outdoors(const struct room_proto *room)
{
    switch ((enum terrain)room->terrain) {
    case TERRAIN_INSIDE:
    case TERRAIN_UNDERGROUND:
    case TERRAIN_UNDERWATER:
    case TERRAIN_ASTRAL:
    case TERRAIN_PLANAR:
        return false;
    default:
        return !room->indoors;
    }
}
