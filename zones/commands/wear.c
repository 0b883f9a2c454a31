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
    const struct item *used = item == NULL ? item_worn(command->actor, word) : NULL;
    if (used != NULL)
        tell(command->actor, "You use %s already.\n", used->object->name);
    else if (item == NULL)
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

/* -- a weapon kept ready ------------------------------------------------------------------------------ */

/* Out of his hands, or from where else he carries it. */
ZONE_THREAD static void make_ready(struct character *who, struct item *item)
{
    char words[WEARING_WORDS];
    const struct item *kept = worn_at(who, WEAR_QUICKDRAW);
    if (item->object->wear != WEAR_WIELD) {
        tell(who, "You cannot draw %s: that is no weapon.\n", item->object->name);
    } else if (kept != NULL) {
        tell(who, "You keep %s ready already. Remove that first.\n", kept->object->name);
    } else if (wearing_refuses(who, item, words)) {
        tell(who, "%s\n", words);
    } else {
        wear_at(item, WEAR_QUICKDRAW);
        tell(who, "You keep %s ready to draw.\n", item->object->name);
        tell_room(who->room, who, NULL, "%s keeps %s ready to draw.\n", who->name, item->object->name);
    }
}

/* What he has in hand takes the place of what he draws. */
ZONE_THREAD static void draw(struct character *who, struct item *kept)
{
    char words[WEARING_WORDS];
    struct item *had = worn_at(who, WEAR_WIELD);
    if (wearing_refuses(who, kept, words) || hands_refuse(who, kept, WEAR_WIELD, words)) {
        tell(who, "%s\n", words);
        return;
    }
    if (had != NULL)
        wear_at(had, WEAR_QUICKDRAW);
    wear_at(kept, WEAR_WIELD);
    if (had == NULL) {
        tell(who, "You draw %s.\n", kept->object->name);
        tell_room(who->room, who, NULL, "%s draws %s.\n", who->name, kept->object->name);
    } else {
        tell(who, "You draw %s, and put %s in its place.\n", kept->object->name, had->object->name);
        tell_room(who->room, who, NULL, "%s draws %s, and puts %s in its place.\n", who->name, kept->object->name, had->object->name);
    }
    if (item_is_broken(kept))
        tell(who, "It is broken, and of no use until somebody repairs it.\n");
}

/* Alone it draws, whatever he is waiting for; with the name of a weapon it keeps that one ready, and has to wait like
 * anything else. */
void do_quickdraw(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    struct item *kept = worn_at(who, WEAR_QUICKDRAW);
    name_take(command->words, word, sizeof word);
    struct item *item = word[0] == '\0' ? kept : item_carried(who, word);
    if (item == NULL && word[0] != '\0')
        item = item_worn(who, word);
    if (item == NULL)
        tell(who, word[0] == '\0' ? "You keep no weapon ready. Quickdraw sword would keep a sword ready.\n" : "You have no such thing.\n");
    else if (item == kept)
        draw(who, item);
    else if (character_waits(who))
        tell(who, "You have no hand free for that just now.\n");
    else
        make_ready(who, item);
}

ZONE_THREAD static bool remove_one(struct command *command, struct item *item, void *nothing)
{
    (void)nothing;
    struct character *who = command->actor;
    wear_at(item, WEAR_NOWHERE);
    tell(who, "You stop using %s.\n", item->object->name);
    tell_room(who->room, who, NULL, "%s stops using %s.\n", who->name, item->object->name);
    return true;
}

void do_remove(struct command *command)
{
    char word[64];
    name_take(command->words, word, sizeof word);
    if (word[0] == '\0')
        tell(command->actor, "Remove what?\n");
    else if (!board_removes(command) && for_each_worn(command, word, remove_one, NULL) == 0)
        tell(command->actor, "You use no such thing.\n");
}
