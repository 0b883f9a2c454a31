/* zones/world/day.c -- see day.h. */
#include "zones/world/day.h"

#include "zones/world/passage.h"

#include "core/memory.h"
#include "core/sound.h"
#include "zones/fight/fight_parts.h"
#include "zones/world/calendar.h"

enum { DAY_MS = WORLD_HOUR_MS * WORLD_HOURS };
/* A step takes so long; who cannot go on tries again; and not all doors of a town open in the same second. */
enum { STEP_MS = 4000, RETRY_MS = 20000, SPREAD_MS = 15000, SPREAD_STEP_MS = 1700 };

/* -- what the time says ------------------------------------------------------------------------------ */

/* How long ago that step of his day began last: 0 to a day. */
static int64_t step_age(const struct character *who, const struct day_step *step, int64_t now)
{
    int64_t begins = (int64_t)step->hour * WORLD_HOUR_MS + (int64_t)who->reset * SPREAD_STEP_MS % SPREAD_MS;
    return ((now - begins) % DAY_MS + DAY_MS) % DAY_MS;
}

/* The step that began last, of all or of those that lead somewhere; NULL when there is none. */
static const struct day_step *step_current(const struct character *who, int64_t now, bool leads)
{
    const struct day_step *current = NULL;
    for (unsigned at = 0; at < who->mobile->day_count; at++) {
        const struct day_step *step = &who->mobile->day[at];
        if (leads && room_same(step->go, NO_ROOM))
            continue;
        if (current == NULL || step_age(who, step, now) < step_age(who, current, now))
            current = step;
    }
    return current;
}

/* When the next step begins: later than now. */
static int64_t step_next(const struct character *who, int64_t now)
{
    int64_t next = INT64_MAX;
    for (unsigned at = 0; at < who->mobile->day_count; at++) {
        int64_t begins = now + DAY_MS - step_age(who, &who->mobile->day[at], now);
        if (begins < next)
            next = begins;
    }
    return next;
}

/* -- finding the way --------------------------------------------------------------------------------- */

static bool may_pass(const struct character *who, const struct room *room, unsigned direction)
{
    const struct exit_proto *exit = &room->proto->exits[direction];
    if (room_same(exit->to, NO_ROOM) || !zone_same(exit->zone, room->zone->id))
        return false;
    if (passage_asks(who, exit) != ASKS_NOTHING)
        return false;
    return room->doors[direction] != DOOR_LOCKED || (exit->key != NULL && character_has_key(who, exit->key));
}

/* How the search came to a room. */
struct found {
    unsigned from;                 /* index of the room before */
    uint8_t  way;                  /* enum direction out of that one; NO_DIRECTION: not found yet */
};

/* Breadth first, in the order of the directions.  True when `to` was reached. */
static bool search(const struct character *who, const struct room *from, const struct room *to, struct found *found)
{
    struct land *land = land_of(who->zone);
    unsigned rooms = who->zone->area->room_count, begun = 0, ended = 0;
    unsigned *queue = memory_get(rooms * sizeof *queue);
    for (unsigned at = 0; at < rooms; at++)
        found[at] = (struct found){ .way = NO_DIRECTION };
    queue[ended++] = (unsigned)(from - land->rooms);
    while (begun < ended && found[to - land->rooms].way == NO_DIRECTION) {
        unsigned here = queue[begun++];
        for (unsigned way = 0; way < DIRECTIONS; way++) {
            const struct room *room = &land->rooms[here];
            if (!may_pass(who, room, way))
                continue;
            unsigned next = (unsigned)(land_room(who->zone, room->proto->exits[way].to) - land->rooms);
            if (&land->rooms[next] == from || found[next].way != NO_DIRECTION)
                continue;
            found[next] = (struct found){ here, (uint8_t)way };
            queue[ended++] = next;
        }
    }
    memory_free(queue);
    return found[to - land->rooms].way != NO_DIRECTION;
}

/* The first step of a shortest way, and how many steps it has; NO_DIRECTION when there is none.  `from` is not `to`. */
static enum direction way_to(const struct character *who, const struct room *from, const struct room *to, unsigned *steps)
{
    struct land *land = land_of(who->zone);
    struct found *found = memory_get(who->zone->area->room_count * sizeof *found);
    enum direction way = NO_DIRECTION;
    *steps = 0;
    if (search(who, from, to, found))
        for (unsigned at = (unsigned)(to - land->rooms); &land->rooms[at] != from; at = found[at].from) {
            way = found[at].way;
            ++*steps;
        }
    memory_free(found);
    return way;
}

enum direction day_way(const struct character *who, const struct room *to, unsigned *steps)
{
    *steps = 0;
    return who->room == to ? NO_DIRECTION : way_to(who, who->room, to, steps);
}

/* -- walking ----------------------------------------------------------------------------------------- */

/* Through a door that he opens, and shuts behind him as he found it. */
ZONE_THREAD static void walk_through(struct character *who, enum direction way)
{
    struct room *from = who->room;
    const char *name = who->mobile->name, *door = from->proto->exits[way].door_name;
    enum door_state found = from->doors[way];
    bool locked = found == DOOR_LOCKED;
    tell_room(from, who, NULL, "%s%s %s the %s.\n", sound_marks[SOUND_DOOR], name, locked ? "unlocks and opens" : "opens", door);
    tell_room(land_room(who->zone, from->proto->exits[way].to), who, NULL, "%sThe %s opens.\n", sound_marks[SOUND_DOOR], door);
    door_set(from, way, DOOR_OPEN);
    character_go(who, way);
    door_set(from, way, found);
    tell_room(from, who, NULL, "The %s closes.\n", door);
    tell_room(who->room, who, NULL, "%s %s the %s.\n", name, locked ? "closes and locks" : "closes", door);
}

bool day_step(struct character *who, const struct room *to, bool doors)
{
    unsigned steps;
    bool free = who->position == STANDING && !fights(who) && is_able(who) && !is(who, FIGURE_ROOTED) && who->room != to;
    enum direction way = free ? way_to(who, who->room, to, &steps) : NO_DIRECTION;
    if (way == NO_DIRECTION || (who->room->doors[way] >= DOOR_CLOSED && !doors))
        return false;
    if (who->room->doors[way] >= DOOR_CLOSED)
        walk_through(who, way);
    else
        character_go(who, way);
    return true;
}

ZONE_THREAD static void arrive(struct character *who)
{
    const struct day_step *step = step_current(who, who->zone->now, false);
    who->day_walking = false;
    if (step->says != NULL)
        tell_room(who->room, who, NULL, "%s says, '%s'\n", who->mobile->name, step->says);
}

static struct room *goal_of(const struct character *who, const struct day_step *step)
{
    struct room *room = step == NULL ? NULL : land_room(who->zone, step->go);
    return room == NULL ? who->room : room;   /* a room of another tile is not for him */
}

/* One step of his way.  Gives how long until the next. */
ZONE_THREAD static int64_t walk(struct character *who)
{
    struct room *to = goal_of(who, step_current(who, who->zone->now, true));
    if (who->room != to) {
        unsigned steps;
        enum direction way = who->position == STANDING && !fights(who) && !is_down(who) ? way_to(who, who->room, to, &steps) : NO_DIRECTION;
        if (way == NO_DIRECTION)
            return RETRY_MS;
        if (who->room->doors[way] >= DOOR_CLOSED)
            walk_through(who, way);
        else
            character_go(who, way);
    }
    if (who->room == to)
        arrive(who);
    return STEP_MS;
}

/* -- where he would be ------------------------------------------------------------------------------- */

/* As far as the steps he has had time for bring him, from where the part of his day before this one left him. */
static struct room *room_by_now(const struct character *who, int64_t now)
{
    const struct day_step *step = step_current(who, now, true);
    if (step == NULL)
        return who->room;
    int64_t age = step_age(who, step, now);
    struct room *to = goal_of(who, step), *at = goal_of(who, step_current(who, now - age - 1, true));
    unsigned steps, had = (unsigned)(age / STEP_MS) + 1;
    if (at == to)
        return to;
    enum direction way = way_to(who, at, to, &steps);
    if (way != NO_DIRECTION && steps <= had)
        return to;
    for (; way != NO_DIRECTION && had > 0; had--) {
        at = land_room(who->zone, at->proto->exits[way].to);
        way = way_to(who, at, to, &steps);
    }
    return at;
}

ZONE_THREAD static void settle(struct character *who)
{
    int64_t now = who->zone->now;
    struct room *room = room_by_now(who, now);
    if (room != who->room) {
        room_leave(who);
        room_enter(room, who);
    }
    const struct day_step *step = step_current(who, now, true);
    who->day_walking = room != goal_of(who, step);
    who->day_due = step_next(who, now);
    if (who->day_walking && now - step_age(who, step, now) % STEP_MS + STEP_MS < who->day_due)
        who->day_due = now - step_age(who, step, now) % STEP_MS + STEP_MS;
}

/* -- the alarm --------------------------------------------------------------------------------------- */

static void alarm_set(struct zone *zone, int64_t due)
{
    struct land *land = land_of(zone);
    if (land->day_due != 0 && land->day_due <= due)
        return;
    land->day_due = due;
    timers_set(&zone->timers, due, TIMER_DAY, NO_ENTITY, 0);
}

static bool has_day(const struct character *who)
{
    return who->mobile != NULL && who->mobile->day_count > 0;
}

bool day_resume(struct character *who)
{
    if (step_current(who, who->zone->now, true) == NULL)
        return false;
    who->day_walking = true;
    who->day_due = who->zone->now + STEP_MS;
    alarm_set(who->zone, who->day_due);
    return true;
}

/* Whoever is moved to a room that comes later is met again, and stays where he is. */
void day_place(struct zone *zone, bool everybody)
{
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people, *next; who != NULL; who = next) {
            next = who->next;
            if (!has_day(who) || (who->day_due != 0 && !everybody))
                continue;
            settle(who);
            alarm_set(zone, who->day_due);
        }
}

ZONE_THREAD static void day_go_on(struct character *who)
{
    int64_t now = who->zone->now, next = step_next(who, now);
    if (step_age(who, step_current(who, now, false), now) == 0)
        who->day_walking = true;
    int64_t later = who->day_walking ? now + walk(who) : INT64_MAX;
    who->day_due = who->day_walking && later < next ? later : next;
}

void day_fire(struct zone *zone, const struct timer *timer)
{
    int64_t next = INT64_MAX;
    if (timer->due != land_of(zone)->day_due)
        return;                         /* an earlier alarm was set since */
    land_of(zone)->day_due = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people, *behind; who != NULL; who = behind) {
            behind = who->next;
            if (!has_day(who))
                continue;
            if (who->day_due <= zone->now)
                day_go_on(who);
            if (who->day_due < next)
                next = who->day_due;
        }
    if (next != INT64_MAX)
        alarm_set(zone, next);
}
