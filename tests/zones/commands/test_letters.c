/* tests/zones/commands/test_letters.c -- boards, the post and the dialogue of writing, as people at keyboards see them. */
#include "tests/zones/town.h"

#include "zones/boxes.h"

static struct town town;
static bool away;                   /* the store answers nothing */

PLAYS_ALL int begin(void **state)
{
    (void)state;
    away = false;
    town_begin(&town);
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "dan");
    town.options.boxes_letters_max = 2;
    town.setting.boxes_count = 1;
    town.rooms[0].board = "market";
    town.rooms[1].post = true;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, DAN, HALL);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* A store in which nothing stands but the names of Ada and Bob answers all that it was asked. */
PLAYS_ALL void store_answers(void)
{
    struct message *load;
    while ((load = message_list_take(&town.other)) != NULL) {
        assert_int_equal(load->type, MSG_LOAD);
        struct message *loaded = message_new(MSG_LOADED);
        struct bytes_writer name = {0}, records = {0};
        const char *asked = text_bytes(load->load.names);
        bool known = strcmp(asked, "name:ada") == 0 || strcmp(asked, "name:bob") == 0;
        put_u8(&name, 1);
        put_string(&name, "acct");
        put_entity(&name, town.seats[asked[5] == 'a' ? ADA : BOB].who);
        struct text *content = bytes_text(&name);
        put_u8(&records, known);
        if (known)
            put_text(&records, content);
        loaded->loaded.request = load->load.request;
        loaded->loaded.failed = away;
        loaded->loaded.records = away ? NULL : bytes_text(&records);
        loaded->to = load->from;
        message_list_add(&town.inbox[load->from.number], loaded);
        text_unref(&content);
        bytes_free(&name);
        bytes_free(&records);
        message_free(&load);
    }
}

PLAYS_ALL void settle(void)
{
    town_run(&town);
    while (town.other.first != NULL) {
        store_answers();
        town_run(&town);
    }
}

/* A command, from first to last. */
PLAYS_ALL void says(unsigned who, const char *line, const char *answer)
{
    settle();
    town_reads(&town, who);
    town_sends(&town, who, line);
    settle();
    assert_false(town.seats[who].waiting);
    assert_string_equal(town_reads(&town, who), answer);
}

/* A line that net takes for text; it goes to his zone's inbox. */
PLAYS_ALL void sends_text(unsigned who, const char *line)
{
    struct seat *seat = &town.seats[who];
    assert_int_equal(seat->slot.next, NEXT_RAW);
    seat->slot.verb = VERB_RAW;
    seat->slot.typed[0] = '\0';
    snprintf(seat->slot.line, sizeof seat->slot.line, "%s", line);
    seat->slot.who = seat->who;
    seat->waiting = true;
    message_list_add(&town.inbox[seat->zone.number], slot_ask(&seat->slot, seat->zone));
}

PLAYS_ALL void text(unsigned who, const char *line, const char *answer)
{
    town_reads(&town, who);
    sends_text(who, line);
    settle();
    assert_false(town.seats[who].waiting);
    assert_string_equal(town_reads(&town, who), answer);
}

#define BEGUN "Write, line by line. A lone . sends it, ~q gives it up, ~l shows what there is, ~d deletes the last line.\n"
#define PROMPT(who, words) assert_non_null(strstr(town.seats[who].prompt, words))

PLAYS_ALL void test_where(void **state)
{
    (void)state;
    says(ADA, "mail", "This is no post office. Help mail says where letters are written and read.\n");
    says(ADA, "mail bob x", "This is no post office. Help mail says where letters are written and read.\n");
    says(ADA, "board", "The board is bare.\n");
    says(ADA, "look board", "The board is bare.\n");
    says(ADA, "read", "Read what?\n");
    says(ADA, "read board", "The board is bare.\n");
    says(ADA, "read altar", "A plain stone altar.\n");
    says(ADA, "write", "About what? A letter needs a subject, and so does a note.\n");
    says(ADA, "write 1234567890123456789012345678901234567890123456789012345678901",
         "A subject has 60 characters at most.\n");
    says(ADA, "remove cap", "You use no such thing.\n");
    says(ADA, "remove 1", "There is no note 1.\n");
    says(DAN, "board", "There is no notice board here. Letters are read and written with mail.\n");
    says(DAN, "write x", "There is no notice board here. Letters are read and written with mail.\n");
    says(DAN, "read 1", "There is no notice board here. Letters are read and written with mail.\n");
    says(DAN, "remove 1", "There is no notice board here. Letters are read and written with mail.\n");
    says(DAN, "look board", "You do not see that here.\n");
    says(DAN, "mail", "There are no letters for you.\n");
    says(DAN, "mail read 3", "There is no letter 3.\n");
    says(DAN, "mail remove 3", "There is no letter 3.\n");
    says(DAN, "mail b2b x", "'b2b' is nobody's name.\n");
    says(DAN, "mail bob", "About what? A letter needs a subject, and so does a note.\n");
    says(DAN, "mail nobody x", "Nobody of that name lives in this world.\n");
    assert_int_equal(town.seats[DAN].slot.next, NEXT_COMMAND);
    away = true;
    says(DAN, "mail eve x", "The post is shut for the moment: what is written down cannot be reached. Please try again.\n");
}

PLAYS_ALL void test_dialogue(void **state)
{
    (void)state;
    town.options.boxes_letter_bytes = 20;
    says(ADA, "write eels", BEGUN);
    PROMPT(ADA, "< Ada | writing line 1; . sends, ~q gives up >");
    text(ADA, ".", "There is nothing to send yet; ~q gives it up.\n");
    text(ADA, "~d", "There is no line to delete.\n");
    text(ADA, "look", "");
    text(ADA, "", "");
    PROMPT(ADA, "writing line 3;");
    text(ADA, " 100%s .", "");
    text(ADA, "0123456", "That line does not fit any more: 20 characters are the most, and 15 are written.\n");
    text(ADA, "~l", "eels\nlook\n\n 100%s .\n");
    text(ADA, "~d", "You cross out:  100%s .\n");
    text(ADA, "~d", "You cross out: \n");
    text(ADA, "01234567890123", "");
    says(BOB, "say hm", "You say, 'hm'\n");              /* others are heard meanwhile */
    town_reads(&town, BOB);
    text(ADA, ".", "Your note hangs on the board as number 1.\n");
    assert_string_equal(town_reads(&town, BOB), "Ada pins a note to the board.\n");
    PROMPT(ADA, "< Ada | 100h");
    assert_int_equal(town.seats[ADA].slot.next, NEXT_COMMAND);
    says(BOB, "read 1", "Note 1, 1 Thaw, 0:00. Ada writes: eels\nlook\n01234567890123\n");
    says(BOB, "remove 1", "Note 1 is not yours to take down.\n");
    says(ADA, "write more", BEGUN);
    text(ADA, "x", "");
    text(ADA, "~q", "You crumple the paper up.\n");
    assert_int_equal(town.seats[ADA].slot.next, NEXT_COMMAND);
    says(ADA, "board", "1: 1 Thaw, 0:00, Ada: eels\n");
    says(ADA, "remove 1", "You take note 1 down.\n");
}

/* What the board refuses at the last moment is not lost. */
PLAYS_ALL void test_two_at_once(void **state)
{
    (void)state;
    says(ADA, "write one", BEGUN);
    text(ADA, "x", "");
    says(BOB, "write two", BEGUN);
    text(BOB, "y", "");
    sends_text(BOB, ".");
    sends_text(ADA, ".");
    settle();
    assert_non_null(strstr(town_reads(&town, BOB), "Your note hangs on the board as number 1.\n"));
    assert_non_null(strstr(town_reads(&town, ADA), "Your note hangs on the board as number 2.\n"));
    town_types(&town, DAN, "south");
    assert_non_null(strstr(town_reads(&town, DAN), "A notice board stands here."));
    says(DAN, "write three", "The board is full: no note more fits on until some are taken down.\n");
    says(ADA, "remove 2", "You take note 2 down.\n");
    says(ADA, "write again", BEGUN);
    text(ADA, "x", "");
    says(DAN, "write three", BEGUN);
    text(DAN, "y", "");
    text(DAN, ".", "Your note hangs on the board as number 3.\n");
    text(ADA, ".", "The board is full: no note more fits on until some are taken down.\n"
                   "What you have written is still there: . tries again, ~q gives it up.\n");
    says(DAN, "remove 1", "You take note 1 down.\n");      /* a keeper */
    text(ADA, ".", "Your note hangs on the board as number 4.\n");
}

PLAYS_ALL void test_mail(void **state)
{
    (void)state;
    says(DAN, "mail bob eels", BEGUN);
    text(DAN, "Dear Bob", "");
    town_reads(&town, BOB);
    text(DAN, ".", "Your letter is handed over.\n");
    assert_string_equal(town_reads(&town, BOB), "A courier finds you, out of breath: a letter from Dan waits at the post office.\n");
    town_types(&town, BOB, "north");
    says(BOB, "mail", "1: 1 Thaw, 0:00, Dan, unread: eels\n");
    says(BOB, "mail read 1", "Letter 1, 1 Thaw, 0:00. Dan writes: eels\nDear Bob\n");
    says(BOB, "mail remove 1", "You throw letter 1 away.\n");
    says(BOB, "mail read me", "Nobody of that name lives in this world.\n"); /* somebody named Read */
    says(BOB, "ignore dan", "You hear nothing more of Dan.\n");
    says(DAN, "mail bob onions", BEGUN);
    text(DAN, "x", "");
    text(DAN, ".", "Your letter is handed over.\n");      /* letters reach him all the same */
    says(BOB, "mail", "2: 1 Thaw, 0:00, Dan, unread: onions\n");
}

/* Led over the border, called elsewhere, turned back: the sheet stays in hand. */
PLAYS_ALL void test_moved(void **state)
{
    (void)state;
    says(ADA, "follow bob", "You now follow Bob.\n");
    says(ADA, "write a story", BEGUN);
    text(ADA, "It began in the temple.", "");
    town_types(&town, BOB, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    town_copy_check(&town, LAND_TWO);
    PROMPT(ADA, "writing line 2");
    text(ADA, "~l", "a story\nIt began in the temple.\n");
    sends_text(ADA, "It went on.");
    town_sends(&town, DAN, "transfer ada");
    settle();
    assert_int_equal(town_room_of(&town, ADA), HALL);
    assert_false(town.seats[ADA].waiting);
    town_reads(&town, ADA);
    sends_text(ADA, ".");
    assert_true(town_step(&town, LAND_ONE));                /* the box has it; she is called away meanwhile */
    assert_true(town_person(&town, ADA)->player->draft->sent);
    town_copy_check(&town, LAND_ONE);
    struct message *summon = town_mail(&town, MSG_SUMMON, ADA, LAND_ONE);
    summon->summon.zone.number = LAND_TWO;
    summon->summon.room.number = COURT;
    settle();
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(town.seats[ADA].zone.number, LAND_TWO);
    assert_false(town.seats[ADA].waiting);
    assert_non_null(strstr(town_reads(&town, ADA), "Your note hangs on the board as number 1.\n"));
    assert_null(town_person(&town, ADA)->player->draft);
    PROMPT(ADA, "< Ada | 100h");
    says(ADA, "board", "There is no notice board here.\n");
}

/* A new connection takes the body over, sheet and all, while the box has what was sent. */
PLAYS_ALL void test_taken_over(void **state)
{
    (void)state;
    says(ADA, "write a story", BEGUN);
    text(ADA, "x", "");
    sends_text(ADA, ".");
    assert_true(town_step(&town, LAND_ONE));
    struct seat *other = &town.seats[EVE];
    slot_begin(&other->slot, session_make(1, EVE, 1));
    other->who = town.seats[ADA].who;
    other->waiting = true;
    struct message *takeover = town_mail(&town, MSG_TAKEOVER, ADA, LAND_ONE);
    takeover->takeover.session = other->slot.session;
    takeover->takeover.generation = 2;
    takeover->takeover.slot = &other->slot;
    assert_true(town_step(&town, LAND_ONE));
    other->zone.number = LAND_ONE;
    assert_non_null(strstr(town_reads(&town, EVE), "Reconnecting."));
    text(EVE, "more", "It is just being handed over.\nYour note hangs on the board as number 1.\n");
    assert_false(town.seats[ADA].waiting);
    assert_true(town.seats[ADA].closed);
    text(EVE, "more", "You are not writing any more.\n");
    assert_int_equal(other->slot.next, NEXT_COMMAND);
    says(EVE, "board", "1: 1 Thaw, 0:00, Ada: a story\n");
}

/* Leaving the game drops it; who asked and is nowhere any more is answered all the same. */
PLAYS_ALL void test_gone(void **state)
{
    (void)state;
    says(ADA, "write a story", BEGUN);
    text(ADA, "x", "");
    character_quit(town_person(&town, ADA), QUIT_LINKLESS);
    struct message *message;
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
    const struct stub *stub = town.zones[LAND_ONE]->travel.stubs;
    struct bytes_reader reader = bytes_read(text_bytes(stub->parcel), text_length(stub->parcel));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    assert_int_equal(parcel.told[parcel.told_length - 1], 0);   /* no draft */
    settle();
    town_sends(&town, BOB, "board");
    assert_true(town_step(&town, LAND_ONE));
    directory_withdraw(town.directory, "Bob", 9);
    character_quit(town_person(&town, BOB), QUIT_LINKLESS);
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
    settle();
    assert_false(town.seats[BOB].waiting);
    assert_true(town.seats[BOB].closed);
}

PLAYS_ALL void test_without(void **state)
{
    (void)state;
    town.setting.boxes_count = 0;                           /* a world in which nobody keeps boxes */
    town_says(&town, ADA, "board", "Nobody carries letters in this world.\n");
    town_says(&town, ADA, "write x", "Nobody carries letters in this world.\n");
    town_says(&town, DAN, "mail bob x", "Nobody carries letters in this world.\n");
    town.setting.boxes_count = 1;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_where), TEST(test_dialogue), TEST(test_two_at_once), TEST(test_mail), TEST(test_moved), TEST(test_taken_over),
        TEST(test_gone), TEST(test_without),
    };
    return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
