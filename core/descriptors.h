/* core/descriptors.h -- how many connections this process may have open.
 *
 * The soft limit (`ulimit -n`, often 1,024) is raised to the hard one, which it may be without asking anybody.  Some descriptors are
 * kept back for what is not a connection of a player: threads' mailboxes, the store, files, `kallisti ctl` and the figures by HTTP;
 * an operator must get in when no player can. */
#ifndef CORE_DESCRIPTORS_H
#define CORE_DESCRIPTORS_H

#include "core/thread.h"

#include <stdint.h>

/* Before threads start.  Gives how many of so many wanted connections there is room for, and logs it. */
MAIN_THREAD int64_t descriptors_begin(int64_t wanted);

#endif
