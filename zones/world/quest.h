/* zones/world/quest.h -- quests as builders wrote them.  What a player has of them is zones/quests/log.h.
 *
 * A quest is steps in an order.  Behind the last one its giver wants to hear of it, unless that one ended before somebody
 * (talk, bring), who ends the quest then.  Numbered through all areas in the order of their keys ("area.key"), which records
 * name them by; those of one area stand together.  Immutable, as the world is. */
#ifndef ZONES_WORLD_QUEST_H
#define ZONES_WORLD_QUEST_H

#include "zones/world/world.h"

/* STEP( member, word in area files, what the word names there ) */
#define QUEST_STEPS(S)                                                                                       \
    S( KILL,   "kill",   "mobile" )    /* so many of that kind die by his hand, or his group's beside him */ \
    S( BRING,  "bring",  "object" )    /* so many of them are handed to somebody, and gone */                \
    S( FIND,   "find",   "room"   )    /* he comes there */                                                  \
    S( TALK,   "talk",   "mobile" )    /* he speaks to that one */                                           \
    S( ESCORT, "escort", "mobile" )    /* that one follows him, and both come to a room */
enum quest_kind {
#define STEP(member, word, names) QUEST_##member,
    QUEST_STEPS(STEP)
#undef STEP
    QUEST_KINDS
};

enum { QUEST_STEPS_MOST = 12, QUEST_COUNT_MOST = 100, QUESTS_OF_AREA_MOST = 20, QUEST_COINS_MOST = 200, QUEST_EXPERIENCE_MOST = 100 };

struct quest_step {
    uint8_t     kind;              /* enum quest_kind */
    proto_id    proto;             /* KILL, TALK, ESCORT: of the mobile; BRING: of the object */
    proto_id    to;                /* BRING: of the mobile who gets it; else, if it ends before somebody, of that one */
    room_id     room;              /* FIND: where; ESCORT: where to */
    uint64_t    sort;              /* KILL: hash of the mobile's key, as fights know it (creature_sort()) */
    uint32_t    count;             /* KILL, BRING: how many; else 1 */
    const char *says;              /* what is said to him when it is done, or NULL */
    const char *journal;
    unsigned    line, column;      /* where it is written */
    const char *proto_key, *to_key; /* "area.key"; NULL where there is none */
};

struct quest_proto {
    const char *key;               /* "area.key" */
    const char *name;              /* "The Bell That Went Under" */
    const char *file;              /* where it is written: path, and ... */
    unsigned    line, column;
    proto_id    giver;
    uint32_t    level_min, level_max;  /* who is offered it: paragon levels count */
    const char *offer, *done;      /* what the giver says, and who ends it */
    const struct quest_proto *after;   /* must have been done before; or NULL */
    struct quest_step *steps;
    unsigned    step_count;
    bool        gives;             /* an object ... */
    proto_id    object;            /* ... namely this */
    uint32_t    coins, experience; /* percent of what creatures of a level have about them; of what a level asks */
    bool        again;             /* may be done again after a while */
    /* Only while the world is read. */
    const char *giver_key, *object_key, *after_key;   /* "area.key"; the last two may be NULL */
    bool        left_out;          /* something it speaks of is not there */
};

extern const char *const quest_words[QUEST_KINDS];

/* NULL if there is none. */
const struct quest_proto *world_quest(const struct world *world, const char *key);
/* Can each be done at all?  Givers and who is spoken to, killed or led stand somewhere, what is brought can be had.  Each that
 * cannot is a line; gives their number.  Goods that are only a reward count where that quest comes early enough. */
unsigned quests_check(const struct world *world, FILE *out);

#endif
