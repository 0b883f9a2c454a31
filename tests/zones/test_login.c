/* tests/zones/test_login.c -- the dialogue, line by line, with the registry played by the test. */
#include "tests/zones/feed.h"

static struct feed feed;
static struct slot slot;
static const session_id ada = {77};

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, LOGIN);
    slot_begin(&slot, ada);
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    feed_end(&feed);
    text_unref(&slot.reply);
    text_unref(&slot.prompt);
    text_unref(&slot.next_secret);
    return 0;
}

/* -- the connection's side -- */

ZONE_THREAD static struct message *connects(void)
{
    struct message *message = message_new(MSG_CONNECT);
    message->connect.session = ada;
    message->connect.address = text_string("192.0.2.1");
    feed_give(&feed, message);
    return feed_take(&feed, MSG_TELL);
}

static struct message *line(const char *words, enum slot_verdict verdict)
{
    text_unref(&slot.reply);
    text_unref(&slot.prompt);
    text_unref(&slot.next_secret);
    slot.sequence++;
    slot.verdict = (uint8_t)verdict;
    snprintf(slot.line, sizeof slot.line, "%s", words);
    return slot_ask(&slot, (zone_id){LOGIN});
}

/* What was said, and asked next, must begin and end so. */
static void answered(const char *said, const char *prompt, enum slot_next next)
{
    struct message *reply = feed_take(&feed, MSG_REPLY);
    assert_ptr_equal(reply, &slot.message);
    if (said == NULL)
        assert_null(slot.reply);
    else
        assert_non_null(strstr(text_bytes(slot.reply), said));
    if (prompt == NULL)
        assert_null(slot.prompt);
    else
        assert_ptr_equal(strstr(text_bytes(slot.prompt), prompt), text_bytes(slot.prompt));
    assert_int_equal(slot.next, next);
    assert_int_equal(slot.zone.number, LOGIN);
    assert_true(entity_none(slot.who));
    feed_nothing(&feed);
}

ZONE_THREAD static void types(const char *words, const char *said, const char *prompt, enum slot_next next)
{
    feed_give(&feed, line(words, VERDICT_NONE));
    answered(said, prompt, next);
}

ZONE_THREAD static void secret(enum slot_verdict verdict, const char *said, const char *prompt, enum slot_next next)
{
    feed_give(&feed, line("", verdict));
    answered(said, prompt, next);
}

/* -- the registry's side -- */

static void asks(enum registry_request request, const char *account, const char *name, const char *value)
{
    struct message *ask = feed_take(&feed, MSG_ASK);
    assert_int_equal(ask->ask.request, request);
    assert_int_equal(ask->to.number, REGISTRY);
    assert_int_equal(ask->ask.session.number, ada.number);
    assert_string_equal(ask->ask.account, account);
    assert_string_equal(ask->ask.name, name);
    if (value == NULL)
        assert_null(ask->ask.value);
    else
        assert_string_equal(text_bytes(ask->ask.value), value);
    assert_ptr_equal(ask->ask.slot, request == REGISTRY_ENTER ? &slot : NULL);
    message_free(&ask);
    feed_nothing(&feed);
}

ZONE_THREAD static void registry_says(enum registry_request request, enum registry_verdict verdict, const char *value,
                                      bool with_slot)
{
    struct message *answer = feed_message(MSG_ANSWER, REGISTRY);
    answer->answer.request = (uint8_t)request;
    answer->answer.verdict = (uint8_t)verdict;
    answer->answer.session = ada;
    answer->answer.value = value == NULL ? NULL : text_string(value);
    answer->answer.slot = with_slot ? &slot : NULL;
    feed_give(&feed, answer);
}

ZONE_THREAD static void reaches_menu(const char *characters)
{
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("aDaLove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, "Please enter your account password", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "hash");
    feed_give(&feed, line("", VERDICT_RIGHT));
    asks(REGISTRY_CHARACTERS, "adalove", "", NULL);
    registry_says(REGISTRY_CHARACTERS, REGISTRY_YES, characters, false);
    assert_null(slot.next_secret);
}

/* -- tests -- */

ZONE_THREAD static void test_greeting(void **state)
{
    (void)state;
    struct message *tell = connects();
    const char *text = text_bytes(tell->tell.text);
    assert_non_null(strstr(text, "\nEnter your account name."));
    assert_non_null(strstr(text, feed.options.game_name));
    assert_string_equal(text_bytes(tell->tell.prompt), "Account name: ");
    for (const char *at = text; *at != '\0'; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\n") <= 80);
    message_free(&tell);
}

ZONE_THREAD static void test_account_names(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    types("", NULL, "Account name: ", NEXT_RAW);
    types("x1", "Illegal account name.\n", "Account name: ", NEXT_RAW);
    types("ab", "Illegal account name.\n", "Account name: ", NEXT_RAW);
    types("abcdefghijklm", "Illegal account name.\n", "Account name: ", NEXT_RAW);
    feed_give(&feed, line("  Adalove \r", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_AWAY, NULL, false);
    answered("try again", "Account name: ", NEXT_RAW);
}

ZONE_THREAD static void test_new_account(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_NO, NULL, false);
    answered("There is no account named Adalove yet.", "Shall it be made", NEXT_RAW);
    types("perhaps", "yes or no", "Shall it be made", NEXT_RAW);
    types("Yes", NULL, "Choose a password for it (5 characters or more): ", NEXT_SECRET_NEW);
    secret(VERDICT_UNFIT, "too short", "Choose a password", NEXT_SECRET_NEW);
    secret(VERDICT_BUSY, "Too many people are logging in just now. Please try again in a moment.\n", "Choose a password",
           NEXT_SECRET_NEW);
    snprintf(slot.secret, sizeof slot.secret, "newhash");
    secret(VERDICT_NEW, NULL, "Type it once more: ", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "newhash");
    secret(VERDICT_BUSY, "Too many people", "Type it once more: ", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "newhash");
    secret(VERDICT_WRONG, "not the same", "Choose a password", NEXT_SECRET_NEW);
    secret(VERDICT_NEW, NULL, "Type it once more: ", NEXT_SECRET_CHECK);
    feed_give(&feed, line("", VERDICT_RIGHT));
    asks(REGISTRY_NEW_ACCOUNT, "adalove", "", "newhash");
    registry_says(REGISTRY_NEW_ACCOUNT, REGISTRY_YES, NULL, false);
    answered("Active Character: none yet\n", "Your choice: ", NEXT_RAW);
    types("1", "no character", "Your choice: ", NEXT_RAW);
}

ZONE_THREAD static void test_account_just_taken(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_NO, NULL, false);
    answered("no account", "Shall it be made", NEXT_RAW);
    types("y", NULL, "Choose a password", NEXT_SECRET_NEW);
    secret(VERDICT_NEW, NULL, "Type it once more: ", NEXT_SECRET_CHECK);
    feed_give(&feed, line("", VERDICT_RIGHT));
    asks(REGISTRY_NEW_ACCOUNT, "adalove", "", "");
    registry_says(REGISTRY_NEW_ACCOUNT, REGISTRY_NO, "Just taken.\n", false);
    answered("Just taken.\n", "Account name: ", NEXT_RAW);
}

ZONE_THREAD static void test_wrong_passwords(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    for (int64_t try = 1; try <= feed.options.login_tries; try++) {
        feed_give(&feed, line("adalove", VERDICT_NONE));
        asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
        registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
        answered(NULL, "Please enter your account password", NEXT_SECRET_CHECK);
        secret(VERDICT_BUSY, "Too many people", "Please enter your account password", NEXT_SECRET_CHECK);
        bool last = try == feed.options.login_tries;
        secret(VERDICT_WRONG, "Wrong password.\n", last ? NULL : "Please enter", last ? NEXT_CLOSE : NEXT_SECRET_CHECK);
        if (!last)
            secret(VERDICT_EMPTY, NULL, "Account name: ", NEXT_RAW);   /* starting over gives no more tries */
    }
}

ZONE_THREAD static void test_menu(void **state)
{
    (void)state;
    reaches_menu("Ada\nBob\n");
    answered("Active Character: Ada\nYour characters: Ada, Bob\n", "Your choice: ", NEXT_RAW);
    types("", "Active Character: Ada\n", "Your choice: ", NEXT_RAW);
    types("3 bOB", "Active Character: Bob\n", "Your choice: ", NEXT_RAW);
    types("3", "Choose whom?", "Your choice: ", NEXT_RAW);
    types("3 Cid", "no character of that name", "Your choice: ", NEXT_RAW);
    types("31", "none of the choices", "Your choice: ", NEXT_RAW);
    types("dance", "none of the choices", "Your choice: ", NEXT_RAW);
    types("0", "Until the next time", NULL, NEXT_CLOSE);
    types("1", "lost its thread", NULL, NEXT_CLOSE);      /* the dialogue is gone */
}

ZONE_THREAD static void test_new_character(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    types("2", NULL, "Name of the character", NEXT_RAW);
    types("", "Active Character: Ada", "Your choice: ", NEXT_RAW);
    types("2", NULL, "Name of the character", NEXT_RAW);
    types("R2D2", "nothing but letters", "Name of the character", NEXT_RAW);
    types("SomeONE", "another name", "Name of the character", NEXT_RAW);
    types("bOB", NULL, "Shall the world say", NEXT_RAW);
    types("it", "he, she or they", "Shall the world say", NEXT_RAW);
    feed_give(&feed, line("They", VERDICT_NONE));
    asks(REGISTRY_NEW_CHARACTER, "adalove", "Bob", "they");
    registry_says(REGISTRY_NEW_CHARACTER, REGISTRY_NO, "Taken.\n", false);
    answered("Taken.\n", "Name of the character", NEXT_RAW);
    types("cid", NULL, "Shall the world say", NEXT_RAW);
    feed_give(&feed, line("he", VERDICT_NONE));
    asks(REGISTRY_NEW_CHARACTER, "adalove", "Cid", "he");
    registry_says(REGISTRY_NEW_CHARACTER, REGISTRY_YES, "Ada\nCid\n", false);
    answered("Active Character: Cid\n", "Your choice: ", NEXT_RAW);
}

ZONE_THREAD static void test_enter(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    feed_give(&feed, line("1", VERDICT_NONE));
    asks(REGISTRY_ENTER, "adalove", "Ada", NULL);
    registry_says(REGISTRY_ENTER, REGISTRY_AWAY, NULL, true);
    answered("nothing was changed", "Your choice: ", NEXT_RAW);
    feed_give(&feed, line("1", VERDICT_NONE));
    asks(REGISTRY_ENTER, "adalove", "Ada", NULL);
    registry_says(REGISTRY_ENTER, REGISTRY_YES, NULL, false);
    feed_nothing(&feed);
    types("look", "lost its thread", NULL, NEXT_CLOSE);   /* nobody here knows that session any more */
}

ZONE_THREAD static void test_hangup(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    uint64_t with = zone_hash(feed.zone);
    struct message *hangup = message_new(MSG_HANGUP);
    hangup->hangup.session = ada;
    feed_give(&feed, hangup);
    feed_nothing(&feed);
    assert_true(with != zone_hash(feed.zone));
    types("1", "lost its thread", NULL, NEXT_CLOSE);
}

/* The connection ends while the registry is asked: the slot must still go back. */
ZONE_THREAD static void test_hangup_while_asked(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    struct message *hangup = message_new(MSG_HANGUP);
    hangup->hangup.session = ada;
    feed_give(&feed, hangup);
    feed_nothing(&feed);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, NULL, NEXT_CLOSE);
}

/* An answer nobody waits for must not lose the slot it brings. */
ZONE_THREAD static void test_late_answer(void **state)
{
    (void)state;
    line("1", VERDICT_NONE);
    registry_says(REGISTRY_ENTER, REGISTRY_NO, "No.\n", true);
    answered("lost its thread", NULL, NEXT_CLOSE);
    registry_says(REGISTRY_ENTER, REGISTRY_YES, NULL, false);
    feed_nothing(&feed);
}

MAIN_THREAD ZONE_THREAD static void test_bytes(void **state)
{
    (void)state;
    reaches_menu("Ada\nBob\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    types("3 Bob", "Bob", "Your choice: ", NEXT_RAW);
    feed_damage(&feed);
    struct zone *copy = feed_copy(&feed);
    zone_free(&feed.zone);
    feed.zone = copy;                                       /* the copy goes on where the first one was */
    feed_give(&feed, line("1", VERDICT_NONE));
    asks(REGISTRY_ENTER, "adalove", "Bob", NULL);
    copy = feed_copy(&feed);
    zone_free(&copy);
    registry_says(REGISTRY_ENTER, REGISTRY_NO, "No.\n", true);
    answered("No.\n", "Your choice: ", NEXT_RAW);
}

/* The same in the middle of a question that holds the slot: the copy brings a slot of its own. */
MAIN_THREAD ZONE_THREAD static void test_bytes_with_slot(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    struct zone *copy = feed_copy(&feed), *first = feed.zone;
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, "Please enter", NEXT_SECRET_CHECK);
    feed.zone = copy;
    feed.now--;
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    struct message *reply = feed_take(&feed, MSG_REPLY);
    struct slot *decoded = reply->reply.slot;
    assert_int_equal(decoded->next, NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(decoded->prompt), text_bytes(slot.prompt));
    assert_int_equal(zone_hash(first), zone_hash(copy));
    slot_free(&decoded);
    zone_free(&copy);
    feed.zone = first;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_greeting, begin, end),
        cmocka_unit_test_setup_teardown(test_account_names, begin, end),
        cmocka_unit_test_setup_teardown(test_new_account, begin, end),
        cmocka_unit_test_setup_teardown(test_account_just_taken, begin, end),
        cmocka_unit_test_setup_teardown(test_wrong_passwords, begin, end),
        cmocka_unit_test_setup_teardown(test_menu, begin, end),
        cmocka_unit_test_setup_teardown(test_new_character, begin, end),
        cmocka_unit_test_setup_teardown(test_enter, begin, end),
        cmocka_unit_test_setup_teardown(test_hangup, begin, end),
        cmocka_unit_test_setup_teardown(test_hangup_while_asked, begin, end),
        cmocka_unit_test_setup_teardown(test_late_answer, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes_with_slot, begin, end),
    };
    return cmocka_run_group_tests_name("login", tests, NULL, NULL);
}
