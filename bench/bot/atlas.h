/* bench/bot/atlas.h -- what a bot knows of the world: rooms by the names that titles show, ways between them,
 * and where one area ends.  Made from the area files, as a player's map is made from walking.
 *
 * Read only once made. */
#ifndef BENCH_BOT_ATLAS_H
#define BENCH_BOT_ATLAS_H

#include "zones/world/world.h"

enum { PLACES_MAX = 4096, PLACES_NAMED = 2 * PLACES_MAX, NOWHERE = -1, LINE_ROWS = 4096 };

struct place {
    const struct room_proto *room;
    zone_id  zone;
    bool     reachable;             /* from the temple, through no door that begins closed */
    bool     cramped;               /* has a limit of its own: refuses people */
    int      ways[DIRECTIONS];      /* index of the next place, or NOWHERE */
};

/* A step from one area into another that can be walked both ways. */
struct border {
    int            from, to;
    enum direction direction;
    unsigned       cost;            /* in stamina, there and back */
    bool           cramped;
};

struct atlas {
    struct rules  *rules;
    struct world  *world;
    unsigned       place_count;
    struct place   places[PLACES_MAX];
    uint16_t       named[PLACES_NAMED];  /* one more than the index of the first place of that name, by its hash; 0: none */
    size_t         line_letters;         /* as many as the shortest line has that a room has for a mobile */
    uint32_t       standing[LINE_ROWS];  /* by a hash of those: one more than the first mobile's index */
    uint32_t      *standing_next;        /* of each mobile: one more than the index of the next in its row; 0: none */
    unsigned       ways_in_from[PLACES_MAX + 1];         /* ways_in of place n: from ways_in_from[n] up to the next one's */
    uint16_t       ways_in[PLACES_MAX * DIRECTIONS];     /* whence one comes there: not every way leads straight back */
    unsigned       border_count;
    struct border  borders[PLACES_MAX];  /* cheapest first, those that refuse people last */
    unsigned       home_count;
    int            homes[PLACES_MAX];    /* reachable, not cramped */
    unsigned       quiet_count;
    int            quiets[PLACES_MAX];   /* homes where nobody stands whom one can fight */
    unsigned       store_count;
    int            stores[PLACES_MAX];   /* homes where things lie about that can be taken */
    unsigned       lair_count;
    int            lairs[PLACES_MAX];    /* homes where somebody stands whom one can fight, */
    uint32_t       lair_levels[PLACES_MAX]; /* at most of that level */
};

struct atlas *atlas_new(const char *folder);             /* NULL: the areas cannot be read */
void atlas_free(struct atlas **atlas);
int atlas_place(const struct atlas *atlas, room_id room);            /* NOWHERE */
int atlas_find(const struct atlas *atlas, const char *name);         /* NOWHERE; of several the first */
/* The same for one who was in `from` when he last knew: of several places of that name it is that one, or one next to it. */
int atlas_find_near(const struct atlas *atlas, const char *name, int from);
/* Whose line that is, as rooms show it; of several the first.  NULL: nobody's. */
const struct mobile_proto *atlas_standing(const struct atlas *atlas, const char *line);
/* The first step on the shortest way; NO_DIRECTION when there is none, or one is there. */
enum direction atlas_way(const struct atlas *atlas, int from, int to);

#endif
