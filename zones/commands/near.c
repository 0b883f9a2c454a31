/* zones/commands/near.c -- who is about: in the world, in the area, in the rooms around.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/markup.h"
#include "zones/body/hazard.h"
#include "zones/world/day.h"
#include "zones/world/map.h"
#include "zones/world/sight.h"

#include <string.h>

void do_who(struct command *command)
{
    struct text *list = command->lookup->text;
    if (list != NULL)
        tell_text(command->actor, list);
}

/* One of those in this area, by his name. */
ZONE_THREAD static void where_is(struct command *command, const char *word)
{
    struct land *land = land_of(command->zone);
    for (unsigned at = 0; at < command->zone->area->room_count; at++)
        for (const struct character *who = land->rooms[at].people; who != NULL; who = who->next)
            if (who->player != NULL && character_answers_to(who, word)) {
                tell(command->actor, "%s, %s.\n", who->name, land->rooms[at].proto->name);
                return;
            }
    tell(command->actor, "Nobody by that name is in %s.\n", command->zone->area->name);
}

void do_where(struct command *command)
{
    struct land *land = land_of(command->zone);
    if (command->words[0] != '\0') {
        where_is(command, command->words);
        return;
    }
    tell(command->actor, "In %s:\n", command->zone->area->name);
    for (unsigned at = 0; at < command->zone->area->room_count; at++)
        for (const struct character *who = land->rooms[at].people; who != NULL; who = who->next)
            if (who->player != NULL)
                tell(command->actor, "%s, %s.\n", who->name, land->rooms[at].proto->name);
    if (command->lookup->text != NULL)
        tell_text(command->actor, command->lookup->text);
}

/* -- scan -------------------------------------------------------------------------------------------- */

/* One direction; false when there was nothing to say of it. */
ZONE_THREAD static bool scan_direction(struct command *command, enum direction direction)
{
    struct character *actor = command->actor;
    const struct room *room = actor->room;
    const struct exit_proto *exit = &room->proto->exits[direction];
    struct sighted seen;
    if (!room_shows(room, direction))
        return false;
    if (room->doors[direction] >= DOOR_CLOSED)
        tell_sentence(actor, "%s - the %s is closed.\n", direction_names[direction], exit->door_name);
    else if (sight_of(command->zone, exit->zone, exit->to, actor, &seen) && seen.names[0] != '\0')
        tell_sentence(actor, "%s - %s.\n", direction_names[direction], seen.names);
    else if (strcmp(world_area(command->zone->setting->world, exit->zone)->name, command->zone->area->name) != 0)
        tell_sentence(actor, "%s - the way leads on to %s.\n", direction_names[direction],
                      world_area(command->zone->setting->world, exit->zone)->name);
    else
        return false;
    return true;
}

void do_scan(struct command *command)
{
    struct sighted seen;
    sight_here(command->actor->room, command->actor, &seen);
    bool any = seen.names[0] != '\0';
    if (any)
        tell(command->actor, "Here - %s.\n", seen.names);
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        any = scan_direction(command, direction) || any;
    if (!any)
        tell(command->actor, "There is nobody about.\n");
    tell_room(command->actor->room, command->actor, NULL, "%s looks about in all directions.\n", command->actor->name);
}

/* -- in the wilderness ------------------------------------------------------------------------------- */

void do_survey(struct command *command)
{
    unsigned east, north;
    struct character *who = command->actor;
    if (!map_coordinates(who->room, &east, &north))
        tell(who, "Survey the land, out in the wilderness. In here, look and scan do better.\n");
    else if (in_the_dark(who))
        tell(who, "It is too dark to make out anything. A light would help.\n");
    else
        tell_survey(who);
}

void do_orienteering(struct command *command)
{
    unsigned east, north;
    struct character *who = command->actor;
    const struct area *area = command->zone->area;
    if (!map_coordinates(who->room, &east, &north))
        tell(who, "You can only take your bearings out in the wilderness.\n");
    else
        tell(who, "You are %u east and %u north of the south-western corner of %s.\n", east, north, area->name);
}

/* -- glance ------------------------------------------------------------------------------------------ */

/* From so many percent of his health on. */
static const struct { int least; const char *words; } conditions[] = {
    { 100, "unhurt" }, { 75, "slightly hurt" }, { 50, "moderately hurt" }, { 25, "severely hurt" }, { INT32_MIN, "near death" },
};

static const char *condition_of(const struct character *who)
{
    int percent = (int)((int64_t)pool_has(who, POOL_HEALTH) * 100 / pool_most(who, POOL_HEALTH));
    unsigned at = 0;
    while (percent < conditions[at].least)
        at++;
    return conditions[at].words;
}

void do_glance(struct command *command)
{
    static const char *const postures[POSITIONS] = {
        [SLEEPING] = "asleep", [RESTING] = "resting", [SITTING] = "sitting", [STANDING] = "standing",
    };
    char word[64];
    struct character *actor = command->actor;
    name_take(command->words, word, sizeof word);
    struct character *seen = word[0] == '\0' ? NULL : person_here(actor, word);
    if (word[0] == '\0')
        glance_at_room(actor);
    else if (seen == NULL)
        tell(actor, "There is nobody here by that name.\n");
    else if (seen == actor)
        tell(actor, "You are %s, and %s.\n", condition_of(seen), postures[seen->position]);
    else
        tell_sentence(actor, "%s is %s, and %s.\n", character_name(seen), condition_of(seen), postures[seen->position]);
}

/* -- the way to one's guild -------------------------------------------------------------------------- */

static bool teaches(const struct mobile_proto *mobile, const struct character *who)
{
    return (mobile->teaches & 1u << who->player->growth.class) != 0;
}

/* Who of those here teaches him; the first room that has one. */
static struct room *guild_here(const struct character *who)
{
    struct land *land = land_of(who->zone);
    for (unsigned at = 0; at < who->zone->area->room_count; at++)
        for (const struct character *other = land->rooms[at].people; other != NULL; other = other->next)
            if (other->mobile != NULL && teaches(other->mobile, who))
                return &land->rooms[at];
    return NULL;
}

static const struct area *guild_elsewhere(const struct character *who)
{
    const struct world *world = who->zone->setting->world;
    for (unsigned at = 0; at < world->area_count; at++)
        for (unsigned reset = 0; reset < world->areas[at].reset_count; reset++) {
            const struct reset *here = &world->areas[at].resets[reset];
            if (here->kind == RESET_MOBILE && teaches(&world->mobiles[here->proto.number], who))
                return &world->areas[at];
        }
    return NULL;
}

void do_guild(struct command *command)
{
    struct character *who = command->actor;
    unsigned steps;
    const struct room *room = guild_here(who);
    const struct area *area = room != NULL ? NULL : guild_elsewhere(who);
    enum direction way = room == NULL ? NO_DIRECTION : day_way(who, room, &steps);
    if (room == who->room)
        tell(who, "You are there: this is where your class is taught.\n");
    else if (way != NO_DIRECTION)
        tell(who, M_ART "[+ The way to %s is %s. It is %u step%s. +]" M_ART_END M_SPOKEN "The way to %s is %s. It is %u step%s." M_SPOKEN_END
             "\n", room->proto->name, direction_names[way], steps, steps == 1 ? "" : "s", room->proto->name, direction_names[way],
             steps, steps == 1 ? "" : "s");
    else if (room != NULL)
        tell(who, "Your class is taught at %s, but there is no way from here that you could go.\n", room->proto->name);
    else if (area != NULL && area != command->zone->area)
        tell(who, "Your class is taught in %s.\n", area->name);
    else
        tell(who, "Nobody teaches your class just now.\n");
}
