/* zones/body/affects.c -- what is upon somebody, and for how long.  Entered by the zone's worker.
 *
 * One alarm a character: TIMER_AFFECT at the earliest of all ends and ticks.  An alarm that was overtaken by an earlier one
 * finds affect_due changed and does nothing.
 *
 * As bytes: u32 count, then per affect the skill's name, u8 effect, i64 power, u32 level, i64 until, i64 tick, id of who
 * laid it. */
#include "zones/body/hazard.h"
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/skills/skills.h"
#include "zones/world/calendar.h"

#include <strings.h>

enum { AFFECTS_MOST = 1000, SKILL_NAME_SIZE = 80 };

const struct rules *rules_of(const struct character *who)
{
    return who->zone->setting->rules;
}

static const struct skill *skill_of(const struct character *who, const struct affect *affect)
{
    return &rules_of(who)->skills[affect->skill];
}

const struct effect *affect_effect(const struct rules *rules, const struct affect *affect)
{
    return &rules->skills[affect->skill].does[affect->effect];
}

/* -- finding ----------------------------------------------------------------------------------------- */

struct affect *affect_find(const struct character *who, uint16_t skill)
{
    for (struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect->skill == skill)
            return affect;
    return NULL;
}

struct affect *affect_giving(const struct character *who, enum figure wanted)
{
    for (struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        const struct effect *effect = affect_effect(rules_of(who), affect);
        for (unsigned at = 0; at < effect->give_count; at++)
            if (effect->gives[at].figure == wanted && effect->gives[at].amount > 0)
                return affect;
    }
    return NULL;
}

/* What its skill and its own effect are tagged with. */
static uint32_t tags_of(const struct character *who, const struct affect *affect)
{
    return skill_of(who, affect)->tags | affect_effect(rules_of(who), affect)->tags;
}

bool affect_tagged(const struct character *who, uint32_t tags)
{
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if ((tags_of(who, affect) & tags) != 0)
            return true;
    return false;
}

int affect_hours(const struct affect *affect, int64_t now)
{
    if (affect->until == FOREVER)
        return -1;
    int64_t left = (affect->until - now + WORLD_HOUR_MS - 1) / WORLD_HOUR_MS;
    return left < 1 ? 1 : left > 100000 ? 100000 : (int)left;
}

/* -- the alarm --------------------------------------------------------------------------------------- */

static int64_t affect_next(const struct affect *affect)
{
    if (affect->until == FOREVER)
        return affect->tick;
    return affect->tick == 0 || affect->until < affect->tick ? affect->until : affect->tick;
}

void affects_wind(struct character *who)
{
    int64_t due = needs_due(who);
    for (const struct affect *affect = who->affects; affect != NULL; affect = affect->next) {
        int64_t next = affect_next(affect);
        if (next != 0 && (due == 0 || next < due))
            due = next;
    }
    if (due == 0 || due == who->affect_due)
        return;
    who->affect_due = due;
    timers_set(&who->zone->timers, due, TIMER_AFFECT, who->id, 0);
}

/* -- laying and ending ------------------------------------------------------------------------------- */

static struct affect *affect_new(struct character *who, uint16_t skill, unsigned effect)
{
    struct affect **at = &who->affects;
    while (*at != NULL)
        at = &(*at)->next;
    struct affect *affect = *at = memory_get(sizeof *affect);
    affect->skill = skill;
    affect->effect = (uint8_t)effect;
    return affect;
}

struct affect *affect_lay(struct character *who, uint16_t skill, unsigned effect, int32_t power, uint32_t level, int64_t until,
                          entity_id by)
{
    struct affect *affect = who->affects;
    assert(effect < rules_of(who)->skills[skill].effect_count);
    while (affect != NULL && (affect->skill != skill || affect->effect != effect))
        affect = affect->next;
    character_touch(who, PART_BODY);
    pools_settle(who);
    if (affect == NULL) {
        affect = affect_new(who, skill, effect);
        affect->until = until;
        const struct effect *row = affect_effect(rules_of(who), affect);
        affect->tick = row->every_count > 0 ? who->zone->now + row->every_ms : 0;
    }
    affect->until = until == FOREVER || affect->until == FOREVER ? FOREVER : until > affect->until ? until : affect->until;
    affect->power = power > affect->power ? power : affect->power;
    affect->level = level > affect->level ? level : affect->level;
    affect->by = by;
    figures_stale(who);
    affects_wind(who);
    return affect;
}

static void affect_drop(struct character *who, struct affect *affect)
{
    struct affect **at = &who->affects;
    while (*at != affect)
        at = &(*at)->next;
    *at = affect->next;
    memory_free(affect);
}

ZONE_THREAD static void tell_end(struct character *who, const struct skill *skill, enum effect_kind kind)
{
    if (kind == EFFECT_SHAPE)
        tell(who, "You resume your natural form.\n");
    if (kind == EFFECT_SUMMON || kind == EFFECT_MARK || kind == EFFECT_STEAL)
        return;
    if (skill->lines[LINE_ENDS] != NULL)
        tell(who, "%s\n", skill->lines[LINE_ENDS]);
    else if (kind != EFFECT_SHAPE)
        tell(who, "The %s wears off.\n", skill->affect);
    if (skill->lines[LINE_ENDS_ROOM] == NULL || who->room == NULL)
        return;
    const char *values[BLANKS] = {
        [BLANK_NAME] = character_name(who), [BLANK_THEY] = pronoun_subject(who), [BLANK_THEM] = pronoun_object(who),
        [BLANK_THEIR] = pronoun_possessive(who), [BLANK_THEMSELF] = pronoun_reflexive(who),
    };
    struct text *line = book_fill(skill->lines[LINE_ENDS_ROOM], values);
    tell_room(who->room, who, NULL, "%s\n", text_bytes(line));
    text_unref(&line);
}

/* Its other effects may still be upon him: the line is said with the last of them. */
void affect_end(struct character *who, struct affect *affect, bool told)
{
    struct affect gone = *affect;
    character_touch(who, PART_BODY);
    pools_settle(who);
    affect_drop(who, affect);
    figures_stale(who);
    if (told && affect_find(who, gone.skill) == NULL)
        tell_end(who, &rules_of(who)->skills[gone.skill], affect_effect(rules_of(who), &gone)->kind);
    effects_ended(who, &gone);
}

unsigned affects_end(struct character *who, uint32_t tags, unsigned most, bool told)
{
    unsigned ended = 0;
    for (struct affect *affect = who->affects, *next; affect != NULL && (most == 0 || ended < most); affect = next) {
        next = affect->next;
        if ((tags_of(who, affect) & tags) == 0)
            continue;
        affect_end(who, affect, told);
        ended++;
    }
    return ended;
}

void affects_free(struct character *who)
{
    while (who->affects != NULL)
        affect_drop(who, who->affects);
}

/* -- the alarm goes off ------------------------------------------------------------------------------ */

/* The first that is due now: what it does may end others, or him. */
static struct affect *affect_first_due(const struct character *who)
{
    for (struct affect *affect = who->affects; affect != NULL; affect = affect->next)
        if (affect_next(affect) != 0 && affect_next(affect) <= who->zone->now)
            return affect;
    return NULL;
}

void affects_fire(struct character *who)
{
    struct zone *zone = who->zone;
    entity_id id = who->id;
    who->affect_due = 0;
    for (struct affect *affect; who != NULL && (affect = affect_first_due(who)) != NULL; who = land_character(zone, id)) {
        if (affect->until != FOREVER && affect->until <= zone->now) {
            const char *name = zone->setting->rules->skills[affect->skill].name;
            affect_end(who, affect, true);
            who = land_character(zone, id);
            if (who != NULL)
                state_follows(who, name);
            continue;
        }
        struct affect now = *affect;    /* it may not outlive what it does */
        character_touch(who, PART_BODY);
        affect->tick = zone->now + affect_effect(zone->setting->rules, affect)->every_ms;
        effects_every(who, &now);
    }
    if (who == NULL)
        return;
    needs_fire(who);
    affects_wind(who);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void affects_put(struct bytes_writer *writer, const struct rules *rules, const struct affect *first)
{
    uint32_t count = 0;
    for (const struct affect *affect = first; affect != NULL; affect = affect->next)
        count++;
    put_u32(writer, count);
    for (const struct affect *affect = first; affect != NULL; affect = affect->next) {
        put_string(writer, rules->skills[affect->skill].name);
        put_u8(writer, affect->effect);
        put_i64(writer, affect->power);
        put_u32(writer, affect->level);
        put_i64(writer, affect->until);
        put_i64(writer, affect->tick);
        put_entity(writer, affect->by);
    }
}

/* The table may have changed since: what it has no such effect for any more is gone. */
static bool affect_stands(const struct rules *rules, uint16_t skill, uint8_t effect)
{
    return skill != NO_SKILL && effect < rules->skills[skill].effect_count;
}

void affects_take(struct bytes_reader *reader, struct character *who)
{
    const struct rules *rules = rules_of(who);
    uint32_t count = take_u32(reader);
    if (count > AFFECTS_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        char name[SKILL_NAME_SIZE];
        take_string(reader, name, sizeof name);
        struct affect read = { .skill = rules_skill(rules, name) };
        read.effect = take_u8(reader);
        read.power = (int32_t)take_i64(reader);
        read.level = take_u32(reader);
        read.until = take_i64(reader);
        read.tick = take_i64(reader);
        read.by = take_entity(reader);
        if (read.until < 0 || read.tick < 0)
            reader->failed = true;
        if (reader->failed || !affect_stands(rules, read.skill, read.effect))
            continue;
        struct affect *affect = affect_new(who, read.skill, read.effect);
        read.next = affect->next;
        *affect = read;
    }
}
