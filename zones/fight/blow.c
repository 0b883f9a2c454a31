/* zones/fight/blow.c -- one blow: thrown, told, felt.  Entered by the zone's worker.
 *
 * It is thrown first (does it land, how hard), so that whoever tells of it can do so before what it leads to. */
#include "zones/fight/fight_parts.h"

#include "core/sound.h"
#include "zones/body/hazard.h"
#include "zones/body/wearing.h"
#include "zones/skills/works.h"

enum { FORCE_SPREAD = 25, BARE_PERCENT = 80 };
enum { DISTANCE_THROWN = 1, DISTANCE_SHOT = 2 };   /* of a family, gear.h */

/* -- with what --------------------------------------------------------------------------------------- */

/* NULL: it is of no family. */
static const struct gear_family *family_of(const struct character *who, const struct item *item)
{
    return item == NULL || item->object->kind != ITEM_WEAPON ? NULL : item_family(rules_of(who), item);
}

bool is_thrown_weapon(const struct character *who, const struct item *item)
{
    const struct gear_family *family = family_of(who, item);
    return family != NULL && family->distance == DISTANCE_THROWN;
}

struct item *missile_weapon(const struct character *who)
{
    struct item *item = worn_at(who, WEAR_WIELD);
    const struct gear_family *family = family_of(who, item);
    return family != NULL && family->distance == DISTANCE_SHOT && !item_is_broken(item) ? item : NULL;
}

struct item *weapon_in_hand(const struct character *who)
{
    struct item *item = worn_at(who, WEAR_WIELD);
    const struct gear_family *family = family_of(who, item);
    bool shoots = family != NULL && family->distance == DISTANCE_SHOT;
    return item != NULL && item->object->kind == ITEM_WEAPON && !shoots && !item_is_broken(item) ? item : NULL;
}

static struct item *shield_of(const struct character *who)
{
    struct item *item = worn_at(who, WEAR_SHIELD);
    return item == NULL || item_is_broken(item) ? NULL : item;
}

/* The thing it is struck with; NULL: no thing. */
static struct item *blow_item(const struct character *who, uint8_t with)
{
    switch ((enum effect_with)with) {
    case WITH_WEAPON:
        return weapon_in_hand(who);
    case WITH_OFFHAND:
        return second_weapon(who);
    case WITH_BOW:
        return missile_weapon(who);
    case WITH_SHIELD:
        return shield_of(who);
    default:
        return NULL;
    }
}

static bool is_missile(const struct blow *blow)
{
    return blow->with == WITH_BOW || blow->with == WITH_THROWN;
}

static uint8_t blow_kind(const struct character *who, const struct blow *blow)
{
    const struct gear_family *family = family_of(who, blow_item(who, blow->with));
    if (blow->kind < DAMAGE_KINDS)
        return blow->kind;
    if (family != NULL)
        return family->kind;
    if (is_missile(blow))
        return DAMAGE_PIERCE;
    if (blow->with == WITH_SHIELD || blow->with == WITH_HEAD || blow->with == WITH_FEET)
        return DAMAGE_BLUNT;
    return character_race(who)->blow;
}

/* -- does it land ------------------------------------------------------------------------------------ */

static bool chance(struct character *who, int32_t percent)
{
    return (int32_t)dice_below(&who->zone->dice, 100) < percent;
}

int32_t blow_hit_percent(const struct character *who, uint32_t other_power)
{
    const struct constants *constants = &rules_of(who)->constants;
    int64_t base = constants->hit_base - (in_the_dark(who) ? constants->dark_hit : 0);
    return odds_hit(base, constants->hit_per_level, (int32_t)character_power(who), (int32_t)other_power,
                    figure(who, FIGURE_HITROLL));
}

static bool sees(const struct character *who, const struct character *other)
{
    return !is(who, FIGURE_BLIND) && (!is(other, FIGURE_INVISIBLE) || is(who, FIGURE_SEES_INVISIBLE));
}

/* Who is down, bound or stunned keeps nothing off; who does not see it, half as much. */
ZONE_THREAD static enum blow_outcome defended(struct character *who, struct character *other, bool missile)
{
    if (!is_able(other) || other->position == SLEEPING)
        return BLOW_LANDED;
    int32_t part = (other->position == STANDING ? 100 : 50) / (sees(other, who) ? 1 : 2);
    if (chance(other, odds_part(figure(other, FIGURE_DODGE), part)))
        return BLOW_DODGED;
    if (!missile && weapon_in_hand(other) != NULL && chance(other, odds_part(figure(other, FIGURE_PARRY), part)))
        return BLOW_PARRIED;
    if (shield_of(other) != NULL && chance(other, odds_part(figure(other, FIGURE_BLOCK), part)))
        return BLOW_BLOCKED;
    return BLOW_LANDED;
}

ZONE_THREAD static enum blow_outcome outcome_of(struct character *who, struct character *other, const struct blow *blow)
{
    enum blow_outcome outcome = BLOW_LANDED;
    if (!blow->sure) {
        int32_t percent = blow_hit_percent(who, character_power(other));
        if (!chance(who, sees(who, other) ? percent : percent / 2))
            return BLOW_MISSED;
        outcome = defended(who, other, is_missile(blow));
    }
    return outcome == BLOW_LANDED && chance(who, figure(who, FIGURE_CRITICAL)) ? BLOW_CRITICAL : outcome;
}

/* -- how hard ---------------------------------------------------------------------------------------- */

/* What a thing does is its own; a creature's blow is in its figures; a player's bare hands do as his level lets them. */
static int32_t plain_force(const struct character *who, const struct blow *blow)
{
    const struct constants *constants = &rules_of(who)->constants;
    const struct item *item = blow_item(who, blow->with);
    if (item != NULL && item->object->damage > 0)
        return item->object->damage;
    if (who->player == NULL)
        return 0;
    int64_t armed = constants->weapon_base + constants->weapon_level * character_power(who) / 100;
    return (int32_t)(item != NULL || is_missile(blow) ? armed : armed * BARE_PERCENT / 100);
}

int32_t blow_force(struct character *who, const struct blow *blow)
{
    int32_t force = plain_force(who, blow) + figure(who, FIGURE_DAMROLL);
    force = odds_part(force, dice_between(&who->zone->dice, 100 - FORCE_SPREAD, 100 + FORCE_SPREAD));
    force = odds_part(force, blow->percent);
    return force < 1 ? 1 : force;
}

/* Whether it finds anybody or not, an arrow is gone; how good it was, the blow says. */
ZONE_THREAD static struct blow missile_leaves_bow(struct character *who, struct blow blow)
{
    const struct item *bow = blow.with == WITH_BOW ? missile_weapon(who) : NULL;
    if (bow != NULL)
        blow.percent = odds_part(blow.percent, missile_spend(who, bow));
    return blow;
}

struct strike blow_throw(struct character *who, struct character *other, const struct blow *blow)
{
    const struct constants *constants = &rules_of(who)->constants;
    struct blow thrown = missile_leaves_bow(who, *blow);
    struct strike strike = { .outcome = outcome_of(who, other, blow), .kind = blow_kind(who, blow), .with = blow->with,
                             .melee = !is_missile(blow) };
    if (strike.outcome != BLOW_LANDED && strike.outcome != BLOW_CRITICAL)
        return strike;
    int32_t force = blow_force(who, &thrown);
    if (strike.outcome == BLOW_CRITICAL)
        force = odds_part(force, (int32_t)constants->critical_percent + figure(who, FIGURE_CRUEL));
    if (strike.kind <= DAMAGE_NATURAL)
        force = odds_armor(force, figure(other, FIGURE_ARMOR),
                           constants->armor_half + constants->armor_half_level * (int64_t)character_power(who));
    struct hurt hurt = { .from = who, .kind = strike.kind, .amount = force < 1 ? 1 : force };
    strike.hurt = damage_lessen(other, &hurt);
    if (strike.hurt == 0)
        strike.outcome = BLOW_ABSORBED;
    return strike;
}

/* -- telling ----------------------------------------------------------------------------------------- */

/* Who of both is told: in a round, not who wants it in one line. */
struct readers { bool who, other; };

ZONE_THREAD static void tell_landed(struct character *who, struct character *other, const struct strike *strike,
                                    struct readers told)
{
    int32_t most = pool_most(other, POOL_HEALTH);
    const char *name = character_name(who), *others = character_name(other);
    const char *verbs = damage_verb(strike->hurt, most, false), *behind = damage_verb_behind(strike->hurt, most);
    const char *well = strike->outcome == BLOW_CRITICAL ? ", where it hurts most" : "";
    if (told.who)
        tell(who, "You %s %s%s%s.\n", damage_verb(strike->hurt, most, true), others, behind, well);
    if (told.other)
        tell_sentence(other, "%s %s you%s%s.\n", name, verbs, behind, well);
    tell_fight(who->room, who, other, "%s %s %s%s%s.\n", name, verbs, others, behind, well);
}

/* What kept it off, whose doing that was, and how it reads: struck by name, striker by name. */
ZONE_THREAD static void tell_defended(struct character *who, struct character *other, const char *does, const char *do_,
                                      const char *with, struct readers told)
{
    const char *name = character_name(who), *others = character_name(other);
    if (told.who)
        tell_sentence(who, "%s %s your blow%s.\n", others, does, with);
    if (told.other)
        tell(other, "You %s the blow of %s%s.\n", do_, name, with);
    tell_fight(who->room, who, other, "%s %s the blow of %s%s.\n", others, does, name, with);
}

ZONE_THREAD static void tell_missed(struct character *who, struct character *other, bool landed, struct readers told)
{
    const char *name = character_name(who), *others = character_name(other), *sound = landed ? "" : sound_marks[SOUND_MISS];
    if (told.who)
        tell(who, landed ? "%sYou hit %s without any effect.\n" : "%sYou miss %s.\n", sound, others);
    if (told.other)
        tell_sentence(other, landed ? "%s%s hits you without any effect.\n" : "%s%s misses you.\n", sound, name);
    if (landed)
        tell_fight(who->room, who, other, "%s hits %s without any effect.\n", name, others);
    else
        tell_fight(who->room, who, other, "%s misses %s.\n", name, others);
}

ZONE_THREAD static void tell_strike(struct character *who, struct character *other, const struct strike *strike,
                                    struct readers told)
{
    switch (strike->outcome) {
    case BLOW_LANDED:
    case BLOW_CRITICAL:
        tell_landed(who, other, strike, told);
        break;
    case BLOW_DODGED:
        tell_defended(who, other, "dodges", "dodge", "", told);
        break;
    case BLOW_PARRIED:
        tell_defended(who, other, "parries", "parry", "", told);
        break;
    case BLOW_BLOCKED:
        tell_defended(who, other, "blocks", "block", " with a shield", told);
        break;
    case BLOW_MISSED:
    case BLOW_ABSORBED:
        tell_missed(who, other, strike->outcome == BLOW_ABSORBED, told);
        break;
    }
}

void blow_tell(struct character *who, struct character *other, const struct strike *strike)
{
    tell_strike(who, other, strike, (struct readers){ true, true });
}

static bool reads_each(const struct character *who)
{
    return who->player != NULL && !toggle_is(&who->player->toggles, TOGGLE_BRIEFCOMBAT);
}

void blow_tell_round(struct character *who, struct character *other, const struct strike *strike)
{
    tell_strike(who, other, strike, (struct readers){ reads_each(who), reads_each(other) });
}

/* -- feeling ----------------------------------------------------------------------------------------- */

static const struct { uint8_t figure, kind; const char *what; } bites[] = {
    { FIGURE_BITES_FIRE,  DAMAGE_FIRE,  "flames" }, { FIGURE_BITES_COLD,  DAMAGE_COLD,  "frost" },
    { FIGURE_BITES_ACID,  DAMAGE_ACID,  "acid"   }, { FIGURE_BITES_SHOCK, DAMAGE_SHOCK, "sparks" },
    { FIGURE_BITES_SLASH, DAMAGE_SLASH, "blades" },
};
enum { BITES = sizeof bites / sizeof bites[0] };

/* What is about who was struck bites him who struck; read off before the blow, since it may have been the last. */
ZONE_THREAD static void bite_back(struct character *who, struct zone *zone, entity_id other, const int32_t points[BITES])
{
    entity_id id = who->id;
    for (unsigned at = 0; at < BITES && who != NULL; at++) {
        struct character *from = land_character(zone, other);
        if (points[at] <= 0 || who->room == NULL || (from != NULL && from->room != who->room))
            continue;
        bool died;
        struct hurt hurt = { .from = from, .kind = bites[at].kind, .amount = points[at], .what = bites[at].what };
        int32_t amount = damage_lessen(who, &hurt);
        if (amount > 0) {
            tell(who, "You are bitten by the %s about %s.\n", bites[at].what, from == NULL ? "it" : character_name(from));
            damage_apply(who, &hurt, amount, &died);
            who = land_character(zone, id);
        }
    }
}

void blow_feel(struct character *who, struct character *other, const struct strike *strike)
{
    struct zone *zone = who->zone;
    entity_id id = who->id, others = other->id;
    int32_t points[BITES] = {0};
    bool died;
    if (strike->hurt <= 0)
        return;
    weapon_strained(who, blow_item(who, strike->with));
    armor_strained(other);
    for (unsigned at = 0; at < BITES && strike->melee; at++)
        points[at] = figure(other, bites[at].figure);
    int32_t leech = strike->melee ? odds_part(strike->hurt, figure(who, FIGURE_LEECH)) : 0;
    struct hurt hurt = { .from = who, .kind = strike->kind, .amount = strike->hurt };
    damage_apply(other, &hurt, strike->hurt, &died);
    who = land_character(zone, id);
    if (strike->melee && who != NULL && land_character(zone, others) != NULL)
        coat_bites(who, weapon_in_hand(who), land_character(zone, others));
    who = land_character(zone, id);
    if (who != NULL && leech > 0 && !is_down(who))
        pool_add(who, POOL_HEALTH, leech);
    if (who != NULL)
        bite_back(who, zone, others, points);
}

enum blow_outcome blow_strike(struct character *who, struct character *other, const struct blow *blow, int32_t *hurt)
{
    struct strike strike = blow_throw(who, other, blow);
    *hurt = strike.hurt;
    if (!fights(other) || !fights(who))
        fight_begin(who, other);
    blow_tell(who, other, &strike);
    blow_feel(who, other, &strike);
    return strike.outcome;
}
