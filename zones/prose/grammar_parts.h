/* zones/prose/grammar_parts.h -- what a grammar is made of; private to zones/prose/. */
#ifndef ZONES_PROSE_GRAMMAR_PARTS_H
#define ZONES_PROSE_GRAMMAR_PARTS_H

#include "zones/prose/grammar.h"

#define NO_NAME UINT32_MAX

enum piece_kind { PIECE_TEXT, PIECE_NAME, PIECE_NUMBER, PIECE_CHOICE };
enum piece_form { FORM_PLAIN, FORM_ARTICLE, FORM_PLURAL };

struct phrase {
    struct piece *pieces;
    unsigned      count;
    const char   *many;            /* what the last piece, a text, is in the plural; NULL: the usual */
    bool          mass;            /* salt, of which there are no two */
    uint64_t      needs, bars;     /* tags that must be set, or must not */
};
struct piece {
    uint8_t        kind, form;
    bool           capital;
    uint8_t        least, most;    /* of a number */
    unsigned       name, bind;     /* NO_NAME: none */
    const char    *text;
    struct phrase *choices;
    unsigned       choice_count;
};
struct wording {
    struct phrase *ways;
    unsigned       count;
};
struct grammar_name {
    const char             *name;
    const struct wording   *rule;
    const struct yaml_node *wanted; /* where it was asked for first; only while it is read */
    bool                    bound, inherited;
};
struct grammar {
    struct arena        *arena;
    struct grammar_name *names;
    unsigned            *sorted;   /* numbers of names, by name */
    unsigned             name_count, name_room;
    const char          *tags[PROSE_TAGS_MOST];
    unsigned             tag_count;
};

unsigned grammar_find(const struct grammar *grammar, const char *name);      /* NO_NAME: unknown */
unsigned grammar_find_tag(const struct grammar *grammar, const char *tag);   /* tag_count: unknown */

#endif
