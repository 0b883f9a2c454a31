/* net/telnet.c -- the parser, the Q method, and the options of telnet.def.
 *
 * Called by the owner of the struct (a net thread, a test, a fuzzer).  Every sequence is built with an
 * explicit length: option bytes can be 0.  Lines and characters are lines.c's affair. */
#include "net/telnet.h"

#include "core/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum parser_state {
    IN_DATA, AFTER_IAC, AFTER_COMMAND, AFTER_SB, IN_CONTENT, IN_CONTENT_AFTER_IAC,
};

enum policy { REFUSE, AGREE, OFFER };
enum phase { NEVER, AT_CONNECT, AFTER_TTYPE };

/* More negotiations than any honest client starts in a life; each option and side a few times over. */
enum { ANSWERS_MAX = 2000, TERMINAL_ANSWERS_MAX = 5, CONTENT_ROOM_FIRST = 64 };

typedef void option_changed(struct telnet *telnet, bool on);
typedef void option_content(struct telnet *telnet, const uint8_t *content, size_t length);

struct option_row {
    uint8_t         number;
    uint8_t         we, they;      /* enum policy */
    uint8_t         when;          /* enum phase */
    option_changed *changed;
    option_content *content;
};

static option_changed changed_none, changed_echo, changed_terminal, changed_charset, changed_msdp, changed_mssp, changed_mxp;
static option_content content_none, content_terminal, content_window, content_charset, content_msdp;

static const struct option_row options[TELNET_ROWS] = {
#define OPTION(number, name, we, they, when, changed, content) {number, we, they, when, changed, content},
#include "net/telnet.def"
#undef OPTION
};

/* -- the Q method: one table for both sides of every option */

enum side_event { PEER_ON, PEER_ON_UNWELCOME, PEER_OFF, WE_WANT, WE_WANT_NOT, SIDE_EVENTS };
enum side_answer { SAY_NOTHING, SAY_ON, SAY_OFF };

struct side_step {
    uint8_t next;     /* enum telnet_side */
    uint8_t answer;   /* enum side_answer */
};

/* RFC 1143, section 7.  A peer that says "on" while we wait for "off" is wrong; it is taken as "off". */
static const struct side_step side_steps[SIDES][SIDE_EVENTS] = {
    [SIDE_NO] = {
        [PEER_ON]           = {SIDE_YES,              SAY_ON},
        [PEER_ON_UNWELCOME] = {SIDE_NO,               SAY_OFF},
        [PEER_OFF]          = {SIDE_NO,               SAY_NOTHING},
        [WE_WANT]           = {SIDE_WANTYES,          SAY_ON},
        [WE_WANT_NOT]       = {SIDE_NO,               SAY_NOTHING},
    },
    [SIDE_YES] = {
        [PEER_ON]           = {SIDE_YES,              SAY_NOTHING},
        [PEER_ON_UNWELCOME] = {SIDE_YES,              SAY_NOTHING},
        [PEER_OFF]          = {SIDE_NO,               SAY_OFF},
        [WE_WANT]           = {SIDE_YES,              SAY_NOTHING},
        [WE_WANT_NOT]       = {SIDE_WANTNO,           SAY_OFF},
    },
    [SIDE_WANTNO] = {
        [PEER_ON]           = {SIDE_NO,               SAY_NOTHING},
        [PEER_ON_UNWELCOME] = {SIDE_NO,               SAY_NOTHING},
        [PEER_OFF]          = {SIDE_NO,               SAY_NOTHING},
        [WE_WANT]           = {SIDE_WANTNO_OPPOSITE,  SAY_NOTHING},
        [WE_WANT_NOT]       = {SIDE_WANTNO,           SAY_NOTHING},
    },
    [SIDE_WANTNO_OPPOSITE] = {
        [PEER_ON]           = {SIDE_YES,              SAY_NOTHING},
        [PEER_ON_UNWELCOME] = {SIDE_YES,              SAY_NOTHING},
        [PEER_OFF]          = {SIDE_WANTYES,          SAY_ON},
        [WE_WANT]           = {SIDE_WANTNO_OPPOSITE,  SAY_NOTHING},
        [WE_WANT_NOT]       = {SIDE_WANTNO,           SAY_NOTHING},
    },
    [SIDE_WANTYES] = {
        [PEER_ON]           = {SIDE_YES,              SAY_NOTHING},
        [PEER_ON_UNWELCOME] = {SIDE_YES,              SAY_NOTHING},
        [PEER_OFF]          = {SIDE_NO,               SAY_NOTHING},
        [WE_WANT]           = {SIDE_WANTYES,          SAY_NOTHING},
        [WE_WANT_NOT]       = {SIDE_WANTYES_OPPOSITE, SAY_NOTHING},
    },
    [SIDE_WANTYES_OPPOSITE] = {
        [PEER_ON]           = {SIDE_WANTNO,           SAY_OFF},
        [PEER_ON_UNWELCOME] = {SIDE_WANTNO,           SAY_OFF},
        [PEER_OFF]          = {SIDE_NO,               SAY_NOTHING},
        [WE_WANT]           = {SIDE_WANTYES,          SAY_NOTHING},
        [WE_WANT_NOT]       = {SIDE_WANTYES_OPPOSITE, SAY_NOTHING},
    },
};

static void send_command(struct telnet *telnet, uint8_t command, uint8_t option)
{
    const uint8_t bytes[3] = {TELNET_IAC, command, option};
    telnet->calls->send(telnet->owner, bytes, sizeof bytes);
}

/* Our side is spoken of with WILL and WONT, theirs with DO and DONT. */
static void say(struct telnet *telnet, bool ours, enum side_answer answer, uint8_t option)
{
    if (answer == SAY_NOTHING) {
        return;
    }
    if (telnet->answers_left == 0) {
        telnet->calls->problem(telnet->owner);
        return;
    }
    telnet->answers_left--;
    uint8_t on = ours ? TELNET_WILL : TELNET_DO;
    uint8_t off = ours ? TELNET_WONT : TELNET_DONT;
    send_command(telnet, answer == SAY_ON ? on : off, option);
}

static void side_step(struct telnet *telnet, unsigned row, bool ours, enum side_event event)
{
    uint8_t *side = ours ? &telnet->we[row] : &telnet->they[row];
    const struct side_step *step = &side_steps[*side][event];
    bool was_on = *side == SIDE_YES;
    bool awaited = *side == SIDE_WANTYES;
    *side = step->next;
    say(telnet, ours, step->answer, options[row].number);
    bool on = *side == SIDE_YES;
    /* A refusal of what we asked for is news as well: the terminal's "no" lets the later offers out. */
    if (was_on != on || (awaited && *side == SIDE_NO)) {
        options[row].changed(telnet, on);
    }
}

static int row_find(uint8_t number)
{
    for (int row = 0; row < TELNET_ROWS; row++) {
        if (options[row].number == number) {
            return row;
        }
    }
    return -1;
}

static void offer(struct telnet *telnet, enum phase when)
{
    for (unsigned row = 0; row < TELNET_ROWS; row++) {
        if (options[row].when != when) {
            continue;
        }
        if (options[row].they == OFFER) {
            side_step(telnet, row, false, WE_WANT);
        }
        if (options[row].we == OFFER) {
            side_step(telnet, row, true, WE_WANT);
        }
    }
}

/* -- ECHO */

static void changed_none(struct telnet *telnet, bool on)
{
    (void)telnet;
    (void)on;
}

static void changed_echo(struct telnet *telnet, bool on)
{
    /* On without a password being typed: the client asked for it itself. */
    telnet->client_echo = on && !telnet->secret;
}

/* WONT ECHO at once, though our WILL is not answered yet: a client that hides passwords but never
 * answers would hide everything from then on.  Bytes keep their order, so one that does answer sees
 * WILL, WONT and says DO, DONT; its DO then only makes us wait for the DONT. */
static void echo_revoke(struct telnet *telnet)
{
    telnet->we[TELNET_ROW_ECHO] = SIDE_WANTYES_OPPOSITE;
    telnet->echo_revoked = true;
    say(telnet, true, SAY_OFF, TELNET_ECHO);
}

static void echo_restore(struct telnet *telnet)
{
    telnet->we[TELNET_ROW_ECHO] = SIDE_WANTYES;
    telnet->echo_revoked = false;
    say(telnet, true, SAY_ON, TELNET_ECHO);
}

void telnet_secret(struct telnet *telnet, bool secret)
{
    if (telnet->secret == secret) {
        return;
    }
    telnet->secret = secret;
    uint8_t side = telnet->we[TELNET_ROW_ECHO];
    if (secret && telnet->echo_revoked) {
        echo_restore(telnet);
    } else if (secret) {
        side_step(telnet, TELNET_ROW_ECHO, true, WE_WANT);
    } else if (side == SIDE_WANTYES) {
        echo_revoke(telnet);
    } else if (!telnet->client_echo) {
        side_step(telnet, TELNET_ROW_ECHO, true, WE_WANT_NOT);
    }
}

bool telnet_input_hidden(const struct telnet *telnet)
{
    uint8_t side = telnet->we[TELNET_ROW_ECHO];
    return side == SIDE_YES || side == SIDE_WANTYES;
}

bool telnet_must_echo(const struct telnet *telnet)
{
    return telnet->client_echo && !telnet->secret && telnet->we[TELNET_ROW_ECHO] == SIDE_YES;
}

/* -- subnegotiations, sent and received */

static void content_none(struct telnet *telnet, const uint8_t *content, size_t length)
{
    (void)telnet;
    (void)content;
    (void)length;
}

void telnet_send_content(struct telnet *telnet, uint8_t option, const void *content, size_t length)
{
    struct bytes_writer writer = {0};
    const uint8_t *bytes = content, begin[3] = {TELNET_IAC, TELNET_SB, option}, end[2] = {TELNET_IAC, TELNET_SE};
    put_bytes(&writer, begin, sizeof begin);
    for (size_t at = 0; at < length; at++) {
        put_u8(&writer, bytes[at]);
        if (bytes[at] == TELNET_IAC) {
            put_u8(&writer, TELNET_IAC);
        }
    }
    put_bytes(&writer, end, sizeof end);
    telnet->calls->send(telnet->owner, writer.bytes, writer.length);
    bytes_free(&writer);
}

/* -- TTYPE (RFC 1091) and MTTS */

enum { TERMINAL_IS = 0, TERMINAL_SEND = 1 };

static void terminal_ask(struct telnet *telnet)
{
    telnet_send_content(telnet, TELNET_TTYPE, (const uint8_t[]){TERMINAL_SEND}, 1);
}

static void changed_terminal(struct telnet *telnet, bool on)
{
    if (on && telnet->terminal.answers == 0) {
        terminal_ask(telnet);
    }
    if (!telnet->offered) {
        telnet->offered = true;
        offer(telnet, AFTER_TTYPE);
    }
}

static bool ends_with(const char *string, const char *end)
{
    size_t length = strlen(string), end_length = strlen(end);
    return length >= end_length && strcasecmp(string + length - end_length, end) == 0;
}

static enum colours mtts_colours(unsigned mtts)
{
    return mtts & MTTS_TRUECOLOUR    ? COLOURS_TRUE
           : mtts & MTTS_256_COLOURS ? COLOURS_256
           : mtts & MTTS_ANSI        ? COLOURS_16
                                     : COLOURS_NONE;
}

static void terminal_learn(struct terminal *terminal, const char *answer)
{
    struct look *look = &terminal->look;
    if (strncasecmp(answer, "MTTS ", 5) == 0) {
        terminal->mtts = (unsigned)strtoul(answer + 5, NULL, 10) & 0xffff;
        look->colours = (uint8_t)mtts_colours(terminal->mtts);
        if (terminal->mtts & MTTS_UTF8) {
            look->charset = CHARSET_UTF8;
        }
    } else if (strcasecmp(answer, "DUMB") == 0) {
        look->colours = COLOURS_NONE;
    } else if (ends_with(answer, "-TRUECOLOR")) {
        look->colours = COLOURS_TRUE;
    } else if (ends_with(answer, "-256COLOR")) {
        look->colours = COLOURS_256;
    }
}

/* Stop at the same answer twice, at the first one again, at a first "ANSI" (Windows telnet locks up when
 * it is asked on), and after five in any case. */
static bool terminal_wants_more(const struct terminal *terminal, const char *answer)
{
    if (terminal->answers == 1) {
        return strcasecmp(answer, "ANSI") != 0;
    }
    return terminal->answers < TERMINAL_ANSWERS_MAX && strcasecmp(answer, terminal->last) != 0 &&
           strcasecmp(answer, terminal->client) != 0;
}

static void content_terminal(struct telnet *telnet, const uint8_t *content, size_t length)
{
    struct terminal *terminal = &telnet->terminal;
    if (length < 1 || content[0] != TERMINAL_IS || length >= TERMINAL_NAME_SIZE) {
        telnet->calls->problem(telnet->owner);
        return;
    }
    if (terminal->answers >= TERMINAL_ANSWERS_MAX) {
        return;
    }
    char answer[TERMINAL_NAME_SIZE];
    size_t kept = 0;
    for (size_t i = 1; i < length; i++) {
        if (content[i] > ' ' - 1 && content[i] < 0x7f) {
            answer[kept++] = (char)content[i];
        }
    }
    answer[kept] = '\0';
    terminal->answers++;
    if (terminal->answers == 1) {
        memcpy(terminal->client, answer, kept + 1);
    }
    bool more = terminal_wants_more(terminal, answer);
    memcpy(terminal->last, answer, kept + 1);
    terminal_learn(terminal, answer);
    if (more) {
        terminal_ask(telnet);
    } else {
        terminal->answers = TERMINAL_ANSWERS_MAX; /* answers nobody asked for are not news */
    }
}

bool telnet_terminal_known(const struct telnet *telnet)
{
    bool refused = telnet->offered && telnet->they[TELNET_ROW_TTYPE] == SIDE_NO;
    return refused || telnet->terminal.mtts != 0 || telnet->terminal.answers >= TERMINAL_ANSWERS_MAX;
}

/* -- NAWS (RFC 1073) */

static void content_window(struct telnet *telnet, const uint8_t *content, size_t length)
{
    if (length != 4) {
        telnet->calls->problem(telnet->owner);
        return;
    }
    unsigned width = (unsigned)content[0] << 8 | content[1];
    if (width != 0) {
        width = width < LOOK_WIDTH_MIN ? LOOK_WIDTH_MIN : width > LOOK_WIDTH_MAX ? LOOK_WIDTH_MAX : width;
    }
    telnet->terminal.look.width = (uint16_t)width;
    telnet->terminal.height = (unsigned)content[2] << 8 | content[3];
}

/* -- CHARSET (RFC 2066); we ask though we said DO, as clients of this game are used to */

enum {
    CHARSET_REQUEST = 1, CHARSET_ACCEPTED, CHARSET_REJECTED, CHARSET_TTABLE_IS, CHARSET_TTABLE_REJECTED,
};

/* Best first. */
static const struct charset_name {
    const char  *name;
    enum charset charset;
} charset_names[] = {
    {"UTF-8", CHARSET_UTF8},
    {"US-ASCII", CHARSET_ASCII},
    {"ASCII", CHARSET_ASCII},
    {"ANSI_X3.4-1968", CHARSET_ASCII},
    {"ISO-8859-1", CHARSET_LATIN1},
    {"LATIN1", CHARSET_LATIN1},
};
enum { CHARSET_NAMES = sizeof charset_names / sizeof charset_names[0] };

static const struct charset_name *charset_find(const uint8_t *name, size_t length)
{
    for (unsigned i = 0; i < CHARSET_NAMES; i++) {
        if (strlen(charset_names[i].name) == length &&
            strncasecmp(charset_names[i].name, (const char *)name, length) == 0) {
            return &charset_names[i];
        }
    }
    return NULL;
}

static void changed_charset(struct telnet *telnet, bool on)
{
    telnet->charset_asked = on;
    if (on) {
        static const char request[] = "\001 UTF-8";
        telnet_send_content(telnet, TELNET_CHARSET, request, sizeof request - 1);
    }
}

/* Their list: separator, name, separator, name ...  Gives the best name we know; NULL for none. */
static const struct charset_name *charset_choose(const uint8_t *list, size_t length)
{
    static const char table_mark[] = "[TTABLE]";
    size_t mark_length = sizeof table_mark - 1;
    if (length > mark_length && memcmp(list, table_mark, mark_length) == 0) {
        list += mark_length + 1; /* and the version byte */
        length -= mark_length + 1;
    }
    const struct charset_name *best = NULL;
    for (size_t at = 1; at < length;) {
        const uint8_t *end = memchr(list + at, list[0], length - at);
        size_t name_length = end == NULL ? length - at : (size_t)(end - (list + at));
        const struct charset_name *found = charset_find(list + at, name_length);
        if (found != NULL && (best == NULL || found < best)) {
            best = found;
        }
        at += name_length + 1;
    }
    return best;
}

static void charset_answer(struct telnet *telnet, const uint8_t *list, size_t length)
{
    const struct charset_name *best = telnet->charset_asked ? NULL : charset_choose(list, length);
    if (best == NULL) { /* also when the requests crossed: ours goes first */
        telnet_send_content(telnet, TELNET_CHARSET, (const uint8_t[]){CHARSET_REJECTED}, 1);
        return;
    }
    telnet->terminal.look.charset = (uint8_t)best->charset;
    uint8_t answer[32] = {CHARSET_ACCEPTED};
    size_t name_length = strlen(best->name);
    memcpy(answer + 1, best->name, name_length);
    telnet_send_content(telnet, TELNET_CHARSET, answer, name_length + 1);
}

static void content_charset(struct telnet *telnet, const uint8_t *content, size_t length)
{
    struct terminal *terminal = &telnet->terminal;
    switch (length == 0 ? 0 : content[0]) {
    case CHARSET_REQUEST:
        charset_answer(telnet, content + 1, length - 1);
        break;
    case CHARSET_ACCEPTED: /* we asked for UTF-8 only; a proxy's broken name means nothing */
        if (telnet->charset_asked && charset_find(content + 1, length - 1) == &charset_names[0]) {
            terminal->look.charset = CHARSET_UTF8;
        }
        telnet->charset_asked = false;
        break;
    case CHARSET_REJECTED:
        if (telnet->charset_asked && !(terminal->mtts & MTTS_UTF8)) {
            terminal->look.charset = CHARSET_ASCII;
        }
        telnet->charset_asked = false;
        break;
    case CHARSET_TTABLE_IS:
        telnet_send_content(telnet, TELNET_CHARSET, (const uint8_t[]){CHARSET_TTABLE_REJECTED}, 1);
        break;
    default:
        telnet->calls->problem(telnet->owner);
    }
}

/* -- MSDP, MSSP: what they say is not telnet's affair */

/* A client may ask for it by WILL as well as agree by DO; either side will do, and the second changes nothing. */
static void changed_msdp(struct telnet *telnet, bool on)
{
    (void)on;
    bool before = telnet->msdp;
    telnet->msdp = telnet->we[TELNET_ROW_MSDP] == SIDE_YES || telnet->they[TELNET_ROW_MSDP] == SIDE_YES;
    if (telnet->msdp && !before) {
        telnet->calls->msdp_begun(telnet->owner);
    }
}

static void content_msdp(struct telnet *telnet, const uint8_t *content, size_t length)
{
    telnet->calls->msdp(telnet->owner, content, length);
}

static void changed_mssp(struct telnet *telnet, bool on)
{
    if (on) {
        telnet->calls->mssp(telnet->owner);
    }
}

/* -- MSP, MXP */

bool telnet_hears_sounds(const struct telnet *telnet)
{
    return telnet->we[TELNET_ROW_MSP] == SIDE_YES;
}

/* Begun by whichever side agrees first: an empty subnegotiation, then locked mode for good, in which nothing
 * that anybody says is read as a tag.  A client that says no to DO is asked the other way round, once. */
static void changed_mxp(struct telnet *telnet, bool on)
{
    static const char locked[] = "\033[7z";
    bool before = telnet->mxp;
    telnet->mxp = telnet->we[TELNET_ROW_MXP] == SIDE_YES || telnet->they[TELNET_ROW_MXP] == SIDE_YES;
    if (telnet->mxp && !before) {
        telnet_send_content(telnet, TELNET_MXP, "", 0);
        telnet->calls->send(telnet->owner, locked, sizeof locked - 1);
    } else if (!on && !before && !telnet->mxp_offered) {
        telnet->mxp_offered = true;
        side_step(telnet, TELNET_ROW_MXP, true, WE_WANT);
    }
}

/* -- the parser */

static void negotiate(struct telnet *telnet, uint8_t command, uint8_t number)
{
    bool ours = command == TELNET_DO || command == TELNET_DONT;
    bool on = command == TELNET_DO || command == TELNET_WILL;
    int row = row_find(number);
    if (row < 0) {
        say(telnet, ours, on ? SAY_OFF : SAY_NOTHING, number);
        return;
    }
    if (row == TELNET_ROW_ECHO && ours && telnet->echo_revoked) {
        /* The answer to a WILL that was taken back already: what follows is the answer to the WONT. */
        telnet->echo_revoked = false;
        telnet->we[row] = on ? SIDE_WANTNO : SIDE_NO;
        return;
    }
    enum policy policy = ours ? options[row].we : options[row].they;
    side_step(telnet, (unsigned)row, ours, !on ? PEER_OFF : policy == REFUSE ? PEER_ON_UNWELCOME : PEER_ON);
}

static void content_begin(struct telnet *telnet, uint8_t number)
{
    int row = row_find(number);
    telnet->option = number;
    telnet->content_length = 0;
    telnet->content_skipped = row < 0 || (telnet->we[row] != SIDE_YES && telnet->they[row] != SIDE_YES);
    if (telnet->content_skipped) {
        telnet->calls->problem(telnet->owner);
    }
}

static void content_add(struct telnet *telnet, uint8_t byte)
{
    if (telnet->content_skipped) {
        return;
    }
    if (telnet->content_length == telnet->content_max) {
        telnet->content_skipped = true;
        telnet->calls->problem(telnet->owner);
        return;
    }
    if (telnet->content_length == telnet->content_room) {
        telnet->content_room = telnet->content_room == 0 ? CONTENT_ROOM_FIRST : telnet->content_room * 2;
        telnet->content = memory_resize(telnet->content, telnet->content_room);
    }
    telnet->content[telnet->content_length++] = byte;
}

static void content_drop(struct telnet *telnet)
{
    memory_free(telnet->content);
    telnet->content = NULL;
    telnet->content_length = telnet->content_room = 0;
}

static void content_done(struct telnet *telnet)
{
    if (!telnet->content_skipped) {
        options[row_find(telnet->option)].content(telnet, telnet->content, telnet->content_length);
    }
    content_drop(telnet);
}

/* The byte behind an IAC outside a subnegotiation.  False: `data` had enough. */
static bool take_command(struct telnet *telnet, uint8_t byte)
{
    static const char present[] = "\r\n[Yes]\r\n";
    telnet->state = IN_DATA;
    switch (byte) {
    case TELNET_WILL: case TELNET_WONT: case TELNET_DO: case TELNET_DONT:
        telnet->command = byte;
        telnet->state = AFTER_COMMAND;
        return true;
    case TELNET_SB:
        telnet->state = AFTER_SB;
        return true;
    case TELNET_IAC:
        return telnet->calls->data(telnet->owner, byte);
    case TELNET_EC:
        return telnet->calls->data(telnet->owner, '\b');
    case TELNET_AYT:
        telnet->calls->send(telnet->owner, present, sizeof present - 1);
        return true;
    case TELNET_NOP: case TELNET_DM: case TELNET_BRK: case TELNET_IP: case TELNET_AO: case TELNET_EL: case TELNET_GA:
        return true;
    default:
        telnet->calls->problem(telnet->owner);
        return true;
    }
}

static bool take_content_command(struct telnet *telnet, uint8_t byte)
{
    if (byte == TELNET_IAC) {
        telnet->state = IN_CONTENT;
        content_add(telnet, byte);
        return true;
    }
    if (byte == TELNET_SE) {
        telnet->state = IN_DATA;
        content_done(telnet);
        return true;
    }
    /* Broken off: what was said so far is void, what breaks it counts. */
    telnet->calls->problem(telnet->owner);
    content_drop(telnet);
    return take_command(telnet, byte);
}

static bool take_byte(struct telnet *telnet, uint8_t byte)
{
    switch (telnet->state) {
    case IN_DATA:
        if (byte == TELNET_IAC) {
            telnet->state = AFTER_IAC;
            return true;
        }
        return telnet->calls->data(telnet->owner, byte);
    case AFTER_IAC:
        return take_command(telnet, byte);
    case AFTER_COMMAND:
        telnet->state = IN_DATA;
        negotiate(telnet, telnet->command, byte);
        return true;
    case AFTER_SB:
        telnet->state = IN_CONTENT;
        content_begin(telnet, byte);
        return true;
    case IN_CONTENT:
        if (byte == TELNET_IAC) {
            telnet->state = IN_CONTENT_AFTER_IAC;
        } else {
            content_add(telnet, byte);
        }
        return true;
    default:
        assert(telnet->state == IN_CONTENT_AFTER_IAC);
        return take_content_command(telnet, byte);
    }
}

size_t telnet_take(struct telnet *telnet, const uint8_t *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t text = telnet->state == IN_DATA ? telnet->calls->text(telnet->owner, bytes + at, length - at) : 0;
        at += text;
        if (text == 0 && !take_byte(telnet, bytes[at++])) {
            break;
        }
    }
    return at;
}

void telnet_begin(struct telnet *telnet, const struct telnet_calls *calls, void *owner, uint32_t content_max)
{
    *telnet = (struct telnet){
        .calls = calls,
        .owner = owner,
        .content_max = content_max,
        .answers_left = ANSWERS_MAX,
        .terminal.look = {.colours = COLOURS_16, .charset = CHARSET_UTF8},
    };
}

void telnet_end(struct telnet *telnet)
{
    content_drop(telnet);
}

void telnet_offer(struct telnet *telnet)
{
    offer(telnet, AT_CONNECT);
}
