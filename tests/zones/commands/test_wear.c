/* tests/zones/commands/test_wear.c -- putting on, wielding, holding, taking off. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_wear(void **state)
{
    (void)state;
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, STATUE);
    SAYS("wear", "Wear what?\n");
    SAYS("wear shield", "You carry no such thing.\n");
    SAYS("wear statue", "You cannot wear a marble statue.\n");
    SAYS("wear sword", "You cannot wear an old sword. Wield it.\n");
    SAYS("wear cap", "You wear a knitted cap.\n");
    BOB_READS("Ada wears a knitted cap.\n");
    SAYS("wear cap", "You already use a knitted cap there.\n");
    SAYS("wear all", "You carry nothing that you could put on.\n");
    SAYS("equipment", "You use:\nworn on head: a knitted cap.\n");
    SAYS("drop all.cap", "You drop a knitted cap.\n");      /* what is worn stays on */
    SAYS("remove", "Remove what?\n");
    SAYS("remove sword", "You use no such thing.\n");
    SAYS("remove cap", "You stop using a knitted cap.\n");
    BOB_READS("Ada drops a knitted cap.\nAda stops using a knitted cap.\n");
    SAYS("equipment", "You use:\nnothing.\n");
}

PLAYS_ALL void test_all_at_once(void **state)
{
    (void)state;
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, SHIELD);
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, SWORD);
    SAYS("wear all", "You wear a knitted cap.\nYou wear a round shield.\nYou wear a brass lamp.\n");
    SAYS("wield cap", "You cannot wield a knitted cap.\n");
    SAYS("wield sword", "You wield an old sword.\n");
    assert_int_equal(items_count(town_person(&town, ADA)->items), 5);
    town_copy_check(&town, LAND_ONE);
    town_types(&town, ADA, "south");
    SAYS("equipment", "You use:\nworn on head: a knitted cap.\nworn as shield: a round shield.\nwielded: an old sword.\n"
                      "used as light: a brass lamp.\n");
    SAYS("remove all.s", "You stop using a round shield.\nYou stop using an old sword.\n");
    SAYS("remove all.spoon", "You use no such thing.\n");
    SAYS("remove all", "You stop using a knitted cap.\nYou stop using a brass lamp.\n");
    SAYS("remove all", "You use no such thing.\n");
    SAYS("equipment", "You use:\nnothing.\n");
    assert_int_equal(items_count(town_person(&town, ADA)->items), 5);
}

PLAYS_ALL void test_hold(void **state)
{
    (void)state;
    town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, KEY);
    town_gives(&town, ADA, CAP);
    SAYS("hold lamp", "You hold a brass lamp.\n");
    SAYS("hold key", "You hold an iron key.\n");
    SAYS("hold cap", "You cannot hold a knitted cap.\n");
    SAYS("equipment", "You use:\nheld: an iron key.\nused as light: a brass lamp.\n");
}

/* -- a weapon kept ready -- */

PLAYS_ALL void test_quickdraw(void **state)
{
    (void)state;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, CAP);
    SAYS("quickdraw", "You keep no weapon ready. Quickdraw sword would keep a sword ready.\n");
    SAYS("quickdraw spoon", "You have no such thing.\n");
    SAYS("quickdraw cap", "You cannot draw a knitted cap: that is no weapon.\n");
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    BOB_READS("Ada keeps an old sword ready to draw.\n");
    SAYS("equipment", "You use:\nready to draw: an old sword.\n");
    SAYS("drop all.sword", "You use an old sword; remove it first.\n");    /* it is at his side, not in his bag */
    SAYS("quickdraw", "You draw an old sword.\n");
    BOB_READS("Ada draws an old sword.\n");
    SAYS("equipment", "You use:\nwielded: an old sword.\n");
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");     /* out of his hand again */
    SAYS("quickdraw sword", "You draw an old sword.\n");
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    SAYS("remove sword", "You stop using an old sword.\n");
    SAYS("equipment", "You use:\nnothing.\n");
}

/* What was in hand and what was ready change places; there is room for one. */
PLAYS_ALL void test_quickdraw_changes_them(void **state)
{
    (void)state;
    town.objects[KEY].wear = WEAR_WIELD;
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, KEY);
    town_gives(&town, ADA, SWORD);
    SAYS("wield key", "You wield an iron key.\n");
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    SAYS("quickdraw key", "You keep an old sword ready already. Remove that first.\n");
    town_reads(&town, BOB);
    SAYS("quickdraw", "You draw an old sword, and put an iron key in its place.\n");
    BOB_READS("Ada draws an old sword, and puts an iron key in its place.\n");
    SAYS("equipment", "You use:\nwielded: an old sword.\nready to draw: an iron key.\n");
    SAYS("wield sword", "You already use an old sword there.\n");  /* what is ready is no second weapon */
    town_copy_check(&town, LAND_ONE);
    town_types(&town, ADA, "south");
    SAYS("equipment", "You use:\nwielded: an old sword.\nready to draw: an iron key.\n");
    town.objects[KEY].wear = WEAR_NOWHERE;
}

/* At once: whatever he waits for.  To make one ready takes its time like anything else. */
PLAYS_ALL void test_quickdraw_waits_for_nothing(void **state)
{
    (void)state;
    town_gives(&town, ADA, SWORD);
    SAYS("quickdraw sword", "You keep an old sword ready to draw.\n");
    town_person(&town, ADA)->player->waits_until = town.now + 60000;
    SAYS("quickdraw", "You draw an old sword.\n");
    SAYS("quickdraw sword", "You have no hand free for that just now.\n");
    SAYS("quickdraw", "You keep no weapon ready. Quickdraw sword would keep a sword ready.\n");
    town_person(&town, ADA)->stunned_until = town.now + 60000;
    SAYS("quickdraw", "You are stunned, and can do nothing.\n");
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_wear),
        ONE(test_all_at_once),
        ONE(test_hold),
        ONE(test_quickdraw),
        ONE(test_quickdraw_changes_them),
        ONE(test_quickdraw_waits_for_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
