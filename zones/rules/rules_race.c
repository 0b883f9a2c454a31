/* zones/rules/rules_race.c -- races.yaml: what one can be born as, and what creatures are.  Entered by main. */
#include "zones/rules/reading.h"

#include <stddef.h>
#include <string.h>

struct race_source {
    struct race  race;
    struct gives gives;
};

/* Bits of classes; of a path it bars those it leads to as well. */
static void read_barred(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct rules *rules = ((struct reading *)reader->owner)->rules;
    if (node->kind != YAML_LIST) {
        mistake_at(reader->mistakes, node, "%s: must be a list of classes", field->key);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        int class = member->kind == YAML_WORD ? rules_class(rules, member->word) : -1;
        if (class < 0)
            mistake_at(reader->mistakes, member, "%s: that is no class", field->key);
        for (unsigned at = 0; class >= 0 && at < rules->class_count; at++)
            if (at == (unsigned)class || rules->classes[at].path == (unsigned)class)
                *(uint32_t *)value |= 1u << at;
    }
}

#define OF(member) offsetof(struct race_source, member)
static const struct yaml_field race_fields[] = {
    { "name",       true,  yaml_line,   OF(race.name),       0,  RULE_NAME_MOST, NULL },
    { "about",      true,  yaml_text,   OF(race.about),      0,  RULE_TEXT_MOST, NULL },
    { "playable",   false, yaml_yes_no, OF(race.playable),   0,  0,              NULL },
    { "natures",    true,  field_set,    OF(race.natures),    0,  NATURES,        nature_words },
    { "gives",      false, field_gives,  OF(gives),           0,  0,              NULL },
    { "barred",     false, read_barred, OF(race.barred),     0,  0,              NULL },
    { "experience", false, yaml_number, OF(race.experience), 50, 300,            NULL },
    { "blow",       false, yaml_choice, OF(race.blow),       0,  DAMAGE_KINDS,   damage_words },
    { "blow_word",  false, yaml_line,   OF(race.blow_word),  0,  RULE_NAME_MOST, NULL },
    { 0 },
};
#undef OF

void race_row(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node)
{
    struct race_source source = { .race = { .experience = 100, .blow = DAMAGE_BLUNT, .blow_word = "punch" } };
    struct race *race = &source.race;
    unsigned before = reader->mistakes->count;
    if (rules_race(reading->rules, node->key->word) != NULL)
        mistake_at(reader->mistakes, node->key, "'%.40s' is here twice", node->key->word);
    yaml_record(reader, node, "a race", race_fields, &source);
    if (race->playable && (race->natures & 1u << NATURE_HUMANOID) == 0)
        mistake_at(reader->mistakes, node->key, "playable: whoever wears things and speaks is 'humanoid' by nature");
    if (spoilt(reader, before))
        return;
    race->key = arena_string(reader->arena, node->key->word);
    race->gives = source.gives.list;
    race->give_count = source.gives.count;
    race->undead = (race->natures & 1u << NATURE_UNDEAD) != 0;
    reading->rules->races[reading->rules->race_count++] = *race;
}
