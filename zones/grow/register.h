/* zones/grow/register.h -- what has been said already, so that it is not said again.
 *
 * A text is broken into marks: its sentences, its runs of three words and of six, with names, numbers, directions and colours
 * masked.  A register counts the texts that were added to it.  One owner; what it answers depends only on what was added. */
#ifndef ZONES_GROW_REGISTER_H
#define ZONES_GROW_REGISTER_H

#include "core/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct marks {
    uint64_t *sentences, *threes, *sixes;      /* hashes; the latter two sorted, none twice */
    unsigned  sentence_count, three_count, six_count;
    unsigned  three_twice;             /* runs of three that the text has said before itself */
};
void marks_of(const char *text, struct marks *marks);
void marks_free(struct marks *marks);
void sentences_of(const char *text, struct marks *marks);   /* nothing but these */
/* The masked words of a text, with one blank between; memory of the caller's.  For people, and for tests. */
char *masked(const char *text);

/* The hash that marks_of() has for a run of six words, which must be masked already. */
uint64_t masked_six(const char *words);

struct sayings;
struct sayings *sayings_new(void);
void     sayings_free(struct sayings **sayings);
void     sayings_add(struct sayings *sayings, const struct marks *marks);
unsigned sayings_texts(const struct sayings *sayings);
unsigned sayings_repeats(const struct sayings *sayings, const struct marks *marks);   /* how many of its sentences are known */
/* The largest share, in thousandths, of three-word runs that it has in common with one text, of the shorter of the two; *with
 * is that text's number, if not NULL. */
unsigned sayings_overlap(struct sayings *sayings, const struct marks *marks, unsigned *with);
/* In how many texts is the one of its six-word runs that is in most? */
unsigned sayings_phrase(const struct sayings *sayings, const struct marks *marks);
unsigned sayings_of_six(const struct sayings *sayings, uint64_t six);

/* How often each of many things has been counted, by hash. */
struct tally;
struct tally *tally_new(void);
void     tally_free(struct tally **tally);
unsigned tally_of(const struct tally *tally, uint64_t hash);
unsigned tally_add(struct tally *tally, uint64_t hash);      /* the count with this one */

#endif
