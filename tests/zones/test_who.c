/* tests/zones/test_who.c -- the list of players, one sentence each, all of them or some. */
#include "tests/zones/town.h"

#include "zones/who.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town_open(&town);
    for (unsigned at = ADA; at <= DAN; at++)
        town_enters(&town, at, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define LINE(name, rest) M_PLAYER name M_PLAIN rest "\n"

PLAYS_ALL void test_list(void **state)
{
    (void)state;
    town_types(&town, BOB, "title the Bold");
    SAYS("who", "Players in the world:\n" LINE("Ada", ", level 1.") LINE("Bob", " the Bold, level 1.") LINE("Cid", ", level 1.")
                LINE("Dan", ", level 1, keeper.") "4 players are in the world.\n");
    town_types(&town, BOB, "title");
    SAYS("who b", "Players in the world:\n" LINE("Bob", ", level 1.") "1 of 4 who are in the world.\n");
    SAYS("who BO", "Players in the world:\n" LINE("Bob", ", level 1.") "1 of 4 who are in the world.\n");
    SAYS("who zed", "Nobody whose name begins with 'zed' is in the world.\n");
    SAYS("who keepers", "Keepers in the world:\n" LINE("Dan", ", level 1, keeper.") "1 of 4 who are in the world.\n");
}

PLAYS_ALL void test_no_keeper(void **state)
{
    (void)state;
    directory_withdraw(town.directory, "Dan", UINT32_MAX);
    SAYS("who keepers", "No keeper is in the world just now.\n");
}

PLAYS_ALL void test_absent_ones(void **state)
{
    (void)state;
    struct message *hangup = town_mail(&town, MSG_HANGUP, BOB, LAND_ONE);
    hangup->hangup.session = town.seats[BOB].slot.session;
    town_run(&town);
    SAYS("who bob", "Players in the world:\n" LINE("Bob", ", level 1, linkless.") "1 of 4 who are in the world.\n");
    town_later(&town, (town.options.character_idle_s - 100) * 1000);
    town_types(&town, ADA, "look");
    town_later(&town, 200 * 1000);
    SAYS("who cid", "Players in the world:\n" LINE("Cid", ", level 1, in the void.") "1 of 3 who are in the world.\n");
    town_types(&town, CID, "look");
    SAYS("who cid", "Players in the world:\n" LINE("Cid", ", level 1.") "1 of 3 who are in the world.\n");
}

PLAYS_ALL void test_flags(void **state)
{
    (void)state;
    char words[WHO_FLAGS_SIZE];
    who_flags_print(0, words);
    assert_string_equal(words, "");
    who_flags_print(SEEN_LINKLESS | SEEN_ASLEEP | SEEN_VOID | SEEN_KEEPER, words);
    assert_string_equal(words, "keeper, in the void, linkless");
    town.seats[DAN].slot.watched = true;
    town_types(&town, DAN, "say hm");
    const struct text *facts = town.seats[DAN].facts;
    assert_non_null(memmem(text_bytes(facts), text_length(facts), "\001WHOFLAGS\002keeper\001", 17));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_list), ONE(test_no_keeper), ONE(test_absent_ones), ONE(test_flags) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
