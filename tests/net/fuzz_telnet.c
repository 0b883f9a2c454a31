/* tests/net/fuzz_telnet.c -- any bytes at all, through telnet, lines and render, for libFuzzer.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -I. tests/net/fuzz_telnet.c \
 *       net/telnet.c net/lines.c net/render.c core/memory.c core/bytes.c core/text.c core/log.c \
 *       core/clock.c core/thread.c -lutf8proc -lsodium -lxxhash -lpthread -o build/fuzz_telnet
 *   build/fuzz_telnet -max_len=4096 tests/net/corpus/telnet
 *
 * The same bytes are taken whole and one by one: both must give the same.  An asked-for password comes
 * and goes with the lines. */
#include "net/lines.h"
#include "net/telnet.h"

#include "core/markup.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CONTENT_MAX = 256, LINE_MOST = 128 };

struct wire {
    struct telnet       telnet;
    struct line_reader  reader;
    struct bytes_writer sent, lines;
    unsigned            problems;
};

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
    if (line_byte(&wire->reader, byte, LINE_MOST) == LINE_ENDED) {
        line_shown(wire);
    }
    assert(wire->reader.length <= LINE_MOST);
    return true;
}

static void on_send(void *owner, const void *bytes, size_t length)
{
    put_bytes(&((struct wire *)owner)->sent, bytes, length);
}

static void on_problem(void *owner)
{
    ((struct wire *)owner)->problems++;
}

static void wire_run(struct wire *wire, const uint8_t *bytes, size_t size, size_t step)
{
    static const struct telnet_calls calls = {on_data, on_send, on_problem};
    telnet_begin(&wire->telnet, &calls, wire, CONTENT_MAX);
    telnet_offer(&wire->telnet);
    for (size_t at = 0; at < size; at += step) {
        size_t length = size - at < step ? size - at : step;
        size_t taken = telnet_take(&wire->telnet, bytes + at, length);
        assert(taken == length);
        assert(wire->telnet.content_length <= CONTENT_MAX);
    }
}

static void wire_end(struct wire *wire)
{
    telnet_end(&wire->telnet);
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
    same_bytes(&whole.sent, &split.sent);
    same_bytes(&whole.lines, &split.lines);
    assert(whole.problems == split.problems);
    assert(memcmp(&whole.telnet.terminal, &split.telnet.terminal, sizeof whole.telnet.terminal) == 0);
    wire_end(&whole);
    wire_end(&split);
    return 0;
}
