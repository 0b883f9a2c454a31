/* tests/zones/commands/test_doors.c -- doors and lids: opening, closing, locking, and keys. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_door(void **state)
{
    (void)state;
    SAYS("close gate", "You close the iron gate to the east.\n");
    BOB_READS("Ada closes the iron gate to the east.\n");
    SAYS("close east", "It is closed already.\n");
    SAYS("east", "The iron gate to the east seems to be closed.\n");
    SAYS("open gate west", "There is nothing like that here to open.\n");
    SAYS("open gate east", "You open the iron gate to the east.\n");
    SAYS("open e", "It is open already.\n");
    SAYS("lock gate", "It must be closed first.\n");
    SAYS("close iron", "You close the iron gate to the east.\n");
    SAYS("lock gate", "It has no lock.\n");
    SAYS("open", "What do you want to open?\n");
    SAYS("open north", "There is nothing like that here to open.\n");
    SAYS("open guard", "There is nothing like that here to open.\n");
}

PLAYS_ALL void test_locked(void **state)
{
    (void)state;
    town_types(&town, ADA, "north");
    SAYS("east", "The oak door to the east seems to be locked.\n");
    town_reads(&town, ADA);
    town_types(&town, ADA, "open oak");
    assert_non_null(strstr(town_reads(&town, ADA), "locked."));
    SAYS("unlock oak", "You do not have the key.\n");
    town_gives(&town, ADA, KEY);
    SAYS("unlock oak", "You unlock the oak door to the east.\n");
    SAYS("unlock oak", "It is not locked.\n");
    SAYS("open oak", "You open the oak door to the east.\n");
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), VAULT);
    SAYS("close door", "You close the oak door to the west.\n");
    SAYS("lock west", "You lock the oak door to the west.\n");
    assert_int_equal(land_room(town.zones[LAND_ONE], (room_id){HALL})->doors[EAST], DOOR_LOCKED);
}

PLAYS_ALL void test_lid(void **state)
{
    (void)state;
    SAYS("lock chest", "You do not have the key.\n");
    town_gives(&town, ADA, KEY);
    SAYS("lock chest", "You lock a cedar chest.\n");
    town_reads(&town, ADA);
    town_types(&town, ADA, "open chest");
    assert_non_null(strstr(town_reads(&town, ADA), "locked."));
    SAYS("unlock chest", "You unlock a cedar chest.\n");
    SAYS("open chest", "You open a cedar chest.\n");
    SAYS("get bag", "You get a canvas bag.\n");
    town_cut(&town, LAND_ONE, 1);
    SAYS("close bag", "You close a canvas bag.\n");
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 1);       /* a bag that is shut stays shut */
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_door),
        ONE(test_locked),
        ONE(test_lid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
