/* zones/world/area_read.h -- one area file becomes one area; what only the whole world can answer is kept
 * as links for world.c.
 *
 * Several files are read at the same time, each by one thread and into arenas of its own.  A file read is in
 * the order in which it was written, so that mistakes are too; world.c sorts once nothing points into it. */
#ifndef ZONES_WORLD_AREA_READ_H
#define ZONES_WORLD_AREA_READ_H

#include "config/yaml_cache.h"
#include "zones/world/ferry.h"
#include "zones/world/grid.h"
#include "zones/world/quest.h"
#include "zones/world/world.h"

enum {
    AREA_ROOMS_MAX = 10000,
    AREA_PROTOTYPES_MAX = 10000,       /* of either sort */
    AREA_RESETS_MAX = 20000,
    AREA_LEVEL_MAX = 1000,
    AREA_ROOM_NUMBER_MAX = 1000000000,
};

enum area_link_kind { LINK_EXIT, LINK_UNLOCK, LINK_SELLS, LINK_MOBILE, LINK_OBJECT, LINK_DAY, LINK_BOARD,
                      LINK_QUEST_MOBILE, LINK_QUEST_OBJECT, LINK_QUEST_ROOM, LINK_QUEST };

/* A reference that leads out of the file, or may.  `node` is where it is written; once the file has been read, only its line and column
 * are left of it, as of all nodes here. */
struct area_link {
    struct area_link       *next;
    enum area_link_kind     kind;
    const struct yaml_node *node;
    const char             *key;       /* "area.key" of a prototype; the key of a board */
    struct exit_proto      *exit;      /* LINK_EXIT: the exit */
    const char            **key_at;    /* LINK_UNLOCK, LINK_SELLS, LINK_BOARD: where the key is kept, to take it back */
    struct reset           *reset;     /* LINK_MOBILE, LINK_OBJECT: the reset */
    room_id                 room;      /* LINK_DAY: where somebody's day leads; always in the file.  LINK_QUEST_ROOM */
    struct quest_proto     *quest;     /* LINK_QUEST...: the one that speaks of it */
};

/* The way out of an area into the wilderness; node NULL: it has none. */
struct gate_source {
    const struct yaml_node *node;
    room_id                 room;
    uint8_t                 leaves;    /* enum direction */
};

/* Where the wilderness has the gate of an area. */
struct gate_link {
    const struct yaml_node *node;
    const char             *area;
    room_id                 cell;
};

struct ferry_source {
    struct ferry            ferry;
    const struct yaml_node *node, *room_node;   /* the second NULL: it says no room */
    bool                    own_deck;  /* its deck is a room of this file ... */
    unsigned                tile;      /* ... in that tile */
};

struct area_file {
    struct area              area;        /* not sorted, no zone yet; area.arena holds all that stays */
    const struct yaml_node **room_nodes;  /* where each of area.rooms is written */
    struct mobile_proto     *mobiles;
    unsigned                 mobile_count;
    struct object_proto     *objects;
    unsigned                 object_count;
    const char             **reset_keys;  /* "area.key" for each of area.resets */
    struct quest_proto      *quests;
    unsigned                 quest_count;
    struct key_index        *mobile_index, *object_index, *room_index;   /* where those are; NULL until they are all read */
    struct area_link        *links;
    const struct yaml_node  *resets_node; /* read last, as the next: resets speak of everything else */
    const struct yaml_node  *quests_node;
    struct gate_source       gate;
    /* Of a file with a grid: its rooms stand tile by tile. */
    const struct yaml_node  *grid_node, *regions_node, *places_node, *gates_node, *ferries_node;
    bool                     no_grid;     /* there is one, and it is not to be read */
    unsigned                *tile_rooms;  /* where the rooms of each tile begin, and behind the last, end */
    unsigned                *cell_rooms;  /* index of a room, by its number from the grid's first */
    struct gate_link        *gates;
    unsigned                 gate_count;
    struct ferry_source     *ferries;
    unsigned                 ferry_count, deck_count;
    const struct rules      *rules;       /* set by the caller, as the cache of trees, or NULL */
    struct yaml_cache       *cache;
    struct arena            *tree;        /* while the file is read */
    const struct yaml_node  *kept_of, *kept; /* while it goes: the last node of it whose place was kept */
    struct arena            *scratch;     /* the links, the arrays beside area's, places of nodes: until the world is built */
    struct mistakes          mistakes;    /* set by the caller */
};

/* Reads file->mistakes.file into an empty area_file whose area.key and mistakes are set.  Whatever happens
 * both arenas are there afterwards; mistakes.count tells whether the area may open. */
ANY_THREAD void area_read(struct area_file *file);
ANY_THREAD void area_file_free(struct area_file *file);

/* Prototypes of this file by "area.key"; NULL if it has none. */
ANY_THREAD const struct mobile_proto *area_file_mobile(const struct area_file *file, const char *key);
ANY_THREAD const struct object_proto *area_file_object(const struct area_file *file, const char *key);
/* A room of this file before it is sorted; NULL if it has none. */
ANY_THREAD struct room_proto *file_room(const struct area_file *file, room_id room);
ANY_THREAD const struct quest_proto *area_file_quest(const struct area_file *file, const char *key);
/* Whether "area.key" begins with that area. */
ANY_THREAD bool area_key_is_in(const char *key, const char *area_key);

#endif
