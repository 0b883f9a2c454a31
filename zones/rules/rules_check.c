/* zones/rules/rules_check.c -- what only all skills together can answer.  Entered by main.
 *
 * A row that is left out is still known by its name, so that one mistake does not become three. */
#include "zones/rules/reading.h"

#include "zones/rules/creatures.h"
#include "zones/rules/gear.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void mistake_in(struct reading *reading, struct draft *draft, const struct yaml_node *node, const char *format, ...)
    PRINTF_LIKE(4, 5);
static void mistake_in(struct reading *reading, struct draft *draft, const struct yaml_node *node, const char *format, ...)
{
    char reason[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    struct mistakes mistakes = { .file = draft->skill.file, .out = reading->out };
    mistake_at(&mistakes, node, "%s", reason);
    reading->count += mistakes.count;
    draft->bad = true;
}

bool affect_known(const struct reading *reading, const char *name)
{
    for (unsigned at = 0; at < reading->draft_count; at++) {
        const struct skill *skill = &reading->drafts[at].skill;
        if (strcasecmp(skill->name, name) == 0 || (skill->affect != NULL && strcasecmp(skill->affect, name) == 0))
            return true;
        for (unsigned n = 0; n < skill->effect_count; n++)   /* what only ends it does not bring it about */
            if (skill->does[n].word != NULL && skill->does[n].kind != EFFECT_END && skill->does[n].kind != EFFECT_PROLONG
                && strcasecmp(skill->does[n].word, name) == 0)
                return true;
    }
    return false;
}

static int draft_order(const void *left, const void *right)
{
    const struct draft *one = left, *other = right;
    int order = strcmp(one->skill.name, other->skill.name);
    return order != 0 ? order : (int)one->bad - (int)other->bad;
}

static struct draft *draft_named(const struct reading *reading, const char *name)
{
    for (unsigned at = 0; at < reading->draft_count; at++)
        if (strcmp(reading->drafts[at].skill.name, name) == 0)
            return &reading->drafts[at];
    return NULL;
}

/* Whoever can learn a skill must be able to learn what it needs, and no later. */
static void check_needs(struct reading *reading, struct draft *draft)
{
    const struct rules *rules = reading->rules;
    const struct draft *needed = draft->needs == NULL ? NULL : draft_named(reading, draft->needs->key->word);
    if (draft->needs == NULL)
        return;
    if (needed == NULL || needed == draft) {
        mistake_in(reading, draft, draft->needs->key, "needs: '%.40s' is no other skill", draft->needs->key->word);
        return;
    }
    for (unsigned class = 0; class < rules->class_count; class++) {
        unsigned level = skill_level(rules, &draft->skill, (int)class), first = skill_level(rules, &needed->skill, (int)class);
        if (level != 0 && (first == 0 || first > level))
            mistake_in(reading, draft, draft->needs->key, "needs: a %s of level %u cannot know '%s'", rules->classes[class].key,
                       level, needed->skill.name);
    }
}

bool skill_before(const struct skill *one, const struct skill *other)
{
    int order = strcmp(one->file, other->file);
    return order < 0 || (order == 0 && one->at_line < other->at_line);
}

/* Two may share a command only if their names go on behind it. */
static bool names_itself(const struct skill *skill)
{
    size_t length = strlen(skill->command);
    return strncmp(skill->name, skill->command, length) == 0 && skill->name[length] == ' ';
}

static void check_command(struct reading *reading, struct draft *draft)
{
    for (unsigned at = 0; at < reading->draft_count && draft->skill.command != NULL; at++) {
        const struct skill *other = &reading->drafts[at].skill;
        if (&reading->drafts[at] == draft || other->command == NULL || strcmp(other->command, draft->skill.command) != 0)
            continue;
        if (skill_before(&draft->skill, other) || (names_itself(&draft->skill) && names_itself(other)))
            continue;
        mistake_in(reading, draft, yaml_member(draft->row, "command"), "command: '%s' is that of '%s' (%s:%u)", other->command,
                   other->name, other->file, other->at_line);
        return;
    }
}

static void check_words(struct reading *reading, struct draft *draft)
{
    struct mistakes mistakes = { .file = draft->skill.file, .out = reading->out };
    check_when(reading, &mistakes, draft);
    reading->count += mistakes.count;
    draft->bad |= mistakes.count > 0;
}

static int command_order(const void *a, const void *b)
{
    const struct skill_command *first = a, *second = b;
    int order = strcmp(first->word, second->word);
    return order != 0 ? order : (int)first->skill - (int)second->skill;
}

static void skills_keep(struct reading *reading)
{
    struct rules *rules = reading->rules;
    rules->skills = arena_get(rules->arena, (reading->draft_count + 1) * sizeof *rules->skills);
    for (unsigned at = 0; at < reading->draft_count; at++)
        if (!reading->drafts[at].bad)
            rules->skills[rules->skill_count++] = reading->drafts[at].skill;
    unsigned kept = 0;
    for (unsigned at = 0; at < reading->draft_count; at++)
        if (!reading->drafts[at].bad && reading->drafts[at].needs != NULL)
            rules->skills[kept++].needs = rules_skill(rules, reading->drafts[at].needs->key->word);
        else
            kept += !reading->drafts[at].bad;
    rules->commands = arena_get(rules->arena, (rules->skill_count + 1) * sizeof *rules->commands);
    for (unsigned at = 0; at < rules->skill_count; at++)
        if (rules->skills[at].command != NULL)
            rules->commands[rules->command_count++] = (struct skill_command){ rules->skills[at].command, (uint16_t)at };
    if (rules->command_count > 0)
        qsort(rules->commands, rules->command_count, sizeof *rules->commands, command_order);
}

/* Creatures that are called, and skills that weapons and armour ask for, come from tables that are read later and earlier. */
void check_called(struct reading *reading)
{
    const struct rules *rules = reading->rules;
    for (unsigned at = 0; at < rules->skill_count; at++) {
        const struct skill *skill = &rules->skills[at];
        struct mistakes mistakes = { .file = skill->file, .out = reading->out };
        struct yaml_node place = { .line = skill->at_line, .column = skill->at_column };
        for (unsigned n = 0; n < skill->effect_count; n++) {
            const struct effect *effect = &skill->does[n];
            bool calls = effect->kind == EFFECT_SUMMON || effect->kind == EFFECT_RAISE || effect->kind == EFFECT_MOUNT;
            if (calls && creature_named(rules, effect->word) < 0)
                mistake_at(&mistakes, &place, "%s: creatures.yaml has no creature '%s'", effect_words[effect->kind], effect->word);
        }
        reading->count += mistakes.count;
    }
    for (unsigned at = 0; at < rules->gear->family_count; at++) {
        const struct gear_family *family = &rules->gear->families[at];
        if (family->skill == NULL || rules_skill(rules, family->skill) != NO_SKILL)
            continue;
        fprintf(reading->out, "%s/gear.yaml: %s: skill: there is none called '%s'\n", reading->folder, family->key, family->skill);
        reading->count++;
    }
}

void skills_end(struct reading *reading)
{
    if (reading->draft_count > 0)
        qsort(reading->drafts, reading->draft_count, sizeof *reading->drafts, draft_order);
    for (unsigned at = 0; at < reading->draft_count; at++) {
        struct draft *draft = &reading->drafts[at];
        check_needs(reading, draft);
        check_command(reading, draft);
        check_words(reading, draft);
    }
    skills_keep(reading);
    check_signatures(reading);
}
