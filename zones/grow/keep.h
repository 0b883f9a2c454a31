/* zones/grow/keep.h -- the folder that a world is grown into, and what was grown into it.
 *
 * The manifest (FOLDER/.manifest) says for each file which hash it was written with, and what all of it was grown from.
 * A file that is not as it was written, or that was never grown, is somebody's work: it is kept, and that is said.
 * Several threads may put files, each its own. */
#ifndef ZONES_GROW_KEEP_H
#define ZONES_GROW_KEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keep;
/* inputs: a hash of all that the world depends on. */
struct keep *keep_begin(const char *folder, uint64_t inputs);
void         keep_end(struct keep **keep);
/* Grown from the same inputs before, and all of it still there? */
bool         keep_is_current(const struct keep *keep);
void         keep_room(struct keep *keep, unsigned files);
/* Any thread, each number once: FOLDER/name.yaml is to be this, and is written, unless somebody has edited it. */
void         keep_put(struct keep *keep, unsigned number, const char *name, const char *text, size_t length);
/* Takes away what is not grown any more, and writes the new manifest; false when some file could not be written. */
bool         keep_finish(struct keep *keep);

/* A file at once, or as it is; memory of the caller's, NULL if it cannot be read. */
bool  keep_write(const char *path, const char *text, size_t length);
char *keep_read(const char *path, size_t *length);

#endif
