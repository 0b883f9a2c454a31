/* zones/skills/effects_beings.c -- creatures that come, follow and obey; death, feigned.  Entered by the zone's worker.
 *
 * Who follows by a skill bears it as an affect: when that ends, it goes, or is its own master again. */
#include "zones/skills/skills_parts.h"

#include "zones/fight/corpse.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/rules/creatures.h"
#include "zones/skills/called.h"

enum { FOLLOWERS_MOST = 5, SUMMON_PERCENT = 80 };

static unsigned followers_of(const struct character *who)
{
    const struct rules *rules = rules_of(who);
    unsigned count = 0;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && entity_same(other->leader, who->id))
            for (const struct affect *affect = other->affects; affect != NULL; affect = affect->next) {
                enum effect_kind kind = affect_effect(rules, affect)->kind;
                count += kind == EFFECT_SUMMON || kind == EFFECT_RAISE || kind == EFFECT_CHARM;
            }
    return count;
}

static uint32_t level_of(struct deed *deed, const struct effect *effect)
{
    int32_t percent = effect->base == 0 && effect->level == 0 ? SUMMON_PERCENT : deed_amount(deed, effect);
    int64_t level = (int64_t)deed->level * percent / 100;
    return level < 1 ? 1 : (uint32_t)level;
}

ZONE_THREAD static bool comes(struct deed *deed, const struct effect *effect, unsigned number, uint32_t level)
{
    struct character *who = deed->actor, *creature = creature_call(deed->zone, effect->word, level);
    if (creature == NULL) {
        tell(who, "Nothing answers.\n");
        return false;
    }
    room_enter(who->room, creature);
    follower_begin(creature, who);
    affect_lay(creature, deed->number, number, 100, deed->level, deed_until(deed, effect), who->id);
    tell(who, "%s comes to you.\n", creature->mobile->name);
    tell_room(who->room, who, NULL, "%s comes to %s.\n", creature->mobile->name, character_name(who));
    return true;
}

bool effect_SUMMON(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    bool any = false;
    (void)to;
    for (unsigned time = 0; time < (effect->times == 0 ? 1 : effect->times); time++) {
        if (followers_of(deed->actor) >= FOLLOWERS_MOST) {
            tell(deed->actor, "As many follow you as you can mind.\n");
            break;
        }
        any = comes(deed, effect, number, level_of(deed, effect)) || any;
    }
    return any;
}

bool effect_MOUNT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)to;
    return comes(deed, effect, number, level_of(deed, effect));
}

bool effect_RAISE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct item *corpse = corpse_of(deed);
    (void)to;
    if (corpse == NULL || corpse->corpse->head.whose[0] != '\0') {
        tell(who, "That one will not get up for you.\n");
        return false;
    }
    if (followers_of(who) >= FOLLOWERS_MOST) {
        tell(who, "As many follow you as you can mind.\n");
        return false;
    }
    uint32_t level = level_of(deed, effect), most = corpse->corpse->head.level;
    deed->item = NULL;
    corpse_end(deed->zone, &corpse);
    tell_room(who->room, NULL, NULL, "The corpse gets up.\n");
    return comes(deed, effect, number, level > most ? most : level);
}

bool effect_CHARM(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    const struct rules *rules = rules_of(who);
    if (to == NULL || to->mobile == NULL || to->mobile->shop != NULL) {
        tell(who, "That one has a will of its own.\n");
        return false;
    }
    uint32_t behaviours = to->mobile->behaviours;
    if (rules->creatures != NULL && to->mobile->role < rules->creatures->role_count)
        behaviours |= rules->creatures->roles[to->mobile->role].behaviours;
    bool kind = effect->tags == 0 || (character_race(to)->natures & effect->tags) != 0;
    if (!kind || (behaviours & 1u << BEHAVIOUR_BOSS) != 0 || character_level(to) > deed->level
        || followers_of(who) >= FOLLOWERS_MOST) {
        tell_sentence(who, "%s is not to be won by you.\n", character_name(to));
        return false;
    }
    follower_begin(to, who);
    affect_lay(to, deed->number, number, 100, deed->level, deed_until(deed, effect), who->id);
    tell_sentence(who, "%s follows you from now on.\n", character_name(to));
    tell_room(who->room, who, NULL, "%s follows %s.\n", character_name(to), character_name(who));
    return true;
}

/* -- the end of it ----------------------------------------------------------------------------------- */

void effects_ended(struct character *who, const struct affect *affect)
{
    enum effect_kind kind = affect_effect(rules_of(who), affect)->kind;
    if (who->mobile == NULL)
        return;
    if (kind == EFFECT_SUMMON || kind == EFFECT_RAISE || kind == EFFECT_MOUNT)
        timers_set(&who->zone->timers, who->zone->now, TIMER_SPELL, who->id, ALARM_GONE);
    if (kind != EFFECT_CHARM)
        return;
    struct character *leader = entity_none(who->leader) ? NULL : land_character(who->zone, who->leader);
    who->leader = NO_ENTITY;
    if (who->room != NULL)
        mind_fled(who);                 /* home, in a while */
    if (leader != NULL)
        tell_sentence(leader, "%s has a brief moment of clarity, and follows you no more.\n", character_name(who));
}

/* -- seeming dead ------------------------------------------------------------------------------------ */

bool effect_FEIGN(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)effect;
    (void)number;
    (void)to;
    bool seen_through = false;
    for (const struct character *foe = who->room->people; foe != NULL; foe = foe->next)
        if (foe->opponent == who && character_power(foe) > deed->level)
            seen_through = seen_through || deed_dice(deed, (character_power(foe) - deed->level) * 3);
    if (seen_through) {
        tell(who, "You fall over, and nobody believes it.\n");
        return false;
    }
    fight_leave(who);
    pools_settle(who);
    character_touch(who, PART_PLACE);
    who->position = RESTING;
    tell_room(who->room, who, NULL, "%s is dead!  R.I.P.\n", character_name(who));
    tell(who, "You lie there as if you were dead.\n");
    return true;
}
