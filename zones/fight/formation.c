/* zones/fight/formation.c -- who of a group stands in front, and who behind.  Entered by the zone's worker.
 *
 * Everybody stands in front until he chooses otherwise.  A blow at somebody behind strikes who stands in front of him,
 * of his own group and in this room; missiles and spells find their way.  Whoever strikes from behind others reaches
 * only half as hard. */
#include "zones/fight/fight_parts.h"

bool formation_shields(const struct character *who, const struct character *other)
{
    return who != other && who->room == other->room && are_allies(who, other) && is_able(who) && who->position == STANDING
        && !who->ranged && (who->player == NULL || !who->player->behind);
}

struct character *formation_front(const struct character *who)
{
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (formation_shields(other, who))
            return other;
    return NULL;
}

struct character *formation_struck(struct character *who, struct character *other)
{
    if (other->player == NULL || !other->player->behind)
        return other;
    for (struct character *front = who->room->people; front != NULL; front = front->next)
        if (front != who && formation_shields(front, other) && fight_refuses(who, front) == NULL)
            return front;
    return other;
}

void formation_trade(struct character *who, struct character *other)
{
    bool behind = who->player->behind;
    who->player->behind = other->player->behind;
    other->player->behind = behind;
    tell(who, "You take %s's position in the formation.\n", other->name);
    tell(other, "%s takes your position in the formation.\n", who->name);
}
