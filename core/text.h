/* core/text.h -- shared, immutable, reference-counted bytes.
 *
 * A text never changes once made, so any number of threads may read it.  One formatted line is read
 * by forty listeners; a parcel's content is a text too.  The bytes are followed by a NUL that the
 * length does not count, and may hold NULs themselves (parcels do).
 *
 * text_ref() and text_unref() may run at the same time on different references.  Whoever holds a
 * reference owes one unref; text_unref() leaves NULL. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include "core/thread.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct text {                   /* its members are for text.c, but for the two that everybody reads, below */
    _Atomic uint32_t references;
    uint32_t         room;      /* bytes there are for, without the NUL */
    size_t           length;
    char             bytes[];
};

ANY_THREAD struct text *text_new(const void *bytes, size_t length);
ANY_THREAD struct text *text_string(const char *string);
/* The same as text_new(), where *worn was, if nobody else holds that and it has the room; takes *worn over, which may be NULL. */
ANY_THREAD struct text *text_again(struct text **worn, const void *bytes, size_t length);
ANY_THREAD struct text *text_printf(const char *format, ...) PRINTF_LIKE(1, 2);
ANY_THREAD struct text *text_vprintf(const char *format, va_list arguments) PRINTF_LIKE(1, 0);
ANY_THREAD struct text *text_ref(struct text *text);   /* NULL gives NULL */
ANY_THREAD void         text_unref(struct text **text); /* *text may be NULL */
ANY_THREAD static inline const char *text_bytes(const struct text *text) { return text->bytes; }
ANY_THREAD static inline size_t text_length(const struct text *text)     { return text->length; }
/* Is one of its lines, each with a "\n" behind it, exactly that?  NULL has none. */
ANY_THREAD bool         text_has_line(const struct text *text, const char *line);

#endif
