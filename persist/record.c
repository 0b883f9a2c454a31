/* persist/record.c -- sealing a value, and opening it again without trusting it.
 *
 * Any thread; nothing here is shared.  What a content means is its zone's business. */
#include "persist/record.h"

#include "core/bytes.h"
#include "core/memory.h"
#include "core/message.h"

#include <lz4.h>
#include <string.h>

enum {
    PLAIN = 1,
    PACKED = 2,
    HEAD_SIZE = 28,
    SUM_SIZE = 8,
    LENGTH_SIZE = 4,
    PACKED_LEAST = 100,                /* a shorter content is hardly ever worth it: a place has 78 bytes */
    RATIO_MOST = 255,                  /* LZ4's own: a byte of a block is at most so many of the content */
};
static const char magic[4] = {'K', 'R', 'E', 'C'};
static const char unpacks_not[] = "does not unpack";

/* False, and nothing is written, when it would not be shorter. */
static bool content_pack(struct bytes_writer *writer, const struct text *content)
{
    size_t length = text_length(content);
    if (length < PACKED_LEAST || length > LZ4_MAX_INPUT_SIZE)
        return false;
    bytes_reserve(writer, length);
    uint8_t *block = writer->bytes + writer->length + LENGTH_SIZE;
    int packed = LZ4_compress_default(text_bytes(content), (char *)block, (int)length, (int)(length - LENGTH_SIZE - 1));
    if (packed <= 0)
        return false;
    put_u32(writer, (uint32_t)length);
    writer->length += (size_t)packed;
    return true;
}

struct text *record_seal(const char *name, uint64_t epoch, uint64_t version, const struct text *content)
{
    size_t name_length = strlen(name);
    assert(name_length > 0 && name_length < KEY_SIZE);
    assert(text_length(content) <= UINT32_MAX);
    struct bytes_writer writer = {0};
    put_bytes(&writer, magic, sizeof magic);
    put_u16(&writer, PACKED);
    put_u16(&writer, (uint16_t)name_length);
    put_u64(&writer, epoch);
    put_u64(&writer, version);
    put_u32(&writer, 0);
    put_bytes(&writer, name, name_length);
    size_t start = writer.length;
    if (!content_pack(&writer, content)) {
        writer.bytes[sizeof magic] = PLAIN;
        put_bytes(&writer, text_bytes(content), text_length(content));
    }
    put_u32_at(&writer, HEAD_SIZE - LENGTH_SIZE, (uint32_t)(writer.length - start));
    put_u64(&writer, bytes_hash(writer.bytes, writer.length));
    struct text *sealed = bytes_text(&writer);
    bytes_free(&writer);
    return sealed;
}

/* The content of what stands there packed, or NULL. */
static struct text *content_unpack(const uint8_t *bytes, size_t length)
{
    struct bytes_reader reader = bytes_read(bytes, length);
    size_t unpacked = take_u32(&reader), block = bytes_left(&reader);
    if (reader.failed || block > LZ4_MAX_INPUT_SIZE || unpacked > LZ4_MAX_INPUT_SIZE || unpacked / RATIO_MOST > block)
        return NULL;
    char *content = memory_get(unpacked + 1);
    int got = LZ4_decompress_safe((const char *)bytes + reader.at, content, (int)block, (int)unpacked);
    struct text *text = got >= 0 && (size_t)got == unpacked ? text_new(content, unpacked) : NULL;
    memory_free(content);
    return text;
}

static struct text *content_take(uint16_t form, const uint8_t *bytes, size_t length)
{
    return form == PACKED ? content_unpack(bytes, length) : text_new(bytes, length);
}

static bool sum_right(const uint8_t *bytes, size_t length)
{
    struct bytes_reader sum = bytes_read(bytes + length - SUM_SIZE, SUM_SIZE);
    return take_u64(&sum) == bytes_hash(bytes, length - SUM_SIZE);
}

/* The content begins behind the name and fills what is left before the checksum. */
static const char *record_fault(const char *name, const uint8_t *bytes, size_t length, struct bytes_reader *reader,
                                uint16_t *form, uint64_t *epoch, uint64_t *version)
{
    if (length < HEAD_SIZE + SUM_SIZE)
        return "too short";
    if (memcmp(take_bytes(reader, sizeof magic), magic, sizeof magic) != 0)
        return "not a record";
    *form = take_u16(reader);
    if (*form != PLAIN && *form != PACKED)
        return "unknown version of the envelope";
    size_t name_length = take_u16(reader);
    *epoch = take_u64(reader);
    *version = take_u64(reader);
    size_t content_length = take_u32(reader);
    if (HEAD_SIZE + name_length + content_length + SUM_SIZE != length)
        return "wrong length";
    if (!sum_right(bytes, length))
        return "wrong checksum";
    if (name_length != strlen(name) || memcmp(take_bytes(reader, name_length), name, name_length) != 0)
        return "another record's name";
    return NULL;
}

struct text *record_open(const char *name, const struct text *value, uint64_t *epoch, uint64_t *version,
                         const char **reason)
{
    const uint8_t *bytes = (const uint8_t *)text_bytes(value);
    size_t length = text_length(value);
    struct bytes_reader reader = bytes_read(bytes, length);
    uint16_t form = 0;
    uint64_t its_epoch = 0, its_version = 0;
    *reason = record_fault(name, bytes, length, &reader, &form, &its_epoch, &its_version);
    if (*reason != NULL)
        return NULL;
    struct text *content = content_take(form, bytes + reader.at, bytes_left(&reader) - SUM_SIZE);
    if (content == NULL) {
        *reason = unpacks_not;
        return NULL;
    }
    if (epoch != NULL)
        *epoch = its_epoch;
    if (version != NULL)
        *version = its_version;
    return content;
}

/* Behind the head: the lengths it tells are believed as far as there are bytes. */
static struct text *content_look(const uint8_t *bytes, size_t length)
{
    struct bytes_reader reader = bytes_read(bytes, length - SUM_SIZE);
    take_bytes(&reader, sizeof magic);
    uint16_t form = take_u16(&reader);
    size_t name_length = take_u16(&reader);
    take_u64(&reader);
    take_u64(&reader);
    size_t content_length = take_u32(&reader);
    if (take_bytes(&reader, name_length) == NULL)
        return NULL;
    size_t left = bytes_left(&reader);
    return content_take(form, bytes + reader.at, content_length < left ? content_length : left);
}

struct text *record_look(const char *name, const struct text *value, struct record_seen *seen)
{
    const uint8_t *bytes = (const uint8_t *)text_bytes(value);
    size_t length = text_length(value);
    struct bytes_reader reader = bytes_read(bytes, length);
    *seen = (struct record_seen){ .checksum = length >= HEAD_SIZE + SUM_SIZE && sum_right(bytes, length) };
    uint16_t form = 0;
    seen->reason = record_fault(name, bytes, length, &reader, &form, &seen->epoch, &seen->version);
    bool is_record = length >= HEAD_SIZE + SUM_SIZE && memcmp(bytes, magic, sizeof magic) == 0;
    struct text *content = is_record ? content_look(bytes, length) : NULL;
    if (content == NULL && seen->reason == NULL)
        seen->reason = unpacks_not;
    return content;
}
