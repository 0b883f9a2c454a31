/* tests/zones/quests/test_quests.c -- quests as they are played, in the town: offered, accepted, brought on in every way there
 * is, ended, given up; what a player has of them as bytes and over borders. */
#include "tests/zones/fight/ring.h"

#include "zones/fight/follower.h"
#include "zones/quests/quests.h"

enum { GUARD, RAT };
enum { Q_EIGHT, Q_FETCH, Q_LEAD, Q_RATS, QUESTS };      /* by key */

static struct town town;
static struct ring ring;
static struct quest_proto quests[QUESTS];
static struct quest_step steps[QUESTS][3];

/* The guard in the temple asks for rats killed in the hall, for swords brought to her from the other land, for the rat led to
 * the vault; and, after the rats, of who has come to level 8, for a walk to the court. */
static void quests_make(void)
{
    memset(quests, 0, sizeof quests);
    memset(steps, 0, sizeof steps);
    static const char *const keys[QUESTS] = { "one.eight", "one.fetch", "one.lead", "one.rats" };
    static const char *const names[QUESTS] = { "The Eighth Bell", "Two Old Swords", "A Rat Abroad", "Rats in the Hall" };
    for (unsigned at = 0; at < QUESTS; at++)
        quests[at] = (struct quest_proto){ .key = keys[at], .name = names[at], .file = "one.yaml", .giver = {GUARD}, .level_min = 1,
                                           .level_max = 5, .offer = "Will you?", .done = "Well done.", .steps = steps[at] };
    steps[Q_RATS][0] = (struct quest_step){ .kind = QUEST_KILL, .proto = {RAT}, .count = 2, .journal = "Kill two rats.",
                                            .sort = bytes_hash("one.rat", 7) };
    steps[Q_RATS][1] = (struct quest_step){ .kind = QUEST_FIND, .room = {COURT}, .count = 1, .journal = "See the court." };
    quests[Q_RATS].step_count = 2;
    quests[Q_RATS].experience = 10;
    quests[Q_RATS].coins = 50;
    steps[Q_FETCH][0] = (struct quest_step){ .kind = QUEST_BRING, .proto = {SWORD}, .to = {GUARD}, .count = 2, .says = "Rusty.",
                                             .journal = "Bring two swords." };
    quests[Q_FETCH].step_count = 1;
    quests[Q_FETCH].gives = true;
    quests[Q_FETCH].object = (proto_id){SHIELD};
    quests[Q_FETCH].again = true;
    steps[Q_LEAD][0] = (struct quest_step){ .kind = QUEST_ESCORT, .proto = {RAT}, .room = {COURT}, .count = 1, .says = "Squeak.",
                                            .journal = "Lead the rat to the court." };
    steps[Q_LEAD][1] = (struct quest_step){ .kind = QUEST_TALK, .proto = {GUARD}, .to = {GUARD}, .count = 1, .journal = "Tell her." };
    quests[Q_LEAD].step_count = 2;
    steps[Q_EIGHT][0] = (struct quest_step){ .kind = QUEST_FIND, .room = {COURT}, .count = 1, .journal = "See the court." };
    quests[Q_EIGHT].step_count = 1;
    quests[Q_EIGHT].level_max = 200;
    quests[Q_EIGHT].after = &quests[Q_RATS];
}

PLAYS_ALL struct character *ada(void) { return town_person(&town, ADA); }
PLAYS_ALL struct character *bob(void) { return town_person(&town, BOB); }

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    quests_make();
    ring.rules.creatures->role_plain = 0;
    town.mobiles[0].says = no_keys;
    town.world.quests = quests;
    town.world.quest_count = town.areas[0].quest_count = QUESTS;
    town.areas[0].quests = quests;
    town_open(&town);
    for (unsigned at = ADA; at <= BOB; at++)
        town_enters(&town, at, TEMPLE);
    ring_heard(&town);
    town_reads(&town, ADA);
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

/* He types; that is in what he reads. */
PLAYS_ALL void reads(unsigned at, const char *line, const char *words)
{
    ring_heard(&town);
    town_reads(&town, at);
    town_types(&town, at, line);
    const char *all = town_reads(&town, at);
    if (strstr(all, words) == NULL)
        fail_msg("'%s' gave '%s', not '%s'", line, all, words);
}

PLAYS_ALL void reads_not(unsigned at, const char *line, const char *words)
{
    ring_heard(&town);
    town_reads(&town, at);
    town_types(&town, at, line);
    const char *all = town_reads(&town, at);
    if (strstr(all, words) != NULL)
        fail_msg("'%s' gave '%s', with '%s'", line, all, words);
}

PLAYS_ALL struct quest_entry *entry(unsigned at, unsigned quest)
{
    return quest_log_find(&town_person(&town, at)->player->quests, &quests[quest]);
}

/* One more rat in his room, dead by his hand. */
PLAYS_ALL void kills_rat(unsigned at)
{
    struct character *who = town_person(&town, at), *rat = character_new(who->zone, zone_new_id(who->zone));
    rat->proto.number = RAT;
    rat->mobile = &town.mobiles[RAT];
    pools_begin(rat);
    room_enter(who->room, rat);
    character_die(rat, who);
    ring_heard(&town);
}

/* -- offers ------------------------------------------------------------------------------------------ */

PLAYS_ALL void test_offers(void **state)
{
    (void)state;
    reads(ADA, "look", "A gate guard may have a " M_QUEST "quest " M_PLAIN "for you.\n" M_MOBILE "A gate guard leans here.");
    reads(ADA, "look guard", "It may have a quest for you: talk guard.\n");
    says("quest", "A gate guard offers: Two Old Swords. Quest accept fetch takes it on.\n"
                  "A gate guard offers: A Rat Abroad. Quest accept lead takes it on.\n"
                  "A gate guard offers: Rats in the Hall. Quest accept rats takes it on.\n"
                  "You are about no quest. Who may have one for you is told when you look round.\n");
    reads(ADA, "talk guard", "A gate guard says to you, 'Will you?'\nThat is Two Old Swords. To take it on: quest accept fetch.\n");
    reads(ADA, "greet guard", "There is no such command");       /* the town has no book: socials are tried in scenarios */
    reads(ADA, "ask guard anything", "A gate guard says to you, 'Will you?'\n");
    reads_not(ADA, "say good evening", "says to you");
    reads(ADA, "say is there a quest for me?", "A gate guard says to you, 'Will you?'\n");
    reads(ADA, "quest rats", "A gate guard says to you, 'Will you?'\n");
    says("quest accept", "Accept which of them?\n");
    says("quest accept eight", "Nobody here has such a quest for you.\n");
    says("quest accept hall", "You take it on: Rats in the Hall.\nKill two rats. 0 of 2.\n");
    says("quest accept hall", "You are about that already.\n");
    says("journal", "Rats in the Hall: Kill two rats. 0 of 2.\n");
    reads(ADA, "quest rats", "Rats in the Hall.\nA gate guard, in Land One, said: 'Will you?'\nNow: Kill two rats. 0 of 2.\n");
    says("talk bob", "Bob would rather be told something: say, tell and whisper do that.\n");
    says("talk nobody", "There is nobody here by that name.\n");
    town_types(&town, ADA, "north");
    reads_not(ADA, "look", "may have a");
    says("quest accept lead", "Nobody here has such a quest for you.\n");
    says("quest accept", "Nobody here has a quest for you.\n");
}

PLAYS_ALL void test_for_some_levels(void **state)
{
    (void)state;
    ada()->player->level = 6;
    says("quest accept rats", "Nobody here has such a quest for you.\n");
    reads_not(ADA, "look", "may have a");
    assert_string_equal(quest_refuses(ada(), &quests[Q_RATS]), "That is work for people who have still to make a name.");
    ada()->player->level = 5;
    assert_null(quest_refuses(ada(), &quests[Q_RATS]));
    quests[Q_RATS].level_min = 6;
    assert_string_equal(quest_refuses(ada(), &quests[Q_RATS]), "That is too much for you as yet.");
}

PLAYS_ALL void test_so_many_at_a_time(void **state)
{
    (void)state;
    town.options.quest_going_max = 1;
    town_types(&town, ADA, "quest accept rats");
    says("quest accept lead", "You are about 1 quests already. End one, or drop it.\n");
    says("quest drop", "Drop which quest?\n");
    says("quest drop lead", "You are about no quest of that name.\n");
    says("quest drop rats", "You give it up: Rats in the Hall. Whoever asked it of you may ask again.\n");
    assert_int_equal(ada()->player->quests.count, 0);
    says("quest accept lead", "You take it on: A Rat Abroad.\nLead the rat to the court.\n");
}

/* -- what brings them on ----------------------------------------------------------------------------- */

/* Whose group is beside the killer counts it too; who is elsewhere does not. */
PLAYS_ALL void test_kills(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept rats");
    town_types(&town, BOB, "quest accept rats");
    quest_killed(ada(), bytes_hash("one.guard", 9));          /* of another kind */
    kills_rat(BOB);
    assert_int_equal(entry(ADA, Q_RATS)->count, 0);
    assert_int_equal(entry(BOB, Q_RATS)->count, 1);
    ada()->player->group = bob()->player->group = (entity_id){ 9, 9, 9 };
    town_reads(&town, ADA);
    kills_rat(BOB);
    assert_non_null(strstr(town_reads(&town, ADA), "Rats in the Hall: 1 of 2.\n"));
    assert_int_equal(entry(BOB, Q_RATS)->step, 1);
    town_types(&town, BOB, "north");
    kills_rat(BOB);
    assert_int_equal(entry(ADA, Q_RATS)->count, 1);
    kills_rat(ADA);
    assert_int_equal(entry(ADA, Q_RATS)->step, 1);
    assert_int_equal(entry(ADA, Q_RATS)->count, 0);
    says("journal", "Rats in the Hall: See the court.\n");
}

/* Over the border, found by going there; told at home, with all that it earns. */
PLAYS_ALL void test_to_the_end(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept rats");
    kills_rat(ADA);
    kills_rat(ADA);
    town_reads(&town, ADA);
    town_types(&town, ADA, "east");
    assert_non_null(strstr(town_reads(&town, ADA), "Rats in the Hall: that is done. It is done; tell a gate guard of it.\n"));
    town_types(&town, ADA, "west");
    int64_t experience = ada()->player->growth.experience, coins = ada()->player->coins[PURSE_CARRIED];
    int64_t price = level_price(ada()), booked = town.zones[LAND_ONE]->books.flows[FLOW_QUEST];
    reads(ADA, "say it is done", "A gate guard says to you, 'Well done.'\nYou have done it: Rats in the Hall.\nYou earn 2 quest points.\n");
    assert_non_null(strstr(town.seats[ADA].sounds, "fanfare0.wav\n"));
    assert_int_equal(ada()->player->growth.experience - experience, price * 10 / 100);
    assert_true(ada()->player->coins[PURSE_CARRIED] > coins);
    assert_int_equal(ada()->player->coins[PURSE_CARRIED] - coins, town.zones[LAND_ONE]->books.flows[FLOW_QUEST] - booked);
    assert_int_equal(ada()->player->growth.quest_points, 2);
    reads(ADA, "score", "You have done 1 quest, and have 2 quest points.\n");
    says("quest done", "Rats in the Hall.\n");
    assert_string_equal(quest_refuses(ada(), &quests[Q_RATS]), "You have done that, and once is enough.");
    says("quest rats", "You have done that: Rats in the Hall.\n");
    says("quest accept eight", "You take it on: The Eighth Bell.\nSee the court.\n");
    assert_non_null(quest_refuses(bob(), &quests[Q_EIGHT]));
}

PLAYS_ALL void test_brings(void **state)
{
    (void)state;
    town.options.quest_again_s = 100;
    town_types(&town, ADA, "quest accept fetch");
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, LAMP);
    says("give lamp to guard", "A gate guard looks a brass lamp over, and hands it back.\n");
    uint64_t used = town.zones[LAND_ONE]->books.things_used;
    says("give sword to guard", "You hand an old sword to a gate guard.\nTwo Old Swords: 1 of 2.\n");
    assert_int_equal(town.zones[LAND_ONE]->books.things_used, used + 1);
    assert_int_equal(items_count(ada()->items), 1);
    town_gives(&town, ADA, SWORD);
    town_gives(&town, ADA, SWORD);
    says("talk guard", "You hand an old sword to a gate guard.\nA gate guard says to you, 'Rusty.'\n"
         "A gate guard says to you, 'Well done.'\nYou have done it: Two Old Swords.\nYou earn 1 quest point.\n"
         "You are given a round shield.\n");
    assert_int_equal(items_count(ada()->items), 3);          /* the third sword is hers */
    assert_non_null(item_carried(ada(), "shield"));
    reads_not(ADA, "give sword to guard", "You hand");
    says("quest accept fetch", "Nobody here has such a quest for you.\n");
    town_later(&town, 101000);
    ring_heard(&town);
    town_reads(&town, ADA);
    reads(ADA, "quest accept fetch", "You take it on: Two Old Swords.\n");
    town_gives(&town, ADA, SWORD);
    reads_not(ADA, "talk guard", "quest point");
    says("quest done", "Two Old Swords, 2 times.\n");
}

PLAYS_ALL void test_no_hand_free(void **state)
{
    (void)state;
    town.options.character_items_max = 2;
    town_types(&town, ADA, "quest accept fetch");
    for (unsigned at = 0; at < 4; at++)
        town_gives(&town, ADA, SWORD);
    town_types(&town, ADA, "talk guard");                     /* three are left: the first is taken all the same */
    assert_int_equal(entry(ADA, Q_FETCH)->count, 1);
    assert_true(entry(ADA, Q_FETCH)->going);
    assert_int_equal(items_count(ada()->items), 3);
    town_types(&town, ADA, "drop sword");
    town_types(&town, ADA, "talk guard");
    assert_false(entry(ADA, Q_FETCH)->going);
}

/* -- leading somebody -------------------------------------------------------------------------------- */

PLAYS_ALL void test_leads_over_the_border(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept lead");
    says("talk rat", "There is nobody here by that name.\n");
    ring_move(ring_mobile(&town, "rat"), TEMPLE);
    town_reads(&town, BOB);
    says("talk rat", "A rat will come along with you. Do not walk too far ahead.\n");
    assert_string_equal(town_reads(&town, BOB), "A rat sets out with Ada.\n");
    says("talk rat", "A rat is with you already.\n");
    town_types(&town, BOB, "quest accept lead");
    reads(BOB, "talk rat", "A rat is with somebody else just now.\n");
    town_reads(&town, ADA);
    town_types(&town, ADA, "east");
    ring_heard(&town);
    assert_non_null(strstr(town_reads(&town, ADA), "A rat says to you, 'Squeak.'\nA Rat Abroad: that is done. Tell her.\n"));
    assert_int_equal(entry(ADA, Q_LEAD)->step, 1);
    assert_null(ring_mobile(&town, "rat"));                   /* gone where it wanted to be; the next reset brings another */
    town_types(&town, ADA, "west");
    land_reset(town.zones[LAND_ONE]);
    ring_heard(&town);
    assert_non_null(ring_mobile(&town, "rat"));
    reads(ADA, "talk guard", "You have done it: A Rat Abroad.\n");
}

PLAYS_ALL void test_whom_he_leads_dies(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept lead");
    ring_move(ring_mobile(&town, "rat"), TEMPLE);
    town_types(&town, ADA, "talk rat");
    town_reads(&town, ADA);
    character_die(ring_mobile(&town, "rat"), NULL);
    ring_heard(&town);
    assert_non_null(strstr(town_reads(&town, ADA), "A Rat Abroad: you have lost whom you led."));
    town_types(&town, ADA, "east");
    assert_int_equal(entry(ADA, Q_LEAD)->step, 0);
}

/* Without it, or with one that is somebody else's, the court is not enough; and who gives up lets it go. */
PLAYS_ALL void test_arrives_without(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept lead");
    town_types(&town, ADA, "east");
    assert_int_equal(entry(ADA, Q_LEAD)->step, 0);
    town_types(&town, ADA, "west");
    ring_move(ring_mobile(&town, "rat"), TEMPLE);
    town_types(&town, ADA, "talk rat");
    assert_true(is_led(ring_mobile(&town, "rat")));
    town_types(&town, ADA, "quest drop lead");
    assert_false(is_led(ring_mobile(&town, "rat")));
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

PLAYS_ALL void test_over_the_border_and_back(void **state)
{
    (void)state;
    town_types(&town, ADA, "quest accept fetch");
    town_types(&town, ADA, "quest accept rats");
    kills_rat(ADA);
    town_copy_check(&town, LAND_ONE);
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(entry(ADA, Q_RATS)->count, 1);
    town_copy_check(&town, LAND_TWO);
    town_types(&town, ADA, "west");
    says("journal", "Two Old Swords: Bring two swords. 0 of 2.\nRats in the Hall: Kill two rats. 1 of 2.\n");
}

/* What it is about is touched before it changes: a cut writes it. */
PLAYS_ALL void test_is_written(void **state)
{
    (void)state;
    town_cut(&town, LAND_ONE, 1);
    town_types(&town, ADA, "quest accept rats");
    assert_true((ada()->holder.dirty & 1u << PART_BODY) != 0);
    town_cut(&town, LAND_ONE, 2);
    assert_int_equal(ada()->holder.dirty & 1u << PART_BODY, 0);
    quest_killed(ada(), steps[Q_RATS][0].sort);
    assert_true((ada()->holder.dirty & 1u << PART_BODY) != 0);
}

static void put_log(struct bytes_writer *writer, const char *key, uint8_t going, uint8_t step, uint32_t done)
{
    put_string(writer, key);
    put_u8(writer, going);
    put_u8(writer, step);
    put_u32(writer, 3);
    put_u32(writer, done);
    put_i64(writer, 0);
}

/* Whether so many bytes of that log are read, and, if so, are the same when written again. */
static bool log_reads(const struct bytes_writer *writer, size_t length, struct quest_log *log)
{
    struct bytes_reader reader = bytes_read(writer->bytes, length);
    *log = (struct quest_log){0};
    quest_log_take(&reader, &town.world, log);
    return !reader.failed && bytes_left(&reader) == 0;
}

/* A quest that is not there any more is kept, and is there again when it is; of one that is shorter only the telling is left. */
static void test_bytes(void **state)
{
    (void)state;
    struct bytes_writer writer = {0}, again = {0};
    struct quest_log log;
    put_u16(&writer, 3);
    put_log(&writer, "gone.quest", 1, 2, 0);
    put_log(&writer, "one.fetch", 0, 0, 2);
    put_log(&writer, "one.rats", 1, 2, 0);
    assert_true(log_reads(&writer, writer.length, &log));
    assert_null(log.entries[0].quest);
    assert_string_equal(log.entries[0].key, "gone.quest");
    assert_ptr_equal(log.entries[2].quest, &quests[Q_RATS]);
    assert_int_equal(quest_log_going(&log), 2);
    assert_int_equal(quest_log_done(&log), 2);
    quest_log_put(&again, &log);
    assert_int_equal(again.length, writer.length);
    assert_memory_equal(again.bytes, writer.bytes, writer.length);
    quest_log_free(&log);
    for (size_t length = 0; length < writer.length; length++) {
        assert_false(log_reads(&writer, length, &log));
        quest_log_free(&log);
    }
    quests[Q_RATS].step_count = 1;
    assert_true(log_reads(&writer, writer.length, &log));
    assert_int_equal(log.entries[2].step, 1);
    quest_log_free(&log);
    bytes_free(&writer);
    bytes_free(&again);
}

static void bad_log(const char *first, const char *second, uint8_t going, uint32_t done)
{
    struct bytes_writer writer = {0};
    struct quest_log log;
    put_u16(&writer, 2);
    put_log(&writer, first, 1, 0, 0);
    put_log(&writer, second, going, 0, done);
    assert_false(log_reads(&writer, writer.length, &log));
    quest_log_free(&log);
    bytes_free(&writer);
}

static void test_bytes_that_are_none(void **state)
{
    (void)state;
    bad_log("one.rats", "one.fetch", 1, 0);       /* not in order */
    bad_log("one.rats", "one.rats", 1, 0);
    bad_log("", "one.rats", 1, 0);
    bad_log("one.fetch", "one.rats", 2, 0);
    bad_log("one.fetch", "one.rats", 0, 0);       /* neither about it nor ever done */
    struct bytes_writer writer = {0};
    struct quest_log log;
    put_u16(&writer, QUESTS_KEPT_MOST + 1);
    assert_false(log_reads(&writer, writer.length, &log));
    bytes_free(&writer);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_offers), TEST(test_for_some_levels), TEST(test_so_many_at_a_time), TEST(test_kills), TEST(test_to_the_end),
        TEST(test_brings), TEST(test_no_hand_free), TEST(test_leads_over_the_border), TEST(test_whom_he_leads_dies),
        TEST(test_arrives_without), TEST(test_over_the_border_and_back), TEST(test_is_written), TEST(test_bytes),
        TEST(test_bytes_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
