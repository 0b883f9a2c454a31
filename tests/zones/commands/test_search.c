/* tests/zones/commands/test_search.c -- what is hidden is neither seen nor used before it has been found, and hidden again by
 * the next reset. */
#include "tests/zones/town.h"

#include "zones/skills/skills.h"

static struct town town;
static struct rules rules;

/* Everybody finds everything, or nearly nothing. */
static void luck(int64_t percent)
{
    rules.constants.search_percent = percent;
}

/* The way north of the temple is hidden, and the lamps and the chest are; Dan is a keeper. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    rules = *tables();
    town.setting.rules = &rules;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town.rooms[0].exits[NORTH].hidden = true;
    town.rooms[1].exits[EAST].hidden = true;
    for (unsigned at = 0; at < 8; at++)
        town.resets_one[at].hidden = town.resets_one[at].proto.number == LAMP || town.resets_one[at].proto.number == CHEST;
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_reads(&town, ADA);
    luck(1000);
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
    town_later(&town, 3000);
    town_says(&town, ADA, line, answer);
}

PLAYS_ALL bool reads(const char *line, const char *words)
{
    town_later(&town, 3000);
    town_reads(&town, ADA);
    town_types(&town, ADA, line);
    return strstr(town_reads(&town, ADA), words) != NULL;
}

/* Once it is found everything works that did not before.  Ninety-five times in a hundred, at best. */
PLAYS_ALL void searches(void)
{
    for (unsigned times = 0; times < 40; times++)
        reads("search", "");
}

PLAYS_ALL void test_ways(void **state)
{
    (void)state;
    assert_true(reads("look", "The Temple [ S <E> ]"));
    assert_false(reads("exits", "north"));
    assert_false(reads("scan", "North"));
    says("look north", "Nothing special there.\n");
    says("north", "Alas, you cannot go north...\n");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    searches();
    assert_true(reads("look", "The Temple [ N S <E> ]"));
    assert_true(reads("exits", "north: The Hall.\n"));
    says("look north", "That way lies The Hall.\n");
    town_types(&town, BOB, "north");                          /* it is there for everybody */
    assert_int_equal(town_room_of(&town, BOB), HALL);
    town_copy_check(&town, LAND_ONE);
    land_reset(town.zones[LAND_ONE]);
    says("north", "Alas, you cannot go north...\n");
}

PLAYS_ALL void test_words(void **state)
{
    (void)state;
    bool found = false;
    town_reads(&town, BOB);
    for (unsigned times = 0; times < 40 && !found; times++)
        found = reads("search", "You find a way north that is easily missed.\n");
    assert_true(found);
    assert_non_null(strstr(town_reads(&town, BOB), "Ada searches the place.\nAda has found something.\n"));
    searches();
    says("search", "You search the place, and find nothing that you had not seen.\n");
}

/* A door nobody knows of cannot be opened, nor closed, nor shot through. */
PLAYS_ALL void test_doors(void **state)
{
    (void)state;
    searches();
    reads("north", "");
    assert_true(reads("look", "The Hall [ S ]"));
    says("open oak", "There is nothing like that here to open.\n");
    says("unlock east", "There is nothing like that here to unlock.\n");
    says("look oak", "You do not see that here.\n");
    bool found = false;
    for (unsigned times = 0; times < 40 && !found; times++)
        found = reads("search", "You find the oak door, and a way east.\n");
    assert_true(found);
    says("open oak", "It seems to be locked.\n");
}

PLAYS_ALL void test_things(void **state)
{
    (void)state;
    assert_false(reads("look", "A brass lamp"));
    assert_false(reads("look", "A cedar chest"));
    says("get lamp", "You do not see that here.\n");
    says("open chest", "There is nothing like that here to open.\n");
    says("sacrifice lamp", "Nothing of that name lies here.\n");
    assert_false(reads("get all", "lamp"));
    town_types(&town, ADA, "drop all");
    searches();
    assert_true(reads("look", "A brass lamp stands here. (3)"));
    says("get lamp", "You get a brass lamp.\n");
    land_reset(town.zones[LAND_ONE]);
    assert_false(reads("look", "A brass lamp"));
    says("drop lamp", "You drop a brass lamp.\n");            /* hers, and to be seen, beside those that nobody sees */
    assert_true(reads("look", "A brass lamp stands here." M_PLAIN "\n"));
    says("get all.lamp", "You get a brass lamp.\n");
}

/* What has been found is state: a copy of the land knows it too. */
PLAYS_ALL void test_is_state(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    searches();
    zone_encode(town.zones[LAND_ONE], &writer);
    struct zone *copy = zone_new(&town.setting, (zone_id){LAND_ONE});
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_true(zone_decode(copy, &reader));
    assert_int_equal(land_room(copy, (room_id){TEMPLE})->found, FOUND_THINGS | 1u << NORTH);
    assert_int_equal(land_room(copy, (room_id){HALL})->found, 0);
    zone_free(&copy);
    bytes_free(&writer);
}

/* It takes a moment, and is nothing for the middle of a fight; who has no luck finds nothing, but a keeper does. */
PLAYS_ALL void test_chance(void **state)
{
    (void)state;
    luck(-1000);
    unsigned found = 0;
    for (unsigned times = 0; times < 10; times++)
        found += !reads("search", "find nothing");
    assert_true(found < 5);
    land_reset(town.zones[LAND_ONE]);
    town_enters(&town, DAN, TEMPLE);
    town_types(&town, DAN, "search");
    const char *all = town_reads(&town, DAN);
    assert_non_null(strstr(all, "You find a way north"));
    assert_non_null(strstr(all, "You find a brass lamp.\n"));
    assert_true(character_waits(town_person(&town, DAN)));
}

/* What clients draw is what is known. */
PLAYS_ALL void test_facts(void **state)
{
    (void)state;
    town.seats[ADA].slot.watched = true;
    town_types(&town, ADA, "look");
    assert_non_null(town.seats[ADA].facts);
    assert_null(memmem(text_bytes(town.seats[ADA].facts), text_length(town.seats[ADA].facts), "north", 5));
    searches();
    assert_non_null(memmem(text_bytes(town.seats[ADA].facts), text_length(town.seats[ADA].facts), "north", 5));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_ways), TEST(test_words), TEST(test_doors), TEST(test_things), TEST(test_is_state), TEST(test_chance), TEST(test_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
