/* core/mailbox.c -- many senders, one owner, liburcu's wait-free queue between them.
 *
 *   senders --enqueue--> [ incoming ] --splice--> [ taken ] --dequeue--> the owner's list
 *              wait-free                whole,                stops at mail whose sender
 *                                       one exchange          is half-way in
 *
 * Any thread posts; only the owner drains, dozes and sleeps.  Of liburcu's calls only those are used
 * that never wait: an owner that waited for a sender would wait for whatever preempted that sender.
 *
 * Nobody sleeps over mail:
 *
 *   sender                                owner
 *   1  exchange the queue's tail          1  dozing = true
 *   2  (full fence)                       2  (full fence)
 *   3  look at dozing                     3  look at the queue's tail
 *
 * With a fence between write and look on both sides, at least one of the two sees the other.  If the
 * sender does, exactly one sender turns `dozing` back (an exchange) and from then on owes the owner a
 * wake-up, which it pays at the end of its turn; later senders see an owner that is being woken.  If the
 * owner does, it does not sleep.  The tail is what counts: it moves first, so mail half-way in is seen.
 *
 * Owners that sleep in epoll are woken by an eventfd, those that sleep for nothing but mail by a futex, which is less
 * work on both sides.  The owner counts how often it is owed the eventfd, and reads it only then. */
#include "core/mailbox.h"

#include "core/log.h"
#include "core/memory.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <urcu/arch.h>

/* ThreadSanitizer cannot see into liburcu's queue; here is where it is told of the hand-over. */
#if defined(__SANITIZE_THREAD__)
#define SEEN_BY_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SEEN_BY_TSAN 1
#endif
#endif
#ifdef SEEN_BY_TSAN
#include <sanitizer/tsan_interface.h>
#define hand_over(message) __tsan_release(message)
#define take_over(message) __tsan_acquire(message)
#else
#define hand_over(message) ((void)(message))
#define take_over(message) ((void)(message))
#endif

enum { CACHE_LINE = 64, MAILBOX_NAME_SIZE = 16, MS_PER_S = 1000, NS_PER_MS = 1000000 };

/* How the owner sleeps.  An int, as the kernel looks at it too. */
enum { AWAKE, DOZES_IN_EPOLL, DOZES_HERE };

struct mailbox {
    struct cds_wfcq_tail incoming_tail;   /* senders write, owner when it takes all */
    _Atomic int dozing;                   /* owner sets; whoever turns it back owes a wake-up */
    _Atomic uint64_t posted;              /* senders count what they have put in */
    char apart[CACHE_LINE];               /* senders and owner do not share a cache line */
    struct __cds_wfcq_head incoming;      /* the owner's end of the same queue */
    struct __cds_wfcq_head taken;         /* the owner's */
    struct cds_wfcq_tail taken_tail;      /* the owner's */
    bool dozed;                           /* the owner's: it lay down, and has not said yet that it is awake */
    _Atomic uint64_t drained;             /* the owner writes, anyone reads */
    uint64_t owed;                        /* the owner's: of the eventfd, since it was read */
    int wake_fd;                          /* set before anybody posts, then only read */
    char name[MAILBOX_NAME_SIZE];         /* for whoever looks with a debugger */
};

struct mailbox *mailbox_new(const char *name)
{
    int wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wake_fd < 0) {
        log_error("mailbox_failed name=%s reason=\"%s\"", name, strerror(errno));
        return NULL;
    }
    struct mailbox *mailbox = memory_get(sizeof *mailbox);
    __cds_wfcq_init(&mailbox->incoming, &mailbox->incoming_tail);
    __cds_wfcq_init(&mailbox->taken, &mailbox->taken_tail);
    atomic_init(&mailbox->dozing, AWAKE);
    mailbox->wake_fd = wake_fd;
    snprintf(mailbox->name, sizeof mailbox->name, "%s", name);
    return mailbox;
}

void mailbox_free(struct mailbox **mailbox)
{
    if (*mailbox == NULL) {
        return;
    }
    struct message_list left = {0};
    mailbox_drain(*mailbox, &left);
    message_list_free(&left);
    close((*mailbox)->wake_fd);
    memory_free(*mailbox);
    *mailbox = NULL;
}

/* -- senders */

static void mailbox_wake(struct mailbox *mailbox, unsigned times)
{
    while (eventfd_write(mailbox->wake_fd, times) < 0 && errno == EINTR) {
    }
}

/* `times` is 0 of an owner that sleeps in the futex: if he is up already, nobody minds. */
static void wake_pay(const struct wake *wake)
{
    if (wake->times > 0) {
        mailbox_wake(wake->mailbox, wake->times);
    } else {
        syscall(SYS_futex, &wake->mailbox->dozing, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    }
}

static void wakes_note(struct wakes *wakes, struct mailbox *mailbox, int dozed)
{
    struct wake wake = {.mailbox = mailbox, .times = dozed == DOZES_IN_EPOLL};
    for (unsigned i = 0; i < wakes->count; i++) {
        if (wakes->list[i].mailbox == mailbox && (wakes->list[i].times > 0) == (wake.times > 0)) {
            wakes->list[i].times += wake.times;
            return;
        }
    }
    if (wakes->count == WAKES_MAX) {
        wake_pay(&wake);
        return;
    }
    wakes->list[wakes->count++] = wake;
}

void mailbox_post(struct mailbox *mailbox, struct message *message, struct wakes *wakes)
{
    hand_over(message);
    atomic_fetch_add_explicit(&mailbox->posted, 1, memory_order_relaxed);
    cds_wfcq_node_init(&message->link);
    cds_wfcq_enqueue(&mailbox->incoming, &mailbox->incoming_tail, &message->link);
    /* From here on the message is the owner's: it may be gone already. */
    cmm_smp_mb();
    /* Looking before exchanging keeps the line shared while the owner is awake, which is nearly always. */
    int dozed = AWAKE;
    if (atomic_load(&mailbox->dozing) != AWAKE && (dozed = atomic_exchange(&mailbox->dozing, AWAKE)) != AWAKE) {
        wakes_note(wakes, mailbox, dozed);
    }
}

void wakes_send(struct wakes *wakes)
{
    for (unsigned i = 0; i < wakes->count; i++) {
        wake_pay(&wakes->list[i]);
    }
    wakes->count = 0;
}

/* -- the owner */

static struct message *message_of(struct cds_wfcq_node *link)
{
    return (struct message *)(void *)((char *)link - offsetof(struct message, link));
}

unsigned mailbox_drain(struct mailbox *mailbox, struct message_list *list)
{
    /* If the first sender of a burst is half-way in, nothing can be spliced; what an earlier drain had
     * to leave may have arrived all the same. */
    __cds_wfcq_splice_nonblocking(&mailbox->taken, &mailbox->taken_tail, &mailbox->incoming, &mailbox->incoming_tail);
    unsigned drained = 0;
    for (;;) {
        struct cds_wfcq_node *link = __cds_wfcq_dequeue_nonblocking(&mailbox->taken, &mailbox->taken_tail);
        if (link == NULL || link == CDS_WFCQ_WOULDBLOCK) {
            break;
        }
        struct message *message = message_of(link);
        take_over(message);
        message_list_add(list, message);
        drained++;
    }
    uint64_t before = atomic_load_explicit(&mailbox->drained, memory_order_relaxed);
    atomic_store_explicit(&mailbox->drained, before + drained, memory_order_relaxed);
    return drained;
}

/* Drained is looked at first: what is taken in between makes the figure too large rather than negative. */
uint64_t mailbox_depth(const struct mailbox *mailbox)
{
    uint64_t drained = atomic_load_explicit(&mailbox->drained, memory_order_acquire);
    uint64_t posted = atomic_load_explicit(&mailbox->posted, memory_order_relaxed);
    return posted > drained ? posted - drained : 0;
}

int mailbox_fd(struct mailbox *mailbox)
{
    return mailbox->wake_fd;
}

static bool mailbox_empty(struct mailbox *mailbox)
{
    return cds_wfcq_empty(&mailbox->taken, &mailbox->taken_tail) &&
           cds_wfcq_empty(&mailbox->incoming, &mailbox->incoming_tail);
}

static bool lie_down(struct mailbox *mailbox, int how)
{
    mailbox->dozed = true;
    atomic_store(&mailbox->dozing, how);
    cmm_smp_mb();
    return mailbox_empty(mailbox);
}

/* True: no sender saw the owner doze. */
static bool get_up(struct mailbox *mailbox)
{
    bool unseen = !mailbox->dozed || atomic_exchange(&mailbox->dozing, AWAKE) != AWAKE;
    mailbox->dozed = false;
    return unseen;
}

bool mailbox_doze(struct mailbox *mailbox)
{
    if (lie_down(mailbox, DOZES_IN_EPOLL)) {
        return true;
    }
    /* A sender may have seen the doze in between; its wake-up then ends the next sleep early, no harm. */
    mailbox->owed += !get_up(mailbox);
    return false;
}

void mailbox_awake(struct mailbox *mailbox)
{
    mailbox->owed += !get_up(mailbox);
    /* Swallowing a wake-up is safe: its mail went in before it, and every doze looks for mail first.  One that is owed
     * may still be on its way. */
    eventfd_t wakes;
    if (mailbox->owed > 0 && eventfd_read(mailbox->wake_fd, &wakes) == 0) {
        assert(wakes <= mailbox->owed);
        mailbox->owed -= wakes;
    }
}

void mailbox_sleep(struct mailbox *mailbox, int64_t timeout_ms)
{
    if (lie_down(mailbox, DOZES_HERE)) {
        struct timespec timeout = {.tv_sec = timeout_ms / MS_PER_S, .tv_nsec = timeout_ms % MS_PER_S * NS_PER_MS};
        syscall(SYS_futex, &mailbox->dozing, FUTEX_WAIT_PRIVATE, DOZES_HERE, timeout_ms < 0 ? NULL : &timeout, NULL, 0);
    }
    get_up(mailbox);
}
