/* zones/world/item.c -- things: where they are, and moving them.  Entered by the zone's worker.
 *
 * item_leave() and the item_enter_...() functions are the only ones that move a thing.  Each touches the
 * root holder it changes: the player or the floor whose record holds it. */
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/skills/works.h"
#include "zones/fight/corpse.h"

#include <string.h>

struct item *item_new(struct zone *zone, proto_id proto, entity_id id)
{
    assert(proto.number < zone->setting->world->object_count);
    struct item *item = memory_get(sizeof *item);
    item->type = ITEM_TYPE;
    item->id = id;
    item->proto = proto;
    item->object = &zone->setting->world->objects[proto.number];
    item->door = item->object->door;
    item->worn = WEAR_NOWHERE;
    item->reset = -1;
    return item;
}

static void relic_free(struct object_proto *relic)
{
    if (relic == NULL)
        return;
    memory_free((char *)relic->key);
    memory_free((char *)relic->name);
    memory_free(relic->keys);
    memory_free(relic->gives);
    memory_free(relic);
}

void item_free(struct item **item_at)
{
    struct item *item = *item_at;
    assert(item->type == ITEM_TYPE);
    assert(item->room == NULL && item->bearer == NULL && item->inside == NULL);
    while (item->contents != NULL) {
        struct item *content = item->contents;
        item_leave(content);
        item_free(&content);
    }
    corpse_free(&item->corpse);
    relic_free(item->relic);
    memory_free(item->works);
    item->type = 0;
    memory_free(item);
    *item_at = NULL;
}

static unsigned items_durable(const struct item *item)
{
    unsigned count = item->durable;
    for (const struct item *content = item->contents; content != NULL; content = content->next)
        count += items_durable(content);
    return count;
}

void item_use_up(struct zone *zone, struct item **item_at)
{
    struct item *item = *item_at;
    books_use_up(zone, items_durable(item));
    item_leave(item);
    item_free(item_at);
}

unsigned items_count(const struct item *first)
{
    unsigned count = 0;
    for (; first != NULL; first = first->next)
        count += 1 + items_count(first->contents);
    return count;
}

bool character_has_key(const struct character *who, const char *key)
{
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (strcmp(item->object->key, key) == 0)
            return true;
    return false;
}

unsigned items_depth(const struct item *first)
{
    unsigned deepest = 0;
    for (; first != NULL; first = first->next) {
        unsigned depth = 1 + items_depth(first->contents);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

const struct item *item_root(const struct item *item)
{
    while (item->inside != NULL)
        item = item->inside;
    return item;
}

static bool item_any_durable(const struct item *item)
{
    if (item->durable)
        return true;
    for (const struct item *content = item->contents; content != NULL; content = content->next)
        if (item_any_durable(content))
            return true;
    return false;
}

/* A floor's record holds the durable things only. */
ZONE_THREAD static void floor_touch(struct room *room, const struct item *item)
{
    if (item_any_durable(item))
        holder_touch(room->zone, &room->floor, 1);
}

/* Before this thing comes to, or goes from, where that one is. */
ZONE_THREAD static void place_touch(const struct item *there, const struct item *item)
{
    const struct item *root = item_root(there);
    if (root->bearer != NULL)
        character_touch(root->bearer, PART_HOLDINGS);
    else if (root->room != NULL)
        floor_touch(root->room, item);
}

void item_touch(struct item *item)
{
    place_touch(item, item);
}

static void item_make_durable(struct item *item)
{
    item->durable = true;
    item->reset = -1;                   /* the area's reset makes another one; this one is somebody's */
    for (struct item *content = item->contents; content != NULL; content = content->next)
        item_make_durable(content);
}

static void item_link(struct item *item, struct item **list)
{
    while (*list != NULL)
        list = &(*list)->next;
    *list = item;
    item->back = list;
    item->next = NULL;
}

/* Owned by a player from now on: written in cuts, wherever it goes. */
static void item_entered(struct item *item)
{
    const struct item *root = item_root(item);
    if (root->bearer != NULL && root->bearer->player != NULL)
        item_make_durable(item);
}

/* What he wears is part of his figures.  Somebody who is being read is in no room yet, and what he has regained is not
 * counted anew. */
ZONE_THREAD static void worn_changes(struct character *bearer)
{
    if (bearer->room != NULL)
        pools_settle(bearer);
}

void item_leave(struct item *item)
{
    struct character *wearer = item->worn == WEAR_NOWHERE ? NULL : item->bearer;
    item_touch(item);
    if (wearer != NULL)
        worn_changes(wearer);
    *item->back = item->next;
    if (item->next != NULL)
        item->next->back = item->back;
    item->room = NULL;
    item->bearer = NULL;
    item->inside = NULL;
    item->next = NULL;
    item->back = NULL;
    item->worn = WEAR_NOWHERE;
    if (wearer != NULL)
        figures_stale(wearer);
}

static void item_assert_nowhere(const struct item *item)
{
    assert(item->type == ITEM_TYPE);
    assert(item->room == NULL);
    assert(item->bearer == NULL);
    assert(item->inside == NULL);
}

void item_enter_room(struct item *item, struct room *room)
{
    item_assert_nowhere(item);
    floor_touch(room, item);
    item->room = room;
    item->worn = WEAR_NOWHERE;          /* whatever a record says */
    item_link(item, &room->items);
    item_entered(item);
}

void item_enter_bearer(struct item *item, struct character *bearer, enum wear_slot worn)
{
    item_assert_nowhere(item);
    character_touch(bearer, PART_HOLDINGS);
    if (worn != WEAR_NOWHERE)
        worn_changes(bearer);
    item->bearer = bearer;
    item->worn = (uint8_t)worn;
    item_link(item, &bearer->items);
    if (worn != WEAR_NOWHERE)
        figures_stale(bearer);
    item_entered(item);
}

void item_enter_item(struct item *item, struct item *container)
{
    item_assert_nowhere(item);
    assert(container != item);
    place_touch(container, item);
    item->inside = container;
    item->worn = WEAR_NOWHERE;
    item_link(item, &container->contents);
    item_entered(item);
}
