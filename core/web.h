/* core/web.h -- web.port: connections of those who ask for figures by HTTP, one question and one answer each.
 *
 * Main is never kept: sockets do not block, heads are bounded (core/http.h), an exchange that is not over in WEB_EXCHANGE_S is cut off,
 * and no more than WEB_CLIENTS_MAX are served at a time.  The main thread owns it. */
#ifndef CORE_WEB_H
#define CORE_WEB_H

#include "core/http.h"

#include <stdint.h>

struct web;

enum { WEB_CLIENTS_MAX = 32, WEB_EXCHANGE_S = 10 };

struct web_answer {
    unsigned    status;
    const char *type;          /* Content-Type; lives as long as the web */
    char       *body;          /* of malloc(); the web frees it */
    size_t      length;
};
/* What a request means; HTTP_OK is filled in. */
typedef void web_call(void *who, const struct http_request *request, struct web_answer *answer);

struct web_wishes {
    const char *address;       /* numeric */
    uint16_t    port;          /* 0: any */
    const char *token;         /* of which a request must show that it has it; "": none, and then the address is a loopback one */
    const char *const *open;   /* paths that need no token, NULL-terminated */
};

/* NULL with a reason.  The wishes are borrowed for good. */
MAIN_THREAD struct web *web_new(const struct web_wishes *wishes, web_call *call, void *who, char reason[200]);
MAIN_THREAD void web_free(struct web **web);
MAIN_THREAD uint16_t web_port(const struct web *web);
/* To be watched by epoll: readable when web_turn() has something to do. */
MAIN_THREAD int web_fd(const struct web *web);
/* Gives after how many ms it wants to be called again; -1: only when there is something. */
MAIN_THREAD int64_t web_turn(struct web *web, int64_t now_ns);

#endif
