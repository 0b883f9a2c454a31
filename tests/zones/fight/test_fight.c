/* tests/zones/fight/test_fight.c -- who fights whom, who may, and everything that ends a fight. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "eve");
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
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

PLAYS_ALL void test_both_fight(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *guard = ring_mobile(&town, "guard");
    SAYS("kill", "Whom do you want to fight?\n");
    SAYS("kill dragon", "There is nobody here by that name.\n");
    SAYS("kill ada", "You would only hurt yourself.\n");
    SAYS("kill guard", "You attack a gate guard!\n");
    assert_ptr_equal(ada->opponent, guard);
    assert_ptr_equal(guard->opponent, ada);
    assert_int_equal(fight_opponents(ada), 1);
    assert_int_equal(fight_opponents(guard), 1);
    assert_true(ada->round_due > town.now && guard->round_due > town.now);
    assert_true(ada->round_due != guard->round_due);
    SAYS("kill guard", "You do the best you can!\n");
}

/* What is not done in the middle of a fight. */
PLAYS_ALL void test_not_meanwhile(void **state)
{
    (void)state;
    town_types(&town, ADA, "kill guard");
    SAYS("north", "You are fighting! You would have to flee.\n");
    SAYS("quit", "Not in the middle of a fight! Flee first.\n");
    SAYS("sleep", "In the middle of a fight?\n");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_false(town.seats[ADA].closed);
}

PLAYS_ALL void test_peace_and_shops(void **state)
{
    (void)state;
    static struct shop_proto shop;
    town.rooms[0].peaceful = true;
    SAYS("kill guard", "There is a peace upon this place that nobody breaks.\n");
    town.rooms[0].peaceful = false;
    town.mobiles[0].shop = &shop;
    SAYS("kill guard", "And who would sell you anything then?\n");
    town.mobiles[0].shop = NULL;
    ring_lay(&ring, town_person(&town, ADA), FIGURE_CALM, 1);
    SAYS("kill guard", "You feel far too peaceful for that.\n");
    assert_null(town_person(&town, ADA)->opponent);
}

/* Players: both have to want it, be of about one level, and not have died of it lately. */
PLAYS_ALL void test_players(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB);
    SAYS("kill bob", "You have not chosen to fight other players. Help outlaw tells more.\n");
    SAYS("outlaw", "You do not fight other players, and they do not fight you.\nOutlaw on changes that.\n");
    SAYS("outlaw perhaps", "Outlaw on, or outlaw off?\n");
    town_types(&town, ADA, "outlaw on");
    assert_false(ada->player->growth.fights_players);
    SAYS("outlaw on yes", "From now on you fight other players, and they fight you.\n");
    SAYS("outlaw on yes", "That is how it is already.\n");
    SAYS("kill bob", "That one has not chosen to fight other players.\n");
    town_types(&town, BOB, "outlaw on yes");
    bob->player->level = 30;
    SAYS("kill bob", "The two of you are too far apart for that to be a fight.\n");
    bob->player->level = 1;
    bob->player->growth.safe_until = town.now + 60000;
    SAYS("kill bob", "That one has been killed too lately, and is left in peace for a while.\n");
    bob->player->growth.safe_until = 0;
    SAYS("kill bob", "You attack Bob!\n");
    assert_ptr_equal(bob->opponent, ada);
    SAYS("outlaw off yes", "Not while you are fighting.\n");
}

/* Who attacks hides no more. */
PLAYS_ALL void test_comes_forth(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    ring_lay(&ring, ada, FIGURE_HIDDEN, 1);
    assert_true(is(ada, FIGURE_HIDDEN));
    town_types(&town, ADA, "kill guard");
    assert_false(is(ada, FIGURE_HIDDEN));
}

PLAYS_ALL void test_arena(void **state)
{
    (void)state;
    town.rooms[0].arena = true;
    SAYS("kill bob", "You attack Bob!\n");
    town.rooms[0].arena = false;
}

/* Whoever loses his opponent turns to another who fights him, or stops. */
PLAYS_ALL void test_leaving(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB), *guard = ring_mobile(&town, "guard");
    town_types(&town, ADA, "kill guard");
    town_types(&town, BOB, "kill guard");
    assert_ptr_equal(guard->opponent, ada);
    assert_int_equal(fight_opponents(guard), 2);
    ring_move(ada, HALL);
    assert_null(ada->opponent);
    assert_int_equal(ada->round_due, 0);
    assert_ptr_equal(guard->opponent, bob);
    ring_move(bob, HALL);
    assert_null(guard->opponent);
    assert_null(bob->opponent);
}

/* Over a border, home from a fight, with everything else that takes somebody away. */
PLAYS_ALL void test_taken_away(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    town.options.character_linkless_s = 1;
    town_enters(&town, EVE, COURT);
    town_types(&town, ADA, "kill guard");
    town_types(&town, EVE, "transfer ada");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_null(town_person(&town, ADA)->opponent);
    assert_null(guard->opponent);
    town_types(&town, BOB, "kill guard");
    assert_ptr_equal(guard->opponent, town_person(&town, BOB));
    struct message *hangup = town_mail(&town, MSG_HANGUP, BOB, LAND_ONE);
    hangup->hangup.session = town.seats[BOB].slot.session;
    town_run(&town);
    assert_ptr_equal(guard->opponent, town_person(&town, BOB));     /* a lost connection saves nobody */
    town_later(&town, 1100);
    assert_null(town_person(&town, BOB));
    assert_null(guard->opponent);
}

/* What was regained in a fight stays what it was, over a border. */
PLAYS_ALL void test_regained(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    town_enters(&town, EVE, COURT);
    town_types(&town, ADA, "kill guard");
    ring_lay(&ring, ada, FIGURE_HELD, 1);
    ring_lay(&ring, ring_mobile(&town, "guard"), FIGURE_HELD, 1);
    ring_heard(&town);
    pool_add(ada, POOL_STAMINA, -pool_has(ada, POOL_STAMINA));
    ring_heard(&town);
    town_later(&town, 60000);
    int32_t had = pool_has(town_person(&town, ADA), POOL_STAMINA);
    town_types(&town, EVE, "transfer ada");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_in_range(pool_has(town_person(&town, ADA), POOL_STAMINA), had, had + 1);
}

/* A land in which nobody is has no fights. */
PLAYS_ALL void test_asleep(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard"), *rat = ring_mobile(&town, "rat");
    ring_move(rat, TEMPLE);
    fight_begin(guard, rat);
    assert_ptr_equal(rat->opponent, guard);
    town_types(&town, ADA, "east");
    town_types(&town, BOB, "east");
    assert_int_equal(town_room_of(&town, BOB), COURT);
    assert_false(town.zones[LAND_ONE]->awake);
    assert_null(guard->opponent);
    assert_null(rat->opponent);
    town_later(&town, 60000);
    assert_int_equal(pool_has(guard, POOL_HEALTH), pool_most(guard, POOL_HEALTH));
}

PLAYS_ALL void test_help(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB), *guard = ring_mobile(&town, "guard");
    SAYS("join bob", "Bob is not fighting anybody.\n");
    SAYS("assist", "Nobody of your company is in a fight here.\n");
    town_types(&town, BOB, "kill guard");
    SAYS("join bob", "You join the fight with a gate guard.\n");
    assert_ptr_equal(ada->opponent, guard);
    assert_ptr_equal(guard->opponent, bob);
    SAYS("rescue ada", "Flee, if you want to rescue yourself.\n");
    SAYS("rescue guard", "A gate guard would not thank you for it.\n");
    bool rescued = false;
    for (unsigned tries = 0; tries < 50 && !rescued; tries++) {
        town_reads(&town, ADA);
        ada->player->waits_until = 0;
        town_types(&town, ADA, "rescue bob");
        const char *read = town_reads(&town, ADA);
        rescued = strstr(read, "You rescue Bob!\n") != NULL;
        assert_true(rescued || strstr(read, "You fail to head off the opponent of Bob.\n") != NULL);
        if (rescued)
            assert_non_null(strstr(read, "A gate guard diverts its attention to Ada.\n"));
    }
    assert_true(rescued);
    assert_ptr_equal(guard->opponent, ada);
    assert_null(bob->opponent);
}

PLAYS_ALL void test_flee(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    SAYS("flee", "You are not fighting anybody.\n");
    town_types(&town, ADA, "kill guard");
    SAYS("flee up", "There is no way out in that direction!\n");
    SAYS("flee home", "Flee where? Name a direction, or none.\n");
    ring_lay(&ring, town_person(&town, ADA), FIGURE_ROOTED, 1);
    SAYS("flee", "You cannot move from the spot!\n");
    affect_end(town_person(&town, ADA), town_person(&town, ADA)->affects, false);
    for (unsigned tries = 0; tries < 50 && town_room_of(&town, ADA) == TEMPLE; tries++) {
        town_person(&town, ADA)->player->waits_until = 0;
        town_types(&town, ADA, "flee north");
    }
    assert_int_equal(town_room_of(&town, ADA), HALL);
    assert_non_null(strstr(town_reads(&town, BOB), "Ada panics and attempts to flee!\n"));
    assert_null(guard->opponent);
}

/* The way is there, but not for her: the fight goes on. */
PLAYS_ALL void test_no_way_for_her(void **state)
{
    (void)state;
    town.rooms[0].exits[NORTH].level_min = 50;
    town_types(&town, ADA, "kill guard");
    for (unsigned tries = 0; tries < 20; tries++) {
        town_person(&town, ADA)->player->waits_until = 0;
        town_types(&town, ADA, "flee north");
        assert_non_null(ring_mobile(&town, "guard")->opponent);
        assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    }
    town.rooms[0].exits[NORTH].level_min = 0;
}

PLAYS_ALL void test_wimpy(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA);
    char answer[200];
    SAYS("wimpy", "You flee from no fight by yourself. Wimpy and a number changes that.\n");
    SAYS("wimpy x", "Wimpy, and a number of hit points.\n");
    SAYS("wimpy -1", "Wimpy, and a number of hit points.\n");
    snprintf(answer, sizeof answer, "That is more than half of what you have: %d is the most.\n", pool_most(ada, POOL_HEALTH) / 2);
    SAYS("wimpy 99999999999999999999999999", answer);
    SAYS("wimpy 30", "You will flee by yourself when you have less than 30 hit points left.\n");
    SAYS("wimpy", "You flee by yourself when you have less than 30 hit points left. Wimpy 0 ends that.\n");
    town_types(&town, ADA, "kill guard");
    for (unsigned tries = 0; tries < 400 && town_room_of(&town, ADA) == TEMPLE; tries++)
        town_later(&town, 500);
    assert_int_not_equal(town_room_of(&town, ADA), TEMPLE);
    assert_in_range(pool_has(town_person(&town, ADA), POOL_HEALTH), 1, 40);
    town_person(&town, ADA)->player->waits_until = 0;
    SAYS("wimpy 0", "You will not flee by yourself.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_both_fight, begin, end), cmocka_unit_test_setup_teardown(test_not_meanwhile, begin, end),
        cmocka_unit_test_setup_teardown(test_peace_and_shops, begin, end), cmocka_unit_test_setup_teardown(test_players, begin, end),
        cmocka_unit_test_setup_teardown(test_comes_forth, begin, end),
        cmocka_unit_test_setup_teardown(test_arena, begin, end), cmocka_unit_test_setup_teardown(test_leaving, begin, end),
        cmocka_unit_test_setup_teardown(test_taken_away, begin, end), cmocka_unit_test_setup_teardown(test_asleep, begin, end),
        cmocka_unit_test_setup_teardown(test_regained, begin, end),
        cmocka_unit_test_setup_teardown(test_help, begin, end), cmocka_unit_test_setup_teardown(test_flee, begin, end),
        cmocka_unit_test_setup_teardown(test_no_way_for_her, begin, end), cmocka_unit_test_setup_teardown(test_wimpy, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
