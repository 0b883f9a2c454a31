/* zones/fight/mind_round.c -- what a mobile does with its turn in a fight but strike.  Entered by the zone's worker. */
#include "zones/fight/mind.h"

#include "zones/fight/fight_parts.h"
#include "zones/fight/follower.h"
#include "zones/skills/skills.h"

#include <string.h>

enum { COWARD_PERCENT = 35, RETREAT_PERCENT = 25, MEND_PERCENT = 75, LINE_SIZE = 400 };

static int64_t health_percent(const struct character *who)
{
    int64_t most = pool_most(who, POOL_HEALTH);
    return most <= 0 ? 0 : pool_has(who, POOL_HEALTH) * INT64_C(100) / most;
}

static bool dice_say(struct character *who, uint32_t percent)
{
    return dice_below(&who->zone->dice, 100) < percent;
}

static const struct role *role_of(const struct character *who)
{
    const struct creature_rules *creatures = rules_of(who)->creatures;
    return creatures == NULL || who->mobile->role >= creatures->role_count ? NULL : &creatures->roles[who->mobile->role];
}

/* -- phases of a boss -------------------------------------------------------------------------------- */

/* "{name}" is it. */
ZONE_THREAD static void phase_says(struct character *who, const char *says)
{
    static const char blank[] = "{name}";
    char line[LINE_SIZE];
    const char *at = strstr(says, blank);
    if (at == NULL)
        snprintf(line, sizeof line, "%s", says);
    else
        snprintf(line, sizeof line, "%.*s%s%s", (int)(at - says), says, character_name(who), at + strlen(blank));
    tell_room(who->room, who, NULL, "%s\n", line);
}

/* Gone through one after the other, however hard the last blow was.  True: it has used a skill. */
ZONE_THREAD static bool phase_comes(struct character *who, const struct role *role)
{
    unsigned done = who->mind == NULL ? 0 : who->mind->phases;
    if (done >= role->phase_count || health_percent(who) >= role->phases[done].below)
        return false;
    const struct role_phase *phase = &role->phases[done];
    pools_settle(who);
    mind_of(who)->phases++;
    figures_stale(who);
    if (phase->says != NULL)
        phase_says(who, phase->says);
    return phase->skill != NO_SKILL && phase->skill_name != NULL && skill_use_at(who, phase->skill, who->opponent);
}

/* -- running, and keeping away ----------------------------------------------------------------------- */

static bool would_run(const struct character *who)
{
    return !behaves(who, BEHAVIOUR_STEADFAST)
        && (behaves(who, BEHAVIOUR_MEEK) || (behaves(who, BEHAVIOUR_COWARD) && health_percent(who) < COWARD_PERCENT));
}

/* An archer who has been caught gets away from it again. */
ZONE_THREAD static bool steps_back(struct character *who)
{
    if (!behaves(who, BEHAVIOUR_ARCHER) || who->ranged || missile_weapon(who) == NULL || is(who, FIGURE_ROOTED)
            || !dice_say(who, RETREAT_PERCENT))
        return false;
    who->ranged = true;
    tell_room(who->room, who, NULL, "%s gets out of reach.\n", character_name(who));
    return true;
}

/* -- skills ------------------------------------------------------------------------------------------ */

/* Somebody on its side: its leader and whom that one leads, or its kin in this fight. */
static bool is_friend(const struct character *who, const struct character *other)
{
    if (other == who || are_allies(who, other))
        return true;
    return !is_led(who) && other->mobile != NULL && !is_led(other) && fights(other) && other->opponent->mobile == NULL;
}

static struct character *most_hurt(struct character *who)
{
    struct character *found = NULL;
    int64_t least = MEND_PERCENT;
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (is_friend(who, other) && health_percent(other) < least) {
            found = other;
            least = health_percent(other);
        }
    return found;
}

static bool mends(const struct skill *skill)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_HEAL)
            return true;
    return false;
}

/* At whom it would use that; NULL: not now. */
static struct character *aim_of(struct character *who, const struct skill *skill, uint16_t number)
{
    if (skill->hostile || skill->target == TARGET_FOE || skill->target == TARGET_FAR_FOE)
        return who->opponent;
    if (mends(skill))
        return most_hurt(who);
    return affect_find(who, number) == NULL ? who : NULL;   /* what it has upon it already it needs not */
}

ZONE_THREAD static bool uses_skill(struct character *who, const struct role *role)
{
    const struct rules *rules = rules_of(who);
    for (unsigned at = 0; at < role->skill_count; at++) {
        const struct role_skill *skill = &role->skills[at];
        if (skill->skill >= rules->skill_count || character_level(who) < skill->level || !dice_say(who, skill->chance))
            continue;
        struct character *aim = aim_of(who, &rules->skills[skill->skill], skill->skill);
        if (aim != NULL && skill_use_at(who, skill->skill, aim))
            return true;
    }
    return false;
}

bool mind_round(struct character *who)
{
    if (who->mobile == NULL)
        return false;
    const struct role *role = role_of(who);
    struct zone *zone = who->zone;
    entity_id id = who->id;
    if (role != NULL && phase_comes(who, role))
        return true;
    if (!is_led(who) && would_run(who) && (fight_flee(who, NO_DIRECTION) || behaves(who, BEHAVIOUR_MEEK)))
        return true;                    /* the meek do not strike, even when they cannot get away */
    who = land_character(zone, id);
    if (who == NULL || !fights(who) || steps_back(who))
        return true;
    return who->casting != NULL || (role != NULL && uses_skill(who, role));
}
