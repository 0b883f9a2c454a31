/* tests/persist/test_record.c -- the envelope: what was sealed opens, and nothing else does. */
#include "persist/record.h"

#include "core/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SUM = 8 };

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

/* The same with another byte in it, and a checksum that is right. */
static struct text *forged(const struct text *sealed, size_t at, uint8_t byte)
{
    uint8_t bytes[4200];
    size_t length = text_length(sealed);
    struct bytes_writer sum = {0};
    memcpy(bytes, text_bytes(sealed), length);
    bytes[at] = byte;
    put_u64(&sum, bytes_hash(bytes, length - SUM));
    memcpy(bytes + length - SUM, sum.bytes, SUM);
    bytes_free(&sum);
    return text_new(bytes, length);
}

/* Somebody who knows the format, lying about lengths under a right checksum. */
static void lying_lengths(void **state)
{
    (void)state;
    struct text *sealed = sample();
    const struct {
        size_t  at;
        uint8_t byte;
    } lies[] = {{6, 9}, {6, 0}, {7, 255}, {24, 15}, {24, 17}, {27, 255}, {4, 2}, {4, 3}, {4, 0}};
    for (unsigned lie = 0; lie < sizeof lies / sizeof *lies; lie++) {
        struct text *damaged = forged(sealed, lies[lie].at, lies[lie].byte);
        const char *reason = NULL;
        assert_null(record_open("body:ada", damaged, NULL, NULL, &reason));
        assert_non_null(reason);
        text_unref(&damaged);
    }
    text_unref(&sealed);
}

/* -- packed ------------------------------------------------------------------------------------------ */

enum { LONG = 800, HEAD = 28, FORM_AT = 4, PLAIN = 1, PACKED = 2 };

/* Of numbers that are small and a name that comes again. */
static struct text *long_content(void)
{
    char bytes[LONG] = {0};
    for (unsigned at = 0; at + 40 <= LONG; at += 40)
        memcpy(bytes + at, "edged weapons", 13);
    bytes[LONG - 1] = 7;
    return text_new(bytes, LONG);
}

/* As bytes of any kind: nothing of it comes twice. */
static struct text *noise(size_t length)
{
    uint8_t bytes[4096];
    uint64_t state = 88172645463325252u;
    assert_true(length <= sizeof bytes);
    for (size_t at = 0; at < length; at++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        bytes[at] = (uint8_t)(state >> 24);
    }
    return text_new(bytes, length);
}

static void opens_as(const struct text *sealed, const struct text *content)
{
    const char *reason = "unset";
    uint64_t epoch = 0, version = 0;
    struct text *opened = record_open("body:ada", sealed, &epoch, &version, &reason);
    assert_non_null(opened);
    assert_null(reason);
    assert_true(epoch == 7 && version == 41);
    assert_int_equal(text_length(opened), text_length(content));
    assert_memory_equal(text_bytes(opened), text_bytes(content), text_length(content));
    text_unref(&opened);
}

static void what_is_long_is_packed(void **state)
{
    (void)state;
    struct text *content = long_content();
    struct text *sealed = record_seal("body:ada", 7, 41, content);
    assert_int_equal(text_bytes(sealed)[FORM_AT], PACKED);
    assert_true(text_length(sealed) < LONG / 4);
    opens_as(sealed, content);
    text_unref(&sealed);
    text_unref(&content);
}

/* However long it is, what would not be shorter stands as it is. */
static void what_does_not_shrink_is_not(void **state)
{
    (void)state;
    for (size_t length = 0; length <= 400; length++) {
        struct text *content = noise(length);
        struct text *sealed = record_seal("body:ada", 7, 41, content);
        assert_int_equal(text_bytes(sealed)[FORM_AT], PLAIN);
        assert_int_equal(text_length(sealed), HEAD + strlen("body:ada") + length + SUM);
        opens_as(sealed, content);
        text_unref(&sealed);
        text_unref(&content);
    }
}

/* Everything between what hardly shrinks and what does by far: never longer than plain, and the same when it is opened. */
static void every_length_comes_back(void **state)
{
    (void)state;
    for (size_t noisy = 0; noisy <= LONG; noisy += 7) {
        struct text *before = noise(noisy);
        struct bytes_writer writer = {0};
        put_bytes(&writer, text_bytes(before), noisy);
        for (size_t at = noisy; at < LONG; at++)
            put_u8(&writer, 'x');
        struct text *content = bytes_text(&writer);
        struct text *sealed = record_seal("body:ada", 7, 41, content);
        assert_true(text_length(sealed) <= HEAD + strlen("body:ada") + LONG + SUM);
        opens_as(sealed, content);
        text_unref(&sealed);
        text_unref(&content);
        text_unref(&before);
        bytes_free(&writer);
    }
}

/* What servers before wrote: long, and plain. */
static void long_and_plain_opens(void **state)
{
    (void)state;
    struct text *content = long_content();
    struct bytes_writer writer = {0};
    put_bytes(&writer, "KREC", 4);
    put_u16(&writer, PLAIN);
    put_u16(&writer, 8);
    put_u64(&writer, 7);
    put_u64(&writer, 41);
    put_u32(&writer, LONG);
    put_bytes(&writer, "body:ada", 8);
    put_bytes(&writer, text_bytes(content), LONG);
    put_u64(&writer, bytes_hash(writer.bytes, writer.length));
    struct text *sealed = bytes_text(&writer);
    opens_as(sealed, content);
    text_unref(&sealed);
    text_unref(&content);
    bytes_free(&writer);
}

/* Somebody who knows the format, lying about what is packed: each byte of it another, under a right checksum.  Where it still
 * unpacks to the length that is told it is another content; else it is refused, and so it is for who looks at it. */
static void lies_in_what_is_packed(void **state)
{
    (void)state;
    struct text *content = long_content();
    struct text *sealed = record_seal("body:ada", 7, 41, content);
    size_t start = HEAD + strlen("body:ada"), end = text_length(sealed) - SUM;
    unsigned refused = 0;
    for (size_t at = start; at < end; at++) {
        static const uint8_t others[] = { 0, 1, 0x7f, 0x80, 0xf0, 0xff };
        for (unsigned other = 0; other < sizeof others; other++) {
            struct text *lie = forged(sealed, at, others[other]);
            const char *reason = "unset";
            struct record_seen seen;
            struct text *opened = record_open("body:ada", lie, NULL, NULL, &reason);
            struct text *looked = record_look("body:ada", lie, &seen);
            assert_true(seen.checksum);
            assert_true((opened == NULL) == (reason != NULL));
            assert_true((looked == NULL) == (opened == NULL) && (seen.reason == NULL) == (reason == NULL));
            assert_true(opened == NULL || text_length(opened) == LONG);
            refused += opened == NULL;
            text_unref(&looked);
            text_unref(&opened);
            text_unref(&lie);
        }
    }
    assert_true(refused > 20);
    text_unref(&sealed);
    text_unref(&content);
}

/* For people: a packed one that does not check is looked at as far as it goes, which may be nowhere. */
static void packed_and_cut(void **state)
{
    (void)state;
    struct text *content = long_content();
    struct text *sealed = record_seal("body:ada", 7, 41, content);
    for (size_t length = 0; length < text_length(sealed); length++) {
        struct text *cut = text_new(text_bytes(sealed), length);
        struct record_seen seen;
        const char *reason = NULL;
        assert_null(record_open("body:ada", cut, NULL, NULL, &reason));
        assert_non_null(reason);
        struct text *looked = record_look("body:ada", cut, &seen);
        assert_non_null(seen.reason);
        text_unref(&looked);
        text_unref(&cut);
    }
    text_unref(&sealed);
    text_unref(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),      cmocka_unit_test(empty_content),    cmocka_unit_test(looked_at),
        cmocka_unit_test(other_name),
        cmocka_unit_test(every_bit_flip),  cmocka_unit_test(every_truncation), cmocka_unit_test(lying_lengths),
        cmocka_unit_test(what_is_long_is_packed),  cmocka_unit_test(what_does_not_shrink_is_not),
        cmocka_unit_test(every_length_comes_back), cmocka_unit_test(long_and_plain_opens),
        cmocka_unit_test(lies_in_what_is_packed),  cmocka_unit_test(packed_and_cut),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
