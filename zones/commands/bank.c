/* zones/commands/bank.c -- coins in a bank, and from hand to hand.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include <string.h>
#include <strings.h>

/* A whole number of coins, 1 to what the fullest purse holds, or "all"; 0: none of these. */
static int64_t coins_of(const char *word, int64_t all)
{
    int64_t coins = 0;
    if (strcasecmp(word, "all") == 0)
        return all;
    for (; *word >= '0' && *word <= '9' && coins <= PURSE_MOST / 10; word++)
        coins = coins * 10 + (*word - '0');
    return *word != '\0' || coins > PURSE_MOST ? 0 : coins;
}

/* -- the bank ---------------------------------------------------------------------------------------- */

ZONE_THREAD static bool in_bank(struct character *who)
{
    if (!who->room->proto->bank)
        tell(who, "There is no bank here.\n");
    return who->room->proto->bank;
}

ZONE_THREAD static void tell_balance(struct character *who)
{
    char words[COINS_SIZE];
    tell(who, "The bank keeps %s for you.\n", coins_words(who->player->coins[PURSE_BANK], words));
}

/* From one purse of his into the other: what he typed, or all. */
ZONE_THREAD static void bank_move(struct command *command, enum purse from, enum purse to, const char *verb, const char *lacks)
{
    char word[64];
    struct character *who = command->actor;
    if (!in_bank(who))
        return;
    word_take(command->words, word, sizeof word);
    bool all = strcasecmp(word, "all") == 0;
    int64_t coins = coins_of(word, who->player->coins[from]);
    if (word[0] == '\0') {
        tell(who, "How many coins? A number, or all.\n");
    } else if (coins == 0 && !all) {
        tell(who, "That is no number of coins.\n");
    } else if (coins == 0 || coins > who->player->coins[from]) {
        tell(who, "%s\n", lacks);
    } else if (!purse_move(who, from, who, to, coins)) {
        tell(who, to == PURSE_BANK ? "The bank cannot keep so many for you.\n" : "You cannot carry so many coins.\n");
    } else {
        tell(who, "You %s %lld coins.\n", verb, (long long)coins);  /* clients look for these words, whatever the number */
        tell_room(who->room, who, NULL, "%s %ss some coins.\n", who->name, verb);
        tell_balance(who);
    }
}

void do_deposit(struct command *command)
{
    bank_move(command, PURSE_CARRIED, PURSE_BANK, "deposit", "You do not have so many coins with you.");
}

void do_withdraw(struct command *command)
{
    bank_move(command, PURSE_BANK, PURSE_CARRIED, "withdraw", "You do not have so many coins in the bank.");
}

void do_balance(struct command *command)
{
    if (in_bank(command->actor))
        tell_balance(command->actor);
}

/* -- from hand to hand ------------------------------------------------------------------------------- */

bool word_is_coins(const char *word)
{
    return strcasecmp(word, "coin") == 0 || strcasecmp(word, "coins") == 0 || strcasecmp(word, "gold") == 0;
}

bool coins_named(const struct character *who, const char *words, int64_t *coins, const char **rest)
{
    char number[64], word[64];
    *rest = word_take(word_take(words, number, sizeof number), word, sizeof word);
    *coins = coins_of(number, who->player->coins[PURSE_CARRIED]);
    bool counted = number[0] != '\0' && number[strspn(number, "0123456789")] == '\0';
    return word_is_coins(word) && (counted || strcasecmp(number, "all") == 0);
}

void coins_give(struct character *who, struct character *other, int64_t coins)
{
    char words[COINS_SIZE];
    if (other == NULL) {
        tell(who, "There is nobody here by that name.\n");
    } else if (other == who) {
        tell(who, "You pass your coins from one hand to the other.\n");
    } else if (other->player == NULL) {
        tell_sentence(who, "%s counts your coins, and hands them back.\n", character_name(other));
    } else if (coins == 0 || coins > who->player->coins[PURSE_CARRIED]) {
        tell(who, "You do not have so many coins with you.\n");
    } else if (!purse_move(who, PURSE_CARRIED, other, PURSE_CARRIED, coins)) {
        tell(who, "%s cannot carry so many coins.\n", other->name);
    } else {
        coins_words(coins, words);
        tell(who, "You give %s to %s.\n", words, other->name);
        tell(other, "%s gives you %s.\n", who->name, words);
        tell_room(who->room, who, other, "%s gives %s some coins.\n", who->name, other->name);
    }
}
