/* zones/fight/damage.c -- the one place where health is lost, and what comes of that.  Entered by the zone's worker.
 *
 *   hurt  ->  resistance to its kind  ->  wards, against evil and good  ->  mana absorbs a part  ->  health
 *         ->  sleep, calm and hiding end, concentration may break  ->  condition, wimpy, death */
#include "zones/fight/fight_parts.h"

#include "zones/skills/skills.h"

#include <stdarg.h>
#include <string.h>

enum { DEAD_AT = -10, MORTALLY_AT = -5, ALIGNED = 350, MANA_FOR = 2, HURT_FOR = 3 };

/* -- words ------------------------------------------------------------------------------------------- */

/* Up to so many percent of all the health one has. */
static const struct { int percent; const char *verb, *verbs, *behind; } ladder[] = {
    {   1, "tickle",              "tickles",              ""                    },
    {   2, "barely hit",          "barely hits",          ""                    },
    {   4, "hit",                 "hits",                 ""                    },
    {   6, "hit",                 "hits",                 " hard"               },
    {   9, "hit",                 "hits",                 " very hard"          },
    {  12, "hit",                 "hits",                 " extremely hard"     },
    {  15, "batter",              "batters",              " from head to foot"  },
    {  19, "massacre",            "massacres",            " to small fragments" },
    {  24, "shatter",             "shatters",             ""                    },
    {  30, "obliterate",          "obliterates",          ""                    },
    {  37, "annihilate",          "annihilates",          ""                    },
    {  45, "mutilate",            "mutilates",            ""                    },
    {  55, "immolate",            "immolates",            ""                    },
    {  67, "liquify",             "liquifies",            ""                    },
    {  82, "vaporize",            "vaporizes",            ""                    },
    { INT32_MAX, "critically vaporize", "critically vaporizes", ""              },
};

static size_t ladder_step(int32_t hurt, int32_t most)
{
    int64_t percent = most <= 0 ? 100 : ((int64_t)hurt * 100 + most - 1) / most;
    size_t step = 0;
    while (percent > ladder[step].percent)
        step++;
    return step;
}

const char *damage_verb(int32_t hurt, int32_t most, bool second_person)
{
    size_t step = ladder_step(hurt, most);
    return second_person ? ladder[step].verb : ladder[step].verbs;
}

const char *damage_verb_behind(int32_t hurt, int32_t most)
{
    return ladder[ladder_step(hurt, most)].behind;
}

/* From so many percent of his health on, worse ones behind; the first of them are not told by themselves. */
static const struct { int least; const char *words; } conditions[] = {
    { 100, "unhurt" }, { 75, "slightly hurt" }, { 50, "moderately hurt" }, { 25, "severely hurt" }, { 1, "near death" },
};
enum { CONDITIONS = sizeof conditions / sizeof conditions[0], INCAPACITATED = CONDITIONS, MORTALLY_WOUNDED, TOLD_FROM = 2 };

static unsigned condition_of(const struct character *who)
{
    int32_t health = pool_has(who, POOL_HEALTH), most = pool_most(who, POOL_HEALTH);
    if (health <= MORTALLY_AT)
        return MORTALLY_WOUNDED;
    if (health <= 0)
        return INCAPACITATED;
    int percent = most > 0 ? (int)((int64_t)health * 100 / most) : 100;
    unsigned at = 0;
    while (at < CONDITIONS - 1 && percent < conditions[at].least)
        at++;
    return at;
}

bool is_dying(const struct character *who)
{
    return condition_of(who) == MORTALLY_WOUNDED;
}

const char *condition_words_of(const struct character *who)
{
    unsigned condition = condition_of(who);
    return condition == MORTALLY_WOUNDED ? "mortally wounded" : condition == INCAPACITATED ? "incapacitated"
         : conditions[condition].words;
}

/* -- who is told ------------------------------------------------------------------------------------- */

void tell_fight(struct room *room, const struct character *save, const struct character *and_save, const char *format, ...)
{
    char line[512];
    if (room->players == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (struct character *who = room->people; who != NULL; who = who->next)
        if (who != save && who != and_save && who->player != NULL && who->position != SLEEPING
                && !toggle_is(&who->player->toggles, TOGGLE_MELEE) && !toggle_is(&who->player->toggles, TOGGLE_BRIEFCOMBAT))
            tell_sentence(who, "%s", line);
}

ZONE_THREAD static void tell_down(struct character *who, unsigned condition)
{
    const char *words = condition == MORTALLY_WOUNDED ? "mortally wounded, and may not live" : "incapacitated, and cannot get up";
    tell(who, "You are %s.\n", words);
    tell_room(who->room, who, NULL, "%s is %s.\n", character_name(who), words);
}

/* Those who fight him see how he is, himself too; others if they watch fights. */
ZONE_THREAD static void tell_condition(struct character *who, unsigned before)
{
    unsigned now = condition_of(who);
    if (now <= before || now < TOLD_FROM)
        return;
    if (now >= CONDITIONS) {
        tell_down(who, now);
        return;
    }
    tell(who, "You are %s.\n", conditions[now].words);
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other != who && other->player != NULL && other->position != SLEEPING
                && (other->opponent == who || !toggle_is(&other->player->toggles, TOGGLE_MELEE)))
            tell_sentence(other, "%s is %s.\n", character_name(who), conditions[now].words);
}

/* -- what is left of a hurt -------------------------------------------------------------------------- */

static int32_t alignment_of(const struct character *who)
{
    return who->player == NULL ? who->mobile->alignment : who->player->growth.alignment;
}

static int32_t warded(const struct character *who, const struct hurt *hurt, int32_t amount)
{
    amount = odds_part(amount, 100 - figure(who, FIGURE_WARD));
    if (hurt->from == NULL)
        return amount;
    int32_t alignment = alignment_of(hurt->from);
    if (alignment <= -ALIGNED)
        amount = odds_part(amount, 100 - figure(who, FIGURE_WARD_EVIL));
    if (alignment >= ALIGNED)
        amount = odds_part(amount, 100 - figure(who, FIGURE_WARD_GOOD));
    return amount;
}

/* Mana pays for a part of it as far as there is any: two points for three. */
ZONE_THREAD static int32_t absorbed(struct character *who, int32_t amount)
{
    int32_t part = odds_part(amount, figure(who, FIGURE_ABSORB));
    int32_t mana = pool_has(who, POOL_MANA);
    int64_t payable = (int64_t)(mana < 0 ? 0 : mana) * HURT_FOR / MANA_FOR;
    if (part > payable)
        part = (int32_t)payable;
    if (part <= 0)
        return amount;
    pool_add(who, POOL_MANA, -(int32_t)(((int64_t)part * MANA_FOR + HURT_FOR - 1) / HURT_FOR));
    return amount - part;
}

int32_t damage_lessen(struct character *who, const struct hurt *hurt)
{
    int32_t amount = hurt->amount;
    if (amount <= 0 || hurt->direct)
        return amount < 0 ? 0 : amount;
    if (hurt->kind < DAMAGE_KINDS)
        amount = odds_part(amount, 100 - figure(who, (enum figure)(FIGURE_RESIST_SLASH + hurt->kind)));
    return absorbed(who, warded(who, hurt, amount));
}
_Static_assert(FIGURE_RESIST_SOUND - FIGURE_RESIST_SLASH == DAMAGE_SOUND - DAMAGE_SLASH, "resistances stand in the order of kinds");

/* -- what comes of it -------------------------------------------------------------------------------- */

ZONE_THREAD static void affects_of_end(struct character *who, enum figure flag)
{
    for (struct affect *affect; (affect = affect_giving(who, flag)) != NULL;)
        affect_end(who, affect, true);
}

ZONE_THREAD static void startle(struct character *who)
{
    affects_of_end(who, FIGURE_ASLEEP);
    affects_of_end(who, FIGURE_CALM);
    affects_of_end(who, FIGURE_HIDDEN);
    if (who->position == SLEEPING) {
        pools_settle(who);
        character_touch(who, PART_PLACE);
        who->position = RESTING;
        tell(who, "Pain wakes you.\n");
        if (who->player != NULL)
            character_publish(who);
    }
    if (who->casting != NULL && (int32_t)dice_below(&who->zone->dice, 100) >= figure(who, FIGURE_CONCENTRATION))
        skill_interrupt(who, true);
}

bool damage_kills(const struct character *who, int32_t amount)
{
    return (int64_t)pool_has(who, POOL_HEALTH) - amount <= DEAD_AT && !is(who, FIGURE_DEATHWARD);
}

/* The blow that would kill leaves one point, and ends what did that. */
ZONE_THREAD static bool deathward_saves(struct character *who)
{
    struct affect *ward = affect_giving(who, FIGURE_DEATHWARD);
    if (!is(who, FIGURE_DEATHWARD))
        return false;
    pool_add(who, POOL_HEALTH, 1 - pool_has(who, POOL_HEALTH));
    tell(who, "Death reaches for you, and something stays its hand.\n");
    tell_room(who->room, who, NULL, "Death reaches for %s, and something stays its hand.\n", character_name(who));
    if (ward != NULL)
        affect_end(who, ward, true);
    return true;
}

static bool runs(const struct character *who)
{
    return who->player != NULL && fights(who) && who->player->growth.wimpy > 0 && !is_down(who) && who->position == STANDING
        && pool_has(who, POOL_HEALTH) < who->player->growth.wimpy && is_able(who);
}

void damage_apply(struct character *who, const struct hurt *hurt, int32_t amount, bool *died)
{
    *died = false;
    if (amount <= 0)
        return;
    unsigned before = condition_of(who);
    pool_add(who, POOL_HEALTH, -amount);
    startle(who);
    if (pool_has(who, POOL_HEALTH) <= DEAD_AT) {
        if (deathward_saves(who) || duel_spares(who, hurt->from))
            return;
        *died = true;
        character_die(who, hurt->from);
        return;
    }
    tell_condition(who, before);
    if (runs(who))
        fight_flee(who, NO_DIRECTION);
}

int32_t damage_deal(struct character *who, const struct hurt *hurt, bool *died)
{
    int32_t amount = damage_lessen(who, hurt);
    damage_apply(who, hurt, amount, died);
    return amount;
}
