/* zones/commands/search.c -- looking for what is hidden: ways out, and things.  Entered by the zone's worker.
 *
 * How well somebody searches: constants search_..., intelligence and luck above what is ordinary, an eye for the hidden; half
 * of it in the dark.  Keepers find it all.  What is found is found for everybody, until the next reset (zones/world/hidden.c). */
#include "zones/commands/command.h"

#include "zones/body/hazard.h"
#include "zones/fight/fight.h"
#include "zones/rules/formula.h"

enum { FINDS_LEAST = 5, FINDS_MOST = 95 };

static int64_t search_percent(const struct character *who)
{
    const struct constants *constants = &rules_of(who)->constants;
    int64_t above = figure(who, FIGURE_INT) + figure(who, FIGURE_LUK) - 2 * ATTRIBUTE_ORDINARY;
    int64_t percent = constants->search_percent + above * constants->search_figure
                    + (is(who, FIGURE_SEES_HIDDEN) ? constants->search_eye : 0);
    if (in_the_dark(who))
        percent /= 2;
    return percent < FINDS_LEAST ? FINDS_LEAST : percent > FINDS_MOST ? FINDS_MOST : percent;
}

ZONE_THREAD static bool finds(struct character *who)
{
    return character_is_keeper(who->zone, who) || (int64_t)dice_below(&who->zone->dice, 100) < search_percent(who);
}

ZONE_THREAD static unsigned search_ways(struct character *who)
{
    struct room *room = who->room;
    unsigned found = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        if (!exit->hidden || room_shows(room, direction) || !finds(who))
            continue;
        room->found |= (uint8_t)(1u << direction);
        found++;
        if (exit->door != DOOR_NONE)
            tell(who, "You find the %s, and a way %s.\n", exit->door_name, direction_names[direction]);
        else
            tell(who, "You find a way %s that is easily missed.\n", direction_names[direction]);
    }
    return found;
}

/* All that is hidden in a room lies in the same corner. */
ZONE_THREAD static unsigned search_things(struct character *who)
{
    struct room *room = who->room;
    unsigned hidden = 0;
    for (const struct item *item = room->items; item != NULL; item = item->next)
        hidden += item_is_hidden(item);
    if (hidden == 0 || !finds(who))
        return 0;
    for (const struct item *item = room->items; item != NULL; item = item->next)
        if (item_is_hidden(item))
            tell(who, "You find %s.\n", item->object->name);
    room->found |= FOUND_THINGS;
    return hidden;
}

void do_search(struct command *command)
{
    struct character *who = command->actor;
    if (fights(who)) {
        tell(who, "Not in the middle of a fight!\n");
        return;
    }
    tell_room(who->room, who, NULL, "%s searches the place.\n", who->name);
    unsigned found = search_ways(who) + search_things(who);
    if (found == 0)
        tell(who, "You search the place, and find nothing that you had not seen.\n");
    else
        tell_room(who->room, who, NULL, "%s has found something.\n", who->name);
    character_wait(who, command->zone->now + rules_of(who)->constants.search_ms);
}
