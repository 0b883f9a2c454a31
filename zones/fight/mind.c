/* zones/fight/mind.c -- see mind.h.  Entered by the zone's worker. */
#include "zones/fight/mind.h"

#include "core/memory.h"
#include "zones/fight/abroad.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/world/day.h"
#include "zones/world/passage.h"

#include <string.h>

enum { NOTICE_LEAST_MS = 1500, NOTICE_MOST_MS = 4000, STEAL_LEAST_MS = 4000, STEAL_MOST_MS = 12000, HOME_MS = 30000,
       FIRST_STEP_MS = 2000 };
enum { STEAL_PERCENT = 45, STEAL_PART = 20, STEAL_LEVEL = 10, EVIL = -350 };

/* -- what it is like --------------------------------------------------------------------------------- */

static const struct role *role_of(const struct character *who)
{
    const struct creature_rules *creatures = rules_of(who)->creatures;
    return creatures == NULL || who->mobile == NULL || who->mobile->role >= creatures->role_count ? NULL
        : &creatures->roles[who->mobile->role];
}

bool behaves(const struct character *who, enum behaviour behaviour)
{
    const struct role *role = role_of(who);
    return who->mobile != NULL && ((who->mobile->behaviours | (role == NULL ? 0 : role->behaviours)) & 1u << behaviour) != 0;
}

const struct role_phase *mind_phase(const struct character *who, unsigned at)
{
    const struct role *role = role_of(who);
    return who->mind == NULL || role == NULL || at >= who->mind->phases || at >= role->phase_count ? NULL : &role->phases[at];
}

/* Of one sort: they stand up for each other. */
static bool is_kin(const struct character *who, const struct character *other)
{
    return other->mobile != NULL && !is_led(other)
        && (who->mobile == other->mobile || (who->mobile->race == other->mobile->race && who->mobile->role == other->mobile->role));
}

static bool notices(const struct character *who, const struct character *other)
{
    return who->position != SLEEPING && is_able(who) && !is(who, FIGURE_BLIND)
        && (!is(other, FIGURE_INVISIBLE) || is(who, FIGURE_SEES_INVISIBLE))
        && (!is(other, FIGURE_HIDDEN) || is(who, FIGURE_SEES_HIDDEN))
        && (!is(other, FIGURE_UNSEEN_BY_DEAD) || (character_race(who)->natures & 1u << NATURE_UNDEAD) == 0);
}

/* In the mood for a fight, and may. */
static bool would_fight(const struct character *who, const struct character *other)
{
    return !is(who, FIGURE_AFRAID) && !is(who, FIGURE_CALM) && notices(who, other) && !is_down(other)
        && !character_is_keeper(who->zone, other) && fight_refuses(who, other) == NULL;
}

/* -- intents ----------------------------------------------------------------------------------------- */

struct mind *mind_of(struct character *who)
{
    assert(who->mobile != NULL);
    if (who->mind == NULL) {
        who->mind = memory_get(sizeof *who->mind);
        who->mind->way = NO_DIRECTION;
    }
    return who->mind;
}

static void alarm_at(struct character *who, int64_t due)
{
    who->mind->due = due;
    timers_set(&who->zone->timers, due, TIMER_MIND, who->id, (uint64_t)due);
}

void mind_intend(struct character *who, enum intent intent, entity_id other, int64_t ms)
{
    struct mind *mind = mind_of(who);
    bool idle = mind->intent == INTENT_NONE || mind->intent == INTENT_HOME || mind->intent == INTENT_FOLLOW;
    if (!idle)
        return;
    mind->intent = (uint8_t)intent;
    mind->other = other;
    mind->steps = 0;
    struct character *foe = intent == INTENT_HUNT ? land_character(who->zone, other) : NULL;
    if (foe != NULL)
        foe->hunted = true;
    alarm_at(who, who->zone->now + (ms < 1 ? 1 : ms));
}

void mind_drop_intent(struct character *who)
{
    struct mind *mind = who->mind;
    mind->intent = INTENT_NONE;
    mind->other = NO_ENTITY;
    mind->due = 0;
    mind->steps = 0;
    mind->way = NO_DIRECTION;
}

/* Where its way leads when nothing else is on its mind: to its leader, or home. */
ZONE_THREAD static void mind_settle(struct character *who)
{
    mind_drop_intent(who);
    if (is_led(who))
        mind_intend(who, INTENT_FOLLOW, who->leader, MIND_STEP_MS);
    else if (who->visit != NULL || (mind_home(who) != NULL && mind_home(who) != who->room && !who->mobile->wanders))
        mind_intend(who, INTENT_HOME, NO_ENTITY, HOME_MS);
}

static int64_t moment(struct character *who, int least, int most)
{
    return dice_between(&who->zone->dice, least, most);
}

bool mind_is_free(const struct character *who)
{
    return !is_led(who) && entity_none(who->rider) && (who->mind == NULL || who->mind->intent == INTENT_NONE);
}

/* What a player has owned is left alone, and so is what opens something. */
void mind_scavenges(struct character *who)
{
    if (!behaves(who, BEHAVIOUR_SCAVENGER) || fights(who) || !is_able(who) || is_led(who))
        return;
    for (struct item *item = who->room->items; item != NULL; item = item->next)
        if (item->object->takeable && !item->durable && item->corpse == NULL && item->object->kind != ITEM_KEY) {
            item_leave(item);
            item_enter_bearer(item, who, WEAR_NOWHERE);
            tell_room(who->room, who, NULL, "%s picks up %s.\n", character_name(who), item->object->name);
            return;
        }
}

/* -- who comes in ------------------------------------------------------------------------------------ */

static bool picks_fights(const struct character *who, const struct character *other)
{
    if (is(other, FIGURE_DISCREET))
        return false;
    return behaves(who, BEHAVIOUR_AGGRESSIVE) || (behaves(who, BEHAVIOUR_WARY) && character_power(other) <= character_power(who));
}

ZONE_THREAD static void consider(struct character *who, struct character *other)
{
    if (who->mobile == NULL || other->player == NULL || is_led(who) || fights(who))
        return;
    if (picks_fights(who, other) && would_fight(who, other))
        mind_intend(who, INTENT_ATTACK, other->id, moment(who, NOTICE_LEAST_MS, NOTICE_MOST_MS));
    else if (behaves(who, BEHAVIOUR_THIEF) && other->player->coins[PURSE_CARRIED] > 0 && would_fight(who, other))
        mind_intend(who, INTENT_STEAL, other->id, moment(who, STEAL_LEAST_MS, STEAL_MOST_MS));
}

/* Whom of those here it does something about: the first who gives it the idea. */
ZONE_THREAD static void look_about(struct character *who)
{
    if (who->room->players == 0)
        return;
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->player != NULL)
            consider(who, other);
}

void mind_meets(struct character *who)
{
    if (who->mobile != NULL) {
        look_about(who);
        return;
    }
    bool unheard = is(who, FIGURE_SNEAKING);
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && (!unheard || is(other, FIGURE_SEES_HIDDEN)))
            consider(other, who);
}

bool mind_attacks(struct character *who, struct character *other)
{
    if (who->room != other->room || who->position != STANDING || !is_able(who) || !would_fight(who, other))
        return false;
    tell_sentence(other, "%s attacks you!\n", character_name(who));
    tell_room(who->room, who, other, "%s attacks %s!\n", character_name(who), character_name(other));
    if (fights(who))
        fight_turn(who, other);
    fight_begin(who, other);
    return true;
}

/* -- a fight begins ---------------------------------------------------------------------------------- */

/* Is it the other who began it without cause, in the eyes of a guard?  What attacks people itself has no claim to help. */
static bool is_wronged(const struct character *other, const struct character *by)
{
    if (other->player != NULL && (by->player != NULL || is_led(by)))
        return false;                   /* that is for the two of them */
    return other->player != NULL || is_led(other)
        || !(behaves(other, BEHAVIOUR_AGGRESSIVE) || behaves(other, BEHAVIOUR_WARY) || other->mobile->alignment <= EVIL);
}

/* A pack stands by its own sort; who mends, by all of its people, whatever they do for a living. */
static bool stands_by(const struct character *who, const struct character *other)
{
    if (behaves(who, BEHAVIOUR_HEALER) && other->mobile != NULL && !is_led(other) && who->mobile->race == other->mobile->race)
        return true;
    return behaves(who, BEHAVIOUR_PACK) && is_kin(who, other);
}

/* Against whom of the two it helps; NULL: that is not its affair. */
static struct character *foe_of_helper(const struct character *who, struct character *begins, struct character *other)
{
    if (is_led(who))
        return follower_helps(who, begins) ? other : follower_helps(who, other) ? begins : NULL;
    if (stands_by(who, begins))
        return other;
    if (stands_by(who, other))
        return begins;
    return behaves(who, BEHAVIOUR_GUARD) && is_wronged(other, begins) ? begins : NULL;
}

/* Its kind in the next rooms hear it, and come. */
ZONE_THREAD static void call_kin(struct character *who, const struct character *foe)
{
    struct zone *zone = who->zone;
    unsigned heard = 0;
    for (unsigned way = 0; way < DIRECTIONS; way++) {
        const struct exit_proto *exit = &who->room->proto->exits[way];
        if (room_same(exit->to, NO_ROOM) || !zone_same(exit->zone, zone->id) || who->room->doors[way] >= DOOR_CLOSED)
            continue;
        for (struct character *other = land_room(zone, exit->to)->people; other != NULL; other = other->next)
            if (other->mobile != NULL && is_kin(who, other) && !fights(other) && is_able(other) && other->position == STANDING) {
                mind_intend(other, INTENT_HUNT, foe->id, rules_of(who)->constants.assist_ms);
                heard++;
            }
    }
    if (heard > 0)
        tell_room(who->room, who, NULL, "%s calls for help!\n", character_name(who));
}

/* How it goes into a fight, whoever began it. */
ZONE_THREAD static void prepare(struct character *who, struct character *foe)
{
    if (who->mobile == NULL)
        return;
    const struct role *role = role_of(who);
    if (role != NULL && role->phase_count > 0 && who->mind != NULL && who->mind->phases > 0
            && pool_has(who, POOL_HEALTH) * INT64_C(100) >= pool_most(who, POOL_HEALTH) * (int64_t)role->phases[0].below) {
        pools_settle(who);
        who->mind->phases = 0;          /* it has got over the last fight */
        figures_stale(who);
    }
    if (behaves(who, BEHAVIOUR_ARCHER) && missile_weapon(who) != NULL)
        who->ranged = true;
    if (!behaves(who, BEHAVIOUR_CALLS) || is_led(who) || (who->mind != NULL && who->mind->called))
        return;
    mind_of(who)->called = true;
    call_kin(who, foe);
}

void mind_fight_begins(struct character *who, struct character *other)
{
    struct room *room = who->room;
    prepare(who, other);
    prepare(other, who);
    for (struct character *seen = room->people; seen != NULL; seen = seen->next) {
        struct character *foe = seen->mobile == NULL || seen == who || seen == other || fights(seen) ? NULL
            : foe_of_helper(seen, who, other);
        if (foe != NULL && notices(seen, foe))
            mind_intend(seen, INTENT_HELP, foe->id, rules_of(seen)->constants.assist_ms + moment(seen, 0, 500));
    }
}

/* -- a fight is over --------------------------------------------------------------------------------- */

void mind_foe_gone(struct character *who, const struct character *foe)
{
    if (who->mobile == NULL)
        return;
    if (who->mind != NULL)
        who->mind->called = false;
    who->ranged = false;
    if (behaves(who, BEHAVIOUR_HUNTER) && !is_led(who) && foe->player != NULL && !is_down(who))
        mind_intend(who, INTENT_HUNT, foe->id, rules_of(who)->constants.hunt_ms);
    else if (who->mind != NULL && who->mind->intent == INTENT_NONE)
        mind_settle(who);
    look_about(who);
}

void minds_drop(struct room *room, const struct character *who)
{
    for (struct character *other = room->people; other != NULL; other = other->next)
        if (other->mind != NULL && entity_same(other->mind->other, who->id))
            mind_settle(other);
}

void mind_fled(struct character *who)
{
    mind_of(who);
    mind_settle(who);
}

/* -- shot at from elsewhere -------------------------------------------------------------------------- */

static bool is_timid(const struct character *who)
{
    return behaves(who, BEHAVIOUR_MEEK) || behaves(who, BEHAVIOUR_COWARD);
}

/* Out of the line: any way but towards where it came from. */
ZONE_THREAD static void take_cover(struct character *who, enum direction from)
{
    enum direction ways[DIRECTIONS];
    unsigned count = 0;
    for (unsigned way = 0; way < DIRECTIONS; way++) {
        const struct exit_proto *exit = &who->room->proto->exits[way];
        if (way != from && !room_same(exit->to, NO_ROOM) && zone_same(exit->zone, who->zone->id) && who->room->doors[way] < DOOR_CLOSED
            && passage_asks(who, exit) == ASKS_NOTHING)
            ways[count++] = way;
    }
    if (count == 0 || !entity_none(who->rider) || is(who, FIGURE_ROOTED))
        return;
    tell_room(who->room, who, NULL, "%s looks for cover.\n", character_name(who));
    character_go(who, ways[dice_below(&who->zone->dice, count)]);
    mind_fled(who);
}

void mind_shot(struct character *who, entity_id from, enum direction direction)
{
    if (who->mobile == NULL || fights(who) || !is_able(who))
        return;
    if (who->position != STANDING) {
        pools_settle(who);
        who->position = STANDING;
    }
    bool here = land_character(who->zone, from) != NULL;
    if (is_timid(who) || is_led(who) || (!here && !behaves(who, BEHAVIOUR_HUNTER))) {
        take_cover(who, direction);
        return;
    }
    mind_intend(who, INTENT_HUNT, from, FIRST_STEP_MS);
    who->mind->trail = who->room->proto->id;
    who->mind->way = (uint8_t)direction;
}

/* -- doing it ---------------------------------------------------------------------------------------- */

/* Only who has hands opens doors. */
static bool opens_doors(const struct character *who)
{
    return (character_race(who)->natures & 1u << NATURE_HUMANOID) != 0;
}

struct room *mind_home(const struct character *who)
{
    const struct area *area = who->zone->area;
    if (who->reset < 0 || (unsigned)who->reset >= area->reset_count)
        return NULL;
    return land_room(who->zone, area->resets[who->reset].room);
}

ZONE_THREAD static void go_home(struct character *who)
{
    struct room *home = mind_home(who);
    mind_drop_intent(who);
    if (who->visit != NULL) {
        if (!fights(who))
            abroad_home(who, opens_doors(who));
        return;
    }
    if (who->mobile->day_count > 0 && day_resume(who))
        return;
    if (home != NULL && home != who->room && !fights(who) && day_step(who, home, opens_doors(who)) && who->room != home)
        mind_intend(who, INTENT_HOME, NO_ENTITY, MIND_STEP_MS);
}

/* He is not in this land: a step towards where he left it, or over that border. */
ZONE_THREAD static void hunt_beyond(struct character *who, uint32_t steps)
{
    struct zone *zone = who->zone;
    entity_id id = who->id, other = who->mind->other;
    room_id trail = who->mind->trail;
    enum direction way = who->mind->way;
    who->mind->steps = steps;
    if (!abroad_hunt(who, other, trail, way, opens_doors(who))) {
        mind_settle(who);
        return;
    }
    who = land_character(zone, id);
    if (who == NULL || who->mind == NULL)
        return;
    mind_drop_intent(who);
    mind_intend(who, INTENT_HUNT, other, rules_of(who)->constants.hunt_ms);
    who->mind->steps = steps;
    who->mind->trail = trail;
    who->mind->way = (uint8_t)way;
}

/* A step after him, or the attack; it gives up before a peace, and in the end. */
ZONE_THREAD static void hunt(struct character *who)
{
    struct zone *zone = who->zone;
    struct mind *mind = who->mind;
    struct character *foe = land_character(zone, mind->other);
    uint32_t steps = mind->steps + 1;
    if (is_led(who) || is_timid(who) || fights(who) || steps > rules_of(who)->constants.hunt_steps) {
        mind_settle(who);
        return;
    }
    if (foe == NULL) {
        hunt_beyond(who, steps);
        return;
    }
    entity_id id = who->id, other = foe->id;
    if (foe->room != who->room && (foe->room->proto->peaceful || !day_step(who, foe->room, opens_doors(who)))) {
        mind_settle(who);
        return;
    }
    who = land_character(zone, id);
    foe = land_character(zone, other);
    if (who == NULL || foe == NULL || who->mind == NULL)
        return;
    mind_drop_intent(who);
    if (foe->room == who->room && mind_attacks(who, foe))
        return;
    if (foe->room == who->room) {
        mind_settle(who);
        return;
    }
    mind_intend(who, INTENT_HUNT, other, rules_of(who)->constants.hunt_ms);
    who->mind->steps = steps;
}

/* Who is awake, on his feet and lucky feels the hand. */
ZONE_THREAD static void steal(struct character *who, struct character *other)
{
    int64_t most = (int64_t)character_level(who) * STEAL_LEVEL, coins = other->player->coins[PURSE_CARRIED] / STEAL_PART + 1;
    if (coins > most)
        coins = most;
    bool unaware = other->position == SLEEPING || (int32_t)dice_below(&who->zone->dice, 100) < STEAL_PERCENT;
    if (!unaware) {
        tell_sentence(other, "You feel the hand of %s in your purse, and slap it away.\n", character_name(who));
        tell_room(who->room, who, other, "%s reaches for the purse of %s, and gets a slap on the fingers.\n", character_name(who),
                  character_name(other));
        return;
    }
    if (coins > 0 && purse_flow(other, FLOW_THEFT, coins))
        who->mind->stolen += coins;
}

/* Helps against whom it had in mind, or, if that one is gone, whoever else gives it the idea. */
ZONE_THREAD static void strike_up(struct character *who, struct character *other)
{
    mind_drop_intent(who);
    if (fights(who))
        return;
    if (other == NULL || other->room != who->room || !mind_attacks(who, other)) {
        mind_settle(who);
        look_about(who);
    }
}

void mind_fire(struct character *who, int64_t due)
{
    struct mind *mind = who->mind;
    if (mind == NULL || mind->due != due)
        return;
    struct character *other = entity_none(mind->other) ? NULL : land_character(who->zone, mind->other);
    switch ((enum intent)mind->intent) {
    case INTENT_ATTACK:
    case INTENT_HELP:
        strike_up(who, other);
        break;
    case INTENT_STEAL:
        mind_drop_intent(who);
        if (other != NULL && other->player != NULL && other->room == who->room && would_fight(who, other) && !fights(who))
            steal(who, other);
        break;
    case INTENT_HUNT:
        hunt(who);
        break;
    case INTENT_FOLLOW:
        mind_drop_intent(who);
        follower_fire(who);
        break;
    case INTENT_HOME:
        go_home(who);
        break;
    default:
        mind_drop_intent(who);
        break;
    }
}

/* -- forgetting -------------------------------------------------------------------------------------- */

/* Nobody sees it: who has nobody to follow goes, and who was on the way is back. */
void mind_forget(struct character *who)
{
    if (who->visit != NULL) {
        abroad_vanish(who);
        return;
    }
    bool called = is_led(who) && who->reset < 0;
    if (is_led(who))
        follower_release(who);
    if (called) {
        room_leave(who);
        character_free(&who);
        return;
    }
    bool phased = who->mind != NULL && who->mind->phases > 0;
    if (phased)
        pools_settle(who);
    memory_free(who->mind);
    who->mind = NULL;
    who->ranged = false;
    if (phased)
        figures_stale(who);
    struct room *home = who->mobile->wanders || who->mobile->day_count > 0 ? NULL : mind_home(who);
    if (home != NULL && home != who->room) {
        room_leave(who);
        room_enter(home, who);
    }
}

void minds_trail(const struct character *who, enum direction direction)
{
    const struct zone *zone = who->zone;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *other = land_of(zone)->rooms[at].people; other != NULL; other = other->next)
            if (other->mind != NULL && other->mind->intent == INTENT_HUNT && entity_same(other->mind->other, who->id)) {
                other->mind->trail = who->room->proto->id;
                other->mind->way = (uint8_t)direction;
            }
}

bool minds_hunt(const struct zone *zone)
{
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            if (who->mind != NULL && who->mind->intent == INTENT_HUNT)
                return true;
    return false;
}

/* Whoever is moved to a room that comes later is met again, and is at home. */
void minds_forget(struct zone *zone)
{
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people, *next; who != NULL; who = next) {
            next = who->next;
            if (who->mobile != NULL)
                mind_forget(who);
        }
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void mind_put(struct bytes_writer *writer, const struct mind *mind)
{
    put_u8(writer, mind != NULL);
    if (mind == NULL)
        return;
    put_u8(writer, mind->intent);
    put_i64(writer, mind->due);
    put_entity(writer, mind->other);
    put_u32(writer, mind->steps);
    put_u32(writer, mind->trail.number);
    put_u8(writer, mind->way);
    put_u8(writer, mind->phases);
    put_u8(writer, mind->called);
    put_u8(writer, mind->stays);
    put_i64(writer, mind->stolen);
}

void mind_take(struct bytes_reader *reader, struct character *who)
{
    if (take_u8(reader) == 0 || reader->failed)
        return;
    struct mind *mind = who->mind = memory_get(sizeof *mind);
    mind->intent = take_u8(reader);
    mind->due = take_i64(reader);
    mind->other = take_entity(reader);
    mind->steps = take_u32(reader);
    mind->trail.number = take_u32(reader);
    mind->way = take_u8(reader);
    mind->phases = take_u8(reader);
    mind->called = take_u8(reader) != 0;
    mind->stays = take_u8(reader) != 0;
    mind->stolen = take_i64(reader);
    if (mind->intent >= INTENTS || mind->way > NO_DIRECTION || mind->phases > ROLE_PHASES_MOST || mind->stolen < 0 || mind->stolen > PURSE_MOST)
        reader->failed = true;
}
