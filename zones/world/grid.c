/* zones/world/grid.c -- see grid.h.  Pure, any thread. */
#include "zones/world/grid.h"

static unsigned cell_index(const struct grid *grid, unsigned x, unsigned y)
{
    return y * grid->width + x;
}

room_id grid_room(const struct grid *grid, int x, int y)
{
    if (x < 0 || y < 0 || (unsigned)x >= grid->width || (unsigned)y >= grid->height)
        return NO_ROOM;
    unsigned index = cell_index(grid, (unsigned)x, (unsigned)y);
    unsigned hole = cell_index(grid, grid->hole_x, grid->hole_y);
    if (grid->has_hole && index == hole)
        return NO_ROOM;
    return (room_id){ grid->first.number + index - (grid->has_hole && index > hole) };
}

bool grid_place(const struct grid *grid, room_id room, unsigned *x, unsigned *y)
{
    if (room.number < grid->first.number || room.number - grid->first.number >= grid_rooms(grid))
        return false;
    unsigned index = room.number - grid->first.number;
    if (grid->has_hole && index >= cell_index(grid, grid->hole_x, grid->hole_y))
        index++;
    *x = index % grid->width;
    *y = index / grid->width;
    return true;
}

const struct grid_cell *grid_cell(const struct grid *grid, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && (unsigned)x < grid->width && (unsigned)y < grid->height;
    return inside ? &grid->cells[cell_index(grid, (unsigned)x, (unsigned)y)] : NULL;
}

void grid_step(enum direction direction, int *x, int *y)
{
    *x += (direction == EAST) - (direction == WEST);
    *y += (direction == SOUTH) - (direction == NORTH);
}

unsigned grid_rooms(const struct grid *grid)
{
    return grid->width * grid->height - grid->has_hole;
}

void grid_coordinates(const struct grid *grid, unsigned x, unsigned y, unsigned *east, unsigned *north)
{
    *east = x + 1;
    *north = grid->height - 1 - y;
}

unsigned grid_region_number(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        return (unsigned)(letter - 'a') + 1;
    if (letter >= 'A' && letter <= 'Z')
        return (unsigned)(letter - 'A') + 27;
    return 0;
}

enum terrain grid_terrain(const struct grid_cell *cell)
{
    return cell->road == '-' ? TERRAIN_TRAIL : cell->road == '=' ? TERRAIN_BRIDGE : (enum terrain)cell->ground;
}
