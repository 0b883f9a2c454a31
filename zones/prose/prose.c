/* zones/prose/prose.c -- saying what a grammar has: dice choose, words take the form that is asked for. */
#include "zones/prose/english.h"
#include "zones/prose/grammar_parts.h"

#include <ctype.h>
#include <string.h>

/* -- numbers ----------------------------------------------------------------------------------------- */

static const char *number_words(unsigned number, char words[32])
{
    static const char *const small[] = { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen" };
    static const char *const tens[] = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };
    if (number < 20)
        return small[number];
    snprintf(words, 32, "%s%s%s", tens[number / 10], number % 10 == 0 ? "" : "-", number % 10 == 0 ? "" : small[number % 10]);
    return words;
}

/* -- a text being made ------------------------------------------------------------------------------- */

void prose_begin(struct prose *prose, const struct grammar *grammar, struct dice *dice)
{
    *prose = (struct prose){ .grammar = grammar, .dice = dice };
}

void prose_forget(struct prose *prose, unsigned count)
{
    while (prose->count > count) {
        struct prose_bound *last = &prose->bound[--prose->count];
        memory_free(last->one);
        memory_free(last->many);
    }
}

void prose_end(struct prose *prose)
{
    prose_forget(prose, 0);
}

static const struct prose_bound *bound_find(const struct prose *prose, unsigned name)
{
    for (unsigned n = prose->count; n > 0; n--)
        if (prose->bound[n - 1].name == name)
            return &prose->bound[n - 1];
    return NULL;
}

static void fault(struct prose *prose, const char *what, const char *name)
{
    if (prose->fault[0] == '\0')
        snprintf(prose->fault, sizeof prose->fault, "%s: %.*s", what, PROSE_NAME_MOST, name);
}

/* Takes over both strings. */
static void bind(struct prose *prose, unsigned name, char *one, char *many, bool mass)
{
    struct prose_bound *place = (struct prose_bound *)bound_find(prose, name);
    if (place == NULL && prose->count == PROSE_BOUND_MOST) {
        fault(prose, "too much is bound", prose->grammar->names[name].name);
        memory_free(one);
        memory_free(many);
        return;
    }
    if (place == NULL) {
        place = &prose->bound[prose->count++];
    } else {
        memory_free(place->one);
        memory_free(place->many);
    }
    *place = (struct prose_bound){ name, one, many, mass };
}

void prose_bind(struct prose *prose, const char *name, const char *one, const char *many)
{
    unsigned at = grammar_find(prose->grammar, name);
    if (at == NO_NAME)                  /* nothing ever asks for it */
        return;
    bind(prose, at, memory_string(one), many == NULL ? plural_of(one) : memory_string(many), false);
}

const char *prose_bound(const struct prose *prose, const char *name)
{
    unsigned at = grammar_find(prose->grammar, name);
    const struct prose_bound *bound = at == NO_NAME ? NULL : bound_find(prose, at);
    return bound == NULL ? NULL : bound->one;
}

void prose_tag(struct prose *prose, const char *tag, bool set)
{
    unsigned at = grammar_find_tag(prose->grammar, tag);
    if (at == prose->grammar->tag_count)
        return;
    uint64_t bit = UINT64_C(1) << at;
    prose->tags = set ? prose->tags | bit : prose->tags & ~bit;
}

/* -- saying ------------------------------------------------------------------------------------------ */

enum { OTHERS_TRIED = 8 };
struct saying { char *one, *many; bool mass; };

static void put(struct bytes_writer *writer, const char *words)
{
    put_bytes(writer, words, strlen(words));
}

static char *writer_string(struct bytes_writer *writer)
{
    put_u8(writer, 0);
    char *string = memory_string((const char *)writer->bytes);
    bytes_free(writer);
    return string;
}

static void put_form(struct bytes_writer *writer, const struct piece *piece, const struct saying *said)
{
    const char *words = piece->form == FORM_PLURAL && !said->mass ? said->many : said->one;
    size_t from = writer->length;
    if (piece->form == FORM_ARTICLE && !said->mass && words[0] != '\0') {
        put(writer, article(words));
        put(writer, " ");
    }
    put(writer, words);
    if (piece->capital && writer->length > from)
        writer->bytes[from] = (uint8_t)toupper(writer->bytes[from]);
}

static struct saying say_wording(struct prose *prose, const struct wording *wording);
static struct saying say_phrase(struct prose *prose, const struct phrase *phrase);

static struct saying say_name(struct prose *prose, const struct piece *piece)
{
    const struct prose_bound *bound = bound_find(prose, piece->name);
    const struct grammar_name *name = &prose->grammar->names[piece->name];
    if (bound != NULL)
        return (struct saying){ memory_string(bound->one), memory_string(bound->many), bound->mass };
    if (name->rule == NULL)
        fault(prose, "nothing is bound", name->name);
    else if (prose->depth >= PROSE_DEPTH_MOST)
        fault(prose, "it goes round and round", name->name);
    else
        return say_wording(prose, name->rule);
    return (struct saying){ memory_string(""), memory_string(""), false };
}

static struct saying say_piece(struct prose *prose, const struct piece *piece)
{
    char words[32];
    switch ((enum piece_kind)piece->kind) {
    case PIECE_NAME:
        return say_name(prose, piece);
    case PIECE_NUMBER: {
        const char *number = number_words((unsigned)dice_between(prose->dice, piece->least, piece->most), words);
        return (struct saying){ memory_string(number), memory_string(number), false };
    }
    case PIECE_CHOICE:
        return say_phrase(prose, &piece->choices[dice_below(prose->dice, piece->choice_count)]);
    default:
        return (struct saying){ memory_string(piece->text), plural_of(piece->text), false };
    }
}

static void saying_free(struct saying *said)
{
    memory_free(said->one);
    memory_free(said->many);
}

/* The plural of all of it is what stands before the last piece, and the plural of that. */
static struct saying say_phrase(struct prose *prose, const struct phrase *phrase)
{
    struct bytes_writer one = { 0 }, many = { 0 };
    bool mass = phrase->mass;
    for (unsigned n = 0; n < phrase->count; n++) {
        const struct piece *piece = &phrase->pieces[n];
        bool last = n + 1 == phrase->count;
        struct saying said = say_piece(prose, piece);
        if (last) {
            put_bytes(&many, one.bytes, one.length);
            put(&many, phrase->many != NULL ? phrase->many : said.many);
            mass = mass || (said.mass && piece->form == FORM_PLAIN);
        }
        put_form(&one, piece, &said);
        if (piece->bind != NO_NAME)
            bind(prose, piece->bind, said.one, said.many, said.mass);
        else
            saying_free(&said);
    }
    return (struct saying){ writer_string(&one), writer_string(&many), mass };
}

static bool phrase_fits(const struct prose *prose, const struct phrase *phrase)
{
    return (prose->tags & phrase->needs) == phrase->needs && (prose->tags & phrase->bars) == 0;
}

/* One of those that fit, by the dice. */
static unsigned choose(struct prose *prose, const struct wording *wording, unsigned fitting)
{
    unsigned chosen = dice_below(prose->dice, fitting), at = 0;
    while (!phrase_fits(prose, &wording->ways[at]) || chosen-- > 0)
        at++;
    return at;
}

static bool was_said(const struct prose *prose, const struct phrase *way)
{
    for (unsigned n = 0; n < prose->said_count && n < PROSE_SAID; n++)
        if (prose->said[n] == way)
            return true;
    return false;
}

static struct saying say_wording(struct prose *prose, const struct wording *wording)
{
    unsigned fitting = 0;
    for (unsigned n = 0; n < wording->count; n++)
        fitting += phrase_fits(prose, &wording->ways[n]);
    if (fitting == 0)
        return (struct saying){ memory_string(""), memory_string(""), false };
    unsigned at = choose(prose, wording, fitting);
    for (unsigned tries = 0; tries < OTHERS_TRIED && fitting > 1 && was_said(prose, &wording->ways[at]); tries++)
        at = choose(prose, wording, fitting);
    prose->said[prose->said_count++ % PROSE_SAID] = &wording->ways[at];
    prose->depth++;
    struct saying said = say_phrase(prose, &wording->ways[at]);
    prose->depth--;
    return said;
}

/* Capitals where sentences begin, one blank between words, none before a comma or at the ends. */
static char *tidy(char *text)
{
    char *to = text;
    bool begins = true;
    for (const char *from = text; *from != '\0'; from++) {
        bool blank = *from == ' ';
        if (blank && (to == text || to[-1] == ' ' || from[1] == '\0' || strchr(".,;:!?", from[1]) != NULL))
            continue;
        bool mark = strchr("\"'([", *from) != NULL;
        *to = begins && !blank && !mark ? (char)toupper((unsigned char)*from) : *from;
        if (strchr(".!?", *from) != NULL)
            begins = to == text || to[-1] != '.';   /* dots go on */
        else if (!blank && *from != '"' && !(mark && begins))
            begins = false;
        if (begins && strchr(".!?", *from) != NULL && from[1] != ' ' && from[1] != '"' && from[1] != '\'' && from[1] != '\0')
            begins = false;             /* a point within a word, or dots */
        to++;
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    return text;
}

char *prose_say(struct prose *prose, const struct wording *wording)
{
    prose->said_count = 0;
    struct saying said = say_wording(prose, wording);
    memory_free(said.many);
    return tidy(said.one);
}

char *prose_word(struct prose *prose, const struct wording *wording, char **many)
{
    struct saying said = say_wording(prose, wording);
    if (many != NULL)
        *many = said.many;
    else
        memory_free(said.many);
    return said.one;
}
