/* zones/world/area_make.c -- what mobiles and objects of an area file are by the rules: roles, races, materials, figures.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include "zones/rules/creatures.h"
#include "zones/rules/rules_parts.h"

#include <string.h>

static const struct rules *rules_here(const struct yaml_reader *reader)
{
    return ((const struct area_file *)reader->owner)->rules;
}

/* A word of the file; NULL, and a mistake, when it is none. */
static const char *word_of(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node)
{
    const char *word = NULL;
    yaml_line(reader, field, node, &word);
    return word;
}

static void unknown(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, const char *word)
{
    mistake_at(reader->mistakes, node, "%s: the rules know none called '%.60s'", field->key, word);
}

/* -- mobiles ----------------------------------------------------------------------------------------- */

void make_mobile(struct mobile_proto *mobile, const struct rules *rules)
{
    const struct race *human = rules_race(rules, "human");
    mobile->race = human == NULL ? 0 : (uint16_t)(human - rules->races);
    mobile->role = rules->creatures->role_plain;
    mobile->build = rules->creatures->build_plain;
    mobile->pronoun = PRONOUN_IT;
}

void read_race(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    const struct race *race = word == NULL ? NULL : rules_race(rules_here(reader), word);
    if (race != NULL)
        ((struct mobile_proto *)value)->race = (uint16_t)(race - rules_here(reader)->races);
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_role(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int role = word == NULL ? -1 : creature_role(rules_here(reader), word);
    if (role >= 0)
        ((struct mobile_proto *)value)->role = (uint8_t)role;
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_build(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int build = word == NULL ? -1 : creature_build(rules_here(reader), word);
    if (build >= 0)
        ((struct mobile_proto *)value)->build = (uint8_t)build;
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_alignment(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_integer(reader, field->key, node, -1000, 1000, &((struct mobile_proto *)value)->alignment);
}

void read_behaves(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_set(reader, field->key, node, behaviour_words, BEHAVIOURS, &((struct mobile_proto *)value)->behaviours);
}

/* A set of classes by key. */
static void read_class_set(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, uint32_t *set)
{
    static const struct yaml_field each = { .key = "class", .most = NAME_MOST };
    if (!list_fits(reader, field, node, CLASSES_MOST))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        const char *word = word_of(reader, &each, member);
        int class = word == NULL ? -1 : rules_class(rules_here(reader), word);
        if (class >= 0)
            *set |= 1u << class;
        else if (word != NULL)
            unknown(reader, field, member, word);
    }
}

void read_teaches(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_class_set(reader, field, node, &((struct mobile_proto *)value)->teaches);
}

/* -- objects ----------------------------------------------------------------------------------------- */

void make_object(struct object_proto *object)
{
    object->make = (struct make){ .family = GEAR_NONE, .material = GEAR_NONE, .quality = GEAR_NONE };
}

void read_family(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int family = word == NULL ? -1 : gear_family(rules_here(reader), word);
    if (family >= 0)
        ((struct object_proto *)value)->make.family = (uint8_t)family;
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_material(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int material = word == NULL ? -1 : gear_material(rules_here(reader), word);
    if (material >= 0)
        ((struct object_proto *)value)->make.material = (uint8_t)material;
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_quality(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int quality = word == NULL ? -1 : gear_quality(rules_here(reader), word);
    if (quality >= 0)
        ((struct object_proto *)value)->make.quality = (uint8_t)quality;
    else if (word != NULL)
        unknown(reader, field, node, word);
}

/* Of two places of a kind an area file knows one: which of them it comes to, the wearer says. */
void read_wear(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct object_proto *object = value;
    uint8_t slot = WEAR_NOWHERE;
    yaml_choice(reader, field, node, &slot);
    if (slot == WEAR_NOWHERE)
        return;
    if (wear_first[slot] != slot)
        mistake_at(reader->mistakes, node, "%s: '%s' is where a second one goes; a thing is made for '%s'", field->key,
                   wear_words[slot], wear_words[wear_first[slot]]);
    object->wear = wear_first[slot];
}

void read_set_of(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *word = word_of(reader, field, node);
    int set = word == NULL ? -1 : gear_set(rules_here(reader), word);
    if (set >= 0)
        ((struct object_proto *)value)->set = (uint8_t)(set + 1);
    else if (word != NULL)
        unknown(reader, field, node, word);
}

void read_classes(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_class_set(reader, field, node, &((struct object_proto *)value)->classes);
}

void read_given(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct object_proto *object = value;
    read_gives(reader, field, node, &object->gives, &object->give_count);
}

struct casts_source {
    const char *skill;
    uint32_t    level;
};

void read_casts(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = {
        { "skill",   true,  yaml_line,   offsetof(struct casts_source, skill),   0, NAME_MOST, NULL },
        { "level",   true,  yaml_number, offsetof(struct casts_source, level),   1, AREA_LEVEL_MAX, NULL },
        { 0 },
    };
    struct object_proto *object = value;
    struct casts_source source = {0};
    yaml_record(reader, node, "what a thing casts", fields, &source);
    if (source.skill == NULL)
        return;
    uint16_t skill = rules_skill(rules_here(reader), source.skill);
    if (skill == NO_SKILL) {
        unknown(reader, field, node, source.skill);
        return;
    }
    object->casts = &rules_here(reader)->skills[skill];
    object->casts_level = source.level;
}

/* -- the numbers that follow ------------------------------------------------------------------------- */

static const struct gear_family *family_of(const struct rules *rules, const struct object_proto *object)
{
    return object->make.family == GEAR_NONE ? NULL : &rules->gear->families[object->make.family];
}

/* A sword is no armour, and what is shot is ammunition. */
static void check_family(struct yaml_reader *reader, const struct yaml_node *node, const struct object_proto *object)
{
    const struct gear_family *family = family_of(rules_here(reader), object);
    const struct yaml_node *member = yaml_member(node, "family");
    if (object->kind == ITEM_AMMUNITION && member == NULL)
        mistake_at(reader->mistakes, node->key, "ammunition needs 'family'");
    if (family == NULL || member == NULL)
        return;
    if (family->weapon != (object->kind == ITEM_WEAPON))
        mistake_at(reader->mistakes, member, "family: '%s' is %s", family->key, family->weapon ? "one of weapons" : "none of weapons");
    else if (family->missiles != (object->kind == ITEM_AMMUNITION))
        mistake_at(reader->mistakes, member, "family: '%s' is %s", family->key,
                   family->missiles ? "one of ammunition" : "none of ammunition");
}

/* A piece has a place that its set knows. */
static void check_set(struct yaml_reader *reader, const struct yaml_node *node, const struct object_proto *object)
{
    const struct gear_rules *gear = rules_here(reader)->gear;
    if (object->set == 0)
        return;
    const struct gear_set *set = &gear->sets[object->set - 1];
    if (object->wear >= WEAR_SLOTS_COUNT || (set->slots & 1u << object->wear) == 0)
        mistake_at(reader->mistakes, yaml_member(node, "set"), "set: '%s' has no piece that is worn there", set->key);
}

/* Its armour is one figure among those it gives. */
static void give_armor(struct yaml_reader *reader, struct object_proto *object, int32_t armor)
{
    struct modifier *gives = arena_get(reader->arena, (object->give_count + 1) * sizeof *gives);
    if (object->give_count > 0)
        memcpy(gives, object->gives, object->give_count * sizeof *gives);
    gives[object->give_count++] = (struct modifier){ FIGURE_ARMOR, armor };
    object->gives = gives;
}

static bool wears_out(const struct object_proto *object)
{
    return object->kind == ITEM_WEAPON || object->kind == ITEM_ARMOR || object->kind == ITEM_SHIELD
        || object->kind == ITEM_AMMUNITION;
}

/* Of a weapon, armour, shield or ammunition that says nothing, the plainest guess is as good as any: a level-1 thing of its kind. */
void finish_object(struct yaml_reader *reader, const struct yaml_node *node, struct object_proto *object)
{
    const struct rules *rules = rules_here(reader);
    check_family(reader, node, object);
    check_set(reader, node, object);
    if (!wears_out(object))
        return;
    if (object->make.level == 0)
        object->make.level = 1;
    if (object->make.quality == GEAR_NONE)
        object->make.quality = rules->gear->quality_plain;
    object->durability = make_durability(rules, &object->make);
    if (object->kind == ITEM_WEAPON)
        object->damage = make_damage(rules, &object->make);
    else if (object->kind == ITEM_AMMUNITION)
        object->damage = make_missile(rules, &object->make);
    else
        give_armor(reader, object, make_armor(rules, &object->make, object->wear));
    if (yaml_member(node, "value") == NULL)
        object->value = (uint32_t)make_value(rules, &object->make);
}
