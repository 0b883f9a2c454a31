/* tests/zones/plain.h -- what may stand in a text that is read aloud: rendered by net's own renderer, it has
 *
 *   no escape sequence, no tab, no control character, no sign but letters, digits and ordinary punctuation
 *   no two blanks in a row but behind the end of a sentence, none in front of a line: those are columns
 *   no sign three times in a row, but for "..."
 *   no line of signs alone */
#ifndef TESTS_ZONES_PLAIN_H
#define TESTS_ZONES_PLAIN_H

#include "core/bytes.h"
#include "net/render.h"

#include <ctype.h>
#include <string.h>
#include <utf8proc.h>

#define PLAIN_SIGNS ".,;:!?'\"()[]{}<>-/%&+*$~`"

static const struct look look_aloud = { .colours = COLOURS_TRUE, .charset = CHARSET_UTF8, .links = true, .aloud = true };
static const struct look look_coloured = { .colours = COLOURS_16, .charset = CHARSET_UTF8 };
static const struct look look_colourless = { .colours = COLOURS_NONE, .charset = CHARSET_UTF8 };

/* As that client gets it, line ends as "\n" and NUL-terminated, in `out`. */
static inline const char *plain_render(const struct look *look, const char *marked, size_t length, struct bytes_writer *out)
{
    struct bytes_writer rendered = {0};
    unsigned column = 0;
    render_text(look, &column, marked, length, &rendered);
    bytes_clear(out);
    for (size_t at = 0; at < rendered.length; at++)
        if (rendered.bytes[at] != '\r')
            put_u8(out, rendered.bytes[at]);
    put_u8(out, 0);
    bytes_free(&rendered);
    return (const char *)out->bytes;
}

/* A letter beyond ASCII at `at`: its length, else 0. */
static inline size_t plain_letter(const char *at, const char *end)
{
    utf8proc_int32_t letter;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &letter);
    if (length <= 1)
        return 0;
    utf8proc_category_t category = utf8proc_category(letter);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO ? (size_t)length : 0;
}

static inline bool plain_sentence_ends(char sign)
{
    return sign == '.' || sign == '!' || sign == '?';
}

/* What is wrong with the signs from `at` on that are alike; NULL: nothing. */
static inline const char *plain_run_fault(const char *line, const char *at, size_t run)
{
    if (*at == ' ' && (run > 2 || at == line))
        return "blanks in front of a line, or three in a row";
    if (*at == ' ' && run == 2 && !plain_sentence_ends(at[-1]))
        return "two blanks that look like columns";
    if (ispunct((unsigned char)*at) && run >= 3 && !(*at == '.' && run == 3))
        return "a sign three times in a row";
    return NULL;
}

static inline const char *plain_line_fault(const char *line, const char *end)
{
    bool words = false;
    for (const char *at = line; at < end;) {
        size_t letter = plain_letter(at, end), run = 1;
        words = words || letter > 0 || isalnum((unsigned char)*at);
        if (letter == 0 && *at == '\033')
            return "an escape sequence";
        if (letter == 0 && *at == '\t')
            return "a tab";
        if (letter == 0 && *at != ' ' && !isalnum((unsigned char)*at) && strchr(PLAIN_SIGNS, *at) == NULL)
            return "a sign that is no ordinary punctuation";
        while (letter == 0 && at + run < end && at[run] == *at)
            run++;
        const char *fault = letter == 0 ? plain_run_fault(line, at, run) : NULL;
        if (fault != NULL)
            return fault;
        at += letter > 0 ? letter : run;
    }
    return words || line == end ? NULL : "a line of signs alone";
}

/* NULL, or what is wrong; *where is then the line. */
static inline const char *plain_fault(const char *text, const char **where)
{
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        const char *fault = plain_line_fault(line, line + length);
        *where = line;
        if (fault != NULL)
            return fault;
        line += length + (line[length] == '\n');
    }
    return NULL;
}

/* -- the same facts ---------------------------------------------------------------------------------- */

/* Is that word (letters and digits) in the text, as a whole? */
static inline bool plain_has_word(const char *text, const char *word, size_t length)
{
    for (const char *at = text; (at = strcasestr(at, word)) != NULL; at++)
        if ((at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length]))
            return true;
    return false;
}

/* The letter of a way out stands for its name. */
static inline bool plain_has_way(const char *text, const char *word)
{
    static const char *const ways[] = { "north", "east", "south", "west", "up", "down" };
    for (unsigned at = 0; at < 6; at++)
        if (word[1] == '\0' && tolower((unsigned char)word[0]) == ways[at][0])
            return strstr(text, ways[at]) != NULL;
    return false;
}

/* The first word that eyes read and ears do not hear; false: there is none. */
static inline bool plain_lost_word(const char *seen, const char *heard, char word[64])
{
    while (*seen != '\0') {
        size_t length = 0;
        while (isalnum((unsigned char)seen[length]) && length < 63)
            length++;
        memcpy(word, seen, length);
        word[length] = '\0';
        if (length > 0 && !plain_has_word(heard, word, length) && !plain_has_way(heard, word))
            return true;
        seen += length > 0 ? length : 1;
    }
    return false;
}

/* Colours taken out, in place. */
static inline void plain_bleach(char *text)
{
    char *to = text;
    while (*text != '\0') {
        if (*text == '\033') {
            text += strcspn(text, "m");
            text += *text == 'm';
            continue;
        }
        *to++ = *text++;
    }
    *to = '\0';
}

#endif
