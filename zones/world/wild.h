/* zones/world/wild.h -- what one reads of a cell of the wilderness.
 *
 * A cell has no text of its own, unless it is a place with a name.  It is composed, from what lies in it and around it (grid.h)
 * and from the sentences of wild.yaml (zones/text), when somebody looks there for the first time; the hour, the season and the
 * weather (calendar.h, weather.h) add a sentence each time.  A function of the grid, the sentences and the hour alone: the
 * same cell at the same hour reads the same for everybody, on every machine.
 *
 * No two cells within WILD_APART of each other, either way, share a sentence (names, numbers, directions and colours aside): each cell belongs to
 * one of so many kinds, laid like tiles over the land, and of all that could be said it says only what its hash gives to its
 * kind.
 *
 * wild_load(), wild_free(): main, before and after all zones.  The rest is entered by the zone's worker. */
#ifndef ZONES_WORLD_WILD_H
#define ZONES_WORLD_WILD_H

#include "core/bytes.h"
#include "zones/world/grid.h"
#include "zones/zone.h"

enum { WILD_APART = 3, WILD_SIGHT = 10 /* cells one sees in open country */ };

/* FEATURE( what is to be seen from afar, its word in wild.yaml ), the most remarkable first */
#define WILD_FEATURES(F)                                                                                         \
    F( TOWN, town ) F( PLACE, place ) F( SEA, sea ) F( PEAK, peak ) F( LAKE, lake ) F( MOUNTAINS, mountains )       \
    F( RIVER, river ) F( DESERT, desert ) F( SNOW, snow ) F( SWAMP, swamp ) F( JUNGLE, jungle ) F( FOREST, forest ) \
    F( HILLS, hills ) F( FIELD, field ) F( ROAD, road )
enum wild_feature {
#define FEATURE(member, word) WILD_##member,
    WILD_FEATURES(FEATURE)
#undef FEATURE
    WILD_FEATURE_KINDS
};

struct wild;                       /* the sentences */
/* folder/wild.yaml, if there is one; every mistake is a line on `mistakes`, counted.  NULL when it cannot be used: of a cell one
 * reads its terrain then. */
struct wild *wild_load(const char *folder, FILE *mistakes, unsigned *mistake_count);
void wild_free(struct wild **wild);

/* What does not depend on the hour; memory of the caller's.  cell: of that grid, where (x, y) is. */
char *wild_compose(const struct wild *wild, const struct world *world, const struct area *tile, unsigned x, unsigned y);
/* What the hour, the season and the weather add, or NULL; memory of the caller's. */
char *wild_hour(const struct wild *wild, const struct zone *zone, const struct room_proto *cell);
/* The text of any room of that zone: its own, or composed, and then `made` is what it is in, a reference of the caller's. */
const char *room_words(const struct zone *zone, const struct room_proto *room, struct text **made);

#endif
