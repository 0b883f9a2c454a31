/* tests/zones/commands/test_things.c -- getting, dropping, giving and putting away, and all that can be wrong with it. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_get_and_drop(void **state)
{
    (void)state;
    SAYS("get", "Get what?\n");
    SAYS("get unicorn", "You do not see that here.\n");
    SAYS("get statue", "A marble statue stays where it is.\n");
    SAYS("get lamp", "You get a brass lamp.\n");
    BOB_READS("Ada gets a brass lamp.\n");
    SAYS("get all.lamp", "You get a brass lamp.\nYou get a brass lamp.\n");
    SAYS("get 2.lamp", "You do not see that here.\n");
    BOB_READS("Ada gets a brass lamp.\nAda gets a brass lamp.\n");
    SAYS("drop 4.lamp", "You carry no such thing.\n");
    SAYS("drop 2.lamp", "You drop a brass lamp.\n");
    BOB_READS("Ada drops a brass lamp.\n");
    SAYS("drop", "Drop what?\n");
    SAYS("drop all", "You drop a brass lamp.\nYou drop a brass lamp.\n");
    SAYS("drop all", "You carry no such thing.\n");
}

PLAYS_ALL void test_numbers_that_are_none(void **state)
{
    (void)state;
    static const char *const odd[] = { "99999999999999999999.lamp", "0.lamp", "2.", ".lamp", "all.", "all.all", "-1.lamp", "1.1.lamp" };
    char line[64];
    for (unsigned at = 0; at < sizeof odd / sizeof *odd; at++) {
        snprintf(line, sizeof line, "get %s", odd[at]);
        town_types(&town, ADA, line);
        snprintf(line, sizeof line, "put %s in %s", odd[at], odd[at]);
        town_types(&town, ADA, line);
        snprintf(line, sizeof line, "give %s to %s", odd[at], odd[at]);
        town_types(&town, ADA, line);
        snprintf(line, sizeof line, "drop %s", odd[at]);
        town_types(&town, ADA, line);
    }
    assert_true(town.seats[ADA].replies == 4 * sizeof odd / sizeof *odd);
}

PLAYS_ALL void test_containers(void **state)
{
    (void)state;
    SAYS("get sword chest", "A cedar chest is closed.\n");
    SAYS("get sword from statue", "A marble statue is no container.\n");
    SAYS("get sword from well", "You do not see well here.\n");
    SAYS("open chest", "You open a cedar chest.\n");
    SAYS("get sword from chest", "You get an old sword from a cedar chest.\n");
    SAYS("get lamp from chest", "You do not see that in there.\n");
    SAYS("put sword", "Put what in what?\n");
    SAYS("put lamp in chest", "You carry no such thing.\n");
    SAYS("put sword into chest", "You put an old sword in a cedar chest.\n");
    BOB_READS("Ada opens a cedar chest.\nAda gets an old sword from a cedar chest.\nAda puts an old sword in a cedar chest.\n");
    town.objects[CHEST].capacity = 2;
    SAYS("get lamp", "You get a brass lamp.\n");
    SAYS("put lamp in chest", "A cedar chest is full.\n");
}

/* Nothing deeper than a bag in a bag: bytes are read to a depth of sixteen, and a player must not be able to
 * build what nobody can read. */
PLAYS_ALL void test_nesting(void **state)
{
    (void)state;
    SAYS("get all.bag", "You get a canvas bag.\nYou get a canvas bag.\nYou get a canvas bag.\nYou get a canvas bag.\n");
    SAYS("get lamp", "You get a brass lamp.\n");
    SAYS("put bag in bag", "A canvas bag cannot hold itself.\n");
    SAYS("put lamp in bag", "You put a brass lamp in a canvas bag.\n");
    SAYS("put bag in 2.bag", "You put a canvas bag in a canvas bag.\n");
    SAYS("put bag in 2.bag", "A canvas bag will not fit in there.\n");
    SAYS("put 2.bag in bag", "You put a canvas bag in a canvas bag.\n");
    assert_int_equal(items_depth(town_person(&town, ADA)->items), 3);
    town_copy_check(&town, LAND_ONE);
    town_types(&town, ADA, "south");
    assert_int_equal(town_room_of(&town, ADA), CELL);       /* she can be packed and unpacked */
    assert_int_equal(items_count(town_person(&town, ADA)->items), 5);
}

PLAYS_ALL void test_too_many(void **state)
{
    (void)state;
    town.options.character_items_max = 2;
    SAYS("get all.lamp", "You get a brass lamp.\nYou get a brass lamp.\nYou cannot carry so many things.\n");
    town_types(&town, BOB, "get bag");
    town_reads(&town, BOB);
    town_says(&town, BOB, "give bag to ada", "Ada cannot carry so many things.\n");
}

/* What lies in a bag of his is his already: taking it out makes nothing more. */
PLAYS_ALL void test_own_bag_when_full(void **state)
{
    (void)state;
    town.options.character_items_max = 2;
    SAYS("get bag", "You get a canvas bag.\n");
    SAYS("get lamp", "You get a brass lamp.\n");
    SAYS("put lamp in bag", "You put a brass lamp in a canvas bag.\n");
    SAYS("get lamp from bag", "You get a brass lamp from a canvas bag.\n");
}

PLAYS_ALL void test_give(void **state)
{
    (void)state;
    SAYS("get lamp", "You get a brass lamp.\n");
    town_reads(&town, BOB);
    SAYS("give lamp", "Give what to whom?\n");
    SAYS("give bag to bob", "You carry no such thing.\n");
    SAYS("give lamp to cid", "There is nobody here by that name.\n");
    SAYS("give lamp to ada", "You pass a brass lamp from one hand to the other.\n");
    SAYS("give lamp to guard", "A gate guard looks a brass lamp over, and hands it back.\n");
    BOB_READS("");
    SAYS("give lamp to bob", "You give a brass lamp to Bob.\n");
    BOB_READS("Ada gives you a brass lamp.\n");
    assert_int_equal(items_count(town_person(&town, ADA)->items), 0);
    assert_int_equal(items_count(town_person(&town, BOB)->items), 1);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

PLAYS_ALL void test_sacrifice(void **state)
{
    (void)state;
    SAYS("sacrifice", "Sacrifice what?\n");
    SAYS("sacrifice unicorn", "Nothing of that name lies here.\n");
    SAYS("sacrifice statue", "That belongs here.\n");
    SAYS("sacrifice guard", "Nothing of that name lies here.\n");
    SAYS("sacrifice all.unicorn", "Nothing of that name lies here.\n");
    SAYS("get lamp", "You get a brass lamp.\n");
    SAYS("get bag", "You get a canvas bag.\n");
    SAYS("put lamp in bag", "You put a brass lamp in a canvas bag.\n");
    SAYS("drop bag", "You drop a canvas bag.\n");
    SAYS("sacrifice 4.bag", "There is something in it. Empty it first.\n");
    SAYS("get lamp from 4.bag", "You get a brass lamp from a canvas bag.\n");
    uint64_t used = town.zones[LAND_ONE]->books.things_used;
    town_reads(&town, BOB);
    SAYS("sacrifice 4.bag", "You give a canvas bag to the ground, which takes it.\n");
    BOB_READS("Ada gives a canvas bag to the ground.\n");
    SAYS("sacrifice 4.bag", "Nothing of that name lies here.\n");
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, used + 1);
    SAYS("sacrifice all.bag", "You give a canvas bag to the ground, which takes it.\nYou give a canvas bag to the ground, which takes it.\n"
                              "You give a canvas bag to the ground, which takes it.\n");
    SAYS("drop lamp", "You drop a brass lamp.\n");
    town_types(&town, ADA, "sacrifice all");        /* not what belongs here, and not a word of that */
    const char *read = town_reads(&town, ADA);
    assert_non_null(strstr(read, "You give a brass lamp to the ground"));
    assert_null(strstr(read, "belongs here"));
    SAYS("sacrifice all.lamp", "Nothing of that name lies here.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_get_and_drop),
        ONE(test_numbers_that_are_none),
        ONE(test_containers),
        ONE(test_nesting),
        ONE(test_too_many),
        ONE(test_own_bag_when_full),
        ONE(test_give),
        ONE(test_sacrifice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
