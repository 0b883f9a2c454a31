/* tests/zones/commands/test_own.c -- title, brief, breakout, saving, leaving. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_title(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 1);
    SAYS("title the Brave", "Your title is now <the Brave>.\n");
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 1u << PART_BODY);
    town_reads(&town, ADA);
    SAYS("title aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "That is too long for a title: it has 30 letters at most.\n");
    SAYS("title aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Your title is now <aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>.\n");
    SAYS("title", "You have no title now.\n");
}

PLAYS_ALL void test_brief(void **state)
{
    (void)state;
    SAYS("brief", "Rooms are shown without their text while you walk.\n");
    SAYS("north", "\001TThe Hall [ S [E] ]\001n\n\001MA rat scurries about.\001n\n");
    town_types(&town, ADA, "south");
    town_types(&town, ADA, "south");
    assert_null(strstr(town_reads(&town, ADA), "It is bare."));       /* over the border, too */
    SAYS("brief", "Rooms are shown with their text.\n");
}

PLAYS_ALL void test_breakout(void **state)
{
    (void)state;
    SAYS("breakout", "You drop everything you were about to do.\n");
    assert_true(town.seats[ADA].slot.drop_waiting);
    SAYS("stand", "You are standing already.\n");
    assert_false(town.seats[ADA].slot.drop_waiting);
}

PLAYS_ALL void test_quit(void **state)
{
    (void)state;
    town_gives(&town, ADA, LAMP);
    town_types(&town, ADA, "save");
    town_reads(&town, BOB);
    SAYS("quit", "You lie down at the edge of the world and close your eyes.\nUntil the next time, Ada.\n");
    BOB_READS("Ada leaves the world.\n");
    assert_true(town.seats[ADA].closed);
    assert_null(town_person(&town, ADA));
    struct sighting seen;
    assert_false(directory_find(town.directory, "ada", &seen));
    assert_true(town_cut(&town, REGISTRY, 2) > 0);                     /* she rests there, and is written from there */
    assert_non_null(town_record(&town, "holdings:ada"));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_title),
        ONE(test_brief),
        ONE(test_breakout),
        ONE(test_quit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
