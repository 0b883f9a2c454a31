/* zones/skills/power.c -- the numbers of using a skill: cost, power, chance.  Pure, but for the spread of an amount. */
#include "zones/skills/skills_parts.h"

#include "zones/body/base.h"

enum { RANK_POWER = 5, RANK_COST = 8, ATTRIBUTE_POWER = 2, POWER_LEAST = 25, POWER_MOST = 500 };
enum { FAIL_MOST = 60, FAIL_PIECE = 6, CHANCE_LEAST = 5 };

enum pool_kind skill_pool(const struct skill *skill)
{
    return skill_is_magic(skill) ? POOL_MANA : POOL_STAMINA;
}

/* What a higher rank does more, it costs more; what is hard work costs more of who is larger than it in level, too. */
int32_t skill_cost(const struct character *who, uint16_t number)
{
    const struct skill *skill = &rules_of(who)->skills[number];
    int64_t cost = skill->cost, rank = skill_rank(who, number), level = character_level(who);
    if (cost == 0)
        return 0;
    if (skill->kind == SKILL_HARVEST)
        cost += level + 5 * rank;
    else if (skill->kind == SKILL_CRAFT)
        cost += level * 13 / 10 + 3 * rank;
    else if (rank > 1)
        cost = cost * (100 + (rank - 1) * RANK_COST) / 100;
    cost = cost * (100 - figure(who, FIGURE_THRIFT)) / 100;
    return cost < 1 ? 1 : (int32_t)cost;
}

int32_t skill_power(const struct character *who, uint16_t number)
{
    const struct skill *skill = &rules_of(who)->skills[number];
    int32_t rank = (int32_t)skill_rank(who, number);
    int32_t power = 100 + (rank > 1 ? rank - 1 : 0) * RANK_POWER;
    if (skill->attribute < ATTRIBUTES)
        power += (figure(who, skill->attribute) - ATTRIBUTE_ORDINARY) * ATTRIBUTE_POWER;
    return power < POWER_LEAST ? POWER_LEAST : power > POWER_MOST ? POWER_MOST : power;
}

/* How much heavier than his class can bear that piece is, in steps of cloth, leather, mail, plate. */
static int32_t overweight(const struct character *who, const struct item *item)
{
    const struct rules *rules = rules_of(who);
    if (item->worn == WEAR_NOWHERE || item->object->make.family >= rules->gear->family_count)
        return 0;
    const struct gear_family *family = &rules->gear->families[item->object->make.family];
    int32_t most = (int32_t)rules->classes[who->player->growth.class].armor_most;
    return family->weapon || family->weight <= most ? 0 : family->weight - most;
}

int32_t skill_fail_modifier(const struct character *who, bool spells)
{
    int32_t modifier = 0;
    for (const struct item *item = who->items; item != NULL && who->player != NULL && rules_of(who)->gear != NULL; item = item->next)
        modifier += overweight(who, item) * FAIL_PIECE;
    return spells ? modifier : modifier / 2;
}

int32_t skill_chance(const struct character *who, uint16_t number)
{
    const struct skill *skill = &rules_of(who)->skills[number];
    int32_t percent = skill_percent(who, number), fail = (100 - percent) * FAIL_MOST / 100;
    if (percent < PERCENT_MASTERED || skill->hard > 50)
        fail += (int32_t)skill->hard / 2;
    fail += skill_fail_modifier(who, skill_is_magic(skill));
    if (skill_is_magic(skill))
        fail = fail * (100 - figure(who, FIGURE_CONCENTRATION)) / 100;
    return fail < 0 ? 100 : fail > 100 - CHANCE_LEAST ? CHANCE_LEAST : 100 - fail;
}

int32_t effect_amount(struct zone *zone, const struct effect *effect, uint32_t level, int32_t power)
{
    int64_t amount = ((int64_t)effect->base * 100 + (int64_t)effect->level * level) * power / 10000;
    if (effect->spread > 0) {
        int spread = effect->spread > 100 ? 100 : (int)effect->spread;
        amount = amount * dice_between(&zone->dice, 100 - spread, 100 + spread) / 100;
    }
    return amount > INT32_MAX / 4 ? INT32_MAX / 4 : amount < INT32_MIN / 4 ? INT32_MIN / 4 : (int32_t)amount;
}
