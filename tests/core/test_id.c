/* tests/core/test_id.c -- ids compare and print. */
#include "core/id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_session_parts(void **state)
{
    (void)state;
    session_id session = session_make(3, 0x123456, 7);
    assert_int_equal(session_thread(session), 3);
    assert_int_equal(session_place(session), 0x123456);
    assert_false(session_same(session, session_make(3, 0x123456, 8)));
    assert_true(session_same(NO_SESSION, session_make(0, 0, 0)));
}

static void test_entity_compare(void **state)
{
    (void)state;
    entity_id id = {1, 2, 3};
    assert_true(entity_same(id, (entity_id){1, 2, 3}));
    assert_false(entity_same(id, (entity_id){2, 2, 3}));
    assert_false(entity_same(id, (entity_id){1, 3, 3}));
    assert_false(entity_same(id, (entity_id){1, 2, 4}));
    assert_true(entity_none(NO_ENTITY));
    assert_false(entity_none((entity_id){0, 0, 1}));
}

static void test_entity_text(void **state)
{
    (void)state;
    assert_string_equal(entity_text((entity_id){1, 20, 300}, (char[48]){0}), "1.20.300");
    const char *longest = entity_text((entity_id){UINT32_MAX, UINT32_MAX, UINT64_MAX}, (char[48]){0});
    assert_string_equal(longest, "4294967295.4294967295.18446744073709551615");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session_parts),
        cmocka_unit_test(test_entity_compare),
        cmocka_unit_test(test_entity_text),
    };
    return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
