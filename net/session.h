/* net/session.h -- one connection: what was typed, what is in flight, what has to be shown.
 *
 *              accept                EOF                  last answer, or CLOSE
 *   (CONNECT) -------> OPEN ----------------> ENDING ------------------+
 *                       |   NEXT_CLOSE, CLOSE, idle                    v
 *                       +----------------------------------------> CLOSING   flushes
 *                       |                                              v
 *                       |   error, too slow                       LINGERING  said all, waits for the
 *                       v                                              |     client to close
 *                      GONE <------------------------------------------+
 *
 * From CLOSING on, once the slot is back, HANGUP is posted; a session that is GONE and has posted it
 * is freed.  Its slot may be anywhere until then: both stay.
 *
 * CONNECT waits until the client has said what it is, or net.greeting_wait_ms, so that the greeting is one
 * that it can show.  session.c does lines, slot and mail; link.c socket, alarms and endings; client.c what a
 * client is told besides text.  All of it is the net thread's that accepted the connection. */
#ifndef NET_SESSION_H
#define NET_SESSION_H

#include "core/habits.h"
#include "core/slot.h"
#include "net/due.h"
#include "net/history.h"
#include "net/lines.h"
#include "net/output.h"
#include "net/pager.h"
#include "net/telnet.h"
#include "net/turn.h"
#include "net/waiting.h"

#include <netinet/in.h>

enum session_state { SESSION_OPEN, SESSION_ENDING, SESSION_CLOSING, SESSION_LINGERING, SESSION_GONE };

struct msdp;

/* In the order in which it is looked at, for of thousands of sessions none is in the cache.  Whenever something is heard, which
 * in company is so for many, one after the other: the first two cache lines (session_expected).  With every line that is typed,
 * and its answer: all up to `address`, but for the names of the terminal. */
struct session {
    uint32_t         type;           /* SESSION_TYPE while it lives */
    unsigned         column;         /* where the client's cursor stands */
    struct look      look;           /* how text is rendered for this client: client_look() */
    struct net      *net;
    uint8_t          state;          /* enum session_state */
    uint8_t          wishes;         /* enum slot_wish, bits: what the client wants, or its player */
    bool             at_prompt;      /* behind a prompt */
    bool             prompt_due;     /* show it when no answer is awaited: at the end of a turn, or before the next command */
    bool             prompt_heard;   /* show it below what others said, or below the next answer */
    bool             touched;
    bool             gathers;        /* gather.c: something in the output has not to leave yet */
    bool             leaves_prompt;  /* what waits begins with a line end, below a prompt */
    struct output    output;

    entity_id        who;
    uint32_t         dropped;        /* lines not shown since the client last kept up */
    uint16_t         terminal_news;  /* so often the client has told about itself, as far as that can be counted */
    size_t           held;           /* so long is the output if nothing else is in it */
    int64_t          gather_by;      /* world ms */
    struct cds_list_head gather;     /* among those whose output waits, while gathers */
    int64_t          last_output;    /* world ms of the last byte written */

    struct telnet    telnet;
    struct cds_list_head line;       /* among those touched in this turn, while touched */

    int              fd;             /* -1 once gone */
    uint32_t         interest;       /* what epoll watches for */
    struct due       due;
    struct line_reader reader;
    uint8_t         *unread;         /* read, but not looked at: as many lines wait as may */
    struct pager     pager;          /* the rest of an answer that is longer than a page */

    struct waiting   waiting;
    struct waiting_line *going;      /* the command in flight, in case it comes back unrun; NULL for a dialogue's line */
    struct slot     *slot;           /* in flight, and not ours until it comes back; NULL: none is */
    uint64_t         asked;          /* the number of the line in flight */
    int64_t          last_line;      /* world ms when the last line came, or its answer */
    int64_t          not_before;     /* world ms: the next command waits for it */

    session_id       id;
    zone_id          zone;           /* where commands go */
    unsigned         drawn_column;   /* where the cursor stands behind the prompt `drawn` */
    uint8_t          next;           /* enum slot_next */
    uint8_t          asked_wishes;   /* as they were when the slot went out */
    bool             fresh;          /* no line has come yet with what was read last */
    bool             ended;          /* the client has sent its last byte */
    bool             greeted;        /* CONNECT was posted */
    bool             reads_aloud;    /* the client says that it does */
    bool             mtts_heeded;
    bool             prompt_again;   /* it has been shown before */
    struct text     *prompt;
    struct text     *drawn;          /* the prompt as this look has it, from its second time on; NULL: it was not shown yet */
    struct msdp     *msdp;           /* NULL until it is agreed on */
    struct text     *habits;         /* of the character: core/habits.h; NULL before a zone told them */
    uint64_t         sequence;       /* lines posted */

    uint64_t         habits_mark;
    struct history   history;
    char             reply_to[NAME_SIZE];

    struct in6_addr  address;
    struct text     *next_secret;    /* the hash to compare the next password with */
    size_t           unread_length;
    int64_t          close_by;       /* from CLOSING on: world ms when patience ends */
    int64_t          greet_by;       /* world ms: CONNECT is posted in any case */
    bool             hung_up;        /* HANGUP was posted */
    bool             sound;          /* MSDP SOUND: sounds as variables */
    bool             links_unwanted; /* MSDP MXP is 0 */
};
enum { SESSION_TYPE = 0x53455353 };
_Static_assert(offsetof(struct session, who) == 64 && offsetof(struct session, telnet) == 128, "two cache lines");
_Static_assert(offsetof(struct session, fd) == 320 && offsetof(struct session, address) == 576, "four more behind the telnet");

/* session_hears() comes soon: what it looks at is fetched meanwhile.  Then, when that is there, where it will write. */
static inline void session_expected(const struct session *session)
{
    __builtin_prefetch(session);
    __builtin_prefetch(&session->who, 1);
}
static inline void session_expected_output(const struct session *session)
{
    if (session->output.bytes.length > 0) {
        __builtin_prefetch(session->output.bytes.bytes + session->output.bytes.length, 1);
    }
}

static inline bool session_asks(const struct session *session)
{
    return session->slot != NULL;
}

/* -- session.c */

/* A new connection: greets by posting CONNECT. */
NET_THREAD struct session *session_new(struct net *net, session_id id, int fd, const struct in6_addr *address);
NET_THREAD void session_free(struct session **session);
/* Plain characters, if these begin with some: how many it has taken. */
NET_THREAD size_t session_text(struct session *session, const uint8_t *bytes, size_t length);
/* A byte that is no telnet. False: as many lines wait as may. */
NET_THREAD bool session_byte(struct session *session, uint8_t byte);
/* Posts the next line, if one may go; HANGUP when it is time for that. */
NET_THREAD void session_pump(struct session *session);
NET_THREAD void session_drop_lines(struct session *session);
NET_THREAD bool session_lines_full(const struct session *session);
/* When the next line may go: a time for which it only waits, or DUE_NEVER. */
NET_THREAD int64_t session_line_due(const struct session *session);
/* When CONNECT goes out whatever the client says, or DUE_NEVER. */
NET_THREAD int64_t session_greeting_due(const struct session *session);
/* A line of net's own. */
NET_THREAD void session_notice(struct session *session, const char *line);
NET_THREAD void session_show_prompt(struct session *session);
/* The next page, of an answer that is longer than one. */
NET_THREAD void session_page(struct session *session);
/* Mail.  The texts of `tell`, `facts` and `close` stay the message's. */
NET_THREAD void session_replied(struct session *session);
NET_THREAD void session_told(struct session *session, const struct msg_tell *tell);
/* The same for one of many who hear it; chorus: as the one before was shown it. */
NET_THREAD void session_hears(struct session *session, const struct text *text, struct chorus *chorus);
NET_THREAD void session_placed(struct session *session, const struct msg_place *place);
/* His client has begun to show facts: if he is in the game, his zone tells them all. */
NET_THREAD void session_watches(struct session *session);
NET_THREAD void session_facts(struct session *session, const struct msg_facts *facts);
NET_THREAD void session_waits(struct session *session, const struct msg_wait *wait);
NET_THREAD void session_closed(struct session *session, const struct msg_close *close);

/* -- link.c */

NET_THREAD void link_begin(struct session *session);
/* What epoll saw. */
NET_THREAD void link_event(struct session *session, uint32_t events);
/* Its alarm went off. */
NET_THREAD void link_due(struct session *session);
/* Takes in what was left unread, as far as lines may wait. */
NET_THREAD void link_take_unread(struct session *session);
/* Writes what the kernel takes, before the turn is over. */
NET_THREAD void link_flush(struct session *session);
/* Says no more after what is said already; why: one of METRIC_net_closed_*, counted here. */
NET_THREAD void link_close(struct session *session, enum metric_id why);
/* The end of a turn: writes, watches, sets the alarm. */
NET_THREAD void link_rest(struct session *session);
/* It is no more, at once.  If that was not to be expected, why is counted. */
NET_THREAD void link_gone(struct session *session, enum metric_id why);

#endif
