/* tests/zones/commands/test_channel.c -- who may speak on a channel, who hears it, and switching it. */
#include "tests/zones/town.h"

static struct town town;
static struct channel_proto protos[] = {
    { .name = "gossip", .number = 3, .line = "<Gossip: {name}> '{text}'", .about = "Talk." },
    { .name = "hidden", .number = 31, .line = "<Hidden: {name}> '{text}'", .about = "Not for all.", .off = true },
    { .name = "market", .number = 5, .line = "{text}", .about = "Prices.", .speak = SPEAK_NOBODY },
    { .name = "orders", .number = 6, .line = "{text}", .about = "Of keepers.", .speak = SPEAK_KEEPERS },
    { .name = "great", .number = 7, .line = "{text}", .about = "Of the great.", .level_min = 5 },
    { .name = "small", .number = 8, .line = "{name}: {text}", .about = "Of the small.", .level_max = 4 },
};
static struct book book = { .channels = protos, .channel_count = 6, .channels_off = 1u << 31 };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town.setting.book = &book;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    town_enters(&town, DAN, HALL);
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
#define BOB_READS(words) assert_string_equal(town_reads(&town, BOB), words)
#define GOSSIP(name, words) "\001n<Gossip: " name "> '" words "'\001n\n"

PLAYS_ALL void test_speaking(void **state)
{
    (void)state;
    town_reads(&town, BOB);
    SAYS("gossip 100%s", GOSSIP("Ada", "100%s"));
    BOB_READS(GOSSIP("Ada", "100%s"));
    assert_string_equal(town_reads(&town, DAN), GOSSIP("Ada (Ada)", "100%s"));    /* a keeper sees whose she is */
    SAYS("gos ho", GOSSIP("Ada", "ho"));
    SAYS("gossip", "1: " GOSSIP("Ada", "100%s") "2: " GOSSIP("Ada", "ho"));
    SAYS("review gossip 1", "2: " GOSSIP("Ada", "ho"));
    SAYS("review gossip 0", "Review how many lines?\n");
    SAYS("review gossip -1", "Review how many lines?\n");
    SAYS("review gossip 99999999999999999999", "1: " GOSSIP("Ada", "100%s") "2: " GOSSIP("Ada", "ho"));
    SAYS("review", "Review which channel?\n");
    SAYS("review z", "There is no channel named 'z'. Channels lists them.\n");
    assert_int_equal(town.seats[ADA].zone.number, LAND_ONE);
}

PLAYS_ALL void test_refused(void **state)
{
    (void)state;
    SAYS("market x", "Nobody speaks on market; it is for listening.\n");
    SAYS("orders x", "Only keepers speak on orders.\n");
    SAYS("great x", "You may speak on great from level 5 on.\n");
    SAYS("hidden x", "You have hidden switched off; channel hidden on lets you hear it and speak.\n");
    SAYS("small x", "\001nAda: x\001n\n");
    town_person(&town, ADA)->player->level = 5;
    SAYS("great x", "\001nX\001n\n");
    SAYS("small x", "You have outgrown small, which is for levels up to 4.\n");
    town_says(&town, DAN, "orders march", "\001nMarch\001n\n");
    SAYS("great", "1: \001nX\001n\n");
    SAYS("goss!", "There is no such command as 'goss!'. Try help.\n");
    town_types(&town, ADA, "sleep");
    SAYS("gossip x", "In your dreams, perhaps. Wake up first.\n");
    assert_string_equal(protos[0].name, "gossip");
}

PLAYS_ALL void test_switching(void **state)
{
    (void)state;
    SAYS("channels", "gossip, on: Talk.\nhidden, off: Not for all.\nmarket, on, for listening: Prices.\norders, on: Of keepers.\n"
                     "great, on: Of the great.\nsmall, on: Of the small.\n");
    town_cut(&town, LAND_ONE, 1);
    SAYS("channel gossip off", "You no longer listen to gossip.\n");
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 1u << PART_BODY);
    SAYS("channel gossip off", "gossip is off already.\n");
    town_types(&town, BOB, "gossip are you there");
    assert_string_equal(town_reads(&town, ADA), "");
    SAYS("channel gossip", "gossip, off: Talk.\n");
    SAYS("channel hidden ON", "You listen to hidden now.\n");
    SAYS("channel hidden maybe", "Channel hidden on, or channel hidden off?\n");
    SAYS("hidden x", "\001n<Hidden: Ada> 'x'\001n\n");
    town_reads(&town, BOB);
    SAYS("channel z on", "There is no channel named 'z'. Channels lists them.\n");
    SAYS("channel gossip on", "You listen to gossip now.\n");
    town_types(&town, BOB, "gossip now");
    assert_string_equal(town_reads(&town, ADA), GOSSIP("Bob", "now"));
}

PLAYS_ALL void test_ignoring(void **state)
{
    (void)state;
    town_types(&town, BOB, "ignore ada");
    town_reads(&town, BOB);
    SAYS("gossip psst", GOSSIP("Ada", "psst"));
    BOB_READS("");
    assert_string_equal(town_reads(&town, DAN), GOSSIP("Ada (Ada)", "psst"));
    town_says(&town, BOB, "gossip", "Nothing has been said on gossip lately.\n");
    SAYS("tell bob psst", "Bob does not listen to you.\n");
    SAYS("beckon bob", "Bob does not listen to you.\n");
    BOB_READS("");
    town_types(&town, BOB, "ignore a");
    assert_string_equal(town_reads(&town, BOB), "You listen to Ada again.\n");
    town_says(&town, BOB, "gossip", "1: " GOSSIP("Ada", "psst"));
}

/* He is moved while his words are on their way: the answer does not take him back. */
PLAYS_ALL void test_moved_meanwhile(void **state)
{
    (void)state;
    town_sends(&town, ADA, "gossip here");
    assert_true(town_step(&town, LAND_ONE));                /* the words are with the channel's zone now */
    assert_true(town.seats[ADA].waiting);
    town_types(&town, DAN, "goto 4001");
    town_sends(&town, DAN, "transfer ada");
    while (town_step(&town, LAND_TWO) || town_step(&town, LAND_ONE))
        continue;
    assert_int_equal(town.seats[ADA].zone.number, LAND_TWO);
    town_run(&town);
    assert_false(town.seats[ADA].waiting);
    assert_int_equal(town.seats[ADA].zone.number, LAND_TWO);
    town_says(&town, ADA, "gossip", "1: " GOSSIP("Ada", "here"));
}

PLAYS_ALL void test_without(void **state)
{
    (void)state;
    town.setting.channels_count = 0;                        /* a world whose channels nobody runs */
    SAYS("gossip x", "The channels are silent.\n");
    town.setting.channels_count = 1;
    town.setting.book = NULL;
    SAYS("gossip x", "There is no such command as 'gossip'. Try help.\n");
    SAYS("channels", "There are no channels.\n");
    SAYS("channel gossip off", "There is no channel named 'gossip'. Channels lists them.\n");
    town.setting.book = &book;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_speaking, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_switching, begin, end),
        cmocka_unit_test_setup_teardown(test_ignoring, begin, end),
        cmocka_unit_test_setup_teardown(test_moved_meanwhile, begin, end),
        cmocka_unit_test_setup_teardown(test_without, begin, end),
    };
    return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
