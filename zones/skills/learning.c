/* zones/skills/learning.c -- getting better at something by doing it.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/body/base.h"

enum { MASTERY_PART = 40, MASTERY_LEAST = 50 };

/* The quick learn more, and what went wrong teaches more than what went well. */
static bool learns(struct character *who, const struct learned *learned, bool succeeded)
{
    int64_t chance = rules_of(who)->constants.learn_percent * 100;
    chance = chance * (100 + (figure(who, FIGURE_INT) - ATTRIBUTE_ORDINARY) * 4) / 100;
    chance = chance * (PERCENT_MASTERED + 20 - learned->percent) / 100 * (succeeded ? 2 : 3) / 2;
    return (int64_t)dice_below(&who->zone->dice, 10000) < chance;
}

/* A master's due: a part of what a level costs him. */
ZONE_THREAD static void mastered(struct character *who, const struct skill *skill)
{
    int64_t reward = level_price(who) / MASTERY_PART;
    reward = experience_gain(who, EXPERIENCE_MASTERY, reward < MASTERY_LEAST ? MASTERY_LEAST : reward);
    tell(who, "You have mastered %s!\n", skill->name);
    if (reward > 0)
        tell(who, "You earn %lld experience points.\n", (long long)reward);
}

void skill_exercise(struct character *who, uint16_t number, bool succeeded)
{
    struct learned *learned = learned_find(who, number);
    if (learned == NULL || learned->locked || learned->percent == 0 || learned->percent >= PERCENT_MASTERED
            || !learns(who, learned, succeeded))
        return;
    const struct skill *skill = &rules_of(who)->skills[number];
    character_touch(who, PART_BODY);
    learned->percent++;
    if (skill->kind == SKILL_PASSIVE) {
        pools_settle(who);
        figures_stale(who);
    }
    if (learned->percent == PERCENT_MASTERED)
        mastered(who, skill);
    else if (succeeded)
        tell(who, "You have become better at %s.\n", skill->name);
    else
        tell(who, "You learn from your mistake, and become better at %s.\n", skill->name);
}
