/* zones/skills/effects_hurt.c -- what hurts: spells' damage, blows, missiles, drains.  Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/body/wearing.h"
#include "zones/fight/fight_parts.h"

/* Percent more by what he is: his own spells and songs strike harder. */
static int32_t sharpened(const struct deed *deed, int32_t amount)
{
    if (deed->actor == NULL || !skill_is_magic(deed->skill) || deed->from_thing)
        return amount;
    return (int32_t)((int64_t)amount * (100 + figure(deed->actor, FIGURE_SPELLPOWER)) / 100);
}

/* "Your chill touch hits a rat hard." */
ZONE_THREAD static void tell_damage(struct deed *deed, struct character *to, int32_t amount)
{
    int32_t most = pool_most(to, POOL_HEALTH);
    const char *verbs = damage_verb(amount, most, false), *behind = damage_verb_behind(amount, most), *what = deed->skill->affect;
    if (deed->actor != NULL && deed->actor != to)
        tell(deed->actor, "Your %s %s %s%s.\n", what, verbs, character_name(to), behind);
    if (deed->actor != NULL && deed->actor != to) {
        tell_sentence(to, "%s's %s %s you%s.\n", character_name(deed->actor), what, verbs, behind);
        tell_fight(to->room, to, deed->actor, "%s's %s %s %s%s.\n", character_name(deed->actor), what, verbs, character_name(to),
                   behind);
    } else {
        tell(to, "The %s %s you%s.\n", what, verbs, behind);
        tell_fight(to->room, to, NULL, "The %s %s %s%s.\n", what, verbs, character_name(to), behind);
    }
}

/* True: it took something. */
ZONE_THREAD static bool hurts(struct deed *deed, struct character *to, uint8_t kind, int32_t points, bool told)
{
    bool died;
    struct hurt hurt = { .from = deed->actor, .kind = kind, .amount = points < 1 ? 1 : points, .what = deed->skill->affect };
    int32_t amount = damage_lessen(to, &hurt);
    if (amount <= 0) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s does not feel it.\n", character_name(to));
        return false;
    }
    if (told)
        tell_damage(deed, to, amount);
    damage_apply(to, &hurt, amount, &died);
    return true;
}

bool effect_DAMAGE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct zone *zone = deed->zone;
    entity_id id = to->id;
    bool any = false;
    (void)number;
    for (unsigned time = 0; time < (effect->times == 0 ? 1 : effect->times); time++) {
        to = land_character(zone, id);
        deed->actor = deed_actor(deed);
        if (to == NULL || to->room == NULL)
            break;
        uint8_t kind = effect->damage < DAMAGE_KINDS ? effect->damage : DAMAGE_FORCE;
        any = hurts(deed, to, kind, sharpened(deed, deed_amount(deed, effect)), true) || any;
    }
    return any;
}

/* -- blows ------------------------------------------------------------------------------------------- */

static bool landed(const struct strike *strike)
{
    return strike->outcome == BLOW_LANDED || strike->outcome == BLOW_CRITICAL;
}

/* The first blow tells the skill's own line, if it lands, or the line for a miss. */
ZONE_THREAD static void strike_once(struct deed *deed, const struct effect *effect, struct character *to, bool first, bool *any)
{
    struct blow blow = { .with = effect->with, .kind = effect->damage, .sure = effect->sure, .skill = deed->number,
                         .percent = (int32_t)((int64_t)effect->percent * deed->power / 100) };
    struct strike strike = blow_throw(deed->actor, to, &blow);
    *any = *any || landed(&strike);
    if (first && landed(&strike))
        skill_says(deed, to, false);
    if (first && !landed(&strike) && deed->skill->lines[LINE_MISS_SELF] != NULL)
        skill_says(deed, to, true);
    else
        blow_tell(deed->actor, to, &strike);
    if (deed->halved)
        strike.hurt /= 2;
    if (!fights(deed->actor) || !fights(to))
        fight_begin(deed->actor, to);
    blow_feel(deed->actor, to, &strike);
}

bool effect_STRIKE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct zone *zone = deed->zone;
    entity_id id = to->id;
    bool any = false, first = number == 0 && deed->target == to;
    if (to == deed->actor)
        return false;
    for (unsigned time = 0; time < (effect->times == 0 ? 1 : effect->times); time++, first = false) {
        to = land_character(zone, id);
        deed->actor = deed_actor(deed);
        if (to == NULL || deed->actor == NULL || to->room != deed->actor->room || to->room == NULL)
            break;
        strike_once(deed, effect, to, first, &any);
    }
    return any;
}

/* -- missiles ---------------------------------------------------------------------------------------- */

ZONE_THREAD static bool shoot_here(struct deed *deed, const struct effect *effect, struct character *to, bool first)
{
    bool any = false;
    strike_once(deed, effect, to, first, &any);
    return any;
}

/* first: nothing has been shot yet, and he is told. */
ZONE_THREAD static bool has_missile(struct character *who, bool first)
{
    const struct item *bow = missile_weapon(who);
    if (bow == NULL || missile_ready(who, bow))
        return true;
    if (first)
        tell_no_missile(who, bow);
    return false;
}

/* Here, in the next room of this land, or, by its name alone, over the border. */
bool effect_SHOOT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct zone *zone = deed->zone;
    bool any = false;
    for (unsigned time = 0; time < (effect->times == 0 ? 1 : effect->times); time++) {
        struct character *who = deed->actor = deed_actor(deed);
        to = entity_none(deed->aimed) ? NULL : land_character(zone, deed->aimed);
        if (who == NULL || who->room == NULL || (to == NULL && !entity_none(deed->aimed)))
            break;
        if (effect->with == WITH_BOW && !has_missile(who, number == 0 && time == 0))
            break;
        bool over = to == NULL && deed->direction < DIRECTIONS;
        if (number == 0 && time == 0 && (over || to == NULL || to->room != who->room))
            skill_says(deed, to, false);
        if (over && who->player != NULL)
            range_send(who, deed->direction, deed->words);
        else if (to != NULL && to->room != who->room)
            range_strike(who, to, effect->with, deed->direction);
        else if (to != NULL && to != who)
            any = shoot_here(deed, effect, to, number == 0 && time == 0) || any;
        any = any || over || (to != NULL && deed->direction < DIRECTIONS);
    }
    return any;
}

/* -- drains ------------------------------------------------------------------------------------------ */

static int32_t drained_of(struct deed *deed, const struct effect *effect, const struct character *to)
{
    int32_t wanted = sharpened(deed, deed_amount(deed, effect)), has = pool_has(to, effect->pool);
    return wanted < has ? wanted : has > 0 ? has : 0;
}

/* What a corpse still has in it, by its level. */
ZONE_THREAD static bool drain_corpse(struct deed *deed, const struct effect *effect, struct item *corpse)
{
    struct character *who = deed->actor;
    struct corpse_head *head = &corpse->corpse->head;
    if ((head->used & CORPSE_DRAINED) != 0) {
        tell(who, "There is nothing left in it.\n");
        return false;
    }
    item_touch(corpse);
    head->used |= CORPSE_DRAINED;
    int32_t amount = deed_amount(deed, effect) * (int32_t)(50 + head->level) / 100;
    amount = pool_add(who, effect->pool, amount < 1 ? 1 : amount);
    static const char *const words[POOLS] = { "hitpoints", "mana", "stamina" };
    tell(who, "You gain %d %s.\n", amount, words[effect->pool]);
    return true;
}

bool effect_DRAIN(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct zone *zone = deed->zone;
    (void)number;
    if (corpse_of(deed) != NULL)
        return deed->actor != NULL && drain_corpse(deed, effect, corpse_of(deed));
    if (to == NULL || entity_same(to->id, deed->by))
        return false;
    int32_t amount = drained_of(deed, effect, to);
    if (amount <= 0)
        return false;
    if (effect->pool == POOL_HEALTH) {
        if (!hurts(deed, to, effect->damage < DAMAGE_KINDS ? effect->damage : DAMAGE_UNHOLY, amount, true))
            return false;
    } else {
        pool_add(to, effect->pool, -amount);
        tell(to, "Your %s is drained away.\n", pool_words[effect->pool]);
    }
    struct character *who = entity_none(deed->by) ? NULL : land_character(zone, deed->by);
    int32_t own = (int32_t)((int64_t)amount * effect->percent / 100);
    if (who != NULL && own > 0) {
        pool_add(who, effect->pool, own);
        tell(who, "You gain %d points of %s.\n", own, pool_words[effect->pool]);
    }
    return true;
}
