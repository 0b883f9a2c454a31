/* zones/grow/layout.h -- the shape of an area: rooms at whole coordinates, the ways between them, what each is for.
 *
 * A layout is drawn by one of a table of algorithms and then finished by the same rules: exactly as many rooms as were
 * ordered, no two at one place, every way between neighbours and back (but for drops, which only lead down), all rooms
 * within reach of the gate without any key, the lair behind one way only, one room that is hidden.  Room 0 is the gate.
 * The same dice give the same layout on every machine.  No state; any thread. */
#ifndef ZONES_GROW_LAYOUT_H
#define ZONES_GROW_LAYOUT_H

#include "config/yaml.h"
#include "core/dice.h"
#include "zones/grow/theme.h"
#include "zones/world/world.h"

enum { LAYOUT_ROOMS_MOST = 100, LAYOUT_ROOMS_LEAST = 12, LAYOUT_NOWHERE = -1 };

struct layout_room {
    int     x, y, z;                   /* east, north, up */
    int     to[DIRECTIONS];            /* a room's index, or LAYOUT_NOWHERE */
    uint8_t door[DIRECTIONS];          /* enum door_state, as the area opens */
    bool    hidden[DIRECTIONS];        /* the way has to be searched for */
    uint8_t role;                      /* enum grow_role */
    uint8_t depth;                     /* 0 at the gate to 100 where it is farthest */
    int     parent;                    /* the next room on the way back to the gate; LAYOUT_NOWHERE of the gate */
};
struct layout {
    struct layout_room rooms[LAYOUT_ROOMS_MOST];
    unsigned           count;
    enum direction     leaves;         /* out of room 0, into the wilderness: one of the four winds */
    int                lair, secret;
    int                beside_secret;  /* from here a hidden way ... */
    enum direction     to_secret;      /* ... leads this way to the secret room */
};

/* What an area wants of its layout. */
struct layout_order {
    const char             *name;      /* of the table */
    const struct yaml_node *with;      /* its parameters, a map, or NULL */
    unsigned                rooms;     /* LAYOUT_ROOMS_LEAST to LAYOUT_ROOMS_MOST */
    unsigned                homes, shops;
    bool                    locks;     /* is there a key, so that the lair may be locked? */
};

unsigned    layout_count(void);
const char *layout_name(unsigned layout);
const char *layout_about(unsigned layout);   /* in words, with the parameters it takes */
/* Index of the table; -1. */
int         layout_named(const char *name);
/* Reports what is wrong with a wish for a layout; gives whether it can be drawn. */
bool        layout_check(const struct layout_wish *wish, struct mistakes *mistakes);
void        layout_draw(struct layout *layout, const struct layout_order *order, struct dice *dice);
/* NULL, or what is wrong with it: for tests and asserts. */
const char *layout_fault(const struct layout *layout);
/* Of a theme's layouts. */
struct layout_order layout_choose(const struct theme *theme, struct dice *dice);

#endif
