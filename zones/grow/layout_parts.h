/* zones/grow/layout_parts.h -- the pen that layouts are drawn with; private to zones/grow/layout_*.c.
 *
 *   layout.c         the table, and what is done to each layout after it was drawn
 *   layout_pen.c     rooms and ways
 *   layout_built.c   what people have built
 *   layout_wild.c    what has grown, or was dug
 *
 * A drawing stops by itself when there are enough rooms: pen_go() then stays where it is and says so. */
#ifndef ZONES_GROW_LAYOUT_PARTS_H
#define ZONES_GROW_LAYOUT_PARTS_H

#include "zones/grow/layout.h"

enum { LAYOUT_KNOBS = 3 };
struct layout_knob { const char *name; int least, most; };   /* a parameter; the dice choose where a theme does not */

struct pen {
    struct layout *layout;
    struct dice   *dice;
    unsigned       target;             /* rooms to be drawn; finishing adds the rest */
    int            at;                 /* the room where the pen is */
    int            deep;               /* the lair should be behind this room; LAYOUT_NOWHERE: wherever is farthest */
    int            knob[LAYOUT_KNOBS];
};

typedef void layout_drawer(struct pen *pen);
struct layout_row { const char *name, *about; layout_drawer *draw; struct layout_knob knobs[LAYOUT_KNOBS]; };

/* -- layout_pen.c -- */
int  room_at(const struct layout *layout, int x, int y, int z);       /* index or LAYOUT_NOWHERE */
bool pen_full(const struct pen *pen);
/* A room at that place, made if there is none.  LAYOUT_NOWHERE: the place is kept free, or there are enough. */
int  pen_put(struct pen *pen, int x, int y, int z);
/* Two rooms that lie side by side get a way, both ways. */
void pen_join(struct pen *pen, int from, enum direction way);
void pen_cut(struct pen *pen, int from, enum direction way);          /* takes it away again */
/* A step: makes the room if there is none, joins both, stands there then.  False: it could not. */
bool pen_go(struct pen *pen, enum direction way);
unsigned pen_line(struct pen *pen, enum direction way, unsigned steps);   /* how many it went */
/* A block of rooms from the pen's place, east and north, each joined with its neighbours; the pen stays. */
void pen_block(struct pen *pen, unsigned wide, unsigned deep);
void pen_drop(struct pen *pen, int from);                             /* a way down to what lies below, and none back */
void pen_start(struct pen *pen);                                      /* the gate */
bool pen_free(const struct pen *pen, int from, enum direction way);   /* nothing there, and nothing kept free */
enum direction pen_wind(struct pen *pen);                             /* one of four */
enum direction pen_aside(struct pen *pen, enum direction way);        /* left or right of it */
enum direction turn_left(enum direction way);
unsigned ways_of(const struct layout_room *room);
/* Rooms within reach over two-way ways, from the gate, as distances; LAYOUT_ROOMS_MOST of those that are not. */
unsigned layout_distances(const struct layout *layout, int from, unsigned char distance[LAYOUT_ROOMS_MOST]);
void step_of(enum direction way, int *x, int *y, int *z);

/* -- the drawings -- */
layout_drawer draw_ring, draw_tower, draw_cloister, draw_fortress, draw_market, draw_stacks, draw_courts, draw_hedges, draw_piers,
    draw_terraces, draw_sunken, draw_caravan;
layout_drawer draw_galleries, draw_valley, draw_hive, draw_islands, draw_ruin, draw_spiral, draw_canyon, draw_tree, draw_mine, draw_marsh,
    draw_barrows, draw_glacier;

#endif
