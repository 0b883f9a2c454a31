/* net/turn.h -- what one net thread owns and has at hand during a turn.  For the files of net only.
 *
 * Everything in here belongs to the one thread that turns it, from net_run() on, but for what is atomic. */
#ifndef NET_TURN_H
#define NET_TURN_H

#include "net/due.h"
#include "net/net.h"
#include "net/pace.h"
#include "net/render.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <urcu/list.h>

enum { READ_BUFFER_SIZE = 16384, SPARE_SLOTS_MAX = 256 };
/* Those who wait session.gather_ms, and those who wait session.spacing_ms: gather.h. */
enum { GATHERING_QUIET, GATHERING_BUSY, GATHERINGS };

struct session;

/* What many hear, as the last of them was shown it: one whose client looks the same is shown the same bytes. */
struct chorus {
    struct look         look;
    unsigned            column_before, column;  /* where the cursor stood, and stands behind it */
    struct bytes_writer bytes;                  /* empty: nobody was shown it yet */
};

/* A place in the table of sessions, used again and again. */
struct place {
    struct session *session;   /* NULL while free */
    uint32_t        use;       /* which use this is: part of the session's id, so that old mail misses */
    uint32_t        next_free; /* place number + 1, while free; 0 is the last */
};

struct net {
    /* Set by net_new(), then only read. */
    const struct net_common *common;
    unsigned        thread;
    struct mailbox *inbox;
    uint16_t        port;
    int             listener, epoll, stop_fd;

    atomic_bool     stopping;      /* written by net_stop(), from any thread */
    atomic_bool     deaf;          /* written by net_listen(), from any thread: nobody new is to be taken */

    atomic_bool     leaving;       /* written by net_leave() */
    struct net     *guests;        /* turned along by this thread, each with the `next` one */
    struct net     *next;
    struct net     *_Atomic arrives; /* written by net_serve(): a guest, not taken yet */
    struct net     *_Atomic departs; /* written by net_fetch(): one that is to be let go */
    sem_t           answer;        /* that one of the two is done */

    struct pen      pen;
    struct metrics  metrics;       /* read by anyone */
    int             spare_fd;      /* given up to take and turn away a connection when all others are used */
    int64_t         listen_again;  /* world ms; 0 while listening */
    struct place   *places;
    unsigned        places_count, places_room, first_free;
    unsigned        sessions;      /* places in use */
    struct slot    *spare_slots;   /* not in flight, each with the next one in its message */
    unsigned        spare_count;
    struct chorus   chorus;
    struct bytes_writer rendered;  /* the answer that is being shown */
    struct dues     dues;
    struct message_list mail;      /* drained, and left for the next turn */
    struct cds_list_head hurried;  /* sessions to be looked after at the end of this turn */
    struct cds_list_head standing; /* ... and those to be looked after a few at a time, first come, first served */
    struct cds_list_head gathering[GATHERINGS]; /* sessions whose output waits for more, in each list first due first */
    struct pace     pace;          /* of the thread that turns it */
    int64_t         now;           /* world ms at the beginning of this turn */
    uint8_t         buffer[READ_BUFFER_SIZE];
};

/* For the figures: that command has been answered. */
NET_THREAD void net_answered(struct net *net, const struct slot *slot);
/* A slot for one question, with anything in it; and back again. */
NET_THREAD struct slot *net_slot_take(struct net *net);
NET_THREAD void net_slot_give(struct net *net, struct slot *slot);
/* Has the session looked after soon: at the end of this turn, or, when many are touched, of one that follows at once.
 * Any number of times. */
NET_THREAD void net_touch(struct net *net, struct session *session);
/* The same, for what a player did himself: at the end of this turn in any case.  Who does not play yet waits for those
 * who do. */
NET_THREAD void net_hurry(struct net *net, struct session *session);

#endif
