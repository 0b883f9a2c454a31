/* tests/core/test_crew.c -- workers come when no cut is open, and go when nothing is theirs any more. */
#include "core/crew.h"

#include "tests/core/switchboard.h"

static struct crew *crew;
static unsigned begun, ended, spread, refuse_from;
static uint64_t begun_at;

MAIN_THREAD static bool worker_begins(void *who, unsigned worker, uint64_t epoch)
{
    (void)who;
    if (worker >= refuse_from)
        return false;
    route_know_worker(route, worker, workers[worker]);
    begun++;
    begun_at = epoch;
    return true;
}

MAIN_THREAD static void worker_ends(void *who, unsigned worker)
{
    (void)who;
    assert_int_equal(worker, route_workers(route) - 1 - ended);
    post_worker(&pen, worker, message_new(MSG_STOP));
    ended++;
}

/* What must go goes to worker 0. */
MAIN_THREAD static void zones_spread(void *who, unsigned count)
{
    (void)who;
    spread++;
    for (uint32_t zone = 1; zone <= ZONES; zone++)
        if (route_worker(route, (zone_id){zone}) >= count)
            mover_ask(mover, (zone_id){zone}, 0);
}

MAIN_THREAD static int begin_with(unsigned count)
{
    static const struct crew_calls calls = { .begin = worker_begins, .end = worker_ends, .spread = zones_spread };
    begun = ended = spread = 0;
    refuse_from = WORKERS_MOST;
    unsigned owners[ZONES + 1] = {0};
    for (unsigned zone = 1; zone <= ZONES; zone++)
        owners[zone] = zone % count;
    switchboard_open(count, owners);
    crew = crew_new(&pen, mover, &calls, NULL);
    return 0;
}

MAIN_THREAD static int begin_one(void **state)
{
    (void)state;
    return begin_with(1);
}

MAIN_THREAD static int begin_two(void **state)
{
    (void)state;
    return begin_with(2);
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    crew_free(&crew);
    switchboard_close();
    return 0;
}

/* How many of that type are in that inbox; all of it is taken out. */
static unsigned has(struct mailbox *box, enum message_type type)
{
    struct message_list mail = {0};
    struct message *message;
    unsigned count = 0;
    mailbox_drain(box, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        count += message->type == type;
        message_free(&message);
    }
    return count;
}

MAIN_THREAD static void persist_is_ready(unsigned count, uint64_t epoch)
{
    struct message *ready = message_new(MSG_CREW_READY);
    ready->crew_ready.workers = count;
    ready->crew_ready.epoch = epoch;
    assert_true(crew_mail(crew, ready));
    crew_step(crew);
}

MAIN_THREAD static void all_move(unsigned count)
{
    for (unsigned at = 0; at < count; at++) {
        struct message *moved = message_new(MSG_MOVED);
        moved->moved.zone.number = 1;
        assert_true(mover_mail(mover, moved));
        crew_step(crew);
    }
}

MAIN_THREAD static void test_more(void **state)
{
    (void)state;
    crew_set(crew, 3);
    assert_int_equal(has(persist, MSG_CREW_ASK), 1);
    assert_int_equal(begun, 0);                         /* a cut may be open */
    assert_int_equal(route_workers(route), 1);
    persist_is_ready(3, 17);
    assert_int_equal(begun, 2);
    assert_int_equal(begun_at, 17);
    assert_int_equal(route_workers(route), 3);
    assert_int_equal(has(persist, MSG_CREW_DONE), 1);
    assert_int_equal(spread, 1);
    assert_false(crew_changing(crew));
}

MAIN_THREAD static void test_fewer(void **state)
{
    (void)state;
    crew_set(crew, 1);
    assert_int_equal(spread, 1);
    assert_int_equal(has(persist, MSG_CREW_ASK), 0);    /* zones 1 and 3 are worker 1's */
    struct message *wish = message_new(MSG_MOVE_ZONE);
    wish->move_zone = (struct msg_move_zone){ .zone = {2}, .worker = 1, .session = session_make(0, 0, 1) };
    assert_true(mover_mail(mover, wish));
    all_move(1);
    assert_int_equal(has(persist, MSG_CREW_ASK), 0);
    all_move(1);
    assert_int_equal(has(net, MSG_TELL), 1);            /* what wanted to go there was refused */
    assert_int_equal(has(persist, MSG_CREW_ASK), 1);
    assert_int_equal(ended, 0);
    persist_is_ready(1, 5);
    assert_int_equal(ended, 1);
    assert_int_equal(route_workers(route), 1);
    assert_int_equal(has(workers[1], MSG_STOP), 1);
    assert_int_equal(has(persist, MSG_CREW_DONE), 1);
}

/* Wishes may change at any time: the last one counts. */
MAIN_THREAD static void test_other_wish_meanwhile(void **state)
{
    (void)state;
    crew_set(crew, 1);
    crew_set(crew, 2);                                  /* after all */
    assert_false(crew_changing(crew));
    all_move(2);
    assert_int_equal(has(persist, MSG_CREW_ASK), 0);
    crew_set(crew, 4);
    crew_set(crew, 3);                                  /* persist has been asked about 4 */
    assert_int_equal(has(persist, MSG_CREW_ASK), 1);
    persist_is_ready(4, 5);
    assert_int_equal(route_workers(route), 4);
    assert_true(crew_changing(crew));
    assert_int_equal(has(persist, MSG_CREW_ASK), 1);    /* DONE, then this */
    persist_is_ready(3, 6);
    assert_int_equal(route_workers(route), 3);
    assert_false(crew_changing(crew));
}

MAIN_THREAD static void test_some_cannot_be_had(void **state)
{
    (void)state;
    refuse_from = 3;
    crew_set(crew, 4);
    persist_is_ready(4, 5);
    assert_int_equal(route_workers(route), 3);
    assert_false(crew_changing(crew));                  /* and it does not try for ever */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_more, begin_one, end),
        cmocka_unit_test_setup_teardown(test_fewer, begin_two, end),
        cmocka_unit_test_setup_teardown(test_other_wish_meanwhile, begin_two, end),
        cmocka_unit_test_setup_teardown(test_some_cannot_be_had, begin_one, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
