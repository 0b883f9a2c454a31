/* tests/zones/test_lookup.c -- what is found for a command, and that a recording keeps it. */
#include "tests/zones/town.h"

static struct town town;
static struct load *load;

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, COURT);
    load = load_new(town.setting.zones);
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    load_free(&load);
    return 0;
}

/* Looked up for Ada's line, written down and read again. */
PLAYS_ALL struct lookup looked_up(enum lookup_kind kind, const char *line, const char *reply_to)
{
    struct seat *ada = &town.seats[ADA];
    struct lookup first, second;
    snprintf(ada->slot.line, sizeof ada->slot.line, "%s", line);
    snprintf(ada->slot.reply_to, sizeof ada->slot.reply_to, "%s", reply_to);
    ada->slot.who = ada->who;
    struct message *command = slot_ask(&ada->slot, (zone_id){LAND_ONE});
    lookup_fill(&first, kind, command, &town.setting, town.directory, town.route, load);
    struct bytes_writer writer = {0}, again = {0};
    lookup_encode(&first, &writer);
    for (size_t length = 0; length < writer.length; length++) {
        struct bytes_reader reader = bytes_read(writer.bytes, length);
        assert_false(lookup_decode(&second, &reader));
        text_unref(&second.text);
        memory_free(second.hearers);
    }
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_true(lookup_decode(&second, &reader));
    assert_int_equal(bytes_left(&reader), 0);
    lookup_encode(&second, &again);
    assert_int_equal(writer.length, again.length);
    assert_memory_equal(writer.bytes, again.bytes, writer.length);
    text_unref(&first.text);
    memory_free(first.hearers);
    bytes_free(&writer);
    bytes_free(&again);
    return second;
}

PLAYS_ALL void finds(enum lookup_kind kind, const char *line, const char *reply_to, const char *name)
{
    struct lookup lookup = looked_up(kind, line, reply_to);
    assert_int_equal(lookup.found, name != NULL);
    if (name != NULL)
        assert_string_equal(lookup.sighting.name, name);
    text_unref(&lookup.text);
    memory_free(lookup.hearers);
}

PLAYS_ALL void test_players(void **state)
{
    (void)state;
    finds(LOOKUP_PLAYER, "bob hello", "", "Bob");
    finds(LOOKUP_PLAYER, "BO hello", "", "Bob");
    finds(LOOKUP_PLAYER, "bobo hello", "", NULL);
    finds(LOOKUP_PLAYER, "", "", NULL);
    finds(LOOKUP_PLAYER, "bobbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "", NULL);
    finds(LOOKUP_REPLY, "bob hello", "Ada", "Ada");
    finds(LOOKUP_REPLY, "hello", "", NULL);
    finds(LOOKUP_NOTHING, "bob", "Bob", NULL);
}

PLAYS_ALL void test_texts(void **state)
{
    (void)state;
    static const struct { enum lookup_kind kind; const char *words; } rows[] = {
        { LOOKUP_WHO, "2 players are in the world.\n" }, { LOOKUP_ZONES, "one" }, { LOOKUP_THREADS, "worker_inputs: " },
    };
    for (unsigned at = 0; at < 3; at++) {
        struct lookup lookup = looked_up(rows[at].kind, "", "");
        assert_non_null(strstr(text_bytes(lookup.text), rows[at].words));
        text_unref(&lookup.text);
        memory_free(lookup.hearers);
    }
}

/* The names and the columns that `kallisti ctl zones` has; of a load that only the balancer would know. */
PLAYS_ALL void test_zones(void **state)
{
    (void)state;
    load_players(load, LAND_TWO, 1);
    atomic_store(&load->zone[LAND_TWO].share, 123400000);
    atomic_store(&load->zone[LAND_TWO].pinned, true);
    atomic_store(&load->zone[LAND_TWO].over, true);
    struct lookup lookup = looked_up(LOOKUP_ZONES, "", "");
    static const char *const lines[] = {
        "zone 1, one: worker 0, 0.00 percent of its time, 0 players",
        "zone 2, two: worker 0, 12.34 percent of its time, 1 player, pinned, over its budget",
        "zone 3, login.1: worker 0, 0.00 percent of its time, 0 players",
    };
    for (unsigned at = 0; at < sizeof lines / sizeof lines[0]; at++)
        assert_true(text_has_line(lookup.text, lines[at]));
    text_unref(&lookup.text);
    memory_free(lookup.hearers);
}

/* One of each, and the number of threads that are there. */
PLAYS_ALL void test_threads(void **state)
{
    (void)state;
    for (unsigned net = 0; net < 3; net++)
        route_add_net(town.route, town.worker);
    route_set_net_threads(town.route, 1);
    struct lookup lookup = looked_up(LOOKUP_THREADS, "", "");
    assert_true(text_has_line(lookup.text, "1 worker runs zones, 1 thread serves the network."));
    text_unref(&lookup.text);
    memory_free(lookup.hearers);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = { ONE(test_players), ONE(test_texts), ONE(test_zones), ONE(test_threads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
