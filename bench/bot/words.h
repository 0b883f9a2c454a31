/* bench/bot/words.h -- what mixes, scenarios and claims have in common: lines of words with blanks between them. */
#ifndef BENCH_BOT_WORDS_H
#define BENCH_BOT_WORDS_H

#define BLANKS " \t"

/* Cuts the blanks off both ends, in place; gives where the rest begins. */
char *words_trim(char *words);

#endif
