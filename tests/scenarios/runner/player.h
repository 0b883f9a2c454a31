/* tests/scenarios/runner/player.h -- one connection to the server, and what has been read on it.
 *
 * Everything is single-threaded: sockets are read only inside players_read(), which every wait of the
 * runner goes through, so that nobody's socket fills up while another is waited for. */
#ifndef TESTS_SCENARIOS_RUNNER_PLAYER_H
#define TESTS_SCENARIOS_RUNNER_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLAYER_NAME_SIZE = 32 };

/* Bytes read, how far expectations have used them up, and where they stood when the player typed last. */
struct screen {
    char  *bytes;
    size_t length, room;
    size_t used, typed;
};

struct player {
    char          name[PLAYER_NAME_SIZE];  /* in the file */
    int           fd;                      /* -1: not connected */
    bool          in_game;                 /* commands are understood */
    bool          deaf;                    /* does not read */
    bool          ended;                   /* the server has closed */
    int           telnet;                  /* the stripper's state */
    int           colour;                  /* likewise, of colour codes */
    size_t        colour_at;               /* where in `plain` the code began */
    bool          keeps;                   /* the subnegotiation under way is MSDP */
    struct screen wire;                    /* every byte there was */
    struct screen exact;                   /* without telnet, but for MSDP */
    struct screen plain;                   /* without telnet, colours, and CR */
};

bool player_open(struct player *player, const char *name, uint16_t port);
void player_close(struct player *player);
void player_free(struct player *player);
/* Reads what there is on all of them, waiting at most so long for the first byte. */
void players_read(struct player **players, unsigned count, int wait_ms);
/* Writes as much as the socket takes now; gives how much. */
size_t player_write(struct player *player, const char *bytes, size_t length);
/* What was read so far no longer counts: he types something new. */
void player_turn_page(struct player *player);
/* Has it been read since what was used up, or since he typed?  `use`: what comes before it, and it, is used up. */
bool screen_find(struct screen *screen, const char *wanted, size_t length, bool use);
bool screen_since_typed(const struct screen *screen, const char *wanted, size_t length);

#endif
