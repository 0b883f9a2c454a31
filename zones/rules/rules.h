/* zones/rules/rules.h -- the rules of the game as tables: races, classes, levels, skills, gear, creatures, constants.
 *
 * Read once at the start from the folder game.tables (zones/tables; its README says how to write them) and then
 * immutable: every zone of every worker reads the same ones without a lock, by way of its setting.  The code holds
 * primitives (effects.def), conditions (conditions.def) and formulas (formula.h); all numbers are in the tables.
 *
 * Whatever a record has to name it names by its key, never by its number: rows may come, go and change places. */
#ifndef ZONES_RULES_RULES_H
#define ZONES_RULES_RULES_H

#include "core/memory.h"
#include "core/thread.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* -- vocabulary -------------------------------------------------------------------------------------- */

enum figure {
#define FIGURE(MEMBER, word, least, most, counted) FIGURE_##MEMBER,
#include "zones/rules/figures.def"
#undef FIGURE
    FIGURES
};
extern const char *const figure_words[FIGURES];
extern const int32_t figure_least[FIGURES], figure_most[FIGURES];

enum { ATTRIBUTES = FIGURE_LUK + 1 };   /* the first six figures */
extern const char *const attribute_names[ATTRIBUTES];   /* "strength" */

enum pool_kind { POOL_HEALTH, POOL_MANA, POOL_STAMINA, POOLS, NO_POOL = POOLS };
extern const char *const pool_words[POOLS];             /* "health", "mana", "stamina" */

/* In the order of the figures RESIST_SLASH and on. */
#define DAMAGE_KINDS_LIST(D)                                                                                     \
    D( SLASH, "slash" ) D( PIERCE, "pierce" ) D( BLUNT, "blunt" ) D( NATURAL, "natural" ) D( FIRE, "fire" )       \
    D( COLD, "cold" ) D( ACID, "acid" ) D( SHOCK, "shock" ) D( POISON, "poison" ) D( HOLY, "holy" )               \
    D( UNHOLY, "unholy" ) D( MIND, "mind" ) D( FORCE, "force" ) D( SOUND, "sound" )
enum damage_kind {
#define DAMAGE_KIND(MEMBER, word) DAMAGE_##MEMBER,
    DAMAGE_KINDS_LIST(DAMAGE_KIND)
#undef DAMAGE_KIND
    DAMAGE_KINDS, NO_DAMAGE = DAMAGE_KINDS
};
extern const char *const damage_words[DAMAGE_KINDS];

struct modifier { uint8_t figure; int32_t amount; };

/* What kinds of affects there are, for cures, dispelling and immunities: a set of bits. */
#define AFFECT_TAGS(T)                                                                                           \
    T( MAGIC, "magic" ) T( BLESSING, "blessing" ) T( CURSE, "curse" ) T( POISON, "poison" ) T( DISEASE, "disease" ) \
    T( WOUND, "wound" ) T( FIRE, "fire" ) T( ACID, "acid" ) T( COLD, "cold" ) T( MIND, "mind" ) T( SLEEP, "sleep" ) \
    T( FEAR, "fear" ) T( BLINDNESS, "blindness" ) T( DEAFNESS, "deafness" ) T( SILENCE, "silence" ) T( BONDS, "bonds" ) \
    T( SHADOW, "shadow" ) T( FORM, "form" ) T( SONG, "song" ) T( STANCE, "stance" ) T( CHARM, "charm" )              \
    T( WARD, "ward" ) T( DRINK, "drink" ) T( HUNGER, "hunger" ) T( DEATH, "death" ) T( FOCUS, "focus" )               \
    T( PAINT, "paint" ) T( MARK, "mark" ) T( MOUNT, "mount" )
enum affect_tag {
#define TAG(MEMBER, word) TAG_##MEMBER,
    AFFECT_TAGS(TAG)
#undef TAG
    TAGS
};
extern const char *const tag_words[TAGS];

/* -- races, classes, levels -------------------------------------------------------------------------- */

enum { PATHS_MOST = 8, CLASSES_MOST = 32, NAMES_MOST = 4 };

struct race {
    const char      *key;          /* "half-elf": lower case, as clients read it */
    const char      *name;         /* "Half-elf" */
    const char      *about;        /* a paragraph */
    bool             playable;
    bool             undead;       /* and other natures of creatures, for conditions: see nature */
    uint32_t         natures;      /* bits of race_nature */
    struct modifier *gives;        /* what all of the race have; attributes of players are bounded by it, too */
    unsigned         give_count;
    uint32_t         barred;       /* bit n: class n is not for them */
    uint32_t         experience;   /* percent of what a level asks */
    uint8_t          blow;         /* enum damage_kind of bare hands */
    const char      *blow_word;    /* "claw" */
};
#define RACE_NATURES(N)                                                                                          \
    N( HUMANOID, "humanoid" ) N( ANIMAL, "animal" ) N( UNDEAD, "undead" ) N( PLANT, "plant" ) N( CONSTRUCT, "construct" ) \
    N( DRAGON, "dragon" ) N( DEMON, "demon" ) N( ELEMENTAL, "elemental" ) N( INSECT, "insect" ) N( FISH, "fish" )      \
    N( BIRD, "bird" ) N( ETHEREAL, "ethereal" ) N( GIANT, "giant" ) N( LIVING, "living" )
enum race_nature {
#define NATURE(MEMBER, word) NATURE_##MEMBER,
    RACE_NATURES(NATURE)
#undef NATURE
    NATURES
};
extern const char *const nature_words[NATURES];

/* The five paths and the sixteen classes are rows of one table: a path is a class without a parent. */
struct class_rule {
    const char *key;               /* "templar" */
    const char *name;              /* "Templar" */
    const char *code;              /* "TEM": of groups */
    const char *about;
    uint8_t     path;              /* number of the class that is its path; its own for a path */
    uint32_t    level;             /* from which one can take it: 1 for paths */
    bool        caster;            /* needs a spell book */
    const char *caller;            /* what its casting is called: "spell", "prayer", "song"; NULL: nothing */
    uint8_t     prime;             /* enum figure: its attribute */
    uint32_t    gains[POOLS];      /* tenths a level below 20 and a meta session: "mean pool gain" */
    uint32_t    heroes[POOLS];     /* hundredths of a hero point for each point gained in a session */
    uint32_t    hitroll, damroll;  /* hundredths a level */
    struct modifier *gives;        /* of the class as such */
    unsigned    give_count;
    const char **kit;              /* "area.key" of what one who begins on this path has; NULL-terminated, or NULL */
    uint32_t    armor_most;        /* enum armor weight it wears without harm: 0 cloth, 1 leather, 2 mail, 3 plate */
};

enum { LEVELS_MORTAL = 100, LEVELS_PARAGON = 100, LEVEL_TABLE = LEVELS_MORTAL + 1 };
struct level_rule {                /* levels[n]: the price of level n */
    int64_t  experience;
    int64_t  gold, hero_points;    /* from 51 on; paragon levels have their own rule in constants */
    uint32_t skill_points;         /* practice sessions that come with it */
    uint32_t attribute_raises;
    uint32_t quest_points;
};

/* -- skills ------------------------------------------------------------------------------------------ */

enum effect_kind {
#define EFFECT(MEMBER, word, may, does) EFFECT_##MEMBER,
#include "zones/rules/effects.def"
#undef EFFECT
    EFFECT_KINDS
};
extern const char *const effect_words[EFFECT_KINDS];

/* What may stand beside an effect. */
enum effect_parts {
    P_KIND = 1, P_AMOUNT = 2, P_ON = 4, P_CHANCE = 8, P_TIMES = 16, P_PERCENT = 32, P_WITH = 64, P_POOL = 128, P_GIVES = 256,
    P_TIME = 512, P_EVERY = 1024, P_TAGS = 2048, P_WORD = 4096, P_WHERE = 8192,
};

/* On whom: what the skill is aimed at, or ... */
#define EFFECT_ON_LIST(O)                                                                                        \
    O( TARGET, "target" ) O( SELF, "self" ) O( FOES, "foes" )  /* who fights one, or one's group */               \
    O( OTHERS, "others" )  /* everybody here who is not of one's group, and may be harmed */                       \
    O( FRIENDS, "friends" ) /* one's group and followers here, oneself too */                                      \
    O( ALL, "all" )
enum effect_on {
#define ON(MEMBER, word) ON_##MEMBER,
    EFFECT_ON_LIST(ON)
#undef ON
    ONS
};
extern const char *const on_words[ONS];

enum effect_with { WITH_WEAPON, WITH_OFFHAND, WITH_SHIELD, WITH_FISTS, WITH_FEET, WITH_HEAD, WITH_BOW, WITH_THROWN, WITHS };
extern const char *const with_words[WITHS];   /* weapon offhand shield fists feet head bow thrown */
enum effect_where { WHERE_HOME, WHERE_BESIDE, WHERE_HERE, WHERE_ASTRAY, WHERE_BACK, WHERE_MARKED, WHERE_CARRIED, WHERE_GROUND, WHERES };
extern const char *const where_words[WHERES]; /* home beside here astray back marked carried ground */

/* amount = (base + level * the user's level / 100) * power / 100, give or take `spread` percent; power comes from rank,
 * attribute and figures (formula.h). */
struct effect {
    uint8_t          kind;         /* enum effect_kind */
    uint8_t          on;           /* enum effect_on */
    uint8_t          damage;       /* enum damage_kind or NO_DAMAGE: the weapon's own */
    uint8_t          pool;         /* enum pool_kind or NO_POOL */
    uint8_t          with;         /* enum effect_with */
    uint8_t          where;        /* enum effect_where */
    bool             sure;         /* a strike that cannot be dodged, parried or blocked */
    int32_t          base, level;  /* points, and hundredths of a point a level */
    uint32_t         spread;       /* percent */
    uint32_t         percent;
    uint32_t         chance;       /* percent; 100 */
    uint32_t         times;        /* 1 */
    int64_t          ms;           /* how long; from hours (of the game) or seconds; 0: no time of its own */
    uint32_t         tags;         /* bits of affect_tag; of race_nature for CHARM */
    const char      *word;         /* a name: of a form, object, role, recipe, affect; or NULL */
    struct modifier *gives;
    unsigned         give_count;
    struct effect   *every;        /* applied to who bears the affect, every every_ms */
    unsigned         every_count;
    int64_t          every_ms;
};

enum condition_kind {
#define CONDITION(MEMBER, word, takes, said) CONDITION_##MEMBER,
#include "zones/rules/conditions.def"
#undef CONDITION
    CONDITION_KINDS
};
struct condition {
    uint8_t     kind;              /* enum condition_kind */
    int32_t     number;
    const char *word;
};
extern const char *const condition_words[CONDITION_KINDS];
extern const char *const condition_said[CONDITION_KINDS];

enum skill_kind {
    SKILL_SPELL, SKILL_PRAYER, SKILL_SONG,         /* cost mana; can be lost by failing concentration */
    SKILL_SKILL,                                   /* costs stamina */
    SKILL_STANCE, SKILL_FORM, SKILL_PASSIVE,
    SKILL_HARVEST, SKILL_CRAFT,
    SKILL_STATE,                                   /* what the world does to one: hunger, fire, poison; nobody learns it */
    SKILL_KINDS
};
extern const char *const skill_kind_words[SKILL_KINDS];

enum skill_target {
    TARGET_NONE,          /* oneself, or the room: takes no word */
    TARGET_SELF_OR_FRIEND,/* "friend": somebody here, oneself without a word */
    TARGET_FOE,           /* "foe": somebody here, whom one fights without a word */
    TARGET_OTHER,         /* "other": somebody here, needs the word */
    TARGET_FAR_FOE,       /* "far_foe": here, or in the next room: `shoot north wolf` */
    TARGET_ANYBODY,       /* "anybody": a player anywhere */
    TARGET_ITEM,          /* "item": a thing carried or here */
    TARGET_CORPSE,        /* "corpse" */
    TARGET_EXIT,          /* "exit": a door or a direction */
    TARGET_WORD,          /* "word": any word; the effect knows what it means */
    TARGET_KINDS
};
extern const char *const target_words[TARGET_KINDS];

enum save_kind { SAVE_NONE, SAVE_BODY, SAVE_MIND, SAVE_REFLEX, SAVES };
enum skill_line { LINE_SELF, LINE_TARGET, LINE_ROOM, LINE_MISS_SELF, LINE_MISS_TARGET, LINE_MISS_ROOM, LINE_ENDS, LINE_ENDS_ROOM, SKILL_LINES };

enum { NO_SKILL = UINT16_MAX };
struct skill {
    const char       *name;        /* "chill touch": the key too */
    const char       *command;     /* "ctouch", or NULL: then `cast 'chill touch'`, `perform ...` and the like */
    const char       *affect;      /* what its affect is called to clients; its name, unless told */
    const char       *text;        /* what it is, a sentence or three */
    uint8_t           kind;        /* enum skill_kind */
    uint8_t           target;      /* enum skill_target */
    uint8_t           save;        /* enum save_kind */
    bool              save_halves; /* a save halves, else it undoes */
    bool              group;       /* `name group` does it to the whole group */
    bool              hostile;     /* begins a fight, and asks whether one may (players, safe rooms) */
    bool              waking;      /* can be used asleep */
    uint8_t           position;    /* enum position at least; STANDING unless told */
    uint8_t           attribute;   /* enum figure: what it grows by */
    uint8_t           levels[CLASSES_MOST]; /* by class: from which level; 0: never */
    uint32_t          cost;        /* of mana or stamina, at rank 1 */
    int64_t           delay_ms;    /* before it takes effect, for spells; afterwards one waits `wait_ms` */
    int64_t           wait_ms;
    int64_t           cooldown_ms;
    uint16_t          needs;       /* a skill that has to be known first, or NO_SKILL */
    uint32_t          needs_percent;
    uint32_t          hard;        /* percent more failure than an easy one */
    uint32_t          tags;        /* of its affect */
    uint8_t           sound;       /* enum sound + 1: heard with its lines; 0: none */
    struct condition *when;
    unsigned          when_count;
    struct effect    *does;
    unsigned          effect_count;
    const char       *lines[SKILL_LINES]; /* with blanks {name} {target} and their kin (zones/book.h); NULL: the usual line */
    unsigned          at_line, at_column;
    const char       *file;
};

/* -- the whole --------------------------------------------------------------------------------------- */

struct gear_rules;                 /* gear.h: families of weapons and armour, materials, kinds of wear */
struct creature_rules;             /* creatures.h: roles, builds, behaviours of mobiles */

/* Numbers of formulas, each a row of constants.def. */
struct constants {
#define CONSTANT(member, word, least, most, initial, decides) int64_t member;
#include "zones/rules/constants.def"
#undef CONSTANT
};

struct skill_command {
    const char *word;
    uint16_t    skill;
};

struct rules {
    struct race        *races;
    unsigned            race_count;
    struct class_rule  *classes;   /* paths first */
    unsigned            class_count, path_count;
    struct level_rule   levels[LEVEL_TABLE];
    struct skill       *skills;    /* by name */
    unsigned            skill_count;
    struct skill_command *commands; /* those of the skills that have one, by command, then by name */
    unsigned            command_count;
    struct gear_rules  *gear;
    struct creature_rules *creatures;
    struct constants    constants;
    struct arena       *arena;
};

/* Every mistake becomes one line on `mistakes` ("file:line:column: reason"), added to *mistake_count; the row it is in
 * is left out.  NULL when without the tables there would be no game: no folder, no race, no path, no role or build of creatures. */
struct rules *rules_load(const char *folder, FILE *mistakes, unsigned *mistake_count);
void rules_free(struct rules **rules);

/* These compare without case; prefixes where it says so. -1, NULL or NO_SKILL: there is none. */
ANY_THREAD const struct race *rules_race(const struct rules *rules, const char *key);
ANY_THREAD int rules_class(const struct rules *rules, const char *key);          /* key or name */
ANY_THREAD uint16_t rules_skill(const struct rules *rules, const char *name);    /* the whole name */
/* By a prefix, earlier whole name first; among those `knows` says yes to (NULL: all). */
ANY_THREAD uint16_t rules_skill_prefix(const struct rules *rules, const char *word, bool (*knows)(uint16_t skill, const void *data),
                                       const void *data);
/* All whose command begins so (with "": all that have one), *count of them. */
ANY_THREAD const struct skill_command *rules_commands(const struct rules *rules, const char *word, unsigned *count);
/* By its command word, whole or prefix (at least two letters). */
ANY_THREAD uint16_t rules_skill_command(const struct rules *rules, const char *word);
/* The same for what was typed: several may share a command that begins their names ("shapechange plant"), then the next of
 * `words` says which, by its beginning, and *words goes on behind it.  NO_SKILL: none, or not said which. */
ANY_THREAD uint16_t rules_skill_typed(const struct rules *rules, const char *word, const char **words);
ANY_THREAD bool skill_shares_command(const struct rules *rules, uint16_t skill);
/* How many skills somebody can learn. */
ANY_THREAD unsigned skills_learnable(const struct rules *rules);
/* Level at which a class, or its path, may learn it, whichever comes first; 0: never. */
ANY_THREAD unsigned skill_level(const struct rules *rules, const struct skill *skill, int class);

#endif
