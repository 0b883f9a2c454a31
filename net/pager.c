/* net/pager.c -- page by page (see pager.h).  Called by whoever owns the session. */
#include "net/pager.h"

#include "core/memory.h"

#include <assert.h>
#include <string.h>

static const char plain[] = "\033[0m";

unsigned pager_lines(const uint8_t *bytes, size_t length)
{
    unsigned lines = 0;
    for (size_t i = 0; i < length; i++) {
        lines += bytes[i] == '\n';
    }
    return lines + (length > 0 && bytes[length - 1] != '\n');
}

/* Behind so many lines. */
static size_t page_end(const struct pager *pager, unsigned lines)
{
    size_t at = pager->at;
    for (; lines > 0 && at < pager->length; lines--) {
        const uint8_t *end = memchr(pager->bytes + at, '\n', pager->length - at);
        at = end == NULL ? pager->length : (size_t)(end - pager->bytes) + 1;
    }
    return at;
}

/* The colour code at `at`, with ESC, [ and m; 0: there is none. */
static size_t colour_length(const uint8_t *bytes, size_t at, size_t end)
{
    size_t from = at;
    if (end - at < 3 || bytes[at] != '\033' || bytes[at + 1] != '[') {
        return 0;
    }
    for (at += 2; at < end && (bytes[at] == ';' || (bytes[at] >= '0' && bytes[at] <= '9')); at++) {
    }
    return at < end && bytes[at] == 'm' ? at + 1 - from : 0;
}

/* The last colour code up to `end` is the one in force; without any the one before stays. */
static void colour_learn(struct pager *pager, size_t end)
{
    for (size_t at = pager->at; at < end; at++) {
        size_t length = colour_length(pager->bytes, at, end);
        if (length > 0 && length < sizeof pager->colour) {
            memcpy(pager->colour, pager->bytes + at, length);
            pager->colour[length] = '\0';
        }
    }
}

static bool is_coloured(const struct pager *pager)
{
    return pager->colour[0] != '\0' && strcmp(pager->colour, plain) != 0;
}

bool pager_next(struct pager *pager, unsigned lines, struct bytes_writer *out)
{
    assert(pager_active(pager));
    size_t end = lines == 0 ? pager->length : page_end(pager, lines);
    if (is_coloured(pager)) {
        put_bytes(out, pager->colour, strlen(pager->colour));
    }
    put_bytes(out, pager->bytes + pager->at, end - pager->at);
    if (end == pager->length) {
        pager_end(pager);
        return false;
    }
    colour_learn(pager, end);
    if (is_coloured(pager)) {
        put_bytes(out, plain, sizeof plain - 1);
    }
    pager->at = end;
    return true;
}

void pager_begin(struct pager *pager, const uint8_t *bytes, size_t length, unsigned lines, struct bytes_writer *out)
{
    assert(!pager_active(pager));
    assert(lines > 0 && pager_lines(bytes, length) > lines);
    pager->bytes = memory_get(length);
    pager->length = length;
    memcpy(pager->bytes, bytes, length);
    pager_next(pager, lines, out);
}

void pager_end(struct pager *pager)
{
    memory_free(pager->bytes);
    *pager = (struct pager){0};
}

bool pager_active(const struct pager *pager)
{
    return pager->bytes != NULL;
}

unsigned pager_pages(const struct pager *pager, unsigned lines)
{
    unsigned left = pager_lines(pager->bytes + pager->at, pager->length - pager->at);
    return (left + lines - 1) / lines;
}
