/* tests/core/test_text.c -- shared bytes stay as they were made and live as long as anybody refers to them. */
#include "core/text.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_bytes_and_nul(void **state)
{
    (void)state;
    struct text *text = text_new("a\0b", 3);
    assert_int_equal(text_length(text), 3);
    assert_memory_equal(text_bytes(text), "a\0b\0", 4);
    text_unref(&text);
    assert_null(text);
    text_unref(&text);

    text = text_new(NULL, 0);
    assert_int_equal(text_length(text), 0);
    assert_string_equal(text_bytes(text), "");
    text_unref(&text);
}

static void test_text_is_a_copy(void **state)
{
    (void)state;
    char original[] = "north";
    struct text *text = text_string(original);
    original[0] = 'N';
    assert_string_equal(text_bytes(text), "north");
    text_unref(&text);
}

static void test_again_where_it_was(void **state)
{
    (void)state;
    struct text *worn = NULL, *text = text_again(&worn, "You go north.", 13);
    assert_string_equal(text_bytes(text), "You go north.");
    for (unsigned length = 0; length <= 1000; length += 250) {
        char line[1001];
        struct text *before = worn = text;
        memset(line, 'a' + (int)(length / 250), length);
        text = text_again(&worn, line, length);
        assert_ptr_equal(text, before);
        assert_null(worn);
        assert_int_equal(text_length(text), length);
        assert_memory_equal(text_bytes(text), line, length);
        assert_int_equal(text_bytes(text)[length], '\0');
    }
    text_unref(&text);
}

static void test_again_elsewhere(void **state)
{
    (void)state;
    static char large[5000];
    struct text *reader = text_string("Ada says, 'hello'"), *worn = text_ref(reader);
    struct text *text = text_again(&worn, "bye", 3);
    assert_null(worn);
    assert_string_equal(text_bytes(reader), "Ada says, 'hello'");
    assert_string_equal(text_bytes(text), "bye");
    text_unref(&reader);
    memset(large, 'l', sizeof large);
    worn = text;                        /* which has room for 1,000 */
    text = text_again(&worn, large, 1001);
    assert_int_equal(strlen(text_bytes(text)), 1001);
    worn = text;
    text = text_again(&worn, large, sizeof large);
    assert_int_equal(text_length(text), sizeof large);
    assert_memory_equal(text_bytes(text), large, sizeof large);
    worn = text;
    struct text *again = text_again(&worn, large, sizeof large);
    assert_ptr_equal(again, text);
    text_unref(&again);
}

static void test_printf_of_every_length(void **state)
{
    (void)state;
    char filling[1200];
    for (size_t length = 0; length < sizeof filling; length += 7) {
        memset(filling, 'x', length);
        filling[length] = '\0';
        struct text *text = text_printf("%s|%d", filling, 42);
        assert_int_equal(text_length(text), length + 3);
        assert_memory_equal(text_bytes(text), filling, length);
        assert_string_equal(text_bytes(text) + length, "|42");
        text_unref(&text);
    }
}

static void test_printf_at_the_edge_of_the_line(void **state)
{
    (void)state;
    for (int width = 509; width <= 515; width++) {
        struct text *text = text_printf("%*d", width, 7);
        assert_int_equal(text_length(text), width);
        assert_int_equal(text_bytes(text)[width - 1], '7');
        text_unref(&text);
    }
}

static void test_reference_keeps_it_alive(void **state)
{
    (void)state;
    assert_null(text_ref(NULL));
    struct text *text = text_string("Ada arrives.");
    struct text *other = text_ref(text);
    assert_ptr_equal(other, text);
    text_unref(&text);
    assert_string_equal(text_bytes(other), "Ada arrives.");
    text_unref(&other);
}

enum { LISTENERS = 4, TURNS = 20000 };

static void *listener(void *shared)
{
    struct text *mine = shared; /* one reference, given by who started the thread */
    for (unsigned turn = 0; turn < TURNS; turn++) {
        struct text *again = text_ref(mine);
        if (text_length(again) != 6 || memcmp(text_bytes(again), "shared", 6) != 0) {
            text_unref(&again);
            text_unref(&mine);
            return "changed";
        }
        text_unref(&again);
    }
    text_unref(&mine);
    return NULL;
}

static void test_many_threads_share_one(void **state)
{
    (void)state;
    struct text *text = text_string("shared");
    pthread_t threads[LISTENERS];
    for (unsigned i = 0; i < LISTENERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, listener, text_ref(text)), 0);
    }
    text_unref(&text); /* the last listener frees it */
    for (unsigned i = 0; i < LISTENERS; i++) {
        void *wrong;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

static void test_lines(void **state)
{
    (void)state;
    struct text *text = text_string("bob\n\ncyd\ndan");
    assert_true(text_has_line(text, "bob"));
    assert_true(text_has_line(text, "cyd"));
    assert_true(text_has_line(text, "dan"));
    assert_true(text_has_line(text, ""));
    assert_false(text_has_line(text, "bo"));
    assert_false(text_has_line(text, "bobb"));
    assert_false(text_has_line(text, "bob\n"));
    assert_false(text_has_line(NULL, ""));
    text_unref(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_and_nul),
        cmocka_unit_test(test_text_is_a_copy),
        cmocka_unit_test(test_again_where_it_was),
        cmocka_unit_test(test_again_elsewhere),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_printf_of_every_length),
        cmocka_unit_test(test_printf_at_the_edge_of_the_line),
        cmocka_unit_test(test_reference_keeps_it_alive),
        cmocka_unit_test(test_many_threads_share_one),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
