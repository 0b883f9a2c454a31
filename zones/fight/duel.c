/* zones/fight/duel.c -- fights by agreement: a duel of two, and the arena.  Nobody dies of them, nothing is lost.
 *
 * A duel holds while both say so, and both stay in the room.  Entered by the zone's worker. */
#include "zones/fight/fight_parts.h"

enum { SPARED_PERCENT = 10 };      /* of his health is left to who loses */

bool duel_between(const struct character *who, const struct character *other)
{
    return who->player != NULL && other->player != NULL && entity_same(who->player->duels, other->id)
        && entity_same(other->player->duels, who->id);
}

/* His mark of it, and that of who has it with him. */
ZONE_THREAD static void duel_forget(struct character *who)
{
    struct character *other = entity_none(who->player->duels) ? NULL : land_character(who->zone, who->player->duels);
    if (other != NULL && other->player != NULL && entity_same(other->player->duels, who->id))
        other->player->duels = NO_ENTITY;
    who->player->duels = who->player->challenged = NO_ENTITY;
}

void duel_leave(struct character *who)
{
    if (who->player == NULL)
        return;
    struct character *other = entity_none(who->player->duels) ? NULL : land_character(who->zone, who->player->duels);
    if (other != NULL && duel_between(who, other))
        tell(other, "%s has left your duel.\n", who->name);
    duel_forget(who);
}

bool duel_spares(struct character *who, struct character *by)
{
    struct character *winner = by == NULL ? NULL : player_behind(by);
    bool duel = winner != NULL && duel_between(who, winner);
    if (!duel && (who->player == NULL || !who->room->proto->arena))
        return false;
    fight_leave(who);
    int32_t left = odds_part(pool_most(who, POOL_HEALTH), SPARED_PERCENT);
    pool_add(who, POOL_HEALTH, (left < 1 ? 1 : left) - pool_has(who, POOL_HEALTH));
    if (duel) {
        duel_forget(who);
        tell(who, "You cannot go on: %s has won this duel.\n", winner->name);
        tell(winner, "You lower your hand. The duel is yours.\n");
        tell_room(who->room, who, winner, "%s has beaten %s in a duel.\n", winner->name, who->name);
    } else {
        tell(who, "You are beaten, and carried to the side of the arena.\n");
        tell_room(who->room, who, NULL, "%s is beaten, and carried to the side of the arena.\n", who->name);
    }
    return true;
}
