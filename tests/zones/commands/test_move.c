/* tests/zones/commands/test_move.c -- walking, following, posture. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_walk(void **state)
{
    (void)state;
    SAYS("west", "Alas, you cannot go west...\n");
    SAYS("down", "Alas, you cannot go down...\n");
    SAYS("north", "\001TThe Hall [ S [E] ]\001n\nIt is bare.\n\001MA rat scurries about.\001n\n");
    BOB_READS("Ada leaves north.\n");
    town_types(&town, ADA, "south");
    BOB_READS("Ada arrives from the north.\n");
    town_later(&town, 3600000);
    town_reads(&town, ADA);
    town.options.character_tiring_percent = 1000;
    for (unsigned step = 0; step < 12; step++)
        town_types(&town, ADA, step % 2 == 0 ? "north" : "south");
    SAYS("north", "You are too exhausted.\n");
    SAYS("south", "You are too exhausted.\n");
}

PLAYS_ALL void test_exits(void **state)
{
    (void)state;
    SAYS("exits", "north: The Hall.\neast: The Court, in Land Two.\nsouth: The Cell, in Land Two.\n");
    town_types(&town, ADA, "north");
    SAYS("exits", "east: the oak door, locked.\nsouth: The Temple.\n");
}

PLAYS_ALL void test_follow(void **state)
{
    (void)state;
    SAYS("follow bob", "You now follow Bob.\n");
    BOB_READS("Ada starts following you.\n");
    SAYS("follow bob", "You follow Bob already.\n");
    SAYS("follow guard", "A gate guard would rather not be followed.\n");
    SAYS("follow cid", "There is nobody here by that name.\n");
    town_says(&town, BOB, "follow ada", "You would walk in circles: Ada follows you.\n");
    town_reads(&town, ADA);
    town_types(&town, BOB, "north");
    assert_int_equal(town_room_of(&town, ADA), HALL);
    assert_non_null(strstr(town_reads(&town, ADA), "Bob leaves north.\nYou follow Bob north.\n"));
    town_reads(&town, BOB);
    SAYS("follow self", "You stop following Bob.\n");
    BOB_READS("Ada stops following you.\n");
    SAYS("follow me", "You follow nobody.\n");
}

/* Two lands know only half of it each: the circle closes where nobody sees it, and still nobody walks for ever. */
PLAYS_ALL void test_circle(void **state)
{
    (void)state;
    town_enters(&town, CID, TEMPLE);
    town_person(&town, ADA)->leader = town.seats[BOB].who;
    town_person(&town, BOB)->leader = town.seats[CID].who;
    town_person(&town, CID)->leader = town.seats[ADA].who;
    town_types(&town, ADA, "north");
    for (unsigned at = ADA; at <= CID; at++)
        assert_int_equal(town_room_of(&town, at), HALL);
    town_types(&town, BOB, "south");
    town_types(&town, BOB, "east");
    for (unsigned at = ADA; at <= CID; at++)
        assert_int_equal(town_room_of(&town, at), COURT);
}

PLAYS_ALL void test_posture(void **state)
{
    (void)state;
    SAYS("stand", "You are standing already.\n");
    SAYS("sit", "You sit down.\n");
    BOB_READS("Ada sits down.\n");
    SAYS("north", "You had better stand up first.\n");
    SAYS("stand", "You stand up.\n");
    SAYS("rest", "You lie down to rest.\n");
    SAYS("stand", "You stop resting and stand up.\n");
    SAYS("sleep", "You close your eyes and fall asleep.\n");
    SAYS("look", "In your dreams, perhaps. Wake up first.\n");
    town_types(&town, BOB, "say hello");
    town_types(&town, ADA, "inventory");
    assert_string_equal(town_reads(&town, ADA), "You carry:\nnothing.\nYou have 0 coins.\n");   /* and heard nothing */
    assert_non_null(strstr(town.seats[ADA].prompt, "Sleeping"));
    town_types(&town, ADA, "wake");
    assert_int_not_equal(town_person(&town, ADA)->position, SLEEPING);
    SAYS("wake", "You are awake already.\n");
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_walk),
        ONE(test_exits),
        ONE(test_follow),
        ONE(test_circle),
        ONE(test_posture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
