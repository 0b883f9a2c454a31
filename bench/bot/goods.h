/* bench/bot/goods.h -- a bot that keeps what was promised to it: it trades for a while, lists what it carries,
 * saves, and once it was told that it is saved, carries the same things about: until the server dies, or for a
 * while.  Whoever has touched nothing since then must find exactly those things when the server is back. */
#ifndef BENCH_BOT_GOODS_H
#define BENCH_BOT_GOODS_H

#include "bench/bot/swarm.h"

enum { GOODS_MAX = 256 };

enum goods_state { GOODS_CHECK, GOODS_TRADE, GOODS_LIST, GOODS_SAVE, GOODS_HOLD };

struct goods {
    struct bot *bot;
    uint8_t     state;                  /* enum goods_state */
    bool        listening;              /* between "You carry:" and the prompt */
    bool        safe;                   /* `held` was acknowledged and has not been touched since */
    int64_t     until_ns;
    unsigned    count, held_count;
    uint16_t    list[GOODS_MAX], held[GOODS_MAX];   /* numbers of prototypes, sorted */
    uint64_t    checks, things_checked; /* how often it was compared, how many things were found again */
    uint64_t    fights;                 /* how often a fight ended what had been promised */
};

void goods_join(struct goods *goods, struct bot *bot);
/* After the server died: whatever was safe is compared before anything else. */
void goods_again(struct goods *goods);
/* It has nothing to compare any more. */
bool goods_checked(const struct goods *goods);

#endif
