/* bench/bot/keeper.c -- see keeper.h.
 *
 * First neighbours are given to different workers, as far as that can be done, so that borders between areas are
 * borders between workers too; from then on at most one zone is away from home at any time. */
#include "bench/bot/keeper.h"

#include <string.h>

enum { PAUSE_MS = 10, ALONE_MS = 500 };

static void ask_zones(struct keeper *keeper)
{
    static const char *const expected[] = { "zone 1,", "There is no such command", NULL };
    bot_order(keeper->bot, expected, "zones");
}

static void ask_figures(struct keeper *keeper)
{
    static const char *const expected[] = { "*worker runs zones", "*workers run zones", "There is no such command", NULL };
    bot_order(keeper->bot, expected, "threads");
}

static void move(struct keeper *keeper, unsigned zone, unsigned worker)
{
    static const char *const expected[] = {
        "*is run by worker", "That worker runs it already.", "There is no ", "The worker must be", "That worker is leaving.", NULL,
    };
    bot_order(keeper->bot, expected, "move-zone %u %u", zone, worker);
}

/* One out, the same one back in; every second time a land, where people are. */
static void move_some_zone(struct keeper *keeper)
{
    struct dice *dice = &keeper->bot->swarm->dice;
    unsigned zone = keeper->strayed;
    if (zone != 0) {
        keeper->strayed = 0;
        move(keeper, zone, keeper->home[zone]);
        return;
    }
    zone = 1 + dice_below(dice, dice_below(dice, 2) == 0 && keeper->areas > 0 ? keeper->areas : keeper->zones);
    keeper->strayed = zone;
    move(keeper, zone, (keeper->home[zone] + 1 + dice_below(dice, keeper->workers - 1)) % keeper->workers);
}

/* How much is walked over the borders between this zone and others at home with that worker: cheap borders
 * are walked more than dear ones. */
static unsigned worker_fits_ill(const struct keeper *keeper, unsigned zone, unsigned worker)
{
    const struct atlas *atlas = keeper->bot->swarm->atlas;
    unsigned walked = 0;
    for (unsigned at = 0; at < atlas->border_count; at++) {
        unsigned one = atlas->places[atlas->borders[at].from].zone.number;
        unsigned other = atlas->places[atlas->borders[at].to].zone.number;
        unsigned neighbour = one == zone ? other : other == zone ? one : 0;
        if (neighbour != 0 && neighbour < zone && keeper->home[neighbour] == worker)
            walked += at == 0 ? 1000 : 100 / (atlas->borders[at].cost + 1);
    }
    return walked;
}

static void find_homes(struct keeper *keeper)
{
    for (unsigned zone = 1; zone <= keeper->zones; zone++) {
        unsigned best = zone % keeper->workers;
        for (unsigned worker = 0; worker < keeper->workers && zone <= keeper->areas; worker++)
            if (worker_fits_ill(keeper, zone, worker) < worker_fits_ill(keeper, zone, best))
                best = worker;
        keeper->home[zone] = (uint16_t)best;
    }
}

/* False: every zone is home. */
static bool move_next_home(struct keeper *keeper)
{
    while (keeper->settled < keeper->zones) {
        unsigned zone = ++keeper->settled;
        if (keeper->now[zone] != keeper->home[zone]) {
            move(keeper, zone, keeper->home[zone]);
            return true;
        }
    }
    return false;
}

bool keeper_settled(const struct keeper *keeper)
{
    return keeper->zones > 0 && keeper->settled == keeper->zones && !keeper->bot->in_flight;
}

static void keeper_next(struct bot *bot)
{
    struct keeper *keeper = bot->own;
    if (keeper->workers == 0)
        ask_figures(keeper);
    else if (keeper->zones == 0)
        ask_zones(keeper);
    else if (move_next_home(keeper))
        return;
    else if (keeper->figures_asked)
        ask_figures(keeper);
    else if (keeper->moves && keeper->workers > 1)
        move_some_zone(keeper);
    else if (keeper->moves && keeper->rested)
        ask_figures(keeper);            /* one worker: perhaps there are more by now */
    else
        bot_rest(bot, keeper->moves ? ALONE_MS : PAUSE_MS);
    keeper->rested = !bot->in_flight;
}

static void read_zone(struct keeper *keeper, const char *line)
{
    unsigned zone, worker;
    char kind[64];
    if (sscanf(line, "zone %u, %63[^:]: worker %u", &zone, kind, &worker) != 3 || zone < 1 || zone >= KEEPER_ZONES_MAX)
        return;
    kind[strcspn(kind, ".")] = '\0';    /* login.2 */
    keeper->now[zone] = (uint16_t)worker;
    keeper->zones = zone > keeper->zones ? zone : keeper->zones;
    if (strcmp(kind, "login") != 0 && strcmp(kind, "registry") != 0 && strcmp(kind, "groups") != 0)
        keeper->areas = zone > keeper->areas ? zone : keeper->areas;
}

static void read_figure(struct keeper *keeper, const char *line)
{
    char name[64];
    unsigned long long value;
    if (sscanf(line, "%63[a-z_]: %llu", name, &value) != 2)
        return;
    for (unsigned id = 0; id < METRICS; id++)
        if (strcmp(metric_name((enum metric_id)id), name) == 0)
            keeper->figures[id] = value;
}

static void keeper_heard(struct bot *bot, const char *line)
{
    struct keeper *keeper = bot->own;
    unsigned number;
    if (sscanf(line, "%u worker", &number) == 1 && strstr(line, " zones, ") != NULL)
        keeper->workers = number;
    else if (line_begins(line, "Zone "))
        keeper->moved++;
    else if (line_begins(line, "zone "))
        read_zone(keeper, line);
    else if (line_begins(line, "There is no such command"))
        bot_fail(bot, "is no keeper");
    else
        read_figure(keeper, line);
}

static void keeper_answered(struct bot *bot)
{
    struct keeper *keeper = bot->own;
    if (keeper->figures_asked && strcmp(bot->order, "threads") == 0) {
        keeper->figures_asked = false;
        keeper->figures_known = true;
    }
    if (keeper->zones > 0 && strcmp(bot->order, "zones") == 0)
        find_homes(keeper);
    bot_rest(bot, PAUSE_MS);
}

static const struct part keeper_part = { keeper_next, keeper_heard, keeper_answered };

void keeper_join(struct keeper *keeper, struct bot *bot, const char *name)
{
    keeper->bot = bot;
    bot->part = &keeper_part;
    bot->own = keeper;
    snprintf(bot->name, sizeof bot->name, "%s", name);
}

void keeper_ask(struct keeper *keeper)
{
    keeper->figures_asked = true;
    keeper->figures_known = false;
}
