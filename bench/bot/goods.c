/* bench/bot/goods.c -- see goods.h.
 *
 *   CHECK --same--> HOLD or TRADE       safe: compare first
 *   TRADE --> LIST --> SAVE --"is saved"--> HOLD --> (one in two) TRADE
 *
 * Nobody gives these bots anything (keeps_to_itself), so only their own orders change what they carry, and fights do:
 * what one carries lies there when he dies, and things break.  Who has been in danger since has no promise left: a fight
 * may be over and its loser still bleed to death. */
#include "bench/bot/goods.h"

#include "bench/bot/mix.h"

#include <stdlib.h>
#include <string.h>

enum {
    TRADE_LEAST_MS = 300, TRADE_MOST_MS = 1200,
    HOLD_LEAST_MS = 100, HOLD_MOST_MS = 800,
    SAVE_AGAIN_MS = 3000, LISTEN_MS = 20,
};
#define MS INT64_C(1000000)

static void goods_trade(struct goods *goods)
{
    struct bot *bot = goods->bot;
    struct swarm *swarm = bot->swarm;
    const struct atlas *atlas = swarm->atlas;
    goods->state = GOODS_TRADE;
    goods->safe = false;
    bot->mix = mix_find(dice_below(&swarm->dice, 3) == 0 ? "crash" : "gather");
    bot->home = atlas->stores[dice_below(&swarm->dice, atlas->store_count)];
    bot->settled = false;               /* first to where there is something to be had */
    bot->blocked = 0;
    goods->until_ns = swarm->now_ns + dice_between(&swarm->dice, TRADE_LEAST_MS, TRADE_MOST_MS) * MS;
}

/* One in two holds until the server dies; the others go on soon, so that at any moment somebody has just been
 * promised something. */
static void goods_hold(struct goods *goods)
{
    struct swarm *swarm = goods->bot->swarm;
    bool for_ever = dice_below(&swarm->dice, 2) == 0;
    goods->state = GOODS_HOLD;
    goods->until_ns = for_ever ? INT64_MAX : swarm->now_ns + dice_between(&swarm->dice, HOLD_LEAST_MS, HOLD_MOST_MS) * MS;
    goods->bot->settled = true;
    goods->bot->mix = mix_find("hold");
}

static void order_list(struct goods *goods)
{
    static const char *const expected[] = { "You carry:", NULL };
    goods->count = 0;
    bot_order(goods->bot, expected, "inventory");
}

static void order_save(struct goods *goods)
{
    static const char *const expected[] = { "Saving ", NULL };
    goods->until_ns = goods->bot->swarm->now_ns + SAVE_AGAIN_MS * MS;
    bot_order(goods->bot, expected, "save");
}

/* Not a step while it waits to be told: the answer goes to where it asked. */
static void goods_wait(struct goods *goods)
{
    if (goods->bot->swarm->now_ns >= goods->until_ns)
        order_save(goods);
    else
        bot_rest(goods->bot, LISTEN_MS);
}

static void goods_next(struct bot *bot)
{
    struct goods *goods = bot->own;
    if (goods->state == GOODS_TRADE && bot->swarm->started && bot->swarm->now_ns >= goods->until_ns && !fighter_in_danger(bot))
        goods->state = GOODS_LIST;
    if (goods->state == GOODS_HOLD && bot->swarm->now_ns >= goods->until_ns)
        goods_trade(goods);
    if (goods->state == GOODS_CHECK || goods->state == GOODS_LIST)
        order_list(goods);
    else if (goods->state == GOODS_SAVE)
        goods_wait(goods);
    else
        mix_next(bot);
}

/* A line that is the name of a thing and a full stop, and nothing else: no sentence of the game is one. */
static void goods_add(struct goods *goods, const char *line)
{
    const struct world *world = goods->bot->swarm->atlas->world;
    size_t length = strlen(line);
    for (unsigned at = 0; at < world->object_count && goods->count < GOODS_MAX; at++) {
        const char *name = world->objects[at].name;
        if (strlen(name) + 1 == length && strncmp(name, line, length - 1) == 0 && line[length - 1] == '.') {
            goods->list[goods->count++] = (uint16_t)at;
            return;
        }
    }
}

static void goods_heard(struct bot *bot, const char *line)
{
    struct goods *goods = bot->own;
    mix_heard(bot, line);
    if (goods->state != GOODS_TRADE && (fighter_in_danger(bot) || line_begins(line, "You are dead!"))) {
        goods->fights += goods->safe;
        goods->listening = false;
        goods_trade(goods);
        return;
    }
    bool asked = goods->state == GOODS_CHECK || goods->state == GOODS_LIST;
    if (asked && bot->in_flight && strcmp(line, "You carry:") == 0)
        goods->listening = true;
    else if (goods->listening)
        goods_add(goods, line);
    if (goods->state != GOODS_SAVE || !line_begins(line, bot->name) || strcmp(line + strlen(bot->name), " is saved.") != 0)
        return;
    goods->safe = true;
    goods_hold(goods);
}

static int number_order(const void *one, const void *other)
{
    const uint16_t *a = one, *b = other;
    return (*a > *b) - (*a < *b);
}

static bool goods_compare(struct goods *goods)
{
    const struct world *world = goods->bot->swarm->atlas->world;
    unsigned same = 0;
    goods->checks++;
    while (same < goods->count && same < goods->held_count && goods->list[same] == goods->held[same])
        same++;
    goods->things_checked += same;
    if (same == goods->count && same == goods->held_count)
        return true;
    bot_fail(goods->bot, "was saved with %u things and came back with %u; the first that differs: %s, %s", goods->held_count,
             goods->count, same < goods->held_count ? world->objects[goods->held[same]].name : "none",
             same < goods->count ? world->objects[goods->list[same]].name : "none");
    return false;
}

static void goods_listed(struct goods *goods)
{
    goods->listening = false;
    qsort(goods->list, goods->count, sizeof goods->list[0], number_order);
    if (goods->state == GOODS_LIST) {
        memcpy(goods->held, goods->list, sizeof goods->held);
        goods->held_count = goods->count;
        goods->state = GOODS_SAVE;
        goods->until_ns = 0;
        return;
    }
    if (goods_compare(goods) && dice_below(&goods->bot->swarm->dice, 3) == 0)
        goods_hold(goods);              /* what was promised once stays promised */
    else
        goods_trade(goods);
}

static void goods_answered(struct bot *bot)
{
    struct goods *goods = bot->own;
    if (goods->listening)
        goods_listed(goods);
}

static const struct part goods_part = { goods_next, goods_heard, goods_answered };

void goods_join(struct goods *goods, struct bot *bot)
{
    mix_join(mix_find("crash"), bot);
    goods->bot = bot;
    bot->part = &goods_part;
    bot->own = goods;
    bot->keeps_to_itself = true;
    goods_trade(goods);
}

void goods_again(struct goods *goods)
{
    goods->listening = false;
    if (goods->safe)
        goods->state = GOODS_CHECK;
    else
        goods_trade(goods);
}

bool goods_checked(const struct goods *goods)
{
    return goods->state != GOODS_CHECK;
}
