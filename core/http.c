/* core/http.c -- see http.h.  Pure: bytes in, a request or a status out. */
#include "core/http.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
    unsigned    status;
    const char *reason;
} reasons[] = {
    { HTTP_OK, "OK" }, { HTTP_BAD, "Bad Request" }, { HTTP_UNAUTHORIZED, "Unauthorized" }, { HTTP_NOT_FOUND, "Not Found" },
    { HTTP_METHOD, "Method Not Allowed" }, { HTTP_TIMEOUT, "Request Timeout" }, { HTTP_PATH_LONG, "URI Too Long" },
    { HTTP_MISDIRECTED, "Misdirected Request" }, { HTTP_HEAD_LARGE, "Request Header Fields Too Large" },
    { HTTP_UNAVAILABLE, "Service Unavailable" }, { HTTP_VERSION, "HTTP Version Not Supported" },
};

const char *http_reason(unsigned status)
{
    for (size_t at = 0; at < sizeof reasons / sizeof reasons[0]; at++)
        if (reasons[at].status == status)
            return reasons[at].reason;
    return "";
}

/* RFC 9110: tchar. */
static bool is_token(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z', digit = byte >= '0' && byte <= '9';
        if (!letter && !digit && (byte == '\0' || strchr("!#$%&'*+-.^_`|~", byte) == NULL))
            return false;
    }
    return length > 0;
}

static bool is_visible(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length; at++)
        if ((unsigned char)bytes[at] <= ' ' || (unsigned char)bytes[at] >= 127)
            return false;
    return true;
}

static bool word_take(char word[HTTP_WORD_SIZE], const char *bytes, size_t length)
{
    if (length >= HTTP_WORD_SIZE)
        return false;
    memcpy(word, bytes, length);
    word[length] = '\0';
    return true;
}

static unsigned target_read(const char *target, size_t length, struct http_request *request)
{
    const char *query = memchr(target, '?', length);
    size_t path = query != NULL ? (size_t)(query - target) : length;
    if (length == 0 || target[0] != '/' || !is_visible(target, length))
        return HTTP_BAD;
    if (!word_take(request->path, target, path))
        return HTTP_PATH_LONG;
    request->query[0] = '\0';
    if (query != NULL && !word_take(request->query, query + 1, length - path - 1))
        return HTTP_PATH_LONG;
    return HTTP_OK;
}

/* METHOD SP target SP HTTP/1.x */
static unsigned first_line(const char *line, size_t length, struct http_request *request, bool *old)
{
    const char *after_method = memchr(line, ' ', length);
    if (after_method == NULL || !is_token(line, (size_t)(after_method - line)))
        return HTTP_BAD;
    const char *target = after_method + 1;
    const char *after_target = memchr(target, ' ', length - (size_t)(target - line));
    if (after_target == NULL)
        return HTTP_BAD;
    const char *version = after_target + 1;
    size_t left = length - (size_t)(version - line);
    if (left != 8 || memcmp(version, "HTTP/", 5) != 0 || version[6] != '.')
        return HTTP_BAD;
    if (version[5] != '1' || version[7] < '0' || version[7] > '9')
        return HTTP_VERSION;
    *old = version[7] == '0';
    size_t method = (size_t)(after_method - line);
    request->head = method == 4 && memcmp(line, "HEAD", 4) == 0;
    if (!request->head && (method != 3 || memcmp(line, "GET", 3) != 0))
        return HTTP_METHOD;
    return target_read(target, (size_t)(after_target - target), request);
}

static unsigned field_line(const char *line, size_t length, struct http_request *request)
{
    const char *colon = memchr(line, ':', length);
    if (colon == NULL || !is_token(line, (size_t)(colon - line)))
        return HTTP_BAD;                /* a line folded onto the one before has no name, either */
    const char *value = colon + 1, *end = line + length;
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    for (const char *at = value; at < end; at++)
        if (((unsigned char)*at < ' ' && *at != '\t') || *at == 127)
            return HTTP_BAD;
    size_t name = (size_t)(colon - line);
    bool host = name == 4 && strncasecmp(line, "host", 4) == 0;
    if (host && request->host[0] != '\0')
        return HTTP_BAD;
    if (host)
        return word_take(request->host, value, (size_t)(end - value)) && end > value ? HTTP_OK : HTTP_BAD;
    if (name == 13 && strncasecmp(line, "authorization", 13) == 0)
        return word_take(request->authorization, value, (size_t)(end - value)) ? HTTP_OK : HTTP_HEAD_LARGE;
    return HTTP_OK;
}

/* How long the line is without its end, which is CR LF or LF alone; false while that has not come. */
static bool line_next(const char *bytes, size_t length, size_t *line, size_t *whole)
{
    const char *end = memchr(bytes, '\n', length);
    if (end == NULL)
        return false;
    *whole = (size_t)(end - bytes) + 1;
    *line = *whole - 1 - (*whole > 1 && end[-1] == '\r');
    return true;
}

unsigned http_read(const char *bytes, size_t length, struct http_request *request)
{
    size_t at = 0, line, whole;
    unsigned status = HTTP_OK;
    bool old = false;
    *request = (struct http_request){0};
    for (unsigned lines = 0; status == HTTP_OK && line_next(bytes + at, length - at, &line, &whole); lines++) {
        if (lines > 0 && line == 0)
            return request->host[0] == '\0' && !old ? HTTP_BAD : HTTP_OK;
        if (lines == HTTP_LINES_MAX)
            return HTTP_HEAD_LARGE;
        status = lines == 0 ? first_line(bytes + at, line, request, &old) : field_line(bytes + at, line, request);
        at += whole;
    }
    return status != HTTP_OK ? status : length >= HTTP_HEAD_MAX ? HTTP_HEAD_LARGE : HTTP_MORE;
}

/* -- queries ------------------------------------------------------------------------------------------ */

static int digit_of(char digit)
{
    const char *digits = "0123456789abcdef", *at = digit == '\0' ? NULL : strchr(digits, digit | (digit >= 'A' ? 0x20 : 0));
    return at == NULL ? -1 : (int)(at - digits);
}

static bool decode(const char *bytes, size_t length, char value[HTTP_WORD_SIZE])
{
    size_t filled = 0;
    for (size_t at = 0; at < length; at++) {
        char byte = bytes[at] == '+' ? ' ' : bytes[at];
        if (byte == '%') {
            int high = at + 2 < length ? digit_of(bytes[at + 1]) : -1, low = at + 2 < length ? digit_of(bytes[at + 2]) : -1;
            if (high < 0 || low < 0 || high * 16 + low == 0)
                return false;
            byte = (char)(high * 16 + low);
            at += 2;
        }
        if (filled == HTTP_WORD_SIZE - 1)
            return false;
        value[filled++] = byte;
    }
    value[filled] = '\0';
    return true;
}

bool http_query(const char *query, const char *name, char value[HTTP_WORD_SIZE])
{
    size_t wanted = strlen(name);
    while (*query != '\0') {
        size_t pair = strcspn(query, "&");
        if (pair > wanted && query[wanted] == '=' && strncmp(query, name, wanted) == 0)
            return decode(query + wanted + 1, pair - wanted - 1, value);
        query += pair + (query[pair] == '&');
    }
    return false;
}
