/* bench/bot/client.h -- one telnet connection as a bot's program holds it: bytes in, lines and prompts out.
 *
 * It negotiates like a plain client: a terminal type, a window of unknown size, UTF-8; it refuses the rest, but for MSDP if it
 * has that: then it has every variable reported.
 * Colours are taken out.  A prompt is what stands between the last line end and a GA.
 *
 * One thread owns a client.  The owner waits for the descriptor to be readable and calls client_read(). */
#ifndef BENCH_BOT_CLIENT_H
#define BENCH_BOT_CLIENT_H

#include "core/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLIENT_LINE_SIZE = 4096, CLIENT_CONTENT_SIZE = 2048 };

struct client_ears {
    void (*line)(void *who, const char *line);       /* without its line end; empty ones are not told */
    void (*prompt)(void *who, const char *prompt);
};

struct client {
    int      fd;                                     /* -1: not connected */
    const struct client_ears *ears;                  /* these two are the owner's, set before client_open() */
    void    *who;
    uint8_t  state, command;                         /* of the telnet parser */
    bool     has_msdp;                               /* the owner's, set before client_open() */
    bool     escaped;                                /* inside a colour code */
    unsigned length, content_length;
    char     line[CLIENT_LINE_SIZE];
    uint8_t  content[CLIENT_CONTENT_SIZE];
    int64_t  came_ns;                                /* when what is being told came: the kernel's word, however late we read it */
    bool     keeps;                                  /* the owner's: what comes is kept as it came, */
    struct bytes_writer kept;                        /* here, until the owner clears it */
};

/* To 127.0.0.1, from the `source`-th loopback address: one address has ports for 28,000 connections at most, and the server a limit
 * for each.  A `narrow` one has room for little that is not read.  False with errno. */
bool client_open(struct client *client, uint16_t port, unsigned source, bool narrow);
/* Reads what is there and tells it.  False: the connection has ended. */
bool client_read(struct client *client);
/* A line with its line end.  False: the connection has ended, or does not take one more line. */
bool client_say(struct client *client, const char *line);
void client_close(struct client *client);               /* forgets what was kept */

#endif
