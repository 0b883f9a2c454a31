/* bench/bot/archer.h -- a bot on one of two sides of a border, who shoots over it.
 *
 * Sides are those of even and of odd numbers.  Whoever has neither bow nor arrows takes them from the floor, again after each
 * death; then it shoots at somebody of the other side, or at a creature, beyond the border it belongs to.  The swarm's thread. */
#ifndef BENCH_BOT_ARCHER_H
#define BENCH_BOT_ARCHER_H

#include <stdbool.h>

struct bot;

struct archer {
    bool outlaw;                       /* has chosen to fight players */
    bool has_bow, wields, has_arrows;
};

/* What it learns from a line. */
void archer_heard(struct bot *bot, const char *line);

/* Deeds of mixes: see bench/mixes/README. */
bool archer_do_shoot(struct bot *bot);
bool archer_do_duel(struct bot *bot);

#endif
