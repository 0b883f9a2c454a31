/* bench/balance/bot.h -- somebody of a class and a level, as one would be who has come that far: bot.c makes him,
 * value.c says what his skills are worth to him, play.c types. */
#ifndef BENCH_BALANCE_BOT_H
#define BENCH_BALANCE_BOT_H

#include "bench/balance/ring.h"

enum { POWER_MOST = LEVELS_MORTAL + LEVELS_PARAGON, MOVES_MOST = 256 };

/* What meta sessions between a level and the next cost, besides the price of that one. */
struct bill { int64_t experience, coins; };

enum move_use {
    MOVE_ATTACK,                   /* in a fight, as often as it pays */
    MOVE_HEAL,                     /* when hurt */
    MOVE_BUFF,                     /* before a fight, when it is not upon him */
    MOVE_SONG,                     /* one of them, while there is a fight */
    MOVE_CALL,                     /* before a fight, when nobody follows */
    MOVE_RAISE,                    /* the same, of a corpse */
    MOVE_USES
};
struct move {
    uint16_t skill;
    uint8_t  use;                  /* enum move_use */
    double   worth;                /* attack: points of health a use; heal: points; else: percent of a fight */
    double   ms;                   /* what a use takes of his time */
    double   saves_s, costs_s;     /* attack: of fighting and of rest for wounds; of rest for what it costs */
    int64_t  not_before;           /* world ms: it was refused; he tries it again then */
    char     line[100];            /* what is typed for it, but for at whom */
};

struct bot {
    struct ring *ring;
    unsigned     seat, class, power;
    struct move  moves[MOVES_MOST];
    unsigned     move_count;
    unsigned     dressed;          /* bit n: has a thing to wear at slot n */
    double       foe_round;        /* points of health that a foe of his level takes from him in a round, as he guesses */
    /* While he plays. */
    double       thrift;           /* how dear a second of rest for mana is to him: more if he waits for nothing else */
    int64_t      acts_at;          /* types nothing before */
    int32_t      health_seen;
    int64_t      seen_at;
    double       taken;            /* points of health he loses in a round, by what he has seen */
};

/* A newcomer grows up: levels, class, raises, meta sessions, skills, things to wear.  bills: POWER_MOST + 1 of them, or NULL. */
PLAYS void bot_make(struct bot *bot, struct ring *ring, unsigned seat, unsigned class, unsigned power, struct bill *bills);
/* After a death: whole, dressed, in the field, as he was made. */
PLAYS void bot_restore(struct bot *bot, const struct growth *was);
PLAYS void bot_dress(struct bot *bot);
static inline struct character *bot_self(const struct bot *bot) { return ring_person(bot->ring, bot->seat); }

/* value.c: fills the moves. */
PLAYS void bot_learns(struct bot *bot);

/* play.c */
PLAYS void bot_acts(struct bot *bot, struct bot *company, unsigned count);  /* may type one line, in a fight */
PLAYS bool bot_prepares(struct bot *bot, unsigned count);   /* before one: true while he still has something to do */
PLAYS void bot_fight_begins(struct bot *bot);
PLAYS void bot_fight_over(struct bot *bot);
PLAYS void bot_rests(struct bot *bot);          /* looks at what he waits for this time */
PLAYS bool bot_rested(const struct bot *bot);

#endif
