/* core/bytes.h -- writing and reading the bytes of records, parcels, recordings.
 *
 * All numbers are little endian, whatever the machine.  A writer grows; a reader never runs past its
 * end: the first bad read sets `failed`, and every later read gives zero, so that a decoder may read
 * a whole record and ask once.  Decoding validates, it never asserts: the bytes may come from a disk. */
#ifndef CORE_BYTES_H
#define CORE_BYTES_H

#include "core/id.h"
#include "core/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes_writer {
    uint8_t *bytes;    /* owned; free with bytes_free() or hand over with bytes_text() */
    size_t   length;
    size_t   room;
};

struct bytes_reader {
    const uint8_t *bytes; /* borrowed */
    size_t         length;
    size_t         at;
    bool           failed;
};

/* Makes room for so many bytes more, for who knows how many will come. */
void bytes_reserve(struct bytes_writer *writer, size_t more);
/* These two are called for nearly every word that anybody reads: no call of a function for a byte. */
static inline void put_bytes(struct bytes_writer *writer, const void *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    if (length > writer->room - writer->length) {
        bytes_reserve(writer, length);
    }
    memcpy(writer->bytes + writer->length, bytes, length);
    writer->length += length;
}
static inline void put_u8(struct bytes_writer *writer, uint8_t value)
{
    put_bytes(writer, &value, 1);
}
/* Without a NUL, and as core/words.h does it. */
void put_printf(struct bytes_writer *writer, const char *format, ...) PRINTF_LIKE(2, 3);
void put_vprintf(struct bytes_writer *writer, const char *format, va_list arguments) PRINTF_LIKE(2, 0);
void put_decimal(struct bytes_writer *writer, int64_t value);        /* its digits */
void put_u16(struct bytes_writer *writer, uint16_t value);
void put_u32(struct bytes_writer *writer, uint32_t value);
void put_u64(struct bytes_writer *writer, uint64_t value);
void put_i64(struct bytes_writer *writer, int64_t value);
void put_string(struct bytes_writer *writer, const char *string);    /* u32 length, bytes */
void put_text(struct bytes_writer *writer, const struct text *text); /* NULL differs from empty */
void put_entity(struct bytes_writer *writer, entity_id id);
/* Overwrites four bytes at `at`, for a length or count known only later. */
void put_u32_at(struct bytes_writer *writer, size_t at, uint32_t value);

struct bytes_reader bytes_read(const void *bytes, size_t length);
const uint8_t *take_bytes(struct bytes_reader *reader, size_t length); /* NULL when it fails */
uint8_t  take_u8(struct bytes_reader *reader);
uint16_t take_u16(struct bytes_reader *reader);
uint32_t take_u32(struct bytes_reader *reader);
uint64_t take_u64(struct bytes_reader *reader);
int64_t  take_i64(struct bytes_reader *reader);
/* Copies a string of at most size - 1 bytes without NULs and ends it; a longer one, or one with a NUL
 * inside, fails. */
void     take_string(struct bytes_reader *reader, char *string, size_t size);
struct text *take_text(struct bytes_reader *reader, size_t most);    /* NULL for NULL or failure */
entity_id take_entity(struct bytes_reader *reader);
size_t   bytes_left(const struct bytes_reader *reader);

void     bytes_free(struct bytes_writer *writer);
void     bytes_clear(struct bytes_writer *writer);                   /* keeps the memory */
struct text *bytes_text(const struct bytes_writer *writer);          /* a copy */
/* XXH3, 64 bits (libxxhash). */
uint64_t bytes_hash(const void *bytes, size_t length);

#endif
