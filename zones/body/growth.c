/* zones/body/growth.c -- what a player has become: its bytes, what he has learned.  Entered by the zone's worker.
 *
 * The growth part of a body record and of a land's state: u8 version 2, kin (heir, ancestor, i64 due, legacy, u8 severed:
 * in version 1 two empty names behind the kills), race's and class's keys, u32 paragon levels, i64
 * experience, hero points, noble points, u32 nobility, practices, raises, quest points, then i64 each: attributes, pools,
 * sessions, u32 laps, of each lap class's key and u32 level, i64 alignment, wimpy, fed until, watered until, safe until,
 * u8 flags (1 fights players, 2 outlawed), i64 owed experience and pools, u32 kills, u64 each of the recent ones, u32 count
 * of what was learned, of each: skill's name, u8 percent, rank, trained, locked, i64 ready. */
#include "zones/world/land.h"

#include "core/memory.h"
#include "zones/rules/formula.h"

#include <string.h>

enum { GROWTH_VERSION = 2, FLAG_FIGHTS_PLAYERS = 1, FLAG_OUTLAWED = 2, LEARNED_MOST = 2000, KEY_TEXT_SIZE = 80 };
enum { POINTS_MOST = 1000000000 };

static const int32_t pools_first[POOLS] = { [POOL_HEALTH] = 100, [POOL_MANA] = 100, [POOL_STAMINA] = 120 };

void growth_free(struct growth *growth)
{
    memory_free(growth->learned);
    growth->learned = NULL;
    growth->learned_count = 0;
}

/* -- what was learned -------------------------------------------------------------------------------- */

/* By skill number: where it is, or belongs. */
static unsigned learned_place(const struct growth *growth, uint16_t skill)
{
    unsigned low = 0, high = growth->learned_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (growth->learned[middle].skill < skill)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct learned *learned_insert(struct growth *growth, uint16_t skill)
{
    unsigned at = learned_place(growth, skill);
    if (at < growth->learned_count && growth->learned[at].skill == skill)
        return &growth->learned[at];
    growth->learned = memory_resize(growth->learned, (growth->learned_count + 1) * sizeof *growth->learned);
    memmove(growth->learned + at + 1, growth->learned + at, (growth->learned_count - at) * sizeof *growth->learned);
    growth->learned[at] = (struct learned){ .skill = skill };
    growth->learned_count++;
    return &growth->learned[at];
}

/* What a path teaches its youngest is known from the beginning, if not well. */
void growth_begin(struct growth *growth, const struct rules *rules, uint16_t race, uint8_t class)
{
    assert(race < rules->race_count);
    assert(class < rules->class_count);
    *growth = (struct growth){ .race = race, .class = class };
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        growth->attributes[at] = ATTRIBUTE_ORDINARY;
    memcpy(growth->pools, pools_first, sizeof growth->pools);
    growth->practices = (uint32_t)rules->constants.newborn_practices;
    for (unsigned skill = 0; skill < rules->skill_count; skill++)
        if (skill_level(rules, &rules->skills[skill], class) == 1)
            *learned_insert(growth, (uint16_t)skill) = (struct learned){
                .skill = (uint16_t)skill, .percent = (uint8_t)rules->constants.newborn_percent, .rank = 1, .trained = 1 };
}

struct learned *learned_find(const struct character *who, uint16_t skill)
{
    if (who->player == NULL)
        return NULL;
    const struct growth *growth = &who->player->growth;
    unsigned at = learned_place(growth, skill);
    return at < growth->learned_count && growth->learned[at].skill == skill ? &growth->learned[at] : NULL;
}

struct learned *learned_add(struct character *who, uint16_t skill)
{
    assert(who->player != NULL);
    assert(skill < rules_of(who)->skill_count);
    character_touch(who, PART_BODY);
    struct learned *learned = learned_insert(&who->player->growth, skill);
    if (learned->percent == 0)
        *learned = (struct learned){ .skill = skill, .percent = 1, .rank = 1, .trained = 1 };
    figures_stale(who);
    return learned;
}

/* A mobile does what it can well enough for its level. */
int skill_percent(const struct character *who, uint16_t skill)
{
    enum { MOBILE_LEAST = 40, MOBILE_MOST = 100 };
    const struct learned *learned = learned_find(who, skill);
    if (learned != NULL)
        return learned->percent;
    if (who->player != NULL)
        return 0;
    int percent = MOBILE_LEAST + (int)who->mobile->level;
    return percent > MOBILE_MOST ? MOBILE_MOST : percent;
}

unsigned skill_rank(const struct character *who, uint16_t skill)
{
    const struct learned *learned = learned_find(who, skill);
    if (learned != NULL)
        return learned->rank;
    return who->player != NULL ? 0 : 1 + character_level(who) * (RANK_MOST - 1) / LEVELS_MORTAL;
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

static void put_numbers(struct bytes_writer *writer, const struct growth *growth)
{
    put_u32(writer, growth->paragon);
    put_i64(writer, growth->experience);
    put_i64(writer, growth->hero_points);
    put_i64(writer, growth->noble_points);
    put_u32(writer, growth->nobility);
    put_u32(writer, growth->practices);
    put_u32(writer, growth->raises);
    put_u32(writer, growth->quest_points);
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        put_i64(writer, growth->attributes[at]);
    for (unsigned pool = 0; pool < POOLS; pool++)
        put_i64(writer, growth->pools[pool]);
    for (unsigned pool = 0; pool < POOLS; pool++)
        put_u32(writer, growth->sessions[pool]);
}

static void put_laps(struct bytes_writer *writer, const struct rules *rules, const struct growth *growth)
{
    put_u32(writer, growth->laps);
    for (unsigned at = 0; at < BLOODLINE_MOST; at++) {
        bool there = at < growth->laps;
        put_string(writer, there ? rules->classes[growth->lap_class[at]].key : "");
        put_u32(writer, there ? growth->lap_level[at] : 0);
    }
}

static void put_life(struct bytes_writer *writer, const struct growth *growth)
{
    put_i64(writer, growth->alignment);
    put_i64(writer, growth->wimpy);
    put_i64(writer, growth->fed_until);
    put_i64(writer, growth->watered_until);
    put_i64(writer, growth->safe_until);
    put_u8(writer, (growth->fights_players ? FLAG_FIGHTS_PLAYERS : 0) | (growth->outlawed ? FLAG_OUTLAWED : 0));
    put_i64(writer, growth->owed);
    for (unsigned pool = 0; pool < POOLS; pool++)
        put_i64(writer, growth->owed_pools[pool]);
    put_u32(writer, growth->kills);
    for (unsigned at = 0; at < KILLS_KEPT; at++)
        put_u64(writer, growth->recent[at]);
}

void kin_put(struct bytes_writer *writer, const struct kin *kin)
{
    put_string(writer, kin->heir);
    put_string(writer, kin->ancestor);
    put_i64(writer, kin->due);
    put_i64(writer, kin->legacy);
    put_u8(writer, kin->severed);
}

void growth_put(struct bytes_writer *writer, const struct rules *rules, const struct growth *growth)
{
    put_u8(writer, GROWTH_VERSION);
    kin_put(writer, &growth->kin);
    put_string(writer, rules->races[growth->race].key);
    put_string(writer, rules->classes[growth->class].key);
    put_numbers(writer, growth);
    put_laps(writer, rules, growth);
    put_life(writer, growth);
    put_u32(writer, growth->learned_count);
    for (unsigned at = 0; at < growth->learned_count; at++) {
        const struct learned *learned = &growth->learned[at];
        put_string(writer, rules->skills[learned->skill].name);
        put_u8(writer, learned->percent);
        put_u8(writer, learned->rank);
        put_u8(writer, learned->trained);
        put_u8(writer, learned->locked);
        put_i64(writer, learned->ready);
    }
}

/* A number that is none of those it can be makes the record unreadable. */
static int64_t take_between(struct bytes_reader *reader, int64_t least, int64_t most)
{
    int64_t number = take_i64(reader);
    if (number < least || number > most)
        reader->failed = true;
    return reader->failed ? least : number;
}

static void take_numbers(struct bytes_reader *reader, struct growth *growth)
{
    growth->paragon = take_u32(reader);
    growth->experience = take_between(reader, 0, INT64_MAX);
    growth->hero_points = take_between(reader, 0, INT64_MAX);
    growth->noble_points = take_between(reader, 0, INT64_MAX);
    growth->nobility = take_u32(reader);
    growth->practices = take_u32(reader);
    growth->raises = take_u32(reader);
    growth->quest_points = take_u32(reader);
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        growth->attributes[at] = (int32_t)take_between(reader, 1, figure_most[at]);
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->pools[pool] = (int32_t)take_between(reader, 0, figure_most[FIGURE_HEALTH + pool]);
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->sessions[pool] = take_u32(reader);
    if (growth->paragon > LEVELS_PARAGON)
        reader->failed = true;
}

/* Of a class that is gone: the path. */
static uint8_t take_class(struct bytes_reader *reader, const struct rules *rules)
{
    char key[KEY_TEXT_SIZE];
    take_string(reader, key, sizeof key);
    int class = rules_class(rules, key);
    return class < 0 ? 0 : (uint8_t)class;
}

static void take_laps(struct bytes_reader *reader, const struct rules *rules, struct growth *growth)
{
    growth->laps = take_u32(reader);
    for (unsigned at = 0; at < BLOODLINE_MOST; at++) {
        growth->lap_class[at] = take_class(reader, rules);
        growth->lap_level[at] = take_u32(reader);
    }
}

static void take_name(struct bytes_reader *reader, char name[NAME_SIZE])
{
    take_string(reader, name, NAME_SIZE);
    if (name[0] != '\0' && !name_fits(name))
        reader->failed = true;
}

void kin_take(struct bytes_reader *reader, struct kin *kin)
{
    *kin = (struct kin){0};
    take_name(reader, kin->heir);
    take_name(reader, kin->ancestor);
    kin->due = take_between(reader, 0, BOOKS_MOST);
    kin->legacy = take_between(reader, 0, BOOKS_MOST);
    kin->severed = take_u8(reader) != 0;
}

static void take_life(struct bytes_reader *reader, struct growth *growth, uint8_t version)
{
    growth->alignment = (int32_t)take_between(reader, -1000, 1000);
    growth->wimpy = (int32_t)take_between(reader, 0, POINTS_MOST);
    growth->fed_until = take_between(reader, 0, INT64_MAX);
    growth->watered_until = take_between(reader, 0, INT64_MAX);
    growth->safe_until = take_between(reader, 0, INT64_MAX);
    uint8_t flags = take_u8(reader);
    growth->fights_players = (flags & FLAG_FIGHTS_PLAYERS) != 0;
    growth->outlawed = (flags & FLAG_OUTLAWED) != 0;
    growth->owed = take_between(reader, 0, INT64_MAX);
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->owed_pools[pool] = (int32_t)take_between(reader, 0, POINTS_MOST);
    growth->kills = take_u32(reader);
    for (unsigned at = 0; at < KILLS_KEPT; at++)
        growth->recent[at] = take_u64(reader);
    char nobody[NAME_SIZE];
    for (unsigned kin = 0; kin < 2 && version < GROWTH_WITH_KIN; kin++)
        take_string(reader, nobody, sizeof nobody);
}

/* A skill that is gone from the tables is forgotten. */
static void take_learned(struct bytes_reader *reader, const struct rules *rules, struct growth *growth)
{
    uint32_t count = take_u32(reader);
    if (count > LEARNED_MOST)
        reader->failed = true;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        char name[KEY_TEXT_SIZE];
        take_string(reader, name, sizeof name);
        struct learned read = { .skill = rules_skill(rules, name) };
        read.percent = take_u8(reader);
        read.rank = take_u8(reader);
        read.trained = take_u8(reader);
        read.locked = take_u8(reader) != 0;
        read.ready = take_between(reader, 0, INT64_MAX);
        if (read.percent > PERCENT_MASTERED || read.rank > RANK_MOST || read.trained > RANK_MOST)
            reader->failed = true;
        if (!reader->failed && read.skill != NO_SKILL)
            *learned_insert(growth, read.skill) = read;
    }
}

int64_t growth_experience(struct bytes_reader *reader)
{
    char key[KEY_TEXT_SIZE];
    struct kin kin = {0};
    if (take_u8(reader) >= GROWTH_WITH_KIN)
        kin_take(reader, &kin);
    take_string(reader, key, sizeof key);
    take_string(reader, key, sizeof key);
    take_u32(reader);                   /* paragon levels */
    return take_between(reader, 0, BOOKS_MOST) + kin.due + kin.legacy;
}

bool growth_take(struct bytes_reader *reader, const struct rules *rules, struct growth *growth)
{
    char race[KEY_TEXT_SIZE];
    uint8_t version = take_u8(reader);
    growth->kin = (struct kin){0};
    if (version >= GROWTH_WITH_KIN)
        kin_take(reader, &growth->kin);
    take_string(reader, race, sizeof race);
    const struct race *found = rules_race(rules, race);
    growth->race = found == NULL ? 0 : (uint16_t)(found - rules->races);
    growth->class = take_class(reader, rules);
    take_numbers(reader, growth);
    take_laps(reader, rules, growth);
    take_life(reader, growth, version);
    take_learned(reader, rules, growth);
    return !reader->failed && version >= 1 && version <= GROWTH_VERSION;
}
