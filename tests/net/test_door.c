/* tests/net/test_door.c -- how many may come in, and from where. */
#include "net/door.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct in6_addr address(const char *text)
{
    struct in6_addr address;
    assert_int_equal(inet_pton(AF_INET6, text, &address), 1);
    return address;
}

static NET_THREAD enum door_answer enter(struct door *door, const char *from)
{
    struct in6_addr it = address(from);
    return door_enter(door, &it);
}

static NET_THREAD void leave(struct door *door, const char *from)
{
    struct in6_addr it = address(from);
    door_leave(door, &it);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void limits_hold_and_places_come_back(void **state)
{
    (void)state;
    struct options options = {.net_sessions_max = 4, .net_sessions_per_address = 2};
    struct door *door = door_new(&options);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_LET_IN);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_LET_IN);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_ADDRESS_FULL);
    assert_int_equal(enter(door, "::ffff:10.0.0.2"), DOOR_LET_IN);
    assert_int_equal(enter(door, "::ffff:10.0.0.3"), DOOR_LET_IN);
    assert_int_equal(enter(door, "::ffff:10.0.0.4"), DOOR_FULL);
    leave(door, "::ffff:10.0.0.1");
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_LET_IN);
    leave(door, "::ffff:10.0.0.2");
    leave(door, "::ffff:10.0.0.3");
    /* A whole /64 is one household. */
    assert_int_equal(enter(door, "2001:db8::1"), DOOR_LET_IN);
    assert_int_equal(enter(door, "2001:db8::2"), DOOR_LET_IN);
    leave(door, "::ffff:10.0.0.1");
    assert_int_equal(enter(door, "2001:db8::3"), DOOR_ADDRESS_FULL);
    assert_int_equal(enter(door, "2001:db8:0:1::3"), DOOR_LET_IN);
    door_free(&door);
    assert_null(door);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void only_narrower(void **state)
{
    (void)state;
    struct options options = {.net_sessions_max = 2, .net_sessions_per_address = 9};
    struct door *door = door_new(&options);
    door_narrow(door, 3);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_LET_IN);
    door_narrow(door, 1);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_FULL);
    leave(door, "::ffff:10.0.0.1");
    door_narrow(door, 3);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_LET_IN);
    assert_int_equal(enter(door, "::ffff:10.0.0.1"), DOOR_FULL);
    door_free(&door);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void many_addresses_are_told_apart(void **state)
{
    (void)state;
    struct options options = {.net_sessions_max = 100000, .net_sessions_per_address = 1};
    struct door *door = door_new(&options);
    for (unsigned round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 20000; i++) {
            struct in6_addr it = address("::ffff:0.0.0.0");
            it.s6_addr[14] = (uint8_t)(i >> 8);
            it.s6_addr[15] = (uint8_t)i;
            if (round == 0) {
                assert_int_equal(door_enter(door, &it), DOOR_LET_IN);
                assert_int_equal(door_enter(door, &it), DOOR_ADDRESS_FULL);
            } else {
                door_leave(door, &it);
            }
        }
    }
    assert_int_equal(enter(door, "::ffff:0.0.0.1"), DOOR_LET_IN);
    door_free(&door);
}

static REQUIRES_ROLE(main_role) REQUIRES_ROLE(net_role) void who_asks_too_often_must_wait(void **state)
{
    (void)state;
    struct options options = {.net_sessions_max = 4, .net_sessions_per_address = 2, .net_census_per_minute = 3};
    struct door *door = door_new(&options);
    struct in6_addr one = address("::ffff:10.0.0.1"), other = address("2001:db8::1"), same = address("2001:db8::2");
    for (unsigned i = 0; i < 3; i++) {
        assert_true(door_may_tell(door, &one, 1000000));
    }
    assert_false(door_may_tell(door, &one, 1000000));
    assert_false(door_may_tell(door, &one, 1000000 + 19999));
    assert_true(door_may_tell(door, &one, 1000000 + 20000)); /* one more every third of a minute */
    assert_false(door_may_tell(door, &one, 1000000 + 20000));
    assert_true(door_may_tell(door, &other, 1000000));
    assert_true(door_may_tell(door, &same, 1000000));
    assert_true(door_may_tell(door, &other, 1000000));
    assert_false(door_may_tell(door, &same, 1000000)); /* a household */
    door_free(&door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_hold_and_places_come_back),
        cmocka_unit_test(only_narrower),
        cmocka_unit_test(many_addresses_are_told_apart),
        cmocka_unit_test(who_asks_too_often_must_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
