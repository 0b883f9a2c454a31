/* bench/bot/server.h -- a real server as our child: started, watched through its status file, ended or killed.
 *
 * One thread owns it; server_status() may be read by any while the server is up. */
#ifndef BENCH_BOT_SERVER_H
#define BENCH_BOT_SERVER_H

#include "core/status.h"

#include <sys/types.h>

struct server {
    const char *program, *data, *log;   /* the owner's; log: what the server logs and prints, one file for all starts */
    const char *folder;                 /* where it runs; NULL: here.  Then what it is given must not be told from here */
    const char *const *options;         /* further words of the command line, ends with NULL */
    pid_t       pid;                    /* 0: not running */
    uint16_t    port;
    const struct status *status;        /* mapped; it outlives the server, until server_forget() */
};

bool server_begin(struct server *server);       /* waits until it is open; false, with a line on stderr */
int  server_wait(struct server *server);        /* its wait status */
/* SIGTERM, and 60 s for the last cut: its wait status. */
int  server_end(struct server *server);
void server_forget(struct server *server);      /* the status file; also waits until its store is free */
/* Runs --fsck over its data, with its words in the log; true: the store checks. */
bool server_check(struct server *server);
/* Its own Redis; 0: it has none just now. */
pid_t server_store(const struct server *server);
/* How many travellers are on their way, by the status file. */
unsigned server_under_way(const struct server *server);

#endif
