/* core/bytes.c -- little-endian numbers, strings and texts in and out of memory.
 *
 * Any thread; a writer and a reader belong to whoever made them.  A failed read puts the reader at its
 * end, so that every later read fails without looking at the flag. */
#include "core/bytes.h"

#include "core/memory.h"
#include "core/words.h"

#include <endian.h>
#include <string.h>
#include <xxhash.h>

enum { WRITER_ROOM_MIN = 256, WORDS_ROOM = 128 };

#define TEXT_NULL UINT32_MAX /* the length that stands for "no text" */

void bytes_reserve(struct bytes_writer *writer, size_t more)
{
    assert(more <= SIZE_MAX / 4 - writer->length);
    size_t needed = writer->length + more;
    if (needed <= writer->room) {
        return;
    }
    size_t room = writer->room > 0 ? writer->room : WRITER_ROOM_MIN;
    while (room < needed) {
        room *= 2;
    }
    writer->bytes = memory_resize(writer->bytes, room);
    writer->room = room;
}

static inline void put_number(struct bytes_writer *writer, uint64_t value, unsigned width)
{
    uint64_t little = htole64(value);   /* of which the first bytes are the low ones */
    bytes_reserve(writer, width);
    memcpy(writer->bytes + writer->length, &little, width);
    writer->length += width;
}

void put_vprintf(struct bytes_writer *writer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    bytes_reserve(writer, WORDS_ROOM);
    size_t room = writer->room - writer->length;
    size_t length = words_vprint((char *)writer->bytes + writer->length, room, format, arguments);
    if (length >= room) {
        bytes_reserve(writer, length + 1);
        words_vprint((char *)writer->bytes + writer->length, length + 1, format, again);
    }
    va_end(again);
    writer->length += length;
}

void put_printf(struct bytes_writer *writer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_vprintf(writer, format, arguments);
    va_end(arguments);
}

void put_decimal(struct bytes_writer *writer, int64_t value)
{
    char digits[WORDS_DIGITS_MAX];
    size_t length;
    const char *begin = words_number(digits, value, &length);
    put_bytes(writer, begin, length);
}

void put_u16(struct bytes_writer *writer, uint16_t value)
{
    put_number(writer, value, 2);
}

void put_u32(struct bytes_writer *writer, uint32_t value)
{
    put_number(writer, value, 4);
}

void put_u64(struct bytes_writer *writer, uint64_t value)
{
    put_number(writer, value, 8);
}

void put_i64(struct bytes_writer *writer, int64_t value)
{
    put_number(writer, (uint64_t)value, 8);
}

static void put_counted(struct bytes_writer *writer, const void *bytes, size_t length)
{
    assert(length < TEXT_NULL);
    put_u32(writer, (uint32_t)length);
    put_bytes(writer, bytes, length);
}

void put_string(struct bytes_writer *writer, const char *string)
{
    put_counted(writer, string, strlen(string));
}

void put_text(struct bytes_writer *writer, const struct text *text)
{
    if (text == NULL) {
        put_u32(writer, TEXT_NULL);
    } else {
        put_counted(writer, text_bytes(text), text_length(text));
    }
}

void put_entity(struct bytes_writer *writer, entity_id id)
{
    put_u32(writer, id.incarnation);
    put_u32(writer, id.zone);
    put_u64(writer, id.counter);
}

void put_u32_at(struct bytes_writer *writer, size_t at, uint32_t value)
{
    assert(writer->length >= 4);
    assert(at <= writer->length - 4);
    for (unsigned i = 0; i < 4; i++) {
        writer->bytes[at + i] = (uint8_t)(value >> 8 * i);
    }
}

struct bytes_reader bytes_read(const void *bytes, size_t length)
{
    /* An empty writer has no bytes at all; pointing at something spares every reader the question. */
    return (struct bytes_reader){.bytes = length > 0 ? bytes : "", .length = length};
}

static void reader_fail(struct bytes_reader *reader)
{
    reader->failed = true;
    reader->at = reader->length;
}

const uint8_t *take_bytes(struct bytes_reader *reader, size_t length)
{
    if (reader->failed || length > reader->length - reader->at) {
        reader_fail(reader);
        return NULL;
    }
    const uint8_t *bytes = reader->bytes + reader->at;
    reader->at += length;
    return bytes;
}

static inline uint64_t take_number(struct bytes_reader *reader, unsigned width)
{
    const uint8_t *bytes = take_bytes(reader, width);
    uint64_t little = 0;
    if (bytes != NULL) {
        memcpy(&little, bytes, width);
    }
    return le64toh(little);
}

uint8_t take_u8(struct bytes_reader *reader)
{
    return (uint8_t)take_number(reader, 1);
}

uint16_t take_u16(struct bytes_reader *reader)
{
    return (uint16_t)take_number(reader, 2);
}

uint32_t take_u32(struct bytes_reader *reader)
{
    return (uint32_t)take_number(reader, 4);
}

uint64_t take_u64(struct bytes_reader *reader)
{
    return take_number(reader, 8);
}

int64_t take_i64(struct bytes_reader *reader)
{
    return (int64_t)take_number(reader, 8);
}

/* Length and bytes of a string of at most `most` bytes without a NUL inside; NULL when it fails. */
static const uint8_t *take_string_bytes(struct bytes_reader *reader, size_t most, size_t *length)
{
    *length = take_u32(reader);
    if (*length > most) {
        reader_fail(reader);
        return NULL;
    }
    const uint8_t *bytes = take_bytes(reader, *length);
    if (bytes != NULL && memchr(bytes, 0, *length) != NULL) {
        reader_fail(reader);
        return NULL;
    }
    return bytes;
}

void take_string(struct bytes_reader *reader, char *string, size_t size)
{
    assert(size > 0);
    size_t length;
    const uint8_t *bytes = take_string_bytes(reader, size - 1, &length);
    if (bytes == NULL) {
        string[0] = '\0';
        return;
    }
    memcpy(string, bytes, length);
    string[length] = '\0';
}

struct text *take_text(struct bytes_reader *reader, size_t most)
{
    uint32_t length = take_u32(reader);
    if (length == TEXT_NULL) {
        return NULL;
    }
    if (length > most) {
        reader_fail(reader);
        return NULL;
    }
    const uint8_t *bytes = take_bytes(reader, length);
    return bytes != NULL && !reader->failed ? text_new(bytes, length) : NULL;
}

entity_id take_entity(struct bytes_reader *reader)
{
    entity_id id;
    id.incarnation = take_u32(reader);
    id.zone = take_u32(reader);
    id.counter = take_u64(reader);
    return reader->failed ? NO_ENTITY : id;
}

size_t bytes_left(const struct bytes_reader *reader)
{
    return reader->length - reader->at;
}

void bytes_free(struct bytes_writer *writer)
{
    memory_free(writer->bytes);
    *writer = (struct bytes_writer){0};
}

void bytes_clear(struct bytes_writer *writer)
{
    writer->length = 0;
}

struct text *bytes_text(const struct bytes_writer *writer)
{
    return text_new(writer->bytes, writer->length);
}

uint64_t bytes_hash(const void *bytes, size_t length)
{
    return XXH3_64bits(bytes, length);
}
