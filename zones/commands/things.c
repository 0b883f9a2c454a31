/* zones/commands/things.c -- getting, dropping, giving, putting away.  Entered by the zone's worker. */
#include "zones/commands/command.h"
#include "zones/fight/corpse.h"
#include "zones/quests/quests.h"

#include <string.h>
#include <strings.h>

ZONE_THREAD static bool can_carry(struct character *who, const struct item *item)
{
    if (item_root(item)->bearer == who)
        return true;                    /* he carries it already, in a bag of his */
    if (items_count(who->items) + 1 + items_count(item->contents) <= (unsigned)who->zone->setting->options->character_items_max)
        return true;
    tell(who, "You cannot carry so many things.\n");
    return false;
}

/* What is worn, or what is not; the list may shrink under us, so the next one is noted before each try. */
ZONE_THREAD static unsigned for_each(struct command *command, struct item *first, bool worn, char *word, thing_function *function, void *data)
{
    bool all;
    unsigned number = word_number(word, &all), named = 0;
    for (struct item *item = first, *next; item != NULL; item = next) {
        next = item->next;
        if ((item->worn != WEAR_NOWHERE) != worn || item_is_hidden(item))
            continue;
        bool any = all && word[0] == '\0';
        if (!any && !word_is_name((const char *const *)item->object->keys, word))
            continue;
        if (!all && --number > 0)
            continue;
        named++;
        if (!function(command, item, data) || !all)
            break;
    }
    return named;
}

unsigned for_each_named(struct command *command, struct item *first, char *word, thing_function *function, void *data)
{
    return for_each(command, first, false, word, function, data);
}

unsigned for_each_worn(struct command *command, char *word, thing_function *function, void *data)
{
    return for_each(command, command->actor->items, true, word, function, data);
}

/* -- get --------------------------------------------------------------------------------------------- */

ZONE_THREAD static bool get_one(struct command *command, struct item *item, void *container_at)
{
    struct character *who = command->actor;
    const struct item *container = container_at;
    if (!item->object->takeable) {
        tell_sentence(who, "%s stays where it is.\n", item->object->name);
        return true;
    }
    if (!can_carry(who, item))
        return false;
    item_leave(item);
    item_enter_bearer(item, who, WEAR_NOWHERE);
    if (container != NULL) {
        tell(who, "You get %s from %s.\n", item->object->name, container->object->name);
        tell_room(who->room, who, NULL, "%s gets %s from %s.\n", who->name, item->object->name, container->object->name);
    } else {
        tell(who, "You get %s.\n", item->object->name);
        tell_room(who->room, who, NULL, "%s gets %s.\n", who->name, item->object->name);
    }
    return true;
}

ZONE_THREAD static struct item *container_named(struct character *who, const char *word)
{
    struct item *container = item_here(who, word);
    if (container == NULL)
        tell(who, "You do not see %s here.\n", word);
    else if (container->object->kind != ITEM_CONTAINER)
        tell_sentence(who, "%s is no container.\n", container->object->name);
    else if (container->door >= DOOR_CLOSED)
        tell_sentence(who, "%s is closed.\n", container->object->name);
    else
        return container;
    return NULL;
}

/* "get sword from chest", "get sword chest". */
static const char *skip_word(const char *words, const char *skipped)
{
    size_t length = strlen(skipped);
    if (strncasecmp(words, skipped, length) != 0 || (words[length] != ' ' && words[length] != '\0'))
        return words;
    words += length;
    return words + strspn(words, " ");
}

/* Coins, or what may not be touched: true when that was all.  "all" goes on to the things in it. */
ZONE_THREAD static bool get_from_corpse(struct command *command, struct item *corpse, const char *word)
{
    const char *why = corpse_refuses(command->actor, corpse);
    bool all = strcasecmp(word, "all") == 0;
    if (why != NULL) {
        tell(command->actor, "%s\n", why);
        return true;
    }
    if (!all && !word_is_coins(word) && strcasecmp(word, "all.coin") != 0 && strcasecmp(word, "all.coins") != 0)
        return false;
    bool coins = corpse_coins(command->actor, corpse);
    if (!coins && !all)
        tell(command->actor, "There are no coins in there.\n");
    return !all || (coins && corpse->contents == NULL);
}

void do_get(struct command *command)
{
    char word[64], where[64];
    struct character *who = command->actor;
    const char *rest = name_take(command->words, word, sizeof word);
    name_take(skip_word(rest, "from"), where, sizeof where);
    if (word[0] == '\0') {
        tell(who, "Get what?\n");
        return;
    }
    struct item *container = where[0] == '\0' ? NULL : container_named(who, where);
    if (where[0] != '\0' && container == NULL)
        return;
    if (container != NULL && container->corpse != NULL && get_from_corpse(command, container, word))
        return;
    struct item *first = container != NULL ? container->contents : who->room->items;
    if (container != NULL && first == NULL)
        tell_sentence(who, "%s is empty.\n", container->object->name);
    else if (for_each_named(command, first, word, get_one, container) == 0)
        tell(who, "You do not see that %s.\n", container != NULL ? "in there" : "here");
}

/* -- drop -------------------------------------------------------------------------------------------- */

ZONE_THREAD static bool drop_one(struct command *command, struct item *item, void *unused)
{
    struct character *who = command->actor;
    (void)unused;
    unsigned lying = items_count(who->room->items) + 1 + items_count(item->contents);
    if (lying > (unsigned)command->zone->setting->options->room_items_max) {
        tell(who, "There is no room for anything more here.\n");
        return false;
    }
    item_leave(item);
    item_enter_room(item, who->room);
    tell(who, "You drop %s.\n", item->object->name);
    tell_room(who->room, who, NULL, "%s drops %s.\n", who->name, item->object->name);
    return true;
}

/* Coins go from purse to purse.  A thing may be called so all the same. */
static bool drops_coins(const struct command *command, const char *word)
{
    int64_t coins;
    const char *rest;
    return coins_named(command->actor, command->words, &coins, &rest)
        || (word_is_coins(word) && item_carried(command->actor, word) == NULL);
}

void do_drop(struct command *command)
{
    char word[64];
    name_take(command->words, word, sizeof word);
    if (drops_coins(command, word))
        tell(command->actor, "Coins are not for leaving about. Give them to somebody, or take them to a bank.\n");
    else if (word[0] == '\0')
        tell(command->actor, "Drop what?\n");
    else if (for_each_named(command, command->actor->items, word, drop_one, NULL) == 0)
        tell_not_carried(command->actor, word);
}

/* -- put --------------------------------------------------------------------------------------------- */

/* Nothing goes into itself, and nothing deeper than a bag in a bag.  (A record could not be read at any depth.) */
ZONE_THREAD static bool put_one(struct command *command, struct item *item, void *container_at)
{
    struct character *who = command->actor;
    struct item *container = container_at;
    if (item == container)
        return true;
    if (items_depth(item->contents) > 1) {
        tell_sentence(who, "%s will not fit in there.\n", item->object->name);
        return true;
    }
    if (items_count(container->contents) + 1 + items_count(item->contents) > container->object->capacity) {
        tell_sentence(who, "%s is full.\n", container->object->name);
        return false;
    }
    item_leave(item);
    item_enter_item(item, container);
    tell(who, "You put %s in %s.\n", item->object->name, container->object->name);
    tell_room(who->room, who, NULL, "%s puts %s in %s.\n", who->name, item->object->name, container->object->name);
    return true;
}

void do_put(struct command *command)
{
    char word[64], where[64];
    struct character *who = command->actor;
    const char *rest = name_take(command->words, word, sizeof word);
    name_take(skip_word(skip_word(rest, "in"), "into"), where, sizeof where);
    if (word[0] == '\0' || where[0] == '\0') {
        tell(who, "Put what in what?\n");
        return;
    }
    struct item *container = container_named(who, where);
    if (container == NULL)
        return;
    if (container->corpse != NULL)
        tell(who, "The dead have no use for it.\n");
    else if (item_carried(who, word) == container)   /* said by name; "put all bag" just leaves the bag where it is */
        tell_sentence(who, "%s cannot hold itself.\n", container->object->name);
    else if (for_each_named(command, who->items, word, put_one, container) == 0)
        tell(who, "You carry no such thing.\n");
}

/* -- give -------------------------------------------------------------------------------------------- */

void do_give(struct command *command)
{
    char word[64], whom[64];
    int64_t coins;
    struct character *who = command->actor;
    const char *rest = name_take(command->words, word, sizeof word), *behind;
    bool in_coins = coins_named(who, command->words, &coins, &behind);
    name_take(skip_word(in_coins ? behind : rest, "to"), whom, sizeof whom);
    struct item *item = word[0] == '\0' ? NULL : item_carried(who, word);
    struct character *other = whom[0] == '\0' ? NULL : person_here(who, whom);
    if (word[0] == '\0' || whom[0] == '\0') {
        tell(who, "Give what to whom?\n");
    } else if (in_coins) {
        coins_give(who, other, coins);
    } else if (item == NULL) {
        tell(who, "You carry no such thing.\n");
    } else if (other == NULL) {
        tell(who, "There is nobody here by that name.\n");
    } else if (other == who) {
        tell(who, "You pass %s from one hand to the other.\n", item->object->name);
    } else if (other->player == NULL && quest_given(who, other, item)) {
        return;                         /* it was wanted */
    } else if (other->player == NULL) {
        tell_sentence(who, "%s looks %s over, and hands it back.\n", character_name(other), item->object->name);
    } else if (!can_carry(other, item)) {
        tell(who, "%s cannot carry so many things.\n", other->name);
    } else {
        item_leave(item);
        item_enter_bearer(item, other, WEAR_NOWHERE);
        tell(who, "You give %s to %s.\n", item->object->name, other->name);
        tell(other, "%s gives you %s.\n", who->name, item->object->name);
        tell_room(who->room, who, other, "%s gives %s to %s.\n", who->name, item->object->name, other->name);
    }
}

/* -- for ever ---------------------------------------------------------------------------------------- */

/* NULL, or why that stays where it is. */
static const char *ground_refuses(const struct character *who, const struct item *item)
{
    if (item->corpse != NULL)
        return item->contents != NULL ? "There is still something with the corpse." : corpse_refuses(who, item);
    if (!item->object->takeable)
        return "That belongs here.";
    return item->contents != NULL ? "There is something in it. Empty it first." : NULL;
}

/* Of everything that lies here only what the ground takes is told. */
ZONE_THREAD static bool sacrifice_one(struct command *command, struct item *item, void *everything_at)
{
    struct character *who = command->actor;
    const bool *everything = everything_at;
    const char *why = ground_refuses(who, item);
    if (why != NULL) {
        if (!*everything)
            tell(who, "%s\n", why);
        return true;
    }
    tell(who, "You give %s to the ground, which takes it.\n", item->object->name);
    tell_room(who->room, who, NULL, "%s gives %s to the ground.\n", who->name, item->object->name);
    if (item->corpse != NULL)
        corpse_end(command->zone, &item);
    else
        item_use_up(command->zone, &item);
    return true;
}

/* What lies here, if it is nothing's and nobody's; it is gone, and the books know. */
void do_sacrifice(struct command *command)
{
    char word[64];
    name_take(command->words, word, sizeof word);
    bool everything = strcasecmp(word, "all") == 0;
    if (word[0] == '\0')
        tell(command->actor, "Sacrifice what?\n");
    else if (for_each_named(command, command->actor->room->items, word, sacrifice_one, &everything) == 0)
        tell(command->actor, "Nothing of that name lies here.\n");
}
