/* tests/core/test_mailbox.c -- nothing is lost, nothing overtakes, and nobody sleeps over mail. */
#include "core/mailbox.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ThreadSanitizer is some ten times slower; the races are the same. */
#if defined(__SANITIZE_THREAD__)
#define SLOWED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SLOWED 1
#endif
#endif

#ifdef SLOWED
enum { SENDERS = 4, MESSAGES = 10000 };
#else
enum { SENDERS = 4, MESSAGES = 200000 };
#endif

enum { LOST_AFTER_MS = 60000 }; /* far beyond any scheduling: a wake-up that late was lost */

static struct message *numbered(uint32_t sender, uint64_t number)
{
    struct message *message = message_new(MSG_DURABLE);
    message->sender = sender;
    message->durable.epoch = number;
    return message;
}

static bool readable(struct mailbox *mailbox)
{
    struct pollfd wake = {.fd = mailbox_fd(mailbox), .events = POLLIN};
    return poll(&wake, 1, 0) == 1;
}

static void test_post_and_drain(void **state)
{
    (void)state;
    struct mailbox *mailbox = mailbox_new("test");
    struct message_list list = {0};
    struct wakes wakes = {0};
    assert_int_equal(mailbox_drain(mailbox, &list), 0);
    for (uint64_t i = 0; i < 10; i++) {
        mailbox_post(mailbox, numbered(0, i), &wakes);
    }
    assert_int_equal(wakes.count, 0); /* the owner is awake */
    assert_int_equal(mailbox_drain(mailbox, &list), 10);
    mailbox_post(mailbox, numbered(0, 10), &wakes);
    assert_int_equal(mailbox_drain(mailbox, &list), 1); /* behind what the list holds */
    for (uint64_t i = 0; i < 11; i++) {
        struct message *message = message_list_take(&list);
        assert_int_equal(message->durable.epoch, i);
        message_free(&message);
    }
    mailbox_free(&mailbox);
    assert_null(mailbox);
    mailbox_free(&mailbox);
}

static void test_free_frees_what_is_inside(void **state)
{
    (void)state;
    struct mailbox *mailbox = mailbox_new("test");
    struct wakes wakes = {0};
    struct message *message = message_new(MSG_TELL);
    message->tell.text = text_string("nobody reads this");
    mailbox_post(mailbox, message, &wakes);
    mailbox_post(mailbox, numbered(0, 1), &wakes);
    mailbox_free(&mailbox);
}

static void test_only_a_dozing_owner_is_woken_once(void **state)
{
    (void)state;
    struct mailbox *mailbox = mailbox_new("test");
    struct message_list list = {0};
    struct wakes wakes = {0};
    assert_true(mailbox_doze(mailbox));
    mailbox_post(mailbox, numbered(0, 1), &wakes);
    assert_int_equal(wakes.count, 1);
    assert_false(readable(mailbox)); /* not before the end of the sender's turn */
    mailbox_post(mailbox, numbered(0, 2), &wakes);
    assert_int_equal(wakes.count, 1);
    wakes_send(&wakes);
    assert_int_equal(wakes.count, 0);
    assert_true(readable(mailbox));
    mailbox_awake(mailbox);
    assert_false(readable(mailbox));
    assert_false(mailbox_doze(mailbox)); /* there is mail */
    mailbox_post(mailbox, numbered(0, 3), &wakes);
    assert_int_equal(wakes.count, 0); /* it was told not to sleep */
    assert_int_equal(mailbox_drain(mailbox, &list), 3);
    assert_true(mailbox_doze(mailbox));
    mailbox_awake(mailbox);
    message_list_free(&list);
    mailbox_free(&mailbox);
}

/* The owner woke by itself and dozed again while the first sender's turn still lasts. */
static void test_one_wake_for_each_owner(void **state)
{
    (void)state;
    struct mailbox *mailbox = mailbox_new("test");
    struct message_list list = {0};
    struct wakes wakes = {0};
    for (unsigned i = 0; i < 3; i++) {
        assert_true(mailbox_doze(mailbox));
        mailbox_post(mailbox, numbered(0, i), &wakes);
        mailbox_awake(mailbox);
        assert_int_equal(mailbox_drain(mailbox, &list), 1);
    }
    assert_int_equal(wakes.count, 1);
    message_list_free(&list);
    mailbox_free(&mailbox);
}

static void test_too_many_owners_are_woken_at_once(void **state)
{
    (void)state;
    struct mailbox *mailboxes[WAKES_MAX + 2];
    struct wakes wakes = {0};
    for (unsigned i = 0; i < WAKES_MAX + 2; i++) {
        mailboxes[i] = mailbox_new("test");
        assert_true(mailbox_doze(mailboxes[i]));
        mailbox_post(mailboxes[i], numbered(0, i), &wakes);
        assert_int_equal(readable(mailboxes[i]), i >= WAKES_MAX);
    }
    assert_int_equal(wakes.count, WAKES_MAX);
    wakes_send(&wakes);
    for (unsigned i = 0; i < WAKES_MAX + 2; i++) {
        assert_true(readable(mailboxes[i]));
        mailbox_free(&mailboxes[i]);
    }
}

static void test_sleep_ends_by_itself_or_by_mail(void **state)
{
    (void)state;
    struct mailbox *mailbox = mailbox_new("test");
    struct message_list list = {0};
    struct wakes wakes = {0};
    mailbox_sleep(mailbox, 0);
    mailbox_sleep(mailbox, 2);
    mailbox_post(mailbox, numbered(0, 1), &wakes);
    mailbox_sleep(mailbox, -1); /* would hang if it slept over mail */
    assert_int_equal(mailbox_drain(mailbox, &list), 1);
    message_list_free(&list);
    mailbox_free(&mailbox);
}

struct sender {
    pthread_t thread;
    struct mailbox *mailbox;
    uint32_t number;
    unsigned messages;
    unsigned turn;         /* messages between two wakes_send() */
};

static void *send_all(void *started)
{
    struct sender *sender = started;
    struct wakes wakes = {0};
    for (unsigned i = 0; i < sender->messages; i++) {
        mailbox_post(sender->mailbox, numbered(sender->number, i), &wakes);
        if (i % sender->turn == sender->turn - 1) {
            wakes_send(&wakes);
            if (i % 997 == 0) {
                sched_yield();
            }
        }
    }
    wakes_send(&wakes);
    return NULL;
}

/* Sleeps as an epoll owner does; false when a wake-up was lost. */
static bool sleep_in_poll(struct mailbox *mailbox)
{
    if (!mailbox_doze(mailbox)) {
        return true;
    }
    struct pollfd wake = {.fd = mailbox_fd(mailbox), .events = POLLIN};
    bool woken = poll(&wake, 1, LOST_AFTER_MS) == 1;
    mailbox_awake(mailbox);
    return woken;
}

static unsigned check_order(struct message_list *list, uint64_t next[SENDERS])
{
    unsigned taken = 0;
    struct message *message;
    while ((message = message_list_take(list)) != NULL) {
        assert_true(message->sender < SENDERS);
        assert_int_equal(message->durable.epoch, next[message->sender]);
        next[message->sender]++;
        taken++;
        message_free(&message);
    }
    return taken;
}

static void run_senders(unsigned messages, unsigned turn, bool in_poll)
{
    struct mailbox *mailbox = mailbox_new("test");
    struct sender senders[SENDERS];
    for (unsigned i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.mailbox = mailbox, .number = i, .messages = messages, .turn = turn};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_all, &senders[i]), 0);
    }
    struct message_list list = {0};
    uint64_t next[SENDERS] = {0};
    for (unsigned taken = 0; taken < SENDERS * messages;) {
        if (mailbox_drain(mailbox, &list) > 0) {
            taken += check_order(&list, next);
        } else if (in_poll) {
            assert_true(sleep_in_poll(mailbox));
        } else {
            mailbox_sleep(mailbox, -1);
        }
    }
    for (unsigned i = 0; i < SENDERS; i++) {
        assert_int_equal(pthread_join(senders[i].thread, NULL), 0);
        assert_int_equal(next[i], messages);
    }
    assert_int_equal(mailbox_drain(mailbox, &list), 0);
    mailbox_free(&mailbox);
}

static void test_many_senders_and_a_sleeper(void **state)
{
    (void)state;
    run_senders(MESSAGES, 64, false);
}

static void test_many_senders_and_an_epoll_owner(void **state)
{
    (void)state;
    run_senders(MESSAGES / 8, 16, true);
}

/* One message a turn, so that the owner goes to sleep nearly every time. */
static void test_short_turns(void **state)
{
    (void)state;
    run_senders(MESSAGES / 40, 1, true);
}

struct player {
    struct mailbox *mine;
    struct mailbox *other;
    unsigned rounds;
};

/* Waits for the ball, throws it back: each throw meets an owner about to sleep. */
static void *play(void *started)
{
    struct player *player = started;
    struct wakes wakes = {0};
    for (unsigned round = 0; round < player->rounds; round++) {
        struct message_list list = {0};
        while (mailbox_drain(player->mine, &list) == 0) {
            mailbox_sleep(player->mine, -1);
        }
        mailbox_post(player->other, message_list_take(&list), &wakes);
        wakes_send(&wakes);
    }
    return NULL;
}

static void test_ping_pong(void **state)
{
    (void)state;
    struct mailbox *here = mailbox_new("here");
    struct mailbox *there = mailbox_new("there");
    struct player one = {here, there, MESSAGES / 40}, two = {there, here, MESSAGES / 40};
    struct wakes wakes = {0};
    mailbox_post(here, numbered(0, 0), &wakes);
    pthread_t threads[2];
    assert_int_equal(pthread_create(&threads[0], NULL, play, &one), 0);
    assert_int_equal(pthread_create(&threads[1], NULL, play, &two), 0);
    assert_int_equal(pthread_join(threads[0], NULL), 0);
    assert_int_equal(pthread_join(threads[1], NULL), 0);
    struct message_list list = {0};
    assert_int_equal(mailbox_drain(here, &list), 1);
    message_list_free(&list);
    mailbox_free(&here);
    mailbox_free(&there);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_post_and_drain),
        cmocka_unit_test(test_free_frees_what_is_inside),
        cmocka_unit_test(test_only_a_dozing_owner_is_woken_once),
        cmocka_unit_test(test_one_wake_for_each_owner),
        cmocka_unit_test(test_too_many_owners_are_woken_at_once),
        cmocka_unit_test(test_sleep_ends_by_itself_or_by_mail),
        cmocka_unit_test(test_many_senders_and_a_sleeper),
        cmocka_unit_test(test_many_senders_and_an_epoll_owner),
        cmocka_unit_test(test_short_turns),
        cmocka_unit_test(test_ping_pong),
    };
    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
