/* net/output.c -- one buffer, one write a turn.  Called by whoever owns the buffer. */
#include "net/output.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* What was sent is cut off the front only now and then: moving the rest costs as much as sending it. */
enum { SENT_KEPT_MAX = 65536 };

size_t output_waiting(const struct output *output)
{
    return output->bytes.length - output->sent;
}

static void output_compact(struct output *output)
{
    if (output->sent < SENT_KEPT_MAX) {
        return;
    }
    memmove(output->bytes.bytes, output->bytes.bytes + output->sent, output_waiting(output));
    output->bytes.length -= output->sent;
    output->sent = 0;
}

enum output_state output_write(struct output *output, int fd, uint64_t *written)
{
    if (output->bytes.bytes == NULL) {
        return OUTPUT_EMPTY;
    }
    while (output_waiting(output) > 0) {
        ssize_t taken = send(fd, output->bytes.bytes + output->sent, output_waiting(output), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken < 0 && errno == EINTR) {
            continue;
        }
        if (taken < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            output_compact(output);
            return OUTPUT_WAITS;
        }
        if (taken <= 0) {
            output_free(output);
            return OUTPUT_BROKEN;
        }
        output->sent += (size_t)taken;
        *written += (uint64_t)taken;
    }
    output_free(output);
    return OUTPUT_EMPTY;
}

void output_free(struct output *output)
{
    bytes_free(&output->bytes);
    *output = (struct output){0};
}
