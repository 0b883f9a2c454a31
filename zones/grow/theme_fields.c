/* zones/grow/theme_fields.c -- values that many records of a theme have; see theme_parts.h. */
#include "zones/grow/theme_parts.h"

void read_wording(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct reading *reading = reader->owner;
    if (node->kind == YAML_MAP && yaml_member(node, "say") == NULL)
        mistake_at(reader->mistakes, node, "%s: must be a list of ways to say it", field->key);
    else
        *(struct wording **)value = grammar_wording(reading->grammar, reader->mistakes, node);
}

/* A word, or a list of words. */
void read_words(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct words *words = value;
    if (node->kind == YAML_MAP || (node->kind == YAML_LIST && node->count > THEME_LIST_MOST)) {
        mistake_at(reader->mistakes, node, "%s: must be a word, or a list of at most %d", field->key, THEME_LIST_MOST);
        return;
    }
    words->list = arena_get(reader->arena, (node->count + 2) * sizeof *words->list);
    if (node->kind == YAML_WORD)
        words->list[words->count++] = arena_string(reader->arena, node->word);
    for (const struct yaml_node *member = node->kind == YAML_LIST ? node->first : NULL; member != NULL; member = member->next) {
        if (member->kind == YAML_WORD)
            words->list[words->count++] = arena_string(reader->arena, member->word);
        else
            mistake_at(reader->mistakes, member, "%s: must be words", field->key);
    }
}

void kits_read(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct words **kits,
                      unsigned *count)
{
    if (node->kind != YAML_LIST || node->count > THEME_LIST_MOST) {
        mistake_at(reader->mistakes, node, "%s: must be a list of sets, [[cudgel, coat], [pike]]", field->key);
        return;
    }
    *kits = arena_get(reader->arena, (node->count + 1) * sizeof **kits);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        if (member->kind == YAML_LIST)
            read_words(reader, field, member, &(*kits)[(*count)++]);
        else
            mistake_at(reader->mistakes, member, "%s: must be a list of sets, [[cudgel, coat], [pike]]", field->key);
    }
}

void read_bounds(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field each = { .key = "levels", .least = 1, .most = THEME_LEVEL_MOST };
    uint32_t *levels = value;
    if (node->kind != YAML_LIST || node->count != 2) {
        mistake_at(reader->mistakes, node, "%s: must be [from, to]", field->key);
        return;
    }
    yaml_number(reader, &each, node->first, &levels[0]);
    yaml_number(reader, &each, node->first->next, &levels[1]);
    if (levels[0] > levels[1])
        mistake_at(reader->mistakes, node, "%s: from the lower to the higher", field->key);
}

/* `3`, or `3-5`: two numbers that lie side by side. */
void read_count(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t *bounds = value;
    unsigned least = 0, most = 0;
    char rest;
    int got = node->kind == YAML_WORD ? sscanf(node->word, "%4u-%4u%c", &least, &most, &rest) : 0;
    if (got == 1)
        most = least;
    if ((got != 1 && got != 2) || least < 1 || most < least || most > 50) {
        mistake_at(reader->mistakes, node, "%s: must be a number up to 50, or two, 3-5", field->key);
        return;
    }
    bounds[0] = least;
    bounds[1] = most;
}

void *table_begin(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, size_t size)
{
    if (node->kind == YAML_MAP && node->count > 0 && node->count <= THEME_ENTRIES_MOST)
        return arena_get(reader->arena, node->count * size);
    mistake_at(reader->mistakes, node, "%s: must be a map of 1 to %d entries", field->key, THEME_ENTRIES_MOST);
    return NULL;
}
