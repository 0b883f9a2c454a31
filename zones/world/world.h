/* zones/world/world.h -- what builders wrote: areas, rooms, and the prototypes of mobiles and items.
 *
 * A world is built once by world_load() and then immutable: every zone of every worker reads the same
 * one without a lock.  It owns one arena per area; world_free() is for the end and for tests.
 *
 * Numbering: areas are sorted by key, so zone n (from 1) is the n-th area that opened; prototypes are
 * numbered through all areas in the order of their keys ("area.key").  Numbers may differ after an area was added,
 * so records name prototypes by "area.key" and rooms by their number, never by position. */
#ifndef ZONES_WORLD_WORLD_H
#define ZONES_WORLD_WORLD_H

#include "config/yaml_cache.h"
#include "core/id.h"
#include "core/memory.h"
#include "zones/rules/gear.h"
#include "zones/world/terrain.h"

#include <stdio.h>

enum pronoun { PRONOUN_HE, PRONOUN_SHE, PRONOUN_THEY, PRONOUN_IT, PRONOUNS };
extern const char *const pronoun_words[PRONOUNS];   /* "he", "she", "they", "it" */

enum direction { NORTH, EAST, SOUTH, WEST, UP, DOWN, DIRECTIONS, NO_DIRECTION = DIRECTIONS };

/* FLAG( member of a room, its word in area files too; what its title shows, or NULL )
 * indoors: whatever the terrain, there is no sky above it.  arena: players may fight each other there, and nobody dies. */
#define ROOM_FLAGS(F)                                                                      \
    F( peaceful, NULL     ) F( dark, NULL  ) F( indoors, NULL      ) F( bank, "Bank" )     \
    F( shop,     "Shop"   ) F( inn,  "Inn" ) F( stables, "Stables" ) F( post, "Post" )   \
    F( arena,    NULL     )

/* ITEM( member, word in area files, as a keeper speaks of them ) */
#define ITEM_KINDS(I)                                                                                \
    I( THING,     "thing",     "odds and ends" ) I( LIGHT,   "light",   "lights"  )                  \
    I( WEAPON,    "weapon",    "weapons"       ) I( ARMOR,   "armor",   "clothes and armour" )       \
    I( SHIELD,    "shield",    "shields"       ) I( CONTAINER, "container", "containers" )           \
    I( KEY,       "key",       "keys"          ) I( FOOD,    "food",    "food"    )                  \
    I( DRINK,     "drink",     "drink"         ) I( WRITING, "writing", "books and papers" )         \
    I( AMMUNITION, "ammunition", "ammunition"  ) I( BOAT, "boat", "boats" )
enum item_kind {
#define ITEM(member, word, wares) ITEM_##member,
    ITEM_KINDS(ITEM)
#undef ITEM
    ITEM_KINDS_COUNT
};

/* Where a thing is worn, in the order in which it is listed.
 *
 *   SLOT( member, word, what the wearer reads, number in records, the slot it is one more of )
 *
 * An area file says `finger`; whether that is the one hand or the other, the wearer says: only slots that are their own first
 * can be written there.  Numbers in records are never used again; 14 is nowhere. */
#define WEAR_SLOTS(S)                                                                \
    S( HEAD,    "head",           "worn on head",              0,  HEAD    )         \
    S( FACE,    "face",           "worn on face",              15, FACE    )         \
    S( EAR,     "ear",            "worn on ear",               16, EAR     )         \
    S( EAR_2,   "second ear",     "worn on other ear",         17, EAR     )         \
    S( NECK,    "neck",           "worn around neck",          1,  NECK    )         \
    S( NECK_2,  "second neck",    "also worn around neck",     18, NECK    )         \
    S( BODY,    "body",           "worn on body",              2,  BODY    )         \
    S( ABOUT,   "about",          "worn about body",           3,  ABOUT   )         \
    S( BACK,    "back",           "worn on back",              19, BACK    )         \
    S( ARMS,    "arms",           "worn on arms",              4,  ARMS    )         \
    S( WRIST,   "wrist",          "worn around wrist",         20, WRIST   )         \
    S( WRIST_2, "second wrist",   "worn around other wrist",   21, WRIST   )         \
    S( HANDS,   "hands",          "worn on hands",             5,  HANDS   )         \
    S( FINGER,  "finger",         "worn on finger",            9,  FINGER  )         \
    S( FINGER_2, "second finger", "worn on another finger",    22, FINGER  )         \
    S( WAIST,   "waist",          "worn about waist",          6,  WAIST   )         \
    S( LEGS,    "legs",           "worn on legs",              7,  LEGS    )         \
    S( ANKLE,   "ankle",          "worn around ankle",         23, ANKLE   )         \
    S( FEET,    "feet",           "worn on feet",              8,  FEET    )         \
    S( SHIELD,  "shield",         "worn as shield",            10, SHIELD  )         \
    S( WIELD,   "wield",          "wielded",                   11, WIELD   )         \
    S( OFFHAND, "second hand",    "wielded in the other hand", 24, WIELD   )         \
    S( HOLD,    "hold",           "held",                      12, HOLD    )         \
    S( LIGHT,   "light",          "used as light",             13, LIGHT   )         \
    S( QUICKDRAW, "quickdraw",    "ready to draw",             25, WIELD   )
enum wear_slot {
#define SLOT(member, word, reads, written, first) WEAR_##member,
    WEAR_SLOTS(SLOT)
#undef SLOT
    WEAR_SLOTS_COUNT, WEAR_NOWHERE = WEAR_SLOTS_COUNT
};
enum { WEAR_WRITTEN_NOWHERE = 14 };

enum door_state { DOOR_NONE, DOOR_OPEN, DOOR_CLOSED, DOOR_LOCKED };

struct extra {                     /* something a text names, to be looked at */
    const char **keys;             /* NULL-terminated */
    const char  *text;
};

struct extras {                    /* of a mobile, a thing, a way out */
    struct extra *list;
    unsigned      count;
};

struct exit_sight {                /* what is to be seen of a way out before one takes it */
    const char   *text;            /* or NULL */
    struct extras extras;          /* what that text names */
};

struct exit_proto {
    room_id     to;                /* NO_ROOM: no exit this way */
    zone_id     zone;              /* of that room, found when the world was linked */
    uint8_t     door;              /* enum door_state: how the area opens */
    const char *door_name;         /* "oak door"; NULL without a door */
    const char **door_keys;        /* NULL-terminated */
    const char *key;               /* "area.key" of the object that unlocks it, or NULL */
    bool        one_way;           /* it is meant that no way leads straight back (atlas.h) */
    uint32_t    level_min;         /* 0: everybody; checked by the zone that is entered */
    const struct exit_sight *sight; /* or NULL: nothing is written of it */
    bool        climb;             /* is climbed, and may be slipped from (zones/world/passage.h) */
    bool        hidden;            /* nobody knows of it before it has been found (zones/world/hidden.c) */
};

struct room_proto {
    room_id       id;
    const char   *name;
    const char   *text;            /* paragraphs, "\n" between them, not wrapped; NULL: composed (zones/world/wild.h) */
    const char   *by_day, *by_night, *in_rain; /* one more paragraph, shown then; or NULL */
    uint8_t       terrain;         /* enum terrain */
#define FLAG(member, shown) bool member;
    ROOM_FLAGS(FLAG)
#undef FLAG
    const struct skill *hazard;    /* the state it lays upon players, or NULL ... */
    uint32_t      hazard_level;    /* ... as strong as of somebody of that level ... */
    uint8_t       hazard_spares;   /* ... but not upon those who have that enum figure; FIGURES: upon all */
    const char   *board;           /* the key of the notice board that stands here, or NULL */
    const char   *apart;           /* why nobody can walk there (atlas.h), or NULL */
    bool          afloat;          /* the deck of a ferry */
    uint32_t      occupants_max;   /* 0: the option room.occupants_max */
    struct exit_proto exits[DIRECTIONS];
    struct extra *extras;
    unsigned      extra_count;
};

struct shop_proto {                /* what a keeper does, when it is open and he is awake */
    proto_id    *sells;            /* these never run out */
    unsigned     sell_count;
    uint32_t     buys;             /* bit n: things of kind n */
    uint32_t     repairs;          /* bit n: mends things of kind n for coins */
    bool         identifies;       /* says for coins what a thing is */
    uint32_t     asks, pays;       /* percent of a thing's value */
    uint32_t     opens, closes;    /* hours: open from the one until the other, over midnight if that comes first */
    const char **sell_keys;        /* "area.key" for each of `sells`; only while the world is read */
};

struct day_step {                  /* at that hour he goes there, then says this; either may be missing */
    uint32_t    hour;              /* 0 to 23 */
    room_id     go;                /* NO_ROOM: nowhere */
    const char *says;              /* or NULL */
};

struct mobile_proto {
    const char  *key;              /* "area.key" */
    const char  *name;             /* "a gate guard" */
    const char  *line;             /* "A gate guard leans on her spear here." */
    const char  *text;
    const char **keys;             /* NULL-terminated */
    uint32_t     level;
    uint16_t     race;             /* this and the next two: numbers of rows in the rules */
    uint8_t      role, build;
    uint8_t      pronoun;          /* enum pronoun */
    int32_t      alignment;        /* -1000 to 1000 */
    uint32_t     behaviours;       /* bits of enum behaviour, besides those of its role */
    uint32_t     teaches;          /* bit n: the class, or path, of number n */
    bool         meta;             /* gives meta sessions */
    bool         wanders;          /* walks about, never over its area's border */
    const char **says;             /* remarks, NULL-terminated, may be empty */
    struct shop_proto *shop;       /* of a keeper; NULL: he is none */
    struct day_step *day;          /* in the order of the hours, each hour once */
    unsigned     day_count;
    struct extras extras;          /* what his text or line names */
};

struct object_proto {
    const char  *key;              /* "area.key" */
    const char  *name;             /* "a brass lantern" */
    const char  *line;             /* "A brass lantern stands here." */
    const char  *text;
    const char **keys;
    uint8_t      kind;             /* enum item_kind */
    uint8_t      wear;             /* enum wear_slot */
    bool         takeable;
    uint32_t     weight;           /* stones */
    uint32_t     value;            /* coins */
    uint32_t     capacity;         /* a container: how many things it holds */
    uint8_t      door;             /* a container: enum door_state it opens with */
    const char  *unlocked_by;      /* a container: "area.key" or NULL */
    struct make  make;             /* what it is made as: zones/rules/gear.h */
    int32_t      damage;           /* a weapon: the average of a blow; ammunition: percent of the blow of what shoots it */
    uint32_t     durability;       /* hits it stands, 0: it does not wear out; ammunition: how many are in it */
    uint8_t      set;              /* of the rules: which of their sets it is a piece of, from 1 on; 0: none */
    uint32_t     classes;          /* bit n: class n may use it; 0: all */
    struct modifier *gives;        /* to who wears it, its armour among them */
    unsigned     give_count;
    const struct skill *casts;     /* what happens when it is recited or drunk ..., or NULL */
    uint32_t     casts_level;      /* ... as one of that level would; the thing is used up by it */
    bool         spellbook;
    struct extras extras;          /* what its text or line names */
};

enum reset_kind { RESET_MOBILE, RESET_OBJECT, RESET_INSIDE, RESET_CARRIED, RESET_WORN };
struct reset {                     /* INSIDE: into the last OBJECT; CARRIED, WORN: onto the last MOBILE */
    uint8_t   kind;
    proto_id  proto;
    uint32_t  count;               /* as many are kept in the room */
    room_id   room;                /* INSIDE, CARRIED, WORN: where the one they go with is put */
    bool      hidden;              /* OBJECT: nobody sees it before it has been found */
};

struct quest_proto;
enum { AREA_KEY_MOST = 31 };
struct grid;
struct area {
    const char *key;               /* "midgaard": the file's name without its ending */
    const char *name;              /* "Midgaard City" */
    zone_id     zone;
    uint32_t    level_min, level_max;
    uint32_t    reset_minutes;
    uint8_t     climate;           /* enum climate, zones/world/weather.h */
    bool        drifts;            /* its weather is that of the wilderness, ... */
    uint8_t     drift;             /* ... so many hours later */
    struct room_proto *rooms;      /* sorted by id */
    unsigned    room_count;
    struct reset *resets;
    unsigned    reset_count;
    const struct quest_proto *quests;  /* zones/world/quest.h; sorted by key */
    unsigned    quest_count;
    const struct grid *grid;       /* the area is a tile of this one, or NULL ... */
    unsigned    tile_x, tile_y;    /* ... with its north-western cell there */
    room_id     gate;              /* the room from which one leaves for the wilderness, or NO_ROOM */
    const char *whole;             /* the area as builders know it: the key of its file */
    bool        part;              /* a tile, and not the first: not one more area */
    struct arena *arena;           /* NULL for a part: the first one's */
};

struct ferry;
struct world {
    struct area         *areas;    /* areas[n] is zone n + 1 */
    unsigned             area_count;
    struct mobile_proto *mobiles;  /* proto_id.number is the index */
    unsigned             mobile_count;
    struct object_proto *objects;
    unsigned             object_count;
    struct ferry        *ferries;
    unsigned             ferry_count;
    struct quest_proto  *quests;   /* sorted by key */
    unsigned             quest_count;
    struct room_place   *places;   /* all rooms, sorted by id */
    unsigned             place_count;
    struct arena        *arena;
};
struct room_place { room_id room; zone_id zone; };

extern const char *const direction_names[DIRECTIONS + 1];
extern const char *const direction_from[DIRECTIONS + 1];   /* "the north", "above", ... */
enum direction direction_back(enum direction direction);
/* Any prefix of a direction's name; NO_DIRECTION if it is none. */
enum direction direction_find(const char *word);
/* At the start of a word, in any case: "stone" is named by "Stones", not by "milestone".  A text of NULL names nothing. */
bool text_names(const char *text, const char *keyword);
extern const char *const item_kind_words[ITEM_KINDS_COUNT];
extern const char *const item_kind_wares[ITEM_KINDS_COUNT];   /* "odds and ends" */
extern const char *const wear_words[WEAR_SLOTS_COUNT];
extern const char *const wear_reads[WEAR_SLOTS_COUNT];
extern const uint8_t wear_first[WEAR_SLOTS_COUNT];         /* the slot it is one more of; its own number else */
/* A slot, or WEAR_NOWHERE, as records have it, and back: false when no slot has that number. */
uint8_t wear_written(uint8_t slot);
bool wear_read(uint8_t written, uint8_t *slot);

/* Reads every *.yaml of a folder, or of several with ':' between them (of equal names the first wins), several files at a time, and links exits.  Every mistake of every
 * file becomes one line on `mistakes` ("file:line:column: reason"), counted in *mistake_count; an area
 * with mistakes stays closed, and exits into it are left out with a line of their own.  NULL only when
 * the folder cannot be read or no area opened.  barred: keys of areas that are not to be opened whatever their files
 * say, NULL-terminated, or NULL.  rules: what races, roles and materials there are; they must outlive the world. */
struct world *world_load(const char *folders, const struct rules *rules, const char *const *barred, FILE *mistakes,
                         unsigned *mistake_count);
/* The same with a folder where trees of files read before are kept (config/yaml_cache.h), or NULL, and how it went. */
struct world_loaded {
    unsigned                files, mistakes;
    struct yaml_cache_count trees;
    int64_t                 read_ms, settle_ms, build_ms, end_ms;   /* files; links between them; tables; tidying up */
};
struct world *world_load_kept(const char *folders, const char *cache, const struct rules *rules, const char *const *barred,
                              FILE *mistakes, struct world_loaded *loaded);
void world_free(struct world **world);

const struct area *world_area(const struct world *world, zone_id zone);          /* NULL for pseudo-zones */
unsigned world_room_count(const struct world *world);                            /* the same of rooms: ships are none */
unsigned world_area_count(const struct world *world);                            /* as players count: tiles are one */
const struct area *world_area_named(const struct world *world, const char *key); /* key or prefix of the name; or NULL */
zone_id world_zone_of(const struct world *world, room_id room);                  /* NO_ZONE if there is none */
const struct room_proto *area_room(const struct area *area, room_id room);       /* NULL if it has none */
/* Finds a prototype by "area.key"; false if it is gone. */
bool world_object(const struct world *world, const char *key, proto_id *proto);
bool world_mobile(const struct world *world, const char *key, proto_id *proto);

#endif
