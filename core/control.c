/* core/control.c -- see control.h.  Entered by main, and by `kallisti ctl`. */
#include "core/control.h"

#include "core/log.h"
#include "core/memory.h"

#include "core/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { ANSWER_BYTES = 4 << 20, PLACE_BITS = 8, PATIENCE_S = 60 };

struct client {
    int      fd;               /* -1: nobody */
    uint64_t use;
    bool     waits;            /* for the answer to its line: no further one is read */
    unsigned length;
    char     line[CONTROL_LINE_MAX + 1];
};

struct control {
    int           listener, epoll;
    int           spare;       /* given up for one more client when no descriptors are left; -1: it has been */
    control_call *call;
    void         *who;
    char          path[512];
    struct client clients[CONTROL_CLIENTS_MAX];
};

/* Names of sockets are short; a folder's descriptor stands for a long one.  -1: errno. */
static int address_make(struct sockaddr_un *address, const char *folder)
{
    int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/ctl", fd);
    return fd;
}

static bool listener_bind(int listener, const char *folder)
{
    struct sockaddr_un address;
    int fd = address_make(&address, folder);
    if (fd < 0)
        return false;
    unlink(address.sun_path);           /* of a server that was killed: the store is ours */
    mode_t mask = umask(0177);
    bool bound = bind(listener, (const struct sockaddr *)&address, sizeof address) == 0 && listen(listener, CONTROL_CLIENTS_MAX) == 0;
    int reason = errno;
    umask(mask);
    close(fd);
    errno = reason;
    return bound;
}

/* The listener tells of each that comes once: whoever cannot be taken must not keep us awake. */
static bool watched(const struct control *control, int fd, uint64_t client)
{
    struct epoll_event event = { .events = EPOLLIN | (client == CONTROL_CLIENTS_MAX ? EPOLLET : 0), .data.u64 = client };
    return fd >= 0 && epoll_ctl(control->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

struct control *control_new(const char *folder, control_call *call, void *who)
{
    struct control *control = memory_get(sizeof *control);
    *control = (struct control){ .call = call, .who = who };
    snprintf(control->path, sizeof control->path, "%s/ctl", folder);
    for (unsigned at = 0; at < CONTROL_CLIENTS_MAX; at++)
        control->clients[at].fd = -1;
    control->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    control->epoll = epoll_create1(EPOLL_CLOEXEC);
    control->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (control->epoll >= 0 && control->listener >= 0 && listener_bind(control->listener, folder)
        && watched(control, control->listener, CONTROL_CLIENTS_MAX))
        return control;
    int reason = errno;
    control_free(&control);
    errno = reason;
    return NULL;
}

static void client_end(struct client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    client->fd = -1;
    client->waits = false;
    client->length = 0;
    client->use++;
}

void control_free(struct control **control)
{
    if (*control == NULL)
        return;
    for (unsigned at = 0; at < CONTROL_CLIENTS_MAX; at++)
        client_end(&(*control)->clients[at]);
    if ((*control)->listener >= 0)
        close((*control)->listener);
    if ((*control)->epoll >= 0)
        close((*control)->epoll);
    if ((*control)->spare >= 0)
        close((*control)->spare);
    unlink((*control)->path);
    memory_free(*control);
    *control = NULL;
}

int control_fd(const struct control *control)
{
    return control->epoll;
}

/* -- answers ----------------------------------------------------------------------------------------- */

/* Each line after "> ", so that no line of it can be taken for the end. */
static void put_lines(struct bytes_writer *writer, const char *words, size_t length)
{
    for (size_t at = 0; at < length;) {
        const char *end = memchr(words + at, '\n', length - at);
        size_t line = end != NULL ? (size_t)(end - words) - at : length - at;
        put_bytes(writer, "> ", 2);
        put_bytes(writer, words + at, line);
        put_bytes(writer, "\n", 1);
        at += line + 1;
    }
}

/* Who does not read loses the connection: main waits for nobody. */
static void client_write(struct client *client, const struct bytes_writer *writer)
{
    ssize_t sent = send(client->fd, writer->bytes, writer->length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent == (ssize_t)writer->length)
        return;
    bool gone = sent < 0 && (errno == EPIPE || errno == ECONNRESET);
    log_limited("control_dropped reason=\"it %s\"", gone ? "has gone" : "does not read");
    client_end(client);
}

void control_answer(struct control *control, uint64_t number, bool done, struct text *text)
{
    struct client *client = &control->clients[number & ((1 << PLACE_BITS) - 1)];
    if (client->fd >= 0 && client->use == number >> PLACE_BITS) {
        struct bytes_writer writer = {0};
        if (text != NULL)
            put_lines(&writer, text_bytes(text), text_length(text));
        put_bytes(&writer, done ? "ok\n" : "no\n", 3);
        client->waits = false;
        client_write(client, &writer);
        bytes_free(&writer);
    }
    text_unref(&text);
}

/* -- lines ------------------------------------------------------------------------------------------- */

static bool plain(const char *line)
{
    for (; *line != '\0'; line++)
        if ((unsigned char)*line < ' ' || *line == 127)
            return false;
    return true;
}

MAIN_THREAD static void line_take(struct control *control, struct client *client, const char *line)
{
    uint64_t number = client->use << PLACE_BITS | (uint64_t)(client - control->clients);
    client->waits = true;
    if (plain(line))
        control->call(control->who, number, line);
    else
        control_answer(control, number, false, text_string("A command is one line of plain text.\n"));
}

/* The lines that have come, as long as each is answered at once. */
MAIN_THREAD static void lines_take(struct control *control, struct client *client)
{
    char line[CONTROL_LINE_MAX + 1];
    char *end;
    while (client->fd >= 0 && !client->waits && (end = memchr(client->line, '\n', client->length)) != NULL) {
        size_t length = (size_t)(end - client->line);
        memcpy(line, client->line, length);
        line[length] = '\0';
        if (memchr(line, '\0', length) != NULL)
            line[0] = 1;                /* refused as what it is: not plain */
        client->length -= (unsigned)length + 1;
        memmove(client->line, end + 1, client->length);
        if (length > 0 && line[length - 1] == '\r')
            line[length - 1] = '\0';
        line_take(control, client, line);
    }
}

MAIN_THREAD static void client_read(struct control *control, struct client *client)
{
    ssize_t came = read(client->fd, client->line + client->length, CONTROL_LINE_MAX - client->length);
    if (came < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (came <= 0) {
        client_end(client);
        return;
    }
    client->length += (unsigned)came;
    lines_take(control, client);
    if (client->fd < 0 || client->length < CONTROL_LINE_MAX)
        return;
    if (!client->waits) {
        uint64_t number = client->use << PLACE_BITS | (uint64_t)(client - control->clients);
        control_answer(control, number, false, text_printf("No command is longer than %d bytes.\n", CONTROL_LINE_MAX - 1));
    }
    client_end(client);                 /* it says on and on: nobody waits for the end of it */
}

/* -1: nobody waits, or nobody can be taken now. */
MAIN_THREAD static int listener_take(struct control *control)
{
    int fd = accept4(control->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0 || (errno != EMFILE && errno != ENFILE) || control->spare < 0)
        return fd;
    close(control->spare);
    control->spare = -1;
    return accept4(control->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

MAIN_THREAD static void client_begin(struct control *control, int fd)
{
    const int bytes = ANSWER_BYTES;
    for (unsigned at = 0; at < CONTROL_CLIENTS_MAX; at++)
        if (control->clients[at].fd < 0) {
            setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
            control->clients[at].fd = fd;
            if (!watched(control, fd, at))
                client_end(&control->clients[at]);
            return;
        }
    static const char busy[] = "> Too many are talking to this server already.\nno\n";
    ssize_t sent = send(fd, busy, sizeof busy - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    close(fd);
}

/* Whoever could not be taken before may be now that others have ended. */
MAIN_THREAD static void clients_take(struct control *control)
{
    int fd;
    if (control->spare < 0)
        control->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    while ((fd = listener_take(control)) >= 0)
        client_begin(control, fd);
}

void control_turn(struct control *control)
{
    struct epoll_event events[CONTROL_CLIENTS_MAX + 1];
    int count = epoll_wait(control->epoll, events, CONTROL_CLIENTS_MAX + 1, 0);
    for (int at = 0; at < count; at++) {
        uint64_t client = events[at].data.u64;
        if (client < CONTROL_CLIENTS_MAX && control->clients[client].fd >= 0)
            client_read(control, &control->clients[client]);
    }
    clients_take(control);
    for (unsigned at = 0; at < CONTROL_CLIENTS_MAX; at++)
        lines_take(control, &control->clients[at]);   /* behind a line that was answered late */
}

/* -- the other side ---------------------------------------------------------------------------------- */

static int server_reach(const char *folder)
{
    struct sockaddr_un address;
    int folder_fd = address_make(&address, folder), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct timeval patience = { .tv_sec = PATIENCE_S };
    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (folder_fd >= 0 && fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0) {
        close(folder_fd);
        return fd;
    }
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (folder_fd >= 0)
        close(folder_fd);
    errno = reason;
    return -1;
}

static FILE *server_open(const char *folder, FILE *mistakes)
{
    int fd = server_reach(folder);
    FILE *server = fd < 0 ? NULL : fdopen(fd, "r");
    if (server == NULL)
        fprintf(mistakes, "kallisti: no server runs in %s: %s\n", folder, strerror(errno));
    return server;
}

/* The stream is for reading alone: of a socket it could not turn round. */
static bool line_send(int fd, const char *line)
{
    struct bytes_writer writer = {0};
    put_bytes(&writer, line, strlen(line));
    put_u8(&writer, '\n');
    bool sent = send(fd, writer.bytes, writer.length, MSG_NOSIGNAL) == (ssize_t)writer.length;
    bytes_free(&writer);
    return sent;
}

enum said { SAID_DONE, SAID_REFUSED, SAID_UNANSWERED };

/* One line, without its end, and the whole of its answer. */
static enum said server_says(FILE *server, const char *line, FILE *out, FILE *mistakes)
{
    char *answer = NULL;
    size_t room = 0;
    enum said said = SAID_UNANSWERED;
    bool heard = line_send(fileno(server), line);
    errno = 0;
    while (heard && said == SAID_UNANSWERED && getline(&answer, &room, server) > 0) {
        if (strncmp(answer, "> ", 2) == 0)
            fputs(answer + 2, out);
        else
            said = strcmp(answer, "ok\n") == 0 ? SAID_DONE : SAID_REFUSED;
    }
    if (said == SAID_UNANSWERED && (errno == EAGAIN || errno == EWOULDBLOCK))
        fprintf(mistakes, "kallisti: the server has not answered for %d s; it may still do what it was told\n", PATIENCE_S);
    else if (said == SAID_UNANSWERED)
        fprintf(mistakes, "kallisti: the server ended before it answered\n");
    free(answer);
    return said;
}

int control_say(const char *folder, const char *line, FILE *out, FILE *mistakes)
{
    FILE *server = server_open(folder, mistakes);
    if (server == NULL)
        return 1;
    enum said said = server_says(server, line, out, mistakes);
    fclose(server);
    return said == SAID_DONE ? 0 : 1;
}

int control_relay(const char *folder, FILE *in, FILE *out, FILE *mistakes)
{
    FILE *server = server_open(folder, mistakes);
    char *line = NULL;
    size_t room = 0;
    enum said said = server == NULL ? SAID_UNANSWERED : SAID_DONE;
    bool refused = false;
    while (said != SAID_UNANSWERED && getline(&line, &room, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        said = server_says(server, line, out, mistakes);
        refused = refused || said == SAID_REFUSED;
    }
    free(line);
    if (server != NULL)
        fclose(server);
    return refused || said == SAID_UNANSWERED ? 1 : 0;
}
