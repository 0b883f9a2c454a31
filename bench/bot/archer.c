/* bench/bot/archer.c -- see archer.h. */
#include "bench/bot/mix.h"

#include <string.h>

enum { PROBES = 32, SHOT_MS = 2500 };

static const char *const answers_outlaw[] = { "From now on you fight", "That is how it is already.", "Not while you are fighting.", NULL };
static const char *const answers_take[] = { "You get ", "You do not see ", "You cannot carry", NULL };
static const char *const answers_wield[] = { "You wield ", "You carry no such thing.", "You already ", "You cannot ", "You need ",
                                            "You have to be", "You know too little", NULL };
static const char *const answers_shoot[] = {
    "You shoot ", "You need a bow", "You have no ", "There is nobody ", "There is no way", "The ", "There is a peace", "*is broken.", NULL,
};
static const char *const answers_kill[] = {
    "You attack ", "You turn to ", "You do the best you can!", "There is nobody here by that name.", "There is a peace upon", "That one ",
    "And who would sell", "You have not chosen", "You have been killed too lately", "The two of you are too far",
    "You are far too afraid.", "You feel far too peaceful", "You would only hurt yourself.", NULL,
};

void archer_heard(struct bot *bot, const char *line)
{
    static const struct { const char *begins; bool outlaw, bow, wields, arrows, value; } events[] = {
        { "From now on you fight",      true,  false, false, false, true  },
        { "That is how it is already.", true,  false, false, false, true  },
        { "You wield ",                 false, false, true,  false, true  },
        { "You need a bow",             false, true,  true,  false, false },
        { "You have no ",               false, false, false, true,  false },
        { "You are dead!",              false, true,  true,  true,  false },
    };
    struct archer *archer = &bot->archer;
    if (line_begins(line, "You get ")) {
        archer->has_bow = archer->has_bow || strcmp(bot->order, "get bow") == 0;
        archer->has_arrows = archer->has_arrows || strcmp(bot->order, "get sheaf") == 0;
    }
    for (size_t at = 0; at < sizeof events / sizeof events[0]; at++) {
        if (!line_begins(line, events[at].begins))
            continue;
        archer->outlaw = events[at].outlaw ? events[at].value : archer->outlaw;
        archer->has_bow = events[at].bow ? events[at].value : archer->has_bow;
        archer->wields = events[at].wields ? events[at].value : archer->wields;
        archer->has_arrows = events[at].arrows ? events[at].value : archer->has_arrows;
    }
}

/* Somebody of the other side at that place, as far as we know. */
static const struct bot *enemy_at(struct bot *bot, int place)
{
    struct swarm *swarm = bot->swarm;
    for (unsigned probe = 0; probe < PROBES; probe++) {
        const struct bot *other = &swarm->bots[dice_below(&swarm->dice, swarm->count)];
        if (other->number % 2 != bot->number % 2 && other->phase == BOT_PLAYING && other->place == place)
            return other;
    }
    return NULL;
}

static bool arms(struct bot *bot)
{
    const struct archer *archer = &bot->archer;
    if (!archer->outlaw)
        bot_order(bot, answers_outlaw, "outlaw on yes");
    else if (!archer->has_bow)
        bot_order(bot, answers_take, "get bow");
    else if (!archer->wields)
        bot_order(bot, answers_wield, "wield bow");
    else if (!archer->has_arrows)
        bot_order(bot, answers_take, "get sheaf");
    else
        return false;
    return true;
}

/* The way over its border from where it stands, and the place beyond; NO_DIRECTION: it does not stand there. */
static enum direction over(const struct bot *bot, int *beyond)
{
    const struct border *border = bot->border == NOWHERE ? NULL : &bot->swarm->atlas->borders[bot->border];
    if (border == NULL || (bot->place != border->from && bot->place != border->to))
        return NO_DIRECTION;
    *beyond = bot->place == border->from ? border->to : border->from;
    return bot->place == border->from ? border->direction : direction_back(border->direction);
}

/* A word for a creature that belongs there, or NULL. */
static const char *creature_at(const struct bot *bot, int place)
{
    const struct atlas *atlas = bot->swarm->atlas;
    const struct area *area = world_area(atlas->world, atlas->places[place].zone);
    for (unsigned at = 0; at < area->reset_count; at++)
        if (area->resets[at].kind == RESET_MOBILE && room_same(area->resets[at].room, atlas->places[place].room->id))
            return atlas->world->mobiles[area->resets[at].proto.number].keys[0];
    return NULL;
}

bool archer_do_shoot(struct bot *bot)
{
    int beyond = NOWHERE;
    if (bot->fighter.fighting || bot->place == NOWHERE)
        return false;
    if (arms(bot))
        return true;
    enum direction way = over(bot, &beyond);
    if (way == NO_DIRECTION)
        return false;
    const struct bot *enemy = dice_below(&bot->swarm->dice, 2) == 0 ? NULL : enemy_at(bot, beyond);
    const char *word = enemy != NULL ? enemy->name : creature_at(bot, beyond);
    if (word == NULL)
        return false;
    bot->waits_ms = SHOT_MS;
    bot_order(bot, answers_shoot, "shoot %s %s", direction_names[way], word);
    return true;
}

bool archer_do_duel(struct bot *bot)
{
    if (bot->fighter.fighting || bot->place == NOWHERE || !bot->archer.outlaw)
        return false;
    const struct bot *enemy = enemy_at(bot, bot->place);
    if (enemy == NULL)
        return false;
    bot_order(bot, answers_kill, "kill %s", enemy->name);
    return true;
}
