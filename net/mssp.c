/* net/mssp.c -- see mssp.h. */
#include "net/mssp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MSSP_NAME = 1, MSSP_VALUE = 2 };

typedef void put_row(struct bytes_writer *out, const char *name, const char *value);

/* Options are an operator's words: what would break the frame, or the line, is left out. */
static void put_value(struct bytes_writer *out, const char *value)
{
    for (; *value != '\0'; value++) {
        uint8_t byte = (uint8_t)*value;
        if (byte >= ' ' && byte != 0x7f && byte != 0xff) {
            put_u8(out, byte);
        }
    }
}

static void put_words(struct bytes_writer *out, const char *words)
{
    put_bytes(out, words, strlen(words));
}

static void put_pair(struct bytes_writer *out, const char *name, const char *value)
{
    put_u8(out, MSSP_NAME);
    put_words(out, name);
    put_u8(out, MSSP_VALUE);
    put_value(out, value);
}

static void put_line(struct bytes_writer *out, const char *name, const char *value)
{
    put_words(out, name);
    put_words(out, "\t");
    put_value(out, value);
    put_words(out, "\r\n");
}

static void put_number(struct bytes_writer *out, put_row *put, const char *name, int64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, number);
    put(out, name, digits);
}

static void put_rows(const struct mssp_about *about, put_row *put, struct bytes_writer *out)
{
    const struct options *options = about->options;
    const struct census *census = about->census;
    int64_t port = about->port, players = about->players;
#define WORDS(name, text) put(out, name, text);
#define NUMBER(name, number) put_number(out, put, name, number);
#include "net/mssp.def"
#undef WORDS
#undef NUMBER
}

void mssp_put_content(const struct mssp_about *about, struct bytes_writer *out)
{
    put_rows(about, put_pair, out);
}

void mssp_put_lines(const struct mssp_about *about, struct bytes_writer *out)
{
    put_words(out, "\r\nMSSP-REPLY-START\r\n");
    put_rows(about, put_line, out);
    put_words(out, "MSSP-REPLY-END\r\n");
}

bool mssp_is_request(const char *line)
{
    return strcasecmp(line, "MSSP-REQUEST") == 0;
}
