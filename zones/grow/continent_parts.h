/* zones/grow/continent_parts.h -- what the parts of the continent share; private to zones/grow/continent*.c.
 *
 * Each part fills some layers and only reads those of the parts before it:
 *
 *   continent_noise.c     smooth noise from a seed
 *   continent_height.c    land, coast, height
 *   continent_climate.c   warmth, rain
 *   continent_water.c     fill, flow, water
 *   continent_ground.c    ground, growth
 *   continent_region.c    region
 *   continent_gates.c     home, walk, level; where each area's gate is
 *   continent_roads.c     road (and the ground beneath it), ferries; whether all can be reached
 *   continent_places.c    named places
 *   continent_wild.c      who lives where, and what lies there
 *   continent_write.c     the area file
 *
 * A cell is its index 351 * y + x; a struct continent belongs to the one thread that grows it. */
#ifndef ZONES_GROW_CONTINENT_PARTS_H
#define ZONES_GROW_CONTINENT_PARTS_H

#include "config/yaml.h"
#include "core/dice.h"
#include "core/memory.h"
#include "zones/grow/continent.h"

enum {
    WIDE = 351, HIGH = 166, CELLS = WIDE * HIGH,
    HOLE = 49 * WIDE + 325,        /* there is no room here, and later numbers are one lower */
    HERMIT = 69 * WIDE + 171,      /* the cell that can be entered from the west only: room 94388 */
    FIRST_ROOM = 69999,
    NOWHERE = -1,
    LAKE = 10,                     /* in `water`: not a river of some size, but still water */
    LEVEL_MOST = 200,
    REGIONS_MOST = 52,             /* a letter each */
    ONE = 1 << 16,                 /* noise and shares of the whole are parts of this */
};

/* As the compass goes, so that the opposite is two further. */
enum way { WAY_NORTH, WAY_EAST, WAY_SOUTH, WAY_WEST, WAYS, WAY_UP = WAYS, WAY_DOWN, NO_WAY };

/* GROUND( member, terrain word, symbol in the file, cost of a step for roads and distances or 0: not on foot, colour ) */
#define GROUNDS(G)                                                                                              \
    G( OCEAN,  "Ocean",  'o', 0,  0x1f3a6e ) G( DEEP,  "Deep",  'd', 0,  0x2f5c9c ) G( SHALLOW, "Shallow", 's', 9, 0x66a3d2 ) \
    G( WATER,  "Water",  'w', 0,  0x3f86d0 ) G( BEACH, "Beach", 'b', 4,  0xe8dca0 ) G( FIELD,  "Field",   '.', 3, 0xb9cf7c ) \
    G( PASTURE, "Pasture", 'p', 3, 0xcfdd92 ) G( FOREST, "Forest", '*', 4, 0x4f8a46 ) G( LUSH, "Lush",     'l', 4, 0x2f7a4f ) \
    G( JUNGLE, "Jungle", 'x', 8,  0x1f6b2c ) G( FRINGE, "ForestJungle", 'j', 5, 0x3b8436 ) G( SWAMP, "Swamp", '%', 9, 0x6b7b52 ) \
    G( HILLS,  "Hills",  ')', 6,  0xa79a5c ) G( MOUNTAINS, "Mountains", '^', 12, 0x8a7a6a ) G( PEAK, "Peak", 'A', 0, 0xf6f6f6 ) \
    G( DESERT, "Desert", ':', 5,  0xe3c472 ) G( TUNDRA, "Tundra", 't', 6, 0xa9aa8d ) G( SNOW, "Snow", 'n', 7, 0xe6eef2 ) \
    G( ARCTIC, "Arctic", '_', 8,  0xcfe3ee ) G( TRAIL, "Trail", '-', 2,  0x8b3a20 ) G( BRIDGE, "Bridge", '=', 2, 0x300000 )
enum ground {
#define GROUND(member, word, symbol, cost, colour) GROUND_##member,
    GROUNDS(GROUND)
#undef GROUND
    GROUND_KINDS
};
struct ground_row {
    const char *word;
    char        symbol;
    uint8_t     cost;
    uint32_t    colour;
};
extern const struct ground_row grounds[GROUND_KINDS];

/* For the reader each cell with a road is Trail, and each crossing Bridge.  The ground here only differs where it matters to
 * later parts: a road is Trail, its crossing Bridge, that of a trail Shallow. */
enum road { ROAD_NONE, ROAD_TRAIL, ROAD_MAIN, ROAD_CROSSING };

struct region {
    const char *name, *short_name, *people, *text;
    const char *creatures;         /* a sentence about what lives there, or NULL */
    int         middle;            /* the cell it grew from */
    uint32_t    cells;
    bool        sea;
};

struct gate {
    const char *area;              /* its key */
    const char *name;
    uint32_t    room, level_least, level_most;
    uint8_t     leaves;            /* enum way: out of the room */
    uint32_t    lands;             /* bit n: enum ground n suits */
    const char *near;              /* key of another area, or NULL */
    uint32_t    streets;           /* rooms of a town in that area */
    bool        town;
    int         cell;
};

struct place {
    const char *name, *text;
    const struct yaml_node *extras;
    uint32_t    lands;
    uint32_t    by;                /* bits of enum place_by */
    int         cell;
};

struct ferry {
    const char *name;
    int         stops[2];
    uint8_t     hours[3];
};
enum { FERRIES_MOST = 40, PLACES_MOST = 120 };

struct continent {
    uint64_t  seed;
    struct arena *arena;           /* of all that is read and said */
    FILE     *complaints;
    unsigned  mistakes;
    /* layers */
    uint8_t   land[CELLS];         /* 1: above the sea, rivers and lakes among it */
    uint16_t  coast[CELLS];        /* steps to the nearest cell of the other sort */
    int32_t   height[CELLS];       /* of land from 1 on; below the sea negative */
    int32_t   fill[CELLS];         /* height of the water if it rained for ever: along `flow` it always falls */
    int32_t   rain[CELLS];         /* 0 to ONE, the share of land that is drier */
    int32_t   warmth[CELLS];       /* 0 to ONE */
    uint8_t   water[CELLS];        /* 0, size of a river 1 to 9, LAKE */
    uint8_t   flow[CELLS];         /* enum way, NO_WAY in the sea */
    uint32_t  gathered[CELLS];     /* what flows through a cell */
    uint8_t   ground[CELLS], growth[CELLS], road[CELLS];
    uint8_t   under[CELLS];        /* the ground as it was before roads: what the file says, whose reader lays them over it */
    uint8_t   region[CELLS];       /* 0 none, else 1 + index */
    int32_t   walk[CELLS];         /* what it costs to come here from home */
    uint8_t   level[CELLS];        /* 1 to LEVEL_MOST; what lives here is of about that level */
    uint8_t   shut[CELLS];         /* bit n: no way out of the cell in enum way n */
    uint8_t   taken[CELLS];        /* a gate, a place or a stop is here */
    /* things */
    int           home;            /* the cell of Midgaard's gate */
    struct region regions[REGIONS_MOST];
    unsigned      region_count;
    struct gate  *gates;           /* sorted by area */
    unsigned      gate_count;
    struct place  places[PLACES_MOST];
    unsigned      place_count;
    struct ferry  ferries[FERRIES_MOST];
    unsigned      ferry_count;
    const char  **ferry_names;
    unsigned      ferry_name_count;
    struct wild  *wild;
};

/* -- continent_noise.c -- */
uint32_t noise_hash(uint64_t seed, uint32_t a, uint32_t b);
/* 0 to ONE - 1, smooth over about `scale` cells; the octaves halve scale and weight. */
int32_t noise_at(uint64_t seed, int x, int y, int scale, int octaves);
/* The same, steep along lines: for crests. */
int32_t noise_ridge(uint64_t seed, int x, int y, int scale, int octaves);
uint32_t root_of(uint64_t square);

/* -- continent.c: the grid -- */
static inline int cell_x(int cell) { return cell % WIDE; }
static inline int cell_y(int cell) { return cell / WIDE; }
int      cell_beside(int cell, unsigned way);          /* NOWHERE over the edge and into the hole */
uint32_t cell_room(int cell);                          /* its number */
int      cells_apart(int a, int b);                    /* the longer of both differences */
bool     on_foot(const struct continent *continent, int cell);
/* A way that is there and leads to a cell one can walk in. */
int      step_from(const struct continent *continent, int cell, unsigned way);
/* Distance in steps of all cells from those that are `from`; UINT16_MAX where there is none.  Only through `through` cells. */
void     spread(uint16_t *steps, const uint8_t *from, const uint8_t *through);
/* The `count` cells with the highest score among those with `open` set, in that order; fewer if there are no more. */
unsigned cells_best(int *best, const int32_t *score, const uint8_t *open, unsigned count);
/* A heap of cells, the least key first, equal keys in the order of the cells. */
struct heap { struct heap_entry { int64_t key; int32_t cell; } *entries; unsigned count, room; };
void     heap_push(struct heap *heap, int64_t key, int cell);
bool     heap_pop(struct heap *heap, int64_t *key, int *cell);
void     heap_free(struct heap *heap);
/* Bits of terrain words, in any case; what is not known is a mistake.  Without a node: 0. */
uint32_t grounds_read(struct continent *continent, struct mistakes *mistakes, const struct yaml_node *node);
/* A word of a map, or NULL; a number, or `otherwise`. */
const char *word_of(const struct yaml_node *map, const char *key);
uint32_t number_of(const struct yaml_node *map, const char *key, uint32_t otherwise);
const struct yaml_node *data_read(struct continent *continent, const char *folder, const char *name, struct mistakes *mistakes);
/* A string in the continent's arena. */
const char *say(struct continent *continent, const char *format, ...) PRINTF_LIKE(2, 3);

/* -- the parts, in the order in which they run -- */
void grow_height(struct continent *continent);
void grow_climate(struct continent *continent);
void grow_water(struct continent *continent);
void grow_ground(struct continent *continent);
void grow_growth(struct continent *continent);
bool gates_read(struct continent *continent, const char *folders);
void place_home(struct continent *continent);
void grow_levels(struct continent *continent);
bool grow_regions(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes);
bool place_gates(struct continent *continent);
void grow_roads(struct continent *continent);
void grow_ferries(struct continent *continent);
/* Says which gates nobody can walk or sail to, and returns how many. */
unsigned count_cut_off(struct continent *continent);
bool grow_places(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes);
bool grow_wild(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes);
bool continent_write(const struct continent *continent, const char *path);
void wild_write(const struct continent *continent, FILE *out);
void write_text(FILE *out, const char *text);          /* as a quoted word of a file */

#endif
