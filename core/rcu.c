/* core/rcu.c -- liburcu, flavour memb, in one place.
 *
 * Any registered thread reads and defers; main alone waits.  Deferred calls run on liburcu's own
 * thread, after every read section that could still see what they free. */
#include "core/rcu.h"

#include <errno.h>
#include <semaphore.h>
#include <stddef.h>

/* ThreadSanitizer does not see that a grace period ends after the read sections before it: a reader
 * leaves its mark on `read_sections`, whoever waited for readers picks the marks up. */
#if defined(__SANITIZE_THREAD__)
#define SEEN_BY_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SEEN_BY_TSAN 1
#endif
#endif

#ifdef SEEN_BY_TSAN
#include "core/memory.h"

#include <sanitizer/tsan_interface.h>

static char read_sections;

struct deferred {
    struct rcu_head waiting;
    struct rcu_head *head;
    void (*free_it)(struct rcu_head *head);
};

static void run_deferred(struct rcu_head *waiting)
{
    struct deferred *deferred = (struct deferred *)waiting; /* its first member */
    __tsan_acquire(deferred);
    __tsan_acquire(&read_sections);
    deferred->free_it(deferred->head);
    memory_free(deferred);
    __tsan_release(&read_sections);
}

static void call_later(struct rcu_head *head, void (*free_it)(struct rcu_head *head))
{
    struct deferred *deferred = memory_get(sizeof *deferred);
    deferred->head = head;
    deferred->free_it = free_it;
    __tsan_release(deferred);
    urcu_memb_call_rcu(&deferred->waiting, run_deferred);
}

#define leave_mark()    __tsan_release(&read_sections)
#define pick_up_marks() __tsan_acquire(&read_sections)
#else
#define call_later(head, free_it) urcu_memb_call_rcu(head, free_it)
#define leave_mark()    ((void)0)
#define pick_up_marks() ((void)0)
#endif

void rcu_thread_begin(void)
{
    urcu_memb_register_thread();
}

void rcu_thread_end(void)
{
    urcu_memb_unregister_thread();
}

void rcu_read_begin(void)
{
    urcu_memb_read_lock();
}

void rcu_read_end(void)
{
    leave_mark();
    urcu_memb_read_unlock();
}

void rcu_defer(struct rcu_head *head, void (*free_it)(struct rcu_head *head))
{
    call_later(head, free_it);
}

void rcu_wait(void)
{
    urcu_memb_synchronize_rcu();
    pick_up_marks();
}

/* The last in the queue of deferred calls. */
struct settling {
    struct rcu_head head;
    sem_t done;
};

static void settled(struct rcu_head *head)
{
    struct settling *settling = (struct settling *)(void *)((char *)head - offsetof(struct settling, head));
    sem_post(&settling->done);
}

/* All deferred calls go through one queue and one thread of liburcu, first in, first out; so when a call of
 * our own has run, all before it have.  urcu_memb_barrier() does the same, but hands memory between threads
 * inside liburcu, where ThreadSanitizer takes it for a race. */
void rcu_settle(void)
{
    struct settling settling;
    sem_init(&settling.done, 0, 0);
    rcu_defer(&settling.head, settled);
    while (sem_wait(&settling.done) < 0 && errno == EINTR) {
    }
    sem_destroy(&settling.done);
    pick_up_marks();
}
