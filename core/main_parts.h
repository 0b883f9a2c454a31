/* core/main_parts.h -- the server as its roof sees it; private to core/main*.c, which see every folder and which nobody includes.
 *
 *   main.c        signals, threads, running, from the bottom up and from the top down
 *   main_world.c  what there is before anybody runs: tables, world, texts, the store and what is in it
 *   main_play.c   what changes while they play: workers and network threads, options, `kallisti ctl`
 *   main_tools.c  what the command line may want instead of a server: --check, --fsck, --mend, --dump, --restore
 *
 * All of it is the main thread's. */
#ifndef CORE_MAIN_PARTS_H
#define CORE_MAIN_PARTS_H

#include "config/options.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "core/control.h"
#include "core/crew.h"
#include "core/deaths.h"
#include "core/descriptors.h"
#include "core/load.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/mover.h"
#include "core/notify.h"
#include "core/operator.h"
#include "core/rcu.h"
#include "core/tuner.h"
#include "core/verbs.h"
#include "core/watch.h"
#include "net/door.h"
#include "net/net.h"
#include "net/secret.h"
#include "persist/child.h"
#include "persist/persist.h"
#include "persist/record.h"
#include "persist/store_now.h"
#include "zones/commands/command.h"
#include "zones/dump.h"
#include "zones/ledger.h"
#include "zones/recording.h"
#include "zones/restore.h"
#include "zones/world/atlas.h"
#include "zones/world/census.h"
#include "zones/worker.h"
#include "zones/world/quest.h"
#include "zones/world/calendar.h"

#include <pthread.h>

enum { EXIT_MISTAKES = 1, EXIT_FENCED = 3, EXIT_NOT_SAVED = 4 };

struct server {
    struct options        options;
    FILE                 *mistakes;       /* those of areas, tables and texts */
    int64_t               connections;    /* that may be open; what the descriptors allow */
    struct world         *world;
    struct book          *book;
    struct rules         *rules;
    struct child         *child;          /* our own Redis, or NULL */
    struct store_content *content;        /* of store.kind memory, or NULL */
    struct store         *store;
    struct store_opening  opening;
    unsigned              set_aside;      /* records that were damaged when the store was opened */
    bool                  aside_failed;   /* ... one of which could not be kept */
    struct setting        setting;
    struct route         *route;
    struct directory     *directory;
    struct verbs         *verbs;
    struct mailbox       *inbox;          /* main's own */
    struct pen            pen;
    struct mover         *mover;
    struct load          *load;
    struct tuner         *tuner;
    struct crew          *crew;
    struct operator      *operator;
    struct control       *control;        /* or NULL: `kallisti ctl` is not to be had */
    struct figures        figures;
    struct notify        *notify;         /* or NULL: no service manager asks */
    struct watch         *watch;          /* or NULL: web.port says nowhere */
    struct options        live;           /* main's: as options, with what has been reloaded */
    int                   word_count;     /* of the command line, to read it again */
    char                **words;
    struct status        *status;
    struct worker_common  worker_common;
    struct worker        *workers[ROUTE_WORKERS_MAX];
    struct mailbox       *worker_inboxes[ROUTE_WORKERS_MAX];
    pthread_t             worker_threads[ROUTE_WORKERS_MAX];
    struct mailbox       *persist_inbox;
    struct persist       *persist;
    pthread_t             persist_thread;
    struct secret        *secret;
    struct door          *door;
    struct census         census;
    struct net_common     net_common;
    unsigned              net_count, net_listening;
    unsigned              net_hosts[ROUTE_NETS_MAX];   /* whose thread turns it: its own, or another's */
    struct net           *nets[ROUTE_NETS_MAX];
    struct mailbox       *net_inboxes[ROUTE_NETS_MAX];
    pthread_t             net_threads[ROUTE_NETS_MAX];
    int                   signals, loop;
    struct death          deaths[DEATHS_MOST];
    const char           *barred_areas[DEATHS_MOST + 1], *barred_names[DEATHS_MOST + 1]; /* NULL-terminated */
    bool                  stopping, finished, fenced;
};

#define ASIDE "aside:"                 /* what was damaged is kept under aside:<epoch>:<name>, as it was found */

/* -- main.c -- */
MAIN_THREAD void begin_stopping(struct server *server, const char *why);

/* -- main_world.c --  What returns false has said why. */
void say_mistake(const char *what, const char *reason);
MAIN_THREAD uint64_t store_number(const struct options *options);
MAIN_THREAD void barred_begin(struct server *server);
/* Lines written to it are warnings of the log; to be closed. */
MAIN_THREAD FILE *mistakes_logged(void);
/* What the last start had and this one has not is told; and what there is now is written down for the next. */
MAIN_THREAD void world_changes(const struct server *server);
MAIN_THREAD void world_remember(const struct server *server);
/* How long that stage of the start took since *from_ns, which becomes now, and the memory in use behind it; 0: nobody counts it. */
MAIN_THREAD void say_stage(const char *stage, int64_t *from_ns);
bool world_begin(struct server *server, bool cached, unsigned *mistakes);
MAIN_THREAD bool rules_begin(struct server *server, unsigned *mistakes);
MAIN_THREAD void book_begin(struct server *server, unsigned *mistakes);
bool folder_begin(const char *folder);
/* Before what takes time, and then the other one, which waits for it.  False: said why. */
MAIN_THREAD bool store_launch(struct server *server);
MAIN_THREAD bool store_begin(struct server *server);
void setting_begin(struct server *server);
/* The value that keeps a damaged record as it was found; false when its name would be too long. */
bool aside_make(const struct server *server, const struct store_value *damaged, struct store_value *kept);
/* One record of the store, into the zone whose it is, before any worker runs. */
MAIN_THREAD ZONE_THREAD void record_begin(struct server *server, struct zone **zones, const struct store_value *value);

/* -- main_play.c -- */
MAIN_THREAD void on_control(void *who, uint64_t client, const char *line);
MAIN_THREAD void operating_begin(struct server *server);
MAIN_THREAD void operating_end(struct server *server);
/* SIGHUP: what `kallisti ctl reload` does, told in the log alone. */
MAIN_THREAD void reload_by_signal(struct server *server);
/* Figures by HTTP, if they are wanted; false when they cannot be had. */
MAIN_THREAD bool watch_begin(struct server *server);

/* -- main_tools.c -- */
MAIN_THREAD int server_check(struct server *server);
/* What the command line wants instead of a server, and the status to end with; false: nothing. */
MAIN_THREAD bool tool_run(struct server *server, int *status);

#endif
