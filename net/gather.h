/* net/gather.h -- what others say waits a moment, so that more leaves in one send.
 *
 *   told -> the output of the session   not written yet: HELD, and in the list of its net thread
 *             session.gather_ms pass, or session.spacing_ms ----------------+
 *             an answer comes, or anything else has to be written ----------+-> link_rest() writes it all, one prompt below
 *
 * A send is the dearest thing the server does, and in company each command of one is a text for all others.  What comes waits
 * session.gather_ms, for more may come along.  What many hear waits session.spacing_ms with those who have been written to in so
 * short a time: the next answer, or the next line, is not far.  What is for one alone does not, for it may be what he waits for.
 *
 * Nothing is reordered: what is held stands in the output already, and what comes later goes behind it.  Held is only
 * what others said; any byte that is put behind it otherwise takes it along at the end of that turn.
 *
 * All in one list wait equally long, so it is in the order in which they are due.  The net thread that owns the session calls. */
#ifndef NET_GATHER_H
#define NET_GATHER_H

#include "net/session.h"

/* Behind what a session was told: `before` is how much stood in its output until then, `leaves` that it begins with a
 * line end below a prompt, `company` that many hear it.  What may wait is held; else the session is touched. */
NET_THREAD void gather_told(struct session *session, size_t before, bool leaves, bool company);
/* Whether all there is to write may go on waiting. */
NET_THREAD bool gather_holds(const struct session *session);
/* The client's Enter has left the prompt by itself: a line end that was held to leave it is not needed. */
NET_THREAD void gather_entered(struct session *session);
/* Nothing is held until the session has been written. */
NET_THREAD void gather_release(struct session *session);
/* It is written, or gone. */
NET_THREAD void gather_end(struct session *session);

/* Touches whose time has come. */
NET_THREAD void gather_take(struct net *net);
/* When the first of them is due; DUE_NEVER without any. */
NET_THREAD int64_t gather_next(struct net *net);

#endif
