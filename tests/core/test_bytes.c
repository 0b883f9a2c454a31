/* tests/core/test_bytes.c -- what is put comes back; what is damaged fails and gives zeros. */
#include "core/bytes.h"
#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_numbers_are_little_endian(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u8(&writer, 0x01);
    put_u16(&writer, 0x0203);
    put_u32(&writer, 0x04050607);
    put_u64(&writer, UINT64_C(0x08090a0b0c0d0e0f));
    static const uint8_t expected[] = {1, 3, 2, 7, 6, 5, 4, 15, 14, 13, 12, 11, 10, 9, 8};
    assert_int_equal(writer.length, sizeof expected);
    assert_memory_equal(writer.bytes, expected, sizeof expected);
    bytes_free(&writer);
    assert_null(writer.bytes);
    assert_int_equal(writer.length, 0);
}

static void test_everything_comes_back(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    struct text *empty = text_new("", 0);
    struct text *binary = text_new("a\0b", 3);
    put_u8(&writer, UINT8_MAX);
    put_u16(&writer, UINT16_MAX);
    put_u32(&writer, UINT32_MAX);
    put_u64(&writer, UINT64_MAX);
    put_i64(&writer, INT64_MIN);
    put_i64(&writer, -1);
    put_string(&writer, "Ada");
    put_string(&writer, "");
    put_string(&writer, "lantern");
    put_text(&writer, NULL);
    put_text(&writer, empty);
    put_text(&writer, binary);
    put_entity(&writer, (entity_id){1, 2, 3});

    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    char name[NAME_SIZE];
    assert_int_equal(take_u8(&reader), UINT8_MAX);
    assert_int_equal(take_u16(&reader), UINT16_MAX);
    assert_int_equal(take_u32(&reader), UINT32_MAX);
    assert_true(take_u64(&reader) == UINT64_MAX);
    assert_true(take_i64(&reader) == INT64_MIN);
    assert_true(take_i64(&reader) == -1);
    take_string(&reader, name, sizeof name);
    assert_string_equal(name, "Ada");
    take_string(&reader, name, sizeof name);
    assert_string_equal(name, "");
    char lantern[8];
    take_string(&reader, lantern, sizeof lantern);
    assert_string_equal(lantern, "lantern");
    assert_null(take_text(&reader, 100));
    assert_false(reader.failed);
    struct text *text = take_text(&reader, 0);
    assert_int_equal(text_length(text), 0);
    text_unref(&text);
    text = take_text(&reader, 3);
    assert_int_equal(text_length(text), 3);
    assert_memory_equal(text_bytes(text), "a\0b", 3);
    text_unref(&text);
    assert_true(entity_same(take_entity(&reader), (entity_id){1, 2, 3}));
    assert_int_equal(bytes_left(&reader), 0);
    assert_false(reader.failed);

    text_unref(&empty);
    text_unref(&binary);
    bytes_free(&writer);
}

static void test_reading_past_the_end_fails_for_good(void **state)
{
    (void)state;
    struct bytes_reader reader = bytes_read("\1\2\3", 3);
    assert_int_equal(take_u32(&reader), 0);
    assert_true(reader.failed);
    assert_int_equal(take_u8(&reader), 0); /* though a byte would have been there */
    assert_null(take_bytes(&reader, 0));
    assert_int_equal(bytes_left(&reader), 0);
    assert_true(entity_none(take_entity(&reader)));

    reader = bytes_read(NULL, 0);
    assert_non_null(take_bytes(&reader, 0));
    assert_false(reader.failed);
    assert_int_equal(take_u64(&reader), 0);
    assert_true(reader.failed);
}

static void test_strings_too_long_or_with_nul_fail(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_string(&writer, "1234");
    char four[4], five[5];

    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    take_string(&reader, five, sizeof five);
    assert_string_equal(five, "1234");
    reader = bytes_read(writer.bytes, writer.length);
    take_string(&reader, four, sizeof four);
    assert_true(reader.failed);
    assert_string_equal(four, "");

    writer.bytes[5] = '\0';
    reader = bytes_read(writer.bytes, writer.length);
    take_string(&reader, five, sizeof five);
    assert_true(reader.failed);
    assert_string_equal(five, "");
    bytes_free(&writer);
}

static void test_lengths_that_lie_fail(void **state)
{
    (void)state;
    struct bytes_reader reader = bytes_read("\xfe\xff\xff\xff", 4);
    assert_null(take_text(&reader, SIZE_MAX));
    assert_true(reader.failed);
    reader = bytes_read("\x05\0\0\0abc", 7);
    assert_null(take_text(&reader, 100));
    assert_true(reader.failed);
    reader = bytes_read("\x03\0\0\0abc", 7);
    assert_null(take_text(&reader, 2));
    assert_true(reader.failed);
}

static void test_a_count_known_later(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u8(&writer, 9);
    size_t at = writer.length;
    put_u32(&writer, 0);
    for (uint32_t i = 0; i < 1000; i++) {
        put_u32(&writer, i);
    }
    put_u32_at(&writer, at, 1000);
    struct bytes_reader reader = bytes_read(writer.bytes, writer.length);
    assert_int_equal(take_u8(&reader), 9);
    assert_int_equal(take_u32(&reader), 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(take_u32(&reader), i);
    }
    size_t room = writer.room;
    bytes_clear(&writer);
    assert_int_equal(writer.length, 0);
    assert_int_equal(writer.room, room);
    bytes_free(&writer);
}

static void test_text_and_hash(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    struct text *text = bytes_text(&writer);
    assert_int_equal(text_length(text), 0);
    text_unref(&text);
    put_bytes(&writer, "sword", 5);
    put_bytes(&writer, NULL, 0);
    text = bytes_text(&writer);
    writer.bytes[0] = 'S';
    assert_string_equal(text_bytes(text), "sword");
    text_unref(&text);
    bytes_free(&writer);
    /* The value that XXH3's specification gives for no bytes at all; records keep such hashes for ever. */
    assert_true(bytes_hash("", 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(bytes_hash("ab", 2) != bytes_hash("ba", 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_little_endian),
        cmocka_unit_test(test_everything_comes_back),
        cmocka_unit_test(test_reading_past_the_end_fails_for_good),
        cmocka_unit_test(test_strings_too_long_or_with_nul_fail),
        cmocka_unit_test(test_lengths_that_lie_fail),
        cmocka_unit_test(test_a_count_known_later),
        cmocka_unit_test(test_text_and_hash),
    };
    return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
