/* tests/zones/test_login.c -- the dialogue, line by line, with the registry played by the test. */
#include "tests/zones/feed.h"

#include "core/markup.h"

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

static struct message *registry_answer(enum registry_request request, enum registry_verdict verdict, const char *value,
                                       bool with_slot)
{
    struct message *answer = feed_message(MSG_ANSWER, REGISTRY);
    answer->answer.request = (uint8_t)request;
    answer->answer.verdict = (uint8_t)verdict;
    answer->answer.session = ada;
    answer->answer.value = value == NULL ? NULL : text_string(value);
    answer->answer.slot = with_slot ? &slot : NULL;
    return answer;
}

ZONE_THREAD static void registry_says(enum registry_request request, enum registry_verdict verdict, const char *value,
                                      bool with_slot)
{
    feed_give(&feed, registry_answer(request, verdict, value, with_slot));
}

/* The try that the registry lent is given back. */
static void returns_try(void)
{
    struct message *ask = feed_take(&feed, MSG_ASK);
    assert_int_equal(ask->ask.request, REGISTRY_RETURN_TRY);
    assert_string_equal(ask->ask.account, "adalove");
    message_free(&ask);
}

static const char pause[] = M_ART "                             *** " M_ART_END "PRESS ENTER" M_ART " ***" M_ART_END;

/* Up to the pause; `active` played last. */
ZONE_THREAD static void logs_in(const char *characters, const char *active)
{
    struct message *greeting = connects();
    message_free(&greeting);
    feed_give(&feed, line("aDaLove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, "Please enter your account password", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "hash");
    feed_give(&feed, line("", VERDICT_RIGHT));
    asks(REGISTRY_CHARACTERS, "adalove", "", "hash");
    struct message *answer = registry_answer(REGISTRY_CHARACTERS, REGISTRY_YES, characters, false);
    snprintf(answer->answer.name, NAME_SIZE, "%s", active);
    feed_give(&feed, answer);
    assert_null(slot.next_secret);
}

ZONE_THREAD static void reaches_menu(const char *characters)
{
    logs_in(characters, "");
    answered("Have fun, and tell a friend about us!\n", pause, NEXT_RAW);
    feed_give(&feed, line("", VERDICT_NONE));
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
    types("", "Illegal account name. Please", "Account name: ", NEXT_ACCOUNT);
    types("  ", "Illegal account name. Please", "Account name: ", NEXT_ACCOUNT);
    types("x1", "Illegal account name. Please", "Account name: ", NEXT_ACCOUNT);
    types("ab", "Illegal account name. Please", "Account name: ", NEXT_ACCOUNT);
    types("abcdefghijklm", "Illegal account name. Please", "Account name: ", NEXT_ACCOUNT);
    feed_give(&feed, line("  Adalove \r", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_AWAY, NULL, false);
    answered("try again", "Account name: ", NEXT_ACCOUNT);
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
    answered("Just taken.\n", "Account name: ", NEXT_ACCOUNT);
}

/* Up to the password of an account that exists. */
ZONE_THREAD static void names_account(void)
{
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, "Please enter your account password", NEXT_SECRET_CHECK);
}

ZONE_THREAD static void guesses_wrong(void)
{
    feed_give(&feed, line("", VERDICT_WRONG));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);       /* may there be another try? */
}

ZONE_THREAD static void gives_up(void)
{
    feed_give(&feed, line("", VERDICT_EMPTY));
    returns_try();
    answered(NULL, "Account name: ", NEXT_ACCOUNT);
}

ZONE_THREAD static void test_wrong_passwords(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    for (int64_t try = 1; try < feed.options.login_tries; try++) {
        names_account();
        secret(VERDICT_BUSY, "Too many people", "Please enter your account password", NEXT_SECRET_CHECK);
        guesses_wrong();
        registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
        answered("Wrong password.\n", "Please enter your account password", NEXT_SECRET_CHECK);
        gives_up();                                         /* starting over gives no more tries */
    }
    names_account();
    secret(VERDICT_WRONG, "Wrong password.\nThat was one time too many.\n", NULL, NEXT_CLOSE);
}

/* The registry lends no further try: whoever guesses must wait. */
ZONE_THREAD static void test_account_must_wait(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    names_account();
    guesses_wrong();
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_WAIT, NULL, false);
    answered("Wrong password.\nToo many wrong passwords", "Account name: ", NEXT_ACCOUNT);
    feed_give(&feed, line("adalove", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_WAIT, "Wait.\n", false);
    answered("Wait.\n", "Account name: ", NEXT_ACCOUNT);
}

/* An address that guesses is stopped though it comes with new connections and other accounts. */
MAIN_THREAD ZONE_THREAD static void test_address_must_wait(void **state)
{
    (void)state;
    struct message *message;
    feed.options.login_tries = 20;
    zone_free(&feed.zone);
    feed.options.login_tries_per_address = 2;
    feed.zone = zone_new(&feed.setting, (zone_id){LOGIN});
    message = connects();
    message_free(&message);
    names_account();
    guesses_wrong();
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered("Wrong password.\n", "Please enter", NEXT_SECRET_CHECK);
    secret(VERDICT_WRONG, "Wrong password.\nToo many wrong passwords came from your address.", "Account name: ", NEXT_ACCOUNT);
    message = connects();
    message_free(&message);
    types("other", "Too many wrong passwords came from your address. Please wait", "Account name: ", NEXT_ACCOUNT);
    struct zone *copy = feed_copy(&feed);                   /* which remembers, too */
    zone_free(&feed.zone);
    feed.zone = copy;
    types("other", "Too many wrong passwords came from your address. Please wait 60 seconds.", "Account name: ", NEXT_ACCOUNT);
    feed.now += feed.options.login_tries_refill_s * 1000;
    names_account();
    gives_up();
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
    types("7", "none of the choices", "Your choice: ", NEXT_RAW);
    types("choose", "Choose whom?", "Your choice: ", NEXT_RAW);
    types("Choose Ada", "Active Character: Ada\n", "Your choice: ", NEXT_RAW);
    types("creat", "none of the choices", "Your choice: ", NEXT_RAW);
    types("0", "Until the next time", NULL, NEXT_CLOSE);
    types("1", "lost its thread", NULL, NEXT_CLOSE);      /* the dialogue is gone */
}

ZONE_THREAD static void test_new_character(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    types("2", NULL, "Do you use a screen reader", NEXT_RAW);
    types("perhaps, rather not", "yes or no", "Do you use a screen reader", NEXT_RAW);
    types("", NULL, "Name of the character", NEXT_RAW);
    types("", "Active Character: Ada", "Your choice: ", NEXT_RAW);
    types("2", NULL, "Do you use a screen reader", NEXT_RAW);
    types("N", NULL, "Name of the character", NEXT_RAW);
    types("R2D2", "nothing but letters", "Name of the character", NEXT_RAW);
    types("SomeONE", "another name", "Name of the character", NEXT_RAW);
    types("bOB", NULL, "Shall the world say", NEXT_RAW);
    types("it", "he, she or they", "Shall the world say", NEXT_RAW);
    types("", NULL, "Name of the character", NEXT_RAW);
    types("Look", "another name", "Name of the character", NEXT_RAW);
    types("bob", NULL, "Shall the world say", NEXT_RAW);
    types("They", "You can be born as one of these: human, half-elf,", "Born to which people", NEXT_RAW);
    types("ogre", "You can be born as", "Born to which people", NEXT_RAW);
    types("Eld ?", "Eldar. The eldar remember", "Born to which people", NEXT_RAW);
    types("help elf", "Elf. Elves have steady hands", "Born to which people", NEXT_RAW);
    types("HELP  elf ?", "Elf. Elves have steady hands", "Born to which people", NEXT_RAW);
    types("help", "You can be born as", "Born to which people", NEXT_RAW);
    types("?", "You can be born as", "Born to which people", NEXT_RAW);
    types("helpelf", "You can be born as", "Born to which people", NEXT_RAW);
    types("eld", "Five paths begin here", "Which path", NEXT_RAW);
    types("help", "Five paths begin here", "Which path", NEXT_RAW);
    types("help mage", "Mage. Mages have read", "Which path", NEXT_RAW);
    types("wizard", "Five paths begin here", "Which path", NEXT_RAW);
    types("pri?", "Priest. ", "Which path", NEXT_RAW);
    feed_give(&feed, line("pri", VERDICT_NONE));
    asks(REGISTRY_NEW_CHARACTER, "adalove", "Bob", "they eldar priest");
    registry_says(REGISTRY_NEW_CHARACTER, REGISTRY_NO, "Taken.\n", false);
    answered("Taken.\n", "Name of the character", NEXT_RAW);
    types("cid", NULL, "Shall the world say", NEXT_RAW);
    types("males", "he, she or they", "Shall the world say", NEXT_RAW);
    types("Male", "You can be born as one of these", "Born to which people", NEXT_RAW);
    types("", "Five paths begin here", "Which path", NEXT_RAW);
    feed_give(&feed, line("", VERDICT_NONE));
    asks(REGISTRY_NEW_CHARACTER, "adalove", "Cid", "he human fighter");
    registry_says(REGISTRY_NEW_CHARACTER, REGISTRY_YES, "Ada\nCid\n", false);
    answered("Active Character: Cid\n", "Your choice: ", NEXT_RAW);
    types("2", NULL, "Do you use a screen reader", NEXT_RAW);
    types("no", NULL, "Name of the character", NEXT_RAW);
    types("eve", NULL, "Shall the world say", NEXT_RAW);
    types("female", "You can be born as one of these", "Born to which people", NEXT_RAW);
    types("human", "Five paths begin here", "Which path", NEXT_RAW);
    feed_give(&feed, line("mage", VERDICT_NONE));
    asks(REGISTRY_NEW_CHARACTER, "adalove", "Eve", "she human mage");
    registry_says(REGISTRY_NEW_CHARACTER, REGISTRY_YES, "Ada\nCid\nEve\n", false);
    answered("Active Character: Eve\n", "Your choice: ", NEXT_RAW);
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
    struct message *reply = feed_take(&feed, MSG_REPLY);
    assert_int_equal(reply->reply.slot->next, NEXT_CLOSE);
    returns_try();                                          /* which nobody will use */
    feed_nothing(&feed);
}

ZONE_THREAD static void test_hangup_at_the_password(void **state)
{
    (void)state;
    struct message *greeting = connects();
    message_free(&greeting);
    names_account();
    struct message *hangup = message_new(MSG_HANGUP);
    hangup->hangup.session = ada;
    feed_give(&feed, hangup);
    returns_try();
    feed_nothing(&feed);
}

/* Who played last is who plays next. */
ZONE_THREAD static void test_news_and_last_active(void **state)
{
    (void)state;
    logs_in("Ada\nBob\n", "Bob");
    answered("Have fun, and tell a friend about us!\n", pause, NEXT_RAW);
    const char *last = strstr(text_bytes(slot.reply), "Have fun, and tell a friend about us!\n");
    assert_string_equal(last, "Have fun, and tell a friend about us!\n");
    assert_string_equal(text_bytes(slot.prompt), pause);
    types("1", "Active Character: Bob\nYour characters: Ada, Bob\n", "Your choice: ", NEXT_RAW);   /* nothing else was asked */
    feed_give(&feed, line("1", VERDICT_NONE));
    asks(REGISTRY_ENTER, "adalove", "Bob", NULL);
    registry_says(REGISTRY_ENTER, REGISTRY_YES, NULL, false);
}

ZONE_THREAD static void test_delete(void **state)
{
    (void)state;
    reaches_menu("Ada\nBob\n");
    answered("Active Character: Ada\n", "Your choice: ", NEXT_RAW);
    types("4", "Delete whom?", "Your choice: ", NEXT_RAW);
    types("4 Cid", "no character of that name", "Your choice: ", NEXT_RAW);
    types("4 aDA", "Ada would be gone for good", "Type the name once more", NEXT_RAW);
    types("", "Ada stays.\n", "Your choice: ", NEXT_RAW);
    types("4 ada", "Ada would be gone", "Type the name once more", NEXT_RAW);
    types("bob", "Ada stays.\n", "Your choice: ", NEXT_RAW);
    types("4 ada", "Ada would be gone", "Type the name once more", NEXT_RAW);
    feed_give(&feed, line("ada", VERDICT_NONE));
    asks(REGISTRY_DELETE_CHARACTER, "adalove", "Ada", NULL);
    registry_says(REGISTRY_DELETE_CHARACTER, REGISTRY_NO, "She plays.\n", false);
    answered("She plays.\n", "Your choice: ", NEXT_RAW);
    types("4 ada", "Ada would be gone", "Type the name once more", NEXT_RAW);
    feed_give(&feed, line("ADA", VERDICT_NONE));
    asks(REGISTRY_DELETE_CHARACTER, "adalove", "Ada", NULL);
    registry_says(REGISTRY_DELETE_CHARACTER, REGISTRY_YES, "Bob\n", false);
    answered("Ada is no more.\n\nActive Character: Bob\n", "Your choice: ", NEXT_RAW);
    types("4 bob", "Bob would be gone", "Type the name once more", NEXT_RAW);
    feed_give(&feed, line("bob", VERDICT_NONE));
    asks(REGISTRY_DELETE_CHARACTER, "adalove", "Bob", NULL);
    registry_says(REGISTRY_DELETE_CHARACTER, REGISTRY_YES, "", false);
    answered("Bob is no more.\n\nActive Character: none yet\n", "Your choice: ", NEXT_RAW);
}

/* The hash is asked for anew, and the try that comes with it given back, or used up. */
ZONE_THREAD static void asks_old_password(void)
{
    feed_give(&feed, line("5", VERDICT_NONE));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered(NULL, "The password as it is now", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "hash");
}

ZONE_THREAD static void test_change_password(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    asks_old_password();
    feed_give(&feed, line("", VERDICT_WRONG));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_YES, "hash", false);
    answered("Wrong password.\n", "The password as it is now", NEXT_SECRET_CHECK);
    feed_give(&feed, line("", VERDICT_EMPTY));
    returns_try();
    answered("stays as it was", "Your choice: ", NEXT_RAW);
    asks_old_password();
    feed_give(&feed, line("", VERDICT_RIGHT));
    returns_try();
    answered(NULL, "The new password", NEXT_SECRET_NEW);
    secret(VERDICT_UNFIT, "too short", "The new password", NEXT_SECRET_NEW);
    snprintf(slot.secret, sizeof slot.secret, "newhash");
    secret(VERDICT_NEW, NULL, "Type it once more: ", NEXT_SECRET_CHECK);
    assert_string_equal(text_bytes(slot.next_secret), "newhash");
    secret(VERDICT_WRONG, "not the same", "The new password", NEXT_SECRET_NEW);
    secret(VERDICT_NEW, NULL, "Type it once more: ", NEXT_SECRET_CHECK);
    feed_give(&feed, line("", VERDICT_RIGHT));
    asks(REGISTRY_NEW_PASSWORD, "adalove", "", "newhash");
    registry_says(REGISTRY_NEW_PASSWORD, REGISTRY_AWAY, NULL, false);
    answered("nothing was changed", "Your choice: ", NEXT_RAW);
    asks_old_password();
    feed_give(&feed, line("", VERDICT_RIGHT));
    returns_try();
    answered(NULL, "The new password", NEXT_SECRET_NEW);
    secret(VERDICT_EMPTY, "stays as it was", "Your choice: ", NEXT_RAW);
    asks_old_password();
    secret(VERDICT_BUSY, "Too many people", "The password as it is now", NEXT_SECRET_CHECK);
    feed_give(&feed, line("", VERDICT_WRONG));
    asks(REGISTRY_FIND_ACCOUNT, "adalove", "", NULL);
    registry_says(REGISTRY_FIND_ACCOUNT, REGISTRY_WAIT, NULL, false);
    answered("Wrong password.\nToo many wrong", "Your choice: ", NEXT_RAW);
    asks_old_password();
    feed_give(&feed, line("", VERDICT_WRONG));              /* the third, counted with those at the door */
    answered("one time too many", NULL, NEXT_CLOSE);
}

ZONE_THREAD static void test_token(void **state)
{
    (void)state;
    reaches_menu("Ada\n");
    answered("Active", "Your choice: ", NEXT_RAW);
    types("6", "logs this account in once", "Press ENTER to be shown", NEXT_TOKEN);
    assert_string_equal(text_bytes(slot.next_secret), "adalove");
    secret(VERDICT_BUSY, "Too many people", "Your choice: ", NEXT_RAW);
    assert_null(slot.next_secret);
    for (unsigned try = 0; try < 2; try++) {
        types("6", "logs this account in once", "Press ENTER to be shown", NEXT_TOKEN);
        snprintf(slot.secret, sizeof slot.secret, "tokenhash");
        feed_give(&feed, line("", VERDICT_NEW));
        asks(REGISTRY_NEW_TOKEN, "adalove", "", "tokenhash");
        registry_says(REGISTRY_NEW_TOKEN, try == 0 ? REGISTRY_AWAY : REGISTRY_YES, NULL, false);
        if (try == 0)
            answered("nothing was changed", "Your choice: ", NEXT_RAW);
        else
            answered("type `resume` and this token", pause, NEXT_RAW);
        assert_int_equal(slot.show_token, try);             /* only one that is in the store is shown */
    }
    types("", "Active Character: Ada\n", "Your choice: ", NEXT_RAW);
}

/* The secret thread has read `resume adalove-...`. */
ZONE_THREAD static void resumes(void)
{
    snprintf(slot.secret, sizeof slot.secret, "tokenhash");
    feed_give(&feed, line("adaLove", VERDICT_TOKEN));
    asks(REGISTRY_RESUME, "adalove", "", "tokenhash");
}

ZONE_THREAD static void test_resume(void **state)
{
    (void)state;
    struct message *message = connects();
    message_free(&message);
    feed_give(&feed, line("", VERDICT_BUSY));
    answered("Too many people", "Account name: ", NEXT_ACCOUNT);
    feed_give(&feed, line("", VERDICT_TOKEN));
    answered("That is no token.\n", "Account name: ", NEXT_ACCOUNT);
    resumes();
    registry_says(REGISTRY_RESUME, REGISTRY_AWAY, NULL, false);
    answered("nothing was changed", "Account name: ", NEXT_ACCOUNT);
    resumes();
    registry_says(REGISTRY_RESUME, REGISTRY_NO, "Something.\n", false);
    answered("That token is not good, or is no longer.\n", "Account name: ", NEXT_ACCOUNT);
    resumes();
    message = registry_answer(REGISTRY_RESUME, REGISTRY_YES, "Ada\nBob\n", false);
    snprintf(message->answer.name, NAME_SIZE, "Bob");
    feed_give(&feed, message);
    asks(REGISTRY_ENTER, "adalove", "Bob", NULL);
    registry_says(REGISTRY_ENTER, REGISTRY_AWAY, NULL, true);
    answered("nothing was changed", "Your choice: ", NEXT_RAW);   /* logged in all the same */
    types("", "Active Character: Bob\n", "Your choice: ", NEXT_RAW);
    feed_give(&feed, line("1", VERDICT_NONE));
    asks(REGISTRY_ENTER, "adalove", "Bob", NULL);
    registry_says(REGISTRY_ENTER, REGISTRY_YES, NULL, false);
    message = connects();
    message_free(&message);
    resumes();
    registry_says(REGISTRY_RESUME, REGISTRY_YES, NULL, false);    /* nobody to play */
    answered("Active Character: none yet\n", "Your choice: ", NEXT_RAW);
}

/* Tokens are not to be guessed either. */
ZONE_THREAD static void test_wrong_tokens(void **state)
{
    (void)state;
    struct message *message = connects();
    message_free(&message);
    for (int64_t try = 1; try <= feed.options.login_tries; try++) {
        resumes();
        registry_says(REGISTRY_RESUME, REGISTRY_NO, NULL, false);
        bool last = try == feed.options.login_tries;
        answered("not good", last ? NULL : "Account name: ", last ? NEXT_CLOSE : NEXT_ACCOUNT);
    }
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
        cmocka_unit_test_setup_teardown(test_account_must_wait, begin, end),
        cmocka_unit_test_setup_teardown(test_address_must_wait, begin, end),
        cmocka_unit_test_setup_teardown(test_menu, begin, end),
        cmocka_unit_test_setup_teardown(test_news_and_last_active, begin, end),
        cmocka_unit_test_setup_teardown(test_delete, begin, end),
        cmocka_unit_test_setup_teardown(test_change_password, begin, end),
        cmocka_unit_test_setup_teardown(test_token, begin, end),
        cmocka_unit_test_setup_teardown(test_resume, begin, end),
        cmocka_unit_test_setup_teardown(test_wrong_tokens, begin, end),
        cmocka_unit_test_setup_teardown(test_hangup_at_the_password, begin, end),
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
