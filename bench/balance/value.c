/* bench/balance/value.c -- what a skill is worth to who has it: points of health, or percent of a fight.
 *
 * A guess, as a player makes one who has read the help: figures against a soldier of his own level.  It decides what a bot
 * types, not what comes of it. */
#include "bench/balance/bot.h"

#include "core/memory.h"
#include "zones/fight/fight_parts.h"
#include "zones/fight/odds.h"
#include "zones/skills/skills_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REACTION_MS = 500, LASTING_MS = 60000, FIGHT_S = 24, RANKED_LEAST = 2, ROUND_S = 3 };
static const double rest_s = 333;      /* for a whole pool */
static const double saved_part = 0.7, halved_part = 0.85;  /* what is left, on the average, where it may be withstood */
static const double thrift_least = 0.1, thrift_first = 0.7;

struct gauge {
    const struct character *who;
    double force;                  /* points of a plain blow of his that lands, before armour */
    double part;                   /* of that, behind the foe's armour */
    double lands;                  /* of his blows, 0 to 1 */
    double attacks;                /* a round */
    double round;                  /* points he takes from the foe in a round */
    double foe_round;              /* points the foe takes from him */
    double foe_blows;              /* of the foe's that land, a round */
};

/* -- the two against each other ---------------------------------------------------------------------- */

static double through(const struct rules *rules, double armor, unsigned power)
{
    double half = (double)rules->constants.armor_half + (double)rules->constants.armor_half_level * power;
    return half / (half + (armor < 0 ? 0 : armor));
}

static struct gauge gauge_of(const struct bot *bot)
{
    const struct character *who = bot_self(bot);
    const struct rules *rules = rules_of(who);
    int soldier = creature_role(rules, "soldier");
    int32_t foe[FIGURES] = {0};
    unsigned role = soldier < 0 ? rules->creatures->role_plain : (unsigned)soldier;
    creature_figures(rules, role, rules->creatures->build_plain, bot->power, foe);
    struct gauge gauge = { .who = who };
    const struct item *weapon = weapon_in_hand(who);
    double armed = (double)rules->constants.weapon_base + (double)rules->constants.weapon_level * bot->power / 100;
    gauge.force = (weapon != NULL ? weapon->object->damage : armed * 0.8) + figure(who, FIGURE_DAMROLL);
    gauge.part = through(rules, foe[FIGURE_ARMOR], bot->power);
    gauge.lands = blow_hit_percent(who, bot->power) / 100.0;
    gauge.attacks = 1 + figure(who, FIGURE_ATTACKS) / 100.0;
    gauge.round = gauge.force * gauge.part * gauge.lands * gauge.attacks;
    gauge.foe_blows = (1 + foe[FIGURE_ATTACKS] / 100.0) * 0.8;
    gauge.foe_round = gauge.foe_blows * foe[FIGURE_DAMROLL] * through(rules, figure(who, FIGURE_ARMOR), bot->power);
    return gauge;
}

/* -- figures ----------------------------------------------------------------------------------------- */

/* Percent of a fight that a point of it is worth to who has it. */
static double point_worth(const struct gauge *gauge, enum figure figure_at)
{
    const struct character *who = gauge->who;
    const struct constants *constants = &rules_of(who)->constants;
    double half = (double)constants->armor_half + (double)constants->armor_half_level * character_power(who);
    double damroll = 100 / gauge->force, grown = 1 + character_power(who) * 0.04;
    double bite = 100 * gauge->foe_blows / (gauge->round + 1);
    switch (figure_at) {
    case FIGURE_STR:        return (damroll + 0.3) * grown;
    case FIGURE_DEX:        return 0.6 * grown + 0.5;
    case FIGURE_CON:        return 1.2;
    case FIGURE_INT:        return 0.8;
    case FIGURE_WIS:        return 0.6;
    case FIGURE_LUK:        return 0.5;
    case FIGURE_HEALTH:     return 60.0 / pool_most(who, POOL_HEALTH);
    case FIGURE_HITROLL:    return gauge->lands < 0.95 ? 0.6 : 0.05;
    case FIGURE_DAMROLL:    return damroll;
    case FIGURE_ARMOR:      return 100 / (half + figure(who, FIGURE_ARMOR));
    case FIGURE_ATTACKS:    return 1 / gauge->attacks;
    case FIGURE_CRUEL:      return figure(who, FIGURE_CRITICAL) / 100.0;
    case FIGURE_SPEED: case FIGURE_DODGE: case FIGURE_PARRY: case FIGURE_BLOCK: case FIGURE_CRITICAL: case FIGURE_WARD:
                            return 1;
    case FIGURE_LEECH:      return gauge->round / (gauge->foe_round + 1);
    case FIGURE_BITES_FIRE: case FIGURE_BITES_COLD: case FIGURE_BITES_ACID: case FIGURE_BITES_SHOCK: case FIGURE_BITES_SLASH:
                            return bite;
    case FIGURE_SPELLPOWER: case FIGURE_ABSORB: case FIGURE_WARD_EVIL:
                            return 0.4;
    case FIGURE_RESIST_SLASH: case FIGURE_RESIST_PIERCE: case FIGURE_RESIST_BLUNT: case FIGURE_RESIST_NATURAL:
                            return 0.25;
    case FIGURE_HEALPOWER: case FIGURE_THRIFT: case FIGURE_SAVE_BODY: case FIGURE_SAVE_MIND: case FIGURE_SAVE_REFLEX:
                            return 0.1;
    case FIGURE_REGEN_HEALTH: case FIGURE_REGEN_MANA:
                            return 0.08;
    case FIGURE_BLIND:      return -35;
    case FIGURE_HELD:       return -60;
    case FIGURE_STEADY:     return 1;
    case FIGURE_DEATHWARD:  return 6;
    default:                return 0;
    }
}

static double gives_worth(const struct gauge *gauge, const struct effect *effect)
{
    double worth = 0;
    for (unsigned at = 0; at < effect->give_count; at++)
        worth += point_worth(gauge, effect->gives[at].figure) * effect->gives[at].amount;
    return worth;
}

/* -- effects ----------------------------------------------------------------------------------------- */

static double amount_of(const struct gauge *gauge, uint16_t number, const struct effect *effect)
{
    const struct character *who = gauge->who;
    double amount = (effect->base + effect->level * (double)character_power(who) / 100) * skill_power(who, number) / 100;
    if (skill_is_magic(&rules_of(who)->skills[number]) && effect->kind != EFFECT_HEAL)
        amount *= 1 + figure(who, FIGURE_SPELLPOWER) / 100.0;
    if (effect->kind == EFFECT_HEAL)
        amount = (amount + effect->percent / 100.0 * pool_most(who, effect->pool)) * (1 + figure(who, FIGURE_HEALPOWER) / 100.0);
    return amount;
}

static double often(const struct effect *effect)
{
    return (effect->chance == 0 ? 100 : effect->chance) / 100.0 * (effect->times == 0 ? 1 : effect->times);
}

static double hurt_of(const struct gauge *gauge, uint16_t number, const struct effect *effect);

/* What happens every so often, until a fight is over. */
static double every_hurt(const struct gauge *gauge, uint16_t number, const struct effect *effect)
{
    double hurt = 0, s = effect->ms == 0 || effect->ms > FIGHT_S * 500 ? FIGHT_S / 2 : (double)effect->ms / 1000;
    for (unsigned at = 0; at < effect->every_count && effect->every_ms > 0; at++)
        hurt += hurt_of(gauge, number, &effect->every[at]) * s * 1000 / (double)effect->every_ms;
    return hurt;
}

/* What is upon a foe, for half a fight at most: what it takes from him by itself, and what he does worse. */
static double hampers_of(const struct gauge *gauge, uint16_t number, const struct effect *effect)
{
    double s = (double)effect->ms / 1000 > FIGHT_S / 2 ? FIGHT_S / 2 : (double)effect->ms / 1000;
    return every_hurt(gauge, number, effect) - gives_worth(gauge, effect) / 100 * gauge->round * s / ROUND_S;
}

/* Points of health that a use of it takes from a foe, what it keeps the foe from doing among them. */
static double hurt_of(const struct gauge *gauge, uint16_t number, const struct effect *effect)
{
    double blow = gauge->force * gauge->part * effect->percent / 100 * skill_power(gauge->who, number) / 100;
    double idle_s = (double)effect->ms / 1000;
    switch (effect->kind) {
    case EFFECT_DAMAGE:
        return amount_of(gauge, number, effect) * often(effect);
    case EFFECT_STRIKE:
        return blow * (effect->sure ? 1 : gauge->lands * 0.93) * often(effect);
    case EFFECT_DRAIN:
        return effect->pool == POOL_HEALTH ? amount_of(gauge, number, effect) * (1 + effect->percent / 200.0) : 0;
    case EFFECT_FELL:
        return (gauge->foe_round * 0.7 + gauge->round * 0.1) * (idle_s / ROUND_S + 1) * often(effect) * 0.8;
    case EFFECT_STUN: case EFFECT_DELAY:
        return gauge->foe_round * idle_s / ROUND_S * often(effect) * 0.8;
    case EFFECT_PAY:
        return effect->pool == POOL_HEALTH ? -amount_of(gauge, number, effect) * 0.7 : 0;
    case EFFECT_AFFECT:
        return effect->on == ON_TARGET || effect->on == ON_FOES ? hampers_of(gauge, number, effect) * often(effect) : 0;
    default:
        return 0;
    }
}

static bool is_on_friends(const struct skill *skill, const struct effect *effect)
{
    return effect->on == ON_SELF || effect->on == ON_FRIENDS || (effect->on == ON_TARGET && !skill->hostile)
        || effect->kind == EFFECT_STANCE || effect->kind == EFFECT_SHAPE || effect->kind == EFFECT_SONG;
}

/* What would end the fight without a corpse, or himself with it. */
static bool spoils(const struct skill *skill)
{
    static const enum effect_kind spoilers[] = { EFFECT_FLEE, EFFECT_RETREAT, EFFECT_MOVE, EFFECT_FEIGN, EFFECT_SCARE, EFFECT_PUSH,
                                                 EFFECT_CALM, EFFECT_CHARM, EFFECT_LURE };
    static const enum figure hampers[] = { FIGURE_ASLEEP, FIGURE_HELD, FIGURE_CALM, FIGURE_AFRAID, FIGURE_ROOTED, FIGURE_MUTE,
                                           FIGURE_BLIND };
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        for (unsigned kind = 0; kind < sizeof spoilers / sizeof spoilers[0]; kind++)
            if (effect->kind == spoilers[kind])
                return true;
        for (unsigned give = 0; give < effect->give_count; give++)
            for (unsigned flag = 0; flag < sizeof hampers / sizeof hampers[0]; flag++)
                if (effect->gives[give].figure == hampers[flag] && effect->gives[give].amount > 0
                        && (is_on_friends(skill, effect) || hampers[flag] == FIGURE_ASLEEP || hampers[flag] == FIGURE_AFRAID))
                    return true;
    }
    return false;
}

/* -- moves ------------------------------------------------------------------------------------------- */

static void line_of(const struct rules *rules, uint16_t number, char *line, size_t size)
{
    const struct skill *skill = &rules->skills[number];
    bool cast = skill->kind == SKILL_SPELL || skill->kind == SKILL_PRAYER;
    const char *verb = cast ? "cast" : skill->kind == SKILL_SONG ? "play" : "use";
    if (skill->command == NULL)
        snprintf(line, size, "%s '%s'", verb, skill->name);
    else if (skill_shares_command(rules, number))
        snprintf(line, size, "%s", skill->name);
    else
        snprintf(line, size, "%s", skill->command);
}

/* What it is for: the first of these that it does. */
static bool classify(const struct gauge *gauge, uint16_t number, struct move *move)
{
    const struct skill *skill = &rules_of(gauge->who)->skills[number];
    double hurt = 0, heals = 0, gives = 0;
    bool lasts = skill->kind == SKILL_STANCE, calls = false, raises = false;
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        hurt += hurt_of(gauge, number, effect);
        if (effect->kind == EFFECT_HEAL && effect->pool == POOL_HEALTH && is_on_friends(skill, effect))
            heals += amount_of(gauge, number, effect);
        if (is_on_friends(skill, effect) && effect->give_count > 0)
            gives += gives_worth(gauge, effect);
        lasts = lasts || (is_on_friends(skill, effect) && effect->ms >= LASTING_MS);
        calls = calls || effect->kind == EFFECT_SUMMON;
        raises = raises || effect->kind == EFFECT_RAISE;
    }
    double part = skill->save == SAVE_NONE ? 1 : skill->save_halves ? halved_part : saved_part;
    bool foe = skill->target == TARGET_FOE || skill->target == TARGET_FAR_FOE || (skill->target == TARGET_NONE && skill->hostile);
    bool friend = skill->target == TARGET_NONE || skill->target == TARGET_SELF_OR_FRIEND;
    move->use = MOVE_USES;
    if (foe && hurt > 0)
        *move = (struct move){ .use = MOVE_ATTACK, .worth = hurt * part };
    else if (raises && skill->target == TARGET_CORPSE)
        *move = (struct move){ .use = MOVE_RAISE, .worth = 30 };
    else if (calls && friend)
        *move = (struct move){ .use = MOVE_CALL, .worth = 30 };
    else if (heals > 0 && friend)
        *move = (struct move){ .use = MOVE_HEAL, .worth = heals };
    else if (gives > 0 && friend && skill->kind == SKILL_SONG)
        *move = (struct move){ .use = MOVE_SONG, .worth = gives };
    else if (gives > RANKED_LEAST && friend && lasts)
        *move = (struct move){ .use = MOVE_BUFF, .worth = gives };
    return move->use != MOVE_USES;
}

/* Seconds of rest that a use costs, and seconds of rest for his wounds that a second of a fight costs. */
static double cost_s(const struct gauge *gauge, uint16_t number)
{
    const struct skill *skill = &rules_of(gauge->who)->skills[number];
    double share = skill_cost(gauge->who, number) / (double)pool_most(gauge->who, skill_pool(skill));
    return share * rest_s * (skill_pool(skill) == POOL_MANA ? 1 : 0.2);
}

static double wounds_s(const struct gauge *gauge)
{
    return gauge->foe_round / ROUND_S / pool_most(gauge->who, POOL_HEALTH) * rest_s;
}

static double saves_s(const struct gauge *gauge, const struct move *move)
{
    return move->worth / (gauge->round + 1) * ROUND_S * (1 + wounds_s(gauge));
}

/* Is what it costs, in time to regain it, less than the time that it saves? */
static bool pays(const struct gauge *gauge, uint16_t number, const struct move *move)
{
    const struct skill *skill = &rules_of(gauge->who)->skills[number];
    double share = skill_cost(gauge->who, number) / (double)pool_most(gauge->who, skill_pool(skill));
    double lasts_s = 600, health_s = wounds_s(gauge);
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].ms > 0 && skill->does[at].ms < lasts_s * 1000)
            lasts_s = (double)skill->does[at].ms / 1000;
    if (share > 0.6)
        return false;
    switch ((enum move_use)move->use) {
    case MOVE_ATTACK:
        return saves_s(gauge, move) > cost_s(gauge, number) * thrift_least;
    case MOVE_BUFF:
        return move->worth / 100 * lasts_s * 0.5 * (1 + health_s) > share * rest_s + 2;
    case MOVE_SONG:                     /* its upkeep: a quarter of that every four seconds */
        return move->worth / 100 * FIGHT_S * (1 + health_s) > share * (1 + FIGHT_S / 16.0) * rest_s;
    default:
        return true;
    }
}

/* -- one thing that opens the way for another --------------------------------------------------------- */

static bool tagged(uint32_t tags, const char *word)
{
    for (unsigned tag = 0; tag < TAGS; tag++)
        if ((tags & 1u << tag) != 0 && strcasecmp(tag_words[tag], word) == 0)
            return true;
    return false;
}

/* Does it lay what that condition asks for? */
static bool brings(const struct skill *skill, const struct condition *condition)
{
    bool foe = condition->kind == CONDITION_THEY_HAVE;
    if (!foe && condition->kind != CONDITION_HAS && condition->kind != CONDITION_STANCE)
        return false;
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        bool lays = effect->kind == EFFECT_AFFECT || effect->kind == EFFECT_STANCE;
        if (lays && foe == !is_on_friends(skill, effect)
                && (strcasecmp(skill->name, condition->word) == 0 || strcasecmp(skill->affect, condition->word) == 0
                    || (effect->word != NULL && strcasecmp(effect->word, condition->word) == 0)
                    || tagged(skill->tags | effect->tags, condition->word)))
            return true;
    }
    return false;
}

/* What it makes possible is a part of what it is worth. */
static void open_ways(const struct gauge *gauge, uint16_t number, struct move *move)
{
    const struct rules *rules = rules_of(gauge->who);
    const struct growth *growth = &gauge->who->player->growth;
    const struct skill *skill = &rules->skills[number];
    double most = 0;
    for (unsigned at = 0; at < growth->learned_count; at++) {
        uint16_t other = growth->learned[at].skill;
        struct move next;
        for (unsigned when = 0; other != number && when < rules->skills[other].when_count; when++)
            if (brings(skill, &rules->skills[other].when[when]) && classify(gauge, other, &next) && next.use == MOVE_ATTACK
                    && next.worth > most)
                most = next.worth;
    }
    if (most == 0)
        return;
    bool at_foe = skill->target == TARGET_FOE || skill->target == TARGET_FAR_FOE;
    if (move->use == MOVE_USES)
        *move = (struct move){ .use = at_foe || skill->kind != SKILL_STANCE ? MOVE_ATTACK : MOVE_BUFF };
    move->worth += move->use == MOVE_ATTACK ? most / 3 : most * 10 / (gauge->round + 1);
}

static int by_worth(const void *left, const void *right)
{
    const struct move *one = left, *other = right;
    double a = one->worth / one->ms, b = other->worth / other->ms;
    return a > b ? -1 : a < b ? 1 : (int)one->skill - (int)other->skill;
}

void bot_learns(struct bot *bot)
{
    struct gauge gauge = gauge_of(bot);
    const struct growth *growth = &gauge.who->player->growth;
    const struct rules *rules = rules_of(gauge.who);
    bot->move_count = 0;
    bot->thrift = thrift_first;
    bot->foe_round = gauge.foe_round;
    for (unsigned at = 0; at < growth->learned_count && bot->move_count < MOVES_MOST; at++) {
        uint16_t number = growth->learned[at].skill;
        const struct skill *skill = &rules->skills[number];
        struct move *move = &bot->moves[bot->move_count];
        if (skill->kind == SKILL_PASSIVE || skill->kind == SKILL_STATE || spoils(skill))
            continue;
        classify(&gauge, number, move);
        open_ways(&gauge, number, move);
        if (move->use == MOVE_USES || !pays(&gauge, number, move))
            continue;
        move->skill = number;
        move->worth *= skill_chance(gauge.who, number) / 100.0;
        move->ms = (double)(skill->delay_ms + skill->wait_ms);
        if (move->ms < REACTION_MS)
            move->ms = REACTION_MS;
        move->saves_s = saves_s(&gauge, move);
        move->costs_s = cost_s(&gauge, number);
        line_of(rules, number, move->line, sizeof move->line);
        bot->move_count++;
    }
    qsort(bot->moves, bot->move_count, sizeof bot->moves[0], by_worth);
}
