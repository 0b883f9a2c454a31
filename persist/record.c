/* persist/record.c -- sealing a value, and opening it again without trusting it.
 *
 * Any thread; nothing here is shared.  What a content means is its zone's business. */
#include "persist/record.h"

#include "core/bytes.h"
#include "core/message.h"

#include <string.h>

enum {
    ENVELOPE_VERSION = 1,
    HEAD_SIZE = 28,
    SUM_SIZE = 8,
};
static const char magic[4] = {'K', 'R', 'E', 'C'};

struct text *record_seal(const char *name, uint64_t epoch, uint64_t version, const struct text *content)
{
    size_t name_length = strlen(name);
    assert(name_length > 0 && name_length < KEY_SIZE);
    assert(text_length(content) <= UINT32_MAX);
    struct bytes_writer writer = {0};
    put_bytes(&writer, magic, sizeof magic);
    put_u16(&writer, ENVELOPE_VERSION);
    put_u16(&writer, (uint16_t)name_length);
    put_u64(&writer, epoch);
    put_u64(&writer, version);
    put_u32(&writer, (uint32_t)text_length(content));
    put_bytes(&writer, name, name_length);
    put_bytes(&writer, text_bytes(content), text_length(content));
    put_u64(&writer, bytes_hash(writer.bytes, writer.length));
    struct text *sealed = bytes_text(&writer);
    bytes_free(&writer);
    return sealed;
}

static bool sum_right(const uint8_t *bytes, size_t length)
{
    struct bytes_reader sum = bytes_read(bytes + length - SUM_SIZE, SUM_SIZE);
    return take_u64(&sum) == bytes_hash(bytes, length - SUM_SIZE);
}

/* The content begins behind the name and fills what is left before the checksum. */
static const char *record_fault(const char *name, const uint8_t *bytes, size_t length, struct bytes_reader *reader,
                                uint64_t *epoch, uint64_t *version)
{
    if (length < HEAD_SIZE + SUM_SIZE)
        return "too short";
    if (memcmp(take_bytes(reader, sizeof magic), magic, sizeof magic) != 0)
        return "not a record";
    if (take_u16(reader) != ENVELOPE_VERSION)
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
    uint64_t its_epoch = 0, its_version = 0;
    *reason = record_fault(name, bytes, length, &reader, &its_epoch, &its_version);
    if (*reason != NULL)
        return NULL;
    if (epoch != NULL)
        *epoch = its_epoch;
    if (version != NULL)
        *version = its_version;
    return text_new(bytes + reader.at, bytes_left(&reader) - SUM_SIZE);
}

/* Behind the head: the lengths it tells are believed as far as there are bytes. */
static struct text *content_look(const uint8_t *bytes, size_t length)
{
    struct bytes_reader reader = bytes_read(bytes, length - SUM_SIZE);
    take_bytes(&reader, sizeof magic + 2);
    size_t name_length = take_u16(&reader);
    take_u64(&reader);
    take_u64(&reader);
    size_t content_length = take_u32(&reader);
    if (take_bytes(&reader, name_length) == NULL)
        return NULL;
    size_t left = bytes_left(&reader);
    return text_new(bytes + reader.at, content_length < left ? content_length : left);
}

struct text *record_look(const char *name, const struct text *value, struct record_seen *seen)
{
    const uint8_t *bytes = (const uint8_t *)text_bytes(value);
    size_t length = text_length(value);
    struct bytes_reader reader = bytes_read(bytes, length);
    *seen = (struct record_seen){ .checksum = length >= HEAD_SIZE + SUM_SIZE && sum_right(bytes, length) };
    seen->reason = record_fault(name, bytes, length, &reader, &seen->epoch, &seen->version);
    bool is_record = length >= HEAD_SIZE + SUM_SIZE && memcmp(bytes, magic, sizeof magic) == 0;
    return is_record ? content_look(bytes, length) : NULL;
}
