/* core/verbs.c -- finding the verb of a line.
 *
 * Main adds verbs before threads start; afterwards any thread finds them, and nothing changes.
 *
 *   first[letter] -> verb -> verb -> ... in the order of adding, all of one first letter
 *
 * Looking through one letter's verbs in that order makes the earliest prefix win without sorting. */
#include "core/verbs.h"

#include "core/memory.h"

#include <string.h>
#include <strings.h>

enum { LETTERS = 256 };

struct verb {
    char *name;
    size_t length;
    uint16_t next;     /* the next verb of the same first letter; VERB_NONE ends the chain */
    bool immediate;
};

struct verbs {
    struct verb list[VERBS_MAX]; /* by number; those below VERB_FIRST stay empty */
    unsigned count;              /* the number the next one gets */
    uint16_t first[LETTERS];
    uint16_t last[LETTERS];
};

static unsigned char fold(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (unsigned char)(letter - 'A' + 'a') : (unsigned char)letter;
}

static bool blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

struct verbs *verbs_new(void)
{
    struct verbs *verbs = memory_get(sizeof *verbs);
    verbs->count = VERB_FIRST;
    return verbs;
}

void verbs_free(struct verbs **verbs)
{
    if (*verbs == NULL) {
        return;
    }
    for (unsigned number = VERB_FIRST; number < (*verbs)->count; number++) {
        memory_free((*verbs)->list[number].name);
    }
    memory_free(*verbs);
    *verbs = NULL;
}

uint16_t verbs_add(struct verbs *verbs, const char *name, bool immediate)
{
    assert(name[0] != '\0');
    assert(verbs->count < VERBS_MAX);
    uint16_t number = (uint16_t)verbs->count++;
    verbs->list[number] = (struct verb){.name = memory_string(name), .length = strlen(name), .immediate = immediate};
    unsigned char letter = fold(name[0]);
    if (verbs->first[letter] == VERB_NONE) {
        verbs->first[letter] = number;
    } else {
        verbs->list[verbs->last[letter]].next = number;
    }
    verbs->last[letter] = number;
    return number;
}

/* How many bytes of `line` are its verb. */
static size_t verb_length(const char *line)
{
    if (line[0] != '\0' && strchr("':;/", line[0]) != NULL) {
        return 1; /* 'hello says hello: no blank is needed behind these */
    }
    size_t length = 0;
    while (line[length] != '\0' && !blank(line[length])) {
        length++;
    }
    return length;
}

static uint16_t verb_number(const struct verbs *verbs, const char *word, size_t length)
{
    uint16_t begins = VERB_NONE;
    for (uint16_t number = verbs->first[fold(word[0])]; number != VERB_NONE; number = verbs->list[number].next) {
        const struct verb *verb = &verbs->list[number];
        if (verb->length < length || strncasecmp(verb->name, word, length) != 0) {
            continue;
        }
        if (verb->length == length) {
            return number;
        }
        if (begins == VERB_NONE) {
            begins = number;
        }
    }
    return begins;
}

uint16_t verbs_find(const struct verbs *verbs, const char *line, const char **arguments,
                    char *typed, size_t typed_size)
{
    assert(typed_size > 0);
    while (blank(*line)) {
        line++;
    }
    size_t length = verb_length(line);
    size_t kept = length < typed_size ? length : typed_size - 1;
    memcpy(typed, line, kept);
    typed[kept] = '\0';
    *arguments = line + length;
    while (blank(**arguments)) {
        (*arguments)++;
    }
    return length > 0 ? verb_number(verbs, line, length) : VERB_NONE;
}

unsigned verbs_count(const struct verbs *verbs)
{
    return verbs->count;
}

const char *verbs_name(const struct verbs *verbs, unsigned verb)
{
    return verb >= VERB_FIRST && verb < verbs->count ? verbs->list[verb].name : "";
}

bool verbs_immediate(const struct verbs *verbs, uint16_t verb)
{
    return verb >= VERB_FIRST && verb < verbs->count && verbs->list[verb].immediate;
}
