/* net/telnet.h -- the telnet protocol of one connection (RFC 854, 855, 1143): bytes in, data bytes and
 * answers out.
 *
 * Pure: no socket, no clock, no thread of its own; whoever owns the struct feeds it and is called back.
 * Which options we know, and what we do about them, is the table telnet.def.  What the client told
 * about itself (terminal, window, charset) is kept in `terminal`; what MSDP and MSSP say is the owner's. */
#ifndef NET_TELNET_H
#define NET_TELNET_H

#include "net/render.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum telnet_byte {
    TELNET_SE = 0xf0, TELNET_NOP, TELNET_DM, TELNET_BRK, TELNET_IP, TELNET_AO, TELNET_AYT, TELNET_EC,
    TELNET_EL, TELNET_GA, TELNET_SB, TELNET_WILL, TELNET_WONT, TELNET_DO, TELNET_DONT, TELNET_IAC,
};

enum telnet_number {
#define OPTION(number, name, we, they, when, changed, content) TELNET_##name = number,
#include "net/telnet.def"
#undef OPTION
};

enum telnet_row {
#define OPTION(number, name, we, they, when, changed, content) TELNET_ROW_##name,
#include "net/telnet.def"
#undef OPTION
    TELNET_ROWS
};

/* One side of one option, by RFC 1143.  OPPOSITE: a request is out, and we already want the reverse. */
enum telnet_side {
    SIDE_NO, SIDE_YES, SIDE_WANTNO, SIDE_WANTNO_OPPOSITE, SIDE_WANTYES, SIDE_WANTYES_OPPOSITE, SIDES
};

enum telnet_mtts {
    MTTS_ANSI = 1, MTTS_VT100 = 2, MTTS_UTF8 = 4, MTTS_256_COLOURS = 8, MTTS_SCREEN_READER = 64,
    MTTS_PROXY = 128, MTTS_TRUECOLOUR = 256, MTTS_MNES = 512, MTTS_LINKS = 1024,
};

enum { TERMINAL_NAME_SIZE = 41 };

/* What the client says it is.  All of it is a stranger's word. */
struct terminal {
    struct look look;                       /* its colours, charset and width; asked for with every text */
    unsigned    answers;
    unsigned    mtts;                       /* enum telnet_mtts; 0 until told */
    unsigned    height;
    char        client[TERMINAL_NAME_SIZE]; /* the first answer: its name, or its terminal */
    char        last[TERMINAL_NAME_SIZE];   /* the latest answer */
};

struct telnet_calls {
    bool (*data)(void *owner, uint8_t byte);       /* a byte that is no telnet; false: no more for now */
    /* As many plain characters (' ' to '~') as these begin with and it likes, in one go; gives how many. The rest come as data. */
    size_t (*text)(void *owner, const uint8_t *bytes, size_t length);
    void (*send)(void *owner, const void *bytes, size_t length); /* telnet for the client, as it is */
    void (*problem)(void *owner);                  /* something malformed came; it was skipped */
    void (*msdp_begun)(void *owner);               /* agreed on: greet it */
    void (*msdp)(void *owner, const uint8_t *content, size_t length);
    void (*mssp)(void *owner);                     /* it wants the table */
};

struct telnet {
    const struct telnet_calls *calls;
    void    *owner;
    uint32_t content_max;              /* longest subnegotiation kept */

    uint8_t  state;                    /* of the parser, see telnet.c */
    uint8_t  command;                  /* WILL .. DONT whose option byte is still to come */
    uint8_t  option;                   /* of the subnegotiation under way */
    bool     content_skipped;          /* not agreed, or too long */
    uint8_t *content;                  /* NULL outside subnegotiations */
    uint32_t content_length, content_room;

    uint8_t  we[TELNET_ROWS], they[TELNET_ROWS]; /* enum telnet_side */
    unsigned answers_left;             /* negotiations still answered: ends loops with broken clients */
    bool     offered;                  /* the offers AFTER_TTYPE are out */
    bool     charset_asked;            /* our REQUEST waits for its answer */
    bool     msdp;                     /* agreed on */
    bool     mxp;                      /* agreed on, and in locked mode */
    bool     mxp_offered;              /* the other way round, since the client said no */
    bool     client_echo;              /* the client itself asked us to echo */
    bool     secret;                   /* a password is being typed */
    bool     echo_revoked;             /* WONT ECHO went out before our WILL was answered */

    struct terminal terminal;
};

void telnet_begin(struct telnet *telnet, const struct telnet_calls *calls, void *owner, uint32_t content_max);
void telnet_end(struct telnet *telnet);
/* Sends what is offered at connect. */
void telnet_offer(struct telnet *telnet);
/* Takes bytes as they came, split anywhere. Gives how many: less than all when `data` said enough. */
size_t telnet_take(struct telnet *telnet, const uint8_t *bytes, size_t length);

/* A subnegotiation of ours, of any bytes: 0xff is doubled. */
void telnet_send_content(struct telnet *telnet, uint8_t option, const void *content, size_t length);
/* True when the client has said what it is, or that it will not: no better answer is to come. */
bool telnet_terminal_known(const struct telnet *telnet);
/* True when it is willing to play sounds told in the text. */
bool telnet_hears_sounds(const struct telnet *telnet);

/* A password is asked for, or no more: the client shall not show what is typed. */
void telnet_secret(struct telnet *telnet, bool secret);
/* True when the client leaves showing its input to us: then its Enter was not shown either. */
bool telnet_input_hidden(const struct telnet *telnet);
/* True when we have to show its input: the client asked for it and no password is being typed. */
bool telnet_must_echo(const struct telnet *telnet);

#endif
