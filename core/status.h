/* core/status.h -- a few words about a running server for whoever watches from outside: DATA/status, mapped
 * by the server and by the watcher.  It survives the server: after a kill it says what was going on then.
 *
 * Each field has one writer; all are written and read with relaxed atomics. */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

#include "core/route.h"

#include <stdatomic.h>

enum status_commit { STATUS_NO_CUT, STATUS_CUT_BEGUN, STATUS_COMMIT_SENT };

struct status {
    _Atomic uint64_t magic;                        /* STATUS_MAGIC once the server runs */
    _Atomic uint64_t epoch;                        /* persist: the last that is in the store */
    _Atomic uint64_t revision;                     /* persist: what the store had come to, when it confirmed something last */
    _Atomic uint64_t store;                        /* main: which store that is about */
    _Atomic uint32_t commit;                       /* persist: enum status_commit */
    _Atomic uint32_t under_way[ROUTE_WORKERS_MAX]; /* each worker: travellers that left its zones and are nowhere yet */
};
#define STATUS_MAGIC UINT64_C(0x325441545349)

/* Makes and maps FOLDER/status; NULL with errno. */
MAIN_THREAD struct status *status_begin(const char *folder);
MAIN_THREAD void status_end(struct status **status);
/* Before status_begin(): the revision which that store had confirmed to the last server here; 0: nobody knows. */
MAIN_THREAD uint64_t status_known(const char *folder, uint64_t store);
/* Nobody knows any more. */
MAIN_THREAD void status_forget(const char *folder);

#endif
