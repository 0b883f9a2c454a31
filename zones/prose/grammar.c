/* zones/prose/grammar.c -- reading a grammar: strings become pieces.  How they are said is prose.c. */
#include "zones/prose/grammar_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MOST = 99 };

/* -- names ------------------------------------------------------------------------------------------- */

unsigned grammar_find(const struct grammar *grammar, const char *name)
{
    unsigned from = 0, to = grammar->name_count;
    while (from < to) {
        unsigned middle = from + (to - from) / 2;
        if (strcmp(grammar->names[grammar->sorted[middle]].name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < grammar->name_count && strcmp(grammar->names[grammar->sorted[from]].name, name) == 0;
    return found ? grammar->sorted[from] : NO_NAME;
}

static unsigned name_add(struct grammar *grammar, const char *name)
{
    unsigned known = grammar_find(grammar, name);
    if (known != NO_NAME)
        return known;
    if (grammar->name_count == grammar->name_room) {
        grammar->name_room = grammar->name_room * 2 + 64;
        grammar->names = memory_resize(grammar->names, grammar->name_room * sizeof *grammar->names);
        grammar->sorted = memory_resize(grammar->sorted, grammar->name_room * sizeof *grammar->sorted);
    }
    unsigned at = grammar->name_count++, place = at;
    grammar->names[at] = (struct grammar_name){ .name = arena_string(grammar->arena, name) };
    for (; place > 0 && strcmp(grammar->names[grammar->sorted[place - 1]].name, name) > 0; place--)
        grammar->sorted[place] = grammar->sorted[place - 1];
    grammar->sorted[place] = at;
    return at;
}

struct grammar *grammar_new(const struct grammar *parent)
{
    struct grammar *grammar = memory_get(sizeof *grammar);
    grammar->arena = arena_new();
    if (parent == NULL)
        return grammar;
    grammar->name_count = grammar->name_room = parent->name_count;
    grammar->names = memory_get((parent->name_count + 1) * sizeof *grammar->names);
    grammar->sorted = memory_get((parent->name_count + 1) * sizeof *grammar->sorted);
    if (parent->name_count > 0) {
        memcpy(grammar->names, parent->names, parent->name_count * sizeof *grammar->names);
        memcpy(grammar->sorted, parent->sorted, parent->name_count * sizeof *grammar->sorted);
    }
    for (unsigned n = 0; n < grammar->name_count; n++) {
        grammar->names[n].inherited = grammar->names[n].rule != NULL;
        grammar->names[n].wanted = NULL;
    }
    grammar->tag_count = parent->tag_count;
    memcpy(grammar->tags, parent->tags, sizeof grammar->tags);
    return grammar;
}

void grammar_free(struct grammar **grammar_at)
{
    struct grammar *grammar = *grammar_at;
    if (grammar == NULL)
        return;
    arena_free(&grammar->arena);
    memory_free(grammar->names);
    memory_free(grammar->sorted);
    memory_free(grammar);
    *grammar_at = NULL;
}

void grammar_expects(struct grammar *grammar, const char *name)
{
    unsigned at = name_add(grammar, name);      /* may move the names */
    grammar->names[at].bound = true;
}

unsigned grammar_find_tag(const struct grammar *grammar, const char *tag)
{
    unsigned at = 0;
    while (at < grammar->tag_count && strcmp(grammar->tags[at], tag) != 0)
        at++;
    return at;
}

void grammar_expects_tag(struct grammar *grammar, const char *tag)
{
    if (grammar_find_tag(grammar, tag) < grammar->tag_count)
        return;
    assert(grammar->tag_count < PROSE_TAGS_MOST);
    grammar->tags[grammar->tag_count++] = arena_string(grammar->arena, tag);
}

const struct wording *grammar_rule(const struct grammar *grammar, const char *name)
{
    unsigned at = grammar_find(grammar, name);
    return at == NO_NAME ? NULL : grammar->names[at].rule;
}

unsigned wording_ways(const struct wording *wording)
{
    return wording->count;
}

/* -- one string into pieces -------------------------------------------------------------------------- */

/* Where it stands, for mistakes; what has been made of it. */
struct cutting {
    struct grammar         *grammar;
    struct mistakes        *mistakes;
    const struct yaml_node *node;
    unsigned                depth;
};

struct piece_list {
    struct piece *pieces;              /* memory; moved to the arena at the end */
    unsigned      count, room;
};

static struct piece *piece_add(struct piece_list *list, enum piece_kind kind)
{
    if (list->count == list->room) {
        list->room = list->room * 2 + 8;
        list->pieces = memory_resize(list->pieces, list->room * sizeof *list->pieces);
    }
    struct piece *piece = &list->pieces[list->count++];
    *piece = (struct piece){ .kind = kind, .bind = NO_NAME, .name = NO_NAME };
    return piece;
}

static struct phrase cut(struct cutting *cutting, const char *from, size_t length);

/* The `}` that belongs to the `{` before `from`, or NULL. */
static const char *brace_end(const char *from, const char *end)
{
    unsigned depth = 1;
    for (; from < end; from++) {
        depth += *from == '{';
        depth -= *from == '}';
        if (depth == 0)
            return from;
    }
    return NULL;
}

static const char *bar_find(const char *from, const char *end)
{
    unsigned depth = 0;
    for (; from < end; from++) {
        depth += *from == '{';
        depth -= *from == '}';
        if (depth == 0 && *from == '|')
            return from;
    }
    return NULL;
}

static void cut_choice(struct cutting *cutting, const char *from, const char *end, struct piece *piece)
{
    unsigned count = 1;
    for (const char *bar = bar_find(from, end); bar != NULL; bar = bar_find(bar + 1, end))
        count++;
    piece->choices = arena_get(cutting->grammar->arena, count * sizeof *piece->choices);
    piece->choice_count = count;
    for (unsigned n = 0; n < count; n++) {
        const char *bar = bar_find(from, end), *stop = bar == NULL ? end : bar;
        piece->choices[n] = cut(cutting, from, (size_t)(stop - from));
        from = stop + 1;
    }
}

/* `word`, copied and in small letters; false, reported, if it is none. */
static bool name_read(struct cutting *cutting, const char *from, const char *end, char name[PROSE_NAME_MOST + 1], bool *capital)
{
    size_t length = (size_t)(end - from);
    bool fits = length > 0 && length <= PROSE_NAME_MOST;
    for (size_t at = 0; fits && at < length; at++)
        fits = from[at] == '_' || isalnum((unsigned char)from[at]);
    if (!fits) {
        mistake_at(cutting->mistakes, cutting->node, "{%.*s} names no rule: a to z, 0 to 9 and _, at most %d", (int)(length > 40 ? 40 : length),
                   from, PROSE_NAME_MOST);
        return false;
    }
    *capital = isupper((unsigned char)from[0]) != 0;
    for (size_t at = 0; at < length; at++)
        name[at] = (char)tolower((unsigned char)from[at]);
    name[length] = '\0';
    return true;
}

/* `3-9` */
static bool number_read(struct cutting *cutting, const char *from, const char *end, struct piece *piece)
{
    int least = 0, most = 0;
    const char *at = from;
    for (; at < end && isdigit((unsigned char)*at) && least <= NUMBER_MOST; at++)
        least = least * 10 + (*at - '0');
    if (at == from || at == end || *at != '-')
        return false;
    const char *second = ++at;
    for (; at < end && isdigit((unsigned char)*at) && most <= NUMBER_MOST; at++)
        most = most * 10 + (*at - '0');
    if (at != end || at == second)
        return false;
    if (least > most || most > NUMBER_MOST)
        mistake_at(cutting->mistakes, cutting->node, "{%.*s}: numbers go from the smaller to the larger, up to %d", (int)(end - from), from,
                   NUMBER_MOST);
    piece->kind = PIECE_NUMBER;
    piece->least = (uint8_t)least;
    piece->most = (uint8_t)(most < least ? least : most);
    return true;
}

/* What stands between braces. */
static void cut_braces(struct cutting *cutting, const char *from, const char *end, struct piece *piece)
{
    char name[PROSE_NAME_MOST + 1];
    bool capital = false;
    if (bar_find(from, end) != NULL) {
        piece->kind = PIECE_CHOICE;
        cut_choice(cutting, from, end, piece);
        return;
    }
    if (end - from > 2 && from[1] == ' ' && strchr("aAsS", from[0]) != NULL) {
        piece->form = from[0] == 'a' || from[0] == 'A' ? FORM_ARTICLE : FORM_PLURAL;
        piece->capital = isupper((unsigned char)from[0]) != 0;
        from += 2;
    }
    const char *equals = memchr(from, '=', (size_t)(end - from));
    if (equals != NULL) {
        if (!name_read(cutting, from, equals, name, &capital))
            return;
        piece->capital = piece->capital || capital;
        piece->bind = name_add(cutting->grammar, name);
        cutting->grammar->names[piece->bind].bound = true;
        from = equals + 1;
    }
    if (number_read(cutting, from, end, piece) || !name_read(cutting, from, end, name, &capital))
        return;
    piece->kind = PIECE_NAME;
    piece->capital = piece->capital || capital;
    piece->name = name_add(cutting->grammar, name);
    if (cutting->grammar->names[piece->name].wanted == NULL)
        cutting->grammar->names[piece->name].wanted = cutting->node;
}

/* A text whose last words are `shelf/shelves`. */
static void cut_slash(struct cutting *cutting, struct phrase *phrase)
{
    struct piece *last = phrase->count == 0 ? NULL : &phrase->pieces[phrase->count - 1];
    const char *slash = last == NULL || last->kind != PIECE_TEXT ? NULL : strchr(last->text, '/');
    if (slash == NULL)
        return;
    size_t blanks = strspn(last->text, " ");
    char *many = arena_get(cutting->grammar->arena, blanks + strlen(slash) + 1);
    memset(many, ' ', blanks);
    strcpy(many + blanks, slash + 1);
    phrase->many = many;
    last->text = arena_string_length(cutting->grammar->arena, last->text, (size_t)(slash - last->text));
}

static struct phrase cut(struct cutting *cutting, const char *from, size_t length)
{
    struct piece_list list = { 0 };
    const char *end = from + length;
    struct phrase phrase = { .mass = length > 0 && *from == '~' };
    from += phrase.mass;
    if (++cutting->depth > PROSE_DEPTH_MOST) {
        mistake_at(cutting->mistakes, cutting->node, "braces within braces within braces ...");
        from = end;
    }
    while (from < end) {
        const char *brace = memchr(from, '{', (size_t)(end - from)), *stop = brace == NULL ? end : brace;
        if (stop > from)
            piece_add(&list, PIECE_TEXT)->text = arena_string_length(cutting->grammar->arena, from, (size_t)(stop - from));
        if (brace == NULL)
            break;
        const char *close = brace_end(brace + 1, end);
        if (close == NULL) {
            mistake_at(cutting->mistakes, cutting->node, "a { is never closed: %.30s", brace);
            break;
        }
        struct piece piece = { .kind = PIECE_TEXT, .text = "", .bind = NO_NAME, .name = NO_NAME };
        cut_braces(cutting, brace + 1, close, &piece);
        *piece_add(&list, PIECE_TEXT) = piece;
        from = close + 1;
    }
    cutting->depth--;
    phrase.count = list.count;
    phrase.pieces = arena_get(cutting->grammar->arena, (list.count + 1) * sizeof *phrase.pieces);
    if (list.count > 0)
        memcpy(phrase.pieces, list.pieces, list.count * sizeof *phrase.pieces);
    memory_free(list.pieces);
    cut_slash(cutting, &phrase);
    return phrase;
}

/* -- ways and rules ---------------------------------------------------------------------------------- */

static void read_tag(struct cutting *cutting, const struct yaml_node *node, struct phrase *phrase)
{
    if (node->kind != YAML_WORD) {
        mistake_at(cutting->mistakes, node, "if: a list of tags, [river, not night]");
        return;
    }
    bool not = strncmp(node->word, "not ", 4) == 0;
    const char *tag = node->word + (not ? 4 : 0);
    unsigned at = grammar_find_tag(cutting->grammar, tag);
    if (at == cutting->grammar->tag_count)
        mistake_at(cutting->mistakes, node, "if: '%.30s' is no tag of these texts", tag);
    else if (not)
        phrase->bars |= UINT64_C(1) << at;
    else
        phrase->needs |= UINT64_C(1) << at;
}

/* Line breaks of a folded text are blanks by now; paragraphs stay. */
static void read_way(struct cutting *cutting, const struct yaml_node *node, struct phrase *phrase)
{
    cutting->node = node;
    if (node->kind == YAML_WORD) {
        *phrase = cut(cutting, node->word, strcspn(node->word, "\n"));
        return;
    }
    const struct yaml_node *say = yaml_member(node, "say"), *when = yaml_member(node, "if");
    if (node->kind != YAML_MAP || say == NULL || say->kind != YAML_WORD || when == NULL || node->count != 2) {
        mistake_at(cutting->mistakes, node, "a way to say it is a string, or {say: ..., if: [...]}");
        return;
    }
    cutting->node = say;
    *phrase = cut(cutting, say->word, strcspn(say->word, "\n"));
    if (when->kind == YAML_WORD)
        read_tag(cutting, when, phrase);
    for (const struct yaml_node *tag = when->kind == YAML_LIST ? when->first : NULL; tag != NULL; tag = tag->next)
        read_tag(cutting, tag, phrase);
}

struct wording *grammar_wording(struct grammar *grammar, struct mistakes *mistakes, const struct yaml_node *node)
{
    struct cutting cutting = { .grammar = grammar, .mistakes = mistakes, .node = node };
    unsigned count = node->kind == YAML_LIST ? node->count : 1;
    if (count == 0) {
        mistake_at(mistakes, node, "there is nothing to say");
        return NULL;
    }
    struct wording *wording = arena_get(grammar->arena, sizeof *wording);
    wording->ways = arena_get(grammar->arena, count * sizeof *wording->ways);
    if (node->kind != YAML_LIST)
        read_way(&cutting, node, &wording->ways[wording->count++]);
    for (const struct yaml_node *way = node->kind == YAML_LIST ? node->first : NULL; way != NULL; way = way->next)
        read_way(&cutting, way, &wording->ways[wording->count++]);
    return wording;
}

void grammar_rules(struct grammar *grammar, struct mistakes *mistakes, const struct yaml_node *map)
{
    if (map->kind != YAML_MAP) {
        mistake_at(mistakes, map, "a grammar is a map of rules");
        return;
    }
    for (const struct yaml_node *member = map->first; member != NULL; member = member->next) {
        const char *name = member->key->word;
        size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789");
        if (length == 0 || name[length] != '\0' || length > PROSE_NAME_MOST) {
            mistake_at(mistakes, member->key, "a rule's name is made of a to z, 0 to 9 and _, at most %d", PROSE_NAME_MOST);
            continue;
        }
        struct wording *wording = grammar_wording(grammar, mistakes, member);
        unsigned at = name_add(grammar, name);
        if (grammar->names[at].rule != NULL && !grammar->names[at].inherited)
            mistake_at(mistakes, member->key, "'%s' is a rule already", name);
        grammar->names[at].inherited = false;
        grammar->names[at].rule = wording;
    }
}

void grammar_check(const struct grammar *grammar, struct mistakes *mistakes)
{
    for (unsigned n = 0; n < grammar->name_count; n++) {
        const struct grammar_name *name = &grammar->names[n];
        if (name->wanted != NULL && name->rule == NULL && !name->bound)
            mistake_at(mistakes, name->wanted, "{%s}: there is no such rule, and nothing is ever bound to it", name->name);
    }
}
