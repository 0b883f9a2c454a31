/* core/words.c -- see words.h. */
#include "core/words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS_MAX = 20 };

/* What is being put together: `length` goes on counting when there is no room any more. */
struct words {
    char  *bytes;
    size_t size, length;
};

static void put(struct words *words, const char *bytes, size_t length)
{
    if (words->length < words->size) {
        size_t room = words->size - words->length;
        memcpy(words->bytes + words->length, bytes, length < room ? length : room);
    }
    words->length += length;
}

static void put_number(struct words *words, uint64_t number, bool negative)
{
    char digits[DIGITS_MAX + 1];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (negative)
        digits[--at] = '-';
    put(words, digits + at, sizeof digits - at);
}

static void put_signed(struct words *words, long long number)
{
    put_number(words, number < 0 ? -(uint64_t)number : (uint64_t)number, number < 0);
}

/* One conversion, behind its '%'; where the format goes on, or NULL: that is none of ours. */
static const char *put_conversion(struct words *words, const char *format, va_list *arguments)
{
    unsigned longs = 0;
    for (; *format == 'l' && longs < 2; format++)
        longs++;
    if (longs > 0 && *format != 'd' && *format != 'u')
        return NULL;
    switch (*format) {
    case '%':
        put(words, format, 1);
        break;
    case 'c':
        put(words, &(char){ (char)va_arg(*arguments, int) }, 1);
        break;
    case 's': {
        const char *string = va_arg(*arguments, const char *);
        if (string == NULL)
            string = "(null)";          /* a mistake of ours, told as the C library tells it */
        put(words, string, strlen(string));
        break;
    }
    case 'd':
        put_signed(words, longs == 0 ? va_arg(*arguments, int) : longs == 1 ? va_arg(*arguments, long) : va_arg(*arguments, long long));
        break;
    case 'u':
        put_number(words, longs == 0 ? va_arg(*arguments, unsigned) : longs == 1 ? va_arg(*arguments, unsigned long)
                                                                                 : va_arg(*arguments, unsigned long long), false);
        break;
    default:
        return NULL;
    }
    return format + 1;
}

/* False: there is something in it that is none of ours. */
static bool print_ours(struct words *words, const char *format, va_list *arguments)
{
    for (;;) {
        const char *percent = *format == '%' ? format : strchrnul(format, '%');
        if (percent > format)
            put(words, format, (size_t)(percent - format));
        if (*percent == '\0')
            return true;
        format = put_conversion(words, percent + 1, arguments);
        if (format == NULL)
            return false;
    }
}

size_t words_vprint(char *bytes, size_t size, const char *format, va_list arguments)
{
    struct words words = { .bytes = bytes, .size = size };
    va_list ours;
    va_copy(ours, arguments);
    bool printed = print_ours(&words, format, &ours);
    va_end(ours);
    if (!printed) {
        int length = vsnprintf(bytes, size, format, arguments);
        assert(length >= 0);
        return (size_t)length;
    }
    if (size > 0)
        bytes[words.length < size ? words.length : size - 1] = '\0';
    return words.length;
}

size_t words_print(char *bytes, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = words_vprint(bytes, size, format, arguments);
    va_end(arguments);
    return length;
}
