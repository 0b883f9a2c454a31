/* zones/skills/conditions.c -- when a skill can be used: one function a row of conditions.def.  Pure. */
#include "zones/skills/skills_parts.h"

#include "zones/commands/command.h"
#include "zones/fight/corpse.h"
#include "zones/fight/fight_parts.h"
#include "zones/rules/creatures.h"
#include "zones/world/calendar.h"
#include "zones/world/sky.h"

#include <string.h>
#include <strings.h>

enum { ALIGNED = 350, CASTS_FROM = 100, FRESH_MS = 5 * 60 * 1000 };

/* What a condition is asked about: other is the target, or NULL. */
struct asked {
    const struct condition *condition;
    const struct character *who, *other;
    const struct deed      *deed;
};
typedef bool condition_function(const struct asked *asked);

#define CONDITION(MEMBER, word, takes, said) static condition_function holds_##MEMBER;
#include "zones/rules/conditions.def"
#undef CONDITION

/* -- of who does it: fighting, posture, place -------------------------------------------------------- */

static bool holds_FIGHTING(const struct asked *asked) { return fights(asked->who); }
static bool holds_PEACEFUL(const struct asked *asked) { return !fights(asked->who); }
static bool holds_SITTING(const struct asked *asked) { return asked->who->position == SITTING || asked->who->position == RESTING; }
static bool holds_HIDDEN(const struct asked *asked) { return is(asked->who, FIGURE_HIDDEN); }
static bool holds_MOUNTED(const struct asked *asked) { return !entity_none(asked->who->mount); }
static bool holds_ON_FOOT(const struct asked *asked) { return entity_none(asked->who->mount); }
static bool holds_FLYING(const struct asked *asked) { return is(asked->who, FIGURE_FLYING); }
static bool holds_RANGED(const struct asked *asked) { return asked->who->ranged; }
static bool holds_OUTDOORS(const struct asked *asked) { return room_is_outdoors(asked->who->room->proto); }
static bool holds_NIGHT(const struct asked *asked) { return !hour_is_day(world_hour(asked->who->zone->now)); }
static bool holds_DAY(const struct asked *asked) { return hour_is_day(world_hour(asked->who->zone->now)); }

/* Nobody looks whose eyes are shut, or on somebody else, or who does not see him at all. */
static bool holds_UNSEEN(const struct asked *asked)
{
    const struct character *other = asked->other;
    if (other == NULL || other->position == SLEEPING || !is_able(other) || is(other, FIGURE_BLIND))
        return true;
    return is(asked->who, FIGURE_HIDDEN)
        || (other->opponent != asked->who && asked->who->opponent == NULL);
}

static bool holds_TERRAIN(const struct asked *asked)
{
    unsigned terrain = asked->who->room->proto->terrain;
    return strcasecmp(terrain_words[terrain], asked->condition->word) == 0
        || strcasecmp(terrain_words[terrain_rows[terrain].counts_as], asked->condition->word) == 0;
}

static bool holds_WEATHER(const struct asked *asked)
{
    return strcasecmp(weather_words[sky_weather(asked->who->room)], asked->condition->word) == 0;
}

/* -- of who does it: what is in his hands and upon him ----------------------------------------------- */

static const struct item *worn_by(const struct character *who, enum wear_slot slot)
{
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item->worn == slot)
            return item;
    return NULL;
}

/* A family of weapons, a kind of hurt, or `any`. */
static bool holds_WEAPON(const struct asked *asked)
{
    const struct item *item = worn_by(asked->who, WEAR_WIELD);
    const struct gear_rules *gear = rules_of(asked->who)->gear;
    const char *word = asked->condition->word;
    if (item == NULL || item->object->kind != ITEM_WEAPON)
        return false;
    if (strcasecmp(word, "any") == 0 || word_is_name((const char *const *)item->object->keys, word))
        return true;
    if (gear == NULL || item->object->make.family >= gear->family_count)
        return false;
    const struct gear_family *family = &gear->families[item->object->make.family];
    return strcasecmp(family->key, word) == 0 || strcasecmp(damage_words[family->kind], word) == 0
        || (family->skill != NULL && strcasecmp(family->skill, word) == 0);
}

static bool holds_BAREHANDED(const struct asked *asked)
{
    return worn_by(asked->who, WEAR_WIELD) == NULL && worn_by(asked->who, WEAR_OFFHAND) == NULL
        && worn_by(asked->who, WEAR_HOLD) == NULL;
}

static bool holds_SHIELD(const struct asked *asked) { return worn_by(asked->who, WEAR_SHIELD) != NULL; }

static bool holds_LIGHTLY_CLAD(const struct asked *asked)
{
    const struct gear_rules *gear = rules_of(asked->who)->gear;
    for (const struct item *item = asked->who->items; item != NULL && gear != NULL; item = item->next)
        if (item->worn != WEAR_NOWHERE && item->object->make.family < gear->family_count
                && !gear->families[item->object->make.family].weapon
                && gear->families[item->object->make.family].weight >= ARMOR_MAIL)
            return false;
    return true;
}

/* What is upon him, by its name, its skill's name, a tag, or a figure it gives. */
static bool has_upon(const struct character *who, const char *word)
{
    const struct rules *rules = rules_of(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_is(rules, affect, word))
            return true;
    for (unsigned tag = 0; tag < TAGS; tag++)
        if (strcasecmp(tag_words[tag], word) == 0)
            return affect_tagged(who, 1u << tag);
    for (unsigned at = FIGURE_FLYING; at < FIGURES; at++)
        if (strcasecmp(figure_words[at], word) == 0)
            return is(who, at);
    return false;
}

/* An affect of that kind whose word or name it is; `any`: whichever. */
static bool has_kind(const struct character *who, enum effect_kind kind, const char *word)
{
    const struct rules *rules = rules_of(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules, affect);
        if (effect->kind == kind && (strcasecmp(word, "any") == 0 || (effect->word != NULL && strcasecmp(effect->word, word) == 0)
                                     || strcasecmp(rules->skills[affect->skill].name, word) == 0))
            return true;
    }
    return false;
}

static bool holds_HAS(const struct asked *asked) { return has_upon(asked->who, asked->condition->word); }
static bool holds_LACKS(const struct asked *asked) { return !has_upon(asked->who, asked->condition->word); }
static bool holds_STANCE(const struct asked *asked) { return has_kind(asked->who, EFFECT_STANCE, asked->condition->word); }

static bool holds_SHAPE(const struct asked *asked)
{
    if (strcasecmp(asked->condition->word, "none") == 0)
        return !has_kind(asked->who, EFFECT_SHAPE, "any");
    return has_kind(asked->who, EFFECT_SHAPE, asked->condition->word);
}

static bool holds_CARRIES(const struct asked *asked)
{
    const char *word = asked->condition->word;
    if (character_has_key(asked->who, word))
        return true;
    for (const struct item *item = asked->who->items; item != NULL; item = item->next)
        if (word_is_name((const char *const *)item->object->keys, word)
            || strcasecmp(item_kind_words[item->object->kind], word) == 0)
            return true;
    return false;
}

/* -- of who does it: company, health, soul ----------------------------------------------------------- */

static unsigned friends_here(const struct character *who)
{
    unsigned count = 0;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        count += other != who && are_allies(who, other);
    return count;
}

static bool holds_GROUPED(const struct asked *asked) { return friends_here(asked->who) > 0; }
static bool holds_ALONE(const struct asked *asked) { return friends_here(asked->who) == 0; }
static bool holds_OUTNUMBERED(const struct asked *asked) { return fight_opponents(asked->who) > 1; }

static bool holds_LEADING(const struct asked *asked)
{
    const struct character *who = asked->who;
    if (who->player != NULL && entity_same(who->player->group_leader, who->id))
        return true;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        if (entity_same(other->leader, who->id))
            return true;
    return false;
}

static int32_t health_percent(const struct character *who)
{
    int32_t most = pool_most(who, POOL_HEALTH);
    return most <= 0 ? 0 : (int32_t)((int64_t)pool_has(who, POOL_HEALTH) * 100 / most);
}

static int32_t alignment_of(const struct character *who)
{
    return who->player != NULL ? who->player->growth.alignment : who->mobile->alignment;
}

static bool holds_WOUNDED(const struct asked *asked) { return health_percent(asked->who) < asked->condition->number; }
static bool holds_HEALTHY(const struct asked *asked) { return health_percent(asked->who) >= asked->condition->number; }
static bool holds_GOOD(const struct asked *asked) { return alignment_of(asked->who) >= ALIGNED; }
static bool holds_EVIL(const struct asked *asked) { return alignment_of(asked->who) <= -ALIGNED; }

/* -- of the target ----------------------------------------------------------------------------------- */

/* A nature, a race, good or evil, a player or a mobile. */
static bool holds_THEY_ARE(const struct asked *asked)
{
    const struct character *other = asked->other;
    const struct race *race = character_race(other);
    const char *word = asked->condition->word;
    for (unsigned nature = 0; nature < NATURES; nature++)
        if (strcasecmp(nature_words[nature], word) == 0)
            return (race->natures & 1u << nature) != 0;
    if (strcasecmp(word, "good") == 0)
        return alignment_of(other) >= ALIGNED;
    if (strcasecmp(word, "evil") == 0)
        return alignment_of(other) <= -ALIGNED;
    if (strcasecmp(word, "player") == 0)
        return other->player != NULL;
    if (strcasecmp(word, "mobile") == 0)
        return other->mobile != NULL;
    return strcasecmp(race->key, word) == 0;
}

static bool holds_THEY_HAVE(const struct asked *asked) { return has_upon(asked->other, asked->condition->word); }
static bool holds_THEY_LACK(const struct asked *asked) { return !has_upon(asked->other, asked->condition->word); }
static bool holds_THEY_WOUNDED(const struct asked *asked) { return health_percent(asked->other) < asked->condition->number; }
static bool holds_THEY_HEALTHY(const struct asked *asked) { return health_percent(asked->other) >= asked->condition->number; }
static bool holds_THEY_FIGHT(const struct asked *asked) { return fights(asked->other); }

static bool holds_THEY_FIGHT_OTHER(const struct asked *asked)
{
    return fights(asked->other) && asked->other->opponent != asked->who;
}

static bool holds_THEY_PEACEFUL(const struct asked *asked) { return !fights(asked->other); }
static bool holds_THEY_DOWN(const struct asked *asked) { return asked->other->position < STANDING || !is_able(asked->other); }
static bool holds_THEY_LARGER(const struct asked *asked)
{
    return figure(asked->other, FIGURE_SIZE) > figure(asked->who, FIGURE_SIZE);
}
static bool holds_THEY_SMALLER(const struct asked *asked)
{
    return figure(asked->other, FIGURE_SIZE) < figure(asked->who, FIGURE_SIZE);
}
static bool holds_THEY_FLY(const struct asked *asked) { return is(asked->other, FIGURE_FLYING); }
static bool holds_THEY_ARMED(const struct asked *asked) { return worn_by(asked->other, WEAR_WIELD) != NULL; }

static bool holds_THEY_CAST(const struct asked *asked)
{
    const struct character *other = asked->other;
    const struct rules *rules = rules_of(other);
    if (other->casting != NULL)
        return true;
    if (other->player != NULL)
        return rules->classes[other->player->growth.class].caller != NULL;
    return rules->creatures != NULL && other->mobile->role < rules->creatures->role_count
        && rules->creatures->roles[other->mobile->role].mana >= CASTS_FROM;
}

static bool holds_FRESH(const struct asked *asked)
{
    const struct item *corpse = corpse_of(asked->deed);
    return corpse != NULL && corpse->corpse->head.made + FRESH_MS > asked->who->zone->now;
}

/* -- asking ------------------------------------------------------------------------------------------ */

static condition_function *const functions[CONDITION_KINDS] = {
#define CONDITION(MEMBER, word, takes, said) [CONDITION_##MEMBER] = holds_##MEMBER,
#include "zones/rules/conditions.def"
#undef CONDITION
};

bool condition_holds(const struct condition *condition, const struct character *who, const struct deed *deed)
{
    struct asked asked = { .condition = condition, .who = who, .other = deed == NULL ? NULL : deed->target, .deed = deed };
    bool about_other = condition->kind >= CONDITION_THEY_ARE && condition->kind <= CONDITION_THEY_CAST;
    if (about_other && asked.other == NULL)
        return true;                    /* of nobody: whatever it is aimed at, it is no person */
    if (condition->kind == CONDITION_FRESH && (deed == NULL || deed->item == NULL))
        return true;
    return functions[condition->kind](&asked);
}

const char *conditions_refuse(const struct skill *skill, const struct character *who, const struct deed *deed)
{
    for (unsigned at = 0; at < skill->when_count; at++)
        if (!condition_holds(&skill->when[at], who, deed))
            return condition_said[skill->when[at].kind];
    return NULL;
}
