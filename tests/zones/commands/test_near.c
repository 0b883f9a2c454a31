/* tests/zones/commands/test_near.c -- who is about: scan, glance, where. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.mobiles[1].wanders = false;
    town.resets_one[2].count = 3;           /* rats in the hall */
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

PLAYS_ALL void test_scan(void **state)
{
    (void)state;
    SAYS("scan", "Here - a gate guard.\nNorth - a rat (3).\nEast - the way leads on to Land Two.\n"
                 "South - the way leads on to Land Two.\n");
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, CID, HALL);
    town_types(&town, ADA, "close gate");
    town_reads(&town, BOB);
    SAYS("scan", "Here - a gate guard, Bob.\nNorth - a rat (3), Cid.\nEast - the iron gate is closed.\n"
                 "South - the way leads on to Land Two.\n");
    assert_string_equal(town_reads(&town, BOB), "Ada looks about in all directions.\n");
    town_reads(&town, CID);
    town_says(&town, CID, "scan", "Here - a rat (3).\nEast - the oak door is closed.\nSouth - a gate guard, Ada, Bob.\n");
    town_enters(&town, DAN, VAULT);
    town_says(&town, DAN, "scan", "West - the oak door is closed.\n");
    town_enters(&town, EVE, CELL);
    town.rooms[4].exits[NORTH] = (struct exit_proto){ .to = NO_ROOM };
    town_ways(&town);
    town_says(&town, EVE, "scan", "There is nobody about.\n");
}

PLAYS_ALL void test_glance(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    struct character *bob = town_person(&town, BOB);
    static const struct { int percent; const char *words; } rows[] = {
        { 100, "unhurt" }, { 99, "slightly hurt" }, { 75, "slightly hurt" }, { 74, "moderately hurt" }, { 49, "severely hurt" },
        { 24, "near death" }, { 0, "near death" }, { -5, "near death" },
    };
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        char answer[100];
        pools_settle(bob);
        bob->pools[POOL_HEALTH].value = pool_most(bob, POOL_HEALTH) * rows[at].percent / 100;
        snprintf(answer, sizeof answer, "Bob is %s, and standing.\n", rows[at].words);
        town_reads(&town, BOB);
        SAYS("glance bob", answer);
        assert_string_equal(town_reads(&town, BOB), "");
    }
    SAYS("glance guard", "A gate guard is unhurt, and standing.\n");
    SAYS("glance me", "You are unhurt, and standing.\n");
    SAYS("glance unicorn", "There is nobody here by that name.\n");
    town_types(&town, ADA, "glance");
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "The Temple"));
    assert_null(strstr(read, "It is bare."));
}

PLAYS_ALL void test_where(void **state)
{
    (void)state;
    town_enters(&town, BOB, HALL);
    town_enters(&town, CID, COURT);
    SAYS("where", "In Land One:\nAda, The Temple.\nBob, The Hall.\n");
    SAYS("where bo", "Bob, The Hall.\n");
    SAYS("where cid", "Nobody by that name is in Land One.\n");
}

PLAYS_ALL void test_guild(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    SAYS("guild", "Nobody teaches your class just now.\n");
    town.mobiles[0].teaches = 1u << ada->player->growth.class;
    SAYS("guild", "You are there: this is where your class is taught.\n");
    town_types(&town, ADA, "north");
    town_reads(&town, ADA);
    town_types(&town, ADA, "guild");
    assert_non_null(strstr(town_reads(&town, ADA), "[+ The way to The Temple is south. It is 1 step. +]"));
    town_types(&town, ADA, "south");
    town_types(&town, ADA, "east");
    town_reads(&town, ADA);
    char answer[100];
    snprintf(answer, sizeof answer, "Your class is taught in %s.\n", town.areas[0].name);
    SAYS("guild", answer);
    town.mobiles[0].teaches = 0;
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_scan), ONE(test_glance), ONE(test_where), ONE(test_guild) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
