/* core/id.h -- names of things: one-field structs, so that the compiler refuses a mix-up. */
#ifndef CORE_ID_H
#define CORE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum {
    NAME_LENGTH_MIN = 3,
    NAME_LENGTH_MAX = 12,
    NAME_SIZE = 16,        /* bytes of a name field: 12 letters, NUL, alignment */
    PLAYER_TITLE_SIZE = 64, /* bytes of a title with its NUL */
};

/* A zone: index into the route.  0 is no zone. */
typedef struct zone_id { uint32_t number; } zone_id;

/* A room, by the number clients know it by (3001 is the temple).  0 is no room. */
typedef struct room_id { uint32_t number; } room_id;

/* A prototype of an item or a mobile: its number in the table the world was loaded into. */
typedef struct proto_id { uint32_t number; } proto_id;

/* A connection: net thread, place in that thread's table, and how often the place was used.  0 is none. */
typedef struct session_id { uint64_t number; } session_id;

/* A living thing, an item, a group.  Never used again: the incarnation of the world counts its
 * starts, the zone that made the thing has a counter of its own. */
typedef struct entity_id {
    uint32_t incarnation;
    uint32_t zone;
    uint64_t counter;
} entity_id;

#define NO_ZONE    ((zone_id){0})
#define NO_ROOM    ((room_id){0})
#define NO_SESSION ((session_id){0})
#define NO_ENTITY  ((entity_id){0, 0, 0})

static inline bool zone_same(zone_id a, zone_id b)          { return a.number == b.number; }
static inline bool room_same(room_id a, room_id b)          { return a.number == b.number; }
static inline bool session_same(session_id a, session_id b) { return a.number == b.number; }
static inline bool entity_same(entity_id a, entity_id b)
{
    return a.counter == b.counter && a.zone == b.zone && a.incarnation == b.incarnation;
}
static inline bool entity_none(entity_id id) { return id.counter == 0 && id.zone == 0 && id.incarnation == 0; }

/* A session names its net thread in the top 16 bits, its place in the next 24, its use in the last 24. */
static inline session_id session_make(unsigned thread, unsigned place, unsigned use)
{
    return (session_id){(uint64_t)thread << 48 | (uint64_t)(place & 0xffffff) << 24 | (use & 0xffffff)};
}
static inline unsigned session_thread(session_id id) { return (unsigned)(id.number >> 48); }
static inline unsigned session_place(session_id id)  { return (unsigned)(id.number >> 24) & 0xffffff; }

/* Printing: "%s" with entity_text(id, (char[48]){0}). */
const char *entity_text(entity_id id, char text[48]);

#endif
