/* tests/zones/commands/test_see.c -- looking, inside and out, and knowing about oneself. */
#include "tests/zones/commands/stage.h"
#include "zones/world/calendar.h"
#include "zones/world/weather.h"

PLAYS_ALL void test_look(void **state)
{
    (void)state;
    SAYS("look", "\001TThe Temple [ N S <E> ]\001n\nIt is bare.\n\001OA cedar chest stands here.\001n\n"
                 "\001OA brass lamp stands here. (3)\001n\n\001OA marble statue stands here.\001n\n"
                 "\001OA canvas bag lies here. (4)\001n\n\001MA gate guard leans here.\001n\n"
                 "\001PBob \001nis standing here.\n");
    SAYS("look altar", "A plain stone altar.\n");
    SAYS("look unicorn", "You do not see that here.\n");
    SAYS("look lamp", "You see nothing special about it.\n");
    SAYS("look west", "Nothing special there.\n");
    SAYS("look north", "That way lies The Hall.\nYou see there: a rat.\n");
    SAYS("look at", "Look at what?\n");
    SAYS("look in", "Look in what?\n");
    SAYS("look in unicorn", "You do not see that here.\n");
    SAYS("look in chest", "It is closed.\n");
    SAYS("look in statue", "There is no inside to look into.\n");
    SAYS("look in bag", "In a canvas bag:\nnothing.\n");
    town_types(&town, ADA, "open chest");
    SAYS("look in chest", "In a cedar chest:\nan old sword (2).\n");
    town_types(&town, ADA, "close gate");
    SAYS("look east", "The iron gate is closed.\n");
}

PLAYS_ALL void test_look_at_what_is_only_named(void **state)
{
    (void)state;
    SAYS("look gate", "That way lies The Court.\n");
    SAYS("look bare", "You look closer, but there is no more to see than you have read.\n");
    SAYS("look are", "You do not see that here.\n");
    SAYS("look is", "You do not see that here.\n");
}

/* Of somebody, of things here and with one, of a way out; the room's own first. */
PLAYS_ALL void test_look_at_extras(void **state)
{
    (void)state;
    static const char *badge_keys[] = { "badge", "altar", NULL }, *wick_keys[] = { "wick", NULL }, *stairs_keys[] = { "stairs", NULL };
    struct extra badge = { badge_keys, "A number, and no name." }, wick = { wick_keys, "Trimmed." }, stairs = { stairs_keys, "Forty." };
    struct exit_sight sight = { "Stairs go up to a hall.", { &stairs, 1 } };
    SAYS("look badge", "You do not see that here.\n");
    town.mobiles[0].extras = (struct extras){ &badge, 1 };
    town.objects[LAMP].extras = (struct extras){ &wick, 1 };
    town.rooms[0].exits[NORTH].sight = &sight;
    SAYS("look badge", "A number, and no name.\n");
    SAYS("look altar", "A plain stone altar.\n");
    SAYS("look at wick", "Trimmed.\n");
    SAYS("look stairs", "Forty.\n");
    SAYS("look north", "Stairs go up to a hall.\nThat way lies The Hall.\nYou see there: a rat.\n");
    town.rooms[0].exits[NORTH].hidden = true;
    town_ways(&town);
    SAYS("look stairs", "You do not see that here.\n");
    town.rooms[0].exits[NORTH].hidden = false;
    town_ways(&town);
    town_types(&town, ADA, "get lamp");
    town_types(&town, ADA, "north");
    town_reads(&town, ADA);
    SAYS("look wick", "Trimmed.\n");
    SAYS("look badge", "You do not see that here.\n");
    SAYS("look stairs", "You do not see that here.\n");
}

/* A word that a text of the room names is not the beginning of somebody's or something's name. */
PLAYS_ALL void test_look_at_that_very_word(void **state)
{
    (void)state;
    static const char *keys[] = { "gua", "la", "bo", "guard", NULL };
    town.extra = (struct extra){ .keys = keys, .text = "A word on the wall." };
    SAYS("look gua", "A word on the wall.\n");
    SAYS("look la", "A word on the wall.\n");
    SAYS("look bo", "A word on the wall.\n");
    SAYS("look bob", "Bob looks like someone who has just arrived.\n");
    SAYS("look lam", "You see nothing special about it.\n");
    town_types(&town, ADA, "look guard");           /* that is his name as well */
    assert_null(strstr(town_reads(&town, ADA), "A word on the wall."));
}

PLAYS_ALL void test_things_alike(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 3; at++)
        town_gives(&town, ADA, LAMP);
    town_gives(&town, ADA, CAP);
    town_gives(&town, ADA, CAP);
    town_types(&town, ADA, "wear cap");
    SAYS("inventory", "You carry:\na brass lamp (3).\na knitted cap.\nYou have 0 coins.\n");
    town_types(&town, ADA, "score");
    assert_non_null(strstr(town_reads(&town, ADA), "You carry 5 things.\n"));
}

PLAYS_ALL void test_people(void **state)
{
    (void)state;
    SAYS("look guard", "She yawns.\nA gate guard uses:\nworn on head: a knitted cap.\n");
    town_reads(&town, BOB);
    SAYS("look bob", "Bob looks like someone who has just arrived.\n");
    BOB_READS("Ada looks at you.\n");
    town_gives(&town, ADA, CAP);
    town_types(&town, ADA, "wear cap");
    SAYS("look me", "Ada looks like someone who has just arrived.\nYou use:\nworn on head: a knitted cap.\n");
}

PLAYS_ALL void test_oneself(void **state)
{
    (void)state;
    town_gives(&town, ADA, LAMP);
    SAYS("inventory", "You carry:\na brass lamp.\nYou have 0 coins.\n");
    town_types(&town, ADA, "score");
    const char *score = town_reads(&town, ADA);
    assert_non_null(strstr(score, "You are Ada, level 1.\n"));
    assert_non_null(strstr(score, "Hit points: 100 of 100.\n"));
    assert_non_null(strstr(score, "You have 0 coins with you, and 0 coins in the bank.\n"));
    SAYS("where", "In Land One:\nAda, The Temple.\nBob, The Temple.\n");
    SAYS("time", "It is twelve o'clock, midnight.\nIt is night, on the 1st day of Thaw, in the spring of year 1.\n"
                 "This is the 1st day of the world.\n");
}

PLAYS_ALL void test_who_and_help(void **state)
{
    (void)state;
    town_types(&town, ADA, "who");
    const char *list = town_reads(&town, ADA);
    assert_non_null(strstr(list, "Ada"));
    assert_non_null(strstr(list, "Bob"));
    assert_non_null(strstr(list, "2 players are in the world.\n"));
    town_types(&town, ADA, "help get");
    assert_non_null(strstr(town_reads(&town, ADA), "get thing"));
    town_types(&town, ADA, "help shutdown");
    assert_null(strstr(town_reads(&town, ADA), "end the world"));     /* not for everybody */
}

/* By day, by night and in the rain a place has more to say, and the weather shows of itself. */
PLAYS_ALL void test_hours_of_a_place(void **state)
{
    (void)state;
    static const char rest[] = "\001OA cedar chest stands here.\001n\n";
    char expected[600];
    town.rooms[0].by_day = "Pigeons walk about.";
    town.rooms[0].by_night = "A bat flits.";
    town.rooms[0].in_rain = "Gutters gurgle.";
    town_types(&town, ADA, "look");
    snprintf(expected, sizeof expected, "\nIt is bare.\nA bat flits.\n%s", rest);
    assert_non_null(strstr(town_reads(&town, ADA), expected));
    SAYS("look sky", "The sky is clear, and full of stars.\n");
    int64_t hour = 7;
    while (weather_at(town.zones[LAND_ONE], hour) != WEATHER_RAINING || !hour_is_day(hour))
        hour++;
    town.now = hour * WORLD_HOUR_MS;
    town_types(&town, ADA, "look");
    snprintf(expected, sizeof expected, "\nIt is bare.\nPigeons walk about.\nGutters gurgle.\nRain drums on tile and sill, and "
             "runs down the middle of the way with whatever was loose.\n%s", rest);
    assert_non_null(strstr(town_reads(&town, ADA), expected));
    SAYS("weather", "It is raining, and looking up makes that plainer.\n");
    town.rooms[0].indoors = true;
    town_types(&town, ADA, "look");
    const char *read = town_reads(&town, ADA);
    assert_null(strstr(read, "Rain drums"));
    assert_null(strstr(read, "Gutters"));
    assert_non_null(strstr(read, "Pigeons"));
    SAYS("weather", "You cannot see the sky from here.\n");
    town_types(&town, ADA, "glance");
    assert_null(strstr(town_reads(&town, ADA), "Pigeons"));
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_look),
        ONE(test_look_at_what_is_only_named),
        ONE(test_look_at_extras),
        ONE(test_look_at_that_very_word),
        ONE(test_things_alike),
        ONE(test_people),
        ONE(test_oneself),
        ONE(test_who_and_help),
        ONE(test_hours_of_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
