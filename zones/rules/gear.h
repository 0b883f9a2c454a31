/* zones/rules/gear.h -- what things are made of, and what that makes them: gear.yaml.  Read once, then immutable.
 *
 * An area file says what a thing is (a sword of steel, good, of level 12); the numbers come from here:
 *
 *     weapon     average blow = weapon_base + level * weapon_level / 100, times family, material and quality percent
 *     armour     points = (armor_base + level * armor_level / 100) * share of the slot, times family, material, quality
 *     value      value_base * level * level / 10 + value_base * 10, times material and quality value percent
 *     condition  hits it stands before it is broken: material durability * quality percent */
#ifndef ZONES_RULES_GEAR_H
#define ZONES_RULES_GEAR_H

#include "zones/rules/rules.h"

/* How much of it one can wear without harm is a class's armor_most. */
enum armor_weight { ARMOR_CLOTH, ARMOR_LEATHER, ARMOR_MAIL, ARMOR_PLATE, ARMOR_WEIGHTS };
extern const char *const armor_weight_words[ARMOR_WEIGHTS];

struct gear_family {               /* of weapons, or of armour */
    const char *key;               /* "sword" */
    const char *about;             /* "a sword" */
    bool        weapon;
    uint8_t     kind;              /* weapon: enum damage_kind */
    uint8_t     weight;            /* armour: enum armor_weight */
    uint8_t     hands;             /* weapon: 1 or 2 */
    uint8_t     distance;          /* weapon: 0 none, 1 thrown, 2 shot with ammunition */
    uint32_t    percent;           /* of the plain numbers */
    uint32_t    stones;            /* weight of a plain one */
    const char *verb;              /* weapon: "slash": what a blow of it is called */
    const char *skill;             /* the skill its user should know, or NULL */
};
struct material {
    const char *key;               /* "steel" */
    bool        metal;
    uint32_t    strength, weight, value;  /* percent */
    uint32_t    durability;        /* hits */
};
struct quality {
    const char *key;               /* "good" */
    uint32_t    percent, value;
};
struct gear_rules {
    struct gear_family *families;
    unsigned            family_count;
    struct material    *materials;
    unsigned            material_count;
    struct quality     *qualities; /* low to high */
    unsigned            quality_count;
    uint8_t             quality_plain;    /* "average" */
};

/* What an object is, as numbers of rows; GEAR_NONE: none. */
enum { GEAR_NONE = UINT8_MAX };
struct make { uint8_t family, material, quality; uint32_t level; };

/* rules->gear, from folder/gear.yaml; for rules_load() alone. */
void gear_load(struct rules *rules, const char *folder, FILE *mistakes, unsigned *mistake_count);
/* Index by key, without case; -1. */
ANY_THREAD int gear_family(const struct rules *rules, const char *key);
ANY_THREAD int gear_material(const struct rules *rules, const char *key);
ANY_THREAD int gear_quality(const struct rules *rules, const char *key);
/* The average of a blow. */
ANY_THREAD int32_t make_damage(const struct rules *rules, const struct make *make);
/* slot: enum wear_slot. */
ANY_THREAD int32_t make_armor(const struct rules *rules, const struct make *make, unsigned slot);
ANY_THREAD int64_t make_value(const struct rules *rules, const struct make *make);
ANY_THREAD uint32_t make_durability(const struct rules *rules, const struct make *make);

#endif
