/* zones/grow/continent_wild.c -- who lives in which region.
 *
 * Each region has some of the beasts and people whose ground it has and whose levels it reaches.  Of each there are two or
 * three: every one with a mark of its own (a trait), a level of the cell where it was found, and something that it leaves.
 * Around home nothing attacks, and nothing is stronger than a beginner.  One thread. */
#include "zones/grow/continent_wild.h"

#include <string.h>

enum {
    BEASTS_OF_LAND = 20, PEOPLE_OF_LAND = 6, BEASTS_OF_SEA = 9,
    SORTS = 3,                     /* of one beast in one region, at most */
    CELLS_OF_ONE = 3,              /* cells in which one prototype stands, at most */
    CELLS_LEAST = 4,               /* ground of its own in a region that a beast asks for */
    HOME_CELLS = 12, HOME_LEVEL = 4, CALM_LEVEL = 8,
};

/* Roles that attack whoever comes; near home they mind their own business. */
static const char *calm_role(const char *role, uint32_t level, bool people)
{
    static const char *const angry[] = { "brute", "zealot", "packhound", "swarm", "undead", "spirit", "demon", "predator", "stalker" };
    for (unsigned n = 0; level < CALM_LEVEL && n < sizeof angry / sizeof *angry; n++)
        if (strcmp(role, angry[n]) == 0)
            return people ? "commoner" : level < 3 ? "prey" : "beast";
    return role;
}

static uint32_t level_at(const struct continent *continent, int cell)
{
    uint32_t level = continent->level[cell];
    return cells_apart(cell, continent->home) <= HOME_CELLS && level > HOME_LEVEL ? HOME_LEVEL : level;
}

static bool lives_at(const struct continent *continent, const struct beast *beast, unsigned region, int cell)
{
    uint32_t level = level_at(continent, cell);
    return continent->region[cell] == region + 1 && (beast->lands >> continent->ground[cell] & 1) != 0 && cell != HOLE && cell != HERMIT
           && continent->taken[cell] != 1 && continent->taken[cell] != 2 && level >= beast->level_least && level <= beast->level_most;
}

/* Cells it could be found in, as far as they matter: how many, and the one that chance likes best for this sort. */
static unsigned likely_cell(const struct continent *continent, const struct beast *beast, unsigned region, uint32_t salt, int *best)
{
    unsigned count = 0;
    uint32_t most = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        if (!lives_at(continent, beast, region, cell))
            continue;
        count++;
        uint32_t like = noise_hash(continent->seed + 141, (uint32_t)cell, salt) | 1;
        if (like > most) {
            most = like;
            *best = cell;
        }
    }
    return count;
}

/* Stands in the cell it was found in and in some more of about that level. */
static void place_mobile(struct continent *continent, const struct beast *beast, unsigned region, int first, uint32_t salt,
                         const char *key, const char *loot, const struct wild_object *gear)
{
    uint32_t level = level_at(continent, first), slack = 2 + level / 8;
    unsigned wanted = 1 + noise_hash(continent->seed + 142, salt, 1) % CELLS_OF_ONE;
    int cell = first;
    for (unsigned n = 0; n < wanted && cell != NOWHERE; n++) {
        wild_reset_add(continent, "mobile", key, cell_room(cell));
        if (gear != NULL)
            wild_reset_add(continent, gear->wear != NULL ? "wears" : "carries", gear->key, 0);
        if (loot != NULL)
            wild_reset_add(continent, "carries", loot, 0);
        int next = NOWHERE;
        for (int tried = 0; tried < 400 && next == NOWHERE; tried++) {
            int other = (int)(noise_hash(continent->seed + 143, salt * 4 + n, (uint32_t)tried) % CELLS);
            uint32_t there = level_at(continent, other);
            if (lives_at(continent, beast, region, other) && there + slack >= level && there <= level + slack)
                next = other;
        }
        cell = next;
    }
}

static const char *creature_text(struct continent *continent, const struct beast *beast, const struct yaml_node *trait, unsigned region,
                                 uint32_t chance, const struct wild_words *words)
{
    const char *text = wild_say(continent, list_pick(beast->texts, chance)->word, words);
    const char *mark = word_of(trait, "text");
    const char *said = mark != NULL ? say(continent, "%s %s", text, wild_say(continent, mark, words)) : text;
    const char *habit = continent->regions[region].creatures;
    return habit != NULL && !beast->people && (chance >> 10) % 3 == 0 ? say(continent, "%s %s", said, wild_say(continent, habit, words)) : said;
}

/* No more than ALIKE_MOST that are the same beast by the last word of its noun, of one role, with the same loot. */
static bool one_too_many(struct wild *wild, const struct beast *beast, const char *role, unsigned sort)
{
    const char *space = strrchr(beast->noun, ' '), *noun = space == NULL ? beast->noun : space + 1;
    const char *loot = beast->loot_count > 0 ? beast->loot[sort % beast->loot_count]->key->word : "";
    unsigned at = 0;
    for (; at < wild->likeness_count; at++)
        if (strcmp(wild->likenesses[at].noun, noun) == 0 && strcmp(wild->likenesses[at].role, role) == 0
            && strcmp(wild->likenesses[at].loot, loot) == 0)
            break;
    if (at == wild->likeness_count && at == LIKENESSES_MOST)
        return true;
    if (at == wild->likeness_count)
        wild->likenesses[wild->likeness_count++] = (struct wild_likeness){ noun, role, loot, 0 };
    return ++wild->likenesses[at].count > ALIKE_MOST;
}

/* One prototype: the `sort`-th of this beast in this region. */
static void make_one(struct continent *continent, const struct beast *beast, unsigned region, unsigned sort, int cell)
{
    struct wild *wild = continent->wild;
    if (wild->mobile_count == WILD_MOBILES_MOST)
        return;
    unsigned number = (unsigned)(beast - wild->beasts);
    uint32_t salt = (number * REGIONS_MOST + region) * SORTS + sort, chance = noise_hash(continent->seed + 144, salt, 0);
    const char *role = calm_role(list_pick(beast->roles, sort + (chance >> 9) % 2)->word, level_at(continent, cell), beast->people);
    if (one_too_many(wild, beast, role, sort))
        return;
    /* Sorts of one beast have traits that follow each other in the list, so they differ. */
    const struct yaml_node *traits = yaml_member(wild->traits, beast->coat);
    const struct yaml_node *trait = list_pick(traits, noise_hash(continent->seed + 145, number, region) + sort);
    struct wild_mobile *mobile = &wild->mobiles[wild->mobile_count++];
    struct wild_words words = { .noun = beast->noun, .of = continent->regions[region].short_name, .she = chance % 2 == 0 };
    mobile->key = say(continent, "%s_%u_%u", beast->key, region + 1, sort + 1);
    mobile->name = wild_say(continent, say(continent, "{an} %s {of} {noun}", word_of(trait, "is")), &words);
    words.name = mobile->name;
    mobile->level = level_at(continent, cell);
    mobile->line = wild_say(continent, list_pick(beast->lines, chance >> 3)->word, &words);
    mobile->text = creature_text(continent, beast, trait, region, chance >> 5, &words);
    mobile->keys = wild_keys(continent, mobile->name);
    mobile->race = list_pick(beast->races, chance >> 7)->word;
    mobile->role = role;
    mobile->build = list_pick(beast->builds, chance >> 11)->word;
    mobile->is = !beast->people ? "it" : words.she ? "she" : "he";
    mobile->wanders = !beast->rooted && (chance >> 13) % 3 == 0;
    const struct wild_object *gear = beast->people ? wild_gear(continent, region, salt, mobile->level, mobile->key) : NULL;
    const char *loot = beast->loot_count > 0 ? wild_loot(continent, beast, region, sort % beast->loot_count, mobile->level) : NULL;
    place_mobile(continent, beast, region, cell, salt, mobile->key, loot, gear);
}

static void settle_beast(struct continent *continent, const struct beast *beast, unsigned region, unsigned cells)
{
    unsigned sorts = cells >= 60 ? SORTS : cells >= 12 ? 2 : 1;
    if (sorts > 1 && noise_hash(continent->seed + 146, (uint32_t)(beast - continent->wild->beasts), region) % 3 == 0)
        sorts--;
    for (unsigned sort = 0; sort < sorts; sort++) {
        int cell = NOWHERE;
        uint32_t salt = (uint32_t)(beast - continent->wild->beasts) * 7 + sort * 131 + region * 1009;
        likely_cell(continent, beast, region, salt, &cell);
        if (cell != NOWHERE)
            make_one(continent, beast, region, sort, cell);
    }
}

static void settle_region(struct continent *continent, unsigned region)
{
    struct wild *wild = continent->wild;
    unsigned beasts = 0, people = 0, most = continent->regions[region].sea ? BEASTS_OF_SEA : BEASTS_OF_LAND;
    unsigned shift = noise_hash(continent->seed + 147, region, 0) % (wild->beast_count + 1);
    for (unsigned n = 0; n < wild->beast_count; n++) {
        const struct beast *beast = &wild->beasts[(n + shift) % wild->beast_count];
        int cell;
        if (beast->people ? people >= PEOPLE_OF_LAND : beasts >= most)
            continue;
        unsigned cells = likely_cell(continent, beast, region, 0, &cell);
        if (cells < CELLS_LEAST)
            continue;
        settle_beast(continent, beast, region, cells);
        people += beast->people;
        beasts += !beast->people;
    }
}

bool grow_wild(struct continent *continent, const struct yaml_node *data, struct mistakes *mistakes)
{
    struct wild *wild = continent->wild = arena_get(continent->arena, sizeof *wild);
    wild->mobiles = arena_get(continent->arena, WILD_MOBILES_MOST * sizeof *wild->mobiles);
    wild->objects = arena_get(continent->arena, WILD_OBJECTS_MOST * sizeof *wild->objects);
    wild->resets = arena_get(continent->arena, WILD_RESETS_MOST * sizeof *wild->resets);
    if (!wild_read(continent, data, mistakes))
        return false;
    for (unsigned region = 0; region < continent->region_count; region++)
        settle_region(continent, region);
    wild_finds(continent);
    return wild->reset_count < WILD_RESETS_MOST;
}
