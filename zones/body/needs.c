/* zones/body/needs.c -- hunger and thirst: until when one is fed and watered, and what it does not to be.
 * Entered by the zone's worker.
 *
 * Both are times that lie ahead; when one has come, the state of that name is laid, and stays until somebody eats or drinks.
 * The alarm is that of affects.  Who has neither time (0) never knew hunger: he was there before there was any. */
#include "zones/world/land.h"

#include "zones/body/hazard.h"
#include "zones/skills/skills.h"
#include "zones/world/calendar.h"

static const char hunger[] = "hunger", thirst[] = "thirst";

void needs_begin(struct character *who)
{
    struct growth *growth = &who->player->growth;
    const struct constants *constants = &rules_of(who)->constants;
    character_touch(who, PART_BODY);
    growth->fed_until = who->zone->now + constants->hungry_hours * WORLD_HOUR_MS;
    growth->watered_until = who->zone->now + constants->thirsty_hours * WORLD_HOUR_MS;
    affects_wind(who);
}

static bool suffers(const struct character *who, const char *name)
{
    uint16_t state = rules_skill(rules_of(who), name);
    return state == NO_SKILL || affect_find(who, state) != NULL;
}

/* When it comes; 0: it is there, or will not come. */
static int64_t need_due(const struct character *who, int64_t until, const char *name)
{
    return until == 0 || suffers(who, name) ? 0 : until;
}

int64_t needs_due(const struct character *who)
{
    if (who->player == NULL)
        return 0;
    int64_t fed = need_due(who, who->player->growth.fed_until, hunger);
    int64_t watered = need_due(who, who->player->growth.watered_until, thirst);
    return fed == 0 || (watered != 0 && watered < fed) ? watered : fed;
}

ZONE_THREAD static void need_fire(struct character *who, int64_t until, const char *name)
{
    int64_t due = need_due(who, until, name);
    if (due == 0 || due > who->zone->now)
        return;
    skill_befalls(who, rules_skill(rules_of(who), name), character_power(who));
}

void needs_fire(struct character *who)
{
    if (who->player == NULL)
        return;
    need_fire(who, who->player->growth.fed_until, hunger);
    need_fire(who, who->player->growth.watered_until, thirst);
}

/* Nobody can be more than full. */
static int64_t filled(int64_t until, int64_t now, int64_t hours, int64_t most_hours)
{
    int64_t after = (until > now ? until : now) + hours * WORLD_HOUR_MS, most = now + most_hours * WORLD_HOUR_MS;
    return after < most ? after : until > most ? until : most;
}

ZONE_THREAD static void need_ends(struct character *who, const char *name)
{
    uint16_t state = rules_skill(rules_of(who), name);
    struct affect *affect = state == NO_SKILL ? NULL : affect_find(who, state);
    if (affect != NULL)
        affect_end(who, affect, true);
}

void needs_fill(struct character *who, int64_t fed_hours, int64_t watered_hours)
{
    struct growth *growth = &who->player->growth;
    const struct constants *constants = &rules_of(who)->constants;
    int64_t now = who->zone->now;
    character_touch(who, PART_BODY);
    if (fed_hours > 0) {
        bool full = growth->fed_until > now + (constants->hungry_hours - fed_hours) * WORLD_HOUR_MS;
        growth->fed_until = filled(growth->fed_until, now, fed_hours, constants->hungry_hours);
        need_ends(who, hunger);
        if (full)
            state_befalls(who, "sated");
    }
    if (watered_hours > 0) {
        growth->watered_until = filled(growth->watered_until, now, watered_hours, constants->thirsty_hours);
        need_ends(who, thirst);
    }
    affects_wind(who);
}
