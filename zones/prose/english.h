/* zones/prose/english.h -- the little of English grammar that texts made of parts need.  Pure, any thread. */
#ifndef ZONES_PROSE_ENGLISH_H
#define ZONES_PROSE_ENGLISH_H

/* "a" or "an", by how the word begins to the ear: an hour, a unit. */
const char *article(const char *word);
/* The usual plural of a noun; memory of the caller's. */
char *plural_of(const char *one);
/* What reads badly whatever it says: a for an, a word twice, a verb that does not agree, stray signs.  NULL: nothing;
 * *at is where, if it is not NULL. */
const char *slip_of(const char *text, const char **at);

#endif
