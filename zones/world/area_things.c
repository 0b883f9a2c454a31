/* zones/world/area_things.c -- the prototypes of an area file: mobiles, with their shops and days, and objects.
 * Entered by the thread that reads the file. */
#include "zones/world/area_parts.h"

#include "zones/world/calendar.h"

#include <stdlib.h>
#include <string.h>

/* ---- mobiles and objects ---- */

bool is_prototype_key(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *key)
{
    if (key_letters(key->word, "abcdefghijklmnopqrstuvwxyz_0123456789") && strlen(key->word) <= NAME_MOST)
        return true;
    mistake_at(reader->mistakes, key, "%s: a key is made of a to z, 0 to 9 and _, not '%.40s'", field->key, key->word);
    return false;
}

/* ---- shops ---- */

enum { SELLS_MOST = 100, SHOP_ASKS = 120, SHOP_PAYS = 40, DAY_HOURS = 24 };

static void read_sells(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field each = { .key = "sells", .most = LINE_MOST };
    struct shop_proto *shop = value;
    if (!list_fits(reader, field, node, SELLS_MOST))
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

/* Kinds of things, as bits. */
static void read_kinds(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct yaml_field each = { .key = field->key, .most = ITEM_KINDS_COUNT, .words = item_kind_words };
    if (!list_fits(reader, field, node, ITEM_KINDS_COUNT))
        return;
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        uint8_t kind = ITEM_KINDS_COUNT;
        yaml_choice(reader, &each, member, &kind);
        if (kind < ITEM_KINDS_COUNT)
            *(uint32_t *)value |= 1u << kind;
    }
}

/* Only what wears out can be mended. */
static void read_repairs(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    uint32_t kinds = 0;
    read_kinds(reader, field, node, &kinds);
    for (unsigned kind = 0; kind < ITEM_KINDS_COUNT; kind++)
        if ((kinds & 1u << kind) != 0 && kind != ITEM_WEAPON && kind != ITEM_ARMOR && kind != ITEM_SHIELD)
            mistake_at(reader->mistakes, node, "%s: a %s does not wear out", field->key, item_kind_words[kind]);
    *(uint32_t *)value = kinds;
}

/* Nobody asks less than a thing is worth, nobody pays more: or coins could be made by walking between two shops. */
static const struct yaml_field shop_fields[] = {
    { "sells",  false, read_sells,  0,                                    0,   0,         NULL },
    { "buys",   false, read_kinds,  offsetof(struct shop_proto, buys),    0,   0,         NULL },
    { "repairs", false, read_repairs, offsetof(struct shop_proto, repairs), 0, 0,         NULL },
    { "identifies", false, yaml_yes_no, offsetof(struct shop_proto, identifies), 0, 0,    NULL },
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
    bool trades = node->kind == YAML_MAP && (yaml_member(node, "sells") != NULL || yaml_member(node, "buys") != NULL);
    if (node->kind == YAML_MAP && !trades && shop->repairs == 0 && !shop->identifies)
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
    { "race",    false, read_race,     0,                                      0, NAME_MOST,      NULL },
    { "role",    false, read_role,     0,                                      0, NAME_MOST,      NULL },
    { "build",   false, read_build,    0,                                      0, NAME_MOST,      NULL },
    { "is",      false, yaml_choice,   offsetof(struct mobile_proto, pronoun), 0, PRONOUNS,       pronoun_words },
    { "alignment", false, read_alignment, 0,                                   0, 0,              NULL },
    { "behaves", false, read_behaves,  0,                                      0, 0,              NULL },
    { "meta",    false, yaml_yes_no,   offsetof(struct mobile_proto, meta),    0, 0,              NULL },
    { "teaches", false, read_teaches,  0,                                      0, CLASSES_MOST,   NULL },
    { 0 },
};

void read_mobiles(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!pairs_fit(reader, field, node))
        return;
    file->mobiles = arena_get(file->scratch, node->count * sizeof *file->mobiles);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        if (!is_prototype_key(reader, field, member->key))
            continue;
        struct mobile_proto *mobile = &file->mobiles[file->mobile_count++];
        mobile->key = full_key(file, member->key->word);
        mobile->says = arena_get(reader->arena, sizeof *mobile->says);
        make_mobile(mobile, file->rules);
        yaml_record(reader, member, "a mobile", mobile_fields, mobile);
    }
}

static const struct yaml_field object_fields[] = {
    { "name",     true,  yaml_line,      offsetof(struct object_proto, name),        0, NAME_MOST,     NULL },
    { "line",     true,  yaml_line,      offsetof(struct object_proto, line),        0, LINE_MOST,     NULL },
    { "keys",     true,  yaml_keywords,  offsetof(struct object_proto, keys),        1, KEYWORDS_MOST, NULL },
    { "text",     true,  yaml_text,      offsetof(struct object_proto, text),        0, TEXT_MOST,     NULL },
    { "kind",     true,  yaml_choice,    offsetof(struct object_proto, kind),        0, ITEM_KINDS_COUNT, item_kind_words },
    { "wear",     false, read_wear,      0,                                          0, WEAR_SLOTS_COUNT, wear_words },
    { "takeable", false, yaml_yes_no,    offsetof(struct object_proto, takeable),    0, 0,             NULL },
    { "weight",   false, yaml_number,    offsetof(struct object_proto, weight),      0, 100000,        NULL },
    { "value",    false, yaml_number,    offsetof(struct object_proto, value),       0, 1000000000,    NULL },
    { "capacity", false, yaml_number,    offsetof(struct object_proto, capacity),    1, 1000,          NULL },
    { "state",    false, yaml_choice,    offsetof(struct object_proto, door),        0, DOOR_STATES,   door_states },
    { "key",      false, read_reference, offsetof(struct object_proto, unlocked_by), 0, LINE_MOST,     NULL },
    { "level",    false, yaml_number,    offsetof(struct object_proto, make.level),  1, AREA_LEVEL_MAX, NULL },
    { "family",   false, read_family,    0,                                          0, NAME_MOST,     NULL },
    { "material", false, read_material,  0,                                          0, NAME_MOST,     NULL },
    { "quality",  false, read_quality,   0,                                          0, NAME_MOST,     NULL },
    { "classes",  false, read_classes,   0,                                          0, CLASSES_MOST,  NULL },
    { "set",      false, read_set_of,    0,                                          0, NAME_MOST,     NULL },
    { "gives",    false, read_given,     0,                                          0, 0,             NULL },
    { "casts",    false, read_casts,     0,                                          0, 0,             NULL },
    { "spellbook", false, yaml_yes_no,   offsetof(struct object_proto, spellbook),   0, 0,             NULL },
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
    make_object(object);
    object->kind = ITEM_KINDS_COUNT;   /* until read: a kind that is not known says nothing about containers */
    yaml_record(reader, node, "an object", object_fields, object);
    object->door = door_state_of(object->door, DOOR_NONE);
    if (object->kind != ITEM_KINDS_COUNT)
        check_container(reader, node, object);
    finish_object(reader, node, object);
    if (object->unlocked_by == NULL)
        return;
    struct area_link *link = link_add(reader->owner, LINK_UNLOCK, yaml_member(node, "key"));
    link->key = object->unlocked_by;
    link->key_at = &object->unlocked_by;
}

void read_objects(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct area_file *file = value;
    if (!pairs_fit(reader, field, node))
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
