/* net/net.h -- network threads: bytes on one side, lines and texts on the other.
 *
 *   socket -> link.c (reads, writes, alarms, endings) -> telnet.c (options, subnegotiations) -> lines.c
 *          -> session.c (one slot in flight, other lines wait) -> post(COMMAND)
 *             (typed.c: pages, repeated lines, aliases)
 *             ... REPLY, TELL, PLACE, FACTS, WAIT, CLOSE -> session.c -> render.c (markup to this client's look), pager.c
 *                                                  -> client.c, msdp.c, mssp.c (values beside the text)
 *          -> output.c (one write per session and turn) -> socket
 *
 * A net thread owns its listener (SO_REUSEPORT), its sessions and their sockets.  It does not know a
 * room from a character: it shows what it is sent and sends what was typed.
 *
 * A session's id names its net, for as long as it lasts: mail knows the way by it.  When there are to be fewer threads, a net goes
 * to another one as it is, with all that it owns, as a zone goes to another worker. */
#ifndef NET_NET_H
#define NET_NET_H

#include "config/options.h"
#include "core/census.h"
#include "core/directory.h"
#include "core/metric.h"
#include "core/route.h"
#include "core/verbs.h"

struct net;
struct door;
struct secret;

/* What all net threads share; read only once they run. */
struct net_common {
    const struct options *options;
    struct route         *route;
    const struct verbs   *verbs;
    struct secret        *secret;        /* where password lines go */
    struct door          *door;          /* door_new(options): counts connections over all threads */
    struct directory     *directory;     /* who plays: only counted here */
    const struct census  *census;        /* what the world is made of, for MSSP */
    zone_id               login_first;   /* login.zones pseudo-zones from this one on greet sessions */
};

/* Opens the listener; 0 in options->net_port takes a free port for the first thread, which the others
 * must be given.  NULL with a reason. */
MAIN_THREAD struct net *net_new(const struct net_common *common, unsigned thread, struct mailbox *inbox,
                                uint16_t port, char reason[200]);
ANY_THREAD uint16_t net_port(const struct net *net); /* the one it listens at, from net_new() on */
/* The thread: turns until net_stop(). */
void *net_run(void *net);
/* Whether it takes connections: one that does not serves those it has, until they leave.  Initially it does.  From any
 * thread. */
ANY_THREAD void net_listen(struct net *net, bool listens);
/* The thread ends after its turn and leaves all as it is: sessions, what they have still to read, what has come for them.
 * Main joins it. */
ANY_THREAD void net_leave(struct net *net);
/* A net whose thread has left is turned by that of `host`, along with its own, until it is fetched: its sessions notice nothing. */
MAIN_THREAD void net_serve(struct net *host, struct net *guest);
/* Waits until that thread has let go of it.  Then it may have another one: net_run(), or another host. */
MAIN_THREAD void net_fetch(struct net *host, struct net *guest);
/* Asks it to say goodbye to everybody, write what is left for a second at most, and end. From any thread. */
ANY_THREAD void net_stop(struct net *net);
/* Frees a net whose thread has ended, or never began, with its sessions and the mail left in its inbox.
 * Slots are part of sessions: whoever may still hold one (zones, workers' inboxes, the secret threads)
 * must be gone before. The inbox itself stays the caller's. */
MAIN_THREAD void net_free(struct net **net);

#endif
