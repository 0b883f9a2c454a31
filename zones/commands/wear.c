/* zones/commands/wear.c -- putting on and taking off.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/body/wearing.h"

#include <strings.h>

/* Worn or not, it stays with him: it leaves and comes back. */
ZONE_THREAD static void wear_at(struct item *item, enum wear_slot place)
{
    struct character *who = item->bearer;
    item_leave(item);
    item_enter_bearer(item, who, place);
}

/* Where a thing made for that place goes.  The second weapon of who can fight with two goes into the other hand. */
static enum wear_slot place_for(const struct character *who, enum wear_slot made_for)
{
    enum wear_slot place = wear_free(who, made_for);
    bool second = place == WEAR_NOWHERE && made_for == WEAR_WIELD && figure(who, FIGURE_OFFHAND) > 0
        && worn_at(who, WEAR_OFFHAND) == NULL;
    return second ? WEAR_OFFHAND : place;
}

/* made_for: a place that is its own first, or WEAR_NOWHERE: it is not to be used so. */
ZONE_THREAD static void put_on(struct character *who, struct item *item, enum wear_slot made_for, const char *verb, const char *verbs)
{
    char words[WEARING_WORDS];
    if (made_for == WEAR_NOWHERE) {
        const char *hint = item->object->wear == WEAR_WIELD ? " Wield it." : item->object->wear == WEAR_HOLD ? " Hold it." : "";
        tell(who, "You cannot %s %s.%s\n", verb, item->object->name, hint);
        return;
    }
    enum wear_slot place = place_for(who, made_for);
    if (place == WEAR_NOWHERE) {
        tell(who, "You already use %s there.\n", worn_at(who, made_for)->object->name);
        return;
    }
    if (wearing_refuses(who, item, words) || hands_refuse(who, item, place, words)) {
        tell(who, "%s\n", words);
        return;
    }
    const char *where = place == WEAR_OFFHAND ? " in your other hand" : "";
    wear_at(item, place);
    tell(who, "You %s %s%s.\n", verb, item->object->name, where);
    tell_room(who->room, who, NULL, "%s %s %s.\n", who->name, verbs, item->object->name);
    if (item_is_broken(item))
        tell(who, "It is broken, and of no use until somebody repairs it.\n");
}

ZONE_THREAD static struct item *named_item(struct command *command, const char *verb)
{
    char word[64];
    name_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        tell(command->actor, "%s what?\n", verb);
        return NULL;
    }
    struct item *item = item_carried(command->actor, word);
    if (item == NULL)
        tell(command->actor, "You carry no such thing.\n");
    return item;
}

static bool wears_by_hand(const struct item *item)
{
    return item->object->wear == WEAR_WIELD || item->object->wear == WEAR_HOLD;
}

void do_wear(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    name_take(command->words, word, sizeof word);
    if (strcasecmp(word, "all") != 0) {
        struct item *item = named_item(command, "Wear");
        if (item != NULL)
            put_on(who, item, wears_by_hand(item) ? WEAR_NOWHERE : item->object->wear, "wear", "wears");
        return;
    }
    unsigned worn = 0;
    for (struct item *item = who->items, *next; item != NULL; item = next) {
        next = item->next;
        bool fits = item->worn == WEAR_NOWHERE && item->object->wear != WEAR_NOWHERE && !wears_by_hand(item);
        if (!fits || wear_free(who, item->object->wear) == WEAR_NOWHERE)
            continue;
        put_on(who, item, item->object->wear, "wear", "wears");
        worn++;
    }
    if (worn == 0)
        tell(who, "You carry nothing that you could put on.\n");
}

void do_wield(struct command *command)
{
    struct item *item = named_item(command, "Wield");
    if (item != NULL)
        put_on(command->actor, item, item->object->wear == WEAR_WIELD ? WEAR_WIELD : WEAR_NOWHERE, "wield", "wields");
}

void do_hold(struct command *command)
{
    struct item *item = named_item(command, "Hold");
    if (item == NULL)
        return;
    bool light = item->object->wear == WEAR_LIGHT;
    bool fits = light || item->object->wear == WEAR_HOLD || item->object->wear == WEAR_NOWHERE;
    put_on(command->actor, item, light ? WEAR_LIGHT : fits ? WEAR_HOLD : WEAR_NOWHERE, "hold", "holds");
}

void do_remove(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    name_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        tell(who, "Remove what?\n");
        return;
    }
    if (board_removes(command))
        return;
    struct item *item = item_worn(who, word);
    if (item == NULL) {
        tell(who, "You use no such thing.\n");
        return;
    }
    wear_at(item, WEAR_NOWHERE);
    tell(who, "You stop using %s.\n", item->object->name);
    tell_room(who->room, who, NULL, "%s stops using %s.\n", who->name, item->object->name);
}
