/* bench/bot/client.c -- see client.h. */
#include "bench/bot/client.h"

#include "core/clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IAC = 255, DONT = 254, DO = 253, WONT = 252, WILL = 251, SB = 250, GA = 249, SE = 240 };
enum { ECHO = 1, TTYPE = 24, NAWS = 31, CHARSET = 42, MSDP = 69 };
enum { ESCAPE = 27, CHARSET_REQUEST = 1, CHARSET_ACCEPTED = 2, TTYPE_SEND = 1, ADDRESSES_A_NET = 250, NARROW_BYTES = 4096 };
enum parser { IN_TEXT, AFTER_IAC, AFTER_COMMAND, IN_CONTENT, IN_CONTENT_AFTER_IAC };

/* The first is 127.0.0.1 itself and needs nothing.  The port is only chosen when the connection is made: so it may be one that is in
 * use towards another server. */
static bool client_bind(struct client *client, unsigned source)
{
    const int on = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + (source / ADDRESSES_A_NET << 8) + source % ADDRESSES_A_NET),
    };
    if (source == 0)
        return true;
    setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    return bind(client->fd, (struct sockaddr *)&address, sizeof address) == 0;
}

bool client_open(struct client *client, uint16_t port, unsigned source, bool narrow)
{
    const int on = 1, room = NARROW_BYTES;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    client->state = IN_TEXT;
    client->escaped = false;
    client->length = client->content_length = 0;
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client->fd < 0)
        return false;
    if (narrow)
        setsockopt(client->fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    /* To the same machine: it is there at once, or refused at once. */
    if (!client_bind(client, source) || connect(client->fd, (struct sockaddr *)&address, sizeof address) != 0) {
        int reason = errno;
        client_close(client);
        errno = reason;
        return false;
    }
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(client->fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    return true;
}

void client_close(struct client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    client->fd = -1;
    bytes_free(&client->kept);
}

/* A socket that would take only a part has a peer that does not read: for us it has ended. */
static bool client_put(struct client *client, const void *bytes, size_t length)
{
    return send(client->fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)length;
}

bool client_say(struct client *client, const char *line)
{
    char bytes[2048];
    size_t length = strlen(line);
    if (client->fd < 0 || length + 2 > sizeof bytes)
        return false;
    memcpy(bytes, line, length);
    memcpy(bytes + length, "\r\n", 2);
    return client_put(client, bytes, length + 2);
}

/* -- negotiation ------------------------------------------------------------------------------------- */

static bool negotiate(struct client *client, uint8_t option)
{
    static const uint8_t window[] = { IAC, SB, NAWS, 0, 0, 0, 0, IAC, SE };
    static const char list[] = "\xff\xfa\x45\x01LIST\x02REPORTABLE_VARIABLES\xff\xf0";
    bool msdp = client->has_msdp && option == MSDP && client->command == WILL;
    bool agreed = client->command == DO ? option == TTYPE || option == NAWS || option == CHARSET : option == ECHO || msdp;
    uint8_t answer[3] = { IAC, 0, option };
    if (client->command == DO)
        answer[1] = agreed ? WILL : WONT;
    else if (client->command == WILL)
        answer[1] = agreed ? DO : DONT;
    else if (client->command == WONT && option == ECHO)
        answer[1] = DONT;
    else
        return true;                    /* a refusal of what we never asked for */
    if (!client_put(client, answer, sizeof answer) || (msdp && !client_put(client, list, sizeof list - 1)))
        return false;
    return client->command != DO || option != NAWS || client_put(client, window, sizeof window);
}

/* The list of what can be reported, VAL before each name within an array, goes back as it came: REPORT all of it. */
static bool report_all(struct client *client)
{
    static const char before[] = "\x45\x01REPORTABLE_VARIABLES\x02\x05", report[] = "\xff\xfa\x45\x01REPORT", end[] = "\xff\xf0";
    size_t skipped = sizeof before - 1;
    if (client->content_length < skipped + 1 || memcmp(client->content, before, skipped) != 0)
        return true;
    return client_put(client, report, sizeof report - 1)
        && client_put(client, client->content + skipped, client->content_length - skipped - 1)
        && client_put(client, end, sizeof end - 1);
}

static bool answer_content(struct client *client)
{
    static const char terminal[] = "\xff\xfa\x18\x00KALLISTI-BOT\xff\xf0", utf8[] = "\xff\xfa\x2a\x02UTF-8\xff\xf0";
    if (client->content_length < 2)
        return true;
    if (client->content[0] == TTYPE && client->content[1] == TTYPE_SEND)
        return client_put(client, terminal, sizeof terminal - 1);
    if (client->content[0] == CHARSET && client->content[1] == CHARSET_REQUEST)
        return client_put(client, utf8, sizeof utf8 - 1);
    if (client->content[0] == MSDP)
        return report_all(client);
    return true;
}

/* -- bytes ------------------------------------------------------------------------------------------- */

static void line_ended(struct client *client)
{
    client->line[client->length] = '\0';
    if (client->length > 0)
        client->ears->line(client->who, client->line);
    client->length = 0;
}

static void prompt_ended(struct client *client)
{
    client->line[client->length] = '\0';
    client->ears->prompt(client->who, client->line);
    client->length = 0;
}

static void text_byte(struct client *client, uint8_t byte)
{
    if (client->escaped) {
        client->escaped = byte == '[' || byte == ';' || (byte >= '0' && byte <= '9');
        return;
    }
    if (byte == ESCAPE)
        client->escaped = true;
    else if (byte == '\n')
        line_ended(client);
    else if (byte != '\r' && client->length + 1 < sizeof client->line)
        client->line[client->length++] = (char)byte;
}

static bool command_byte(struct client *client, uint8_t byte)
{
    client->state = IN_TEXT;
    client->command = byte;
    if (byte == IAC)
        text_byte(client, byte);
    else if (byte == GA)
        prompt_ended(client);
    else if (byte >= WILL)
        client->state = AFTER_COMMAND;
    else if (byte == SB) {
        client->content_length = 0;
        client->state = IN_CONTENT;
    }
    return true;
}

static void content_byte(struct client *client, uint8_t byte)
{
    if (client->content_length < sizeof client->content)
        client->content[client->content_length++] = byte;
    client->state = IN_CONTENT;
}

static bool client_byte(struct client *client, uint8_t byte)
{
    if (client->keeps)
        put_u8(&client->kept, byte);
    switch ((enum parser)client->state) {
    case IN_TEXT:
        if (byte == IAC)
            client->state = AFTER_IAC;
        else
            text_byte(client, byte);
        return true;
    case AFTER_IAC:
        return command_byte(client, byte);
    case AFTER_COMMAND:
        client->state = IN_TEXT;
        return negotiate(client, byte);
    case IN_CONTENT:
        if (byte == IAC)
            client->state = IN_CONTENT_AFTER_IAC;
        else
            content_byte(client, byte);
        return true;
    case IN_CONTENT_AFTER_IAC:
        if (byte != SE) {
            content_byte(client, byte);
            return true;
        }
        client->state = IN_TEXT;
        return answer_content(client);
    }
    return false;
}

/* When the kernel had it, on our clock; now, if it does not say. */
static int64_t came_ns(struct msghdr *header)
{
    struct timespec now, came;
    clock_gettime(CLOCK_REALTIME, &now);
    for (struct cmsghdr *word = CMSG_FIRSTHDR(header); word != NULL; word = CMSG_NXTHDR(header, word)) {
        if (word->cmsg_level != SOL_SOCKET || word->cmsg_type != SCM_TIMESTAMPNS)
            continue;
        memcpy(&came, CMSG_DATA(word), sizeof came);
        int64_t ago_ns = (now.tv_sec - came.tv_sec) * INT64_C(1000000000) + now.tv_nsec - came.tv_nsec;
        return clock_ns() - (ago_ns > 0 ? ago_ns : 0);
    }
    return clock_ns();
}

static ssize_t client_take(struct client *client, uint8_t *bytes, size_t size)
{
    char control[CMSG_SPACE(sizeof(struct timespec))];
    struct iovec place = { bytes, size };
    struct msghdr header = { .msg_iov = &place, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    ssize_t length = recvmsg(client->fd, &header, MSG_DONTWAIT);
    if (length > 0)
        client->came_ns = came_ns(&header);
    return length;
}

bool client_read(struct client *client)
{
    uint8_t bytes[16384];
    for (;;) {
        ssize_t length = client_take(client, bytes, sizeof bytes);
        if (length < 0)
            return errno == EAGAIN || errno == EINTR;
        if (length == 0)
            return false;
        for (ssize_t at = 0; at < length; at++) {
            /* An ear may have closed us. */
            if (client->fd < 0 || !client_byte(client, bytes[at]))
                return false;
        }
        if (length < (ssize_t)sizeof bytes)
            return true;
    }
}
