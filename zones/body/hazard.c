/* zones/body/hazard.c -- see hazard.h.  Entered by the zone's worker. */
#include "zones/body/hazard.h"

#include "zones/skills/skills.h"

#include <string.h>

/* -- states ------------------------------------------------------------------------------------------ */

bool state_befalls(struct character *who, const char *name)
{
    uint16_t state = rules_skill(rules_of(who), name);
    if (state == NO_SKILL || affect_find(who, state) != NULL)
        return false;
    skill_befalls(who, state, character_power(who));
    return true;
}

void state_follows(struct character *who, const char *name)
{
    static const struct { const char *state, *then; } rows[] = { { "drunkenness", "hangover" } };
    for (unsigned at = 0; at < sizeof rows / sizeof rows[0]; at++)
        if (strcmp(rows[at].state, name) == 0)
            state_befalls(who, rows[at].then);
}

/* -- dangerous rooms --------------------------------------------------------------------------------- */

static bool is_spared(const struct character *who)
{
    const struct room_proto *room = who->room->proto;
    return room->hazard == NULL || who->player == NULL || (room->hazard_spares < FIGURES && is(who, room->hazard_spares))
        || character_is_keeper(who->zone, who);
}

static int64_t hazard_ms(const struct character *who)
{
    return rules_of(who)->constants.hazard_ms;
}

/* Told when it begins; afterwards it is only made to last until he is looked at again, and a little longer. */
ZONE_THREAD static void suffer(struct character *who)
{
    const struct room_proto *room = who->room->proto;
    uint16_t state = (uint16_t)(room->hazard - rules_of(who)->skills);
    struct affect *affect = affect_find(who, state);
    int64_t least = who->zone->now + 2 * hazard_ms(who);
    if (affect == NULL)
        skill_befalls(who, state, room->hazard_level);
    else if (affect->until != FOREVER && affect->until < least)
        affect_lay(who, state, affect->effect, affect->power, affect->level, least, affect->by);
}

void hazard_meets(struct character *who)
{
    if (who->player == NULL)
        return;
    struct zone *zone = who->zone;
    who->player->hazard_due = who->room->proto->hazard == NULL ? 0 : zone->now + hazard_ms(who);
    if (who->player->hazard_due == 0)
        return;
    timers_set(&zone->timers, who->player->hazard_due, TIMER_HAZARD, who->id, 0);
    if (!is_spared(who))
        suffer(who);
}

void hazard_fire(struct character *who, int64_t due)
{
    if (who->player->hazard_due == due)
        hazard_meets(who);
}

/* -- light ------------------------------------------------------------------------------------------- */

/* Does somebody or something give light there? */
static bool room_is_lit(const struct room *room)
{
    if (!room->proto->dark)
        return true;
    for (const struct item *item = room->items; item != NULL; item = item->next)
        if (item->object->kind == ITEM_LIGHT && !item_is_hidden(item))
            return true;
    for (const struct character *who = room->people; who != NULL; who = who->next)
        if (is(who, FIGURE_LIGHT))
            return true;
    return false;
}

bool in_the_dark(const struct character *who)
{
    return who->player != NULL && who->room != NULL && !room_is_lit(who->room) && !is(who, FIGURE_SEES_DARK)
        && !character_is_keeper(who->zone, who);
}
