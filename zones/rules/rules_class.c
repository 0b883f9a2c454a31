/* zones/rules/rules_class.c -- classes.yaml: the paths one starts on and the classes they lead to.  Entered by main. */
#include "zones/rules/reading.h"

#include "zones/rules/gear.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

struct class_draft {
    struct class_rule       class;
    const struct yaml_node *row;
    struct gives            gives;
    const char             *path;  /* key of it; NULL: it is one itself */
    uint8_t                 prime, armor;
    const char             *file;
    bool                    bad;
};

static const struct yaml_field gain_fields[] = {
    { "health",  true, yaml_number, POOL_HEALTH * sizeof(uint32_t),  0, 1000, NULL },
    { "mana",    true, yaml_number, POOL_MANA * sizeof(uint32_t),    0, 1000, NULL },
    { "stamina", true, yaml_number, POOL_STAMINA * sizeof(uint32_t), 0, 1000, NULL },
    { 0 },
};

/* value: one number a pool. */
static void read_pools(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    yaml_record(reader, node, field->key, gain_fields, value);
}

/* Three letters by which groups are told of it. */
static void read_code(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field line = { .key = field->key, .most = 3 };
    const char *code = NULL;
    yaml_line(reader, &line, node, &code);
    if (code != NULL && (strlen(code) != 3 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
        mistake_at(reader->mistakes, node, "code: must be three capital letters");
    else if (code != NULL)
        *(const char **)value = code;
}

#define OF(member) offsetof(struct class_draft, member)
static const struct yaml_field class_fields[] = {
    { "name",    true,  yaml_line,   OF(class.name),    0, RULE_NAME_MOST, NULL },
    { "code",    true,  read_code,   OF(class.code),    0, 0,              NULL },
    { "about",   true,  yaml_text,   OF(class.about),   0, RULE_TEXT_MOST, NULL },
    { "path",    false, yaml_line,   OF(path),          0, RULE_NAME_MOST, NULL },
    { "level",   false, yaml_number, OF(class.level),   1, LEVELS_MORTAL,  NULL },
    { "caster",  false, yaml_yes_no, OF(class.caster),  0, 0,              NULL },
    { "caller",  false, yaml_line,   OF(class.caller),  0, RULE_NAME_MOST, NULL },
    { "prime",   true,  yaml_choice, OF(prime),         0, ATTRIBUTES,     figure_words },
    { "gains",   true,  read_pools,  OF(class.gains),   0, 0,              NULL },
    { "heroes",  true,  read_pools,  OF(class.heroes),  0, 0,              NULL },
    { "hitroll", true,  yaml_number, OF(class.hitroll), 0, 1000,           NULL },
    { "damroll", true,  yaml_number, OF(class.damroll), 0, 1000,           NULL },
    { "gives",   false, field_gives,  OF(gives),         0, 0,              NULL },
    { "kit",     false, yaml_lines,   OF(class.kit),     1, 10,             NULL },
    { "armor",   true,  yaml_choice, OF(armor),         0, ARMOR_WEIGHTS,  armor_weight_words },
    { 0 },
};
#undef OF

void class_row(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node)
{
    if (reading->classes == NULL)
        reading->classes = arena_get(reading->scratch, CLASSES_MOST * sizeof *reading->classes);
    struct class_draft *draft = &reading->classes[reading->class_count++];
    unsigned before = reader->mistakes->count;
    *draft = (struct class_draft){ .row = node, .file = reader->mistakes->file };
    yaml_record(reader, node, "a class", class_fields, draft);
    struct class_rule *class = &draft->class;
    class->key = arena_string(reader->arena, node->key->word);
    class->gives = draft->gives.list;
    class->give_count = draft->gives.count;
    class->prime = draft->prime;
    class->armor_most = draft->armor;
    if (class->level == 0)
        class->level = draft->path == NULL ? 1 : (uint32_t)reading->rules->constants.specialise_level;
    for (struct class_draft *other = reading->classes; other < draft; other++)
        if (other->class.code != NULL && class->code != NULL && strcmp(other->class.code, class->code) == 0)
            mistake_at(reader->mistakes, node->key, "code: %s is that of '%s'", class->code, other->class.key);
    draft->bad = spoilt(reader, before);
}

static int path_of(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->path_count; at++)
        if (strcasecmp(rules->classes[at].key, key) == 0)
            return (int)at;
    return -1;
}

static void class_add(struct rules *rules, const struct class_draft *draft, unsigned path)
{
    struct class_rule *class = &rules->classes[rules->class_count++];
    *class = draft->class;
    class->path = (uint8_t)path;
}

void classes_end(struct reading *reading)
{
    struct rules *rules = reading->rules;
    struct class_draft *end = reading->classes + reading->class_count;
    for (struct class_draft *draft = reading->classes; draft != end; draft++)
        if (!draft->bad && draft->path == NULL && rules->path_count < PATHS_MOST)
            class_add(rules, draft, rules->path_count++);
    for (struct class_draft *draft = reading->classes; draft != end; draft++) {
        int path = draft->bad || draft->path == NULL ? -1 : path_of(rules, draft->path);
        if (path >= 0)
            class_add(rules, draft, (unsigned)path);
        if (path >= 0 || draft->bad || draft->path == NULL)
            continue;
        struct mistakes mistakes = { .file = draft->file, .out = reading->out };
        mistake_at(&mistakes, yaml_member(draft->row, "path"), "path: '%s' is none", draft->path);
        reading->count += mistakes.count;
    }
}
