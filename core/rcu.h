/* core/rcu.h -- liburcu, flavour memb, in one place.
 *
 * Readers look up, post and leave inside one read section: no I/O, no waiting, so a grace period lasts
 * one such section at most.  Every thread that reads registers first.  Only the main thread waits for
 * a grace period (rcu_wait); everybody else defers (rcu_defer). */
#ifndef CORE_RCU_H
#define CORE_RCU_H

#include "core/thread.h"

#include <urcu/urcu-memb.h>

ANY_THREAD void rcu_thread_begin(void);
ANY_THREAD void rcu_thread_end(void);
ANY_THREAD void rcu_read_begin(void);
ANY_THREAD void rcu_read_end(void);
/* Calls free_it(head) after a grace period. */
ANY_THREAD void rcu_defer(struct rcu_head *head, void (*free_it)(struct rcu_head *head));
MAIN_THREAD void rcu_wait(void);
/* Waits until everything deferred so far has run. Not from a reader, not inside a callback. */
MAIN_THREAD void rcu_settle(void);

/* Publishing and reading one pointer. */
#define rcu_publish(place, pointer) __atomic_store_n(&(place), (pointer), __ATOMIC_RELEASE)
#define rcu_read(place)             __atomic_load_n(&(place), __ATOMIC_ACQUIRE)

#endif
