/* core/words.c -- see words.h. */
#include "core/words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What is being put together: `at` is where the next byte goes, and what finds no room before `end` is only counted. */
struct words {
    char  *at, *end;
    size_t over;
};

static void put_byte(struct words *words, char byte)
{
    if (words->at < words->end)
        *words->at++ = byte;
    else
        words->over++;
}

static void put(struct words *words, const char *bytes, size_t length)
{
    size_t room = (size_t)(words->end - words->at), fits = length < room ? length : room;
    if (fits > 0)                       /* without any room there may be no memory either */
        memcpy(words->at, bytes, fits);
    words->at += fits;
    words->over += length - fits;
}

static bool ends_literal(char byte)
{
    return byte == '%' || byte == '\0';
}

/* What of the format stands for itself, up to a '%' or its end, which is returned: often nothing, or a line's end. */
static const char *put_literal(struct words *words, const char *format)
{
    if (ends_literal(format[0]))
        return format;
    if (ends_literal(format[1])) {
        put_byte(words, format[0]);
        return format + 1;
    }
    const char *end = strchrnul(format + 2, '%');
    put(words, format, (size_t)(end - format));
    return end;
}

static void put_string(struct words *words, const char *string)
{
    if (string == NULL)
        string = "(null)";              /* a mistake of ours, told as the C library tells it */
    if (*string != '\0')                /* much of what a sentence may say it does not say */
        put(words, string, strlen(string));
}

/* Of negative length: all of it, as if nothing had been said. */
static void put_beginning(struct words *words, const char *string, int most)
{
    if (string == NULL)
        string = "";
    put(words, string, most < 0 ? strlen(string) : strnlen(string, (size_t)most));
}

/* From the end of the room towards its beginning; where they begin. */
static char *digits_print(char digits[WORDS_DIGITS_MAX], uint64_t number, bool negative)
{
    char *at = digits + WORDS_DIGITS_MAX;
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (negative)
        *--at = '-';
    return at;
}

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

const char *words_number(char digits[WORDS_DIGITS_MAX], int64_t number, size_t *length)
{
    char *at = digits_print(digits, magnitude(number), number < 0);
    *length = (size_t)(digits + WORDS_DIGITS_MAX - at);
    return at;
}

static void put_number(struct words *words, uint64_t number, bool negative)
{
    char digits[WORDS_DIGITS_MAX], *at = digits_print(digits, number, negative);
    put(words, at, (size_t)(digits + WORDS_DIGITS_MAX - at));
}

static void put_signed(struct words *words, long long number)
{
    put_number(words, magnitude(number), number < 0);
}

/* A number's or a beginning's conversion, behind its '%'; where the format goes on, or NULL: that is none of ours. */
static const char *put_conversion(struct words *words, const char *format, va_list *arguments)
{
    unsigned longs = 0;
    if (strncmp(format, ".*s", 3) == 0) {
        int most = va_arg(*arguments, int);
        put_beginning(words, va_arg(*arguments, const char *), most);
        return format + 3;
    }
    for (; *format == 'l' && longs < 2; format++)
        longs++;
    if (*format == 'd')
        put_signed(words, longs == 0 ? va_arg(*arguments, int) : longs == 1 ? va_arg(*arguments, long) : va_arg(*arguments, long long));
    else if (*format == 'u')
        put_number(words, longs == 0 ? va_arg(*arguments, unsigned) : longs == 1 ? va_arg(*arguments, unsigned long)
                                                                                 : va_arg(*arguments, unsigned long long), false);
    else
        return NULL;
    return format + 1;
}

/* False: there is something in it that is none of ours. */
static bool print_ours(struct words *words, const char *format, va_list *arguments)
{
    while (*(format = put_literal(words, format)) != '\0') {
        switch (*++format) {
        case 's':
            put_string(words, va_arg(*arguments, const char *));
            break;
        case 'c':
            put_byte(words, (char)va_arg(*arguments, int));
            break;
        case '%':
            put_byte(words, '%');
            break;
        default:
            format = put_conversion(words, format, arguments);
            if (format == NULL)
                return false;
            continue;
        }
        format++;
    }
    return true;
}

size_t words_vprint(char *bytes, size_t size, const char *format, va_list arguments)
{
    struct words words = { .at = bytes, .end = size > 0 ? bytes + size - 1 : bytes };
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
        *words.at = '\0';
    return (size_t)(words.at - bytes) + words.over;
}

size_t words_print(char *bytes, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = words_vprint(bytes, size, format, arguments);
    va_end(arguments);
    return length;
}
