/* zones/prose/english.c -- see english.h.  Pure, any thread. */
#include "zones/prose/english.h"

#include "core/memory.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* -- articles and plurals ---------------------------------------------------------------------------- */

static bool begins_with_one_of(const char *word, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strncmp(word, *list, strlen(*list)) == 0)
            return true;
    return false;
}

const char *article(const char *word)
{
    static const char *const silent[] = { "hour", "honest", "honour", "heir", NULL };
    static const char *const spoken[] = { "uni", "use", "usu", "uten", "eu", "ewe", "one", "once", "u-", NULL };
    static const char *const odd[] = { "unin", "unim", "unid", NULL };
    char small[12] = "";
    for (unsigned at = 0; at < sizeof small - 1 && word[at] != '\0'; at++)
        small[at] = (char)tolower((unsigned char)word[at]);
    if (begins_with_one_of(small, silent))
        return "an";
    bool vowel = small[0] != '\0' && strchr("aeiou", small[0]) != NULL;
    return vowel && (!begins_with_one_of(small, spoken) || begins_with_one_of(small, odd)) ? "an" : "a";
}

static bool ends(const char *word, size_t length, const char *end)
{
    size_t most = strlen(end);
    return length >= most && strcmp(word + length - most, end) == 0;
}

char *plural_of(const char *one)
{
    size_t length = strlen(one);
    char *many = memory_get(length + 4);
    memcpy(many, one, length);
    bool hisses = ends(one, length, "s") || ends(one, length, "x") || ends(one, length, "z") || ends(one, length, "ch")
        || ends(one, length, "sh");
    bool y = length > 1 && one[length - 1] == 'y' && strchr("aeiou", one[length - 2]) == NULL;
    if (y)
        strcpy(many + length - 1, "ies");
    else if (ends(one, length, "man") && !ends(one, length, "human") && !ends(one, length, "shaman"))
        strcpy(many + length - 3, "men");
    else
        strcpy(many + length, hisses ? "es" : "s");
    return many;
}

/* -- slips ------------------------------------------------------------------------------------------- */

static bool one_of(const char *word, size_t length, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strlen(*list) == length && strncasecmp(word, *list, length) == 0)
            return true;
    return false;
}

/* Words that may well follow themselves. */
static bool may_be_twice(const char *word, size_t length)
{
    static const char *const twice[] = { "had", "that", "very", "long", "so", "no", "tick", "knock", "round", "ha", "hush", "in", "on", "by", NULL };
    return one_of(word, length, twice);
}

static size_t letters(const char *word)
{
    size_t length = 0;
    while (isalpha((unsigned char)word[length]) || (word[length] == '\'' && isalpha((unsigned char)word[length + 1])))
        length++;
    return length;
}

static bool is_twice(const char *word, size_t length)
{
    const char *next = word + length + 1;
    return length > 1 && word[length] == ' ' && strncmp(word, next, length) == 0 && letters(next) == length && !may_be_twice(word, length);
}

static bool is_wrong_article(const char *word, size_t length)
{
    bool a = length == 1 && tolower((unsigned char)word[0]) == 'a', an = length == 2 && strncasecmp(word, "an", 2) == 0;
    if ((!a && !an) || word[length] != ' ' || !isalpha((unsigned char)word[length + 1]))
        return false;
    const char *next = word + length + 1;
    if (isupper((unsigned char)next[0]) && letters(next) <= 2)      /* a letter, read by its name */
        return false;
    return strlen(article(next)) != length;
}

/* "they goes", "he are". */
static bool disagrees(const char *word, size_t length)
{
    static const char *const plural[] = { "they", "we", NULL }, *const single[] = { "he", "she", NULL };
    static const char *const of_one[] = { "is", "was", "has", "does", "goes", NULL }, *const of_many[] = { "are", NULL };
    const char *next = word + length + 1;
    size_t next_length = word[length] == ' ' ? letters(next) : 0;
    if (next_length == 0)
        return false;
    return (one_of(word, length, plural) && one_of(next, next_length, of_one)) || (one_of(word, length, single) && one_of(next, next_length, of_many));
}

/* Up to four words, and the same again: "the clerk, the clerk,". */
static bool is_phrase_twice(const char *word)
{
    const char *end = word;
    for (unsigned words = 1; words <= 4; words++) {
        size_t length = letters(end);
        if (length == 0)
            return false;
        end += length;
        size_t phrase = (size_t)(end - word), gap = strspn(end, ", ");
        if (words > 1 && gap > 0 && phrase > 6 && (words > 2 || end[0] == ',') && strncmp(word, end + gap, phrase) == 0
            && !isalpha((unsigned char)end[gap + phrase]))
            return true;
        if (*end != ' ')
            return false;
        end++;
    }
    return false;
}

static const char *slip_of_signs(const char *text, const char **where)
{
    static const struct { const char *sign, *what; } signs[] = {
        { "  ", "two blanks" }, { " ,", "a blank before a comma" }, { " .", "a blank before a point" }, { ",,", "two commas" }, { ",.", "a comma and a point" },
        { "{", "a brace" }, { "}", "a brace" }, { "..,", "points and a comma" }, { "|", "a bar" }, { "_", "the name of a rule" },
    };
    for (unsigned n = 0; n < sizeof signs / sizeof *signs; n++) {
        const char *found = strstr(text, signs[n].sign);
        if (found != NULL && strncmp(found, " ...", 4) != 0) {
            *where = found;
            return signs[n].what;
        }
    }
    for (const char *at = text; (at = strstr(at, "..")) != NULL; at += strspn(at, "."))
        if (strspn(at, ".") == 2) {
            *where = at;
            return "two points";
        }
    return NULL;
}

const char *slip_of(const char *text, const char **at)
{
    const char *where = text, *what = slip_of_signs(text, &where);
    for (const char *word = text; what == NULL && *word != '\0';) {
        size_t length = letters(word);
        where = word;
        if (length > 0)
            what = is_twice(word, length) ? "a word twice" : is_wrong_article(word, length) ? "a or an"
                : disagrees(word, length) ? "a verb that does not agree" : is_phrase_twice(word) ? "the same words twice" : NULL;
        word += length;
        while (*word != '\0' && !isalpha((unsigned char)*word))
            word++;
    }
    if (at != NULL)
        *at = what == NULL ? text : where;
    return what;
}
