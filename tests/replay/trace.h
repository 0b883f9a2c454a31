/* tests/replay/trace.h -- what a recorded run cost, input by input, and what led to what: for bench/model.
 *
 *   kallisti-trace 1
 *   zone 13 midgaard
 *   input 13 4012 2310 3 2 line:7 7 6120 9870 1 COMMAND look
 *   input 14 4012 890 1 0 mail:1 - 2105 120 0 ARRIVE
 *
 * First the zones that had inputs: number, name.  Then the inputs, numbered from 1, as one worker would have applied them:
 *
 *   zone
 *   T         world ms, that of the turn in which it was applied
 *   ns        of thread CPU that zone_apply() takes in a replay, warm and undisturbed; and what it took in the run to look up who plays, or
 *             listens to a channel, as a replay is given that
 *   posts     messages it led to for an inbox: of zones, net, persist, main
 *   tells     ... of these, for net
 *   cause     time (of its own accord, from the store, from outside), line:N (the player of session N gave an order) or
 *             mail:I (input I, above, sent it)
 *   answers   the session whose order it answered, or -
 *   live      ns of thread CPU that it took in the run itself: looked up, applied, posted what it led to
 *   apart     ns between the end of the worker's input before and the beginning of this one
 *   turned    1: a turn of the worker began in between, and it may have slept; 2: ... it did not, having sent itself mail; 0: none began
 *   what      the message, and of an order its verb
 *
 * Emissions are not in a recording, only their hashes: the replay makes them again, and whose input has the same bytes was
 * that message.  Times of the run are in the recording (struct recording_times).  Those of replays are measured apart from all that, in
 * replays that do nothing else: the thread's CPU clock around some hundred inputs, which the wall clock divides among them; of several
 * such replays the median. */
#ifndef TESTS_REPLAY_TRACE_H
#define TESTS_REPLAY_TRACE_H

#include "tests/replay/recorded.h"

#include <stdio.h>

/* Writes the trace; `times`: replays that are measured, 1 to TRACE_TIMES_MAX.  False, with a word on stderr: the recording does
 * not replay, so nothing could be said of it. */
enum { TRACE_TIMES_MAX = 99 };
ONE_THREAD bool trace_write(struct recorded *recorded, unsigned times, FILE *file);

#endif
