/* net/waiting.c -- lines that wait (see waiting.h).  Entered by the net thread that owns the session. */
#include "net/waiting.h"

#include "core/memory.h"

#include <sodium.h>
#include <string.h>

struct waiting_line *line_new(const char *bytes, unsigned length)
{
    struct waiting_line *line = memory_room(sizeof *line + length + 1);
    *line = (struct waiting_line){.length = length};
    memcpy(line->bytes, bytes, length);
    line->bytes[length] = '\0';
    return line;
}

void line_free(struct waiting_line **line)
{
    if (*line != NULL) {
        sodium_memzero((*line)->bytes, (*line)->length);
        memory_free(*line);
        *line = NULL;
    }
}

void waiting_add(struct waiting *waiting, struct waiting_line *line)
{
    struct waiting_line **place = &waiting->first;
    while (*place != NULL && (!line->immediate || (*place)->immediate)) {
        place = &(*place)->next;
    }
    line->number = ++waiting->came;
    line->next = *place;
    *place = line;
    waiting->count++;
}

void waiting_return(struct waiting *waiting, struct waiting_line *line)
{
    line->next = waiting->first;
    waiting->first = line;
    waiting->count++;
}

struct waiting_line *waiting_take(struct waiting *waiting)
{
    struct waiting_line *line = waiting->first;
    waiting->first = line->next;
    line->next = NULL;
    waiting->count--;
    return line;
}

void waiting_drop(struct waiting *waiting, uint64_t until)
{
    struct waiting_line **place = &waiting->first;
    while (*place != NULL) {
        struct waiting_line *line = *place;
        if (line->number > until) {
            place = &line->next;
            continue;
        }
        *place = line->next;
        waiting->count--;
        line_free(&line);
    }
}
