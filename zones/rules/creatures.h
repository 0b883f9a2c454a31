/* zones/rules/creatures.h -- what mobiles are like: roles, builds, and creatures that can be called: creatures.yaml.
 *
 * An area file says that somebody is an archer of level 30, lean of build; what an archer of level 30 has and does is
 * written here once.  Read once, then immutable. */
#ifndef ZONES_RULES_CREATURES_H
#define ZONES_RULES_CREATURES_H

#include "zones/rules/rules.h"

/* BEHAVIOUR( member, word, what it does ) */
#define BEHAVIOURS_LIST(B)                                                                  \
    B( AGGRESSIVE, "aggressive" )  /* begins a fight with players it sees */                  \
    B( WARY,       "wary" )        /* the same, but only with those not above its level */    \
    B( PACK,       "pack" )        /* helps its own kind in the room */                       \
    B( GUARD,      "guard" )       /* helps whoever is attacked without cause */              \
    B( CALLS,      "calls" )       /* calls its kind from the next rooms */                   \
    B( ARCHER,     "archer" )      /* keeps away, and shoots */                               \
    B( HEALER,     "healer" )      /* mends its friends first; helps its own race */                              \
    B( COWARD,     "coward" )      /* runs when it is hurt */                                 \
    B( THIEF,      "thief" )       /* takes coins from those who do not look */               \
    B( HUNTER,     "hunter" )      /* follows who has fled, over borders too, and comes home */ \
    B( BOSS,       "boss" )        /* has phases, cannot be charmed or pushed */              \
    B( STEADFAST,  "steadfast" )   /* never flees */                                          \
    B( SCAVENGER,  "scavenger" )   /* picks up what lies about */                             \
    B( MEEK,       "meek" )        /* does not strike back, but runs */                       \
    B( MOUNTABLE,  "mountable" )   /* can be ridden */                                        \
    B( TAMEABLE,   "tameable" )    /* can be won as a pet */
enum behaviour {
#define BEHAVIOUR(MEMBER, word) BEHAVIOUR_##MEMBER,
    BEHAVIOURS_LIST(BEHAVIOUR)
#undef BEHAVIOUR
    BEHAVIOURS
};
extern const char *const behaviour_words[BEHAVIOURS];

enum { ROLE_SKILLS_MOST = 8, ROLE_PHASES_MOST = 4 };
struct role_skill {
    const char *name;              /* while read */
    uint16_t    skill;
    uint32_t    level;             /* from which level it has it */
    uint32_t    chance;            /* percent of its rounds */
};
struct role_phase {                /* of a boss */
    uint32_t         below;        /* percent of its health */
    const char      *says;         /* what the room is told; {name} is it */
    const char      *skill_name;
    uint16_t         skill;        /* used once then, or NO_SKILL */
    struct modifier *gives;        /* from then on */
    unsigned         give_count;
};
struct role {
    const char       *key;         /* "archer" */
    const char       *about;
    uint32_t          health, mana, damage, armor, hit;  /* percent of what its level has */
    uint32_t          experience, coins;                 /* percent of what its level is worth */
    struct modifier  *gives;
    unsigned          give_count;
    uint32_t          behaviours;  /* bits */
    struct role_skill skills[ROLE_SKILLS_MOST];
    unsigned          skill_count;
    struct role_phase phases[ROLE_PHASES_MOST];   /* from healthy to near death */
    unsigned          phase_count;
};
struct build {
    const char      *key;          /* "lean" */
    uint32_t         health, damage;   /* percent */
    struct modifier *gives;
    unsigned         give_count;
};
struct creature {                  /* one that skills call: a mobile without an area */
    const char  *key;              /* "wolf" */
    const char  *name, *line, *text;
    const char **keys;
    const char  *race_key;
    uint16_t     race;
    const char  *role_key, *build_key;
    uint8_t      role, build;
};
struct creature_rules {
    struct role     *roles;
    unsigned         role_count;
    struct build    *builds;
    unsigned         build_count;
    struct creature *creatures;
    unsigned         creature_count;
    uint8_t          role_plain, build_plain;   /* of whoever has none written: "commoner", "plain" */
};

/* rules->creatures, from folder/creatures.yaml, once races and skills are read; for rules_load() alone. */
void creatures_load(struct rules *rules, const char *folder, FILE *mistakes, unsigned *mistake_count);
/* Index by key, without case; -1. */
ANY_THREAD int creature_role(const struct rules *rules, const char *key);
ANY_THREAD int creature_build(const struct rules *rules, const char *key);
ANY_THREAD int creature_named(const struct rules *rules, const char *key);
/* What one of a level has before its race: adds to `figures`. */
ANY_THREAD void creature_figures(const struct rules *rules, unsigned role, unsigned build, uint32_t level, int32_t *figures);
/* What it is worth to who kills it, and the coins it has about it. */
ANY_THREAD int64_t creature_experience(const struct rules *rules, unsigned role, unsigned build, uint32_t level);
ANY_THREAD int64_t creature_coins(const struct rules *rules, unsigned role, uint32_t level);

#endif
