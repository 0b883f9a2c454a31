/* zones/body/figures.c -- what somebody's figures add up to.  Entered by the zone's worker.
 *
 * The sum is kept until something of it changes.  Whether it is kept must make no difference: nothing but its value
 * depends on when it was computed. */
#include "zones/body/hazard.h"
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/body/wearing.h"
#include "zones/fight/mind.h"
#include "zones/rules/formula.h"
#include "zones/rules/creatures.h"
#include "zones/skills/works.h"
#include "zones/world/sight.h"

#include <string.h>

enum { SIZE_HUMAN = 8 };

uint32_t character_level(const struct character *who)
{
    return who->player != NULL ? who->player->level : who->mobile->level;
}

uint32_t character_power(const struct character *who)
{
    return who->player != NULL ? who->player->level + who->player->growth.paragon : who->mobile->level;
}

/* A form that is a race makes him one of them. */
const struct race *character_race(const struct character *who)
{
    const struct rules *rules = rules_of(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules, affect);
        const struct race *race = effect->kind == EFFECT_SHAPE && effect->word != NULL ? rules_race(rules, effect->word) : NULL;
        if (race != NULL)
            return race;
    }
    return &rules->races[who->player != NULL ? who->player->growth.race : who->mobile->race];
}

/* -- adding up --------------------------------------------------------------------------------------- */

/* A flag is there or not; the power of an affect makes no more of it. */
static bool is_flag(unsigned figure)
{
    static const char *const counted[FIGURES] = {
#define FIGURE(MEMBER, word, least, most, counted) [FIGURE_##MEMBER] = counted,
#include "zones/rules/figures.def"
#undef FIGURE
    };
    return strncmp(counted[figure], "flag", 4) == 0;
}

static void add_all(int32_t *figures, const struct modifier *gives, unsigned count, int32_t power)
{
    for (unsigned at = 0; at < count; at++) {
        int64_t amount = gives[at].amount;
        if (power != 100 && !is_flag(gives[at].figure))
            amount = amount * power / 100;
        figures[gives[at].figure] += (int32_t)amount;
    }
}

static void add_player(const struct character *who, int32_t *figures)
{
    const struct growth *growth = &who->player->growth;
    const struct class_rule *class = &rules_of(who)->classes[growth->class];
    int64_t blood = growth->kin.ancestor[0] == '\0' || growth->kin.severed ? 0 : rules_of(who)->constants.heir_attributes;
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        figures[at] += growth->attributes[at] + (int32_t)blood;
    for (unsigned pool = 0; pool < POOLS; pool++)
        figures[FIGURE_HEALTH + pool] += growth->pools[pool];
    figures[FIGURE_HITROLL] += (int32_t)(class->hitroll * character_power(who) / 100);
    figures[FIGURE_DAMROLL] += (int32_t)(class->damroll * character_power(who) / 100);
    add_all(figures, class->gives, class->give_count, 100);
}

/* A passive skill gives in the measure in which it is known. */
static void add_passives(const struct character *who, int32_t *figures)
{
    const struct growth *growth = &who->player->growth;
    const struct rules *rules = rules_of(who);
    for (unsigned at = 0; at < growth->learned_count; at++) {
        const struct skill *skill = &rules->skills[growth->learned[at].skill];
        for (unsigned n = 0; n < skill->effect_count && skill->kind == SKILL_PASSIVE; n++)
            add_all(figures, skill->does[n].gives, skill->does[n].give_count, growth->learned[at].percent);
    }
}

/* What the sets give of which he wears pieces enough. */
static void add_sets(const struct character *who, int32_t *figures)
{
    const struct gear_rules *gear = rules_of(who)->gear;
    for (unsigned at = 0; gear != NULL && at < gear->set_count; at++) {
        unsigned pieces = set_worn(who, at);
        const struct set_step *step = gear->sets[at].steps, *end = step + gear->sets[at].step_count;
        for (; step < end && step->pieces <= pieces; step++)
            add_all(figures, step->gives, step->give_count, 100);
    }
}

static void add_worn(const struct character *who, int32_t *figures)
{
    bool sets = false;
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item_in_use(item) && !item_is_broken(item)) {
            add_all(figures, item->object->gives, item->object->give_count, 100);
            figures[FIGURE_LIGHT] += item->object->kind == ITEM_LIGHT;
            if (item->works != NULL)
                add_all(figures, item->works->gives, item->works->give_count, 100);
            sets = sets || item->object->set != 0;
        }
    if (sets)
        add_sets(who, figures);
}

static void add_affects(const struct character *who, int32_t *figures)
{
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules_of(who), affect);
        add_all(figures, effect->gives, effect->give_count, affect->power);
        figures[FIGURE_CHARMED] += effect->kind == EFFECT_CHARM || effect->kind == EFFECT_SUMMON || effect->kind == EFFECT_RAISE
                                || effect->kind == EFFECT_MOUNT;
        figures[FIGURE_CALM] += effect->kind == EFFECT_CALM;
    }
}

static void bound(int32_t *figures)
{
    for (unsigned at = 0; at < FIGURES; at++) {
        if (figures[at] < figure_least[at])
            figures[at] = figure_least[at];
        if (figures[at] > figure_most[at])
            figures[at] = figure_most[at];
    }
}

/* What a boss has become in this fight. */
static void add_phases(const struct character *who, int32_t *figures)
{
    const struct role_phase *phase;
    for (unsigned at = 0; (phase = mind_phase(who, at)) != NULL; at++)
        add_all(figures, phase->gives, phase->give_count, 100);
}

/* own: what he is by himself, without things and affects. */
static void compute(const struct character *who, int32_t *figures, bool own)
{
    const struct race *race = character_race(who);
    memset(figures, 0, FIGURES * sizeof *figures);
    figures[FIGURE_SIZE] = SIZE_HUMAN;
    add_all(figures, race->gives, race->give_count, 100);
    if (who->player != NULL) {
        add_player(who, figures);
        add_passives(who, figures);
    } else {
        creature_figures(rules_of(who), who->mobile->role, who->mobile->build, who->mobile->level, figures);
    }
    if (!own) {
        add_worn(who, figures);
        add_affects(who, figures);
        add_phases(who, figures);
    }
    for (unsigned at = 0; at < ATTRIBUTES && who->player != NULL; at++)
        if (figures[at] > attribute_ceiling(who, at))
            figures[at] = attribute_ceiling(who, at);
    attributes_weigh(figures, character_power(who));
    bound(figures);
}

/* -- asking ------------------------------------------------------------------------------------------ */

int32_t figure(const struct character *who, enum figure wanted)
{
    if (who->figures == NULL) {
        struct character *kept = (struct character *)who;   /* a sum that is kept is no change of his */
        int32_t *figures = memory_get(FIGURES * sizeof *figures);
        compute(who, figures, false);
        kept->figures = figures;
        kept->veil = figures[FIGURE_INVISIBLE] > 0 || figures[FIGURE_HIDDEN] > 0 ? VEIL_WORN : VEIL_NONE;
    }
    return who->figures[wanted];
}

/* He has nothing on him by which he could be overlooked. */
static bool is_plain(const struct character *who)
{
    if (who->veil == VEIL_UNKNOWN)
        figure(who, FIGURE_INVISIBLE);
    return who->veil == VEIL_NONE;
}

bool can_see(const struct character *who, const struct character *other)
{
    if (who == other || other->opponent != NULL)
        return true;
    if (is_plain(other))
        return !in_the_dark(who);
    if (is(other, FIGURE_INVISIBLE) && !is(who, FIGURE_SEES_INVISIBLE))
        return character_is_keeper(who->zone, who);
    if (is(other, FIGURE_HIDDEN) && !is(who, FIGURE_SEES_HIDDEN))
        return character_is_keeper(who->zone, who);
    return !in_the_dark(who);
}

int32_t figure_own(const struct character *who, enum figure wanted)
{
    int32_t figures[FIGURES];
    compute(who, figures, true);
    return figures[wanted];
}

void figures_stale(struct character *who)
{
    memory_free(who->figures);
    who->figures = NULL;
    who->veil = VEIL_UNKNOWN;
    if (who->room != NULL)
        sight_stir(who->zone);          /* he may be seen now, or not any more */
}

int32_t attribute_ceiling(const struct character *who, enum figure attribute)
{
    const struct race *race = who->player != NULL ? &rules_of(who)->races[who->player->growth.race] : character_race(who);
    int32_t ceiling = ATTRIBUTE_CEILING;
    for (unsigned at = 0; at < race->give_count; at++)
        if (race->gives[at].figure == attribute)
            ceiling += race->gives[at].amount;
    return ceiling;
}
