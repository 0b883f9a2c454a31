/* zones/skills/effects_fight.c -- what turns a fight: falling, stunning, parting and changing places.
 * Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/commands/command.h"
#include "zones/fight/fight_parts.h"
#include "zones/rules/creatures.h"

enum { FELL_MS = 3000, SCARE_MS = 6000 };

static int64_t lasting(const struct deed *deed, const struct effect *effect, int64_t usual)
{
    int64_t ms = effect->ms > 0 ? effect->ms : usual;
    return deed->halved ? ms / 2 : ms;
}

/* Bosses, and whoever is rooted, stay where they are. */
static bool stands_fast(const struct character *to)
{
    const struct rules *rules = rules_of(to);
    if (is(to, FIGURE_ROOTED))
        return true;
    return to->mobile != NULL && rules->creatures != NULL && to->mobile->role < rules->creatures->role_count
        && ((rules->creatures->roles[to->mobile->role].behaviours | to->mobile->behaviours) & 1u << BEHAVIOUR_BOSS) != 0;
}

ZONE_THREAD static void holds_up(struct character *to, int64_t until)
{
    skill_interrupt(to, true);
    if (to->stunned_until < until)
        to->stunned_until = until;
    if (to->player != NULL)
        character_wait(to, until);
}

bool effect_FELL(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    if (is(to, FIGURE_STEADY) || (is(to, FIGURE_FLYING) && deed->skill->tags == 0 && !skill_is_magic(deed->skill))) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s stays upright.\n", character_name(to));
        return false;
    }
    if (to->position > SITTING) {
        pools_settle(to);
        character_touch(to, PART_PLACE);
        to->position = SITTING;
    }
    holds_up(to, to->zone->now + lasting(deed, effect, FELL_MS));
    tell(to, "You are knocked to the ground!\n");
    tell_room(to->room, to, NULL, "%s is knocked to the ground!\n", character_name(to));
    return true;
}

bool effect_STUN(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    holds_up(to, to->zone->now + lasting(deed, effect, FELL_MS));
    tell(to, "You are stunned!\n");
    tell_room(to->room, to, NULL, "%s is stunned!\n", character_name(to));
    return true;
}

bool effect_DELAY(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    int64_t later = lasting(deed, effect, FELL_MS), due = (to->round_due > to->zone->now ? to->round_due : to->zone->now) + later;
    (void)number;
    if (to->round_due != 0)
        round_at(to, due);
    if (to->player != NULL)
        character_wait(to, to->zone->now + later);
    tell(to, "You are put off your stroke.\n");
    return true;
}

/* A mobile lets it fall; a player keeps it in his hands, where he has to take it up again. */
bool effect_DISARM(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct item *weapon = to->items;
    (void)number;
    (void)effect;
    while (weapon != NULL && weapon->worn != WEAR_WIELD)
        weapon = weapon->next;
    if (weapon == NULL || is(to, FIGURE_KEEPS_GRIP)) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, weapon == NULL ? "%s has nothing in hand.\n" : "%s does not let go.\n", character_name(to));
        return false;
    }
    tell_sentence(to, "%s flies from your grasp.\n", weapon->object->name);
    tell_room(to->room, to, NULL, "%s flies from the grasp of %s.\n", weapon->object->name, character_name(to));
    item_leave(weapon);
    if (to->player != NULL)
        item_enter_bearer(weapon, to, WEAR_NOWHERE);
    else
        item_enter_room(weapon, to->room);
    return true;
}

bool effect_INTERRUPT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    (void)effect;
    bool any = to->casting != NULL || to->song != NULL;
    skill_interrupt(to, true);
    song_stop(to, true);
    if (any && deed->actor != NULL && deed->actor != to)
        tell_sentence(deed->actor, "%s falls silent.\n", character_name(to));
    return any;
}

/* -- who fights whom --------------------------------------------------------------------------------- */

bool effect_TAUNT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)number;
    (void)effect;
    if (to == who || to->room != who->room || to->player != NULL || fight_refuses(to, who) != NULL)
        return false;
    fight_turn(to, who);
    if (!fights(who))
        fight_begin(who, to);
    tell_sentence(who, "%s diverts its attention to you.\n", character_name(to));
    tell_room(who->room, who, to, "%s diverts its attention to %s.\n", character_name(to), character_name(who));
    return true;
}

bool effect_RESCUE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)number;
    unsigned turned = 0;
    if (to == NULL || to == who || to->room != who->room) {
        tell(who, "Whom do you want to rescue?\n");
        return false;
    }
    if (!deed_dice(deed, effect->chance)) {
        tell(who, "You fail to head off the opponent of %s.\n", character_name(to));
        return false;
    }
    for (struct character *foe = who->room->people; foe != NULL; foe = foe->next)
        if (foe->opponent == to && foe != who) {
            fight_turn(foe, who);
            if (!fights(who))
                fight_begin(who, foe);
            turned++;
        }
    if (turned == 0) {
        tell(who, "Nobody fights %s.\n", character_name(to));
        return false;
    }
    if (who->player != NULL && to->player != NULL)
        formation_trade(who, to);
    else
        tell(who, "You step in front of %s.\n", character_name(to));
    tell(to, "%s steps in front of you.\n", character_name(who));
    return true;
}

bool effect_RETREAT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)number;
    (void)to;
    if (!fights(who) || !deed_dice(deed, effect->chance)) {
        tell(who, fights(who) ? "You cannot get out of their reach.\n" : "You are not fighting anybody.\n");
        return false;
    }
    fight_leave(who);
    tell(who, "You slip out of the fight.\n");
    tell_room(who->room, who, NULL, "%s slips out of the fight.\n", character_name(who));
    return true;
}

bool effect_FLEE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct room *from = who->room;
    enum direction way = deed->direction < DIRECTIONS ? deed->direction : direction_find(deed->words);
    struct zone *zone = deed->zone;
    (void)number;
    (void)to;
    if (!deed_dice(deed, effect->chance)) {
        tell(who, "You turn to flee, and cannot get away!\n");
        return false;
    }
    for (unsigned try = 0; try < 3; try++) {    /* better at it than whoever has not learned it */
        bool away = fight_flee(who, way);
        who = land_character(zone, deed->by);
        if (away || who == NULL || who->room != from)
            return true;
    }
    return false;
}

bool effect_SCARE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    (void)effect;
    if (stands_fast(to) || figure(to, FIGURE_RESIST_MIND) >= 100) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s does not know fear.\n", character_name(to));
        return false;
    }
    tell(to, "Fear takes you!\n");
    return fight_flee(to, NO_DIRECTION);
}

/* Through any open way of this land; nobody decides it. */
bool effect_PUSH(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    enum direction ways[DIRECTIONS];
    unsigned count = 0;
    (void)number;
    (void)effect;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &to->room->proto->exits[direction];
        if (room_shows(to->room, direction) && zone_same(exit->zone, to->zone->id) && to->room->doors[direction] < DOOR_CLOSED
                && (to->player == NULL || (to->player->level >= exit->level_min
                                           && room_refuses(land_room(to->zone, exit->to)) == NULL)))
            ways[count++] = direction;
    }
    if (count == 0 || stands_fast(to)) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s does not budge.\n", character_name(to));
        return false;
    }
    enum direction way = ways[dice_below(&deed->zone->dice, count)];
    struct room *from = to->room, *room = land_room(to->zone, from->proto->exits[way].to);
    tell(to, "You are thrown out of the room!\n");
    tell_room(from, to, NULL, "%s is thrown out of the room, %s!\n", character_name(to), direction_names[way]);
    fight_leave(to);
    room_leave(to);
    room_enter(room, to);
    tell_room(room, to, NULL, "%s comes flying in from %s.\n", character_name(to), direction_from[direction_back(way)]);
    look_in_passing(to);
    return true;
}

bool effect_CALM(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    bool fought = fights(to);
    if (to->mobile != NULL && stands_fast(to)) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s will not be calmed.\n", character_name(to));
        return false;
    }
    fight_leave(to);
    if (number != EFFECT_NESTED && effect->ms > 0)
        affect_lay(to, deed->number, number, 100, deed->level, deed_until(deed, effect), deed->by);
    if (fought)
        tell(to, "The fight goes out of you.\n");
    return fought || effect->ms > 0;
}

/* Whoever of the next room answers to the word behind the direction, or the first that could come at all. */
static struct character *lurable(const struct deed *deed)
{
    char way[64], name[64];
    word_take(word_take(deed->words, way, sizeof way), name, sizeof name);
    const struct exit_proto *exit = &deed->actor->room->proto->exits[deed->direction];
    struct room *room = zone_same(exit->zone, deed->zone->id) ? land_room(deed->zone, exit->to) : NULL;
    if (room == NULL || deed->actor->room->doors[deed->direction] >= DOOR_CLOSED)
        return NULL;
    for (struct character *other = room->people; other != NULL; other = other->next)
        if (other->mobile != NULL && other->mobile->shop == NULL && (name[0] == '\0' || character_answers_to(other, name)))
            return other;
    return NULL;
}

/* Somebody of the next room comes of itself, by the way it sees you. */
bool effect_LURE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)number;
    enum direction way = deed->direction;
    if (way < DIRECTIONS && (to == NULL || to == who))
        to = lurable(deed);
    if (to == NULL || to->mobile == NULL || to->room == who->room || way >= DIRECTIONS || to->mobile->shop != NULL
        || stands_fast(to)) {
        tell(who, "There is nobody there who would come for you.\n");
        return false;
    }
    if (!deed_dice(deed, effect->chance)) {
        tell_sentence(who, "%s looks your way, and stays.\n", character_name(to));
        return false;
    }
    character_go(to, direction_back(way));
    return to->room == who->room;
}
