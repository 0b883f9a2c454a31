/* zones/world/shop.c -- see shop.h.  Entered by the zone's worker. */
#include "zones/world/shop.h"

#include "zones/body/wearing.h"
#include "zones/skills/works.h"
#include "zones/world/facts.h"

/* -- hours ------------------------------------------------------------------------------------------- */

bool shop_is_open(const struct shop_proto *shop, int64_t now)
{
    uint32_t hour = (uint32_t)(now / WORLD_HOUR_MS % WORLD_HOURS);
    if (shop->opens < shop->closes)
        return hour >= shop->opens && hour < shop->closes;
    return hour >= shop->opens || hour < shop->closes;
}

static void shop_hour(uint32_t hour, char words[HOURS_SIZE / 2])
{
    hour %= WORLD_HOURS;
    if (hour % 12 == 0)
        snprintf(words, HOURS_SIZE / 2, "%s", hour == 0 ? "midnight" : "noon");
    else
        snprintf(words, HOURS_SIZE / 2, "%u in the %s", hour % 12, hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening");
}

const char *shop_hours(const struct shop_proto *shop, char words[HOURS_SIZE])
{
    char opens[HOURS_SIZE / 2], closes[HOURS_SIZE / 2];
    shop_hour(shop->opens, opens);
    shop_hour(shop->closes, closes);
    snprintf(words, HOURS_SIZE, "from %.30s to %.30s", opens, closes);
    return words;
}

/* -- keepers ----------------------------------------------------------------------------------------- */

bool shop_trades(const struct character *keeper)
{
    return keeper->position != SLEEPING && shop_is_open(keeper->mobile->shop, keeper->zone->now);
}

struct character *shop_keeper(const struct room *room)
{
    struct character *found = NULL;
    for (struct character *who = room->people; who != NULL; who = who->next) {
        if (who->mobile == NULL || who->mobile->shop == NULL)
            continue;
        if (shop_trades(who))
            return who;
        if (found == NULL)
            found = who;
    }
    return found;
}

const struct mobile_proto *shop_keeper_away(const struct room *room)
{
    const struct area *area = room->zone->area;
    for (unsigned at = 0; at < area->reset_count; at++) {
        const struct reset *reset = &area->resets[at];
        if (reset->kind != RESET_MOBILE || !room_same(reset->room, room->proto->id))
            continue;
        const struct mobile_proto *mobile = &room->zone->setting->world->mobiles[reset->proto.number];
        if (mobile->shop != NULL)
            return mobile;
    }
    return NULL;
}

/* -- what they have ---------------------------------------------------------------------------------- */

/* What resets gave him is his own. */
static bool on_shelf(const struct item *item)
{
    return item->worn == WEAR_NOWHERE && item->reset < 0;
}

static bool same_ware(const struct item *a, const struct item *b)
{
    return a->object == b->object;      /* things of one prototype share it; a relic is like nothing else */
}

static bool on_shelf_before(const struct item *first, const struct item *item)
{
    for (; first != item; first = first->next)
        if (on_shelf(first) && same_ware(first, item))
            return true;
    return false;
}

static unsigned count_on_shelf(const struct item *item)
{
    unsigned count = 0;
    for (const struct item *other = item; other != NULL; other = other->next)
        count += on_shelf(other) && same_ware(other, item);
    return count;
}

bool shop_next(const struct character *keeper, struct ware *ware)
{
    const struct shop_proto *shop = keeper->mobile->shop;
    unsigned at = ware->at;
    struct item *item = ware->stock == NULL ? keeper->items : ware->stock->next;
    if (at < shop->sell_count) {
        proto_id proto = shop->sells[at];
        *ware = (struct ware){ .object = &keeper->zone->setting->world->objects[proto.number], .proto = proto, .at = at + 1 };
        return true;
    }
    while (item != NULL && (!on_shelf(item) || on_shelf_before(keeper->items, item)))
        item = item->next;
    if (item == NULL)
        return false;
    *ware = (struct ware){ .object = item->object, .stock = item, .count = count_on_shelf(item), .at = at + 1 };
    return true;
}

/* -- trading ----------------------------------------------------------------------------------------- */

int64_t shop_asks(const struct shop_proto *shop, const struct object_proto *object)
{
    int64_t price = ((int64_t)object->value * shop->asks + 99) / 100;
    return price < 1 ? 1 : price;       /* nothing is for nothing */
}

int64_t shop_pays(const struct shop_proto *shop, const struct object_proto *object)
{
    return (int64_t)object->value * shop->pays / 100;
}

int64_t shop_pays_for(const struct shop_proto *shop, const struct item *item)
{
    int64_t whole = shop_pays(shop, item->object), stands = item->object->durability, taken = item_hits(item);
    return stands == 0 ? whole : taken >= stands ? 0 : whole * (stands - taken) / stands;
}

bool shop_is_full(const struct character *keeper)
{
    int64_t count = 0;
    for (const struct item *item = keeper->items; item != NULL; item = item->next)
        count += on_shelf(item);
    return count >= keeper->zone->setting->options->shop_stock_max;
}

static bool sells_always(const struct shop_proto *shop, const struct item *item)
{
    for (unsigned at = 0; at < shop->sell_count; at++)
        if (shop->sells[at].number == item->proto.number)
            return true;
    return false;
}

void shop_take(struct character *keeper, struct item *item)
{
    struct zone *zone = keeper->zone;
    assert(item->contents == NULL);     /* what is in it was not looked at */
    if (sells_always(keeper->mobile->shop, item)) {
        item_use_up(zone, &item);
        return;
    }
    item_leave(item);
    books_use_up(zone, item->durable);
    item->durable = false;
    if (item->works != NULL)
        item->works->hits = 0;          /* he mends what he sells */
    item->reset = -1;
    item->id = zone_new_id(zone);
    item_enter_bearer(item, keeper, WEAR_NOWHERE);
}

/* The next of the same ware moves up. */
ZONE_THREAD static struct item *stock_take(struct ware *ware)
{
    struct item *item = ware->stock, *next = item->next;
    while (next != NULL && !(on_shelf(next) && same_ware(next, item)))
        next = next->next;
    item_leave(item);
    ware->stock = next;
    ware->count--;
    return item;
}

void shop_hand(struct ware *ware, struct character *buyer)
{
    struct item *item = ware->count > 0 ? stock_take(ware) : item_new(buyer->zone, ware->proto, zone_new_id(buyer->zone));
    item_enter_bearer(item, buyer, WEAR_NOWHERE);
}
