/* zones/world/passage.c -- see passage.h.  Entered by the zone's worker. */
#include "zones/world/passage.h"

#include "zones/fight/follower.h"

enum { SWIMS_LIKE_A_FISH = 2 };
/* Of a hundred tries so many end at the foot again, by how well he climbs. */
static const uint8_t slips[] = { 85, 35, 10 };
enum { SLIPS = sizeof slips / sizeof *slips };

static bool has_boat(const struct character *who)
{
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item->object->kind == ITEM_BOAT)
            return true;
    return false;
}

static const struct character *carrier_of(const struct character *who)
{
    const struct character *mount = mount_of(who);
    return mount == NULL ? who : mount;
}

static enum asks ground_asks(const struct area *area, const struct room_proto *room)
{
    enum asks asks = room == NULL || room->afloat ? ASKS_NOTHING : (enum asks)terrain_rows[room->terrain].asks;
    return asks == ASKS_SWIM && area->grid == NULL ? ASKS_NOTHING : asks;
}

static bool meets(const struct character *who, const struct character *carrier, enum asks asks)
{
    bool boat = carrier == who && has_boat(who);
    int32_t swims = figure(carrier, FIGURE_SWIMMING);
    switch (asks) {
    case ASKS_SWIM:  return boat || swims > 0;
    case ASKS_BOAT:  return boat || swims >= SWIMS_LIKE_A_FISH;
    case ASKS_CLIMB: return figure(carrier, FIGURE_CLIMBING) > 0;
    default:         return false;
    }
}

enum asks passage_asks(const struct character *who, const struct exit_proto *exit)
{
    const struct area *area = world_area(who->zone->setting->world, exit->zone);
    enum asks asks = area == NULL ? ASKS_NOTHING : ground_asks(area, area_room(area, exit->to));
    const struct character *carrier = carrier_of(who);
    if (asks == ASKS_NOTHING || is(carrier, FIGURE_FLYING))
        return ASKS_NOTHING;
    if (who->mobile != NULL && ground_asks(who->zone->area, who->room->proto) == asks)
        return ASKS_NOTHING;
    /* Whose wings or boat are gone in the middle of it struggles on, or he would be there for ever. */
    enum asks own = ground_asks(who->zone->area, who->room->proto);
    bool stranded = own != ASKS_NOTHING && asks <= own && !meets(who, carrier, own);
    return stranded || meets(who, carrier, asks) ? ASKS_NOTHING : asks;
}

bool passage_keeps(const struct character *who, const struct exit_proto *exit)
{
    const struct area *area = world_area(who->zone->setting->world, exit->zone);
    return is(who, FIGURE_FLYING) || area == NULL
        || ground_asks(area, area_room(area, exit->to)) == ground_asks(who->zone->area, who->room->proto);
}

bool passage_slips(struct character *who, const struct exit_proto *exit)
{
    const struct area *area = world_area(who->zone->setting->world, exit->zone);
    const struct character *carrier = carrier_of(who);
    bool climbed = exit->climb || (area != NULL && ground_asks(area, area_room(area, exit->to)) == ASKS_CLIMB);
    if (!climbed || is(carrier, FIGURE_FLYING) || (who->mobile != NULL && !exit->climb))
        return false;
    int32_t climbs = figure(carrier, FIGURE_CLIMBING);
    unsigned skill = climbs < 0 ? 0 : climbs >= SLIPS ? SLIPS - 1 : (unsigned)climbs;
    return dice_below(&who->zone->dice, 100) < slips[skill];
}

void passage_tell(struct character *who, enum asks asks, enum direction direction)
{
    const char *way = direction_names[direction];
    const struct character *mount = mount_of(who);
    switch (asks) {
    case ASKS_SWIM:
        tell(who, "There is water %s of you. You would have to swim, to have a boat with you, or to fly.\n", way);
        break;
    case ASKS_BOAT:
        tell(who, "There is deep water %s of you. You would need a boat, or wings, or to swim like a fish.\n", way);
        break;
    case ASKS_CLIMB:
        tell(who, "The peak %s of you is too steep to walk. You would have to climb, or to fly.\n", way);
        break;
    case ASKS_FLY:
        tell(who, "Nobody goes %s from here but a bird, or whoever flies like one. Where there is a harbour, a ferry may go.\n", way);
        break;
    case ASKS_NOTHING:
        break;
    }
    if (mount != NULL)
        tell_sentence(who, "%s will not go there.\n", character_name(mount));
}
