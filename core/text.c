/* core/text.c -- shared, immutable, reference-counted bytes: one allocation each.
 *
 * Any thread.  Only the counter ever changes.  Whoever drops the last reference must have seen all
 * that others read through theirs, hence acquire and release on the way down. */
#include "core/text.h"

#include "core/memory.h"
#include "core/words.h"

#include <stdatomic.h>
#include <string.h>

enum {
    LINE_SIZE = 512,      /* most formatted lines fit; a longer one is formatted twice */
    AGAIN_ROOM_MIN = 1000 /* for what will be used again and again, whatever it is first used for */
};

static void text_set_length(struct text *text, size_t length)
{
    text->length = length;
    text->bytes[length] = '\0';
}

static struct text *text_with_room(size_t room)
{
    struct text *text = memory_room(sizeof *text + room + 1);
    atomic_init(&text->references, 1);
    text->room = room < UINT32_MAX ? (uint32_t)room : UINT32_MAX;
    return text;
}

static struct text *text_empty(size_t length)
{
    struct text *text = text_with_room(length);
    text_set_length(text, length);
    return text;
}

struct text *text_new(const void *bytes, size_t length)
{
    struct text *text = text_empty(length);
    if (length > 0) {
        memcpy(text->bytes, bytes, length);
    }
    return text;
}

struct text *text_again(struct text **worn, const void *bytes, size_t length)
{
    struct text *text = *worn;
    *worn = NULL;
    if (text == NULL || text->room < length || atomic_load_explicit(&text->references, memory_order_acquire) != 1) {
        text_unref(&text);
        text = text_with_room(length > AGAIN_ROOM_MIN ? length : AGAIN_ROOM_MIN);
    }
    if (length > 0) {
        memcpy(text->bytes, bytes, length);
    }
    text_set_length(text, length);
    return text;
}

struct text *text_string(const char *string)
{
    return text_new(string, strlen(string));
}

struct text *text_vprintf(const char *format, va_list arguments)
{
    char line[LINE_SIZE];
    va_list again;
    va_copy(again, arguments);
    size_t length = words_vprint(line, sizeof line, format, arguments);
    struct text *text = text_empty(length);
    if (length < sizeof line) {
        memcpy(text->bytes, line, length);
    } else {
        words_vprint(text->bytes, length + 1, format, again);
    }
    va_end(again);
    return text;
}

struct text *text_printf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text *text = text_vprintf(format, arguments);
    va_end(arguments);
    return text;
}

struct text *text_ref(struct text *text)
{
    if (text != NULL) {
        uint32_t before = atomic_fetch_add_explicit(&text->references, 1, memory_order_relaxed);
        assert(before > 0);
        assert(before < UINT32_MAX);
    }
    return text;
}

void text_unref(struct text **text)
{
    struct text *dropped = *text;
    if (dropped == NULL) {
        return;
    }
    *text = NULL;
    uint32_t before = atomic_fetch_sub_explicit(&dropped->references, 1, memory_order_acq_rel);
    assert(before > 0);
    if (before == 1) {
        memory_free(dropped);
    }
}

bool text_has_line(const struct text *text, const char *line)
{
    const char *at = text == NULL ? "" : text_bytes(text);
    size_t length = strlen(line);
    while (*at != '\0') {
        size_t own = strcspn(at, "\n");
        if (own == length && memcmp(at, line, own) == 0) {
            return true;
        }
        at += own + (at[own] == '\n');
    }
    return false;
}
