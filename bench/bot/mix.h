/* bench/bot/mix.h -- what bots do all day: a table of deeds, and for each mix how often each of them is done. */
#ifndef BENCH_BOT_MIX_H
#define BENCH_BOT_MIX_H

#include "bench/bot/swarm.h"

const struct mix *mix_find(const char *name);          /* NULL */
void mix_list(FILE *out);                              /* the names, with blanks between */
/* The bot plays that mix from now on, and is told where it belongs. */
void mix_join(const struct mix *mix, struct bot *bot);
/* The two halves of that, for parts that leave some of the time to chance: what a bot does next by its
 * bot->mix, and what it learns from a line. */
void mix_next(struct bot *bot);
void mix_heard(struct bot *bot, const char *line);
/* All mix bots of the swarm are where they belong, or have given up getting there. */
bool mix_settled(const struct swarm *swarm);

#endif
