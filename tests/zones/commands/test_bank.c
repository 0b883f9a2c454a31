/* tests/zones/commands/test_bank.c -- coins in a bank and from hand to hand; none is ever more than it was. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.rooms[1].bank = true;
    town.options.newcomer_coins = 100;
    town.options.purse_coins_max = 1000;
    town_open(&town);
    town_enters(&town, ADA, HALL);
    town_enters(&town, BOB, HALL);
    town_reads(&town, ADA);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)

PLAYS_ALL void has(unsigned at, int64_t carried, int64_t bank)
{
    const struct player *player = town_person(&town, at)->player;
    assert_int_equal(player->coins[PURSE_CARRIED], carried);
    assert_int_equal(player->coins[PURSE_BANK], bank);
}

PLAYS_ALL void test_bank(void **state)
{
    (void)state;
    SAYS("balance", "The bank keeps 0 coins for you.\n");
    SAYS("deposit 30", "You deposit 30 coins.\nThe bank keeps 30 coins for you.\n");
    BOB_READS("Ada deposits some coins.\n");
    has(ADA, 70, 30);
    SAYS("deposit all", "You deposit 70 coins.\nThe bank keeps 100 coins for you.\n");
    SAYS("deposit all", "You do not have so many coins with you.\n");
    SAYS("withdraw 1", "You withdraw 1 coins.\nThe bank keeps 99 coins for you.\n");
    SAYS("withdraw 100", "You do not have so many coins in the bank.\n");
    SAYS("withdraw all", "You withdraw 99 coins.\nThe bank keeps 0 coins for you.\n");
    SAYS("withdraw all", "You do not have so many coins in the bank.\n");
    has(ADA, 100, 0);
    town_types(&town, ADA, "south");
    SAYS("balance", "There is no bank here.\n");
    SAYS("deposit 1", "There is no bank here.\n");
    SAYS("withdraw 1", "There is no bank here.\n");
    has(ADA, 100, 0);
}

PLAYS_ALL void test_numbers_that_are_none(void **state)
{
    (void)state;
    static const char *const odd[] = { "0", "-5", "+5", "5x", "1.5", "x", "99999999999999999999", "9223372036854775808",
                                       "18446744073709551617", "1000000000000001" };
    char line[100];
    SAYS("deposit", "How many coins? A number, or all.\n");
    for (size_t at = 0; at < sizeof odd / sizeof odd[0]; at++) {
        snprintf(line, sizeof line, "deposit %s", odd[at]);
        SAYS(line, "That is no number of coins.\n");
        snprintf(line, sizeof line, "withdraw %s", odd[at]);
        SAYS(line, "That is no number of coins.\n");
    }
    SAYS("deposit 1000000000000000", "You do not have so many coins with you.\n");
    SAYS("deposit 101", "You do not have so many coins with you.\n");
    has(ADA, 100, 0);
}

/* A purse holds only so much; what does not fit stays where it is. */
PLAYS_ALL void test_full(void **state)
{
    (void)state;
    struct player *ada = town_person(&town, ADA)->player, *bob = town_person(&town, BOB)->player;
    ada->coins[PURSE_BANK] = 950;
    SAYS("deposit 51", "The bank cannot keep so many for you.\n");
    SAYS("deposit 50", "You deposit 50 coins.\nThe bank keeps 1000 coins for you.\n");
    SAYS("withdraw all", "You cannot carry so many coins.\n");
    has(ADA, 50, 1000);
    bob->coins[PURSE_CARRIED] = 1000;
    SAYS("give 1 coin bob", "Bob cannot carry so many coins.\n");
    bob->coins[PURSE_CARRIED] = 2000;           /* the option was higher once */
    SAYS("give 1 coin bob", "Bob cannot carry so many coins.\n");
    town_says(&town, BOB, "give 10 coins ada", "You give 10 coins to Ada.\n");
    has(BOB, 1990, 0);
}

PLAYS_ALL void test_give(void **state)
{
    (void)state;
    SAYS("give 12 coins to bob", "You give 12 coins to Bob.\n");
    BOB_READS("Ada gives you 12 coins.\n");
    SAYS("give 1 gold bob", "You give 1 coin to Bob.\n");
    has(ADA, 87, 0);
    has(BOB, 113, 0);
    SAYS("give 0 coins to bob", "You do not have so many coins with you.\n");
    SAYS("give 88 coins to bob", "You do not have so many coins with you.\n");
    SAYS("give 99999999999999999999 coins to bob", "You do not have so many coins with you.\n");
    SAYS("give -1 coins to bob", "You carry no such thing.\n");
    SAYS("give 5 coins", "Give what to whom?\n");
    SAYS("give 5 coins to cid", "There is nobody here by that name.\n");
    SAYS("give 5 coins to me", "You pass your coins from one hand to the other.\n");
    SAYS("give 5 coins to rat", "A rat counts your coins, and hands them back.\n");
    SAYS("give all coins to bob", "You give 87 coins to Bob.\n");
    SAYS("give all coins to bob", "You do not have so many coins with you.\n");
    has(ADA, 0, 0);
    has(BOB, 200, 0);
}

PLAYS_ALL void test_no_piles(void **state)
{
    (void)state;
    static const char kindly[] = "Coins are not for leaving about. Give them to somebody, or take them to a bank.\n";
    SAYS("drop 5 coins", kindly);
    SAYS("drop coins", kindly);
    SAYS("drop all gold", kindly);
    SAYS("get coins", "You do not see that here.\n");
    has(ADA, 100, 0);
    static const char *keys[] = { "coin", NULL };
    town.objects[CAP].keys = keys;              /* a keepsake that is called so */
    town_gives(&town, ADA, CAP);
    SAYS("drop coin", "You drop a knitted cap.\n");
}

/* What was given is in both records of the same cut. */
PLAYS_ALL void test_written(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 1);
    assert_non_null(town_record(&town, "books:one"));
    message_list_free(&town.records);
    town_types(&town, ADA, "give 5 coins to bob");
    assert_int_equal(town_cut(&town, LAND_ONE, 2), 2);
    assert_non_null(town_record(&town, "holdings:ada"));
    assert_non_null(town_record(&town, "holdings:bob"));
    assert_null(town_record(&town, "books:one"));           /* nothing came, nothing went */
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_bank), ONE(test_numbers_that_are_none), ONE(test_full), ONE(test_give), ONE(test_no_piles), ONE(test_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
