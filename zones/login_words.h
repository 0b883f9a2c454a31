/* zones/login_words.h -- the words of the login dialogue: greeting, news, lines typed, names; private to zones/login*.c.
 * Nothing here has state; any thread may call. */
#ifndef ZONES_LOGIN_WORDS_H
#define ZONES_LOGIN_WORDS_H

#include "core/id.h"
#include "core/text.h"

/* What somebody who connects reads first. A new reference. */
struct text *login_greeting(const char *game_name);
/* What somebody who logs in reads before the menu. A new reference. */
struct text *login_news(const char *game_name);
/* The line without the blanks around it; false if it does not fit into `size` bytes. */
bool line_word(const char *line, char *word, size_t size);
/* "aDA" is shown as "Ada". */
void name_show(char shown[NAME_SIZE], const char *name);
/* Words that commands understand as somebody or somewhere else: no names for characters. */
bool name_reserved(const char *name);
/* characters: names, one a line; NULL is none.  The n-th one from 0; the one that compares without case. */
bool characters_get(const struct text *characters, unsigned index, char name[NAME_SIZE]);
bool characters_find(const struct text *characters, const char *wanted, char name[NAME_SIZE]);

#endif
