/* core/memory.h -- the one allocator wrapper, and arenas for what lives and dies together.
 *
 * Running out of memory is one clean stop in one place: memory_get() logs and ends the process; the
 * store stays at its last committed epoch.  Nobody else checks for NULL.
 *
 * An arena has one owner at a time.  What was taken from it is freed by arena_free() alone. */
#ifndef CORE_MEMORY_H
#define CORE_MEMORY_H

#include "core/thread.h"

#include <stddef.h>

ANY_THREAD void *memory_get(size_t size);                  /* zeroed */
ANY_THREAD void *memory_room(size_t size);                 /* not zeroed: for what is written at once */
ANY_THREAD void *memory_resize(void *memory, size_t size); /* new bytes are not zeroed */
ANY_THREAD char *memory_string(const char *string);
ANY_THREAD void  memory_free(void *memory);                /* NULL is fine */
/* After much was freed that is not wanted again: the allocator gives its pages back, which by itself it does only when asked for more. */
ANY_THREAD void  memory_rest(void);

/* Bytes: what was asked for, with the rounding up; the pages this lies in; all that the allocator has of the system. */
struct memory_figures {
    size_t allocated, active, resident;
};
ANY_THREAD bool memory_figures(struct memory_figures *figures);   /* false: this build has another allocator */

struct arena;
ANY_THREAD struct arena *arena_new(void);
OWNER_ONLY void *arena_get(struct arena *arena, size_t size); /* zeroed, aligned to 16 */
OWNER_ONLY char *arena_string(struct arena *arena, const char *string);
OWNER_ONLY char *arena_string_length(struct arena *arena, const char *string, size_t length);
OWNER_ONLY size_t arena_size(const struct arena *arena);   /* bytes held */
OWNER_ONLY void arena_free(struct arena **arena);          /* leaves NULL; NULL inside is fine */

#endif
