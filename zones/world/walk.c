/* zones/world/walk.c -- going from room to room, alone or with followers, and leaving the land.
 * Entered by the zone's worker.  The step itself does not know other zones: LEFT_ZONE is a return value,
 * and character_go() decides what to do with it. */
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/body/hazard.h"
#include "zones/fight/abroad.h"
#include "zones/fight/fight.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/groups.h"
#include "zones/quests/quests.h"
#include "zones/world/passage.h"

enum { CONVOY_MOST = 256, SLIP_WAIT_MS = 2000 };

const char *room_refuses(const struct room *room)
{
    uint32_t most = room->proto->occupants_max;
    if (most == 0)
        most = (uint32_t)room->zone->setting->options->room_occupants_max;
    return room->players >= most ? "It is too crowded there." : NULL;
}

/* Is he at home on such ground: in water, on cliffs, or above it all? */
static bool at_home(const struct character *who, enum terrain terrain)
{
    enum terrain like = (enum terrain)terrain_rows[terrain].counts_as;
    bool wet = like == TERRAIN_WATER || like == TERRAIN_SWAMP, steep = like == TERRAIN_MOUNTAINS || like == TERRAIN_HILLS;
    return is(who, FIGURE_FLYING) || (wet && is(who, FIGURE_SWIMMING)) || (steep && is(who, FIGURE_CLIMBING));
}

/* What a step out of his room costs him: half on ground where he is at home, less by what eases his way. */
static int32_t step_cost(const struct character *who)
{
    int32_t plain = (int32_t)(terrain_costs[who->room->proto->terrain] * who->zone->setting->options->character_tiring_percent / 100);
    if (at_home(who, who->room->proto->terrain))
        plain = (plain + 1) / 2;
    return (int32_t)((int64_t)plain * (100 - figure(who, FIGURE_EASE)) / 100);
}

/* Who rides does not walk. */
static struct character *payer(struct character *who)
{
    struct character *mount = mount_of(who);
    return mount == NULL ? who : mount;
}

enum walked character_walk(struct character *who, enum direction direction, const struct exit_proto **exit_at)
{
    struct room *from = who->room;
    const struct exit_proto *exit = &from->proto->exits[direction];
    *exit_at = exit;
    if (room_same(exit->to, NO_ROOM) || (who->player != NULL && !room_shows(from, direction)))
        return NO_EXIT;                 /* whoever lives there knows more */
    if (from->doors[direction] >= DOOR_CLOSED)
        return DOOR_SHUT;
    if (who->player != NULL && who->player->level < exit->level_min)
        return TOO_LOW;
    if (passage_asks(who, exit) != ASKS_NOTHING)
        return NO_PASSAGE;
    bool within = zone_same(exit->zone, who->zone->id);
    struct room *to = within ? land_room(who->zone, exit->to) : NULL;
    if (to != NULL && who->player != NULL && room_refuses(to) != NULL)
        return ROOM_FULL;
    struct character *mount = mount_of(who);
    if (who->player != NULL && !pool_take(payer(who), POOL_STAMINA, step_cost(payer(who))))
        return TOO_TIRED;
    if (passage_slips(who, exit))
        return SLIPPED;
    if (to == NULL)
        return LEFT_ZONE;
    room_leave(who);
    room_enter(to, who);
    if (mount != NULL) {                /* with him, though leaving a room parts them */
        room_leave(mount);
        room_enter(to, mount);
        mount_begin(who, mount);
    }
    return WALKED;
}

ZONE_THREAD static void tell_door_shut(struct character *who, enum direction direction, const struct exit_proto *exit)
{
    const char *state = who->room->doors[direction] == DOOR_LOCKED ? "locked" : "closed";
    if (direction == UP || direction == DOWN)
        tell(who, "The %s %s seems to be %s.\n", exit->door_name, direction == UP ? "above" : "below", state);
    else
        tell(who, "The %s to the %s seems to be %s.\n", exit->door_name, direction_names[direction], state);
}

ZONE_THREAD static void tell_too_low(struct character *who, const struct exit_proto *exit)
{
    tell(who, "That way is for people of level %u and more.\n", exit->level_min);
}

/* He has paid for it, and stands where he stood. */
ZONE_THREAD static void tell_slipped(struct character *who)
{
    tell(who, "You climb, lose your hold, and slide back to where you began. You could try again.\n");
    tell_room(who->room, who, NULL, "%s climbs, loses %s hold, and slides back.\n", character_name(who), pronoun_possessive(who));
    character_wait(who, who->zone->now + SLIP_WAIT_MS);
}

static bool follows(const struct character *who, const struct character *leader)
{
    if (!entity_same(who->leader, leader->id) || who->position != STANDING || fights(who))
        return false;
    return who->player != NULL || (!follower_stays(who) && rider_of(who) == NULL && !is(who, FIGURE_ROOTED) && !is(who, FIGURE_HELD));
}

/* Over a border: players alone.  Leader first, then who follows one already listed: the order in which they go. */
static unsigned convoy_gather(struct character *leader, struct character **list, unsigned most)
{
    unsigned count = 0;
    list[count++] = leader;
    for (unsigned at = 0; at < count; at++)
        for (struct character *who = leader->room->people; who != NULL && count < most; who = who->next) {
            bool listed = false;
            for (unsigned seen = 0; seen < count; seen++)
                listed = listed || list[seen] == who;
            if (!listed && who->player != NULL && follows(who, list[at]))
                list[count++] = who;
        }
    return count;
}

static unsigned convoy_most(const struct zone *zone)
{
    int64_t most = zone->setting->options->travel_convoy_max;
    return most > CONVOY_MOST ? CONVOY_MOST : (unsigned)most;
}

ZONE_THREAD static void tell_step(struct character *who, struct room *from, enum direction direction)
{
    const struct character *mount = mount_of(who);
    const char *rides = mount == NULL ? "" : ", riding ", *whom = mount == NULL ? "" : character_name(mount);
    tell_room(from, who, NULL, "%s leaves %s%s%s.\n", character_name(who), direction_names[direction], rides, whom);
    tell_room(who->room, who, NULL, "%s arrives from %s%s%s.\n", character_name(who), direction_from[direction_back(direction)],
              rides, whom);
    if (who->player != NULL)
        look_in_passing(who);
    hazard_meets(who);
    mind_meets(who);
}

/* Those who followed him are in `from` still; each takes the same way, and those who follow them with them. */
ZONE_THREAD static void lead_on(struct character *leader, struct room *from, enum direction direction)
{
    struct character *behind[CONVOY_MOST];
    unsigned count = 0;
    for (struct character *who = from->people; who != NULL && count < CONVOY_MOST; who = who->next)
        if (follows(who, leader))
            behind[count++] = who;
    for (unsigned at = 0; at < count; at++) {
        if (behind[at]->room != from)
            continue;                   /* gone already, with somebody else */
        tell(behind[at], "You follow %s %s.\n", character_name(leader), direction_names[direction]);
        character_go(behind[at], direction);
    }
}

/* Everybody who follows pays for the step here, and stays if he cannot, or if the way is not for him. */
ZONE_THREAD static unsigned convoy_pay(struct character **convoy, unsigned count, const struct exit_proto *exit, enum direction direction)
{
    unsigned going = 1;                 /* the leader has paid */
    for (unsigned at = 1; at < count; at++) {
        enum asks asks = passage_asks(convoy[at], exit);
        if (convoy[at]->player->level < exit->level_min)
            tell_too_low(convoy[at], exit);
        else if (asks != ASKS_NOTHING)
            passage_tell(convoy[at], asks, direction);
        else if (!pool_take(payer(convoy[at]), POOL_STAMINA, step_cost(payer(convoy[at]))))
            tell(convoy[at], "You are too exhausted to follow %s.\n", character_name(convoy[0]));
        else if (passage_slips(convoy[at], exit))
            tell_slipped(convoy[at]);
        else
            convoy[going++] = convoy[at];
    }
    return going;
}

/* It stays behind, and goes home, unless it follows somebody. */
ZONE_THREAD static void leave_mount(struct character *who, bool told)
{
    struct character *mount = mount_of(who);
    if (mount == NULL || (told && abroad_carries(who, mount)))
        return;
    if (told)
        tell(who, "You get down from %s, which goes no further.\n", character_name(mount));
    mount_end(who);
    if (!is_led(mount))
        mind_fled(mount);
}

ZONE_THREAD static void go_over_the_border(struct character *leader, enum direction direction, const struct exit_proto *exit)
{
    struct character *convoy[CONVOY_MOST];
    struct zone *zone = leader->zone;
    struct room *from = leader->room;
    unsigned count = convoy_pay(convoy, convoy_gather(leader, convoy, convoy_most(zone)), exit, direction);
    for (unsigned at = 1; at < count; at++)
        tell(convoy[at], "You follow %s %s.\n", character_name(leader), direction_names[direction]);
    for (unsigned at = 0; at < count; at++)
        leave_mount(convoy[at], true);
    for (unsigned at = 0; at < count; at++)
        tell_room(from, convoy[at], NULL, "%s leaves %s.\n", character_name(convoy[at]), direction_names[direction]);
    depart(zone, convoy, count, exit->zone, exit->to, direction, 0);
}

void character_go(struct character *who, enum direction direction)
{
    const struct exit_proto *exit;
    struct room *from = who->room;
    switch (character_walk(who, direction, &exit)) {
    case WALKED:
        tell_step(who, from, direction);
        lead_on(who, from, direction);
        quest_arrives(who);             /* with whom he leads */
        break;
    case NO_EXIT:
        tell(who, "Alas, you cannot go %s...\n", direction_names[direction]);
        break;
    case DOOR_SHUT:
        tell_door_shut(who, direction, exit);
        break;
    case TOO_TIRED:
        if (mount_of(who) != NULL)
            tell_sentence(who, "%s is too exhausted to carry you on.\n", character_name(mount_of(who)));
        else
            tell(who, "You are too exhausted.\n");
        break;
    case TOO_LOW:
        tell_too_low(who, exit);
        break;
    case NO_PASSAGE:
        passage_tell(who, passage_asks(who, exit), direction);
        break;
    case SLIPPED:
        tell_slipped(who);
        break;
    case ROOM_FULL:
        tell(who, "It is too crowded there.\n");
        break;
    case LEFT_ZONE:
        go_over_the_border(who, direction, exit);
        break;
    }
}

/* -- leaving the land -------------------------------------------------------------------------------- */

static struct text *character_wrap(const struct character *who)
{
    struct bytes_writer parts = {0}, writer = {0};
    struct parcel parcel;
    character_pack(who, &parts, &parcel);
    parcel_put(&writer, &parcel);
    struct text *text = bytes_text(&writer);
    bytes_free(&parts);
    bytes_free(&writer);
    return text;
}

struct message *depart(struct zone *zone, struct character **leaving, unsigned count, zone_id to, room_id room,
                       enum direction direction, unsigned flags)
{
    struct setting_out travellers[CONVOY_MOST];
    struct slot *slot = NULL;
    struct message_list behind = {0};
    assert(count >= 1);
    assert(count <= CONVOY_MOST);
    if (zone->slot != NULL && session_same(zone->slot->session, leaving[0]->player->session))
        slot = zone_answer_detach(zone);
    for (unsigned at = 0; at < count; at++) {
        struct character *who = leaving[at];
        fight_leave(who);               /* before he is written down */
        if (who->hunted && direction != NO_DIRECTION)
            minds_trail(who, direction);
        if (direction != NO_DIRECTION || (flags & (ARRIVE_ABOARD | ARRIVE_ASHORE)) != 0)
            abroad_take_along(who, to, room, direction, &behind);
        leave_mount(who, false);
        followers_forsaken(who);
        character_touch(who, PART_PLACE); /* what the open cut needs of him is written here, by us, now */
        if (who->room->proto->inn)
            pools_settle(who);          /* settle the account at the rate of the inn */
        travellers[at] = (struct setting_out){ .parcel = character_wrap(who), .old_room = who->room->proto->id };
        room_leave(who);
        character_free(&who);
    }
    struct message *arrive = travel_send(zone, travellers, count, to, room, direction, flags, slot), *follower;
    while ((follower = message_list_take(&behind)) != NULL)
        zone_emit(zone, follower);
    land_rouse(zone);
    return arrive;
}

void character_teleport(struct character *who, zone_id to, room_id room_to, entity_id beside)
{
    struct zone *zone = who->zone;
    tell_room(who->room, who, NULL, "%s disappears.\n", character_name(who));
    if (!zone_same(to, zone->id)) {
        depart(zone, &who, 1, to, room_to, NO_DIRECTION, ARRIVE_FORCED | ARRIVE_SUDDEN)->arrive.beside = beside;
        return;
    }
    struct room *room = land_room_beside(zone, room_to, beside);
    if (who->room->proto->inn || room->proto->inn)
        pools_settle(who);
    room_leave(who);
    room_enter(room, who);
    tell_room(room, who, NULL, "%s appears out of nowhere.\n", character_name(who));
    look_at_room(who);
    hazard_meets(who);
    mind_meets(who);
    quest_arrives(who);
}

/* One of them, within the land, and whom he leads; he goes over the gangplank on his own feet. */
ZONE_THREAD static void cross_within(struct character *who, struct room *room, unsigned flags)
{
    struct room *from = who->room;
    fight_leave(who);
    if (mount_of(who) != NULL)
        tell(who, "You get down from %s.\n", character_name(mount_of(who)));
    leave_mount(who, false);
    room_leave(who);
    room_enter(room, who);
    tell_room(room, who, NULL, "%s comes %s.\n", character_name(who), (flags & ARRIVE_ABOARD) != 0 ? "aboard" : "ashore");
    abroad_keep_along(who, from);
    look_in_passing(who);
    hazard_meets(who);
    mind_meets(who);
    quest_arrives(who);
}

void character_cross(struct character *who, zone_id to, room_id room_to, const char *leaves, unsigned flags)
{
    struct character *convoy[CONVOY_MOST];
    struct zone *zone = who->zone;
    struct room *room = zone_same(to, zone->id) ? land_room(zone, room_to) : NULL;
    unsigned count = convoy_gather(who, convoy, convoy_most(zone));
    for (unsigned at = 1; at < count; at++)
        tell(convoy[at], "You follow %s.\n", character_name(who));
    for (unsigned at = 0; at < count; at++)
        tell_room(who->room, convoy[at], NULL, "%s %s.\n", character_name(convoy[at]), leaves);
    if (room == NULL) {
        for (unsigned at = 0; at < count; at++)
            leave_mount(convoy[at], true);
        depart(zone, convoy, count, to, room_to, NO_DIRECTION, flags);
        return;
    }
    for (unsigned at = 0; at < count; at++)
        if (room_refuses(room) == NULL)
            cross_within(convoy[at], room, flags);
        else
            tell(convoy[at], "%s\n", room_refuses(room));
}

void character_quit(struct character *who, enum quit_reason reason)
{
    struct zone *zone = who->zone;
    who->player->quitting = (uint8_t)reason;
    who->player->saving = false;        /* nobody is there to be told */
    who->player->saved_epoch = 0;
    draft_free(&who->player->draft);
    character_touch(who, PART_BODY);    /* how long he has played */
    character_keep(who);
    if (!entity_none(who->player->group)) {
        struct message *leave = zone_mail(zone, MSG_GROUP_ASK, setting_groups(zone->setting, who->player->group), NO_ENTITY);
        leave->group_ask.request = GROUP_LEAVE;
        leave->group_ask.group = who->player->group;
        leave->group_ask.member = who->id;
        snprintf(leave->group_ask.name, NAME_SIZE, "%s", who->name);
        zone_emit(zone, leave);
    }
    tell_room(who->room, who, NULL, "%s leaves the world.\n", character_name(who));
    depart(zone, &who, 1, setting_registry(zone->setting, who->player->account), NO_ROOM, NO_DIRECTION, ARRIVE_QUIT);
}

/* -- doors ------------------------------------------------------------------------------------------- */

static void door_set_side(struct room *room, enum direction direction, room_id other, enum door_state state)
{
    const struct exit_proto *exit = &room->proto->exits[direction];
    if (room_same(exit->to, other) && exit->door != DOOR_NONE)
        room->doors[direction] = (uint8_t)state;
}

void door_set(struct room *room, enum direction direction, enum door_state state)
{
    const struct exit_proto *exit = &room->proto->exits[direction];
    struct zone *zone = room->zone;
    room->doors[direction] = (uint8_t)state;
    if (zone_same(exit->zone, zone->id)) {
        struct room *other = land_room(zone, exit->to);
        if (other != NULL)
            door_set_side(other, direction_back(direction), room->proto->id, state);
        return;
    }
    struct message *door = zone_mail(zone, MSG_DOOR, exit->zone, NO_ENTITY);
    door->door.room = exit->to;
    door->door.direction = (uint8_t)direction_back(direction);
    door->door.state = (uint8_t)state;
    zone_emit(zone, door);
}
