/* zones/grow/continent_wild.h -- the inhabitants of the continent, as they will stand in the area file; private to
 * zones/grow/continent_wild*.c.
 *
 *   continent_wild.c         who lives in which region, at what level, where each of them stands
 *   continent_wild_data.c    wild.yaml
 *   continent_wild_things.c  what they carry and wear, what lies about
 *   continent_wild_write.c   words put together; the lines of the file */
#ifndef ZONES_GROW_CONTINENT_WILD_H
#define ZONES_GROW_CONTINENT_WILD_H

#include "zones/grow/continent_parts.h"

enum { WILD_MOBILES_MOST = 6000, WILD_OBJECTS_MOST = 6000, WILD_RESETS_MOST = 20000, BEASTS_MOST = 300, WILD_LOOT_MOST = 60,
       ALIKE_MOST = 12, LIKENESSES_MOST = 2000, FINDS_MOST = 120, GEAR_MOST = 60, LOOTS_MOST = 4 };

struct beast {
    const char *key, *noun, *coat;
    uint32_t    lands, level_least, level_most;
    const struct yaml_node *races, *roles, *builds, *lines, *texts;
    const struct yaml_node *loot[LOOTS_MOST];      /* entries of `loot` */
    unsigned    loot_count;
    bool        people;            /* has a sex and gear, and no nature of its own */
    bool        rooted;
};

struct wild_mobile {
    const char *key, *name, *line, *text, *keys, *race, *role, *build, *is;
    uint32_t    level;
    bool        wanders;
};
struct wild_object {
    const char *key, *name, *line, *text, *keys, *kind;
    const char *wear, *family, *material, *quality;    /* NULL: none */
    uint32_t    level, weight, value, capacity;        /* 0: not written */
};
struct wild_reset {
    const char *kind;              /* "mobile", "object", "carries", "wears" */
    const char *key;
    uint32_t    room;              /* 0: where the one before went */
};

struct wild_likeness { const char *noun, *role, *loot; unsigned count; };
struct wild {
    const struct yaml_node *traits, *metals;
    const struct yaml_node *loot_marks, *gear_marks;   /* lists of sentences, or NULL */
    struct wild_likeness likenesses[LIKENESSES_MOST];
    unsigned      likeness_count;
    struct beast  beasts[BEASTS_MOST];
    unsigned      beast_count;
    const struct yaml_node *finds[FINDS_MOST], *gear[GEAR_MOST];
    unsigned      find_count, gear_count;
    struct wild_mobile *mobiles;
    struct wild_object *objects;
    struct wild_reset  *resets;
    unsigned      mobile_count, object_count, reset_count;
};

/* What braces in a text stand for. */
struct wild_words {
    const char *name;              /* {a} {A}: with its article */
    const char *noun, *of, *material;
    bool        she;               /* {he} {him} {his} and with a capital */
};

/* -- continent_wild_write.c: also {an} and {An}, a or an, whichever the next word wants -- */
const char *wild_say(struct continent *continent, const char *text, const struct wild_words *words);
/* The words of a name that one may call it by: "wolf, ashmere, one-eared". */
const char *wild_keys(struct continent *continent, const char *name);

/* -- continent_wild_data.c -- */
bool wild_read(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes);
/* The `index`-th word of a list, or the word itself. */
const struct yaml_node *list_pick(const struct yaml_node *list, uint32_t index);
unsigned list_count(const struct yaml_node *list);

/* -- continent_wild_things.c -- */
/* The loot `index` of a beast in a region; made when it is first asked for.  NULL: there is none. */
const char *wild_loot(struct continent *continent, const struct beast *beast, unsigned region, unsigned index, uint32_t level);
/* Something to wear or wield for somebody of that level, with a name and key of its own. */
const struct wild_object *wild_gear(struct continent *continent, unsigned region, unsigned ordinal, uint32_t level, const char *owner);
void wild_finds(struct continent *continent);
void wild_reset_add(struct continent *continent, const char *kind, const char *key, uint32_t room);
struct wild_object *wild_object_add(struct continent *continent);

#endif
