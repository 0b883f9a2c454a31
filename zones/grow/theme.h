/* zones/grow/theme.h -- a theme as it is written: what kinds of rooms, people and things an area is grown from.
 *
 * The format and how it should read are in zones/grow/README.  Reading reports every mistake with file, line and column.
 * Words that only the game's tables know (roles, terrains, materials) are kept as words: the area file that is grown
 * is checked like any other.  A theme read is immutable; any thread may use it. */
#ifndef ZONES_GROW_THEME_H
#define ZONES_GROW_THEME_H

#include "zones/prose/grammar.h"

/* Roles of rooms in a layout. */
#define GROW_ROLES(R) R( gate ) R( way ) R( hall ) R( side ) R( end ) R( secret ) R( lair ) R( home ) R( shop )
enum grow_role {
#define GROW_ROLE(word) ROLE_##word,
    GROW_ROLES(GROW_ROLE)
#undef GROW_ROLE
    GROW_ROLES_COUNT
};
extern const char *const grow_role_words[GROW_ROLES_COUNT];

enum grow_level { LEVEL_LOW, LEVEL_MIDDLE, LEVEL_HIGH, GROW_LEVELS };

struct words { const char **list; unsigned count; };      /* one or several */
struct picks { unsigned *list; unsigned count; };         /* numbers of what was named */

/* Something a text names, that can be looked at. */
struct sight {
    const char     *key;
    const char    **keys;              /* NULL-terminated */
    struct wording *seen, *near;
};
struct sights { struct sight *list; unsigned count; };

struct place {
    const char     *key;
    uint32_t        roles;             /* bit n: enum grow_role n; 0: way, hall, side and end */
    bool            inner, outer;      /* both: anywhere */
    uint32_t        share;
    const char     *terrain;
    struct words    flags;
    const char     *hazard, *hazard_spares;   /* or NULL */
    struct wording *name, *called, *open;
    struct wording *more, *by_day, *by_night, *in_rain;    /* or NULL */
    struct words    sight_words;
    struct picks    sights;            /* none: all that no place names */
};

struct folk {
    const char     *key;
    struct wording *nouns;
    struct wording *traits, *name;     /* or NULL: the usual */
    struct wording *line, *text;
    struct wording *says;              /* or NULL */
    struct sights   marks;             /* none: the theme's and the common ones */
    struct words    is;                /* he, she, they, it */
    uint8_t         level;             /* enum grow_level */
    struct words    role, build, race, behaves;
    struct words   *kit_words;
    struct picks   *kits;              /* of goods */
    unsigned        kit_count;
    struct words    live_words;
    struct picks    live;              /* of places; none: anywhere */
    const char     *faction;           /* or NULL */
    uint32_t        share;
    bool            wanders;
};

struct good {
    const char     *key;
    struct wording *nouns;
    struct wording *name;              /* or NULL: the usual */
    struct wording *line, *text;
    const char     *kind;
    const char     *wear;              /* or NULL */
    struct words    family, material, quality;
    struct words    lies_words;
    struct picks    lies;              /* of places; none: only in kits, shops and rewards */
    uint32_t        share, capacity;
};

/* Somebody with a name: the boss, those who know something, keepers of shops. */
struct person {
    const char     *key;
    struct wording *name;              /* NULL: the theme's culture */
    const char    **keys;
    struct wording *line, *text;
    struct wording *says, *knows;      /* or NULL */
    struct words    role, build, race, behaves;
    const char     *is;
    struct words   *kit_words;
    struct picks   *kits;
    unsigned        kit_count;
    struct words    live_words;
    struct picks    live;
    struct words    sells_words;       /* of a shop */
    struct picks    sells;
    struct words    buys;
    uint32_t        opens, closes;
};

enum step_kind { STEP_KILL, STEP_BRING, STEP_FIND, STEP_TALK, STEP_KINDS };
enum { TARGET_BOSS = -1, TARGET_SECRET = -2, TARGET_LAIR = -3 };
struct grow_step {
    uint8_t         kind;              /* enum step_kind */
    int             target;            /* folk, good, place or named by number, or a TARGET_ */
    uint32_t        least, most;       /* of `count` */
    struct wording *journal;
    struct wording *says;              /* of talk */
};
struct grow_quest {
    const char       *key;
    struct wording   *name, *offer, *done;
    unsigned          giver;           /* of named */
    struct grow_step *steps;
    unsigned          step_count;
    int               object;          /* a good, or -1 */
    uint32_t          experience, coins;
};

struct layout_wish { const char *name; const struct yaml_node *with; };

struct theme {
    const char         *key;           /* the file's name */
    const char         *title;
    uint32_t            areas, level_least, level_most, span;
    const char         *climate, *culture;
    struct words        gate;
    struct layout_wish *layouts;
    unsigned            layout_count;
    struct grammar     *grammar;
    struct wording     *names, *ways, *ways_up, *ways_down;   /* the last two may be NULL */
    struct place       *places;  unsigned place_count;
    struct sights       sights, marks, details;
    struct folk        *folk;    unsigned folk_count;
    struct good        *goods;   unsigned good_count;
    struct person       boss;
    struct person      *named;   unsigned named_count;
    struct person      *shops;   unsigned shop_count;
    struct place        secret;
    struct words        secret_reward_words;
    struct picks        secret_reward;
    struct words        key_words, doors;
    struct picks        keys;          /* goods that open what is locked */
    struct grow_quest  *quests;  unsigned quest_count;
    struct arena       *arena;
};

/* What every theme may use: rules, marks of people, details of things, and the usual names. */
struct theme_common {
    struct grammar *grammar;
    struct sights   marks, beast_marks, details;
    struct arena   *arena;
};

/* NULL, reported, when the file cannot be used at all; a theme with mistakes must not be grown from. */
struct theme_common *theme_common_read(const char *path, struct mistakes *mistakes);
void theme_common_free(struct theme_common **common);
struct theme *theme_read(const char *path, const struct theme_common *common, struct mistakes *mistakes);
void theme_free(struct theme **theme);

#endif
