/* core/http.h -- the head of an HTTP request (RFC 9112), as far as somebody needs it who shows a few pages and takes nothing in.
 *
 * Bounded on every side and strict: what is not surely a GET or HEAD of a plain path is refused with the status that says why.  A body
 * is not looked at: the connection is closed behind the answer, so nothing can hide in it. */
#ifndef CORE_HTTP_H
#define CORE_HTTP_H

#include "core/thread.h"

#include <stddef.h>

enum { HTTP_HEAD_MAX = 8192, HTTP_LINES_MAX = 100, HTTP_WORD_SIZE = 512 };

enum {
    HTTP_MORE = 0,                     /* the head has not come whole yet */
    HTTP_OK = 200, HTTP_BAD = 400, HTTP_UNAUTHORIZED = 401, HTTP_NOT_FOUND = 404, HTTP_METHOD = 405, HTTP_TIMEOUT = 408,
    HTTP_PATH_LONG = 414, HTTP_MISDIRECTED = 421, HTTP_HEAD_LARGE = 431, HTTP_UNAVAILABLE = 503, HTTP_VERSION = 505,
};

struct http_request {
    bool head;                         /* HEAD: the answer has no body */
    char path[HTTP_WORD_SIZE];         /* begins with /; nothing in it is decoded */
    char query[HTTP_WORD_SIZE];        /* what follows the ?, or "" */
    char host[HTTP_WORD_SIZE];         /* "" when none was said, which HTTP/1.0 may */
    char authorization[HTTP_WORD_SIZE];
};

/* Looks at what has come so far: HTTP_MORE, HTTP_OK and the request, or the status it is refused with. */
ANY_THREAD unsigned http_read(const char *bytes, size_t length, struct http_request *request);
/* The value of `name` in a query, %XX and + decoded.  False: it is not there, or too long. */
ANY_THREAD bool http_query(const char *query, const char *name, char value[HTTP_WORD_SIZE]);
/* The reason phrase of a status, for people. */
ANY_THREAD const char *http_reason(unsigned status);

#endif
