/* zones/world/area_quests.c -- the quests of an area file.  Entered by the thread that reads the file.
 *
 * What a quest speaks of may be of any area; each such word becomes a link, which area_read.c answers when it stays within
 * the file, and world.c else.  Whether it can be done at all is asked when all are read: quest_check.c. */
#include "zones/world/area_parts.h"

#include <string.h>

const char *const quest_words[QUEST_KINDS] = {
#define STEP(member, word, names) [QUEST_##member] = word,
    QUEST_STEPS(STEP)
#undef STEP
};

/* -- steps ------------------------------------------------------------------------------------------- */

struct step_source {
    const char *deed[QUEST_KINDS];     /* exactly one of them is written; of `find`, the number below */
    uint32_t    find;
    const char *to;                    /* BRING: a mobile; ESCORT: a room's number */
    uint32_t    count;
    const char *says, *journal;
};
/* `to` means one thing or another, so it is read when the kind is known. */
static void skip_field(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader, (void)field, (void)node, (void)value;
}
static const struct yaml_field step_fields[] = {
    { "kill",    false, read_reference, offsetof(struct step_source, deed[QUEST_KILL]),   0, LINE_MOST, NULL },
    { "bring",   false, read_reference, offsetof(struct step_source, deed[QUEST_BRING]),  0, LINE_MOST, NULL },
    { "find",    false, yaml_number,    offsetof(struct step_source, find),               1, AREA_ROOM_NUMBER_MAX, NULL },
    { "talk",    false, read_reference, offsetof(struct step_source, deed[QUEST_TALK]),   0, LINE_MOST, NULL },
    { "escort",  false, read_reference, offsetof(struct step_source, deed[QUEST_ESCORT]), 0, LINE_MOST, NULL },
    { "to",      false, skip_field,     0,                                                0, 0,         NULL },
    { "count",   false, yaml_number,    offsetof(struct step_source, count),              1, QUEST_COUNT_MOST, NULL },
    { "says",    false, yaml_text,      offsetof(struct step_source, says),               0, TEXT_MOST, NULL },
    { "journal", true,  yaml_line,      offsetof(struct step_source, journal),            0, LINE_MOST, NULL },
    { 0 },
};

/* The one kind that a step names; QUEST_KINDS, reported, when it is none or several. */
static unsigned step_kind_of(struct yaml_reader *reader, const struct yaml_node *node)
{
    unsigned kind = QUEST_KINDS, named = 0;
    for (unsigned n = 0; n < QUEST_KINDS; n++)
        if (yaml_member(node, quest_words[n]) != NULL) {
            kind = n;
            named++;
        }
    if (named == 1)
        return kind;
    if (node->kind == YAML_MAP)
        mistake_at(reader->mistakes, node, "a step names exactly one of kill, bring, find, talk and escort");
    return QUEST_KINDS;
}

static void link_key(struct yaml_reader *reader, struct quest_proto *quest, enum area_link_kind kind, const struct yaml_node *node,
                     const char *key)
{
    struct area_link *link = link_add(reader->owner, kind, node);
    link->key = key;
    link->quest = quest;
}

static void link_room(struct yaml_reader *reader, struct quest_proto *quest, const struct yaml_node *node, uint32_t room)
{
    struct area_link *link = link_add(reader->owner, LINK_QUEST_ROOM, node);
    link->room = (room_id){ room };
    link->quest = quest;
}

/* Where somebody is led, or who gets what is brought: the giver, if nobody is named. */
static void read_step_to(struct yaml_reader *reader, const struct yaml_node *node, struct quest_proto *quest, struct quest_step *step)
{
    static const struct yaml_field room_field = { .key = "to", .least = 1, .most = AREA_ROOM_NUMBER_MAX };
    static const struct yaml_field mobile_field = { .key = "to", .most = LINE_MOST };
    const struct yaml_node *to = yaml_member(node, "to");
    if (step->kind == QUEST_ESCORT) {
        uint32_t room = 0;
        if (to == NULL)
            mistake_at(reader->mistakes, node, "an escort needs 'to', the number of a room");
        else
            yaml_number(reader, &room_field, to, &room);
        step->room = (room_id){ room };
        if (room != 0)
            link_room(reader, quest, to, room);
    } else if (to != NULL && step->kind != QUEST_BRING) {
        mistake_at(reader->mistakes, to->key, "to: only what is brought, or somebody who is led, goes to something");
    } else if (to != NULL) {
        read_reference(reader, &mobile_field, to, &step->to_key);
        if (step->to_key != NULL)
            link_key(reader, quest, LINK_QUEST_MOBILE, to, step->to_key);
    } else if (step->kind == QUEST_BRING) {
        step->to_key = quest->giver_key;
    }
}

static void check_step(struct yaml_reader *reader, const struct yaml_node *node, const struct quest_step *step)
{
    const struct area_file *file = reader->owner;
    const struct yaml_node *count = yaml_member(node, "count");
    if (count != NULL && step->kind != QUEST_KILL && step->kind != QUEST_BRING)
        mistake_at(reader->mistakes, count->key, "count: only what is killed or brought is counted");
    const struct yaml_node *says = yaml_member(node, "says");
    if (says != NULL && (step->kind == QUEST_KILL || step->kind == QUEST_FIND))
        mistake_at(reader->mistakes, says->key, "says: there is nobody to say it");
    const struct mobile_proto *led = step->kind == QUEST_ESCORT && step->proto_key != NULL ? area_file_mobile(file, step->proto_key) : NULL;
    if (led != NULL && (led->day_count > 0 || led->shop != NULL))
        mistake_at(reader->mistakes, yaml_member(node, "escort"), "escort: %s has a %s, and cannot come along", step->proto_key,
                   led->shop != NULL ? "shop" : "day");
    const struct object_proto *brought = step->kind == QUEST_BRING && step->proto_key != NULL ? area_file_object(file, step->proto_key) : NULL;
    if (brought != NULL && !brought->takeable)
        mistake_at(reader->mistakes, yaml_member(node, "bring"), "bring: nobody can take %s", step->proto_key);
}

static void read_step(struct yaml_reader *reader, const struct yaml_node *node, struct quest_proto *quest)
{
    struct step_source source = { .count = 1 };
    yaml_record(reader, node, "a step", step_fields, &source);
    unsigned kind = step_kind_of(reader, node);
    if (kind == QUEST_KINDS)
        return;
    struct quest_step *step = &quest->steps[quest->step_count++];
    *step = (struct quest_step){ .kind = (uint8_t)kind, .proto_key = source.deed[kind], .count = source.count, .says = source.says,
                                 .journal = source.journal, .line = node->line, .column = node->column };
    const struct yaml_node *deed = yaml_member(node, quest_words[kind]);
    if (kind == QUEST_FIND && source.find != 0) {
        step->room = (room_id){ source.find };
        link_room(reader, quest, deed, source.find);
    } else if (step->proto_key != NULL) {
        link_key(reader, quest, kind == QUEST_BRING ? LINK_QUEST_OBJECT : LINK_QUEST_MOBILE, deed, step->proto_key);
    }
    read_step_to(reader, node, quest, step);
    check_step(reader, node, step);
}

static void read_steps(struct yaml_reader *reader, const struct yaml_node *node, struct quest_proto *quest)
{
    if (node->kind != YAML_LIST || node->count == 0 || node->count > QUEST_STEPS_MOST) {
        mistake_at(reader->mistakes, node, "steps: must be a list of 1 to %d", QUEST_STEPS_MOST);
        return;
    }
    quest->steps = arena_get(reader->arena, node->count * sizeof *quest->steps);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        read_step(reader, member, quest);
}

/* -- quests ------------------------------------------------------------------------------------------ */

static void read_reward(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = {
        { "object",     false, read_reference, offsetof(struct quest_proto, object_key), 0, LINE_MOST,             NULL },
        { "coins",      false, yaml_number,    offsetof(struct quest_proto, coins),      1, QUEST_COINS_MOST,      NULL },
        { "experience", false, yaml_number,    offsetof(struct quest_proto, experience), 1, QUEST_EXPERIENCE_MOST, NULL },
        { 0 },
    };
    struct quest_proto *quest = value;
    (void)field;
    yaml_record(reader, node, "a reward", fields, quest);
    if (quest->object_key != NULL)
        link_key(reader, quest, LINK_QUEST_OBJECT, yaml_member(node, "object"), quest->object_key);
}

static const struct yaml_field quest_fields[] = {
    { "name",   true,  yaml_line,      offsetof(struct quest_proto, name),      0, NAME_MOST,      NULL },
    { "giver",  true,  read_reference, offsetof(struct quest_proto, giver_key), 0, LINE_MOST,      NULL },
    { "levels", true,  read_levels,    offsetof(struct quest_proto, level_min), 1, AREA_LEVEL_MAX, NULL },
    { "offer",  true,  yaml_text,      offsetof(struct quest_proto, offer),     0, TEXT_MOST,      NULL },
    { "steps",  true,  skip_field,     0,                                       0, 0,              NULL },
    { "done",   true,  yaml_text,      offsetof(struct quest_proto, done),      0, TEXT_MOST,      NULL },
    { "reward", false, read_reward,    0,                                       0, 0,              NULL },
    { "after",  false, read_reference, offsetof(struct quest_proto, after_key), 0, LINE_MOST,      NULL },
    { "again",  false, yaml_yes_no,    offsetof(struct quest_proto, again),     0, 0,              NULL },
    { 0 },
};

/* Who offers it is of this area: he must be found by whoever walks through it. */
static void check_giver(struct yaml_reader *reader, const struct yaml_node *node, struct quest_proto *quest)
{
    const struct area_file *file = reader->owner;
    const struct yaml_node *giver = yaml_member(node, "giver");
    if (quest->giver_key == NULL)
        return;
    if (area_key_is_in(quest->giver_key, file->area.key))
        link_key(reader, quest, LINK_QUEST_MOBILE, giver, quest->giver_key);
    else
        mistake_at(reader->mistakes, giver, "giver: '%s' is not of this area", quest->giver_key);
}

static void read_quest(struct yaml_reader *reader, const struct yaml_node *node, struct quest_proto *quest)
{
    const struct area_file *file = reader->owner;
    quest->key = full_key(file, node->key->word);
    quest->line = node->key->line;
    quest->column = node->key->column;
    yaml_record(reader, node, "a quest", quest_fields, quest);
    if (node->kind != YAML_MAP)
        return;
    check_giver(reader, node, quest);
    if (yaml_member(node, "steps") != NULL)
        read_steps(reader, yaml_member(node, "steps"), quest);
    if (quest->after_key != NULL)
        link_key(reader, quest, LINK_QUEST, yaml_member(node, "after"), quest->after_key);
}

void keep_quests(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (pairs_fit(reader, field, node))
        file->quests_node = node;
}

void read_quests(struct yaml_reader *reader, struct area_file *file)
{
    static const struct yaml_field field = { .key = "quests" };
    if (file->quests_node == NULL)
        return;
    const char *path = arena_string(reader->arena, file->mistakes.file);
    file->quests = arena_get(file->scratch, file->quests_node->count * sizeof *file->quests);
    for (const struct yaml_node *member = file->quests_node->first; member != NULL; member = member->next) {
        if (!is_prototype_key(reader, &field, member->key))
            continue;
        file->quests[file->quest_count].file = path;
        read_quest(reader, member, &file->quests[file->quest_count++]);
    }
}
