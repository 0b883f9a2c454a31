/* zones/skills/skill_help.c -- what help says of a skill: its row in words.  Any thread. */
#include "zones/skills/skill_help.h"

#include "core/bytes.h"
#include "zones/skills/skills.h"

#include <stdarg.h>
#include <string.h>

enum { HOUR_MS = 75000, LINE_SIZE = 400 };

static void put_line(struct bytes_writer *writer, const char *format, ...) PRINTF_LIKE(2, 3);
static void put_line(struct bytes_writer *writer, const char *format, ...)
{
    char line[LINE_SIZE * 4];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    put_bytes(writer, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

/* -- who, and at what price -------------------------------------------------------------------------- */

static void put_learners(struct bytes_writer *writer, const struct rules *rules, const struct skill *skill)
{
    unsigned count = 0;
    for (unsigned class = 0; class < rules->class_count; class++)
        if (skill->levels[class] > 0)
            put_line(writer, "%s%s from level %u", count++ == 0 ? "Learned by: " : ", ", rules->classes[class].name, skill->levels[class]);
    put_line(writer, count == 0 ? "Nobody learns it: the world does it.\n" : ".\n");
}

static void put_ms(struct bytes_writer *writer, const char *lead, int64_t ms, const char *behind)
{
    if (ms > 0 && ms % 1000 == 0)
        put_line(writer, "%s%lld second%s%s\n", lead, (long long)(ms / 1000), ms == 1000 ? "" : "s", behind);
    else if (ms > 0)
        put_line(writer, "%s%lld.%lld seconds%s\n", lead, (long long)(ms / 1000), (long long)(ms % 1000 / 100), behind);
}

static void put_price(struct bytes_writer *writer, const struct skill *skill)
{
    if (skill->cost > 0)
        put_line(writer, "Cost: %u points of %s at the first rank.\n", skill->cost, pool_words[skill_pool(skill)]);
    put_ms(writer, "It takes ", skill->delay_ms, " of concentration.");
    put_ms(writer, "Afterwards one waits ", skill->wait_ms, ".");
    put_ms(writer, "It can be done again after ", skill->cooldown_ms, ".");
}

static const char *const aims[TARGET_KINDS] = {
    [TARGET_NONE] = "nobody: it needs no name", [TARGET_SELF_OR_FRIEND] = "yourself, or somebody here by name",
    [TARGET_FOE] = "whom you fight, or somebody here by name", [TARGET_OTHER] = "somebody here by name",
    [TARGET_FAR_FOE] = "somebody here, or, with a direction in front of the name, in the next room",
    [TARGET_ANYBODY] = "a player anywhere by name", [TARGET_ITEM] = "a thing you carry, or that lies here",
    [TARGET_CORPSE] = "a corpse that lies here", [TARGET_EXIT] = "a direction, or a door by its name",
    [TARGET_WORD] = "a word more",
};

static void put_use(struct bytes_writer *writer, const struct skill *skill)
{
    static const char *const verbs[SKILL_KINDS] = {
        [SKILL_SPELL] = "cast '%s'", [SKILL_PRAYER] = "cast '%s'", [SKILL_SONG] = "play %s", [SKILL_STANCE] = "stance %s",
    };
    static const char *const saves[SAVES] = { [SAVE_BODY] = "body", [SAVE_MIND] = "mind", [SAVE_REFLEX] = "quickness" };
    char how[LINE_SIZE];
    if (skill->kind == SKILL_PASSIVE || skill->kind == SKILL_STATE)
        return;
    snprintf(how, sizeof how, verbs[skill->kind] != NULL ? verbs[skill->kind] : "use %s", skill->name);
    put_line(writer, skill->command != NULL ? "Typed: %s, or %s.\n" : "Typed: %s.\n", how, skill->command);
    put_line(writer, "Aimed at: %s.%s\n", aims[skill->target], skill->group ? " The word group does it to your whole company." : "");
    if (skill->save != SAVE_NONE)
        put_line(writer, skill->save_halves ? "A strong %s halves it.\n" : "A strong %s withstands it.\n", saves[skill->save]);
}

/* -- what it does ------------------------------------------------------------------------------------ */

static void put_word(struct bytes_writer *writer, const char *word)
{
    for (; *word != '\0'; word++)
        put_u8(writer, *word == '_' ? ' ' : (uint8_t)*word);
}

static void put_gives(struct bytes_writer *writer, const struct effect *effect)
{
    for (unsigned at = 0; at < effect->give_count; at++) {
        put_line(writer, "; ");
        put_word(writer, figure_words[effect->gives[at].figure]);
        if (effect->gives[at].figure < FIGURE_FLYING)
            put_line(writer, " %s%d", effect->gives[at].amount > 0 ? "+" : "", effect->gives[at].amount);
    }
}

static void put_tags(struct bytes_writer *writer, const struct effect *effect)
{
    const char *const *words = effect->kind == EFFECT_CHARM ? nature_words : tag_words;
    for (unsigned at = 0; at < 32 && (effect->kind != EFFECT_CHARM || at < NATURES) && at < TAGS; at++)
        if ((effect->tags & 1u << at) != 0)
            put_line(writer, "; %s", words[at]);
}

static void put_amount(struct bytes_writer *writer, const struct effect *effect)
{
    if (effect->base != 0 && effect->level != 0)
        put_line(writer, "; %d points and %d.%02d more a level", effect->base, effect->level / 100, effect->level % 100);
    else if (effect->base != 0)
        put_line(writer, "; %d points", effect->base);
    else if (effect->level != 0)
        put_line(writer, "; %d.%02d points a level", effect->level / 100, effect->level % 100);
}

static void put_time(struct bytes_writer *writer, int64_t ms)
{
    if (ms >= HOUR_MS)
        put_line(writer, "; for %lld hour%s", (long long)(ms / HOUR_MS), ms / HOUR_MS == 1 ? "" : "s");
    else if (ms > 0)
        put_line(writer, "; for %lld seconds", (long long)(ms / 1000));
}

static const char *const reaches[ONS] = {
    [ON_TARGET] = NULL, [ON_SELF] = "yourself", [ON_FOES] = "whoever fights you or yours", [ON_OTHERS] = "everybody here but your friends",
    [ON_FRIENDS] = "your company here", [ON_ALL] = "everybody here",
};

static void put_effect(struct bytes_writer *writer, const struct effect *effect, const char *lead)
{
    static const char *const does[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, may, does) [EFFECT_##MEMBER] = does,
#include "zones/rules/effects.def"
#undef EFFECT
    };
    put_line(writer, "%s%s", lead, does[effect->kind]);
    if (effect->word != NULL)
        put_line(writer, "; %s", effect->word);
    if (effect->damage < DAMAGE_KINDS && (effect->kind == EFFECT_DAMAGE || effect->kind == EFFECT_DRAIN || effect->kind == EFFECT_COAT))
        put_line(writer, "; %s", damage_words[effect->damage]);
    if (effect->pool < POOLS && (effect->kind == EFFECT_HEAL || effect->kind == EFFECT_DRAIN || effect->kind == EFFECT_PAY))
        put_line(writer, "; %s", pool_words[effect->pool]);
    put_amount(writer, effect);
    if (effect->percent > 0)
        put_line(writer, "; %u percent", effect->percent);
    put_gives(writer, effect);
    put_tags(writer, effect);
    if (effect->times > 1)
        put_line(writer, "; %u times", effect->times);
    if (reaches[effect->on] != NULL)
        put_line(writer, "; upon %s", reaches[effect->on]);
    put_time(writer, effect->ms);
    if (effect->chance < 100)
        put_line(writer, "; chance %u percent", effect->chance);
    put_line(writer, ".\n");
    for (unsigned at = 0; at < effect->every_count; at++) {
        char every[LINE_SIZE];
        snprintf(every, sizeof every, "Every %lld seconds: ", (long long)(effect->every_ms / 1000));
        put_effect(writer, &effect->every[at], every);
    }
}

static void put_conditions(struct bytes_writer *writer, const struct rules *rules, const struct skill *skill)
{
    for (unsigned at = 0; at < skill->when_count; at++) {
        const struct condition *when = &skill->when[at];
        put_line(writer, at == 0 ? "Only when: " : "; ");
        put_word(writer, condition_words[when->kind]);
        if (when->word != NULL)
            put_line(writer, " %s", when->word);
        else if (when->kind == CONDITION_WOUNDED || when->kind == CONDITION_HEALTHY || when->kind == CONDITION_THEY_WOUNDED
                 || when->kind == CONDITION_THEY_HEALTHY)
            put_line(writer, " %d percent", when->number);
    }
    if (skill->when_count > 0)
        put_line(writer, ".\n");
    if (skill->needs != NO_SKILL && skill->needs < rules->skill_count)
        put_line(writer, "First one has to know %s to %u percent.\n", rules->skills[skill->needs].name, skill->needs_percent);
}

struct text *skill_help(const struct rules *rules, uint16_t number)
{
    const struct skill *skill = &rules->skills[number];
    struct bytes_writer writer = {0};
    put_line(&writer, "%s, a %s\n", skill->name, skill_kind_words[skill->kind]);
    if (skill->text != NULL)
        put_line(&writer, "%s\n", skill->text);
    put_use(&writer, skill);
    put_learners(&writer, rules, skill);
    put_price(&writer, skill);
    for (unsigned at = 0; at < skill->effect_count; at++)
        put_effect(&writer, &skill->does[at], "It does this: ");
    put_conditions(&writer, rules, skill);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}
