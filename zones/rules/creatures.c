/* zones/rules/creatures.c -- reads creatures.yaml, and what a role of a level has.  Entered by main at the start; the
 * formulas by anybody. */
#include "zones/rules/creatures.h"

#include "config/yaml.h"
#include "zones/rules/rules_parts.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { ROLES_MOST = 250, CREATURES_MOST = 1000, PERCENT_MOST = 2000, LEVEL_MOST = 1000 };

const char *const behaviour_words[BEHAVIOURS] = {
#define BEHAVIOUR(MEMBER, word) word,
    BEHAVIOURS_LIST(BEHAVIOUR)
#undef BEHAVIOUR
};

/* -- reading roles ----------------------------------------------------------------------------------- */

/* {bash: 10, chance: 15}: the skill, and from which level it has it. */
static void read_role_skill(struct yaml_reader *reader, const struct yaml_node *node, struct role_skill *skill)
{
    static const struct yaml_field level = { .key = "level", .least = 1, .most = LEVEL_MOST };
    static const struct yaml_field chance = { .key = "chance", .least = 1, .most = 100 };
    if (node->kind != YAML_MAP || node->count == 0) {
        mistake_at(reader->mistakes, node, "skills: each is like {bash: 10, chance: 15}");
        return;
    }
    skill->name = arena_string(reader->arena, node->first->key->word);
    skill->level = 1;
    skill->chance = 20;
    yaml_number(reader, &level, node->first, &skill->level);
    for (const struct yaml_node *more = node->first->next; more != NULL; more = more->next)
        if (strcmp(more->key->word, chance.key) == 0)
            yaml_number(reader, &chance, more, &skill->chance);
        else
            mistake_at(reader->mistakes, more->key, "skills: '%.40s' means nothing here", more->key->word);
    const struct rules *rules = reader->owner;
    skill->skill = rules_skill(rules, skill->name);
    if (skill->skill == NO_SKILL)
        mistake_at(reader->mistakes, node->first->key, "skills: there is none called '%.60s'", skill->name);
}

static void read_role_skills(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct role *role = value;
    if (!list_of(reader, field->key, node, ROLE_SKILLS_MOST))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        read_role_skill(reader, member, &role->skills[role->skill_count++]);
}

static void read_gives_of_phase(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct role_phase *phase = value;
    read_gives(reader, field, node, &phase->gives, &phase->give_count);
}

static const struct yaml_field phase_fields[] = {
    { "below", true,  yaml_number,         offsetof(struct role_phase, below), 1, 99, NULL },
    { "says",  true,  yaml_line,           offsetof(struct role_phase, says),  0, YAML_LINE_MAX, NULL },
    { "skill", false, yaml_line,           offsetof(struct role_phase, skill_name), 0, NAME_MOST, NULL },
    { "gives", false, read_gives_of_phase, 0, 0, 0, NULL },
    { 0 },
};

static void read_phases(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct role *role = value;
    if (!list_of(reader, field->key, node, ROLE_PHASES_MOST))
        return;
    uint32_t above = 100;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct role_phase *phase = &role->phases[role->phase_count++];
        phase->skill = NO_SKILL;
        yaml_record(reader, member, "a phase", phase_fields, phase);
        if (phase->below >= above)
            mistake_at(reader->mistakes, member, "phases: each begins below the one before it");
        above = phase->below;
        if (phase->skill_name == NULL)
            continue;
        phase->skill = rules_skill(reader->owner, phase->skill_name);
        if (phase->skill == NO_SKILL)
            mistake_at(reader->mistakes, member, "phases: there is no skill called '%.60s'", phase->skill_name);
    }
}

static void read_behaviours(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    read_set(reader, field->key, node, behaviour_words, BEHAVIOURS, value);
}

static void read_gives_of_role(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct role *role = value;
    read_gives(reader, field, node, &role->gives, &role->give_count);
}

static const struct yaml_field role_fields[] = {
    { "about",      true,  yaml_line,          offsetof(struct role, about),      0, YAML_LINE_MAX, NULL },
    { "health",     true,  yaml_number,        offsetof(struct role, health),     1, PERCENT_MOST, NULL },
    { "mana",       true,  yaml_number,        offsetof(struct role, mana),       0, PERCENT_MOST, NULL },
    { "damage",     true,  yaml_number,        offsetof(struct role, damage),     0, PERCENT_MOST, NULL },
    { "armor",      true,  yaml_number,        offsetof(struct role, armor),      0, PERCENT_MOST, NULL },
    { "hit",        true,  yaml_number,        offsetof(struct role, hit),        0, PERCENT_MOST, NULL },
    { "experience", true,  yaml_number,        offsetof(struct role, experience), 0, PERCENT_MOST, NULL },
    { "coins",      true,  yaml_number,        offsetof(struct role, coins),      0, PERCENT_MOST, NULL },
    { "gives",      false, read_gives_of_role, 0, 0, 0, NULL },
    { "behaviours", false, read_behaviours,    offsetof(struct role, behaviours), 0, 0, NULL },
    { "skills",     false, read_role_skills,   0, 0, 0, NULL },
    { "phases",     false, read_phases,        0, 0, 0, NULL },
    { 0 },
};

static void read_roles(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct creature_rules *creatures = value;
    if (!map_fits(reader, field->key, node, ROLES_MOST))
        return;
    creatures->roles = arena_get(reader->arena, node->count * sizeof *creatures->roles);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct role *role = &creatures->roles[creatures->role_count];
        unsigned before = reader->mistakes->count;
        *role = (struct role){ .key = arena_string(reader->arena, member->key->word) };
        yaml_record(reader, member, "a role", role_fields, role);
        creatures->role_count += reader->mistakes->count == before;
    }
}

/* -- reading builds and creatures -------------------------------------------------------------------- */

static void read_gives_of_build(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct build *build = value;
    read_gives(reader, field, node, &build->gives, &build->give_count);
}

static const struct yaml_field build_fields[] = {
    { "health", true,  yaml_number,         offsetof(struct build, health), 1, PERCENT_MOST, NULL },
    { "damage", true,  yaml_number,         offsetof(struct build, damage), 1, PERCENT_MOST, NULL },
    { "gives",  false, read_gives_of_build, 0, 0, 0, NULL },
    { 0 },
};

static void read_builds(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct creature_rules *creatures = value;
    if (!map_fits(reader, field->key, node, ROLES_MOST))
        return;
    creatures->builds = arena_get(reader->arena, node->count * sizeof *creatures->builds);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct build *build = &creatures->builds[creatures->build_count];
        unsigned before = reader->mistakes->count;
        *build = (struct build){ .key = arena_string(reader->arena, member->key->word) };
        yaml_record(reader, member, "a build", build_fields, build);
        creatures->build_count += reader->mistakes->count == before;
    }
}

static const struct yaml_field creature_fields[] = {
    { "name",  true,  yaml_line,     offsetof(struct creature, name),      0, NAME_MOST, NULL },
    { "line",  true,  yaml_line,     offsetof(struct creature, line),      0, YAML_LINE_MAX, NULL },
    { "text",  true,  yaml_text,     offsetof(struct creature, text),      0, TEXT_MOST, NULL },
    { "keys",  true,  yaml_keywords, offsetof(struct creature, keys),      1, KEYS_MOST, NULL },
    { "race",  true,  yaml_line,     offsetof(struct creature, race_key),  0, NAME_MOST, NULL },
    { "role",  true,  yaml_line,     offsetof(struct creature, role_key),  0, NAME_MOST, NULL },
    { "build", false, yaml_line,     offsetof(struct creature, build_key), 0, NAME_MOST, NULL },
    { 0 },
};

/* What it refers to, once everything of the file is read. */
static void creature_link(struct rules *rules, struct mistakes *mistakes, const struct yaml_node *node, struct creature *creature)
{
    const struct race *race = rules_race(rules, creature->race_key);
    int role = creature_role(rules, creature->role_key);
    int build = creature->build_key == NULL ? rules->creatures->build_plain : creature_build(rules, creature->build_key);
    if (race == NULL)
        mistake_at(mistakes, node, "race: there is none called '%.60s'", creature->race_key);
    if (role < 0)
        mistake_at(mistakes, node, "role: there is none called '%.60s'", creature->role_key);
    if (build < 0)
        mistake_at(mistakes, node, "build: there is none called '%.60s'", creature->build_key);
    creature->race = race == NULL ? 0 : (uint16_t)(race - rules->races);
    creature->role = role < 0 ? 0 : (uint8_t)role;
    creature->build = build < 0 ? 0 : (uint8_t)build;
}

static void read_creatures(struct yaml_reader *reader, const struct yaml_node *map, struct rules *rules)
{
    static const struct yaml_field field = { .key = "creatures" };
    struct creature_rules *creatures = rules->creatures;
    if (map == NULL || !map_fits(reader, field.key, map, CREATURES_MOST))
        return;
    creatures->creatures = arena_get(reader->arena, map->count * sizeof *creatures->creatures);
    for (const struct yaml_node *member = map->first; member != NULL; member = member->next) {
        struct creature *creature = &creatures->creatures[creatures->creature_count];
        unsigned before = reader->mistakes->count;
        *creature = (struct creature){ .key = arena_string(reader->arena, member->key->word) };
        yaml_record(reader, member, "a creature", creature_fields, creature);
        if (reader->mistakes->count == before)
            creature_link(rules, reader->mistakes, member, creature);
        creatures->creature_count += reader->mistakes->count == before;
    }
}

static void read_later(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader, (void)field, (void)node, (void)value;   /* creatures name roles and builds: read_creatures() */
}

static const struct yaml_field file_fields[] = {
    { "roles",     true, read_roles,  0, 0, 0, NULL },
    { "builds",    true, read_builds, 0, 0, 0, NULL },
    { "creatures", true, read_later,  0, 0, 0, NULL },
    { 0 },
};

static uint8_t plain_of(struct mistakes *mistakes, const struct yaml_node *root, int found, const char *key)
{
    if (found < 0)
        mistake_at(mistakes, root, "there must be one called %s, for whoever has none written", key);
    return found < 0 ? 0 : (uint8_t)found;
}

void creatures_load(struct rules *rules, const char *folder, FILE *out, unsigned *mistake_count)
{
    struct creature_rules *creatures = rules->creatures = arena_get(rules->arena, sizeof *creatures);
    struct arena *scratch = arena_new();
    struct mistakes mistakes = { .file = path_in(rules->arena, folder, "creatures.yaml"), .out = out };
    struct yaml_reader reader = { .arena = rules->arena, .mistakes = &mistakes, .owner = rules };
    const struct yaml_node *root = yaml_read_file(mistakes.file, scratch, &mistakes);
    if (root != NULL) {
        yaml_record(&reader, root, "the creatures", file_fields, creatures);
        creatures->role_plain = plain_of(&mistakes, root, creature_role(rules, "soldier"), "soldier");
        creatures->build_plain = plain_of(&mistakes, root, creature_build(rules, "plain"), "plain");
        read_creatures(&reader, root->kind == YAML_MAP ? yaml_member(root, "creatures") : NULL, rules);
    }
    *mistake_count += mistakes.count;
    arena_free(&scratch);
}

/* -- finding ----------------------------------------------------------------------------------------- */

int creature_role(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->creatures->role_count; at++)
        if (strcasecmp(rules->creatures->roles[at].key, key) == 0)
            return (int)at;
    return -1;
}

int creature_build(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->creatures->build_count; at++)
        if (strcasecmp(rules->creatures->builds[at].key, key) == 0)
            return (int)at;
    return -1;
}

int creature_named(const struct rules *rules, const char *key)
{
    for (unsigned at = 0; at < rules->creatures->creature_count; at++)
        if (strcasecmp(rules->creatures->creatures[at].key, key) == 0)
            return (int)at;
    return -1;
}

/* -- what they have ---------------------------------------------------------------------------------- */

static void add_gives(int32_t *figures, const struct modifier *gives, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        figures[gives[at].figure] += gives[at].amount;
}

/* A creature of a level, before anything that makes it special: numbers a player of that level can fight for a dozen
 * rounds. */
void creature_figures(const struct rules *rules, unsigned role_at, unsigned build_at, uint32_t level, int32_t *figures)
{
    const struct role *role = &rules->creatures->roles[role_at];
    const struct build *build = &rules->creatures->builds[build_at];
    const struct constants *constants = &rules->constants;
    int64_t n = level;
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        figures[at] += (int32_t)(13 + n / 12);
    int64_t health = constants->creature_health + n * constants->creature_health_level / 100
                   + n * n * constants->creature_health_square / 100;
    figures[FIGURE_HEALTH] += (int32_t)(health * role->health / 100 * build->health / 100);
    figures[FIGURE_MANA] += (int32_t)((50 + 8 * n) * role->mana / 100);
    figures[FIGURE_STAMINA] += (int32_t)(100 + 6 * n);
    figures[FIGURE_HITROLL] += (int32_t)(n * role->hit / 100);
    int64_t damage = constants->creature_damage * 100 + n * constants->creature_damage_level;
    figures[FIGURE_DAMROLL] += (int32_t)(damage * role->damage / 100 * build->damage / 10000);
    figures[FIGURE_ARMOR] += (int32_t)((constants->creature_armor * 100 + n * constants->creature_armor_level) * role->armor / 10000);
    figures[FIGURE_ATTACKS] += (int32_t)(n < 15 ? 0 : n < 60 ? n : n + 40);
    figures[FIGURE_SAVE_BODY] += (int32_t)(n / 4);
    figures[FIGURE_SAVE_MIND] += (int32_t)(n / 4);
    figures[FIGURE_SAVE_REFLEX] += (int32_t)(n / 4);
    add_gives(figures, role->gives, role->give_count);
    add_gives(figures, build->gives, build->give_count);
}

int64_t creature_experience(const struct rules *rules, unsigned role_at, unsigned build_at, uint32_t level)
{
    const struct role *role = &rules->creatures->roles[role_at];
    const struct build *build = &rules->creatures->builds[build_at];
    unsigned at = level < 1 ? 1 : level > LEVELS_MORTAL ? LEVELS_MORTAL : level;
    /* A level's price is so many kills of its own level; the first levels go faster than later ones. */
    int64_t kills = rules->constants.kills_per_level + (int64_t)at * rules->constants.kills_per_level_more / 100;
    int64_t price = rules->levels[at < LEVELS_MORTAL ? at + 1 : at].experience;
    int64_t worth = price / kills * role->experience / 100 * (100 + build->health) / 200;
    return worth < 1 ? 1 : worth;
}

int64_t creature_coins(const struct rules *rules, unsigned role_at, uint32_t level)
{
    const struct role *role = &rules->creatures->roles[role_at];
    int64_t n = level;
    return (rules->constants.coins_base + n * rules->constants.coins_level / 10 + n * n * rules->constants.coins_square / 100) * role->coins / 100;
}
