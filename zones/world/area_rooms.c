/* zones/world/area_rooms.c -- the rooms of an area file: exits, extra descriptions, flags, what the hour adds.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include "config/value.h"
#include "zones/boxes.h"
#include "zones/world/weather.h"

#include <string.h>
#include <strings.h>

/* ---- extras ---- */

static const struct yaml_field extra_fields[] = {
    { "keys", true, yaml_keywords, offsetof(struct extra, keys), 1, KEYWORDS_MOST, NULL },
    { "text", true, yaml_text,     offsetof(struct extra, text), 0, TEXT_MOST,     NULL },
    { 0 },
};

void read_extras(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct room_proto *room = value;
    if (node->kind != YAML_LIST || node->count > EXTRAS_MOST) {
        mistake_at(reader->mistakes, node, "%s: must be a list of at most %d", field->key, EXTRAS_MOST);
        return;
    }
    room->extras = arena_get(reader->arena, node->count * sizeof *room->extras);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        yaml_record(reader, member, "an extra", extra_fields, &room->extras[room->extra_count++]);
}

static bool extra_is_named(const struct room_proto *room, unsigned extra, const char *keyword)
{
    bool named = text_names(room->text, keyword) || text_names(room->by_day, keyword) || text_names(room->by_night, keyword)
              || text_names(room->in_rain, keyword);
    for (unsigned n = 0; n < room->extra_count; n++)
        named = named || (n != extra && text_names(room->extras[n].text, keyword));
    return named;
}

/* What can be looked at must be read about somewhere, or nobody will ever look. */
void check_extras(struct yaml_reader *reader, const struct yaml_node *node, const struct room_proto *room)
{
    const struct yaml_node *extras = yaml_member(node, "extras");
    if (room->extra_count == 0 || room->text == NULL)
        return;
    unsigned n = 0;
    for (const struct yaml_node *extra = extras->first; extra != NULL; extra = extra->next, n++) {
        const struct yaml_node *keys = yaml_member(extra, "keys");
        const struct yaml_node *key = room->extras[n].keys != NULL ? keys->first : NULL;
        for (; key != NULL; key = key->next)
            if (key->kind == YAML_WORD && *key->word != '\0' && !extra_is_named(room, n, key->word))
                mistake_at(reader->mistakes, key, "keys: '%.40s' is not in the room's text, nor in that of another extra",
                           key->word);
    }
}

/* ---- exits ---- */

struct exit_source {
    uint32_t    to;
    const char *door;
    uint8_t     state;             /* index into door_states */
    const char *key;
    uint32_t    level;
    bool        climb;
};
static const struct yaml_field exit_fields[] = {
    { "to",    true,  yaml_number,    offsetof(struct exit_source, to),    1, AREA_ROOM_NUMBER_MAX, NULL },
    { "door",  false, yaml_line,      offsetof(struct exit_source, door),  0, NAME_MOST,            NULL },
    { "state", false, yaml_choice,    offsetof(struct exit_source, state), 0, DOOR_STATES,          door_states },
    { "key",   false, read_reference, offsetof(struct exit_source, key),   0, LINE_MOST,            NULL },
    { "level", false, yaml_number,    offsetof(struct exit_source, level), 0, AREA_LEVEL_MAX,       NULL },
    { "climb", false, yaml_yes_no,    offsetof(struct exit_source, climb), 0, 0,                    NULL },
    { 0 },
};

/* The words of a name, for those who type one of them. */
static const char **name_words(struct arena *arena, const char *name)
{
    unsigned count = 0;
    const char **words = arena_get(arena, (strlen(name) / 2 + 2) * sizeof *words);
    for (const char *at = name + strspn(name, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        words[count++] = arena_string_length(arena, at, length);
        at += length;
    }
    return words;
}

static void put_exit(struct yaml_reader *reader, const struct yaml_node *node, const struct exit_source *source,
                     struct exit_proto *exit)
{
    exit->to = (room_id){ source->to };
    exit->level_min = source->level;
    exit->climb = source->climb;
    if (source->door == NULL)
        return;
    exit->door = door_state_of(source->state, DOOR_CLOSED);
    exit->door_name = source->door;
    exit->door_keys = name_words(reader->arena, source->door);
    exit->key = source->key;
    if (exit->key == NULL)
        return;
    struct area_link *link = link_add(reader->owner, LINK_UNLOCK, yaml_member(node, "key"));
    link->key = exit->key;
    link->key_at = &exit->key;
}

static void read_exit(struct yaml_reader *reader, const struct yaml_node *node, struct exit_proto *exit)
{
    struct exit_source source = { .state = STATE_NONE };
    if (node->kind == YAML_WORD)
        yaml_number(reader, exit_fields, node, &source.to);
    else
        yaml_record(reader, node, "an exit", exit_fields, &source);
    if (node->kind == YAML_MAP && yaml_member(node, "door") == NULL)
        for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
            if (strcmp(member->key->word, "state") == 0 || strcmp(member->key->word, "key") == 0)
                mistake_at(reader->mistakes, member->key, "%s: this exit has no door", member->key->word);
    if (source.to == 0)
        return;
    put_exit(reader, node, &source, exit);
    link_add(reader->owner, LINK_EXIT, node->kind == YAML_MAP ? yaml_member(node, "to") : node)->exit = exit;
}

static void read_exits(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct exit_proto *exits = value;
    if (node->kind != YAML_MAP) {
        mistake_at(reader->mistakes, node, "%s: must be `direction: room` pairs", field->key);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        enum direction direction = direction_find(member->key->word);
        if (direction == NO_DIRECTION || strcmp(direction_names[direction], member->key->word) != 0)
            mistake_at(reader->mistakes, member->key, "%s: '%.40s' is no direction", field->key, member->key->word);
        else
            read_exit(reader, member, &exits[direction]);
    }
}

/* ---- rooms ---- */

void read_flags(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct { const char *word; size_t offset; } flags[] = {
#define FLAG(member, shown) { #member, offsetof(struct room_proto, member) },
        ROOM_FLAGS(FLAG)
#undef FLAG
    };
    enum { FLAGS = sizeof flags / sizeof *flags };
    if (node->kind != YAML_LIST) {
        mistake_at(reader->mistakes, node, "%s: must be a list, [one, two]", field->key);
        return;
    }
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        unsigned n = 0;
        while (n < FLAGS && (member->kind != YAML_WORD || strcmp(member->word, flags[n].word) != 0))
            n++;
        if (n < FLAGS)
            *(bool *)((char *)value + flags[n].offset) = true;
        else
            mistake_at(reader->mistakes, member, "%s: '%.40s' is not known", field->key,
                       member->kind == YAML_WORD ? member->word : "...");
    }
}

struct hazard_source {
    const char *state;
    uint32_t    level;
    uint8_t     spares;
};

/* `hazard: {state: drowning, level: 8, spares: swimming}` */
static void read_hazard(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = {
        { "state",   true,  yaml_line,   offsetof(struct hazard_source, state),   0, NAME_MOST, NULL },
        { "level",   true,  yaml_number, offsetof(struct hazard_source, level),   1, AREA_LEVEL_MAX, NULL },
        { "spares",  false, yaml_choice, offsetof(struct hazard_source, spares),  0, FIGURES, figure_words },
        { 0 },
    };
    const struct rules *rules = ((struct area_file *)reader->owner)->rules;
    struct room_proto *room = value;
    struct hazard_source source = { .spares = FIGURES };
    yaml_record(reader, node, "a hazard", fields, &source);
    uint16_t state = source.state == NULL ? NO_SKILL : rules_skill(rules, source.state);
    if (source.state == NULL)
        return;
    if (state == NO_SKILL || rules->skills[state].kind != SKILL_STATE) {
        mistake_at(reader->mistakes, yaml_member(node, "state"), "%s: '%.40s' is no state of zones/tables/skills/states.yaml",
                   field->key, source.state);
        return;
    }
    room->hazard = &rules->skills[state];
    room->hazard_level = source.level;
    room->hazard_spares = source.spares;
}

/* One board may stand in one room only, of any area: world.c sees to that. */
static void read_board(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char **board = value;
    const char *key = NULL;
    yaml_line(reader, field, node, &key);
    if (key == NULL)
        return;
    if (!key_letters(key, "abcdefghijklmnopqrstuvwxyz_0123456789")) {
        mistake_at(reader->mistakes, node, "%s: a key is made of a to z, 0 to 9 and _, not '%.40s'", field->key, key);
        return;
    }
    struct area_link *link = link_add(reader->owner, LINK_BOARD, node);
    link->key = *board = key;
    link->key_at = board;
}

static const struct yaml_field room_fields[] = {
    { "name",      true,  yaml_line,   offsetof(struct room_proto, name),          0, NAME_MOST, NULL },
    { "terrain",   true,  yaml_choice, offsetof(struct room_proto, terrain),       0, TERRAIN_KINDS, terrain_words },
    { "flags",     false, read_flags,  0,                                          0, 0,         NULL },
    { "occupants", false, yaml_number, offsetof(struct room_proto, occupants_max), 1, 10000,     NULL },
    { "text",      true,  yaml_text,   offsetof(struct room_proto, text),          0, TEXT_MOST, NULL },
    { "hazard",    false, read_hazard, 0,                                          0, 0,         NULL },
    { "board",     false, read_board,  offsetof(struct room_proto, board),         0, BOARD_KEY_MOST, NULL },
    { "by_day",    false, yaml_text,   offsetof(struct room_proto, by_day),        0, TEXT_MOST, NULL },
    { "by_night",  false, yaml_text,   offsetof(struct room_proto, by_night),      0, TEXT_MOST, NULL },
    { "in_rain",   false, yaml_text,   offsetof(struct room_proto, in_rain),       0, TEXT_MOST, NULL },
    { "extras",    false, read_extras, 0,                                          0, 0,         NULL },
    { "exits",     false, read_exits,  offsetof(struct room_proto, exits),         0, 0,         NULL },
    { 0 },
};

/* A terrain that is not known says nothing about roofs. */
static void check_rain(struct yaml_reader *reader, const struct yaml_node *node, const struct room_proto *room)
{
    const struct yaml_node *rain = yaml_member(node, "in_rain");
    if (rain != NULL && room->terrain != TERRAIN_KINDS && !room_is_outdoors(room))
        mistake_at(reader->mistakes, rain->key, "in_rain: no rain falls in here");
}

void read_rooms(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!pairs_fit(reader, field, node))
        return;
    file->area.rooms = arena_get(reader->arena, node->count * sizeof *file->area.rooms);
    file->room_nodes = arena_get(file->scratch, node->count * sizeof *file->room_nodes);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        char reason[VALUE_REASON_SIZE];
        int64_t number;
        if (!value_number(member->key->word, 1, AREA_ROOM_NUMBER_MAX, &number, reason)) {
            mistake_at(reader->mistakes, member->key, "%s: %s", field->key, reason);
            continue;
        }
        if (member->key->word[0] == '0') {   /* 07 would be 7 again, which the tree cannot know */
            mistake_at(reader->mistakes, member->key, "%s: '%.20s' begins with 0", field->key, member->key->word);
            continue;
        }
        struct room_proto *room = &file->area.rooms[file->area.room_count];
        file->room_nodes[file->area.room_count++] = member->key;
        room->id = (room_id){ (uint32_t)number };
        room->terrain = TERRAIN_KINDS;
        yaml_record(reader, member, "a room", room_fields, room);
        check_extras(reader, member, room);
        check_rain(reader, member, room);
    }
}
