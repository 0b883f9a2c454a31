/* zones/rules/gear_set.c -- sets of gear.yaml: what belongs together, and what wearing several pieces of it gives.
 * Entered by main at the start; set_pieces() by anybody. */
#include "zones/rules/gear.h"

#include "config/yaml.h"
#include "zones/rules/rules_parts.h"
#include "zones/world/world.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SETS_MOST = 200, DIGITS_MOST = 2 };

static void read_slots(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t *slots = value;
    read_set(reader, field->key, node, wear_words, WEAR_SLOTS_COUNT, slots);
    for (unsigned slot = 0; slot < WEAR_SLOTS_COUNT; slot++)
        if ((*slots & 1u << slot) != 0 && wear_first[slot] != slot)
            mistake_at(reader->mistakes, node, "%s: '%s' is where a second one goes; a piece is made for '%s'", field->key,
                       wear_words[slot], wear_words[wear_first[slot]]);
}

static uint32_t step_pieces(const char *word)
{
    size_t digits = strspn(word, "0123456789");
    return digits == 0 || digits > DIGITS_MOST || word[digits] != '\0' ? 0 : (uint32_t)atoi(word);
}

/* {2: {armor: 10}, 4: {dodge: 3}}: each step asks more pieces than the one before. */
static void read_steps(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gear_set *set = value;
    if (!map_fits(reader, field->key, node, SET_STEPS_MOST))
        return;
    if (node->count == 0)
        mistake_at(reader->mistakes, node, "%s: it gives nothing", field->key);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct set_step *step = &set->steps[set->step_count];
        uint32_t before = set->step_count == 0 ? 1 : set->steps[set->step_count - 1].pieces;
        step->pieces = step_pieces(member->key->word);
        if (step->pieces <= before) {
            mistake_at(reader->mistakes, member->key, "%s: must be a number of pieces, 2 or more, and more than the one before",
                       field->key);
            continue;
        }
        read_gives(reader, field, member, &step->gives, &step->give_count);
        set->step_count++;
    }
}

static const struct yaml_field set_fields[] = {
    { "about",  true, yaml_line,  offsetof(struct gear_set, about), 0, NAME_MOST, NULL },
    { "pieces", true, read_slots, offsetof(struct gear_set, slots), 0, 0, NULL },
    { "gives",  true, read_steps, 0,                                0, 0, NULL },
    { 0 },
};

unsigned set_pieces(const struct gear_set *set)
{
    unsigned count = 0;
    for (unsigned slot = 0; slot < WEAR_SLOTS_COUNT; slot++)
        count += (set->slots & 1u << slot) != 0;
    return count;
}

void read_sets(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gear_rules *gear = value;
    if (!map_fits(reader, field->key, node, SETS_MOST))
        return;
    gear->sets = arena_get(reader->arena, (node->count + 1) * sizeof *gear->sets);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct gear_set set = { .key = arena_string(reader->arena, member->key->word) };
        unsigned before = reader->mistakes->count;
        yaml_record(reader, member, "a set", set_fields, &set);
        if (reader->mistakes->count == before && set.steps[set.step_count - 1].pieces > set_pieces(&set))
            mistake_at(reader->mistakes, member->key, "%s: it gives something for %u pieces, and has %u", set.key,
                       set.steps[set.step_count - 1].pieces, set_pieces(&set));
        if (reader->mistakes->count == before)
            gear->sets[gear->set_count++] = set;
    }
}
