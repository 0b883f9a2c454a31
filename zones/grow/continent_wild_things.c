/* zones/grow/continent_wild_things.c -- what creatures carry and wear, and what lies about.  One thread. */
#include "zones/grow/continent_wild.h"

#include <string.h>

enum { FINDS_OF_REGION = 17, FIND_CELLS = 3 };

void wild_reset_add(struct continent *continent, const char *kind, const char *key, uint32_t room)
{
    struct wild *wild = continent->wild;
    if (wild->reset_count < WILD_RESETS_MOST)
        wild->resets[wild->reset_count++] = (struct wild_reset){ kind, key, room };
}

struct wild_object *wild_object_add(struct continent *continent)
{
    struct wild *wild = continent->wild;
    return wild->object_count < WILD_OBJECTS_MOST ? &wild->objects[wild->object_count++] : NULL;
}

static const char *picked(const struct yaml_node *entry, const char *key, uint32_t index)
{
    const struct yaml_node *word = list_pick(yaml_member(entry, key), index);
    return word != NULL && word->kind == YAML_WORD ? word->word : "";
}

/* An entry of `loot`, `finds` or `gear` in the words of a region; three in four have a mark. */
static void put_into_words(struct continent *continent, struct wild_object *object, const struct yaml_node *entry,
                           struct wild_words *words, const struct yaml_node *marks, uint32_t chance)
{
    object->name = wild_say(continent, word_of(entry, "name"), words);
    words->name = object->name;
    const char *line = word_of(entry, "line");
    object->line = wild_say(continent, line != NULL ? line : "{A} lies here.", words);
    object->text = wild_say(continent, picked(entry, "text", chance), words);
    const struct yaml_node *mark = list_pick(marks, chance >> 5);
    if (mark != NULL && mark->kind == YAML_WORD && (chance >> 3) % 4 != 0)
        object->text = say(continent, "%s %s", object->text, mark->word);
    object->keys = wild_keys(continent, object->name);
    object->kind = word_of(entry, "kind") != NULL ? word_of(entry, "kind") : "thing";
    object->weight = number_of(entry, "weight", 1);
    object->capacity = number_of(entry, "capacity", 0);
}

const char *wild_loot(struct continent *continent, const struct beast *beast, unsigned region, unsigned index, uint32_t level)
{
    if (index >= beast->loot_count)
        return NULL;
    const char *key = say(continent, "%s_%s_%u", beast->loot[index]->key->word, beast->key, region + 1);
    struct wild *wild = continent->wild;
    for (unsigned n = wild->object_count; n-- > 0 && n + 40 > wild->object_count;)
        if (strcmp(wild->objects[n].key, key) == 0)
            return wild->objects[n].key;
    struct wild_object *object = wild_object_add(continent);
    if (object == NULL)
        return NULL;
    struct wild_words words = { .noun = beast->noun, .of = continent->regions[region].short_name };
    uint32_t chance = noise_hash(continent->seed + 131, region * 1000 + index, (uint32_t)(beast - wild->beasts));
    object->key = key;
    put_into_words(continent, object, beast->loot[index], &words, wild->loot_marks, chance);
    object->value = number_of(beast->loot[index], "value", 2) * (4 + level) / 4 + chance % 3;
    return key;
}

/* Metals and cloths for a level: each list of `materials` goes from what beginners have to what heroes have. */
static const char *material_of(const struct continent *continent, const char *sort, uint32_t level, uint32_t chance)
{
    const struct yaml_node *list = yaml_member(continent->wild->metals, sort);
    unsigned count = list_count(list);
    if (count == 0)
        return NULL;
    uint32_t at = level * count / (LEVEL_MOST + 1);
    if (at > 0 && chance % 4 == 0)
        at--;
    return list_pick(list, at)->word;
}

/* Whether another object has that name already: two entries of the data may come out alike. */
static bool name_is_new(const struct wild *wild, const struct wild_object *object)
{
    for (unsigned n = 0; n < wild->object_count; n++)
        if (&wild->objects[n] != object && strcmp(wild->objects[n].name, object->name) == 0)
            return false;
    return true;
}

const struct wild_object *wild_gear(struct continent *continent, unsigned region, unsigned ordinal, uint32_t level, const char *owner)
{
    static const char *const qualities[] = { "rough", "average", "good", "good", "excellent", "superior" };
    const struct wild *wild = continent->wild;
    struct wild_object *object = wild->gear_count > 0 ? wild_object_add(continent) : NULL;
    if (object == NULL)
        return NULL;
    uint32_t chance = noise_hash(continent->seed + 132, region, ordinal);
    for (unsigned tried = 0; tried < wild->gear_count; tried++) {
        const struct yaml_node *entry = wild->gear[(chance + ordinal + tried) % wild->gear_count];
        struct wild_words words = { .of = continent->regions[region].short_name,
                                    .material = material_of(continent, word_of(entry, "of"), level, chance >> 8) };
        put_into_words(continent, object, entry, &words, wild->gear_marks, chance >> 4);
        object->wear = word_of(entry, "wear");
        object->family = word_of(entry, "family");
        object->material = words.material;
        if (name_is_new(wild, object))
            break;
    }
    object->key = say(continent, "gear_%s", owner);
    object->quality = qualities[(chance >> 12) % 6];
    object->level = level;
    object->weight = 0;            /* by its make */
    return object;
}

/* Cells of a region on some ground, those that chance likes best first. */
static unsigned find_cells(const struct continent *continent, unsigned region, uint32_t lands, uint32_t salt, int *cells, unsigned most)
{
    uint32_t likes[FIND_CELLS] = { 0 };
    unsigned count = 0;
    for (int cell = 0; cell < CELLS; cell++) {
        if (continent->region[cell] != region + 1 || (lands >> continent->ground[cell] & 1) == 0 || cell == HOLE
            || continent->taken[cell] == 1)
            continue;
        uint32_t like = noise_hash(continent->seed + 133, (uint32_t)cell, salt);
        unsigned at = count < most ? count++ : most;
        if (at == most && like <= likes[most - 1])
            continue;
        at = at == most ? most - 1 : at;
        for (; at > 0 && likes[at - 1] < like; at--) {
            likes[at] = likes[at - 1];
            cells[at] = cells[at - 1];
        }
        likes[at] = like;
        cells[at] = cell;
    }
    return count;
}

void wild_finds(struct continent *continent)
{
    struct wild *wild = continent->wild;
    for (unsigned region = 0; region < continent->region_count; region++) {
        unsigned made = 0, shift = noise_hash(continent->seed + 134, region, 0) % (wild->find_count + 1);
        for (unsigned n = 0; n < wild->find_count && made < FINDS_OF_REGION; n++) {
            const struct yaml_node *entry = wild->finds[(n + shift) % wild->find_count];
            struct mistakes ignored = { .file = "", .out = continent->complaints };
            uint32_t lands = grounds_read(continent, &ignored, yaml_member(entry, "lands"));
            int cells[FIND_CELLS];
            unsigned count = find_cells(continent, region, lands, (n + shift) % wild->find_count, cells, FIND_CELLS);
            struct wild_object *object = count > 0 ? wild_object_add(continent) : NULL;
            if (object == NULL)
                continue;
            struct wild_words words = { .of = continent->regions[region].short_name };
            object->key = say(continent, "find_%u_%u", (n + shift) % wild->find_count + 1, region + 1);
            put_into_words(continent, object, entry, &words, NULL, noise_hash(continent->seed + 135, region, n));
            object->value = number_of(entry, "value", 1) * (8 + continent->level[cells[0]]) / 8;
            if (!name_is_new(wild, object)) {
                wild->object_count--;
                continue;
            }
            for (unsigned cell = 0; cell < count; cell++)
                wild_reset_add(continent, "object", object->key, cell_room(cells[cell]));
            made++;
        }
    }
}
