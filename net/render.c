/* net/render.c -- colours, charsets, line ends, word wrap.  Called by whoever owns the output. */
#include "net/render.h"

#include "core/markup.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { STYLES = 128 };

static const char *const styles[STYLES] = {
#define STYLE(NAME, letter, sgr, marks) [letter] = "\033[" sgr "m",
    MARKUP_STYLES(STYLE)
#undef STYLE
};

/* What is being rendered, and how far it got. */
struct rendering {
    const struct look   *look;
    const uint8_t       *bytes;
    size_t               length;
    size_t               at;
    unsigned             column;
    bool                 wrap;
    struct bytes_writer *out;
};

/* The character at *at; steps over it.  Negative for what is not shown: marks, control and broken bytes. */
static utf8proc_int32_t next_character(const struct rendering *r, size_t *at)
{
    uint8_t byte = r->bytes[*at];
    if (byte == MARK) {
        *at += *at + 1 < r->length ? 2 : 1;
        return -1;
    }
    if (byte < 0x80) {
        (*at)++;
        return (byte < ' ' && byte != '\n') || byte == 0x7f ? -1 : byte;
    }
    utf8proc_int32_t character;
    utf8proc_ssize_t used = utf8proc_iterate(r->bytes + *at, (utf8proc_ssize_t)(r->length - *at), &character);
    if (used <= 0) {
        (*at)++;
        return -1;
    }
    *at += (size_t)used;
    return character < 0xa0 ? -1 : character;
}

static unsigned character_width(utf8proc_int32_t character)
{
    if (character < 0) {
        return 0;
    }
    return character < 0x80 ? 1 : (unsigned)utf8proc_charwidth(character);
}

/* -- charsets that lack the character */

static const struct substitute {
    utf8proc_int32_t character;
    const char      *ascii;
} substitutes[] = {
    {0x00a0, " "},   {0x00a9, "(c)"}, {0x00ab, "<<"}, {0x00b0, "o"},  {0x00b7, "."},   {0x00bb, ">>"},  {0x00c6, "AE"},
    {0x00d0, "D"},   {0x00d7, "x"},   {0x00d8, "O"},  {0x00de, "Th"}, {0x00df, "ss"},  {0x00e6, "ae"},  {0x00f0, "d"},
    {0x00f8, "o"},   {0x00fe, "th"},  {0x0110, "D"},  {0x0111, "d"},  {0x0131, "i"},   {0x0141, "L"},   {0x0142, "l"},
    {0x0152, "OE"},  {0x0153, "oe"},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},   {0x2013, "-"},   {0x2014, "--"},
    {0x2018, "'"},   {0x2019, "'"},   {0x201a, ","},  {0x201c, "\""}, {0x201d, "\""},  {0x201e, "\""},  {0x2022, "*"},
    {0x2026, "..."}, {0x2039, "<"},   {0x203a, ">"},  {0x20ac, "EUR"}, {0x2190, "<-"}, {0x2192, "->"},  {0x2212, "-"},
    {0x2500, "-"},   {0x2502, "|"},   {0x250c, "+"},  {0x2510, "+"},  {0x2514, "+"},   {0x2518, "+"},   {0x251c, "+"},
    {0x2524, "+"},   {0x252c, "+"},   {0x2534, "+"},  {0x253c, "+"},  {0x2550, "="},   {0x2551, "|"},   {0x2588, "#"},
};
enum { SUBSTITUTES = sizeof substitutes / sizeof substitutes[0] };

static const char *substitute_find(utf8proc_int32_t character)
{
    for (unsigned i = 0; i < SUBSTITUTES; i++) {
        if (substitutes[i].character == character) {
            return substitutes[i].ascii;
        }
    }
    return NULL;
}

/* The letter below the accents, or 0. */
static utf8proc_int32_t base_letter(utf8proc_int32_t character, utf8proc_int32_t below)
{
    utf8proc_int32_t parts[32];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(character, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    return count > 0 && count <= 32 && parts[0] < below ? parts[0] : 0;
}

static void put_in_charset(struct rendering *r, utf8proc_int32_t character)
{
    utf8proc_int32_t below = r->look->charset == CHARSET_LATIN1 ? 0x100 : 0x80;
    if (character >= below) {
        const char *ascii = substitute_find(character);
        if (ascii != NULL) {
            put_bytes(r->out, ascii, strlen(ascii));
            return;
        }
        character = base_letter(character, below);
        if (character == 0) {
            character = '?';
        }
    }
    put_u8(r->out, (uint8_t)character);
    if (character == 0xff) { /* a data byte that looks like a telnet IAC goes out twice */
        put_u8(r->out, 0xff);
    }
}

static void put_character(struct rendering *r, utf8proc_int32_t character)
{
    if (character < 0x80) {
        put_u8(r->out, (uint8_t)character);
    } else if (r->look->charset == CHARSET_UTF8) {
        uint8_t encoded[4];
        put_bytes(r->out, encoded, (size_t)utf8proc_encode_char(character, encoded));
    } else if (character_width(character) > 0) {
        put_in_charset(r, character);
    }
    r->column += character_width(character);
}

static void put_line_end(struct rendering *r)
{
    put_bytes(r->out, "\r\n", 2);
    r->column = 0;
}

/* -- sound triggers */

/* Does the text that is shown from `at` on begin with `wanted`? */
static bool shows(const struct rendering *r, size_t at, const char *wanted)
{
    while (*wanted != '\0' && at < r->length) {
        utf8proc_int32_t character = next_character(r, &at);
        if (character < 0) {
            continue;
        }
        char letter[2] = {character < 0x80 ? (char)character : '?', '\0'};
        if (strncasecmp(letter, wanted, 1) != 0) {
            return false;
        }
        wanted++;
    }
    return *wanted == '\0';
}

static bool sound_begins(const struct rendering *r)
{
    return r->column == 0 && r->bytes[r->at] == '!' && (shows(r, r->at, "!!SOUND(") || shows(r, r->at, "!!MUSIC("));
}

/* -- word wrap */

/* Columns from `at` to the next blank or line end. */
static unsigned word_width(const struct rendering *r, size_t at)
{
    unsigned width = 0;
    while (at < r->length && width <= LOOK_WIDTH_MAX) {
        utf8proc_int32_t character = next_character(r, &at);
        if (character == ' ' || character == '\n') {
            break;
        }
        width += character_width(character);
    }
    return width;
}

/* A run of blanks: shown, or turned into a line end when the word behind it does not fit any more.
 * Blanks at the beginning of a line are an indent and stay. */
static void take_blanks(struct rendering *r)
{
    size_t end = r->at;
    while (end < r->length && r->bytes[end] == ' ') {
        end++;
    }
    unsigned blanks = (unsigned)(end - r->at);
    unsigned word = word_width(r, end);
    r->at = end;
    if (r->wrap && r->column > 0 && word > 0 && r->column + blanks + word > r->look->width) {
        put_line_end(r);
        return;
    }
    for (unsigned i = 0; i < blanks; i++) {
        put_character(r, ' ');
    }
}

static void take_mark(struct rendering *r)
{
    if (r->look->colour && r->at + 1 < r->length && r->bytes[r->at + 1] < STYLES) {
        const char *sgr = styles[r->bytes[r->at + 1]];
        if (sgr != NULL) {
            put_bytes(r->out, sgr, strlen(sgr));
        }
    }
    next_character(r, &r->at);
}

static void render(struct rendering *r)
{
    while (r->at < r->length) {
        uint8_t byte = r->bytes[r->at];
        if (byte == ' ' && r->wrap) {
            take_blanks(r);
        } else if (byte == MARK) {
            take_mark(r);
        } else if (byte == '\n') {
            put_line_end(r);
            r->at++;
        } else if (byte == '!' && sound_begins(r)) {
            put_bytes(r->out, "! ", 2);
            r->column += 2;
            r->at++;
        } else {
            utf8proc_int32_t character = next_character(r, &r->at);
            if (character >= 0) {
                put_character(r, character);
            }
        }
    }
}

static void render_either(const struct look *look, bool wrap, unsigned *column, const char *bytes, size_t length,
                          struct bytes_writer *out)
{
    struct rendering r = {
        .look = look,
        .bytes = (const uint8_t *)bytes,
        .length = length,
        .column = *column,
        .wrap = wrap && look->width != 0,
        .out = out,
    };
    render(&r);
    *column = r.column;
}

void render_text(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out)
{
    render_either(look, true, column, bytes, length, out);
}

void render_prompt(const struct look *look, unsigned *column, const char *bytes, size_t length, struct bytes_writer *out)
{
    render_either(look, false, column, bytes, length, out);
}
