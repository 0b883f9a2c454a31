/* net/lines.h -- from data bytes to lines.
 *
 * A line ends with CR LF, CR NUL, a bare LF or a bare CR.  08 and 7F take the last character back, for
 * clients that send each key as it is pressed.  Pure; the owner of the reader calls.  What passes
 * through here may be a password: every byte is wiped once it was taken. */
#ifndef NET_LINES_H
#define NET_LINES_H

#include "net/render.h"

#include <stddef.h>
#include <stdint.h>

enum line_event {
    LINE_NOTHING,    /* the byte leaves no trace: a control byte, the LF after a CR, one too many */
    LINE_KEPT,       /* it is part of the line */
    LINE_ERASED,     /* it took the last character back */
    LINE_ENDED,      /* a whole line: lines_take() it */
    LINE_DOUBLED,    /* the same, but an empty one right behind another, both ended by a bare LF */
    LINE_TOO_LONG,   /* a whole line ended that was longer than allowed; it is gone */
};

struct line_reader {
    uint8_t *bytes;         /* NULL while nothing was typed */
    unsigned length, room;
    bool     too_long;
    bool     after_cr;      /* a LF or NUL now belongs to the line end before */
    bool     after_lf;      /* a bare LF has just ended a line */
};

/* `most`: bytes a line may have. */
enum line_event line_byte(struct line_reader *reader, uint8_t byte, unsigned most);
/* The plain characters (' ' to '~') that `bytes` begin with, in one go: as if line_byte() had kept each of them.  Gives how many
 * there were; fewer when the line has no more room. */
size_t line_text(struct line_reader *reader, const uint8_t *bytes, size_t length, unsigned most);
/* After LINE_ENDED: writes the line as clean UTF-8 with a NUL (what is no character becomes U+FFFD, control
 * characters vanish, a tab is a blank) and empties the reader.  Gives its length, or -1 when cleaning
 * made it longer than `most`. line has room for most + 1. */
int line_take(struct line_reader *reader, enum charset charset, char *line, unsigned most);
void line_reader_end(struct line_reader *reader);

#endif
