/* tests/zones/fight/test_duel.c -- fights by agreement, the arena, and who stands in front of whom. */
#include "tests/zones/fight/ring.h"

static struct town town;
static struct ring ring;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town_open(&town);
    for (unsigned at = ADA; at <= CID; at++)
        town_enters(&town, at, TEMPLE);
    for (unsigned at = ADA; at <= CID; at++)
        town_reads(&town, at);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)

PLAYS_ALL void test_agreement(void **state)
{
    (void)state;
    SAYS("duel", "Whom do you want to ask for a duel? Duel accept and duel decline answer one who asked you.\n");
    SAYS("duel ada", "You would win, and lose.\n");
    SAYS("duel guard", "Only players have duels.\n");
    SAYS("duel nobody", "There is nobody here by that name.\n");
    SAYS("duel accept", "Nobody here has asked you for a duel.\n");
    SAYS("duel bob", "You ask Bob for a duel.\n");
    assert_non_null(strstr(town_reads(&town, BOB), "Ada asks you for a duel. Duel accept, or duel decline?\n"));
    town_says(&town, CID, "duel accept", "Nobody here has asked you for a duel.\n");
    town_says(&town, BOB, "duel decline", "You decline.\n");
    town_says(&town, BOB, "duel accept", "Nobody here has asked you for a duel.\n");
    town_types(&town, ADA, "duel bob");
    town_copy_check(&town, LAND_ONE);
    town.rooms[0].peaceful = true;
    town_says(&town, BOB, "duel accept ada", "There is a peace upon this place that nobody breaks.\n");
    town.rooms[0].peaceful = false;
    town_types(&town, BOB, "duel accept ada");
    assert_true(duel_between(town_person(&town, ADA), town_person(&town, BOB)));
    assert_ptr_equal(town_person(&town, ADA)->opponent, town_person(&town, BOB));
    town_copy_check(&town, LAND_ONE);
    town_says(&town, CID, "kill ada", "You have not chosen to fight other players. Help outlaw tells more.\n");
}

/* Whoever loses lives on, with all that is his. */
PLAYS_ALL void test_without_loss(void **state)
{
    (void)state;
    town_gives(&town, ADA, CAP);
    town_gives(&town, BOB, CAP);
    town_types(&town, ADA, "duel bob");
    town_types(&town, BOB, "duel accept");
    ring_heal(town_person(&town, BOB), 20);
    for (unsigned step = 0; step < 400 && fights(town_person(&town, ADA)); step++)
        town_later(&town, 500);
    assert_null(town_person(&town, ADA)->opponent);
    assert_null(town_person(&town, BOB)->opponent);
    assert_false(duel_between(town_person(&town, ADA), town_person(&town, BOB)));
    assert_non_null(strstr(town_reads(&town, CID), "Ada has beaten Bob in a duel.\n"));
    for (unsigned at = ADA; at <= BOB; at++) {
        assert_int_equal(items_count(town_person(&town, at)->items), 1);
        assert_int_equal(town_room_of(&town, at), TEMPLE);
        assert_true(pool_has(town_person(&town, at), POOL_HEALTH) > 0);
    }
    assert_null(strstr(town_reads(&town, BOB), "You are dead!"));
    SAYS("kill bob", "You have not chosen to fight other players. Help outlaw tells more.\n");
}

/* Who walks away has left it, and what comes then is no duel. */
PLAYS_ALL void test_left(void **state)
{
    (void)state;
    town_types(&town, ADA, "duel bob");
    town_types(&town, BOB, "duel accept");
    town_reads(&town, BOB);
    ring_move(town_person(&town, ADA), HALL);
    ring_heard(&town);
    assert_non_null(strstr(town_reads(&town, BOB), "Ada has left your duel.\n"));
    assert_true(entity_none(town_person(&town, ADA)->player->duels));
    assert_true(entity_none(town_person(&town, BOB)->player->duels));
    ring_move(town_person(&town, ADA), TEMPLE);
    assert_false(duel_spares(town_person(&town, ADA), town_person(&town, BOB)));
}

PLAYS_ALL void test_arena(void **state)
{
    (void)state;
    bool died;
    town.rooms[0].arena = true;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB);
    fight_begin(ada, bob);
    damage_deal(bob, &(struct hurt){ .from = ada, .kind = DAMAGE_SLASH, .amount = 100000 }, &died);
    ring_heard(&town);
    assert_false(died);
    assert_null(ada->opponent);
    assert_true(pool_has(bob, POOL_HEALTH) > 0);
    assert_non_null(strstr(town_reads(&town, BOB), "You are beaten, and carried to the side of the arena.\n"));
    town.rooms[0].arena = false;
}

PLAYS_ALL void test_formation(void **state)
{
    (void)state;
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB), *guard = ring_mobile(&town, "guard");
    SAYS("formation", "You stand in front.\n");
    SAYS("formation bob", "That one does not stand in a formation with you.\n");
    ada->player->group = bob->player->group = (entity_id){ 1, GROUPS, 1 };
    SAYS("formation bob", "You stand beside Bob already.\n");
    SAYS("formation sideways", "There is nobody here by that name. Formation front, formation back, or formation and a name?\n");
    SAYS("formation front", "You stand in front already.\n");
    SAYS("formation back", "You step back, behind whoever stands in front.\n");
    SAYS("formation", "Bob stands in front.\nYou stand behind.\n");
    assert_ptr_equal(formation_struck(guard, ada), bob);
    assert_ptr_equal(formation_struck(guard, bob), bob);
    assert_ptr_equal(formation_front(ada), bob);
    bob->position = SITTING;
    assert_ptr_equal(formation_struck(guard, ada), ada);
    bob->position = STANDING;
    bob->ranged = true;
    assert_ptr_equal(formation_struck(guard, ada), ada);
    bob->ranged = false;
    town_copy_check(&town, LAND_ONE);
    SAYS("formation bob", "You take Bob's position in the formation.\n");
    assert_ptr_equal(formation_struck(guard, bob), ada);
    assert_ptr_equal(formation_struck(guard, ada), ada);
}

/* All of it is state of the land. */
PLAYS_ALL void test_hashed(void **state)
{
    (void)state;
    struct player *player = town_person(&town, ADA)->player;
    uint64_t hash = zone_hash(town.zones[LAND_ONE]);
    player->behind = true;
    assert_true(zone_hash(town.zones[LAND_ONE]) != hash);
    player->behind = false;
    player->challenged = town.seats[BOB].who;
    assert_true(zone_hash(town.zones[LAND_ONE]) != hash);
    player->challenged = NO_ENTITY;
    player->duels = town.seats[BOB].who;
    assert_true(zone_hash(town.zones[LAND_ONE]) != hash);
    player->duels = NO_ENTITY;
    assert_true(zone_hash(town.zones[LAND_ONE]) == hash);
}

/* Where she stands, and that she keeps away, goes with her over a border. */
PLAYS_ALL void test_kept_over_the_border(void **state)
{
    (void)state;
    town_types(&town, ADA, "formation back");
    town_types(&town, ADA, "range");
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_true(town_person(&town, ADA)->player->behind);
    assert_true(town_person(&town, ADA)->ranged);
}

PLAYS_ALL void test_consider(void **state)
{
    (void)state;
    SAYS("consider", "Consider whom?\n");
    SAYS("consider ada", "You would be evenly matched, and nobody would win.\n");
    town_types(&town, ADA, "consider guard");
    assert_non_null(strstr(town_reads(&town, ADA), "You would need some luck.\nA gate guard is unhurt.\n"));
    town_person(&town, ADA)->player->level = 100;
    town_types(&town, ADA, "consider guard");
    assert_non_null(strstr(town_reads(&town, ADA), "You would hardly notice having fought.\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_agreement, begin, end), cmocka_unit_test_setup_teardown(test_without_loss, begin, end),
        cmocka_unit_test_setup_teardown(test_left, begin, end), cmocka_unit_test_setup_teardown(test_arena, begin, end),
        cmocka_unit_test_setup_teardown(test_formation, begin, end), cmocka_unit_test_setup_teardown(test_hashed, begin, end),
        cmocka_unit_test_setup_teardown(test_kept_over_the_border, begin, end),
        cmocka_unit_test_setup_teardown(test_consider, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
