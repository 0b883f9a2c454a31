/* zones/skills/effects_affect.c -- what lasts: affects, their end, forms, stances, songs, ground.
 * Entered by the zone's worker. */
#include "zones/skills/skills_parts.h"

#include "zones/skills/ground.h"

#include <strings.h>

/* A being is proof against what its resistance is whole against. */
static bool is_immune(const struct character *to, uint32_t tags)
{
    static const struct { enum affect_tag tag; enum figure figure; } proofs[] = {
        { TAG_POISON, FIGURE_RESIST_POISON }, { TAG_MIND, FIGURE_RESIST_MIND }, { TAG_SLEEP, FIGURE_RESIST_MIND },
        { TAG_FEAR, FIGURE_RESIST_MIND }, { TAG_FIRE, FIGURE_RESIST_FIRE }, { TAG_COLD, FIGURE_RESIST_COLD },
        { TAG_ACID, FIGURE_RESIST_ACID },
    };
    for (unsigned at = 0; at < sizeof proofs / sizeof proofs[0]; at++)
        if ((tags & 1u << proofs[at].tag) != 0 && figure(to, proofs[at].figure) >= 100)
            return true;
    return false;
}

/* Sleep, fear and bonds take hold of the body at once. */
ZONE_THREAD static void takes_hold(struct character *to)
{
    if (is(to, FIGURE_ASLEEP) && to->position != SLEEPING) {
        fight_leave(to);
        pools_settle(to);
        character_touch(to, PART_PLACE);
        to->position = SLEEPING;
        tell(to, "Your eyes fall shut.\n");
        tell_room(to->room, to, NULL, "%s falls asleep.\n", character_name(to));
        if (to->player != NULL)
            character_publish(to);
    }
    if (is(to, FIGURE_HELD) || is(to, FIGURE_MUTE))
        skill_interrupt(to, true);
}

bool effect_AFFECT(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    bool own = entity_same(to->id, deed->by);
    if (!own && deed->skill->hostile && is_immune(to, deed->skill->tags | effect->tags)) {
        if (deed->actor != NULL)
            tell_sentence(deed->actor, "%s is proof against that.\n", character_name(to));
        return false;
    }
    bool new = affect_find(to, deed->number) == NULL;
    affect_lay(to, deed->number, number, deed->power, deed->level, deed_until(deed, effect), deed->by);
    if (!new && own)
        tell(to, "It will last the longer for that.\n");
    takes_hold(to);
    return true;
}

/* -- ending and taking over -------------------------------------------------------------------------- */

ZONE_THREAD static unsigned end_named(struct character *to, const char *name, unsigned most)
{
    unsigned ended = 0;
    uint16_t skill = rules_skill(rules_of(to), name);
    while (most == 0 || ended < most) {
        struct affect *affect = affect_named(to, name);
        if (affect == NULL && skill != NO_SKILL)
            affect = affect_find(to, skill);
        if (affect == NULL)
            break;
        affect_end(to, affect, true);
        ended++;
    }
    return ended;
}

bool effect_END(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    unsigned ended = effect->word != NULL ? end_named(to, effect->word, effect->times) : 0;
    if (effect->tags != 0)
        ended += affects_end(to, effect->tags, effect->times, true);
    if (ended == 0 && number != EFFECT_NESTED && deed->actor != NULL && deed->skill->effect_count == 1)
        tell(deed->actor, "There is nothing of that kind upon %s.\n", to == deed->actor ? "you" : character_name(to));
    return ended > 0;
}

static bool is_meant(const struct rules *rules, const struct affect *affect, const struct effect *effect)
{
    const struct skill *skill = &rules->skills[affect->skill];
    uint32_t tags = skill->tags | affect_effect(rules, affect)->tags;
    if (effect->word != NULL && (strcasecmp(skill->affect, effect->word) == 0 || strcasecmp(skill->name, effect->word) == 0))
        return true;
    return (tags & effect->tags) != 0;
}

bool effect_PROLONG(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    const struct rules *rules = rules_of(to);
    bool any = false;
    (void)number;
    for (struct affect *affect = to->affects; affect != NULL; affect = affect->next) {
        if (affect->until == FOREVER || affect->skill == deed->number || !is_meant(rules, affect, effect))
            continue;
        int64_t more = (affect->until - deed->zone->now) * effect->percent / 100;
        affect_lay(to, affect->skill, affect->effect, affect->power, affect->level, affect->until + more, affect->by);
        any = true;
    }
    tell(to, any ? "What is upon you takes root.\n" : "There is nothing upon you that could last longer.\n");
    return any;
}

/* The first of its kind that has an end, or none of them; what comes of a stance or form cannot be carried off. */
static struct affect *stealable(const struct rules *rules, const struct character *to, const struct effect *effect)
{
    for (struct affect *affect = to->affects; affect != NULL; affect = affect->next)
        if (affect_effect(rules, affect)->kind == EFFECT_AFFECT && is_meant(rules, affect, effect))
            return affect;
    return NULL;
}

bool effect_STEALS(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    unsigned taken = 0, most = effect->times == 0 ? 1 : effect->times;
    (void)number;
    if (to == NULL || to == who)
        return false;
    for (struct affect *affect; taken < most && (affect = stealable(rules_of(to), to, effect)) != NULL; taken++) {
        struct affect had = *affect;
        tell(who, "You take %s upon yourself.\n", rules_of(who)->skills[had.skill].affect);
        affect_end(to, affect, true);
        affect_lay(who, had.skill, had.effect, had.power, had.level, had.until, who->id);
    }
    if (taken == 0)
        tell_sentence(who, "%s has nothing that you could take.\n", character_name(to));
    return taken > 0;
}

/* -- one at a time ----------------------------------------------------------------------------------- */

ZONE_THREAD static bool end_kind(struct character *who, enum effect_kind kind, uint16_t save, bool told)
{
    const struct rules *rules = rules_of(who);
    for (struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_effect(rules, affect)->kind == kind && affect->skill != save) {
            affect_end(who, affect, told);
            return true;
        }
    return false;
}

bool shape_end(struct character *who)
{
    return end_kind(who, EFFECT_SHAPE, NO_SKILL, true);
}

bool stance_end(struct character *who)
{
    return end_kind(who, EFFECT_STANCE, NO_SKILL, true);
}

static const char *kind_word(const struct character *who, enum effect_kind kind)
{
    const struct rules *rules = rules_of(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_effect(rules, affect)->kind == kind) {
            const char *word = affect_effect(rules, affect)->word;
            return word != NULL ? word : rules->skills[affect->skill].name;
        }
    return "";
}

const char *stance_name(const struct character *who)
{
    return kind_word(who, EFFECT_STANCE);
}

bool effect_SHAPE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)to;
    end_kind(who, EFFECT_SHAPE, NO_SKILL, false);
    affect_lay(who, deed->number, number, 100, deed->level, deed_until(deed, effect), who->id);
    tell(who, "You change in to the form of a %s.\n", effect->word);
    tell_room(who->room, who, NULL, "%s changes in to the form of a %s.\n", character_name(who), effect->word);
    return true;
}

bool effect_STANCE(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    struct character *who = deed->actor;
    (void)to;
    (void)effect;
    end_kind(who, EFFECT_STANCE, NO_SKILL, false);
    affect_lay(who, deed->number, number, 100, deed->level, FOREVER, who->id);
    return true;
}

bool effect_SONG(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)to;
    (void)effect;
    (void)number;
    song_begin(deed->actor, deed->number);
    return true;
}

bool effect_GROUND(struct deed *deed, const struct effect *effect, unsigned number, struct character *to)
{
    (void)to;
    ground_lay(deed->room, deed->number, number, deed->power, deed->level, deed_until(deed, effect), deed->by);
    return true;
}
