/* tests/zones/test_travel.c -- over the border: stubs, convoys, refusals, and the mail that runs after people. */
#include "tests/zones/town.h"

static struct town town;

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
    return 0;
}

PLAYS_ALL unsigned stubs(unsigned zone, enum stub_state state)
{
    unsigned count = 0;
    for (const struct stub *stub = town.zones[zone]->travel.stubs; stub != NULL; stub = stub->next)
        count += stub->state == state;
    return count;
}

PLAYS_ALL void beckons(const char *name, unsigned at, unsigned zone)
{
    struct message *beckon = town_mail(&town, MSG_BECKON, at, zone);
    snprintf(beckon->beckon.name, NAME_SIZE, "%s", name);
}

PLAYS_ALL uint64_t version_of(unsigned at)
{
    return town_person(&town, at)->player->version;
}

/* -- one traveller -- */

PLAYS_ALL void test_accepted(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_cut(&town, LAND_ONE, 1);
    town_gives(&town, ADA, SWORD);
    uint64_t version = version_of(ADA);
    town_sends(&town, ADA, "south");
    town_step(&town, LAND_ONE);
    assert_null(town_person(&town, ADA));
    assert_int_equal(stubs(LAND_ONE, STUB_TRAVELLING), 1);
    assert_true(travel_under_way(town.zones[LAND_ONE], town.seats[ADA].who));
    assert_true(town.seats[ADA].waiting);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 2);       /* place and holdings */
    town_copy_check(&town, LAND_ONE);

    town_step(&town, LAND_TWO);
    assert_int_equal(town_room_of(&town, ADA), CELL);
    assert_int_equal(version_of(ADA), version + 1);
    assert_false(town.seats[ADA].waiting);
    assert_int_equal(town.seats[ADA].zone.number, LAND_TWO);
    assert_int_equal(town.zones[LAND_TWO]->holders.dirty, 2);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 2);       /* until it knows, both write him; the higher version wins */

    town_step(&town, LAND_ONE);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 0);
    assert_int_equal(stubs(LAND_ONE, STUB_GONE), 1);
    assert_false(travel_under_way(town.zones[LAND_ONE], town.seats[ADA].who));
    town_later(&town, town.options.travel_stub_ms - 1);
    assert_int_equal(stubs(LAND_ONE, STUB_GONE), 1);
    town_later(&town, 1);
    assert_null(town.zones[LAND_ONE]->travel.stubs);
    assert_int_equal(town.seats[ADA].replies, 1);
}

/* A sleeping zone must still wake up for the end of its stubs. */
PLAYS_ALL void test_due_for_stubs(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    assert_true(zone_due(town.zones[LAND_ONE]) < INT64_MAX);
    town_types(&town, ADA, "south");
    assert_false(town.zones[LAND_ONE]->awake);
    assert_true(zone_due(town.zones[LAND_ONE]) <= town.now + town.options.travel_stub_ms);
    town_later(&town, town.options.travel_stub_ms);
    assert_true(zone_due(town.zones[LAND_ONE]) == INT64_MAX);
}

/* A cut while he is on his way writes him once, here; what was written then needs no writing if he is sent back. */
PLAYS_ALL void test_cut_on_the_way(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_cut(&town, LAND_ONE, 1);
    town_enters(&town, BOB, CELL);
    town_enters(&town, CID, CELL);
    town_gives(&town, ADA, SWORD);
    message_list_free(&town.records);
    town_sends(&town, ADA, "south");
    town_step(&town, LAND_ONE);
    uint64_t version = 2;
    assert_int_equal(town_cut(&town, LAND_ONE, 2), 2);
    assert_int_equal(town_record(&town, "holdings:ada")->record.version, version);
    assert_non_null(town_record(&town, "place:ada"));
    town_run(&town);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_int_equal(town_person(&town, ADA)->holder.dirty, 1u << PART_PLACE);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, 1);
}

PLAYS_ALL void test_refused(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, CELL);
    town_enters(&town, CID, CELL);
    town_reads(&town, BOB);
    town_sends(&town, ADA, "south");
    town_step(&town, LAND_ONE);
    town_step(&town, LAND_TWO);
    assert_true(town.seats[ADA].waiting);
    town_step(&town, LAND_ONE);
    assert_string_equal(town_reads(&town, ADA), "It is too crowded there.\n");
    assert_string_equal(town_reads(&town, BOB), "");
    assert_int_equal(town.seats[ADA].zone.number, LAND_ONE);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_null(town.zones[LAND_ONE]->travel.stubs);
    assert_true(town.zones[LAND_ONE]->awake);
    town_says(&town, ADA, "say still here", "You say, 'still here'\n");
}

/* -- convoys -- */

PLAYS_ALL void follow_all(unsigned last)
{
    for (unsigned at = BOB; at <= last; at++)
        town_types(&town, at, "follow ada");
    for (unsigned at = ADA; at <= last; at++)
        town_reads(&town, at);
}

PLAYS_ALL void test_convoy(void **state)
{
    (void)state;
    for (unsigned at = ADA; at <= DAN; at++)
        town_enters(&town, at, TEMPLE);
    follow_all(DAN);
    town_types(&town, ADA, "east");
    unsigned expected = ADA;
    for (struct character *who = land_room(town.zones[LAND_TWO], (room_id){COURT})->people; who != NULL; who = who->next)
        assert_string_equal(who->name, seat_names[expected++]);
    assert_int_equal(expected, EVE);
    assert_int_equal(town.places_told, 3);          /* the leader learns it from his answer */
    assert_non_null(strstr(town_reads(&town, BOB), "You follow Ada east.\n"));
    for (unsigned at = ADA; at <= DAN; at++)
        assert_int_equal(town.seats[at].zone.number, LAND_TWO);
}

/* Two more fit into the cell: the leader and one follower.  The others come back, in order, and only they. */
PLAYS_ALL void test_convoy_refused_from_the_middle(void **state)
{
    (void)state;
    for (unsigned at = ADA; at <= DAN; at++)
        town_enters(&town, at, TEMPLE);
    follow_all(DAN);
    town_sends(&town, ADA, "south");
    town_step(&town, LAND_ONE);
    assert_int_equal(stubs(LAND_ONE, STUB_TRAVELLING), 4);
    town_copy_check(&town, LAND_ONE);
    town_run(&town);
    assert_int_equal(town_room_of(&town, ADA), CELL);
    assert_int_equal(town_room_of(&town, BOB), CELL);
    assert_int_equal(town_room_of(&town, CID), TEMPLE);
    assert_int_equal(town_room_of(&town, DAN), TEMPLE);
    assert_int_equal(stubs(LAND_ONE, STUB_GONE), 2);
    assert_int_equal(stubs(LAND_ONE, STUB_RETURNED), 0);
    assert_int_equal(town.seats[ADA].replies, 1);
    assert_null(strstr(town_reads(&town, ADA), "crowded"));
    assert_non_null(strstr(town_reads(&town, CID), "It is too crowded there.\n"));
    assert_non_null(strstr(town_reads(&town, DAN), "It is too crowded there.\n"));
    assert_int_equal(town.seats[CID].zone.number, LAND_ONE);
    town_says(&town, DAN, "follow self", "You stop following them.\n");
}

PLAYS_ALL void test_convoy_refused_at_its_head(void **state)
{
    (void)state;
    for (unsigned at = ADA; at <= CID; at++)
        town_enters(&town, at, TEMPLE);
    town_enters(&town, DAN, CELL);
    town_enters(&town, EVE, CELL);
    follow_all(CID);
    town_types(&town, ADA, "south");
    for (unsigned at = ADA; at <= CID; at++)
        assert_int_equal(town_room_of(&town, at), TEMPLE);
    assert_int_equal(town.seats[ADA].replies, 1);
    assert_null(town.zones[LAND_ONE]->travel.stubs);
}

/* Who is too tired, or not good enough, stays; the border is no way round either. */
PLAYS_ALL void test_convoy_leaves_behind(void **state)
{
    (void)state;
    for (unsigned at = ADA; at <= CID; at++)
        town_enters(&town, at, TEMPLE);
    follow_all(CID);
    town.rooms[0].exits[EAST].level_min = 5;
    town_person(&town, ADA)->player->level = 5;
    town_person(&town, CID)->player->level = 5;
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_int_equal(town_room_of(&town, BOB), TEMPLE);
    assert_int_equal(town_room_of(&town, CID), COURT);
    assert_string_equal(town_reads(&town, BOB), "That way is for people of level 5 and more.\nAda leaves east.\nCid leaves east.\n");
}

/* -- mail that runs after people -- */

PLAYS_ALL void test_mail_follows(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_sends(&town, ADA, "south");
    beckons("One", ADA, LAND_ONE);
    town_step(&town, LAND_ONE);
    town_step(&town, LAND_ONE);                     /* behind the parcel, on the same path */
    assert_int_equal(town.zones[LAND_ONE]->travel.stubs->forwarded, 1);
    town_run(&town);
    beckons("Two", ADA, LAND_ONE);                  /* to where he was: the stub of one who is gone */
    directory_withdraw(town.directory, "Ada", 1);   /* which knows, whatever the directory says */
    town_run(&town);
    character_publish(town_person(&town, ADA));
    town_post(&town, message_list_take(&town.zones[LAND_TWO]->out), LAND_TWO);
    const char *read = town_reads(&town, ADA);
    const char *first = strstr(read, "One beckons you"), *second = strstr(read, "Two beckons you");
    assert_non_null(first);
    assert_true(first < second);
    town_later(&town, 10000);
    beckons("Three", ADA, LAND_ONE);                /* no stub any more: the directory knows */
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), "Three beckons you to follow.\n");
}

/* He is refused.  One and Two ran after him and are coming back; Three and Four must wait for them. */
PLAYS_ALL void refuse_with_mail_outstanding(void)
{
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, CELL);
    town_enters(&town, CID, CELL);
    town_sends(&town, ADA, "south");
    beckons("One", ADA, LAND_ONE);
    beckons("Two", ADA, LAND_ONE);
    for (unsigned step = 0; step < 3; step++)
        town_step(&town, LAND_ONE);
    town_step(&town, LAND_TWO);                     /* the refusal */
    town_step(&town, LAND_ONE);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_int_equal(stubs(LAND_ONE, STUB_RETURNED), 1);
    assert_int_equal(town.zones[LAND_ONE]->travel.stubs->forwarded, 2);
    town_reads(&town, ADA);
    beckons("Three", ADA, LAND_ONE);
    beckons("Four", ADA, LAND_ONE);
    town_step(&town, LAND_ONE);
    town_step(&town, LAND_ONE);
    assert_string_equal(town_reads(&town, ADA), "");
    assert_int_equal(town.zones[LAND_ONE]->travel.stubs->parked.length, 2);
}

static const char one_to_four[] = "One beckons you to follow.\nTwo beckons you to follow.\n"
                                  "Three beckons you to follow.\nFour beckons you to follow.\n";

PLAYS_ALL void test_parked_behind_returned(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    town_step(&town, LAND_TWO);                     /* One turns round */
    town_step(&town, LAND_ONE);
    assert_string_equal(town_reads(&town, ADA), "One beckons you to follow.\n");
    assert_int_equal(town.zones[LAND_ONE]->travel.stubs->forwarded, 1);
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), strchr(one_to_four, '\n') + 1);
    assert_null(town.zones[LAND_ONE]->travel.stubs);
}

/* A command is never parked: his session waits for it. */
PLAYS_ALL void test_command_is_not_parked(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    town_sends(&town, ADA, "say me first");
    town_step(&town, LAND_ONE);
    assert_string_equal(town_reads(&town, ADA), "You say, 'me first'\n");
    town_run(&town);
    assert_string_equal(town_reads(&town, ADA), one_to_four);
}

/* What went after him and never comes back must not hold the rest for ever. */
PLAYS_ALL void test_parked_mail_is_freed_in_the_end(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    message_list_free(&town.inbox[LAND_TWO]);
    town_later(&town, town.options.travel_stub_ms);
    assert_string_equal(town_reads(&town, ADA), "Three beckons you to follow.\nFour beckons you to follow.\n");
    assert_null(town.zones[LAND_ONE]->travel.stubs);
}

/* Off again while mail is still coming back: all of it goes after him, none is lost. */
PLAYS_ALL void test_leaves_again(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    town_types(&town, ADA, "east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    const char *read = town_reads(&town, ADA);
    static const char *const names[] = { "One beckons", "Two beckons", "Three beckons", "Four beckons" };
    for (unsigned at = 0; at < 4; at++)
        assert_non_null(strstr(read, names[at]));
    assert_int_equal(stubs(LAND_ONE, STUB_RETURNED), 0);
    town_later(&town, town.options.travel_stub_ms);
    assert_null(town.zones[LAND_ONE]->travel.stubs);
}

/* Bob was led to the border and refused there; his own command ran after him, comes back, and sends him off again. */
PLAYS_ALL void test_returned_command_sends_him_off(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, CID, CELL);
    follow_all(BOB);
    town_sends(&town, ADA, "south");
    town_sends(&town, BOB, "east");
    town_step(&town, LAND_ONE);
    town_step(&town, LAND_ONE);
    assert_int_equal(town.inbox[LAND_TWO].length, 2);
    town_step(&town, LAND_TWO);
    town_step(&town, LAND_ONE);
    assert_int_equal(town_room_of(&town, BOB), TEMPLE);
    beckons("One", BOB, LAND_ONE);
    town_step(&town, LAND_ONE);                     /* parked behind his command */
    town_run(&town);
    assert_int_equal(town_room_of(&town, BOB), COURT);
    assert_int_equal(town.seats[BOB].replies, 2);
    assert_non_null(strstr(town_reads(&town, BOB), "One beckons you"));
}

/* He turns on his heel, and is back before his zone has heard that he ever arrived. */
PLAYS_ALL void test_back_before_admitted(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_gives(&town, ADA, LAMP);
    town_sends(&town, ADA, "south");
    town_step(&town, LAND_ONE);
    town_step(&town, LAND_TWO);
    struct message *late = message_list_take(&town.inbox[LAND_ONE]);
    assert_int_equal(late->type, MSG_ADMITTED);
    town_types(&town, ADA, "north");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_int_equal(stubs(LAND_ONE, STUB_TRAVELLING), 0);
    unsigned dirty = town.zones[LAND_ONE]->holders.dirty;
    message_list_add(&town.inbox[LAND_ONE], late);
    town_run(&town);
    assert_int_equal(town.zones[LAND_ONE]->holders.dirty, dirty);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_int_equal(items_count(town_person(&town, ADA)->items), 1);
}

/* -- mail for nobody -- */

PLAYS_ALL void test_lost(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    town.seats[EVE].who = (entity_id){ 9, 9, 9 };
    struct message *beckon = town_mail(&town, MSG_BECKON, EVE, LAND_TWO);
    beckon->from.number = LAND_ONE;
    beckon->beckon.session = town.seats[BOB].slot.session;
    town_run(&town);
    assert_string_equal(town_reads(&town, BOB), "Nobody by that name is to be found any more.\n");
}

/* The directory is wrong and stays wrong: eight hops, then the sender hears of it. */
PLAYS_ALL void test_eight_hops(void **state)
{
    (void)state;
    town_enters(&town, BOB, TEMPLE);
    town.seats[EVE].who = (entity_id){ 9, 9, 9 };
    struct sighting ghost = { .name = "Eve", .who = town.seats[EVE].who, .zone = {LAND_TWO}, .generation = 1 };
    directory_publish(town.directory, &ghost);
    struct message *beckon = town_mail(&town, MSG_BECKON, EVE, LAND_TWO);
    beckon->from.number = LAND_ONE;
    beckon->beckon.session = town.seats[BOB].slot.session;
    uint64_t inputs = town.zones[LAND_TWO]->inputs;
    town_run(&town);
    assert_int_equal(town.zones[LAND_TWO]->inputs - inputs, MAIL_HOPS_MAX + 1);
    assert_string_equal(town_reads(&town, BOB), "Nobody by that name is to be found any more.\n");
}

PLAYS_ALL void test_command_of_nobody(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town.seats[ADA].who = (entity_id){ 9, 9, 9 };
    town_types(&town, ADA, "look");
    assert_true(town.seats[ADA].closed);
    assert_non_null(strstr(town_reads(&town, ADA), "Your body is nowhere to be found."));
    town.seats[ADA].who = NO_ENTITY;
    town.seats[ADA].zone.number = LAND_ONE;
    town_types(&town, ADA, "look");
    assert_non_null(strstr(town_reads(&town, ADA), "Your body is nowhere to be found."));
}

/* What may wait is bounded, except for what is bounded anyway and said once only. */
PLAYS_ALL void test_parked_most(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    for (unsigned more = 0; more < 10; more++) {
        beckons("More", ADA, LAND_ONE);
        town_step(&town, LAND_ONE);
    }
    town_mail(&town, MSG_HANGUP, ADA, LAND_ONE)->hangup.session = town.seats[ADA].slot.session;
    town_step(&town, LAND_ONE);
    assert_int_equal(town.zones[LAND_ONE]->travel.stubs->parked.length, town.options.zone_parked_max + 1);
    town_run(&town);
    assert_int_equal(town_person(&town, ADA)->player->session.number, 0);
}

PLAYS_ALL int begin_small(void **state)
{
    (void)state;
    town_begin(&town);
    town.options.zone_parked_max = 5;
    town_open(&town);
    return 0;
}

/* Whoever asked for `save` and then crossed a border is told, too. */
PLAYS_ALL void test_save_crosses_the_border(void **state)
{
    (void)state;
    town_enters(&town, ADA, TEMPLE);
    town_types(&town, ADA, "save");
    town_types(&town, ADA, "south");
    town_reads(&town, ADA);
    town_cut(&town, LAND_TWO, 5);
    struct message *earlier = message_new(MSG_DURABLE);
    earlier->durable.epoch = 3;
    earlier->to.number = LAND_ONE;
    message_list_add(&town.inbox[LAND_ONE], earlier);
    town_run(&town);
    assert_false(town.zones[LAND_ONE]->has_savers);         /* she is not there any more */
    town_types(&town, ADA, "north");
    town_reads(&town, ADA);
    assert_true(town.zones[LAND_ONE]->has_savers);
    for (uint64_t epoch = 4; epoch <= 5; epoch++) {
        struct message *durable = message_new(MSG_DURABLE);
        durable->durable.epoch = epoch;
        durable->to.number = LAND_ONE;
        message_list_add(&town.inbox[LAND_ONE], durable);
        town_run(&town);
        assert_string_equal(town_reads(&town, ADA), epoch == 5 ? "Ada is saved.\n" : "");
    }
    assert_false(town.zones[LAND_ONE]->has_savers);
}

/* -- bytes -- */

PLAYS_ALL void test_damaged_bytes(void **state)
{
    (void)state;
    refuse_with_mail_outstanding();
    struct zone *zone = town.zones[LAND_ONE];
    struct bytes_writer writer = {0};
    travel_encode(&zone->travel, &writer);
    for (size_t at = 0; at < 2 * writer.length; at++) {
        bool cut = at < writer.length;
        struct zone *copy = zone_new(zone->setting, zone->id);
        if (!cut)
            writer.bytes[at - writer.length] ^= 0xff;
        struct bytes_reader reader = bytes_read(writer.bytes, cut ? at : writer.length);
        bool read = travel_decode(copy, &reader);   /* changed bytes may read or not: no crash, and no leak */
        assert_false(cut && read);
        if (!cut)
            writer.bytes[at - writer.length] ^= 0xff;
        zone_free(&copy);
    }
    bytes_free(&writer);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_accepted), ONE(test_due_for_stubs), ONE(test_cut_on_the_way), ONE(test_refused),
        ONE(test_convoy), ONE(test_convoy_refused_from_the_middle), ONE(test_convoy_refused_at_its_head),
        ONE(test_convoy_leaves_behind),
        ONE(test_mail_follows), ONE(test_parked_behind_returned), ONE(test_command_is_not_parked),
        ONE(test_parked_mail_is_freed_in_the_end), ONE(test_leaves_again), ONE(test_returned_command_sends_him_off),
        ONE(test_back_before_admitted),
        ONE(test_lost), ONE(test_eight_hops), ONE(test_command_of_nobody),
        cmocka_unit_test_setup_teardown(test_parked_most, begin_small, end),
        ONE(test_save_crosses_the_border), ONE(test_damaged_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
