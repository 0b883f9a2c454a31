/* tests/sim/sim.h -- a whole server on one thread, under a seed.
 *
 *   main.c       options, one seed after the other
 *   schedule.c   a seed: who runs next, what goes wrong and when, crashes and recovery
 *   server.c     building a server as core/main.c does, a turn of each of its threads, its end
 *   visitors.c   the network's part: sessions, slots, hanging up
 *   script.c     what the people at the other end type
 *   check.c      what must be true of a world standing still
 *   oracle.c     what the store must hold
 *   untouched.c  that every change calls first
 *   shelf.c      records by name, in order
 *   mailbox.c    replaces core/mailbox.c: mail in an order that the seed picks
 *   clock.c      replaces core/clock.c: time that the seed advances
 *
 * Everything else is what ships.  All of it runs on the one thread, which has every role at once. */
#ifndef TESTS_SIM_SIM_H
#define TESTS_SIM_SIM_H

#include "core/crew.h"
#include "core/mover.h"
#include "core/slot.h"
#include "core/verbs.h"
#include "persist/persist.h"
#include "zones/worker.h"
#include "zones/world/land.h"

/* In front of everything that calls into the server. */
#define SIM MAIN_THREAD ZONE_THREAD NET_THREAD PERSIST_THREAD

enum { WORKERS_MOST = 4, VISITORS_MOST = 20, ACCOUNTS_MOST = 16, PEOPLE_MOST = 24, TOKEN_SIZE = 48 };

/* Who takes turns. */
enum actor { ACTOR_MAIN, ACTOR_PERSIST, ACTOR_NET, ACTOR_WORKER, ACTORS_MOST = ACTOR_WORKER + WORKERS_MOST };

/* In which order mail is delivered: see mailbox.c. */
enum order { ORDER_BY_SEED, ORDER_ARRIVAL, ORDER_CAUSAL };

struct sim_options {
    unsigned      steps;
    bool          verbose;
    enum order    order;
    bool          expect_failure;
    bool          untouched;       /* look after every input whether what changed was touched; else in some seeds */
    unsigned      broken;          /* enum cut_rule */
};

/* A character's name, and what the world has promised whoever bears it. */
struct person {
    char     name[NAME_SIZE];
    unsigned spoken;               /* numbers said so far, all channels; never goes back */
    unsigned titled;               /* the highest number his title was told to be */
    bool     leaving;              /* somebody has typed that he shall be deleted: nothing is promised meanwhile */
    bool     turned_back;          /* somebody has typed that he shall be as in an earlier version: likewise */
    bool     saving;               /* he waits to be told that he is saved ... */
    unsigned covers;               /* ... with this title */
    unsigned saved;                /* a title that must never be lost again */
};

/* What was seen, so that a quiet run is known for one. */
struct totals {
    uint64_t seeds, steps, commands, heard, cuts, crashes, zombies, stops, fenced, undone, saves, quiet, moves, workers_left, entered, restores, heirs, legacies, severed, quests;
};

enum channel { CHANNEL_SAY, CHANNEL_TELL, CHANNEL_GROUP, CHANNEL_GOSSIP, CHANNELS };

/* A connection and whoever types there. */
struct visitor {
    unsigned    number;
    char        account[NAME_SIZE];
    bool        connected, in_flight, closing;
    struct slot slot;
    session_id  id;
    zone_id     zone;
    entity_id   who;
    uint8_t     next;              /* enum slot_next */
    uint64_t    sequence;
    struct text *prompt, *next_secret;
    char        reply_to[NAME_SIZE];
    char        naming[NAME_SIZE]; /* the character being deleted */
    char        token[TOKEN_SIZE]; /* the hash of a token of his account's; empty for none */
    int64_t     rests_until;       /* before he connects again */
    bool        again;             /* his command came back undone, and is given again ... */
    int64_t     again_at;          /* ... at this world ms */
    unsigned    heard[PEOPLE_MOST][CHANNELS];
};

/* Which posts came before which, for mail in causal order: seen[a][b] posts of b are known to a. */
struct causes {
    uint32_t seen[ACTORS_MOST][ACTORS_MOST];
};

struct run;
struct server {
    struct run           *run;
    struct options        options;
    struct store_opening  opening;
    struct setting        setting;
    struct route         *route;
    struct directory     *directory;
    struct causes         causes;
    struct mailbox       *inbox[ACTORS_MOST];
    struct pen            main_pen, net_pen;
    struct mover         *mover;
    struct crew          *crew;
    struct worker_common  common;
    unsigned              worker_count;    /* at most; those that have left run nothing */
    struct worker        *workers[WORKERS_MOST];
    struct persist       *persist;
    unsigned              visitor_count;
    struct visitor        visitors[VISITORS_MOST];
    int64_t               clock_offset;
    struct untouched     *untouched;   /* NULL: not in this seed */
    unsigned              naps[ACTORS_MOST];  /* the step until which that thread is not run at all */
    bool                  silent;  /* the visitors type nothing */
    bool                  slow;    /* the store was slow or away: more than one epoch may be undone */
    bool                  zombie;  /* another server has taken the store over */
    bool                  fenced, finished;
    bool                  cut_open;    /* it was, after the last step */
};

struct run {
    const struct sim_options *options;
    const struct world *world;
    const struct book *book;
    const struct rules *rules;     /* of this seed: one of the next two */
    const struct rules *rules_written, *rules_deadly;
    struct verbs  *verbs;
    uint8_t       *ways;           /* by place of the world: the direction of the nearest border */
    uint64_t       seed;
    unsigned       step;
    struct dice    dice;
    unsigned       accounts, person_count, visitor_count, uses;
    struct person  people[PEOPLE_MOST];
    struct store_content *content;
    struct oracle *oracle;
    struct server *server;
    struct server *zombie;         /* one that was thought dead, or NULL */
    unsigned       zombie_life;
    bool           causal, away, refusing;
    bool           restless;       /* many keepers bring people back, and people quit for it */
    bool           kindred;        /* accounts are few and creatures frail: people name heirs, who kill and quit for others to enter */
    bool           lettered;       /* everybody writes letters, and boxes are forgotten and read again all the time */
    struct totals *totals;
};

/* -- main.c -- */
/* The world does not hold: says so, with the seed, and ends the process. */
_Noreturn void sim_fail(const char *format, ...) PRINTF_LIKE(1, 2);
void sim_say(const struct run *run, const char *format, ...) PRINTF_LIKE(2, 3);   /* with --verbose */

/* -- schedule.c -- */
SIM void run_seed(struct run *run);

/* -- server.c -- */
SIM struct server *server_new(struct run *run);
/* As a crash ends it: nothing is written, nobody is told. */
SIM void server_free(struct server **server);
/* A turn of one of its threads, with `mail` messages of its inbox to be seen. */
SIM void server_turn(struct server *server, enum actor actor, unsigned mail);
SIM unsigned server_actors(const struct server *server);
SIM unsigned server_mail(const struct server *server);             /* all that waits in inboxes */
SIM bool server_asks_store(const struct server *server);           /* a pseudo-zone waits for an answer of the store */
SIM struct zone *server_zone(const struct server *server, zone_id id);
/* The player of that id in a land, or NULL. */
SIM struct character *server_character(const struct server *server, entity_id who);

/* -- visitors.c -- */
SIM void visitors_begin(struct server *server);
SIM void visitors_end(struct server *server);
SIM void visitors_turn(struct server *server);                     /* their mail, then what they type */
SIM unsigned visitors_in_flight(const struct server *server);
SIM void visitor_line(struct server *server, struct visitor *visitor, const char *line);  /* types it */
/* What the secret thread makes of a line; `line` is what is left of it for the zone to see. */
SIM void visitor_secret(struct server *server, struct visitor *visitor, enum slot_verdict verdict, const char *secret,
                        const char *line);
SIM void visitor_close(struct server *server, struct visitor *visitor);

/* -- script.c -- */
SIM uint8_t *script_ways(const struct world *world);
SIM void script_people(struct run *run);                           /* names them */
struct person *script_person(struct run *run, const char *name, size_t length);
SIM void script_type(struct server *server, struct visitor *visitor);
/* His line was answered. */
SIM void script_answered(struct server *server, struct visitor *visitor);
/* What he reads: speech must come in order, a promise of having been saved must hold. */
SIM void script_read(struct server *server, struct visitor *visitor, const struct text *text);

/* -- clock.c -- */
void    clock_advance(int64_t ms);
int64_t clock_offset(void);
void    clock_offset_set(int64_t offset);

/* -- mailbox.c -- */
/* Before a seed: whose dice, which order, and who is told of every message posted. */
typedef void transport_watch(struct server *server, enum actor to, const struct message *message);
void transport_begin(struct dice *dice, bool causal, transport_watch *watch);
void mailbox_own(struct mailbox *mailbox, struct server *server, enum actor owner, struct causes *causes);
/* How much of it the next drain gives. */
void mailbox_show(struct mailbox *mailbox, unsigned count);
unsigned mailbox_waiting(const struct mailbox *mailbox);
uint64_t transport_hash(void);                                     /* of all that was posted in this seed */

#endif
