/* bench/balance/play.c -- what a bot types, and when; see bot.h.
 *
 * As somebody plays who knows his skills: in front of a fight what lasts, in it what takes most from the foe for its time,
 * a prayer when it hurts, and his legs before it is too late.  Everything is typed; whether it can be done now is what
 * the game itself answers. */
#include "bench/balance/bot.h"

#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/skills/skills_parts.h"

#include <stdio.h>
#include <string.h>

enum { HEAL_PERCENT = 55, MEND_PERCENT = 70, FLEE_PERCENT = 20, FLEE_ROUNDS = 3, NEARLY_PERCENT = 12, FOLLOWERS = 2 };
enum { THINKS_MS = 500, BEGINS_MS = 1000, REFUSED_MS = 20000 };
static const double thrift_least = 0.1, thrift_most = 20;
enum { RESTED_HEALTH = 85, RESTED_MANA = 60, RESTED_STAMINA = 50 };

static int64_t percent_of(const struct character *who, enum pool_kind pool)
{
    int64_t most = pool_most(who, pool);
    return most <= 0 ? 100 : pool_has(who, pool) * INT64_C(100) / most;
}

PLAYS static void says(struct bot *bot, const char *line)
{
    ring_types(bot->ring, bot->seat, line);
    const struct character *who = bot_self(bot);
    int64_t ready = bot->ring->now + THINKS_MS;
    bot->acts_at = who != NULL && who->player->waits_until > ready ? who->player->waits_until + 1 : ready;
}

/* A skill; what was refused is left alone for a while. */
PLAYS static void does(struct bot *bot, struct move *move, const char *line)
{
    struct character *who = bot_self(bot);
    enum pool_kind pool = skill_pool(&rules_of(who)->skills[move->skill]);
    int32_t had = pool_has(who, pool);
    says(bot, line);
    who = bot_self(bot);
    if (who != NULL && who->casting == NULL && !character_waits(who) && pool_has(who, pool) == had)
        move->not_before = bot->ring->now + REFUSED_MS;
}

/* -- may he ------------------------------------------------------------------------------------------ */

/* At that one; itself for what is done to oneself. */
static bool can(struct character *who, const struct move *move, struct character *at)
{
    const struct skill *skill = &rules_of(who)->skills[move->skill];
    if (move->not_before > who->zone->now || skill_refuses(who, skill) != NULL)
        return false;
    struct deed deed = deed_of(who, move->skill);
    deed.target = at;
    deed.aimed = at->id;
    return conditions_refuse(skill, who, &deed) == NULL;
}

static bool lays_affect(const struct skill *skill)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_AFFECT)
            return true;
    return false;
}

/* The foe has it upon him already, or is down, and this does nothing but that again. */
static bool is_vain(const struct character *who, const struct move *move, const struct character *foe)
{
    const struct skill *skill = &rules_of(who)->skills[move->skill];
    bool hurts = false, fells = false;
    for (unsigned at = 0; at < skill->effect_count; at++) {
        uint8_t kind = skill->does[at].kind;
        hurts = hurts || kind == EFFECT_DAMAGE || kind == EFFECT_STRIKE || kind == EFFECT_DRAIN;
        fells = fells || kind == EFFECT_FELL || kind == EFFECT_STUN;
    }
    bool laid = affect_find(foe, move->skill) != NULL || affect_find(who, move->skill) != NULL;
    return !hurts && ((fells && !is_able(foe)) || (lays_affect(skill) && laid));
}

/* -- in a fight -------------------------------------------------------------------------------------- */

static void watch(struct bot *bot, const struct character *who)
{
    int32_t health = pool_has(who, POOL_HEALTH);
    int64_t passed = bot->ring->now - bot->seen_at;
    if (passed < 1000)
        return;
    double lost = (bot->health_seen - health) * 3000.0 / (double)passed;
    bot->taken = bot->taken * 0.7 + (lost > 0 ? lost : 0) * 0.3;
    bot->health_seen = health;
    bot->seen_at = bot->ring->now;
}

PLAYS static bool heals(struct bot *bot, struct character *who, struct character *friend, int64_t below)
{
    char line[140];
    if (percent_of(friend, POOL_HEALTH) >= below)
        return false;
    for (unsigned at = 0; at < bot->move_count; at++) {
        struct move *move = &bot->moves[at];
        const struct skill *skill = &rules_of(who)->skills[move->skill];
        if (move->use != MOVE_HEAL || (friend != who && skill->target != TARGET_SELF_OR_FRIEND)
            || (lays_affect(skill) && affect_find(friend, move->skill) != NULL) || !can(who, move, friend))
            continue;
        snprintf(line, sizeof line, "%s%s%s", move->line, friend == who ? "" : " ", friend == who ? "" : friend->name);
        does(bot, move, line);
        return true;
    }
    return false;
}

static bool is_worse(const struct character *who, const struct character *than)
{
    return than == NULL || percent_of(who, POOL_HEALTH) < percent_of(than, POOL_HEALTH);
}

static struct character *worst(const struct bot *company, unsigned count, const struct character *who)
{
    struct character *found = NULL;
    for (unsigned at = 0; at < count; at++) {
        struct character *friend = bot_self(&company[at]);
        if (friend != NULL && friend->room == who->room && is_worse(friend, found))
            found = friend;
    }
    return found;
}

/* The best he can do now, to that one; NULL: nothing. */
static struct move *best(struct bot *bot, struct character *who, struct character *foe)
{
    struct move *found = NULL;
    double most = 0;
    for (unsigned at = 0; at < bot->move_count; at++) {
        struct move *move = &bot->moves[at];
        double gains = (move->saves_s - move->costs_s * bot->thrift) / move->ms;
        if (move->use == MOVE_ATTACK && gains > most && can(who, move, foe) && !is_vain(who, move, foe)) {
            found = move;
            most = gains;
        }
    }
    return found;
}

static struct character *foe_here(const struct character *who)
{
    struct character *found = NULL;
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && !is_led(other) && is_worse(other, found))
            found = other;
    return found;
}

static bool must_run(const struct bot *bot, const struct character *who)
{
    int64_t health = percent_of(who, POOL_HEALTH);
    if (percent_of(who->opponent, POOL_HEALTH) < NEARLY_PERCENT || who->opponent->opponent != who)
        return false;
    return health < FLEE_PERCENT || pool_has(who, POOL_HEALTH) < bot->taken * FLEE_ROUNDS;
}

PLAYS static void begins(struct bot *bot, struct character *who, struct character *foe)
{
    char line[140];
    struct move *move = best(bot, who, foe);
    if (move != NULL && rules_of(who)->skills[move->skill].target == TARGET_NONE)
        move = NULL;                    /* that is for those who fight him, and nobody does */
    snprintf(line, sizeof line, "%s %s", move == NULL ? "kill" : move->line, foe->mobile->keys[0]);
    if (move == NULL)
        says(bot, line);
    else
        does(bot, move, line);
}

PLAYS static bool sings(struct bot *bot, struct character *who)
{
    for (unsigned at = 0; at < bot->move_count && who->song == NULL; at++)
        if (bot->moves[at].use == MOVE_SONG && percent_of(who, POOL_MANA) > 30 && can(who, &bot->moves[at], who)) {
            does(bot, &bot->moves[at], bot->moves[at].line);
            return true;
        }
    return false;
}

void bot_acts(struct bot *bot, struct bot *company, unsigned count)
{
    struct character *who = bot_self(bot);
    if (who == NULL || bot->ring->now < bot->acts_at || character_waits(who) || who->casting != NULL
        || who->room != ring_room(bot->ring, FIELD) || is_down(who) || fight_hinders(who) != NULL)
        return;
    watch(bot, who);
    struct character *foe = fights(who) ? who->opponent : foe_here(who);
    if (foe == NULL)
        return;
    if (who->position != STANDING) {
        says(bot, "stand");
        return;
    }
    if (heals(bot, who, who, HEAL_PERCENT) || heals(bot, who, worst(company, count, who), HEAL_PERCENT))
        return;
    if (!fights(who)) {
        begins(bot, who, foe);
    } else if (must_run(bot, who)) {
        says(bot, "flee");
    } else if (!sings(bot, who)) {
        struct move *move = best(bot, who, foe);
        if (move != NULL)
            does(bot, move, move->line);
        else
            bot->acts_at = bot->ring->now + THINKS_MS;
    }
}

void bot_fight_begins(struct bot *bot)
{
    const struct character *who = bot_self(bot);
    bot->health_seen = pool_has(who, POOL_HEALTH);
    bot->seen_at = bot->ring->now;
    bot->taken = bot->foe_round;
    bot->acts_at = bot->ring->now + BEGINS_MS;
}

void bot_fight_over(struct bot *bot)
{
    struct character *who = bot_self(bot);
    if (who != NULL && who->song != NULL)
        says(bot, "stop");
}

/* -- between fights ---------------------------------------------------------------------------------- */

static bool is_followed(const struct character *who)
{
    unsigned count = 0;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        count += other->mobile != NULL && entity_same(other->leader, who->id);
    return count >= FOLLOWERS;
}

static bool has_shape(const struct character *who)
{
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_effect(rules_of(who), affect)->kind == EFFECT_SHAPE)
            return true;
    return false;
}

static bool makes_shape(const struct skill *skill)
{
    return skill->effect_count > 0 && skill->does[0].kind == EFFECT_SHAPE;
}

/* Only one such can be upon him, and one is. */
static bool ends_one_of_its_kind(const struct skill *skill, const struct character *who)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_END && affect_tagged(who, skill->does[at].tags & skill->tags))
            return true;
    return false;
}

/* Does he want that now, before a fight? */
static bool wants(struct bot *bot, struct character *who, const struct move *move)
{
    const struct skill *skill = &rules_of(who)->skills[move->skill];
    if (move->use == MOVE_CALL)
        return !is_followed(who);
    if (move->use == MOVE_RAISE)
        return !is_followed(who) && bot->ring->zone != NULL && ring_room(bot->ring, FIELD)->items != NULL;
    if (move->use != MOVE_BUFF || affect_find(who, move->skill) != NULL)
        return false;
    if (skill->kind == SKILL_STANCE)
        return stance_name(who)[0] == '\0';
    return !ends_one_of_its_kind(skill, who) && (!makes_shape(skill) || !has_shape(who));
}

bool bot_prepares(struct bot *bot, unsigned count)
{
    char line[140];
    struct character *who = bot_self(bot);
    if (who == NULL || fights(who))
        return false;
    if (who->casting != NULL || character_waits(who) || bot->ring->now < bot->acts_at)
        return true;
    for (unsigned at = 0; at < bot->move_count; at++) {
        struct move *move = &bot->moves[at];
        const struct skill *skill = &rules_of(who)->skills[move->skill];
        if (!wants(bot, who, move) || !can(who, move, who))
            continue;
        if (who->position != STANDING) {
            says(bot, "stand");
            return true;
        }
        bool whole = skill->group && count > 1;
        snprintf(line, sizeof line, "%s%s", move->line, move->use == MOVE_RAISE ? " corpse" : whole ? " group" : "");
        does(bot, move, line);
        return true;
    }
    return heals(bot, who, who, percent_of(who, POOL_MANA) > 50 ? MEND_PERCENT : 0);
}

/* Who sits there for his mana alone is more careful with it; who does for his wounds spends more of it on ending fights. */
void bot_rests(struct bot *bot)
{
    const struct character *who = bot_self(bot);
    int64_t wounds = RESTED_HEALTH - percent_of(who, POOL_HEALTH), spent = RESTED_MANA - percent_of(who, POOL_MANA);
    if (spent > wounds && spent > 0 && bot->thrift < thrift_most)
        bot->thrift *= 1.15;
    else if (wounds > spent && wounds > 0 && bot->thrift > thrift_least)
        bot->thrift /= 1.15;
}

bool bot_rested(const struct bot *bot)
{
    const struct character *who = bot_self(bot);
    bool spends = false;
    for (unsigned at = 0; at < bot->move_count; at++)
        spends = spends || skill_is_magic(&rules_of(who)->skills[bot->moves[at].skill]);
    return percent_of(who, POOL_HEALTH) >= RESTED_HEALTH && percent_of(who, POOL_STAMINA) >= RESTED_STAMINA
        && (!spends || percent_of(who, POOL_MANA) >= RESTED_MANA);
}
