/* tests/zones/test_login_aloud.c -- the front door as a screen reader's user gets it: greeting, dialogue, news, menu.
 *
 * Login zone, registry and land are the real ones; the store is a list here.  What may be read aloud is in plain.h. */
#include "tests/zones/plain.h"
#include "tests/zones/town.h"

enum { RECORDS_MOST = 40 };

static struct town town;
static struct bytes_writer rendered, second;
static struct { char name[KEY_SIZE]; struct text *content; } records[RECORDS_MOST];
static unsigned record_count;

/* -- the store --------------------------------------------------------------------------------------- */

static struct text **record_place(const char *name)
{
    for (unsigned at = 0; at < record_count; at++)
        if (strcmp(records[at].name, name) == 0)
            return &records[at].content;
    assert_true(record_count < RECORDS_MOST);
    snprintf(records[record_count].name, KEY_SIZE, "%s", name);
    return &records[record_count++].content;
}

static struct message *load(const struct message *request)
{
    struct message *loaded = message_new(MSG_LOADED);
    struct bytes_writer writer = {0};
    const char *names = text_bytes(request->load.names), *end = names + text_length(request->load.names);
    for (; names < end; names += strlen(names) + 1) {
        struct text *content = *record_place(names);
        put_u8(&writer, content != NULL);
        if (content != NULL)
            put_text(&writer, content);
    }
    loaded->loaded.request = request->load.request;
    loaded->loaded.records = bytes_text(&writer);
    bytes_free(&writer);
    return loaded;
}

static struct message *save(const struct message *request)
{
    struct message *saved = message_new(MSG_SAVED);
    struct bytes_reader reader = bytes_read(text_bytes(request->save.records), text_length(request->save.records));
    while (bytes_left(&reader) > 0) {
        char name[KEY_SIZE];
        take_string(&reader, name, sizeof name);
        struct text **place = record_place(name);
        text_unref(place);
        *place = take_text(&reader, 1 << 20);
        assert_false(reader.failed);
    }
    saved->saved.request = request->save.request;
    return saved;
}

/* Until nobody asks the store any more. */
PLAYS_ALL void run(void)
{
    struct message *request;
    town_run(&town);
    while ((request = message_list_take(&town.other)) != NULL) {
        struct message *answer = request->type == MSG_LOAD ? load(request) : request->type == MSG_SAVE ? save(request) : NULL;
        if (answer != NULL) {
            answer->to.number = REGISTRY;
            message_list_add(&town.inbox[REGISTRY], answer);
        }
        message_free(&request);
        town_run(&town);
    }
}

/* -- somebody at the door ---------------------------------------------------------------------------- */

#define SEAT (&town.seats[ADA])

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    for (unsigned at = 0; at < record_count; at++)
        text_unref(&records[at].content);
    memset(records, 0, sizeof records);
    record_count = 0;
    bytes_free(&rendered);
    bytes_free(&second);
    return 0;
}

/* Everything of the last answer, as this client gets it. */
PLAYS_ALL const char *reads(void)
{
    struct look look = look_coloured;
    look.aloud = (SEAT->slot.wishes & WISH_SCREEN_READER) != 0;
    put_bytes(&SEAT->marked, SEAT->prompt, strlen(SEAT->prompt));
    const char *text = plain_render(&look, (const char *)SEAT->marked.bytes, SEAT->marked.length, &rendered);
    const char *where, *fault = look.aloud ? plain_fault(text, &where) : NULL;
    if (fault != NULL)
        fail_msg("%s in:\n%s", fault, where);
    town_reads(&town, ADA);
    return text;
}

PLAYS_ALL void connects(unsigned number, bool reader)
{
    struct message *message = message_new(MSG_CONNECT);
    slot_begin(&SEAT->slot, session_make(1, number, 1));
    SEAT->zone.number = LOGIN;
    SEAT->slot.reader = reader;
    SEAT->slot.wishes = reader ? WISH_SCREEN_READER : 0;    /* net has heard it by then */
    SEAT->slot.next = NEXT_ACCOUNT;
    SEAT->prompt[0] = '\0';
    message->to.number = LOGIN;
    message->connect.session = SEAT->slot.session;
    message->connect.address = text_string("192.0.2.7");
    message_list_add(&town.inbox[LOGIN], message);
    run();
    assert_non_null(strstr(reads(), "Enter your account name."));
}

/* Of passwords only the verdict comes here. */
PLAYS_ALL const char *types(const char *line)
{
    struct slot *slot = &SEAT->slot;
    slot->verb = VERB_RAW;
    slot->verdict = slot->next == NEXT_SECRET_NEW || slot->next == NEXT_TOKEN ? VERDICT_NEW
                    : slot->next == NEXT_SECRET_CHECK                         ? VERDICT_RIGHT
                                                                              : VERDICT_NONE;
    snprintf(slot->secret, sizeof slot->secret, "%s", slot->verdict == VERDICT_NEW ? "hash" : "");
    snprintf(slot->line, sizeof slot->line, "%s", line);
    slot->sequence++;
    SEAT->waiting = true;
    message_list_add(&town.inbox[SEAT->zone.number], slot_ask(slot, SEAT->zone));
    run();
    assert_false(SEAT->waiting);
    return reads();
}

#define READS(line, words) assert_non_null(strstr(types(line), words))
#define PLAIN() ((SEAT->slot.wishes & WISH_SCREEN_READER) != 0)

PLAYS_ALL void makes_account(void)
{
    READS("", "Illegal account name. ");
    assert_string_equal(SEAT->prompt, "Account name: ");
    READS("x1", "Illegal account name. ");
    READS("fay", "There is no account named Fay yet.");
    READS("perhaps", "Please answer yes or no.");
    READS("yes", "Choose a password");
    READS("secret", "Type it once more");
    READS("secret", "Your choice:");
}

/* Every corner of the menu, and back. */
PLAYS_ALL void walks_the_menu(void)
{
    READS("dance", "none of the choices");
    READS("3 nobody", "no character of that name");
    READS("4 fay", "would be gone for good");
    READS("", "Fay stays.");
    READS("5", "The password as it is now");
    READS("secret", "The new password");
    READS("secret", "Type it once more");
    READS("secret", "the new password is asked for");
    READS("6", "A token logs this account in once");
    READS("", "PRESS ENTER");
    READS("", "Active Character: Fay");
}

/* The client says so: plain from the first line on, and nobody asks. */
PLAYS_ALL void test_by_the_client(void **state)
{
    (void)state;
    connects(20, true);
    makes_account();
    READS("1", "There is no character to play yet");
    READS("2", "Name of the character");
    READS("self", "something else");
    READS("fay", "he, she or they?");
    READS("it", "Please answer he, she or they.");
    READS("she", "A name with a ? behind it, as in `elf ?`, tells about them.\nBorn to which people");
    READS("human", "Which path");
    READS("mage", "Fay is ready to enter the game.");
    walks_the_menu();
    READS("1", "The Temple\nIt is bare.\nExits: north, south, east by the open iron gate.\n");
    assert_int_equal(SEAT->slot.wishes, WISH_SCREEN_READER); /* his client's word, not his own */
}

/* He says so himself when he makes a character: plain from then on, and at the next connection from the menu on. */
PLAYS_ALL void test_by_himself(void **state)
{
    (void)state;
    connects(20, false);
    makes_account();
    assert_false(PLAIN());
    READS("2", "Do you use a screen reader, yes or no (ENTER: no)?");
    READS("maybe", "Please answer yes or no.");
    assert_false(PLAIN());
    READS("Yes", "Name of the character");
    assert_true(PLAIN());
    READS("fay", "he, she or they?");
    READS("they", "Born to which people");
    READS("", "Which path");
    READS("", "Fay is ready to enter the game.");
    walks_the_menu();
    READS("1", "The Temple\n");
    assert_int_equal(SEAT->slot.wishes, WISH_SCREEN_READER | WISH_SETTLED);
    connects(21, false);
    READS("fay", "ENTER aborts");
    assert_false(PLAIN());
    READS("secret", "Have fun, and tell a friend about us!\nPRESS ENTER");
    assert_true(PLAIN());
    READS("", "1: enter the game.\n2: create a character.\n");
    READS("2", "Name of the character");                     /* it is known */
    READS("gus", "he, she or they?");
    READS("he", "Born to which people");
    READS("", "Which path");
    READS("", "Gus is ready to enter the game.");
}

/* No is the default, and the menu is drawn for the eyes; whoever listens hears the same words. */
PLAYS_ALL void test_not_at_all(void **state)
{
    (void)state;
    char word[64];
    connects(20, false);
    makes_account();
    READS("2", "Do you use a screen reader");
    READS("", "Name of the character");
    READS("fay", "he, she or they?");
    READS("he", "Born to which people");
    READS("", "Which path");
    READS("", "  1         enter the game\n");
    assert_false(PLAIN());
    put_bytes(&second, "", 0);
    types("dance");
    put_bytes(&second, rendered.bytes, rendered.length);
    SEAT->slot.reader = true;                                /* his client says so only now */
    assert_false(plain_lost_word((const char *)second.bytes, types("dance"), word));
    assert_true(PLAIN());
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_by_the_client), ONE(test_by_himself), ONE(test_not_at_all) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
