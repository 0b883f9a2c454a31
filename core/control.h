/* core/control.h -- `kallisti ctl`: a unix socket in the data folder, and who talks to it.
 *
 * The protocol: a line is a command.  The answer is any number of lines, each after "> ", then one line that begins with `ok` or
 * `no`.  Then the next command may come.  The socket is its owner's alone (mode 0600): whoever reaches it may do all.
 * The main thread owns it; only control_say() and control_relay() are anybody's, from any process. */
#ifndef CORE_CONTROL_H
#define CORE_CONTROL_H

#include "core/text.h"
#include "core/thread.h"

#include <stdio.h>

struct control;

enum { CONTROL_LINE_MAX = 1000, CONTROL_CLIENTS_MAX = 16 };

/* What a line means.  client: for control_answer(), now or later. */
typedef void control_call(void *who, uint64_t client, const char *line);

/* Makes FOLDER/ctl; NULL with errno. */
MAIN_THREAD struct control *control_new(const char *folder, control_call *call, void *who);
MAIN_THREAD void control_free(struct control **control);
/* To be watched by epoll: readable when control_turn() has something to do. */
MAIN_THREAD int control_fd(const struct control *control);
MAIN_THREAD void control_turn(struct control *control);
/* Takes the text, which may be NULL.  A client that is gone gets nothing. */
MAIN_THREAD void control_answer(struct control *control, uint64_t client, bool done, struct text *text);

/* The other side: says the line to the server of that folder, prints the answer, gives the exit status. */
int control_say(const char *folder, const char *line, FILE *out, FILE *mistakes);
/* The same with every line of `in`, until its end, over one connection: the exit status is 1 if one of them was refused. */
int control_relay(const char *folder, FILE *in, FILE *out, FILE *mistakes);

#endif
