/* tests/zones/fight/test_follower.c -- creatures that somebody leads, and riding. */
#include "tests/zones/fight/ring.h"

#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/world/calendar.h"

static struct town town;
static struct ring ring;

PLAYS_ALL struct character *ada(void)
{
    return town_person(&town, ADA);
}

/* Ada leads the guard; Bob is there, so that the land stays awake; the rat is in the hall. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town.mobiles[0].says = no_keys;
    town.mobiles[0].behaviours = 1u << BEHAVIOUR_MOUNTABLE;
    town_open(&town);
    town_enters(&town, BOB, VAULT);
    town_enters(&town, ADA, TEMPLE);
    follower_begin(ring_mobile(&town, "guard"), ada());
    ring_heard(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

PLAYS_ALL void says(const char *line, const char *answer)
{
    ring_heard(&town);
    town_says(&town, ADA, line, answer);
}

PLAYS_ALL void later(int64_t ms)
{
    ring_heard(&town);
    town_later(&town, ms);
}

PLAYS_ALL void test_follows(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    says("group", "A gate guard follows you, and is unhurt.\n");
    town_types(&town, ADA, "north");
    assert_ptr_equal(guard->room, ada()->room);
    ring_move(ada(), TEMPLE);               /* it has lost sight of her, and comes after */
    later(5000);
    assert_ptr_equal(guard->room, ada()->room);
}

PLAYS_ALL void test_stays(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    says("order guard stay", "A gate guard stays here.\n");
    town_types(&town, ADA, "north");
    later(10000);
    assert_int_equal(guard->room->proto->id.number, TEMPLE);
    town_types(&town, ADA, "south");
    says("order followers follow", "A gate guard follows you.\n");
    town_types(&town, ADA, "north");
    assert_ptr_equal(guard->room, ada()->room);
}

PLAYS_ALL void test_orders(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    says("order rat stay", "Nobody here by that name does what you say.\n");
    says("order guard dance", "They would not know how. They know kill, assist, stay, follow, rescue and flee.\n");
    says("order guard assist", "You are not fighting anybody.\n");
    says("order guard rescue", "Nobody is fighting you.\n");
    says("order guard flee", "A gate guard is not fighting anybody.\n");
    says("order guard kill ada", "That one stands on your side.\n");
    says("kill guard", "That one stands on your side.\n");
    says("order guard kill rat", "There is nobody here by that name.\n");
    town_types(&town, ADA, "north");
    town_types(&town, ADA, "order guard kill rat");
    assert_ptr_equal(guard->opponent, ring_mobile(&town, "rat"));
    assert_null(ada()->opponent);
}

/* What a player may not do, his creature may not do for him. */
PLAYS_ALL void test_players_are_safe(void **state)
{
    (void)state;
    ring_move(town_person(&town, BOB), TEMPLE);
    says("order guard kill bob", "You have not chosen to fight other players. Help outlaw tells more.\n");
    assert_null(ring_mobile(&town, "guard")->opponent);
}

PLAYS_ALL void test_helps_and_rescues(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard"), *rat = ring_mobile(&town, "rat");
    town_types(&town, ADA, "north");
    ring_lay(&ring, rat, FIGURE_HEALTH, 5000);
    ring_heal(rat, 5000);
    ring_heard(&town);
    town_types(&town, ADA, "kill rat");
    assert_null(guard->opponent);
    later(2500);
    assert_ptr_equal(guard->opponent, rat);
    assert_ptr_equal(rat->opponent, ada());
    town_reads(&town, ADA);
    town_types(&town, ADA, "order guard rescue");
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard comes to your rescue!\n"));
    assert_ptr_equal(rat->opponent, guard);
}

/* Over the border it does not come: it is its own master, and goes home. */
PLAYS_ALL void test_border(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    town_types(&town, ADA, "north");
    town_types(&town, ADA, "south");
    ring_move(guard, HALL);                 /* out of sight, then she is gone */
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    later(5000);
    assert_true(entity_none(guard->leader));
    for (unsigned seconds = 0; seconds < 60; seconds++)
        later(1000);
    assert_int_equal(guard->room->proto->id.number, TEMPLE);
}

/* What has no home is gone when whom it followed leaves without it. */
PLAYS_ALL void test_called_vanish(void **state)
{
    (void)state;
    ring_mobile(&town, "guard")->reset = -1;
    mind_of(ring_mobile(&town, "guard"))->stays = true;
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_null(ring_mobile(&town, "guard"));
}

PLAYS_ALL void test_rides(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    town.options.character_tiring_percent = 100;
    says("dismount", "You are on your own feet.\n");
    says("mount bob", "There is nobody here by that name.\n");
    says("mount guard", "You mount a gate guard.\n");
    says("mount guard", "You are riding a gate guard already.\n");
    says("sleep", "You would fall off. Dismount first.\n");
    town_copy_check(&town, LAND_ONE);
    int32_t own = pool_has(ada(), POOL_STAMINA), its = pool_has(guard, POOL_STAMINA);
    town_types(&town, ADA, "north");
    assert_ptr_equal(mount_of(ada()), guard);
    assert_ptr_equal(guard->room, ada()->room);
    assert_true(pool_has(ada(), POOL_STAMINA) >= own);
    assert_true(pool_has(guard, POOL_STAMINA) < its);
    pool_take(guard, POOL_STAMINA, pool_has(guard, POOL_STAMINA));
    says("south", "A gate guard is too exhausted to carry you on.\n");
    says("dismount", "You get down from a gate guard.\n");
    assert_null(mount_of(ada()));
}

PLAYS_ALL void test_rides_to_the_border(void **state)
{
    (void)state;
    struct character *guard = ring_mobile(&town, "guard");
    follower_release(guard);
    says("mount guard", "You mount a gate guard.\n");
    town_reads(&town, ADA);
    town_types(&town, ADA, "east");
    assert_non_null(strstr(town_reads(&town, ADA), "You get down from a gate guard, which goes no further.\n"));
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(guard->room->proto->id.number, TEMPLE);
    assert_true(entity_none(guard->rider));
    assert_true(entity_none(ada()->mount));
}

/* Beside her it goes along, and obeys over there; and back again. */
PLAYS_ALL void test_goes_along(void **state)
{
    (void)state;
    entity_id id = ring_mobile(&town, "guard")->id;
    town_enters(&town, CID, COURT);
    town_enters(&town, DAN, TEMPLE);
    town_types(&town, ADA, "east");
    struct character *guard = ring_mobile(&town, "guard");
    assert_non_null(guard);
    assert_true(entity_same(guard->id, id));
    assert_ptr_equal(guard->room, ada()->room);
    assert_true(is_led(guard));
    assert_non_null(strstr(town_reads(&town, DAN), "Ada leaves east.\nA gate guard leaves east.\n"));
    assert_non_null(strstr(town_reads(&town, CID), "Ada arrives from the west.\nA gate guard arrives from the west.\n"));
    town_copy_check(&town, LAND_TWO);
    says("group", "A gate guard follows you, and is unhurt.\n");
    land_reset(town.zones[LAND_ONE]);       /* at home there is another one now */
    ring_heard(&town);
    assert_int_not_equal(ring_mobile(&town, "guard")->zone->id.number, LAND_TWO);
    town_types(&town, ADA, "west");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_true(is_led(land_character(town.zones[LAND_ONE], id)));
    town_types(&town, ADA, "quit");         /* led out of its land, it has no home */
    assert_null(land_character(town.zones[LAND_ONE], id));
}

/* She is turned back at the gate, and so is what follows her. */
PLAYS_ALL void test_turned_back_together(void **state)
{
    (void)state;
    entity_id id = ring_mobile(&town, "guard")->id;
    town_enters(&town, CID, CELL);
    town_enters(&town, DAN, CELL);
    town_types(&town, ADA, "south");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    struct character *guard = land_character(town.zones[LAND_ONE], id);
    assert_non_null(guard);
    assert_ptr_equal(guard->room, ada()->room);
    assert_true(is_led(guard));
    town_types(&town, ADA, "north");
    assert_ptr_equal(guard->room, ada()->room);
}

PLAYS_ALL void test_rides_over_the_border(void **state)
{
    (void)state;
    entity_id id = ring_mobile(&town, "guard")->id;
    says("mount guard", "You mount a gate guard.\n");
    town_reads(&town, ADA);
    town_types(&town, ADA, "east");
    assert_null(strstr(town_reads(&town, ADA), "You get down"));
    struct character *guard = land_character(town.zones[LAND_TWO], id);
    assert_non_null(guard);
    assert_ptr_equal(mount_of(ada()), guard);
    assert_ptr_equal(rider_of(guard), ada());
}

/* Aboard within the land, ashore over its border: who is led goes along, and who is ridden is led over the gangplank, then ridden. */
PLAYS_ALL void test_goes_to_sea(void **state)
{
    (void)state;
    entity_id id = ring_mobile(&town, "guard")->id;
    town_ferry(&town);                      /* the vault, where Bob is, is her deck */
    town_enters(&town, CID, COURT);
    town_enters(&town, DAN, TEMPLE);
    says("mount guard", "You mount a gate guard.\n");
    town_types(&town, ADA, "board");
    assert_int_equal(town_room_of(&town, ADA), VAULT);
    assert_non_null(strstr(town_reads(&town, ADA), "You get down from a gate guard.\n"));
    struct character *guard = land_character(town.zones[LAND_ONE], id);
    assert_ptr_equal(guard->room, ada()->room);
    assert_null(mount_of(ada()));
    assert_non_null(strstr(town_reads(&town, DAN), "Ada goes aboard the ferry.\nA gate guard goes along.\n"));
    assert_non_null(strstr(town_reads(&town, BOB), "Ada comes aboard.\nA gate guard comes along with Ada.\n"));
    town_later(&town, 3 * WORLD_HOUR_MS - town.now + 10);
    says("mount guard", "You mount a gate guard.\n");
    town_types(&town, ADA, "disembark");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    guard = land_character(town.zones[LAND_TWO], id);
    assert_non_null(guard);
    assert_true(is_led(guard));
    assert_ptr_equal(mount_of(ada()), guard);
    assert_non_null(strstr(town_reads(&town, CID), "Ada comes ashore.\nA gate guard comes along with Ada.\n"));
    assert_non_null(strstr(town_reads(&town, BOB), "Ada goes ashore.\nA gate guard goes along.\n"));
    town_copy_check(&town, LAND_TWO);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_follows), TEST(test_stays), TEST(test_orders), TEST(test_players_are_safe), TEST(test_helps_and_rescues),
        TEST(test_border), TEST(test_called_vanish), TEST(test_rides), TEST(test_rides_to_the_border),
        TEST(test_goes_along), TEST(test_goes_to_sea), TEST(test_turned_back_together), TEST(test_rides_over_the_border),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
