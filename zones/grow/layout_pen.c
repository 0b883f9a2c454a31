/* zones/grow/layout_pen.c -- see layout_parts.h. */
#include "zones/grow/layout_parts.h"

#include <string.h>

void step_of(enum direction way, int *x, int *y, int *z)
{
    static const int steps[DIRECTIONS][3] = {
        [NORTH] = { 0, 1, 0 }, [EAST] = { 1, 0, 0 }, [SOUTH] = { 0, -1, 0 }, [WEST] = { -1, 0, 0 }, [UP] = { 0, 0, 1 }, [DOWN] = { 0, 0, -1 },
    };
    *x += steps[way][0];
    *y += steps[way][1];
    *z += steps[way][2];
}

int room_at(const struct layout *layout, int x, int y, int z)
{
    for (unsigned n = 0; n < layout->count; n++)
        if (layout->rooms[n].x == x && layout->rooms[n].y == y && layout->rooms[n].z == z)
            return (int)n;
    return LAYOUT_NOWHERE;
}

bool pen_full(const struct pen *pen)
{
    return pen->layout->count >= pen->target;
}

/* South of the gate is the wilderness, as far as one can see. */
static bool kept_free(int x, int y, int z)
{
    return x == 0 && z == 0 && y < 0;
}

int pen_put(struct pen *pen, int x, int y, int z)
{
    struct layout *layout = pen->layout;
    int there = room_at(layout, x, y, z);
    if (there != LAYOUT_NOWHERE)
        return there;
    if (pen_full(pen) || kept_free(x, y, z))
        return LAYOUT_NOWHERE;
    struct layout_room *room = &layout->rooms[layout->count];
    *room = (struct layout_room){ .x = x, .y = y, .z = z, .parent = LAYOUT_NOWHERE, .role = GROW_ROLES_COUNT };
    for (unsigned way = 0; way < DIRECTIONS; way++)
        room->to[way] = LAYOUT_NOWHERE;
    return (int)layout->count++;
}

void pen_start(struct pen *pen)
{
    pen->at = pen_put(pen, 0, 0, 0);
    pen->deep = LAYOUT_NOWHERE;
}

static int neighbour(const struct layout *layout, int from, enum direction way)
{
    int x = layout->rooms[from].x, y = layout->rooms[from].y, z = layout->rooms[from].z;
    step_of(way, &x, &y, &z);
    return room_at(layout, x, y, z);
}

bool pen_free(const struct pen *pen, int from, enum direction way)
{
    const struct layout_room *room = &pen->layout->rooms[from];
    int x = room->x, y = room->y, z = room->z;
    step_of(way, &x, &y, &z);
    return room_at(pen->layout, x, y, z) == LAYOUT_NOWHERE && !kept_free(x, y, z);
}

void pen_join(struct pen *pen, int from, enum direction way)
{
    int to = from == LAYOUT_NOWHERE ? LAYOUT_NOWHERE : neighbour(pen->layout, from, way);
    if (to == LAYOUT_NOWHERE)
        return;
    pen->layout->rooms[from].to[way] = to;
    pen->layout->rooms[to].to[direction_back(way)] = from;
}

void pen_cut(struct pen *pen, int from, enum direction way)
{
    int to = pen->layout->rooms[from].to[way];
    if (to == LAYOUT_NOWHERE)
        return;
    pen->layout->rooms[from].to[way] = LAYOUT_NOWHERE;
    pen->layout->rooms[to].to[direction_back(way)] = LAYOUT_NOWHERE;
}

bool pen_go(struct pen *pen, enum direction way)
{
    const struct layout_room *room = &pen->layout->rooms[pen->at];
    int x = room->x, y = room->y, z = room->z;
    step_of(way, &x, &y, &z);
    if (pen_put(pen, x, y, z) == LAYOUT_NOWHERE)
        return false;
    pen_join(pen, pen->at, way);
    pen->at = pen->layout->rooms[pen->at].to[way];
    return true;
}

unsigned pen_line(struct pen *pen, enum direction way, unsigned steps)
{
    unsigned gone = 0;
    while (gone < steps && pen_go(pen, way))
        gone++;
    return gone;
}

void pen_block(struct pen *pen, unsigned wide, unsigned deep)
{
    const struct layout_room from = pen->layout->rooms[pen->at];
    for (unsigned y = 0; y < deep; y++)
        for (unsigned x = 0; x < wide; x++) {
            int room = pen_put(pen, from.x + (int)x, from.y + (int)y, from.z);
            if (x > 0)
                pen_join(pen, room, WEST);
            if (y > 0)
                pen_join(pen, room, SOUTH);
        }
}

void pen_drop(struct pen *pen, int from)
{
    int below = neighbour(pen->layout, from, DOWN);
    if (below != LAYOUT_NOWHERE && pen->layout->rooms[from].to[DOWN] == LAYOUT_NOWHERE)
        pen->layout->rooms[from].to[DOWN] = below;
}

enum direction pen_wind(struct pen *pen)
{
    return (enum direction)dice_below(pen->dice, 4);
}

enum direction turn_left(enum direction way)
{
    static const enum direction left[DIRECTIONS] = { [NORTH] = WEST, [WEST] = SOUTH, [SOUTH] = EAST, [EAST] = NORTH, [UP] = UP, [DOWN] = DOWN };
    return left[way];
}

enum direction pen_aside(struct pen *pen, enum direction way)
{
    enum direction left = turn_left(way);
    return dice_below(pen->dice, 2) == 0 ? left : direction_back(left);
}

unsigned ways_of(const struct layout_room *room)
{
    unsigned ways = 0;
    for (unsigned way = 0; way < DIRECTIONS; way++)
        ways += room->to[way] != LAYOUT_NOWHERE;
    return ways;
}

static bool two_ways(const struct layout *layout, int from, enum direction way)
{
    int to = layout->rooms[from].to[way];
    return to != LAYOUT_NOWHERE && layout->rooms[to].to[direction_back(way)] == from;
}

unsigned layout_distances(const struct layout *layout, int from, unsigned char distance[LAYOUT_ROOMS_MOST])
{
    int queue[LAYOUT_ROOMS_MOST];
    unsigned taken = 0, put = 0;
    memset(distance, LAYOUT_ROOMS_MOST, LAYOUT_ROOMS_MOST);
    distance[from] = 0;
    queue[put++] = from;
    while (taken < put) {
        int room = queue[taken++];
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            int to = layout->rooms[room].to[way];
            if (!two_ways(layout, room, (enum direction)way) || distance[to] != LAYOUT_ROOMS_MOST)
                continue;
            distance[to] = (unsigned char)(distance[room] + 1);
            queue[put++] = to;
        }
    }
    return put;
}
