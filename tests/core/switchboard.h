/* tests/core/switchboard.h -- main's place among threads that do not run: a route with the inboxes of workers, net, persist and main, a
 * pen to write with, and a mover.  A test reads out of the inboxes what each thread would have been told.
 *
 * For the one test file that includes it: what is here is the file's own. */
#ifndef TESTS_CORE_SWITCHBOARD_H
#define TESTS_CORE_SWITCHBOARD_H

#include "core/mover.h"
#include "core/rcu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ZONES = 4, WORKERS_MOST = 4 };

static struct route *route;
static struct mailbox *workers[WORKERS_MOST], *net, *persist, *main_box;
static struct pen pen;
static struct mover *mover;

/* That many workers are on the route; owners[zone] has zone. */
MAIN_THREAD static void switchboard_open(unsigned count, const unsigned owners[ZONES + 1])
{
    rcu_thread_begin();
    route = route_new(ZONES);
    for (unsigned at = 0; at < WORKERS_MOST; at++)
        workers[at] = mailbox_new("worker");
    for (unsigned at = 0; at < count; at++)
        route_add_worker(route, workers[at]);
    route_add_net(route, net = mailbox_new("net"));
    route_set_persist(route, persist = mailbox_new("persist"));
    route_set_main(route, main_box = mailbox_new("main"));
    route_set_all(route, owners, ZONES);
    pen = (struct pen){ .route = route, .sender = SENDER_MAIN };
    mover = mover_new(&pen);
}

MAIN_THREAD static void switchboard_close(void)
{
    mover_free(&mover);
    pen_rest(&pen);
    for (unsigned at = 0; at < WORKERS_MOST; at++)
        mailbox_free(&workers[at]);
    mailbox_free(&net);
    mailbox_free(&persist);
    mailbox_free(&main_box);
    rcu_settle();
    route_free(&route);
    rcu_settle();
    rcu_thread_end();
}

#endif
