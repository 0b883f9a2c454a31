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
static size_t page_end(const struct pager_rest *rest, unsigned lines)
{
    size_t at = rest->at;
    for (; lines > 0 && at < rest->length; lines--) {
        const uint8_t *end = memchr(rest->bytes + at, '\n', rest->length - at);
        at = end == NULL ? rest->length : (size_t)(end - rest->bytes) + 1;
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
static void colour_learn(struct pager_rest *rest, size_t end)
{
    for (size_t at = rest->at; at < end; at++) {
        size_t length = colour_length(rest->bytes, at, end);
        if (length > 0 && length < sizeof rest->colour) {
            memcpy(rest->colour, rest->bytes + at, length);
            rest->colour[length] = '\0';
        }
    }
}

static bool is_coloured(const struct pager_rest *rest)
{
    return rest->colour[0] != '\0' && strcmp(rest->colour, plain) != 0;
}

bool pager_next(struct pager *pager, unsigned lines, struct bytes_writer *out)
{
    assert(pager_active(pager));
    struct pager_rest *rest = pager->rest;
    size_t end = lines == 0 ? rest->length : page_end(rest, lines);
    if (is_coloured(rest)) {
        put_bytes(out, rest->colour, strlen(rest->colour));
    }
    put_bytes(out, rest->bytes + rest->at, end - rest->at);
    if (end == rest->length) {
        pager_end(pager);
        return false;
    }
    colour_learn(rest, end);
    if (is_coloured(rest)) {
        put_bytes(out, plain, sizeof plain - 1);
    }
    rest->at = end;
    return true;
}

void pager_begin(struct pager *pager, const uint8_t *bytes, size_t length, unsigned lines, struct bytes_writer *out)
{
    assert(!pager_active(pager));
    assert(lines > 0 && pager_lines(bytes, length) > lines);
    pager->rest = memory_get(sizeof *pager->rest + length);
    pager->rest->length = length;
    memcpy(pager->rest->bytes, bytes, length);
    pager_next(pager, lines, out);
}

void pager_end(struct pager *pager)
{
    memory_free(pager->rest);
    pager->rest = NULL;
}

bool pager_active(const struct pager *pager)
{
    return pager->rest != NULL;
}

unsigned pager_pages(const struct pager *pager, unsigned lines)
{
    const struct pager_rest *rest = pager->rest;
    unsigned left = pager_lines(rest->bytes + rest->at, rest->length - rest->at);
    return (left + lines - 1) / lines;
}
