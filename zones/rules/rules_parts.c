/* zones/rules/rules_parts.c -- see rules_parts.h. */
#include "zones/rules/rules_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    char *end = NULL;
    errno = 0;
    long long number = node->kind == YAML_WORD && node->word[0] != '\0' ? strtoll(node->word, &end, 10) : 0;
    if (end == NULL || *end != '\0' || errno != 0) {
        mistake_at(reader->mistakes, node, "%s: must be a whole number", what);
        return false;
    }
    if (number < least || number > most) {
        mistake_at(reader->mistakes, node, "%s: must be between %lld and %lld", what, (long long)least, (long long)most);
        return false;
    }
    *value = (int32_t)number;
    return true;
}

static int word_index(const char *const *words, unsigned count, const char *word)
{
    for (unsigned at = 0; at < count; at++)
        if (strcasecmp(words[at], word) == 0)
            return (int)at;
    return -1;
}

void read_set(struct yaml_reader *reader, const char *what, const struct yaml_node *node, const char *const *words, unsigned count,
              uint32_t *set)
{
    if (!list_of(reader, what, node, count))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        int at = member->kind == YAML_WORD ? word_index(words, count, member->word) : -1;
        if (at >= 0)
            *set |= 1u << at;
        else
            mistake_at(reader->mistakes, member, "%s: '%.40s' is none of the words for it", what,
                       member->kind == YAML_WORD ? member->word : "...");
    }
}

void read_gives(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct modifier **gives,
                unsigned *count)
{
    if (!map_fits(reader, field->key, node, GIVES_MOST))
        return;
    *gives = arena_get(reader->arena, node->count * sizeof **gives + 1);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        int figure = word_index(figure_words, FIGURES, member->key->word);
        int32_t amount;
        if (figure < 0)
            mistake_at(reader->mistakes, member->key, "%s: there is no figure called '%.40s'", field->key, member->key->word);
        else if (read_integer(reader, member->key->word, member, -figure_most[figure], figure_most[figure], &amount))
            (*gives)[(*count)++] = (struct modifier){ (uint8_t)figure, amount };
    }
}

void read_byte(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    int32_t number;
    if (read_integer(reader, field->key, node, field->least, field->most, &number))
        *(uint8_t *)value = (uint8_t)number;
}
