/* tests/core/fuzz_http.c -- any bytes as the head of a request, for libFuzzer (tests/fuzz.sh).
 *
 * Piece by piece they come to the same as whole: more is wanted until an answer stands, which then never changes.  What is taken for a
 * request has a path and no byte that could end a line. */
#include "core/http.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void request_check(const struct http_request *request)
{
    char value[HTTP_WORD_SIZE];
    assert(request->path[0] == '/');
    const char *const words[] = {request->path, request->query, request->host, request->authorization};
    for (unsigned at = 0; at < sizeof words / sizeof words[0]; at++) {
        assert(strlen(words[at]) < HTTP_WORD_SIZE);
        assert(strpbrk(words[at], "\r\n\x1b") == NULL);
    }
    if (http_query(request->query, "token", value))
        assert(strlen(value) < HTTP_WORD_SIZE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct http_request request;
    unsigned before = HTTP_MORE;
    for (size_t length = 0; length <= size; length++) {
        char *bytes = malloc(length + 1);       /* its own size, so that a byte too many is seen */
        memcpy(bytes, data, length);
        unsigned status = http_read(bytes, length, &request);
        free(bytes);
        assert(before == HTTP_MORE || status == before);
        assert(status == HTTP_MORE || http_reason(status)[0] != '\0');
        before = status;
        if (status == HTTP_OK)
            request_check(&request);
        if (length > 600)
            length += 63;
    }
    return 0;
}
