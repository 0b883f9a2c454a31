/* bench/model/trace.h -- a traced run (tests/replay/trace.h says what the file is), ready to be run again by the model.
 *
 * Read by one thread, then only read. */
#ifndef BENCH_MODEL_TRACE_H
#define BENCH_MODEL_TRACE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { TRACE_ZONES_MAX = 1 << 20, TRACE_SESSIONS_MAX = 1 << 20, TRACE_INPUTS_MAX = 1 << 26, TRACE_WHAT_SIZE = 40, TRACE_NAME_SIZE = 40 };
enum { TRACE_NONE = UINT32_MAX };

enum trace_cause { TRACE_TIME, TRACE_LINE, TRACE_MAIL };
enum trace_turned { TRACE_SAME_TURN, TRACE_NEW_TURN, TRACE_NEW_TURN_AWAKE, TRACE_TURNED }; /* and slept perhaps; and had no sleep */

struct trace_input {
    uint32_t zone, posts, tells;
    uint32_t session;          /* TRACE_LINE: whose order it is, from 0 */
    uint32_t by;               /* TRACE_MAIL: the input that sent it */
    uint32_t answers;          /* the session whose order it answered, or TRACE_NONE */
    uint32_t releases;         /* when it is done, this session's next order may come; TRACE_NONE: none */
    uint32_t next_line;        /* TRACE_LINE: the next order of the session, or TRACE_NONE */
    int64_t  ms, ns;           /* T; thread CPU, of zone_apply() in a replay */
    int64_t  live, apart;      /* ... of all of it in the run, and of what was between the input before and this one */
    uint8_t  turned;           /* ... enum trace_turned */
    int64_t  pause_ms;         /* TRACE_LINE: after the answer before; of the first, after the beginning */
    uint8_t  cause;            /* enum trace_cause */
    char     what[TRACE_WHAT_SIZE];
};

struct trace_zone {
    char     name[TRACE_NAME_SIZE];
    uint64_t inputs, posts;
    int64_t  ns;               /* of all its inputs */
};

struct trace {
    struct trace_input *inputs;
    uint32_t            count, room;
    struct trace_zone  *zones;         /* by number, 0 is nobody's */
    uint32_t            zone_count;    /* the highest number */
    uint32_t           *first_lines;   /* of each session, or TRACE_NONE */
    uint32_t            session_count;
    uint32_t           *sent_from;     /* what input I sent is sent[sent_from[I]] to sent[sent_from[I + 1] - 1] */
    uint32_t           *sent;
    uint64_t            lines;
    int64_t             from_ms, to_ms; /* of what is in it */
};

/* False, with file, line and reason on `trouble`: cannot be read, or is no trace. trace_free() in either case. */
bool trace_read(struct trace *trace, const char *path, FILE *trouble);
void trace_free(struct trace *trace);

/* Leaves of it what came from from_ms until before to_ms.  What was sent before has come of its own accord then. */
void trace_cut(struct trace *trace, int64_t from_ms, int64_t to_ms);
/* From here on inputs cost what they cost in the run, all of it; apart_ns: the means of what was between them, in a turn and where one
 * began.  False: the trace does not say. */
bool trace_live(struct trace *trace, int64_t apart_ns[TRACE_TURNED]);
/* Of a run with a beginning and an end the last `seconds` in which orders came steadily. False: it is not so long. */
bool trace_steady(const struct trace *trace, unsigned seconds, int64_t *from_ms, int64_t *to_ms);

#endif
