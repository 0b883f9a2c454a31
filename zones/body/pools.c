/* zones/body/pools.c -- health, mana, stamina: computed when somebody asks, from when they were last true.
 * Entered by the zone's worker.
 *
 * A rate holds until something changes that it depends on; whoever changes that calls pools_settle() first. */
#include "zones/world/land.h"

#include "zones/groups.h"
#include "zones/rules/formula.h"
#include "zones/world/company.h"

enum { MINUTE_MS = 60000, DAY_MS = 86400000, VITALS_EVERY_MS = 250, HEALTH_LEAST = -10 };

int32_t pool_most(const struct character *who, enum pool_kind pool)
{
    return figure(who, FIGURE_HEALTH + (int)pool);
}

/* Percent of the plain rate, by how he is and where. */
static int64_t rate_percent(const struct character *who)
{
    const struct constants *constants = &rules_of(who)->constants;
    const int64_t by_position[POSITIONS] = {
        [SLEEPING] = constants->regen_sleeping, [RESTING] = constants->regen_resting, [SITTING] = constants->regen_sitting,
        [STANDING] = 100,
    };
    if (who->opponent != NULL)
        return constants->regen_fighting;
    bool at_ease = who->room != NULL && who->room->proto->inn && who->position <= RESTING;
    return by_position[who->position] * (at_ease ? constants->regen_inn : 100) / 100;
}

/* Thousandths of a point a minute. */
static int64_t pool_rate(const struct character *who, enum pool_kind pool)
{
    return regeneration(&rules_of(who)->constants, pool, pool_most(who, pool), rate_percent(who),
                        figure(who, FIGURE_REGEN_HEALTH + (int)pool));
}

static int64_t pool_gained(const struct character *who, enum pool_kind pool, int64_t rate)
{
    int64_t passed = who->zone->now - who->pools[pool].since;
    return (passed > DAY_MS ? DAY_MS : passed) * rate / MINUTE_MS / 1000;
}

int32_t pool_has(const struct character *who, enum pool_kind pool)
{
    int32_t most = pool_most(who, pool);
    if (who->pools[pool].value >= most)
        return most;                    /* nobody loses any by time alone: rules/figures.def */
    int64_t value = who->pools[pool].value + pool_gained(who, pool, pool_rate(who, pool));
    return value > most ? most : (int32_t)value;
}

/* By itself health only grows, and whatever is upon him leaves him a point: who is up stays up until pool_add() takes some.
 * Everybody in a room is asked whenever somebody looks. */
bool is_down(const struct character *who)
{
    if (!who->upright) {
        struct character *kept = (struct character *)who;   /* what follows from his state is no change of it */
        kept->upright = pool_has(who, POOL_HEALTH) > 0;
    }
    return !who->upright;
}

/* What has been gained is counted in whole points; the rest of a point keeps running. */
static void pool_settle(struct character *who, enum pool_kind pool)
{
    struct pool *at = &who->pools[pool];
    int64_t rate = pool_rate(who, pool), gained = pool_gained(who, pool, rate);
    int32_t have = pool_has(who, pool);
    if (gained == 0 && have == at->value && have < pool_most(who, pool) && rate > 0)
        return;                         /* nothing whole yet */
    at->since = have < pool_most(who, pool) && rate > 0 && gained > 0 ? at->since + gained * MINUTE_MS * 1000 / rate : who->zone->now;
    at->value = have;
}

void pools_settle(struct character *who)
{
    character_touch(who, PART_PLACE);
    for (unsigned pool = 0; pool < POOLS; pool++)
        pool_settle(who, pool);
}

/* His group hears how he is, four times a second at most. */
ZONE_THREAD static void vitals_send(struct character *who)
{
    const struct zone *zone = who->zone;
    const struct player *player = who->player;
    if (player != NULL && zone->now >= player->vitals_sent + VITALS_EVERY_MS)
        pools_tell_group(who);
}

void pools_tell_group(struct character *who)
{
    struct zone *zone = who->zone;
    struct player *player = who->player;
    if (entity_none(player->group))
        return;
    player->vitals_sent = zone->now;
    struct message *vitals = zone_mail(zone, MSG_VITALS, setting_groups(zone->setting, player->group), NO_ENTITY);
    vitals->vitals.group = player->group;
    vitals->vitals.member = who->id;
    vitals->vitals.session = player->session;
    vitals->vitals.health = pool_has(who, POOL_HEALTH);
    vitals->vitals.health_max = pool_most(who, POOL_HEALTH);
    vitals->vitals.mana = pool_has(who, POOL_MANA);
    vitals->vitals.mana_max = pool_most(who, POOL_MANA);
    vitals->vitals.stamina = pool_has(who, POOL_STAMINA);
    vitals->vitals.stamina_max = pool_most(who, POOL_STAMINA);
    vitals->vitals.watched = player->watched;
    vitals->vitals.level = character_level(who);
    vitals->vitals.table = company_table(who);
    player->company_told = company_hash(vitals->vitals.table);
    zone_emit(zone, vitals);
}

int32_t pool_add(struct character *who, enum pool_kind pool, int32_t amount)
{
    int32_t least = pool == POOL_HEALTH ? HEALTH_LEAST : 0, most = pool_most(who, pool);
    character_touch(who, PART_PLACE);
    pool_settle(who, pool);
    int32_t before = who->pools[pool].value;
    int64_t after = (int64_t)before + amount;
    who->pools[pool].value = after < least ? least : after > most ? most : (int32_t)after;
    who->upright = false;
    if (who->player != NULL && who->pools[pool].value != before)
        who->player->prompt_stale = true;
    vitals_send(who);
    return who->pools[pool].value - before;
}

bool pool_take(struct character *who, enum pool_kind pool, int32_t amount)
{
    if (pool_has(who, pool) < amount)
        return false;
    pool_add(who, pool, -amount);
    return true;
}

void pools_begin(struct character *who)
{
    for (unsigned pool = 0; pool < POOLS; pool++)
        who->pools[pool] = (struct pool){ .value = figure_most[FIGURE_HEALTH + pool], .since = who->zone->now };
}

void pool_fill(struct character *who)
{
    for (unsigned pool = 0; pool < POOLS; pool++)
        pool_add(who, pool, pool_most(who, pool));
}
