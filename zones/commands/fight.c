/* zones/commands/fight.c -- fighting, helping, running away.  Entered by the zone's worker.
 * What happens in a fight is zones/fight's. */
#include "zones/commands/command.h"

#include "zones/fight/fight_parts.h"

#include <string.h>

enum { RESCUE_PERCENT = 70, RESCUE_WAIT_MS = 2000, WIMPY_PART = 2 };

/* -- beginning --------------------------------------------------------------------------------------- */

/* Somebody here by that word; told when there is nobody, or none was said. */
ZONE_THREAD static struct character *named_here(struct command *command, const char *ask)
{
    char word[64];
    word_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        tell(command->actor, "%s\n", ask);
        return NULL;
    }
    struct character *other = person_here(command->actor, word);
    if (other == NULL)
        tell(command->actor, "There is nobody here by that name.\n");
    return other;
}

/* Whom he may fight, and is in the mood to. */
ZONE_THREAD static bool may_fight(struct character *who, const struct character *other)
{
    const char *why = fight_refuses(who, other);
    if (why == NULL && is(who, FIGURE_AFRAID))
        why = "You are far too afraid.";
    if (why == NULL && is(who, FIGURE_CALM))
        why = "You feel far too peaceful for that.";
    if (why != NULL)
        tell(who, "%s\n", why);
    return why == NULL;
}

ZONE_THREAD static void attack(struct character *who, struct character *other)
{
    if (who->opponent == other) {
        tell(who, "You do the best you can!\n");
        return;
    }
    if (!may_fight(who, other))
        return;
    if (fights(who)) {
        fight_turn(who, other);
        tell(who, "You turn to %s.\n", character_name(other));
        tell_sentence(other, "%s turns to you!\n", who->name);
        tell_room(who->room, who, other, "%s turns to %s.\n", who->name, character_name(other));
        fight_begin(other, who);
        return;
    }
    tell(who, "You attack %s!\n", character_name(other));
    tell_sentence(other, "%s attacks you!\n", who->name);
    tell_room(who->room, who, other, "%s attacks %s!\n", who->name, character_name(other));
    fight_begin(who, other);
}

void do_kill(struct command *command)
{
    struct character *other = named_here(command, "Whom do you want to fight?");
    if (other != NULL)
        attack(command->actor, other);
}

/* The one a friend fights, or a foe by its own name. */
void do_join(struct command *command)
{
    struct character *who = command->actor, *friend = named_here(command, "Whom do you want to help?");
    if (friend == NULL)
        return;
    struct character *foe = are_allies(who, friend) || friend->player != NULL ? friend->opponent : friend;
    if (friend == who) {
        tell(who, "You do that all the time.\n");
    } else if (foe == NULL || !fights(foe)) {
        tell_sentence(who, "%s is not fighting anybody.\n", character_name(friend));
    } else if (who->opponent == foe) {
        tell(who, "You do the best you can!\n");
    } else if (foe == who) {
        tell_sentence(who, "%s is fighting you!\n", character_name(friend));
    } else if (may_fight(who, foe)) {
        fight_turn(who, foe);
        tell(who, "You join the fight with %s.\n", character_name(foe));
        tell_sentence(foe, "%s joins the fight with you.\n", who->name);
        tell_room(who->room, who, foe, "%s joins the fight with %s.\n", who->name, character_name(foe));
        fight_begin(foe, who);
    }
}

/* Without a name: whoever of his company fights. */
void do_assist(struct command *command)
{
    struct character *who = command->actor;
    if (command->words[0] != '\0') {
        do_join(command);
        return;
    }
    for (struct character *friend = who->room->people; friend != NULL; friend = friend->next)
        if (friend != who && are_allies(who, friend) && fights(friend) && who->opponent != friend->opponent) {
            struct command helps = *command;
            char name[NAME_SIZE + 2];
            snprintf(name, sizeof name, "%s", friend->player != NULL ? friend->name : friend->mobile->keys[0]);
            helps.words = name;
            do_join(&helps);
            return;
        }
    tell(who, "Nobody of your company is in a fight here.\n");
}

/* -- helping ----------------------------------------------------------------------------------------- */

static unsigned foes_of(const struct character *friend)
{
    unsigned count = 0;
    for (const struct character *foe = friend->room->people; foe != NULL; foe = foe->next)
        count += foe->opponent == friend;
    return count;
}

ZONE_THREAD static void rescue(struct character *who, struct character *friend)
{
    for (struct character *foe = who->room->people; foe != NULL; foe = foe->next) {
        if (foe->opponent != friend || foe == who)
            continue;
        fight_turn(foe, who);
        tell_room(who->room, NULL, NULL, "%s diverts %s attention to %s.\n", character_name(foe), pronoun_possessive(foe),
                  who->name);
        if (!fights(who))
            fight_begin(who, foe);
    }
    fight_stop(friend);
}

void do_rescue(struct command *command)
{
    struct character *who = command->actor, *friend = named_here(command, "Whom do you want to rescue?");
    if (friend == NULL)
        return;
    if (friend == who) {
        tell(who, "Flee, if you want to rescue yourself.\n");
        return;
    }
    if (friend->player == NULL && !are_allies(who, friend)) {
        tell_sentence(who, "%s would not thank you for it.\n", character_name(friend));
        return;
    }
    if (who->opponent == friend || foes_of(friend) == 0) {
        tell(who, who->opponent == friend ? "You would have to stop fighting first.\n" : "Nobody is fighting %s.\n",
             character_name(friend));
        return;
    }
    for (const struct character *foe = who->room->people; foe != NULL; foe = foe->next)
        if (foe->opponent == friend && !may_fight(who, foe))
            return;
    character_wait(who, command->zone->now + RESCUE_WAIT_MS);
    if ((int32_t)dice_below(&command->zone->dice, 100) >= RESCUE_PERCENT) {
        tell(who, "You fail to head off the opponent of %s.\n", character_name(friend));
        tell(friend, "%s tries to come to your rescue, and cannot head off your opponent.\n", who->name);
        return;
    }
    tell(who, "You rescue %s!\n", character_name(friend));
    tell(friend, "%s comes to your rescue!\n", who->name);
    tell_room(who->room, who, friend, "%s comes to the rescue of %s!\n", who->name, character_name(friend));
    if (friend->player != NULL && friend->player->behind != who->player->behind && are_allies(who, friend) && who->player->behind)
        formation_trade(who, friend);
    rescue(who, friend);
}

/* -- running away, or not ---------------------------------------------------------------------------- */

void do_flee(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    enum direction way = word[0] == '\0' ? NO_DIRECTION : direction_find(word);
    if (!fights(who))
        tell(who, "You are not fighting anybody.\n");
    else if (word[0] != '\0' && way == NO_DIRECTION)
        tell(who, "Flee where? Name a direction, or none.\n");
    else
        fight_flee(who, way);
}

void do_wimpy(struct command *command)
{
    struct character *who = command->actor;
    struct growth *growth = &who->player->growth;
    int32_t most = pool_most(who, POOL_HEALTH) / WIMPY_PART, wanted = 0;
    const char *digits = command->words;
    if (*digits == '\0' && growth->wimpy == 0) {
        tell(who, "You flee from no fight by yourself. Wimpy and a number changes that.\n");
    } else if (*digits == '\0') {
        tell(who, "You flee by yourself when you have less than %d hit points left. Wimpy 0 ends that.\n", growth->wimpy);
    } else if (digits[strspn(digits, "0123456789")] != '\0') {
        tell(who, "Wimpy, and a number of hit points.\n");
    } else {
        for (; *digits != '\0' && wanted <= most; digits++)
            wanted = wanted * 10 + (*digits - '0');
        if (wanted > most) {
            tell(who, "That is more than half of what you have: %d is the most.\n", most);
            return;
        }
        character_touch(who, PART_BODY);
        growth->wimpy = wanted;
        if (wanted == 0)
            tell(who, "You will not flee by yourself.\n");
        else
            tell(who, "You will flee by yourself when you have less than %d hit points left.\n", wanted);
    }
}

/* -- knowing ----------------------------------------------------------------------------------------- */

void do_consider(struct command *command)
{
    static const struct { int32_t least; const char *words; } chances[] = {
        { 10, "You would hardly notice having fought." }, { 5, "That would be an easy fight." },
        { 2, "The odds are on your side." }, { -1, "That would be an even fight." }, { -4, "You would need some luck." },
        { -9, "You would need a great deal of luck." }, { INT32_MIN, "You would not live to regret it." },
    };
    struct character *who = command->actor, *other = named_here(command, "Consider whom?");
    if (other == NULL)
        return;
    if (other == who) {
        tell(who, "You would be evenly matched, and nobody would win.\n");
        return;
    }
    int32_t above = (int32_t)character_power(who) - (int32_t)character_power(other);
    unsigned at = 0;
    while (above < chances[at].least)
        at++;
    tell(who, "%s\n", chances[at].words);
    tell_sentence(who, "%s is %s.\n", character_name(other), condition_words_of(other));
    int32_t own = pool_has(who, POOL_HEALTH), theirs = pool_has(other, POOL_HEALTH);
    tell_sentence(who, "%s can take %s than you just now.\n", character_name(other),
                  theirs > 2 * (int64_t)own ? "far more" : theirs > own ? "more" : 2 * (int64_t)theirs > own ? "less" : "far less");
}
