/* zones/skills/effects.c -- whom an effect reaches, and in which order all of it happens.  Entered by the zone's worker.
 *
 * Whoever is reached may die of it, or be gone: people are kept by id and looked up again before each effect. */
#include "zones/skills/skills_parts.h"

#include "zones/fight/fight_parts.h"

enum { SAVE_LEAST = 5, SAVE_MOST = 90, SAVE_LEVEL = 2 };

/* What the code needs to know of each row of effects.def, besides what it does. */
struct trait {
    effect_function *function;
    bool each;                     /* once for everybody it reaches; else once, with whom the deed is aimed at */
    bool hostile;                  /* whoever it reaches may withstand it, and takes it ill */
    bool needs_actor;              /* nothing without somebody who does it */
    bool within;                   /* may stand in an `every` */
};
#define TRAIT(MEMBER, ...) [EFFECT_##MEMBER] = { .function = effect_##MEMBER, __VA_ARGS__ }
static const struct trait traits[EFFECT_KINDS] = {
    TRAIT(DAMAGE, .each = true, .hostile = true, .within = true),
    TRAIT(STRIKE, .each = true, .hostile = true, .needs_actor = true),
    TRAIT(SHOOT, .hostile = true, .needs_actor = true),
    TRAIT(HEAL, .each = true, .within = true),
    TRAIT(DRAIN, .each = true, .hostile = true, .within = true),
    TRAIT(PAY, .within = true),
    TRAIT(AFFECT, .each = true),
    TRAIT(END, .each = true, .within = true),
    TRAIT(PROLONG, .each = true),
    TRAIT(STEALS, .hostile = true, .needs_actor = true),
    TRAIT(SHAPE, .needs_actor = true),
    TRAIT(STANCE, .needs_actor = true),
    TRAIT(SONG, .needs_actor = true),
    TRAIT(GROUND, .within = false),
    TRAIT(SUMMON, .needs_actor = true),
    TRAIT(CHARM, .hostile = true, .needs_actor = true),
    TRAIT(CALM, .each = true, .within = true),
    TRAIT(SCARE, .each = true, .hostile = true, .within = true),
    TRAIT(PUSH, .each = true, .hostile = true, .within = true),
    TRAIT(FELL, .each = true, .hostile = true, .within = true),
    TRAIT(STUN, .each = true, .hostile = true, .within = true),
    TRAIT(DELAY, .each = true, .hostile = true, .within = true),
    TRAIT(DISARM, .each = true, .hostile = true, .within = true),
    TRAIT(INTERRUPT, .each = true, .hostile = true, .within = true),
    TRAIT(TAUNT, .each = true, .hostile = true, .needs_actor = true),
    TRAIT(RESCUE, .needs_actor = true),
    TRAIT(RETREAT, .needs_actor = true),
    TRAIT(FLEE, .needs_actor = true),
    TRAIT(MOVE, .each = true, .needs_actor = true),
    TRAIT(MARK, .needs_actor = true),
    TRAIT(CREATE, .needs_actor = true),
    TRAIT(CONSUME, .needs_actor = true),
    TRAIT(UNLOCK, .needs_actor = true),
    TRAIT(LOCK, .needs_actor = true),
    TRAIT(STEAL, .needs_actor = true),
    TRAIT(PEEK, .needs_actor = true),
    TRAIT(IDENTIFY, .needs_actor = true),
    TRAIT(KNOW, .needs_actor = true),
    TRAIT(LOCATE, .needs_actor = true),
    TRAIT(REVEAL, .within = true),
    TRAIT(FARSEE, .needs_actor = true),
    TRAIT(TRACK, .needs_actor = true),
    TRAIT(RAISE, .needs_actor = true),
    TRAIT(RESTORE, .each = true),
    TRAIT(SKIN, .needs_actor = true),
    TRAIT(HARVEST, .needs_actor = true),
    TRAIT(CRAFT, .needs_actor = true),
    TRAIT(ENCHANT, .needs_actor = true),
    TRAIT(COAT, .needs_actor = true),
    TRAIT(MEND, .needs_actor = true),
    TRAIT(MOUNT, .needs_actor = true),
    TRAIT(FEED, .each = true, .within = true),
    TRAIT(THROWVOICE, .needs_actor = true),
    TRAIT(FEIGN, .needs_actor = true),
    TRAIT(LURE, .hostile = true, .needs_actor = true),
    TRAIT(IMPROVES, .within = false),
};

/* -- small things effects ask ------------------------------------------------------------------------ */

struct character *deed_actor(const struct deed *deed)
{
    return entity_none(deed->by) ? NULL : land_character(deed->zone, deed->by);
}

bool deed_dice(struct deed *deed, uint32_t percent)
{
    return dice_below(&deed->zone->dice, 100) < percent;
}

int32_t deed_amount(struct deed *deed, const struct effect *effect)
{
    int32_t amount = effect_amount(deed->zone, effect, deed->level, deed->power);
    return deed->halved ? amount / 2 : amount;
}

int64_t deed_until(const struct deed *deed, const struct effect *effect)
{
    int64_t ms = effect->ms * (deed->power > 100 ? (deed->power + 100) / 2 : 100) / 100;
    return effect->ms == 0 ? FOREVER : deed->zone->now + (deed->halved ? ms / 2 : ms);
}

struct item *corpse_of(const struct deed *deed)
{
    return deed->item != NULL && deed->item->corpse != NULL ? deed->item : NULL;
}

/* -- whom -------------------------------------------------------------------------------------------- */

static bool is_foe(const struct character *actor, const struct character *other)
{
    if (actor->opponent == other || other->opponent == actor)
        return true;
    return other->opponent != NULL && are_allies(actor, other->opponent) && !are_allies(actor, other);
}

static bool reached_by(const struct deed *deed, const struct character *actor, enum effect_on on, const struct character *other)
{
    if (actor == NULL)
        return on == ON_ALL || (on == ON_OTHERS && other != deed->target);
    switch (on) {
    case ON_FOES:
        return other != actor && is_foe(actor, other);
    case ON_OTHERS:
        return other != actor && (deed->skill->hostile ? fight_refuses(actor, other) == NULL : !are_allies(actor, other));
    case ON_FRIENDS:
        return are_allies(actor, other);
    default:
        return true;
    }
}

unsigned effect_reaches(const struct deed *deed, enum effect_on on, entity_id *list, unsigned most)
{
    const struct character *actor = deed_actor(deed);
    const struct character *target = entity_none(deed->aimed) ? NULL : land_character(deed->zone, deed->aimed);
    unsigned count = 0;
    if (on == ON_TARGET && deed->grouped)
        on = ON_FRIENDS;
    if (on == ON_TARGET || on == ON_SELF) {
        const struct character *one = on == ON_SELF ? (actor != NULL || !entity_none(deed->by) ? actor : target) : target;
        if (one != NULL)
            list[count++] = one->id;
        return count;
    }
    for (const struct character *other = deed->room->people; other != NULL && count < most; other = other->next)
        if (reached_by(deed, actor, on, other))
            list[count++] = other->id;
    return count;
}

/* -- withstanding ------------------------------------------------------------------------------------ */

static bool save_throw(struct deed *deed, const struct character *to)
{
    static const enum figure figures[SAVES] = { [SAVE_BODY] = FIGURE_SAVE_BODY, [SAVE_MIND] = FIGURE_SAVE_MIND,
                                                [SAVE_REFLEX] = FIGURE_SAVE_REFLEX };
    if (deed->skill->save == SAVE_NONE)
        return false;
    int32_t percent = figure(to, figures[deed->skill->save]) + ((int32_t)character_power(to) - (int32_t)deed->level) * SAVE_LEVEL;
    percent = percent < SAVE_LEAST ? SAVE_LEAST : percent > SAVE_MOST ? SAVE_MOST : percent;
    return deed_dice(deed, (uint32_t)percent);
}

/* Everybody is asked once, and told if that was the end of it. */
ZONE_THREAD static bool withstands(struct deed *deed, struct character *to)
{
    for (unsigned at = 0; at < deed->verdict_count; at++)
        if (entity_same(deed->verdicts[at].who, to->id))
            return deed->verdicts[at].saved;
    bool saved = save_throw(deed, to);
    if (deed->verdict_count < DEED_TARGETS_MOST)
        deed->verdicts[deed->verdict_count++] = (struct verdict){ to->id, saved };
    struct character *actor = deed_actor(deed);
    if (!saved || deed->skill->save_halves)
        return saved;
    if (actor != NULL)
        tell_sentence(actor, "%s withstands it.\n", character_name(to));
    tell(to, "You withstand it.\n");
    return saved;
}

/* An affect is an attack when its row is one and it is laid upon others. */
static bool is_attack(const struct deed *deed, const struct effect *effect, const struct character *to)
{
    bool by_its_row = effect->kind == EFFECT_AFFECT || effect->kind == EFFECT_END || effect->kind == EFFECT_CALM;
    bool hostile = traits[effect->kind].hostile || (deed->skill->hostile && by_its_row);
    return hostile && !entity_same(to->id, deed->by);
}

/* -- happening --------------------------------------------------------------------------------------- */

/* Not if calm was what he brought. */
ZONE_THREAD static void comes_to_blows(struct deed *deed, const struct effect *effect, entity_id id)
{
    struct character *actor = deed_actor(deed), *to = land_character(deed->zone, id);
    if (actor == NULL || to == NULL || actor == to || actor->room == NULL || actor->room != to->room || are_allies(actor, to))
        return;
    if (!deed->skill->hostile || effect->kind == EFFECT_CALM || is(to, FIGURE_CALM) || is(to, FIGURE_CHARMED))
        return;
    if (!fights(to) || !fights(actor))
        fight_begin(actor, to);
}

/* What became of it: a chance that was not to be is no miss. */
enum outcome { MISSED, HAPPENED, NOT_TO_BE };

ZONE_THREAD static enum outcome effect_upon(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    const struct trait *trait = &traits[effect->kind];
    deed->halved = false;
    if (to != NULL && is_attack(deed, effect, to) && number != EFFECT_NESTED) {
        bool saved = withstands(deed, to);
        if (saved && !deed->skill->save_halves)
            return MISSED;
        deed->halved = saved;
    }
    bool own_chance = effect->kind == EFFECT_UNLOCK || effect->kind == EFFECT_LOCK || effect->kind == EFFECT_STEAL
                   || effect->kind == EFFECT_RESCUE || effect->kind == EFFECT_RETREAT || effect->kind == EFFECT_FLEE
                   || effect->kind == EFFECT_LURE;
    if (!own_chance && effect->chance < 100 && !deed_dice(deed, effect->chance))
        return NOT_TO_BE;
    return trait->function(deed, effect, number, to) ? HAPPENED : MISSED;
}

/* What needs a blow that landed does not come of one that missed. */
static bool is_moot(const struct deed *deed, const struct effect *effect)
{
    return !deed->landed && (traits[effect->kind].hostile || effect->kind == EFFECT_AFFECT) && effect->on != ON_SELF
        && effect->kind != EFFECT_STRIKE && effect->kind != EFFECT_SHOOT;
}

ZONE_THREAD static void effect_happens(struct deed *deed, const struct effect *effect, unsigned number)
{
    const struct trait *trait = &traits[effect->kind];
    struct character *actor = deed_actor(deed);
    if (is_moot(deed, effect) || (trait->needs_actor && (actor == NULL || actor->room == NULL)))
        return;
    deed->actor = actor;
    deed->target = entity_none(deed->aimed) ? NULL : land_character(deed->zone, deed->aimed);
    if (effect->kind == EFFECT_MOVE && deed->target == NULL && deed->aimed_zone.number != 0) {
        move_from_afar(deed, effect);
        return;
    }
    if (!trait->each || (corpse_of(deed) != NULL && effect->kind == EFFECT_DRAIN)) {
        entity_id aimed = deed->aimed;
        bool missed = effect_upon(deed, effect, number, deed->target) == MISSED;
        deed->landed = deed->landed && !(missed && trait->hostile);
        if (trait->hostile)
            comes_to_blows(deed, effect, aimed);
        return;
    }
    entity_id list[DEED_TARGETS_MOST];
    unsigned count = effect_reaches(deed, effect->on, list, DEED_TARGETS_MOST);
    bool missed = true;
    for (unsigned at = 0; at < count; at++) {
        struct character *to = land_character(deed->zone, list[at]);
        deed->actor = deed_actor(deed);
        if (to == NULL || (trait->needs_actor && deed->actor == NULL))
            continue;
        bool attack = is_attack(deed, effect, to);
        missed = effect_upon(deed, effect, number, to) == MISSED && missed;
        if (attack)
            comes_to_blows(deed, effect, list[at]);
    }
    if (trait->hostile && effect->on == ON_TARGET)
        deed->landed = deed->landed && !missed;
}

/* A blow says itself whether it landed; everything else is told first. */
static bool begins_with_blow(const struct skill *skill)
{
    return skill->effect_count > 0 && (skill->does[0].kind == EFFECT_STRIKE || skill->does[0].kind == EFFECT_SHOOT);
}

void effects_apply(struct deed *deed)
{
    if (!begins_with_blow(deed->skill))
        skill_says(deed, deed->target, false);
    for (unsigned at = 0; at < deed->skill->effect_count; at++)
        effect_happens(deed, &deed->skill->does[at], at);
}

/* What surrounds whoever bears it is not upon himself: it is his, and reaches whom his own deeds would. */
ZONE_THREAD static void every_about(struct deed *deed, const struct effect *each, struct character *who)
{
    entity_id list[DEED_TARGETS_MOST];
    deed->by = who->id;
    unsigned count = effect_reaches(deed, each->on, list, DEED_TARGETS_MOST);
    for (unsigned at = 0; at < count; at++) {
        struct character *to = land_character(deed->zone, list[at]);
        deed->actor = deed_actor(deed);
        if (to != NULL && to->room == deed->room)
            effect_upon(deed, each, EFFECT_NESTED, to);
    }
}

/* Whoever bears it is the target; whoever laid it has the honour, if he is here. */
void effects_every(struct character *who, const struct affect *affect)
{
    const struct rules *rules = rules_of(who);
    const struct effect *effect = affect_effect(rules, affect);
    struct zone *zone = who->zone;
    entity_id id = who->id;
    for (unsigned at = 0; at < effect->every_count; at++) {
        who = land_character(zone, id);
        if (who == NULL || who->room == NULL)
            return;
        struct deed deed = {
            .zone = zone, .room = who->room, .by = affect->by, .skill = &rules->skills[affect->skill], .number = affect->skill,
            .level = affect->level, .power = affect->power, .target = who, .aimed = id, .direction = NO_DIRECTION, .landed = true,
        };
        deed.actor = deed_actor(&deed);
        const struct effect *each = &effect->every[at];
        if (!traits[each->kind].within || (deed.actor == NULL && traits[each->kind].needs_actor))
            continue;
        if (each->on != ON_TARGET && each->on != ON_SELF)
            every_about(&deed, each, who);
        else
            effect_upon(&deed, each, EFFECT_NESTED, who);
    }
}
