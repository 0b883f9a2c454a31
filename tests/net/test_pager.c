/* tests/net/test_pager.c -- tests net/pager.c: a long answer in pages. */
#include "net/pager.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void begin(struct pager *pager, const char *bytes, unsigned lines, struct bytes_writer *out)
{
    pager_begin(pager, (const uint8_t *)bytes, strlen(bytes), lines, out);
}

static void expect(struct bytes_writer *out, const char *wanted)
{
    put_u8(out, 0);
    assert_string_equal((const char *)out->bytes, wanted);
    bytes_clear(out);
}

static void lines_are_counted(void **state)
{
    (void)state;
    assert_int_equal(pager_lines((const uint8_t *)"", 0), 0);
    assert_int_equal(pager_lines((const uint8_t *)"a\r\nb\r\n", 6), 2);
    assert_int_equal(pager_lines((const uint8_t *)"a\r\nb\r\nc", 7), 3);
}

static void page_after_page_nothing_is_lost(void **state)
{
    (void)state;
    struct pager pager = {0};
    struct bytes_writer out = {0};
    begin(&pager, "1\r\n2\r\n3\r\n4\r\n5\r\n", 2, &out);
    expect(&out, "1\r\n2\r\n");
    assert_true(pager_active(&pager));
    assert_int_equal(pager_pages(&pager, 2), 2);
    assert_int_equal(pager_pages(&pager, 3), 1);
    assert_true(pager_next(&pager, 2, &out));
    expect(&out, "3\r\n4\r\n");
    assert_int_equal(pager_pages(&pager, 2), 1);
    assert_false(pager_next(&pager, 2, &out));
    expect(&out, "5\r\n");
    assert_false(pager_active(&pager));
    bytes_free(&out);
}

static void the_rest_can_come_at_once_or_never(void **state)
{
    (void)state;
    struct pager pager = {0};
    struct bytes_writer out = {0};
    begin(&pager, "1\n2\n3\n4\n5", 1, &out);
    assert_false(pager_next(&pager, 0, &out));
    expect(&out, "1\n2\n3\n4\n5");
    begin(&pager, "1\n2\n", 1, &out);
    pager_end(&pager);
    assert_false(pager_active(&pager));
    bytes_free(&out);
}

static void colours_stop_at_a_page_and_go_on_behind_it(void **state)
{
    (void)state;
    struct pager pager = {0};
    struct bytes_writer out = {0};
    begin(&pager, "\033[1;35m\033[0;37mone\n\033[7ztwo\033[1\nthree\nfour\033[0m\nfive\nsix\n", 1, &out);
    expect(&out, "\033[1;35m\033[0;37mone\n\033[0m");
    pager_next(&pager, 2, &out);
    expect(&out, "\033[0;37m\033[7ztwo\033[1\nthree\n\033[0m");
    pager_next(&pager, 1, &out);
    expect(&out, "\033[0;37mfour\033[0m\n");
    pager_next(&pager, 1, &out);
    expect(&out, "five\n");
    pager_end(&pager);
    bytes_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted),
        cmocka_unit_test(page_after_page_nothing_is_lost),
        cmocka_unit_test(the_rest_can_come_at_once_or_never),
        cmocka_unit_test(colours_stop_at_a_page_and_go_on_behind_it),
    };
    return cmocka_run_group_tests_name("pager", tests, NULL, NULL);
}
