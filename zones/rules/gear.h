/* zones/rules/gear.h -- what things are made of, and what that makes them: gear.yaml.  Read once, then immutable.
 *
 * An area file says what a thing is (a sword of steel, good, of level 12); the numbers come from here:
 *
 *     weapon     average blow = weapon_base + level * weapon_level / 100, times family, material and quality percent
 *     armour     points = (armor_base + level * armor_level / 100) * share of the slot, times family, material, quality
 *     shot       percent of the bow's blow = family, material and quality percent of the ammunition
 *     asks       percent of the family's skill = (level - asks_free_level) * asks_level / 100, up to asks_most
 *     value      value_base * level * level / 10 + value_base * 10, times material and quality value percent
 *     condition  hits it stands before it is broken: material durability * quality percent */
#ifndef ZONES_RULES_GEAR_H
#define ZONES_RULES_GEAR_H

#include "zones/rules/rules.h"

/* How much of it one can wear without harm is a class's armor_most. */
enum armor_weight { ARMOR_CLOTH, ARMOR_LEATHER, ARMOR_MAIL, ARMOR_PLATE, ARMOR_WEIGHTS };
extern const char *const armor_weight_words[ARMOR_WEIGHTS];

struct gear_family {               /* of weapons, of armour, or of ammunition */
    const char *key;               /* "sword" */
    const char *about;             /* "a sword"; of ammunition what several are called: "arrows" */
    bool        weapon;
    bool        missiles;          /* it is ammunition */
    uint8_t     kind;              /* weapon: enum damage_kind */
    uint8_t     weight;            /* armour: enum armor_weight */
    uint8_t     hands;             /* weapon: 1 or 2 */
    uint8_t     distance;          /* weapon: 0 none, 1 thrown, 2 shot with ammunition */
    uint32_t    percent;           /* of the plain numbers */
    uint32_t    stones;            /* weight of a plain one */
    const char *verb;              /* weapon: "slash": what a blow of it is called */
    const char *skill;             /* the skill its user has to know, or NULL */
    const char *ammunition;        /* weapon: key of the family it shoots, or NULL: it needs none */
    uint32_t    count;             /* ammunition: how many are in one thing of it */
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
/* What belongs together: who wears several pieces of it gets more than they give. */
enum { SET_STEPS_MOST = 6, GEAR_SLOTS_MOST = 32 };
struct set_step { uint32_t pieces; struct modifier *gives; unsigned give_count; };
struct gear_set {
    const char *key;               /* "shore watch" */
    const char *about;             /* "the harness of the shore watch" */
    uint32_t    slots;             /* bit n: it has a piece that is worn at slot n */
    struct set_step steps[SET_STEPS_MOST]; /* from few pieces to many; each adds to those before */
    unsigned    step_count;
};
struct gear_rules {
    struct gear_family *families;
    unsigned            family_count;
    struct material    *materials;
    unsigned            material_count;
    struct quality     *qualities; /* low to high */
    unsigned            quality_count;
    uint8_t             quality_plain;    /* "good" */
    struct gear_set    *sets;
    unsigned            set_count;
    uint32_t            shares[GEAR_SLOTS_MOST]; /* by enum wear_slot: percent of a suit of armour that a piece there is */
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
ANY_THREAD int gear_set(const struct rules *rules, const char *key);
/* gear_set.c: the pieces a set has, as a number. */
ANY_THREAD unsigned set_pieces(const struct gear_set *set);
/* What its wearer has to know of its family's skill, in percent; 0: nothing. */
ANY_THREAD uint32_t make_asks(const struct rules *rules, const struct make *make);
/* The average of a blow. */
ANY_THREAD int32_t make_damage(const struct rules *rules, const struct make *make);
/* Of ammunition: percent of the blow of what shoots it. */
ANY_THREAD int32_t make_missile(const struct rules *rules, const struct make *make);
/* slot: enum wear_slot. */
ANY_THREAD int32_t make_armor(const struct rules *rules, const struct make *make, unsigned slot);
ANY_THREAD int64_t make_value(const struct rules *rules, const struct make *make);
/* Of ammunition: how many are in it. */
ANY_THREAD uint32_t make_durability(const struct rules *rules, const struct make *make);

/* gear_set.c: a field of the table. */
struct yaml_reader;
struct yaml_field;
struct yaml_node;
void read_sets(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *gear);

#endif
