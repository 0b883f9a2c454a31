/* zones/grow/theme_quests.c -- the quests of a theme; see theme_parts.h. */
#include "zones/grow/theme_parts.h"

#include <string.h>

static const char *const step_words[STEP_KINDS] = { "kill", "bring", "find", "talk" };

/* What is found while there is nothing to compare with yet; looked up when all is read. */
struct step_source {
    const char       *target[STEP_KINDS];
    uint32_t          count[2];
    struct grow_step  step;
};
static const struct yaml_field step_fields[] = {
    { "kill",    false, yaml_line,    offsetof(struct step_source, target[STEP_KILL]),  0, THEME_LINE_MOST, NULL },
    { "bring",   false, yaml_line,    offsetof(struct step_source, target[STEP_BRING]), 0, THEME_LINE_MOST, NULL },
    { "find",    false, yaml_line,    offsetof(struct step_source, target[STEP_FIND]),  0, THEME_LINE_MOST, NULL },
    { "talk",    false, yaml_line,    offsetof(struct step_source, target[STEP_TALK]),  0, THEME_LINE_MOST, NULL },
    { "count",   false, read_count,   offsetof(struct step_source, count),              0, 0,            NULL },
    { "says",    false, read_wording, offsetof(struct step_source, step.says),          0, 0,            NULL },
    { "journal", true,  read_wording, offsetof(struct step_source, step.journal),       0, 0,            NULL },
    { 0 },
};

int folk_named(const struct theme *theme, const char *key)
{
    for (unsigned n = 0; n < theme->folk_count; n++)
        if (strcmp(theme->folk[n].key, key) == 0)
            return (int)n;
    return -1;
}

int good_named(const struct theme *theme, const char *key)
{
    for (unsigned n = 0; n < theme->good_count; n++)
        if (strcmp(theme->goods[n].key, key) == 0)
            return (int)n;
    return -1;
}

int place_named(const struct theme *theme, const char *key)
{
    for (unsigned n = 0; n < theme->place_count; n++)
        if (strcmp(theme->places[n].key, key) == 0)
            return (int)n;
    return -1;
}

int person_named(const struct theme *theme, const char *key)
{
    for (unsigned n = 0; n < theme->named_count; n++)
        if (strcmp(theme->named[n].key, key) == 0)
            return (int)n;
    return -1;
}

int sight_named(const struct theme *theme, const char *key)
{
    for (unsigned n = 0; n < theme->sights.count; n++)
        if (strcmp(theme->sights.list[n].key, key) == 0)
            return (int)n;
    return -1;
}

static finder *const step_finders[STEP_KINDS] = {
    [STEP_KILL] = folk_named, [STEP_BRING] = good_named, [STEP_FIND] = place_named, [STEP_TALK] = person_named,
};

/* The number of what is named, or one of TARGET_; false, reported, when there is no such thing. */
static bool step_target(struct yaml_reader *reader, const struct theme *theme, const struct yaml_node *node, enum step_kind kind,
                        const char *key, int *target)
{
    *target = step_finders[kind](theme, key);
    if (*target >= 0)
        return true;
    *target = kind == STEP_KILL && strcmp(key, "boss") == 0 ? TARGET_BOSS
        : kind == STEP_FIND && strcmp(key, "secret") == 0 ? TARGET_SECRET
        : kind == STEP_FIND && strcmp(key, "lair") == 0 ? TARGET_LAIR : 0;
    if (*target == 0)
        mistake_at(reader->mistakes, node, "%s: '%.30s' is not in this theme", step_words[kind], key);
    return *target != 0;
}

static void step_read(struct yaml_reader *reader, const struct yaml_node *node, struct grow_quest *quest)
{
    const struct reading *reading = reader->owner;
    struct step_source source = { .count = { 1, 1 } };
    unsigned named = 0;
    yaml_record(reader, node, "a step", step_fields, &source);
    for (unsigned kind = 0; kind < STEP_KINDS; kind++) {
        if (source.target[kind] == NULL)
            continue;
        named++;
        source.step.kind = (uint8_t)kind;
        step_target(reader, reading->theme, node, (enum step_kind)kind, source.target[kind], &source.step.target);
    }
    if (named != 1 && node->kind == YAML_MAP)
        mistake_at(reader->mistakes, node, "a step is exactly one of kill, bring, find and talk");
    if (source.step.kind == STEP_TALK && source.step.says == NULL && named == 1)
        mistake_at(reader->mistakes, node, "says: what is said to who talks?");
    source.step.least = source.count[0];
    source.step.most = source.count[1];
    quest->steps[quest->step_count++] = source.step;
}

static void read_steps(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct grow_quest *quest = value;
    if (node->kind != YAML_LIST || node->count == 0 || node->count > THEME_LIST_MOST) {
        mistake_at(reader->mistakes, node, "%s: must be a list of steps", field->key);
        return;
    }
    quest->steps = arena_get(reader->arena, node->count * sizeof *quest->steps);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        step_read(reader, member, quest);
}

struct reward_source { const char *object; uint32_t experience, coins; };
static void read_reward(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = {
        { "object",     false, yaml_line,   offsetof(struct reward_source, object),     0, THEME_LINE_MOST, NULL },
        { "experience", false, yaml_number, offsetof(struct reward_source, experience), 0, 100,          NULL },
        { "coins",      false, yaml_number, offsetof(struct reward_source, coins),      0, 1000,         NULL },
        { 0 },
    };
    const struct reading *reading = reader->owner;
    struct grow_quest *quest = value;
    struct reward_source source = { 0 };
    yaml_record(reader, node, "a reward", fields, &source);
    quest->experience = source.experience;
    quest->coins = source.coins;
    quest->object = source.object == NULL ? -1 : good_named(reading->theme, source.object);
    if (source.object != NULL && quest->object < 0)
        mistake_at(reader->mistakes, node, "%s: '%.30s' is not in this theme", field->key, source.object);
}

struct quest_source { struct grow_quest quest; const char *giver; };
static const struct yaml_field quest_fields[] = {
    { "name",   true,  read_wording, offsetof(struct quest_source, quest.name),  0, 0,            NULL },
    { "giver",  true,  yaml_line,    offsetof(struct quest_source, giver),       0, THEME_LINE_MOST, NULL },
    { "offer",  true,  read_wording, offsetof(struct quest_source, quest.offer), 0, 0,            NULL },
    { "steps",  true,  read_steps,   offsetof(struct quest_source, quest),       0, 0,            NULL },
    { "done",   true,  read_wording, offsetof(struct quest_source, quest.done),  0, 0,            NULL },
    { "reward", true,  read_reward,  offsetof(struct quest_source, quest),       0, 0,            NULL },
    { 0 },
};

/* They name all else, wherever they stand in the file: theme_link() reads them. */
void theme_quests(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    theme->quests = table_begin(reader, field, node, sizeof *theme->quests);
    for (const struct yaml_node *member = theme->quests == NULL ? NULL : node->first; member != NULL; member = member->next) {
        struct quest_source source = { .quest = { .object = -1 } };
        yaml_record(reader, member, "a quest", quest_fields, &source);
        int giver = source.giver == NULL ? 0 : person_named(theme, source.giver);
        if (giver < 0)
            mistake_at(reader->mistakes, member, "giver: '%.30s' is not among the named", source.giver);
        source.quest.key = arena_string(reader->arena, member->key->word);
        source.quest.giver = giver < 0 ? 0 : (unsigned)giver;
        theme->quests[theme->quest_count++] = source.quest;
    }
}
