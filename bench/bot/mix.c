/* bench/bot/mix.c -- see mix.h. */
#include "bench/bot/mix.h"

#include <string.h>

enum { BLOCKED_MAX = 20, FOLLOW_MS = 5000, REST_MS = 4000, PROBES = 48, SETTLING_MS = 20, SETTLED_MS = 100 };
#define MS INT64_C(1000000)

static mix_deed do_pendle, do_roam, do_say, do_tell, do_beckon, do_follow, do_group, do_gtell, do_get, do_drop, do_give, do_put,
    do_look, do_quit;

static const struct { const char *name; mix_deed *deed; } deeds[] = {
    { "pendle", do_pendle }, { "roam", do_roam }, { "say", do_say }, { "tell", do_tell }, { "beckon", do_beckon },
    { "follow", do_follow }, { "group", do_group }, { "gtell", do_gtell }, { "get", do_get }, { "drop", do_drop },
    { "give", do_give }, { "put", do_put }, { "quit", do_quit }, { "fight", fighter_do_fight }, { "flee", fighter_do_flee },
    { "loot", fighter_do_loot }, { "skill", fighter_do_skill }, { "shoot", archer_do_shoot }, { "duel", archer_do_duel },
};

mix_deed *mix_deed_find(const char *name)
{
    for (unsigned at = 0; at < sizeof deeds / sizeof deeds[0]; at++)
        if (strcmp(deeds[at].name, name) == 0)
            return deeds[at].deed;
    return NULL;
}

/* -- mixes ------------------------------------------------------------------------------------------- */

static struct mix *mixes_read;

const struct mix *mix_find(const char *name)
{
    for (const struct mix *mix = mixes_read; mix != NULL; mix = mix->next)
        if (strcmp(mix->name, name) == 0)
            return mix;
    struct mix *mix = strchr(name, '/') == NULL ? mix_read("bench/mixes", name, mix_deed_find, stderr)
                                                : mix_read_among(name, mix_deed_find, stderr);
    if (mix != NULL) {
        mix->next = mixes_read;
        mixes_read = mix;
    }
    return mix;
}

void mix_forget_all(void)
{
    while (mixes_read != NULL) {
        struct mix *mix = mixes_read;
        mixes_read = (struct mix *)mix->next;
        mix_free(&mix);
    }
}

/* -- others ------------------------------------------------------------------------------------------ */

static struct bot *anybody(struct bot *bot)
{
    struct swarm *swarm = bot->swarm;
    for (unsigned probe = 0; probe < PROBES; probe++) {
        struct bot *other = &swarm->bots[dice_below(&swarm->dice, swarm->count)];
        if (other != bot && other->phase == BOT_PLAYING)
            return other;
    }
    return NULL;
}

/* Somebody else in the same room, as far as we know. */
static struct bot *somebody_here(struct bot *bot)
{
    for (unsigned probe = 0; probe < PROBES; probe++) {
        struct bot *other = anybody(bot);
        if (other != NULL && other->place == bot->place)
            return other;
    }
    return NULL;
}

/* -- walking ----------------------------------------------------------------------------------------- */

static const char *const answers_beckon[] = { "You beckon ", "*does not stir.", "Nobody by that name", NULL };
static const char *const answers_posture[] = { "You ", "In the middle of a fight", NULL };

static void beckon(struct bot *bot, const struct bot *other)
{
    bot->beckoned++;
    bot->swarm->tally.beckons++;
    bot_order(bot, answers_beckon, "beckon %s", other->name);
}

/* Two who have time call the one who is just stepping over a border: their mail meets a traveller. */
static void beckon_walker(struct bot *bot)
{
    for (unsigned callers = 0; callers < 2; callers++) {
        struct bot *caller = anybody(bot);
        if (caller != NULL && !caller->in_flight && caller->settled && caller->part == bot->part)
            beckon(caller, bot);
    }
}

bool mix_walk(struct bot *bot, enum direction direction)
{
    const struct atlas *atlas = bot->swarm->atlas;
    if (direction == NO_DIRECTION || bot->following != NOBODY || bot->fighter.fighting)
        return false;
    const struct place *here = &atlas->places[bot->place];
    if (bot->stamina <= (int)terrain_costs[here->room->terrain]) {
        if (dice_below(&bot->swarm->dice, 4) != 0)
            return false;               /* there are things to do while standing, too */
        bot->resting = true;
        bot->until_ns = bot->swarm->now_ns + REST_MS * MS;
        bot_order(bot, answers_posture, "rest");
        return true;
    }
    int next = here->ways[direction];
    bool over_border = next != NOWHERE && !zone_same(atlas->places[next].zone, here->zone);
    bot_order(bot, answers_walk, "%s", direction_names[direction]);
    if (over_border && bot->settled && dice_below(&bot->swarm->dice, 4) == 0)
        beckon_walker(bot);
    return true;
}

static bool do_pendle(struct bot *bot)
{
    const struct atlas *atlas = bot->swarm->atlas;
    if (bot->border == NOWHERE)
        return do_roam(bot);
    const struct border *border = &atlas->borders[bot->border];
    if (bot->place == border->from)
        return mix_walk(bot, border->direction);
    if (bot->place == border->to)
        return mix_walk(bot, direction_back(border->direction));
    return mix_walk(bot, atlas_way(atlas, bot->place, border->from));
}

static bool do_roam(struct bot *bot)
{
    enum direction direction = (enum direction)dice_below(&bot->swarm->dice, DIRECTIONS);
    const struct place *here = &bot->swarm->atlas->places[bot->place];
    for (unsigned turn = 0; turn < DIRECTIONS; turn++, direction = (direction + 1) % DIRECTIONS)
        if (here->ways[direction] != NOWHERE && (bot->open & 1u << direction) != 0)
            return mix_walk(bot, direction);
    return false;
}

/* -- talking ----------------------------------------------------------------------------------------- */

static bool do_say(struct bot *bot)
{
    static const char *const expected[] = { "You say, ", NULL };
    bot_order(bot, expected, "say number %u", ++bot->said);
    return true;
}

static bool do_tell(struct bot *bot)
{
    static const char *const expected[] = { "You tell ", "Nobody by that name", "*stares at nothing", NULL };
    const struct bot *other = anybody(bot);
    if (other != NULL)
        bot_order(bot, expected, "tell %s how is the road where you are", other->name);
    return other != NULL;
}

static bool do_beckon(struct bot *bot)
{
    const struct bot *other = anybody(bot);
    if (other != NULL)
        beckon(bot, other);
    return other != NULL;
}

static bool do_look(struct bot *bot)
{
    bot_order(bot, answers_walk, "look");
    return true;
}

/* -- together ---------------------------------------------------------------------------------------- */

static bool do_follow(struct bot *bot)
{
    static const char *const expected[] = { "You now follow ", "There is nobody here", "You follow ", "You would walk", NULL };
    struct bot *other = somebody_here(bot);
    if (other == NULL || other->following != NOBODY || bot->following != NOBODY || other->resting)
        return false;
    bot->following = (int)other->number;
    bot->until_ns = bot->swarm->now_ns + FOLLOW_MS * MS;
    bot_order(bot, expected, "follow %s", other->name);
    return true;
}

static void follow_no_more(struct bot *bot)
{
    static const char *const expected[] = { "You stop following ", "You follow nobody", NULL };
    bot->following = NOBODY;
    bot_order(bot, expected, "follow self");
}

/* Takes in who follows us; sometimes leaves, so that there is something to take part in again. */
static bool do_group(struct bot *bot)
{
    static const char *const expected[] = {
        "You ask ", "There is nobody here", "*must follow you first", "*is in a group already", "You are always", NULL,
    };
    if (dice_below(&bot->swarm->dice, 3) == 0) {
        bot_order(bot, NULL, "group leave");
        return true;
    }
    for (unsigned probe = 0; probe < PROBES; probe++) {
        const struct bot *other = anybody(bot);
        if (other != NULL && other->following == (int)bot->number && other->place == bot->place) {
            bot_order(bot, expected, "group %s", other->name);
            return true;
        }
    }
    return false;
}

static bool do_gtell(struct bot *bot)
{
    bot_order(bot, NULL, "gtell is everybody here");
    return true;
}

/* -- things ------------------------------------------------------------------------------------------ */

static bool do_get(struct bot *bot)
{
    static const char *const expected[] = {
        "You get ", "You do not see ", "*stays where it is", "You cannot carry", "*is closed.", "*is no container.", "*is empty.", NULL,
    };
    static const char *const orders[] = { "get all", "get all", "get all from satchel", "get all from chest" };
    bot_order(bot, expected, "%s", orders[dice_below(&bot->swarm->dice, 4)]);
    return true;
}

static bool do_drop(struct bot *bot)
{
    static const char *const expected[] = { "You drop ", "You carry no such thing.", "You use ", "There is no room for", NULL };
    bot_order(bot, expected, "drop %s", bot->thing == NULL ? "all" : bot->thing);
    return true;
}

static bool do_give(struct bot *bot)
{
    static const char *const expected[] = {
        "You give ", "You carry no such thing.", "There is nobody here", "*cannot carry so many", "*hands it back", "You pass ", NULL,
    };
    const struct bot *other = somebody_here(bot);
    if (other == NULL || other->keeps_to_itself || bot->thing == NULL)
        return false;
    bot_order(bot, expected, "give %s %s", bot->thing, other->name);
    return true;
}

static bool do_put(struct bot *bot)
{
    static const char *const expected[] = {
        "You put ", "You carry no such thing.", "You do not see ", "*is full.", "*will not fit", "*is closed.", "*is no container.", "*is empty.",
        NULL,
    };
    static const char *const containers[] = { "satchel", "chest" };
    const char *container = containers[dice_below(&bot->swarm->dice, 2)];
    if (bot->thing == NULL || strcmp(bot->thing, container) == 0)
        return false;
    bot_order(bot, expected, "put %s %s", bot->thing, container);
    return true;
}

static bool do_quit(struct bot *bot)
{
    bot_quit(bot, true);
    return true;
}

/* "You get a folded leaf of paper." and "Ada gives you a folded leaf of paper.": a word for it is worth keeping. */
static void remember_thing(struct bot *bot, const char *line)
{
    const struct world *world = bot->swarm->atlas->world;
    const char *given = strstr(line, " gives you ");
    if (!line_begins(line, "You get ") && given == NULL)
        return;
    const char *name = given != NULL ? given + strlen(" gives you ") : line + strlen("You get ");
    for (unsigned at = 0; at < world->object_count; at++)
        if (line_begins(name, world->objects[at].name))
            bot->thing = world->objects[at].keys[0];
}

/* -- the part ---------------------------------------------------------------------------------------- */

void mix_heard(struct bot *bot, const char *line)
{
    remember_thing(bot, line);
    if (line_begins(line, "There is nobody here") && line_begins(bot->order, "follow "))
        bot->following = NOBODY;
}

/* Nobody begins before he is there. */
static bool mix_has_places(const struct mix *mix)
{
    return mix->at_homes || mix->place_count > 0;
}

/* One step of the way to where it belongs; false: it is there, or must stand still for now. */
static bool walk_home(struct bot *bot)
{
    const struct swarm *swarm = bot->swarm;
    enum direction direction = atlas_way(swarm->atlas, bot->place, bot->home);
    if (mix_has_places(bot->mix) && bot->blocked_at != bot->place)
        bot->blocked = 0;
    bot->blocked_at = bot->place;
    return direction != NO_DIRECTION && ++bot->blocked < BLOCKED_MAX && mix_walk(bot, direction);
}

/* On the way to where it belongs, or there and waiting for the others. Who must stand still for now stays where it is, but for mixes
 * that need everybody in place. */
static void settle(struct bot *bot)
{
    if (!bot->settled && walk_home(bot))
        return;
    bot->settled = bot->settled || !mix_has_places(bot->mix) || bot->place == bot->home || bot->blocked >= BLOCKED_MAX
        || atlas_way(bot->swarm->atlas, bot->place, bot->home) == NO_DIRECTION;
    /* Who finds only after the start that it is where it belongs must not be late for its first order. */
    bot_rest(bot, !bot->settled ? SETTLING_MS : bot->swarm->started ? 0 : SETTLED_MS);
}

static void type_line(struct bot *bot, const struct mix_row *row)
{
    char line[MIX_LINE_SIZE];
    bot->said += mix_line(row, bot->swarm, bot->number, bot->said + 1, &bot->dice, line);
    bot_order(bot, row->answers[0] == NULL ? NULL : row->answers, "%s", line);
}

static void act(struct bot *bot)
{
    const struct mix_row *row = mix_choose(bot->mix, &bot->dice);
    if (row->deed == NULL)
        type_line(bot, row);
    else if (!row->deed(bot))
        do_say(bot);
}

void mix_next(struct bot *bot)
{
    const struct swarm *swarm = bot->swarm;
    if (bot->place == NOWHERE) {
        do_look(bot);
    } else if (swarm->now_ns < bot->free_ns) {
        bot_rest(bot, 1 + (bot->free_ns - swarm->now_ns) / MS);
    } else if (bot->rises_by != NULL) {
        const char *order = bot->rises_by;
        bot->rises_by = NULL;
        bot_order(bot, answers_posture, "%s", order);
    } else if (bot->resting) {
        if (swarm->now_ns < bot->until_ns) {
            bot_rest(bot, 50 + (bot->until_ns - swarm->now_ns) / MS);
            return;
        }
        bot->resting = false;
        bot_order(bot, answers_posture, "stand");
    } else if (!swarm->started || !bot->settled) {
        settle(bot);
    } else if (bot->mix->weights == 0) {
        bot_rest(bot, 1000);
    } else if (bot_early(bot)) {
        bot_await(bot);
    } else if (bot->following != NOBODY && swarm->now_ns >= bot->until_ns) {
        follow_no_more(bot);
    } else if (!fighter_hunts(bot)) {
        act(bot);
    }
}

static const struct part mix_part = { mix_next, mix_heard, NULL };

/* Of every twenty, two belong to a border that refuses people, ten to the cheapest one, the others to all
 * the rest in turn. */
static int border_for(const struct atlas *atlas, unsigned number)
{
    unsigned free = 0, share = number % 20;
    while (free < atlas->border_count && !atlas->borders[free].cramped)
        free++;
    if (atlas->border_count == 0)
        return NOWHERE;
    if (share < 2 && free < atlas->border_count)
        return (int)(free + number / 20 % (atlas->border_count - free));
    if (share < 12 || free < 2)
        return 0;
    return (int)(1 + number % (free - 1));
}

void mix_join(const struct mix *mix, struct bot *bot)
{
    const struct atlas *atlas = bot->swarm->atlas;
    bot->part = &mix_part;
    bot->mix = mix;
    bot->home = atlas->homes[bot->number % atlas->home_count];
    if (mix->at_homes && atlas->quiet_count > 0)
        bot->home = atlas->quiets[bot->number % atlas->quiet_count];
    if (mix->at_borders) {
        bot->border = border_for(atlas, bot->number);
        bot->home = bot->border == NOWHERE ? bot->home : atlas->borders[bot->border].from;
    }
    if (mix->at_lairs && atlas->lair_count > 0)
        bot->home = atlas->lairs[bot->number % atlas->lair_count];
    if (mix->place_count > 0)
        bot->home = atlas_place(atlas, mix->places[bot->number % mix->place_count]);
    bot->settled = (mix->weights == 0 && !mix_has_places(mix)) || bot->swarm->bare || bot->manner != BOT_ACTS;
}

bool mix_settled(const struct swarm *swarm)
{
    for (unsigned at = 0; at < swarm->count; at++) {
        const struct bot *bot = &swarm->bots[at];
        bool there = bot->held_back || (bot->phase == BOT_PLAYING && bot->settled);
        if (bot->part == &mix_part && !there)
            return false;
    }
    return true;
}
