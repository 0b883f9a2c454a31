/* zones/world/area_read.c -- reads one area file by tables, one for each sort of record, and checks all that
 * the file alone can answer.  What stands in the parts is read by area_rooms.c, area_things.c, area_resets.c and
 * area_quests.c.  Entered by the threads that world_load() starts, each with a file of its own.
 * Other files, numbering and sorting are left to world.c; the YAML itself to config/yaml.c. */
#include "zones/world/area_parts.h"

#include "config/value.h"
#include "core/bytes.h"
#include "zones/world/weather.h"

#include <string.h>

const char *const door_states[DOOR_STATES] = { "open", "closed", "locked" };

bool key_letters(const char *key, const char *letters)
{
    return *key != '\0' && key[strspn(key, letters)] == '\0';
}

bool area_key_is_in(const char *key, const char *area_key)
{
    size_t length = strlen(area_key);
    return strncmp(key, area_key, length) == 0 && key[length] == '.';
}

/* Places in a table by the hash of what they are found by: as many slots as a power of two that leaves half of them free; 0 is
 * none, n + 1 is place n, and a slot taken by another leads on to the next. */
struct key_index {
    uint32_t mask;
    uint32_t slots[];
};

static struct key_index *index_new(struct arena *arena, unsigned count)
{
    uint32_t size = 4;
    while (size < count * 2)
        size *= 2;
    struct key_index *index = arena_get(arena, sizeof *index + size * sizeof *index->slots);
    index->mask = size - 1;
    return index;
}

static void index_add(struct key_index *index, uint64_t hash, unsigned place)
{
    uint32_t at = (uint32_t)hash & index->mask;
    while (index->slots[at] != 0)
        at = (at + 1) & index->mask;
    index->slots[at] = place + 1;
}

static uint64_t key_hash(const char *key)
{
    return bytes_hash(key, strlen(key));
}

static uint64_t room_hash(room_id room)
{
    return bytes_hash(&room.number, sizeof room.number);
}

static void index_file(struct area_file *file)
{
    file->mobile_index = index_new(file->scratch, file->mobile_count);
    for (unsigned n = 0; n < file->mobile_count; n++)
        index_add(file->mobile_index, key_hash(file->mobiles[n].key), n);
    file->object_index = index_new(file->scratch, file->object_count);
    for (unsigned n = 0; n < file->object_count; n++)
        index_add(file->object_index, key_hash(file->objects[n].key), n);
    file->room_index = index_new(file->scratch, file->area.room_count);
    for (unsigned n = 0; n < file->area.room_count; n++)
        index_add(file->room_index, room_hash(file->area.rooms[n].id), n);
}

const struct mobile_proto *area_file_mobile(const struct area_file *file, const char *key)
{
    const struct key_index *index = file->mobile_index;
    for (uint32_t at = index == NULL ? 0 : (uint32_t)key_hash(key) & index->mask; index != NULL && index->slots[at] != 0;
         at = (at + 1) & index->mask)
        if (strcmp(file->mobiles[index->slots[at] - 1].key, key) == 0)
            return &file->mobiles[index->slots[at] - 1];
    return NULL;
}

const struct object_proto *area_file_object(const struct area_file *file, const char *key)
{
    const struct key_index *index = file->object_index;
    for (uint32_t at = index == NULL ? 0 : (uint32_t)key_hash(key) & index->mask; index != NULL && index->slots[at] != 0;
         at = (at + 1) & index->mask)
        if (strcmp(file->objects[index->slots[at] - 1].key, key) == 0)
            return &file->objects[index->slots[at] - 1];
    return NULL;
}

const struct quest_proto *area_file_quest(const struct area_file *file, const char *key)
{
    for (unsigned n = 0; n < file->quest_count; n++)
        if (strcmp(file->quests[n].key, key) == 0)
            return &file->quests[n];
    return NULL;
}

struct room_proto *file_room(const struct area_file *file, room_id room)
{
    const struct key_index *index = file->room_index;
    if (file->area.grid != NULL)
        return grid_file_room(file, room);
    for (uint32_t at = index == NULL ? 0 : (uint32_t)room_hash(room) & index->mask; index != NULL && index->slots[at] != 0;
         at = (at + 1) & index->mask)
        if (room_same(file->area.rooms[index->slots[at] - 1].id, room))
            return &file->area.rooms[index->slots[at] - 1];
    return NULL;
}

bool has_room(const struct area_file *file, room_id room)
{
    return file->no_grid || file_room(file, room) != NULL;
}

struct area_link *link_add(struct area_file *file, enum area_link_kind kind, const struct yaml_node *node)
{
    struct area_link *link = arena_get(file->scratch, sizeof *link);
    link->kind = kind;
    link->node = node;
    link->next = file->links;      /* the last comes first; area_read() turns them round */
    file->links = link;
    return link;
}

const char *full_key(const struct area_file *file, const char *key)
{
    size_t length = strlen(file->area.key), size = length + strlen(key) + 2;
    char *full = arena_get(file->area.arena, size);
    snprintf(full, size, "%s.%s", file->area.key, key);
    return full;
}

/* `key` or `area.key`; always kept as the latter. */
void read_reference(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
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

/* A map of records is written as `name: {...}` pairs, at most so many. */
bool pairs_fit(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node)
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

bool list_fits(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, unsigned most)
{
    if (node->kind == YAML_LIST && node->count <= most)
        return true;
    mistake_at(reader->mistakes, node, "%s: must be a list of at most %u", field->key, most);
    return false;
}

uint8_t door_state_of(uint8_t state, enum door_state otherwise)
{
    return state == STATE_NONE ? (uint8_t)otherwise : (uint8_t)(state + DOOR_OPEN);
}

/* ---- the area ---- */

void read_levels(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t *band = value;
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
        band[0] = (uint32_t)from;
        band[1] = (uint32_t)to;
    }
}

static void keep_node(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader;
    (void)field;
    *(const struct yaml_node **)value = node;
}

static const struct yaml_field area_fields[] = {
    { "area",          true,  yaml_line,    offsetof(struct area_file, area.name),          0, NAME_MOST,           NULL },
    { "levels",        true,  read_levels,  offsetof(struct area_file, area.level_min),     1, AREA_LEVEL_MAX,      NULL },
    { "climate",       false, yaml_choice,  offsetof(struct area_file, area.climate),       0, CLIMATE_KINDS,       climate_words },
    { "reset_minutes", false, yaml_number,  offsetof(struct area_file, area.reset_minutes), 1, 1440,                NULL },
    { "rooms",         false, read_rooms,   0,                                              1, AREA_ROOMS_MAX,      NULL },
    { "mobiles",       false, read_mobiles, 0,                                              0, AREA_PROTOTYPES_MAX, NULL },
    { "objects",       false, read_objects, 0,                                              0, AREA_PROTOTYPES_MAX, NULL },
    { "resets",        false, keep_resets,  0,                                              0, AREA_RESETS_MAX,     NULL },
    { "gate",          false, read_gate,    0,                                              0, 0,                   NULL },
    { "grid",          false, keep_node,    offsetof(struct area_file, grid_node),          0, 0,                   NULL },
    { "regions",       false, keep_node,    offsetof(struct area_file, regions_node),       0, 0,                   NULL },
    { "places",        false, keep_node,    offsetof(struct area_file, places_node),        0, 0,                   NULL },
    { "gates",         false, keep_node,    offsetof(struct area_file, gates_node),         0, 0,                   NULL },
    { "ferries",       false, keep_node,    offsetof(struct area_file, ferries_node),       0, 0,                   NULL },
    { "quests",        false, keep_quests,  0,                                              0, QUESTS_OF_AREA_MOST, NULL },
    { 0 },
};

/* A file has rooms or a grid, and what belongs to a grid only with one. */
static void read_ground(struct yaml_reader *reader, const struct yaml_node *root, struct area_file *file)
{
    static const char *const of_grid[] = { "regions", "places", "gates", "ferries" };
    const struct yaml_node *rooms = yaml_member(root, "rooms");
    if (file->grid_node != NULL && rooms != NULL) {
        mistake_at(reader->mistakes, rooms->key, "rooms: an area with a grid has its cells for rooms");
        file->no_grid = true;
    } else if (file->grid_node != NULL) {
        read_grid(reader, file);
    } else if (rooms == NULL && root->kind == YAML_MAP) {
        mistake_at(reader->mistakes, root, "an area needs 'rooms'");
    }
    for (unsigned at = 0; file->grid_node == NULL && at < sizeof of_grid / sizeof *of_grid; at++)
        if (yaml_member(root, of_grid[at]) != NULL)
            mistake_at(reader->mistakes, yaml_member(root, of_grid[at])->key, "%s: belongs to a grid, and there is none", of_grid[at]);
    check_gate(file);
}

/* What a quest speaks of, if that is in this file.  A room of another file is found by its number later. */
static bool quest_link_settled(struct area_file *file, const struct area_link *link)
{
    if (link->kind == LINK_QUEST_ROOM)
        return has_room(file, link->room);
    if (link->kind < LINK_QUEST_MOBILE || !area_key_is_in(link->key, file->area.key))
        return false;
    const void *found = link->kind == LINK_QUEST_MOBILE ? (const void *)area_file_mobile(file, link->key)
        : link->kind == LINK_QUEST_OBJECT ? (const void *)area_file_object(file, link->key) : area_file_quest(file, link->key);
    static const char *const kinds[] = { [LINK_QUEST_MOBILE] = "mobile", [LINK_QUEST_OBJECT] = "object", [LINK_QUEST] = "quest" };
    if (found == NULL)
        mistake_at(&file->mistakes, link->node, "%s: there is no %s '%s'", link->node->key == NULL ? "quests" : link->node->key->word,
                   kinds[link->kind], link->key);
    return true;
}

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
        if (own || link->kind == LINK_DAY || quest_link_settled(file, link))
            continue;
        *tail = link;
        tail = &link->next;
    }
    *tail = NULL;
}

/* Of a node only where it stands, once the tree goes; one that stands many times in a row is kept once. */
static const struct yaml_node *node_kept(struct area_file *file, const struct yaml_node *node)
{
    if (node == NULL || (node == file->kept_of && file->kept != NULL))
        return node == NULL ? NULL : file->kept;
    struct yaml_node *kept = arena_get(file->scratch, sizeof *kept);
    *kept = (struct yaml_node){ .kind = YAML_WORD, .line = node->line, .column = node->column, .word = "" };
    file->kept_of = node;
    return file->kept = kept;
}

/* The tree is several times as large as what was made of it, and all files are open at once: it goes when its file has been read. What the whole
 * world has to say afterwards needs the places only. */
static void tree_free(struct area_file *file)
{
    for (unsigned n = 0; file->room_nodes != NULL && n < file->area.room_count; n++)
        file->room_nodes[n] = node_kept(file, file->room_nodes[n]);
    for (struct area_link *link = file->links; link != NULL; link = link->next)
        link->node = node_kept(file, link->node);
    file->gate.node = node_kept(file, file->gate.node);
    for (unsigned n = 0; n < file->gate_count; n++)
        file->gates[n].node = node_kept(file, file->gates[n].node);
    for (unsigned n = 0; n < file->ferry_count; n++) {
        file->ferries[n].node = node_kept(file, file->ferries[n].node);
        file->ferries[n].room_node = node_kept(file, file->ferries[n].room_node);
    }
    file->resets_node = file->quests_node = file->grid_node = NULL;
    file->regions_node = file->places_node = file->gates_node = file->ferries_node = NULL;
    arena_free(&file->tree);
}

void area_read(struct area_file *file)
{
    file->area.arena = arena_new();
    file->scratch = arena_new();
    file->tree = arena_new();
    file->area.key = arena_string(file->area.arena, file->area.key);
    file->area.reset_minutes = 15;
    struct yaml_node *root = yaml_cache_read(file->cache, file->mistakes.file, file->tree, &file->mistakes);
    if (root != NULL) {
        struct yaml_reader reader = { .arena = file->area.arena, .mistakes = &file->mistakes, .owner = file };
        yaml_record(&reader, root, "an area", area_fields, file);
        index_file(file);
        read_ground(&reader, root, file);
        read_resets(&reader, file);
        read_quests(&reader, file);
        settle_links(file);
    }
    tree_free(file);
}

void area_file_free(struct area_file *file)
{
    arena_free(&file->area.arena);
    arena_free(&file->scratch);
}
