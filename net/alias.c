/* net/alias.c -- see alias.h.  Called by anybody: nothing here has state. */
#include "net/alias.h"

#include "net/waiting.h"

#include <string.h>

/* An alias at work. */
struct expansion {
    const char          *arguments;      /* all that stands behind its name, blanks trimmed */
    size_t               arguments_length;
    bool                 named;          /* the text says where they go */
    size_t               from;           /* where in `out` the present command begins */
    unsigned             bytes_most;
    struct bytes_writer *out;
};

static bool put(struct expansion *expansion, const char *bytes, size_t length)
{
    if (expansion->out->length - expansion->from + length > expansion->bytes_most) {
        return false;
    }
    put_bytes(expansion->out, bytes, length);
    return true;
}

/* The n-th word behind the name, from 1; there may be none. */
static bool put_word(struct expansion *expansion, unsigned number)
{
    const char *at = expansion->arguments, *end = at + expansion->arguments_length;
    for (;;) {
        while (at < end && *at == ' ') {
            at++;
        }
        const char *word = at;
        while (at < end && *at != ' ') {
            at++;
        }
        if (--number == 0 || at == end) {
            return number > 0 || put(expansion, word, (size_t)(at - word));
        }
    }
}

/* What stands behind a dollar. */
static bool put_named(struct expansion *expansion, char name)
{
    if (name == '*') {
        return put(expansion, expansion->arguments, expansion->arguments_length);
    }
    if (name >= '1' && name <= '9') {
        return put_word(expansion, (unsigned)(name - '0'));
    }
    return put(expansion, "$", 1) && (name == '$' || put(expansion, &name, 1));
}

static bool names_arguments(const char *text, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] == '$') {
            i++;
            if (text[i] == '*' || (text[i] >= '1' && text[i] <= '9')) {
                return true;
            }
        }
    }
    return false;
}

/* One command of the text; `last`: what was not named goes behind it. */
static bool put_command(struct expansion *expansion, const char *text, size_t length, bool last)
{
    bool fits = true;
    for (size_t i = 0; i < length && fits; i++) {
        if (text[i] == '$' && i + 1 < length) {
            fits = put_named(expansion, text[++i]);
        } else {
            fits = put(expansion, text + i, 1);
        }
    }
    if (fits && last && !expansion->named && expansion->arguments_length > 0) {
        fits = put(expansion, " ", 1) && put(expansion, expansion->arguments, expansion->arguments_length);
    }
    return fits;
}

static bool is_empty(const struct expansion *expansion)
{
    for (size_t i = expansion->from; i < expansion->out->length; i++) {
        if (expansion->out->bytes[i] != ' ') {
            return false;
        }
    }
    return true;
}

static enum alias_outcome expand(struct expansion *expansion, const struct alias *alias, unsigned commands_most, unsigned *count)
{
    const char *text = alias->text, *end = text + alias->text_length;
    *count = 0;
    while (text < end) {
        const char *separator = memchr(text, ';', (size_t)(end - text));
        size_t length = separator == NULL ? (size_t)(end - text) : (size_t)(separator - text);
        expansion->from = expansion->out->length;
        if (!put_command(expansion, text, length, text + length == end)) {
            return ALIAS_TOO_LONG;
        }
        if (is_empty(expansion)) {
            expansion->out->length = expansion->from;
        } else if (++*count > commands_most) {
            return ALIAS_TOO_MANY;
        } else {
            put_bytes(expansion->out, "", 1);
        }
        text += length + 1;
    }
    return ALIAS_DONE;
}

enum alias_outcome alias_expand(const struct text *habits, const char *line, unsigned bytes_most, unsigned commands_most,
                                struct bytes_writer *out, unsigned *count)
{
    struct alias alias;
    *count = 0;
    if (habits == NULL || text_length(habits) == 0) {
        return ALIAS_NONE;
    }
    line = line_words(line);
    size_t length = strcspn(line, " ");
    if (length == 0 || !habits_find(habits, line, length, &alias)) {
        return ALIAS_NONE;
    }
    struct expansion expansion = {.bytes_most = bytes_most, .out = out, .named = names_arguments(alias.text, alias.text_length)};
    expansion.arguments = line_words(line + length);
    expansion.arguments_length = strlen(expansion.arguments);
    while (expansion.arguments_length > 0 && expansion.arguments[expansion.arguments_length - 1] == ' ') {
        expansion.arguments_length--;
    }
    return expand(&expansion, &alias, commands_most, count);
}
