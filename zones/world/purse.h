/* zones/world/purse.h -- coins: who has how many, and where they come from and go to.
 *
 * A player has two purses: what he carries, and what a bank keeps for him.  Coins change hands by purse_move(), come
 * into being and end by purse_flow(), and by nothing else.  Every flow has a name and is counted in the books of the
 * zone where it happened, so that in every consistent store
 *
 *     all purses == all that came in - all that went out        (zones/ledger.c looks whether it is true)
 *
 * A zone's books are part of its state.  The cut writes them, as what is in the purses, under "books:<key of the
 * zone>"; at the start they are read again.  The record of a zone that is not there any more (an area that is closed,
 * fewer registries) stays in the store and still counts.
 *
 * The first coins of a new character do not come with his records, which are written at once and by another zone than
 * the one he will stand in.  He is marked as a newcomer, and the first land he enters takes the mark off and gives him
 * his coins: purse, mark and books are in the same cut, and no crash can have one without the others. */
#ifndef ZONES_WORLD_PURSE_H
#define ZONES_WORLD_PURSE_H

#include "core/bytes.h"
#include "core/message.h"
#include "zones/holder.h"

struct zone;
struct character;

enum purse { PURSE_CARRIED, PURSE_BANK, PURSES };

/* FLOW( member, word in records, in or out )  Rows are added, never taken away or renamed: records name them. */
#define PURSE_FLOWS(F)                                                          \
    F( NEWCOMER,      "newcomer",      IN  )   /* what a new character begins with */ \
    F( SHOP_SALE,     "shop_sale",     IN  )   /* a keeper buys from a player */      \
    F( SHOP_PURCHASE, "shop_purchase", OUT )   /* a player buys from a keeper */      \
    F( FAREWELL,      "farewell",      OUT )   /* what a deleted character had */     \
    F( RESTORED,      "restored",      IN  )   /* an earlier version had more (zones/restore.h) */ \
    F( UNDONE,        "undone",        OUT )   /* ... or less */                      \
    F( CORPSE,        "corpse",        IN  )   /* what a creature had, when somebody takes it */ \
    F( THEFT,         "theft",         OUT )   /* what a thief has got hold of */     \
    F( LEVEL,         "level",         OUT )   /* what a level costs */               \
    F( META,          "meta",          OUT )   /* what a meta session costs */        \
    F( GRANT,         "grant",         IN  )   /* a keeper has given it */            \
    F( REPAIR,        "repair",        OUT )   /* what a smith takes for mending */   \
    F( IDENTIFY,      "identify",      OUT )   /* what it costs to be told what a thing is */ \
    F( QUEST,         "quest",         IN  )   /* what somebody gives for having something done */
enum flow {
#define FLOW(member, word, way) FLOW_##member,
    PURSE_FLOWS(FLOW)
#undef FLOW
    FLOW_KINDS
};

/* The same for experience: what all characters have banked is what came in less what went out.  A row that fits nothing else
 * in or out is not missing: name a new one. */
#define EXPERIENCE_FLOWS(F)                                                                            \
    F( KILL,          "kill",          IN  )   /* a creature died */                                   \
    F( RARE_KILL,     "rare_kill",     IN  )   /* ... one of which there are few: the bonus */         \
    F( QUEST,         "quest",         IN  )                                                           \
    F( MASTERY,       "mastery",       IN  )   /* a skill was learnt to its end */                     \
    F( HARVEST,       "harvest",       IN  )   /* skinning, mining and the like */                     \
    F( EXPLORING,     "exploring",     IN  )   /* a place seen for the first time */                   \
    F( RESURRECTION,  "resurrection",  IN  )   /* what a death had cost comes back */                  \
    F( BLOODLINE,     "bloodline",     IN  )   /* an heir's gains, when he makes them */               \
    F( LAPSED,        "lapsed",        OUT )   /* what an heir had earned an ancestor who is none any more */ \
    F( RESTORED,      "restored",      IN  )   /* an earlier version had more */                       \
    F( UNDONE,        "undone",        OUT )   /* ... or less */                                       \
    F( LEVEL,         "level",         OUT )   /* the price of a level */                              \
    F( META,          "meta",          OUT )   /* of a meta session */                                 \
    F( REMORT,        "remort",        OUT )   /* left behind with the old life */                     \
    F( DEATH,         "death",         OUT )                                                           \
    F( UNUSED,        "unused",        OUT )   /* did not fit into the bank */                         \
    F( FAREWELL,      "farewell",      OUT )   /* what a deleted character had */                      \
    F( GRANT,         "grant",         IN  )   /* a keeper has given it */
enum experience_flow {
#define FLOW(member, word, way) EXPERIENCE_##member,
    EXPERIENCE_FLOWS(FLOW)
#undef FLOW
    EXPERIENCE_FLOW_KINDS
};

/* No purse holds more, whatever the option purse.coins_max says, and no line of the books: sums cannot overflow. */
#define PURSE_MOST INT64_C(1000000000000000)
#define BOOKS_MOST INT64_C(1000000000000000000)

struct books {
    int64_t flows[FLOW_KINDS];     /* coins, since the world began */
    int64_t experience[EXPERIENCE_FLOW_KINDS]; /* the same in points */
    int64_t things_used;           /* durable things that were eaten, drunk or sold for good */
};

/* False, and nothing moved, when there are not so many or the other purse does not hold them (purse_room() knows). */
ZONE_THREAD bool purse_move(struct character *from, enum purse from_purse, struct character *to, enum purse to_purse,
                            int64_t coins);
/* Into or out of what he carries. */
ZONE_THREAD bool purse_flow(struct character *who, enum flow flow, int64_t coins);
/* How many more coins fit in. */
int64_t purse_room(const struct character *who, enum purse purse);
/* A newcomer gets his first coins; others nothing. */
ZONE_THREAD void purse_welcome(struct character *who);

enum { COINS_SIZE = 32 };
/* "1 coin", "12 coins"; gives `words`. */
const char *coins_words(int64_t coins, char words[COINS_SIZE]);

/* -- books -- */

/* Counts without touching any purse: for whoever knows of one that is in no land.  False when the line is full. */
bool books_count(struct books *books, enum flow flow, int64_t coins);
/* The same for experience, which zones/body/experience.c alone moves. */
bool books_count_experience(struct books *books, enum experience_flow flow, int64_t points);
enum { BOOKS_WITH_EXPERIENCE = 2 };    /* version of the record */
bool experience_flow_is_in(enum experience_flow flow);
/* Before they change: the next cut must write them. */
ZONE_THREAD void books_touch(struct zone *zone);
/* So many durable things are no more. */
ZONE_THREAD void books_use_up(struct zone *zone, unsigned things);
void books_record_name(char name[KEY_SIZE], const struct zone *zone);
/* As a record. */
void books_put(struct bytes_writer *writer, const struct books *books);
bool books_take(struct bytes_reader *reader, struct books *books);
/* The record of a zone, at the start; false when it does not read: then the zone has what could be read of it. */
bool books_restore(struct zone *zone, const struct text *content);
extern const struct holder_kind books_holder;

#endif
