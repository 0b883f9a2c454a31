/* zones/rules/signature.c -- what a skill does, to whom and when, without the numbers.  Entered by main.
 *
 * Two skills of one class with the same signature are one skill with two names.  Names that are only names (of stances,
 * forms, affects) do not count either; which figures are given, and whether more or less of them, does. */
#include "zones/rules/reading.h"

#include "core/bytes.h"

#include <stdlib.h>
#include <string.h>

/* In the order of figures, whatever the order of writing. */
static void put_gives(struct bytes_writer *writer, const struct modifier *gives, unsigned count)
{
    for (unsigned figure = 0; figure < FIGURES; figure++)
        for (unsigned at = 0; at < count; at++)
            if (gives[at].figure == figure)
                put_printf(writer, " %c%s", gives[at].amount < 0 ? '-' : '+', figure_words[figure]);
}

static void put_bits(struct bytes_writer *writer, uint32_t bits, const char *const *words, unsigned count)
{
    for (unsigned at = 0; at < count; at++)
        if ((bits & 1u << at) != 0)
            put_printf(writer, " %s", words[at]);
}

/* A name that changes nothing; a form that is a race does. */
static bool only_name(const struct rules *rules, const struct effect *effect)
{
    if (effect->kind == EFFECT_SHAPE)
        return rules_race(rules, effect->word) == NULL;
    return effect->kind == EFFECT_STANCE || effect->kind == EFFECT_SONG || effect->kind == EFFECT_AFFECT || effect->kind == EFFECT_GROUND;
}

static void put_effect(struct bytes_writer *writer, const struct rules *rules, const struct effect *effect)
{
    put_printf(writer, " {%s on %s", effect_words[effect->kind], on_words[effect->on]);
    if (effect->damage != NO_DAMAGE)
        put_printf(writer, " %s", damage_words[effect->damage]);
    if (effect->pool != NO_POOL)
        put_printf(writer, " %s", pool_words[effect->pool]);
    if (effect->kind == EFFECT_STRIKE || effect->kind == EFFECT_SHOOT)
        put_printf(writer, " %s%s", with_words[effect->with], effect->sure ? " sure" : "");
    if (effect->kind == EFFECT_MOVE || effect->kind == EFFECT_CREATE)
        put_printf(writer, " %s", where_words[effect->where]);
    if (effect->word != NULL && !only_name(rules, effect))
        put_printf(writer, " %s", effect->word);
    if (effect->kind == EFFECT_CHARM)
        put_bits(writer, effect->tags, nature_words, NATURES);
    else
        put_bits(writer, effect->tags, tag_words, TAGS);
    put_gives(writer, effect->gives, effect->give_count);
    for (unsigned at = 0; at < effect->every_count; at++)
        put_effect(writer, rules, &effect->every[at]);
    put_printf(writer, "}");
}

char *skill_signature(const struct rules *rules, const struct skill *skill)
{
    static const char *const saves[SAVES] = { "", " body", " mind", " reflex" };
    struct bytes_writer writer = {0};
    put_printf(&writer, "%s%s%s%s", target_words[skill->target], skill->group ? " group" : "", saves[skill->save],
               skill->save_halves ? " halves" : "");
    for (unsigned kind = 0; kind < CONDITION_KINDS; kind++)
        for (unsigned at = 0; at < skill->when_count; at++)
            if (skill->when[at].kind == kind)
                put_printf(&writer, " if %s %s", condition_words[kind], skill->when[at].word == NULL ? "" : skill->when[at].word);
    for (unsigned at = 0; at < skill->effect_count; at++)
        put_effect(&writer, rules, &skill->does[at]);
    put_u8(&writer, 0);
    char *signature = memory_string((const char *)writer.bytes);
    bytes_free(&writer);
    return signature;
}

struct signed_skill {
    char    *signature;
    unsigned skill;
};

static int signature_order(const void *left, const void *right)
{
    const struct signed_skill *one = left, *other = right;
    int order = strcmp(one->signature, other->signature);
    return order != 0 ? order : (one->skill > other->skill) - (one->skill < other->skill);
}

/* A class that can learn both, or NULL. */
static const struct class_rule *class_of_both(const struct rules *rules, const struct skill *one, const struct skill *other)
{
    for (unsigned class = rules->class_count; class-- > 0;)
        if (skill_level(rules, one, (int)class) != 0 && skill_level(rules, other, (int)class) != 0)
            return &rules->classes[class];
    return NULL;
}

static void report_pair(struct reading *reading, const struct skill *one, const struct skill *other)
{
    const struct skill *first = skill_before(one, other) ? one : other, *again = first == one ? other : one;
    const struct class_rule *class = class_of_both(reading->rules, first, again);
    if (class == NULL)
        return;
    struct mistakes mistakes = { .file = again->file, .out = reading->out };
    struct yaml_node place = { .line = again->at_line, .column = again->at_column };
    mistake_at(&mistakes, &place, "'%s' does what '%s' does (%s:%u), and a %s learns both", again->name, first->name, first->file,
               first->at_line, class->key);
    reading->count += mistakes.count;
}

void check_signatures(struct reading *reading)
{
    const struct rules *rules = reading->rules;
    struct signed_skill *all = memory_get((rules->skill_count + 1) * sizeof *all);
    for (unsigned at = 0; at < rules->skill_count; at++)
        all[at] = (struct signed_skill){ skill_signature(rules, &rules->skills[at]), at };
    qsort(all, rules->skill_count, sizeof *all, signature_order);
    for (unsigned at = 0; at < rules->skill_count; at++)
        for (unsigned next = at + 1; next < rules->skill_count && strcmp(all[next].signature, all[at].signature) == 0; next++)
            report_pair(reading, &rules->skills[all[at].skill], &rules->skills[all[next].skill]);
    for (unsigned at = 0; at < rules->skill_count; at++)
        memory_free(all[at].signature);
    memory_free(all);
}
