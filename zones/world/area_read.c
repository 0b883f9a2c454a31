/* zones/world/area_read.c -- reads one area file by tables, one for each sort of record, and checks all that
 * the file alone can answer.  Entered by the threads that world_load() starts, each with a file of its own.
 * Other files, numbering and sorting are left to world.c; the YAML itself to config/yaml.c. */
#include "zones/world/area_read.h"
#include "config/value.h"
#include "zones/boxes.h"
#include "zones/world/calendar.h"
#include "zones/world/weather.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MOST = 60, LINE_MOST = 200, TEXT_MOST = 8000, KEYWORDS_MOST = 20, EXTRAS_MOST = 40, SAYS_MOST = 40 };

static bool key_letters(const char *key, const char *letters)
{
    return *key != '\0' && key[strspn(key, letters)] == '\0';
}

bool area_key_is_in(const char *key, const char *area_key)
{
    size_t length = strlen(area_key);
    return strncmp(key, area_key, length) == 0 && key[length] == '.';
}

const struct mobile_proto *area_file_mobile(const struct area_file *file, const char *key)
{
    for (unsigned n = 0; n < file->mobile_count; n++)
        if (strcmp(file->mobiles[n].key, key) == 0)
            return &file->mobiles[n];
    return NULL;
}

const struct object_proto *area_file_object(const struct area_file *file, const char *key)
{
    for (unsigned n = 0; n < file->object_count; n++)
        if (strcmp(file->objects[n].key, key) == 0)
            return &file->objects[n];
    return NULL;
}

static bool has_room(const struct area_file *file, room_id room)
{
    for (unsigned n = 0; n < file->area.room_count; n++)
        if (room_same(file->area.rooms[n].id, room))
            return true;
    return false;
}

static struct area_link *link_add(struct area_file *file, enum area_link_kind kind, const struct yaml_node *node)
{
    struct area_link *link = arena_get(file->scratch, sizeof *link);
    link->kind = kind;
    link->node = node;
    link->next = file->links;      /* the last comes first; area_read() turns them round */
    file->links = link;
    return link;
}

static const char *full_key(const struct area_file *file, const char *key)
{
    size_t length = strlen(file->area.key), size = length + strlen(key) + 2;
    char *full = arena_get(file->area.arena, size);
    snprintf(full, size, "%s.%s", file->area.key, key);
    return full;
}

/* `key` or `area.key`; always kept as the latter. */
static void read_reference(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const char *key = NULL;
    yaml_line(reader, field, node, &key);
    if (key == NULL)
        return;
    const char *dot = strchr(key, '.');
    if (key_letters(dot != NULL ? dot + 1 : key, "abcdefghijklmnopqrstuvwxyz_0123456789")
            && (dot == NULL || (dot > key && strspn(key, "abcdefghijklmnopqrstuvwxyz_") == (size_t)(dot - key))))
        *(const char **)value = dot != NULL ? key : full_key(reader->owner, key);
    else
        mistake_at(reader->mistakes, node, "%s: '%.60s' is neither `key` nor `area.key`", field->key, key);
}

/* ---- extras ---- */

static const struct yaml_field extra_fields[] = {
    { "keys", true, yaml_keywords, offsetof(struct extra, keys), 1, KEYWORDS_MOST, NULL },
    { "text", true, yaml_text,     offsetof(struct extra, text), 0, TEXT_MOST,     NULL },
    { 0 },
};

static void read_extras(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
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

/* At the start of a word, in any case: "stone" is named by "Stones", not by "milestone". */
static bool text_names(const char *text, const char *keyword)
{
    for (const char *at = text; text != NULL && (at = strcasestr(at, keyword)) != NULL; at++)
        if (at == text || !isalnum((unsigned char)at[-1]))
            return true;
    return false;
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
static void check_extras(struct yaml_reader *reader, const struct yaml_node *node, const struct room_proto *room)
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

enum { DOOR_STATES = 3, STATE_NONE = UINT8_MAX };   /* STATE_NONE: none was written */
static const char *const door_states[DOOR_STATES] = { "open", "closed", "locked" };

struct exit_source {
    uint32_t    to;
    const char *door;
    uint8_t     state;             /* index into door_states */
    const char *key;
    uint32_t    level;
};
static const struct yaml_field exit_fields[] = {
    { "to",    true,  yaml_number,    offsetof(struct exit_source, to),    1, AREA_ROOM_NUMBER_MAX, NULL },
    { "door",  false, yaml_line,      offsetof(struct exit_source, door),  0, NAME_MOST,            NULL },
    { "state", false, yaml_choice,    offsetof(struct exit_source, state), 0, DOOR_STATES,          door_states },
    { "key",   false, read_reference, offsetof(struct exit_source, key),   0, LINE_MOST,            NULL },
    { "level", false, yaml_number,    offsetof(struct exit_source, level), 0, AREA_LEVEL_MAX,       NULL },
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

static uint8_t door_state_of(uint8_t state, enum door_state otherwise)
{
    return state == STATE_NONE ? (uint8_t)otherwise : (uint8_t)(state + DOOR_OPEN);
}

static void put_exit(struct yaml_reader *reader, const struct yaml_node *node, const struct exit_source *source,
                     struct exit_proto *exit)
{
    exit->to = (room_id){ source->to };
    exit->level_min = source->level;
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

static void read_flags(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
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

/* A map of records is written as `name: {...}` pairs, at most so many. */
static bool is_map(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node)
{
    if (node->kind != YAML_MAP)
        mistake_at(reader->mistakes, node, "%s: must be `key: ...` pairs", field->key);
    else if ((int64_t)node->count < field->least)
        mistake_at(reader->mistakes, node, "%s: there are none", field->key);
    else if ((int64_t)node->count > field->most)
        mistake_at(reader->mistakes, node, "%s: %u of them, the most is %lld", field->key, node->count,
                   (long long)field->most);
    else
        return true;
    return false;
}

static void read_rooms(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!is_map(reader, field, node))
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

/* ---- mobiles and objects ---- */

static bool is_prototype_key(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *key)
{
    if (key_letters(key->word, "abcdefghijklmnopqrstuvwxyz_0123456789") && strlen(key->word) <= NAME_MOST)
        return true;
    mistake_at(reader->mistakes, key, "%s: a key is made of a to z, 0 to 9 and _, not '%.40s'", field->key, key->word);
    return false;
}

/* ---- shops ---- */

enum { SELLS_MOST = 100, SHOP_ASKS = 120, SHOP_PAYS = 40, DAY_HOURS = 24 };

static bool is_list(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, unsigned most)
{
    if (node->kind == YAML_LIST && node->count <= most)
        return true;
    mistake_at(reader->mistakes, node, "%s: must be a list of at most %u", field->key, most);
    return false;
}

static void read_sells(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field each = { .key = "sells", .most = LINE_MOST };
    struct shop_proto *shop = value;
    if (!is_list(reader, field, node, SELLS_MOST))
        return;
    shop->sell_keys = arena_get(reader->arena, (node->count + 1) * sizeof *shop->sell_keys);
    shop->sells = arena_get(reader->arena, (node->count + 1) * sizeof *shop->sells);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        const char **key = &shop->sell_keys[shop->sell_count];
        read_reference(reader, &each, member, key);
        if (*key == NULL)
            continue;
        struct area_link *link = link_add(reader->owner, LINK_SELLS, member);
        link->key = *key;
        link->key_at = key;
        for (unsigned n = 0; n < shop->sell_count; n++)
            if (strcmp(shop->sell_keys[n], *key) == 0)
                mistake_at(reader->mistakes, member, "sells: '%s' stands there twice", *key);
        shop->sell_count++;
    }
}

static void read_buys(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field each = { .key = "buys", .most = ITEM_KINDS_COUNT, .words = item_kind_words };
    if (!is_list(reader, field, node, ITEM_KINDS_COUNT))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        uint8_t kind = ITEM_KINDS_COUNT;
        yaml_choice(reader, &each, member, &kind);
        if (kind < ITEM_KINDS_COUNT)
            *(uint32_t *)value |= 1u << kind;
    }
}

/* Nobody asks less than a thing is worth, nobody pays more: or coins could be made by walking between two shops. */
static const struct yaml_field shop_fields[] = {
    { "sells",  false, read_sells,  0,                                    0,   0,         NULL },
    { "buys",   false, read_buys,   offsetof(struct shop_proto, buys),    0,   0,         NULL },
    { "asks",   false, yaml_number, offsetof(struct shop_proto, asks),    100, 1000,      NULL },
    { "pays",   false, yaml_number, offsetof(struct shop_proto, pays),    1,   100,       NULL },
    { "opens",  false, yaml_number, offsetof(struct shop_proto, opens),   0,   DAY_HOURS, NULL },
    { "closes", false, yaml_number, offsetof(struct shop_proto, closes),  0,   DAY_HOURS, NULL },
    { 0 },
};

static void read_shop(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct shop_proto *shop = arena_get(reader->arena, sizeof *shop);
    *shop = (struct shop_proto){ .asks = SHOP_ASKS, .pays = SHOP_PAYS, .closes = DAY_HOURS };
    yaml_record(reader, node, "a shop", shop_fields, shop);
    bool all_day = shop->opens == 0 && shop->closes == DAY_HOURS;
    if (shop->opens % DAY_HOURS == shop->closes % DAY_HOURS && !all_day)
        mistake_at(reader->mistakes, node, "%s: it opens and closes at the same hour", field->key);
    if (node->kind == YAML_MAP && yaml_member(node, "sells") == NULL && yaml_member(node, "buys") == NULL)
        mistake_at(reader->mistakes, node, "%s: it neither sells nor buys anything", field->key);
    *(struct shop_proto **)value = shop;
}

/* ---- days ---- */

struct day_source {
    uint32_t    hour, go;
    const char *says;
};
static const struct yaml_field day_fields[] = {
    { "at",   true,  yaml_number, offsetof(struct day_source, hour), 0, WORLD_HOURS - 1,      NULL },
    { "go",   false, yaml_number, offsetof(struct day_source, go),   1, AREA_ROOM_NUMBER_MAX, NULL },
    { "says", false, yaml_line,   offsetof(struct day_source, says), 0, LINE_MOST,            NULL },
    { 0 },
};

static int day_order(const void *a, const void *b)
{
    const struct day_step *one = a, *other = b;
    return one->hour < other->hour ? -1 : one->hour > other->hour;
}

static void read_day_step(struct yaml_reader *reader, const struct yaml_node *node, struct mobile_proto *mobile)
{
    struct day_source source = { .hour = WORLD_HOURS };
    yaml_record(reader, node, "an hour of a day", day_fields, &source);
    if (node->kind == YAML_MAP && yaml_member(node, "go") == NULL && yaml_member(node, "says") == NULL)
        mistake_at(reader->mistakes, node, "an hour of a day needs 'go' or 'says'");
    for (unsigned n = 0; n < mobile->day_count; n++)
        if (mobile->day[n].hour == source.hour && source.hour < WORLD_HOURS)
            mistake_at(reader->mistakes, yaml_member(node, "at"), "at: the day has had its hour %u", (unsigned)source.hour);
    mobile->day[mobile->day_count++] = (struct day_step){ source.hour, { source.go }, source.says };
    if (source.go == 0)
        return;
    struct area_link *link = link_add(reader->owner, LINK_DAY, yaml_member(node, "go"));
    link->room = (room_id){ source.go };
}

static void read_day(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct mobile_proto *mobile = value;
    if (node->kind != YAML_LIST || node->count == 0 || (int64_t)node->count > field->most) {
        mistake_at(reader->mistakes, node, "%s: must be a list of 1 to %lld", field->key, (long long)field->most);
        return;
    }
    mobile->day = arena_get(reader->arena, node->count * sizeof *mobile->day);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next)
        read_day_step(reader, member, mobile);
    qsort(mobile->day, mobile->day_count, sizeof *mobile->day, day_order);
}

static const struct yaml_field mobile_fields[] = {
    { "name",    true,  yaml_line,     offsetof(struct mobile_proto, name),    0, NAME_MOST,      NULL },
    { "line",    true,  yaml_line,     offsetof(struct mobile_proto, line),    0, LINE_MOST,      NULL },
    { "keys",    true,  yaml_keywords, offsetof(struct mobile_proto, keys),    1, KEYWORDS_MOST,  NULL },
    { "text",    true,  yaml_text,     offsetof(struct mobile_proto, text),    0, TEXT_MOST,      NULL },
    { "level",   true,  yaml_number,   offsetof(struct mobile_proto, level),   1, AREA_LEVEL_MAX, NULL },
    { "wanders", false, yaml_yes_no,   offsetof(struct mobile_proto, wanders), 0, 0,              NULL },
    { "says",    false, yaml_lines,    offsetof(struct mobile_proto, says),    0, SAYS_MOST,      NULL },
    { "shop",    false, read_shop,     offsetof(struct mobile_proto, shop),    0, 0,              NULL },
    { "day",     false, read_day,      0,                                      0, WORLD_HOURS,    NULL },
    { 0 },
};

static void read_mobiles(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!is_map(reader, field, node))
        return;
    file->mobiles = arena_get(file->scratch, node->count * sizeof *file->mobiles);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        if (!is_prototype_key(reader, field, member->key))
            continue;
        struct mobile_proto *mobile = &file->mobiles[file->mobile_count++];
        mobile->key = full_key(file, member->key->word);
        mobile->says = arena_get(reader->arena, sizeof *mobile->says);
        yaml_record(reader, member, "a mobile", mobile_fields, mobile);
    }
}

static const struct yaml_field object_fields[] = {
    { "name",     true,  yaml_line,      offsetof(struct object_proto, name),        0, NAME_MOST,     NULL },
    { "line",     true,  yaml_line,      offsetof(struct object_proto, line),        0, LINE_MOST,     NULL },
    { "keys",     true,  yaml_keywords,  offsetof(struct object_proto, keys),        1, KEYWORDS_MOST, NULL },
    { "text",     true,  yaml_text,      offsetof(struct object_proto, text),        0, TEXT_MOST,     NULL },
    { "kind",     true,  yaml_choice,    offsetof(struct object_proto, kind),        0, ITEM_KINDS_COUNT, item_kind_words },
    { "wear",     false, yaml_choice,    offsetof(struct object_proto, wear),        0, WEAR_SLOTS_COUNT, wear_words },
    { "takeable", false, yaml_yes_no,    offsetof(struct object_proto, takeable),    0, 0,             NULL },
    { "weight",   false, yaml_number,    offsetof(struct object_proto, weight),      0, 100000,        NULL },
    { "value",    false, yaml_number,    offsetof(struct object_proto, value),       0, 1000000000,    NULL },
    { "capacity", false, yaml_number,    offsetof(struct object_proto, capacity),    1, 1000,          NULL },
    { "state",    false, yaml_choice,    offsetof(struct object_proto, door),        0, DOOR_STATES,   door_states },
    { "key",      false, read_reference, offsetof(struct object_proto, unlocked_by), 0, LINE_MOST,     NULL },
    { 0 },
};

/* Capacity, state and key belong to containers, the key to a lid that can be shut. */
static void check_container(struct yaml_reader *reader, const struct yaml_node *node, const struct object_proto *object)
{
    static const char *const container_only[] = { "capacity", "state", "key" };
    const struct yaml_node *key = yaml_member(node, "key");
    if (object->kind == ITEM_CONTAINER) {
        if (yaml_member(node, "capacity") == NULL)
            mistake_at(reader->mistakes, node->key, "a container needs 'capacity'");
        if (key != NULL && yaml_member(node, "state") == NULL)
            mistake_at(reader->mistakes, key->key, "key: this container has no state, so nothing to unlock");
        return;
    }
    for (unsigned n = 0; n < sizeof container_only / sizeof *container_only; n++) {
        const struct yaml_node *member = yaml_member(node, container_only[n]);
        if (member != NULL)
            mistake_at(reader->mistakes, member->key, "%s: only containers have one", container_only[n]);
    }
}

static void read_object(struct yaml_reader *reader, const struct yaml_node *node, struct object_proto *object)
{
    object->wear = WEAR_NOWHERE;
    object->takeable = true;
    object->door = STATE_NONE;
    object->kind = ITEM_KINDS_COUNT;   /* until read: a kind that is not known says nothing about containers */
    yaml_record(reader, node, "an object", object_fields, object);
    object->door = door_state_of(object->door, DOOR_NONE);
    if (object->kind != ITEM_KINDS_COUNT)
        check_container(reader, node, object);
    if (object->unlocked_by == NULL)
        return;
    struct area_link *link = link_add(reader->owner, LINK_UNLOCK, yaml_member(node, "key"));
    link->key = object->unlocked_by;
    link->key_at = &object->unlocked_by;
}

static void read_objects(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!is_map(reader, field, node))
        return;
    file->objects = arena_get(file->scratch, node->count * sizeof *file->objects);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        if (!is_prototype_key(reader, field, member->key))
            continue;
        struct object_proto *object = &file->objects[file->object_count++];
        object->key = full_key(file, member->key->word);
        read_object(reader, member, object);
    }
}

/* ---- resets ---- */

enum { RESET_KINDS = RESET_WORN + 1 };
struct reset_source {
    const char *proto[RESET_KINDS];    /* exactly one of them is written */
    uint32_t    room;
    uint32_t    count;
};
/* The first RESET_KINDS rows stand in the order of enum reset_kind. */
static const struct yaml_field reset_fields[] = {
    { "mobile",  false, read_reference, offsetof(struct reset_source, proto[RESET_MOBILE]),  0, LINE_MOST, NULL },
    { "object",  false, read_reference, offsetof(struct reset_source, proto[RESET_OBJECT]),  0, LINE_MOST, NULL },
    { "inside",  false, read_reference, offsetof(struct reset_source, proto[RESET_INSIDE]),  0, LINE_MOST, NULL },
    { "carries", false, read_reference, offsetof(struct reset_source, proto[RESET_CARRIED]), 0, LINE_MOST, NULL },
    { "wears",   false, read_reference, offsetof(struct reset_source, proto[RESET_WORN]),    0, LINE_MOST, NULL },
    { "room",    false, yaml_number,    offsetof(struct reset_source, room),  1, AREA_ROOM_NUMBER_MAX, NULL },
    { "count",   false, yaml_number,    offsetof(struct reset_source, count), 1, 100,                  NULL },
    { 0 },
};

/* What later rows of the list refer to. */
struct reset_run {
    bool        had[RESET_KINDS];
    room_id     room[RESET_KINDS];     /* of the last mobile and the last object */
    const char *object;                /* key of the last object */
};

/* Things go onto the last mobile or into the last object. */
static enum reset_kind holder_kind(enum reset_kind kind)
{
    return kind == RESET_INSIDE ? RESET_OBJECT : RESET_MOBILE;
}

static bool stands_in_room(enum reset_kind kind)
{
    return kind == RESET_MOBILE || kind == RESET_OBJECT;
}

/* The one kind that a row names; RESET_KINDS, reported, when it is none or several. */
static unsigned reset_kind_of(struct yaml_reader *reader, const struct yaml_node *node)
{
    unsigned kind = RESET_KINDS, named = 0;
    for (unsigned n = 0; n < RESET_KINDS; n++) {
        if (yaml_member(node, reset_fields[n].key) == NULL)
            continue;
        kind = n;
        named++;
    }
    if (named == 1)
        return kind;
    if (node->kind == YAML_MAP)
        mistake_at(reader->mistakes, node, "a reset names exactly one of mobile, object, inside, carries and wears");
    return RESET_KINDS;
}

static void check_reset_room(struct yaml_reader *reader, const struct yaml_node *node, enum reset_kind kind,
                             const struct reset_source *source)
{
    const struct area_file *file = reader->owner;
    const struct yaml_node *room = yaml_member(node, "room");
    if (stands_in_room(kind) && room == NULL)
        mistake_at(reader->mistakes, node, "a reset of '%s' needs 'room'", reset_fields[kind].key);
    else if (!stands_in_room(kind) && room != NULL)
        mistake_at(reader->mistakes, room->key, "room: '%s' goes where the one before it went", reset_fields[kind].key);
    else if (room != NULL && source->room != 0 && !has_room(file, (room_id){ source->room }))
        mistake_at(reader->mistakes, room, "room: there is no room %u in this area", (unsigned)source->room);
}

static void check_reset_holder(struct yaml_reader *reader, const struct yaml_node *node, enum reset_kind kind,
                               const struct reset_run *run)
{
    if (stands_in_room(kind))
        return;
    enum reset_kind holder = holder_kind(kind);
    if (!run->had[holder]) {
        mistake_at(reader->mistakes, node, "%s: there is no %s before it", reset_fields[kind].key, reset_fields[holder].key);
        return;
    }
    const struct object_proto *object = holder == RESET_OBJECT && run->object != NULL
        ? area_file_object(reader->owner, run->object) : NULL;
    if (object != NULL && object->kind != ITEM_CONTAINER)
        mistake_at(reader->mistakes, node, "inside: %s is no container", run->object);
}

/* A prototype of this area must be in this file; those of others are looked up when all are read. */
static void check_reset_proto(struct yaml_reader *reader, const struct yaml_node *node, enum reset_kind kind,
                              struct reset *reset, const char *key)
{
    struct area_file *file = reader->owner;
    const struct yaml_node *where = yaml_member(node, reset_fields[kind].key);
    if (!area_key_is_in(key, file->area.key)) {
        struct area_link *link = link_add(file, kind == RESET_MOBILE ? LINK_MOBILE : LINK_OBJECT, where);
        link->key = key;
        link->reset = reset;
        return;
    }
    const struct object_proto *object = kind == RESET_MOBILE ? NULL : area_file_object(file, key);
    if (kind == RESET_MOBILE && area_file_mobile(file, key) == NULL)
        mistake_at(reader->mistakes, where, "mobile: there is no mobile '%s'", key);
    else if (kind != RESET_MOBILE && object == NULL)
        mistake_at(reader->mistakes, where, "%s: there is no object '%s'", reset_fields[kind].key, key);
    else if (kind == RESET_WORN && object->wear == WEAR_NOWHERE)
        mistake_at(reader->mistakes, where, "wears: %s is nothing to wear", key);
}

static void read_reset(struct yaml_reader *reader, const struct yaml_node *node, struct reset_run *run)
{
    struct area_file *file = reader->owner;
    struct reset_source source = { .count = 1 };
    yaml_record(reader, node, "a reset", reset_fields, &source);
    unsigned kind = reset_kind_of(reader, node);
    if (kind == RESET_KINDS)
        return;
    check_reset_room(reader, node, kind, &source);
    check_reset_holder(reader, node, kind, run);
    if (stands_in_room(kind)) {
        run->had[kind] = true;
        run->room[kind] = (room_id){ source.room };
    }
    if (kind == RESET_OBJECT)
        run->object = source.proto[kind];
    if (source.proto[kind] == NULL)
        return;
    struct reset *reset = &file->area.resets[file->area.reset_count];
    file->reset_keys[file->area.reset_count++] = source.proto[kind];
    reset->kind = (uint8_t)kind;
    reset->count = source.count;
    reset->room = run->room[stands_in_room(kind) ? kind : holder_kind(kind)];
    check_reset_proto(reader, node, kind, reset, source.proto[kind]);
}

static void keep_resets(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (node->kind != YAML_LIST || (int64_t)node->count > field->most)
        mistake_at(reader->mistakes, node, "%s: must be a list of at most %lld", field->key, (long long)field->most);
    else
        file->resets_node = node;
}

static void read_resets(struct yaml_reader *reader, struct area_file *file)
{
    struct reset_run run = { 0 };
    if (file->resets_node == NULL)
        return;
    file->area.resets = arena_get(reader->arena, file->resets_node->count * sizeof *file->area.resets);
    file->reset_keys = arena_get(file->scratch, file->resets_node->count * sizeof *file->reset_keys);
    for (const struct yaml_node *member = file->resets_node->first; member != NULL; member = member->next)
        read_reset(reader, member, &run);
}

/* ---- the area ---- */

/* "1-100" */
static void read_levels(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area *area = value;
    const char *levels = NULL;
    char least[8], reason[VALUE_REASON_SIZE];
    int64_t from, to;
    yaml_line(reader, field, node, &levels);
    if (levels == NULL)
        return;
    const char *dash = strchr(levels, '-');
    if (dash == NULL || dash - levels >= (long)sizeof least) {
        mistake_at(reader->mistakes, node, "%s: '%.40s' is not written as 1-100", field->key, levels);
        return;
    }
    snprintf(least, sizeof least, "%.*s", (int)(dash - levels), levels);
    if (!value_number(least, field->least, field->most, &from, reason)
            || !value_number(dash + 1, field->least, field->most, &to, reason))
        mistake_at(reader->mistakes, node, "%s: %s", field->key, reason);
    else if (from > to)
        mistake_at(reader->mistakes, node, "%s: %lld is more than %lld", field->key, (long long)from, (long long)to);
    else {
        area->level_min = (uint32_t)from;
        area->level_max = (uint32_t)to;
    }
}

static const struct yaml_field area_fields[] = {
    { "area",          true,  yaml_line,    offsetof(struct area_file, area.name),          0, NAME_MOST,           NULL },
    { "levels",        true,  read_levels,  offsetof(struct area_file, area),               1, AREA_LEVEL_MAX,      NULL },
    { "climate",       false, yaml_choice,  offsetof(struct area_file, area.climate),       0, CLIMATE_KINDS,       climate_words },
    { "reset_minutes", false, yaml_number,  offsetof(struct area_file, area.reset_minutes), 1, 1440,                NULL },
    { "rooms",         true,  read_rooms,   0,                                              1, AREA_ROOMS_MAX,      NULL },
    { "mobiles",       false, read_mobiles, 0,                                              0, AREA_PROTOTYPES_MAX, NULL },
    { "objects",       false, read_objects, 0,                                              0, AREA_PROTOTYPES_MAX, NULL },
    { "resets",        false, keep_resets,  0,                                              0, AREA_RESETS_MAX,     NULL },
    { 0 },
};

/* Turns the links into the order of the file, answers those that stay within it, keeps the rest. */
static void settle_links(struct area_file *file)
{
    struct area_link *in_order = NULL;
    while (file->links != NULL) {
        struct area_link *link = file->links;
        file->links = link->next;
        link->next = in_order;
        in_order = link;
    }
    struct area_link **tail = &file->links;
    for (struct area_link *link = in_order; link != NULL; link = link->next) {
        bool own = (link->kind == LINK_UNLOCK || link->kind == LINK_SELLS) && area_key_is_in(link->key, file->area.key);
        if (own && area_file_object(file, link->key) == NULL)
            mistake_at(&file->mistakes, link->node, "%s: there is no object '%s'", link->kind == LINK_SELLS ? "sells" : "key",
                       link->key);
        if (link->kind == LINK_DAY && !has_room(file, link->room))
            mistake_at(&file->mistakes, link->node, "go: there is no room %u in this area", (unsigned)link->room.number);
        if (own || link->kind == LINK_DAY)
            continue;
        *tail = link;
        tail = &link->next;
    }
    *tail = NULL;
}

void area_read(struct area_file *file)
{
    file->area.arena = arena_new();
    file->scratch = arena_new();
    file->area.key = arena_string(file->area.arena, file->area.key);
    file->area.reset_minutes = 15;
    struct yaml_node *root = yaml_read_file(file->mistakes.file, file->scratch, &file->mistakes);
    if (root == NULL)
        return;
    struct yaml_reader reader = { .arena = file->area.arena, .mistakes = &file->mistakes, .owner = file };
    yaml_record(&reader, root, "an area", area_fields, file);
    read_resets(&reader, file);
    settle_links(file);
}

void area_file_free(struct area_file *file)
{
    arena_free(&file->area.arena);
    arena_free(&file->scratch);
}
