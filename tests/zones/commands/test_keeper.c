/* tests/zones/commands/test_keeper.c -- what keepers can do, and others cannot. */
#include "tests/zones/commands/stage.h"

#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)

PLAYS_ALL void test_not_for_everybody(void **state)
{
    (void)state;
    static const char *const lines[] = { "goto 4001", "transfer bob", "zones", "threads", "threads zone 4", "zone-pin 1 1", "zone-unpin 1", "move-zone 1 1", "grant ada 5 coins", "shutdown now" };
    for (unsigned at = 0; at < sizeof lines / sizeof *lines; at++) {
        town_reads(&town, ADA);
        town_types(&town, ADA, lines[at]);
        assert_non_null(strstr(town_reads(&town, ADA), "There is no such command as"));
    }
    assert_null(town.other.first);
}

PLAYS_ALL void test_goto(void **state)
{
    (void)state;
    town_enters(&town, DAN, VAULT);
    town_says(&town, DAN, "goto", "Go where? A room's number, an area, or a player.\n");
    town_says(&town, DAN, "goto 99", "There is no such room, area or player.\n");
    town_types(&town, DAN, "goto 3001");
    assert_int_equal(town_room_of(&town, DAN), TEMPLE);
    BOB_READS("Dan appears out of nowhere.\n");
    town_types(&town, DAN, "goto 4002");
    assert_int_equal(town_room_of(&town, DAN), CELL);
    BOB_READS("Dan disappears.\n");
    town_types(&town, DAN, "goto bob");
    assert_int_equal(town_room_of(&town, DAN), TEMPLE);
    town_types(&town, DAN, "goto two");
    assert_int_equal(town_room_of(&town, DAN), COURT);
    town_types(&town, DAN, "goto -1");
    town_types(&town, DAN, "goto 99999999999999999999");
    assert_int_equal(town_room_of(&town, DAN), COURT);
}

/* A full room and a shut gate are nothing to a keeper's will. */
PLAYS_ALL void test_grant(void **state)
{
    (void)state;
    town_enters(&town, DAN, TEMPLE);
    static const char *const odd[] = { "grant", "grant ada", "grant ada 5", "grant ada -5 coins", "grant ada 0 coins", "grant ada 5 cows",
                                       "grant ada 1000000000000000000000 coins", "grant ada 1e3 coins" };
    for (unsigned at = 0; at < sizeof odd / sizeof *odd; at++)
        town_says(&town, DAN, odd[at], "Grant whom, how many, coins or experience?\n");
    town_says(&town, DAN, "grant guard 5 coins", "There is nobody here by that name.\n");
    town_reads(&town, ADA);
    struct player *ada = town_person(&town, ADA)->player;
    int64_t coins = ada->coins[PURSE_CARRIED], experience = ada->growth.experience, booked = town.zones[LAND_ONE]->books.flows[FLOW_GRANT];
    town_says(&town, DAN, "grant ada 5 coins", "Ada has 5 coins more.\n");
    assert_string_equal(town_reads(&town, ADA), "Dan gives you 5 coins.\n");
    town_says(&town, DAN, "grant ada 50 experience", "Ada has 50 experience more.\n");
    assert_int_equal(ada->coins[PURSE_CARRIED], coins + 5);
    assert_int_equal(ada->growth.experience, experience + 50);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_GRANT], booked + 5);
    town_says(&town, DAN, "grant ada 999999999999999 coins", "Ada can hold no more of that.\n");
}

PLAYS_ALL void test_transfer(void **state)
{
    (void)state;
    town_enters(&town, DAN, CELL);
    town_enters(&town, CID, CELL);
    town_types(&town, DAN, "transfer ada");
    assert_int_equal(town_room_of(&town, ADA), CELL);
    assert_non_null(strstr(town_reads(&town, ADA), "Dan calls you.\n"));
    const char *read = town_reads(&town, DAN);
    assert_non_null(strstr(read, "Ada is on her way.\n"));
    assert_int_equal(town.seats[ADA].zone.number, LAND_TWO);
    town_says(&town, DAN, "transfer unicorn", "Nobody by that name is in the world.\n");
}

/* Main has the answer; the zone only passes on what was said, and by whom. */
PLAYS_ALL void test_operate(void **state)
{
    (void)state;
    static const struct { const char *line, *asked; } said[] = {
        { "threads zone 4", "threads zone 4" }, { "threads plan 2", "threads plan 2" }, { "zone-pin midgaard 1", "pin midgaard 1" },
        { "zone-unpin 3", "unpin 3" }, { "zone-pin", "pin " },
        { "move-zone login.1 0", "move login.1 0" }, { "move-zone", "move " },
    };
    town_enters(&town, DAN, TEMPLE);
    for (size_t at = 0; at < sizeof said / sizeof said[0]; at++) {
        town_says(&town, DAN, said[at].line, "Asked.\n");
        struct message *ask = message_list_take(&town.other);
        assert_non_null(ask);
        assert_int_equal(ask->type, MSG_OPERATE);
        assert_string_equal(text_bytes(ask->operate.words), said[at].asked);
        assert_string_equal(ask->operate.by, "Dan");
        message_free(&ask);
    }
    town_types(&town, DAN, "threads");
    assert_null(town.other.first);
}

PLAYS_ALL void test_of_the_server(void **state)
{
    (void)state;
    town_enters(&town, DAN, TEMPLE);
    town_says(&town, DAN, "shutdown", "Say 'shutdown now' if you mean it.\n");
    town_says(&town, DAN, "shutdown now", "So be it.\n");
    assert_int_equal(town.other.first->type, MSG_SHUTDOWN);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_not_for_everybody),
        ONE(test_goto),
        ONE(test_transfer),
        ONE(test_grant),
        ONE(test_of_the_server),
        ONE(test_operate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
