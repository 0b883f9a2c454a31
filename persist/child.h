/* persist/child.h -- our own redis-server as a child: on a unix socket in the data folder, append-only
 * with fsync at every write, stopped after the last commit.
 *
 * Main starts it (from a thread that never ends: the child is told to stop when its parent's thread
 * does) and keeps the folder's lock, which the child inherits: an orphaned redis-server keeps a second
 * server out until it is gone.  A child that dies is started again with growing pauses by child_turn().
 * Best begun before other threads exist; between fork and exec nothing unsafe is done all the same. */
#ifndef PERSIST_CHILD_H
#define PERSIST_CHILD_H

#include "core/thread.h"

#include <stdint.h>
#include <sys/types.h>

struct child;

/* Makes the folder if need be (0700; its parent must exist), locks it, starts redis-server there, which reads what it kept while
 * the caller does something else.  NULL with a reason: locked by a living server, no room or no right to write there, no
 * redis-server installed. */
MAIN_THREAD struct child *child_launch(const char *folder, int64_t timeout_ms, char reason[200]);
/* Until its socket answers.  False with a reason: it has ended, or is not ready in time; it has still to be ended. */
MAIN_THREAD bool child_wait(struct child *child, int64_t timeout_ms, char reason[200]);
/* Both.  NULL with a reason. */
MAIN_THREAD struct child *child_begin(const char *folder, int64_t timeout_ms, char reason[200]);
/* Before that, and changing nothing: has a redis-server of ours ever kept anything there?  False with a reason. */
MAIN_THREAD bool child_has_store(const char *folder, char reason[200]);
/* Where it listens, as store_redis_open() wants it. Borrowed. */
MAIN_THREAD const char *child_where(const struct child *child);
/* 0 while it is dead and waits to be started again. */
MAIN_THREAD pid_t child_pid(const struct child *child);
/* On SIGCHLD and when it asked for it: starts it again if it died and the pause is over. Gives how long
 * until it wants to be called again, ms, or -1 for only on SIGCHLD. */
MAIN_THREAD int64_t child_turn(struct child *child);
/* After the last commit.  What it has written anew it reads several times as fast as what it wrote down since: if that is much, it
 * is written anew now, so that the next start need not wait for it.  Takes 10 s at most; where it cannot be done the next start takes
 * longer, and that is all. */
MAIN_THREAD void child_write_anew(const struct child *child);
/* SIGTERM, waits for its end (SIGKILL after 10 s), unlocks; leaves NULL. */
MAIN_THREAD void child_end(struct child **child);

#endif
