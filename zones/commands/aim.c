/* zones/commands/aim.c -- where one stands in a fight, near or far, and shooting from there.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/body/wearing.h"
#include "zones/fight/fight_parts.h"

#include <string.h>
#include <strings.h>

enum { SHOOT_WAIT_MS = 2500, RANGE_WAIT_MS = 2000, HELD_PERCENT = 50 };

/* -- formation --------------------------------------------------------------------------------------- */

static bool in_formation(const struct character *who, const struct character *other)
{
    return other == who || (other->player != NULL && !entity_none(who->player->group)
                            && entity_same(other->player->group, who->player->group));
}

ZONE_THREAD static void formation_show(struct character *who)
{
    for (unsigned row = 0; row < 2; row++)
        for (const struct character *other = who->room->people; other != NULL; other = other->next)
            if (other->player != NULL && other->player->behind == (row == 1) && in_formation(who, other))
                tell(who, "%s %s %s.\n", other == who ? "You" : other->name, other == who ? "stand" : "stands",
                     row == 1 ? "behind" : "in front");
}

ZONE_THREAD static void formation_choose(struct character *who, bool behind)
{
    if (who->player->behind == behind) {
        tell(who, behind ? "You stand behind already.\n" : "You stand in front already.\n");
        return;
    }
    who->player->behind = behind;
    tell(who, behind ? "You step back, behind whoever stands in front.\n" : "You step to the front.\n");
    tell_room(who->room, who, NULL, behind ? "%s steps back.\n" : "%s steps to the front.\n", who->name);
}

void do_formation(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    struct character *other = word[0] == '\0' ? NULL : person_here(who, word);
    if (word[0] == '\0')
        formation_show(who);
    else if (strcasecmp(word, "front") == 0 || strcasecmp(word, "back") == 0)
        formation_choose(who, strcasecmp(word, "back") == 0);
    else if (other == NULL)
        tell(who, "There is nobody here by that name. Formation front, formation back, or formation and a name?\n");
    else if (other == who || !in_formation(who, other))
        tell(who, "That one does not stand in a formation with you.\n");
    else if (other->player->behind == who->player->behind)
        tell(who, "You stand beside %s already.\n", other->name);
    else
        formation_trade(who, other);
}

/* -- distance ---------------------------------------------------------------------------------------- */

void do_range(struct command *command)
{
    struct character *who = command->actor;
    if (who->ranged) {
        who->ranged = false;
        tell(who, "You will not try to stay at a distance any more.\n");
        return;
    }
    if (fights(who)) {
        character_wait(who, command->zone->now + RANGE_WAIT_MS);
        for (struct character *foe = who->room->people; foe != NULL; foe = foe->next)
            if (foe->opponent == who && is_able(foe) && (int32_t)dice_below(&command->zone->dice, 100) < HELD_PERCENT) {
                tell(who, "You will try to stay at a distance, but %s does not let you go.\n", character_name(foe));
                return;
            }
        tell_room(who->room, who, NULL, "%s moves away from the fight.\n", who->name);
    }
    who->ranged = true;
    tell(who, "You will try to stay at a distance.\n");
}

void do_advance(struct command *command)
{
    struct character *who = command->actor, *other = who->opponent;
    if (other == NULL) {
        tell(who, "You are not fighting anybody.\n");
    } else if (!who->ranged && !other->ranged) {
        tell(who, "You could not be closer.\n");
    } else {
        character_wait(who, command->zone->now + RANGE_WAIT_MS);
        range_advance(who, other);
    }
}

/* "[direction] who": into which room, and at whom. */
struct aim {
    enum direction direction;      /* NO_DIRECTION: his own room */
    struct room   *room;           /* NULL: over the border */
    char           word[64];
};

/* False, and told, when no missile goes there. */
ZONE_THREAD static bool aim_take(struct command *command, const char *words, struct aim *aim)
{
    char first[64];
    struct character *who = command->actor;
    words = word_take(words, first, sizeof first);
    *aim = (struct aim){ .direction = NO_DIRECTION, .room = who->room };
    if (words[0] == '\0') {
        snprintf(aim->word, sizeof aim->word, "%s", first);
        return true;
    }
    word_take(words, aim->word, sizeof aim->word);
    aim->direction = direction_find(first);
    const struct exit_proto *exit = aim->direction == NO_DIRECTION ? NULL : &who->room->proto->exits[aim->direction];
    if (exit == NULL || !room_shows(who->room, aim->direction)) {
        tell(who, "There is no way in that direction.\n");
        return false;
    }
    if (who->room->doors[aim->direction] >= DOOR_CLOSED) {
        tell(who, "The %s is closed.\n", exit->door_name);
        return false;
    }
    aim->room = zone_same(exit->zone, command->zone->id) ? land_room(command->zone, exit->to) : NULL;
    return true;
}

/* Somebody in that room whom he may shoot at; NULL, and told why not. */
ZONE_THREAD static struct character *aim_find(struct character *who, const struct aim *aim)
{
    bool here = aim->room == who->room;
    struct character *other = here ? person_here(who, aim->word) : person_in(aim->room, aim->word);
    if (other == NULL) {
        tell(who, here ? "There is nobody here by that name.\n" : "There is nobody over there by that name.\n");
        return NULL;
    }
    const char *why = here ? fight_refuses(who, other) : range_refuses(who, other);
    if (why != NULL)
        tell(who, "%s\n", why);
    return why == NULL ? other : NULL;
}

/* you, they: "throw a dagger", "throws a dagger". */
ZONE_THREAD static void missile_leaves(struct character *who, struct character *other, const struct aim *aim, enum effect_with with,
                                       const char *you, const char *they)
{
    character_wait(who, who->zone->now + SHOOT_WAIT_MS);
    if (aim->room == who->room) {
        struct blow blow = { .with = (uint8_t)with, .kind = NO_DAMAGE, .percent = 100, .skill = NO_SKILL };
        int32_t hurt;
        tell(who, "You %s at %s.\n", you, character_name(other));
        tell_sentence(other, "%s %s at you!\n", who->name, they);
        tell_room(who->room, who, other, "%s %s at %s.\n", who->name, they, character_name(other));
        blow_strike(who, other, &blow, &hurt);
        return;
    }
    const char *way = direction_names[aim->direction];
    tell(who, "You %s %s.\n", you, way);
    tell_room(who->room, who, NULL, "%s %s %s.\n", who->name, they, way);
    if (other != NULL)
        range_strike(who, other, with, aim->direction);
    else
        range_send(who, aim->direction, aim->word);
}

void do_shoot(struct command *command)
{
    struct aim aim;
    struct character *who = command->actor, *other = NULL;
    const struct item *bow = missile_weapon(who), *held = worn_at(who, WEAR_WIELD);
    if (command->words[0] == '\0')
        tell(who, "Shoot whom? Shoot wolf, or shoot north wolf.\n");
    else if (bow == NULL && held != NULL && item_is_broken(held))
        tell_sentence(who, "%s is broken.\n", held->object->name);
    else if (bow == NULL)
        tell(who, "You need a bow in your hand, or something of its kind.\n");
    else if (!missile_ready(who, bow))
        tell_no_missile(who, bow);
    else if (aim_take(command, command->words, &aim)) {
        if (aim.room == NULL && who->room->proto->peaceful)
            tell(who, "There is a peace upon this place that nobody breaks.\n");
        else if (aim.room == NULL || (other = aim_find(who, &aim)) != NULL)
            missile_leaves(who, other, &aim, WITH_BOW, "shoot", "shoots");
    }
}

void do_throw(struct command *command)
{
    struct aim aim;
    char word[64];
    struct character *who = command->actor;
    const char *rest = word_take(command->words, word, sizeof word);
    struct item *item = word[0] == '\0' ? NULL : item_carried(who, word);
    if (rest[0] == '\0') {
        tell(who, "Throw what at whom? Throw blade wolf, or throw blade north wolf.\n");
        return;
    }
    if (item == NULL || !is_thrown_weapon(who, item)) {
        tell(who, item == NULL ? "You carry no such thing.\n" : "That is not made to be thrown.\n");
        return;
    }
    if (!aim_take(command, rest, &aim))
        return;
    struct character *other = aim.room == NULL ? NULL : aim_find(who, &aim);
    if (aim.room == NULL)
        tell(who, "That is too far to throw.\n");
    if (other == NULL)
        return;
    char you[ITEM_WORDS_SIZE + 8], they[ITEM_WORDS_SIZE + 8];
    snprintf(you, sizeof you, "throw %s", item->object->name);
    snprintf(they, sizeof they, "throws %s", item->object->name);
    item_leave(item);
    item_enter_room(item, aim.room);    /* there it lies then, whatever it struck */
    missile_leaves(who, other, &aim, WITH_THROWN, you, they);
}
