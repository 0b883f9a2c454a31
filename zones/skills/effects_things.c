/* zones/skills/effects_things.c -- locks, other people's pockets, and what is done to a thing. Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/body/wearing.h"
#include "zones/commands/command.h"
#include "zones/fight/fight_parts.h"
#include "zones/rules/creatures.h"
#include "zones/skills/works.h"

#include <string.h>
#include <strings.h>

enum { ENCHANT_TIMES = 3 };

/* -- locks ------------------------------------------------------------------------------------------- */

/* A door, or the lid of a container. */
static uint8_t lid_state(const struct deed *deed)
{
    if (deed->item != NULL)
        return deed->item->door;
    return deed->direction < DIRECTIONS ? deed->actor->room->doors[deed->direction] : DOOR_NONE;
}

ZONE_THREAD static bool lid_turns(struct deed *deed, enum door_state from, enum door_state to, uint32_t chance, const char *fails)
{
    struct character *who = deed->actor;
    if (lid_state(deed) != from) {
        tell(who, from == DOOR_LOCKED ? "It is not locked.\n" : "It must be closed first.\n");
        return false;
    }
    bool has_lock = deed->item != NULL ? deed->item->object->unlocked_by != NULL
                                       : who->room->proto->exits[deed->direction].key != NULL;
    if (from == DOOR_CLOSED && !has_lock) {
        tell(who, "It has no lock.\n");
        return false;
    }
    if (!deed_dice(deed, chance)) {
        tell(who, "%s\n", fails);
        return false;
    }
    if (deed->item != NULL) {
        item_touch(deed->item);
        deed->item->door = (uint8_t)to;
    } else {
        door_set(who->room, deed->direction, to);
    }
    return true;
}

bool effect_UNLOCK(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    (void)to;
    if (!lid_turns(deed, DOOR_LOCKED, DOOR_CLOSED, effect->chance, "You seem to be unable to pick this lock."))
        return false;
    tell(deed->actor, "The lock springs open.\n");
    tell_room(deed->actor->room, deed->actor, NULL, "A lock springs open.\n");
    return true;
}

bool effect_LOCK(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)number;
    (void)to;
    if (!lid_turns(deed, DOOR_CLOSED, DOOR_LOCKED, effect->chance, "The bolt will not move for you."))
        return false;
    tell(deed->actor, "The lock clicks shut.\n");
    tell_room(deed->actor->room, deed->actor, NULL, "A lock clicks shut.\n");
    return true;
}

/* -- pockets ----------------------------------------------------------------------------------------- */

static struct item *loose_item(struct character *to, const char *word)
{
    if (word[0] != '\0')
        return item_carried(to, word);
    struct item *item = to->items;
    while (item != NULL && item->worn != WEAR_NOWHERE)
        item = item->next;
    return item;
}

/* Once from each: an affect upon it remembers that its purse is empty. */
ZONE_THREAD static bool steal_coins(struct deed *deed, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    int64_t coins = 0;
    if (to->mobile != NULL && rules_of(who)->creatures != NULL && affect_find(to, deed->number) == NULL)
        coins = creature_coins(rules_of(who), to->mobile->role, character_level(to)) / 2;
    if (coins <= 0 || !purse_flow(who, FLOW_CORPSE, coins)) {
        tell_sentence(who, "%s has nothing for you to take.\n", character_name(to));
        return false;
    }
    affect_lay(to, deed->number, number, 100, deed->level, FOREVER, who->id);
    tell(who, "Your fingers come back with %lld coins.\n", (long long)coins);
    return true;
}

ZONE_THREAD static void caught(struct deed *deed, struct character *to)
{
    struct character *who = deed->actor;
    tell_sentence(who, "%s notices your hand!\n", character_name(to));
    tell(to, "%s has a hand in your pocket!\n", character_name(who));
    tell_room(who->room, who, to, "%s has a hand in the pocket of %s!\n", character_name(who), character_name(to));
    if (to->mobile != NULL && fight_refuses(to, who) == NULL)
        fight_begin(to, who);
}

bool effect_STEAL(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    char name[64], thing[64];
    if (to == NULL || to == who || to->room != who->room || fight_refuses(who, to) != NULL) {
        tell(who, "%s\n", to == NULL || to == who ? "From whom?" : fight_refuses(who, to));
        return false;
    }
    word_take(word_take(deed->words, name, sizeof name), thing, sizeof thing);
    bool coins = effect->word != NULL ? strcasecmp(effect->word, "coins") == 0 : thing[0] == '\0' || word_is_coins(thing);
    if (to->position != SLEEPING && !deed_dice(deed, effect->chance)) {
        caught(deed, to);
        return false;
    }
    if (coins)
        return steal_coins(deed, number, to);
    struct item *item = loose_item(to, thing);
    if (item == NULL) {
        tell_sentence(who, "%s has nothing like that loose.\n", character_name(to));
        return false;
    }
    item_leave(item);
    item_enter_bearer(item, who, WEAR_NOWHERE);
    tell(who, "You have %s.\n", item->object->name);
    return true;
}

bool effect_PEEK(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    unsigned count = 0;
    (void)effect;
    (void)number;
    if (to == NULL)
        return false;
    tell_sentence(who, "%s carries:\n", character_name(to));
    for (const struct item *item = to->items; item != NULL; item = item->next)
        if (item->worn == WEAR_NOWHERE) {
            tell(who, "%s.\n", item->object->name);
            count++;
        }
    if (count == 0)
        tell(who, "nothing.\n");
    return true;
}

/* -- what a thing is --------------------------------------------------------------------------------- */

bool effect_IDENTIFY(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    const struct item *item = deed->item;
    (void)effect;
    (void)number;
    (void)to;
    if (item == NULL)
        return false;
    tell_thing(who, item);
    return true;
}

/* -- what is done to it ------------------------------------------------------------------------------ */

static struct item *weapon_of(const struct character *who)
{
    for (struct item *item = who->items; item != NULL; item = item->next)
        if (item->worn == WEAR_WIELD && item->object->kind == ITEM_WEAPON)
            return item;
    return NULL;
}

bool effect_COAT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct item *weapon = weapon_of(who);
    (void)number;
    (void)to;
    if (weapon == NULL) {
        tell(who, "You have no weapon in hand.\n");
        return false;
    }
    struct works *works = works_touch(weapon);
    works->coat.kind = effect->damage < DAMAGE_KINDS ? effect->damage : DAMAGE_POISON;
    works->coat.amount = deed_amount(deed, effect);
    works->coat.times = effect->times < 1 ? 1 : effect->times;
    works->coat.until = deed_until(deed, effect);
    tell(who, "There is %s on %s now.\n", damage_words[works->coat.kind], weapon->object->name);
    return true;
}

bool effect_MEND(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)number;
    (void)to;
    if (deed->item == NULL || !item_wears_out(deed->item) || item_hits(deed->item) == 0) {
        tell(who, "There is nothing to mend about it.\n");
        return false;
    }
    uint64_t mended = (uint64_t)item_hits(deed->item) * effect->percent / 100;
    item_mend(deed->item, mended < 1 ? 1 : (uint32_t)mended);
    tell(who, item_hits(deed->item) == 0 ? "You make %s as good as new.\n" : "You mend some of what is wrong with %s.\n",
         deed->item->object->name);
    return true;
}

/* To what it gives already it adds, up to three times; beyond that a thing holds no more. */
ZONE_THREAD static bool enchant_figure(struct works *works, const struct modifier *gift)
{
    unsigned at = 0;
    while (at < works->give_count && works->gives[at].figure != gift->figure)
        at++;
    if (at == WORKS_GIVES_MOST)
        return false;
    if (at == works->give_count)
        works->gives[works->give_count++] = (struct modifier){ .figure = gift->figure };
    int32_t after = works->gives[at].amount + gift->amount;
    if (after > gift->amount * ENCHANT_TIMES && gift->amount > 0)
        return false;
    works->gives[at].amount = after;
    return true;
}

bool effect_ENCHANT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    struct item *item = deed->item;
    bool weapon = strcasecmp(effect->word, "weapon") == 0, any = false;
    (void)number;
    (void)to;
    bool fits = item != NULL && (weapon ? item->object->kind == ITEM_WEAPON
                                        : item->object->kind == ITEM_ARMOR || item->object->kind == ITEM_SHIELD);
    if (!fits || item->bearer != who) {
        tell(who, weapon ? "It has to be a weapon, and in your hands.\n" : "It has to be armour, and in your hands.\n");
        return false;
    }
    pools_settle(who);
    struct works *works = works_touch(item);
    for (unsigned at = 0; at < effect->give_count; at++)
        any = enchant_figure(works, &effect->gives[at]) || any;
    figures_stale(who);
    if (any)
        tell_sentence(who, "%s glows for a moment.\n", item->object->name);
    else
        tell_sentence(who, "%s holds no more of that.\n", item->object->name);
    return any;
}
