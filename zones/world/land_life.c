/* zones/world/land_life.c -- the life of a land: falling asleep and waking, resets, timers, what mobiles do of themselves.
 * Entered by the zone's worker. */
#include "zones/world/land_parts.h"

#include "zones/body/hazard.h"
#include "zones/body/wearing.h"
#include "zones/fight/abroad.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/mind.h"
#include "zones/skills/ground.h"
#include "zones/skills/skills.h"
#include "zones/world/day.h"
#include "zones/world/facts.h"
#include "zones/world/passage.h"
#include "zones/world/ships.h"
#include "zones/world/sight.h"
#include "zones/world/sky.h"

enum { WANDER_LEAST_MS = 20000, WANDER_MOST_MS = 60000, REMARK_LEAST_MS = 60000, REMARK_MOST_MS = 180000 };

/* -- awake and asleep -------------------------------------------------------------------------------- */

static bool timer_is_idle_life(const struct timer *timer, void *unused)
{
    (void)unused;
    return timer->kind == TIMER_WANDER || timer->kind == TIMER_REMARK || timer->kind == TIMER_IDLE
        || timer->kind == TIMER_HOUR || timer->kind == TIMER_DAY || timer->kind == TIMER_ROUND
        || timer->kind == TIMER_MIND;
}

static void wander_later(struct zone *zone, const struct character *who)
{
    timers_set(&zone->timers, zone->now + dice_between(&zone->dice, WANDER_LEAST_MS, WANDER_MOST_MS), TIMER_WANDER, who->id, 0);
}

/* The timer remembers which remark was the last: its number from 1, or 0. */
static void remark_later(struct zone *zone, const struct character *who, uint64_t last)
{
    timers_set(&zone->timers, zone->now + dice_between(&zone->dice, REMARK_LEAST_MS, REMARK_MOST_MS), TIMER_REMARK, who->id, last);
}

void mobile_enliven(struct zone *zone, const struct character *who)
{
    if (who->mobile->wanders)
        wander_later(zone, who);
    if (who->mobile->says[0] != NULL)
        remark_later(zone, who, 0);
}

ZONE_THREAD static void land_wake(struct zone *zone)
{
    struct land *land = land_of(zone);
    zone->awake = true;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land->rooms[at].people; who != NULL; who = who->next)
            if (who->mobile != NULL)
                mobile_enliven(zone, who);
    if (land->overdue)
        land_reset(zone);
    day_place(zone, true);
    sky_wake(zone);
    sight_wake(zone);
}

/* Nobody sees it, and nobody is hurt. */
ZONE_THREAD static void fights_end(struct zone *zone)
{
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            fight_stop(who);
}

void land_rouse(struct zone *zone)
{
    struct land *land = land_of(zone);
    if (land->players > 0 && !zone->awake)
        land_wake(zone);
    if (land->players == 0 && zone->awake && !minds_hunt(zone)) {
        zone->awake = false;
        fights_end(zone);
        minds_forget(zone);
        timers_sweep(&zone->timers, timer_is_idle_life, NULL);
        land->idle_due = 0;
        land->day_due = 0;
        sight_sleep(zone);
    }
}

/* -- resets ------------------------------------------------------------------------------------------ */

static struct item *reset_item_in(struct item *first, int32_t reset)
{
    for (struct item *item = first; item != NULL; item = item->next)
        if (item->reset == reset)
            return item;
    return NULL;
}

static unsigned reset_items(const struct item *first, int32_t reset)
{
    unsigned count = 0;
    for (; first != NULL; first = first->next)
        count += first->reset == reset;
    return count;
}

static unsigned reset_mobiles(struct zone *zone, int32_t reset)
{
    unsigned count = abroad_count(zone, reset);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            count += who->mobile != NULL && who->reset == reset;
    return count;
}

ZONE_THREAD static struct item *reset_make(struct zone *zone, const struct reset *reset, int32_t number)
{
    struct item *item = item_new(zone, reset->proto, zone_new_id(zone));
    item->reset = number;
    return item;
}

ZONE_THREAD static struct character *reset_mobile(struct zone *zone, const struct reset *reset, int32_t number)
{
    struct character *who = character_new(zone, zone_new_id(zone));
    who->proto = reset->proto;
    who->mobile = &zone->setting->world->mobiles[reset->proto.number];
    who->reset = number;
    pools_begin(who);
    room_enter(land_room(zone, reset->room), who);
    if (zone->awake) {
        mobile_enliven(zone, who);
        mind_meets(who);
    }
    return who;
}

/* What the resets after this one refer to. */
struct reset_last {
    struct character *mobile;
    struct item      *object;
};

ZONE_THREAD static void reset_one(struct zone *zone, int32_t number, struct reset_last *last)
{
    const struct reset *reset = &zone->area->resets[number];
    struct room *room = land_room(zone, reset->room);
    switch ((enum reset_kind)reset->kind) {
    case RESET_MOBILE:
        last->mobile = NULL;
        for (unsigned have = reset_mobiles(zone, number); have < reset->count; have++)
            last->mobile = reset_mobile(zone, reset, number);
        break;
    case RESET_OBJECT:
        for (unsigned have = reset_items(room->items, number); have < reset->count; have++)
            item_enter_room(reset_make(zone, reset, number), room);
        last->object = reset_item_in(room->items, number);
        break;
    case RESET_INSIDE:
        if (last->object == NULL)
            break;
        for (unsigned have = reset_items(last->object->contents, number); have < reset->count; have++)
            item_enter_item(reset_make(zone, reset, number), last->object);
        break;
    case RESET_CARRIED:
    case RESET_WORN:
        if (last->mobile == NULL)
            break;
        struct item *item = reset_make(zone, reset, number);
        item_enter_bearer(item, last->mobile, reset->kind == RESET_WORN ? wear_free(last->mobile, item->object->wear) : WEAR_NOWHERE);
        break;
    }
}

/* A door on the border is one thing with two sides: the other zone's side moves with ours.  Before the first
 * reset there is nothing yet to move. */
ZONE_THREAD static void reset_doors(struct room *room)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        uint8_t before = room->doors[direction];
        room->doors[direction] = exit->door;
        if (before != DOOR_NONE && before != exit->door && !room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, room->zone->id))
            door_set(room, direction, exit->door);
    }
}

void land_reset(struct zone *zone)
{
    struct land *land = land_of(zone);
    struct reset_last last = {0};
    for (unsigned at = 0; at < zone->area->reset_count; at++)
        reset_one(zone, (int32_t)at, &last);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        reset_doors(&land->rooms[at]);
    if (zone->awake)
        day_place(zone, false);         /* once they have what they carry: it may be a key */
    land->overdue = false;
    int64_t wished_s = zone->setting->options->area_reset_s;
    int64_t wait_ms = wished_s > 0 ? wished_s * 1000 : (int64_t)zone->area->reset_minutes * 60000;
    timers_set(&zone->timers, zone->now + wait_ms, TIMER_RESET, NO_ENTITY, 0);
}

/* -- timers ------------------------------------------------------------------------------------------ */

/* A mobile takes one of the ways that lead to another room of its own land. */
ZONE_THREAD static void mobile_wander(struct zone *zone, struct character *who)
{
    enum direction ways[DIRECTIONS];
    unsigned count = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &who->room->proto->exits[direction];
        if (!room_same(exit->to, NO_ROOM) && zone_same(exit->zone, zone->id) && who->room->doors[direction] < DOOR_CLOSED
                && passage_keeps(who, exit))
            ways[count++] = direction;
    }
    if (count > 0 && !who->day_walking && !fights(who) && is_able(who) && mind_is_free(who))
        character_go(who, ways[dice_below(&zone->dice, count)]);
    mind_scavenges(who);
    wander_later(zone, who);
}

/* Those in a room who make remarks, himself among them. */
static unsigned speakers_count(const struct room *room)
{
    unsigned count = 0;
    for (const struct character *who = room->people; who != NULL; who = who->next)
        count += who->mobile != NULL && who->mobile->says[0] != NULL;
    return count;
}

/* Any of his remarks but the last one; its number from 1. */
static uint64_t remark_choose(struct zone *zone, const struct character *who, uint64_t last)
{
    unsigned count = 0;
    while (who->mobile->says[count] != NULL)
        count++;
    if (last == 0 || count == 1)
        return dice_below(&zone->dice, count) + 1;
    uint64_t chosen = dice_below(&zone->dice, count - 1) + 1;
    return chosen < last ? chosen : chosen + 1;
}

/* An inn full of them is no louder than one alone: each speaks the more rarely, the more of them there are. */
ZONE_THREAD static void mobile_remark(struct zone *zone, struct character *who, uint64_t last)
{
    if (dice_below(&zone->dice, speakers_count(who->room)) == 0) {
        last = remark_choose(zone, who, last);
        tell_room(who->room, who, NULL, "%s says, '%s'\n", who->mobile->name, who->mobile->says[last - 1]);
    }
    remark_later(zone, who, last);
}

ZONE_THREAD static void land_fire_reset(struct zone *zone)
{
    if (zone->awake)
        land_reset(zone);
    else
        land_of(zone)->overdue = true;  /* done when somebody comes to see it */
}

/* A fighter's turn; that there was one, and when it should have been, is noted for whoever has a clock. */
ZONE_THREAD static void land_fire_round(struct zone *zone, struct character *who, int64_t due)
{
    if (zone->rounds == zone->rounds_room) {
        zone->rounds_room = zone->rounds_room * 2 + 8;
        zone->rounds_due = memory_resize(zone->rounds_due, zone->rounds_room * sizeof *zone->rounds_due);
    }
    if (fights(who))
        zone->rounds_due[zone->rounds++] = due;
    round_fire(who);
}

void land_fire(struct zone *zone, const struct timer *timer)
{
    struct character *who = land_character(zone, timer->about);
    if (timer->kind != TIMER_FACTS && timer->kind != TIMER_SIGHT)
        facts_stir(zone);
    switch (timer->kind) {
    case TIMER_RESET:
        land_fire_reset(zone);
        break;
    case TIMER_WANDER:
        if (who != NULL)
            mobile_wander(zone, who);
        break;
    case TIMER_REMARK:
        if (who != NULL)
            mobile_remark(zone, who, timer->argument);
        break;
    case TIMER_ROUND:
        if (who != NULL && who->round_due == (int64_t)timer->argument)
            land_fire_round(zone, who, timer->due);
        break;
    case TIMER_MIND:
        if (who != NULL)
            mind_fire(who, (int64_t)timer->argument);
        land_rouse(zone);               /* a hunt that is over lets it fall asleep */
        break;
    case TIMER_DECAY:
        corpse_fire(zone, timer->about, (room_id){(uint32_t)timer->argument});
        break;
    case TIMER_FACTS:
        facts_fire(zone, timer);
        break;
    case TIMER_IDLE:
        idle_fire(zone);
        break;
    case TIMER_HOUR:
        sky_fire(zone);
        ships_hour(zone);
        break;
    case TIMER_SIGHT:
        sight_fire(zone, timer);
        break;
    case TIMER_DAY:
        day_fire(zone, timer);
        break;
    case TIMER_AFFECT:
        if (who != NULL && who->affect_due == timer->due)
            affects_fire(who);
        break;
    case TIMER_SPELL:
        if (who != NULL)
            skill_ready(who, timer->argument);
        break;
    case TIMER_GROUND:
        ground_fire(zone, timer->argument);
        break;
    case TIMER_HAZARD:
        if (who != NULL)
            hazard_fire(who, timer->due);
        break;
    case TIMER_LINKLESS:
        if (who != NULL && who->player->linkless_since == (int64_t)timer->argument)
            character_quit(who, QUIT_LINKLESS);
        break;
    }
}
