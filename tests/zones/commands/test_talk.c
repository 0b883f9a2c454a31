/* tests/zones/commands/test_talk.c -- talking, near and far, and asking for groups. */
#include "tests/zones/commands/stage.h"

PLAYS_ALL void test_near(void **state)
{
    (void)state;
    town_enters(&town, CID, VAULT);
    town_enters(&town, DAN, COURT);
    town_reads(&town, BOB);
    SAYS("say", "Say what?\n");
    SAYS("say good day", "You say, 'good day'\n");
    SAYS("' 100%s %n", "You say, '100%s %n'\n");
    BOB_READS("Ada says, 'good day'\nAda says, '100%s %n'\n");
    SAYS("emote hums.", "Ada hums.\n");
    BOB_READS("Ada hums.\n");
    assert_string_equal(town_reads(&town, CID), "");
    SAYS("shout fire", "You shout, 'fire'\n");
    assert_string_equal(town_reads(&town, CID), "Ada shouts, 'fire'\n");
    assert_string_equal(town_reads(&town, DAN), "");
}

PLAYS_ALL void test_far(void **state)
{
    (void)state;
    town_enters(&town, CID, COURT);
    town_types(&town, ADA, "tell cid are you there?");
    assert_non_null(strstr(town_reads(&town, ADA), "You tell Cid, 'are you there?'"));
    assert_non_null(strstr(town_reads(&town, CID), "Ada tells you, 'are you there?'"));
    SAYS("tell", "Tell whom what?\n");
    SAYS("tell cid", "Tell Cid what?\n");
    SAYS("tell nobody hi", "Nobody by that name is in the world.\n");
    SAYS("beckon", "Beckon whom?\n");
    SAYS("beckon cid", "You beckon Cid to follow.\n");
    assert_string_equal(town_reads(&town, CID), "Ada beckons you to follow.\n");
    SAYS("beckon ada", "You are with yourself already.\n");
    town_types(&town, CID, "sleep");
    SAYS("beckon cid", "Cid does not stir.\n");
}

PLAYS_ALL void test_group(void **state)
{
    (void)state;
    SAYS("group", "You are in no group.\n");
    SAYS("group leave", "You are in no group.\n");
    SAYS("gtell hi", "You are in no group.\n");
    SAYS("report", "You report, 'I have 100 of 100 hit points, 100 of 100 mana, 120 of 120 stamina.'\n");
    BOB_READS("Ada reports, 'I have 100 of 100 hit points, 100 of 100 mana, 120 of 120 stamina.'\n");
    SAYS("group cid", "There is nobody here by that name.\n");
    SAYS("group ada", "You are always with yourself.\n");
    SAYS("group bob", "Bob must follow you first.\n");
    SAYS("group all", "Nobody here follows you who is in no group yet.\n");
    town_types(&town, BOB, "follow ada");
    town_reads(&town, BOB);
    town_types(&town, ADA, "group all");
    SAYS("group all", "Nobody here follows you who is in no group yet.\n");
    BOB_READS("You join Ada's group.\n");
    assert_false(entity_none(town_person(&town, BOB)->player->group));
    town_reads(&town, BOB);
    town_types(&town, ADA, "east");
    town_reads(&town, BOB);
    town_types(&town, ADA, "gtell well done");
    assert_non_null(strstr(town_reads(&town, BOB), "well done"));
    SAYS("group subleader", "Whom of your group? Add a name.\n");
    SAYS("group subleader cid", "Nobody called cid is in your group.\n");
    SAYS("group dismiss", "Whom of your group? Add a name.\n");
    SAYS("group SUBLEADER bob", "Bob is a subleader of your group now.\n");
    BOB_READS("Bob is a subleader of your group now.\n");
    assert_true(town_person(&town, BOB)->player->group_subleader);
    town_types(&town, BOB, "west");                         /* over the border, where he is none the less */
    town_reads(&town, BOB);
    assert_true(town_person(&town, BOB)->player->group_subleader);
    SAYS("group dismiss bob", "Bob is sent away from your group.\n");
    BOB_READS("You are sent away from the group.\n");
    assert_false(town_person(&town, BOB)->player->group_subleader);
    town_types(&town, BOB, "group dismiss ada");
    BOB_READS("You are in no group.\n");
    town_types(&town, BOB, "follow ada");
    town_types(&town, ADA, "group bob");
    town_types(&town, BOB, "group leave");
    assert_true(entity_none(town_person(&town, BOB)->player->group));
}

/* News of a group come in any order from far away: older ones change nothing, also after a walk over the border. */
PLAYS_ALL void test_old_news(void **state)
{
    (void)state;
    for (unsigned turn = 0; turn < 3; turn++) {
        struct message *news = town_mail(&town, MSG_GROUPED, ADA, LAND_ONE);
        news->grouped.group = (entity_id){ 7, GROUPS, 1 };
        news->grouped.leader = town.seats[turn == 2 ? CID : BOB].who;
        news->grouped.version = turn == 2 ? 4 : 5;
        town_run(&town);
        if (turn == 0)
            town_types(&town, ADA, "east");
        assert_true(entity_same(town_person(&town, ADA)->player->group_leader, town.seats[BOB].who));
    }
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_near),
        ONE(test_far),
        ONE(test_group),
        ONE(test_old_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
