/* bench/bot/words.c -- see words.h. */
#include "bench/bot/words.h"

#include <string.h>

char *words_trim(char *words)
{
    words += strspn(words, BLANKS);
    for (size_t length = strlen(words); length > 0 && strchr(BLANKS "\r", words[length - 1]) != NULL; length--)
        words[length - 1] = '\0';
    return words;
}
