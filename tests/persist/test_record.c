/* tests/persist/test_record.c -- the envelope: what was sealed opens, and nothing else does. */
#include "persist/record.h"

#include "core/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct text *sample(void)
{
    struct text *content = text_new("a sword\0of words", 16);
    struct text *sealed = record_seal("body:ada", 7, 41, content);
    text_unref(&content);
    return sealed;
}

static void round_trip(void **state)
{
    (void)state;
    struct text *sealed = sample();
    uint64_t epoch = 0, version = 0;
    const char *reason = "unset";
    struct text *content = record_open("body:ada", sealed, &epoch, &version, &reason);
    assert_non_null(content);
    assert_null(reason);
    assert_int_equal(epoch, 7);
    assert_int_equal(version, 41);
    assert_int_equal(text_length(content), 16);
    assert_memory_equal(text_bytes(content), "a sword\0of words", 16);
    text_unref(&content);
    text_unref(&sealed);
}

static void empty_content(void **state)
{
    (void)state;
    struct text *nothing = text_new("", 0);
    struct text *sealed = record_seal("x", 1, 1, nothing);
    const char *reason;
    struct text *content = record_open("x", sealed, NULL, NULL, &reason);
    assert_non_null(content);
    assert_int_equal(text_length(content), 0);
    text_unref(&content);
    text_unref(&sealed);
    text_unref(&nothing);
}

/* For people: what there is, and what is wrong with it. */
static void looked_at(void **state)
{
    (void)state;
    struct text *sealed = sample();
    struct record_seen seen;
    struct text *content = record_look("body:ada", sealed, &seen);
    assert_true(seen.checksum && seen.reason == NULL && seen.epoch == 7 && seen.version == 41);
    assert_int_equal(text_length(content), 16);
    text_unref(&content);
    char bytes[200];
    size_t length = text_length(sealed);
    memcpy(bytes, text_bytes(sealed), length);
    bytes[length - 10] ^= 1;                            /* in the content */
    for (size_t cut = 0; cut < length; cut++) {
        struct text *damaged = text_new(bytes, length - cut);
        content = record_look("body:ada", damaged, &seen);
        assert_false(seen.checksum);
        assert_non_null(seen.reason);
        if (cut == 0)
            assert_true(seen.epoch == 7 && seen.version == 41 && text_length(content) == 16);
        text_unref(&content);
        text_unref(&damaged);
    }
    text_unref(&sealed);
}

static void other_name(void **state)
{
    (void)state;
    const char *names[] = {"body:bob", "body:ad", "body:adam", ""};
    struct text *sealed = sample();
    for (unsigned at = 0; at < sizeof names / sizeof *names; at++) {
        const char *reason = NULL;
        assert_null(record_open(names[at], sealed, NULL, NULL, &reason));
        assert_non_null(reason);
    }
    text_unref(&sealed);
}

static void every_bit_flip(void **state)
{
    (void)state;
    struct text *sealed = sample();
    size_t length = text_length(sealed);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        char bytes[256];
        memcpy(bytes, text_bytes(sealed), length);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        struct text *damaged = text_new(bytes, length);
        const char *reason = NULL;
        assert_null(record_open("body:ada", damaged, NULL, NULL, &reason));
        assert_non_null(reason);
        text_unref(&damaged);
    }
    text_unref(&sealed);
}

static void every_truncation(void **state)
{
    (void)state;
    struct text *sealed = sample();
    for (size_t length = 0; length < text_length(sealed); length++) {
        struct text *cut = text_new(text_bytes(sealed), length);
        const char *reason = NULL;
        assert_null(record_open("body:ada", cut, NULL, NULL, &reason));
        assert_non_null(reason);
        text_unref(&cut);
    }
    text_unref(&sealed);
}

/* Somebody who knows the format, lying about lengths under a right checksum. */
static void lying_lengths(void **state)
{
    (void)state;
    struct text *sealed = sample();
    size_t length = text_length(sealed);
    const struct {
        size_t  at;
        uint8_t byte;
    } lies[] = {{6, 9}, {6, 0}, {7, 255}, {24, 15}, {24, 17}, {27, 255}, {4, 2}};
    for (unsigned lie = 0; lie < sizeof lies / sizeof *lies; lie++) {
        uint8_t bytes[256];
        struct bytes_writer sum = {0};
        memcpy(bytes, text_bytes(sealed), length);
        bytes[lies[lie].at] = lies[lie].byte;
        put_u64(&sum, bytes_hash(bytes, length - 8));
        memcpy(bytes + length - 8, sum.bytes, 8);
        struct text *damaged = text_new(bytes, length);
        const char *reason = NULL;
        assert_null(record_open("body:ada", damaged, NULL, NULL, &reason));
        assert_non_null(reason);
        text_unref(&damaged);
        bytes_free(&sum);
    }
    text_unref(&sealed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),      cmocka_unit_test(empty_content),    cmocka_unit_test(looked_at),
        cmocka_unit_test(other_name),
        cmocka_unit_test(every_bit_flip),  cmocka_unit_test(every_truncation), cmocka_unit_test(lying_lengths),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
