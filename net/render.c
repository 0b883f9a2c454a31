/* net/render.c -- colours, links, sounds, charsets, line ends, word wrap.  Called by whoever owns the output. */
#include "net/render.h"

#include "core/markup.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { STYLES = 128 };

static const struct style {
    const char *bytes;          /* NULL: there is none of that letter */
    size_t      length;
} styles[STYLES] = {
#define STYLE(NAME, letter, sgr, marks) [letter] = {"\033[" sgr "m", sizeof "\033[" sgr "m" - 1},
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

/* -- marks: two bytes, some with something inside */

enum { COLOUR_DIGITS = 6 };

static bool is_mark(const struct rendering *r, size_t at, const char *mark)
{
    return at + 1 < r->length && r->bytes[at] == MARK && r->bytes[at + 1] == (uint8_t)mark[1];
}

/* Where the next mark is, or the end. */
static size_t next_mark(const struct rendering *r, size_t at)
{
    const uint8_t *found = at < r->length ? memchr(r->bytes + at, MARK, r->length - at) : NULL;
    return found == NULL ? r->length : (size_t)(found - r->bytes);
}

/* Behind the closing mark of what is not for this client. */
static size_t hidden_end(const struct rendering *r, size_t at, const char *end)
{
    for (at = next_mark(r, at); at < r->length; at = next_mark(r, at + 1)) {
        if (is_mark(r, at, end)) {
            return at + 2;
        }
    }
    return r->length;
}

/* Behind the closing mark of what a link or a sound says, or where the next mark begins instead. */
static size_t said_end(const struct rendering *r, size_t inside, const char *end)
{
    size_t at = next_mark(r, inside);
    return is_mark(r, at, end) ? at + 2 : at;
}

/* Where the mark at `at` ends, with what is inside it and is never shown as it stands. */
static size_t mark_end(const struct rendering *r, size_t at)
{
    size_t inside = at + 2;
    if (inside > r->length) {
        return r->length;
    }
    switch (r->bytes[at + 1]) {
    case '#': return inside + COLOUR_DIGITS < r->length ? inside + COLOUR_DIGITS : r->length;
    case '<': return said_end(r, inside, M_LINK_TEXT);
    case '!': return said_end(r, inside, M_SOUND_END);
    case '[': return r->look->aloud ? hidden_end(r, inside, M_ART_END) : inside;
    case '{': return r->look->aloud ? inside : hidden_end(r, inside, M_SPOKEN_END);
    default:  return inside;
    }
}

/* The character at *at; steps over it.  Negative for what is not shown: marks, control and broken bytes. */
static utf8proc_int32_t next_character(const struct rendering *r, size_t *at)
{
    uint8_t byte = r->bytes[*at];
    if (byte == MARK) {
        *at = mark_end(r, *at);
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

/* -- what marks become */

static void put_words(struct rendering *r, const char *words)
{
    put_bytes(r->out, words, strlen(words));
}

static void take_colour(struct rendering *r)
{
    char digits[COLOUR_DIGITS + 1] = "", *end;
    size_t inside = r->at + 2;
    if (inside + COLOUR_DIGITS > r->length) {
        return;
    }
    memcpy(digits, r->bytes + inside, COLOUR_DIGITS);
    uint32_t rgb = (uint32_t)strtoul(digits, &end, 16);
    if (*end == '\0') {
        char sgr[COLOUR_SGR_SIZE];
        colour_sgr(r->look->colours, rgb, sgr);
        put_words(r, sgr);
    }
}

static void put_attribute(struct rendering *r, uint8_t byte)
{
    switch (byte) {
    case '"': put_words(r, "&quot;"); break;
    case '&': put_words(r, "&amp;"); break;
    case '<': put_words(r, "&lt;"); break;
    case '>': put_words(r, "&gt;"); break;
    default:
        if (byte >= ' ' && byte < 0x7f) {
            put_u8(r->out, byte);
        }
    }
}

/* Secure mode for the tag alone: in locked mode no text of anybody's is ever read as one. */
static void take_link(struct rendering *r)
{
    size_t end = mark_end(r, r->at);
    if (!r->look->links || !is_mark(r, end - 2, M_LINK_TEXT)) {
        return;
    }
    put_words(r, "\033[1z<send href=\"");
    for (size_t at = r->at + 2; at < end - 2; at++) {
        put_attribute(r, r->bytes[at]);
    }
    put_words(r, "\">\033[7z");
}

static void take_link_end(struct rendering *r)
{
    if (r->look->links) {
        put_words(r, "\033[1z</send>\033[7z");
    }
}

static void put_sound_name(struct rendering *r, size_t at, size_t end)
{
    for (; at < end; at++) {
        if (isalnum(r->bytes[at]) || (r->bytes[at] != '\0' && strchr("._-/*?", r->bytes[at]) != NULL)) {
            put_u8(r->out, r->bytes[at]);
        }
    }
}

static void take_sound(struct rendering *r)
{
    static const char variable[] = "\377\372\105\001PLAY_SOUND\002", variable_end[] = "\377\360";
    size_t end = mark_end(r, r->at);
    if (!is_mark(r, end - 2, M_SOUND_END)) {
        return;
    }
    if (r->look->sounds == SOUNDS_MSDP) {
        put_words(r, variable);
        put_sound_name(r, r->at + 2, end - 2);
        put_words(r, variable_end);
    } else if (r->look->sounds == SOUNDS_MSP) {
        if (r->column > 0) {
            put_line_end(r);
        }
        put_words(r, "!!SOUND(");
        put_sound_name(r, r->at + 2, end - 2);
        put_words(r, ")");
        put_line_end(r);
    }
}

static void take_mark(struct rendering *r)
{
    static void (*const marks[STYLES])(struct rendering *r) = {
        ['#'] = take_colour, ['<'] = take_link, ['>'] = take_link_end, ['!'] = take_sound,
    };
    uint8_t letter = r->at + 1 < r->length ? r->bytes[r->at + 1] : 0;
    if (letter >= STYLES) {
        letter = 0;
    }
    if (styles[letter].bytes != NULL) {
        put_bytes(r->out, styles[letter].bytes, r->look->colours == COLOURS_NONE ? 0 : styles[letter].length);
        r->at += 2;
        return;
    }
    if (marks[letter] != NULL) {
        marks[letter](r);
    }
    r->at = mark_end(r, r->at);
}

/* -- plain text: one byte, one column, the same in every charset; most of what anybody writes */

/* ' ' to '~', but for '!', which may have to be looked at. */
static bool is_plain(uint8_t byte)
{
    return byte >= ' ' && byte < 0x7f && byte != '!';
}

typedef int8_t sixteen __attribute__((vector_size(16)));

/* Of sixteen bytes at once whether all of them are: what is 0x80 and above is negative. */
static bool are_plain(const uint8_t *bytes)
{
    sixteen read;
    uint64_t halves[2];
    memcpy(&read, bytes, sizeof read);
    sixteen plain = (read >= ' ') & (read < 0x7f) & (read != '!');
    memcpy(halves, &plain, sizeof halves);
    return (halves[0] & halves[1]) == UINT64_MAX;
}

static size_t plain_end(const struct rendering *r)
{
    size_t at = r->at;
    while (r->length - at >= sizeof(sixteen) && are_plain(r->bytes + at)) {
        at += sizeof(sixteen);
    }
    while (at < r->length && is_plain(r->bytes[at])) {
        at++;
    }
    return at;
}

static void put_plain(struct rendering *r, size_t end)
{
    put_bytes(r->out, r->bytes + r->at, end - r->at);
    r->column += (unsigned)(end - r->at);
    r->at = end;
}

/* Up to where the plain text that ends at `end` can be broken into lines: the width of its last word is not known if something else
 * than a blank follows it. */
static size_t known_end(const struct rendering *r, size_t end)
{
    if (end == r->length || r->bytes[end] == '\n') {
        return end;
    }
    size_t blank = end;
    while (blank > r->at && r->bytes[blank - 1] != ' ') {
        blank--;
    }
    if (blank == r->at) {
        return end;             /* the rest of a word that is being shown */
    }
    while (blank > r->at && r->bytes[blank - 1] == ' ') {
        blank--;
    }
    return blank;
}

/* The first word that does not fit into what is left of the line begins in front of or at `over`: as take_blanks() would. */
static void break_plain(struct rendering *r, size_t over, size_t end)
{
    size_t word = over;
    while (word > r->at && r->bytes[word - 1] != ' ' && r->bytes[word] != ' ') {
        word--;
    }
    size_t blanks = word, next = word;
    while (blanks > r->at && r->bytes[blanks - 1] == ' ') {
        blanks--;
    }
    while (next < end && r->bytes[next] == ' ') {
        next++;
    }
    bool indents = r->column == 0 && blanks == r->at;
    if (blanks < next && next < end && !indents) {
        put_plain(r, blanks);
        r->at = next;
        put_line_end(r);
        return;
    }
    while (next < end && r->bytes[next] != ' ') {       /* a word too long for any line, or the end */
        next++;
    }
    put_plain(r, next);
}

/* A line at a time, as far as plain text goes; false: not a step. */
static bool take_plain(struct rendering *r)
{
    size_t begin = r->at, end = plain_end(r);
    if (!r->wrap) {
        put_plain(r, end);
        return r->at > begin;
    }
    end = known_end(r, end);
    while (r->at < end) {
        size_t room = r->column < r->look->width ? r->look->width - r->column : 0;
        if (end - r->at <= room) {
            put_plain(r, end);
        } else {
            break_plain(r, r->at + room, end);
        }
    }
    return r->at > begin;
}

static void render(struct rendering *r)
{
    while (r->at < r->length) {
        uint8_t byte = r->bytes[r->at];
        if (byte == MARK) {
            take_mark(r);
        } else if (byte == '\n') {
            put_line_end(r);
            r->at++;
        } else if (take_plain(r)) {
            continue;
        } else if (byte == ' ' && r->wrap) {
            take_blanks(r);
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
    struct look quiet = *look;
    if (look->aloud) {
        quiet.colours = look->coloured ? look->colours : COLOURS_NONE;
        quiet.links = false;
    }
    struct rendering r = {
        .look = &quiet,
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
