/* zones/skills/effects_heal.c -- filling pools, paying out of them, food.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/fight/fight_parts.h"
#include "zones/world/calendar.h"

static int32_t part_of_most(const struct character *who, const struct effect *effect)
{
    return (int32_t)((int64_t)pool_most(who, effect->pool) * effect->percent / 100);
}

bool effect_HEAL(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    static const char *const better[POOLS] = { "You feel better.", "Your mind clears.", "Your legs are less heavy." };
    int32_t amount = deed_amount(deed, effect) + part_of_most(to, effect);
    if (deed->actor != NULL && !deed->from_thing)
        amount = (int32_t)((int64_t)amount * (100 + figure(deed->actor, FIGURE_HEALPOWER)) / 100);
    int32_t came = pool_add(to, effect->pool, amount);
    if (number != EFFECT_NESTED)
        tell(to, came > 0 ? "%s\n" : "You are as well as can be.\n", better[effect->pool]);
    if (came > 0 && number != EFFECT_NESTED && deed->actor != NULL && deed->actor != to && effect->pool == POOL_HEALTH)
        tell_sentence(deed->actor, "%s looks better.\n", character_name(to));
    return came > 0;
}

/* Whoever does it pays; in an `every`, whoever bears it.  Of health it never costs the last point but to who starves. */
bool effect_PAY(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = number == EFFECT_NESTED || deed->actor == NULL ? to : deed->actor;
    if (who == NULL)
        return false;
    int32_t amount = deed_amount(deed, effect) + part_of_most(who, effect);
    if (amount < 1)
        amount = 1;
    if (effect->pool != POOL_HEALTH) {
        pool_add(who, effect->pool, -amount);
        return true;
    }
    if (number != EFFECT_NESTED && pool_has(who, POOL_HEALTH) <= amount) {
        tell(who, "You do not have that much life to give.\n");
        return false;
    }
    bool died;
    struct hurt hurt = { .from = NULL, .kind = NO_DAMAGE, .amount = amount, .direct = true, .what = deed->skill->affect };
    damage_deal(who, &hurt, &died);
    return true;
}

/* A point is an hour of not being hungry, nor thirsty. */
bool effect_FEED(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    int32_t hours = effect_amount(deed->zone, effect, deed->level, 100);
    (void)number;
    if (to->player == NULL)
        return false;
    needs_fill(to, hours, hours);
    tell(to, "You have had enough to eat and drink for a while.\n");
    return true;
}

/* What the last death cost comes back, or so much of it. */
bool effect_RESTORE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    if (to->player == NULL)
        return false;
    struct growth *growth = &to->player->growth;
    int64_t experience = growth->owed * effect->percent / 100;
    bool any = experience > 0;
    character_touch(to, PART_BODY);
    pools_settle(to);
    for (unsigned pool = 0; pool < POOLS; pool++) {
        int32_t points = (int32_t)((int64_t)growth->owed_pools[pool] * effect->percent / 100);
        any = any || points > 0;
        growth->pools[pool] += points;
        growth->owed_pools[pool] = 0;
    }
    growth->owed = 0;
    figures_stale(to);
    if (experience > 0)
        experience_gain(to, EXPERIENCE_RESURRECTION, experience);
    if (!any) {
        tell(deed->actor != NULL ? deed->actor : to, "Death owes nothing here.\n");
        return false;
    }
    tell(to, "Something that death had taken comes back to you.\n");
    return true;
}
