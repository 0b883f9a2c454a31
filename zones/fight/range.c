/* zones/fight/range.c -- keeping one's distance, and missiles.  Entered by the zone's worker.
 *
 *   in a fight          who keeps away is reached by nobody who has not advanced on him, and reaches others with a bow alone
 *   the next room       a missile is thrown and felt as any blow, a little weaker
 *   over a border       RANGED carries the shooter's numbers there; all that happens happens there, and STRUCK, personal
 *                       mail to the shooter, tells him of it and of what a kill is worth; if it does not find him,
 *                       nobody gets that */
#include "zones/fight/fight_parts.h"

#include "zones/body/wearing.h"
#include "zones/fight/mind.h"

#include <string.h>
#include <strings.h>

enum { ADVANCE_PERCENT = 60, DEXTERITY_POINTS = 2 };
enum { POWER_MOST = LEVELS_MORTAL + LEVELS_PARAGON };
#define WORTH_MOST INT64_C(1000000000000)

/* -- in a fight -------------------------------------------------------------------------------------- */

bool range_advance(struct character *who, struct character *other)
{
    int32_t percent = odds_percent(ADVANCE_PERCENT
                                   + DEXTERITY_POINTS * ((int64_t)figure(who, FIGURE_DEX) - figure(other, FIGURE_DEX)));
    if (is_able(other) && (int32_t)dice_below(&who->zone->dice, 100) >= percent) {
        tell(who, "You try to get at %s, who keeps away from you.\n", character_name(other));
        tell_sentence(other, "%s tries to get at you, and you keep away.\n", character_name(who));
        return false;
    }
    who->ranged = other->ranged = false;
    tell(who, "You advance on %s!\n", character_name(other));
    tell_sentence(other, "%s advances on you!\n", character_name(who));
    tell_fight(who->room, who, other, "%s advances on %s!\n", character_name(who), character_name(other));
    return true;
}

enum range_turn range_round(struct character *who, struct character *other)
{
    if (!who->ranged && !other->ranged)
        return RANGE_MELEE;
    const struct item *bow = missile_weapon(who);
    if (bow != NULL && missile_ready(who, bow))
        return RANGE_SHOOTS;
    if (bow != NULL)
        tell_no_missile(who, bow);
    if (!who->ranged)
        range_advance(who, other);
    return RANGE_SPENT;
}

/* -- the next room ----------------------------------------------------------------------------------- */

struct character *person_in(const struct room *room, const char *word)
{
    for (struct character *seen = room->people; seen != NULL; seen = seen->next)
        if (character_answers_to(seen, word))
            return seen;
    return NULL;
}

/* The same questions as of somebody beside him, asked of both rooms. */
const char *range_refuses(const struct character *who, const struct character *other)
{
    const struct character *one = player_behind(who), *two = player_behind(other);
    if (who->room->proto->peaceful || other->room->proto->peaceful)
        return "There is a peace upon that place that nobody breaks.";
    if (other->mobile != NULL && other->mobile->shop != NULL)
        return "And who would sell you anything then?";
    if (are_allies(who, other))
        return "That one stands on your side.";
    return one != NULL && two != NULL ? players_refuse(one, two) : NULL;
}

ZONE_THREAD static void missile_tell(struct character *who, struct character *other, const struct strike *strike,
                                     enum direction direction)
{
    const char *from = direction_from[direction_back(direction)], *others = character_name(other);
    int32_t most = pool_most(other, POOL_HEALTH);
    if (strike->hurt <= 0) {
        tell(who, "Your missile does not find %s.\n", others);
        tell_room(other->room, NULL, NULL, "A missile from %s misses %s.\n", from, others);
        return;
    }
    const char *verbs = damage_verb(strike->hurt, most, false), *behind = damage_verb_behind(strike->hurt, most);
    tell(who, "Your missile %s %s%s.\n", verbs, others, behind);
    tell(other, "A missile from %s %s you%s.\n", from, verbs, behind);
    tell_room(other->room, other, NULL, "A missile from %s %s %s%s.\n", from, verbs, others, behind);
}

void range_strike(struct character *who, struct character *other, enum effect_with with, enum direction direction)
{
    const struct constants *constants = &rules_of(who)->constants;
    struct blow blow = { .with = (uint8_t)with, .kind = NO_DAMAGE, .percent = (int32_t)constants->ranged_room_percent,
                         .skill = NO_SKILL };
    struct strike strike = blow_throw(who, other, &blow);
    struct zone *zone = who->zone;
    entity_id id = who->id, others = other->id;
    missile_tell(who, other, &strike, direction);
    blow_feel(who, other, &strike);
    other = land_character(zone, others);
    if (other != NULL)
        mind_shot(other, id, direction_back(direction));
}

/* -- over a border ----------------------------------------------------------------------------------- */

void range_send(struct character *who, enum direction direction, const char *word)
{
    struct zone *zone = who->zone;
    const struct exit_proto *exit = &who->room->proto->exits[direction];
    const struct growth *growth = &who->player->growth;
    struct blow blow = { .with = WITH_BOW, .kind = NO_DAMAGE, .skill = NO_SKILL,
                         .percent = (int32_t)rules_of(who)->constants.ranged_room_percent };
    struct item *bow = missile_weapon(who);
    if (bow != NULL)
        blow.percent = odds_part(blow.percent, missile_spend(who, bow));
    struct message *message = zone_mail(zone, MSG_RANGED, exit->zone, NO_ENTITY);
    struct msg_ranged *ranged = &message->ranged;
    ranged->shooter = who->id;
    snprintf(ranged->name, NAME_SIZE, "%s", who->name);
    ranged->room = exit->to;
    ranged->direction = (uint8_t)direction;
    ranged->target = text_string(word);
    ranged->force = (uint32_t)blow_force(who, &blow);
    weapon_strained(who, bow);          /* whether it lands, the other zone will know, and not the bow */
    ranged->hitroll = figure(who, FIGURE_HITROLL);
    ranged->power = character_power(who);
    ranged->group = who->player->group;
    ranged->fights_players = growth->fights_players && growth->safe_until <= zone->now;
    zone_emit(zone, message);
}

/* What those rules say of somebody who is not here himself. */
static const char *arrival_refuses(const struct character *other, const struct msg_ranged *ranged)
{
    const struct character *player = player_behind(other);
    if (other->room->proto->peaceful)
        return "There is a peace upon that place that nobody breaks.";
    if (other->mobile != NULL && other->mobile->shop != NULL)
        return "And who would sell you anything then?";
    if (player == NULL)
        return NULL;
    if (!entity_none(ranged->group) && entity_same(ranged->group, player->player->group))
        return "That one stands on your side.";
    int64_t apart = (int64_t)ranged->power - character_power(player);
    if (!ranged->fights_players || !player->player->growth.fights_players || player->player->growth.safe_until > other->zone->now
            || (apart < 0 ? -apart : apart) > rules_of(other)->constants.player_fight_span)
        return "That one is a player whom you may not fight.";
    return NULL;
}

static bool dice_say(struct zone *zone, int32_t percent)
{
    return (int32_t)dice_below(&zone->dice, 100) < percent;
}

/* What is left of it by the time it is there: 0 has missed. */
ZONE_THREAD static int32_t arrival_force(struct character *other, const struct msg_ranged *ranged)
{
    const struct constants *constants = &rules_of(other)->constants;
    struct zone *zone = other->zone;
    int32_t percent = odds_hit(constants->hit_base, constants->hit_per_level, (int32_t)ranged->power,
                               (int32_t)character_power(other), (int32_t)ranged->hitroll);
    if (!dice_say(zone, percent))
        return 0;
    if (is_able(other) && other->position != SLEEPING && dice_say(zone, figure(other, FIGURE_DODGE)))
        return 0;
    int32_t force = ranged->force > INT32_MAX ? INT32_MAX : (int32_t)ranged->force;
    int32_t amount = odds_armor(force, figure(other, FIGURE_ARMOR),
                                constants->armor_half + constants->armor_half_level * (int64_t)ranged->power);
    struct hurt hurt = { .kind = DAMAGE_PIERCE, .amount = amount < 1 ? 1 : amount };
    return damage_lessen(other, &hurt);
}

/* The news goes to who shot it. */
ZONE_THREAD static void struck_send(struct zone *zone, struct message *struck, struct text *words)
{
    struck->struck.words = words;
    zone_emit(zone, struck);
}

ZONE_THREAD static void arrival_strikes(struct zone *zone, struct character *other, const struct msg_ranged *ranged,
                                        struct message *struck)
{
    const char *from = direction_from[direction_back(ranged->direction)], *name = character_name(other);
    int32_t amount = arrival_force(other, ranged), most = pool_most(other, POOL_HEALTH);
    bool died = false, creature = other->mobile != NULL;
    if (amount <= 0) {
        tell_room(other->room, NULL, NULL, "A missile from %s misses %s.\n", from, name);
        struck_send(zone, struck, text_printf("Your missile does not find %s.\n", name));
        mind_shot(other, ranged->shooter, direction_back(ranged->direction));
        return;
    }
    const char *verbs = damage_verb(amount, most, false), *behind = damage_verb_behind(amount, most);
    tell(other, "A missile from %s %s you%s.\n", from, verbs, behind);
    tell_room(other->room, other, NULL, "A missile from %s %s %s%s.\n", from, verbs, name, behind);
    if (creature) {
        struck->struck.sort = creature_sort(other);
        struck->struck.level = character_level(other);
        struck->struck.rare = creature_rare(other);
        struck->struck.worth = creature_worth(other);
    }
    struct text *words = text_printf("Your missile %s %s%s.\n", verbs, name, behind), *last = text_string(name);
    struct hurt hurt = { .kind = DAMAGE_PIERCE, .amount = amount };
    entity_id id = other->id;
    armor_strained(other);
    damage_apply(other, &hurt, amount, &died);
    other = land_character(zone, id);
    if (!died && other != NULL)
        mind_shot(other, ranged->shooter, direction_back(ranged->direction));
    struck->struck.killed = died && creature;
    if (died)
        struck->struck.died = text_ref(last);
    text_unref(&last);
    struck_send(zone, struck, words);
}

void ranged_arrives(struct zone *zone, const struct message *message)
{
    const struct msg_ranged *ranged = &message->ranged;
    struct room *room = land_room(zone, ranged->room);
    if (room == NULL || ranged->direction >= DIRECTIONS || ranged->target == NULL || entity_none(ranged->shooter)
            || ranged->power > POWER_MOST || ranged->hitroll < figure_least[FIGURE_HITROLL]
            || ranged->hitroll > figure_most[FIGURE_HITROLL])
        return;                         /* no shooter of ours */
    enum direction back = direction_back(ranged->direction);
    struct message *struck = zone_mail(zone, MSG_STRUCK, NO_ZONE, ranged->shooter);
    struct character *other = person_in(room, text_bytes(ranged->target));
    bool shut = room->doors[back] >= DOOR_CLOSED && zone_same(room->proto->exits[back].zone, message->from);
    const char *why = shut ? "It is shut from the other side."
        : other == NULL ? "There is nobody over there by that name." : arrival_refuses(other, ranged);
    if (why != NULL)
        struck_send(zone, struck, text_printf("%s\n", why));
    else
        arrival_strikes(zone, other, ranged, struck);
}

void ranged_returns(struct character *who, const struct message *message)
{
    const struct msg_struck *struck = &message->struck;
    if (struck->words != NULL)
        tell_text(who, struck->words);
    if (struck->died != NULL)
        tell_sentence(who, "%s is dead!  R.I.P.\n", text_bytes(struck->died));
    if (struck->killed && struck->worth >= 0 && struck->worth <= WORTH_MOST && who->player != NULL)
        reward_return(who, struck->sort, struck->level, struck->rare, struck->worth);
}
