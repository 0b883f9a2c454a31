/* zones/body/body.h -- what somebody is and how he is: figures, affects, pools, growth.  Players and mobiles alike.
 *
 *   base (race, class, level, own attributes; for a mobile its role and level)
 *     + what he wears + what is upon him (affects, form, stance, the ground he stands on)
 *     = figures        computed when asked for and kept until something of that changes: figures_stale()
 *
 * Times are absolute world ms, so nothing has to be counted down: an affect is over when its time has come, a pool is
 * computed from when it was last true.  Entered by the zone's worker; all of it is state of the zone. */
#ifndef ZONES_BODY_BODY_H
#define ZONES_BODY_BODY_H

#include "core/bytes.h"
#include "core/id.h"
#include "zones/rules/rules.h"

struct character;
struct room;
struct zone;

/* -- affects ----------------------------------------------------------------------------------------- */

enum { FOREVER = 0 };
struct affect {
    struct affect *next;
    uint16_t  skill;               /* whose ... */
    uint8_t   effect;              /* ... n-th effect: an AFFECT, SHAPE, STANCE, SONG, or GROUND */
    int32_t   power;               /* percent of what the table gives */
    uint32_t  level;               /* of whoever laid it: what it does every so often grows by it */
    int64_t   until;               /* world ms; FOREVER: until something ends it */
    int64_t   tick;                /* world ms of the next `every`; 0: it has none */
    entity_id by;                  /* who gets what comes of it; NO_ENTITY: the world */
};

/* Lays it, or lays it anew: one of a skill and effect at a time, the longer time and the greater power stay.  Sets the
 * timer, touches the record.  Gives it. */
ZONE_THREAD struct affect *affect_lay(struct character *who, uint16_t skill, unsigned effect, int32_t power, uint32_t level,
                                      int64_t until, entity_id by);
struct affect *affect_find(const struct character *who, uint16_t skill);   /* any effect of that skill; NULL: none */
struct affect *affect_giving(const struct character *who, enum figure figure);
bool affect_tagged(const struct character *who, uint32_t tags);
/* Ends one; told: its line is said (ends, or that of its kind).  The pointer is gone. */
ZONE_THREAD void affect_end(struct character *who, struct affect *affect, bool told);
/* Up to `most` (0: all) with any of the tags; how many ended. */
ZONE_THREAD unsigned affects_end(struct character *who, uint32_t tags, unsigned most, bool told);
/* TIMER_AFFECT: what is over ends, what is due every so often happens (effects_every() of zones/skills). */
ZONE_THREAD void affects_fire(struct character *who);
ZONE_THREAD void affects_free(struct character *who);
/* Sets the alarm for whatever is due next: after coming into a zone. */
ZONE_THREAD void affects_wind(struct character *who);
const struct effect *affect_effect(const struct rules *rules, const struct affect *affect);
/* Whole game hours left, at least 1; -1: for ever. */
int affect_hours(const struct affect *affect, int64_t now);
void affects_put(struct bytes_writer *writer, const struct rules *rules, const struct affect *first);
/* Those whose skill is gone from the tables are left out. */
void affects_take(struct bytes_reader *reader, struct character *who);

/* -- figures ----------------------------------------------------------------------------------------- */

int32_t figure(const struct character *who, enum figure figure);
static inline bool is(const struct character *who, enum figure flag) { return figure(who, flag) > 0; }
/* Does he notice the other?  Nobody is hidden or invisible in a fight, to himself, or to a keeper. */
bool can_see(const struct character *who, const struct character *other);
/* Something he wears, what is upon him, his level or form changed: pools are settled at their old rates first. */
ZONE_THREAD void figures_stale(struct character *who);
/* What he would have of it without things and affects: his own, for clients' STR_PERM and the like. */
int32_t figure_own(const struct character *who, enum figure figure);
/* The most his race lets him have: of his own, and with all. */
int32_t attribute_ceiling(const struct character *who, enum figure attribute);
uint32_t character_level(const struct character *who);   /* of a mobile too; paragon levels not counted */
uint32_t character_power(const struct character *who);   /* with paragon levels: 1 to 200 and up */
const struct race *character_race(const struct character *who);   /* of the form, if he has taken one that is a race */
const struct rules *rules_of(const struct character *who);

/* -- pools ------------------------------------------------------------------------------------------- */

int32_t pool_has(const struct character *who, enum pool_kind pool);
int32_t pool_most(const struct character *who, enum pool_kind pool);
/* Lies there with no health left: does nothing, and nothing stands in front of anybody. */
bool is_down(const struct character *who);
/* Takes so much; false, and nothing taken, when he has not so much.  Health is lost by damage_deal() alone. */
ZONE_THREAD bool pool_take(struct character *who, enum pool_kind pool, int32_t amount);
/* Adds (or, less than 0, takes) up to its bounds: health down to -10.  Gives what really came. */
ZONE_THREAD int32_t pool_add(struct character *who, enum pool_kind pool, int32_t amount);
ZONE_THREAD void pool_fill(struct character *who);
/* Of a mobile that has just come into being: full, without asking how much that is. */
void pools_begin(struct character *who);
/* Before anything changes that rates depend on (position, room, fighting, figures): what was gained until now is counted. */
ZONE_THREAD void pools_settle(struct character *who);
/* A player's group, if he has one, hears how he is, though nothing has changed. */
ZONE_THREAD void pools_tell_group(struct character *who);

/* -- hunger and thirst: of players ------------------------------------------------------------------- */

/* A newcomer has eaten and drunk. */
ZONE_THREAD void needs_begin(struct character *who);
/* World ms at which he is hungry or thirsty next; 0: nothing is to come. */
int64_t needs_due(const struct character *who);
ZONE_THREAD void needs_fire(struct character *who);
/* So many game hours of each. */
ZONE_THREAD void needs_fill(struct character *who, int64_t fed_hours, int64_t watered_hours);

/* -- growth: of players ------------------------------------------------------------------------------ */

enum { RANK_MOST = 10, KILLS_KEPT = 16, PERCENT_MASTERED = 100, BLOODLINE_MOST = 8 };

struct learned {
    uint16_t skill;
    uint8_t  percent;              /* 1 to 100 */
    uint8_t  rank, trained;        /* how many ranks of trained are in use */
    bool     locked;               /* learns no more by use */
    int64_t  ready;                /* world ms: its cooldown is over; 0 */
};

/* His bloodline, which is of one account (zones/registry_kin.c).  Names are as shown; empty: nobody. */
struct kin {
    char     heir[NAME_SIZE];      /* whom he has named; it takes the other's consent to make it true */
    char     ancestor[NAME_SIZE];  /* whose blood he has taken up */
    int64_t  due;                  /* experience that he has earned his ancestor, not yet handed over */
    int64_t  legacy;               /* experience that was earned for him, not yet banked */
    bool     severed;              /* his ancestor is no more, or has another heir: he does not know that yet */
};

struct growth {
    uint16_t race;
    uint8_t  class;                /* number of the class, or of the path until one is chosen */
    uint32_t paragon;              /* levels beyond the hundredth */
    int64_t  experience;           /* banked; changed by experience.c alone */
    int64_t  hero_points, noble_points;
    uint32_t nobility;             /* rank of it */
    uint32_t practices;
    uint32_t raises;               /* attribute raises not spent yet */
    uint32_t quest_points;
    int32_t  attributes[ATTRIBUTES];  /* his own */
    int32_t  pools[POOLS];         /* the most of each, his own */
    uint32_t sessions[POOLS];      /* meta sessions had */
    uint32_t laps;                 /* remorted so often */
    uint8_t  lap_class[BLOODLINE_MOST]; /* as what, the newest first */
    uint32_t lap_level[BLOODLINE_MOST];
    int32_t  alignment;            /* -1000 to 1000 */
    int32_t  wimpy;                /* flees below so many hit points */
    int64_t  fed_until, watered_until;  /* world ms */
    int64_t  safe_until;           /* world ms: from other players' hands */
    bool     fights_players;       /* has chosen to */
    bool     outlawed;
    int64_t  owed;                 /* what the last death cost, and can be given back: experience */
    int32_t  owed_pools[POOLS];
    uint32_t kills;                /* in all */
    uint64_t recent[KILLS_KEPT];   /* hashes of the prototypes killed last, newest first */
    struct kin kin;
    struct learned *learned;       /* by skill number */
    unsigned learned_count;
};

/* The part of a player's body record, and of a land's state, that these are. */
void growth_put(struct bytes_writer *writer, const struct rules *rules, const struct growth *growth);
/* The first of these bytes, behind the version. */
void kin_put(struct bytes_writer *writer, const struct kin *kin);
void kin_take(struct bytes_reader *reader, struct kin *kin);
enum { GROWTH_WITH_KIN = 2 };      /* version from which there are any */
/* All experience there is in bytes that growth_put() wrote, what waits for others and for him too: for whoever adds up
 * records.  The reader stands anywhere then. */
int64_t growth_experience(struct bytes_reader *reader);
bool growth_take(struct bytes_reader *reader, const struct rules *rules, struct growth *growth);
/* For a record from before there were races and paths: a human on the fighter's path. */
void growth_begin(struct growth *growth, const struct rules *rules, uint16_t race, uint8_t class);
void growth_free(struct growth *growth);

struct learned *learned_find(const struct character *who, uint16_t skill);   /* NULL: not at all */
/* How well he can do it, 0 to 100; a mobile's comes from its role. */
int skill_percent(const struct character *who, uint16_t skill);
unsigned skill_rank(const struct character *who, uint16_t skill);
ZONE_THREAD struct learned *learned_add(struct character *who, uint16_t skill);

/* -- experience, and the books of it ----------------------------------------------------------------- */

/* Every flow has a name, as coins have (zones/world/purse.h), and is counted in the books of the zone. */
ZONE_THREAD int64_t experience_gain(struct character *who, unsigned flow, int64_t amount);  /* what fitted into the bank */
ZONE_THREAD bool experience_spend(struct character *who, unsigned flow, int64_t amount);
/* Of what he has just gained his ancestor, if he has one, shall get a part. */
ZONE_THREAD void experience_share(struct character *who, int64_t gained);
/* What waited for him is his; gives how much of it fitted into the bank. */
ZONE_THREAD int64_t experience_inherit(struct character *who);
/* What he had earned for his ancestor nobody gets. */
ZONE_THREAD void experience_lapse(struct character *who);
int64_t experience_most(const struct character *who);
/* Price of the next level, mortal or paragon; 0: there is none. */
int64_t level_price(const struct character *who);
/* Hero points that the next level asks besides, coins, and noble points the next rank of nobility asks; 0: none. */
int64_t hero_price(const struct character *who);
int64_t gold_price(const struct character *who);
int64_t noble_price(const struct character *who);

#endif
