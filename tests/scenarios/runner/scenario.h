/* tests/scenarios/runner/scenario.h -- a scenario file while it is played: see scenario.c for what may stand in one. */
#ifndef TESTS_SCENARIOS_RUNNER_SCENARIO_H
#define TESTS_SCENARIOS_RUNNER_SCENARIO_H

#include "core/thread.h"
#include "tests/scenarios/runner/player.h"
#include "tests/scenarios/runner/server.h"

enum { PLAYERS_MOST = 2000, LINE_SIZE = 8192, TITLE_SIZE = 100 };

struct scenario {
    const char    *path;
    unsigned       line;                    /* being played */
    bool           failed;
    char           program[PATH_SIZE];
    int            patience_ms;
    char           keepers[200];            /* for --game.keepers */
    char          *own_words[SERVER_WORDS_MOST];
    unsigned       own_word_count;
    struct server  server;
    struct server  rival;                   /* on the same store */
    unsigned       runs;                    /* of `exits` */
    struct player *players[PLAYERS_MOST];
    unsigned       player_count;
    char           kept[200];               /* by `keep`, for $kept */
};

/* One line about what went wrong; the scenario ends there. */
void fail(struct scenario *scenario, const char *format, ...) PRINTF_LIKE(2, 3);
/* The end of what somebody, or the log, has read. */
void show_last(const char *whose, const char *bytes, size_t length);

/* Starts it if it does not run. */
bool scenario_serve(struct scenario *scenario);
/* It was stopped, or stopped by itself, in time: with this status? */
void check_stopped(struct scenario *scenario, bool in_time, int wanted);
bool scenario_rival(struct scenario *scenario);
struct player *scenario_player(struct scenario *scenario, const char *name);     /* NULL, and failed */
/* A new connection by that name; an older one is forgotten.  NULL, and failed. */
struct player *scenario_connect(struct scenario *scenario, const char *name);
void scenario_close_all(struct scenario *scenario);

/* Until it was read on one of his screens; false, and failed, when it does not come. */
bool await(struct scenario *scenario, struct player *player, const char *wanted, size_t length, struct screen *screen);
bool await_text(struct scenario *scenario, struct player *player, const char *wanted);
/* Waits for the first of two; gives 0 or 1, or -1 and failed. */
int await_either(struct scenario *scenario, struct player *player, const char *first, const char *second);
bool type(struct scenario *scenario, struct player *player, const char *bytes, size_t length);
bool type_line(struct scenario *scenario, struct player *player, const char *line);
/* Until everything that was sent to him before now has been read. */
bool catch_up(struct scenario *scenario, struct player *player);

/* login.c: connecting, and into the game; the account and the character are made if need be. */
bool log_in(struct scenario *scenario, struct player *player, const char *name);
/* Brings him to a room, with the help of a keeper who lives far away. */
bool bring(struct scenario *scenario, struct player *player, const char *name, const char *room);
/* The room's name, from the area files. */
bool room_title(struct scenario *scenario, const char *room, char title[TITLE_SIZE]);

/* steps.c */
void step_play(struct scenario *scenario, char *line);

#endif
