/* tests/zones/test_holder.c -- which holders a cut writes, when, and as what. */
#include "tests/zones/town.h"

static struct town town;
static struct zone *zone;
static struct thing { struct holder holder; char value, written; } things[3];

PLAYS_ALL void thing_write(struct zone *of, struct holder *holder)
{
    struct thing *thing = HOLDER_OF(holder, struct thing, holder);
    assert_ptr_equal(of, zone);
    thing->written = thing->value;
    for (uint8_t bit = 0; bit < 8; bit++)
        if ((holder->dirty & 1u << bit) != 0)
            zone_record(zone, "thing", bit, NULL);
}
static const struct holder_kind thing_kind = { .name = "thing", .write = thing_write };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    town_begin(&town);
    town_open(&town);
    zone = town.zones[LAND_ONE];
    for (unsigned at = 0; at < 3; at++)
        things[at] = (struct thing){ .holder = { .kind = &thing_kind }, .value = 'a' };
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 3; at++)
        holder_leave(zone, &things[at].holder);
    message_list_free(&zone->out);
    town_close(&town);
    return 0;
}

PLAYS_ALL void change(unsigned at, char value, uint8_t dirty)
{
    holder_touch(zone, &things[at].holder, dirty);
    things[at].value = value;
}

PLAYS_ALL void test_counts(void **state)
{
    (void)state;
    change(0, 'b', 1);
    change(0, 'c', 1);
    change(0, 'd', 6);
    change(1, 'b', 4);
    assert_int_equal(zone->holders.dirty, 4);
    assert_false(holders_due(&zone->holders));      /* no cut has begun */
    holders_write(zone, 100);
    assert_int_equal(zone->out.length, 0);
    holders_cut(zone, 1);
    assert_true(holders_due(&zone->holders));
    holders_write(zone, 100);
    assert_int_equal(zone->out.length, 4);
    assert_int_equal(zone->holders.dirty, 0);
    assert_false(holders_due(&zone->holders));
}

/* Oldest first, and as they were when the cut began. */
PLAYS_ALL void test_pieces(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 3; at++)
        change(at, 'b', 1);
    holders_cut(zone, 1);
    holders_write(zone, 1);
    assert_int_equal(things[0].written, 'b');
    assert_int_equal(things[1].written, 0);
    change(2, 'c', 2);                              /* written as it was, then newly changed */
    assert_int_equal(things[2].written, 'b');
    assert_int_equal(zone->out.length, 2);
    change(0, 'c', 1);                              /* had its turn: nothing to write now */
    assert_int_equal(zone->out.length, 2);
    assert_int_equal(things[0].written, 'b');
    assert_true(holders_due(&zone->holders));
    holders_write(zone, 100);
    assert_int_equal(things[1].written, 'b');
    assert_int_equal(zone->out.length, 3);
    assert_int_equal(zone->holders.dirty, 2);       /* what the next cut must write */
    holders_cut(zone, 2);
    holders_write(zone, 100);
    assert_int_equal(things[0].written, 'c');
    assert_int_equal(things[2].written, 'c');
    assert_int_equal(zone->out.length, 5);
}

/* Whoever leaves gives the open cut what it needs, and takes along what is newer. */
PLAYS_ALL void test_leaving(void **state)
{
    (void)state;
    change(0, 'b', 3);
    holders_cut(zone, 1);
    assert_int_equal(holder_leave(zone, &things[0].holder), 0);
    assert_int_equal(zone->out.length, 2);
    change(1, 'b', 5);
    assert_int_equal(holder_leave(zone, &things[1].holder), 5);
    assert_int_equal(zone->out.length, 2);
    assert_int_equal(zone->holders.dirty, 0);
    holders_cut(zone, 2);
    holders_write(zone, 100);
    assert_int_equal(zone->out.length, 2);
}

PLAYS_ALL void test_broken_on_purpose(void **state)
{
    (void)state;
    town.setting.broken = RULE_TOUCH;
    change(0, 'b', 1);
    holders_cut(zone, 1);
    change(0, 'c', 1);
    assert_int_equal(things[0].written, 0);
    holders_write(zone, 100);
    assert_int_equal(things[0].written, 'c');       /* the cut has what came after it */
    town.setting.broken = 0;
}

/* Read back in any order, they stand in the order of their turns. */
PLAYS_ALL void test_bytes(void **state)
{
    (void)state;
    change(2, 'b', 1);
    change(0, 'b', 2);
    holders_cut(zone, 7);
    change(1, 'b', 4);
    struct bytes_writer writer = {0};
    for (unsigned at = 0; at < 3; at++)
        holder_encode(&things[at].holder, &writer);
    holders_encode(&zone->holders, &writer);
    struct holder copies[3] = { { .kind = &thing_kind }, { .kind = &thing_kind }, { .kind = &thing_kind } };
    struct holders holders;
    holders_begin(&holders);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    for (unsigned at = 0; at < 3; at++)
        assert_true(holder_decode(&holders, &copies[at], 3, &reader));
    assert_true(holders_decode(&holders, &reader));
    assert_ptr_equal(holders.first, &copies[2]);
    assert_ptr_equal(copies[2].next, &copies[0]);
    assert_ptr_equal(copies[0].next, &copies[1]);
    assert_null(copies[1].next);
    assert_int_equal(holders.dirty, 3);
    assert_true(holders_due(&holders));
    assert_int_equal(holders.epoch, 7);
    reader = bytes_read(writer.bytes, writer.length);
    holders_begin(&holders);
    memset(copies, 0, sizeof copies);
    assert_false(holder_decode(&holders, &copies[0], 1, &reader));  /* of a record that there is not */
    bytes_free(&writer);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(test_counts), ONE(test_pieces), ONE(test_leaving), ONE(test_broken_on_purpose), ONE(test_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
