/* zones/world/area_resets.c -- the resets of an area file: who and what is put where, again and again.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include <string.h>

enum { RESET_KINDS = RESET_WORN + 1 };
struct reset_source {
    const char *proto[RESET_KINDS];    /* exactly one of them is written */
    uint32_t    room;
    uint32_t    count;
    bool        hidden;
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
    { "hidden",  false, yaml_yes_no,    offsetof(struct reset_source, hidden), 0, 0,                   NULL },
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
    if (source.hidden && kind != RESET_OBJECT)
        mistake_at(reader->mistakes, yaml_member(node, "hidden"), "hidden: only what lies in a room can be");
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
    reset->hidden = source.hidden && kind == RESET_OBJECT;
    reset->room = run->room[stands_in_room(kind) ? kind : holder_kind(kind)];
    check_reset_proto(reader, node, kind, reset, source.proto[kind]);
}

void keep_resets(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (node->kind != YAML_LIST || (int64_t)node->count > field->most)
        mistake_at(reader->mistakes, node, "%s: must be a list of at most %lld", field->key, (long long)field->most);
    else
        file->resets_node = node;
}

void read_resets(struct yaml_reader *reader, struct area_file *file)
{
    struct reset_run run = { 0 };
    if (file->resets_node == NULL)
        return;
    file->area.resets = arena_get(reader->arena, file->resets_node->count * sizeof *file->area.resets);
    file->reset_keys = arena_get(file->scratch, file->resets_node->count * sizeof *file->reset_keys);
    for (const struct yaml_node *member = file->resets_node->first; member != NULL; member = member->next)
        read_reset(reader, member, &run);
}
