/* net/render.h -- from the text of zones (UTF-8, "\n", the marks of core/markup.h) to the bytes of one client.
 *
 * Pure; the owner of the buffer calls. */
#ifndef NET_RENDER_H
#define NET_RENDER_H

#include "core/bytes.h"
#include "net/colour.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum charset { CHARSET_UTF8, CHARSET_LATIN1, CHARSET_ASCII };

enum { LOOK_WIDTH_MIN = 20, LOOK_WIDTH_MAX = 500 };

/* How sounds are told: not at all, as a line of the text (MSP), or as the MSDP variable PLAY_SOUND. */
enum sounds { SOUNDS_NONE, SOUNDS_MSP, SOUNDS_MSDP };

struct look {
    uint8_t  colours;   /* enum colours: how many the marks become */
    uint8_t  charset;   /* enum charset */
    uint8_t  sounds;    /* enum sounds */
    bool     links;     /* MXP, in locked mode but for our own links */
    bool     aloud;     /* a screen reader: no art, no colour, links are only words */
    bool     coloured;  /* the player wants just those colours, aloud or not */
    uint16_t width;     /* of the window in columns; 0 is unknown: lines are left as they are */
};

/* There is nothing between the fields of a look: two are the same if their bytes are. */
static inline bool look_same(const struct look *a, const struct look *b)
{
    _Static_assert(sizeof *a == 8, "nothing between the fields");
    return memcmp(a, b, sizeof *a) == 0;
}

/* Appends a text to `out`.  `column` is where the client's cursor stands, and afterwards where it will
 * stand.  Lines are broken at blanks to fit the window.  Control characters vanish; a line that would
 * begin like a sound trigger (!!SOUND( or !!MUSIC() is spoilt, as players could write it too. */
void render_text(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out);
/* The same, but no line is broken: clients know a prompt by its shape. */
void render_prompt(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out);

#endif
