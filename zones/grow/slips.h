/* zones/grow/slips.h -- what reads badly whatever it says: a for an, a word twice, a verb that does not agree.  Any thread. */
#ifndef ZONES_GROW_SLIPS_H
#define ZONES_GROW_SLIPS_H

/* What is wrong with a text, or NULL; *at is where, if it is not NULL. */
const char *slip_of(const char *text, const char **at);

#endif
