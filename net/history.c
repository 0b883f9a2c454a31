/* net/history.c -- see history.h.  Called by the net thread that owns the session. */
#include "net/history.h"

#include "core/memory.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static char **place_of(const struct history *history, uint64_t number)
{
    return &history->lines[number % history->room];
}

static bool is_kept(const struct history *history, uint64_t number)
{
    return number >= history->first && number <= history->last && number > 0;
}

/* What was typed may be a secret all the same, in the wrong place: nothing of it is left in freed memory. */
static void line_forget(char **line)
{
    if (*line != NULL) {
        sodium_memzero(*line, strlen(*line));
        memory_free(*line);
        *line = NULL;
    }
}

/* In the memory of the one it takes the place of, if that is long enough. */
static void line_keep(char **place, const char *line)
{
    size_t size = strlen(line) + 1, room = *place == NULL ? 0 : strlen(*place) + 1;
    if (room < size) {
        line_forget(place);
        *place = memory_get(size);
    } else {
        sodium_memzero(*place + size, room - size);
    }
    memcpy(*place, line, size);
}

static bool is_last(const struct history *history, const char *line, uint64_t mark)
{
    return history->last > 0 && history->last_mark == mark && strcmp(*place_of(history, history->last), line) == 0;
}

void history_add(struct history *history, const char *line, unsigned most)
{
    uint64_t mark = bytes_hash(line, strlen(line));
    if (most == 0 || is_last(history, line, mark)) {
        return;
    }
    history->last_mark = mark;
    if (history->lines == NULL) {
        history->room = most;
        history->lines = memory_get(most * sizeof *history->lines);
        history->first = 1;
    }
    history->last++;
    if (history->last - history->first == history->room) {
        history->first++;
    }
    char **place = place_of(history, history->last);
    line_keep(place, line);
}

static const char *find_number(const struct history *history, const char *digits)
{
    uint64_t number = strtoull(digits, NULL, 10);
    return is_kept(history, number) ? *place_of(history, number) : NULL;
}

const char *history_find(const struct history *history, const char *word)
{
    word += strcmp(word, "!") == 0;     /* `!!` is what others call `!` */
    size_t length = strlen(word);
    if (length > 0 && strspn(word, "0123456789") == length) {
        return find_number(history, word);
    }
    for (uint64_t number = history->last; is_kept(history, number); number--) {
        if (strncasecmp(*place_of(history, number), word, length) == 0) {
            return *place_of(history, number);
        }
    }
    return NULL;
}

void history_list(const struct history *history, uint64_t most, struct bytes_writer *out)
{
    uint64_t number = history->last >= most ? history->last - most + 1 : 1;
    for (number = number < history->first ? history->first : number; is_kept(history, number); number++) {
        char digits[24];
        put_bytes(out, digits, (size_t)snprintf(digits, sizeof digits, "%3" PRIu64 "  ", number));
        put_bytes(out, *place_of(history, number), strlen(*place_of(history, number)));
        put_bytes(out, "\n", 1);
    }
}

void history_end(struct history *history)
{
    for (unsigned i = 0; i < history->room; i++) {
        line_forget(&history->lines[i]);
    }
    memory_free(history->lines);
    *history = (struct history){0};
}
