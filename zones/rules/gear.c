/* zones/rules/gear.c -- reads gear.yaml, and the formulas of gear.h.  Entered by main at the start; the formulas by anybody. */
#include "zones/rules/gear.h"

#include "config/yaml.h"
#include "zones/rules/rules_parts.h"
#include "zones/world/world.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { GEAR_ROWS_MOST = 200, PERCENT_MOST = 1000, VALUE_MOST = 100000, DURABILITY_MOST = 100000, MISSILES_MOST = 1000 };
_Static_assert((int)WEAR_SLOTS_COUNT <= (int)GEAR_SLOTS_MOST, "every slot has its share");

const char *const armor_weight_words[ARMOR_WEIGHTS] = { "cloth", "leather", "mail", "plate" };
static const char *const distance_words[] = { "none", "thrown", "shot" };

static const struct yaml_field weapon_fields[] = {
    { "about",    true,  yaml_line,   offsetof(struct gear_family, about),    0, NAME_MOST, NULL },
    { "kind",     true,  yaml_choice, offsetof(struct gear_family, kind),     0, DAMAGE_KINDS, damage_words },
    { "hands",    true,  read_byte,   offsetof(struct gear_family, hands),    1, 2, NULL },
    { "percent",  true,  yaml_number, offsetof(struct gear_family, percent),  1, PERCENT_MOST, NULL },
    { "stones",   true,  yaml_number, offsetof(struct gear_family, stones),   0, PERCENT_MOST, NULL },
    { "verb",     true,  yaml_line,   offsetof(struct gear_family, verb),     0, NAME_MOST, NULL },
    { "distance", false, yaml_choice, offsetof(struct gear_family, distance), 0, 3, distance_words },
    { "skill",    false, yaml_line,   offsetof(struct gear_family, skill),    0, NAME_MOST, NULL },
    { "ammunition", false, yaml_line, offsetof(struct gear_family, ammunition), 0, NAME_MOST, NULL },
    { 0 },
};
static const struct yaml_field missile_fields[] = {
    { "about",   true, yaml_line,   offsetof(struct gear_family, about),   0, NAME_MOST, NULL },
    { "percent", true, yaml_number, offsetof(struct gear_family, percent), 1, PERCENT_MOST, NULL },
    { "stones",  true, yaml_number, offsetof(struct gear_family, stones),  0, PERCENT_MOST, NULL },
    { "count",   true, yaml_number, offsetof(struct gear_family, count),   1, MISSILES_MOST, NULL },
    { 0 },
};
static const struct yaml_field armor_fields[] = {
    { "about",   true,  yaml_line,   offsetof(struct gear_family, about),   0, NAME_MOST, NULL },
    { "weight",  true,  yaml_choice, offsetof(struct gear_family, weight),  0, ARMOR_WEIGHTS, armor_weight_words },
    { "percent", true,  yaml_number, offsetof(struct gear_family, percent), 1, PERCENT_MOST, NULL },
    { "stones",  true,  yaml_number, offsetof(struct gear_family, stones),  0, PERCENT_MOST, NULL },
    { "skill",   false, yaml_line,   offsetof(struct gear_family, skill),   0, NAME_MOST, NULL },
    { 0 },
};
static const struct yaml_field material_fields[] = {
    { "strength",   true,  yaml_number, offsetof(struct material, strength),   1, PERCENT_MOST, NULL },
    { "weight",     true,  yaml_number, offsetof(struct material, weight),     1, PERCENT_MOST, NULL },
    { "value",      true,  yaml_number, offsetof(struct material, value),      1, VALUE_MOST, NULL },
    { "durability", true,  yaml_number, offsetof(struct material, durability), 1, DURABILITY_MOST, NULL },
    { "metal",      false, yaml_yes_no, offsetof(struct material, metal),      0, 0, NULL },
    { 0 },
};
static const struct yaml_field quality_fields[] = {
    { "percent", true, yaml_number, offsetof(struct quality, percent), 1, PERCENT_MOST, NULL },
    { "value",   true, yaml_number, offsetof(struct quality, value),   1, VALUE_MOST, NULL },
    { 0 },
};

/* -- reading ----------------------------------------------------------------------------------------- */

/* The three sorts of families; what a row of each has for certain. */
static const struct family_sort {
    const char              *what;
    const struct yaml_field *fields;
    struct gear_family       begins;
} weapon_sort = { "a family of weapons", weapon_fields, { .weapon = true } },
  armor_sort = { "a family of armour", armor_fields, { .weapon = false } },
  missile_sort = { "a family of ammunition", missile_fields, { .missiles = true } };

static bool family_there(const struct gear_rules *gear, const char *key)
{
    for (unsigned at = 0; at < gear->family_count; at++)
        if (strcasecmp(gear->families[at].key, key) == 0)
            return true;
    return false;
}

static void read_families(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *map,
                          const struct family_sort *sort)
{
    struct gear_rules *gear = reader->owner;
    if (!map_fits(reader, field->key, map, GEAR_ROWS_MOST))
        return;
    struct gear_family *all = arena_get(reader->arena, (gear->family_count + map->count) * sizeof *all);
    if (gear->family_count > 0)
        memcpy(all, gear->families, gear->family_count * sizeof *all);
    gear->families = all;
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        struct gear_family family = sort->begins;
        unsigned before = reader->mistakes->count;
        family.key = arena_string(reader->arena, node->key->word);
        if (family_there(gear, family.key))
            mistake_at(reader->mistakes, node->key, "%s: there is a family of that name already", family.key);
        yaml_record(reader, node, sort->what, sort->fields, &family);
        if (reader->mistakes->count == before)
            gear->families[gear->family_count++] = family;
    }
}

static void read_weapons(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)value;
    read_families(reader, field, node, &weapon_sort);
}

static void read_armor(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)value;
    read_families(reader, field, node, &armor_sort);
}

static void read_missiles(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)value;
    read_families(reader, field, node, &missile_sort);
}

/* head: 12 ... by the words of area files; of a slot that there is twice each piece is that much. */
static void read_shares(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field share = { .key = "share", .most = 100 };
    struct gear_rules *gear = value;
    if (!map_fits(reader, field->key, node, WEAR_SLOTS_COUNT))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        unsigned slot = 0;
        while (slot < WEAR_SLOTS_COUNT && (wear_first[slot] != slot || strcasecmp(wear_words[slot], member->key->word) != 0))
            slot++;
        if (slot == WEAR_SLOTS_COUNT)
            mistake_at(reader->mistakes, member->key, "%s: nothing is worn at '%.40s'", field->key, member->key->word);
        else
            yaml_number(reader, &share, member, &gear->shares[slot]);
    }
}

/* Ammunition is read behind the weapons that shoot it. */
static void check_missiles(struct mistakes *mistakes, const struct yaml_node *root, const struct gear_rules *gear)
{
    for (unsigned at = 0; at < gear->family_count; at++) {
        const char *wanted = gear->families[at].ammunition;
        unsigned other = 0;
        while (wanted != NULL && other < gear->family_count
               && !(gear->families[other].missiles && strcasecmp(gear->families[other].key, wanted) == 0))
            other++;
        if (wanted != NULL && other == gear->family_count)
            mistake_at(mistakes, root, "%s: ammunition: there is none called '%.40s'", gear->families[at].key, wanted);
    }
}

static void read_materials(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gear_rules *gear = value;
    if (!map_fits(reader, field->key, node, GEAR_ROWS_MOST))
        return;
    gear->materials = arena_get(reader->arena, node->count * sizeof *gear->materials);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct material material = { .key = arena_string(reader->arena, member->key->word) };
        unsigned before = reader->mistakes->count;
        yaml_record(reader, member, "a material", material_fields, &material);
        if (reader->mistakes->count == before)
            gear->materials[gear->material_count++] = material;
    }
}

static void read_qualities(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gear_rules *gear = value;
    if (!map_fits(reader, field->key, node, GEAR_ROWS_MOST))
        return;
    gear->qualities = arena_get(reader->arena, node->count * sizeof *gear->qualities);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct quality quality = { .key = arena_string(reader->arena, member->key->word) };
        unsigned before = reader->mistakes->count;
        yaml_record(reader, member, "a quality", quality_fields, &quality);
        if (reader->mistakes->count == before)
            gear->qualities[gear->quality_count++] = quality;
    }
}

static const struct yaml_field gear_fields[] = {
    { "weapons",   true, read_weapons,   0, 0, 0, NULL },
    { "armor",     true, read_armor,     0, 0, 0, NULL },
    { "ammunition", false, read_missiles, 0, 0, 0, NULL },
    { "slots",     true, read_shares,    0, 0, 0, NULL },
    { "materials", true, read_materials, 0, 0, 0, NULL },
    { "qualities", true, read_qualities, 0, 0, 0, NULL },
    { "sets",      false, read_sets,     0, 0, 0, NULL },
    { 0 },
};

void gear_load(struct rules *rules, const char *folder, FILE *out, unsigned *mistake_count)
{
    struct gear_rules *gear = arena_get(rules->arena, sizeof *gear);
    struct arena *scratch = arena_new();
    struct mistakes mistakes = { .file = path_in(rules->arena, folder, "gear.yaml"), .out = out };
    struct yaml_reader reader = { .arena = rules->arena, .mistakes = &mistakes, .owner = gear };
    const struct yaml_node *root = yaml_read_file(mistakes.file, scratch, &mistakes);
    if (root != NULL) {
        yaml_record(&reader, root, "the gear", gear_fields, gear);
        check_missiles(&mistakes, root, gear);
    }
    rules->gear = gear;
    int plain = gear_quality(rules, "good");
    if (root != NULL && plain < 0)
        mistake_at(&mistakes, root, "qualities: there must be one called good, of whatever says nothing of its quality");
    gear->quality_plain = plain < 0 ? GEAR_NONE : (uint8_t)plain;
    *mistake_count += mistakes.count;
    arena_free(&scratch);
}

/* -- finding ----------------------------------------------------------------------------------------- */

int gear_family(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->gear->family_count; at++)
        if (strcasecmp(rules->gear->families[at].key, key) == 0)
            return (int)at;
    return -1;
}

int gear_material(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->gear->material_count; at++)
        if (strcasecmp(rules->gear->materials[at].key, key) == 0)
            return (int)at;
    return -1;
}

int gear_quality(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->gear->quality_count; at++)
        if (strcasecmp(rules->gear->qualities[at].key, key) == 0)
            return (int)at;
    return -1;
}

int gear_set(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->gear->set_count; at++)
        if (strcasecmp(rules->gear->sets[at].key, key) == 0)
            return (int)at;
    return -1;
}

/* -- formulas ---------------------------------------------------------------------------------------- */

static int64_t percent_of_make(const struct rules *rules, const struct make *make, bool family)
{
    const struct gear_rules *gear = rules->gear;
    int64_t percent = 10000;
    if (family && make->family != GEAR_NONE)
        percent = percent * gear->families[make->family].percent / 100;
    if (make->material != GEAR_NONE)
        percent = percent * gear->materials[make->material].strength / 100;
    if (make->quality != GEAR_NONE)
        percent = percent * gear->qualities[make->quality].percent / 100;
    return percent;                     /* hundredths of a percent */
}

int32_t make_damage(const struct rules *rules, const struct make *make)
{
    int64_t plain = rules->constants.weapon_base * 100 + (int64_t)make->level * rules->constants.weapon_level;
    int64_t damage = plain * percent_of_make(rules, make, true) / 1000000;
    return damage < 1 ? 1 : (int32_t)damage;
}

int32_t make_missile(const struct rules *rules, const struct make *make)
{
    int64_t percent = percent_of_make(rules, make, true) / 100;
    return percent < 1 ? 1 : (int32_t)percent;
}

uint32_t make_asks(const struct rules *rules, const struct make *make)
{
    const struct constants *constants = &rules->constants;
    int64_t above = (int64_t)make->level - constants->asks_free_level;
    int64_t percent = above <= 0 ? 0 : above * constants->asks_level / 100;
    return (uint32_t)(percent > constants->asks_most ? constants->asks_most : percent);
}

int32_t make_armor(const struct rules *rules, const struct make *make, unsigned slot)
{
    if (slot >= WEAR_SLOTS_COUNT)
        return 0;
    int64_t suit = rules->constants.armor_base * 100 + (int64_t)make->level * rules->constants.armor_level;
    return (int32_t)(suit * rules->gear->shares[slot] * percent_of_make(rules, make, true) / 100000000);
}

int64_t make_value(const struct rules *rules, const struct make *make)
{
    const struct gear_rules *gear = rules->gear;
    int64_t level = make->level, value = rules->constants.value_base * (10 + level * level / 10);
    if (make->material != GEAR_NONE)
        value = value * gear->materials[make->material].value / 100;
    if (make->quality != GEAR_NONE)
        value = value * gear->qualities[make->quality].value / 100;
    return value < 1 ? 1 : value;
}

uint32_t make_durability(const struct rules *rules, const struct make *make)
{
    const struct gear_rules *gear = rules->gear;
    if (make->family != GEAR_NONE && gear->families[make->family].missiles)
        return gear->families[make->family].count;
    uint64_t hits = make->material == GEAR_NONE ? 400 : gear->materials[make->material].durability;
    if (make->quality != GEAR_NONE)
        hits = hits * gear->qualities[make->quality].percent / 100;
    return hits < 1 ? 1 : (uint32_t)hits;
}
