/* zones/skills/ground.c -- see ground.h.  Entered by the zone's worker. */
#include "zones/skills/ground.h"

#include "core/memory.h"
#include "zones/skills/skills_parts.h"

enum { GROUND_MS = 3000, GROUND_HOLDS_MS = 4000, GROUNDS_MOST = 100, SKILL_NAME_SIZE = 80 };

static const struct effect *effect_of(const struct room *room, const struct room_spell *ground)
{
    return &room->zone->setting->rules->skills[ground->skill].does[ground->effect];
}

static void ground_wind(struct room *room)
{
    timers_set(&room->zone->timers, room->zone->now + GROUND_MS, TIMER_GROUND, NO_ENTITY, room->proto->id.number);
}

/* -- taking hold ------------------------------------------------------------------------------------- */

static bool spares(const struct room_spell *ground, enum effect_on on, const struct character *who)
{
    const struct character *by = entity_none(ground->by) ? NULL : land_character(who->zone, ground->by);
    bool friend = by != NULL && are_allies(by, who);
    if (on == ON_FRIENDS || on == ON_SELF)
        return !friend;
    if (on == ON_ALL)
        return false;
    return friend || (by != NULL && by->room == who->room && fight_refuses(by, who) != NULL)
        || (by == NULL && who->player == NULL && who->mobile->shop != NULL);
}

ZONE_THREAD static void take_hold(struct room *room, const struct room_spell *ground)
{
    const struct effect *effect = effect_of(room, ground);
    int64_t until = room->zone->now + GROUND_HOLDS_MS;
    for (struct character *who = room->people; who != NULL; who = who->next)
        if (!spares(ground, effect->on, who))
            affect_lay(who, ground->skill, ground->effect, ground->power, ground->level, until, ground->by);
}

/* What it does every so often its affect does, by itself. */
void ground_fire(struct zone *zone, uint64_t number)
{
    struct room *room = land_room(zone, (room_id){ (uint32_t)number });
    if (room == NULL || room->grounds == NULL)
        return;
    for (struct room_spell **at = &room->grounds; *at != NULL;) {
        struct room_spell *ground = *at;
        if (ground->until > zone->now) {
            take_hold(room, ground);
            at = &ground->next;
            continue;
        }
        const char *name = effect_of(room, ground)->word;
        tell_room(room, NULL, NULL, "The %s here is no more.\n", name != NULL ? name : zone->setting->rules->skills[ground->skill].affect);
        *at = ground->next;
        memory_free(ground);
    }
    if (room->grounds != NULL)
        ground_wind(room);
}

void ground_lay(struct room *room, uint16_t skill, unsigned effect, int32_t power, uint32_t level, int64_t until, entity_id by)
{
    struct room_spell **at = &room->grounds;
    if (*at == NULL)
        ground_wind(room);
    while (*at != NULL && ((*at)->skill != skill || (*at)->effect != effect))
        at = &(*at)->next;
    if (*at == NULL)
        *at = memory_get(sizeof **at);
    **at = (struct room_spell){ .next = (*at)->next, .skill = skill, .effect = (uint8_t)effect, .power = power, .level = level,
                            .until = until > (*at)->until ? until : (*at)->until, .by = by };
    take_hold(room, *at);
}

const char *ground_name(const struct room *room, const struct room_spell **last)
{
    *last = *last == NULL ? room->grounds : (*last)->next;
    if (*last == NULL)
        return NULL;
    const char *word = effect_of(room, *last)->word;
    return word != NULL ? word : room->zone->setting->rules->skills[(*last)->skill].affect;
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void grounds_free(struct room *room)
{
    while (room->grounds != NULL) {
        struct room_spell *ground = room->grounds;
        room->grounds = ground->next;
        memory_free(ground);
    }
}

void grounds_put(struct bytes_writer *writer, const struct room *room)
{
    uint32_t count = 0;
    for (const struct room_spell *ground = room->grounds; ground != NULL; ground = ground->next)
        count++;
    put_u32(writer, count);
    for (const struct room_spell *ground = room->grounds; ground != NULL; ground = ground->next) {
        put_string(writer, room->zone->setting->rules->skills[ground->skill].name);
        put_u8(writer, ground->effect);
        put_i64(writer, ground->power);
        put_u32(writer, ground->level);
        put_i64(writer, ground->until);
        put_entity(writer, ground->by);
    }
}

void grounds_take(struct bytes_reader *reader, struct room *room)
{
    const struct rules *rules = room->zone->setting->rules;
    struct room_spell **at = &room->grounds;
    uint32_t count = take_u32(reader);
    if (count > GROUNDS_MOST)
        reader->failed = true;
    for (uint32_t n = 0; n < count && !reader->failed; n++) {
        char name[SKILL_NAME_SIZE];
        take_string(reader, name, sizeof name);
        struct room_spell read = { .skill = rules_skill(rules, name), .effect = take_u8(reader), .power = (int32_t)take_i64(reader),
                               .level = take_u32(reader), .until = take_i64(reader) };
        read.by = take_entity(reader);
        if (reader->failed || read.skill == NO_SKILL || read.effect >= rules->skills[read.skill].effect_count)
            continue;
        *at = memory_get(sizeof **at);
        **at = read;
        at = &(*at)->next;
    }
}
