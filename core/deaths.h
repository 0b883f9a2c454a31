/* core/deaths.h -- what the server died of, counted over its lives.
 *
 * A thread that fails an assert writes one line to DATA/deaths before it ends: which zone was applying what.
 *
 *     zone=midgaard input=COMMAND words="pull lever"
 *     zone=midgaard input=ARRIVE words="Ada"
 *
 * The next start reads the file.  What stands there three times or more is not tried a fourth time: the area stays
 * closed, or, when it was somebody entering the game, he is not let in.  Both are said in the log.  Whoever has
 * mended the cause deletes its lines, or the file. */
#ifndef CORE_DEATHS_H
#define CORE_DEATHS_H

#include "core/thread.h"

#include <stdbool.h>

enum { DEATHS_TOO_MANY = 3, DEATHS_MOST = 64, DEATH_WORD_SIZE = 64 };

struct death {
    char     zone[DEATH_WORD_SIZE], input[DEATH_WORD_SIZE], words[DEATH_WORD_SIZE];
    unsigned times;
};

/* Before threads start: where the file is. */
MAIN_THREAD void deaths_begin(const char *folder);
/* In a signal handler, of the thread that dies: writes what thread_note_input() was told last, if anything. */
ANY_THREAD void deaths_add(void);
/* Every different line of the file, most often first; gives how many, at most `most`.  A line that is none is skipped. */
MAIN_THREAD unsigned deaths_read(struct death *deaths, unsigned most);

#endif
