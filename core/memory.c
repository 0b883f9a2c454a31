/* core/memory.c -- the allocator wrapper and the arenas.
 *
 * Any thread asks for memory; an arena is used by its owner alone.  The C library's names are used
 * below, so the allocator that is linked (jemalloc, or a sanitizer's) does the work.
 *
 *   arena -> block (current) -> block -> block -> NULL
 *            [header|used....free....]
 *
 * Only the current block is filled; a request too large for what is left opens a new one.  Blocks come
 * zeroed and nothing in them is used twice, so what an arena gives is zero without a memset. */
#include "core/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OUT_OF_MEMORY_EXIT = 70,    /* EX_SOFTWARE of sysexits.h */
    ARENA_ALIGN = 16,
    ARENA_BLOCK_SIZE = 16 * 1024,
    ARENA_LARGE = ARENA_BLOCK_SIZE / 4, /* from here on a request gets a block of its own */
};

struct arena_block {
    struct arena_block *next;
    size_t room;                /* bytes behind the header */
    size_t used;
    _Alignas(16) char bytes[];
};

struct arena {
    struct arena_block *current;
    size_t size;
};

/* The one place that may end the process: nothing can be promised without memory, and the store is
 * whole at its last epoch.  The line is ready made, since formatting one might need memory too. */
static _Noreturn void out_of_memory(void)
{
    static const char line[] = "error event=out_of_memory the server stops, the store is at its last epoch\n";
    ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);
    (void)written; /* if nobody can read it, the exit code says the same */
    _exit(OUT_OF_MEMORY_EXIT);
}

void *memory_get(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL) {
        out_of_memory();
    }
    return memory;
}

void *memory_room(size_t size)
{
    return memory_resize(NULL, size);
}

void *memory_resize(void *memory, size_t size)
{
    void *resized = realloc(memory, size > 0 ? size : 1);
    if (resized == NULL) {
        out_of_memory();
    }
    return resized;
}

char *memory_string(const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(memory_get(size), string, size);
}

void memory_free(void *memory)
{
    free(memory);
}

/* jemalloc reads this at its start: what is free goes back to the system within some seconds, by a thread of jemalloc's own.  By
 * itself it would do that only when somebody asks for more, and a crowd that stands still asks for nothing: it would keep
 * half as much again as it needs. */
extern const char *malloc_conf;
const char *malloc_conf = "background_thread:true,dirty_decay_ms:2000,muzzy_decay_ms:0";

/* jemalloc's; another allocator has none. */
extern int mallctl(const char *name, void *old, size_t *old_length, void *new, size_t new_length) __attribute__((weak));

void memory_rest(void)
{
    if (mallctl != NULL)
        mallctl("arena.4096.purge", NULL, NULL, NULL, 0);   /* 4096: all arenas (MALLCTL_ARENAS_ALL) */
}

static bool figure_read(const char *name, size_t *figure)
{
    size_t length = sizeof *figure;
    return mallctl(name, figure, &length, NULL, 0) == 0;
}

bool memory_figures(struct memory_figures *figures)
{
    uint64_t epoch = 1;
    if (mallctl == NULL || mallctl("epoch", NULL, NULL, &epoch, sizeof epoch) != 0) {
        return false;
    }
    return figure_read("stats.allocated", &figures->allocated) && figure_read("stats.active", &figures->active) &&
           figure_read("stats.resident", &figures->resident);
}

static struct arena_block *block_new(struct arena *arena, size_t room)
{
    if (room > SIZE_MAX - sizeof(struct arena_block)) {
        out_of_memory();
    }
    struct arena_block *block = memory_get(sizeof *block + room);
    block->room = room;
    arena->size += sizeof *block + room;
    return block;
}

struct arena *arena_new(void)
{
    return memory_get(sizeof(struct arena));
}

/* A large request hangs behind the current block, which goes on being filled. */
static void *arena_get_large(struct arena *arena, size_t size)
{
    struct arena_block *block = block_new(arena, size);
    block->used = size;
    if (arena->current == NULL) {
        arena->current = block;
    } else {
        block->next = arena->current->next;
        arena->current->next = block;
    }
    return block->bytes;
}

void *arena_get(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ARENA_ALIGN) {
        out_of_memory();
    }
    size_t rounded = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    struct arena_block *block = arena->current;
    if (block == NULL || block->room - block->used < rounded) {
        if (rounded >= ARENA_LARGE) {
            return arena_get_large(arena, rounded);
        }
        block = block_new(arena, ARENA_BLOCK_SIZE - sizeof *block);
        block->next = arena->current;
        arena->current = block;
    }
    void *memory = block->bytes + block->used;
    block->used += rounded;
    return memory;
}

char *arena_string_length(struct arena *arena, const char *string, size_t length)
{
    char *copy = arena_get(arena, length + 1);
    memcpy(copy, string, length);
    return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
    return arena_string_length(arena, string, strlen(string));
}

size_t arena_size(const struct arena *arena)
{
    return arena->size;
}

void arena_free(struct arena **arena)
{
    if (*arena == NULL) {
        return;
    }
    struct arena_block *next;
    for (struct arena_block *block = (*arena)->current; block != NULL; block = next) {
        next = block->next;
        memory_free(block);
    }
    memory_free(*arena);
    *arena = NULL;
}
