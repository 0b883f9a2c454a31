/* bench/bot/babble.h -- a bot that types whatever a keyboard can: every command with every kind of argument, right and wrong,
 * and things that are no commands at all.
 *
 * Nothing is expected of an answer but that there is one.  After so many lines it stops, drops what still waits, leaves
 * whatever dialogue it got into, and asks for something only one answer fits: who gets that has lost no line.
 *
 * The swarm's thread; what a bot types follows from its own dice, from who stands in its room, and nothing else. */
#ifndef BENCH_BOT_BABBLE_H
#define BENCH_BOT_BABBLE_H

#include "bench/bot/swarm.h"

enum { BABBLE_SIZE = 1400 };

struct babble {
    struct bot *bot;
    bool        keeper;                 /* it may do more, but not end the world */
    uint8_t     stage;                  /* of the question asked after so many lines */
    unsigned    lines;                  /* since the last one */
    uint64_t    typed, asked;           /* all lines; questions that were answered */
};

void babble_join(struct babble *babble, struct bot *bot, const char *keeper);   /* keeper: its name, or NULL */
/* The next line, without its end: never empty of meaning for the test, often for the game. */
void babble_line(struct babble *babble, char line[BABBLE_SIZE]);
/* It has asked, was answered, and typed nothing since. */
bool babble_rests(const struct babble *babble);

#endif
