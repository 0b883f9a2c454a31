/* bench/balance/bot.c -- growing up and getting dressed; see bot.h.  Levels, classes, raises and sessions are had from the
 * functions behind the commands; what a price asks is there when it is asked for, and noted. */
#include "bench/balance/bot.h"

#include "core/memory.h"
#include "zones/body/level.h"
#include "zones/fight/fight.h"

#include <string.h>

enum { FIRST_SESSION = 20, HERO_FROM = 50, HERO_FIRST = 3000, ATTRIBUTE_EVERY = 6, KNOWN_FIRST = 45, KNOWN_LEVEL = 3, KNOWN_MOST = 95,
       LEAN = 12, SECOND = 14, BEST = 16, SILK_FROM = 20 };

/* -- what one wears ---------------------------------------------------------------------------------- */

/* What their skills ask for; whoever is not listed takes a sword.  NULL: empty hands. */
static const struct { const char *class, *weapon; bool shield; } arms[] = {
    { "fighter", "sword", true },     { "rogue", "dagger", false },      { "priest", "mace", true },     { "mage", "dagger", false },
    { "monastic", NULL, false },      { "barbarian", "axe", false },     { "ranger", "sword", false },   { "dreadlord", "sword", true },
    { "paladin", "sword", true },     { "valkyrie", "spear", true },     { "assassin", "dagger", false }, { "demoniac", "sword", false },
    { "bard", "sword", false },       { "templar", "mace", true },       { "druid", "staff", false },    { "prophet", "mace", false },
    { "wizard", "staff", false },     { "necromancer", "dagger", false }, { "runewright", "staff", false }, { "monk", NULL, false },
    { "samurai", "sword", false },
};
static const struct { const char *family, *material; } suits[] = {
    { "cloth", "cloth" }, { "leather", "leather" }, { "mail", "steel" }, { "plate", "steel" },
};

static struct make make_of(const struct rules *rules, const char *family, const char *material, uint32_t level)
{
    int at = gear_family(rules, family), of = gear_material(rules, material), good = gear_quality(rules, "good");
    assert(at >= 0 && of >= 0 && good >= 0);
    return (struct make){ (uint8_t)at, (uint8_t)of, (uint8_t)good, level };
}

static void weapon_make(struct bot *bot, const char *family)
{
    const struct rules *rules = bot->ring->setting.rules;
    struct object_proto *object = &bot->ring->objects[bot->seat * PIECES + WEAR_WIELD];
    object->kind = ITEM_WEAPON;
    object->wear = WEAR_WIELD;
    object->make = make_of(rules, family, strcmp(family, "staff") == 0 ? "ironwood" : "steel", bot->power);
    object->damage = make_damage(rules, &object->make);
    bot->dressed |= 1u << WEAR_WIELD;
}

static void armor_make(struct bot *bot, unsigned slot, const char *family, const char *material)
{
    const struct rules *rules = bot->ring->setting.rules;
    unsigned at = bot->seat * PIECES + slot;
    if (strcmp(material, "cloth") == 0 && bot->power >= SILK_FROM)
        material = "silk";
    struct object_proto *object = &bot->ring->objects[at];
    object->kind = slot == WEAR_SHIELD ? ITEM_SHIELD : ITEM_ARMOR;
    object->wear = (uint8_t)slot;
    object->make = make_of(rules, family, material, bot->power);
    bot->ring->gives[at] = (struct modifier){ FIGURE_ARMOR, make_armor(rules, &object->make, slot) };
    object->gives = &bot->ring->gives[at];
    object->give_count = 1;
    bot->dressed |= 1u << slot;
}

/* Of steel or what else is usual, good, of his level. */
static void gear_make(struct bot *bot)
{
    static const uint8_t slots[] = { WEAR_HEAD, WEAR_NECK, WEAR_BODY, WEAR_ABOUT, WEAR_ARMS,
                                     WEAR_HANDS, WEAR_WAIST, WEAR_LEGS, WEAR_FEET };
    const struct class_rule *class = &bot->ring->setting.rules->classes[bot->class];
    for (unsigned at = 0; at < sizeof slots; at++)
        armor_make(bot, slots[at], suits[class->armor_most].family, suits[class->armor_most].material);
    for (unsigned at = 0; at < sizeof arms / sizeof arms[0]; at++)
        if (strcmp(arms[at].class, class->key) == 0) {
            if (arms[at].weapon != NULL)
                weapon_make(bot, arms[at].weapon);
            if (arms[at].shield)
                armor_make(bot, WEAR_SHIELD, "shield", "steel");
            return;
        }
    weapon_make(bot, "sword");
}

PLAYS static void put_on(struct bot *bot, unsigned object, enum wear_slot slot)
{
    struct zone *zone = bot->ring->zone;
    item_enter_bearer(item_new(zone, (proto_id){ object }, zone_new_id(zone)), bot_self(bot), slot);
}

void bot_dress(struct bot *bot)
{
    struct character *who = bot_self(bot);
    while (who->items != NULL) {
        struct item *item = who->items;
        item_leave(item);
        item_free(&item);
    }
    for (unsigned slot = 0; slot < PIECES; slot++)
        if ((bot->dressed & 1u << slot) != 0)
            put_on(bot, bot->seat * PIECES + slot, slot);
    put_on(bot, BOOK, WEAR_NOWHERE);
    figures_stale(who);
}

/* -- growing up -------------------------------------------------------------------------------------- */

static enum figure prime_of(const struct character *who)
{
    return (enum figure)rules_of(who)->classes[who->player->growth.class].prime;
}

static void means(struct character *who, int64_t experience, int64_t coins)
{
    who->player->growth.experience = experience;
    who->player->coins[PURSE_CARRIED] = coins;
}

/* The session that brings most hero points for its price; health counts for more. */
static enum pool_kind best_pool(const struct character *who)
{
    const struct class_rule *class = &rules_of(who)->classes[who->player->growth.class];
    enum pool_kind best = POOL_HEALTH;
    double most = 0;
    for (unsigned pool = 0; pool < POOLS; pool++) {
        double brings = (double)class->gains[pool] * class->heroes[pool] * (pool == POOL_HEALTH ? 2.5 : 1)
                      / (double)meta_price_pool(who, pool).experience;
        if (brings > most) {
            most = brings;
            best = pool;
        }
    }
    return best;
}

PLAYS static void sessions(struct character *who, int64_t heroes, struct bill *bill)
{
    struct growth *growth = &who->player->growth;
    while (growth->hero_points < heroes) {
        enum pool_kind pool = best_pool(who);
        struct meta_price price = meta_price_pool(who, pool);
        int32_t gained;
        means(who, price.experience, price.coins);
        const char *refused = meta_pool(who, pool, &gained);
        assert(refused == NULL);
        bill->experience += price.experience;
        bill->coins += price.coins;
    }
}

/* From level 20 on he has sessions, as many as make a hero by the fiftieth; then as many as levels ask. */
PLAYS static void meta(struct character *who, struct bill *bill)
{
    unsigned power = character_power(who);
    if (power < FIRST_SESSION)
        return;
    int64_t early = (int64_t)HERO_FIRST * (power - FIRST_SESSION + 1) / (HERO_FROM - FIRST_SESSION + 1);
    sessions(who, power < HERO_FROM ? early : hero_price(who), bill);
    if (power % ATTRIBUTE_EVERY != 0)
        return;
    struct meta_price price = meta_price_attribute(who, prime_of(who));
    means(who, price.experience, price.coins);
    if (price.experience * 2 < level_price(who) && meta_attribute(who, prime_of(who)) == NULL) {
        bill->experience += price.experience;
        bill->coins += price.coins;
    }
}

PLAYS static void next_level(struct character *who, struct bill *bill)
{
    meta(who, bill);
    means(who, level_price(who), gold_price(who));
    const char *refused = level_gain(who);
    assert(refused == NULL);
    while (who->player->growth.raises > 0)
        if (raise_attribute(who, prime_of(who)) != NULL && raise_attribute(who, FIGURE_CON) != NULL)
            break;
}

static void roll(struct character *who, unsigned class)
{
    struct growth *growth = &who->player->growth;
    const struct class_rule *rule = &rules_of(who)->classes[class];
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        growth->attributes[at] = LEAN;
    growth->attributes[rule->prime == FIGURE_CON ? FIGURE_STR : FIGURE_CON] = SECOND;
    growth->attributes[rule->prime] = BEST;
}

/* All that his class could teach him by then, the better the longer he has had it. */
PLAYS static void skills_learn(struct character *who, unsigned power)
{
    const struct rules *rules = rules_of(who);
    for (unsigned number = 0; number < rules->skill_count; number++) {
        const struct skill *skill = &rules->skills[number];
        unsigned from = skill_level(rules, skill, who->player->growth.class);
        if (from == 0 || from > who->player->level || skill->kind == SKILL_HARVEST || skill->kind == SKILL_CRAFT)
            continue;
        unsigned known = KNOWN_FIRST + KNOWN_LEVEL * (power - from);
        struct learned *learned = learned_add(who, (uint16_t)number);
        learned->percent = (uint8_t)(known > KNOWN_MOST ? KNOWN_MOST : known);
        learned->locked = true;         /* what mastering it would bring is no part of this */
    }
    figures_stale(who);
}

void bot_make(struct bot *bot, struct ring *ring, unsigned seat, unsigned class, unsigned power, struct bill *bills)
{
    const struct rules *rules = ring->setting.rules;
    const struct class_rule *rule = &rules->classes[class];
    struct bill unread[POWER_MOST + 1] = {{0}};
    *bot = (struct bot){ .ring = ring, .seat = seat, .class = class, .power = power };
    struct character *who = ring_enter(ring, seat, "human", rules->classes[rule->path].key);
    roll(who, class);
    if (bills == NULL)
        bills = unread;
    while (character_power(who) < power) {
        if (who->player->level == rule->level && who->player->growth.class != class) {
            const char *refused = specialise(who, class);
            assert(refused == NULL);
        }
        next_level(who, &bills[character_power(who)]);
    }
    if (who->player->growth.class != class && who->player->level >= rule->level)
        specialise(who, class);
    skills_learn(who, power);
    gear_make(bot);
    bot_dress(bot);
    pool_fill(who);
    bot_learns(bot);
}

void bot_restore(struct bot *bot, const struct growth *was)
{
    struct character *who = bot_self(bot);
    for (unsigned pool = 0; pool < POOLS; pool++)
        who->player->growth.pools[pool] = was->pools[pool];
    if (who->room != ring_room(bot->ring, FIELD))
        ring_put(bot->ring, who, FIELD);
    bot_dress(bot);
}
