/* tests/zones/test_tells.c -- one text for many leaves a zone as one message for each net, and nothing overtakes it. */
#include "tests/zones/feed.h"

static struct feed feed;

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, GROUPS);
    thread_role_begin(&zone_role);
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    thread_role_end(&zone_role);
    feed_end(&feed);
    return 0;
}

/* Sessions 1, 2, 3 of net 0, and 11, 12 of net 1. */
static session_id session(unsigned number)
{
    return session_make(number / 10, number % 10, 1);
}

ZONE_THREAD static void tells(struct text *text, const unsigned *numbers, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        zone_tell(feed.zone, session(numbers[at]), text, NULL);
}

static void several_are_told(const char *words, const unsigned *numbers, unsigned count)
{
    struct message *message = message_list_take(&feed.zone->out);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_TELLS);
    assert_int_equal(message->from.number, GROUPS);
    assert_string_equal(text_bytes(message->tells.text), words);
    assert_int_equal(tells_count(&message->tells), count);
    assert_true(session_same(message->tells.session, session(numbers[0])));
    for (unsigned at = 0; at < count; at++)
        assert_true(session_same(tells_session(&message->tells, at), session(numbers[at])));
    message_free(&message);
}

static void one_is_told(const char *words, unsigned number, const char *prompt)
{
    struct message *message = message_list_take(&feed.zone->out);
    assert_non_null(message);
    assert_int_equal(message->type, MSG_TELL);
    assert_true(session_same(message->tell.session, session(number)));
    assert_string_equal(text_bytes(message->tell.text), words);
    assert_string_equal(message->tell.prompt == NULL ? "" : text_bytes(message->tell.prompt), prompt);
    message_free(&message);
}

/* Of each net in the order in which they were told. */
ZONE_THREAD static void test_by_net(void **state)
{
    (void)state;
    struct text *text = text_string("A bell rings.\n");
    tells(text, (const unsigned[]){ 1, 11, 2, 12, 3 }, 5);
    feed_nothing(&feed);
    zone_hearers_told(feed.zone);
    several_are_told("A bell rings.\n", (const unsigned[]){ 1, 2, 3 }, 3);
    several_are_told("A bell rings.\n", (const unsigned[]){ 11, 12 }, 2);
    tells(text, (const unsigned[]){ 1, 2, 11 }, 3);
    zone_hearers_told(feed.zone);
    several_are_told("A bell rings.\n", (const unsigned[]){ 1, 2 }, 2);
    one_is_told("A bell rings.\n", 11, "");
    feed_nothing(&feed);
    text_unref(&text);
}

/* Another text, a prompt, any other message: what was said before goes first. */
ZONE_THREAD static void test_in_order(void **state)
{
    (void)state;
    struct text *first = text_string("One.\n"), *second = text_string("Two.\n"), *prompt = text_string("< Ada > ");
    tells(first, (const unsigned[]){ 1, 2 }, 2);
    tells(second, (const unsigned[]){ 2, 1 }, 2);
    zone_tell(feed.zone, session(3), second, prompt);
    tells(second, (const unsigned[]){ 1 }, 1);
    zone_emit(feed.zone, zone_mail(feed.zone, MSG_LOST, (zone_id){LAND}, NO_ENTITY));
    tells(first, (const unsigned[]){ 3, 2 }, 2);
    zone_send_on(feed.zone, zone_mail(feed.zone, MSG_BECKON, NO_ZONE, NO_ENTITY), (zone_id){LAND});
    several_are_told("One.\n", (const unsigned[]){ 1, 2 }, 2);
    several_are_told("Two.\n", (const unsigned[]){ 2, 1 }, 2);
    one_is_told("Two.\n", 3, "< Ada > ");
    one_is_told("Two.\n", 1, "");
    struct message *message = message_list_take(&feed.zone->out);
    assert_int_equal(message->type, MSG_LOST);
    message_free(&message);
    several_are_told("One.\n", (const unsigned[]){ 3, 2 }, 2);
    message = message_list_take(&feed.zone->out);
    assert_int_equal(message->type, MSG_BECKON);
    message_free(&message);
    feed_nothing(&feed);
    text_unref(&first);
    text_unref(&second);
    text_unref(&prompt);
}

/* Equal words in another text are another text; nobody at all is nobody. */
ZONE_THREAD static void test_which_text(void **state)
{
    (void)state;
    struct text *one = text_string("Again.\n"), *other = text_string("Again.\n");
    zone_tell(feed.zone, NO_SESSION, one, NULL);
    tells(one, (const unsigned[]){ 1 }, 1);
    tells(other, (const unsigned[]){ 1, 2 }, 2);
    text_unref(&one);
    text_unref(&other);
    zone_hearers_told(feed.zone);
    one_is_told("Again.\n", 1, "");
    several_are_told("Again.\n", (const unsigned[]){ 1, 2 }, 2);
    zone_hearers_told(feed.zone);
    feed_nothing(&feed);
}

/* What no input has told yet is told at the end of the next, and a zone may be freed with it. */
ZONE_THREAD static void test_end_of_an_input(void **state)
{
    (void)state;
    struct text *text = text_string("Late.\n");
    tells(text, (const unsigned[]){ 1, 2 }, 2);
    struct message *tick = message_new(MSG_TICK);
    tick->to = feed.zone->id;
    struct input input = { .now = 1, .message = tick };
    zone_apply(feed.zone, &input);
    several_are_told("Late.\n", (const unsigned[]){ 1, 2 }, 2);
    tells(text, (const unsigned[]){ 1, 2 }, 2);
    text_unref(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_by_net, begin, end),
        cmocka_unit_test_setup_teardown(test_in_order, begin, end),
        cmocka_unit_test_setup_teardown(test_which_text, begin, end),
        cmocka_unit_test_setup_teardown(test_end_of_an_input, begin, end),
    };
    return cmocka_run_group_tests_name("tells", tests, NULL, NULL);
}
