/* zones/rules/rules_parts.c -- see rules_parts.h. */
#include "zones/rules/rules_parts.h"

#include "config/value.h"

#include <string.h>

const char *path_in(struct arena *arena, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = arena_get(arena, size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

bool map_fits(struct yaml_reader *reader, const char *what, const struct yaml_node *node, unsigned most)
{
    if (node->kind == YAML_MAP && node->count <= most)
        return true;
    mistake_at(reader->mistakes, node, "%s: must be at most %u `key: ...` pairs", what, most);
    return false;
}

bool list_of(struct yaml_reader *reader, const char *what, const struct yaml_node *node, unsigned most)
{
    if (node->kind == YAML_LIST && node->count <= most)
        return true;
    mistake_at(reader->mistakes, node, "%s: must be a list of at most %u", what, most);
    return false;
}

bool read_integer(struct yaml_reader *reader, const char *what, const struct yaml_node *node, int64_t least, int64_t most,
                  int32_t *value)
{
    char reason[VALUE_REASON_SIZE];
    int64_t number;
    if (node->kind != YAML_WORD)
        mistake_at(reader->mistakes, node, "%s: must be a single number", what);
    else if (!value_number(node->word, least, most, &number, reason))
        mistake_at(reader->mistakes, node, "%s: %s", what, reason);
    else {
        *value = (int32_t)number;
        return true;
    }
    return false;
}

void read_set(struct yaml_reader *reader, const char *what, const struct yaml_node *node, const char *const *words, unsigned count,
              uint32_t *set)
{
    const struct yaml_field word = { .key = what, .most = count, .words = words };
    if (!list_of(reader, what, node, count))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        uint8_t bit = UINT8_MAX;
        yaml_choice(reader, &word, member, &bit);
        if (bit != UINT8_MAX)
            *set |= 1u << bit;
    }
}

/* An amount of either sign, as far as a sum could make use of it. */
static bool read_amount(struct yaml_reader *reader, const struct yaml_node *node, struct modifier *modifier)
{
    int64_t most = figure_most[modifier->figure], least = figure_least[modifier->figure];
    int64_t bound = most > -least ? most : -least;
    if (!read_integer(reader, node->key->word, node, -bound, bound, &modifier->amount))
        return false;
    if (modifier->amount == 0)
        mistake_at(reader->mistakes, node, "%s: 0 changes nothing", node->key->word);
    return modifier->amount != 0;
}

void read_gives(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct modifier **gives,
                unsigned *count)
{
    const struct yaml_field figure = { .key = field->key, .most = FIGURES, .words = figure_words };
    if (!map_fits(reader, field->key, node, GIVES_MOST))
        return;
    *gives = arena_get(reader->arena, (node->count + 1) * sizeof **gives);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct modifier *modifier = &(*gives)[*count];
        modifier->figure = FIGURES;
        yaml_choice(reader, &figure, member->key, &modifier->figure);
        if (modifier->figure != FIGURES && read_amount(reader, member, modifier))
            (*count)++;
    }
}

void read_byte(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    int32_t number;
    if (read_integer(reader, field->key, node, field->least, field->most, &number))
        *(uint8_t *)value = (uint8_t)number;
}

void read_small(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_integer(reader, field->key, node, field->least, field->most, value);
}

void read_long(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    char reason[VALUE_REASON_SIZE];
    if (node->kind != YAML_WORD)
        mistake_at(reader->mistakes, node, "%s: must be a single number", field->key);
    else if (!value_number(node->word, field->least, field->most, value, reason))
        mistake_at(reader->mistakes, node, "%s: %s", field->key, reason);
}

void field_set(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_set(reader, field->key, node, field->words, (unsigned)field->most, value);
}

void field_gives(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct gives *gives = value;
    read_gives(reader, field, node, &gives->list, &gives->count);
}
