/* core/watch.h -- what is to be had at web.port: /metrics for Prometheus, /health for whoever sends players here, /stats as JSON, and a
 * page at / for people who would rather look than read.
 *
 * The page's files are read once, at the start.  The main thread owns it. */
#ifndef CORE_WATCH_H
#define CORE_WATCH_H

#include "core/figures.h"
#include "core/web.h"

struct watch;

struct watch_wishes {
    const char *address, *token, *page;    /* web.address, web.token, web.page; borrowed for good */
    uint16_t    port;
    /* Is the server about to end?  Then *seconds are left, as far as is known. */
    bool      (*draining)(void *who, int64_t *seconds);
    void       *who;
};

/* NULL with a reason.  The figures are borrowed. */
MAIN_THREAD struct watch *watch_new(const struct watch_wishes *wishes, const struct figures *figures, char reason[200]);
MAIN_THREAD void watch_free(struct watch **watch);
MAIN_THREAD struct web *watch_web(struct watch *watch);

#endif
