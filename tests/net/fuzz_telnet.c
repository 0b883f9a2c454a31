/* tests/net/fuzz_telnet.c -- any bytes at all, through telnet, lines, render and MSDP, for libFuzzer.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -I. tests/net/fuzz_telnet.c \
 *       net/telnet.c net/alias.c net/pager.c core/habits.c net/lines.c net/render.c net/colour.c net/msdp.c core/memory.c core/bytes.c core/text.c core/log.c \
 *       core/clock.c core/thread.c -lutf8proc -lsodium -lxxhash -lpthread -o build/fuzz_telnet
 *   build/fuzz_telnet -max_len=4096 tests/net/corpus/telnet
 *
 * The same bytes are taken whole and one by one: both must give the same.  An asked-for password comes
 * and goes with the lines.  What MSDP answers is well framed, and no longer than everything said once; a line
 * is also taken for an alias's name and for its text, what was rendered is shown in pages, and a line
 * is rendered as if it were a zone's, marks and all, which must survive whatever is cut short. */
#include "net/alias.h"
#include "net/lines.h"
#include "net/msdp.h"
#include "net/pager.h"
#include "net/telnet.h"

#include "core/markup.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTENT_MAX = 256, LINE_MOST = 128, ANSWER_MOST = 12000 };

struct wire {
    struct telnet       telnet;
    struct line_reader  reader;
    struct msdp        *msdp;
    struct bytes_writer sent, lines;
    unsigned            problems;
};

/* As the text of an alias, with itself behind the name: whatever comes out is whole, bounded commands. */
static void line_aliased(const char *line)
{
    enum { COMMANDS_MOST = 8 };
    struct bytes_writer commands = {0};
    struct text *habits = habits_with_alias(NULL, "a", line[0] == '\0' ? "x" : line);
    char typed[LINE_MOST + 3];
    unsigned count, length = 0, found = 0;
    snprintf(typed, sizeof typed, "a %s", line);
    enum alias_outcome outcome = alias_expand(habits, typed, LINE_MOST, COMMANDS_MOST, &commands, &count);
    assert(outcome != ALIAS_NONE);
    for (size_t at = 0; at < commands.length && outcome == ALIAS_DONE; at++) {
        length = commands.bytes[at] == '\0' ? 0 : length + 1;
        found += commands.bytes[at] == '\0';
        assert(length <= LINE_MOST);
    }
    assert(outcome != ALIAS_DONE || (found == count && count <= COMMANDS_MOST && length == 0));
    alias_expand(habits, line, LINE_MOST, COMMANDS_MOST, &commands, &count);
    bytes_free(&commands);
    text_unref(&habits);
}

/* Page by page nothing is lost but colours that were on anyway. */
static void pages_shown(const struct bytes_writer *answer)
{
    struct pager pager = {0};
    struct bytes_writer shown = {0};
    unsigned lines = pager_lines(answer->bytes, answer->length), pages = 1;
    if (lines > 1) {
        pager_begin(&pager, answer->bytes, answer->length, 1, &shown);
        while (pager_active(&pager)) {
            pager_next(&pager, 1, &shown);
            pages++;
        }
        assert(pages == lines && shown.length >= answer->length);
    }
    bytes_free(&shown);
}

/* A line that another player would be shown. */
static void line_shown(struct wire *wire)
{
    char line[LINE_MOST + 1];
    int length = line_take(&wire->reader, wire->telnet.terminal.look.charset, line, LINE_MOST);
    assert(length <= LINE_MOST);
    if (length < 0) {
        return;
    }
    assert(strlen(line) == (size_t)length);
    assert(strchr(line, MARK) == NULL);
    line_aliased(line);
    unsigned column = 0;
    size_t before = wire->lines.length;
    render_text(&wire->telnet.terminal.look, &column, line, (size_t)length, &wire->lines);
    for (size_t at = before; at < wire->lines.length; at++) {
        uint8_t byte = wire->lines.bytes[at];
        assert(byte >= ' ' || byte == '\r' || byte == '\n');
        assert(byte != 0x7f);
    }
    telnet_secret(&wire->telnet, length % 2 == 1);
}

static bool on_data(void *owner, uint8_t byte)
{
    struct wire *wire = owner;
    enum line_event event = line_byte(&wire->reader, byte, LINE_MOST);
    if (event == LINE_ENDED || event == LINE_DOUBLED) {
        line_shown(wire);
    }
    assert(wire->reader.length <= LINE_MOST);
    return true;
}

static size_t on_text(void *owner, const uint8_t *bytes, size_t length)
{
    struct wire *wire = owner;
    size_t count = line_text(&wire->reader, bytes, length, LINE_MOST);
    assert(count <= length);
    assert(wire->reader.length <= LINE_MOST);
    return count;
}

static void on_send(void *owner, const void *bytes, size_t length)
{
    put_bytes(&((struct wire *)owner)->sent, bytes, length);
}

static void on_problem(void *owner)
{
    ((struct wire *)owner)->problems++;
}

static void on_msdp_begun(void *owner)
{
    telnet_send_content(&((struct wire *)owner)->telnet, TELNET_MSDP, "\001SERVER_ID\002x", 12);
}

static void on_switched(void *owner, enum msdp_variable variable, bool on)
{
    assert(variable >= MSDP_ANSI_COLORS && variable <= MSDP_SOUND);
    put_u8(&((struct wire *)owner)->sent, (uint8_t)(variable * 2 + on));
}

static void on_msdp(void *owner, const uint8_t *content, size_t length)
{
    struct wire *wire = owner;
    wire->problems += !msdp_take(wire->msdp, content, length, on_switched, wire);
}

static void on_mssp(void *owner)
{
    telnet_send_content(&((struct wire *)owner)->telnet, TELNET_MSSP, "\001NAME\002x", 7);
}

/* IAC SB .. IAC SE, again and again, with nothing in between and no F0 or FF inside. */
static void frames_check(const struct bytes_writer *out, size_t from)
{
    bool inside = false;
    assert(out->length - from < ANSWER_MOST);
    for (size_t at = from; at < out->length; at++) {
        uint8_t byte = out->bytes[at];
        if (byte == TELNET_IAC) {
            inside = !inside;
            at++;
            assert(at < out->length && out->bytes[at] == (inside ? TELNET_SB : TELNET_SE));
        } else {
            assert(inside && byte != 0 && byte < 0xf0);
        }
    }
    assert(!inside);
}

static void wire_answers(struct wire *wire)
{
    static const struct msdp_own own = {.server = "x", .queue = 1, .uptime = 2, .now = 3};
    size_t before = wire->sent.length;
    msdp_flush(wire->msdp, &own, &wire->sent);
    frames_check(&wire->sent, before);
}

/* As if a zone had said it: nothing but what the marks stand for gets out. */
static void marks_shown(const uint8_t *bytes, size_t size)
{
    static const struct look looks[] = {
        {.colours = COLOURS_TRUE, .charset = CHARSET_UTF8, .links = true, .sounds = SOUNDS_MSP, .width = 40},
        {.colours = COLOURS_16, .charset = CHARSET_LATIN1, .aloud = true, .sounds = SOUNDS_MSDP},
        {.colours = COLOURS_256, .charset = CHARSET_ASCII, .links = true, .width = 20},
    };
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        struct bytes_writer out = {0};
        unsigned column = 0;
        render_text(&looks[i], &column, (const char *)bytes, size, &out);
        for (size_t at = 0; at < out.length; at++) {
            assert(out.bytes[at] != 0 && (looks[i].links || out.bytes[at] != '\033' || !looks[i].aloud));
        }
        pages_shown(&out);
        bytes_free(&out);
    }
}

static void wire_run(struct wire *wire, const uint8_t *bytes, size_t size, size_t step)
{
    static const struct telnet_calls calls = {on_data, on_text, on_send, on_problem, on_msdp_begun, on_msdp, on_mssp};
    wire->msdp = msdp_new();
    telnet_begin(&wire->telnet, &calls, wire, CONTENT_MAX);
    telnet_offer(&wire->telnet);
    for (size_t at = 0; at < size; at += step) {
        size_t length = size - at < step ? size - at : step;
        size_t taken = telnet_take(&wire->telnet, bytes + at, length);
        assert(taken == length);
        assert(wire->telnet.content_length <= CONTENT_MAX);
    }
    wire_answers(wire);
}

static void wire_end(struct wire *wire)
{
    telnet_end(&wire->telnet);
    msdp_free(&wire->msdp);
    line_reader_end(&wire->reader);
    bytes_free(&wire->sent);
    bytes_free(&wire->lines);
}

static void same_bytes(const struct bytes_writer *a, const struct bytes_writer *b)
{
    assert(a->length == b->length);
    assert(a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct wire whole = {0}, split = {0};
    wire_run(&whole, bytes, size, size == 0 ? 1 : size);
    wire_run(&split, bytes, size, 1);
    marks_shown(bytes, size);
    same_bytes(&whole.sent, &split.sent);
    same_bytes(&whole.lines, &split.lines);
    assert(whole.problems == split.problems);
    assert(memcmp(&whole.telnet.terminal, &split.telnet.terminal, sizeof whole.telnet.terminal) == 0);
    wire_end(&whole);
    wire_end(&split);
    return 0;
}
