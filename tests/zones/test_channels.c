/* tests/zones/test_channels.c -- a channel's lines: their order and numbers, who reads them, what is kept. */
#include "tests/zones/feed.h"
#include "zones/channels.h"

static struct feed feed;
static struct channel_proto protos[] = {
    { .name = "gossip", .number = 0, .line = "<Gossip: {name}> '{text}'" },
    { .name = "code", .number = 9, .line = "{{Code: {name}}} '{text}'" },
};
static struct book book = { .channels = protos, .channel_count = 2 };
static struct slot slots[2];
static const char *const names[] = { "Ada", "Bob" };
enum { ADA, BOB, CID, HISTORY = 4 };

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, GROUPS);
    zone_free(&feed.zone);
    feed.setting.book = &book;
    feed.setting.channels_count = 1;
    feed.options.text_history_lines = HISTORY;
    setting_number(&feed.setting);
    assert_int_equal(feed.setting.zones, CHANNELS);
    assert_int_equal(zone_kind_of(&feed.setting, (zone_id){CHANNELS}), ZONE_CHANNELS);
    feed.zone = zone_new(&feed.setting, (zone_id){CHANNELS});
    assert_string_equal(feed.zone->key, "channels.1");
    for (unsigned at = 0; at < 2; at++)
        slot_begin(&slots[at], (session_id){100 + at});
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    message_list_free(&feed.zone->out);
    for (unsigned at = 0; at < 2; at++) {
        text_unref(&slots[at].reply);
        text_unref(&slots[at].prompt);
    }
    feed_end(&feed);
    return 0;
}

/* Applied with these listeners: sessions 100 and up. */
ZONE_THREAD static void give(struct message *message, unsigned listeners)
{
    enum lookup_kind kind = zone_lookup(feed.zone, message);
    assert_int_equal(kind, message->channel_ask.request == CHANNEL_SPEAK ? LOOKUP_SESSIONS : LOOKUP_NOTHING);
    struct input input = { .now = ++feed.now, .message = message };
    input.lookup.hearers = memory_get((listeners + 1) * sizeof(struct hearer));
    for (unsigned at = 0; at < listeners; at++)
        input.lookup.hearers[at] = (struct hearer){ { 100 + at }, at == CID };  /* he is a keeper */
    input.lookup.hearer_count = listeners;
    zone_apply(feed.zone, &input);
}

static struct message *asking(enum channel_request request, unsigned who, unsigned channel, unsigned count, const char *words)
{
    struct message *ask = feed_message(MSG_CHANNEL_ASK, LAND);
    ask->channel_ask.request = (uint8_t)request;
    ask->channel_ask.channel = (uint8_t)channel;
    ask->channel_ask.speaker = (entity_id){7, LAND, who + 1};
    snprintf(ask->channel_ask.name, NAME_SIZE, "%s", names[who]);
    snprintf(ask->channel_ask.account, NAME_SIZE, "%s's", names[who]);
    ask->channel_ask.count = count;
    ask->channel_ask.words = words == NULL ? NULL : text_string(words);
    ask->channel_ask.slot = &slots[who];
    return ask;
}

/* The next emission answers him so. */
static void answered(unsigned who, const char *words)
{
    struct message *reply = feed_take(&feed, MSG_REPLY);
    assert_ptr_equal(reply->reply.slot, &slots[who]);
    assert_string_equal(slots[who].reply == NULL ? "" : text_bytes(slots[who].reply), words);
    assert_int_equal(slots[who].zone.number, 0);            /* where he is by now is not the channel's to say */
    assert_int_equal(slots[who].next, NEXT_COMMAND);
    assert_int_equal(slots[who].who.counter, who + 1);
    assert_null(slots[who].prompt);
    text_unref(&slots[who].reply);
}

static void told(unsigned session, const char *words)
{
    struct message *tell = feed_take(&feed, MSG_TELL);
    assert_int_equal(tell->tell.session.number, session);
    assert_string_equal(text_bytes(tell->tell.text), words);
    message_free(&tell);
}

ZONE_THREAD static void speaks(unsigned who, const char *words)
{
    give(asking(CHANNEL_SPEAK, who, 0, 0, words), 3);
    message_list_free(&feed.zone->out);
    text_unref(&slots[who].reply);
}

ZONE_THREAD static void reviews(unsigned who, unsigned count, const char *ignored, const char *words)
{
    give(asking(CHANNEL_REVIEW, who, 0, count, ignored), 0);
    answered(who, words);
    feed_nothing(&feed);
}

#define LINE(number, name, words) number ": \001n<Gossip: " name "> '" words "'\001n\n"

ZONE_THREAD static void test_speaking(void **state)
{
    (void)state;
    give(asking(CHANNEL_SPEAK, BOB, 0, 0, "ho {name}"), 3);
    told(100, "\001n<Gossip: Bob> 'ho {name}'\001n\n");
    told(102, "\001n<Gossip: Bob (Bob's)> 'ho {name}'\001n\n");     /* 101 is his own: he reads it as the answer */
    answered(BOB, "\001n<Gossip: Bob> 'ho {name}'\001n\n");
    feed_nothing(&feed);
    give(asking(CHANNEL_SPEAK, ADA, 9, 0, "x"), 0);
    answered(ADA, "\001n{Code: Ada} 'x'\001n\n");
    reviews(ADA, 10, NULL, LINE("1", "Bob", "ho {name}"));
}

ZONE_THREAD static void test_numbers(void **state)
{
    (void)state;
    reviews(ADA, 10, NULL, "Nothing has been said on gossip lately.\n");
    speaks(ADA, "a");
    speaks(BOB, "b");
    speaks(ADA, "c");
    reviews(BOB, 10, NULL, LINE("1", "Ada", "a") LINE("2", "Bob", "b") LINE("3", "Ada", "c"));
    speaks(BOB, "d");
    speaks(ADA, "e");
    speaks(BOB, "f");
    reviews(BOB, 10, NULL, LINE("3", "Ada", "c") LINE("4", "Bob", "d") LINE("5", "Ada", "e") LINE("6", "Bob", "f"));
    reviews(ADA, 2, NULL, LINE("5", "Ada", "e") LINE("6", "Bob", "f"));
    reviews(ADA, 10, "bob\n", LINE("3", "Ada", "c") LINE("5", "Ada", "e"));
    reviews(ADA, 10, "ada\nbob\n", "Nothing has been said on gossip lately.\n");
}

ZONE_THREAD static void test_strange(void **state)
{
    (void)state;
    struct message *news = asking(CHANNEL_SPEAK, ADA, 0, 0, "cheese rises");
    news->channel_ask.slot = NULL;                          /* nobody's command: everybody is told */
    give(news, 1);
    told(100, "\001n<Gossip: Ada> 'cheese rises'\001n\n");
    feed_nothing(&feed);
    give(asking(CHANNEL_SPEAK, ADA, 5, 0, "x"), 1);         /* no such channel: the slot comes back all the same */
    answered(ADA, "");
    give(asking(CHANNEL_REVIEW, ADA, 9, 0, NULL), 0);
    answered(ADA, "Nothing has been said on code lately.\n");
    feed_give(&feed, asking(77, ADA, 0, 0, NULL));
    answered(ADA, "");
    feed_give(&feed, feed_message(MSG_VITALS, LAND));
    feed_nothing(&feed);
}

MAIN_THREAD ZONE_THREAD static void test_no_history(void **state)
{
    (void)state;
    zone_free(&feed.zone);
    feed.options.text_history_lines = 0;
    feed.zone = zone_new(&feed.setting, (zone_id){CHANNELS});
    speaks(ADA, "a");
    reviews(ADA, 10, NULL, "Nothing has been said on gossip lately.\n");
    zone_free(&feed.zone);
    feed.setting.book = NULL;                               /* a world without texts */
    feed.zone = zone_new(&feed.setting, (zone_id){CHANNELS});
    give(asking(CHANNEL_SPEAK, ADA, 0, 0, "x"), 1);
    answered(ADA, "");
}

MAIN_THREAD ZONE_THREAD static void test_bytes(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 7; at++)
        speaks(at % 2, (const char[]){(char)('a' + at), '\0'});
    feed_damage(&feed);
    struct zone *copy = feed_copy(&feed);
    zone_free(&feed.zone);
    feed.zone = copy;
    speaks(ADA, "h");
    reviews(ADA, 3, NULL, LINE("6", "Bob", "f") LINE("7", "Ada", "g") LINE("8", "Ada", "h"));
}

static void test_whose(void **state)
{
    (void)state;
    struct setting setting = { .channels_first = {10}, .channels_count = 3 };
    unsigned seen = 0;
    for (unsigned at = 0; at < 26; at++) {
        zone_id zone = setting_channels(&setting, (const char[]){(char)('a' + at), 'x', '\0'});
        assert_true(zone.number >= 10 && zone.number < 13);
        seen |= 1u << (zone.number - 10);
    }
    assert_int_equal(seen, 7);
    setting.channels_count = 0;
    assert_int_equal(setting_channels(&setting, "gossip").number, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_speaking, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers, begin, end),
        cmocka_unit_test_setup_teardown(test_strange, begin, end),
        cmocka_unit_test_setup_teardown(test_no_history, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes, begin, end),
        cmocka_unit_test(test_whose),
    };
    return cmocka_run_group_tests_name("channels", tests, NULL, NULL);
}
