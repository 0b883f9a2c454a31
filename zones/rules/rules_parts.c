/* zones/rules/rules_parts.c -- numbers, figures and sets as fields of any of the tables.  Entered by main. */
#include "zones/rules/reading.h"

#include "config/value.h"

#include <string.h>
#include <strings.h>

static bool number_in(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, int64_t *number)
{
    char reason[VALUE_REASON_SIZE];
    if (node->kind != YAML_WORD)
        mistake_at(reader->mistakes, node, "%s: must be a single number", field->key);
    else if (!value_number(node->word, field->least, field->most, number, reason))
        mistake_at(reader->mistakes, node, "%s: %s", field->key, reason);
    else
        return true;
    return false;
}

void read_small(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    int64_t number;
    if (number_in(reader, field, node, &number))
        *(int32_t *)value = (int32_t)number;
}

void read_long(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    number_in(reader, field, node, value);
}

void read_byte(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    int64_t number;
    if (number_in(reader, field, node, &number))
        *(uint8_t *)value = (uint8_t)number;
}

void read_figure(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field figure = { .key = field->key, .most = FIGURES, .words = figure_words };
    yaml_choice(reader, &figure, node, value);
}

void read_set(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (node->kind != YAML_LIST) {
        mistake_at(reader->mistakes, node, "%s: must be a list, [one, two]", field->key);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        uint8_t bit = UINT8_MAX;
        yaml_choice(reader, field, member, &bit);
        if (bit != UINT8_MAX)
            *(uint32_t *)value |= 1u << bit;
    }
}

/* Of either sign, as far as a sum could make use of it. */
static void read_amount(struct yaml_reader *reader, const struct yaml_node *node, struct modifier *modifier)
{
    int64_t most = figure_most[modifier->figure], least = figure_least[modifier->figure];
    int64_t bound = most > -least ? most : -least, amount = 0;
    const struct yaml_field field = { .key = node->key->word, .least = -bound, .most = bound };
    if (number_in(reader, &field, node, &amount) && amount == 0)
        mistake_at(reader->mistakes, node, "%s: 0 changes nothing", field.key);
    modifier->amount = (int32_t)amount;
}

void read_gives(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gives *gives = value;
    if (node->kind != YAML_MAP || node->count > GIVES_MOST) {
        mistake_at(reader->mistakes, node, "%s: must be at most %d `figure: amount` pairs", field->key, GIVES_MOST);
        return;
    }
    gives->list = arena_get(reader->arena, (node->count + 1) * sizeof *gives->list);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct modifier *modifier = &gives->list[gives->count];
        modifier->figure = FIGURES;
        read_figure(reader, field, member->key, &modifier->figure);
        if (modifier->figure == FIGURES)
            continue;
        read_amount(reader, member, modifier);
        gives->count++;
    }
}
