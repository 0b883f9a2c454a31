/* core/mailbox.h -- many senders, one owner; a sender never waits.
 *
 * May these run at the same time?    post   drain   sleep
 *                            post    yes    yes     yes
 *                            drain   yes    no      no: only the owner drains and sleeps
 *
 * A message belongs to its sender until mailbox_post(), and to the owner once drained.  Mail is FIFO
 * per sender.  Nothing is bounded here: what is put in is bounded at its source.
 *
 * Wake-ups wait for the end of the sender's turn: mailbox_post() only notes in the sender's `wakes`
 * that the owner sleeps, wakes_send() does it, once per owner.  A thread that has posted must call
 * wakes_send() before it sleeps itself. */
#ifndef CORE_MAILBOX_H
#define CORE_MAILBOX_H

#include "core/message.h"

struct mailbox;

/* Which mailboxes a thread has to wake at the end of its turn.  Its own, never shared. */
enum { WAKES_MAX = 64 };
struct wake {
    struct mailbox *mailbox;
    unsigned        times;           /* that this sender found it dozing, since it was last woken */
};
struct wakes {
    unsigned        count;
    struct wake     list[WAKES_MAX]; /* more than that are woken at once */
};

ANY_THREAD struct mailbox *mailbox_new(const char *name);
OWNER_ONLY void mailbox_free(struct mailbox **mailbox); /* frees what is still inside */

ANY_THREAD void mailbox_post(struct mailbox *mailbox, struct message *message, struct wakes *wakes);
ANY_THREAD void wakes_send(struct wakes *wakes);

/* Appends all that is there to `list`, without waiting for a sender that is half-way in; such mail
 * comes with the next drain, and mailbox_sleep() does not sleep over it.  Gives the number. */
OWNER_ONLY unsigned mailbox_drain(struct mailbox *mailbox, struct message_list *list);

/* About how many messages are in it at this moment: for whoever watches from outside. */
ANY_THREAD uint64_t mailbox_depth(const struct mailbox *mailbox);

/* For owners that sleep in epoll: readable while there is something to wake for. */
OWNER_ONLY int  mailbox_fd(struct mailbox *mailbox);
/* Says "about to sleep". False: there is mail, do not.  After waking: mailbox_awake(). */
OWNER_ONLY bool mailbox_doze(struct mailbox *mailbox);
OWNER_ONLY void mailbox_awake(struct mailbox *mailbox);
/* For owners that sleep nowhere else: until mail, or `timeout_ms` (negative: for ever). */
OWNER_ONLY void mailbox_sleep(struct mailbox *mailbox, int64_t timeout_ms);

#endif
