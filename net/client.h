/* net/client.h -- what a client is and wants besides text: its look, its values (MSDP), the table (MSSP).
 *
 * client.c stands between telnet.c, which hears it, and msdp.c and mssp.c, which know the words.  All of it
 * is the net thread's that accepted the connection. */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include "net/session.h"

/* Its terminal, what it switched or its player's wishes may have changed: the session's look follows. */
NET_THREAD void client_look(struct session *session);
/* Bytes were taken in: has it said anything new about itself? */
NET_THREAD void client_learn(struct session *session);
/* What telnet.c calls. */
NET_THREAD void client_msdp_begun(struct session *session);
NET_THREAD void client_msdp(struct session *session, const uint8_t *content, size_t length);
NET_THREAD void client_mssp(struct session *session);
/* The table as lines, for who typed the word for it. */
NET_THREAD void client_mssp_lines(struct session *session);
/* What is true of the character now; NULL: there is none. The caller keeps its reference. */
NET_THREAD void client_facts(struct session *session, struct text *facts);
/* Appends the values that are wanted and new: before a prompt, and at the end of a turn. */
NET_THREAD void client_values(struct session *session);

#endif
