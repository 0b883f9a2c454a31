/* net/render.h -- from the text of zones (UTF-8, "\n", the marks of core/markup.h) to the bytes of one client.
 *
 * Pure; the owner of the buffer calls. */
#ifndef NET_RENDER_H
#define NET_RENDER_H

#include "core/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum charset { CHARSET_UTF8, CHARSET_LATIN1, CHARSET_ASCII };

enum { LOOK_WIDTH_MIN = 20, LOOK_WIDTH_MAX = 500 };

struct look {
    bool     colour;    /* SGR codes for the marks; else nothing */
    uint8_t  charset;   /* enum charset */
    uint16_t width;     /* of the window in columns; 0 is unknown: lines are left as they are */
};

/* Appends a text to `out`.  `column` is where the client's cursor stands, and afterwards where it will
 * stand.  Lines are broken at blanks to fit the window.  Control characters vanish; a line that would
 * begin like a sound trigger (!!SOUND( or !!MUSIC() is spoilt, as players could write it too. */
void render_text(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out);
/* The same, but no line is broken: clients know a prompt by its shape. */
void render_prompt(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out);

#endif
