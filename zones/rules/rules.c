/* zones/rules/rules.c -- reading the tables of the game, and finding in them.
 *
 * rules_load() and rules_free() are main's, before workers start and after they ended; everything else is any
 * thread's, since rules never change. */
#include "zones/rules/reading.h"

#include "zones/rules/creatures.h"
#include "zones/rules/gear.h"
#include "zones/sorted.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { RACES_MOST = 500, CONSTANT_GROUPS_MOST = 20 };

/* -- files ------------------------------------------------------------------------------------------- */

bool file_read(struct reading *reading, const char *name, unsigned most, record_reader *each)
{
    const char *path = path_in(reading->rules->arena, reading->folder, name);   /* skills say where they are from */
    struct mistakes mistakes = { .file = path, .out = reading->out };
    struct yaml_reader reader = { .arena = reading->rules->arena, .mistakes = &mistakes, .owner = reading };
    const struct yaml_node *root = yaml_read_file(path, reading->scratch, &mistakes);
    if (root != NULL && (root->kind != YAML_MAP || root->count > most))
        mistake_at(&mistakes, root, "must be at most %u `name: ...` pairs", most);
    else if (root != NULL)
        for (const struct yaml_node *node = root->first; node != NULL; node = node->next)
            each(&reader, reading, node);
    reading->count += mistakes.count;
    return root != NULL;
}

static int is_table(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;
}

/* The order of names is by their bytes, whatever the machine's language. */
static int table_order(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void skills_read(struct reading *reading)
{
    struct dirent **entries;
    char path[600];
    snprintf(path, sizeof path, "%s/skills", reading->folder);
    int count = scandir(path, &entries, is_table, table_order);
    if (count < 0) {
        struct mistakes mistakes = { .file = path, .out = reading->out };
        mistake_at(&mistakes, NULL, "%s", strerror(errno));
        reading->count += mistakes.count;
        return;
    }
    for (int at = 0; at < count; at++) {
        snprintf(path, sizeof path, "skills/%.255s", entries[at]->d_name);
        file_read(reading, path, SKILLS_MOST, skill_row);
        free(entries[at]);
    }
    free(entries);
}

/* -- constants and levels ---------------------------------------------------------------------------- */

static const struct yaml_field constant_fields[] = {
#define CONSTANT(member, word, least, most, initial, decides)                                                    \
    { word, false, read_long, offsetof(struct constants, member), least, most, NULL },
#include "zones/rules/constants.def"
#undef CONSTANT
    { 0 },
};

static void constants_begin(struct constants *constants)
{
    *constants = (struct constants){
#define CONSTANT(member, word, least, most, initial, decides) .member = initial,
#include "zones/rules/constants.def"
#undef CONSTANT
    };
}

/* The file is groups of them, each with a name for whoever reads it. */
static void read_constants(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node)
{
    yaml_record(reader, node, "the constants", constant_fields, &reading->rules->constants);
}

static const struct yaml_field level_fields[] = {
    { "experience",       true,  read_long,   offsetof(struct level_rule, experience),       0, 4000000000, NULL },
    { "gold",             false, read_long,   offsetof(struct level_rule, gold),             0, 1000000000, NULL },
    { "hero_points",      false, read_long,   offsetof(struct level_rule, hero_points),      0, 1000000000, NULL },
    { "skill_points",     true,  yaml_number, offsetof(struct level_rule, skill_points),     0, 1000,       NULL },
    { "attribute_raises", false, yaml_number, offsetof(struct level_rule, attribute_raises), 0, 100,        NULL },
    { "quest_points",     false, yaml_number, offsetof(struct level_rule, quest_points),     0, 100000,     NULL },
    { 0 },
};

/* Levels are written one after the other, from 1. */
void level_row(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node)
{
    char expected[12];
    unsigned next = ++reading->level;
    if (next > LEVELS_MORTAL) {
        mistake_at(reader->mistakes, node->key, "there are %d levels", LEVELS_MORTAL);
        return;
    }
    snprintf(expected, sizeof expected, "%u", next);
    if (strcmp(node->key->word, expected) != 0)
        mistake_at(reader->mistakes, node->key, "level %u should be here, not '%.20s'", next, node->key->word);
    yaml_record(reader, node, "a level", level_fields, &reading->rules->levels[next]);
    const struct level_rule *levels = reading->rules->levels;
    if (levels[next].experience < levels[next - 1].experience)
        mistake_at(reader->mistakes, node->key, "level %u asks less experience than the one before", next);
}

static void levels_read(struct reading *reading)
{
    if (!file_read(reading, "levels.yaml", LEVELS_MORTAL, level_row) || reading->level == LEVELS_MORTAL)
        return;
    fprintf(reading->out, "%s/levels.yaml: has %u levels, not %d\n", reading->folder, reading->level, LEVELS_MORTAL);
    reading->count++;
}

/* -- the whole --------------------------------------------------------------------------------------- */

struct rules *rules_load(const char *folder, FILE *mistakes, unsigned *mistake_count)
{
    struct arena *arena = arena_new();
    struct rules *rules = arena_get(arena, sizeof *rules);
    rules->arena = arena;
    struct reading reading = { .rules = rules, .scratch = arena_new(), .folder = folder, .out = mistakes };
    constants_begin(&rules->constants);
    file_read(&reading, "constants.yaml", CONSTANT_GROUPS_MOST, read_constants);
    levels_read(&reading);
    gear_load(rules, folder, mistakes, &reading.count);
    rules->classes = arena_get(arena, CLASSES_MOST * sizeof *rules->classes);
    file_read(&reading, "classes.yaml", CLASSES_MOST, class_row);
    classes_end(&reading);
    rules->races = arena_get(arena, RACES_MOST * sizeof *rules->races);
    file_read(&reading, "races.yaml", RACES_MOST, race_row);
    skills_read(&reading);
    skills_end(&reading);
    creatures_load(rules, folder, mistakes, &reading.count);
    check_called(&reading);
    arena_free(&reading.scratch);
    *mistake_count += reading.count;
    bool creatures = rules->creatures->role_count > 0 && rules->creatures->build_count > 0;
    if (rules->race_count == 0 || rules->path_count == 0 || !creatures)
        rules_free(&rules);
    return rules;
}

void rules_free(struct rules **rules_at)
{
    struct rules *rules = *rules_at;
    if (rules == NULL)
        return;
    struct arena *arena = rules->arena;
    arena_free(&arena);
    *rules_at = NULL;
}

/* -- finding ----------------------------------------------------------------------------------------- */

const struct race *rules_race(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->race_count; at++)
        if (strcasecmp(rules->races[at].key, key) == 0)
            return &rules->races[at];
    return NULL;
}

int rules_class(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->class_count; at++)
        if (strcasecmp(rules->classes[at].key, key) == 0 || strcasecmp(rules->classes[at].name, key) == 0)
            return (int)at;
    return -1;
}

/* Names are written small, so the order of bytes is the order without case. */
uint16_t rules_skill(const struct rules *rules, const char *name)
{
    unsigned low = 0, high = rules->skill_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        int order = strcasecmp(rules->skills[middle].name, name);
        if (order == 0)
            return (uint16_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NO_SKILL;
}

uint16_t rules_skill_prefix(const struct rules *rules, const char *word, bool (*knows)(uint16_t skill, const void *data),
                            const void *data)
{
    size_t length = strlen(word);
    unsigned at = sorted_begins(rules->skills, rules->skill_count, sizeof *rules->skills, offsetof(struct skill, name), word, length);
    for (; at < rules->skill_count && length > 0 && strncasecmp(rules->skills[at].name, word, length) == 0; at++)
        if (knows == NULL || knows((uint16_t)at, data))
            return (uint16_t)at;
    return NO_SKILL;
}

const struct skill_command *rules_commands(const struct rules *rules, const char *word, unsigned *count)
{
    size_t length = strlen(word);
    const struct skill_command *rows = rules->commands;
    unsigned first = sorted_begins(rows, rules->command_count, sizeof *rows, offsetof(struct skill_command, word), word, length);
    unsigned end = first;
    while (end < rules->command_count && strncasecmp(rows[end].word, word, length) == 0)
        end++;
    *count = end - first;
    return rows + first;
}

uint16_t rules_skill_command(const struct rules *rules, const char *word)
{
    unsigned count;
    size_t length = strlen(word);
    const struct skill_command *begun = rules_commands(rules, word, &count);
    if (length < 2 || count == 0)
        return NO_SKILL;
    uint16_t first = begun[0].skill;
    for (unsigned at = 1; at < count && begun[0].word[length] != '\0'; at++)
        if (begun[at].skill < first)
            first = begun[at].skill;
    return first;
}

/* What comes after the command in its name: "plant" of shapechange plant. */
static const char *name_rest(const struct skill *skill)
{
    size_t length = skill->command == NULL ? 0 : strlen(skill->command);
    bool begins = length > 0 && strncmp(skill->name, skill->command, length) == 0 && skill->name[length] == ' ';
    return begins ? skill->name + length + 1 : NULL;
}

bool skill_shares_command(const struct rules *rules, uint16_t skill)
{
    for (uint16_t at = 0; at < rules->skill_count; at++)
        if (at != skill && rules->skills[at].command != NULL && rules->skills[skill].command != NULL
            && strcmp(rules->skills[at].command, rules->skills[skill].command) == 0)
            return true;
    return false;
}

uint16_t rules_skill_typed(const struct rules *rules, const char *word, const char **words)
{
    uint16_t found = rules_skill_command(rules, word);
    if (found == NO_SKILL || !skill_shares_command(rules, found))
        return found;
    size_t length = strcspn(*words, " ");
    for (uint16_t at = 0; at < rules->skill_count && length > 0; at++) {
        const char *rest = name_rest(&rules->skills[at]);
        if (rest == NULL || strcmp(rules->skills[at].command, rules->skills[found].command) != 0)
            continue;
        size_t whole = strlen(rest);
        bool said = strncasecmp(*words, rest, whole) == 0 && ((*words)[whole] == ' ' || (*words)[whole] == '\0');
        if (!said && strncasecmp(*words, rest, length) != 0)
            continue;
        *words += said ? whole : length;
        *words += strspn(*words, " ");
        return at;
    }
    return NO_SKILL;
}

unsigned skill_level(const struct rules *rules, const struct skill *skill, int class)
{
    if (class < 0 || (unsigned)class >= rules->class_count)
        return 0;
    unsigned own = skill->levels[class], path = skill->levels[rules->classes[class].path];
    if (own == 0 || path == 0)
        return own | path;
    return own < path ? own : path;
}

static bool learnable(const struct skill *skill)
{
    for (unsigned class = 0; class < CLASSES_MOST; class++)
        if (skill->levels[class] != 0)
            return true;
    return false;
}

unsigned skills_learnable(const struct rules *rules)
{
    unsigned count = 0;
    for (unsigned at = 0; at < rules->skill_count; at++)
        count += learnable(&rules->skills[at]);
    return count;
}
