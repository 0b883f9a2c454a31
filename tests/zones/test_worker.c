/* tests/zones/test_worker.c -- the turns of workers: standing still for a cut, zones that come and go, timers, lost mail. */
#include "tests/zones/town.h"
#include "zones/fight/fight_parts.h"
#include "zones/worker.h"

#include "core/clock.h"

#include <pthread.h>

static struct town town;
static struct worker *workers[2];
static struct mailbox *inboxes[2], *net, *persist, *main_box;
static struct pen pen;

/* Worker 0 runs land one and the pseudo-zones, worker 1 land two. */
PLAYS_ALL int begin(void **state)
{
    (void)state;
    static struct worker_common common;
    rcu_thread_begin();
    clock_begin(0);
    town_begin(&town);
    setting_number(&town.setting);
    town.route = route_new(ZONES);
    town.directory = directory_new();
    snprintf(town.options.checkpoint_mode, sizeof town.options.checkpoint_mode, "halt");
    common = (struct worker_common){ .setting = &town.setting, .route = town.route, .directory = town.directory };
    for (unsigned at = 0; at < 2; at++) {
        inboxes[at] = mailbox_new("worker");
        route_add_worker(town.route, inboxes[at]);
        workers[at] = worker_new(&common, at, inboxes[at]);
    }
    net = mailbox_new("net");
    route_add_net(town.route, net);
    route_add_net(town.route, net);
    route_set_persist(town.route, persist = mailbox_new("persist"));
    route_set_main(town.route, main_box = mailbox_new("main"));
    const unsigned owners[ZONES + 1] = { 0, 0, 1, 0, 0, 0 };
    for (unsigned number = 1; number <= ZONES; number++) {
        town.zones[number] = zone_new(&town.setting, (zone_id){number});
        worker_add_zone(workers[owners[number]], town.zones[number]);
    }
    route_set_all(town.route, owners, ZONES);
    pen = (struct pen){ .route = town.route, .sender = SENDER_MAIN };
    return 0;
}

/* The same with cuts that nobody stands still for. */
PLAYS_ALL int begin_flow(void **state)
{
    begin(state);
    snprintf(town.options.checkpoint_mode, sizeof town.options.checkpoint_mode, "flow");
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 2; at++) {
        worker_free(&workers[at]);
        mailbox_free(&inboxes[at]);
    }
    mailbox_free(&net);
    mailbox_free(&persist);
    mailbox_free(&main_box);
    seats_free(&town);
    rcu_settle();
    directory_free(&town.directory);
    route_free(&town.route);
    rcu_settle();
    rcu_thread_end();
    return 0;
}

PLAYS_ALL void net_turn(void)
{
    struct message_list mail = {0};
    struct message *message;
    mailbox_drain(net, &mail);
    while ((message = message_list_take(&mail)) != NULL)
        town_net(&town, message);
}

PLAYS_ALL void turns(unsigned count)
{
    while (count-- > 0) {
        worker_turn(workers[0]);
        worker_turn(workers[1]);
        net_turn();
    }
}

/* Moves what is waiting for that zone from the bench into the real inboxes. */
PLAYS_ALL void post_all(void)
{
    struct message *message;
    for (unsigned zone = 1; zone <= ZONES; zone++)
        while ((message = message_list_take(&town.inbox[zone])) != NULL)
            post(&pen, message);
    pen_rest(&pen);
}

PLAYS_ALL void enters(unsigned at, unsigned room)
{
    struct seat *seat = &town.seats[at];
    zone_id zone = world_zone_of(&town.world, (room_id){room});
    seat->who = (entity_id){ 1, REGISTRY, at + 1 };
    slot_begin(&seat->slot, session_make(1, at, 1));
    struct text *parcel = character_newborn(&town.setting, seat->who, seat_names[at], seat_names[at], "he");
    struct message *arrive = message_new(MSG_ARRIVE);
    arrive->from.number = REGISTRY;
    arrive->to = zone;
    arrive->arrive.convoy = 1000000 + at;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_FORCED | ARRIVE_LOGIN;
    arrive->arrive.room.number = room;
    arrive->arrive.direction = NO_DIRECTION;
    arrive->arrive.parcels = parcel;
    post(&pen, arrive);
    turns(3);
    struct message *takeover = message_new(MSG_TAKEOVER);
    takeover->to = zone;
    takeover->about = seat->who;
    takeover->takeover.generation = 1;
    takeover->takeover.session = seat->slot.session;
    takeover->takeover.slot = &seat->slot;
    seat->waiting = true;
    post(&pen, takeover);
    turns(3);
    assert_false(seat->waiting);
    town_reads(&town, at);
}

PLAYS_ALL void types(unsigned at, const char *line)
{
    town_sends(&town, at, line);
    post_all();
}

PLAYS_ALL void tells(unsigned worker, enum message_type type, uint64_t epoch)
{
    struct message *message = message_new(type);
    message->halt.epoch = epoch;            /* HALT, BEGIN, RESUME and COMMITTED have this one field */
    if (epoch > pen.epoch)
        pen.epoch = epoch;
    post_worker(&pen, worker, message);
    pen_rest(&pen);
}

/* The part a worker gave; NULL if it gave none. */
PLAYS_ALL struct message *part_of(unsigned worker)
{
    struct message_list mail = {0};
    struct message *message, *part = NULL;
    mailbox_drain(persist, &mail);
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->type == MSG_PART && message->part.worker == worker) {
            assert_null(part);
            part = message;
        } else {
            if (message->type == MSG_PART)
                message_list_free(message->part.records);
            if (message->type == MSG_PART)
                memory_free(message->part.records);
            message_free(&message);
        }
    }
    return part;
}

PLAYS_ALL unsigned part_free(struct message *part)
{
    struct message_list *records = part->part.records;
    unsigned count = records->length;
    message_list_free(records);
    memory_free(records);
    message_free(&part);
    return count;
}

/* -- the cut -- */

PLAYS_ALL void test_halt_holds_mail(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    enters(BOB, TEMPLE);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 6);
    tells(0, MSG_HALT, 5);
    types(ADA, "say one");
    turns(1);
    types(BOB, "say two");
    turns(2);
    struct message *part = part_of(0);
    assert_non_null(part);
    assert_int_equal(part->part.epoch, 5);
    assert_int_equal(part_free(part), 6);
    assert_true(town.seats[ADA].waiting);
    assert_true(town.seats[BOB].waiting);
    assert_true(worker_due(workers[0]) == INT64_MAX);
    tells(0, MSG_RESUME, 5);
    turns(1);
    assert_false(town.seats[ADA].waiting);
    assert_string_equal(town_reads(&town, BOB), "Ada says, 'one'\nYou say, 'two'\n");
    tells(0, MSG_HALT, 6);
    turns(1);
    part = part_of(0);
    assert_int_equal(part_free(part), 0);       /* nothing changed: a part all the same, and empty */
    tells(0, MSG_RESUME, 6);
    turns(1);
}

/* A second cut asked for while the first stands still waits like all other mail. */
PLAYS_ALL void test_halt_in_a_halt(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    tells(0, MSG_HALT, 1);
    types(ADA, "sit");
    tells(0, MSG_RESUME, 1);
    tells(0, MSG_HALT, 2);
    tells(0, MSG_RESUME, 2);
    turns(1);
    struct message_list mail = {0};
    mailbox_drain(persist, &mail);
    assert_int_equal(mail.length, 2);
    for (uint64_t epoch = 1; epoch <= 2; epoch++) {
        struct message *part = message_list_take(&mail);
        assert_int_equal(part->part.epoch, epoch);
        assert_int_equal(part_free(part), epoch == 1 ? 3 : 1);  /* all of the newborn; then that she sat down */
    }
    assert_false(town.seats[ADA].waiting);
}

PLAYS_ALL void test_stop_ends_a_halt(void **state)
{
    (void)state;
    tells(0, MSG_HALT, 1);
    post_worker(&pen, 0, message_new(MSG_STOP));
    pen_rest(&pen);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, worker_run, workers[0]), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);    /* it comes back */
    assert_int_equal(part_free(part_of(0)), 0);
}

PLAYS_ALL void test_durable_goes_to_savers(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    types(ADA, "save");
    turns(1);
    tells(0, MSG_HALT, 3);
    turns(1);
    part_free(part_of(0));
    tells(0, MSG_RESUME, 3);
    uint64_t others = town.zones[REGISTRY]->inputs;
    tells(0, MSG_COMMITTED, 3);
    turns(1);
    assert_non_null(strstr(town_reads(&town, ADA), "Ada is saved.\n"));
    assert_int_equal(town.zones[REGISTRY]->inputs, others);
}

/* -- the cut that nobody stands still for -- */

/* Ada sits down after the cut has begun: it has her as she stood, and the next one as she sits. */
PLAYS_ALL void test_flow_goes_on(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    tells(0, MSG_BEGIN, 5);
    types(ADA, "sit");
    worker_turn(workers[0]);
    net_turn();
    assert_false(town.seats[ADA].waiting);
    assert_null(part_of(0));                    /* worker 1 has not said that it sends no more */
    worker_turn(workers[1]);                    /* it hears of the epoch from worker 0 */
    assert_int_equal(part_free(part_of(1)), 0);
    worker_turn(workers[0]);
    struct message *part = part_of(0);
    assert_int_equal(part->part.epoch, 5);
    const struct message *place = ((struct message_list *)part->part.records)->first;
    while (place != NULL && strcmp(place->record.name, "place:ada") != 0)
        place = place->next;
    assert_non_null(place);
    assert_int_equal(text_bytes(place->record.content)[5], STANDING);   /* behind the version and the room */
    assert_int_equal(part_free(part), 3);
    assert_int_equal(town_person(&town, ADA)->position, SITTING);
    tells(1, MSG_BEGIN, 6);
    worker_turn(workers[1]);
    worker_turn(workers[0]);                    /* it has worker 1's word that it sends no more */
    assert_int_equal(part_free(part_of(0)), 1); /* that she sits */
    worker_turn(workers[1]);
    assert_int_equal(part_free(part_of(1)), 0);
}

enum { RECORDS = 3 };                           /* of a player */

/* A thing of ours, of which there are as many as one likes. */
PLAYS_ALL void write_thing(struct zone *zone, struct holder *holder)
{
    holder->dirty = 0;
    zone_record(zone, "thing", 1, text_string("it is"));
}
static const struct holder_kind thing_kind = { .name = "thing", .write = write_thing };

/* A cut in which there are so many of them: what is written in one go is never more than `most`, and then there is a rest, in which
 * mail is answered as always. */
PLAYS_ALL void cut_in_pieces(unsigned things, unsigned most)
{
    struct zone *zone = town.zones[LAND_ONE];
    struct holder *holders = memory_get(things * sizeof *holders);
    for (unsigned at = 0; at < things; at++) {
        holders[at].kind = &thing_kind;
        holder_touch(zone, &holders[at], 1);
    }
    const struct metrics *metrics = worker_metrics(workers[0]);
    uint64_t before = metric_get(metrics, METRIC_cut_records), due = before + zone->holders.dirty;
    int64_t latest = -1;
    struct message *part;
    unsigned pieces = 0;
    tells(0, MSG_BEGIN, 5);
    worker_turn(workers[1]);
    while ((part = part_of(0)) == NULL) {
        uint64_t had = metric_get(metrics, METRIC_cut_records);
        int64_t begun = clock_world_ms();
        types(ADA, "look");
        turns(1);
        assert_false(town.seats[ADA].waiting);
        uint64_t piece = metric_get(metrics, METRIC_cut_records) - had;
        assert_true(piece < most + RECORDS);    /* who has several is written whole */
        if (piece == 0)
            continue;
        assert_true(latest < clock_world_ms());
        latest = begun;
        pieces++;
        if (metric_get(metrics, METRIC_cut_records) < due)
            assert_in_range(worker_due(workers[0]), begun + 1, clock_world_ms() + 1);
    }
    assert_int_equal(part_free(part), due - before);
    assert_in_range(pieces, (due - before) / most, (due - before) / most + 1);
    assert_false(holders_due(&zone->holders));
    memory_free(holders);
}

PLAYS_ALL void test_flow_in_pieces(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    turns(1);
    cut_in_pieces(100, 32);
}

PLAYS_ALL void test_flow_in_large_pieces(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    turns(1);
    cut_in_pieces(256 * 40, 40);
}

PLAYS_ALL void test_flow_without_anything(void **state)
{
    (void)state;
    tells(0, MSG_BEGIN, 5);
    tells(1, MSG_BEGIN, 5);
    turns(2);
    struct message_list mail = {0};
    mailbox_drain(persist, &mail);
    assert_int_equal(mail.length, 2);
    while (mail.length > 0)
        assert_int_equal(part_free(message_list_take(&mail)), 0);
    assert_true(worker_due(workers[0]) == INT64_MAX);
}

/* She asks for `save` while a cut is open that will not have what she did last: she waits for the next. */
PLAYS_ALL void test_flow_saves_what_was(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    tells(0, MSG_BEGIN, 5);
    types(ADA, "title the Late");
    worker_turn(workers[0]);
    net_turn();
    types(ADA, "save");
    turns(3);
    part_free(part_of(0));
    tells(0, MSG_COMMITTED, 5);
    turns(1);
    assert_null(strstr(town_reads(&town, ADA), "is saved"));
    tells(0, MSG_BEGIN, 6);
    turns(3);
    part_free(part_of(0));
    tells(0, MSG_COMMITTED, 6);
    turns(1);
    assert_non_null(strstr(town_reads(&town, ADA), "Ada is saved.\n"));
}

PLAYS_ALL void hands_over(uint64_t epoch)
{
    struct pen old = { .route = town.route, .sender = SENDER_MAIN, .epoch = epoch };
    struct message *expect = message_new(MSG_EXPECT);
    expect->expect.zone.number = LAND_ONE;
    post_worker(&old, 1, expect);
    route_set(town.route, (zone_id){LAND_ONE}, 1);
    struct message *handover = message_new(MSG_HANDOVER);
    handover->handover.zone.number = LAND_ONE;
    handover->handover.worker = 1;
    post_worker(&old, 0, handover);
    pen_rest(&old);
}

/* Worker 1 has begun its cut, worker 0 has not: the zone on its way is cut by who adopts it. */
PLAYS_ALL void test_flow_zone_under_way(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    hands_over(0);
    worker_turn(workers[0]);
    tells(1, MSG_BEGIN, 5);
    struct message_list mail = {0};
    mailbox_drain(inboxes[1], &mail);           /* BEGIN first, then the zone: from different senders it may be so */
    struct message *begin = NULL, *message;
    struct message_list others = {0};
    while ((message = message_list_take(&mail)) != NULL) {
        if (message->type == MSG_BEGIN)
            begin = message;
        else
            message_list_add(&others, message);
    }
    struct pen stranger = { .route = town.route, .sender = SENDER_PERSIST, .epoch = 5 };
    post_worker(&stranger, 1, begin);
    while ((message = message_list_take(&others)) != NULL) {
        struct pen sender = { .route = town.route, .sender = message->sender, .epoch = message->epoch };
        post_worker(&sender, 1, message);
    }
    worker_turn(workers[1]);
    assert_null(part_of(1));
    turns(2);
    struct message *parts[2] = { NULL, NULL };
    mailbox_drain(persist, &mail);
    while ((message = message_list_take(&mail)) != NULL)
        parts[message->part.worker] = message;
    assert_int_equal(part_free(parts[0]), 0);
    assert_int_equal(part_free(parts[1]), 3);   /* all of the newborn, once */
}

/* Worker 0 gives the zone away in the middle of its cut: its part has it, worker 1's has not. */
PLAYS_ALL void test_flow_zone_given_away(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    tells(0, MSG_BEGIN, 5);
    hands_over(5);
    worker_turn(workers[0]);
    turns(3);
    struct message_list mail = {0};
    struct message *message, *parts[2] = { NULL, NULL };
    mailbox_drain(persist, &mail);
    while ((message = message_list_take(&mail)) != NULL)
        parts[message->part.worker] = message;
    assert_int_equal(part_free(parts[0]), 3);
    assert_int_equal(part_free(parts[1]), 0);
}

/* -- zones coming and going -- */

PLAYS_ALL void test_zone_moves(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    struct message *expect = message_new(MSG_EXPECT);
    expect->expect.zone.number = LAND_ONE;
    post_worker(&pen, 1, expect);
    types(ADA, "say early");                    /* to the old worker, before the route changes */
    route_set(town.route, (zone_id){LAND_ONE}, 1);
    worker_turn(workers[1]);
    struct message *first = town_mail(&town, MSG_BECKON, ADA, LAND_ONE), *second = town_mail(&town, MSG_BECKON, ADA, LAND_ONE);
    strcpy(first->beckon.name, "One");
    strcpy(second->beckon.name, "Two");
    post_all();
    worker_turn(workers[1]);                    /* parked: the zone is not there yet */
    net_turn();
    assert_string_equal(town_reads(&town, ADA), "");
    struct message *handover = message_new(MSG_HANDOVER);
    handover->handover.zone.number = LAND_ONE;
    handover->handover.worker = 1;
    post_worker(&pen, 0, handover);
    worker_turn(workers[0]);
    net_turn();
    assert_string_equal(town_reads(&town, ADA), "You say, 'early'\n");
    worker_turn(workers[1]);
    net_turn();
    assert_string_equal(town_reads(&town, ADA), "One beckons you to follow.\nTwo beckons you to follow.\n");
    types(ADA, "say late");
    worker_turn(workers[1]);
    net_turn();
    assert_string_equal(town_reads(&town, ADA), "You say, 'late'\n");
    struct message_list mail = {0};
    mailbox_drain(main_box, &mail);
    assert_int_equal(mail.length, 1);
    assert_int_equal(mail.first->type, MSG_MOVED);
    assert_int_equal(mail.first->moved.worker, 1);
    message_list_free(&mail);
    unsigned found = 0;
    for (const struct zone *zone = worker_zones(workers[1]); zone != NULL; zone = zone->next_in_shard)
        found += zone == town.zones[LAND_ONE] || zone == town.zones[LAND_TWO];
    assert_int_equal(found, 2);
    tells(1, MSG_HALT, 9);                      /* what it owed came along */
    worker_turn(workers[1]);
    assert_int_equal(part_free(part_of(1)), 3);
    tells(1, MSG_RESUME, 9);
    turns(1);
}

PLAYS_ALL void test_over_the_border(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    types(ADA, "east");
    turns(3);
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(metric_get(worker_metrics(workers[0]), METRIC_travel_sent), 1);
    assert_int_equal(metric_get(worker_metrics(workers[1]), METRIC_travel_crossed), 1);
    struct sighting seen;
    assert_true(directory_find(town.directory, "ada", &seen));
    assert_int_equal(seen.zone.number, LAND_TWO);
}

/* -- mail for nobody, and time -- */

PLAYS_ALL void test_lost_mail(void **state)
{
    (void)state;
    enters(BOB, TEMPLE);
    town.seats[EVE].who = (entity_id){ 9, 9, 9 };
    struct message *summon = town_mail(&town, MSG_SUMMON, EVE, LAND_TWO);
    summon->from.number = LAND_ONE;
    summon->summon.session = town.seats[BOB].slot.session;
    post_all();
    turns(4);
    assert_string_equal(town_reads(&town, BOB), "Nobody by that name is to be found any more.\n");
    assert_int_equal(metric_get(worker_metrics(workers[1]), METRIC_mail_lost), 1);
}

PLAYS_ALL void test_sleeping_zones_ask_for_no_turn(void **state)
{
    (void)state;
    turns(2);
    assert_true(worker_due(workers[0]) == INT64_MAX);
    enters(ADA, TEMPLE);
    assert_true(worker_due(workers[0]) < INT64_MAX);
    assert_true(worker_due(workers[1]) == INT64_MAX);
}

PLAYS_ALL void test_tick_when_due(void **state)
{
    (void)state;
    enters(ADA, TEMPLE);
    turns(1);
    uint64_t inputs = town.zones[LAND_ONE]->inputs;
    turns(3);
    assert_int_equal(town.zones[LAND_ONE]->inputs, inputs);     /* nothing due, nothing done */
    timers_set(&town.zones[LAND_ONE]->timers, 1, TIMER_REMARK, NO_ENTITY, 0);
    types(ADA, "stand");                        /* any input makes the worker look again */
    turns(1);
    assert_int_equal(town.zones[LAND_ONE]->inputs, inputs + 1); /* and fires it by the way */
    timers_set(&town.zones[LAND_TWO]->timers, 1, TIMER_REMARK, NO_ENTITY, 0);
    turns(1);
    assert_int_equal(town.zones[LAND_TWO]->timers.count, 2);    /* it sleeps */
}

/* Somebody's round was due 300 ms ago, and nobody came to see to it. */
PLAYS_ALL void test_rounds_that_come_late(void **state)
{
    (void)state;
    const struct metrics *metrics = worker_metrics(workers[0]);
    enters(ADA, TEMPLE);
    enters(BOB, TEMPLE);
    turns(1);
    assert_int_equal(metric_get(metrics, METRIC_rounds_fought), 0);
    struct character *ada = town_person(&town, ADA), *bob = town_person(&town, BOB);
    fight_begin(ada, bob);
    round_at(ada, ada->zone->now - 300);
    types(BOB, "look");
    turns(1);
    assert_int_equal(metric_get(metrics, METRIC_rounds_fought), 1);
    assert_in_range(metric_get(metrics, METRIC_rounds_late_ms), 300, 60000);
    assert_int_equal(metric_get(metrics, METRIC_rounds_late_2), 1);
    assert_int_equal(metric_get(metrics, METRIC_rounds_late_250), 1);
    assert_int_equal(metric_get(metrics, METRIC_rounds_ticked), 0);     /* it came with the look */
    ada = town_person(&town, ADA);
    round_at(ada, ada->zone->now + 200);
    types(BOB, "look");
    turns(1);
    int64_t until = ada->zone->now + 250;
    while (clock_world_ms() < until)
        worker_turn(workers[0]);                                        /* nothing comes in but the time */
    turns(1);
    assert_int_equal(metric_get(metrics, METRIC_rounds_fought), 2);
    assert_int_equal(metric_get(metrics, METRIC_rounds_ticked), 1);
    assert_true(metric_get(metrics, METRIC_rounds_ns) > 0);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)
#define FLOW(test) cmocka_unit_test_setup_teardown(test, begin_flow, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_halt_holds_mail), ONE(test_halt_in_a_halt), ONE(test_stop_ends_a_halt), ONE(test_durable_goes_to_savers),
        ONE(test_zone_moves), ONE(test_over_the_border), ONE(test_lost_mail), ONE(test_sleeping_zones_ask_for_no_turn),
        ONE(test_tick_when_due), ONE(test_rounds_that_come_late),
        FLOW(test_flow_goes_on), FLOW(test_flow_without_anything), FLOW(test_flow_saves_what_was),
        FLOW(test_flow_in_pieces), FLOW(test_flow_in_large_pieces),
        FLOW(test_flow_zone_under_way), FLOW(test_flow_zone_given_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
