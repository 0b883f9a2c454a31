/* tests/sim/mailbox.c -- mail in an order that the seed picks, in the place of core/mailbox.c.
 *
 * Two orders:
 *
 *   arrival   as the real queue: one after the other as they were posted.  How much of it a turn gets to
 *             see is the seed's, so that any thread may be late by any amount.  Turns do not overlap here, so
 *             what one turn posts to several inboxes is in all of them at once; real threads do overlap.
 *   causal    any order in which nothing comes before what caused it.  That covers turns that overlap:
 *             the first worker may have stood still, or not, before the second is told to.  Two things cause without
 *             a message: who reads a route that names B has seen all that main did before (EXPECT), and after
 *             a grace period main has seen all that anybody posted before it (HANDOVER).
 *
 * First in, first out per sender and nothing more would not do: that a zone's older mail comes before its
 * HANDOVER is what the grace period and the order of arrival promise together (core/mover.h). */
#include "tests/sim/sim.h"

#include "core/memory.h"

#include <string.h>

struct waiting {
    struct waiting *next;
    struct message *message;
    enum actor      sender;
    uint32_t        seen[ACTORS_MOST];  /* what its sender had seen, itself included */
};

struct mailbox {
    struct server  *server;
    enum actor      owner;
    struct causes  *causes;
    struct waiting *first, **last;
    unsigned        count, shown;
};

static struct {
    struct dice *dice;
    bool         causal;
    transport_watch *watch;
    uint64_t     hash;
} transport;

void transport_begin(struct dice *dice, bool causal, transport_watch *watch)
{
    transport.dice = dice;
    transport.causal = causal;
    transport.watch = watch;
    transport.hash = 0;
}

uint64_t transport_hash(void)
{
    return transport.hash;
}

struct mailbox *mailbox_new(const char *name)
{
    (void)name;
    struct mailbox *mailbox = memory_get(sizeof *mailbox);
    mailbox->last = &mailbox->first;
    return mailbox;
}

void mailbox_own(struct mailbox *mailbox, struct server *server, enum actor owner, struct causes *causes)
{
    mailbox->server = server;
    mailbox->owner = owner;
    mailbox->causes = causes;
}

void mailbox_free(struct mailbox **mailbox)
{
    struct message_list left = {0};
    mailbox_show(*mailbox, UINT32_MAX);
    mailbox_drain(*mailbox, &left);
    message_list_free(&left);
    memory_free(*mailbox);
    *mailbox = NULL;
}

void mailbox_show(struct mailbox *mailbox, unsigned count)
{
    mailbox->shown = count;
}

unsigned mailbox_waiting(const struct mailbox *mailbox)
{
    return mailbox->count;
}

/* -- posting ----------------------------------------------------------------------------------------- */

static enum actor actor_of(uint32_t sender)
{
    static const enum actor actors[SENDER_NET + 1] = {
        [SENDER_MAIN] = ACTOR_MAIN, [SENDER_PERSIST] = ACTOR_PERSIST, [SENDER_SECRET] = ACTOR_NET, [SENDER_NET] = ACTOR_NET,
    };
    return sender >= SENDER_WORKER ? ACTOR_WORKER + (sender - SENDER_WORKER) : actors[sender];
}

static void causes_learn(uint32_t *seen, const uint32_t *other)
{
    for (unsigned at = 0; at < ACTORS_MOST; at++)
        if (other[at] > seen[at])
            seen[at] = other[at];
}

static void causes_note(struct causes *causes, enum actor sender, const struct message *message)
{
    if (message->type == MSG_HANDOVER)
        for (unsigned at = 0; at < ACTORS_MOST; at++)
            causes_learn(causes->seen[sender], causes->seen[at]);
    causes->seen[sender][sender]++;
    if (message->type == MSG_EXPECT)
        for (unsigned at = 0; at < ACTORS_MOST; at++)
            causes_learn(causes->seen[at], causes->seen[sender]);
}

void mailbox_post(struct mailbox *mailbox, struct message *message, struct wakes *wakes)
{
    (void)wakes;
    struct waiting *waiting = memory_get(sizeof *waiting);
    waiting->message = message;
    waiting->sender = actor_of(message->sender);
    causes_note(mailbox->causes, waiting->sender, message);
    memcpy(waiting->seen, mailbox->causes->seen[waiting->sender], sizeof waiting->seen);
    *mailbox->last = waiting;
    mailbox->last = &waiting->next;
    mailbox->count++;
    transport.hash = (transport.hash ^ (message->type + 64u * message->to.number + 4096u * message->sender)) * 0x100000001b3u;
    transport.watch(mailbox->server, mailbox->owner, message);
}

void wakes_send(struct wakes *wakes)
{
    (void)wakes;                        /* everybody is awake whenever the seed says so */
}

/* -- draining ---------------------------------------------------------------------------------------- */

/* Nothing of another sender that still waits may have caused it. */
static bool waits_for_cause(struct waiting *const heads[ACTORS_MOST], const struct waiting *one)
{
    for (unsigned at = 0; at < ACTORS_MOST; at++) {
        const struct waiting *other = heads[at];
        if (other != NULL && other != one && other->seen[other->sender] <= one->seen[other->sender])
            return true;
    }
    return false;
}

/* One of those that may come next. */
static struct waiting *pick_causal(const struct mailbox *mailbox)
{
    struct waiting *heads[ACTORS_MOST] = {0}, *ready[ACTORS_MOST];
    unsigned count = 0;
    for (struct waiting *waiting = mailbox->first; waiting != NULL; waiting = waiting->next)
        if (heads[waiting->sender] == NULL)
            heads[waiting->sender] = waiting;
    for (unsigned at = 0; at < ACTORS_MOST; at++)
        if (heads[at] != NULL && !waits_for_cause(heads, heads[at]))
            ready[count++] = heads[at];
    assert(count > 0);                  /* the oldest of all was caused by nothing that waits */
    return ready[dice_below(transport.dice, count)];
}

static struct message *mailbox_take(struct mailbox *mailbox)
{
    struct waiting *taken = transport.causal ? pick_causal(mailbox) : mailbox->first;
    struct waiting **at = &mailbox->first;
    while (*at != taken)
        at = &(*at)->next;
    *at = taken->next;
    if (taken->next == NULL)
        mailbox->last = at;
    mailbox->count--;
    causes_learn(mailbox->causes->seen[mailbox->owner], taken->seen);
    struct message *message = taken->message;
    memory_free(taken);
    return message;
}

unsigned mailbox_drain(struct mailbox *mailbox, struct message_list *list)
{
    unsigned drained = 0;
    for (; mailbox->count > 0 && drained < mailbox->shown; drained++)
        message_list_add(list, mailbox_take(mailbox));
    mailbox->shown = 0;
    return drained;
}

/* -- sleeping: nobody does here ---------------------------------------------------------------------- */

int mailbox_fd(struct mailbox *mailbox)
{
    (void)mailbox;
    return -1;
}

bool mailbox_doze(struct mailbox *mailbox)
{
    (void)mailbox;
    return false;
}

void mailbox_awake(struct mailbox *mailbox)
{
    (void)mailbox;
}

void mailbox_sleep(struct mailbox *mailbox, int64_t timeout_ms)
{
    (void)mailbox;
    (void)timeout_ms;
}
