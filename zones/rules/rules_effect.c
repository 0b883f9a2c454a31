/* zones/rules/rules_effect.c -- what a skill does: its effects.  Entered by main.
 *
 * The first key of an effect is its word, and that key's value is what matters most: `heads` says what it is.  Which
 * other keys may stand beside it is the set P_... of effects.def, `parts` says which key is of which. */
#include "zones/rules/reading.h"

#include "config/value.h"
#include "zones/world/calendar.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { EFFECTS_MOST = 12, POINTS_MOST = 100000, TIMES_MOST = 20, SECONDS_MOST = 86400, HOURS_MOST = 1000, SECOND_MS = 1000 };

/* One being read. */
struct effect_source {
    struct effect effect;
    struct gives  gives;
    uint8_t       target;          /* enum skill_target */
    bool          within;          /* it is one of an `every` */
    uint8_t       known;           /* index of a word of some list */
};

static const uint32_t may[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, beside, does) [EFFECT_##MEMBER] = beside,
#include "zones/rules/effects.def"
#undef EFFECT
};

/* -- values ------------------------------------------------------------------------------------------ */

static const struct yaml_field tags_field = { .key = "tags", .most = TAGS, .words = tag_words };

/* value: the source.  A list of tags; a word is one of them, or else a name. */
static void read_tags_or_name(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field name = { .key = field->key, .most = RULE_NAME_MOST };
    struct effect *effect = &((struct effect_source *)value)->effect;
    if (node->kind == YAML_LIST) {
        field_set(reader, &tags_field, node, &effect->tags);
        return;
    }
    for (unsigned at = 0; node->kind == YAML_WORD && at < TAGS; at++)
        if (strcasecmp(node->word, tag_words[at]) == 0) {
            effect->tags = 1u << at;
            return;
        }
    yaml_line(reader, &name, node, &effect->word);
}

static void read_tags(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)field;
    field_set(reader, &tags_field, node, &((struct effect_source *)value)->effect.tags);
}

/* Whom one can charm: natures, or `any`. */
static void read_natures(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field natures = { .key = field->key, .most = NATURES, .words = nature_words };
    if (node->kind == YAML_WORD && strcasecmp(node->word, "any") == 0)
        return;
    field_set(reader, &natures, node, &((struct effect_source *)value)->effect.tags);
}

/* A word of a short list, kept as that word. */
static void read_known(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct effect_source *source = value;
    source->known = UINT8_MAX;
    yaml_choice(reader, field, node, &source->known);
    if (source->known != UINT8_MAX)
        source->effect.word = field->words[source->known];
}

static void read_seconds(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t seconds = 0;
    yaml_number(reader, field, node, &seconds);
    *(int64_t *)value = (int64_t)seconds * SECOND_MS;
}

static void read_hours(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t hours = 0;
    yaml_number(reader, field, node, &hours);
    *(int64_t *)value = (int64_t)hours * WORLD_HOUR_MS;
}

static const struct yaml_field time_fields[] = {
    { "hours",   false, read_hours,   offsetof(struct effect, ms), 1, HOURS_MOST,   NULL },
    { "seconds", false, read_seconds, offsetof(struct effect, ms), 1, SECONDS_MOST, NULL },
    { 0 },
};

/* value: the source.  {hours: 12}, or yes: for ever. */
static void read_time(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (node->kind != YAML_WORD || strcasecmp(node->word, "yes") != 0)
        yaml_record(reader, node, field->key, time_fields, &((struct effect_source *)value)->effect);
}

static void read_yes(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)value;
    if (node->kind != YAML_WORD || strcasecmp(node->word, "yes") != 0)
        mistake_at(reader->mistakes, node, "%s: is written `%s: yes`", field->key, field->key);
}

static void read_every(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct effect_source *source = value;
    const struct yaml_node *does = yaml_member(node, "does"), *seconds = yaml_member(node, "seconds");
    if (source->within || node->kind != YAML_MAP || node->count != 2 || does == NULL || seconds == NULL) {
        mistake_at(reader->mistakes, node, source->within ? "%s: not within another"
                                                          : "%s: is written {seconds: 3, does: [...]}", field->key);
        return;
    }
    const struct yaml_field beat = { .key = "seconds", .least = 1, .most = SECONDS_MOST };
    read_seconds(reader, &beat, seconds, &source->effect.every_ms);
    read_effects(reader, does, source->target, true, &source->effect.every, &source->effect.every_count);
}

/* -- heads and parts --------------------------------------------------------------------------------- */

static const char *const know_words[] = { "condition", "strengths", "kind", "all" };
static const char *const locate_words[] = { "person", "item", "corpse" };
static const char *const skin_words[] = { "hide", "meat", "bone", "poison" };
static const char *const harvest_words[] = { "ore", "herb", "wood", "fish", "cotton", "silk", "gem", "magic" };
static const char *const enchant_words[] = { "weapon", "armor" };
#define WORDS(list) sizeof list / sizeof *list, list
#define OF(member) offsetof(struct effect_source, effect.member)

#define HEAD_ON       { "on", true, yaml_choice, OF(on), 0, ONS, on_words }
#define HEAD_CHANCE   { "chance", true, yaml_number, OF(chance), 1, 100, NULL }
#define HEAD_POOL     { "pool", true, yaml_choice, OF(pool), 0, POOLS, pool_words }
#define HEAD_WORD     { "word", true, yaml_line, OF(word), 0, RULE_NAME_MOST, NULL }
#define HEAD_GIVES    { "gives", true, field_gives, offsetof(struct effect_source, gives), 0, 0, NULL }
#define HEAD_KIND     { "kind", true, yaml_choice, OF(damage), 0, DAMAGE_KINDS, damage_words }
#define HEAD_PERCENT(most) { "percent", true, yaml_number, OF(percent), 1, most, NULL }
#define HEAD_TAGS     { "tags", true, read_tags, 0, 0, 0, NULL }
#define HEAD_YES      { "yes", true, read_yes, 0, 0, 0, NULL }
#define HEAD_KNOWN(list) { "word", true, read_known, 0, 0, WORDS(list) }
/* What the value behind the word of an effect is; its key is what therefore may not stand beside it once more. */
static const struct yaml_field heads[EFFECT_KINDS] = {
    [EFFECT_DAMAGE] = HEAD_KIND, [EFFECT_STRIKE] = HEAD_PERCENT(2000), [EFFECT_SHOOT] = HEAD_PERCENT(2000),
    [EFFECT_HEAL] = HEAD_POOL, [EFFECT_DRAIN] = HEAD_POOL, [EFFECT_PAY] = HEAD_POOL, [EFFECT_AFFECT] = HEAD_GIVES,
    [EFFECT_END] = { "tags", true, read_tags_or_name, 0, 0, 0, NULL },
    [EFFECT_PROLONG] = { "tags", true, read_tags_or_name, 0, 0, 0, NULL },
    [EFFECT_STEALS] = HEAD_TAGS, [EFFECT_SHAPE] = HEAD_WORD, [EFFECT_STANCE] = HEAD_WORD, [EFFECT_SONG] = HEAD_ON,
    [EFFECT_GROUND] = HEAD_WORD, [EFFECT_SUMMON] = HEAD_WORD, [EFFECT_CHARM] = { "tags", true, read_natures, 0, 0, 0, NULL },
    [EFFECT_CALM] = HEAD_ON, [EFFECT_SCARE] = HEAD_ON, [EFFECT_PUSH] = HEAD_ON, [EFFECT_FELL] = HEAD_ON,
    [EFFECT_STUN] = HEAD_ON, [EFFECT_DELAY] = HEAD_ON, [EFFECT_DISARM] = HEAD_ON, [EFFECT_INTERRUPT] = HEAD_ON,
    [EFFECT_TAUNT] = HEAD_ON, [EFFECT_RESCUE] = HEAD_CHANCE, [EFFECT_RETREAT] = HEAD_CHANCE, [EFFECT_FLEE] = HEAD_CHANCE,
    [EFFECT_MOVE] = { "where", true, yaml_choice, OF(where), 0, WHERES, where_words },
    [EFFECT_MARK] = { "hours", true, read_time, 0, 0, 0, NULL }, [EFFECT_CREATE] = HEAD_WORD, [EFFECT_CONSUME] = HEAD_WORD,
    [EFFECT_UNLOCK] = HEAD_CHANCE, [EFFECT_LOCK] = HEAD_CHANCE, [EFFECT_STEAL] = HEAD_CHANCE, [EFFECT_PEEK] = HEAD_YES,
    [EFFECT_IDENTIFY] = HEAD_YES, [EFFECT_KNOW] = HEAD_KNOWN(know_words), [EFFECT_LOCATE] = HEAD_KNOWN(locate_words),
    [EFFECT_REVEAL] = HEAD_TAGS, [EFFECT_FARSEE] = HEAD_YES, [EFFECT_TRACK] = HEAD_YES, [EFFECT_RAISE] = HEAD_WORD,
    [EFFECT_RESTORE] = HEAD_PERCENT(100), [EFFECT_SKIN] = HEAD_KNOWN(skin_words), [EFFECT_HARVEST] = HEAD_KNOWN(harvest_words),
    [EFFECT_CRAFT] = HEAD_WORD, [EFFECT_ENCHANT] = HEAD_KNOWN(enchant_words), [EFFECT_COAT] = HEAD_KIND,
    [EFFECT_MEND] = HEAD_PERCENT(100), [EFFECT_MOUNT] = HEAD_WORD, [EFFECT_FEED] = { "base", true, read_small, OF(base), 1, POINTS_MOST, NULL },
    [EFFECT_THROWVOICE] = HEAD_YES, [EFFECT_FEIGN] = HEAD_YES, [EFFECT_LURE] = HEAD_CHANCE, [EFFECT_IMPROVES] = HEAD_GIVES,
};

static const struct { uint32_t part; struct yaml_field field; } parts[] = {
    { P_KIND,    { "kind",    false, yaml_choice,  OF(damage),  0, DAMAGE_KINDS, damage_words } },
    { P_AMOUNT,  { "base",    false, read_small,   OF(base),    0, POINTS_MOST,  NULL } },
    { P_AMOUNT,  { "level",   false, read_small,   OF(level),   0, POINTS_MOST,  NULL } },
    { P_AMOUNT,  { "spread",  false, yaml_number,  OF(spread),  0, 100,          NULL } },
    { P_ON,      { "on",      false, yaml_choice,  OF(on),      0, ONS,          on_words } },
    { P_CHANCE,  { "chance",  false, yaml_number,  OF(chance),  1, 100,          NULL } },
    { P_TIMES,   { "times",   false, yaml_number,  OF(times),   0, TIMES_MOST,   NULL } },
    { P_PERCENT, { "percent", false, yaml_number,  OF(percent), 1, 500,          NULL } },
    { P_WITH,    { "with",    false, yaml_choice,  OF(with),    0, WITHS,        with_words } },
    { P_WITH,    { "sure",    false, yaml_yes_no,  OF(sure),    0, 0,            NULL } },
    { P_POOL,    { "pool",    false, yaml_choice,  OF(pool),    0, POOLS,        pool_words } },
    { P_GIVES,   { "gives",   false, field_gives,   offsetof(struct effect_source, gives), 0, 0, NULL } },
    { P_TIME,    { "hours",   false, read_hours,   OF(ms),      1, HOURS_MOST,   NULL } },
    { P_TIME,    { "seconds", false, read_seconds, OF(ms),      1, SECONDS_MOST, NULL } },
    { P_EVERY,   { "every",   false, read_every,   0,           0, 0,            NULL } },
    { P_TAGS,    { "tags",    false, read_tags,    0,           0, 0,            NULL } },
    { P_WORD,    { "word",    false, yaml_line,    OF(word),    0, RULE_NAME_MOST, NULL } },
    { P_WHERE,   { "where",   false, yaml_choice,  OF(where),   0, WHERES,       where_words } },
};
enum { PARTS = sizeof parts / sizeof *parts };
#undef OF

/* -- what goes with what ----------------------------------------------------------------------------- */

bool target_is_person(uint8_t target)
{
    return target == TARGET_SELF_OR_FRIEND || target == TARGET_FOE || target == TARGET_OTHER || target == TARGET_FAR_FOE
        || target == TARGET_ANYBODY;
}

static bool kind_harms(uint8_t kind)
{
    switch (kind) {
    case EFFECT_DAMAGE: case EFFECT_STRIKE: case EFFECT_SHOOT: case EFFECT_DRAIN: case EFFECT_SCARE: case EFFECT_PUSH:
    case EFFECT_FELL: case EFFECT_STUN: case EFFECT_DELAY: case EFFECT_DISARM: case EFFECT_INTERRUPT: case EFFECT_TAUNT:
    case EFFECT_STEALS:
        return true;
    default:
        return false;
    }
}

static bool on_others(const struct effect *effect, uint8_t target)
{
    bool aimed = effect->on == ON_TARGET && target_is_person(target) && target != TARGET_SELF_OR_FRIEND;
    return aimed || effect->on == ON_FOES || effect->on == ON_OTHERS || effect->on == ON_ALL;
}

bool effect_harms(const struct effect *effect, uint8_t target)
{
    bool harms = kind_harms(effect->kind);
    for (unsigned at = 0; at < effect->every_count; at++)
        harms |= kind_harms(effect->every[at].kind) && effect->every[at].on == ON_TARGET;
    return harms && on_others(effect, target);
}

static bool has(const struct yaml_node *node, const char *key)
{
    return yaml_member(node, key) != NULL;
}

/* What an effect cannot do without. */
static void check_needed(struct yaml_reader *reader, const struct yaml_node *node, const struct effect *effect)
{
    const char *word = effect_words[effect->kind], *lacks = NULL;
    bool amount = has(node, "base") || has(node, "level"), time = has(node, "hours") || has(node, "seconds");
    switch (effect->kind) {
    case EFFECT_DAMAGE: case EFFECT_DRAIN: case EFFECT_COAT:
        lacks = amount ? NULL : "'base' or 'level'";
        break;
    case EFFECT_HEAL: case EFFECT_PAY:
        lacks = amount || has(node, "percent") ? NULL : "'base', 'level' or 'percent'";
        break;
    case EFFECT_PROLONG:
        lacks = has(node, "percent") ? NULL : "'percent'";
        break;
    case EFFECT_STUN: case EFFECT_DELAY: case EFFECT_GROUND: case EFFECT_CHARM: case EFFECT_SUMMON: case EFFECT_RAISE:
        lacks = time ? NULL : "'hours' or 'seconds'";
        break;
    case EFFECT_STANCE: case EFFECT_SHAPE: case EFFECT_ENCHANT:
        lacks = effect->give_count > 0 ? NULL : "'gives'";
        break;
    case EFFECT_SONG:
        lacks = effect->give_count > 0 || effect->every_count > 0 ? NULL : "'gives' or 'every'";
        break;
    case EFFECT_IMPROVES:
        lacks = effect->give_count > 0 ? NULL : "figures";
        break;
    default:
        break;
    }
    if (lacks != NULL)
        mistake_at(reader->mistakes, node, "%s: needs %s", word, lacks);
    if (has(node, "hours") && has(node, "seconds"))
        mistake_at(reader->mistakes, node, "%s: 'hours' or 'seconds', not both", word);
    if (effect->times == 0 && effect->kind != EFFECT_END && has(node, "times"))
        mistake_at(reader->mistakes, yaml_member(node, "times"), "times: 0 is less than 1");
}

/* What an effect asks of what the skill is aimed at. */
static void check_target(struct yaml_reader *reader, const struct yaml_node *node, const struct effect_source *source)
{
    const struct effect *effect = &source->effect;
    const char *wants = NULL;
    bool person = target_is_person(source->target) || source->within;
    switch (effect->kind) {
    case EFFECT_SKIN: case EFFECT_RAISE:
        wants = source->target == TARGET_CORPSE ? NULL : "corpse";
        break;
    case EFFECT_ENCHANT: case EFFECT_MEND: case EFFECT_IDENTIFY:
        wants = source->target == TARGET_ITEM ? NULL : "item";
        break;
    case EFFECT_UNLOCK: case EFFECT_LOCK:
        wants = source->target == TARGET_EXIT || source->target == TARGET_ITEM ? NULL : "exit";
        break;
    case EFFECT_CHARM: case EFFECT_PEEK: case EFFECT_KNOW: case EFFECT_STEAL: case EFFECT_RESCUE: case EFFECT_STEALS:
        wants = person ? NULL : "foe, friend or other";
        break;
    default:
        break;
    }
    if (wants != NULL)
        mistake_at(reader->mistakes, node, "%s: asks for target: %s", effect_words[effect->kind], wants);
    else if ((may[effect->kind] & P_ON) != 0 && effect->on == ON_TARGET && !person)
        mistake_at(reader->mistakes, node, "%s: on whom? The skill is aimed at nobody", effect_words[effect->kind]);
    if (effect->kind == EFFECT_MOVE && effect->where > WHERE_MARKED)
        mistake_at(reader->mistakes, node, "move: nobody is put there");
    if (effect->kind == EFFECT_CREATE && effect->where < WHERE_CARRIED)
        mistake_at(reader->mistakes, node, "where: carried or ground");
}

/* -- reading ----------------------------------------------------------------------------------------- */

static void report_part(struct yaml_reader *reader, const struct yaml_node *key, const struct effect *effect, const char *head)
{
    char known[200] = "";
    for (unsigned at = 0; at < PARTS; at++)
        if ((parts[at].part & may[effect->kind]) != 0 && strcmp(parts[at].field.key, head) != 0)
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", known[0] == '\0' ? "" : ", ", parts[at].field.key);
    mistake_at(reader->mistakes, key, "'%.40s' does not go with `%s`; %s%s", key->word, effect_words[effect->kind],
               known[0] == '\0' ? "nothing does" : "what does: ", known);
}

static void read_part(struct yaml_reader *reader, const struct yaml_node *node, struct effect_source *source)
{
    const struct yaml_field *head = &heads[source->effect.kind];
    for (unsigned at = 0; at < PARTS; at++) {
        const struct yaml_field *field = &parts[at].field;
        if (strcmp(field->key, node->key->word) != 0 || (parts[at].part & may[source->effect.kind]) == 0)
            continue;
        if (strcmp(field->key, head->key) == 0)
            break;
        field->read(reader, field, node, (char *)source + field->offset);
        return;
    }
    report_part(reader, node->key, &source->effect, head->key);
}

/* Whom it is for when nothing was said. */
static uint8_t on_usual(const struct effect_source *source)
{
    uint8_t kind = source->effect.kind;
    if (kind == EFFECT_GROUND)
        return ON_ALL;
    if (kind == EFFECT_STANCE || kind == EFFECT_SHAPE || kind == EFFECT_PAY)
        return ON_SELF;
    bool aimed = source->within || target_is_person(source->target) || kind_harms(kind);
    return aimed ? ON_TARGET : ON_SELF;
}

static void effect_begin(struct effect_source *source, uint8_t kind)
{
    static const uint32_t percents[EFFECT_KINDS] = { [EFFECT_DRAIN] = 100 };
    struct effect *effect = &source->effect;
    *effect = (struct effect){ .kind = kind, .damage = NO_DAMAGE, .pool = NO_POOL, .chance = 100, .times = 1 };
    effect->percent = percents[kind];
    effect->on = on_usual(source);
    effect->with = kind == EFFECT_SHOOT ? WITH_BOW : WITH_WEAPON;
    effect->where = kind == EFFECT_CREATE ? WHERE_CARRIED : WHERE_HOME;
    if (kind == EFFECT_END)
        effect->times = 0;
    if (kind == EFFECT_DRAIN)
        effect->damage = DAMAGE_UNHOLY;
}

static bool read_effect(struct yaml_reader *reader, const struct yaml_node *node, struct effect_source *source)
{
    static const struct yaml_field words = { .key = "does", .most = EFFECT_KINDS, .words = effect_words };
    uint8_t kind = EFFECT_KINDS;
    if (node->kind != YAML_MAP || node->count == 0) {
        mistake_at(reader->mistakes, node, "does: an effect is {word: ..., ...}");
        return false;
    }
    yaml_choice(reader, &words, node->first->key, &kind);
    if (kind == EFFECT_KINDS)
        return false;
    effect_begin(source, kind);
    struct yaml_field head = heads[kind];
    unsigned before = reader->mistakes->count;
    head.key = effect_words[kind];
    head.read(reader, &head, node->first, (char *)source + head.offset);
    for (const struct yaml_node *member = node->first->next; member != NULL; member = member->next)
        read_part(reader, member, source);
    struct effect *effect = &source->effect;
    effect->gives = source->gives.list;
    effect->give_count = source->gives.count;
    if ((kind == EFFECT_SUMMON || kind == EFFECT_RAISE) && !has(node, "base") && !has(node, "level"))
        effect->base = 80;              /* percent of its caller's level */
    if (spoilt(reader, before))
        return false;                   /* one mistake is enough; what follows from it is none */
    check_needed(reader, node, effect);
    check_target(reader, node, source);
    return true;
}

void read_effects(struct yaml_reader *reader, const struct yaml_node *node, uint8_t target, bool within, struct effect **effects,
                  unsigned *count)
{
    if (node->kind != YAML_LIST || node->count == 0 || node->count > EFFECTS_MOST) {
        mistake_at(reader->mistakes, node, "does: must be a list of 1 to %d effects", EFFECTS_MOST);
        return;
    }
    *effects = arena_get(reader->arena, node->count * sizeof **effects);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        struct effect_source source = { .target = target, .within = within };
        if (read_effect(reader, member, &source))
            (*effects)[(*count)++] = source.effect;
    }
}
