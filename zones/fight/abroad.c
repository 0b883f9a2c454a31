/* zones/fight/abroad.c -- see abroad.h.  Entered by the zone's worker. */
#include "zones/fight/abroad.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/quests/quests.h"
#include "zones/world/day.h"

enum { ABROAD_MOST = 100000 };

/* -- who is away ------------------------------------------------------------------------------------- */

static void abroad_note(struct zone *zone, entity_id who, int32_t reset)
{
    struct land *land = land_of(zone);
    struct abroad *abroad = memory_get(sizeof *abroad);
    *abroad = (struct abroad){ .next = land->abroad, .who = who, .reset = reset,
                               .until = zone->now + zone->setting->rules->constants.abroad_ms };
    land->abroad = abroad;
}

static bool abroad_forget(struct zone *zone, entity_id who, int32_t *reset)
{
    for (struct abroad **at = &land_of(zone)->abroad; *at != NULL; at = &(*at)->next)
        if (entity_same((*at)->who, who)) {
            struct abroad *gone = *at;
            *reset = gone->reset;
            *at = gone->next;
            memory_free(gone);
            return true;
        }
    return false;
}

unsigned abroad_count(struct zone *zone, int32_t reset)
{
    unsigned count = 0;
    for (struct abroad **at = &land_of(zone)->abroad, *next; *at != NULL;) {
        if ((*at)->until <= zone->now) {
            next = (*at)->next;
            memory_free(*at);
            *at = next;
            continue;
        }
        count += (*at)->reset == reset;
        at = &(*at)->next;
    }
    return count;
}

/* -- setting out ------------------------------------------------------------------------------------- */

static bool timer_is_about(const struct timer *timer, void *data)
{
    const entity_id *who = data;
    return entity_same(timer->about, *who);
}

/* What is left of a fight, a song and a thought stays here; things of a reset are its own from now on. */
ZONE_THREAD static void unburden(struct character *who)
{
    pools_settle(who);
    fight_leave(who);
    mount_end(who);
    memory_free(who->casting);
    memory_free(who->song);
    who->casting = NULL;
    who->song = NULL;
    who->round_due = who->affect_due = who->day_due = 0;
    who->ranged = who->day_walking = who->hunted = false;
    who->reset = -1;
    for (struct item *item = who->items; item != NULL; item = item->next)
        item->reset = -1;
    if (who->mind != NULL)
        mind_drop_intent(who);
}

/* Takes it out of the land: what is not sent is no more. */
ZONE_THREAD static struct message *rove(struct character *who, enum errand errand, entity_id after, zone_id to, room_id room,
                                        enum direction direction)
{
    struct zone *zone = who->zone;
    struct message *message = zone_mail(zone, MSG_ROVE, to, NO_ENTITY);
    struct msg_rove *rove = &message->rove;
    rove->mobile = who->id;
    rove->after = after;
    rove->errand = (uint8_t)errand;
    rove->room = room;
    rove->old_room = who->room->proto->id;
    rove->direction = (uint8_t)direction;
    rove->home = who->visit != NULL ? who->visit->home : errand == ERRAND_HUNT ? zone->id : NO_ZONE;
    rove->reset = who->visit != NULL ? who->visit->reset : who->reset;
    rove->rare = creature_rare(who);
    rove->steps = who->mind == NULL ? 0 : who->mind->steps;
    memory_free(who->visit);
    who->visit = NULL;
    unburden(who);
    rove->body = land_person_text(who);
    entity_id id = who->id;
    room_leave(who);
    character_free(&who);
    timers_sweep(&zone->timers, timer_is_about, &id);
    return message;
}

/* Through an exit that leads over the border, before everybody's eyes. */
ZONE_THREAD static void cross(struct character *who, enum errand errand, entity_id after, enum direction direction)
{
    struct zone *zone = who->zone;
    const struct exit_proto *exit = &who->room->proto->exits[direction];
    tell_room(who->room, who, NULL, "%s leaves %s.\n", character_name(who), direction_names[direction]);
    if (errand == ERRAND_HUNT)
        abroad_note(zone, who->id, who->reset);
    zone_emit(zone, rove(who, errand, after, exit->zone, exit->to, direction));
}

/* -- after somebody ---------------------------------------------------------------------------------- */

/* Its own land from abroad, any other from home; nobody with a day has time for that. */
static bool may_leave(const struct character *who, zone_id to)
{
    if (who->visit != NULL)
        return zone_same(to, who->visit->home);
    return who->reset >= 0 && who->mobile->day_count == 0;
}

static bool leads_out(const struct room *room, enum direction direction)
{
    if (direction >= NO_DIRECTION)
        return false;
    const struct exit_proto *exit = &room->proto->exits[direction];
    return !room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, room->zone->id) && room->doors[direction] < DOOR_CLOSED;
}

bool abroad_hunt(struct character *who, entity_id foe, room_id trail, enum direction way, bool doors)
{
    struct room *room = land_room(who->zone, trail);
    if (room == NULL || !leads_out(room, way) || !may_leave(who, room->proto->exits[way].zone))
        return false;
    if (who->room != room)
        return day_step(who, room, doors);
    if (who->position != STANDING || !is_able(who) || is(who, FIGURE_ROOTED) || !entity_none(who->rider))
        return false;
    cross(who, who->visit == NULL ? ERRAND_HUNT : ERRAND_HOME, foe, way);
    return true;
}

void abroad_home(struct character *who, bool doors)
{
    struct room *gate = land_room(who->zone, who->visit->gate);
    bool there = who->room == gate && leads_out(gate, who->visit->way)
        && zone_same(gate->proto->exits[who->visit->way].zone, who->visit->home);
    if (there) {
        cross(who, ERRAND_HOME, NO_ENTITY, who->visit->way);
    } else if (gate != NULL && who->room != gate && day_step(who, gate, doors)) {
        mind_intend(who, INTENT_HOME, NO_ENTITY, MIND_STEP_MS);
    } else {
        tell_room(who->room, who, NULL, "%s slips away when nobody is looking.\n", character_name(who));
        abroad_vanish(who);
    }
}

void abroad_vanish(struct character *who)
{
    struct zone *zone = who->zone;
    zone_emit(zone, rove(who, ERRAND_HOME, NO_ENTITY, who->visit->home, NO_ROOM, NO_DIRECTION));
}

void abroad_over(struct character *who)
{
    if (who->visit == NULL)
        return;
    struct message *roved = zone_mail(who->zone, MSG_ROVED, who->visit->home, NO_ENTITY);
    roved->roved.mobile = who->id;
    zone_emit(who->zone, roved);
    memory_free(who->visit);
    who->visit = NULL;
}

void abroad_ended(struct zone *zone, const struct message *message)
{
    int32_t reset;
    abroad_forget(zone, message->roved.mobile, &reset);
}

/* -- with somebody ----------------------------------------------------------------------------------- */

bool abroad_carries(const struct character *who, const struct character *mount)
{
    return is_led(mount) && entity_same(mount->leader, who->id) && mount->position == STANDING && is_able(mount)
        && !fights(mount);
}

static bool comes_along(const struct character *who, const struct character *leader)
{
    if (!is_led(who) || !entity_same(who->leader, leader->id) || who->position != STANDING || fights(who) || !is_able(who))
        return false;
    if (!entity_none(who->rider))
        return entity_same(who->rider, leader->id);
    return !follower_stays(who) && !is(who, FIGURE_ROOTED) && !is(who, FIGURE_HELD);
}

/* Before everybody's eyes but the leader's, by the way he goes or over a gangplank. */
ZONE_THREAD static void tell_going_along(struct character *who, struct character *leader, enum direction direction)
{
    if (direction != NO_DIRECTION)
        tell_room(who->room, who, leader, "%s leaves %s.\n", character_name(who), direction_names[direction]);
    else
        tell_room(who->room, who, leader, "%s goes along.\n", character_name(who));
}

void abroad_take_along(struct character *leader, zone_id to, room_id room, enum direction direction, struct message_list *behind)
{
    for (struct character *who = leader->room->people, *next; who != NULL; who = next) {
        next = who->next;
        if (!comes_along(who, leader))
            continue;
        bool carries = entity_same(who->rider, leader->id);
        tell_going_along(who, leader, direction);
        message_list_add(behind, rove(who, carries ? ERRAND_CARRY : ERRAND_FOLLOW, leader->id, to, room, direction));
    }
}

void abroad_keep_along(struct character *leader, struct room *from)
{
    for (struct character *who = from->people, *next; who != NULL; who = next) {
        next = who->next;
        if (!comes_along(who, leader))
            continue;
        tell_going_along(who, leader, NO_DIRECTION);
        room_leave(who);
        room_enter(leader->room, who);
        tell_room(who->room, who, leader, "%s comes along with %s.\n", character_name(who), character_name(leader));
    }
}

/* -- coming in --------------------------------------------------------------------------------------- */

static bool is_shut(const struct room *room, const struct message *message)
{
    enum direction back = direction_back(message->rove.direction);
    const struct exit_proto *exit = back == NO_DIRECTION ? NULL : &room->proto->exits[back];
    return exit != NULL && room->doors[back] >= DOOR_CLOSED && room_same(exit->to, message->rove.old_room);
}

/* Whom it is after, or with, has gone on, or would have it stand in a peace. */
static bool turned_back(struct zone *zone, const struct message *message, const struct room *room)
{
    enum errand errand = (enum errand)message->rove.errand;
    if (errand == ERRAND_HOME || errand == ERRAND_BACK)
        return false;
    if (room == NULL || is_shut(room, message) || land_character(zone, message->rove.after) == NULL)
        return true;
    return errand == ERRAND_HUNT && room->proto->peaceful;
}

ZONE_THREAD static void send_back(struct zone *zone, const struct message *message)
{
    struct message *back = zone_mail(zone, MSG_ROVE, message->from, NO_ENTITY);
    struct text *body = text_ref(message->rove.body);
    back->rove = message->rove;
    back->rove.body = body;
    back->rove.errand = ERRAND_BACK;
    back->rove.room = message->rove.old_room;
    back->rove.old_room = message->rove.room;
    back->rove.direction = NO_DIRECTION;
    zone_emit(zone, back);
}

/* It walks in, comes off a ship with somebody, or is just there. */
ZONE_THREAD static void tell_coming(struct character *who, const struct message *message)
{
    enum direction back = direction_back(message->rove.direction);
    enum errand errand = (enum errand)message->rove.errand;
    struct character *leader = errand == ERRAND_FOLLOW || errand == ERRAND_CARRY ? land_character(who->zone, message->rove.after) : NULL;
    if (back != NO_DIRECTION)
        tell_room(who->room, who, NULL, "%s arrives from %s.\n", character_name(who), direction_from[back]);
    else if (leader != NULL)
        tell_room(who->room, who, leader, "%s comes along with %s.\n", character_name(who), character_name(leader));
}

ZONE_THREAD static void takes_up(struct character *who, const struct message *message)
{
    const struct constants *constants = &rules_of(who)->constants;
    entity_id after = message->rove.after;
    struct character *other = entity_none(after) ? NULL : land_character(who->zone, after);
    if (is_led(who) && other == NULL) {
        follower_forsaken(who);
        return;
    }
    if (is_led(who)) {
        if (message->rove.errand == ERRAND_CARRY && other->room == who->room && mount_of(other) == NULL)
            mount_begin(other, who);
        mind_intend(who, INTENT_FOLLOW, after, MIND_STEP_MS);
        quest_arrives(other);           /* it may be where it wanted to be, and gone */
        return;
    }
    if (other == NULL) {
        mind_fled(who);                 /* it has a way home, and takes it */
        return;
    }
    mind_intend(who, INTENT_HUNT, after, constants->hunt_ms);
    who->mind->steps = message->rove.steps;
}

/* At home again, if it is still waited for. */
static bool comes_home(struct zone *zone, const struct message *message, int32_t *reset)
{
    return abroad_forget(zone, message->rove.mobile, reset) && *reset >= 0 && (unsigned)*reset < zone->area->reset_count;
}

ZONE_THREAD static void come_in(struct zone *zone, const struct message *message, struct room *room)
{
    const struct msg_rove *rove = &message->rove;
    bool home = zone_same(rove->home, zone->id), foreign = rove->home.number != 0 && !home;
    int32_t reset = -1;
    if (home && !comes_home(zone, message, &reset))
        return;                         /* another stands in its place */
    if (home && room == NULL)
        room = land_room(zone, zone->area->resets[reset].room);
    struct character *who = room == NULL ? NULL : land_person_take(zone, rove->body, room);
    if (who == NULL) {
        log_zone(zone->key, "rove_unreadable from=%u errand=%u", message->from.number, rove->errand);
        return;
    }
    who->reset = reset;
    if (foreign) {
        who->visit = memory_get(sizeof *who->visit);
        *who->visit = (struct visit){ .home = rove->home, .reset = (int32_t)rove->reset, .gate = room->proto->id,
                                      .way = (uint8_t)direction_back(rove->direction), .rare = rove->rare };
    }
    affects_wind(who);
    if (!zone->awake) {
        mind_forget(who);
        return;
    }
    tell_coming(who, message);
    if (home)
        mobile_enliven(zone, who);
    takes_up(who, message);
}

void abroad_arrives(struct zone *zone, const struct message *message)
{
    const struct msg_rove *rove = &message->rove;
    struct room *room = room_same(rove->room, NO_ROOM) ? NULL : land_room(zone, rove->room);
    if (rove->errand >= ERRANDS || rove->direction > NO_DIRECTION || rove->body == NULL
            || land_character(zone, rove->mobile) != NULL) {
        log_zone(zone->key, "rove_unreadable from=%u errand=%u", message->from.number, rove->errand);
        return;
    }
    if (turned_back(zone, message, room))
        send_back(zone, message);
    else
        come_in(zone, message, room);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void abroad_put(struct bytes_writer *writer, const struct land *land)
{
    uint32_t count = 0;
    for (const struct abroad *abroad = land->abroad; abroad != NULL; abroad = abroad->next)
        count++;
    put_u32(writer, count);
    for (const struct abroad *abroad = land->abroad; abroad != NULL; abroad = abroad->next) {
        put_entity(writer, abroad->who);
        put_i64(writer, abroad->reset);
        put_i64(writer, abroad->until);
    }
}

void abroad_take(struct bytes_reader *reader, struct land *land)
{
    uint32_t count = take_u32(reader);
    struct abroad **end = &land->abroad;
    abroad_free(land);
    if (count > ABROAD_MOST)
        reader->failed = true;
    for (; count > 0 && !reader->failed; count--) {
        *end = memory_get(sizeof **end);
        (*end)->who = take_entity(reader);
        (*end)->reset = (int32_t)take_i64(reader);
        (*end)->until = take_i64(reader);
        end = &(*end)->next;
    }
}

void abroad_free(struct land *land)
{
    while (land->abroad != NULL) {
        struct abroad *gone = land->abroad;
        land->abroad = gone->next;
        memory_free(gone);
    }
}

void visit_put(struct bytes_writer *writer, const struct visit *visit)
{
    put_u8(writer, visit != NULL);
    if (visit == NULL)
        return;
    put_u32(writer, visit->home.number);
    put_i64(writer, visit->reset);
    put_u32(writer, visit->gate.number);
    put_u8(writer, visit->way);
    put_u8(writer, visit->rare);
}

void visit_take(struct bytes_reader *reader, struct character *who)
{
    if (take_u8(reader) == 0 || reader->failed)
        return;
    struct visit *visit = who->visit = memory_get(sizeof *visit);
    visit->home.number = take_u32(reader);
    visit->reset = (int32_t)take_i64(reader);
    visit->gate.number = take_u32(reader);
    visit->way = take_u8(reader);
    visit->rare = take_u8(reader) != 0;
    if (visit->way > NO_DIRECTION)
        reader->failed = true;
}
