/* zones/commands/follower.c -- orders to those who follow one, and riding.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"

#include <string.h>
#include <strings.h>

enum { WORD_SIZE = 64 };

/* -- orders ------------------------------------------------------------------------------------------ */

static bool is_his(const struct character *follower, const struct character *who)
{
    return is_led(follower) && entity_same(follower->leader, who->id);
}

ZONE_THREAD static void attack_order(struct character *follower, struct character *who, struct character *foe)
{
    if (follower->opponent == foe) {
        tell_sentence(who, "%s does that already.\n", character_name(follower));
        return;
    }
    const char *why = fight_refuses(follower, foe);
    if (why != NULL)
        tell(who, "%s\n", why);
    else if (!mind_attacks(follower, foe))
        tell_sentence(who, "%s is in no state to fight.\n", character_name(follower));
}

ZONE_THREAD static void order_kill(struct character *follower, struct character *who, const char *words)
{
    char word[WORD_SIZE];
    word_take(words, word, sizeof word);
    struct character *foe = word[0] == '\0' ? NULL : person_here(who, word);
    if (foe == NULL)
        tell(who, word[0] == '\0' ? "Whom are they to fight?\n" : "There is nobody here by that name.\n");
    else
        attack_order(follower, who, foe);
}

ZONE_THREAD static void order_assist(struct character *follower, struct character *who, const char *words)
{
    (void)words;
    if (who->opponent == NULL)
        tell(who, "You are not fighting anybody.\n");
    else
        attack_order(follower, who, who->opponent);
}

ZONE_THREAD static void order_stay(struct character *follower, struct character *who, const char *words)
{
    (void)words;
    mind_of(follower)->stays = true;
    tell_sentence(who, "%s stays here.\n", character_name(follower));
}

ZONE_THREAD static void order_follow(struct character *follower, struct character *who, const char *words)
{
    (void)words;
    mind_of(follower)->stays = false;
    mind_intend(follower, INTENT_FOLLOW, who->id, 1);
    tell_sentence(who, "%s follows you.\n", character_name(follower));
}

/* Whoever fights its leader fights it from now on. */
ZONE_THREAD static void order_rescue(struct character *follower, struct character *who, const char *words)
{
    unsigned turned = 0;
    (void)words;
    if (!is_able(follower) || follower->position != STANDING) {
        tell_sentence(who, "%s is in no state to do that.\n", character_name(follower));
        return;
    }
    for (struct character *foe = who->room->people; foe != NULL; foe = foe->next) {
        if (foe->opponent != who || foe == follower || fight_refuses(follower, foe) != NULL)
            continue;
        fight_turn(foe, follower);
        if (!fights(follower))
            fight_begin(follower, foe);
        turned++;
    }
    if (turned == 0) {
        tell(who, "Nobody is fighting you.\n");
        return;
    }
    fight_stop(who);
    tell_sentence(who, "%s comes to your rescue!\n", character_name(follower));
    tell_room(who->room, who, NULL, "%s comes to the rescue of %s!\n", character_name(follower), character_name(who));
}

ZONE_THREAD static void order_flee(struct character *follower, struct character *who, const char *words)
{
    (void)words;
    if (!fights(follower))
        tell_sentence(who, "%s is not fighting anybody.\n", character_name(follower));
    else
        fight_flee(follower, NO_DIRECTION);
}

typedef void order_function(struct character *follower, struct character *who, const char *words);
static const struct { const char *word; order_function *obey; } orders[] = {
    { "kill", order_kill }, { "assist", order_assist }, { "stay", order_stay }, { "follow", order_follow },
    { "rescue", order_rescue }, { "flee", order_flee },
};
enum { ORDERS = sizeof orders / sizeof orders[0], FOLLOWERS_LISTED = 32 };

static int order_find(const char *word)
{
    for (unsigned at = 0; at < ORDERS && word[0] != '\0'; at++)
        if (strncasecmp(orders[at].word, word, strlen(word)) == 0)
            return (int)at;
    return -1;
}

/* One by name, or all of them: by id, since an order may lead to anything. */
static unsigned followers_named(struct character *who, const char *word, entity_id list[FOLLOWERS_LISTED])
{
    unsigned count = 0;
    bool all = strcasecmp(word, "followers") == 0 || strcasecmp(word, "all") == 0;
    for (struct character *other = who->room->people; other != NULL && count < FOLLOWERS_LISTED; other = other->next)
        if (is_his(other, who) && (all || (count == 0 && character_answers_to(other, word))))
            list[count++] = other->id;
    return count;
}

void do_order(struct command *command)
{
    char whom[WORD_SIZE], verb[WORD_SIZE];
    entity_id list[FOLLOWERS_LISTED];
    struct character *who = command->actor;
    const char *words = word_take(command->words, whom, sizeof whom);
    words = word_take(words, verb, sizeof verb);
    int order = order_find(verb);
    if (whom[0] == '\0' || verb[0] == '\0') {
        tell(who, "Order whom to do what? Order followers assist; order wolf kill rat. They know kill, assist, stay, follow,"
                  " rescue and flee.\n");
        return;
    }
    unsigned count = followers_named(who, whom, list);
    if (count == 0) {
        tell(who, "Nobody here by that name does what you say.\n");
        return;
    }
    if (order < 0) {
        tell(who, "They would not know how. They know kill, assist, stay, follow, rescue and flee.\n");
        return;
    }
    for (unsigned at = 0; at < count; at++) {
        struct character *follower = land_character(command->zone, list[at]);
        if (follower != NULL && follower->room == who->room && is_his(follower, who))
            orders[order].obey(follower, who, words);
    }
}

unsigned followers_list(struct character *who)
{
    unsigned count = 0;
    for (const struct character *other = who->room->people; other != NULL; other = other->next)
        if (is_his(other, who)) {
            tell_sentence(who, "%s follows you, and is %s.\n", character_name(other), condition_words_of(other));
            count++;
        }
    return count;
}

/* -- riding ------------------------------------------------------------------------------------------ */

/* NULL, or why he cannot ride that one. */
static const char *mount_refuses(const struct character *who, const struct character *mount)
{
    if (mount->mobile == NULL || !behaves(mount, BEHAVIOUR_MOUNTABLE))
        return "That is nobody to sit upon.";
    if (rider_of(mount) != NULL)
        return "Somebody sits there already.";
    if (is_led(mount) && !is_his(mount, who))
        return "That one follows somebody else.";
    if (fights(mount) || fights(who))
        return "Not in the middle of a fight.";
    if (mount->position != STANDING || !is_able(mount))
        return "That one would not carry anybody just now.";
    return NULL;
}

void do_mount(struct command *command)
{
    char word[WORD_SIZE];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    struct character *mount = word[0] == '\0' ? NULL : person_here(who, word);
    if (mount_of(who) != NULL) {
        tell(who, "You are riding %s already.\n", character_name(mount_of(who)));
        return;
    }
    if (mount == NULL) {
        tell(who, word[0] == '\0' ? "Mount whom?\n" : "There is nobody here by that name.\n");
        return;
    }
    const char *why = mount_refuses(who, mount);
    if (why != NULL) {
        tell(who, "%s\n", why);
        return;
    }
    mount_begin(who, mount);
    tell(who, "You mount %s.\n", character_name(mount));
    tell_room(who->room, who, NULL, "%s mounts %s.\n", who->name, character_name(mount));
}

void do_dismount(struct command *command)
{
    struct character *who = command->actor, *mount = mount_of(who);
    if (mount == NULL) {
        tell(who, "You are on your own feet.\n");
        return;
    }
    mount_end(who);
    if (!is_led(mount))
        mind_fled(mount);               /* in a while it walks home */
    tell(who, "You get down from %s.\n", character_name(mount));
    tell_room(who->room, who, NULL, "%s gets down from %s.\n", who->name, character_name(mount));
}
