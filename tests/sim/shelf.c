/* tests/sim/shelf.c -- records by name, in order (see shelf.h). */
#include "tests/sim/shelf.h"

#include "core/memory.h"

#include <string.h>

/* Where the first name that is not below `name` stands. */
static unsigned shelf_place(const struct shelf *shelf, const char *name)
{
    unsigned low = 0, high = shelf->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (strcmp(shelf->pages[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool shelf_holds(const struct shelf *shelf, unsigned place, const char *name)
{
    return place < shelf->count && strcmp(shelf->pages[place].name, name) == 0;
}

const struct page *shelf_find(const struct shelf *shelf, const char *name)
{
    unsigned place = shelf_place(shelf, name);
    return shelf_holds(shelf, place, name) ? &shelf->pages[place] : NULL;
}

void shelf_put(struct shelf *shelf, const char *name, struct text *content)
{
    unsigned place = shelf_place(shelf, name);
    if (shelf_holds(shelf, place, name)) {
        text_unref(&shelf->pages[place].content);
        shelf->pages[place].content = content;
        return;
    }
    if (shelf->count == shelf->room) {
        shelf->room = shelf->room == 0 ? 64 : 2 * shelf->room;
        shelf->pages = memory_resize(shelf->pages, shelf->room * sizeof *shelf->pages);
    }
    memmove(shelf->pages + place + 1, shelf->pages + place, (shelf->count - place) * sizeof *shelf->pages);
    shelf->pages[place] = (struct page){ .content = content };
    memcpy(shelf->pages[place].name, name, strlen(name) + 1);
    shelf->count++;
}

void shelf_remove(struct shelf *shelf, const char *name)
{
    unsigned place = shelf_place(shelf, name);
    if (!shelf_holds(shelf, place, name))
        return;
    text_unref(&shelf->pages[place].content);
    shelf->count--;
    memmove(shelf->pages + place, shelf->pages + place + 1, (shelf->count - place) * sizeof *shelf->pages);
}

void shelf_apply(struct shelf *shelf, const struct shelf *changes)
{
    for (unsigned at = 0; at < changes->count; at++) {
        if (changes->pages[at].content == NULL)
            shelf_remove(shelf, changes->pages[at].name);
        else
            shelf_put(shelf, changes->pages[at].name, text_ref(changes->pages[at].content));
    }
}

void shelf_copy(struct shelf *shelf, const struct shelf *other)
{
    shelf_free(shelf);
    shelf_apply(shelf, other);
}

void shelf_free(struct shelf *shelf)
{
    for (unsigned at = 0; at < shelf->count; at++)
        text_unref(&shelf->pages[at].content);
    memory_free(shelf->pages);
    *shelf = (struct shelf){0};
}

bool text_equal(const struct text *one, const struct text *other)
{
    return one != NULL && other != NULL && text_length(one) == text_length(other)
        && memcmp(text_bytes(one), text_bytes(other), text_length(one)) == 0;
}
