/* core/route.c -- which worker runs a zone, and the inboxes of everybody else.
 *
 * Main adds inboxes and changes the table at any time; every thread posts.
 *
 *   route -> [ table ] -> worker of zone 1, zone 2, ...      replaced whole, old one freed after
 *                                                            a grace period
 *
 * A read section spans the look-up and the enqueue and nothing else, so a grace period after a change
 * proves that the old worker's inbox gets no more mail for the zone. */
#include "core/route.h"

#include "core/log.h"
#include "core/memory.h"
#include "core/rcu.h"
#include "core/slot.h"

#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#define NOBODY UINT8_MAX /* a zone that no worker was named for */

static_assert(ROUTE_WORKERS_MAX < NOBODY, "a worker's number fits a byte of the table");

struct route_table {
    struct rcu_head head;
    uint8_t worker[];  /* by zone number, 0 to zones_max */
};

struct route {
    struct route_table *table;   /* RCU: main replaces it, everybody reads */
    _Atomic unsigned zones;      /* the highest zone number that was given a worker */

    unsigned zones_max;          /* written by main before threads start, then only read, like the last two */
    _Atomic unsigned workers;    /* main raises it when the inboxes below it are there */
    _Atomic unsigned nets;       /* the same */
    _Atomic unsigned net_threads;
    struct mailbox *worker[ROUTE_WORKERS_MAX];
    struct mailbox *net[ROUTE_NETS_MAX];
    struct mailbox *persist;
    struct mailbox *main;
};

/* -- set up by main */

static struct route_table *table_new(unsigned zones_max)
{
    struct route_table *table = memory_get(sizeof *table + zones_max + 1);
    memset(table->worker, NOBODY, zones_max + 1);
    return table;
}

static void table_free(struct rcu_head *head)
{
    memory_free((char *)head - offsetof(struct route_table, head));
}

struct route *route_new(unsigned zones_max)
{
    struct route *route = memory_get(sizeof *route);
    route->zones_max = zones_max;
    route->table = table_new(zones_max);
    atomic_init(&route->zones, 0);
    atomic_init(&route->workers, 0);
    atomic_init(&route->nets, 0);
    atomic_init(&route->net_threads, 0);
    return route;
}

void route_free(struct route **route)
{
    if (*route == NULL) {
        return;
    }
    memory_free((*route)->table); /* the threads that read it have ended */
    memory_free(*route);
    *route = NULL;
}

void route_add_worker(struct route *route, struct mailbox *inbox)
{
    unsigned workers = route_workers(route);
    route_know_worker(route, workers, inbox);
    route_set_workers(route, workers + 1);
}

void route_know_worker(struct route *route, unsigned worker, struct mailbox *inbox)
{
    assert(worker >= route_workers(route) && worker < ROUTE_WORKERS_MAX);
    route->worker[worker] = inbox;
}

void route_set_workers(struct route *route, unsigned workers)
{
    assert(workers >= 1 && workers <= ROUTE_WORKERS_MAX);
    assert(route->worker[workers - 1] != NULL);
    atomic_store_explicit(&route->workers, workers, memory_order_release);
}

void route_add_net(struct route *route, struct mailbox *inbox)
{
    unsigned nets = route_nets(route);
    assert(nets < ROUTE_NETS_MAX);
    route->net[nets] = inbox;
    atomic_store_explicit(&route->nets, nets + 1, memory_order_release);
    route_set_net_threads(route, nets + 1);
}

void route_set_net_threads(struct route *route, unsigned threads)
{
    assert(threads >= 1 && threads <= route_nets(route));
    atomic_store_explicit(&route->net_threads, threads, memory_order_relaxed);
}

void route_set_persist(struct route *route, struct mailbox *inbox)
{
    route->persist = inbox;
}

void route_set_main(struct route *route, struct mailbox *inbox)
{
    route->main = inbox;
}

/* -- the table */

static void table_set(struct route *route, struct route_table *table, unsigned zone, unsigned worker)
{
    assert(zone >= 1);
    assert(zone <= route->zones_max);
    assert(worker < route_workers(route));
    table->worker[zone] = (uint8_t)worker;
    if (zone > atomic_load_explicit(&route->zones, memory_order_relaxed)) {
        atomic_store_explicit(&route->zones, zone, memory_order_relaxed);
    }
}

/* Main is the only writer, so it may look at the present table without a read section. */
static struct route_table *table_copy(const struct route *route)
{
    struct route_table *table = table_new(route->zones_max);
    memcpy(table->worker, route->table->worker, route->zones_max + 1);
    return table;
}

static void table_publish(struct route *route, struct route_table *table)
{
    struct route_table *old = route->table;
    rcu_publish(route->table, table);
    rcu_defer(&old->head, table_free);
}

void route_set(struct route *route, zone_id zone, unsigned worker)
{
    struct route_table *table = table_copy(route);
    table_set(route, table, zone.number, worker);
    table_publish(route, table);
}

void route_set_all(struct route *route, const unsigned *workers, unsigned zones)
{
    struct route_table *table = table_copy(route);
    for (unsigned zone = 1; zone <= zones; zone++) {
        table_set(route, table, zone, workers[zone]);
    }
    table_publish(route, table);
}

/* Inside a read section only. */
static unsigned worker_now(const struct route *route, zone_id zone)
{
    assert(zone.number >= 1);
    assert(zone.number <= route->zones_max);
    const struct route_table *table = rcu_read(route->table);
    unsigned worker = table->worker[zone.number];
    assert(worker != NOBODY);
    return worker;
}

unsigned route_worker(struct route *route, zone_id zone)
{
    rcu_read_begin();
    unsigned worker = worker_now(route, zone);
    rcu_read_end();
    return worker;
}

unsigned route_workers(const struct route *route)
{
    return atomic_load_explicit(&route->workers, memory_order_acquire);
}

unsigned route_nets(const struct route *route)
{
    return atomic_load_explicit(&route->nets, memory_order_acquire);
}

unsigned route_net_threads(const struct route *route)
{
    return atomic_load_explicit(&route->net_threads, memory_order_relaxed);
}

unsigned route_zones(const struct route *route)
{
    return atomic_load_explicit(&route->zones, memory_order_relaxed);
}

/* -- posting */

static void sign(const struct pen *pen, struct message *message)
{
    message->sender = pen->sender;
    message->epoch = pen->epoch;
}

static void deliver(struct pen *pen, struct mailbox *inbox, struct message *message)
{
    assert(inbox != NULL);
    mailbox_post(inbox, message, &pen->wakes);
}

static void post_zone(struct pen *pen, struct message *message)
{
    rcu_read_begin();
    deliver(pen, pen->route->worker[worker_now(pen->route, message->to)], message);
    rcu_read_end();
}

static session_id session_of(const struct message *message)
{
    static const size_t session_at[MSG_TYPES] = {
        [MSG_TELL] = offsetof(struct message, tell.session),
        [MSG_TELLS] = offsetof(struct message, tells.session),
        [MSG_PLACE] = offsetof(struct message, place.session),
        [MSG_FACTS] = offsetof(struct message, facts.session),
        [MSG_WAIT] = offsetof(struct message, wait.session),
        [MSG_CLOSE] = offsetof(struct message, close.session),
    };
    if (message->type == MSG_REPLY) {
        return message->reply.slot->session;
    }
    assert(session_at[message->type] != 0);
    session_id session;
    memcpy(&session, (const char *)message + session_at[message->type], sizeof session);
    return session;
}

static void post_net(struct pen *pen, struct message *message)
{
    unsigned thread = session_thread(session_of(message));
    if (thread >= route_nets(pen->route)) {
        /* A session kept from a time with more net threads: nobody is there to read it. */
        log_limited("mail_to_no_session type=%s thread=%u", message_name((enum message_type)message->type), thread);
        message_free(&message);
        return;
    }
    deliver(pen, pen->route->net[thread], message);
}

static void post_persist(struct pen *pen, struct message *message)
{
    deliver(pen, pen->route->persist, message);
}

static void post_main(struct pen *pen, struct message *message)
{
    deliver(pen, pen->route->main, message);
}

/* A worker is named by post_worker(), the directory is no inbox. */
static void (*const posters[])(struct pen *pen, struct message *message) = {
    [INBOX_ZONE] = post_zone, [INBOX_WORKER] = NULL,          [INBOX_NET] = post_net,
    [INBOX_MAIN] = post_main, [INBOX_PERSIST] = post_persist, [INBOX_DIRECTORY] = NULL,
};

void post(struct pen *pen, struct message *message)
{
    enum message_inbox inbox = message_inbox((enum message_type)message->type);
    assert(posters[inbox] != NULL);
    sign(pen, message);
    posters[inbox](pen, message);
}

void post_worker(struct pen *pen, unsigned worker, struct message *message)
{
    assert(worker < ROUTE_WORKERS_MAX);
    sign(pen, message);
    deliver(pen, pen->route->worker[worker], message);
}

void pen_rest(struct pen *pen)
{
    wakes_send(&pen->wakes);
}
