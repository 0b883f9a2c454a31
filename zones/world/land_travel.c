/* zones/world/land_travel.c -- players coming into a land, being refused, and coming back: what zones/travel.c asks of it.
 * Entered by the zone's worker. */
#include "zones/world/land_parts.h"

#include "zones/body/hazard.h"
#include "zones/body/kin.h"
#include "zones/body/level.h"
#include "zones/fight/mind.h"
#include "zones/quests/quests.h"
#include "zones/world/company.h"

#include "zones/world/facts.h"
/* -- travellers -------------------------------------------------------------------------------------- */

/* The exit they came through, as our side of the border has it; NULL when there is no way back. */
static const struct exit_proto *way_back(const struct room *room, const struct message *arrive)
{
    enum direction back = direction_back(arrive->arrive.direction);
    if (back == NO_DIRECTION || !room_same(room->proto->exits[back].to, arrive->arrive.old_room))
        return NULL;
    return &room->proto->exits[back];
}

/* What comes from a store may be of any shape; what comes from a living zone is ours. */
ZONE_THREAD static bool parcel_readable(struct zone *zone, const struct parcel *parcel)
{
    struct character *trial = character_unpack(zone, parcel);
    if (trial == NULL)
        return false;
    character_free(&trial);
    return true;
}

const char *land_refuse(struct zone *zone, const struct parcel *parcel, const struct message *arrive)
{
    struct room *room = land_room(zone, arrive->arrive.room);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0 && !parcel_readable(zone, parcel))
        return "What is recorded of that character cannot be read. Please tell a keeper.";
    if ((arrive->arrive.flags & ARRIVE_FORCED) != 0)
        return NULL;
    if (room == NULL)
        return "There is no way in.";
    const struct exit_proto *back = way_back(room, arrive);
    if (back != NULL && room->doors[back - room->proto->exits] >= DOOR_CLOSED)
        return "It is shut from the other side.";
    return room_refuses(room);
}

/* Whether or not he has a command under way, his client knows where he is before it shows him the place. */
ZONE_THREAD static void facts_begin(struct character *who, struct slot *slot, bool fresh)
{
    if (slot != NULL)
        heed_client(who, slot, fresh);
    else
        facts_tell(who);
    company_tell(who);
    facts_stir(who->zone);
}

ZONE_THREAD static void greet(struct zone *zone, struct character *who, const struct message *arrive)
{
    enum direction back = direction_back(arrive->arrive.direction);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0) {
        tell(who, "Welcome to the legendary lands of Kallisti.\n\n");
        tell_room(who->room, who, NULL, "%s enters the world.\n", who->name);
    } else if ((arrive->arrive.flags & (ARRIVE_ABOARD | ARRIVE_ASHORE)) != 0) {
        tell_room(who->room, who, NULL, "%s comes %s.\n", who->name, (arrive->arrive.flags & ARRIVE_ABOARD) != 0 ? "aboard" : "ashore");
    } else if ((arrive->arrive.flags & ARRIVE_SUDDEN) != 0 || back == NO_DIRECTION) {
        tell_room(who->room, who, NULL, "%s appears out of nowhere.\n", who->name);
    } else {
        tell_room(who->room, who, NULL, "%s arrives from %s.\n", who->name, direction_from[back]);
    }
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0)
        look_at_room(who);
    else
        look_in_passing(who);
    hazard_meets(who);
    mind_meets(who);
    quest_arrives(who);
    (void)zone;
}

ZONE_THREAD static void place_session(struct zone *zone, const struct character *who)
{
    if (who->player->session.number == NO_SESSION.number)
        return;
    struct message *place = message_new(MSG_PLACE);
    place->place.session = who->player->session;
    place->place.zone = zone->id;
    place->place.who = who->id;
    zone_emit(zone, place);
}

static void linkless_later(struct zone *zone, const struct character *who)
{
    if (who->player->linkless_since != 0)
        timers_set(&zone->timers, who->player->linkless_since + zone->setting->options->character_linkless_s * 1000,
                   TIMER_LINKLESS, who->id, (uint64_t)who->player->linkless_since);
}

ZONE_THREAD static struct character *land_place(struct zone *zone, const struct parcel *parcel, struct room *room)
{
    struct character *who = character_unpack(zone, parcel);
    assert(who != NULL);                /* land_refuse() has looked, or one of our own zones packed it */
    if (room->proto->inn)
        pools_settle(who);              /* what he gained elsewhere, at the rate of elsewhere */
    room_enter(room, who);
    linkless_later(zone, who);
    idle_watch(who);
    if (who->player->saving || who->player->saved_epoch != 0)
        zone->has_savers = true;
    return who;
}

/* What who begins on his path has: weapons in hand, the rest carried.  What the world has not, nobody gets. */
ZONE_THREAD static void outfit(struct character *who)
{
    const struct world *world = who->zone->setting->world;
    const char **key = rules_of(who)->classes[who->player->growth.class].kit;
    for (; key != NULL && *key != NULL; key++) {
        proto_id proto;
        if (!world_object(world, *key, &proto))
            continue;
        struct item *item = item_new(who->zone, proto, zone_new_id(who->zone));
        item_enter_bearer(item, who, item->object->kind == ITEM_WEAPON ? item->object->wear : WEAR_NOWHERE);
    }
}

void land_admit(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot)
{
    struct character *who = land_place(zone, parcel, land_room_beside(zone, arrive->arrive.room, arrive->arrive.beside));
    who->player->quitting = QUIT_NOT;
    land_rouse(zone);                   /* before he looks: everybody is where they belong at this hour */
    if (who->player->newcomer) {
        needs_begin(who);
        level_begin(who, (uint32_t)zone->setting->options->newcomer_level);
        if (zone->setting->options->newcomer_kit)
            outfit(who);
    }
    purse_welcome(who);
    character_publish(who);
    if (slot != NULL)
        zone_answer_begin(zone, slot);
    else
        place_session(zone, who);
    facts_begin(who, slot, (arrive->arrive.flags & ARRIVE_LOGIN) != 0);
    greet(zone, who, arrive);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0) {
        kin_return(who);
        ears_return(who);
        box_count_unread(who);
    }
    answer_player(zone, who);
}

void land_settle(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason,
                        struct slot *slot)
{
    struct character *who = land_place(zone, parcel, land_room_beside(zone, stub->old_room, NO_ENTITY));
    who->player->quitting = QUIT_NOT;
    land_rouse(zone);
    character_publish(who);
    if (slot != NULL)
        zone_answer_begin(zone, slot);
    facts_begin(who, slot, false);
    tell(who, "%s\n", reason);
    tell_room(who->room, who, NULL, "%s turns back at the border.\n", who->name);
    answer_player(zone, who);
}
