/* zones/world/item_record.c -- things as bytes: holdings, floors, parcels, whole lands.
 *
 * A list is a u32 count, then per thing: id, prototype's key, flags (1 durable, 2 a corpse, 4 worked), lid, worn, reset,
 * its name, kind, wear, weight, value and capacity (worn and wear are numbers of WEAR_SLOTS); of a corpse whose, who else
 * may take from it, race, level, what was done to it, when it was made, coins; of a worked one what zones/skills/works.h says; then the list of its contents.
 * A thing whose prototype is gone from the world keeps its own name and numbers: it becomes a relic.
 *
 * A floor record holds, for every durable thing of a room that does not lie inside another durable thing,
 * the reset of the container it lies in (-1: the floor itself), then the thing as a list of one. */
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/fight/corpse.h"
#include "zones/skills/kits.h"

#include <string.h>

enum { FLAG_DURABLE = 1, FLAG_CORPSE = 2, FLAG_WORKED = 4, FLAGS_ALL = FLAG_DURABLE | FLAG_CORPSE | FLAG_WORKED };

static void corpse_put(struct bytes_writer *writer, const struct corpse_head *head)
{
    put_string(writer, head->whose);
    put_string(writer, head->consents);
    put_string(writer, head->race);
    put_u32(writer, head->level);
    put_u8(writer, head->used);
    put_i64(writer, head->made);
    put_i64(writer, head->coins);
}

static void corpse_take(struct bytes_reader *reader, struct corpse_head *head)
{
    take_string(reader, head->whose, sizeof head->whose);
    take_string(reader, head->consents, sizeof head->consents);
    take_string(reader, head->race, sizeof head->race);
    head->level = take_u32(reader);
    head->used = take_u8(reader);
    head->made = take_i64(reader);
    head->coins = take_i64(reader);
    if (head->coins < 0 || head->coins > PURSE_MOST || (head->whose[0] != '\0' && !name_fits(head->whose))
            || (head->consents[0] != '\0' && !name_fits(head->consents)))
        reader->failed = true;
}

static void item_put(struct bytes_writer *writer, const struct item *item)
{
    put_entity(writer, item->id);
    put_string(writer, item->object->key);
    put_u8(writer, (item->durable ? FLAG_DURABLE : 0) | (item->corpse != NULL ? FLAG_CORPSE : 0)
           | (item->works != NULL ? FLAG_WORKED : 0));
    put_u8(writer, item->door);
    put_u8(writer, wear_written(item->worn));
    put_i64(writer, item->reset);
    put_string(writer, item->object->name);
    put_u8(writer, item->object->kind);
    put_u8(writer, wear_written(item->object->wear));
    put_u32(writer, item->object->weight);
    put_u32(writer, item->object->value);
    put_u32(writer, item->object->capacity);
    if (item->corpse != NULL)
        corpse_put(writer, &item->corpse->head);
    if (item->works != NULL)
        works_put(writer, item->works);
    items_put(writer, item->contents);
}

void items_put(struct bytes_writer *writer, const struct item *first)
{
    uint32_t count = 0;
    for (const struct item *item = first; item != NULL; item = item->next)
        count++;
    put_u32(writer, count);
    for (const struct item *item = first; item != NULL; item = item->next)
        item_put(writer, item);
}

/* What a record tells of a thing whose prototype is gone. */
static struct object_proto *relic_new(const struct item_head *head)
{
    struct object_proto *relic = memory_get(sizeof *relic);
    relic->key = memory_string(head->key);
    char *name = memory_string(head->name);
    relic->name = name;
    relic->kind = head->kind;
    relic->wear = head->wear;
    relic->weight = head->weight;
    relic->value = head->value;
    relic->capacity = head->capacity;
    relic->make.family = relic->make.material = relic->make.quality = GEAR_NONE;
    relic->line = "Something from another age lies here.";
    relic->text = "It is worn smooth by the years. Nobody alive could say who made it.";
    relic->takeable = true;
    relic->keys = memory_get(3 * sizeof *relic->keys);
    const char *last = strrchr(name, ' ');
    relic->keys[0] = last == NULL ? name : last + 1;
    relic->keys[1] = "relic";
    return relic;
}

static struct item *item_of_head(struct zone *zone, const struct item_head *head)
{
    proto_id proto;
    if (!head->is_corpse && world_object(zone->setting->world, head->key, &proto))
        return item_new(zone, proto, head->id);
    struct item *item = memory_get(sizeof *item);
    item->type = ITEM_TYPE;
    item->id = head->id;
    item->proto = PROTO_GONE;
    item->relic = relic_new(head);
    item->object = item->relic;
    item->worn = WEAR_NOWHERE;
    item->reset = -1;
    if (head->is_corpse)
        corpse_dress(item, &head->corpse);
    else
        kit_dress(zone->setting->rules, item->relic);
    return item;
}

bool item_head_take(struct bytes_reader *reader, struct item_head *head)
{
    head->id = take_entity(reader);
    take_string(reader, head->key, sizeof head->key);
    uint8_t flags = take_u8(reader);
    head->durable = (flags & FLAG_DURABLE) != 0;
    head->is_corpse = (flags & FLAG_CORPSE) != 0;
    head->door = take_u8(reader);
    bool sound = wear_read(take_u8(reader), &head->worn);
    head->reset = take_i64(reader);
    take_string(reader, head->name, sizeof head->name);
    head->kind = take_u8(reader);
    sound = wear_read(take_u8(reader), &head->wear) && sound;
    head->weight = take_u32(reader);
    head->value = take_u32(reader);
    head->capacity = take_u32(reader);
    head->corpse = (struct corpse_head){0};
    if (head->is_corpse)
        corpse_take(reader, &head->corpse);
    head->is_worked = (flags & FLAG_WORKED) != 0;
    if (head->is_worked)
        works_take(reader, &head->works);
    sound = sound && head->door <= DOOR_LOCKED && head->kind < ITEM_KINDS_COUNT && flags <= FLAGS_ALL;
    reader->failed = reader->failed || !sound;
    return !reader->failed;
}

uint32_t item_list_take(struct bytes_reader *reader, unsigned depth)
{
    uint32_t count = take_u32(reader);
    if (count > ITEM_LIST_MOST || (count > 0 && depth > ITEM_DEPTH_MOST))
        reader->failed = true;
    return reader->failed ? 0 : count;
}

ZONE_THREAD static struct item *item_take(struct zone *zone, struct bytes_reader *reader, unsigned depth);

/* A thing has a lid if its prototype has one now: what lies in it must not be shut in for ever. */
static uint8_t lid_of(const struct object_proto *object, uint8_t recorded)
{
    if (object->door == DOOR_NONE)
        return DOOR_NONE;
    return recorded == DOOR_NONE ? DOOR_OPEN : recorded;
}

ZONE_THREAD static void contents_take(struct zone *zone, struct bytes_reader *reader, struct item *container, unsigned depth)
{
    uint32_t count = item_list_take(reader, depth + 1);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct item *content = item_take(zone, reader, depth + 1);
        if (content != NULL)
            item_enter_item(content, container);
    }
}

ZONE_THREAD static struct item *item_take(struct zone *zone, struct bytes_reader *reader, unsigned depth)
{
    struct item_head head;
    if (!item_head_take(reader, &head))
        return NULL;
    struct item *item = item_of_head(zone, &head);
    item->durable = head.durable;
    item->door = lid_of(item->object, head.door);
    item->worn = head.worn;
    item->reset = (int32_t)head.reset;
    if (head.is_worked) {
        item->works = memory_get(sizeof *item->works);
        *item->works = head.works;
    }
    contents_take(zone, reader, item, depth);
    return item;
}

bool items_take_bearer(struct zone *zone, struct bytes_reader *reader, struct character *bearer)
{
    uint32_t count = item_list_take(reader, 0);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct item *item = item_take(zone, reader, 0);
        if (item != NULL)
            item_enter_bearer(item, bearer, item->worn);
    }
    return !reader->failed;
}

bool items_take_room(struct zone *zone, struct bytes_reader *reader, struct room *room)
{
    uint32_t count = item_list_take(reader, 0);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct item *item = item_take(zone, reader, 0);
        if (item != NULL)
            item_enter_room(item, room);
    }
    return !reader->failed;
}

/* -- floors ------------------------------------------------------------------------------------------ */

static uint32_t floor_put_list(struct bytes_writer *writer, const struct item *first, int32_t within)
{
    uint32_t count = 0;
    for (const struct item *item = first; item != NULL; item = item->next) {
        if (item->durable) {
            put_i64(writer, within);
            put_u32(writer, 1);
            item_put(writer, item);
            count++;
        } else {
            count += floor_put_list(writer, item->contents, item->reset);
        }
    }
    return count;
}

void floor_put(struct bytes_writer *writer, const struct room *room)
{
    size_t start = writer->length;
    put_u32(writer, 0);
    put_u32_at(writer, start, floor_put_list(writer, room->items, -1));
}

static bool items_have_durable(const struct item *item)
{
    for (; item != NULL; item = item->next)
        if (item->durable || items_have_durable(item->contents))
            return true;
    return false;
}

bool floor_has_durable(const struct room *room)
{
    return items_have_durable(room->items);
}

static struct item *container_of_reset(struct item *first, int64_t reset)
{
    for (struct item *item = first; item != NULL; item = item->next) {
        if (item->reset == reset && item->object->kind == ITEM_CONTAINER)
            return item;
        struct item *within = container_of_reset(item->contents, reset);
        if (within != NULL)
            return within;
    }
    return NULL;
}

bool floor_restore(struct zone *zone, struct room *room, const struct text *content)
{
    struct bytes_reader reader = bytes_read(text_bytes(content), text_length(content));
    uint32_t count = item_list_take(&reader, 0);
    for (uint32_t at = 0; at < count && !reader.failed; at++) {
        int64_t within = take_i64(&reader);
        struct item *container = within < 0 ? NULL : container_of_reset(room->items, within);
        if (take_u32(&reader) != 1)
            reader.failed = true;
        struct item *item = reader.failed ? NULL : item_take(zone, &reader, 0);
        if (item != NULL && container != NULL)
            item_enter_item(item, container);
        else if (item != NULL)
            item_enter_room(item, room);
        if (item != NULL && item->corpse != NULL)
            corpse_wind(zone, item);
    }
    holder_is_stored(zone, &room->floor);
    return !reader.failed && bytes_left(&reader) == 0;
}
