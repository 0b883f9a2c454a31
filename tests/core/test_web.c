/* tests/core/test_web.c -- figures by HTTP through real sockets: who is answered, who is refused, and who cannot keep main waiting. */
#include "core/web.h"

#include "core/metric.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define NS_PER_S INT64_C(1000000000)
enum { LARGE = 16 << 20 };            /* more than sockets hold */

static const char *const open_paths[] = {"/", NULL};
static struct web *web;
static int64_t now_ns = NS_PER_S;
static char answer[LARGE + 4096];

static void on_request(void *who, const struct http_request *request, struct web_answer *made)
{
    (void)who;
    bool large = strcmp(request->path, "/large") == 0;
    if (strcmp(request->path, "/none") == 0) {
        made->status = HTTP_NOT_FOUND;
        return;
    }
    made->type = "text/plain";
    made->length = large ? LARGE : 5;
    made->body = malloc(made->length);
    memset(made->body, 'x', made->length);
}

static void web_opens(const char *address, const char *token)
{
    char reason[200];
    const struct web_wishes wishes = {.address = address, .token = token, .open = open_paths};
    web = web_new(&wishes, on_request, NULL, reason);
    assert_non_null(web);
}

static int client_new(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(web_port(web))};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void turns(unsigned count)
{
    for (unsigned turn = 0; turn < count; turn++) {
        struct pollfd watched = {.fd = web_fd(web), .events = POLLIN};
        poll(&watched, 1, 20);
        web_turn(web, now_ns);
    }
}

/* All that is said until the server closes; false: it has not, for a second. */
static bool hears(int fd)
{
    size_t length = 0;
    for (unsigned tries = 0; tries < 50; tries++) {
        struct pollfd watched[2] = {{.fd = fd, .events = POLLIN}, {.fd = web_fd(web), .events = POLLIN}};
        poll(watched, 2, 20);
        web_turn(web, now_ns);
        ssize_t came;
        while ((came = recv(fd, answer + length, sizeof answer - 1 - length, MSG_DONTWAIT)) > 0) {
            length += (size_t)came;
            tries = 0;
            web_turn(web, now_ns);
        }
        answer[length] = '\0';
        if (came == 0) {
            close(fd);
            turns(2);
            return true;
        }
    }
    return false;
}

static unsigned asks(const char *request)
{
    unsigned status = 0;
    int fd = client_new();
    assert_int_equal(send(fd, request, strlen(request), 0), strlen(request));
    assert_true(hears(fd));
    sscanf(answer, "HTTP/1.1 %u ", &status);
    return status;
}

static const char *body(void)
{
    const char *end = strstr(answer, "\r\n\r\n");
    assert_non_null(end);
    return end + 4;
}

static void test_answers(void **state)
{
    (void)state;
    uint64_t requests = metric_total(METRIC_web_requests), refused = metric_total(METRIC_web_refused);
    web_opens("127.0.0.1", "");
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"), HTTP_OK);
    assert_string_equal(body(), "xxxxx");
    assert_non_null(strstr(answer, "\r\nContent-Length: 5\r\n"));
    assert_non_null(strstr(answer, "\r\nConnection: close\r\n"));
    assert_int_equal(asks("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n"), HTTP_OK);
    assert_string_equal(body(), "");
    assert_non_null(strstr(answer, "\r\nContent-Length: 5\r\n"));
    assert_int_equal(asks("GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n"), HTTP_NOT_FOUND);
    assert_string_equal(body(), "404 Not Found\n");
    assert_int_equal(asks("PUT /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"), HTTP_METHOD);
    assert_non_null(strstr(answer, "\r\nAllow: GET, HEAD\r\n"));
    assert_int_equal(asks("\x16\x03\x01 hello\r\n"), HTTP_BAD);
    assert_int_equal(metric_total(METRIC_web_requests), requests + 5);
    assert_int_equal(metric_total(METRIC_web_refused), refused + 3);
    web_free(&web);
    assert_null(web);
}

/* A page from elsewhere whose name was made to lead here. */
static void test_other_peoples_names(void **state)
{
    (void)state;
    static const struct { const char *host; unsigned status; } rows[] = {
        {"localhost", HTTP_OK}, {"LocalHost:4001", HTTP_OK}, {"127.0.0.1:4001", HTTP_OK}, {"10.1.2.3", HTTP_OK}, {"[::1]:4001", HTTP_OK},
        {"[::1]", HTTP_OK}, {"evil.example", HTTP_MISDIRECTED}, {"localhost.evil.example:4001", HTTP_MISDIRECTED},
        {"127.0.0.1.evil.example", HTTP_MISDIRECTED}, {"[evil]", HTTP_MISDIRECTED}, {":4001", HTTP_MISDIRECTED},
    };
    web_opens("127.0.0.1", "");
    for (size_t at = 0; at < sizeof rows / sizeof rows[0]; at++) {
        char request[200];
        snprintf(request, sizeof request, "GET /a HTTP/1.1\r\nHost: %s\r\n\r\n", rows[at].host);
        assert_int_equal(asks(request), rows[at].status);
    }
    assert_int_equal(asks("GET /a HTTP/1.0\r\n\r\n"), HTTP_OK);
    web_free(&web);
}

static void test_tokens(void **state)
{
    (void)state;
    web_opens("127.0.0.1", "open sesame");
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: far.example\r\n\r\n"), HTTP_UNAUTHORIZED);
    assert_non_null(strstr(answer, "\r\nWWW-Authenticate: Bearer\r\n"));
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer open sesam\r\n\r\n"), HTTP_UNAUTHORIZED);
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer open sesamee\r\n\r\n"), HTTP_UNAUTHORIZED);
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: Basic open sesame\r\n\r\n"), HTTP_UNAUTHORIZED);
    assert_int_equal(asks("GET /a?token=open HTTP/1.1\r\nHost: a\r\n\r\n"), HTTP_UNAUTHORIZED);
    assert_int_equal(asks("GET /a HTTP/1.1\r\nHost: far.example\r\nAuthorization: bearer open sesame\r\n\r\n"), HTTP_OK);
    assert_int_equal(asks("GET /a?token=open+sesame HTTP/1.1\r\nHost: a\r\n\r\n"), HTTP_OK);
    assert_int_equal(asks("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), HTTP_OK);          /* says nothing about the server */
    web_free(&web);
}

static void test_where_it_may_listen(void **state)
{
    (void)state;
    char reason[200] = "";
    struct web_wishes wishes = {.address = "0.0.0.0", .token = ""};
    assert_null(web_new(&wishes, on_request, NULL, reason));
    assert_non_null(strstr(reason, "web.token is not set"));
    wishes.address = "no.such.name.example";
    assert_null(web_new(&wishes, on_request, NULL, reason));
    assert_non_null(strstr(reason, "no.such.name.example"));
    wishes.address = "0.0.0.0";
    wishes.token = "secret";
    web = web_new(&wishes, on_request, NULL, reason);
    assert_non_null(web);
    struct web_wishes same = {.address = "127.0.0.1", .token = "", .port = web_port(web)};
    assert_null(web_new(&same, on_request, NULL, reason));
    assert_non_null(strstr(reason, "in use"));
    web_free(&web);
}

/* Who says nothing, or half of it, or does not read: each waits for himself, until patience ends. */
static void test_slow_ones(void **state)
{
    (void)state;
    web_opens("127.0.0.1", "");
    uint64_t refused = metric_total(METRIC_web_refused);
    int silent = client_new(), half = client_new(), reader = client_new();
    assert_true(send(half, "GET /a HTTP/1.1\r\nHo", 19, 0) == 19);
    assert_true(send(reader, "GET /large HTTP/1.0\r\n\r\n", 23, 0) == 23);
    turns(5);
    assert_int_equal(asks("GET /a HTTP/1.0\r\n\r\n"), HTTP_OK);                   /* while they wait */
    assert_in_range(web_turn(web, now_ns), 1, WEB_EXCHANGE_S * 1000);
    assert_true(send(half, "st: localhost\r\n\r\n", 17, 0) == 17);
    assert_true(hears(half));
    assert_string_equal(body(), "xxxxx");
    assert_true(hears(reader));
    assert_int_equal(strlen(body()), LARGE);
    int deaf = client_new();
    assert_true(send(deaf, "GET /large HTTP/1.0\r\n\r\n", 23, 0) == 23);
    turns(5);
    now_ns += (WEB_EXCHANGE_S + 1) * NS_PER_S;
    turns(2);
    assert_int_equal(metric_total(METRIC_web_refused), refused + 1);               /* the silent one */
    assert_int_equal(recv(silent, answer, 1, MSG_DONTWAIT), 0);
    assert_int_equal(web_turn(web, now_ns), -1);                                    /* nobody is left to wait for */
    close(silent);
    close(deaf);
    web_free(&web);
}

/* Who has his answer and goes on talking is cut off, and soon. */
static void test_one_who_does_not_stop(void **state)
{
    (void)state;
    static char much[65536];
    size_t sent = 0;
    web_opens("127.0.0.1", "");
    int fd = client_new();
    assert_true(send(fd, "GET /a HTTP/1.0\r\n\r\n", 19, 0) == 19);
    memset(much, 'x', sizeof much);
    for (unsigned tries = 0; tries < 2000; tries++) {
        ssize_t taken = send(fd, much, sizeof much, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken < 0 && errno != EAGAIN)
            break;
        sent += taken > 0 ? (size_t)taken : 0;
        turns(1);
    }
    assert_true(errno == EPIPE || errno == ECONNRESET);
    assert_true(sent < 32u << 20);                                                  /* what sockets hold, and little more */
    assert_int_equal(web_turn(web, now_ns), -1);
    close(fd);
    web_free(&web);
}

/* No descriptor is left for who wants to come: main does not turn for ever, and takes him when there is one again. */
static void test_no_descriptors(void **state)
{
    (void)state;
    struct rlimit limit, none;
    web_opens("127.0.0.1", "");
    int fd = client_new();
    assert_true(send(fd, "GET /a HTTP/1.0\r\n\r\n", 19, 0) == 19);
    getrlimit(RLIMIT_NOFILE, &limit);
    none = limit;
    none.rlim_cur = (rlim_t)fd;         /* the next one would be above it */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    turns(2);
    assert_in_range(web_turn(web, now_ns), 1, 1000);
    struct pollfd watched = {.fd = web_fd(web), .events = POLLIN};
    assert_int_equal(poll(&watched, 1, 50), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    now_ns += 2 * NS_PER_S;
    web_turn(web, now_ns);
    assert_true(hears(fd));
    assert_string_equal(body(), "xxxxx");
    web_free(&web);
}

/* Those beyond the most wait in the queue, and are served when one of them goes. */
static void test_too_many(void **state)
{
    (void)state;
    int clients[WEB_CLIENTS_MAX + 3];
    web_opens("127.0.0.1", "");
    for (unsigned at = 0; at < WEB_CLIENTS_MAX + 3; at++) {
        clients[at] = client_new();
        if (at >= WEB_CLIENTS_MAX)
            assert_true(send(clients[at], "GET /a HTTP/1.0\r\n\r\n", 19, 0) == 19);
        turns(1);
    }
    turns(5);
    assert_true(recv(clients[WEB_CLIENTS_MAX], answer, 1, MSG_DONTWAIT) < 0);
    now_ns += (WEB_EXCHANGE_S + 1) * NS_PER_S;
    turns(2);
    for (unsigned at = 0; at < WEB_CLIENTS_MAX + 3; at++) {
        if (at >= WEB_CLIENTS_MAX) {
            assert_true(hears(clients[at]));
            assert_string_equal(body(), "xxxxx");
        } else
            close(clients[at]);
    }
    web_free(&web);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers), cmocka_unit_test(test_other_peoples_names), cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_where_it_may_listen), cmocka_unit_test(test_slow_ones), cmocka_unit_test(test_one_who_does_not_stop),
        cmocka_unit_test(test_no_descriptors), cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests_name("web", tests, NULL, NULL);
}
