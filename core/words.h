/* core/words.h -- printf for what the game says: the same words, several times as fast.
 *
 * What sentences are made of (%s, %.*s, %c, %d, %u, with or without l or ll, and %%) is put together here; a format with anything else
 * in it, a width say, goes to the C library as a whole.  Measure: `make bench-stages STAGE="apply look"`.
 *
 * Any thread.  The contract is that of vsnprintf(): at most size bytes with the NUL, and the length it would have taken. */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include "core/thread.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

ANY_THREAD size_t words_print(char *words, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
ANY_THREAD size_t words_vprint(char *words, size_t size, const char *format, va_list arguments) PRINTF_LIKE(3, 0);

enum { WORDS_DIGITS_MAX = 20 };         /* of a number of 64 bits, with its sign */

/* A number by itself: its digits, without a NUL, somewhere in `digits`. */
ANY_THREAD const char *words_number(char digits[WORDS_DIGITS_MAX], int64_t number, size_t *length);

/* What follows a number: one worker runs, two workers run. */
ANY_THREAD static inline const char *one_or_many(unsigned long long count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

#endif
