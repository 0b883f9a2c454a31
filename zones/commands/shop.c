/* zones/commands/shop.c -- trading with a keeper: list, buy, sell, value.  Entered by the zone's worker. */
#include "zones/world/shop.h"

#include "zones/commands/command.h"

#include <string.h>

enum { AMOUNT_DIGITS = 5, KINDS_SIZE = 200 };

/* Nobody trades here: the hours, where somebody does at other times. */
ZONE_THREAD static void tell_no_keeper(struct character *who)
{
    char hours[HOURS_SIZE];
    const struct mobile_proto *keeper = shop_keeper_away(who->room);
    if (keeper == NULL)
        tell(who, "There is nobody here to trade with.\n");
    else
        tell_sentence(who, "%s is not here now, but trades %s.\n", keeper->name, shop_hours(keeper->shop, hours));
}

/* A keeper from elsewhere on the way through, who does not trade: whose shop this is says more. */
static bool passes_by(const struct character *keeper)
{
    const struct mobile_proto *own = shop_keeper_away(keeper->room);
    return own != NULL && own != keeper->mobile && !shop_trades(keeper);
}

struct character *keeper_here(struct character *who)
{
    char hours[HOURS_SIZE];
    struct character *keeper = shop_keeper(who->room);
    if (keeper == NULL || passes_by(keeper))
        tell_no_keeper(who);
    else if (!shop_is_open(keeper->mobile->shop, who->zone->now))
        tell_sentence(who, "%s does not trade now, but %s.\n", character_name(keeper), shop_hours(keeper->mobile->shop, hours));
    else if (!shop_trades(keeper))
        tell_sentence(who, "%s is asleep.\n", character_name(keeper));
    else
        return keeper;
    return NULL;
}

/* -- list -------------------------------------------------------------------------------------------- */

/* One fact a line. */
ZONE_THREAD static void tell_ware(struct character *who, const struct shop_proto *shop, const struct ware *ware)
{
    char words[COINS_SIZE], several[24] = "";
    if (ware->count > 1)
        snprintf(several, sizeof several, ", %u of them", ware->count);
    tell(who, "%s, %s%s.\n", ware->object->name, coins_words(shop_asks(shop, ware->object), words), several);
}

ZONE_THREAD static void tell_buys(struct character *who, const struct character *keeper)
{
    char kinds[KINDS_SIZE] = "";
    size_t at = 0;
    for (unsigned kind = 0; kind < ITEM_KINDS_COUNT; kind++)
        if ((keeper->mobile->shop->buys & 1u << kind) != 0) {
            at += (size_t)snprintf(kinds + at, sizeof kinds - at, "%s%s", at == 0 ? "" : ", ", item_kind_wares[kind]);
            assert(at < sizeof kinds);
        }
    if (at > 0)
        tell_sentence(who, "%s buys: %s.\n", character_name(keeper), kinds);
    if (keeper->mobile->shop->repairs != 0)
        tell_sentence(who, "%s repairs what is worn down. Repair says for how much.\n", character_name(keeper));
    if (keeper->mobile->shop->identifies)
        tell_sentence(who, "%s tells for coins what a thing is. Identify and its name asks for that.\n", character_name(keeper));
}

void do_list(struct command *command)
{
    char word[64];
    unsigned shown = 0;
    struct character *who = command->actor, *keeper = keeper_here(who);
    if (keeper == NULL)
        return;
    name_take(command->words, word, sizeof word);
    for (struct ware ware = {0}; shop_next(keeper, &ware);) {
        if (word[0] != '\0' && !word_is_name((const char *const *)ware.object->keys, word))
            continue;
        if (shown++ == 0)
            tell_sentence(who, "%s sells:\n", character_name(keeper));
        tell_ware(who, keeper->mobile->shop, &ware);
    }
    if (shown == 0)
        tell_sentence(who, "%s sells nothing%s.\n", character_name(keeper), word[0] == '\0' ? " just now" : " like that");
    if (word[0] == '\0')
        tell_buys(who, keeper);
}

/* -- buy --------------------------------------------------------------------------------------------- */

/* "cloak", "2.cloak": of all lines that are named so the first, the second. */
static bool ware_named(const struct character *keeper, char *word, struct ware *ware)
{
    bool all;
    unsigned number = word_number(word, &all);
    *ware = (struct ware){0};
    while (shop_next(keeper, ware))
        if (word_is_name((const char *const *)ware->object->keys, word) && --number == 0)
            return true;
    return false;
}

/* What is named, and how many: "bun" is one, "3 bun" three.  False when no number is meant. */
static bool amount_take(const char *words, char *word, size_t size, unsigned *amount)
{
    const char *rest = name_take(words, word, size);
    *amount = 1;
    size_t digits = strspn(word, "0123456789");
    if (digits == 0 || word[digits] != '\0')
        return true;
    *amount = 0;
    for (size_t at = 0; at < digits && digits <= AMOUNT_DIGITS; at++)
        *amount = *amount * 10 + (unsigned)(word[at] - '0');
    name_take(rest, word, size);
    return *amount > 0;
}

ZONE_THREAD static bool can_buy(struct character *who, const struct ware *ware, unsigned amount, int64_t price)
{
    char words[COINS_SIZE];
    unsigned most = (unsigned)who->zone->setting->options->character_items_max;
    if (ware->stock != NULL && ware->count < amount) {
        tell(who, ware->count == 1 ? "There is only one.\n" : "There are only %u of them.\n", ware->count);
    } else if (who->player->coins[PURSE_CARRIED] < price) {
        tell(who, "That would cost %s", coins_words(price, words));
        tell(who, ", and you have %s.\n", coins_words(who->player->coins[PURSE_CARRIED], words));
    } else if (items_count(who->items) + amount > most) {
        tell(who, "You cannot carry so many things.\n");
    } else {
        return true;
    }
    return false;
}

ZONE_THREAD static void buy(struct character *who, struct character *keeper, struct ware *ware, unsigned amount)
{
    char words[COINS_SIZE], several[24] = "";
    const char *name = ware->object->name;
    int64_t price = shop_asks(keeper->mobile->shop, ware->object) * amount;
    if (!can_buy(who, ware, amount, price))
        return;
    if (!purse_flow(who, FLOW_SHOP_PURCHASE, price)) {
        tell_sentence(who, "%s counts, shakes the box, and cannot take another coin.\n", character_name(keeper));
        return;
    }
    if (amount > 1)
        snprintf(several, sizeof several, " (%u)", amount);
    tell(who, "You buy %s%s for %s.\n", name, several, coins_words(price, words));
    tell_room(who->room, who, NULL, "%s buys %s%s.\n", who->name, name, several);
    for (unsigned at = 0; at < amount; at++)
        shop_hand(ware, who);
}

void do_buy(struct command *command)
{
    char word[64];
    unsigned amount;
    struct ware ware;
    struct character *who = command->actor, *keeper = keeper_here(who);
    if (keeper == NULL)
        return;
    if (!amount_take(command->words, word, sizeof word, &amount))
        tell(who, "That is no number of things to buy.\n");
    else if (word[0] == '\0')
        tell(who, "Buy what? List shows what there is.\n");
    else if (!ware_named(keeper, word, &ware))
        tell_sentence(who, "%s has nothing like that. List shows what there is.\n", character_name(keeper));
    else
        buy(who, keeper, &ware, amount);
}

/* -- sell and value ---------------------------------------------------------------------------------- */

/* Would he have it?  Told if not. */
ZONE_THREAD static bool keeper_wants(struct character *who, const struct character *keeper, const struct item *item)
{
    const struct shop_proto *shop = keeper->mobile->shop;
    if ((shop->buys & 1u << item->object->kind) == 0)
        tell_sentence(who, "%s does not buy such things as %s.\n", character_name(keeper), item->object->name);
    else if (shop_pays_for(shop, item) < 1)
        tell_sentence(who, "%s would give you nothing for %s.\n", character_name(keeper), item->object->name);
    else if (item->contents != NULL)
        tell_sentence(who, "%s is not empty.\n", item->object->name);
    else
        return true;
    return false;
}

ZONE_THREAD static bool sell_one(struct command *command, struct item *item, void *keeper_at)
{
    char words[COINS_SIZE];
    struct character *who = command->actor, *keeper = keeper_at;
    const char *name = item->object->name;  /* stays: a thing without a prototype goes onto the shelf as it is */
    int64_t price = shop_pays_for(keeper->mobile->shop, item);
    if (!keeper_wants(who, keeper, item))
        return true;
    if (shop_is_full(keeper)) {
        tell_sentence(who, "%s has no room for anything more.\n", character_name(keeper));
        return false;
    }
    if (!purse_flow(who, FLOW_SHOP_SALE, price)) {
        tell(who, "You cannot carry so many coins.\n");
        return false;
    }
    tell(who, "You sell %s for %s.\n", name, coins_words(price, words));
    tell_room(who->room, who, NULL, "%s sells %s.\n", who->name, name);
    shop_take(keeper, item);
    return true;
}

void do_sell(struct command *command)
{
    char word[64];
    struct character *who = command->actor, *keeper = keeper_here(who);
    if (keeper == NULL)
        return;
    name_take(command->words, word, sizeof word);
    if (word[0] == '\0')
        tell(who, "Sell what?\n");
    else if (for_each_named(command, who->items, word, sell_one, keeper) == 0)
        tell_not_carried(who, word);
}

void do_value(struct command *command)
{
    char word[64], words[COINS_SIZE];
    struct ware ware;
    struct character *who = command->actor, *keeper = keeper_here(who);
    if (keeper == NULL)
        return;
    const struct shop_proto *shop = keeper->mobile->shop;
    name_take(command->words, word, sizeof word);
    const struct item *item = word[0] == '\0' ? NULL : item_carried(who, word);
    if (item == NULL && word[0] != '\0')
        item = item_worn(who, word);
    if (word[0] == '\0')
        tell(who, "The value of what?\n");
    else if (item != NULL && keeper_wants(who, keeper, item))
        tell_sentence(who, "%s would give you %s for %s.\n", character_name(keeper),
                      coins_words(shop_pays_for(shop, item), words), item->object->name);
    else if (item == NULL && ware_named(keeper, word, &ware))
        tell_sentence(who, "%s asks %s for %s.\n", character_name(keeper),
                      coins_words(shop_asks(shop, ware.object), words), ware.object->name);
    else if (item == NULL)
        tell(who, "You carry no such thing, and it is not sold here.\n");
}
