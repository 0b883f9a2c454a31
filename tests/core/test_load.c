/* tests/core/test_load.c -- what a zone costs adds up, and who is long at something is seen. */
#include "core/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

MAIN_THREAD static void test_load(void **state)
{
    (void)state;
    struct load_doing doing;
    struct load *load = load_new(3);
    assert_false(load_doing(load, 1, INT64_MAX, &doing));
    load_begin(load, 1, 2, MSG_COMMAND, "a_verb_that_is_too_long", 1000);
    assert_false(load_doing(load, 1, 999, &doing));     /* not for so long yet */
    assert_false(load_doing(load, 0, 5000, &doing));    /* somebody else is */
    assert_true(load_doing(load, 1, 1000, &doing));
    assert_int_equal(doing.zone, 2);
    assert_int_equal(doing.type, MSG_COMMAND);
    assert_int_equal(doing.since_ns, 1000);
    assert_string_equal(doing.verb, "a_verb_that_is_");
    assert_int_equal(load_end(load, 1, 2, 1500), 500);
    assert_false(load_doing(load, 1, INT64_MAX, &doing));
    load_begin(load, 0, 2, MSG_TICK, "", 1600);         /* the zone has moved */
    load_end(load, 0, 2, 1700);
    assert_int_equal(load->zone[2].ns, 600);
    assert_int_equal(load->zone[3].ns, 0);
    load_free(&load);
}

MAIN_THREAD static void test_slow(void **state)
{
    (void)state;
    struct load *load = load_new(1);
    load_begin(load, 0, 1, MSG_TICK, "", 10);
    load_end(load, 0, 1, 1000000);
    assert_int_equal(load->worker[0].slow, 0);          /* nobody said what is slow */
    load->slow_ns = 500;
    load_begin(load, 0, 1, MSG_TICK, "", 10);
    load_end(load, 0, 1, 510);
    assert_int_equal(load->worker[0].slow, 0);
    load_begin(load, 0, 1, MSG_TICK, "", 10);
    load_end(load, 0, 1, 511);
    assert_int_equal(load->worker[0].slow, 1);
    load_free(&load);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_load), cmocka_unit_test(test_slow) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
