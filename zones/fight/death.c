/* zones/fight/death.c -- the end of a creature, and of a player: what it brings and what it costs.
 * Entered by the zone's worker.
 *
 * A player wakes in the temple of the home town; his things stay where he fell.  To send him out of the game, as older
 * games did, would close his connection in the middle of whatever he was typing. */
#include "zones/fight/fight_parts.h"

#include "core/sound.h"
#include "zones/body/hazard.h"
#include "zones/fight/abroad.h"
#include "zones/fight/follower.h"
#include "zones/fight/mind.h"
#include "zones/quests/quests.h"
#include "zones/rules/creatures.h"
#include "zones/skills/skills.h"

#include <string.h>

enum { HOME_ROOM = 3001, WAKES_WITH_PERCENT = 25, GROUP_MORE_PERCENT = 10, REDUCED_PART = 4, RARE_PART = 4, POOL_LEAST = 10,
       COINS_SPREAD = 40, SHARERS_MOST = 64 };

/* -- what a creature is worth ------------------------------------------------------------------------ */

int64_t creature_worth(const struct character *who)
{
    const struct rules *rules = rules_of(who);
    return creature_experience(rules, who->mobile->role, who->mobile->build, who->mobile->level) * rules->constants.kill_experience
         / 100;
}

/* There is only one of it, and nothing in its area stands above it. */
bool creature_rare(const struct character *who)
{
    const struct area *area = who->zone->area;
    if (who->visit != NULL)
        return who->visit->rare;
    return who->mobile != NULL && who->reset >= 0 && (unsigned)who->reset < area->reset_count
        && area->resets[who->reset].count == 1 && character_level(who) >= area->level_max;
}

static unsigned kills_of_late(const struct growth *growth, uint64_t sort)
{
    unsigned count = 0;
    for (unsigned at = 0; at < KILLS_KEPT; at++)
        count += growth->recent[at] == sort;
    return count;
}

void reward_give(struct character *who, uint64_t sort, uint32_t level, bool rare, int64_t worth)
{
    struct growth *growth = &who->player->growth;
    const struct constants *constants = &rules_of(who)->constants;
    int64_t points = odds_share(worth, character_power(who), level, constants->kill_level_span);
    int64_t most = constants->frequent_kills < KILLS_KEPT ? constants->frequent_kills : KILLS_KEPT;
    unsigned before = kills_of_late(growth, sort);
    bool frequent = before >= most;
    int64_t bonus = rare && before == 0 ? points / RARE_PART : 0;
    if (frequent)
        points /= REDUCED_PART;
    character_touch(who, PART_BODY);
    growth->kills++;
    memmove(growth->recent + 1, growth->recent, (KILLS_KEPT - 1) * sizeof growth->recent[0]);
    growth->recent[0] = sort;
    if (frequent)
        tell(who, "You receive a reduced reward for a frequent kill, only %lld experience points.\n", (long long)points);
    else if (bonus > 0)
        tell(who, "You receive your reward for the kill, %lld experience points plus %lld bonus experience for a rare kill.\n",
             (long long)points, (long long)bonus);
    else
        tell(who, "You receive your reward for the kill, %lld experience points.\n", (long long)points);
    int64_t gained = experience_gain(who, EXPERIENCE_KILL, points) + experience_gain(who, EXPERIENCE_RARE_KILL, bonus);
    experience_share(who, gained);
    if (gained < points + bonus)
        tell(who, "Your mind holds no more of that: it is time to gain a level.\n");
}

static bool has_share(const struct character *other, const struct character *killer)
{
    return other == killer || (other->player != NULL && !entity_none(killer->player->group)
                               && entity_same(other->player->group, killer->player->group));
}

/* Whom somebody leads may go its own way by that: from the front each time, as nobody is counted twice for one death. */
ZONE_THREAD static void tell_quests(struct character *killer, uint64_t sort)
{
    struct character *sharers[SHARERS_MOST];
    unsigned count = 0;
    for (struct character *other = killer->room->people; other != NULL && count < SHARERS_MOST; other = other->next)
        if (has_share(other, killer))
            sharers[count++] = other;
    for (unsigned at = 0; at < count; at++)
        quest_killed(sharers[at], sort);
}

/* By levels, and a little more for each who came along. */
ZONE_THREAD static void reward_share(struct character *killer, uint64_t sort, uint32_t level, bool rare, int64_t worth)
{
    int64_t levels = 0, count = 0;
    for (const struct character *other = killer->room->people; other != NULL; other = other->next)
        if (has_share(other, killer)) {
            levels += character_power(other);
            count++;
        }
    worth = worth * (100 + GROUP_MORE_PERCENT * (count - 1)) / 100;
    for (struct character *other = killer->room->people; other != NULL; other = other->next)
        if (has_share(other, killer))
            reward_give(other, sort, level, rare, levels == 0 ? worth : worth * character_power(other) / levels);
    tell_quests(killer, sort);
}

void reward_return(struct character *who, uint64_t sort, uint32_t level, bool rare, int64_t worth)
{
    reward_share(who, sort, level, rare, worth);
}

uint64_t creature_sort(const struct character *who)
{
    return bytes_hash(who->mobile->key, strlen(who->mobile->key));
}

/* -- a creature -------------------------------------------------------------------------------------- */

/* More or less of what its kind has, and what it has stolen. */
ZONE_THREAD static int64_t coins_about(struct character *who)
{
    int64_t coins = creature_coins(rules_of(who), who->mobile->role, who->mobile->level);
    return coins * dice_between(&who->zone->dice, 100 - COINS_SPREAD, 100 + COINS_SPREAD) / 100
         + (who->mind == NULL ? 0 : who->mind->stolen);
}

ZONE_THREAD static void creature_dies(struct character *who, struct character *by)
{
    struct character *killer = by == NULL ? NULL : player_behind(by);
    tell_room(who->room, who, NULL, "%s%s is dead!  R.I.P.\n", sound_marks[SOUND_DEATH_MOB], character_name(who));
    if (killer != NULL && killer->room != who->room && killer->room != NULL)
        tell_sentence(killer, "%s%s is dead!  R.I.P.\n", sound_marks[SOUND_DEATH_MOB], character_name(who));
    if (killer != NULL)
        reward_share(killer, creature_sort(who), character_level(who), creature_rare(who), creature_worth(who));
    quest_dies(who);
    if (rider_of(who) != NULL)
        tell(rider_of(who), "It falls under you, and you are on your own feet.\n");
    corpse_make(who, coins_about(who));
    abroad_over(who);
    room_leave(who);
    character_free(&who);
}

/* -- a player ---------------------------------------------------------------------------------------- */

/* A hundredth or so of each pool; remembered, since it can be given back. */
ZONE_THREAD static void lose_pools(struct character *who, int32_t lost[POOLS])
{
    struct growth *growth = &who->player->growth;
    int64_t percent = rules_of(who)->constants.death_pool;
    for (unsigned pool = 0; pool < POOLS; pool++) {
        int64_t part = growth->pools[pool] * percent / 100;
        if (part < 1 && percent > 0)
            part = 1;
        if (growth->pools[pool] - part < POOL_LEAST)
            part = 0;
        lost[pool] = (int32_t)part;
        growth->pools[pool] -= lost[pool];
        growth->owed_pools[pool] = lost[pool];
    }
}

ZONE_THREAD static void pay_for_death(struct character *who)
{
    struct growth *growth = &who->player->growth;
    const struct constants *constants = &rules_of(who)->constants;
    int32_t lost[POOLS] = {0};
    if (who->player->level <= (uint32_t)constants->death_free_level) {
        tell(who, "You are young, and it costs you nothing this time.\n");
        return;
    }
    int64_t price = level_price(who) * constants->death_experience / 100;
    int64_t experience = growth->experience < price ? growth->experience : price;
    pools_settle(who);
    character_touch(who, PART_BODY);
    if (!experience_spend(who, EXPERIENCE_DEATH, experience))
        experience = 0;
    growth->owed = experience;
    lose_pools(who, lost);
    figures_stale(who);
    tell(who, "You lose %lld experience, %d MaxHp, %d MaxMana and %d MaxStamina.\n", (long long)experience, lost[POOL_HEALTH],
         lost[POOL_MANA], lost[POOL_STAMINA]);
}

ZONE_THREAD static void wake_up(struct character *who)
{
    while (who->affects != NULL)
        affect_end(who, who->affects, false);
    pools_settle(who);
    character_touch(who, PART_PLACE);
    int32_t health = odds_part(pool_most(who, POOL_HEALTH), WAKES_WITH_PERCENT);
    pool_add(who, POOL_HEALTH, (health < 1 ? 1 : health) - pool_has(who, POOL_HEALTH));
    who->stunned_until = 0;
    who->position = STANDING;
    if (who->player->level > (uint32_t)rules_of(who)->constants.death_free_level)
        state_befalls(who, "death sickness");
}

/* To the temple, wherever that is; in a world without one he gets up where he fell. */
ZONE_THREAD static void carry_home(struct character *who)
{
    struct zone *zone = who->zone;
    room_id home = { HOME_ROOM };
    zone_id to = world_zone_of(zone->setting->world, home);
    if (!zone_same(to, NO_ZONE) && !zone_same(to, zone->id)) {
        depart(zone, &who, 1, to, home, NO_DIRECTION, ARRIVE_FORCED | ARRIVE_SUDDEN);
        return;
    }
    struct room *room = zone_same(to, NO_ZONE) ? who->room : land_room(zone, home);
    room_leave(who);
    room_enter(room, who);
    tell_room(room, who, NULL, "%s wakes here, pale and out of breath.\n", who->name);
    look_at_room(who);
}

ZONE_THREAD static void player_dies(struct character *who, struct character *by)
{
    struct character *killer = by == NULL ? NULL : player_behind(by);
    tell_room(who->room, who, NULL, "%s%s is dead!  R.I.P.\n", sound_marks[SOUND_DEATH_CRY], who->name);
    tell(who, "%sYou are dead!  Better luck next time...\n", sound_marks[SOUND_DEATH_CRY]);
    fight_leave(who);
    minds_drop(who->room, who);
    if (who->casting != NULL)
        skill_interrupt(who, false);
    pay_for_death(who);
    if (killer != NULL && killer != who) {
        character_touch(who, PART_BODY);
        who->player->growth.safe_until = who->zone->now + rules_of(who)->constants.player_fight_rest_ms;
    }
    corpse_make(who, 0);
    figures_stale(who);                 /* what he wore lies there now */
    wake_up(who);
    tell(who, "What you carried lies where you fell. Nobody but you can take it, for a while.\n");
    carry_home(who);
}

void character_die(struct character *who, struct character *by)
{
    if (who->player != NULL)
        player_dies(who, by);
    else
        creature_dies(who, by);
}
