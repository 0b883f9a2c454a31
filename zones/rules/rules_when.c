/* zones/rules/rules_when.c -- when a skill can be used: its conditions.  Entered by main. */
#include "zones/rules/reading.h"

#include "zones/rules/gear.h"
#include "zones/world/weather.h"
#include "zones/world/world.h"

#include <string.h>
#include <strings.h>

enum { WHEN_MOST = 8, PERCENT_MOST = 99 };
enum takes { NOTHING, A_NUMBER, A_WORD };
static const uint8_t takes[CONDITION_KINDS] = {
#define CONDITION(MEMBER, word, value, said) [CONDITION_##MEMBER] = value,
#include "zones/rules/conditions.def"
#undef CONDITION
};

static uint8_t condition_of(struct yaml_reader *reader, const struct yaml_node *word)
{
    static const struct yaml_field field = { .key = "when", .most = CONDITION_KINDS, .words = condition_words };
    uint8_t kind = CONDITION_KINDS;
    yaml_choice(reader, &field, word, &kind);
    return kind;
}

/* `word`, or one pair `word: value`. */
static bool read_condition(struct yaml_reader *reader, const struct yaml_node *node, struct condition *condition)
{
    const struct yaml_node *value = node->kind == YAML_MAP && node->count == 1 ? node->first : NULL;
    if (node->kind != YAML_WORD && value == NULL) {
        mistake_at(reader->mistakes, node, "when: a condition is a word, or {word: value}");
        return false;
    }
    condition->kind = condition_of(reader, value != NULL ? value->key : node);
    if (condition->kind == CONDITION_KINDS)
        return false;
    const struct yaml_field field = { .key = condition_words[condition->kind], .least = 1, .most = PERCENT_MOST };
    const struct yaml_field name = { .key = field.key, .most = RULE_NAME_MOST };
    if (value == NULL && takes[condition->kind] != NOTHING)
        mistake_at(reader->mistakes, node, "%s: needs a value, {%s: ...}", field.key, field.key);
    else if (value != NULL && takes[condition->kind] == NOTHING)
        mistake_at(reader->mistakes, node, "%s: takes no value", field.key);
    else if (value != NULL && takes[condition->kind] == A_NUMBER)
        read_small(reader, &field, value, &condition->number);
    else if (value != NULL)
        yaml_line(reader, &name, value, &condition->word);
    return true;
}

void read_when(struct yaml_reader *reader, const struct yaml_node *node, struct skill *skill)
{
    if (node->kind != YAML_LIST || node->count > WHEN_MOST) {
        mistake_at(reader->mistakes, node, "when: must be a list of at most %d conditions", WHEN_MOST);
        return;
    }
    skill->when = arena_get(reader->arena, (node->count + 1) * sizeof *skill->when);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        skill->when_count += read_condition(reader, member, &skill->when[skill->when_count]);
    for (unsigned at = 0; at < skill->when_count; at++) {
        bool of_target = strncmp(condition_words[skill->when[at].kind], "target_", 7) == 0;
        if (of_target && !target_is_person(skill->target))
            mistake_at(reader->mistakes, node, "%s: it is aimed at nobody", condition_words[skill->when[at].kind]);
    }
}

/* -- what the words name ----------------------------------------------------------------------------- */

static bool in_words(const char *word, const char *const *words, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        if (strcasecmp(words[at], word) == 0)
            return true;
    return false;
}

/* Is there an effect of that kind with that word? */
static bool effect_named(const struct reading *reading, enum effect_kind kind, const char *word)
{
    for (unsigned at = 0; at < reading->draft_count; at++) {
        const struct skill *skill = &reading->drafts[at].skill;
        for (unsigned n = 0; n < skill->effect_count; n++)
            if (skill->does[n].kind == kind && skill->does[n].word != NULL && strcasecmp(skill->does[n].word, word) == 0)
                return true;
    }
    return false;
}

/* A family of weapons, or all that slash, pierce or bruise. */
static bool weapon_known(const struct rules *rules, const char *word)
{
    int family = gear_family(rules, word);
    return in_words(word, damage_words, DAMAGE_NATURAL) || (family >= 0 && rules->gear->families[family].weapon);
}

static bool word_known(const struct reading *reading, const struct condition *condition)
{
    const char *word = condition->word;
    switch (condition->kind) {
    case CONDITION_WEAPON:
        return weapon_known(reading->rules, word);
    case CONDITION_TERRAIN:
        return in_words(word, terrain_words, TERRAIN_KINDS);
    case CONDITION_WEATHER:
        return in_words(word, weather_words, WEATHER_KINDS);
    case CONDITION_STANCE:
        return effect_named(reading, EFFECT_STANCE, word);
    case CONDITION_SHAPE:
        return effect_named(reading, EFFECT_SHAPE, word);
    case CONDITION_THEY_ARE:
        return in_words(word, nature_words, NATURES) || rules_race(reading->rules, word) != NULL;
    case CONDITION_HAS:
    case CONDITION_LACKS:
    case CONDITION_THEY_HAVE:
    case CONDITION_THEY_LACK:
        return in_words(word, tag_words, TAGS) || affect_known(reading, word);
    default:
        return true;                    /* things are the areas' */
    }
}

void check_when(struct reading *reading, struct mistakes *mistakes, const struct draft *draft)
{
    for (unsigned at = 0; at < draft->skill.when_count; at++) {
        const struct condition *condition = &draft->skill.when[at];
        if (condition->word != NULL && !word_known(reading, condition))
            mistake_at(mistakes, draft->when, "%s: nothing is called '%s'", condition_words[condition->kind], condition->word);
    }
}
