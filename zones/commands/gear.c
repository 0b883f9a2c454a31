/* zones/commands/gear.c -- having things repaired and looked at, and comparing them.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/body/wearing.h"
#include "zones/skills/skills.h"
#include "zones/world/shop.h"

#include <strings.h>

/* What he carries before what he uses; "2.sword" may be one of each. */
static struct item *item_of(struct character *who, const char *word)
{
    char bare[64];
    bool all;
    struct item *item = item_carried(who, word);
    if (item == NULL)
        item = item_worn(who, word);
    if (item != NULL)
        return item;
    snprintf(bare, sizeof bare, "%s", word);
    unsigned number = word_number(bare, &all);
    return item_find(who->items, bare, &number);
}

/* -- repair ------------------------------------------------------------------------------------------ */

static int64_t repair_price(const struct character *who, const struct item *item)
{
    const struct object_proto *object = item->object;
    uint32_t hits = item_hits(item) < object->durability ? item_hits(item) : object->durability;
    int64_t whole = (int64_t)object->value * rules_of(who)->constants.repair_percent;
    int64_t price = whole * hits / object->durability / 100;
    return price < 1 ? 1 : price;
}

static bool wants_repair(const struct item *item)
{
    return item_wears_out(item) && item_hits(item) > 0;
}

static bool is_repaired_by(const struct character *keeper, const struct item *item)
{
    return (keeper->mobile->shop->repairs & 1u << item->object->kind) != 0;
}

ZONE_THREAD static bool tell_poor(struct character *who, int64_t price)
{
    char words[COINS_SIZE];
    if (who->player->coins[PURSE_CARRIED] >= price)
        return false;
    tell(who, "That would cost %s", coins_words(price, words));
    tell(who, ", and you have %s.\n", coins_words(who->player->coins[PURSE_CARRIED], words));
    return true;
}

/* False: nothing more can be paid for. */
ZONE_THREAD static bool repair(struct character *who, struct character *keeper, struct item *item)
{
    char words[COINS_SIZE];
    int64_t price = repair_price(who, item);
    if (tell_poor(who, price))
        return false;
    if (!purse_flow(who, FLOW_REPAIR, price)) {
        tell_sentence(who, "%s counts, shakes the box, and cannot take another coin.\n", character_name(keeper));
        return false;
    }
    item_mend(item, item->object->durability);
    tell_sentence(who, "%s repairs %s for %s.\n", character_name(keeper), item->object->name, coins_words(price, words));
    tell_room(who->room, who, NULL, "%s repairs %s for %s.\n", character_name(keeper), item->object->name, who->name);
    return true;
}

ZONE_THREAD static void repair_named(struct character *who, struct character *keeper, const char *word)
{
    struct item *item = item_of(who, word);
    if (item == NULL)
        tell(who, "You have no such thing.\n");
    else if (!is_repaired_by(keeper, item))
        tell_sentence(who, "%s does not repair such things as %s.\n", character_name(keeper), item->object->name);
    else if (!wants_repair(item))
        tell_sentence(who, "%s needs no repair.\n", item->object->name);
    else
        repair(who, keeper, item);
}

ZONE_THREAD static void repair_list(struct character *who, const struct character *keeper)
{
    char words[COINS_SIZE];
    unsigned count = 0;
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (is_repaired_by(keeper, item) && wants_repair(item)) {
            tell_sentence(who, "%s, %s, for %s.\n", item->object->name, item_condition(item),
                          coins_words(repair_price(who, item), words));
            count++;
        }
    if (count == 0)
        tell_sentence(who, "%s sees nothing about you that needs repair.\n", character_name(keeper));
    else
        tell(who, "Repair and a name, or repair all?\n");
}

ZONE_THREAD static void repair_all(struct character *who, struct character *keeper)
{
    unsigned count = 0;
    bool paid = true;
    for (struct item *item = who->items; item != NULL && paid; item = item->next)
        if (is_repaired_by(keeper, item) && wants_repair(item)) {
            paid = repair(who, keeper, item);
            count++;
        }
    if (count == 0)
        tell_sentence(who, "%s sees nothing about you that needs repair.\n", character_name(keeper));
}

void do_repair(struct command *command)
{
    char word[64];
    struct character *who = command->actor, *keeper = keeper_here(who);
    if (keeper == NULL)
        return;
    name_take(command->words, word, sizeof word);
    if (keeper->mobile->shop->repairs == 0)
        tell_sentence(who, "%s repairs nothing. Smiths do.\n", character_name(keeper));
    else if (word[0] == '\0')
        repair_list(who, keeper);
    else if (strcasecmp(word, "all") == 0)
        repair_all(who, keeper);
    else
        repair_named(who, keeper, word);
}

/* -- identify, for those who have not learned it ------------------------------------------------------ */

static int64_t identify_price(const struct character *who, const struct item *item)
{
    const struct constants *constants = &rules_of(who)->constants;
    int64_t price = (int64_t)item->object->value * constants->identify_percent / 100;
    return price < constants->identify_coins ? constants->identify_coins : price;
}

/* Who looks at things for coins, here and now; NULL, and told, if nobody does. */
ZONE_THREAD static struct character *judge_here(struct character *who)
{
    struct character *keeper = shop_keeper(who->room);
    if (keeper == NULL || !keeper->mobile->shop->identifies) {
        tell(who, "It tells you nothing. Mages have a spell for that, and some who trade in old things look at yours for coins.\n");
        return NULL;
    }
    return keeper_here(who);
}

void do_identify(struct command *command)
{
    char word[64], words[COINS_SIZE];
    struct character *who = command->actor;
    name_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        tell(who, "Identify what?\n");
        return;
    }
    const struct item *item = item_of(who, word);
    if (item == NULL) {
        tell(who, "You have no such thing.\n");
        return;
    }
    struct character *keeper = judge_here(who);
    int64_t price = identify_price(who, item);
    if (keeper == NULL || tell_poor(who, price))
        return;
    if (!purse_flow(who, FLOW_IDENTIFY, price)) {
        tell_sentence(who, "%s counts, shakes the box, and cannot take another coin.\n", character_name(keeper));
        return;
    }
    tell_sentence(who, "%s takes %s, turns the thing over twice, and knows it.\n", character_name(keeper), coins_words(price, words));
    tell_room(who->room, who, NULL, "%s turns over %s, which %s has brought.\n", character_name(keeper), item->object->name, who->name);
    tell_thing(who, item);
}

/* -- compare ----------------------------------------------------------------------------------------- */

enum { LITTLE_PERCENT = 3, SOME_PERCENT = 15, MUCH_PERCENT = 50 };

static int32_t armor_of(const struct item *item)
{
    int32_t armor = 0;
    for (unsigned at = 0; at < item->object->give_count; at++)
        if (item->object->gives[at].figure == FIGURE_ARMOR)
            armor += item->object->gives[at].amount;
    return armor;
}

static bool is_armor(const struct item *item)
{
    return item->object->kind == ITEM_ARMOR || item->object->kind == ITEM_SHIELD;
}

/* "strikes", "harder", "strikes as hard as": the better one comes first. */
ZONE_THREAD static void tell_degree(struct character *who, const struct item *one, const struct item *other, int64_t first,
                                    int64_t second, const char *verb, const char *degree, const char *same)
{
    if (first < second) {
        const struct item *item = one;
        int64_t number = first;
        one = other;
        other = item;
        first = second;
        second = number;
    }
    int64_t percent = second > 0 ? (first - second) * 100 / second : first > 0 ? 100 : 0;
    const char *name = one->object->name, *others = other->object->name;
    if (percent < LITTLE_PERCENT)
        tell_sentence(who, "%s %s %s.\n", name, same, others);
    else
        tell_sentence(who, "%s %s %s%s than %s.\n", name, verb, percent < SOME_PERCENT ? "a little " : percent < MUCH_PERCENT ? "" : "far ",
                      degree, others);
}

ZONE_THREAD static void tell_usable(struct character *who, const struct item *item)
{
    char words[WEARING_WORDS];
    const char *condition = item_condition(item);
    if (condition != NULL && item_hits(item) > 0)
        tell_sentence(who, "%s is %s.\n", item->object->name, condition);
    if (item->worn == WEAR_NOWHERE && wearing_refuses(who, item, words))
        tell(who, "%s\n", words);
}

/* What anybody can see who holds one in each hand; what they give besides, nobody sees. */
ZONE_THREAD static void compare(struct character *who, const struct item *one, const struct item *other)
{
    const struct object_proto *first = one->object, *second = other->object;
    bool weapons = first->kind == ITEM_WEAPON && second->kind == ITEM_WEAPON, armor = is_armor(one) && is_armor(other);
    bool missiles = first->kind == ITEM_AMMUNITION && second->kind == ITEM_AMMUNITION;
    if (one == other) {
        tell_sentence(who, "%s is very like itself.\n", first->name);
        return;
    }
    if (!weapons && !armor && !missiles) {
        tell(who, "You cannot compare %s with %s.\n", first->name, second->name);
        return;
    }
    if (armor)
        tell_degree(who, one, other, armor_of(one), armor_of(other), "protects", "better", "protects as well as");
    else
        tell_degree(who, one, other, first->damage, second->damage, "strikes", "harder", "strikes as hard as");
    tell_degree(who, one, other, first->weight, second->weight, "is", "heavier", "weighs as much as");
    tell_usable(who, one);
    tell_usable(who, other);
}

/* With all that he uses where it would go. */
ZONE_THREAD static void compare_worn(struct character *who, const struct item *item)
{
    unsigned count = 0;
    uint8_t place = item->object->wear;
    for (const struct item *worn = who->items; worn != NULL && place < WEAR_SLOTS_COUNT; worn = worn->next)
        if (worn->worn < WEAR_SLOTS_COUNT && wear_first[worn->worn] == place && worn != item) {
            compare(who, item, worn);
            count++;
        }
    if (count == 0)
        tell(who, "You use nothing that %s could be compared with.\n", item->object->name);
}

void do_compare(struct command *command)
{
    char word[64], second[64];
    struct character *who = command->actor;
    const char *rest = name_take(command->words, word, sizeof word);
    name_take(rest, second, sizeof second);
    if (strcasecmp(second, "with") == 0 || strcasecmp(second, "to") == 0) {
        rest = name_take(rest, second, sizeof second);
        name_take(rest, second, sizeof second);
    }
    const struct item *one = word[0] == '\0' ? NULL : item_of(who, word);
    const struct item *other = second[0] == '\0' ? NULL : item_of(who, second);
    if (word[0] == '\0')
        tell(who, "Compare what? Compare sword, or compare sword axe.\n");
    else if (one == NULL || (second[0] != '\0' && other == NULL))
        tell(who, "You have nothing called '%s'.\n", one == NULL ? word : second);
    else if (other == NULL)
        compare_worn(who, one);
    else
        compare(who, one, other);
}
