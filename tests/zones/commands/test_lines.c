/* tests/zones/commands/test_lines.c -- aliases, pages, what net lists; waits that last. */
#include "tests/zones/town.h"

static struct town town;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town.options.alias_count_max = 2;
    town.options.alias_bytes_max = 20;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    town_enters(&town, DAN, TEMPLE);
    town_reads(&town, ADA);
    town_reads(&town, DAN);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

#define SAYS(line, answer) town_says(&town, ADA, line, answer)
#define SLOT (&town.seats[ADA].slot)

PLAYS_ALL void test_alias(void **state)
{
    (void)state;
    SAYS("alias", "You have no aliases. Alias, a name and some words make one.\n");
    SAYS("alias kk", "You have no such alias.\n");
    assert_null(SLOT->habits);
    SAYS("alias KK say $1;look", "From now on KK is short for: say $1;look\n");
    assert_string_equal(text_bytes(SLOT->habits), "kk say $1;look\n");
    SAYS("alias kk", "kk is short for: say $1;look\n");
    SAYS("alias BreakOut look", "That word has to go on meaning what it means.\n");
    SAYS("alias a-b look", "An alias is a short word of letters and digits.\n");
    SAYS("alias abcdefghijklmnop look", "An alias is a short word of letters and digits.\n");
    SAYS("alias b 123456789012345678901", "That is too long for an alias.\n");
    SAYS("alias b bow", "From now on b is short for: bow\n");
    SAYS("alias c bow", "You have as many aliases as one can have.\n");
    SAYS("alias b stand", "From now on b is short for: stand\n");
    SAYS("alias", "b is short for: stand\nkk is short for: say $1;look\n");
    SAYS("unalias", "Forget which alias?\n");
    SAYS("unalias c", "You have no such alias.\n");
    SAYS("unalias B", "You forget that alias.\n");
    assert_string_equal(text_bytes(SLOT->habits), "kk say $1;look\n");
}

/* Net is told only of what it has not, and of nothing too. */
PLAYS_ALL void test_told(void **state)
{
    (void)state;
    SAYS("alias b bow", "From now on b is short for: bow\n");
    SLOT->habits_known = habits_mark(SLOT->habits);
    town_types(&town, ADA, "time");
    assert_null(SLOT->habits);
    SAYS("unalias b", "You forget that alias.\n");
    assert_non_null(SLOT->habits);
    assert_int_equal(text_length(SLOT->habits), 0);
}

PLAYS_ALL void test_pager(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 1);
    SAYS("pager", "Long answers come in pages as long as your window, if your client says how long that is.\n");
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 0);
    SAYS("pager 24", "Long answers come in pages of 24 lines.\n");
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 1u << PART_BODY);
    SAYS("pager 4", "A page has 5 to 200 lines; pager off and pager auto are the other choices.\n");
    SAYS("pager 24x", "A page has 5 to 200 lines; pager off and pager auto are the other choices.\n");
    SAYS("pager off", "Long answers come in one piece.\n");
    assert_string_equal(text_bytes(SLOT->habits), "|0\n");
    SAYS("pager auto", "Long answers come in pages as long as your window, if your client says how long that is.\n");
}

PLAYS_ALL void test_lists(void **state)
{
    (void)state;
    SAYS("history 7", "What you typed last:\n");
    assert_int_equal(SLOT->shows, SHOWS_HISTORY);
    assert_int_equal(SLOT->shows_most, 7);
    SAYS("queue", "What waits:\n");
    assert_int_equal(SLOT->shows, SHOWS_QUEUE);
    town_types(&town, ADA, "time");
    assert_int_equal(SLOT->shows, SHOWS_NOTHING);
}

/* Stunned: commands come back undone, immediate ones are done; over the border too, until it is over. */
PLAYS_ALL void test_stun(void **state)
{
    (void)state;
    town_says(&town, DAN, "stun ada", "Stun whom, and for how many seconds? 60 are the most.\n");
    town_types(&town, DAN, "stun ada 60");
    assert_string_equal(town_reads(&town, DAN), "Ada is stunned.\n");
    assert_string_equal(town_reads(&town, ADA), "Dan looks at you, and you cannot stir.\n");
    int64_t until = town_person(&town, ADA)->player->waits_until;
    town_types(&town, ADA, "say hello");
    assert_string_equal(town_reads(&town, ADA), "");
    assert_true(SLOT->unrun);
    assert_int_equal(SLOT->not_before, until);
    SAYS("queue", "What waits:\n");
    assert_false(SLOT->unrun);
    assert_int_equal(SLOT->not_before, until);
    struct bytes_writer writer = {0};
    struct parcel parcel;
    struct character *ada = town_person(&town, ADA);
    character_pack(ada, &writer, &parcel);
    struct character *copy = character_unpack(town.zones[LAND_TWO], &parcel);
    assert_int_equal(copy->player->waits_until, until);
    character_free(&copy);
    bytes_free(&writer);
    ada->player->waits_until = town.zones[LAND_ONE]->now;
    SAYS("say hello", "You say, 'hello'\n");
    assert_int_equal(SLOT->not_before, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_alias, begin, end),
        cmocka_unit_test_setup_teardown(test_told, begin, end),
        cmocka_unit_test_setup_teardown(test_pager, begin, end),
        cmocka_unit_test_setup_teardown(test_lists, begin, end),
        cmocka_unit_test_setup_teardown(test_stun, begin, end),
    };
    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
