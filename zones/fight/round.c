/* zones/fight/round.c -- a fighter's turn, in his own time; and running away.  Entered by the zone's worker.
 *
 * Who wants brief fights reads one line of his own blows and one of those he took, before whatever the last of them
 * leads to; who does not reads each blow. */
#include "zones/fight/fight_parts.h"

#include "zones/body/wearing.h"
#include "zones/fight/mind.h"
#include "zones/world/passage.h"

enum { BEHIND_PERCENT = 50, FLEE_WAIT_MS = 2000 };

/* -- one line for a round ---------------------------------------------------------------------------- */

struct tally {
    unsigned thrown, landed;
    int64_t  hurt;
    bool     told;
};

static bool is_brief(const struct character *who)
{
    return who->player != NULL && toggle_is(&who->player->toggles, TOGGLE_BRIEFCOMBAT);
}

ZONE_THREAD static void tally_tell_others(struct character *who, const struct character *other, const struct tally *tally)
{
    for (struct character *seen = who->room->people; seen != NULL; seen = seen->next)
        if (seen != who && seen != other && is_brief(seen) && seen->position != SLEEPING
                && !toggle_is(&seen->player->toggles, TOGGLE_MELEE))
            tell_sentence(seen, "%s hits %s %u time%s.\n", character_name(who), character_name(other), tally->landed,
                          tally->landed == 1 ? "" : "s");
}

ZONE_THREAD static void tally_tell(struct character *who, struct character *other, struct tally *tally)
{
    if (tally->told || tally->thrown == 0)
        return;
    tally->told = true;
    if (is_brief(who))
        tell(who, "You hit %u of %u attack(s) for %lld damage.\n", tally->landed, tally->thrown, (long long)tally->hurt);
    if (tally->landed == 0)
        return;
    if (is_brief(other))
        tell(other, "You are hit %u time(s) for %lld damage.\n", tally->landed, (long long)tally->hurt);
    tally_tell_others(who, other, tally);
}

/* -- blows ------------------------------------------------------------------------------------------- */

ZONE_THREAD static unsigned round_attacks(struct character *who)
{
    int32_t more = figure(who, FIGURE_ATTACKS);
    return 1 + (unsigned)(more / 100) + ((int32_t)dice_below(&who->zone->dice, 100) < more % 100);
}

/* And so many with the weapon in his other hand, if he strikes at arm's length. */
ZONE_THREAD static unsigned round_second_attacks(struct character *who, const struct blow *blow)
{
    int32_t hundredths = blow->with == WITH_WEAPON && second_weapon(who) != NULL ? figure(who, FIGURE_OFFHAND) : 0;
    if (hundredths == 0)
        return 0;
    return (unsigned)(hundredths / 100) + ((int32_t)dice_below(&who->zone->dice, 100) < hundredths % 100);
}

/* The same blow, or what it is with the other hand. */
static struct blow round_blow(const struct character *who, const struct blow *blow, bool second)
{
    struct blow one = *blow;
    if (second) {
        one.with = WITH_OFFHAND;
        one.percent = odds_part(one.percent, (int32_t)rules_of(who)->constants.offhand_percent);
    }
    return one;
}

/* May this blow be the last he gives or takes this round?  Then its tally is told before it is felt. */
static bool ends_round(const struct character *other, const struct strike *strike, bool last)
{
    return last || (strike->hurt > 0 && damage_kills(other, strike->hurt));
}

/* Not with a bow that has broken meanwhile, nor without arrows. */
static bool can_shoot(const struct character *who)
{
    const struct item *bow = missile_weapon(who);
    return bow != NULL && missile_ready(who, bow);
}

/* Throws all of them at one; whoever it was may be gone when this returns. */
ZONE_THREAD static void round_strikes(struct character *who, struct character *other, const struct blow *blow)
{
    struct zone *zone = who->zone;
    entity_id id = who->id, others = other->id;
    const struct room *room = who->room;
    struct tally tally = {0};
    unsigned first = round_attacks(who), attacks = first + round_second_attacks(who, blow);
    for (unsigned at = 0; at < attacks && who != NULL && other != NULL && who->room == room && other->room == room; at++) {
        if (!is_able(who) || (blow->with == WITH_BOW && at > 0 && !can_shoot(who)))
            break;
        struct blow one = round_blow(who, blow, at >= first);
        struct strike strike = blow_throw(who, other, &one);
        tally.thrown++;
        tally.landed += strike.hurt > 0;
        tally.hurt += strike.hurt;
        blow_tell_round(who, other, &strike);
        if (ends_round(other, &strike, at + 1 == attacks))
            tally_tell(who, other, &tally);
        blow_feel(who, other, &strike);
        who = land_character(zone, id);
        other = land_character(zone, others);
    }
    if (who != NULL && other != NULL && who->room == room && other->room == room)
        tally_tell(who, other, &tally);
}

ZONE_THREAD static void round_fight(struct character *who)
{
    struct character *other = who->opponent;
    struct blow blow = { .with = WITH_WEAPON, .kind = NO_DAMAGE, .percent = 100, .skill = NO_SKILL };
    switch (range_round(who, other)) {
    case RANGE_SPENT:
        return;
    case RANGE_SHOOTS:
        blow.with = WITH_BOW;
        break;
    case RANGE_MELEE:
        other = formation_struck(who, other);
        if (who->player != NULL && who->player->behind && formation_front(who) != NULL)
            blow.percent = BEHIND_PERCENT;
        break;
    }
    if (!fights(other))
        fight_begin(other, who);        /* who was struck in another's place fights back */
    round_strikes(who, other, &blow);
}

/* Getting up takes a round. */
ZONE_THREAD static bool round_rises(struct character *who)
{
    if (who->position == STANDING)
        return false;
    pools_settle(who);
    character_touch(who, PART_PLACE);
    bool slept = who->position == SLEEPING;
    who->position = STANDING;
    if (slept && who->player != NULL)
        character_publish(who);
    tell(who, "You scramble to your feet.\n");
    tell_room(who->room, who, NULL, "%s scrambles to %s feet.\n", character_name(who), pronoun_possessive(who));
    return true;
}

void round_fire(struct character *who)
{
    struct zone *zone = who->zone;
    entity_id id = who->id;
    who->round_due = 0;
    if (!fights(who))
        return;
    assert(who->opponent->room == who->room);
    if (is_able(who) && !round_rises(who)) {
        if (is(who, FIGURE_AFRAID) && !behaves(who, BEHAVIOUR_STEADFAST))
            fight_flee(who, NO_DIRECTION);
        else if (!mind_round(who))
            round_fight(who);
    }
    who = land_character(zone, id);
    if (who != NULL && fights(who) && who->round_due == 0) {
        int64_t due = zone->now + round_ms(who);
        round_at(who, who->stunned_until > due ? who->stunned_until : due);
    }
}

/* -- running away ------------------------------------------------------------------------------------ */

/* Ways he could take; a mobile stays in its land. */
static unsigned ways_out(const struct character *who, enum direction wanted, enum direction ways[DIRECTIONS])
{
    unsigned count = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &who->room->proto->exits[direction];
        bool open = !room_same(exit->to, NO_ROOM) && who->room->doors[direction] < DOOR_CLOSED;
        bool his = who->player != NULL || zone_same(exit->zone, who->zone->id);
        if (open && his && passage_asks(who, exit) == ASKS_NOTHING && (wanted == NO_DIRECTION || wanted == (enum direction)direction))
            ways[count++] = direction;
    }
    return count;
}

bool fight_flee(struct character *who, enum direction wanted)
{
    enum direction ways[DIRECTIONS];
    struct zone *zone = who->zone;
    struct room *from = who->room;
    entity_id id = who->id;
    unsigned count = ways_out(who, wanted, ways);
    if (is(who, FIGURE_ROOTED) || is(who, FIGURE_HELD)) {
        tell(who, "You cannot move from the spot!\n");
        return false;
    }
    if (count == 0) {
        tell(who, wanted == NO_DIRECTION ? "There is no way out!\n" : "There is no way out in that direction!\n");
        return false;
    }
    tell_room(from, who, NULL, "%s panics and attempts to flee!\n", character_name(who));
    if (who->player != NULL)
        character_wait(who, zone->now + FLEE_WAIT_MS);
    if ((int64_t)dice_below(&zone->dice, 100) >= rules_of(who)->constants.flee_percent) {
        tell(who, "You turn to flee, and cannot get away!\n");
        return false;
    }
    tell(who, "You flee from the fight.\n");
    enum direction way = ways[dice_below(&zone->dice, count)];
    struct character *foe = who->opponent;
    fight_leave(who);
    character_go(who, way);
    who = land_character(zone, id);
    if (who != NULL && who->mobile != NULL && who->room != from)
        mind_fled(who);
    if (who == NULL || who->room != from)
        return true;
    if (foe != NULL)                    /* the way was not for him, and nobody else has left since */
        fight_begin(foe, who);
    return false;
}
