/* bench/stage/wire.c -- the microscope's look at a connection: a socket pair over loopback, telnet, lines, rendering. */
#include "bench/stage/parts.h"
#include "net/lines.h"
#include "net/output.h"
#include "net/render.h"
#include "net/telnet.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char typed[] = "look\r\n";
enum { TYPED = sizeof typed - 1, CONTENT_MAX = 1000, BUFFER = 65536, LINE_SIZE = 1024 };

static struct wire {
    int                 ours, theirs, epoll;
    struct telnet       telnet;
    struct line_reader  reader;
    unsigned            lines;
    struct text        *view;
    struct bytes_writer shown;      /* the view, rendered */
    uint64_t            written;
} wire = { .ours = -1, .theirs = -1, .epoll = -1 };

/* -- a connection ------------------------------------------------------------------------------------- */

static bool connect_pair(void)
{
    const int on = 1;
    struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t length = sizeof name;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    wire.theirs = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ready = listener >= 0 && wire.theirs >= 0 && bind(listener, (struct sockaddr *)&name, sizeof name) == 0
        && listen(listener, 1) == 0 && getsockname(listener, (struct sockaddr *)&name, &length) == 0
        && connect(wire.theirs, (struct sockaddr *)&name, sizeof name) == 0;
    wire.ours = ready ? accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC) : -1;
    if (listener >= 0)
        close(listener);
    if (wire.ours < 0)
        return false;
    setsockopt(wire.ours, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(wire.theirs, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return true;
}

static bool on_data(void *owner, uint8_t byte)
{
    char line[LINE_SIZE], name[NAME_SIZE];
    const char *arguments;
    (void)owner;
    if (line_byte(&wire.reader, byte, sizeof line - 1) == LINE_ENDED && line_take(&wire.reader, CHARSET_UTF8, line, sizeof line - 1) >= 0)
        wire.lines += verbs_find(stage_town.verbs, line, &arguments, name, sizeof name) >= VERB_FIRST;
    return true;
}

static size_t on_text(void *owner, const uint8_t *bytes, size_t length)
{
    (void)owner;
    return line_text(&wire.reader, bytes, length, LINE_SIZE - 1);
}

static void on_send(void *owner, const void *bytes, size_t length)
{
    (void)owner;
    (void)bytes;
    (void)length;
}

static void on_nothing(void *owner)
{
    (void)owner;
}

static void on_content(void *owner, const uint8_t *content, size_t length)
{
    on_send(owner, content, length);
}

static const struct telnet_calls calls = { on_data, on_text, on_send, on_nothing, on_nothing, on_content, on_nothing };

bool wire_begin(void)
{
    if (!connect_pair()) {
        perror("stage: no connection over loopback");
        return false;
    }
    struct epoll_event event = { .events = EPOLLIN };
    wire.epoll = epoll_create1(EPOLL_CLOEXEC);
    epoll_ctl(wire.epoll, EPOLL_CTL_ADD, wire.ours, &event);
    telnet_begin(&wire.telnet, &calls, NULL, CONTENT_MAX);
    wire.view = town_view();
    return true;
}

void wire_end(void)
{
    if (wire.ours < 0)
        return;
    telnet_end(&wire.telnet);
    line_reader_end(&wire.reader);
    bytes_free(&wire.shown);
    text_unref(&wire.view);
    close(wire.epoll);
    close(wire.ours);
    close(wire.theirs);
}

/* -- in ----------------------------------------------------------------------------------------------- */

void wire_read_prepare(const struct stage *stage, unsigned times)
{
    int waiting = 0;
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        ssize_t sent = send(wire.theirs, typed, TYPED, MSG_NOSIGNAL);
        assert(sent == TYPED);
    }
    while (waiting < (int)(times * TYPED))
        ioctl(wire.ours, FIONREAD, &waiting);
}

void wire_read(const struct stage *stage, unsigned times)
{
    char bytes[TYPED];
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        ssize_t length = recv(wire.ours, bytes, TYPED, 0);
        assert(length == TYPED);
    }
}

void wire_poll_prepare(const struct stage *stage, unsigned times)
{
    (void)times;
    wire_read_prepare(stage, 1);
}

void wire_poll_clean(const struct stage *stage, unsigned times)
{
    (void)times;
    wire_read(stage, 1);
}

void wire_poll(const struct stage *stage, unsigned times)
{
    struct epoll_event event;
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        int ready = epoll_wait(wire.epoll, &event, 1, 0);
        assert(ready == 1);
    }
}

void wire_parse(const struct stage *stage, unsigned times)
{
    unsigned lines = wire.lines;
    (void)stage;
    for (unsigned at = 0; at < times; at++)
        telnet_take(&wire.telnet, (const uint8_t *)typed, TYPED);
    assert(wire.lines == lines + times);
}

/* -- out ---------------------------------------------------------------------------------------------- */

static void render(const char *bytes, size_t length, unsigned times)
{
    const struct look look = { .colours = COLOURS_16, .charset = CHARSET_UTF8, .width = 80 };
    for (unsigned at = 0; at < times; at++) {
        unsigned column = 0;
        bytes_clear(&wire.shown);
        render_text(&look, &column, bytes, length, &wire.shown);
    }
}

/* A line that somebody else is told, or, if the stage has none, what `look` answers. */
void wire_render(const struct stage *stage, unsigned times)
{
    if (stage->line != NULL)
        render(stage->line, strlen(stage->line), times);
    else
        render(text_bytes(wire.view), text_length(wire.view), times);
}

void wire_write(const struct stage *stage, unsigned times)
{
    (void)stage;
    for (unsigned at = 0; at < times; at++) {
        struct output output = {0};
        put_bytes(&output.bytes, wire.shown.bytes, wire.shown.length);
        enum output_state state = output_write(&output, wire.ours, &wire.written);
        assert(state == OUTPUT_EMPTY);
    }
}

void wire_write_clean(const struct stage *stage, unsigned times)
{
    static char bytes[BUFFER];
    (void)stage;
    (void)times;
    while (wire.written > 0) {
        ssize_t length = recv(wire.theirs, bytes, sizeof bytes, 0);
        assert(length > 0);
        wire.written -= (uint64_t)length;
    }
}

void nothing(const struct stage *stage, unsigned times)
{
    (void)stage;
    (void)times;
}
