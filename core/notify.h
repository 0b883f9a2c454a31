/* core/notify.h -- telling the service manager how we are: the protocol of sd_notify(3), which is a datagram to the socket that
 * $NOTIFY_SOCKET names.  Without that variable nothing is done.
 *
 * READY=1 when players may come, STATUS= for `systemctl status`, STOPPING=1 when the end begins, and WATCHDOG=1 twice in the time in
 * which $WATCHDOG_USEC wants one.  The main thread owns it: what it says is that the main thread lives; a worker that hangs is named in
 * the log while the others play on, and is no reason to be killed. */
#ifndef CORE_NOTIFY_H
#define CORE_NOTIFY_H

#include "core/thread.h"

#include <stdint.h>

struct notify;

/* NULL: nobody wants to know.  The variables are taken out of the environment, as our children have nothing to say there. */
MAIN_THREAD struct notify *notify_new(void);
MAIN_THREAD void notify_free(struct notify **notify);
/* Lines of NAME=value. NULL does nothing, here and below. */
MAIN_THREAD void notify_say(struct notify *notify, const char *lines);
/* Says WATCHDOG=1 when it is due; gives the ms until the next, -1: none is wanted. */
MAIN_THREAD int64_t notify_turn(struct notify *notify, int64_t now_ns);

#endif
