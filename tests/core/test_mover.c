/* tests/core/test_mover.c -- one move at a time, none while a cut is taken, and a waiting cut first. */
#include "core/mover.h"

#include "tests/core/switchboard.h"

#include <stdio.h>

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    const unsigned owners[ZONES + 1] = {0};
    switchboard_open(2, owners);
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    switchboard_close();
    return 0;
}

MAIN_THREAD static void wants(unsigned zone, unsigned worker)
{
    struct message *move = message_new(MSG_MOVE_ZONE);
    move->move_zone.zone.number = zone;
    move->move_zone.worker = worker;
    move->move_zone.session = session_make(0, 0, 1);
    assert_true(mover_mail(mover, move));
}

MAIN_THREAD static void says(enum message_type type, uint64_t epoch)
{
    struct message *message = message_new(type);
    message->gate_ask.epoch = epoch;            /* GATE_ASK and GATE_DONE have this one field */
    assert_true(mover_mail(mover, message));
}

MAIN_THREAD static void moved(unsigned zone, unsigned worker)
{
    struct message *message = message_new(MSG_MOVED);
    message->moved.zone.number = zone;
    message->moved.worker = worker;
    assert_true(mover_mail(mover, message));
}

/* All that is in that inbox is one message of that type, about that zone or epoch. */
static void has_one(struct mailbox *box, enum message_type type, uint64_t about)
{
    struct message_list mail = {0};
    mailbox_drain(box, &mail);
    assert_int_equal(mail.length, 1);
    assert_string_equal(message_name(mail.first->type), message_name(type));
    if (type == MSG_EXPECT)
        assert_int_equal(mail.first->expect.zone.number, about);
    if (type == MSG_HANDOVER)
        assert_int_equal(mail.first->handover.zone.number, about);
    if (type == MSG_GATE_OPEN)
        assert_int_equal(mail.first->gate_open.epoch, about);
    message_list_free(&mail);
}

static void has_none(struct mailbox *box)
{
    struct message_list mail = {0};
    assert_int_equal(mailbox_drain(box, &mail), 0);
}

static void keeper_reads(const char *words)
{
    struct message_list mail = {0};
    mailbox_drain(net, &mail);
    assert_int_equal(mail.length, 1);
    assert_string_equal(text_bytes(mail.first->tell.text), words);
    message_list_free(&mail);
}

MAIN_THREAD static void test_moves(void **state)
{
    (void)state;
    wants(2, 1);
    has_one(workers[1], MSG_EXPECT, 2);
    has_one(workers[0], MSG_HANDOVER, 2);
    assert_int_equal(route_worker(route, (zone_id){2}), 1);
    assert_int_equal(mover_moves(mover), 0);
    moved(2, 1);
    assert_int_equal(mover_moves(mover), 1);
    keeper_reads("Zone 2 is run by worker 1 now.\n");
}

static void zone_name(void *who, zone_id zone, char name[ZONE_NAME_SIZE])
{
    (void)who;
    snprintf(name, ZONE_NAME_SIZE, "login.%u", zone.number);
}

/* Whoever asked reads the names that all lists have. */
MAIN_THREAD static void test_named(void **state)
{
    (void)state;
    mover_know_names(mover, zone_name, NULL);
    wants(2, 1);
    moved(2, 1);
    keeper_reads("Zone 2, login.2 is run by worker 1 now.\n");
}

MAIN_THREAD static void test_one_at_a_time(void **state)
{
    (void)state;
    wants(1, 1);
    wants(2, 1);
    wants(1, 0);
    has_one(workers[1], MSG_EXPECT, 1);
    has_one(workers[0], MSG_HANDOVER, 1);
    assert_int_equal(route_worker(route, (zone_id){2}), 0);
    moved(1, 1);
    has_one(workers[1], MSG_EXPECT, 2);
    has_one(workers[0], MSG_HANDOVER, 2);
    moved(2, 1);
    has_one(workers[0], MSG_EXPECT, 1);         /* and back again */
    has_one(workers[1], MSG_HANDOVER, 1);
}

MAIN_THREAD static void test_no_move_during_a_cut(void **state)
{
    (void)state;
    says(MSG_GATE_ASK, 7);
    has_one(persist, MSG_GATE_OPEN, 7);
    wants(1, 1);
    has_none(workers[0]);
    has_none(workers[1]);
    assert_int_equal(route_worker(route, (zone_id){1}), 0);
    says(MSG_GATE_DONE, 7);
    has_one(workers[1], MSG_EXPECT, 1);
}

MAIN_THREAD static void test_waiting_cut_comes_first(void **state)
{
    (void)state;
    wants(1, 1);
    wants(2, 1);
    says(MSG_GATE_ASK, 8);
    has_none(persist);
    has_one(workers[1], MSG_EXPECT, 1);
    moved(1, 1);
    has_one(persist, MSG_GATE_OPEN, 8);
    has_none(workers[1]);                       /* the second move was first to ask, and waits */
    says(MSG_GATE_DONE, 8);
    has_one(workers[1], MSG_EXPECT, 2);
    has_none(persist);
}

MAIN_THREAD static void test_unfit(void **state)
{
    (void)state;
    wants(0, 1);
    keeper_reads("There is no such zone or worker.\n");
    wants(ZONES + 1, 1);
    keeper_reads("There is no such zone or worker.\n");
    wants(1, route_workers(route));
    keeper_reads("There is no such zone or worker.\n");
    wants(1, 0);
    keeper_reads("That worker runs it already.\n");
    has_none(workers[0]);
    wants(1, 1);                                /* and none of it stands in the way of what is fit */
    has_one(workers[1], MSG_EXPECT, 1);
}

/* The zone on its way arrives; of the others none sets out. */
MAIN_THREAD static void test_rest(void **state)
{
    (void)state;
    assert_true(mover_idle(mover));
    wants(1, 1);
    wants(2, 1);
    mover_rest(mover);
    assert_false(mover_idle(mover));
    has_one(workers[1], MSG_EXPECT, 1);
    has_one(workers[0], MSG_HANDOVER, 1);
    moved(1, 1);
    assert_true(mover_idle(mover));
    wants(2, 1);
    has_none(workers[1]);
    assert_true(mover_idle(mover));
}

MAIN_THREAD static void test_other_mail(void **state)
{
    (void)state;
    struct message *message = message_new(MSG_SHUTDOWN);
    assert_false(mover_mail(mover, message));
    message_free(&message);
    wants(1, 1);
    wants(2, 1);                                /* mover_free() frees what waits */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_moves, begin, end),
        cmocka_unit_test_setup_teardown(test_named, begin, end),
        cmocka_unit_test_setup_teardown(test_one_at_a_time, begin, end),
        cmocka_unit_test_setup_teardown(test_no_move_during_a_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_waiting_cut_comes_first, begin, end),
        cmocka_unit_test_setup_teardown(test_unfit, begin, end),
        cmocka_unit_test_setup_teardown(test_rest, begin, end),
        cmocka_unit_test_setup_teardown(test_other_mail, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
