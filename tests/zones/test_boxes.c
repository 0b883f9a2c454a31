/* tests/zones/test_boxes.c -- boxes on the bench: limits, order, who may what, loading, the cut, deletion, bytes. */
#include "tests/zones/feed.h"

#include "zones/box.h"

enum { ADA, BOB, KIM, PEOPLE };
static struct feed feed;
static struct slot slots[PEOPLE];
static const char *const names[PEOPLE] = { "Ada", "Bob", "Kim" };
static bool kept;                   /* the registry has a name for everybody asked for */

MAIN_THREAD static void zone_again(void)
{
    zone_id id = feed.setting.boxes_first;
    zone_free(&feed.zone);
    feed.zone = zone_new(&feed.setting, id);
}

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, GROUPS);
    feed.setting.boxes_count = 1;
    setting_number(&feed.setting);
    feed.options.boxes_letters_max = 3;
    feed.options.boxes_letters_per_hour = 1000;
    zone_again();
    assert_string_equal(feed.zone->key, "boxes.1");
    for (unsigned at = 0; at < PEOPLE; at++)
        slot_begin(&slots[at], (session_id){100 + at});
    kept = true;
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    message_list_free(&feed.zone->out);
    feed_end(&feed);
    return 0;
}

/* What the name's registry says. */
static struct message *registry_says(const char *name, enum registry_verdict verdict)
{
    struct message *answer = feed_message(MSG_ANSWER, REGISTRY);
    struct bytes_writer id = {0};
    put_entity(&id, (entity_id){7, REGISTRY, 50});
    answer->answer.request = REGISTRY_KNOW_NAME;
    answer->answer.verdict = (uint8_t)verdict;
    snprintf(answer->answer.name, NAME_SIZE, "%s", name);
    answer->answer.value = verdict == REGISTRY_YES ? bytes_text(&id) : NULL;
    bytes_free(&id);
    return answer;
}

/* The store and the registry answer until that is all; the rest stays, in order. */
ZONE_THREAD static void run(void)
{
    struct message_list rest = {0};
    struct message *message;
    while ((message = message_list_take(&feed.zone->out)) != NULL) {
        if (message->type == MSG_LOAD) {
            feed_give(&feed, feed_loaded(&feed, message));
        } else if (message->type == MSG_ASK) {
            assert_int_equal(message->ask.request, REGISTRY_KNOW_NAME);
            feed_give(&feed, registry_says(message->ask.name, kept ? REGISTRY_YES : REGISTRY_NO));
            message_free(&message);
        } else {
            message_list_add(&rest, message);
        }
    }
    feed.zone->out = rest;
}

static struct message *asking(enum box_request request, unsigned who, const char *box, uint32_t number)
{
    struct message *ask = feed_message(MSG_BOX_ASK, LAND);
    ask->box_ask.request = (uint8_t)request;
    snprintf(ask->box_ask.box, KEY_SIZE, "%s", box);
    ask->box_ask.asker = (entity_id){7, LAND, who + 1};
    snprintf(ask->box_ask.name, NAME_SIZE, "%s", names[who]);
    snprintf(ask->box_ask.account, NAME_SIZE, "acct%c", 'a' + (char)who);
    ask->box_ask.keeper = who == KIM;
    ask->box_ask.number = number;
    ask->box_ask.slot = &slots[who];
    return ask;
}

static struct message *writing(unsigned who, const char *box, const char *subject, const char *words)
{
    struct message *ask = asking(BOX_WRITE, who, box, 0);
    ask->box_ask.subject = text_string(subject);
    ask->box_ask.words = text_string(words);
    return ask;
}

/* The next emission answers him so. */
static void answered(unsigned who, enum box_verdict verdict, const char *words)
{
    struct message *answer = feed_take(&feed, MSG_BOX_ANSWER);
    assert_ptr_equal(answer->box_answer.slot, &slots[who]);
    assert_int_equal(answer->about.counter, who + 1);
    assert_int_equal(answer->to.number, 0);                 /* he is looked for: he may have been moved */
    assert_string_equal(answer->box_answer.words == NULL ? "" : text_bytes(answer->box_answer.words), words);
    assert_int_equal(answer->box_answer.verdict, verdict);
    message_free(&answer);
}

static void courier_comes(const char *author)
{
    struct message *courier = feed_take(&feed, MSG_BOX_ANSWER);
    assert_int_equal(courier->box_answer.request, BOX_COURIER);
    assert_int_equal(courier->about.counter, 50);
    assert_null(courier->box_answer.slot);
    assert_non_null(strstr(text_bytes(courier->box_answer.words), author));
    message_free(&courier);
}

ZONE_THREAD static void gives(struct message *ask)
{
    feed_give(&feed, ask);
    run();
}

ZONE_THREAD static void lists(unsigned who, const char *box, const char *words)
{
    gives(asking(BOX_LIST, who, box, 0));
    answered(who, BOX_YES, words);
    feed_nothing(&feed);
}

ZONE_THREAD static void writes(unsigned who, const char *subject, const char *words)
{
    gives(writing(who, "board.market", subject, "one\ntwo"));
    answered(who, strstr(words, "hangs") != NULL ? BOX_YES : BOX_NO, words);
    feed_nothing(&feed);
}

/* Takes a cut into the store; gives the number of its records. */
ZONE_THREAD static unsigned cut(void)
{
    unsigned records = 0;
    struct message *message = message_new(MSG_CUT);
    message->cut.epoch = 1;
    feed_give(&feed, message);
    assert_int_equal(feed.zone->holders.dirty, 0);
    for (; feed.zone->out.first != NULL; records++) {
        message = feed_take(&feed, MSG_RECORD);
        feed_store(&feed, message->record.name, text_ref(message->record.content));
        message_free(&message);
    }
    return records;
}

static bool stored(const char *name)
{
    return feed_record(&feed, name) != NULL;
}

/* -- tests ------------------------------------------------------------------------------------------- */

ZONE_THREAD static void test_board(void **state)
{
    (void)state;
    lists(ADA, "board.market", "The board is bare.\n");
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    feed.now = 75000 * 50;                                  /* two days and two hours */
    writes(BOB, "onions", "Your note hangs on the board as number 2.\n");
    lists(BOB, "board.market", "1: 1 Thaw, 0:00, Ada: eels\n2: 3 Thaw, 2:00, Bob: onions\n");
    gives(asking(BOX_READ, BOB, "board.market", 1));
    answered(BOB, BOX_YES, "Note 1, 1 Thaw, 0:00. Ada writes: eels\none\ntwo\n");
    gives(asking(BOX_READ, BOB, "board.market", 3));
    answered(BOB, BOX_NO, "There is no note 3.\n");
    struct message *list = asking(BOX_LIST, BOB, "board.market", 0);
    list->box_ask.words = text_string("ada\n");             /* whom he ignores */
    gives(list);
    answered(BOB, BOX_YES, "2: 3 Thaw, 2:00, Bob: onions\n");
    gives(asking(BOX_REMOVE, BOB, "board.market", 1));
    answered(BOB, BOX_NO, "Note 1 is not yours to take down.\n");
    gives(asking(BOX_REMOVE, KIM, "board.market", 1));      /* a keeper */
    answered(KIM, BOX_YES, "You take note 1 down.\n");
    gives(asking(BOX_REMOVE, BOB, "board.market", 2));
    answered(BOB, BOX_YES, "You take note 2 down.\n");
    writes(ADA, "again", "Your note hangs on the board as number 3.\n");
    lists(ADA, "board.other", "The board is bare.\n");
}

ZONE_THREAD static void test_limits(void **state)
{
    (void)state;
    for (unsigned at = 1; at <= 3; at++) {
        char words[80];
        snprintf(words, sizeof words, "Your note hangs on the board as number %u.\n", at);
        writes(ADA, "x", words);
    }
    writes(BOB, "x", "The board is full: no note more fits on until some are taken down.\n");
    gives(asking(BOX_TRY, BOB, "board.market", 0));
    answered(BOB, BOX_NO, "The board is full: no note more fits on until some are taken down.\n");
    gives(asking(BOX_REMOVE, ADA, "board.market", 2));
    answered(ADA, BOX_YES, "You take note 2 down.\n");
    writes(BOB, "x", "Your note hangs on the board as number 4.\n");
    lists(BOB, "board.market", "1: 1 Thaw, 0:00, Ada: x\n3: 1 Thaw, 0:00, Ada: x\n4: 1 Thaw, 0:00, Bob: x\n");
    struct message *ask = writing(BOB, "board.other", "x", "x");
    text_unref(&ask->box_ask.words);
    gives(ask);
    answered(BOB, BOX_NO, "Nobody could read that.\n");
    gives(asking(BOX_LIST, BOB, "shelf.market", 0));
    answered(BOB, BOX_NO, "There is no such box.\n");
    gives(asking(77, BOB, "board.market", 0));
    answered(BOB, BOX_NO, "There is no such box.\n");
}

MAIN_THREAD ZONE_THREAD static void test_so_many_an_hour(void **state)
{
    (void)state;
    feed.options.boxes_letters_per_hour = 2;
    zone_again();
    writes(ADA, "x", "Your note hangs on the board as number 1.\n");
    writes(ADA, "x", "Your note hangs on the board as number 2.\n");
    writes(ADA, "x", "You have written a great deal lately. In 30 minutes you may write again.\n");
    writes(BOB, "x", "Your note hangs on the board as number 3.\n");
    feed.now += 30 * 60000;
    gives(asking(BOX_REMOVE, ADA, "board.market", 1));
    answered(ADA, BOX_YES, "You take note 1 down.\n");
    writes(ADA, "x", "Your note hangs on the board as number 4.\n");
}

ZONE_THREAD static void test_mail(void **state)
{
    (void)state;
    gives(asking(BOX_TRY, ADA, "mail.bob", 0));
    answered(ADA, BOX_YES, "");
    gives(writing(ADA, "mail.bob", "hello", "Dear Bob"));
    courier_comes("Ada");
    answered(ADA, BOX_YES, "Your letter is handed over.\n");
    struct message *count = asking(BOX_COUNT, BOB, "mail.bob", 0);
    count->box_ask.slot = NULL;
    gives(count);
    struct message *counted = feed_take(&feed, MSG_BOX_ANSWER);
    assert_string_equal(text_bytes(counted->box_answer.words), "1 unread letter waits for you at the post office.\n");
    message_free(&counted);
    lists(BOB, "mail.bob", "1: 1 Thaw, 0:00, Ada, unread: hello\n");
    cut();
    gives(asking(BOX_READ, BOB, "mail.bob", 1));
    answered(BOB, BOX_YES, "Letter 1, 1 Thaw, 0:00. Ada writes: hello\nDear Bob\n");
    lists(BOB, "mail.bob", "1: 1 Thaw, 0:00, Ada: hello\n");
    assert_int_equal(cut(), 1);                             /* that it was read, not the letter again */
    count = asking(BOX_COUNT, BOB, "mail.bob", 0);
    count->box_ask.slot = NULL;
    gives(count);
    feed_nothing(&feed);
    gives(asking(BOX_REMOVE, BOB, "mail.bob", 1));
    answered(BOB, BOX_YES, "You throw letter 1 away.\n");
    lists(BOB, "mail.bob", "There are no letters for you.\n");
    kept = false;
    gives(asking(BOX_TRY, ADA, "mail.nobody", 0));
    answered(ADA, BOX_NO, "Nobody of that name lives in this world.\n");
    gives(writing(ADA, "mail.nobody", "hello", "x"));       /* the registry is asked again each time */
    answered(ADA, BOX_NO, "Nobody of that name lives in this world.\n");
}

MAIN_THREAD ZONE_THREAD static void test_store(void **state)
{
    (void)state;
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    writes(BOB, "onions", "Your note hangs on the board as number 2.\n");
    assert_int_equal(feed.zone->holders.dirty, 1);                  /* one box */
    assert_int_equal(cut(), 3);
    assert_true(stored("box:board.market") && stored("letter:board.market.1") && stored("letter:board.market.2"));
    assert_int_equal(cut(), 0);
    writes(ADA, "ribbon", "Your note hangs on the board as number 3.\n");
    assert_int_equal(cut(), 2);                             /* the new one, and the box: the others are not written again */
    gives(asking(BOX_REMOVE, ADA, "board.market", 1));
    answered(ADA, BOX_YES, "You take note 1 down.\n");
    assert_int_equal(cut(), 2);
    assert_false(stored("letter:board.market.1"));
    zone_again();                                           /* the world starts again */
    lists(BOB, "board.market", "2: 1 Thaw, 0:00, Bob: onions\n3: 1 Thaw, 0:00, Ada: ribbon\n");
    writes(ADA, "x", "Your note hangs on the board as number 4.\n");
    gives(asking(BOX_REMOVE, BOB, "board.market", 3));
    answered(BOB, BOX_NO, "Note 3 is not yours to take down.\n");
}

MAIN_THREAD ZONE_THREAD static void test_waits_for_the_store(void **state)
{
    (void)state;
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    cut();
    zone_again();
    feed_give(&feed, asking(BOX_LIST, ADA, "board.market", 0));
    feed_give(&feed, writing(BOB, "board.market", "onions", "x"));  /* behind the same load */
    feed_give(&feed, asking(BOX_LIST, KIM, "board.market", 0));
    assert_int_equal(feed.zone->out.length, 1);
    run();
    answered(ADA, BOX_YES, "1: 1 Thaw, 0:00, Ada: eels\n");
    answered(BOB, BOX_YES, "Your note hangs on the board as number 2.\n");
    answered(KIM, BOX_YES, "1: 1 Thaw, 0:00, Ada: eels\n2: 1 Thaw, 0:00, Bob: onions\n");
    feed.away = true;
    static const char shut[] = "The post is shut for the moment: what is written down cannot be reached. Please try again.\n";
    feed_give(&feed, asking(BOX_LIST, ADA, "board.other", 0));
    feed_give(&feed, asking(BOX_LIST, BOB, "board.other", 0));
    run();
    answered(ADA, BOX_AWAY, shut);
    answered(BOB, BOX_AWAY, shut);
    feed.away = false;
    lists(ADA, "board.other", "The board is bare.\n");
    feed_give(&feed, asking(BOX_TRY, ADA, "mail.bob", 0));
    feed_store_answers(&feed, MSG_LOAD);
    struct message *know = feed_take(&feed, MSG_ASK);
    message_free(&know);
    feed_give(&feed, asking(BOX_LIST, BOB, "mail.bob", 0)); /* waits its turn, though it needs no registry */
    feed_nothing(&feed);
    feed_give(&feed, registry_says("bob", REGISTRY_AWAY));
    answered(ADA, BOX_AWAY, shut);
    answered(BOB, BOX_YES, "There are no letters for you.\n");
}

MAIN_THREAD ZONE_THREAD static void test_damage(void **state)
{
    (void)state;
    static const char damaged[] = "What is written down there cannot be read. Please tell a keeper.\n";
    feed_store(&feed, "box:board.market", text_string("rats"));
    gives(asking(BOX_LIST, ADA, "board.market", 0));
    answered(ADA, BOX_NO, damaged);
    feed_store(&feed, "box:board.market", NULL);
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    cut();
    feed_store(&feed, "letter:board.market.1", NULL);
    zone_again();
    gives(asking(BOX_LIST, ADA, "board.market", 0));
    answered(ADA, BOX_NO, damaged);
    struct message *loaded = message_new(MSG_LOADED);
    loaded->loaded.request = 4711;
    feed_give(&feed, loaded);
    feed_give(&feed, registry_says("bob", REGISTRY_YES));   /* nobody asked */
    feed_give(&feed, feed_message(MSG_VITALS, LAND));
    struct message *thaw = asking(BOX_THAW, ADA, "board.market", 0);
    feed_give(&feed, thaw);
    feed_nothing(&feed);
}

/* Few are kept: the one not asked for longest goes, but not while it is to be written. */
MAIN_THREAD ZONE_THREAD static void test_kept(void **state)
{
    (void)state;
    feed.options.boxes_kept_max = 2;
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    lists(ADA, "board.two", "The board is bare.\n");
    lists(ADA, "board.three", "The board is bare.\n");
    const struct boxes *boxes = feed.zone->state;
    assert_int_equal(boxes->list.count, 2);
    assert_string_equal(((struct box *)boxes->list.items[0])->key, "board.market");
    assert_string_equal(((struct box *)boxes->list.items[1])->key, "board.three");
    cut();
    lists(ADA, "board.four", "The board is bare.\n");
    assert_string_equal(((struct box *)boxes->list.items[0])->key, "board.four");
    lists(ADA, "board.market", "1: 1 Thaw, 0:00, Ada: eels\n");  /* out of the store */
}

static struct message *from_registry(enum box_request request)
{
    struct message *ask = feed_message(MSG_BOX_ASK, REGISTRY);
    ask->box_ask.request = (uint8_t)request;
    snprintf(ask->box_ask.box, KEY_SIZE, "mail.bob");
    snprintf(ask->box_ask.account, NAME_SIZE, "acctb");
    return ask;
}

/* The names of the records, one behind the other with a blank. */
static void frozen(const char *names_expected)
{
    char said[200] = "";
    struct message *answer = feed_take(&feed, MSG_BOX_ANSWER);
    assert_int_equal(answer->to.number, REGISTRY);
    assert_true(entity_none(answer->about));
    assert_string_equal(answer->box_answer.account, "acctb");
    const char *at = text_bytes(answer->box_answer.words), *stop = at + text_length(answer->box_answer.words);
    for (; at < stop; at += strlen(at) + 1)
        snprintf(said + strlen(said), sizeof said - strlen(said), "%s ", at);
    assert_string_equal(said, names_expected);
    message_free(&answer);
}

MAIN_THREAD ZONE_THREAD static void test_deletion(void **state)
{
    (void)state;
    gives(from_registry(BOX_FREEZE));                       /* nothing was ever in it */
    frozen("");
    gives(from_registry(BOX_THAW));
    for (unsigned at = 1; at <= 2; at++) {
        gives(writing(ADA, "mail.bob", "hello", "x"));
        courier_comes("Ada");
        answered(ADA, BOX_YES, "Your letter is handed over.\n");
        if (at == 1)
            cut();
    }
    gives(asking(BOX_REMOVE, BOB, "mail.bob", 1));
    answered(BOB, BOX_YES, "You throw letter 1 away.\n");
    assert_int_equal(feed.zone->holders.dirty, 1);
    gives(from_registry(BOX_FREEZE));
    frozen("box:mail.bob letter:mail.bob.2 letter:mail.bob.1 ");
    assert_int_equal(feed.zone->holders.dirty, 0);
    assert_int_equal(cut(), 0);                             /* else a tombstone could be overwritten by what is gone */
    gives(asking(BOX_LIST, BOB, "mail.bob", 0));
    feed_nothing(&feed);
    gives(from_registry(BOX_THAW));                         /* the store refused */
    answered(BOB, BOX_YES, "2: 1 Thaw, 0:00, Ada, unread: hello\n");
    assert_int_equal(cut(), 3);
    gives(from_registry(BOX_FREEZE));
    frozen("box:mail.bob letter:mail.bob.2 ");
    gives(writing(ADA, "mail.bob", "late", "x"));
    feed_nothing(&feed);
    feed_store(&feed, "box:mail.bob", NULL);
    feed_store(&feed, "letter:mail.bob.2", NULL);
    kept = false;
    gives(from_registry(BOX_END));
    answered(ADA, BOX_NO, "Nobody of that name lives in this world.\n");
    assert_int_equal(cut(), 0);
    kept = true;
    lists(BOB, "mail.bob", "There are no letters for you.\n");
    feed.away = true;
    zone_again();
    gives(from_registry(BOX_FREEZE));
    struct message *answer = feed_take(&feed, MSG_BOX_ANSWER);
    assert_int_equal(answer->box_answer.verdict, BOX_AWAY);
    message_free(&answer);
}

/* The next emission is that record. */
static void recorded(const char *name, bool tombstone)
{
    struct message *record = feed_take(&feed, MSG_RECORD);
    assert_string_equal(record->record.name, name);
    assert_true((record->record.content == NULL) == tombstone);
    message_free(&record);
}

ZONE_THREAD static void cut_begins(void)
{
    struct message *message = message_new(MSG_CUT);
    message->cut.piecewise = true;
    feed_give(&feed, message);
    feed_nothing(&feed);
}

/* What is due to the open cut is written as it was when it began: before it changes, before it freezes. */
ZONE_THREAD static void test_open_cut(void **state)
{
    (void)state;
    writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
    cut_begins();
    gives(asking(BOX_REMOVE, ADA, "board.market", 1));
    recorded("box:board.market", false);
    recorded("letter:board.market.1", false);
    answered(ADA, BOX_YES, "You take note 1 down.\n");
    feed_nothing(&feed);
    cut_begins();
    gives(writing(BOB, "board.market", "x", "x"));
    recorded("box:board.market", false);
    recorded("letter:board.market.1", true);
    answered(BOB, BOX_YES, "Your note hangs on the board as number 2.\n");
    gives(writing(ADA, "mail.bob", "hello", "x"));
    courier_comes("Ada");
    answered(ADA, BOX_YES, "Your letter is handed over.\n");
    cut();
    gives(asking(BOX_READ, BOB, "mail.bob", 1));
    answered(BOB, BOX_YES, "Letter 1, 1 Thaw, 0:00. Ada writes: hello\nx\n");
    cut_begins();
    gives(from_registry(BOX_FREEZE));
    recorded("box:mail.bob", false);
    frozen("box:mail.bob letter:mail.bob.1 ");
    gives(from_registry(BOX_THAW));
    assert_int_equal(feed.zone->holders.dirty, 0);
}

/* Equal inputs give equal states, and a state goes on from its bytes. */
MAIN_THREAD ZONE_THREAD static void test_bytes(void **state)
{
    (void)state;
    uint64_t hash = 0;
    for (unsigned again = 0; again < 2; again++) {
        zone_again();
        feed.now = 0;
        writes(ADA, "eels", "Your note hangs on the board as number 1.\n");
        gives(writing(BOB, "mail.ada", "hello", "x"));
        courier_comes("Bob");
        answered(BOB, BOX_YES, "Your letter is handed over.\n");
        gives(asking(BOX_REMOVE, ADA, "board.market", 1));
        answered(ADA, BOX_YES, "You take note 1 down.\n");
        writes(ADA, "more", "Your note hangs on the board as number 2.\n");
        struct message *waits = asking(BOX_LIST, ADA, "board.other", 0);
        waits->box_ask.slot = NULL;
        feed_give(&feed, waits);
        message_list_free(&feed.zone->out);
        if (again == 1)
            assert_true(zone_hash(feed.zone) == hash);
        hash = zone_hash(feed.zone);
    }
    feed_damage(&feed);
    struct zone *copy = feed_copy(&feed);
    zone_free(&feed.zone);
    feed.zone = copy;
    assert_int_equal(feed.zone->holders.dirty, 2);
    lists(ADA, "board.market", "2: 1 Thaw, 0:00, Ada: more\n");
    assert_int_equal(cut(), 5);
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const fit[] = { "mail.ada", "board.market", "board.a_1", "board.abcdefghijklmnopqrstuvwxyz1234" };
    static const char *const unfit[] = { "", "ada", "mail.", "mail.Ada", "mail.ad", "mail.abcdefghijklm", "board.", "board.a b",
                                         "board.Market", "board.abcdefghijklmnopqrstuvwxyz12345", "box.a", "mail.a.b" };
    for (unsigned at = 0; at < sizeof fit / sizeof *fit; at++)
        assert_true(box_key_fits(fit[at]));
    for (unsigned at = 0; at < sizeof unfit / sizeof *unfit; at++)
        assert_false(box_key_fits(unfit[at]));
    char key[BOX_KEY_SIZE], name[KEY_SIZE];
    box_key_of_mail(key, "ADA");
    assert_string_equal(key, "mail.ada");
    letter_record(name, fit[3], UINT32_MAX);
    assert_string_equal(name, "letter:board.abcdefghijklmnopqrstuvwxyz1234.4294967295");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_board), TEST(test_limits), TEST(test_so_many_an_hour), TEST(test_mail), TEST(test_store),
        TEST(test_waits_for_the_store), TEST(test_damage), TEST(test_kept), TEST(test_deletion), TEST(test_open_cut), TEST(test_bytes),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests_name("boxes", tests, NULL, NULL);
}
