/* bench/bot/swarm.h -- many bots in one thread: connecting, logging in, one command in flight each, and what
 * must be true of every one of them whatever they are up to:
 *
 *   an order is answered within 20 s; numbered words come back to the speaker exactly once and in order, unless he hears
 *   that he is stunned or the like and can say nothing;
 *   the words of another arrive in increasing order; a beckon is answered.
 *
 * What a bot does next is its part's business (struct part).  One thread owns a swarm with all its bots. */
#ifndef BENCH_BOT_SWARM_H
#define BENCH_BOT_SWARM_H

#include "bench/bot/atlas.h"
#include "bench/bot/client.h"
#include "bench/bot/archer.h"
#include "bench/bot/fighter.h"
#include "bench/bot/tally.h"
#include "core/dice.h"

#include <stdio.h>

enum { NOBODY = -1, BOTS_MAX = 100000, BOTS_AN_ADDRESS = 500, ORDER_SIZE = 128, PROMPT_SIZE = 128, TOKEN_SIZE = 96 };
enum { EARS_A_PAGE = 64, LETTERS = 26, NAME_LETTERS = 3, SHORT_NAMES = LETTERS * LETTERS * LETTERS };

struct bot;
struct mix;
struct recorder;

/* The role a bot plays. */
struct part {
    void (*next)(struct bot *bot);                        /* it is free: bot_order() or bot_rest() */
    void (*heard)(struct bot *bot, const char *line);     /* every line in the game; may be NULL */
    void (*answered)(struct bot *bot);                    /* its order was answered; may be NULL */
};

/* What begins an answer; one that begins with '*' may stand anywhere in the line, and {me} is the bot's name.  Ends with NULL.  An
 * order without a list is answered by the next prompt. */
typedef const char *const *answers;
extern const char *const answers_walk[];

enum bot_phase { BOT_AWAY, BOT_LOGIN, BOT_PLAYING, BOT_LEAVING, BOT_DONE };

/* Some only take up room: BOT_DEAF comes into the game and reads nothing from then on, BOT_AT_THE_DOOR is asked for its name
 * and says nothing.  Both count as playing. */
enum bot_manner { BOT_ACTS, BOT_DEAF, BOT_AT_THE_DOOR };

struct bot {
    struct client  client;
    struct swarm  *swarm;
    const struct part *part;
    const struct mix *mix;             /* what it does when its part leaves it to chance */
    void          *own;                /* the part's */
    unsigned       number;             /* among those of all swarms together */
    uint8_t        manner;             /* enum bot_manner; set before it comes */
    char           name[NAME_SIZE];    /* of the account and of the character */
    uint8_t        phase;              /* enum bot_phase */
    bool           no_character;       /* the menu said so */
    bool           comes_back;         /* after it has left */
    bool           drops;              /* it is to be cut off as soon as what came has been read */
    bool           held_back;          /* it does not come until it is let in */
    bool           turned_away;        /* it was told to try again, and waits a little before it does */
    bool           wants_token;        /* it asks the menu for one before it enters, and resumes with it when it comes again */
    char           token[TOKEN_SIZE];
    unsigned       tries;
    int64_t        came_ns;            /* when it connected */
    char           prompt[PROMPT_SIZE];    /* the question it will answer then */

    /* The order in flight. */
    bool           in_flight, answer_seen;
    answers        expected;
    char           order[ORDER_SIZE];  /* for messages */
    int64_t        sent_ns, heard_ns, answered_ns;

    /* Chance: what it does next, and when. */
    struct dice    dice, pace;
    int64_t        intended_ns;        /* open loop: when it means to give its next order, however long the last one takes */
    int64_t        asked_ns;           /* what the answer's time is counted from */

    /* When it wants to be asked again. */
    int64_t        due_ns;
    bool           queued;

    /* What it knows of itself. */
    int            place, home, border;
    uint8_t        open;               /* bit n: the way in direction n is open */
    bool           settled, crossing;
    unsigned       blocked;            /* how often it has set out for where it belongs; where nobody begins before: from this place */
    int            blocked_at;
    int            stamina;
    int            following;          /* a bot's number, or NOBODY */
    int64_t        until_ns;           /* following, resting: how long */
    bool           resting;
    bool           keeps_to_itself;    /* nobody gives it anything */
    const char    *thing;              /* a word for something it may carry, or NULL */
    struct fighter fighter;
    struct archer  archer;
    int64_t        waits_ms;           /* what the order in flight makes it wait for in the game, once it is answered */
    int64_t        free_ns;            /* until then the game would let its next order wait */
    const char    *rises_by;           /* what gets it up again, as it heard that it sleeps or sits; or NULL */

    /* What is checked. */
    uint32_t       said, said_heard, says_hindered;         /* hindered: those may never be heard */
    uint32_t       beckoned, beckons_answered, beckons_hindered;
    uint32_t     **heard;              /* last number by speaker, in pages of EARS_A_PAGE; made when first needed */
};

struct swarm {
    const struct atlas *atlas;
    uint16_t     port;
    const char  *prefix, *password;
    bool         makes_new;            /* accounts and characters that are missing are made */
    int64_t      think_ns;             /* closed loop: the middle of the pause before each order; 0: none */
    double       rate;                 /* open loop: orders a second of all bots together; 0: closed loop */
    bool         bare;                 /* nothing is checked of words and mail: the other end is only a recording */
    struct recorder *recorder;         /* gets what is answered, once started; or NULL */
    unsigned     logins_max;           /* at one time */
    double       logins_per_s;         /* and at most so many a second; 0: no limit */
    unsigned     first, step, all;     /* bot n of this swarm has the number first + n * step, of so many; step 0: it is all there is */
    bool         has_msdp;             /* its clients have everything reported that there is */
    bool         started;              /* until then everybody only goes to where they belong */
    bool         ending;               /* no further orders */
    bool         down;                 /* the server is known to be gone: not a failure */
    bool         babbles;              /* prompts may look like anything, and newcomers take to every path */
    unsigned     swap_s;               /* so long something about the server is the one, and then the other; 0: nothing is */
    unsigned     silence_s;            /* so long an answer may take; 0: 20 s */

    struct dice  dice;
    struct bot  *bots;
    unsigned     count, playing, logging_in, away, held_back, next_login;
    int          loop;
    struct bot **heap;                 /* by due_ns */
    unsigned     heap_count;
    int64_t      now_ns, checked_ns, counted_ns;     /* what was asked before counted_ns is not timed */
    int64_t      next_login_ns;        /* with logins_per_s: nobody comes before */
    struct tally tally;
    FILE        *trouble;              /* failures are told here, the first few */
};

/* Fields above the dice are the caller's to fill before; bots get their part and place to go afterwards. */
void swarm_begin(struct swarm *swarm, unsigned count, uint64_t seed);
void swarm_end(struct swarm *swarm);
/* Waits for what comes, at most until `until_ns`, and lets whoever is due act. */
void swarm_turn(struct swarm *swarm, int64_t until_ns);
/* Everything that has been counted so far counts no more. */
void swarm_count_anew(struct swarm *swarm);
/* From now on everybody acts; and until now, with what was still owed in an open loop counted. */
void swarm_start(struct swarm *swarm);
void swarm_stop(struct swarm *swarm);
/* Whoever was held back comes now, all at once. */
void swarm_let_in(struct swarm *swarm);
/* No orders in flight, everything said has been heard. */
bool swarm_quiet(const struct swarm *swarm);
/* The server has gone: everybody is away, what was in flight is forgotten. */
void swarm_scatter(struct swarm *swarm);
/* Checks what only the end can tell; to be called when the swarm is quiet, or ought to be. */
void swarm_check_end(struct swarm *swarm);

void bot_order(struct bot *bot, answers expected, const char *format, ...) PRINTF_LIKE(3, 4);
/* The same with a line as it is, of any length and any bytes but line ends. */
void bot_type(struct bot *bot, answers expected, const char *line);
void bot_rest(struct bot *bot, int64_t ms);
/* Open loop: its next order is not due yet; waits for that. */
bool bot_early(const struct bot *bot);
void bot_await(struct bot *bot);
void bot_fail(struct bot *bot, const char *format, ...) PRINTF_LIKE(2, 3);
/* Leaves the game; with `comes_back` it logs in again. */
void bot_quit(struct bot *bot, bool comes_back);
/* It has heard that it leaves, whatever made it; it logs in again, unless all come to an end. */
void bot_leaves(struct bot *bot);
/* Cuts the connection, without a word and for good. */
void bot_drop(struct bot *bot);
/* A swarm's share of so many bots that are numbered in turn. */
unsigned swarm_share(unsigned all, unsigned first, unsigned step);
struct bot *swarm_find(struct swarm *swarm, const char *name);       /* NULL: none of ours */
/* Whose number it is, ours or not; NOBODY: no bot's. */
int  swarm_number(const struct swarm *swarm, const char *name);
void bot_name(char name[NAME_SIZE], const char *prefix, unsigned number);
/* Asked a thousand times of every line that is heard: mostly the first letters say no. */
static inline bool line_begins(const char *line, const char *with)
{
    while (*with != '\0' && *line == *with) {
        line++;
        with++;
    }
    return *with == '\0';
}

#endif
