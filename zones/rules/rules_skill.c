/* zones/rules/rules_skill.c -- a row of skills/(any).yaml.  Entered by main. */
#include "zones/rules/reading.h"

#include "core/sound.h"
#include "zones/book.h"

#include <stddef.h>
#include <string.h>

enum { POSITIONS_HERE = 4, COST_MOST = 10000, DELAY_MOST_MS = 60000, COOLDOWN_MOST_S = 86400, USUAL_MS = 2000, SECOND_MS = 1000,
       HARD_MOST = 90, COMMAND_MOST = 15 };

/* In the order of enum position (zones/world/land.h) and enum save_kind. */
static const char *const position_words[POSITIONS_HERE] = { "sleeping", "resting", "sitting", "standing" };
static const char *const save_words[SAVES] = { "none", "body", "mind", "reflex" };

/* What it is read into: what the record has in other units, or must be looked at before it is believed. */
struct skill_source {
    struct skill            skill;
    uint32_t                delay, wait, cooldown;
    uint8_t                 sound;
    const struct yaml_node *classes, *needs, *when, *does, *says, *hostile;
};

static void keep_node(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader;
    (void)field;
    *(const struct yaml_node **)value = node;
}

/* A word that can be typed. */
static void read_command(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field line = { .key = field->key, .most = COMMAND_MOST };
    const char *command = NULL;
    yaml_line(reader, &line, node, &command);
    if (command == NULL)
        return;
    if (strlen(command) < 2 || command[strspn(command, "abcdefghijklmnopqrstuvwxyz")] != '\0')
        mistake_at(reader->mistakes, node, "%s: is 2 to %d small letters, not '%s'", field->key, COMMAND_MOST, command);
    else
        *(const char **)value = command;
}

#define OF(member) offsetof(struct skill_source, member)
static const struct yaml_field skill_fields[] = {
    { "command",     false, read_command, OF(skill.command),     0, 0,               NULL },
    { "kind",        true,  yaml_choice,  OF(skill.kind),        0, SKILL_KINDS,     skill_kind_words },
    { "classes",     false, keep_node,    OF(classes),           0, 0,               NULL },
    { "cost",        false, yaml_number,  OF(skill.cost),        0, COST_MOST,       NULL },
    { "delay",       false, yaml_number,  OF(delay),             0, DELAY_MOST_MS,   NULL },
    { "wait",        false, yaml_number,  OF(wait),              0, DELAY_MOST_MS,   NULL },
    { "cooldown",    false, yaml_number,  OF(cooldown),          0, COOLDOWN_MOST_S, NULL },
    { "target",      false, yaml_choice,  OF(skill.target),      0, TARGET_KINDS,    target_words },
    { "sound",       false, yaml_choice,  OF(sound),             0, SOUNDS,          sound_files },
    { "group",       false, yaml_yes_no,  OF(skill.group),       0, 0,               NULL },
    { "save",        false, yaml_choice,  OF(skill.save),        0, SAVES,           save_words },
    { "save_halves", false, yaml_yes_no,  OF(skill.save_halves), 0, 0,               NULL },
    { "hostile",     false, keep_node,    OF(hostile),           0, 0,               NULL },
    { "position",    false, yaml_choice,  OF(skill.position),    0, POSITIONS_HERE,  position_words },
    { "attribute",   false, yaml_choice,  OF(skill.attribute),   0, ATTRIBUTES,      figure_words },
    { "needs",       false, keep_node,    OF(needs),             0, 0,               NULL },
    { "hard",        false, yaml_number,  OF(skill.hard),        0, HARD_MOST,       NULL },
    { "tags",        false, field_set,     OF(skill.tags),        0, TAGS,            tag_words },
    { "affect",      false, yaml_line,    OF(skill.affect),      0, RULE_NAME_MOST,  NULL },
    { "when",        false, keep_node,    OF(when),              0, 0,               NULL },
    { "does",        true,  keep_node,    OF(does),              0, 0,               NULL },
    { "says",        false, keep_node,    OF(says),              0, 0,               NULL },
    { "text",        true,  yaml_text,    OF(skill.text),        0, RULE_TEXT_MOST,  NULL },
    { 0 },
};
#undef OF

/* -- lines ------------------------------------------------------------------------------------------- */

enum {
    OWN_BLANKS = 1 << BLANK_NAME | 1 << BLANK_THEY | 1 << BLANK_THEM | 1 << BLANK_THEIR | 1 << BLANK_THEMSELF,
    AIMED_BLANKS = 1 << BLANK_TARGET | 1 << BLANK_TARGET_THEY | 1 << BLANK_TARGET_THEM | 1 << BLANK_TARGET_THEIR
                 | 1 << BLANK_TARGET_THEMSELF,
    BOTH_BLANKS = OWN_BLANKS | AIMED_BLANKS,
};
#define LINES(blanks)                                                                                                         \
    { "self",        false, book_read_line, LINE_SELF * sizeof(char *),        0, blanks,     NULL },                           \
    { "target",      false, book_read_line, LINE_TARGET * sizeof(char *),      0, blanks,     NULL },                           \
    { "room",        false, book_read_line, LINE_ROOM * sizeof(char *),        0, blanks,     NULL },                           \
    { "miss_self",   false, book_read_line, LINE_MISS_SELF * sizeof(char *),   0, blanks,     NULL },                           \
    { "miss_target", false, book_read_line, LINE_MISS_TARGET * sizeof(char *), 0, blanks,     NULL },                           \
    { "miss_room",   false, book_read_line, LINE_MISS_ROOM * sizeof(char *),   0, blanks,     NULL },                           \
    { "ends",        false, book_read_line, LINE_ENDS * sizeof(char *),        0, OWN_BLANKS, NULL },                           \
    { "ends_room",   false, book_read_line, LINE_ENDS_ROOM * sizeof(char *),   0, OWN_BLANKS, NULL },                           \
    { 0 }
static const struct yaml_field aimed_lines[] = { LINES(BOTH_BLANKS) };
static const struct yaml_field plain_lines[] = { LINES(OWN_BLANKS) };

/* Of a skill that is aimed at nothing, nobody can be named. */
static void read_says(struct yaml_reader *reader, const struct yaml_node *node, struct skill *skill)
{
    yaml_record(reader, node, "says", skill->target == TARGET_NONE ? plain_lines : aimed_lines, skill->lines);
}

/* -- parts ------------------------------------------------------------------------------------------- */

static void read_classes(struct yaml_reader *reader, const struct rules *rules, const struct yaml_node *node, struct skill *skill)
{
    static const struct yaml_field level = { .key = "classes", .least = 1, .most = LEVELS_MORTAL };
    if (node->kind != YAML_MAP) {
        mistake_at(reader->mistakes, node, "classes: must be `class: level` pairs");
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        int class = rules_class(rules, member->key->word);
        if (class < 0)
            mistake_at(reader->mistakes, member->key, "classes: '%.40s' is no class", member->key->word);
        else
            read_byte(reader, &level, member, &skill->levels[class]);
    }
}

/* {zap: 40}; which skill that is is looked up when all are read. */
static void read_needs(struct yaml_reader *reader, const struct yaml_node *node, struct draft *draft)
{
    static const struct yaml_field percent = { .key = "needs", .least = 1, .most = 100 };
    if (node->kind != YAML_MAP || node->count != 1) {
        mistake_at(reader->mistakes, node, "needs: is one skill and how well, {zap: 40}");
        return;
    }
    draft->needs = node->first;
    yaml_number(reader, &percent, node->first, &draft->skill.needs_percent);
}

/* Whoever harms begins a fight; that is said only where nothing else says it. */
static void read_hostile(struct yaml_reader *reader, const struct yaml_node *node, struct skill *skill)
{
    static const struct yaml_field field = { .key = "hostile" };
    bool aimed = skill->target == TARGET_FOE || skill->target == TARGET_FAR_FOE, harms = aimed, said = false;
    for (unsigned at = 0; at < skill->effect_count; at++)
        harms |= effect_harms(&skill->does[at], skill->target);
    skill->hostile = harms && skill->kind != SKILL_STATE;
    if (node == NULL)
        return;
    yaml_yes_no(reader, &field, node, &said);
    bool others = skill->target == TARGET_OTHER || skill->target == TARGET_ANYBODY;
    for (unsigned at = 0; at < skill->effect_count; at++)
        others |= skill->does[at].on == ON_FOES || skill->does[at].on == ON_OTHERS || skill->does[at].on == ON_ALL;
    if (!said && skill->hostile)
        mistake_at(reader->mistakes, node, "hostile: it harms others, whatever is said here");
    if (said && !aimed && !others)
        mistake_at(reader->mistakes, node, "hostile: against whom? It is aimed at no foe");
    skill->hostile |= said;
}

/* What one can only have, not do. */
static void check_passive(struct yaml_reader *reader, const struct yaml_node *row)
{
    static const char *const idle[] = { "cost", "delay", "wait", "cooldown", "target", "save", "when", "command" };
    for (unsigned at = 0; at < sizeof idle / sizeof *idle; at++)
        if (yaml_member(row, idle[at]) != NULL)
            mistake_at(reader->mistakes, yaml_member(row, idle[at]), "%s: it is not used, it is had", idle[at]);
}

/* Some effects belong to one kind of skill. */
static void check_kind(struct yaml_reader *reader, const struct yaml_node *row, const struct skill *skill)
{
    bool stance = false, song = false, improves = false, other = false, timeless = false, harmed = false;
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        stance |= effect->kind == EFFECT_STANCE;
        song |= effect->kind == EFFECT_SONG;
        improves |= effect->kind == EFFECT_IMPROVES;
        other |= effect->kind != EFFECT_IMPROVES;
        harmed |= effect_harms(effect, TARGET_OTHER) && effect->on == ON_TARGET && skill->target == TARGET_SELF_OR_FRIEND;
        timeless |= effect->kind == EFFECT_AFFECT && effect->ms == 0;
    }
    const char *kind = skill_kind_words[skill->kind];
    if (skill->effect_count > 0 && stance != (skill->kind == SKILL_STANCE))
        mistake_at(reader->mistakes, row->key, "a stance has the effect `stance`, and nothing else has: this is a %s", kind);
    if (song && skill->kind != SKILL_SONG)
        mistake_at(reader->mistakes, row->key, "only a song has the effect `song`: this is a %s", kind);
    if (improves != (skill->kind == SKILL_PASSIVE) && skill->effect_count > 0)
        mistake_at(reader->mistakes, row->key, "a passive skill has the effect `improves`, and nothing else has: this is a %s", kind);
    if (skill->kind == SKILL_PASSIVE && other)
        mistake_at(reader->mistakes, row->key, "a passive skill does nothing but improve");
    if (harmed && skill->kind != SKILL_STATE)
        mistake_at(reader->mistakes, row->key, "it harms a friend: what does that has the target foe or other");
    if (timeless && skill->kind != SKILL_STATE)
        mistake_at(reader->mistakes, row->key, "affect: without 'hours' or 'seconds' it would never end");
    if (skill->kind == SKILL_PASSIVE || skill->kind == SKILL_STATE)
        check_passive(reader, row);
}

static void check_save(struct yaml_reader *reader, const struct yaml_node *row, const struct skill *skill)
{
    if (skill->save_halves && skill->save == SAVE_NONE)
        mistake_at(reader->mistakes, yaml_member(row, "save_halves"), "save_halves: there is no save");
    if (skill->group && skill->target != TARGET_SELF_OR_FRIEND)
        mistake_at(reader->mistakes, yaml_member(row, "group"), "group: only what is done to a friend can be done to the group");
}

/* -- the row ----------------------------------------------------------------------------------------- */

static bool name_sound(struct yaml_reader *reader, const struct yaml_node *key)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz '-";
    size_t length = strlen(key->word);
    bool sound = length >= 2 && length <= RULE_NAME_MOST && key->word[strspn(key->word, letters)] == '\0' && key->word[0] != ' '
              && key->word[length - 1] != ' ' && strstr(key->word, "  ") == NULL;
    if (!sound)
        mistake_at(reader->mistakes, key, "the name of a skill is 2 to %d small letters and blanks, not '%.60s'", RULE_NAME_MOST, key->word);
    return sound;
}

static void check_twice(struct yaml_reader *reader, const struct reading *reading, const struct draft *draft)
{
    for (unsigned at = 0; at < reading->draft_count; at++) {
        const struct skill *other = &reading->drafts[at].skill;
        if (&reading->drafts[at] != draft && strcmp(other->name, draft->skill.name) == 0)
            mistake_at(reader->mistakes, draft->row->key, "'%s' is in %s:%u too", other->name, other->file, other->at_line);
    }
}

static struct draft *draft_add(struct reading *reading)
{
    if (reading->draft_count == reading->draft_room) {
        reading->draft_room = reading->draft_room * 2 + 256;
        struct draft *grown = arena_get(reading->scratch, reading->draft_room * sizeof *grown);
        if (reading->draft_count > 0)
            memcpy(grown, reading->drafts, reading->draft_count * sizeof *grown);
        reading->drafts = grown;
    }
    return &reading->drafts[reading->draft_count++];
}

static uint8_t attribute_usual(uint8_t kind)
{
    static const uint8_t usual[SKILL_KINDS] = {
        [SKILL_SPELL] = FIGURE_INT, [SKILL_PRAYER] = FIGURE_WIS, [SKILL_SONG] = FIGURE_LUK, [SKILL_SKILL] = FIGURE_DEX,
        [SKILL_STANCE] = FIGURE_DEX, [SKILL_FORM] = FIGURE_CON, [SKILL_PASSIVE] = FIGURE_DEX, [SKILL_HARVEST] = FIGURE_CON,
        [SKILL_CRAFT] = FIGURE_DEX, [SKILL_STATE] = FIGURE_CON,
    };
    return usual[kind];
}

/* Defaults need the kind, and the rest of the row needs both. */
static void skill_usual(const struct yaml_node *row, struct skill_source *source)
{
    struct skill *skill = &source->skill;
    bool cast = skill->kind == SKILL_SPELL || skill->kind == SKILL_PRAYER;
    bool worked = skill->kind == SKILL_SKILL || skill->kind == SKILL_HARVEST || skill->kind == SKILL_CRAFT;
    skill->delay_ms = yaml_member(row, "delay") != NULL ? source->delay : cast ? USUAL_MS : 0;
    skill->wait_ms = yaml_member(row, "wait") != NULL ? source->wait : worked ? USUAL_MS : 0;
    skill->sound = source->sound == SOUNDS ? 0 : (uint8_t)(source->sound + 1);
    skill->cooldown_ms = (int64_t)source->cooldown * SECOND_MS;
    if (yaml_member(row, "attribute") == NULL)
        skill->attribute = attribute_usual(skill->kind);
    if (yaml_member(row, "position") == NULL)
        skill->position = POSITIONS_HERE - 1;
    skill->waking = skill->position == 0;
    if (skill->affect == NULL)
        skill->affect = skill->name;
}

static void read_rest(struct yaml_reader *reader, const struct skill_source *source, struct draft *draft)
{
    struct skill *skill = &draft->skill;
    uint8_t target = skill->kind == SKILL_STATE ? TARGET_SELF_OR_FRIEND : skill->target;   /* whoever it has befallen */
    if (source->does != NULL)
        read_effects(reader, source->does, target, false, &skill->does, &skill->effect_count);
    read_hostile(reader, source->hostile, skill);
    if ((source->classes != NULL) == (skill->kind == SKILL_STATE))
        mistake_at(reader->mistakes, draft->row->key, skill->kind == SKILL_STATE ? "classes: nobody learns a state" : "a skill needs 'classes'");
    if (source->needs != NULL)
        read_needs(reader, source->needs, draft);
    if (source->when != NULL)
        read_when(reader, source->when, skill);
    if (source->says != NULL)
        read_says(reader, source->says, skill);
    check_kind(reader, draft->row, skill);
    check_save(reader, draft->row, skill);
}

void skill_row(struct yaml_reader *reader, struct reading *reading, const struct yaml_node *node)
{
    struct skill_source source = { .skill = { .kind = SKILL_KINDS }, .sound = SOUNDS };
    unsigned before = reader->mistakes->count;
    struct draft *draft = draft_add(reading);
    *draft = (struct draft){ .row = node };
    name_sound(reader, node->key);
    source.skill.name = arena_string(reader->arena, node->key->word);
    source.skill.file = reader->mistakes->file;
    source.skill.at_line = node->key->line;
    source.skill.at_column = node->key->column;
    source.skill.needs = NO_SKILL;
    yaml_record(reader, node, "a skill", skill_fields, &source);
    draft->when = source.when;
    draft->skill = source.skill;
    check_twice(reader, reading, draft);
    if (source.classes != NULL)
        read_classes(reader, reading->rules, source.classes, &source.skill);
    if (source.skill.kind != SKILL_KINDS) {
        skill_usual(node, &source);
        draft->skill = source.skill;
        read_rest(reader, &source, draft);
    }
    draft->bad = spoilt(reader, before);
}
