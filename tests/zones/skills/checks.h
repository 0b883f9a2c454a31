/* tests/zones/skills/checks.h -- what each primitive promises: how the stage is made ready for it, and whether it came about.
 * One function of both kinds for each row of effects.def. */
#ifndef TESTS_ZONES_SKILLS_CHECKS_H
#define TESTS_ZONES_SKILLS_CHECKS_H

#include "tests/zones/skills/deeds.h"

#undef MARK                         /* of core/markup.h: it is the name of a row, too */

enum { WAS_ADA, WAS_BOB, WAS_GUARD, WAS_RAT, WERE };

/* How somebody was before. */
struct was {
    entity_id id;
    int32_t   pools[POOLS], figures[FIGURES];
    struct room *room;
    int64_t   round_due, stunned_until;
    unsigned  items, affects;
    int64_t   until;               /* of the first affect that has an end */
    bool      fought;
};
struct before {
    struct was was[WERE];
    unsigned  floor_items, corpses;
    int64_t   coins, fed, owed;
    uint32_t  hits;
    const char *read, *heard;      /* what Ada and Bob have read since */
};

PLAYS_ALL void was_take(struct was *was, const struct character *who)
{
    *was = (struct was){ .id = who->id, .room = who->room, .round_due = who->round_due, .stunned_until = who->stunned_until,
                         .items = items_count(who->items), .fought = fights(who) };
    for (unsigned pool = 0; pool < POOLS; pool++)
        was->pools[pool] = pool_has(who, pool);
    for (unsigned at = 0; at < FIGURES; at++)
        was->figures[at] = figure(who, at);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        was->affects++;
        was->until = was->until == 0 ? affect->until : was->until;
    }
}

/* What a check is asked about: those whom the effect reaches, as they were and are; now NULL: dead, or in another land. */
struct seen {
    const struct stage  *stage;
    const struct before *before;
    const struct effect *effect;
    unsigned             number;
    const struct was    *was;
    const struct character *now;
};

typedef void readying(struct stage *stage, const struct effect *effect);
typedef bool checking(const struct seen *seen);
#define EFFECT(MEMBER, word, may, does) PLAYS_ALL readying ready_##MEMBER; PLAYS_ALL checking check_##MEMBER;
#include "zones/rules/effects.def"
#undef EFFECT

#define READY(MEMBER) PLAYS_ALL void ready_##MEMBER(struct stage *stage, const struct effect *effect)
#define NOTHING_READY(MEMBER) READY(MEMBER) { (void)stage; (void)effect; }
#define CHECKED(MEMBER) PLAYS_ALL bool check_##MEMBER(const struct seen *seen)

/* -- hurt and heal ----------------------------------------------------------------------------------- */

static bool fell(const struct seen *seen, enum pool_kind pool)
{
    return seen->now == NULL || pool_has(seen->now, pool) < seen->was->pools[pool];
}

NOTHING_READY(DAMAGE)
CHECKED(DAMAGE) { return fell(seen, POOL_HEALTH); }
NOTHING_READY(SHOOT)
CHECKED(SHOOT) { return fell(seen, POOL_HEALTH); }
NOTHING_READY(STRIKE)
CHECKED(STRIKE) { return fell(seen, POOL_HEALTH); }

READY(HEAL)
{
    for (unsigned pool = 0; pool < POOLS; pool++) {
        pool_add(stage->ada, pool, -pool_most(stage->ada, pool) / 4);
        pool_add(stage->bob, pool, -pool_most(stage->bob, pool) / 4);
        pool_add(stage->guard, pool, -pool_most(stage->guard, pool) / 4);
    }
    (void)effect;
}
CHECKED(HEAL)
{
    int32_t paid = skill_pool(seen->stage->skill) == seen->effect->pool && seen->now == seen->stage->ada
                 ? skill_cost(seen->stage->ada, seen->stage->number) : 0;
    return seen->now != NULL && pool_has(seen->now, seen->effect->pool) + paid > seen->was->pools[seen->effect->pool];
}

NOTHING_READY(DRAIN)
CHECKED(DRAIN)
{
    if (seen->stage->skill->target == TARGET_CORPSE)
        return strstr(seen->before->read, "You gain") != NULL;
    return fell(seen, seen->effect->pool);
}

NOTHING_READY(PAY)
CHECKED(PAY)
{
    const struct character *ada = seen->stage->ada;
    int32_t cost = skill_pool(seen->stage->skill) == seen->effect->pool ? skill_cost(ada, seen->stage->number) : 0;
    return pool_has(ada, seen->effect->pool) < seen->before->was[WAS_ADA].pools[seen->effect->pool] - cost;
}

READY(FEED)
{
    stage->ada->player->growth.fed_until = stage->bob->player->growth.fed_until = 0;
    (void)effect;
}
CHECKED(FEED) { return seen->now != NULL && seen->now->player != NULL && seen->now->player->growth.fed_until > town.now; }

READY(RESTORE)
{
    stage->ada->player->growth.owed = stage->bob->player->growth.owed = 1000;
    (void)effect;
}
CHECKED(RESTORE)
{
    return seen->now != NULL && seen->now->player != NULL && seen->now->player->growth.owed == 0
        && seen->now->player->growth.experience >= 1000 * (int)seen->effect->percent / 100;
}

/* -- what lasts -------------------------------------------------------------------------------------- */

static const struct affect *laid(const struct character *who, uint16_t skill, unsigned number)
{
    const struct affect *affect = who == NULL ? NULL : who->affects;
    while (affect != NULL && (affect->skill != skill || affect->effect != number))
        affect = affect->next;
    return affect;
}

/* One of its figures is another now, or none could be. */
static bool figures_changed(const struct seen *seen)
{
    bool room = false;
    for (unsigned at = 0; at < seen->effect->give_count; at++) {
        const struct modifier *gift = &seen->effect->gives[at];
        int32_t before = seen->was->figures[gift->figure];
        room = room || (gift->amount > 0 ? before < figure_most[gift->figure] : before > figure_least[gift->figure]);
        if (figure(seen->now, gift->figure) != before)
            return true;
    }
    return !room;
}

NOTHING_READY(AFFECT)
CHECKED(AFFECT) { return laid(seen->now, seen->stage->number, seen->number) != NULL && figures_changed(seen); }
NOTHING_READY(SHAPE)
CHECKED(SHAPE)
{
    return laid(seen->stage->ada, seen->stage->number, seen->number) != NULL && strstr(seen->before->read,
                                                                                       "You change in to the form of a")
        && figure(seen->stage->ada,
                  seen->effect->gives[0].figure) != seen->before->was[WAS_ADA].figures[seen->effect->gives[0].figure];
}
NOTHING_READY(STANCE)
CHECKED(STANCE) { return laid(seen->stage->ada, seen->stage->number, seen->number) != NULL; }
NOTHING_READY(MARK)
CHECKED(MARK) { return laid(seen->stage->ada, seen->stage->number, seen->number) != NULL; }

NOTHING_READY(SONG)
CHECKED(SONG)
{
    return seen->stage->ada->song != NULL && laid(seen->now, seen->stage->number, seen->number) != NULL
        && strcmp(song_name(seen->stage->ada), seen->stage->skill->name) == 0;
}
NOTHING_READY(GROUND)
CHECKED(GROUND)
{
    return seen->before->was[WAS_ADA].room->grounds != NULL && laid(seen->now, seen->stage->number, seen->number) != NULL;
}

/* Something of what is to end, upon everybody. */
PLAYS_ALL void lay_upon_all(struct stage *stage, const struct effect *effect)
{
    const char *word = effect->word;
    for (unsigned tag = 0; tag < TAGS && word == NULL; tag++)
        if ((effect->tags & 1u << tag) != 0)
            word = tag_words[tag];
    lay_upon(stage->ada, word);
    if (is(stage->ada, FIGURE_MUTE) || is(stage->ada, FIGURE_HELD) || is(stage->ada, FIGURE_ASLEEP))
        affect_end(stage->ada, stage->ada->affects, false);
    lay_upon(stage->bob, word);
    lay_upon(stage->guard, word);
}
READY(END) { lay_upon_all(stage, effect); }
CHECKED(END)
{
    unsigned now = 0, own = 0;
    for (const struct affect *affect = seen->now == NULL ? NULL : seen->now->affects; affect != NULL; affect = affect->next) {
        own += affect->skill == seen->stage->number;
        now++;
    }
    return seen->now != NULL && now - own < seen->was->affects;
}
READY(PROLONG) { lay_upon_all(stage, effect); }
CHECKED(PROLONG) { return seen->now != NULL && seen->now->affects != NULL && seen->now->affects->until > seen->was->until; }
READY(STEALS) { lay_upon(stage->guard, effect->word != NULL ? effect->word : tag_words[__builtin_ctz(effect->tags)]); }
CHECKED(STEALS)
{
    for (const struct affect *affect = seen->stage->ada->affects; affect != NULL; affect = affect->next)
        if (affect->skill != seen->stage->number && affect_find(seen->stage->guard, affect->skill) == NULL)
            return true;
    return false;
}

/* -- fights ------------------------------------------------------------------------------------------ */

static bool gone_from_room(const struct seen *seen) { return seen->now == NULL || seen->now->room != seen->was->room; }

READY(CALM) { fight_still(stage->ada, stage->guard); (void)effect; }
CHECKED(CALM) { return seen->now != NULL && !fights(seen->now); }
NOTHING_READY(SCARE)
CHECKED(SCARE) { return gone_from_room(seen); }
NOTHING_READY(PUSH)
CHECKED(PUSH) { return gone_from_room(seen); }
NOTHING_READY(FELL)
CHECKED(FELL) { return seen->now != NULL && seen->now->position == SITTING && seen->now->stunned_until > seen->was->stunned_until; }
NOTHING_READY(STUN)
CHECKED(STUN) { return seen->now != NULL && seen->now->stunned_until > seen->was->stunned_until; }
READY(DELAY) { stage->guard->round_due = stage->bob->round_due = stage->guard->zone->now + NEVER_MS; (void)effect; }
CHECKED(DELAY) { return seen->now != NULL && seen->now->round_due > seen->was->round_due; }
READY(DISARM) { put_on(stage->guard, SWORD, WEAR_WIELD); (void)effect; }
CHECKED(DISARM) { return strstr(seen->before->read, "flies from the grasp") != NULL; }

READY(INTERRUPT)
{
    stage->guard->casting = memory_get(sizeof *stage->guard->casting);
    stage->guard->casting->due = NEVER_MS;
    (void)effect;
}
CHECKED(INTERRUPT) { return seen->now != NULL && seen->now->casting == NULL; }
READY(TAUNT) { fight_still(stage->guard, stage->bob); (void)effect; }
CHECKED(TAUNT) { return seen->stage->guard->opponent == seen->stage->ada; }
READY(RESCUE) { fight_still(stage->guard, stage->bob); (void)effect; }
CHECKED(RESCUE) { return seen->stage->guard->opponent == seen->stage->ada; }
READY(RETREAT) { fight_still(stage->ada, stage->guard); (void)effect; }
CHECKED(RETREAT)
{
    return strstr(seen->before->read, "You slip out of the fight.") != NULL
        && seen->stage->ada->room == seen->before->was[WAS_ADA].room;
}
READY(FLEE) { fight_still(stage->ada, stage->guard); (void)effect; }
CHECKED(FLEE) { return seen->stage->ada->room != seen->before->was[WAS_ADA].room; }
READY(FEIGN) { fight_still(stage->ada, stage->guard); (void)effect; }
CHECKED(FEIGN) { return !fights(seen->stage->ada) && seen->stage->ada->position == RESTING; }
NOTHING_READY(LURE)
CHECKED(LURE) { return seen->stage->rat->room == seen->stage->ada->room; }

/* -- elsewhere --------------------------------------------------------------------------------------- */

READY(MOVE)
{
    for (uint16_t at = 0; at < tables()->skill_count && effect->where == WHERE_MARKED; at++)
        for (unsigned n = 0; n < tables()->skills[at].effect_count; n++)
            if (tables()->skills[at].does[n].kind == EFFECT_MARK && affect_find(stage->ada, at) == NULL)
                affect_lay(stage->ada, at, n, 100, VAULT, stage->ada->zone->now + NEVER_MS, stage->ada->id);
}
CHECKED(MOVE)
{
    static const unsigned to[WHERES] = { [WHERE_HOME] = TEMPLE, [WHERE_BACK] = TEMPLE, [WHERE_MARKED] = VAULT };
    const struct character *who = seen->effect->where == WHERE_BESIDE ? seen->stage->ada : seen->now;
    const struct was *was = seen->effect->where == WHERE_BESIDE ? &seen->before->was[WAS_ADA] : seen->was;
    return who != NULL && who->room != was->room && (to[seen->effect->where] == 0
                                                     || who->room->proto->id.number == to[seen->effect->where]);
}

/* -- things ------------------------------------------------------------------------------------------ */

static bool has_more(const struct seen *seen) { return items_count(seen->stage->ada->items) > seen->before->was[WAS_ADA].items; }

NOTHING_READY(CREATE)
CHECKED(CREATE)
{
    return has_more(seen) || items_count(seen->stage->ada->room->items) > seen->before->floor_items;
}
READY(CONSUME)
{
    if (strcasecmp(effect->word, "corpse") != 0 && skill_when(stage->skill, CONDITION_CARRIES) == NULL)
        give_thing(stage->ada, effect->word);
}
CHECKED(CONSUME)
{
    return strstr(seen->before->read, strcasecmp(seen->effect->word, "corpse") == 0 ? "falls to ashes" : "is used up") != NULL;
}
NOTHING_READY(UNLOCK)
CHECKED(UNLOCK) { return seen->before->was[WAS_ADA].room->doors[NORTH] == DOOR_CLOSED; }
NOTHING_READY(LOCK)
CHECKED(LOCK) { return seen->before->was[WAS_ADA].room->doors[NORTH] == DOOR_LOCKED; }
READY(STEAL)
{
    if (effect->word != NULL && strcmp(effect->word, "item") == 0)
        put_on(stage->guard, SWORD, WEAR_NOWHERE);
}
CHECKED(STEAL) { return has_more(seen) || seen->stage->ada->player->coins[PURSE_CARRIED] > seen->before->coins; }
NOTHING_READY(PEEK)
CHECKED(PEEK) { return strstr(seen->before->read, "carries:") != NULL; }
NOTHING_READY(IDENTIFY)
CHECKED(IDENTIFY) { return strstr(seen->before->read, "Weight: 1 stones, Value: 5 coins") != NULL; }
READY(COAT)
{
    if (skill_when(stage->skill, CONDITION_WEAPON) == NULL)
        stage->sword = put_on(stage->ada, SWORD, WEAR_WIELD);
    (void)effect;
}
CHECKED(COAT)
{
    const struct item *item = seen->stage->sword;
    return item->works != NULL && item->works->coat.times >= 1 && item->works->coat.kind == seen->effect->damage;
}
READY(MEND) { works_touch(stage->sword)->hits = 40; (void)effect; }
CHECKED(MEND) { return seen->stage->sword->works->hits < 40; }
NOTHING_READY(ENCHANT)
CHECKED(ENCHANT)
{
    const struct item *item = strcmp(seen->effect->word, "weapon") == 0 ? seen->stage->sword : seen->stage->shield;
    return item->works != NULL && item->works->give_count > 0 && item->works->gives[0].amount == seen->effect->gives[0].amount;
}
NOTHING_READY(SKIN)
CHECKED(SKIN) { return has_more(seen) && seen->stage->corpse->corpse->head.used != 0; }
NOTHING_READY(HARVEST)
CHECKED(HARVEST) { return has_more(seen); }
READY(CRAFT)
{
    for (unsigned at = 0; at < recipe_count; at++)
        if (strcasecmp(recipes[at].book, effect->word) == 0) {
            give_thing(stage->ada, recipes[at].takes);
            return;
        }
    fail_msg("no recipe of the book '%s'", effect->word);
}
CHECKED(CRAFT) { return strstr(seen->before->read, "You craft") != NULL; }

/* -- knowing ----------------------------------------------------------------------------------------- */

NOTHING_READY(KNOW)
CHECKED(KNOW)
{
    static const char *const words[] = { "points of health", "withstands", "of the kind called" };
    for (unsigned at = 0; at < 3; at++)
        if (strstr(seen->before->read, words[at]) != NULL)
            return true;
    return strstr(seen->before->read, "suffers more") != NULL;
}
NOTHING_READY(LOCATE)
CHECKED(LOCATE) { return strstr(seen->before->read, " in The ") != NULL; }
READY(REVEAL) { lay_upon(stage->guard, "hidden"); (void)effect; }
CHECKED(REVEAL) { return !is(seen->stage->guard, FIGURE_HIDDEN); }
NOTHING_READY(FARSEE)
CHECKED(FARSEE)
{
    return strstr(seen->before->read, "To the ") != NULL || strstr(seen->before->read, "Through other eyes") != NULL;
}
NOTHING_READY(TRACK)
CHECKED(TRACK)
{
    return strstr(seen->before->read, "[* You see your target's tracks leading north. *]") != NULL
        || strstr(seen->before->read, "[* You found your target! *]") != NULL;
}
NOTHING_READY(THROWVOICE)
CHECKED(THROWVOICE) { return strstr(seen->before->heard, "says, 'good day'") != NULL; }

/* -- beings ------------------------------------------------------------------------------------------ */

static bool called_follows(const struct seen *seen)
{
    for (const struct character *other = seen->stage->ada->room->people; other != NULL; other = other->next)
        if (other->called != NULL && entity_same(other->leader, seen->stage->ada->id) && laid(other, seen->stage->number,
                                                                                              seen->number))
            return true;
    return false;
}
NOTHING_READY(SUMMON)
CHECKED(SUMMON) { return called_follows(seen); }
NOTHING_READY(RAISE)
CHECKED(RAISE) { return called_follows(seen); }
NOTHING_READY(MOUNT)
CHECKED(MOUNT) { return called_follows(seen); }
NOTHING_READY(CHARM)
CHECKED(CHARM) { return entity_same(seen->stage->guard->leader, seen->stage->ada->id) && is(seen->stage->guard, FIGURE_CHARMED); }
NOTHING_READY(IMPROVES)
CHECKED(IMPROVES) { return figures_changed(seen); }

static readying *const readyings[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, may, does) [EFFECT_##MEMBER] = ready_##MEMBER,
#include "zones/rules/effects.def"
#undef EFFECT
};
static checking *const checkings[EFFECT_KINDS] = {
#define EFFECT(MEMBER, word, may, does) [EFFECT_##MEMBER] = check_##MEMBER,
#include "zones/rules/effects.def"
#undef EFFECT
};

#endif
