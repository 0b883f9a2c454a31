/* tests/core/test_route.c -- mail finds its inbox, also while zones move. */
#include "core/rcu.h"
#include "core/route.h"
#include "core/slot.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
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
enum { SENDERS = 3, MOVES = 60 };
#else
enum { SENDERS = 3, MOVES = 500 };
#endif
enum { ZONES = 8, WORKERS = 2, NETS = 2, MAIL_BETWEEN_MOVES = 200, UNDER_WAY_MAX = 256 };

struct town {
    struct route *route;
    struct mailbox *worker[WORKERS];
    struct mailbox *net[NETS];
    struct mailbox *persist;
    struct mailbox *main;
};

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    rcu_thread_begin();
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    rcu_settle();
    rcu_thread_end();
    return 0;
}

MAIN_THREAD static void town_begin(struct town *town)
{
    town->route = route_new(ZONES);
    for (unsigned i = 0; i < WORKERS; i++) {
        town->worker[i] = mailbox_new("worker");
        route_add_worker(town->route, town->worker[i]);
    }
    for (unsigned i = 0; i < NETS; i++) {
        town->net[i] = mailbox_new("net");
        route_add_net(town->route, town->net[i]);
    }
    town->persist = mailbox_new("persist");
    town->main = mailbox_new("main");
    route_set_persist(town->route, town->persist);
    route_set_main(town->route, town->main);
    unsigned workers[ZONES + 1];
    for (unsigned zone = 0; zone <= ZONES; zone++) {
        workers[zone] = zone % WORKERS;
    }
    route_set_all(town->route, workers, ZONES);
}

MAIN_THREAD static void town_end(struct town *town)
{
    for (unsigned i = 0; i < WORKERS; i++) {
        mailbox_free(&town->worker[i]);
    }
    for (unsigned i = 0; i < NETS; i++) {
        mailbox_free(&town->net[i]);
    }
    mailbox_free(&town->persist);
    mailbox_free(&town->main);
    route_free(&town->route);
    assert_null(town->route);
    route_free(&town->route);
}

/* The one message that is in there. */
static struct message *only(struct mailbox *mailbox)
{
    struct message_list list = {0};
    assert_int_equal(mailbox_drain(mailbox, &list), 1);
    return message_list_take(&list);
}

static void assert_got(struct mailbox *mailbox, enum message_type type)
{
    struct message *message = only(mailbox);
    assert_int_equal(message->type, type);
    message_free(&message);
}

MAIN_THREAD static void test_figures(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    assert_int_equal(route_workers(town.route), WORKERS);
    assert_int_equal(route_nets(town.route), NETS);
    assert_int_equal(route_zones(town.route), ZONES);
    assert_int_equal(route_worker(town.route, (zone_id){3}), 1);
    assert_int_equal(route_worker(town.route, (zone_id){ZONES}), 0);
    route_set(town.route, (zone_id){3}, 0);
    assert_int_equal(route_worker(town.route, (zone_id){3}), 0);
    assert_int_equal(route_worker(town.route, (zone_id){5}), 1);
    town_end(&town);
}

MAIN_THREAD static void test_the_inbox_comes_from_the_type(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    struct pen pen = {.route = town.route, .sender = SENDER_WORKER};

    struct message *message = message_new(MSG_ANSWER);
    message->to = (zone_id){3};
    post(&pen, message);
    assert_got(town.worker[1], MSG_ANSWER);
    message = message_new(MSG_ANSWER);
    message->to = (zone_id){4};
    post(&pen, message);
    assert_got(town.worker[0], MSG_ANSWER);

    post(&pen, message_new(MSG_LOAD));
    assert_got(town.persist, MSG_LOAD);
    post(&pen, message_new(MSG_SHUTDOWN));
    assert_got(town.main, MSG_SHUTDOWN);
    post_worker(&pen, 1, message_new(MSG_HALT));
    assert_got(town.worker[1], MSG_HALT);
    town_end(&town);
}

MAIN_THREAD static void test_net_is_the_session_s(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    struct pen pen = {.route = town.route, .sender = SENDER_WORKER};
    for (unsigned thread = 0; thread < NETS; thread++) {
        session_id session = session_make(thread, 7, 1);
        struct message *message = message_new(MSG_TELL);
        message->tell.session = session;
        post(&pen, message);
        assert_got(town.net[thread], MSG_TELL);
        message = message_new(MSG_PLACE);
        message->place.session = session;
        post(&pen, message);
        assert_got(town.net[thread], MSG_PLACE);
        message = message_new(MSG_CLOSE);
        message->close.session = session;
        post(&pen, message);
        assert_got(town.net[thread], MSG_CLOSE);
        message = message_new(MSG_FACTS);
        message->facts.session = session;
        post(&pen, message);
        assert_got(town.net[thread], MSG_FACTS);

        struct slot slot;
        slot_begin(&slot, session);
        post(&pen, slot_answer(&slot));
        message = only(town.net[thread]);
        assert_ptr_equal(message, &slot.message);
        assert_int_equal(message->type, MSG_REPLY);
    }
    town_end(&town);
}

/* A session from a time with more net threads, read from a record: an answer, no crash. */
MAIN_THREAD static void test_mail_to_a_thread_that_is_not_there(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    struct pen pen = {.route = town.route, .sender = SENDER_WORKER};
    struct message *message = message_new(MSG_TELL);
    message->tell.session = session_make(NETS, 7, 1);
    message->tell.text = text_string("to nobody");
    post(&pen, message);
    struct message_list list = {0};
    for (unsigned i = 0; i < NETS; i++) {
        assert_int_equal(mailbox_drain(town.net[i], &list), 0);
    }
    town_end(&town);
}

MAIN_THREAD static void test_the_pen_signs_and_wakes(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    struct pen pen = {.route = town.route, .sender = SENDER_NET + 1, .epoch = 17};
    assert_true(mailbox_doze(town.persist));
    post(&pen, message_new(MSG_SAVE));
    assert_int_equal(pen.wakes.count, 1);
    pen_rest(&pen);
    assert_int_equal(pen.wakes.count, 0);
    mailbox_awake(town.persist);
    struct message *message = only(town.persist);
    assert_int_equal(message->sender, SENDER_NET + 1);
    assert_int_equal(message->epoch, 17);
    message_free(&message);
    post_worker(&pen, 0, message_new(MSG_RESUME));
    message = only(town.worker[0]);
    assert_int_equal(message->sender, SENDER_NET + 1);
    assert_int_equal(message->epoch, 17);
    message_free(&message);
    town_end(&town);
}

/* -- a zone moves to and fro while senders write to it.  After each move main waits a grace period and
 * posts HANDOVER to the old worker: behind it, nothing for the zone may come any more. */

struct sender {
    pthread_t thread;
    struct route *route;
    uint32_t number;
    uint64_t sent;
};

static atomic_bool moved_enough;              /* until then the senders go on */
static _Atomic uint64_t applied_of[SENDERS];  /* mail is bounded at its source: so much has left the inbox */

static void *send_all(void *started)
{
    struct sender *sender = started;
    struct pen pen = {.route = sender->route, .sender = sender->number};
    rcu_thread_begin();
    while (!atomic_load(&moved_enough)) {
        if (sender->sent - atomic_load(&applied_of[sender->number]) >= UNDER_WAY_MAX) {
            sched_yield();
            continue;
        }
        struct message *message = message_new(MSG_DURABLE);
        message->to = (zone_id){1};
        message->durable.epoch = sender->sent;
        post(&pen, message);
        sender->sent++;
    }
    pen_rest(&pen);
    rcu_thread_end();
    return NULL;
}

/* Two workers in one thread: what each was sent while the zone was its own, applied in order.  Mail for a
 * zone that is on its way is parked until the old worker has met HANDOVER, as real workers do. */
struct mover {
    struct town *town;
    unsigned owner;                   /* who applies the zone's mail */
    struct message_list parked;
    uint64_t next[SENDERS];
    unsigned handovers;
    uint64_t applied;
};

static void apply(struct mover *mover, struct message *message)
{
    assert_true(message->sender < SENDERS);
    assert_int_equal(message->durable.epoch, mover->next[message->sender]);
    mover->next[message->sender]++;
    atomic_store(&applied_of[message->sender], mover->next[message->sender]);
    mover->applied++;
    message_free(&message);
}

static void drain_worker(struct mover *mover, unsigned worker)
{
    struct message_list list = {0};
    mailbox_drain(mover->town->worker[worker], &list);
    struct message *message;
    while ((message = message_list_take(&list)) != NULL) {
        if (message->type == MSG_HANDOVER) {
            assert_int_equal(mover->owner, worker);
            mover->owner = message->handover.worker;
            mover->handovers++;
            message_free(&message);
            while ((message = message_list_take(&mover->parked)) != NULL) {
                apply(mover, message);
            }
        } else if (worker == mover->owner) {
            apply(mover, message);
        } else {
            message_list_add(&mover->parked, message);
        }
    }
}

static void drain_workers(struct mover *mover)
{
    for (unsigned worker = 0; worker < WORKERS; worker++) {
        drain_worker(mover, worker);
    }
}

MAIN_THREAD static void move_zone(struct mover *mover, struct pen *pen)
{
    unsigned from = mover->owner, to = 1 - from;
    route_set(mover->town->route, (zone_id){1}, to);
    drain_worker(mover, to);
    rcu_wait();
    drain_workers(mover);
    struct message *handover = message_new(MSG_HANDOVER);
    handover->handover.zone = (zone_id){1};
    handover->handover.worker = to;
    post_worker(pen, from, handover);
    while (mover->owner == from) {
        drain_workers(mover);
    }
}

MAIN_THREAD static void test_a_zone_moves_under_its_mail(void **state)
{
    (void)state;
    struct town town;
    town_begin(&town);
    struct mover mover = {.town = &town, .owner = route_worker(town.route, (zone_id){1})};
    struct pen pen = {.route = town.route, .sender = SENDER_MAIN};
    struct sender senders[SENDERS];
    for (unsigned i = 0; i < SENDERS; i++) {
        senders[i] = (struct sender){.route = town.route, .number = i};
        assert_int_equal(pthread_create(&senders[i].thread, NULL, send_all, &senders[i]), 0);
    }
    for (unsigned i = 0; i < MOVES; i++) {
        uint64_t enough = mover.applied + MAIL_BETWEEN_MOVES; /* so that each move meets senders at work */
        while (mover.applied < enough) {
            drain_workers(&mover);
        }
        move_zone(&mover, &pen);
    }
    atomic_store(&moved_enough, true);
    for (unsigned i = 0; i < SENDERS; i++) {
        assert_int_equal(pthread_join(senders[i].thread, NULL), 0);
    }
    drain_workers(&mover);
    for (unsigned i = 0; i < SENDERS; i++) {
        assert_int_equal(mover.next[i], senders[i].sent);
    }
    assert_int_equal(mover.parked.length, 0);
    assert_int_equal(mover.handovers, MOVES);
    town_end(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_the_inbox_comes_from_the_type),
        cmocka_unit_test(test_net_is_the_session_s),
        cmocka_unit_test(test_mail_to_a_thread_that_is_not_there),
        cmocka_unit_test(test_the_pen_signs_and_wakes),
        cmocka_unit_test(test_a_zone_moves_under_its_mail),
    };
    return cmocka_run_group_tests_name("route", tests, begin, end);
}
