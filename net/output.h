/* net/output.h -- what one client has still to be sent.
 *
 * Bytes gather during a turn and leave in one write at its end; memory is held only while something
 * waits.  The owner calls. */
#ifndef NET_OUTPUT_H
#define NET_OUTPUT_H

#include "core/bytes.h"

struct output {
    struct bytes_writer bytes;   /* append here */
    size_t              sent;    /* of them, already with the kernel */
};

enum output_state { OUTPUT_EMPTY, OUTPUT_WAITS, OUTPUT_BROKEN };

size_t output_waiting(const struct output *output);
/* Gives the kernel what it takes; adds to *written. OUTPUT_BROKEN: the connection is gone. */
enum output_state output_write(struct output *output, int fd, uint64_t *written);
void output_free(struct output *output);

#endif
