/* zones/world/area_extras.c -- extra descriptions: of rooms, ways out, mobiles and things.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

static const struct yaml_field extra_fields[] = {
    { "keys", true, yaml_keywords, offsetof(struct extra, keys), 1, KEYWORDS_MOST, NULL },
    { "text", true, yaml_text,     offsetof(struct extra, text), 0, TEXT_MOST,     NULL },
    { 0 },
};

void read_extra_list(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct extras *extras = value;
    if (node->kind != YAML_LIST || node->count > EXTRAS_MOST) {
        mistake_at(reader->mistakes, node, "%s: must be a list of at most %d", field->key, EXTRAS_MOST);
        return;
    }
    extras->list = arena_get(reader->arena, node->count * sizeof *extras->list);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        yaml_record(reader, member, "an extra", extra_fields, &extras->list[extras->count++]);
}

static bool is_named(const char *const *texts, unsigned text_count, const struct extras *extras, unsigned extra, const char *keyword)
{
    bool named = false;
    for (unsigned n = 0; n < text_count; n++)
        named = named || text_names(texts[n], keyword);
    for (unsigned n = 0; n < extras->count; n++)
        named = named || (n != extra && text_names(extras->list[n].text, keyword));
    return named;
}

void check_extra_list(struct yaml_reader *reader, const struct yaml_node *node, const char *of, const char *const *texts,
                  unsigned text_count, const struct extras *extras)
{
    unsigned n = 0;
    const struct yaml_node *list = yaml_member(node, "extras");
    for (const struct yaml_node *extra = extras->count == 0 ? NULL : list->first; extra != NULL; extra = extra->next, n++) {
        const struct yaml_node *key = extras->list[n].keys != NULL ? yaml_member(extra, "keys")->first : NULL;
        for (; key != NULL; key = key->next)
            if (key->kind == YAML_WORD && *key->word != '\0' && !is_named(texts, text_count, extras, n, key->word))
                mistake_at(reader->mistakes, key, "keys: '%.40s' is not in the %s's text, nor in that of another extra", key->word, of);
    }
}
