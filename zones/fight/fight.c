/* zones/fight/fight.c -- who fights whom, and who may.  Entered by the zone's worker.
 *
 * Everybody has at most one opponent, in his own room; several may have the same.  room_leave() is the one place where
 * a fight ends because somebody goes, whatever takes him away. */
#include "zones/fight/fight_parts.h"

#include "zones/fight/follower.h"
#include "zones/fight/mind.h"

/* -- states ------------------------------------------------------------------------------------------ */

bool is_able(const struct character *who)
{
    return !is_down(who) && who->stunned_until <= who->zone->now && !is(who, FIGURE_HELD) && !is(who, FIGURE_ASLEEP);
}

const char *fight_hinders(const struct character *who)
{
    if (is_down(who))
        return "You are too badly hurt to do anything.";
    if (who->stunned_until > who->zone->now)
        return "You are stunned, and can do nothing.";
    return is(who, FIGURE_HELD) ? "You cannot move a finger." : NULL;
}

struct character *player_behind(const struct character *who)
{
    struct character *behind = is_led(who) ? land_character(who->zone, who->leader) : land_character(who->zone, who->id);
    return behind != NULL && behind->player != NULL && behind->room == who->room ? behind : NULL;
}

bool are_allies(const struct character *who, const struct character *other)
{
    if (who == other || entity_same(who->leader, other->id) || entity_same(other->leader, who->id))
        return true;
    if (is_led(who) && is_led(other) && entity_same(who->leader, other->leader))
        return true;
    const struct character *one = player_behind(who), *two = player_behind(other);
    if (one == NULL || two == NULL)
        return false;
    return one == two || (!entity_none(one->player->group) && entity_same(one->player->group, two->player->group));
}

/* -- who may ----------------------------------------------------------------------------------------- */

static bool levels_apart(const struct character *one, const struct character *two)
{
    int64_t apart = (int64_t)character_power(one) - character_power(two);
    return (apart < 0 ? -apart : apart) > rules_of(one)->constants.player_fight_span;
}

const char *players_refuse(const struct character *who, const struct character *other)
{
    const struct growth *own = &who->player->growth, *theirs = &other->player->growth;
    int64_t now = who->zone->now;
    if (who->room->proto->arena || duel_between(who, other))
        return NULL;
    if (!own->fights_players)
        return "You have not chosen to fight other players. Help outlaw tells more.";
    if (!theirs->fights_players)
        return "That one has not chosen to fight other players.";
    if (levels_apart(who, other))
        return "The two of you are too far apart for that to be a fight.";
    if (own->safe_until > now)
        return "You have been killed too lately to start that again.";
    if (theirs->safe_until > now)
        return "That one has been killed too lately, and is left in peace for a while.";
    return NULL;
}

const char *fight_refuses(const struct character *who, const struct character *other)
{
    const struct character *one = player_behind(who), *two = player_behind(other);
    if (who == other)
        return "You would only hurt yourself.";
    if (who->room == NULL || who->room != other->room)
        return "There is nobody here by that name.";
    if (who->room->proto->peaceful)
        return "There is a peace upon this place that nobody breaks.";
    if (other->mobile != NULL && other->mobile->shop != NULL)
        return "And who would sell you anything then?";
    if (one != NULL && one == two)
        return "That one stands on your side.";
    if (one != NULL && two != NULL) {
        const char *why = players_refuse(one, two);
        if (why != NULL || duel_between(one, two) || one->room->proto->arena)
            return why;
    }
    return are_allies(who, other) ? "That one stands on your side." : NULL;
}

/* -- beginning, turning, ending ---------------------------------------------------------------------- */

int64_t round_ms(const struct character *who)
{
    return odds_round_ms(rules_of(who)->constants.round_ms, figure(who, FIGURE_SPEED));
}

void round_at(struct character *who, int64_t due)
{
    who->round_due = due;
    timers_set(&who->zone->timers, due, TIMER_ROUND, who->id, (uint64_t)due);
}

/* Who begins a fight, or is found by one, hides no more. */
ZONE_THREAD static void comes_forth(struct character *who)
{
    for (struct affect *affect; (affect = affect_giving(who, FIGURE_HIDDEN)) != NULL;)
        affect_end(who, affect, true);
}

/* The first blow comes after a part of a round, another for each, so that not all fall on the same beat. */
ZONE_THREAD static void engage(struct character *who, struct character *other, int least, int most)
{
    comes_forth(who);
    pools_settle(who);
    who->opponent = other;
    int64_t wait = round_ms(who) * dice_between(&who->zone->dice, least, most) / 100;
    if (who->round_due == 0)
        round_at(who, who->zone->now + (wait < 1 ? 1 : wait));
}

void fight_begin(struct character *who, struct character *other)
{
    assert(who != other);
    assert(who->room != NULL);
    assert(who->room == other->room);
    bool begins = who->opponent == NULL || other->opponent == NULL;
    if (who->opponent == NULL)
        engage(who, other, 5, 15);
    if (other->opponent == NULL)
        engage(other, who, 30, 60);
    if (begins)
        mind_fight_begins(who, other);
}

void fight_stop(struct character *who)
{
    if (who->opponent == NULL)
        return;
    pools_settle(who);
    who->opponent = NULL;
    who->round_due = 0;
}

void fight_turn(struct character *who, struct character *other)
{
    assert(who != other);
    assert(who->room == other->room);
    if (who->opponent == NULL)
        engage(who, other, 30, 60);
    else
        who->opponent = other;
}

/* Somebody else here who fights him, the first to come. */
static struct character *another_foe(const struct character *who, const struct character *save)
{
    for (struct character *foe = who->room->people; foe != NULL; foe = foe->next)
        if (foe != save && foe->opponent == who)
            return foe;
    return NULL;
}

void fight_leave(struct character *who)
{
    fight_stop(who);
    if (who->room == NULL)
        return;
    for (struct character *foe = who->room->people; foe != NULL; foe = foe->next) {
        if (foe->opponent != who)
            continue;
        struct character *next = another_foe(foe, who);
        if (next == NULL) {
            fight_stop(foe);
            mind_foe_gone(foe, who);
        } else {
            foe->opponent = next;
        }
    }
}

unsigned fight_opponents(const struct character *who)
{
    unsigned count = 0;
    if (who->room == NULL)
        return 0;
    for (const struct character *foe = who->room->people; foe != NULL; foe = foe->next)
        count += foe->opponent == who || (foe != who && who->opponent == foe);
    return count;
}
