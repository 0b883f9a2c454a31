/* tests/zones/skills/deeds.h -- a stage on which any skill can be used: Ada who knows it, Bob who is her friend, a guard, a
 * rat next door, and whatever the conditions of the skill ask for.  One function for each row of conditions.def.
 *
 * Nobody strikes of himself: rounds are put off for ever, so that what changes is the skill's doing. */
#ifndef TESTS_ZONES_SKILLS_DEEDS_H
#define TESTS_ZONES_SKILLS_DEEDS_H

#include "tests/zones/town.h"

#include "zones/fight/corpse.h"
#include "zones/fight/fight_parts.h"
#include "zones/rules/creatures.h"
#include "zones/skills/kits.h"
#include "zones/skills/skills_parts.h"
#include "zones/skills/works.h"
#include "zones/world/calendar.h"
#include "zones/world/sky.h"

#include <strings.h>

static struct town town;

struct stage {
    const struct skill *skill;
    uint16_t number;
    struct character *ada, *bob, *guard, *rat;
    struct item *corpse, *sword, *shield;
    char words[100];               /* what it is aimed at */
};
enum { ADA_LEVEL = 60, NEVER_MS = 2000000000 };

/* -- what the skill needs ---------------------------------------------------------------------------- */

PLAYS_ALL bool skill_does(const struct skill *skill, enum effect_kind kind)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == kind)
            return true;
    return false;
}

PLAYS_ALL const struct condition *skill_when(const struct skill *skill, enum condition_kind kind)
{
    for (unsigned at = 0; at < skill->when_count; at++)
        if (skill->when[at].kind == kind)
            return &skill->when[at];
    return NULL;
}

/* -- before the town opens: rooms, kinds, prototypes ------------------------------------------------- */

/* A race of the nature or key; alignment for good and evil. */
PLAYS_ALL void guard_becomes(const char *word)
{
    const struct rules *rules = tables();
    const struct race *race = rules_race(rules, word);
    town.mobiles[0].alignment = strcasecmp(word, "good") == 0 ? 1000 : strcasecmp(word, "evil") == 0 ? -1000 : 0;
    for (unsigned at = 0; at < rules->race_count && race == NULL; at++)
        for (unsigned nature = 0; nature < NATURES; nature++)
            if (strcasecmp(nature_words[nature], word) == 0 && (rules->races[at].natures & 1u << nature) != 0)
                race = &rules->races[at];
    if (race != NULL)
        town.mobiles[0].race = (uint16_t)(race - rules->races);
}

PLAYS_ALL void guard_charmable(const struct skill *skill)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        for (unsigned nature = 0; nature < NATURES && skill->does[at].kind == EFFECT_CHARM; nature++)
            if ((skill->does[at].tags & 1u << nature) != 0)
                guard_becomes(nature_words[nature]);
}

PLAYS_ALL void room_becomes(const struct skill *skill)
{
    const struct condition *terrain = skill_when(skill, CONDITION_TERRAIN);
    static const struct { const char *word; enum terrain terrain; } lands[] = {
        { "ore", TERRAIN_MOUNTAINS }, { "gem", TERRAIN_MOUNTAINS }, { "herb", TERRAIN_FIELD }, { "cotton", TERRAIN_FIELD },
        { "wood", TERRAIN_FOREST }, { "fish", TERRAIN_WATER },
    };
    town.rooms[0].terrain = TERRAIN_FIELD;
    for (unsigned at = 0; at < skill->effect_count; at++)
        for (unsigned n = 0; n < 6 && skill->does[at].kind == EFFECT_HARVEST; n++)
            if (strcmp(skill->does[at].word, lands[n].word) == 0)
                town.rooms[0].terrain = (uint8_t)lands[n].terrain;
    for (unsigned at = 0; at < TERRAIN_KINDS && terrain != NULL; at++)
        if (strcasecmp(terrain_words[at], terrain->word) == 0)
            town.rooms[0].terrain = (uint8_t)at;
    if (skill_does(skill, EFFECT_UNLOCK) || skill_does(skill, EFFECT_LOCK)) {
        enum door_state state = skill_does(skill, EFFECT_UNLOCK) ? DOOR_LOCKED : DOOR_CLOSED;
        door_make(&town.rooms[0], NORTH, "oak door", oak_keys, state, "one.key");
        door_make(&town.rooms[1], SOUTH, "oak door", oak_keys, state, "one.key");
    }
}

PLAYS_ALL void guard_made(const struct skill *skill)
{
    const struct rules *rules = tables();
    town.mobiles[0].level = 40;
    town.mobiles[0].role = (uint8_t)creature_role(rules, "caster");
    town.mobiles[0].says = no_keys;
    town.mobiles[1].wanders = false;
    town.mobiles[1].level = 5;
    guard_becomes(skill_does(skill, EFFECT_SKIN) || skill->target == TARGET_CORPSE ? "animal" : "human");
    guard_charmable(skill);
    if (skill_when(skill, CONDITION_THEY_ARE) != NULL)
        guard_becomes(skill_when(skill, CONDITION_THEY_ARE)->word);
}

/* The sword is of whatever family the skill asks for. */
PLAYS_ALL void sword_made(const struct skill *skill)
{
    const struct rules *rules = tables();
    const struct condition *weapon = skill_when(skill, CONDITION_WEAPON);
    for (unsigned at = 0; at < OBJECTS; at++)
        town.objects[at].make = (struct make){ GEAR_NONE, GEAR_NONE, GEAR_NONE, 1 };
    town.objects[LAMP].spellbook = true;
    town.objects[SWORD].durability = 100;
    for (unsigned at = 0; at < rules->gear->family_count; at++) {
        const struct gear_family *family = &rules->gear->families[at];
        const char *word = weapon == NULL || strcmp(weapon->word, "any") == 0 ? "sword" : weapon->word;
        if (family->weapon && (strcasecmp(family->key, word) == 0 || strcasecmp(damage_words[family->kind], word) == 0
                               || (family->skill != NULL && strcasecmp(family->skill, word) == 0)))
            town.objects[SWORD].make.family = (uint8_t)at;
    }
}

/* An hour at which the sky is as it has to be. */
PLAYS_ALL int64_t hour_for(const struct skill *skill)
{
    const struct condition *weather = skill_when(skill, CONDITION_WEATHER);
    for (int64_t hour = 1; hour < 100000; hour++) {
        enum weather now = weather_of((uint64_t)town.options.game_weather, town.areas[0].climate, hour);
        bool sky = weather == NULL || strcasecmp(weather_words[now], weather->word) == 0;
        bool day = skill_when(skill, CONDITION_DAY) == NULL || hour_is_day(hour);
        bool night = skill_when(skill, CONDITION_NIGHT) == NULL || !hour_is_day(hour);
        if (sky && day && night)
            return hour;
    }
    return 1;
}

/* -- once it is open: each kind of condition --------------------------------------------------------- */

typedef void meeting(struct stage *stage, const struct condition *condition);
#define CONDITION(MEMBER, word, takes, said) PLAYS_ALL meeting meet_##MEMBER;
#include "zones/rules/conditions.def"
#undef CONDITION

PLAYS_ALL struct item *put_on(struct character *who, unsigned object, enum wear_slot slot)
{
    struct item *item = item_new(who->zone, (proto_id){object}, zone_new_id(who->zone));
    item_enter_bearer(item, who, slot);
    return item;
}

__attribute__((unused)) static int guard_percent;           /* of health, once he has got it */
static uint16_t on_stage;           /* the skill: what others lay is not to be its own doing */

static bool gives_figure(const struct effect *effect, enum figure figure)
{
    for (unsigned at = 0; at < effect->give_count; at++)
        if (effect->gives[at].figure == figure && effect->gives[at].amount > 0)
            return true;
    return false;
}

/* Has it that name, that tag, or does it give that figure? */
static bool is_called(const struct skill *skill, const struct effect *effect, const char *word)
{
    if (strcasecmp(skill->name, word) == 0 || strcasecmp(skill->affect, word) == 0
            || (effect->word != NULL && strcasecmp(effect->word, word) == 0))
        return true;
    for (unsigned tag = 0; tag < TAGS; tag++)
        if (strcasecmp(tag_words[tag], word) == 0 && ((skill->tags | effect->tags) & 1u << tag) != 0)
            return true;
    for (unsigned at = 0; at < FIGURES; at++)
        if (strcasecmp(figure_words[at], word) == 0 && gives_figure(effect, at))
            return true;
    return false;
}

/* Something upon somebody: the first of the tables that is called so and lets him do what he is to do, else the first. */
PLAYS_ALL void lay_upon(struct character *who, const char *word)
{
    const struct rules *rules = tables();
    for (unsigned pass = 0; pass < 3; pass++)   /* its own, only where no other does it */
        for (uint16_t at = 0; at < rules->skill_count; at++)
            for (unsigned n = 0; n < rules->skills[at].effect_count; n++) {
                const struct effect *effect = &rules->skills[at].does[n];
                bool lasts = effect->kind == EFFECT_AFFECT || effect->kind == EFFECT_SHAPE || effect->kind == EFFECT_STANCE
                          || effect->kind == EFFECT_CHARM;
                bool binds = gives_figure(effect, FIGURE_MUTE) || gives_figure(effect, FIGURE_HELD) || gives_figure(effect,
                                                                                                                    FIGURE_ASLEEP);
                if (!lasts || (at == on_stage && pass < 2) || (binds && pass == 0) || !is_called(&rules->skills[at], effect, word))
                    continue;
                affect_lay(who, at, n, 100, 50, who->zone->now + NEVER_MS, who->id);
                return;
            }
    fail_msg("nothing of the tables lays '%s' upon anybody", word);
}

/* An affect of that kind: the stance or form of the word. */
PLAYS_ALL void lay_kind(struct character *who, enum effect_kind kind, const char *word)
{
    const struct rules *rules = tables();
    for (uint16_t at = 0; at < rules->skill_count; at++)
        for (unsigned n = 0; n < rules->skills[at].effect_count; n++) {
            const struct effect *effect = &rules->skills[at].does[n];
            if (effect->kind != kind || (strcasecmp(word, "any") != 0 && strcasecmp(effect->word, word) != 0
                                         && strcasecmp(rules->skills[at].name, word) != 0))
                continue;
            affect_lay(who, at, n, 100, 50, FOREVER, who->id);
            return;
        }
    fail_msg("no such stance or form as '%s'", word);
}

/* Each has the other for a foe, and no round of either ever comes. */
PLAYS_ALL void fight_still(struct character *who, struct character *other)
{
    who->round_due = other->round_due = who->zone->now + NEVER_MS;
    fight_begin(who, other);
}

PLAYS_ALL void health_of(struct character *who, int percent)
{
    pool_add(who, POOL_HEALTH, pool_most(who, POOL_HEALTH) * percent / 100 - pool_has(who, POOL_HEALTH));
    if (who->mobile == &town.mobiles[0])
        guard_percent = percent;
}

PLAYS_ALL struct character *other_of(struct stage *stage)
{
    enum skill_target target = stage->skill->target;
    bool friend = target == TARGET_SELF_OR_FRIEND || target == TARGET_ANYBODY || skill_does(stage->skill, EFFECT_RESCUE);
    return friend && skill_when(stage->skill, CONDITION_THEY_ARE) == NULL ? stage->bob : stage->guard;
}

PLAYS_ALL void meet_FIGHTING(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    fight_still(stage->ada, stage->guard);
}
PLAYS_ALL void meet_PEACEFUL(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_SITTING(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->ada->position = SITTING;
}
PLAYS_ALL void meet_HIDDEN(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    lay_upon(stage->ada, "hidden");
}
PLAYS_ALL void meet_UNSEEN(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->guard->position = SLEEPING;
}
PLAYS_ALL void meet_WEAPON(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->sword = put_on(stage->ada, SWORD, WEAR_WIELD);
    item_enter_bearer(kit_make(stage->ada->zone, "arrows", -1), stage->ada, WEAR_NOWHERE);
}
PLAYS_ALL void meet_BAREHANDED(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_SHIELD(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    put_on(stage->ada, SHIELD, WEAR_SHIELD);
}
PLAYS_ALL void meet_LIGHTLY_CLAD(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_MOUNTED(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->ada->mount = stage->rat->id;
}
PLAYS_ALL void meet_ON_FOOT(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_FLYING(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    lay_upon(stage->ada, "flying");
}
PLAYS_ALL void meet_RANGED(struct stage *stage, const struct condition *condition) { (void)condition; stage->ada->ranged = true; }
PLAYS_ALL void meet_OUTDOORS(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_TERRAIN(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_NIGHT(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_DAY(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_WEATHER(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_GROUPED(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }

PLAYS_ALL void meet_ALONE(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    room_leave(stage->bob);
    room_enter(land_room(stage->ada->zone, (room_id){HALL}), stage->bob);
}

PLAYS_ALL void meet_LEADING(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->ada->player->group_leader = stage->ada->id;
}

PLAYS_ALL void meet_OUTNUMBERED(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    room_leave(stage->rat);
    room_enter(stage->ada->room, stage->rat);
    fight_still(stage->ada, stage->guard);
    fight_still(stage->rat, stage->ada);
}

PLAYS_ALL void meet_HAS(struct stage *stage, const struct condition *condition) { lay_upon(stage->ada, condition->word); }
PLAYS_ALL void meet_LACKS(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_STANCE(struct stage *stage, const struct condition *condition)
{
    lay_kind(stage->ada, EFFECT_STANCE, condition->word);
}

PLAYS_ALL void meet_SHAPE(struct stage *stage, const struct condition *condition)
{
    if (strcasecmp(condition->word, "none") != 0)
        lay_kind(stage->ada, EFFECT_SHAPE, condition->word);
}

PLAYS_ALL void meet_WOUNDED(struct stage *stage, const struct condition *condition)
{
    health_of(stage->ada, condition->number - 1);
}
PLAYS_ALL void meet_HEALTHY(struct stage *stage, const struct condition *condition) { (void)condition; health_of(stage->ada, 100); }
PLAYS_ALL void meet_GOOD(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->ada->player->growth.alignment = 1000;
}
PLAYS_ALL void meet_EVIL(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    stage->ada->player->growth.alignment = -1000;
}

/* A kit, or something that the town has by that word. */
PLAYS_ALL void give_thing(struct character *who, const char *word)
{
    struct item *item = kit_make(who->zone, word, -1);
    for (unsigned at = 0; at < OBJECTS && item == NULL; at++)
        if (strcasecmp(town.objects[at].keys[0], word) == 0 || strcasecmp(item_kind_words[town.objects[at].kind], word) == 0
                || strcasecmp(town.objects[at].key, word) == 0)
            item = item_new(who->zone, (proto_id){at}, zone_new_id(who->zone));
    if (item == NULL)
        fail_msg("the stage has no '%s' to carry", word);
    item_enter_bearer(item, who, WEAR_NOWHERE);
}

PLAYS_ALL void meet_CARRIES(struct stage *stage, const struct condition *condition) { give_thing(stage->ada, condition->word); }
PLAYS_ALL void meet_THEY_ARE(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_THEY_HAVE(struct stage *stage, const struct condition *condition)
{
    lay_upon(other_of(stage), condition->word);
}
PLAYS_ALL void meet_THEY_LACK(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_THEY_WOUNDED(struct stage *stage, const struct condition *condition)
{
    health_of(other_of(stage), condition->number - 1);
}
PLAYS_ALL void meet_THEY_HEALTHY(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    health_of(other_of(stage), 100);
}

PLAYS_ALL void meet_THEY_FIGHT(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    struct character *other = other_of(stage);
    fight_still(other, other == stage->bob ? stage->guard : stage->ada);
}

PLAYS_ALL void meet_THEY_FIGHT_OTHER(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    fight_still(stage->guard, stage->bob);
}
PLAYS_ALL void meet_THEY_PEACEFUL(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_THEY_DOWN(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    other_of(stage)->position = SITTING;
}

PLAYS_ALL void size_of(struct character *who, int32_t size)
{
    figure(who, FIGURE_SIZE);
    who->figures[FIGURE_SIZE] = size;
}

/* A sum that is kept stays what it is until something changes it: nothing does before the skill is used. */
PLAYS_ALL void meet_THEY_LARGER(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    size_of(other_of(stage), 20);
}
PLAYS_ALL void meet_THEY_SMALLER(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    size_of(other_of(stage), 1);
}
PLAYS_ALL void meet_THEY_FLY(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    lay_upon(other_of(stage), "flying");
}
PLAYS_ALL void meet_THEY_ARMED(struct stage *stage, const struct condition *condition)
{
    (void)condition;
    put_on(other_of(stage), SWORD, WEAR_WIELD);
}
PLAYS_ALL void meet_THEY_CAST(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }
PLAYS_ALL void meet_FRESH(struct stage *stage, const struct condition *condition) { (void)stage; (void)condition; }

__attribute__((unused)) static meeting *const meetings[CONDITION_KINDS] = {
#define CONDITION(MEMBER, word, takes, said) [CONDITION_##MEMBER] = meet_##MEMBER,
#include "zones/rules/conditions.def"
#undef CONDITION
};

#endif
