/* zones/grow/layout.c -- the table of layouts, and what is done to each after it was drawn.  See layout.h. */
#include "zones/grow/layout_parts.h"

#include "config/value.h"

#include <string.h>

enum { LAIR_AND_SECRET = 2, DOOR_PERCENT = 12 };

static const struct layout_row rows[] = {
    { "galleries", "a maze of passages; `loops`: percent of walls with a hole, `straight`: percent of steps that go on", draw_galleries,
      { { "loops", 4, 30 }, { "straight", 20, 80 } } },
    { "ring", "a town round a square; `rings` of streets, `houses`: percent of places with a house behind them", draw_ring,
      { { "rings", 1, 2 }, { "houses", 30, 80 } } },
    { "valley", "along a winding river, with side valleys; `arms`: how many, `climb`: 1 if they go up", draw_valley,
      { { "arms", 3, 8 }, { "climb", 0, 1 } } },
    { "tower", "stories over each other; `wide`: rooms along a side, `cellars`", draw_tower, { { "wide", 2, 3 }, { "cellars", 0, 2 } } },
    { "hive", "cells with three walls in common; `levels` of them", draw_hive, { { "levels", 1, 3 } } },
    { "islands", "land in water; `islands`, `reach`: the water between two of them", draw_islands, { { "islands", 3, 7 }, { "reach", 2, 3 } } },
    { "ruin", "a building with collapsed ways and floors; `floors`, `fallen`: percent of rooms that are not there any more", draw_ruin,
      { { "floors", 1, 3 }, { "fallen", 15, 35 } } },
    { "caravan", "a long road with camps beside it; `camp`: rooms of one, `apart`: steps between them", draw_caravan,
      { { "camp", 1, 4 }, { "apart", 2, 4 } } },
    { "spiral", "round and round towards a middle; `gap`: steps between two turns, `down`: 1 if it sinks", draw_spiral,
      { { "gap", 1, 2 }, { "down", 0, 1 } } },
    { "canyon", "a floor, with ledges high above it; `ledges`: how many runs of them, `side`: percent of side clefts", draw_canyon,
      { { "ledges", 2, 5 }, { "side", 20, 60 } } },
    { "terraces", "steps up a slope, one row above the other; `wide`: rooms of a row, `stairs` from row to row", draw_terraces,
      { { "wide", 4, 8 }, { "stairs", 1, 2 } } },
    { "tree", "a trunk, boughs and twigs; `boughs` at a height, `apart`: how far up the next ones are", draw_tree,
      { { "boughs", 2, 4 }, { "apart", 1, 3 } } },
    { "courts", "courts of several rooms, with one gate from each to the next; `wide`: rooms along a court", draw_courts, { { "wide", 2, 3 } } },
    { "piers", "a quay, piers into the water, ships beside them; `arms`, `apart`: steps between two piers", draw_piers,
      { { "arms", 3, 6 }, { "apart", 2, 3 } } },
    { "cloister", "a walk round a garth, with what belongs to it outside; `wide`: its sides, `upper`: 1 if there is a floor above", draw_cloister,
      { { "wide", 4, 6 }, { "upper", 0, 1 } } },
    { "mine", "a shaft and levels; `levels`, `crooked`: percent of steps that turn", draw_mine, { { "levels", 3, 6 }, { "crooked", 15, 60 } } },
    { "marsh", "paths that wander, meet and end; `paths`, `loops`: percent of meetings", draw_marsh, { { "paths", 6, 14 }, { "loops", 20, 80 } } },
    { "fortress", "walls, towers, a bailey, a keep; `wide`: rooms along a wall, `floors` of the keep", draw_fortress,
      { { "wide", 5, 7 }, { "floors", 2, 4 } } },
    { "stacks", "long aisles side by side; `aisles`, `long`: rooms of one, `floors`", draw_stacks,
      { { "aisles", 3, 5 }, { "long", 3, 6 }, { "floors", 1, 2 } } },
    { "barrows", "mounds on a moor, each with what is below it; `mounds`, `chambers` of each", draw_barrows,
      { { "mounds", 4, 8 }, { "chambers", 2, 5 } } },
    { "glacier", "caves that melted together, on several levels; `levels`, `open`: percent of walls that are gone", draw_glacier,
      { { "levels", 2, 3 }, { "open", 10, 45 } } },
    { "market", "streets across streets; `wide` streets one way, `built`: percent of corners with a building", draw_market,
      { { "wide", 4, 7 }, { "built", 5, 20 } } },
    { "sunken", "streets, and the drowned floors below them; `wide`, `drowned`: percent of houses with a way down", draw_sunken,
      { { "wide", 4, 6 }, { "drowned", 25, 60 } } },
    { "hedges", "rings within rings, with one gap each; `rings`, `dead`: percent of blind ends", draw_hedges,
      { { "rings", 2, 4 }, { "dead", 5, 30 } } },
};
enum { LAYOUTS = sizeof rows / sizeof *rows };

unsigned layout_count(void)
{
    return LAYOUTS;
}

const char *layout_name(unsigned layout)
{
    return rows[layout].name;
}

const char *layout_about(unsigned layout)
{
    return rows[layout].about;
}

int layout_named(const char *name)
{
    for (unsigned n = 0; n < LAYOUTS; n++)
        if (strcmp(rows[n].name, name) == 0)
            return (int)n;
    return -1;
}

/* -- wishes ------------------------------------------------------------------------------------------ */

static const struct layout_knob *knob_named(const struct layout_row *row, const char *name)
{
    for (unsigned n = 0; n < LAYOUT_KNOBS && row->knobs[n].name != NULL; n++)
        if (strcmp(row->knobs[n].name, name) == 0)
            return &row->knobs[n];
    return NULL;
}

bool layout_check(const struct layout_wish *wish, struct mistakes *mistakes)
{
    int layout = layout_named(wish->name);
    unsigned before = mistakes->count;
    if (layout < 0)
        mistake_at(mistakes, wish->with, "layouts: there is none called '%.30s'", wish->name);
    for (const struct yaml_node *node = layout < 0 || wish->with == NULL ? NULL : wish->with->first; node != NULL; node = node->next) {
        const struct layout_knob *knob = knob_named(&rows[layout], node->key->word);
        char reason[VALUE_REASON_SIZE];
        int64_t number;
        if (knob == NULL)
            mistake_at(mistakes, node->key, "layouts: %s knows no '%.30s'", wish->name, node->key->word);
        else if (node->kind != YAML_WORD)
            mistake_at(mistakes, node, "layouts: %s: must be a number", knob->name);
        else if (!value_number(node->word, knob->least, knob->most, &number, reason))
            mistake_at(mistakes, node, "layouts: %s: %s", knob->name, reason);
    }
    return mistakes->count == before;
}

static void turn_knobs(struct pen *pen, const struct layout_row *row, const struct yaml_node *with)
{
    for (unsigned n = 0; n < LAYOUT_KNOBS && row->knobs[n].name != NULL; n++) {
        const struct layout_knob *knob = &row->knobs[n];
        char reason[VALUE_REASON_SIZE];
        int64_t number;
        pen->knob[n] = dice_between(pen->dice, knob->least, knob->most);   /* thrown in any case: what is written changes nothing else */
        const struct yaml_node *node = with == NULL || with->kind != YAML_MAP ? NULL : yaml_member(with, knob->name);
        if (node != NULL && node->kind == YAML_WORD && value_number(node->word, knob->least, knob->most, &number, reason))
            pen->knob[n] = (int)number;
    }
}

struct layout_order layout_choose(const struct theme *theme, struct dice *dice)
{
    const struct layout_wish *wish = &theme->layouts[dice_below(dice, theme->layout_count)];
    return (struct layout_order){ .name = wish->name, .with = wish->with, .homes = 1, .shops = theme->shop_count > 0, .locks = theme->keys.count > 0 };
}

/* -- exactly so many rooms ---------------------------------------------------------------------------- */

/* What the drawing left without a way to the gate. */
static void drop_unreached(struct layout *layout)
{
    unsigned char distance[LAYOUT_ROOMS_MOST];
    int moved[LAYOUT_ROOMS_MOST];
    unsigned kept = 0;
    layout_distances(layout, 0, distance);
    for (unsigned n = 0; n < layout->count; n++)
        moved[n] = distance[n] == LAYOUT_ROOMS_MOST ? LAYOUT_NOWHERE : (int)kept++;
    for (unsigned n = 0; n < layout->count; n++) {
        if (moved[n] == LAYOUT_NOWHERE)
            continue;
        struct layout_room room = layout->rooms[n];
        for (unsigned way = 0; way < DIRECTIONS; way++)
            if (room.to[way] != LAYOUT_NOWHERE)
                room.to[way] = moved[room.to[way]];
        layout->rooms[moved[n]] = room;
    }
    layout->count = kept;
}

/* One more room beside some room that has place for one; rooms with few ways first, as dice will. */
static bool grow_one(struct pen *pen)
{
    for (unsigned tries = 0; tries < 400; tries++) {
        int from = 1 + (int)dice_below(pen->dice, pen->layout->count - 1);
        enum direction way = tries < 300 ? pen_wind(pen) : (enum direction)dice_below(pen->dice, DIRECTIONS);
        if (!pen_free(pen, from, way) || (tries < 200 && ways_of(&pen->layout->rooms[from]) > 2))
            continue;
        pen->at = from;
        return pen_go(pen, way);
    }
    return false;
}

static int leaf_behind(struct pen *pen, int from)
{
    enum direction way = pen_wind(pen);
    for (unsigned turns = 0; turns < 4 && !pen_free(pen, from, way); turns++)
        way = turn_left(way);
    if (!pen_free(pen, from, way))
        way = pen_free(pen, from, DOWN) ? DOWN : UP;
    pen->at = from;
    pen->target = pen->layout->count + 1;
    return pen_free(pen, from, way) && pen_go(pen, way) ? pen->at : LAYOUT_NOWHERE;
}

/* Behind the room that the drawing wants, or the farthest that has place behind it. */
static void add_lair(struct pen *pen)
{
    unsigned char distance[LAYOUT_ROOMS_MOST];
    struct layout *layout = pen->layout;
    layout_distances(layout, 0, distance);
    layout->lair = pen->deep == LAYOUT_NOWHERE || pen->deep >= (int)layout->count ? LAYOUT_NOWHERE : leaf_behind(pen, pen->deep);
    for (int far = LAYOUT_ROOMS_MOST; layout->lair == LAYOUT_NOWHERE && far > 0; far--)
        for (int room = (int)layout->count - 1; layout->lair == LAYOUT_NOWHERE && room > 0; room--)
            if (distance[room] == far)
                layout->lair = leaf_behind(pen, room);
    layout->rooms[layout->lair].role = ROLE_lair;
}

/* In the farther half, beside a room that is neither gate nor lair. */
static void add_secret(struct pen *pen)
{
    unsigned char distance[LAYOUT_ROOMS_MOST];
    struct layout *layout = pen->layout;
    unsigned rooms = layout->count, farthest = 0;
    layout_distances(layout, 0, distance);
    for (unsigned n = 0; n < rooms; n++)
        farthest = distance[n] > farthest ? distance[n] : farthest;
    layout->secret = LAYOUT_NOWHERE;
    for (unsigned tries = 0; layout->secret == LAYOUT_NOWHERE; tries++) {
        int beside = 1 + (int)dice_below(pen->dice, rooms - 1);
        if (beside == layout->lair || (tries < 200 && distance[beside] * 2 < farthest))
            continue;
        layout->secret = leaf_behind(pen, beside);
        layout->beside_secret = beside;
    }
    struct layout_room *beside = &layout->rooms[layout->beside_secret];
    for (unsigned way = 0; way < DIRECTIONS; way++)
        if (beside->to[way] == layout->secret)
            layout->to_secret = (enum direction)way;
    beside->hidden[layout->to_secret] = true;
    layout->rooms[layout->secret].role = ROLE_secret;
}

/* -- what each is for --------------------------------------------------------------------------------- */

static void measure(struct layout *layout)
{
    unsigned char distance[LAYOUT_ROOMS_MOST];
    unsigned farthest = 1;
    layout_distances(layout, 0, distance);
    for (unsigned n = 0; n < layout->count; n++)
        farthest = distance[n] > farthest ? distance[n] : farthest;
    for (unsigned n = 0; n < layout->count; n++) {
        struct layout_room *room = &layout->rooms[n];
        room->depth = (uint8_t)(distance[n] * 100u / farthest);
        for (unsigned way = 0; way < DIRECTIONS && n > 0; way++)
            if (room->parent == LAYOUT_NOWHERE && room->to[way] != LAYOUT_NOWHERE && distance[room->to[way]] + 1 == distance[n]
                && layout->rooms[room->to[way]].to[direction_back((enum direction)way)] == (int)n)
                room->parent = room->to[way];
    }
}

static void role_of_shape(struct pen *pen, struct layout_room *room)
{
    unsigned ways = 0;
    for (unsigned way = 0; way < DIRECTIONS; way++)
        ways += room->to[way] != LAYOUT_NOWHERE && !room->hidden[way];
    uint32_t throw = dice_below(pen->dice, 100);
    if (ways <= 1)
        room->role = throw < 60 ? ROLE_end : ROLE_side;
    else if (ways == 2)
        room->role = throw < 75 ? ROLE_way : ROLE_side;
    else
        room->role = throw < 80 ? ROLE_hall : ROLE_way;
}

/* Gives a role to rooms that are not too deep, blind ends first. */
static void give_role(struct pen *pen, enum grow_role role, unsigned count)
{
    struct layout *layout = pen->layout;
    for (unsigned given = 0, tries = 0; given < count && tries < 1000; tries++) {
        struct layout_room *room = &layout->rooms[1 + dice_below(pen->dice, layout->count - 1)];
        bool fits = room->role == ROLE_end || room->role == ROLE_side || (tries > 300 && (room->role == ROLE_way || room->role == ROLE_hall));
        if (!fits || (tries < 200 && room->depth > 60))
            continue;
        room->role = (uint8_t)role;
        given++;
    }
}

static void give_roles(struct pen *pen, const struct layout_order *order)
{
    struct layout *layout = pen->layout;
    layout->rooms[0].role = ROLE_gate;
    for (unsigned n = 0; n < layout->count; n++)
        if (layout->rooms[n].role == GROW_ROLES_COUNT)
            role_of_shape(pen, &layout->rooms[n]);
    give_role(pen, ROLE_home, order->homes);
    give_role(pen, ROLE_shop, order->shops);
}

/* -- doors -------------------------------------------------------------------------------------------- */

static void put_door(struct layout *layout, int from, enum direction way, enum door_state state)
{
    int to = layout->rooms[from].to[way];
    layout->rooms[from].door[way] = (uint8_t)state;
    layout->rooms[to].door[direction_back(way)] = (uint8_t)state;
}

static void put_doors(struct pen *pen, const struct layout_order *order)
{
    struct layout *layout = pen->layout;
    for (unsigned n = 0; n < layout->count; n++) {
        const struct layout_room *room = &layout->rooms[n];
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            int to = room->to[way];
            bool both = to != LAYOUT_NOWHERE && layout->rooms[to].to[direction_back((enum direction)way)] == (int)n;
            if (!both || (int)n == layout->secret || to == layout->secret)
                continue;
            if (to == layout->lair)
                put_door(layout, (int)n, (enum direction)way, order->locks ? DOOR_LOCKED : DOOR_CLOSED);
            else if (room->role != layout->rooms[to].role && (int)n < to && way < UP && dice_below(pen->dice, 100) < DOOR_PERCENT
                     && (int)n != layout->lair)
                put_door(layout, (int)n, (enum direction)way, DOOR_CLOSED);
        }
    }
}

/* -- turning it --------------------------------------------------------------------------------------- */

/* Each drawing begins in the south; not so each area. */
static void turn(struct layout *layout, unsigned quarters, bool mirror)
{
    enum direction now[DIRECTIONS];
    for (unsigned way = 0; way < DIRECTIONS; way++) {
        now[way] = mirror && (way == EAST || way == WEST) ? direction_back((enum direction)way) : (enum direction)way;
        for (unsigned n = 0; n < quarters; n++)
            now[way] = turn_left(now[way]);
    }
    for (unsigned n = 0; n < layout->count; n++) {
        struct layout_room *room = &layout->rooms[n], old = *room;
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            room->to[now[way]] = old.to[way];
            room->door[now[way]] = old.door[way];
            room->hidden[now[way]] = old.hidden[way];
        }
        int x = mirror ? -old.x : old.x, y = old.y;
        for (unsigned q = 0; q < quarters; q++) {
            int east = -y;
            y = x;
            x = east;
        }
        room->x = x;
        room->y = y;
    }
    layout->leaves = now[SOUTH];
    layout->to_secret = now[layout->to_secret];
}

/* -- the whole ---------------------------------------------------------------------------------------- */

void layout_draw(struct layout *layout, const struct layout_order *order, struct dice *dice)
{
    int number = layout_named(order->name);
    assert(number >= 0 && order->rooms >= LAYOUT_ROOMS_LEAST && order->rooms <= LAYOUT_ROOMS_MOST);
    *layout = (struct layout){ .leaves = SOUTH, .lair = LAYOUT_NOWHERE, .secret = LAYOUT_NOWHERE };
    unsigned quarters = dice_below(dice, 4);       /* first of all: which way the gate leads does not depend on how many rooms there are */
    bool mirror = dice_below(dice, 2) != 0;        /* and not as arguments: compilers throw those in orders of their own */
    struct pen pen = { .layout = layout, .dice = dice, .target = order->rooms - LAIR_AND_SECRET };
    turn_knobs(&pen, &rows[number], order->with);
    pen_start(&pen);
    rows[number].draw(&pen);
    drop_unreached(layout);
    while (!pen_full(&pen) && grow_one(&pen))
        ;
    add_lair(&pen);
    add_secret(&pen);
    measure(layout);
    give_roles(&pen, order);
    put_doors(&pen, order);
    turn(layout, quarters, mirror);
    const char *fault = layout_fault(layout);
    assert(fault == NULL);
    assert(layout->count == order->rooms);
}

static const char *way_fault(const struct layout *layout, int from, enum direction way)
{
    const struct layout_room *room = &layout->rooms[from];
    int x = room->x, y = room->y, z = room->z, to = room->to[way];
    step_of(way, &x, &y, &z);
    if (to < 0 || to >= (int)layout->count)
        return "a way leads to no room";
    const struct layout_room *other = &layout->rooms[to];
    if (other->x != x || other->y != y || other->z != z)
        return "a way leads to a room that lies elsewhere";
    bool back = other->to[direction_back(way)] == from;
    if (!back && way != DOWN)
        return "a way has none back, and is no drop";
    if (back && other->door[direction_back(way)] != room->door[way])
        return "a door has one side only";
    return !back && (room->door[way] != DOOR_NONE || room->hidden[way]) ? "a drop has a door" : NULL;
}

const char *layout_fault(const struct layout *layout)
{
    unsigned char distance[LAYOUT_ROOMS_MOST];
    unsigned roles[GROW_ROLES_COUNT] = { 0 };
    if (layout_distances(layout, 0, distance) != layout->count)
        return "a room cannot be reached and left again";
    for (unsigned n = 0; n < layout->count; n++) {
        const struct layout_room *room = &layout->rooms[n];
        if (room_at(layout, room->x, room->y, room->z) != (int)n)
            return "two rooms are at one place";
        if (room->role >= GROW_ROLES_COUNT)
            return "a room has no role";
        if (n > 0 && (room->parent == LAYOUT_NOWHERE || distance[room->parent] + 1 != distance[n]))
            return "a room does not know the way back";
        roles[room->role]++;
        for (unsigned way = 0; way < DIRECTIONS; way++)
            if (room->to[way] != LAYOUT_NOWHERE && way_fault(layout, (int)n, (enum direction)way) != NULL)
                return way_fault(layout, (int)n, (enum direction)way);
    }
    if (roles[ROLE_gate] != 1 || roles[ROLE_lair] != 1 || roles[ROLE_secret] != 1)
        return "it has not one gate, one lair and one secret";
    if (ways_of(&layout->rooms[layout->lair]) != 1 || ways_of(&layout->rooms[layout->secret]) != 1)
        return "lair and secret are not behind one way";
    if (layout->rooms[layout->beside_secret].to[layout->to_secret] != layout->secret
        || !layout->rooms[layout->beside_secret].hidden[layout->to_secret])
        return "the way to the secret is not hidden";
    if (layout->leaves >= UP || layout->rooms[0].to[layout->leaves] != LAYOUT_NOWHERE)
        return "the gate's way out is not free";
    return NULL;
}
