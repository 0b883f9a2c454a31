/* tests/scenarios/runner/server.h -- a server process of the runner's own, with a temporary data folder. */
#ifndef TESTS_SCENARIOS_RUNNER_SERVER_H
#define TESTS_SCENARIOS_RUNNER_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { SERVER_WORDS_MOST = 60, PATH_SIZE = 200 };

struct words {
    unsigned    count;
    const char *word[SERVER_WORDS_MOST + 1];
};

struct server {
    char         folder[PATH_SIZE];     /* holds data/ and log */
    char         log[PATH_SIZE];
    struct words options;               /* words live elsewhere */
    pid_t        pid;                   /* 0: does not run */
    int          status;                /* as waitpid() gave it, once it has ended */
    uint16_t     port;
};

/* program: the kallisti to run. */
bool server_folder(struct server *server);
bool server_start(struct server *server, const char *program, int patience_ms);
/* False: it did not end in time (it is killed then). */
bool server_stop(struct server *server, int signal_number, int patience_ms);
bool server_await_end(struct server *server, int patience_ms);
/* For the Redis it has started: a signal; a command, as words; no file may grow further; all that it had written is
 * gone, and then it is killed.  False: there is no such Redis, or it says no. */
bool server_signal_store(const struct server *server, int signal_number);
bool server_tell_store(const struct server *server, const struct words *words);
bool server_fill_store(const struct server *server);
bool server_lose_store(const struct server *server);
/* Runs the program to its end with these words, output into a file. -1: it did not end in time. */
int program_run(const char *program, const struct words *words, const char *output, int patience_ms);
/* The whole log, or any file; memory_free() it. */
char *file_read(const char *path);
void folder_remove(const char *folder);
int64_t milliseconds(void);

#endif
