/* zones/world/grid.h -- a land that is stored as layers over a grid of cells: the Wilderness.
 *
 *     x 0 ..................... width-1        a cell's number = first + width * y + x, row by row from the
 *   y 0  o o o | o o o | o o                   north-west; a hole has no room, and every later number is one lower
 *        o o o | o o o | o o                   a tile (here of 3 x 2 cells) is a zone of its own, a struct area each;
 *        ------+-------+----                   the last of a row or column may be smaller
 *        o . o | o o o | o o   . a hole
 *   height-1 ...
 *
 * Cells are ordinary rooms with ordinary exits, made when the file is read; they have no text of their own (wild.h composes
 * one), unless they are a place with a name.  Read by one thread, then never changed; any thread may look. */
#ifndef ZONES_WORLD_GRID_H
#define ZONES_WORLD_GRID_H

#include "zones/world/world.h"

enum {
    GRID_FIRST_ROOM = 69999,       /* unless the file says otherwise */
    GRID_SIDE_MAX = 2000,          /* cells */
    GRID_TILES_MAX = 4096,
    GRID_TILE_CELLS_MAX = 4000,
    GRID_REGIONS_MAX = 52,         /* a to z, A to Z */
    GRID_HEIGHT_MAX = 35, GRID_SHORE = 5,
    GRID_LAKE = 10,                /* as the size of a river */
};

struct grid_cell {
    uint8_t ground;                /* enum terrain, before roads */
    uint8_t height;                /* 0 deep sea, GRID_SHORE the shore, GRID_HEIGHT_MAX the highest */
    uint8_t rain, warmth, growth;  /* 0 to 9 */
    uint8_t water;                 /* 0 none, 1 to 9 the size of a river, GRID_LAKE */
    uint8_t flow;                  /* enum direction: where that river runs on; NO_DIRECTION */
    char    road;                  /* '.', '-' or '=' */
    uint8_t region;                /* number of a region from 1; 0: none */
};

struct grid_region {
    const char *name;              /* "The Hollow Downs"; NULL: there is no such letter */
    const char *people;            /* who lives there, or NULL */
    const char *text;              /* its character, a sentence or two, or NULL */
};

struct grid {
    unsigned  width, height;       /* cells */
    unsigned  tile_width, tile_height;
    unsigned  columns, rows;       /* of tiles */
    room_id   first;
    bool      has_hole;
    unsigned  hole_x, hole_y;
    struct grid_cell  *cells;      /* width * height, row by row */
    struct grid_region regions[GRID_REGIONS_MAX + 1];   /* from 1 */
};

/* NO_ROOM where there is none: at the hole, and outside. */
room_id grid_room(const struct grid *grid, int x, int y);
/* False when it is no room of the grid. */
bool grid_place(const struct grid *grid, room_id room, unsigned *x, unsigned *y);
/* NULL outside. */
const struct grid_cell *grid_cell(const struct grid *grid, int x, int y);
/* One step from there; up and down stay. */
void grid_step(enum direction direction, int *x, int *y);
unsigned grid_rooms(const struct grid *grid);
/* As `orienteering` tells them: from the south-west, east from 1, north from 0. */
void grid_coordinates(const struct grid *grid, unsigned x, unsigned y, unsigned *east, unsigned *north);
/* Number of a region from its letter; 0: it is none. */
unsigned grid_region_number(char letter);
/* What the cell's room is: its road or bridge, else its ground. */
enum terrain grid_terrain(const struct grid_cell *cell);

#endif
