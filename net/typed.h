/* net/typed.h -- what becomes of a typed line before it goes to a zone.
 *
 *   at the pager's prompt:  nothing: the next page.  q: no more.  Any other line: no more, and it waits its turn
 *   !, !12, !loo            the line of the history that is meant
 *   kk orc                  the commands that the alias stands for: each a waiting line of its own
 *
 * All of it is done here and not in the zone, since only so each command has an answer and a turn of its own.
 * Repeating and aliases are for commands, when their turn comes; lines of a dialogue, passwords among them, never
 * get that far.  The net thread that owns the session calls. */
#ifndef NET_TYPED_H
#define NET_TYPED_H

#include "net/session.h"

/* A line has come at the pager's prompt: is it for the pager?  `first`: no other line came with it. */
NET_THREAD bool typed_pages(struct session *session, const char *line, bool first);
/* Does it overtake the lines that wait? */
NET_THREAD bool typed_immediate(const struct session *session, const char *line);
/* A command's turn has come.  True: *line goes as it is now.  False: it is the session's, or nobody's, any more. */
NET_THREAD bool typed_ready(struct session *session, struct waiting_line **line);
/* What a zone wants shown behind its reply. */
NET_THREAD void typed_list(const struct session *session, enum slot_shows shows, uint32_t most, struct bytes_writer *out);

#endif
