/* zones/world/shop.h -- shopkeepers: when they trade, what they have, what they ask and pay.
 *
 * A keeper is a mobile whose prototype has a shop.  What it `sells` never runs out.  What players sold him he keeps among
 * his own things until somebody buys it, at most shop.stock_max of them.
 *
 * A thing that is sold ends there, as a durable thing: its id is in no record any more, and the books count it as used.
 * What the keeper puts on his shelf is a new thing, of the land's state like all that resets make; who buys it owns it
 * under its new id.  So no crash can leave one thing with two owners: a keeper's shelf is in no record, and what a crash
 * takes from there has been paid for.  What was worn down is mended before it stands there.  (A record for every shelf was the other way: it would have to be written in the
 * cut with both purses, for goods that nobody owns.)
 *
 * Entered by the zone's worker. */
#ifndef ZONES_WORLD_SHOP_H
#define ZONES_WORLD_SHOP_H

#include "zones/world/land.h"

/* One line of what a keeper has. */
struct ware {
    const struct object_proto *object;
    proto_id     proto;            /* of what never runs out */
    struct item *stock;            /* the first of its kind on the shelf; NULL: it never runs out */
    unsigned     count;            /* of these on the shelf */
    unsigned     at;               /* which line it is, from 1 */
};

bool shop_is_open(const struct shop_proto *shop, int64_t now);
/* Somebody in this room who keeps a shop: one who trades just now, if there is one; else any, or NULL. */
struct character *shop_keeper(const struct room *room);
/* Who keeps the shop this room is when he is in it: the first whom a reset puts here.  NULL: it is none. */
const struct mobile_proto *shop_keeper_away(const struct room *room);
bool shop_trades(const struct character *keeper);          /* open, and awake */
/* "from 7 in the morning to 7 in the evening" */
enum { HOURS_SIZE = 80 };
const char *shop_hours(const struct shop_proto *shop, char words[HOURS_SIZE]);

/* The next line; begins with a ware of zeros, false behind the last. */
bool shop_next(const struct character *keeper, struct ware *ware);
int64_t shop_asks(const struct shop_proto *shop, const struct object_proto *object);
int64_t shop_pays(const struct shop_proto *shop, const struct object_proto *object);
/* The same for that very thing: less for one that is worn down, or of which some is shot. */
int64_t shop_pays_for(const struct shop_proto *shop, const struct item *item);
bool shop_is_full(const struct character *keeper);
/* He takes it from whoever has it: onto his shelf, or, if he has it without end, to the others. */
ZONE_THREAD void shop_take(struct character *keeper, struct item *item);
/* One of that ware, as a thing of the buyer's. */
ZONE_THREAD void shop_hand(struct ware *ware, struct character *buyer);

#endif
