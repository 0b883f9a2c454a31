/* tests/net/test_telnet.c -- what goes out for what comes in, however it is split. */
#include "net/telnet.h"

#include "core/dice.h"
#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { KEPT_MAX = 65536, TEXT_MOST = 3, CONTENT_MAX = 256 };

/* A connection whose two directions are kept. */
struct wire {
    struct telnet telnet;
    uint8_t  data[KEPT_MAX], sent[KEPT_MAX];
    size_t   data_length, sent_length;
    unsigned problems, begun, tables, said;
    uint8_t  msdp[CONTENT_MAX];
    size_t   msdp_length;
};

static bool on_data(void *owner, uint8_t byte)
{
    struct wire *wire = owner;
    assert_true(wire->data_length < KEPT_MAX);
    wire->data[wire->data_length++] = byte;
    return true;
}

/* Some of them: the rest must come as data. */
static size_t on_text(void *owner, const uint8_t *bytes, size_t length)
{
    size_t count = 0;
    while (count < length && count < TEXT_MOST && bytes[count] >= ' ' && bytes[count] <= '~') {
        on_data(owner, bytes[count++]);
    }
    return count;
}

static void on_send(void *owner, const void *bytes, size_t length)
{
    struct wire *wire = owner;
    assert_true(wire->sent_length + length <= KEPT_MAX);
    memcpy(wire->sent + wire->sent_length, bytes, length);
    wire->sent_length += length;
}

static void on_problem(void *owner)
{
    ((struct wire *)owner)->problems++;
}

static void on_msdp_begun(void *owner)
{
    ((struct wire *)owner)->begun++;
}

static void on_msdp(void *owner, const uint8_t *content, size_t length)
{
    struct wire *wire = owner;
    memcpy(wire->msdp, content, length);
    wire->msdp_length = length;
    wire->said++;
}

static void on_mssp(void *owner)
{
    ((struct wire *)owner)->tables++;
}

static const struct telnet_calls calls = {on_data, on_text, on_send, on_problem, on_msdp_begun, on_msdp, on_mssp};

static struct wire *wire_new(void)
{
    struct wire *wire = memory_get(sizeof *wire);
    telnet_begin(&wire->telnet, &calls, wire, CONTENT_MAX);
    return wire;
}

static void wire_free(struct wire *wire)
{
    telnet_end(&wire->telnet);
    memory_free(wire);
}

static void feed(struct wire *wire, const void *bytes, size_t length)
{
    assert_int_equal(telnet_take(&wire->telnet, bytes, length), length);
}

/* What went out since the last look. */
static void expect_sent(struct wire *wire, const void *bytes, size_t length)
{
    assert_int_equal(wire->sent_length, length);
    assert_memory_equal(wire->sent, bytes, length);
    wire->sent_length = 0;
}

static void expect_data(struct wire *wire, const char *bytes, size_t length)
{
    assert_int_equal(wire->data_length, length);
    assert_memory_equal(wire->data, bytes, length);
    wire->data_length = 0;
}

#define FEED(wire, literal) feed(wire, literal, sizeof(literal) - 1)
#define SENT(wire, literal) expect_sent(wire, literal, sizeof(literal) - 1)
#define DATA(wire, literal) expect_data(wire, literal, sizeof(literal) - 1)

#define DO      "\xff\xfd"
#define DONT    "\xff\xfe"
#define WILL    "\xff\xfb"
#define WONT    "\xff\xfc"
#define SB      "\xff\xfa"
#define SE      "\xff\xf0"
#define ECHO    "\x01"
#define TTYPE   "\x18"
#define NAWS    "\x1f"
#define CHARSET "\x2a"
#define MSDP    "\x45"
#define MSSP    "\x46"
#define MSP     "\x5a"
#define MXP     "\x5b"
#define ATCP    "\xc8"
#define OFFERS          DO NAWS DO CHARSET WILL MSDP WILL MSSP DO ATCP WILL MSP DO MXP
#define MXP_BEGINS      SB MXP SE "\033[7z"
#define TTYPE_SEND      SB TTYPE "\x01" SE
#define TTYPE_IS(text)  SB TTYPE "\x00" text SE
#define CHARSET_REQUEST SB CHARSET "\x01 UTF-8" SE

/* -- the Q method */

enum step { ON, OFF, WANT, WANT_NOT };

/* RFC 1143, row by row, for an option we agree to.  "on" is DO of the client for our side, WILL for its. */
static const struct row {
    enum telnet_side before;
    enum step        step;
    enum telnet_side after;
    int              said;     /* 0 nothing, 1 on, -1 off */
} rows[] = {
    {SIDE_NO,               ON,       SIDE_YES,              1},
    {SIDE_NO,               OFF,      SIDE_NO,               0},
    {SIDE_NO,               WANT,     SIDE_WANTYES,          1},
    {SIDE_NO,               WANT_NOT, SIDE_NO,               0},
    {SIDE_YES,              ON,       SIDE_YES,              0},
    {SIDE_YES,              OFF,      SIDE_NO,              -1},
    {SIDE_YES,              WANT,     SIDE_YES,              0},
    {SIDE_YES,              WANT_NOT, SIDE_WANTNO,          -1},
    {SIDE_WANTNO,           ON,       SIDE_NO,               0},
    {SIDE_WANTNO,           OFF,      SIDE_NO,               0},
    {SIDE_WANTNO,           WANT,     SIDE_WANTNO_OPPOSITE,  0},
    {SIDE_WANTNO,           WANT_NOT, SIDE_WANTNO,           0},
    {SIDE_WANTNO_OPPOSITE,  ON,       SIDE_YES,              0},
    {SIDE_WANTNO_OPPOSITE,  OFF,      SIDE_WANTYES,          1},
    {SIDE_WANTNO_OPPOSITE,  WANT,     SIDE_WANTNO_OPPOSITE,  0},
    {SIDE_WANTNO_OPPOSITE,  WANT_NOT, SIDE_WANTNO,           0},
    {SIDE_WANTYES,          ON,       SIDE_YES,              0},
    {SIDE_WANTYES,          OFF,      SIDE_NO,               0},
    {SIDE_WANTYES,          WANT,     SIDE_WANTYES,          0},
    {SIDE_WANTYES_OPPOSITE, ON,       SIDE_WANTNO,          -1},
    {SIDE_WANTYES_OPPOSITE, OFF,      SIDE_NO,               0},
    {SIDE_WANTYES_OPPOSITE, WANT,     SIDE_WANTYES,          0},
    {SIDE_WANTYES_OPPOSITE, WANT_NOT, SIDE_WANTYES_OPPOSITE, 0},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* Our side, by ECHO: telnet_secret() wants it and wants it no more. */
static void q_method_for_our_side(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROWS; i++) {
        struct wire *wire = wire_new();
        wire->telnet.we[TELNET_ROW_ECHO] = rows[i].before;
        wire->telnet.secret = rows[i].step == WANT_NOT;
        switch (rows[i].step) {
        case ON:       FEED(wire, DO ECHO); break;
        case OFF:      FEED(wire, DONT ECHO); break;
        case WANT:     telnet_secret(&wire->telnet, true); break;
        case WANT_NOT: telnet_secret(&wire->telnet, false); break;
        }
        if (wire->telnet.we[TELNET_ROW_ECHO] != rows[i].after) {
            fail_msg("row %u: side is %u", i, wire->telnet.we[TELNET_ROW_ECHO]);
        }
        expect_sent(wire, rows[i].said > 0 ? WILL ECHO : WONT ECHO, rows[i].said == 0 ? 0 : 3);
        wire_free(wire);
    }
}

/* Their side, by NAWS; wanting is what the answer to DO TTYPE sets off. */
static void q_method_for_their_side(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROWS; i++) {
        if (rows[i].step == WANT_NOT) {
            continue; /* there is no option that we ask of a client and then ask it to stop */
        }
        struct wire *wire = wire_new();
        wire->telnet.they[TELNET_ROW_NAWS] = rows[i].before;
        static const uint8_t settled[] = {TELNET_ROW_CHARSET, TELNET_ROW_MSDP, TELNET_ROW_MSSP, TELNET_ROW_ATCP, TELNET_ROW_MSP,
                                          TELNET_ROW_MXP};
        for (unsigned row = 0; row < sizeof settled; row++) {
            wire->telnet.we[settled[row]] = wire->telnet.they[settled[row]] = SIDE_YES;
        }
        wire->telnet.they[TELNET_ROW_TTYPE] = SIDE_WANTYES;
        switch (rows[i].step) {
        case ON:  FEED(wire, WILL NAWS); break;
        case OFF: FEED(wire, WONT NAWS); break;
        default:  FEED(wire, WONT TTYPE); break;
        }
        assert_int_equal(wire->telnet.they[TELNET_ROW_NAWS], rows[i].after);
        expect_sent(wire, rows[i].said > 0 ? DO NAWS : DONT NAWS, rows[i].said == 0 ? 0 : 3);
        wire_free(wire);
    }
}

static void what_we_do_not_want_is_refused_once_per_request(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    for (unsigned number = 0; number < 256; number++) {
        bool ours = number == TELNET_ECHO || number == TELNET_MSDP || number == TELNET_MSSP || number == TELNET_MSP ||
                    number == TELNET_MXP;
        bool theirs = number == TELNET_TTYPE || number == TELNET_NAWS || number == TELNET_CHARSET || number == TELNET_MSDP ||
                      number == TELNET_ATCP || number == TELNET_MXP;
        uint8_t request[3] = {0xff, TELNET_DO, (uint8_t)number};
        uint8_t answer[3] = {0xff, TELNET_WONT, (uint8_t)number};
        if (!ours) {
            feed(wire, request, 3);
            expect_sent(wire, answer, 3);
        }
        request[1] = TELNET_DONT;
        feed(wire, request, 3);
        expect_sent(wire, "", 0);
        request[1] = TELNET_WILL;
        answer[1] = TELNET_DONT;
        if (!theirs) {
            feed(wire, request, 3);
            expect_sent(wire, answer, 3);
        }
        request[1] = TELNET_WONT;
        feed(wire, request, 3);
        expect_sent(wire, "", 0);
    }
    wire_free(wire);
}

static void a_client_that_argues_for_ever_gets_no_answer_in_the_end(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    for (unsigned i = 0; i < 20000; i++) {
        FEED(wire, DO "\x03" WILL "\x03" WILL NAWS WONT NAWS);
    }
    assert_true(wire->sent_length <= 3 * 2000);
    assert_true(wire->problems > 0);
    wire->sent_length = 0;
    FEED(wire, "look");
    DATA(wire, "look");
    wire_free(wire);
}

/* Clients that answer WILL with WILL, and requests with the same request. */
static void no_loop_with_a_client_that_mirrors(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_offer(&wire->telnet);
    telnet_secret(&wire->telnet, true);
    unsigned rounds = 0;
    while (wire->sent_length > 0 && rounds < 20) {
        uint8_t mirrored[256];
        size_t length = wire->sent_length;
        assert_true(length <= sizeof mirrored);
        memcpy(mirrored, wire->sent, length);
        wire->sent_length = 0;
        feed(wire, mirrored, length);
        rounds++;
    }
    assert_true(rounds < 20);
    wire_free(wire);
}

/* -- the dance at connect */

static void only_ttype_is_asked_at_connect(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_offer(&wire->telnet);
    SENT(wire, DO TTYPE);
    FEED(wire, WILL TTYPE);
    SENT(wire, TTYPE_SEND OFFERS);
    FEED(wire, WILL NAWS);
    SENT(wire, "");
    FEED(wire, WILL CHARSET);
    SENT(wire, CHARSET_REQUEST);
    FEED(wire, WILL TTYPE WILL NAWS WILL CHARSET);
    SENT(wire, "");
    wire_free(wire);
}

static void the_rest_is_asked_of_a_client_without_ttype_too(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_offer(&wire->telnet);
    wire->sent_length = 0;
    FEED(wire, WONT TTYPE);
    SENT(wire, OFFERS);
    FEED(wire, WONT NAWS WONT CHARSET WONT TTYPE DONT MSDP DONT MSSP WONT ATCP DONT MSP);
    SENT(wire, "");
    assert_int_equal(wire->begun + wire->tables, 0);
    wire_free(wire);
}

static struct wire *wire_with_everything(void)
{
    struct wire *wire = wire_new();
    telnet_offer(&wire->telnet);
    FEED(wire, WILL TTYPE WILL NAWS WILL CHARSET);
    wire->sent_length = 0;
    return wire;
}

static void ttype_goes_on_until_an_answer_repeats(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, TTYPE_IS("MUDLET"));
    SENT(wire, TTYPE_SEND);
    FEED(wire, TTYPE_IS("ANSI-256COLOR"));
    SENT(wire, TTYPE_SEND);
    FEED(wire, TTYPE_IS("MTTS 2349"));
    SENT(wire, TTYPE_SEND);
    FEED(wire, TTYPE_IS("MTTS 2349"));
    SENT(wire, "");
    assert_string_equal(wire->telnet.terminal.client, "MUDLET");
    assert_int_equal(wire->telnet.terminal.mtts, 2349);
    assert_true(wire->telnet.terminal.mtts & MTTS_256_COLOURS);
    assert_false(wire->telnet.terminal.mtts & MTTS_SCREEN_READER);
    assert_int_equal(wire->telnet.terminal.look.colours, COLOURS_TRUE);
    FEED(wire, TTYPE_IS("MTTS 0"));
    assert_int_equal(wire->telnet.terminal.mtts, 2349);
    wire_free(wire);
}

static void ttype_stops_early_where_it_has_to(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, TTYPE_IS("ANSI")); /* Windows telnet locks up when asked on */
    SENT(wire, "");
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, TTYPE_IS("VT100") TTYPE_IS("VT100"));
    SENT(wire, TTYPE_SEND);
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, TTYPE_IS("A") TTYPE_IS("B") TTYPE_IS("A"));
    SENT(wire, TTYPE_SEND TTYPE_SEND);
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, TTYPE_IS("A") TTYPE_IS("B") TTYPE_IS("C") TTYPE_IS("D") TTYPE_IS("E") TTYPE_IS("F"));
    SENT(wire, TTYPE_SEND TTYPE_SEND TTYPE_SEND TTYPE_SEND);
    wire_free(wire);
}

static void a_terminal_without_colours_gets_none(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, TTYPE_IS("OLDCLIENT") TTYPE_IS("DUMB"));
    assert_int_equal(wire->telnet.terminal.look.colours, COLOURS_NONE);
    FEED(wire, TTYPE_IS("MTTS 69"));
    assert_int_equal(wire->telnet.terminal.look.colours, COLOURS_16);
    assert_true(wire->telnet.terminal.mtts & MTTS_SCREEN_READER);
    wire_free(wire);
}

static void a_terminal_name_is_a_strangers_word(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    char name[CONTENT_MAX];
    memset(name, 'X', sizeof name);
    memcpy(name, SB TTYPE "\x00", 4);
    feed(wire, name, 4 + 100);
    FEED(wire, SE);
    assert_int_equal(wire->problems, 1);
    assert_string_equal(wire->telnet.terminal.client, "");
    FEED(wire, TTYPE_IS("a\x1b[31m\nb"));
    assert_string_equal(wire->telnet.terminal.client, "a[31mb");
    FEED(wire, SB TTYPE SE SB TTYPE "\x01" SE);
    assert_int_equal(wire->problems, 3);
    wire_free(wire);
}

static void the_window_is_clamped(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    struct look *look = &wire->telnet.terminal.look;
    FEED(wire, SB NAWS "\x00\x50\x00\x18" SE);
    assert_int_equal(look->width, 80);
    assert_int_equal(wire->telnet.terminal.height, 24);
    FEED(wire, SB NAWS "\x00\xff\xff\x00\xff\xff" SE); /* 255 by 255: each FF twice */
    assert_int_equal(look->width, 255);
    assert_int_equal(wire->telnet.terminal.height, 255);
    FEED(wire, SB NAWS "\x00\x01\x00\x18" SE);
    assert_int_equal(look->width, 20);
    FEED(wire, SB NAWS "\x7f\x00\x00\x18" SE);
    assert_int_equal(look->width, 500);
    FEED(wire, SB NAWS "\x00\x00\x00\x00" SE);
    assert_int_equal(look->width, 0);
    assert_int_equal(wire->problems, 0);
    FEED(wire, SB NAWS "\x00\x50\x00" SE SB NAWS "\x00\x50\x00\x18\x00" SE);
    assert_int_equal(wire->problems, 2);
    assert_int_equal(look->width, 0);
    wire_free(wire);
}

static void charset_is_what_the_client_agrees_to(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    uint8_t *charset = &wire->telnet.terminal.look.charset;
    assert_int_equal(*charset, CHARSET_UTF8);
    FEED(wire, SB CHARSET "\x01;UTF-8" SE); /* crosses ours: rejected, and ours still waits */
    SENT(wire, SB CHARSET "\x03" SE);
    FEED(wire, SB CHARSET "\x03" SE);
    assert_int_equal(*charset, CHARSET_ASCII);
    FEED(wire, SB CHARSET "\x01;KOI8-R;iso-8859-1" SE);
    SENT(wire, SB CHARSET "\x02ISO-8859-1" SE);
    assert_int_equal(*charset, CHARSET_LATIN1);
    FEED(wire, SB CHARSET "\x01[TTABLE]\x01 ISO-8859-1 utf-8" SE);
    SENT(wire, SB CHARSET "\x02UTF-8" SE);
    assert_int_equal(*charset, CHARSET_UTF8);
    FEED(wire, SB CHARSET "\x01 KOI8-R" SE SB CHARSET "\x01" SE);
    SENT(wire, SB CHARSET "\x03" SE SB CHARSET "\x03" SE);
    FEED(wire, SB CHARSET "\x04\x01;" SE);
    SENT(wire, SB CHARSET "\x05" SE);
    FEED(wire, SB CHARSET "\x02nonsense" SE); /* an answer to nothing */
    assert_int_equal(*charset, CHARSET_UTF8);
    FEED(wire, SB CHARSET SE SB CHARSET "\x09" SE);
    assert_int_equal(wire->problems, 2);
    wire_free(wire);
}

static void mtts_outweighs_a_rejected_charset(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, TTYPE_IS("X") TTYPE_IS("MTTS 5") SB CHARSET "\x03" SE);
    assert_int_equal(wire->telnet.terminal.look.charset, CHARSET_UTF8);
    wire_free(wire);
}

static void colours_are_as_many_as_the_terminal_says(void **state)
{
    (void)state;
    static const struct {
        const char *said;
        enum colours colours;
    } answers[] = {
        {"XTERM-256COLOR", COLOURS_256}, {"XTERM-TRUECOLOR", COLOURS_TRUE}, {"VT100", COLOURS_16}, {"DUMB", COLOURS_NONE},
        {"MTTS 9", COLOURS_256}, {"MTTS 257", COLOURS_TRUE}, {"MTTS 1", COLOURS_16}, {"MTTS 64", COLOURS_NONE},
    };
    for (unsigned i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct wire *wire = wire_with_everything();
        FEED(wire, SB TTYPE "\x00");
        feed(wire, answers[i].said, strlen(answers[i].said));
        FEED(wire, SE);
        assert_int_equal(wire->telnet.terminal.look.colours, answers[i].colours);
        wire_free(wire);
    }
}

static void it_is_known_when_no_more_will_be_said(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_offer(&wire->telnet);
    assert_false(telnet_terminal_known(&wire->telnet));
    FEED(wire, WILL TTYPE TTYPE_IS("MUDLET") TTYPE_IS("XTERM"));
    assert_false(telnet_terminal_known(&wire->telnet));
    FEED(wire, TTYPE_IS("MTTS 5"));
    assert_true(telnet_terminal_known(&wire->telnet));
    wire_free(wire);

    wire = wire_new();
    telnet_offer(&wire->telnet);
    FEED(wire, WONT TTYPE);
    assert_true(telnet_terminal_known(&wire->telnet));
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, TTYPE_IS("VT100") TTYPE_IS("VT100"));
    assert_true(telnet_terminal_known(&wire->telnet));
    wire_free(wire);
}

/* -- MSDP, MSSP, MSP, MXP, ATCP */

static void msdp_begins_by_either_side_and_once(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, SB MSDP "\x01LIST\x02" "COMMANDS" SE); /* not agreed on yet */
    assert_int_equal(wire->said, 0);
    FEED(wire, DO MSDP);
    SENT(wire, "");
    assert_int_equal(wire->begun, 1);
    FEED(wire, WILL MSDP);
    SENT(wire, DO MSDP);
    assert_int_equal(wire->begun, 1);
    FEED(wire, SB MSDP "\x01LIST\x02" "COMMANDS" SE);
    assert_int_equal(wire->said, 1);
    FEED(wire, DONT MSDP WONT MSDP);
    assert_false(wire->telnet.msdp);
    wire_free(wire);

    wire = wire_new(); /* a client that opens the talk itself */
    telnet_offer(&wire->telnet);
    wire->sent_length = 0;
    FEED(wire, WILL MSDP);
    SENT(wire, DO MSDP);
    assert_int_equal(wire->begun, 1);
    wire_free(wire);
}

static void mssp_is_told_at_every_agreement(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, DO MSSP DO MSSP);
    assert_int_equal(wire->tables, 1);
    SENT(wire, "");
    FEED(wire, WILL MSSP); /* there are clients that answer WILL with WILL */
    SENT(wire, DONT MSSP);
    wire_free(wire);
}

static void mxp_begins_locked_whichever_way_round(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, WILL MXP);
    SENT(wire, MXP_BEGINS);
    assert_true(wire->telnet.mxp);
    FEED(wire, DO MXP); /* a probe: the other side agrees as well, and nothing begins anew */
    SENT(wire, WILL MXP);
    FEED(wire, DO MXP WILL MXP);
    SENT(wire, "");
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, WONT MXP);
    SENT(wire, WILL MXP);
    FEED(wire, DONT MXP WONT MXP);
    SENT(wire, "");
    assert_false(wire->telnet.mxp);
    wire_free(wire);

    wire = wire_with_everything();
    FEED(wire, WONT MXP DO MXP);
    SENT(wire, WILL MXP MXP_BEGINS);
    wire_free(wire);
}

static void atcp_and_msp_are_quiet(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, WILL ATCP SB ATCP "hello client 1\nmodule 1\n" SE DO MSP);
    SENT(wire, "");
    assert_int_equal(wire->problems, 0);
    assert_true(telnet_hears_sounds(&wire->telnet));
    FEED(wire, DO ATCP);
    SENT(wire, WONT ATCP);
    FEED(wire, DONT MSP);
    SENT(wire, WONT MSP);
    assert_false(telnet_hears_sounds(&wire->telnet));
    wire_free(wire);
}

static void what_we_send_is_doubled_where_it_must(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_send_content(&wire->telnet, TELNET_MSSP, "a\xff\x00z", 4);
    SENT(wire, SB MSSP "a\xff\xff\x00z" SE);
    telnet_send_content(&wire->telnet, TELNET_MXP, "", 0);
    SENT(wire, SB MXP SE);
    wire_free(wire);
}

/* -- passwords */

static void a_password_is_hidden_and_then_no_more(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_secret(&wire->telnet, true);
    SENT(wire, WILL ECHO);
    assert_true(telnet_input_hidden(&wire->telnet));
    FEED(wire, DO ECHO);
    SENT(wire, "");
    assert_true(telnet_input_hidden(&wire->telnet));
    assert_false(telnet_must_echo(&wire->telnet));
    telnet_secret(&wire->telnet, false);
    SENT(wire, WONT ECHO);
    assert_false(telnet_input_hidden(&wire->telnet));
    FEED(wire, DONT ECHO);
    SENT(wire, "");
    telnet_secret(&wire->telnet, true);
    SENT(wire, WILL ECHO);
    wire_free(wire);
}

static void a_client_that_asks_for_echo_keeps_it(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    FEED(wire, DO ECHO);
    SENT(wire, WILL ECHO);
    assert_true(telnet_must_echo(&wire->telnet));
    telnet_secret(&wire->telnet, true);
    assert_false(telnet_must_echo(&wire->telnet));
    telnet_secret(&wire->telnet, false);
    SENT(wire, "");
    assert_true(telnet_must_echo(&wire->telnet));
    FEED(wire, DONT ECHO);
    SENT(wire, WONT ECHO);
    assert_false(telnet_must_echo(&wire->telnet));
    wire_free(wire);
}

static void a_client_that_never_answers_is_shown_its_input_again(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    for (unsigned i = 0; i < 3; i++) {
        telnet_secret(&wire->telnet, true);
        SENT(wire, WILL ECHO);
        telnet_secret(&wire->telnet, false);
        SENT(wire, WONT ECHO);
        assert_false(telnet_input_hidden(&wire->telnet));
    }
    wire_free(wire);
}

/* The password was typed ahead: both our requests are out before the first answer comes. */
static void a_late_answer_about_echo_does_no_harm(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    telnet_secret(&wire->telnet, true);
    telnet_secret(&wire->telnet, false);
    SENT(wire, WILL ECHO WONT ECHO);
    FEED(wire, DO ECHO DONT ECHO);
    SENT(wire, "");
    assert_int_equal(wire->telnet.we[TELNET_ROW_ECHO], SIDE_NO);
    assert_false(telnet_must_echo(&wire->telnet));
    telnet_secret(&wire->telnet, true);
    SENT(wire, WILL ECHO);
    FEED(wire, DONT ECHO); /* refuses to hide anything */
    assert_false(telnet_input_hidden(&wire->telnet));
    telnet_secret(&wire->telnet, false);
    SENT(wire, "");
    wire_free(wire);
}

/* -- the parser */

static void data_comes_through_and_commands_do_not(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    FEED(wire, "a\xff\xff" "b\xff\xf1" "c\xff\xf2\xff\xf3\xff\xf4\xff\xf5\xff\xf8\xff\xf9" "d\xff\xf7\r\0\n");
    DATA(wire, "a\xff" "bcd\b\r\0\n");
    assert_int_equal(wire->problems, 0);
    FEED(wire, "\xff\xf6");
    SENT(wire, "\r\n[Yes]\r\n");
    FEED(wire, "\xff\x41z\xff\xf0y");
    DATA(wire, "zy");
    assert_int_equal(wire->problems, 2);
    wire_free(wire);
}

static void a_subnegotiation_nobody_agreed_to_is_skipped(void **state)
{
    (void)state;
    struct wire *wire = wire_new();
    FEED(wire, "a" SB NAWS "\x00\x50\x00\x18" SE "b" SB "\x56" SE "c");
    DATA(wire, "abc");
    assert_int_equal(wire->telnet.terminal.look.width, 0);
    assert_int_equal(wire->problems, 2);
    assert_null(wire->telnet.content);
    wire_free(wire);
}

static void a_subnegotiation_too_long_is_skipped_to_its_end(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, SB CHARSET "\x01 UTF-8");
    for (unsigned i = 0; i < 10000; i++) {
        FEED(wire, "0123456789\xff\xff");
    }
    assert_true(wire->telnet.content_room <= CONTENT_MAX);
    FEED(wire, SE "look");
    DATA(wire, "look");
    SENT(wire, "");
    assert_int_equal(wire->problems, 1);
    wire_free(wire);
}

static void what_breaks_a_subnegotiation_off_counts(void **state)
{
    (void)state;
    struct wire *wire = wire_with_everything();
    FEED(wire, SB NAWS "\x00\x50" DO "\x03" "look");
    SENT(wire, WONT "\x03");
    DATA(wire, "look");
    assert_int_equal(wire->telnet.terminal.look.width, 0);
    FEED(wire, SB NAWS "\x00\x50" SB NAWS "\x00\x60\x00\x18" SE);
    assert_int_equal(wire->telnet.terminal.look.width, 96);
    assert_int_equal(wire->problems, 2);
    wire_free(wire);
}

static const char transcript[] =
    WILL TTYPE TTYPE_IS("TINTIN++") "he" WILL NAWS "\xc3" SB NAWS "\x00\xff\xff\x00\x18" SE "\xa9llo\r\n"
    WILL CHARSET SB CHARSET "\x02UTF-8" SE TTYPE_IS("XTERM") DO ECHO DO "\x00" DO "\x03" TTYPE_IS("MTTS 271") "\xff\xf6"
    DO MSDP DO MSSP SB MSDP "\x01REPORT\x02\x02HEALTH" SE WONT MXP DO MXP WILL ATCP SB ATCP "hello" SE
    "say \xff\xff\r\0" SB "\xc9" "Core.Hello {}" SE DONT ECHO SB NAWS "\x00" WONT NAWS TTYPE_IS("MTTS 271") "quit\n";

static void transcript_feed(struct wire *wire, size_t first, size_t step)
{
    telnet_offer(&wire->telnet);
    for (size_t at = 0; at < sizeof transcript - 1;) {
        size_t length = at == 0 && first > 0 ? first : step;
        if (length > sizeof transcript - 1 - at) {
            length = sizeof transcript - 1 - at;
        }
        feed(wire, transcript + at, length);
        at += length;
    }
}

static void splits_make_no_difference(void **state)
{
    (void)state;
    struct wire *whole = wire_new();
    transcript_feed(whole, 0, sizeof transcript);
    assert_int_equal(whole->telnet.terminal.look.width, 255);
    assert_int_equal(whole->telnet.terminal.mtts, 271);
    assert_memory_equal(whole->msdp, "\x01REPORT\x02\x02HEALTH", 15);
    assert_true(whole->telnet.mxp);
    for (size_t first = 0; first < sizeof transcript - 1; first++) {
        struct wire *split = wire_new();
        transcript_feed(split, first, first == 0 ? 1 : sizeof transcript);
        expect_sent(split, whole->sent, whole->sent_length);
        expect_data(split, (char *)whole->data, whole->data_length);
        assert_memory_equal(&split->telnet.terminal, &whole->telnet.terminal, sizeof split->telnet.terminal);
        assert_int_equal(split->problems, whole->problems);
        assert_int_equal(split->begun, 1);
        assert_int_equal(split->tables, 1);
        assert_int_equal(split->msdp_length, whole->msdp_length);
        assert_memory_equal(split->msdp, whole->msdp, whole->msdp_length);
        wire_free(split);
    }
    wire_free(whole);
}

static bool stop_at_line_end(void *owner, uint8_t byte)
{
    on_data(owner, byte);
    return byte != '\n';
}

static void the_owner_can_stop_it(void **state)
{
    (void)state;
    static const struct telnet_calls stopping = {stop_at_line_end, on_text, on_send, on_problem, on_msdp_begun, on_msdp, on_mssp};
    struct wire *wire = wire_new();
    wire->telnet.calls = &stopping;
    assert_int_equal(telnet_take(&wire->telnet, (const uint8_t *)"one\ntwo\n", 8), 4);
    assert_int_equal(telnet_take(&wire->telnet, (const uint8_t *)"two\n", 4), 4);
    DATA(wire, "one\ntwo\n");
    wire_free(wire);
}

/* Bytes that nobody sane sends, half of them telnet commands. */
static void noise_is_survived(void **state)
{
    (void)state;
    struct dice dice;
    dice_seed(&dice, 20260208);
    for (unsigned round = 0; round < 200; round++) {
        struct wire *wire = wire_new();
        telnet_offer(&wire->telnet);
        for (unsigned i = 0; i < 2000; i++) {
            static const uint8_t favourites[] = {0xff, 0xff, 0xfa, 0xf0, 0xfb, 0xfc, 0xfd, 0xfe, 1, 24, 31, 42, 69, 70, 91, 0};
            uint8_t byte = dice_below(&dice, 4) == 0 ? (uint8_t)dice_below(&dice, 256)
                                                     : favourites[dice_below(&dice, sizeof favourites)];
            feed(wire, &byte, 1);
            if (dice_below(&dice, 50) == 0) {
                telnet_secret(&wire->telnet, dice_below(&dice, 2) == 0);
            }
        }
        assert_true(wire->telnet.content_length <= CONTENT_MAX);
        assert_true(wire->sent_length < 20000);
        wire_free(wire);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(q_method_for_our_side),
        cmocka_unit_test(q_method_for_their_side),
        cmocka_unit_test(what_we_do_not_want_is_refused_once_per_request),
        cmocka_unit_test(a_client_that_argues_for_ever_gets_no_answer_in_the_end),
        cmocka_unit_test(no_loop_with_a_client_that_mirrors),
        cmocka_unit_test(only_ttype_is_asked_at_connect),
        cmocka_unit_test(the_rest_is_asked_of_a_client_without_ttype_too),
        cmocka_unit_test(ttype_goes_on_until_an_answer_repeats),
        cmocka_unit_test(ttype_stops_early_where_it_has_to),
        cmocka_unit_test(a_terminal_without_colours_gets_none),
        cmocka_unit_test(a_terminal_name_is_a_strangers_word),
        cmocka_unit_test(the_window_is_clamped),
        cmocka_unit_test(charset_is_what_the_client_agrees_to),
        cmocka_unit_test(mtts_outweighs_a_rejected_charset),
        cmocka_unit_test(colours_are_as_many_as_the_terminal_says),
        cmocka_unit_test(it_is_known_when_no_more_will_be_said),
        cmocka_unit_test(msdp_begins_by_either_side_and_once),
        cmocka_unit_test(mssp_is_told_at_every_agreement),
        cmocka_unit_test(mxp_begins_locked_whichever_way_round),
        cmocka_unit_test(atcp_and_msp_are_quiet),
        cmocka_unit_test(what_we_send_is_doubled_where_it_must),
        cmocka_unit_test(a_password_is_hidden_and_then_no_more),
        cmocka_unit_test(a_client_that_asks_for_echo_keeps_it),
        cmocka_unit_test(a_client_that_never_answers_is_shown_its_input_again),
        cmocka_unit_test(a_late_answer_about_echo_does_no_harm),
        cmocka_unit_test(data_comes_through_and_commands_do_not),
        cmocka_unit_test(a_subnegotiation_nobody_agreed_to_is_skipped),
        cmocka_unit_test(a_subnegotiation_too_long_is_skipped_to_its_end),
        cmocka_unit_test(what_breaks_a_subnegotiation_off_counts),
        cmocka_unit_test(splits_make_no_difference),
        cmocka_unit_test(the_owner_can_stop_it),
        cmocka_unit_test(noise_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
