/* zones/world/facts_person.c -- the facts about a person; where he is, and when he is told, is in facts.c.
 * Entered by the zone's worker.
 *
 * Names, types and units are those that clients of the game know (net/msdp.def). */
#include "zones/world/facts.h"

#include "core/facts.h"
#include "zones/fight/fight_parts.h"
#include "zones/skills/skills.h"
#include "zones/who.h"
#include "zones/world/facts_pairs.h"

#include <string.h>

enum { ARMOR_NONE = 100, HOURS_FOREVER = 999 };

/* -- pairs ------------------------------------------------------------------------------------------- */

void fact_name(struct bytes_writer *facts, const char *name)
{
    put_u8(facts, FACT_NAME);
    put_bytes(facts, name, strlen(name));
    put_u8(facts, FACT_VALUE);
}

/* What a record told of a thing from another age may hold anything; marks in it would be the end of the value. */
void fact_words(struct bytes_writer *facts, const char *name, const char *words)
{
    fact_name(facts, name);
    while (*words != '\0') {
        size_t plain = 0;
        while ((unsigned char)words[plain] >= ' ')
            plain++;
        put_bytes(facts, words, plain);
        words += plain + (words[plain] != '\0');
    }
}

void fact_number(struct bytes_writer *facts, const char *name, int64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    fact_words(facts, name, digits);
}

/* -- who he is --------------------------------------------------------------------------------------- */

/* Wounds before anything else, then what he is doing, then how he holds himself. */
const char *fact_position(const struct character *who)
{
    static const char *const positions[POSITIONS] = {
        [SLEEPING] = "Sleeping", [RESTING] = "Resting", [SITTING] = "Sitting", [STANDING] = "Standing",
    };
    if (is_down(who))
        return is_dying(who) ? "Mortally wounded" : "Incapacitated";
    if (who->stunned_until > who->zone->now)
        return "Stunned";
    if (fights(who))
        return "Fighting";
    if (who->position == STANDING && !entity_none(who->mount))
        return "Mounted";
    if (who->position == STANDING && terrain_rows[who->room->proto->terrain].counts_as == TERRAIN_WATER)
        return is(who, FIGURE_FLYING) ? "Flying" : "Swimming";
    return who->position == STANDING && is(who, FIGURE_FLYING) ? "Flying" : positions[who->position];
}

/* What he is now: a form hides the race. */
const char *fact_race(const struct character *who)
{
    const struct affect *affect = who->affects;
    for (; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules_of(who), affect);
        if (effect->kind == EFFECT_SHAPE && effect->word != NULL)
            return effect->word;
    }
    return rules_of(who)->races[who->player != NULL ? who->player->growth.race : who->mobile->race].key;
}

static void put_identity(struct bytes_writer *facts, const struct character *who)
{
    char flags[WHO_FLAGS_SIZE];
    fact_words(facts, "CHARACTER_NAME", who->name);
    fact_words(facts, "ACCOUNT_NAME", who->player->account);
    fact_number(facts, "LEVEL", who->player->level);
    fact_words(facts, "CLASS", rules_of(who)->classes[who->player->growth.class].name);
    fact_words(facts, "RACE", fact_race(who));
    fact_words(facts, "POSITION", fact_position(who));
    fact_number(facts, "ALIGNMENT", who->player->growth.alignment);
    who_flags_print(character_seen(who), flags);
    fact_words(facts, "WHOFLAGS", flags);
}

static void put_pools(struct bytes_writer *facts, const struct character *who)
{
    static const char *const names[POOLS][2] = { { "HEALTH", "HEALTH_MAX" }, { "MANA", "MANA_MAX" }, { "STAMINA", "STAMINA_MAX" } };
    for (unsigned pool = 0; pool < POOLS; pool++) {
        fact_number(facts, names[pool][0], pool_has(who, pool));
        fact_number(facts, names[pool][1], pool_most(who, pool));
    }
}

static void put_attributes(struct bytes_writer *facts, const struct character *who)
{
    static const char *const names[ATTRIBUTES] = { "STR", "INT", "WIS", "DEX", "CON", "LUK" };
    for (unsigned at = 0; at < ATTRIBUTES; at++) {
        char name[16];
        fact_number(facts, names[at], figure(who, at));
        snprintf(name, sizeof name, "%s_PERM", names[at]);
        fact_number(facts, name, figure_own(who, at));
        snprintf(name, sizeof name, "%s_MAX", names[at]);
        fact_number(facts, name, attribute_ceiling(who, at));
    }
    fact_number(facts, "AC", ARMOR_NONE - figure(who, FIGURE_ARMOR));
    fact_number(facts, "HITROLL", figure(who, FIGURE_HITROLL));
    fact_number(facts, "DAMROLL", figure(who, FIGURE_DAMROLL));
    fact_number(facts, "WIMPY", who->player->growth.wimpy);
}

/* -- what he has become ------------------------------------------------------------------------------ */

static int64_t lacks(int64_t price, int64_t has)
{
    return price > has ? price - has : 0;
}

static void put_laps(struct bytes_writer *facts, const struct character *who)
{
    const struct growth *growth = &who->player->growth;
    unsigned in_class = 0, shown = growth->laps < BLOODLINE_MOST ? growth->laps : BLOODLINE_MOST;
    for (unsigned at = 0; at < shown; at++)
        in_class += growth->lap_class[at] == growth->class;
    fact_number(facts, "REMORT_LAPS_TOTAL", growth->laps);
    fact_number(facts, "REMORT_LAPS_IN_CLASS", in_class);
    fact_name(facts, "REMORT_LEVELS");
    for (unsigned at = 0; at < shown; at++) {
        if (at == 0)
            put_u8(facts, FACT_ARRAY);
        put_u8(facts, FACT_VALUE);
        put_u8(facts, FACT_TABLE);
        fact_words(facts, "class", rules_of(who)->classes[growth->lap_class[at]].name);
        fact_number(facts, "level", growth->lap_level[at]);
        put_u8(facts, FACT_TABLE_END);
    }
    if (shown > 0)
        put_u8(facts, FACT_ARRAY_END);
}

static int64_t hours_until(const struct character *who, int64_t until)
{
    int64_t left = until - who->zone->now;
    return left <= 0 ? 0 : (left + WORLD_HOUR_MS - 1) / WORLD_HOUR_MS;
}

static void put_growth(struct bytes_writer *facts, const struct character *who)
{
    const struct growth *growth = &who->player->growth;
    fact_number(facts, "EXPERIENCE", growth->experience);
    fact_number(facts, "EXPERIENCE_MAX", experience_most(who));
    fact_number(facts, "EXPERIENCE_TNL", lacks(level_price(who), growth->experience));
    fact_number(facts, "HERO_POINTS", growth->hero_points);
    fact_number(facts, "HERO_POINTS_TNL", lacks(hero_price(who), growth->hero_points));
    fact_number(facts, "NOBLE_POINTS", growth->noble_points);
    fact_number(facts, "NOBLE_POINTS_TNL", lacks(noble_price(who), growth->noble_points));
    fact_number(facts, "PARAGON_LEVEL", growth->paragon);
    put_laps(facts, who);
    fact_number(facts, "PRACTICE", growth->practices);
    fact_number(facts, "QPOINTS", growth->quest_points);
    fact_number(facts, "GOLD", who->player->coins[PURSE_CARRIED]);
    fact_number(facts, "BANK_GOLD", who->player->coins[PURSE_BANK]);
    fact_number(facts, "HUNGER", hours_until(who, growth->fed_until));
    fact_number(facts, "THIRST", hours_until(who, growth->watered_until));
}

/* -- what is upon him -------------------------------------------------------------------------------- */

static const char *effect_word_of(const struct character *who, enum effect_kind kind)
{
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules_of(who), affect);
        if (effect->kind == kind)
            return effect->word != NULL ? effect->word : rules_of(who)->skills[affect->skill].affect;
    }
    return "";
}

/* Each once, however many effects it has; what has no end of its own is no matter of hours. */
static bool affect_shown(const struct character *who, const struct affect *affect)
{
    const struct effect *effect = affect_effect(rules_of(who), affect);
    return effect->kind != EFFECT_STANCE && effect->kind != EFFECT_SONG && affect_find(who, affect->skill) == affect;
}

static void put_affects(struct bytes_writer *facts, const struct character *who)
{
    bool any = false;
    fact_name(facts, "AFFECTS");
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        if (!affect_shown(who, affect))
            continue;
        if (!any)
            put_u8(facts, FACT_TABLE);
        any = true;
        int hours = affect_hours(affect, who->zone->now);
        fact_number(facts, rules_of(who)->skills[affect->skill].affect, hours < 0 ? HOURS_FOREVER : hours);
    }
    if (any)
        put_u8(facts, FACT_TABLE_END);
    fact_words(facts, "BARDSONG", song_name(who));
    fact_words(facts, "COMBAT_STANCE", effect_word_of(who, EFFECT_STANCE));
}

/* WIELD and its like, then all of it as pairs of place and thing, in the order of `equipment`.  The places are the words of
 * WEAR_SLOTS. */
static void put_worn(struct bytes_writer *facts, const struct character *who)
{
    static const char *const names[WEAR_SLOTS_COUNT] = {
        [WEAR_WIELD] = "WIELD", [WEAR_HOLD] = "HOLD", [WEAR_SHIELD] = "SHIELD", [WEAR_QUICKDRAW] = "QUICKDRAW",
    };
    const struct item *worn[WEAR_SLOTS_COUNT] = {0};
    bool any = false;
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item->worn != WEAR_NOWHERE && worn[item->worn] == NULL) {
            worn[item->worn] = item;
            any = true;
        }
    for (unsigned place = 0; place < WEAR_SLOTS_COUNT; place++)
        if (worn[place] != NULL && names[place] != NULL)
            fact_words(facts, names[place], worn[place]->object->name);
    fact_name(facts, "EQUIPMENT");
    if (!any)
        return;
    put_u8(facts, FACT_TABLE);
    for (unsigned place = 0; place < WEAR_SLOTS_COUNT; place++)
        if (worn[place] != NULL)
            fact_words(facts, wear_words[place], worn[place]->object->name);
    put_u8(facts, FACT_TABLE_END);
}

/* -- with whom he has to do -------------------------------------------------------------------------- */

/* What lives has at least 1. */
int64_t fact_percent(const struct character *who, enum pool_kind pool)
{
    int64_t has = pool_has(who, pool), most = pool_most(who, pool);
    return has <= 0 || most <= 0 ? 0 : has * 100 / most > 0 ? has * 100 / most : 1;
}

/* Percent with a most of 100: a client plays tones by it. */
static void put_opponent(struct bytes_writer *facts, const struct character *who)
{
    fact_number(facts, "OPPONENT_NUMBER", fight_opponents(who));
    fact_number(facts, "RANGED", fights(who) && who->ranged);
    if (!fights(who))
        return;
    fact_words(facts, "OPPONENT_NAME", character_name(who->opponent));
    fact_number(facts, "OPPONENT_LEVEL", character_level(who->opponent));
    fact_number(facts, "OPPONENT_HEALTH", fact_percent(who->opponent, POOL_HEALTH));
    fact_number(facts, "OPPONENT_HEALTH_MAX", 100);
    fact_number(facts, "OPPONENT_STAMINA", fact_percent(who->opponent, POOL_STAMINA));
    fact_number(facts, "OPPONENT_STAMINA_MAX", 100);
}

static void put_mount(struct bytes_writer *facts, const struct character *who)
{
    const struct character *mount = entity_none(who->mount) ? NULL : land_character(who->zone, who->mount);
    if (mount == NULL)
        return;
    fact_words(facts, "MOUNT_NAME", character_name(mount));
    fact_number(facts, "MOUNT_HEALTH", pool_has(mount, POOL_HEALTH));
    fact_number(facts, "MOUNT_HEALTH_MAX", pool_most(mount, POOL_HEALTH));
    fact_number(facts, "MOUNT_STAMINA", pool_has(mount, POOL_STAMINA));
    fact_number(facts, "MOUNT_STAMINA_MAX", pool_most(mount, POOL_STAMINA));
}

void facts_put_person(struct bytes_writer *facts, const struct character *who)
{
    put_identity(facts, who);
    put_pools(facts, who);
    put_attributes(facts, who);
    put_growth(facts, who);
    put_affects(facts, who);
    fact_words(facts, "PROMPT", prompt_flags(who));
    put_worn(facts, who);
    put_opponent(facts, who);
    put_mount(facts, who);
    facts_put_group(facts, who);
}
