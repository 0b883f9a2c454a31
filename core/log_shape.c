/* core/log_shape.c -- see log_shape.h.  Pure. */
#include "core/log_shape.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { LAST_PRINTABLE = 0x7e, FIRST_BEYOND_CONTROLS = 0xa0, CLOSING_ROOM = 48, STAMP_SIZE = 64 };

struct line {
    char  *bytes;
    size_t length, room;       /* room: how long it may become by what is said; the end of it has more */
};

static void line_add(struct line *line, const char *bytes, size_t length)
{
    if (length > line->room - line->length)
        length = line->room - line->length;
    memcpy(line->bytes + line->length, bytes, length);
    line->length += length;
}

static void line_add_string(struct line *line, const char *string)
{
    line_add(line, string, strlen(string));
}

static void stamp_make(const struct timespec *when, char stamp[STAMP_SIZE])
{
    struct tm utc;
    char seconds[32];
    gmtime_r(&when->tv_sec, &utc);
    strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(stamp, STAMP_SIZE, "%s.%03ldZ", seconds, when->tv_nsec / 1000000);
}

/* -- plain ------------------------------------------------------------------------------------------- */

/* How many bytes the character has that begins here; 0: it is none that may be shown, a control character (those of 0x80 to 0x9f,
 * which terminals heed as well) or no UTF-8. */
static size_t shown_bytes(const char *string, size_t length)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)string, (utf8proc_ssize_t)length, &point);
    return bytes < 1 || point < ' ' || (point > LAST_PRINTABLE && point < FIRST_BEYOND_CONTROLS) ? 0 : (size_t)bytes;
}

/* What players typed ends up in logs: a newline or an escape sequence must not forge a line or paint a terminal. */
static void line_add_escaped(struct line *line, const char *string)
{
    size_t length = strlen(string);
    for (size_t at = 0, bytes; at < length; at += bytes) {
        char escaped[8];
        unsigned char first = (unsigned char)string[at];
        bytes = shown_bytes(string + at, length - at);
        if (first == '\n')
            memcpy(escaped, "\\n", 3);
        else if (bytes == 0)
            snprintf(escaped, sizeof escaped, "\\x%02x", first);
        else
            snprintf(escaped, sizeof escaped, "%.*s", (int)bytes, string + at);
        bytes += bytes == 0;
        line_add_string(line, escaped);
    }
}

static void say_plainly(struct line *line, const struct log_saying *saying)
{
    if (saying->zone != NULL) {
        line_add_string(line, "zone=");
        line_add_escaped(line, saying->zone);
        line_add_string(line, " ");
    }
    line_add_string(line, "event=");
    line_add_escaped(line, saying->words);
    line->room += CLOSING_ROOM - 1;
    if (saying->dropped > 0) {
        char count[32];
        snprintf(count, sizeof count, " dropped_before=%u", saying->dropped);
        line_add_string(line, count);
    }
}

static void say_plain(struct line *line, const struct log_saying *saying)
{
    static const char *const levels[] = {
        [LOG_DEBUG] = " debug ", [LOG_INFO] = " info  ", [LOG_WARN] = " warn  ", [LOG_ERROR] = " error ",
    };
    char stamp[STAMP_SIZE];
    stamp_make(&saying->when, stamp);
    line_add_string(line, stamp);
    line_add_string(line, levels[saying->level]);
    say_plainly(line, saying);
}

/* The numbers of syslog(3). */
static void say_to_journal(struct line *line, const struct log_saying *saying)
{
    static const char *const levels[] = { [LOG_DEBUG] = "<7>", [LOG_INFO] = "<6>", [LOG_WARN] = "<4>", [LOG_ERROR] = "<3>" };
    line_add_string(line, levels[saying->level]);
    say_plainly(line, saying);
}

/* -- JSON (RFC 8259) --------------------------------------------------------------------------------- */

/* What is no UTF-8 is shown byte by byte, as if it were Latin-1.  Cut between characters, never within one. */
static void json_characters(struct line *line, const char *string, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t bytes = shown_bytes(string + at, length - at);
        unsigned char first = (unsigned char)string[at];
        char escaped[8];
        if (bytes == 0) {
            snprintf(escaped, sizeof escaped, "\\u%04x", first);
            bytes = 1;
        } else if (first == '"' || first == '\\')
            snprintf(escaped, sizeof escaped, "\\%c", first);
        else
            snprintf(escaped, sizeof escaped, "%.*s", (int)bytes, string + at);
        if (strlen(escaped) > line->room - line->length)
            return;
        line_add_string(line, escaped);
        at += bytes;
    }
}

static bool is_number(const char *value, size_t length)
{
    size_t at = length > 1 && value[0] == '-', whole = at;
    while (at < length && value[at] >= '0' && value[at] <= '9')
        at++;
    if (at == whole || length > 15 || (value[whole] == '0' && at > whole + 1))
        return false;
    size_t dot = at;
    if (at < length && value[at] == '.')
        for (at++; at < length && value[at] >= '0' && value[at] <= '9';)
            at++;
    return at == length && (dot == length || at > dot + 1);
}

/* A field goes in whole, or, when the line is nearly full, not at all; a long value is cut. */
static void json_field(struct line *line, const char *key, size_t key_length, const char *value, size_t length, bool quoted)
{
    if (line->room - line->length < key_length + 12)
        return;
    line_add_string(line, ",\"");
    json_characters(line, key, key_length);
    if (!quoted && is_number(value, length) && line->room - line->length > length + 2) {
        line_add_string(line, "\":");
        line_add(line, value, length);
        return;
    }
    line_add_string(line, "\":\"");
    line->room -= 1;
    json_characters(line, value, length);
    line->room += 1;
    line_add_string(line, "\"");
}

/* A quoted value ends at a quotation mark with a blank behind it, or at the end: what strangers typed has none (log_quotable). */
static size_t quoted_length(const char *value)
{
    size_t length = 0;
    while (value[length] != '\0' && !(value[length] == '"' && (value[length + 1] == ' ' || value[length + 1] == '\0')))
        length++;
    return length;
}

static bool is_key(const char *word, size_t length)
{
    for (size_t at = 0; at < length; at++)
        if ((word[at] < 'a' || word[at] > 'z') && (word[at] < '0' || word[at] > '9') && word[at] != '_')
            return false;
    return length > 0;
}

/* key=value, key="value"; words without a key are the event's remark. */
static const char *json_word(struct line *line, const char *word)
{
    size_t key = strcspn(word, "= ");
    if (word[key] != '=' || !is_key(word, key)) {
        json_field(line, "remark", 6, word, strlen(word), true);
        return word + strlen(word);
    }
    const char *value = word + key + 1;
    bool quoted = *value == '"';
    value += quoted;
    size_t length = quoted ? quoted_length(value) : strcspn(value, " ");
    json_field(line, word, key, value, length, quoted);
    return value + length + (quoted && value[length] == '"');
}

static void say_json(struct line *line, const struct log_saying *saying)
{
    static const char *const levels[] = { [LOG_DEBUG] = "debug", [LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ERROR] = "error" };
    char stamp[STAMP_SIZE], closing[CLOSING_ROOM] = "}";
    const char *at = saying->words;
    size_t event = strcspn(at, " ");
    stamp_make(&saying->when, stamp);
    line_add_string(line, "{\"time\":\"");
    line_add_string(line, stamp);
    line_add_string(line, "\",\"level\":\"");
    line_add_string(line, levels[saying->level]);
    line_add_string(line, "\"");
    if (saying->zone != NULL)
        json_field(line, "zone", 4, saying->zone, strlen(saying->zone), true);
    json_field(line, "event", 5, at, event, true);
    for (at += event; *at != '\0'; at += strspn(at, " "))
        if (*at != ' ')
            at = json_word(line, at);
    line->room += CLOSING_ROOM - 1;
    if (saying->dropped > 0)
        snprintf(closing, sizeof closing, ",\"dropped_before\":%u}", saying->dropped);
    line_add_string(line, closing);
}

size_t log_line_make(enum log_shape shape, const struct log_saying *saying, char bytes[LOG_LINE_SIZE])
{
    static void (*const shapes[])(struct line *line, const struct log_saying *saying) = {
        [LOG_PLAIN] = say_plain, [LOG_JSON] = say_json, [LOG_JOURNAL] = say_to_journal,
    };
    struct line line = { .bytes = bytes, .room = LOG_LINE_SIZE - CLOSING_ROOM };
    shapes[shape](&line, saying);
    bytes[line.length++] = '\n';
    return line.length;
}
