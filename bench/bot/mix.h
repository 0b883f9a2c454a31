/* bench/bot/mix.h -- what bots do all day: a mix is a text file of lines to type and deeds to do, and how often
 * each of them comes up.  bench/mixes/README says how one is written.
 *
 * Which row comes next, and what stands in the blanks of a line, follows from the bot's own dice and from
 * nothing that the server says: the same seed types the same lines.  Deeds look at the world first. */
#ifndef BENCH_BOT_MIX_H
#define BENCH_BOT_MIX_H

#include "bench/bot/swarm.h"

enum { MIX_ROWS_MAX = 64, MIX_PLACES_MAX = 8, MIX_ANSWERS_MAX = 12, MIX_WORDS_MAX = 63, MIX_LINE_SIZE = ORDER_SIZE };

/* Gives an order; false when there is nothing to do it with. */
typedef bool mix_deed(struct bot *bot);

struct mix_row {
    uint32_t    weight;
    mix_deed   *deed;                           /* NULL: the line is typed */
    const char *line;                           /* or the name of the deed */
    const char *answers[MIX_ANSWERS_MAX + 1];   /* none: the next prompt is the answer */
};

struct mix {
    const struct mix *next;                     /* of those that have been read */
    const char    *name;
    bool           at_lairs;                    /* its bots belong where creatures are */
    bool           at_homes;                    /* its bots belong to a room, and do nothing before they are there */
    bool           at_borders;                  /* its bots belong to a border, and walk to and fro over it; else to a room */
    unsigned       place_count;                 /* its bots belong to these rooms, in turn; they do nothing before they are there */
    room_id        places[MIX_PLACES_MAX];
    uint32_t       pause_ms;                    /* the middle of the pause before each order */
    uint32_t       weights;                     /* of all rows together; 0: its bots stand about */
    unsigned       row_count;
    struct mix_row rows[MIX_ROWS_MAX];
    char          *text;                        /* what all the words point into */
};

/* NULL after a line in `trouble` about what is wrong.  `deed_find` knows deeds by name, or gives NULL. */
struct mix *mix_read(const char *folder, const char *name, mix_deed *(*deed_find)(const char *name), FILE *trouble);
/* The rows of a scenario that is its own mix: its other lines are passed over. */
struct mix *mix_read_among(const char *path, mix_deed *(*deed_find)(const char *name), FILE *trouble);
bool mix_is_row(const char *words);
void mix_free(struct mix **mix);
/* A line of a mix, or of a scenario that is its own mix; false after a word in `trouble`, beginning with `path` and the line's number.
 * The words stay the caller's and must live as long as the mix does. */
bool mix_read_line(struct mix *mix, const char *path, unsigned line, char *words, mix_deed *(*deed_find)(const char *name), FILE *trouble);
mix_deed *mix_deed_find(const char *name);

/* One of the rows, by its weight. */
const struct mix_row *mix_choose(const struct mix *mix, struct dice *dice);
/* What is typed for a row by the bot of that number: `number` goes where {number} stands, and true says that it stood there. */
bool mix_line(const struct mix_row *row, const struct swarm *swarm, unsigned bot, uint32_t number, struct dice *dice,
              char line[MIX_LINE_SIZE]);
/* A fingerprint of what the bots of a swarm that has not begun yet are going to type: of `lines` rows each.  Those of several swarms,
 * added up, are that of one swarm with all their bots. */
uint64_t mix_traffic(const struct swarm *swarm, unsigned lines);

/* From the folder bench/mixes, or of the scenario whose path the name is, each read once; NULL after a word on stderr.  One thread. */
const struct mix *mix_find(const char *name);
void mix_forget_all(void);

/* The bot plays that mix from now on, and is told where it belongs. */
void mix_join(const struct mix *mix, struct bot *bot);
/* The two halves of that, for parts that leave some of the time to chance: what a bot does next by its
 * bot->mix, and what it learns from a line. */
void mix_next(struct bot *bot);
void mix_heard(struct bot *bot, const char *line);
/* A step, or a rest if it is too tired for one; false: it cannot go now. */
bool mix_walk(struct bot *bot, enum direction direction);
/* All mix bots of the swarm are where they belong, or have given up getting there. */
bool mix_settled(const struct swarm *swarm);

#endif
