/* config/value.c -- numbers within bounds, and the nearest known name for a mistyped one.  Any thread;
 * what a mistake is called after its reason, and where it is reported, is left to the readers. */
#include "config/value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WORD_MOST = 64 };   /* longer words are compared with nothing */

bool value_number(const char *word, int64_t least, int64_t most, int64_t *number, char reason[VALUE_REASON_SIZE])
{
    char *end = NULL;
    const char *digits = word + (*word == '-');
    errno = 0;
    /* Out of its range strtoll gives the nearest it has: the bounds then say which way it is wrong. */
    int64_t read = isdigit((unsigned char)*digits) ? strtoll(word, &end, 10) : 0;
    if (end == NULL || *end != '\0')
        snprintf(reason, VALUE_REASON_SIZE, "'%.40s' is not a number", word);
    else if (read < least)
        snprintf(reason, VALUE_REASON_SIZE, "%.40s is less than %" PRId64, word, least);
    else if (read > most || (errno == ERANGE && read > 0))
        snprintf(reason, VALUE_REASON_SIZE, "%.40s is more than %" PRId64, word, most);
    else if (errno == ERANGE)
        snprintf(reason, VALUE_REASON_SIZE, "%.40s is less than %" PRId64, word, least);
    else {
        *number = read;
        return true;
    }
    return false;
}

bool value_flag(const char *word, bool *flag, char reason[VALUE_REASON_SIZE])
{
    static const struct { const char *word; bool flag; } words[] = {
        { "yes", true }, { "true", true }, { "no", false }, { "false", false },
    };
    for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
        if (strcasecmp(word, words[n].word) == 0) {
            *flag = words[n].flag;
            return true;
        }
    }
    snprintf(reason, VALUE_REASON_SIZE, "'%.40s' is neither yes nor no", word);
    return false;
}

static unsigned least_of(unsigned a, unsigned b, unsigned c)
{
    unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

/* How many letters must be put in, taken out or changed to make one word of the other (Levenshtein). */
static unsigned word_distance(const char *a, const char *b)
{
    size_t length = strlen(b);
    if (strlen(a) >= WORD_MOST || length >= WORD_MOST)
        return WORD_MOST;
    unsigned row[WORD_MOST];
    for (unsigned n = 0; n <= length; n++)
        row[n] = n;
    for (unsigned line = 1; a[line - 1] != '\0'; line++) {
        unsigned diagonal = row[0];
        row[0] = line;
        for (unsigned n = 1; n <= length; n++) {
            bool same = tolower((unsigned char)a[line - 1]) == tolower((unsigned char)b[n - 1]);
            unsigned changed = diagonal + !same;
            diagonal = row[n];
            row[n] = least_of(changed, row[n] + 1, row[n - 1] + 1);
        }
    }
    return row[length];
}

void value_nearer(const char *word, const char *candidate, const char **nearest)
{
    unsigned bound = 2 + (unsigned)strlen(word) / 4; /* a swap of two letters is two changes */
    if (*nearest != NULL)
        bound = word_distance(word, *nearest);
    if (word_distance(word, candidate) < bound)
        *nearest = candidate;
}
