/* zones/world/atlas.c -- walking the whole world; see atlas.h.  What is asked of things and creatures: atlas_things.c. */
#include "zones/world/atlas_parts.h"

#include "zones/world/ferry.h"
#include "zones/world/quest.h"

#include <string.h>

#define NOWHERE UINT32_MAX

/* -- where things are -------------------------------------------------------------------------------- */

static unsigned place_of(const struct world *world, room_id room)
{
    unsigned from = 0, to = world->place_count;
    while (from < to) {
        unsigned middle = from + (to - from) / 2;
        if (world->places[middle].room.number < room.number)
            from = middle + 1;
        else
            to = middle;
    }
    return from < world->place_count && room_same(world->places[from].room, room) ? from : NOWHERE;
}

/* Every room's own, in the order of the places. */
static void rooms_find(struct walk *walk)
{
    const struct world *world = walk->world;
    walk->rooms = memory_get((world->place_count + 1) * sizeof *walk->rooms);
    walk->areas = memory_get((world->place_count + 1) * sizeof *walk->areas);
    for (unsigned n = 0; n < world->place_count; n++) {
        walk->areas[n] = world_area(world, world->places[n].zone);
        walk->rooms[n] = area_room(walk->areas[n], world->places[n].room);
    }
}

/* Chains of resets: of each room, in the order of the file. */
static void resets_find(struct walk *walk)
{
    const struct world *world = walk->world;
    unsigned count = 0, at = 0;
    for (unsigned n = 0; n < world->area_count; n++)
        count += world->areas[n].reset_count;
    walk->resets = memory_get((count + 1) * sizeof *walk->resets);
    walk->reset_heads = memory_get((world->place_count + 1) * sizeof *walk->reset_heads);
    walk->container_of = memory_get((count + 1) * sizeof *walk->container_of);
    for (unsigned n = 0; n < world->place_count; n++)
        walk->reset_heads[n] = NOWHERE;
    walk->reset_next = memory_get((count + 1) * sizeof *walk->reset_next);
    for (unsigned n = 0; n < world->area_count; n++) {
        const struct object_proto *container = NULL;
        for (unsigned r = 0; r < world->areas[n].reset_count; r++, at++) {
            const struct reset *reset = &world->areas[n].resets[r];
            unsigned place = place_of(world, reset->room);
            if (reset->kind == RESET_OBJECT)
                container = &world->objects[reset->proto.number];
            walk->resets[at] = reset;
            walk->container_of[at] = reset->kind == RESET_INSIDE ? container : NULL;
            walk->reset_next[at] = place == NOWHERE ? NOWHERE : walk->reset_heads[place];
            if (place != NOWHERE)
                walk->reset_heads[place] = at;
        }
    }
}

/* -- the walk ---------------------------------------------------------------------------------------- */

static void reach(struct walk *walk, unsigned place)
{
    if (place == NOWHERE || walk->reached[place])
        return;
    walk->reached[place] = true;
    walk->queue[walk->queued++] = place;
}

static bool has_key(const struct walk *walk, const char *key)
{
    proto_id proto;
    return key == NULL || (world_object(walk->world, key, &proto) && walk->had[proto.number]);
}

static void take(struct walk *walk, unsigned object)
{
    if (walk->had[object])
        return;
    walk->had[object] = true;
    walk->news = true;
}

static void take_reset(struct walk *walk, unsigned at)
{
    const struct reset *reset = walk->resets[at];
    const struct object_proto *container = walk->container_of[at];
    if (reset->kind == RESET_MOBILE) {
        const struct shop_proto *shop = walk->world->mobiles[reset->proto.number].shop;
        for (unsigned n = 0; shop != NULL && n < shop->sell_count; n++)
            take(walk, shop->sells[n].number);
        walk->placed[reset->proto.number] = true;
        return;
    }
    if (container != NULL && container->door == DOOR_LOCKED && !has_key(walk, container->unlocked_by)) {
        walk->waiting = true;
        return;
    }
    take(walk, reset->proto.number);
}

/* True: a way of it is locked, or a chest in it. */
static bool visit(struct walk *walk, unsigned place)
{
    const struct room_proto *room = walk->rooms[place];
    bool locked = false;
    walk->waiting = false;
    for (unsigned at = walk->reset_heads[place]; at != NOWHERE; at = walk->reset_next[at])
        take_reset(walk, at);
    for (unsigned way = 0; way < DIRECTIONS; way++) {
        const struct exit_proto *exit = &room->exits[way];
        if (room_same(exit->to, NO_ROOM))
            continue;
        if (exit->door == DOOR_LOCKED && !has_key(walk, exit->key))
            locked = true;
        else
            reach(walk, place_of(walk->world, exit->to));
    }
    return locked || walk->waiting;
}

static void sail(struct walk *walk)
{
    for (unsigned n = 0; n < walk->world->ferry_count; n++) {
        const struct ferry *ferry = &walk->world->ferries[n];
        bool called = false;
        for (unsigned stop = 0; stop < ferry->stop_count; stop++) {
            unsigned place = place_of(walk->world, ferry->stops[stop]);
            called = called || (place != NOWHERE && walk->reached[place]);
        }
        for (unsigned stop = 0; called && stop < ferry->stop_count; stop++)
            reach(walk, place_of(walk->world, ferry->stops[stop]));
        if (called)
            reach(walk, place_of(walk->world, ferry->deck));
    }
}

/* Are all whom it speaks of, and all places and things, where he has been or what he has had?  Whether it can be done at all by
 * those who are offered it is asked when quests are read (quest.h). */
static bool can_do(const struct walk *walk, const struct quest_proto *quest)
{
    bool can = walk->placed[quest->giver.number];
    for (unsigned n = 0; can && n < quest->step_count; n++) {
        const struct quest_step *step = &quest->steps[n];
        unsigned place = step->kind == QUEST_FIND || step->kind == QUEST_ESCORT ? place_of(walk->world, step->room) : NOWHERE;
        bool at_hand = step->kind == QUEST_FIND ? true
            : step->kind == QUEST_BRING ? walk->had[step->proto.number] && walk->placed[step->to.number] : walk->placed[step->proto.number];
        can = at_hand && (place == NOWHERE || walk->reached[place]);
    }
    return can;
}

static void earn(struct walk *walk)
{
    for (unsigned n = 0; n < walk->world->quest_count; n++) {
        const struct quest_proto *quest = &walk->world->quests[n];
        if (quest->gives && !walk->had[quest->object.number] && can_do(walk, quest))
            take(walk, quest->object.number);
    }
}

/* Until nothing new is reached and no new key opens what was shut. */
static void walk_on(struct walk *walk)
{
    unsigned *shut = memory_get((walk->world->place_count + 1) * sizeof *shut), shut_count = 0, visited = 0;
    do {
        while (visited < walk->queued) {
            unsigned place = walk->queue[visited++];
            if (visit(walk, place))
                shut[shut_count++] = place;
            if (visited == walk->queued)
                sail(walk);
        }
        walk->news = false;
        earn(walk);
        unsigned before = shut_count, left = 0, queued = walk->queued;
        for (unsigned n = 0; n < before; n++)
            if (visit(walk, shut[n]))
                shut[left++] = shut[n];
        shut_count = left;
        if (!walk->news && queued == walk->queued)
            break;
    } while (true);
    memory_free(shut);
}

/* -- what it finds ----------------------------------------------------------------------------------- */

static void say_room(FILE *out, const struct walk *walk, unsigned place)
{
    fprintf(out, "%s: room %u (%s): ", walk->areas[place]->whole, (unsigned)walk->rooms[place]->id.number, walk->rooms[place]->name);
}

static unsigned check_reached(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (unsigned n = 0; n < walk->world->place_count; n++) {
        if (walk->reached[n] || walk->rooms[n]->apart != NULL)
            continue;
        say_room(out, walk, n);
        fprintf(out, "nobody can get here from room %d\n", ATLAS_HOME);
        count++;
    }
    return count;
}

static unsigned check_locks(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (unsigned n = 0; n < walk->world->place_count; n++)
        for (unsigned way = 0; walk->reached[n] && way < DIRECTIONS; way++) {
            const struct exit_proto *exit = &walk->rooms[n]->exits[way];
            if (room_same(exit->to, NO_ROOM) || exit->door != DOOR_LOCKED || exit->key == NULL || has_key(walk, exit->key))
                continue;
            say_room(out, walk, n);
            fprintf(out, "the key of the %s to the %s, %s, lies behind it, or nowhere\n", exit->door_name, direction_names[way], exit->key);
            count++;
        }
    return count;
}

/* The way that belongs to this one, on its other side. */
static bool leads_back(const struct walk *walk, unsigned place, enum direction way)
{
    const struct exit_proto *exit = &walk->rooms[place]->exits[way];
    unsigned there = place_of(walk->world, exit->to);
    return there == NOWHERE || room_same(walk->rooms[there]->exits[direction_back(way)].to, walk->rooms[place]->id);
}

static unsigned check_ways(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (unsigned n = 0; n < walk->world->place_count; n++)
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            const struct exit_proto *exit = &walk->rooms[n]->exits[way];
            if (room_same(exit->to, NO_ROOM) || exit->one_way || leads_back(walk, n, (enum direction)way))
                continue;
            say_room(out, walk, n);
            fprintf(out, "%s leads to room %u, and %s does not lead back; say one_way: yes if that is meant\n", direction_names[way],
                    (unsigned)exit->to.number, direction_names[direction_back((enum direction)way)]);
            count++;
        }
    return count;
}

static unsigned check_quests(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (unsigned n = 0; n < walk->world->quest_count; n++)
        if (!can_do(walk, &walk->world->quests[n]) && ++count > 0)
            fprintf(out, "quest %s: somebody or something it speaks of cannot be got to\n", walk->world->quests[n].key);
    return count;
}

static void walk_free(struct walk *walk)
{
    void *all[] = { walk->rooms, walk->areas, walk->resets, walk->reset_heads, walk->reset_next, walk->container_of, walk->reached, walk->queue,
                    walk->had, walk->placed };
    for (unsigned n = 0; n < sizeof all / sizeof *all; n++)
        memory_free(all[n]);
}

unsigned atlas_check(const struct world *world, FILE *out)
{
    struct walk walk = { .world = world };
    walk.reached = memory_get(world->place_count + 1);
    walk.queue = memory_get((world->place_count + 1) * sizeof *walk.queue);
    walk.had = memory_get(world->object_count + 1);
    walk.placed = memory_get(world->mobile_count + 1);
    rooms_find(&walk);
    resets_find(&walk);
    unsigned home = place_of(world, (room_id){ ATLAS_HOME });
    reach(&walk, home == NOWHERE ? 0 : home);
    for (unsigned n = 0; !atlas_is_whole(world) && n < world->area_count; n++)
        if (!room_same(world->areas[n].gate, NO_ROOM))
            reach(&walk, place_of(world, world->areas[n].gate));
    walk_on(&walk);
    unsigned mistakes = check_reached(&walk, out) + check_locks(&walk, out) + check_ways(&walk, out) + check_quests(&walk, out) + atlas_things(&walk, out);
    walk_free(&walk);
    return mistakes;
}
