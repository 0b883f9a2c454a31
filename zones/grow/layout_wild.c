/* zones/grow/layout_wild.c -- layouts of what has grown, fallen down or was dug.  See layout_parts.h. */
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

static int any_room(struct pen *pen)
{
    return (int)dice_below(pen->dice, pen->layout->count);
}

/* A way where there is only a wall now, in `chance` percent of such walls between rooms from `from` on. */
static void open_walls(struct pen *pen, unsigned from, int chance)
{
    for (unsigned n = from; n < pen->layout->count; n++)
        for (enum direction way = NORTH; way <= EAST; way++)
            if (pen->layout->rooms[n].to[way] == LAYOUT_NOWHERE && n > 0 && percent(pen, chance))
                pen_join(pen, (int)n, way);
}

/* Steps that go on straight or turn, into what is still rock; from a room dug before, now and then. */
void draw_galleries(struct pen *pen)
{
    enum direction way = NORTH;
    pen_go(pen, NORTH);
    for (unsigned tries = 0; !pen_full(pen) && tries < 3000; tries++) {
        if (!percent(pen, pen->knob[1]))
            way = pen_wind(pen);
        bool branches = percent(pen, 22);
        if (branches)
            pen->at = any_room(pen);
        if (pen->at == 0 || !pen_free(pen, pen->at, way) || !pen_go(pen, way)) {
            way = pen_wind(pen);
            if (percent(pen, 30))
                pen->at = any_room(pen);
        }
    }
    open_walls(pen, 1, pen->knob[0]);
}

/* The river from bend to bend, and side valleys that end in a higher place. */
void draw_valley(struct pen *pen)
{
    int arms = pen->knob[0], length = (int)pen->target * 3 / 5;
    enum direction bend = pen_aside(pen, NORTH);
    int banks[LAYOUT_ROOMS_MOST], count = 0;
    for (int n = 0; n < length; n++) {
        bool bends = n > 1 && percent(pen, 35);
        if (!pen_go(pen, bends ? bend : NORTH))
            break;
        if (percent(pen, 25))
            bend = direction_back(bend);
        if (!bends)
            banks[count++] = pen->at;
        set_role(pen, pen->at, ROLE_way);
        pen->deep = pen->at;
    }
    for (int arm = 0; arm < arms && count > 0; arm++) {
        int bank = banks[(arm * count + (int)dice_below(pen->dice, (uint32_t)count)) / arms % count];
        enum direction way = pen_aside(pen, NORTH);
        pen->at = bank;
        unsigned steps = 2 + dice_below(pen->dice, 3);
        for (unsigned n = 0; n < steps && pen_free(pen, pen->at, way) && pen_go(pen, way); n++)
            if (percent(pen, 35))
                way = way == NORTH ? pen_aside(pen, NORTH) : NORTH;
        if (pen->knob[1] != 0 && pen->at != bank && pen_go(pen, UP))
            set_role(pen, pen->at, ROLE_end);
    }
}

/* A brick wall seen from above: every cell has its two neighbours, and one more above or below by turns. */
void draw_hive(struct pen *pen)
{
    int levels = pen->knob[0], each = (int)pen->target / levels, wide = each > 30 ? 7 : 5;
    pen_go(pen, NORTH);
    for (int level = 0; level < levels && !pen_full(pen); level++) {
        int rows = each / wide + 1, x = pen->layout->rooms[pen->at].x, y = pen->layout->rooms[pen->at].y;
        int west = x - (int)dice_below(pen->dice, (uint32_t)wide);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < wide; column++) {
                int room = pen_put(pen, west + column, y + row, -level);
                pen_join(pen, room, WEST);
                if ((west + column + y + row) % 2 == 0 || (column == 0 && row % 2 == 0))
                    pen_join(pen, room, SOUTH);
            }
        int last = (int)pen->layout->count - 1 - (int)dice_below(pen->dice, (uint32_t)wide);
        pen->at = last > 0 ? last : 0;
        pen->deep = pen->at;
        if (pen->at == 0 || !pen_go(pen, DOWN))
            return;
        set_role(pen, pen->at, ROLE_way);
    }
}

/* A shore of some rooms that grows where dice let it; gives how many it has. */
static unsigned island(struct pen *pen, unsigned rooms)
{
    unsigned first = pen->layout->count, made = 0;
    enum direction way = pen_wind(pen);
    set_role(pen, pen->at, ROLE_hall);
    for (unsigned tries = 0; made < rooms && tries < 60 && !pen_full(pen); tries++) {
        int from = made == 0 ? pen->at : (int)(first + dice_below(pen->dice, made));
        way = percent(pen, 50) ? turn_left(way) : pen_wind(pen);
        if (!pen_free(pen, from, way))
            continue;
        pen->at = from;
        made += pen_go(pen, way);
    }
    for (unsigned n = first; n < pen->layout->count; n++) {
        set_role(pen, (int)n, percent(pen, 55) ? ROLE_side : ROLE_hall);
        if (percent(pen, 40))
            pen_join(pen, (int)n, NORTH);
        if (percent(pen, 40))
            pen_join(pen, (int)n, EAST);
    }
    return made;
}

/* Islands, and between them water that is crossed room by room. */
void draw_islands(struct pen *pen)
{
    int islands = pen->knob[0];
    unsigned reach = (unsigned)pen->knob[1], each = pen->target / (unsigned)islands - reach;
    int centres[8], count = 0;
    pen_go(pen, NORTH);
    set_role(pen, pen->at, ROLE_way);
    pen_go(pen, NORTH);
    centres[count++] = pen->at;
    island(pen, each);
    for (unsigned tries = 0; count < islands && tries < 60 && !pen_full(pen); tries++) {
        enum direction way = pen_wind(pen);
        int x = 0, y = 0, z = 0;
        pen->at = centres[tries % 3 == 0 ? (int)dice_below(pen->dice, (uint32_t)count) : count - 1];
        /* Out of the island that way, then over the water. */
        while (pen->layout->rooms[pen->at].to[way] != LAYOUT_NOWHERE)
            pen->at = pen->layout->rooms[pen->at].to[way];
        const struct layout_room *shore = &pen->layout->rooms[pen->at];
        step_of(way, &x, &y, &z);
        bool open = true;
        for (int n = 1; n <= (int)reach + 2; n++)
            for (int aside = -1; aside <= 1; aside++)
                open = open && room_at(pen->layout, shore->x + x * n + y * aside, shore->y + y * n + x * aside, 0) == LAYOUT_NOWHERE;
        if (!open || pen->at == 0)
            continue;
        unsigned gone = 0;
        for (; gone < reach && pen_free(pen, pen->at, way) && pen_go(pen, way); gone++)
            set_role(pen, pen->at, ROLE_way);
        if (gone < reach || !pen_free(pen, pen->at, way) || !pen_go(pen, way))
            continue;
        centres[count++] = pen->at;
        pen->deep = pen->at;
        island(pen, each);
    }
}

/* A house of several floors of which some rooms are gone; where a floor has fallen in, one comes down and not up again. */
void draw_ruin(struct pen *pen)
{
    int floors = pen->knob[0], fallen = pen->knob[1], each = (int)pen->target * 100 / (100 - fallen) / floors, wide = 4;
    while (wide * wide < each)
        wide++;
    pen_go(pen, NORTH);
    for (int floor = 0; floor < floors && !pen_full(pen); floor++) {
        int y = pen->layout->rooms[pen->at].y, x = pen->layout->rooms[pen->at].x, west = floor == 0 ? x - wide / 2 : -wide / 2, south = floor == 0 ? y : 1;
        for (int row = 0; row < wide; row++)
            for (int column = 0; column < wide; column++) {
                bool here = (west + column == x && south + row == y) || !percent(pen, fallen);
                int room = here ? pen_put(pen, west + column, south + row, floor) : LAYOUT_NOWHERE;
                if (!percent(pen, 22))
                    pen_join(pen, room, WEST);
                if (!percent(pen, 22))
                    pen_join(pen, room, SOUTH);
            }
        int stairs = (int)pen->layout->count - 1 - (int)dice_below(pen->dice, (uint32_t)wide);
        pen->at = stairs > 0 ? stairs : 0;
        pen->deep = pen->at;
        if (floor + 1 == floors || pen->at == 0 || !pen_go(pen, UP))
            break;
        set_role(pen, pen->at, ROLE_way);
    }
    for (unsigned n = 1; n < pen->layout->count; n++)
        if (pen->layout->rooms[n].z > 0 && percent(pen, 14))
            pen_drop(pen, (int)n);
}

/* Inward in a square; each turn is shorter by the gap, and may lie a step lower. */
void draw_spiral(struct pen *pen)
{
    int gap = pen->knob[0], steps = 3;
    /* As many turns outward as the rooms allow; it is walked from outside, so the longest side comes first. */
    for (int sum = 2 * steps; sum + 2 * (steps + gap + 1) <= (int)pen->target; sum += 2 * steps)
        steps += gap + 1;
    enum direction way = NORTH;
    bool left = percent(pen, 50);
    pen_go(pen, NORTH);
    for (int side = 0; steps > 0 && !pen_full(pen); side++) {
        int gone = 0;
        while (gone < steps && pen_free(pen, pen->at, way) && pen_go(pen, way))
            gone++;
        if (gone == 0)
            break;
        pen->deep = pen->at;
        if (side % 2 == 1)
            steps -= gap + 1;
        if (pen->knob[1] != 0 && side % 4 == 3 && pen_go(pen, DOWN))
            set_role(pen, pen->at, ROLE_way);
        way = left ? turn_left(way) : direction_back(turn_left(way));
        if (percent(pen, 35)) {
            int corner = pen->at;
            enum direction out = left ? direction_back(turn_left(way)) : turn_left(way);
            if (pen_free(pen, corner, out) && pen_go(pen, out))
                set_role(pen, pen->at, ROLE_side);
            pen->at = corner;
        }
    }
}

/* The bottom of the canyon; along its walls ledges one climbs to, and from which one may fall. */
void draw_canyon(struct pen *pen)
{
    int floor[LAYOUT_ROOMS_MOST], count = 0, length = (int)pen->target / 2;
    enum direction bend = pen_aside(pen, NORTH);
    for (int n = 0; n < length; n++) {
        if (!pen_go(pen, n > 1 && percent(pen, 25) ? bend : NORTH))
            break;
        floor[count++] = pen->at;
        set_role(pen, pen->at, ROLE_way);
        pen->deep = pen->at;
        if (percent(pen, 10))
            bend = direction_back(bend);
    }
    for (int ledge = 0; ledge < pen->knob[0] && count > 0; ledge++) {
        int foot = (ledge * count + (int)dice_below(pen->dice, (uint32_t)count)) / pen->knob[0] % count;
        pen->at = floor[foot];
        if (!pen_go(pen, UP))
            continue;
        set_role(pen, pen->at, ROLE_side);
        unsigned length_of = 2 + dice_below(pen->dice, 5);
        for (unsigned n = 0; n < length_of; n++) {
            enum direction way = percent(pen, 70) ? NORTH : pen_aside(pen, NORTH);
            if (!pen_free(pen, pen->at, way) || !pen_go(pen, way))
                break;
            set_role(pen, pen->at, ROLE_side);
            if (percent(pen, 40))
                pen_drop(pen, pen->at);
        }
        set_role(pen, pen->at, ROLE_end);
        if (percent(pen, 30))
            pen_go(pen, UP);
    }
    for (int n = 1; n < count && !pen_full(pen); n++) {
        enum direction way = pen_aside(pen, NORTH);
        pen->at = floor[n];
        if (percent(pen, pen->knob[1]) && pen_free(pen, pen->at, way))
            pen_line(pen, way, 1 + dice_below(pen->dice, 2));
    }
}

/* Up the trunk; boughs to the sides, and twigs from these. */
void draw_tree(struct pen *pen)
{
    int boughs = pen->knob[0], apart = pen->knob[1];
    pen_go(pen, NORTH);
    set_role(pen, pen->at, ROLE_hall);
    int trunk = pen->at;
    for (int root = 0; root < 2; root++) {
        pen->at = trunk;
        if (pen_go(pen, DOWN) && pen_go(pen, pen_wind(pen)))
            set_role(pen, pen->at, ROLE_end);
    }
    for (unsigned height = 1; !pen_full(pen) && height < 60; height++) {
        pen->at = trunk;
        if (!pen_go(pen, UP))
            return;
        trunk = pen->at;
        set_role(pen, trunk, ROLE_way);
        pen->deep = trunk;
        if (height % (unsigned)apart != 0)
            continue;
        enum direction way = pen_wind(pen);
        for (int bough = 0; bough < boughs; bough++, way = turn_left(way)) {
            pen->at = trunk;
            unsigned length = 1 + dice_below(pen->dice, 3);
            for (unsigned n = 0; n < length && pen_free(pen, pen->at, way) && pen_go(pen, way); n++) {
                int here = pen->at;
                enum direction twig = pen_aside(pen, way);
                if (percent(pen, 45) && pen_free(pen, here, twig) && pen_go(pen, twig))
                    set_role(pen, pen->at, ROLE_end);
                pen->at = here;
            }
        }
    }
}

/* Down the shaft; at each level galleries that follow the vein, a chute from one down to the next. */
void draw_mine(struct pen *pen)
{
    int levels = pen->knob[0], each = (int)pen->target / levels;
    pen_go(pen, NORTH);
    int shaft = pen->at;
    set_role(pen, shaft, ROLE_hall);
    for (int level = 0; level < levels && !pen_full(pen); level++) {
        pen->at = shaft;
        if (!pen_go(pen, DOWN))
            return;
        shaft = pen->at;
        set_role(pen, shaft, ROLE_hall);
        unsigned first = pen->layout->count;
        enum direction way = pen_wind(pen);
        for (int dug = 0, tries = 0; dug < each - 1 && tries < 200 && !pen_full(pen); tries++) {
            if (percent(pen, pen->knob[1]))
                way = pen_aside(pen, way);
            if (percent(pen, 15) || !pen_free(pen, pen->at, way)) {
                pen->at = pen->layout->count == first ? shaft : (int)(first + dice_below(pen->dice, pen->layout->count - first));
                way = pen_wind(pen);
                continue;
            }
            dug += pen_go(pen, way);
        }
        open_walls(pen, first, 6);
        pen->deep = (int)pen->layout->count - 1;
    }
    for (unsigned n = 1; n < pen->layout->count; n++)
        if (percent(pen, 8))
            pen_drop(pen, (int)n);
}

/* Paths that start from another and wander off; where they come by one, they may meet it. */
void draw_marsh(struct pen *pen)
{
    int paths = pen->knob[0], length = (int)pen->target / paths + 1;
    pen_go(pen, NORTH);
    for (unsigned tries = 0; !pen_full(pen) && tries < 300; tries++) {
        enum direction way = pen_wind(pen);
        if (tries > 0)
            pen->at = any_room(pen);
        for (int n = 0; n < length; n++) {
            if (percent(pen, 40))
                way = pen_aside(pen, way);
            if (pen->at == 0 && way != NORTH)
                way = NORTH;
            if (!pen_free(pen, pen->at, way)) {
                if (pen->at != 0 && percent(pen, pen->knob[1]))
                    pen_join(pen, pen->at, way);
                break;
            }
            if (!pen_go(pen, way))
                break;
        }
    }
}

/* A path over the moor; under each mound a passage with chambers to both sides. */
void draw_barrows(struct pen *pen)
{
    int mounds = pen->knob[0], chambers = pen->knob[1], apart = ((int)pen->target - mounds * (chambers + 2)) / mounds;
    enum direction way = NORTH;
    for (int mound = 0; !pen_full(pen) && mound < 3 * mounds; mound++) {
        for (int n = 0; n < (apart < 1 ? 1 : apart); n++) {
            if (!pen_free(pen, pen->at, way) && !pen_free(pen, pen->at, way = NORTH))
                break;
            if (!pen_go(pen, way))
                return;
            set_role(pen, pen->at, ROLE_way);
            if (percent(pen, 35))
                way = way == NORTH ? pen_aside(pen, NORTH) : NORTH;
        }
        int path = pen->at;
        set_role(pen, path, ROLE_hall);
        if (pen->layout->rooms[path].z != 0 || !pen_go(pen, DOWN))
            continue;
        int passage = pen->at;
        enum direction in = pen_wind(pen);
        for (int chamber = 0; chamber < chambers; chamber++) {
            if (!pen_free(pen, pen->at, in) || !pen_go(pen, in))
                break;
            int here = pen->at;
            pen->deep = here;
            if (percent(pen, 50) && chamber + 1 < chambers && pen_free(pen, here, turn_left(in)) && pen_go(pen, turn_left(in))) {
                set_role(pen, pen->at, ROLE_side);
                chamber++;
            }
            pen->at = here;
        }
        set_role(pen, pen->at, ROLE_end);
        set_role(pen, passage, ROLE_way);
        pen->at = path;
    }
}

/* Caves that grow like frost on a pane: beside any room of the level, the newer ones first; then walls melt. */
void draw_glacier(struct pen *pen)
{
    int levels = pen->knob[0], each = (int)pen->target / levels;
    pen_go(pen, NORTH);
    for (int level = 0; level < levels && !pen_full(pen); level++) {
        unsigned first = (unsigned)pen->at;
        for (int tries = 0, made = 0; made < each && tries < 400 && !pen_full(pen); tries++) {
            unsigned spread = pen->layout->count - first;
            int back = (int)dice_below(pen->dice, spread), newer = (int)dice_below(pen->dice, spread);
            enum direction way = pen_wind(pen);
            pen->at = (int)first + (back > newer ? back : newer);
            if (pen->at == 0 || !pen_free(pen, pen->at, way))
                continue;
            made += pen_go(pen, way);
        }
        open_walls(pen, first, pen->knob[1]);
        unsigned made = pen->layout->count;
        for (unsigned n = first; level > 0 && n < made; n++)
            if (percent(pen, 12)) {
                int above = room_at(pen->layout, pen->layout->rooms[n].x, pen->layout->rooms[n].y, 1 - level);
                if (above > 0)
                    pen_drop(pen, above);                  /* a crevasse */
            }
        pen->at = (int)made - 1;
        pen->deep = pen->at;
        if (level + 1 < levels && !pen_go(pen, DOWN))
            return;
    }
}
