/* bench/bot/keeper.h -- a bot that is a keeper: it moves zones from worker to worker without end, and reads
 * the server's figures. */
#ifndef BENCH_BOT_KEEPER_H
#define BENCH_BOT_KEEPER_H

#include "bench/bot/swarm.h"
#include "core/metric.h"

enum { KEEPER_ZONES_MAX = 4096 };

struct keeper {
    struct bot *bot;
    unsigned    workers, zones;         /* 0: not known yet */
    unsigned    areas;                  /* the first so many zones are lands */
    uint16_t    home[KEEPER_ZONES_MAX]; /* which worker is to run it when it is not astray, by number */
    uint16_t    now[KEEPER_ZONES_MAX];  /* which worker runs it, until everybody is home */
    unsigned    settled;                /* zones up to this number are home */
    bool        moves;                  /* told to move zones about */
    bool        rested;                 /* asked nothing the last time */
    unsigned    strayed;                /* the one zone that is away from home, or 0 */
    uint64_t    moved;
    bool        figures_asked, figures_known;
    uint64_t    figures[METRICS];
};

/* The bot plays a keeper from now on; its account must be one of game.keepers. */
void keeper_join(struct keeper *keeper, struct bot *bot, const char *name);
/* Every zone is home. */
bool keeper_settled(const struct keeper *keeper);
/* Asks for the figures; figures_known says when they are there. */
void keeper_ask(struct keeper *keeper);

#endif
