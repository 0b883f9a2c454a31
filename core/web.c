/* core/web.c -- see web.h.  Entered by the main thread only. */
#include "core/web.h"

#include "core/bytes.h"
#include "core/log.h"
#include "core/memory.h"
#include "core/metric.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LISTENER = WEB_CLIENTS_MAX, NS_PER_MS = 1000000, DRAIN_MAX = 65536, LISTEN_PAUSE_MS = 1000 };
#define NS_PER_S INT64_C(1000000000)

struct client {
    int                 fd;        /* -1: none */
    int64_t             until_ns;  /* clock_ns() at which patience ends; 0: has just come */
    bool                answering;
    size_t              length;    /* of what has come */
    char                head[HTTP_HEAD_MAX];
    struct bytes_writer answer;
    size_t              sent;
    size_t              drained;   /* of what came behind the request */
};

struct web {
    struct web_wishes wishes;
    web_call         *call;
    void             *who;
    int               epoll, listener;
    int64_t           paused_until_ns;   /* no descriptor was left for who wants to come: nobody is listened to until then */
    struct client     clients[WEB_CLIENTS_MAX];
    struct metrics    metrics;
};

/* -- begin and end ----------------------------------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

static int listener_open(const struct web_wishes *wishes, char reason[200])
{
    const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    const int on = 1;
    char port[8];
    snprintf(port, sizeof port, "%u", wishes->port);
    int failure = getaddrinfo(wishes->address, port, &hints, &found);
    if (failure != 0) {
        snprintf(reason, 200, "web.address '%.60s': %s", wishes->address, gai_strerror(failure));
        return -1;
    }
    int fd = -1;
    if (wishes->token[0] == '\0' && !is_loopback(found->ai_addr))
        snprintf(reason, 200, "web.address '%.60s' can be reached from elsewhere, and web.token is not set", wishes->address);
    else if ((fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) < 0
             || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 || bind(fd, found->ai_addr, found->ai_addrlen) != 0
             || listen(fd, WEB_CLIENTS_MAX) != 0) {
        snprintf(reason, 200, "port %u at %.60s: %s", wishes->port, wishes->address, strerror(errno));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
    return fd;
}

static bool watch(struct web *web, int fd, uint32_t what, uint64_t client, int how)
{
    struct epoll_event event = { .events = what, .data.u64 = client };
    return epoll_ctl(web->epoll, how, fd, &event) == 0;
}

struct web *web_new(const struct web_wishes *wishes, web_call *call, void *who, char reason[200])
{
    int listener = listener_open(wishes, reason);
    if (listener < 0)
        return NULL;
    struct web *web = memory_get(sizeof *web);
    web->wishes = *wishes;
    web->call = call;
    web->who = who;
    web->listener = listener;
    web->epoll = epoll_create1(EPOLL_CLOEXEC);
    for (unsigned at = 0; at < WEB_CLIENTS_MAX; at++)
        web->clients[at].fd = -1;
    metrics_register(&web->metrics, METRIC_MAIN, 0);
    if (web->epoll >= 0 && watch(web, listener, EPOLLIN, LISTENER, EPOLL_CTL_ADD))
        return web;
    snprintf(reason, 200, "%s", strerror(errno));
    web_free(&web);
    return NULL;
}

static void client_end(struct client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    bytes_free(&client->answer);
    *client = (struct client){ .fd = -1 };
}

void web_free(struct web **web)
{
    if (*web == NULL)
        return;
    metrics_forget(&(*web)->metrics);
    for (unsigned at = 0; at < WEB_CLIENTS_MAX; at++)
        client_end(&(*web)->clients[at]);
    close((*web)->listener);
    if ((*web)->epoll >= 0)
        close((*web)->epoll);
    memory_free(*web);
    *web = NULL;
}

uint16_t web_port(const struct web *web)
{
    struct sockaddr_storage name = {0};
    socklen_t length = sizeof name;
    getsockname(web->listener, (struct sockaddr *)&name, &length);
    return ntohs(name.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&name)->sin6_port : ((struct sockaddr_in *)&name)->sin_port);
}

int web_fd(const struct web *web)
{
    return web->epoll;
}

/* -- who may ----------------------------------------------------------------------------------------- */

static bool same_token(const char *said, const char *token)
{
    size_t length = strlen(token);
    return strlen(said) == length && sodium_memcmp(said, token, length) == 0;
}

static bool has_token(const struct web *web, const struct http_request *request)
{
    static const char bearer[] = "Bearer ";
    char said[HTTP_WORD_SIZE];
    if (strncasecmp(request->authorization, bearer, sizeof bearer - 1) == 0)
        return same_token(request->authorization + sizeof bearer - 1, web->wishes.token);
    return http_query(request->query, "token", said) && same_token(said, web->wishes.token);
}

/* A page from elsewhere can have its own name lead here, and then read what a browser on this machine is shown.  Without a token only who
 * says this machine's own name, or a number, is answered. */
static bool is_plain_host(const char *host)
{
    char name[HTTP_WORD_SIZE];
    struct in6_addr number;
    size_t length = host[0] == '[' ? strcspn(host, "]") : strcspn(host, ":");
    snprintf(name, sizeof name, "%.*s", (int)length, host);
    if (host[0] == '[')
        return inet_pton(AF_INET6, name + 1, &number) == 1;
    return host[0] == '\0' || strcasecmp(name, "localhost") == 0 || inet_pton(AF_INET, name, &number) == 1;
}

static unsigned may_ask(const struct web *web, const struct http_request *request)
{
    if (web->wishes.token[0] == '\0')
        return is_plain_host(request->host) ? HTTP_OK : HTTP_MISDIRECTED;
    for (const char *const *open = web->wishes.open; open != NULL && *open != NULL; open++)
        if (strcmp(*open, request->path) == 0)
            return HTTP_OK;
    return has_token(web, request) ? HTTP_OK : HTTP_UNAUTHORIZED;
}

/* -- answers ----------------------------------------------------------------------------------------- */

static const char *extra_of(unsigned status)
{
    return status == HTTP_METHOD ? "Allow: GET, HEAD\r\n" : status == HTTP_UNAUTHORIZED ? "WWW-Authenticate: Bearer\r\n" : "";
}

/* Pages take everything from here and nothing from elsewhere, and nobody may show them inside their own. */
static void answer_write(struct client *client, const struct web_answer *answer, bool head_only)
{
    struct bytes_writer *writer = &client->answer;
    put_printf(writer, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\nCache-Control: no-store\r\n%s",
               answer->status, http_reason(answer->status), answer->type, answer->length, extra_of(answer->status));
    put_printf(writer, "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'\r\nX-Content-Type-Options: nosniff\r\n"
               "Referrer-Policy: no-referrer\r\n\r\n");
    if (!head_only)
        put_bytes(writer, answer->body, answer->length);
    client->answering = true;
}

static void refusal_make(struct web_answer *answer, unsigned status)
{
    char words[100];
    free(answer->body);
    int length = snprintf(words, sizeof words, "%u %s\n", status, http_reason(status));
    *answer = (struct web_answer){ .status = status, .type = "text/plain; charset=utf-8", .body = strdup(words), .length = (size_t)length };
}

MAIN_THREAD static void client_answer(struct web *web, struct client *client, const struct http_request *request, unsigned status)
{
    struct web_answer answer = { .status = HTTP_OK };
    if (status == HTTP_OK)
        status = may_ask(web, request);
    if (status == HTTP_OK) {
        web->call(web->who, request, &answer);
        status = answer.status;
    }
    if (answer.body == NULL)
        refusal_make(&answer, status);
    metric_add(&web->metrics, METRIC_web_requests, 1);
    bool refused = status >= HTTP_BAD && status != HTTP_UNAVAILABLE;
    metric_add(&web->metrics, METRIC_web_refused, refused);
    if (refused)
        log_limited("web_refused status=%u path=%.60s", status, request->path[0] == '\0' ? "-" : request->path);
    answer_write(client, &answer, request->head);
    free(answer.body);
}

/* -- sockets ----------------------------------------------------------------------------------------- */

/* Said and written: the client closes first, or it may lose the end of the answer. */
MAIN_THREAD static void client_write(struct web *web, struct client *client)
{
    while (client->sent < client->answer.length) {
        ssize_t sent = send(client->fd, client->answer.bytes + client->sent, client->answer.length - client->sent, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            watch(web, client->fd, EPOLLOUT, (uint64_t)(client - web->clients), EPOLL_CTL_MOD);
            return;
        }
        if (sent < 0) {
            client_end(client);
            return;
        }
        client->sent += (size_t)sent;
    }
    shutdown(client->fd, SHUT_WR);
    watch(web, client->fd, EPOLLIN, (uint64_t)(client - web->clients), EPOLL_CTL_MOD);
}

MAIN_THREAD static void client_read(struct web *web, struct client *client)
{
    char rest[1024];
    struct http_request request;
    bool over = client->answering;      /* what still comes is only taken so that the client may close */
    ssize_t came = over ? recv(client->fd, rest, sizeof rest, 0)
                        : recv(client->fd, client->head + client->length, sizeof client->head - client->length, 0);
    if (came < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    if (came <= 0) {
        client_end(client);
        return;
    }
    client->drained += over ? (size_t)came : 0;
    if (client->drained > DRAIN_MAX)
        client_end(client);             /* it has its answer, and goes on and on */
    if (over)
        return;
    client->length += (size_t)came;
    unsigned status = http_read(client->head, client->length, &request);
    if (status == HTTP_MORE)
        return;
    client_answer(web, client, &request, status);
    client_write(web, client);
}

/* Too many: who comes now waits in the queue of the listener, or is served when somebody's patience has ended. */
MAIN_THREAD static void clients_take(struct web *web, int64_t now_ns)
{
    for (unsigned at = 0; at < WEB_CLIENTS_MAX; at++) {
        struct client *client = &web->clients[at];
        if (client->fd >= 0)
            continue;
        client->fd = accept4(web->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client->fd < 0) {
            bool nobody = errno == EAGAIN || errno == EINTR || errno == ECONNABORTED;
            web->paused_until_ns = nobody ? 0 : now_ns + LISTEN_PAUSE_MS * (int64_t)NS_PER_MS;
            return;
        }
        if (!watch(web, client->fd, EPOLLIN, at, EPOLL_CTL_ADD))
            client_end(client);
    }
}

static bool has_room(const struct web *web)
{
    for (unsigned at = 0; at < WEB_CLIENTS_MAX; at++)
        if (web->clients[at].fd < 0)
            return true;
    return false;
}

/* Sets the alarm of who has just come, cuts off who took too long; gives the ms until the next alarm, or -1. */
MAIN_THREAD static int64_t clients_look(struct web *web, int64_t now_ns)
{
    int64_t next = -1;
    for (unsigned at = 0; at < WEB_CLIENTS_MAX; at++) {
        struct client *client = &web->clients[at];
        if (client->fd < 0)
            continue;
        if (client->until_ns == 0)
            client->until_ns = now_ns + WEB_EXCHANGE_S * NS_PER_S;
        int64_t left = (client->until_ns - now_ns + NS_PER_MS - 1) / NS_PER_MS;
        if (left <= 0) {
            if (!client->answering)
                log_limited("web_refused status=%d path=-", HTTP_TIMEOUT);
            metric_add(&web->metrics, METRIC_web_requests, !client->answering);
            metric_add(&web->metrics, METRIC_web_refused, !client->answering);
            client_end(client);
        } else if (next < 0 || left < next)
            next = left;
    }
    return next;
}

int64_t web_turn(struct web *web, int64_t now_ns)
{
    struct epoll_event events[WEB_CLIENTS_MAX + 1];
    int count = epoll_wait(web->epoll, events, WEB_CLIENTS_MAX + 1, 0);
    for (int at = 0; at < count; at++) {
        struct client *client = &web->clients[events[at].data.u64];
        if (events[at].data.u64 == LISTENER)
            clients_take(web, now_ns);
        else if (client->fd >= 0 && (events[at].events & EPOLLOUT) != 0)
            client_write(web, client);
        else if (client->fd >= 0)
            client_read(web, client);
    }
    int64_t next = clients_look(web, now_ns);
    bool paused = now_ns < web->paused_until_ns;
    watch(web, web->listener, has_room(web) && !paused ? EPOLLIN : 0, LISTENER, EPOLL_CTL_MOD);
    return paused && (next < 0 || next > LISTEN_PAUSE_MS) ? LISTEN_PAUSE_MS : next;
}
