/* zones/world/weather.h -- the weather of any hour, past or to come, without anybody having watched it.
 *
 * A pure function of a seed, the climate and the hour: a land that slept knows at once what it missed, and no zone has
 * to tell another.  The seed is the option game.weather, not that of the dice, which is new each time the server
 * starts: the rain does not stop for that.  It comes in spells of eight hours, each with a level of its own, drawn from the odds
 * of climate and season and moved a little by the time of day:
 *
 *     level      clear    cloudy    wet: rain, snow, sand    wild: storm, hail
 *
 * At some hour of each spell the weather sets out from the level before to the new one, a level an hour, so it only
 * ever changes to a neighbour.  The last spell of a season is a clear one, where rain may turn to snow unseen.
 *
 * Over the wilderness the weather drifts with the wind, out of the west: all of it has the same spells, a tile to the east an
 * hour later, a tile to the south half an hour, and each climate makes of them what it does: one front is rain here, snow there.
 * An area that has its gate there has the weather of that cell.
 * Integers only.  Any thread. */
#ifndef ZONES_WORLD_WEATHER_H
#define ZONES_WORLD_WEATHER_H

#include "zones/world/world.h"

/* WEATHER( member, word clients know, level ) */
#define WEATHERS(W)                                                                                      \
    W( CLEAR,     "clear",     0 ) W( CLOUDY,    "cloudy",    1 ) W( RAINING,   "raining",   2 )           \
    W( SNOWING,   "snowing",   2 ) W( HAILING,   "hailing",   3 ) W( STORMING,  "storming",  3 )           \
    W( SANDSTORM, "sandstorm", 2 ) W( MAELSTROM, "maelstrom", 3 ) W( UNKNOWN,   "unknown",   0 )
enum weather {
#define WEATHER(member, word, level) WEATHER_##member,
    WEATHERS(WEATHER)
#undef WEATHER
    WEATHER_KINDS
};

/* CLIMATE( member, word in area files ) */
#define CLIMATES(C) C( TEMPERATE, "temperate" ) C( COLD, "cold" ) C( HOT, "hot" ) C( DRY, "dry" ) C( COAST, "coast" )
enum climate {
#define CLIMATE(member, word) CLIMATE_##member,
    CLIMATES(CLIMATE)
#undef CLIMATE
    CLIMATE_KINDS
};

struct zone;

extern const char *const weather_words[WEATHER_KINDS];
extern const uint8_t weather_levels[WEATHER_KINDS];
extern const char *const climate_words[CLIMATE_KINDS];

/* Before the world began (hour < 0) it was clear. */
enum weather weather_of(uint64_t seed, enum climate climate, int64_t hour);
/* The same where it comes so many hours later than in the north-west of the wilderness. */
enum weather weather_drifting(uint64_t seed, enum climate climate, unsigned drift, int64_t hour);
/* Over that land, of the world's own seed; what depends on where the land lies belongs in here. */
enum weather weather_at(const struct zone *zone, int64_t hour);
/* Rain reaches it. */
bool room_is_outdoors(const struct room_proto *room);
/* A throw of dice for that hour, the same whenever it is asked for: 0 to bound - 1. */
uint32_t hour_choice(uint64_t seed, int64_t hour, uint32_t about, uint32_t bound);

#endif
