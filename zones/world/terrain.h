/* zones/world/terrain.h -- what ground there is, and what it means to who walks there.
 *
 *   TERRAIN( member, word, as clients read it, as a place is called that has no other name,
 *            symbol on maps, SGR bold, SGR colour, weight for clients, stamina to leave it, what it asks, counts as )
 *
 * word: of area files, one word.  weight: 1 light to 9 heavy, 99: their walkers will not go there; clients have this table,
 * we keep it so that ours can be compared.  counts as: for skills, harvests and the lines of the weather.
 *
 * What a terrain asks of who wants to go there is in zones/world/passage.h.  Constant tables, any thread. */
#ifndef ZONES_WORLD_TERRAIN_H
#define ZONES_WORLD_TERRAIN_H

#include <stdbool.h>
#include <stdint.h>

/* Nothing; swimming, a boat or wings; a boat or wings; hands that climb, or wings; wings. */
enum asks { ASKS_NOTHING, ASKS_SWIM, ASKS_BOAT, ASKS_CLIMB, ASKS_FLY };

#define TERRAINS(T)                                                                                                       \
    T( INSIDE,      "Inside",      "Inside",        "Inside",        'o',  0, 37,  1, 1, NOTHING, INSIDE )                  \
    T( CITY,        "City",        "City",          "City",          '+',  1, 30,  2, 1, NOTHING, CITY )                    \
    T( FIELD,       "Field",       "Field",         "Field",         '.',  0, 32,  3, 2, NOTHING, FIELD )                   \
    T( FOREST,      "Forest",      "Forest",        "Forest",        '*',  0, 32,  3, 3, NOTHING, FOREST )                  \
    T( HILLS,       "Hills",       "Hills",         "Hills",         ')',  0, 32,  5, 4, NOTHING, HILLS )                   \
    T( MOUNTAINS,   "Mountains",   "Mountains",     "Mountain",      '^',  0, 33,  9, 6, NOTHING, MOUNTAINS )               \
    T( WATER,       "Water",       "Water",         "Water",         '~',  1, 36,  6, 4, SWIM,    WATER )                   \
    T( PATH,        "Path",        "Path",          "Path",          '-',  0, 33,  1, 1, NOTHING, PATH )                    \
    T( SWAMP,       "Swamp",       "Swamp",         "Swamp",         '-',  0, 32,  8, 5, NOTHING, SWAMP )                   \
    T( UNDERGROUND, "Underground", "Underground",   "Underground",   'o',  0, 37,  3, 2, NOTHING, UNDERGROUND )             \
    T( BRIDGE,      "Bridge",      "Bridge",        "Bridge",        '=',  0, 33,  1, 1, NOTHING, BRIDGE )                  \
    T( BEACH,       "Beach",       "Beach",         "Beach",         '~',  0, 33,  4, 3, NOTHING, BEACH )                   \
    T( AIR,         "Air",         "Air",           "Air",           '.',  1, 37,  1, 1, NOTHING, AIR )                     \
    T( ARCTIC,      "Arctic",      "Arctic",        "Arctic",        '_',  1, 37,  7, 5, NOTHING, ARCTIC )                  \
    T( ASTRAL,      "Astral",      "Astral",        "Astral",        '.',  1, 37,  3, 2, NOTHING, ASTRAL )                  \
    T( DEEP,        "Deep",        "Deep Water",    "Deep Water",    '~',  0, 36,  6, 4, BOAT,    WATER )                   \
    T( DESERT,      "Desert",      "Desert",        "Desert",        '.',  0, 33,  4, 3, NOTHING, DESERT )                  \
    T( FENCE,       "Fence",       "Fence",         "Fence",         '|',  0, 33,  3, 2, NOTHING, FIELD )                   \
    T( FORESTJUNGLE, "ForestJungle", "ForestJungle", "Jungle Forest", 'x', 1, 32,  4, 3, NOTHING, FOREST )                  \
    T( JUNGLE,      "Jungle",      "Jungle",        "Jungle",        'x',  1, 32,  7, 5, NOTHING, FOREST )                  \
    T( LAVA,        "Lava",        "Lava",          "Lava",          '~',  1, 31, 99, 6, FLY,     LAVA )                    \
    T( LUSH,        "Lush",        "Lush Forest",   "Lush Forest",   'x',  0, 32,  3, 3, NOTHING, FOREST )                  \
    T( OCEAN,       "Ocean",       "Ocean",         "Ocean",         '~',  1, 34, 99, 6, FLY,     WATER )                   \
    T( PASTURE,     "Pasture",     "Pasture",       "Pasture",       '.',  1, 32,  3, 2, NOTHING, FIELD )                   \
    T( PEAK,        "Peak",        "Peak",          "Peak",          '^',  1, 37, 99, 7, CLIMB,   MOUNTAINS )               \
    T( PLANAR,      "Planar",      "Planar",        "Planar",        '.',  1, 37,  1, 1, NOTHING, PLANAR )                  \
    T( PORTAL,      "Portal",      "Portal",        "Portal",        '&',  1, 35,  1, 1, NOTHING, PORTAL )                  \
    T( SHALLOW,     "Shallow",     "Shallow Water", "Shallow Water", '~',  1, 36,  6, 4, NOTHING, WATER )                   \
    T( SNOW,        "Snow",        "Snow",          "Snow",          '_',  1, 37,  5, 4, NOTHING, SNOW )                    \
    T( STAIRS,      "Stairs",      "Stairs",        "Stairs",        'v',  0, 37,  4, 3, NOTHING, CITY )                    \
    T( TRAIL,       "Trail",       "Trail",         "Trail",         '-',  0, 33,  1, 1, NOTHING, PATH )                    \
    T( TUNDRA,      "Tundra",      "Tundra",        "Tundra",        '.',  0, 37,  5, 4, NOTHING, TUNDRA )                  \
    T( UNDERWATER,  "Underwater",  "Underwater",    "Underwater",    '~',  0, 34,  7, 5, SWIM,    WATER )

enum terrain {
#define TERRAIN(member, ...) TERRAIN_##member,
    TERRAINS(TERRAIN)
#undef TERRAIN
    TERRAIN_KINDS
};

struct terrain_row {
    const char *client, *title;
    char        symbol;
    bool        bold;
    uint8_t     colour;            /* of SGR */
    uint8_t     weight;
    uint8_t     asks;              /* enum asks */
    uint8_t     counts_as;         /* enum terrain */
};
extern const struct terrain_row terrain_rows[TERRAIN_KINDS];
extern const char *const terrain_words[TERRAIN_KINDS];
extern const unsigned terrain_costs[TERRAIN_KINDS];    /* in stamina */

#endif
