/* core/route.h -- which worker runs a zone, and the inboxes of everybody else.
 *
 * The table zone -> worker is one immutable array behind an RCU pointer, replaced whole.  Look-up and
 * enqueue happen inside one read section: after a route has changed, one grace period proves that no
 * more mail can reach the old inbox.  That is what makes a zone movable while the game runs.
 *
 * Zones are given workers before threads start; route_set() may be called at any time.  Inboxes are added at any time,
 * never taken away: a thread that is gone gets no mail, and the next of its number has the same inbox.  How many workers
 * there are changes only between cuts (core/crew.h).  Nets, whose numbers sessions have, only get more; the threads that turn them
 * come and go (net/net.h). */
#ifndef CORE_ROUTE_H
#define CORE_ROUTE_H

#include "core/mailbox.h"

struct route;

enum { ROUTE_WORKERS_MAX = 64, ROUTE_NETS_MAX = 64 };

MAIN_THREAD struct route *route_new(unsigned zones_max);
MAIN_THREAD void route_free(struct route **route);

/* The inboxes, borrowed: they must live as long as the route.  A worker's is known before it counts: route_set_workers(). */
MAIN_THREAD void route_add_worker(struct route *route, struct mailbox *inbox);
/* So many workers, the first ones, are there from now on; their inboxes must be known. */
MAIN_THREAD void route_set_workers(struct route *route, unsigned workers);
/* The inbox of a worker that is to be, for route_set_workers(). */
MAIN_THREAD void route_know_worker(struct route *route, unsigned worker, struct mailbox *inbox);
MAIN_THREAD void route_add_net(struct route *route, struct mailbox *inbox);     /* it has a thread */
/* Only the first so many nets have a thread of their own from now on. */
MAIN_THREAD void route_set_net_threads(struct route *route, unsigned threads);
MAIN_THREAD void route_set_persist(struct route *route, struct mailbox *inbox);
MAIN_THREAD void route_set_main(struct route *route, struct mailbox *inbox);

/* Publishes a new table in which `zone` is run by `worker`.  The old table is freed after a grace period. */
MAIN_THREAD void route_set(struct route *route, zone_id zone, unsigned worker);
/* Many at once: workers[n] runs zone n, for n from 1 to zones. */
MAIN_THREAD void route_set_all(struct route *route, const unsigned *workers, unsigned zones);
ANY_THREAD unsigned route_worker(struct route *route, zone_id zone);  /* at this moment */
ANY_THREAD unsigned route_workers(const struct route *route);
ANY_THREAD unsigned route_nets(const struct route *route);             /* with those whose thread has ended */
ANY_THREAD unsigned route_net_threads(const struct route *route);      /* that serve the network now */
ANY_THREAD unsigned route_zones(const struct route *route);

/* The numbers by which threads sign their messages: main 0, persist 1, secret 2, then net, then workers. */
enum { SENDER_MAIN = 0, SENDER_PERSIST = 1, SENDER_SECRET = 2, SENDER_NET = 3, SENDER_WORKER = SENDER_NET + ROUTE_NETS_MAX };

/* A thread's pen: who it is, what epoch it has seen, whom it must wake. One per thread, its own. */
struct pen {
    struct route *route;
    uint32_t      sender;
    uint64_t      epoch;   /* raised by the owner when a message carries a higher one */
    struct wakes  wakes;
};

/* Signs the message and puts it into the inbox its type names (INBOX_DIRECTORY is not for here).
 * `worker` and the session's thread come from the message; INBOX_WORKER needs post_worker(). */
ANY_THREAD void post(struct pen *pen, struct message *message);
ANY_THREAD void post_worker(struct pen *pen, unsigned worker, struct message *message);
/* The end of a turn: wakes everybody who sleeps on mail of this pen. */
ANY_THREAD void pen_rest(struct pen *pen);

#endif
