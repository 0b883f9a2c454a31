/* net/lines.c -- assembling and cleaning lines.  Called by whoever owns the reader. */
#include "net/lines.h"

#include "core/memory.h"

#include <sodium.h>
#include <string.h>
#include <utf8proc.h>

enum { LINE_ROOM_FIRST = 128, REPLACEMENT = 0xfffd };

/* Not memory_resize(): that would leave what was typed behind in freed memory. */
static void reader_grow(struct line_reader *reader)
{
    unsigned room = reader->room == 0 ? LINE_ROOM_FIRST : reader->room * 2;
    uint8_t *bytes = memory_get(room);
    if (reader->bytes != NULL) {
        memcpy(bytes, reader->bytes, reader->length);
        sodium_memzero(reader->bytes, reader->length);
        memory_free(reader->bytes);
    }
    reader->bytes = bytes;
    reader->room = room;
}

/* Its memory goes, too: what somebody types is soon a whole line, and the memory of the line before, whoever typed it, is still in
 * the cache then. */
static void reader_empty(struct line_reader *reader)
{
    if (reader->bytes != NULL) {
        sodium_memzero(reader->bytes, reader->room);
        memory_free(reader->bytes);
        reader->bytes = NULL;
    }
    reader->length = reader->room = 0;
    reader->too_long = false;
}

static enum line_event line_end(struct line_reader *reader)
{
    if (!reader->too_long) {
        return LINE_ENDED;
    }
    reader_empty(reader);
    return LINE_TOO_LONG;
}

/* One character is a lead byte and what continues it; in one-byte charsets nothing looks like that
 * unless two letters form it by chance, and then two go. */
static enum line_event line_erase(struct line_reader *reader)
{
    if (reader->length == 0 || reader->too_long) {
        return LINE_NOTHING;
    }
    do {
        reader->length--;
    } while (reader->length > 0 && (reader->bytes[reader->length] & 0xc0) == 0x80);
    return LINE_ERASED;
}

static bool is_control(uint8_t byte)
{
    return (byte < ' ' && byte != '\t') || byte == 0x7f;
}

enum line_event line_byte(struct line_reader *reader, uint8_t byte, unsigned most)
{
    bool after_cr = reader->after_cr, after_lf = reader->after_lf;
    reader->after_cr = byte == '\r';
    reader->after_lf = byte == '\n' && !after_cr;
    if (byte == '\r' || reader->after_lf) {
        return after_lf && reader->after_lf ? LINE_DOUBLED : line_end(reader);
    }
    if (byte == '\b' || byte == 0x7f) {
        return line_erase(reader);
    }
    if (is_control(byte) || reader->too_long) {
        return LINE_NOTHING;
    }
    if (reader->length == most) {
        reader->too_long = true;
        return LINE_NOTHING;
    }
    if (reader->length == reader->room) {
        reader_grow(reader);
    }
    reader->bytes[reader->length++] = byte;
    return LINE_KEPT;
}

static bool is_plain(uint8_t byte)
{
    return byte >= ' ' && byte <= '~';
}

size_t line_text(struct line_reader *reader, const uint8_t *bytes, size_t length, unsigned most)
{
    size_t room = reader->length < most ? most - reader->length : 0, count = 0;
    while (count < length && count < room && is_plain(bytes[count])) {
        count++;
    }
    if (count == 0) {
        return 0;
    }
    while (reader->room - reader->length < count) {
        reader_grow(reader);
    }
    memcpy(reader->bytes + reader->length, bytes, count);
    reader->length += (unsigned)count;
    reader->after_cr = reader->after_lf = false;
    return count;
}

/* So many plain ones follow each other from `at` on. */
static unsigned plain_run(const struct line_reader *reader, unsigned at)
{
    unsigned end = at;
    while (end < reader->length && is_plain(reader->bytes[end])) {
        end++;
    }
    return end - at;
}

/* The character at `at`, and where the next one begins. */
static utf8proc_int32_t next_character(const struct line_reader *reader, enum charset charset, unsigned *at)
{
    uint8_t byte = reader->bytes[*at];
    if (charset != CHARSET_UTF8) {
        (*at)++;
        return byte < 0x80 || charset == CHARSET_LATIN1 ? byte : REPLACEMENT;
    }
    utf8proc_int32_t character;
    utf8proc_ssize_t used = utf8proc_iterate(reader->bytes + *at, reader->length - *at, &character);
    if (used <= 0) {
        (*at)++;
        return REPLACEMENT;
    }
    *at += (unsigned)used;
    return character;
}

int line_take(struct line_reader *reader, enum charset charset, char *line, unsigned most)
{
    unsigned length = 0;
    bool fits = true;
    for (unsigned at = 0; at < reader->length && fits;) {
        unsigned run = plain_run(reader, at);       /* nearly all of what is typed */
        if (run > 0) {
            fits = run <= most - length;
            run = fits ? run : most - length;
            memcpy(line + length, reader->bytes + at, run);
            length += run;
            at += run;
            continue;
        }
        utf8proc_int32_t character = next_character(reader, charset, &at);
        if (character == '\t') {
            character = ' ';
        }
        if (character < ' ' || (character >= 0x7f && character < 0xa0)) {
            continue;
        }
        uint8_t encoded[4];
        unsigned bytes = (unsigned)utf8proc_encode_char(character, encoded);
        fits = length + bytes <= most;
        if (fits) {
            memcpy(line + length, encoded, bytes);
            length += bytes;
        }
    }
    line[length] = '\0';
    reader_empty(reader);
    return fits ? (int)length : -1;
}

void line_reader_end(struct line_reader *reader)
{
    reader_empty(reader);
    *reader = (struct line_reader){0};
}
