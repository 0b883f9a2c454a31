/* zones/prose/grammar.h -- sentences from rules: what a writer puts down once is said in many ways.
 *
 * A grammar is a map of rules, each a list of ways to say something; dice choose.  In a way to say it stands
 *
 *     {tree}            one of the ways of the rule `tree`, or what `tree` was bound to
 *     {Tree}            the same with a capital; sentences get theirs by themselves
 *     {a tree} {A tree} with "a" or "an" before it; of a mass noun (written `~salt`) just "salt"
 *     {s tree}          more than one of it: `wolf/wolves` says how, else by the usual rules
 *     {its=tree}        ... and from here on {its} is the same word again, in any of these forms
 *     {3-9}             a number in words
 *     {grey|white|}     one of these, here and now; any of them may be empty
 *
 * A way is a string, or {say: ..., if: [river, not night]}: only where those tags are set, or are not.
 *
 * Reading reports every mistake with its line and column.  A grammar read is immutable and anybody may use it;
 * a struct prose is one text being made, of one thread.  The same dice give the same words on every machine. */
#ifndef ZONES_PROSE_GRAMMAR_H
#define ZONES_PROSE_GRAMMAR_H

#include "config/yaml.h"
#include "core/bytes.h"
#include "core/dice.h"

enum { PROSE_NAME_MOST = 30, PROSE_BOUND_MOST = 64, PROSE_TAGS_MOST = 64, PROSE_DEPTH_MOST = 30, PROSE_SAID = 32 };

struct grammar;
struct wording;                    /* a list of ways to say one thing */

/* An empty one, that knows all rules, names and tags of `parent` (or NULL), which must outlive it. */
struct grammar *grammar_new(const struct grammar *parent);
void grammar_free(struct grammar **grammar);
/* A name that whoever makes a text will have bound (prose_bind), or a tag that he may set: without, {name} is a mistake.
 * To be called before what uses them is read. */
void grammar_expects(struct grammar *grammar, const char *name);
void grammar_expects_tag(struct grammar *grammar, const char *tag);
/* The rules of a map.  A rule that the parent has is hidden by one of the same name. */
void grammar_rules(struct grammar *grammar, struct mistakes *mistakes, const struct yaml_node *map);
/* One list, or one string, that has no name; NULL, reported, when there is nothing in it. */
struct wording *grammar_wording(struct grammar *grammar, struct mistakes *mistakes, const struct yaml_node *node);
/* Once all is read: reports names that nobody knows. */
void grammar_check(const struct grammar *grammar, struct mistakes *mistakes);
/* The rule of that name, own or inherited; NULL if there is none. */
const struct wording *grammar_rule(const struct grammar *grammar, const char *name);
unsigned wording_ways(const struct wording *wording);

struct prose_bound { unsigned name; char *one, *many; bool mass; };
struct prose {
    const struct grammar *grammar;
    struct dice          *dice;
    uint64_t              tags;
    unsigned              depth;
    unsigned              count;
    struct prose_bound    bound[PROSE_BOUND_MOST];
    const void           *said[PROSE_SAID];             /* ways of the text being said, none twice as long as there are others */
    unsigned              said_count;
    char                  fault[PROSE_NAME_MOST + 50];  /* what went wrong first, "" if nothing did */
};
void prose_begin(struct prose *prose, const struct grammar *grammar, struct dice *dice);
void prose_end(struct prose *prose);
/* many: NULL for the usual plural.  A name bound before is bound anew. */
void prose_bind(struct prose *prose, const char *name, const char *one, const char *many);
/* What it is bound to, or NULL. */
const char *prose_bound(const struct prose *prose, const char *name);
/* Forgets what was bound behind the first `count`: bindings of one text do not reach into the next. */
void prose_forget(struct prose *prose, unsigned count);
void prose_tag(struct prose *prose, const char *tag, bool set);
/* The text, memory of the caller's.  What has no way that fits says nothing. */
char *prose_say(struct prose *prose, const struct wording *wording);
/* Like prose_say() for a noun, with its plural, or NULL for those who do not want it. */
char *prose_word(struct prose *prose, const struct wording *wording, char **many);

#endif
