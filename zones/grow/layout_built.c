/* zones/grow/layout_built.c -- layouts of what people have built.  Each draws northward from its gate.  See layout_parts.h. */
#include "zones/grow/layout_parts.h"

static bool percent(struct pen *pen, int chance)
{
    return dice_below(pen->dice, 100) < (uint32_t)chance;
}

static void set_role(struct pen *pen, int room, enum grow_role role)
{
    if (room > 0)
        pen->layout->rooms[room].role = (uint8_t)role;
}

/* Round a rectangle whose south-west corner is at x, y; gives the room in the middle of its south side. */
static void rectangle(struct pen *pen, int x, int y, int z, int wide, int deep)
{
    int start = pen_put(pen, x, y, z);
    if (start == LAYOUT_NOWHERE)
        return;
    pen->at = start;
    pen_line(pen, NORTH, (unsigned)deep - 1);
    pen_line(pen, EAST, (unsigned)wide - 1);
    pen_line(pen, SOUTH, (unsigned)deep - 1);
    pen_line(pen, WEST, (unsigned)wide - 1);
}

/* A house behind a room, away from the middle of things. */
static void house(struct pen *pen, int room, enum grow_role role)
{
    enum direction way = pen_wind(pen);
    for (unsigned turns = 0; turns < 4 && !pen_free(pen, room, way); turns++)
        way = turn_left(way);
    pen->at = room;
    if (pen_free(pen, room, way) && pen_go(pen, way))
        set_role(pen, pen->at, role);
}

/* Rings of streets round a square, joined by four roads that are not in line; houses outside and in. */
void draw_ring(struct pen *pen)
{
    int rings = pen->knob[0], outer = rings == 1 ? 3 : 4;
    pen_line(pen, NORTH, 1);
    for (int ring = 0; ring < rings; ring++) {
        int half = outer - 2 * ring;
        rectangle(pen, -half, 1 + 2 * ring, 0, 2 * half + 1, 2 * half + 1);
    }
    int middle = 1 + outer, square = pen_put(pen, 0, middle, 0);
    set_role(pen, square, ROLE_hall);
    for (unsigned way = 0; way < 4 && square != LAYOUT_NOWHERE; way++) {
        pen->at = square;
        if (way == SOUTH || percent(pen, 70))
            pen_line(pen, (enum direction)way, (unsigned)outer);
    }
    for (unsigned n = 1; n < pen->layout->count && !pen_full(pen); n++)
        if (percent(pen, pen->knob[1]))
            house(pen, (int)n, percent(pen, 70) ? ROLE_side : ROLE_end);
    pen->deep = square;
}

/* Floors over each other, the stairs never twice in a row in one corner; each floor a room smaller now and then. */
void draw_tower(struct pen *pen)
{
    int wide = pen->knob[0], z = 0;
    pen_line(pen, NORTH, 1);
    for (int cellar = 0; cellar < pen->knob[1]; cellar++) {
        pen_line(pen, DOWN, 1);
        pen_block(pen, 2, 2);
    }
    int corner = pen_put(pen, 0, 1, 0);
    for (; !pen_full(pen) && corner != LAYOUT_NOWHERE; z++) {
        int x = pen->layout->rooms[corner].x, y = pen->layout->rooms[corner].y;
        /* The block grows so that the stairs come up in one of its corners. */
        int east = x >= wide - 1 ? x - wide + 1 : x, north = y >= wide ? y - wide + 1 : y;
        int south_west = pen_put(pen, east, north, z);
        if (south_west == LAYOUT_NOWHERE)
            return;
        pen->at = south_west;
        pen_block(pen, (unsigned)wide, (unsigned)wide);
        pen->deep = corner;
        if (z % 3 == 2 && percent(pen, 60)) {
            pen->at = corner;
            if (pen_go(pen, pen_aside(pen, SOUTH)))
                set_role(pen, pen->at, ROLE_end);          /* a balcony */
        }
        int stairs_x = x == east ? east + wide - 1 : east, stairs_y = percent(pen, 50) ? north : north + wide - 1;
        int foot = room_at(pen->layout, stairs_x, stairs_y, z);
        if (foot == LAYOUT_NOWHERE)
            return;
        set_role(pen, foot, ROLE_way);
        pen->at = foot;
        corner = pen_go(pen, UP) ? pen->at : LAYOUT_NOWHERE;
    }
}

/* The four walks round the garth, its middle, and outside: cells to one side, a church, a kitchen, a garden. */
void draw_cloister(struct pen *pen)
{
    int wide = pen->knob[0];
    pen_line(pen, NORTH, 2);
    rectangle(pen, -1, 2, 0, wide, wide);
    int garth = pen_put(pen, 0, 3, 0);
    set_role(pen, garth, ROLE_hall);
    pen_join(pen, garth, SOUTH);
    if (pen->knob[1] != 0) {
        pen->at = room_at(pen->layout, -1, 1 + wide, 0);
        if (pen->at != LAYOUT_NOWHERE && pen_go(pen, UP))
            for (int n = 0; n < wide && pen_go(pen, EAST); n++)
                if (percent(pen, 60))
                    house(pen, pen->at, ROLE_side), pen->at = room_at(pen->layout, n, 1 + wide, 1);
        if (pen->at == LAYOUT_NOWHERE)
            pen->at = 0;
    }
    /* The church: two rooms wide, north of the north walk. */
    int nave = pen_put(pen, 0, 2 + wide, 0);
    if (nave != LAYOUT_NOWHERE) {
        pen->at = nave;
        pen_block(pen, 2, 3);
        pen_join(pen, nave, SOUTH);
        set_role(pen, nave, ROLE_hall);
        pen->deep = room_at(pen->layout, 0, 4 + wide, 0);
    }
    for (int y = 2; y < 2 + wide; y++)
        for (int side = 0; side < 2; side++) {
            int walk = room_at(pen->layout, side == 0 ? -1 : wide - 2, y, 0);
            if (walk == LAYOUT_NOWHERE)
                continue;
            pen->at = walk;
            if (pen_go(pen, side == 0 ? WEST : EAST) && percent(pen, 40))
                pen_go(pen, side == 0 ? WEST : EAST);
            set_role(pen, pen->at, percent(pen, 60) ? ROLE_side : ROLE_end);
        }
}

/* The wall walk with towers at its corners, a bailey within, and in its middle a keep of several floors. */
void draw_fortress(struct pen *pen)
{
    int wide = pen->knob[0], half = wide / 2;
    pen_line(pen, NORTH, 1);
    set_role(pen, pen->at, ROLE_hall);                     /* the gatehouse */
    rectangle(pen, -half, 1, 0, 2 * half + 1, 2 * half + 1);
    for (int corner = 0; corner < 4; corner++) {
        int room = room_at(pen->layout, corner % 2 == 0 ? -half : half, corner / 2 == 0 ? 1 : 1 + 2 * half, 0);
        if (room == LAYOUT_NOWHERE)
            continue;
        pen->at = room;
        if (pen_go(pen, UP))
            set_role(pen, pen->at, ROLE_end);
    }
    pen->at = pen_put(pen, 0, 1, 0);
    pen_line(pen, NORTH, (unsigned)half);                  /* through the bailey to the keep */
    int keep = pen->at;
    set_role(pen, keep, ROLE_hall);
    for (int floor = 0; floor < pen->knob[1]; floor++) {
        int here = pen->at, x = pen->layout->rooms[here].x, y = pen->layout->rooms[here].y;
        if (floor > 0 && room_at(pen->layout, x + 1, y, floor) == LAYOUT_NOWHERE)
            pen_block(pen, 2, 2);
        pen->deep = here;
        pen->at = here;
        if (!pen_go(pen, UP))
            break;
    }
    pen->at = keep;
    if (pen_go(pen, DOWN))                                 /* what each keep has under it */
        pen_line(pen, pen_aside(pen, NORTH), 2);
    for (unsigned n = 1; n < pen->layout->count && !pen_full(pen); n++)
        if (pen->layout->rooms[n].z == 0 && percent(pen, 45))
            house(pen, (int)n, ROLE_side);
}

/* Streets both ways; here and there a corner is built over, or houses stand at the edge. */
void draw_market(struct pen *pen)
{
    int wide = pen->knob[0], deep = ((int)pen->target * 4 / 5) / wide;
    pen_line(pen, NORTH, 1);
    for (int y = 1; y <= deep; y++)
        for (int x = 0; x < wide; x++) {
            int at = x - wide / 2;
            bool kept = (at == 0 && y == 1) || !percent(pen, pen->knob[1]);
            int room = kept ? pen_put(pen, at, y, 0) : LAYOUT_NOWHERE;
            pen_join(pen, room, WEST);
            pen_join(pen, room, SOUTH);
        }
    for (unsigned n = 2; n < pen->layout->count && !pen_full(pen); n++)
        if (percent(pen, 50))
            house(pen, (int)n, percent(pen, 60) ? ROLE_side : ROLE_end);
}

/* Aisles without a way from one into the next but at their ends; a gallery above with the same. */
void draw_stacks(struct pen *pen)
{
    int aisles = pen->knob[0], length = pen->knob[1];
    pen_line(pen, NORTH, 1);
    for (int floor = 0; floor < pen->knob[2]; floor++) {
        for (int end = 0; end < 2; end++) {
            int y = end == 0 ? 1 : 2 + length;
            for (int x = 0; x < 2 * aisles - 1; x++)
                pen_join(pen, pen_put(pen, x, y, floor), WEST);
        }
        for (int aisle = 0; aisle < aisles; aisle++) {
            int x = 2 * aisle, first = room_at(pen->layout, x, 1, floor);
            if (first == LAYOUT_NOWHERE)
                continue;
            pen->at = first;
            unsigned gone = pen_line(pen, NORTH, (unsigned)length);
            if (percent(pen, 70) && gone == (unsigned)length)
                pen_join(pen, pen->at, NORTH);
            set_role(pen, pen->at, ROLE_way);
            pen->deep = pen->at;
        }
        int stairs = room_at(pen->layout, 2 * (int)dice_below(pen->dice, (uint32_t)aisles), 1, floor);
        if (floor + 1 < pen->knob[2] && stairs != LAYOUT_NOWHERE) {
            pen->at = stairs;
            pen_go(pen, UP);
        }
    }
}

/* Courts of a few rooms each, with one gate from a court to the next, as in a maze whose cells are courts. */
void draw_courts(struct pen *pen)
{
    int wide = pen->knob[0], across = 0, column = 0, row = 0;
    int step = wide + 1;
    bool had[11][11] = { { false } };
    int walked[121][2], count = 0;
    pen_line(pen, NORTH, 1);
    across = 5;
    had[across][0] = true;
    walked[count][0] = across, walked[count++][1] = 0;
    pen_block(pen, (unsigned)wide, (unsigned)wide);
    for (unsigned tries = 0; !pen_full(pen) && tries < 500 && count < 121; tries++) {
        int from = tries % 3 == 0 ? (int)dice_below(pen->dice, (uint32_t)count) : count - 1;
        enum direction way = pen_wind(pen);
        int x = 0, y = 0, z = 0, shift = (int)dice_below(pen->dice, (uint32_t)wide);
        column = walked[from][0], row = walked[from][1];
        step_of(way, &x, &y, &z);
        if (column + x < 1 || column + x > 9 || row + y < 0 || row + y > 9 || had[column + x][row + y])
            continue;
        /* The middle of that side of this court, then a passage, then the other court. */
        int base_x = (column - across) * step, base_y = 1 + row * step;
        int side_x = x > 0 ? base_x + wide - 1 : x < 0 ? base_x : base_x + shift;
        int side_y = y > 0 ? base_y + wide - 1 : y < 0 ? base_y : base_y + shift;
        pen->at = room_at(pen->layout, side_x, side_y, 0);
        if (pen->at == LAYOUT_NOWHERE || !pen_go(pen, way))
            continue;
        set_role(pen, pen->at, ROLE_way);
        int next = pen_put(pen, base_x + x * step, base_y + y * step, 0);
        if (next == LAYOUT_NOWHERE)
            return;
        int gate = pen->at;
        pen->at = next;
        pen_block(pen, (unsigned)wide, (unsigned)wide);
        pen_join(pen, gate, way);
        set_role(pen, next, ROLE_hall);
        pen->deep = next;
        had[column + x][row + y] = true;
        walked[count][0] = column + x, walked[count++][1] = row + y;
    }
}

/* Along the quay east and west; piers go out north, with ships on both sides of them; warehouses behind. */
void draw_piers(struct pen *pen)
{
    int arms = pen->knob[0], apart = pen->knob[1], from = -(arms / 2) * apart;
    pen_line(pen, NORTH, 1);
    int quay = pen->at;
    pen_line(pen, WEST, (unsigned)-from);
    pen->at = quay;
    pen_line(pen, EAST, (unsigned)((arms - 1) * apart + from));
    int length = ((int)pen->target - arms * apart) / (2 * arms) + 1;
    for (int arm = 0; arm < arms; arm++) {
        int foot = room_at(pen->layout, from + arm * apart, 1, 0);
        if (foot == LAYOUT_NOWHERE)
            continue;
        set_role(pen, foot, ROLE_hall);
        pen->at = foot;
        for (int n = 0; n < length + (int)dice_below(pen->dice, 3) && pen_go(pen, NORTH); n++) {
            int pier = pen->at;
            set_role(pen, pier, ROLE_way);
            if (percent(pen, apart > 2 ? 60 : 35) && pen_go(pen, pen_aside(pen, NORTH)))
                set_role(pen, pen->at, percent(pen, 50) ? ROLE_side : ROLE_end);
            pen->at = pier;
            pen->deep = pier;
        }
        if (percent(pen, 30) && pen_go(pen, DOWN))
            set_role(pen, pen->at, ROLE_end);              /* a boat, or what lies under the boards */
    }
    for (int x = from; x < from + arms * apart && !pen_full(pen); x++) {
        int room = x == 0 ? LAYOUT_NOWHERE : room_at(pen->layout, x, 1, 0);
        if (room == LAYOUT_NOWHERE || !percent(pen, 50))
            continue;
        pen->at = room;
        if (pen_go(pen, SOUTH))
            set_role(pen, pen->at, ROLE_side);
    }
}

/* Rows that lie higher and farther north one after the other; stairs at changing places; one may jump down. */
void draw_terraces(struct pen *pen)
{
    int wide = pen->knob[0], stairs = pen->knob[1];
    int x = 0;
    pen_line(pen, NORTH, 1);
    for (int row = 0; !pen_full(pen); row++) {
        int y = 1 + row, z = row, from = x - (int)dice_below(pen->dice, (uint32_t)wide);
        int here = room_at(pen->layout, x, y, z);
        if (here == LAYOUT_NOWHERE)
            return;
        pen->at = here;
        pen_line(pen, WEST, (unsigned)(x - from));
        pen->at = here;
        pen_line(pen, EAST, (unsigned)(from + wide - 1 - x));
        pen->deep = pen->at;
        int up = LAYOUT_NOWHERE;
        for (int n = 0; n < stairs; n++) {
            int foot_x = from + (int)dice_below(pen->dice, (uint32_t)wide), foot = room_at(pen->layout, foot_x, y, z);
            if (foot == LAYOUT_NOWHERE)
                continue;
            pen->at = foot;
            if (!pen_go(pen, UP))
                continue;
            set_role(pen, pen->at, ROLE_way);
            if (pen_go(pen, NORTH))
                up = foot_x;
        }
        if (up == LAYOUT_NOWHERE && room_at(pen->layout, x, y + 1, z + 1) == LAYOUT_NOWHERE)
            return;
        if (percent(pen, 40)) {
            int edge = pen_put(pen, x, y, z + 1);          /* a ledge over the row below */
            pen_join(pen, edge, NORTH);
            if (edge != LAYOUT_NOWHERE && ways_of(&pen->layout->rooms[edge]) > 0)
                pen_drop(pen, edge);
        }
        x = up == LAYOUT_NOWHERE ? x : up;
    }
}

/* Streets above, dark rooms below; some of those hang together. */
void draw_sunken(struct pen *pen)
{
    int wide = pen->knob[0], deep = ((int)pen->target * 3 / 5) / wide + 1;
    pen_line(pen, NORTH, 1);
    for (int y = 1; y <= deep; y++)
        for (int x = 0; x < wide; x++) {
            int room = percent(pen, 15) && !(x == wide / 2) ? LAYOUT_NOWHERE : pen_put(pen, x - wide / 2, y, 0);
            if (x % 2 == 0 || percent(pen, 45))
                pen_join(pen, room, SOUTH);
            if (y % 2 == 1 || percent(pen, 30))
                pen_join(pen, room, WEST);
        }
    unsigned dry = pen->layout->count;
    for (unsigned n = 1; n < dry && !pen_full(pen); n++) {
        pen->at = (int)n;
        if (!percent(pen, pen->knob[1]) || !pen_go(pen, DOWN))
            continue;
        set_role(pen, pen->at, ROLE_side);
        pen_join(pen, pen->at, WEST);
        if (percent(pen, 50))
            pen_join(pen, pen->at, SOUTH);
        pen->deep = pen->at;
    }
}

/* Rings of hedges: each has one gap inward, never over the last one, and one or two places where the ring itself is shut. */
void draw_hedges(struct pen *pen)
{
    int rings = pen->knob[0], outer = rings + (rings < 4);
    int middle_y = 1 + outer;
    pen_line(pen, NORTH, 1);
    for (int ring = 0; ring < rings; ring++) {
        int half = outer - ring;
        rectangle(pen, -half, middle_y - half, 0, 2 * half + 1, 2 * half + 1);
    }
    int middle = pen_put(pen, 0, middle_y, 0);
    set_role(pen, middle, ROLE_hall);
    for (int ring = 0; ring < rings; ring++) {
        int half = outer - ring, along = (int)dice_below(pen->dice, (uint32_t)(2 * half - 1)) - half + 1;
        enum direction side = (enum direction)((ring + 1 + (int)dice_below(pen->dice, 3)) % 4);
        int x = side == EAST ? half : side == WEST ? -half : along, y = middle_y + (side == NORTH ? half : side == SOUTH ? -half : along);
        int room = room_at(pen->layout, x, y, 0);
        if (room == LAYOUT_NOWHERE)
            continue;
        pen->at = room;
        pen_go(pen, direction_back(side));
        if (ring + 1 == rings)
            while (pen->at != middle && !pen_full(pen) && pen_go(pen, direction_back(side)))
                ;
    }
    if (middle != LAYOUT_NOWHERE && ways_of(&pen->layout->rooms[middle]) == 0)
        for (unsigned way = 0; way < 4; way++)
            pen_join(pen, middle, (enum direction)way);
    for (unsigned n = 1; n < pen->layout->count && !pen_full(pen); n++)
        if (percent(pen, pen->knob[1]))
            house(pen, (int)n, ROLE_end);
    pen->deep = middle;
}

/* A road that bends now and then; camps beside it, each a few rooms round a fire. */
void draw_caravan(struct pen *pen)
{
    int camp = pen->knob[0], apart = pen->knob[1];
    enum direction way = NORTH;
    for (int step = 1; !pen_full(pen); step++) {
        int road = pen->at;
        if (!pen_go(pen, way))
            return;
        set_role(pen, pen->at, ROLE_way);
        road = pen->at;
        pen->deep = road;
        if (step % apart == 0 && pen_go(pen, pen_aside(pen, way))) {
            set_role(pen, pen->at, ROLE_hall);
            int fire = pen->at;
            for (int n = 0; n < camp; n++) {
                house(pen, fire, n == 0 ? ROLE_side : ROLE_end);
            }
            pen->at = road;
        }
        if (percent(pen, 18))                              /* never back south: the road goes on */
            way = way == NORTH ? pen_aside(pen, NORTH) : NORTH;
    }
}
