/* zones/skills/effects_move.c -- from here to another place, without walking.  Entered by the zone's worker.
 *
 * A mark is an affect upon who made it, whose `level` is the number of the room: so it lasts, travels and is recorded as
 * affects are. */
#include "zones/skills/skills_parts.h"

#include "zones/fight/fight_parts.h"

enum { HOME = 3001 };

struct place { zone_id zone; room_id room; entity_id beside; };

static const struct affect *mark_of(const struct character *who)
{
    const struct rules *rules = rules_of(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_effect(rules, affect)->kind == EFFECT_MARK)
            return affect;
    return NULL;
}

bool effect_MARK(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)to;
    for (const struct affect *old; (old = mark_of(who)) != NULL;)
        affect_end(who, (struct affect *)old, false);
    affect_lay(who, deed->number, number, 100, who->room->proto->id.number, deed_until(deed, effect), who->id);
    tell(who, "You will find your way back to this place.\n");
    return true;
}

/* -- where ------------------------------------------------------------------------------------------- */

static bool place_of_room(const struct zone *zone, room_id room, struct place *place)
{
    *place = (struct place){ .zone = world_zone_of(zone->setting->world, room), .room = room };
    return place->zone.number != 0;
}

/* Any room of this land that lets in who falls into it. */
ZONE_THREAD static bool place_astray(struct deed *deed, const struct character *to, struct place *place)
{
    struct land *land = land_of(deed->zone);
    for (unsigned try = 0; try < 20; try++) {
        const struct room *room = &land->rooms[dice_below(&deed->zone->dice, deed->zone->area->room_count)];
        if (room != to->room && room_refuses(room) == NULL)
            return place_of_room(deed->zone, room->proto->id, place);
    }
    return false;
}

static bool place_beside(const struct deed *deed, const struct character *to, struct place *place)
{
    if (entity_none(deed->aimed) || entity_same(deed->aimed, to->id))
        return false;
    if (deed->aimed_zone.number != 0 && !zone_same(deed->aimed_zone, deed->zone->id)) {
        *place = (struct place){ .zone = deed->aimed_zone, .room = NO_ROOM, .beside = deed->aimed };
        return true;
    }
    const struct character *other = land_character(deed->zone, deed->aimed);
    return other != NULL && other->room != NULL && place_of_room(deed->zone, other->room->proto->id, place);
}

ZONE_THREAD static bool place_find(struct deed *deed, enum effect_where where, const struct character *to, struct place *place)
{
    const struct affect *mark = mark_of(deed->actor);
    switch (where) {
    case WHERE_HOME:
        return place_of_room(deed->zone, (room_id){HOME}, place);
    case WHERE_BESIDE:
        return place_beside(deed, to, place);
    case WHERE_HERE:
        return place_of_room(deed->zone, deed->room->proto->id, place);
    case WHERE_ASTRAY:
        return place_astray(deed, to, place);
    case WHERE_BACK:
        return place_of_room(deed->zone, deed->zone->area->rooms[0].id, place);
    case WHERE_MARKED:
        return mark != NULL && place_of_room(deed->zone, (room_id){mark->level}, place);
    default:
        return false;
    }
}

/* -- going ------------------------------------------------------------------------------------------- */

/* A mobile stays in its land. */
ZONE_THREAD static bool mobile_moves(struct character *to, const struct place *place)
{
    struct room *room = zone_same(place->zone, to->zone->id) ? land_room(to->zone, place->room) : NULL;
    if (room == NULL)
        return false;
    fight_leave(to);
    tell_room(to->room, to, NULL, "%s disappears.\n", character_name(to));
    room_leave(to);
    room_enter(room, to);
    tell_room(room, to, NULL, "%s appears out of nowhere.\n", character_name(to));
    return true;
}

/* Somebody in another zone is asked to come, and comes if he is of the same group. */
ZONE_THREAD static bool call_from_afar(struct deed *deed)
{
    struct character *who = deed->actor;
    if (who->player == NULL || entity_none(who->player->group)) {
        tell(who, "Only who is of your group would come from so far.\n");
        return false;
    }
    struct message *summon = zone_mail(deed->zone, MSG_SUMMON, NO_ZONE, deed->aimed);
    summon->summon.session = who->player->session;
    summon->summon.zone = deed->zone->id;
    summon->summon.room = deed->room->proto->id;
    summon->summon.group = who->player->group;
    snprintf(summon->summon.name, NAME_SIZE, "%s", who->name);
    zone_emit(deed->zone, summon);
    return true;
}

static bool comes_willingly(const struct deed *deed, const struct character *to)
{
    return to == deed->actor || deed->skill->hostile || to->mobile != NULL || are_allies(deed->actor, to)
        || (!entity_none(to->player->group) && deed->actor->player != NULL
            && entity_same(to->player->group, deed->actor->player->group));
}

ZONE_THREAD static bool moves(struct deed *deed, const struct effect *effect, struct character *to)
{
    struct place place;
    if (is(to, FIGURE_ROOTED) || !comes_willingly(deed, to)) {
        tell(deed->actor, to == deed->actor ? "You are held to the spot.\n" : "They are not yours to move.\n");
        return false;
    }
    if (!place_find(deed, effect->where, to, &place) || (room_same(place.room, to->room->proto->id) && entity_none(place.beside))) {
        tell(deed->actor, effect->where == WHERE_MARKED ? "You have marked no place.\n" : "Nothing happens: there is no way there.\n");
        return false;
    }
    if (to->player == NULL)
        return mobile_moves(to, &place);
    fight_leave(to);
    tell(to, effect->where == WHERE_HOME ? "You find yourself at home.\n" : "You find yourself somewhere else.\n");
    character_teleport(to, place.zone, place.room, place.beside);
    return true;
}

bool effect_MOVE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    return moves(deed, effect, to);
}

/* On whom it is aimed, when he is in another zone: then there is nobody here to be reached. */
bool move_from_afar(struct deed *deed, const struct effect *effect)
{
    if (effect->where == WHERE_HERE && effect->on == ON_TARGET)
        return call_from_afar(deed);
    if (effect->where == WHERE_BESIDE)
        return moves(deed, effect, deed->actor);
    return false;
}
