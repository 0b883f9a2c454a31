/* bench/bot/recorder.h -- answers as they came, byte for byte, in a file that bench/ceiling plays back.
 *
 *   answer LENGTH VERB    and behind the line end so many bytes, prompt and GA included, and a line end
 *   heard LENGTH          the same, for what came without having been asked for
 *   totals ANSWERS HEARD  how many there were of each; of every verb RECORDER_KEPT at most are in the file
 *
 * Which ones is left to seeded dice: the first would come from the first moments, when nobody has said anything yet.
 *
 * One thread owns it. */
#ifndef BENCH_BOT_RECORDER_H
#define BENCH_BOT_RECORDER_H

#include "core/bytes.h"

enum { RECORDER_KEPT = 400 };

struct recorder;

struct recorder *recorder_begin(const char *path);      /* NULL with errno */
/* What came since the last prompt; `order`: what it answers, or NULL.  Verbs beyond the first 128 do not count. */
void recorder_add(struct recorder *recorder, const char *order, const struct bytes_writer *bytes);
/* False: not all of it could be written. */
bool recorder_end(struct recorder **recorder);

#endif
