/* net/msdp.h -- MSDP (telnet option 69): what a client asks for, and what it is told.
 *
 *   subnegotiations --> msdp_take()    notes what is wanted: lists, values once, values from now on
 *   facts of a zone --> msdp_facts()   the whole of what is true of the character now
 *   end of a turn   --> msdp_flush()   lists, then every value that is wanted and new: one frame each
 *
 * Nothing is answered before the flush, so however much is asked for in a turn, and however often,
 * nothing is said twice in it.  Pure; the net thread that owns the session calls. */
#ifndef NET_MSDP_H
#define NET_MSDP_H

#include "core/bytes.h"

enum msdp_variable {
#define VARIABLE(name, kind, neutral, source) MSDP_##name,
#include "net/msdp.def"
#undef VARIABLE
    MSDP_VARIABLES
};

/* What net itself knows, at the moment of a flush. */
struct msdp_own {
    const char *server;            /* its name */
    int64_t     queue;             /* lines that wait */
    int64_t     uptime, now;       /* seconds: of running, since 1970 */
    bool        ansi, xterm, utf8, mxp, sound; /* how the client is served */
};

enum { MSDP_WORD_SIZE = 41 };      /* what a client says of itself, with its NUL; the rest is cut off */

/* What a client switches: one of ANSI_COLORS, XTERM_256_COLORS, UTF_8, MXP, SOUND. */
typedef void msdp_switched(void *owner, enum msdp_variable variable, bool on);

struct msdp;
struct msdp *msdp_new(void);
void msdp_free(struct msdp **msdp);               /* NULL inside is fine */
/* The content of a subnegotiation.  False: there was something malformed in it; the rest was taken. */
bool msdp_take(struct msdp *msdp, const uint8_t *content, size_t length, msdp_switched *switched, void *owner);
/* A new reference is taken; NULL: there is no character any more. */
void msdp_facts(struct msdp *msdp, struct text *facts);
/* Appends frames, whole with IAC SB and SE, for all that is wanted and not said yet. */
void msdp_flush(struct msdp *msdp, const struct msdp_own *own, struct bytes_writer *out);
/* The content of the one frame that goes out unasked. */
void msdp_greeting(const char *server, struct bytes_writer *content);

#endif
