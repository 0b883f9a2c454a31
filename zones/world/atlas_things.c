/* zones/world/atlas_things.c -- creatures and things of the whole world: is each somewhere, does it fit, is it one of too many?
 * And the list of all that there is.  See atlas.h. */
#include "zones/world/atlas_parts.h"

#include "core/bytes.h"
#include "zones/rules/creatures.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEVEL_BELOW = 10, LEVEL_ABOVE = 15 };

/* The key of the file that has "area.key". */
static size_t area_length(const char *key)
{
    return strcspn(key, ".");
}

/* -- is it anywhere? --------------------------------------------------------------------------------- */

/* Whatever any reset lays out, wherever that is: what cannot be got to is another mistake already. */
static void mark_resets(const struct walk *walk, bool *mobiles, bool *objects)
{
    for (unsigned n = 0; n < walk->world->area_count; n++)
        for (unsigned r = 0; r < walk->world->areas[n].reset_count; r++) {
            const struct reset *reset = &walk->world->areas[n].resets[r];
            *(reset->kind == RESET_MOBILE ? &mobiles[reset->proto.number] : &objects[reset->proto.number]) = true;
        }
}

static unsigned check_anywhere(const struct walk *walk, FILE *out)
{
    const struct world *world = walk->world;
    unsigned count = 0;
    bool *mobiles = memory_get(world->mobile_count + 1), *objects = memory_get(world->object_count + 1);
    mark_resets(walk, mobiles, objects);
    for (unsigned n = 0; n < world->mobile_count; n++)
        if (!mobiles[n] && ++count > 0)
            fprintf(out, "%s: no reset places this mobile\n", world->mobiles[n].key);
    for (unsigned n = 0; n < world->object_count; n++)
        if (!objects[n] && !walk->had[n] && ++count > 0)
            fprintf(out, "%s: nothing lays out, sells, gives or wears this object\n", world->objects[n].key);
    memory_free(mobiles);
    memory_free(objects);
    return count;
}

/* -- levels ------------------------------------------------------------------------------------------ */

static unsigned check_reset_level(const struct walk *walk, const struct area *area, const struct reset *reset, FILE *out)
{
    bool mobile = reset->kind == RESET_MOBILE;
    uint32_t level = mobile ? walk->world->mobiles[reset->proto.number].level : walk->world->objects[reset->proto.number].make.level;
    const char *key = mobile ? walk->world->mobiles[reset->proto.number].key : walk->world->objects[reset->proto.number].key;
    const uint32_t fierce = 1u << BEHAVIOUR_AGGRESSIVE | 1u << BEHAVIOUR_WARY | 1u << BEHAVIOUR_HUNTER;
    bool harmless = mobile && (walk->world->mobiles[reset->proto.number].behaviours & fierce) == 0;
    bool low = mobile && level + LEVEL_BELOW < area->level_min && !harmless, high = level > area->level_max + LEVEL_ABOVE && !harmless;
    if (low || high)
        fprintf(out, "%s: of level %u, in an area for %u to %u\n", key, (unsigned)level, (unsigned)area->level_min, (unsigned)area->level_max);
    return low || high;
}

static unsigned check_levels(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (unsigned n = 0; n < walk->world->area_count; n++)
        for (unsigned r = 0; r < walk->world->areas[n].reset_count; r++)
            count += check_reset_level(walk, &walk->world->areas[n], &walk->world->areas[n].resets[r], out);
    return count;
}

bool atlas_is_whole(const struct world *world)
{
    for (unsigned n = 0; n < world->area_count; n++)
        if (world->areas[n].grid != NULL)
            return true;
    return false;
}

static unsigned check_bands(const struct walk *walk, FILE *out)
{
    unsigned count = 0;
    for (uint32_t level = 1; atlas_is_whole(walk->world) && level <= ATLAS_LEVELS; level++) {
        unsigned areas = 0;
        for (unsigned n = 0; n < walk->world->area_count; n++) {
            const struct area *area = &walk->world->areas[n];
            areas += area->grid == NULL && area->level_min <= level + ATLAS_NEAR && area->level_max + ATLAS_NEAR >= level;
        }
        if (areas < ATLAS_AREAS && ++count > 0)
            fprintf(out, "level %u: only %u areas are near it\n", (unsigned)level, areas);
    }
    return count;
}

/* -- alike ------------------------------------------------------------------------------------------- */

/* The last word of "a sour warder", of "a warder of the gate" the second. */
static void base_noun(const char *name, char noun[40])
{
    const char *of = strstr(name, " of "), *end = of == NULL ? name + strlen(name) : of, *from = end;
    while (from > name && from[-1] != ' ')
        from--;
    snprintf(noun, 40, "%.*s", (int)(end - from), from);
}

struct likeness { const char *area_name, *key; uint64_t hash; char noun[40]; };

static int likeness_order(const void *a, const void *b)
{
    const struct likeness *one = a, *other = b;
    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    return strcmp(one->key, other->key);
}

/* What each is, how it behaves, and what its first reset gives it. */
static uint64_t *kits_find(const struct walk *walk)
{
    uint64_t *kits = memory_get((walk->world->mobile_count + 1) * sizeof *kits);
    bool *seen = memory_get(walk->world->mobile_count + 1);
    for (unsigned n = 0; n < walk->world->area_count; n++) {
        unsigned wearer = UINT32_MAX;
        for (unsigned r = 0; r < walk->world->areas[n].reset_count; r++) {
            const struct reset *reset = &walk->world->areas[n].resets[r];
            if (reset->kind == RESET_MOBILE) {
                wearer = seen[reset->proto.number] ? UINT32_MAX : reset->proto.number;
                seen[reset->proto.number] = true;
            } else if (wearer != UINT32_MAX && (reset->kind == RESET_CARRIED || reset->kind == RESET_WORN)) {
                char noun[40];
                base_noun(walk->world->objects[reset->proto.number].name, noun);
                kits[wearer] += bytes_hash(noun, strlen(noun));     /* in whatever order */
            }
        }
    }
    memory_free(seen);
    return kits;
}

static unsigned check_alike(const struct walk *walk, FILE *out)
{
    const struct world *world = walk->world;
    unsigned mistakes = 0;
    uint64_t *kits = kits_find(walk);
    struct likeness *all = memory_get((world->mobile_count + 1) * sizeof *all);
    for (unsigned n = 0; n < world->mobile_count; n++) {
        const struct mobile_proto *mobile = &world->mobiles[n];
        base_noun(mobile->name, all[n].noun);
        uint64_t parts[4] = { bytes_hash(all[n].noun, strlen(all[n].noun)), mobile->behaviours, mobile->role, kits[n] };
        all[n].hash = bytes_hash(parts, sizeof parts);
        all[n].key = mobile->key;
    }
    if (world->mobile_count > 0)
        qsort(all, world->mobile_count, sizeof *all, likeness_order);
    for (unsigned from = 0, to; from < world->mobile_count; from = to) {
        for (to = from + 1; to < world->mobile_count && all[to].hash == all[from].hash;)
            to++;
        if (to - from > ATLAS_ALIKE && ++mistakes > 0)
            fprintf(out, "%s: one of %u mobiles that are a '%s', behave alike and have the same\n", all[from].key, to - from, all[from].noun);
    }
    memory_free(all);
    memory_free(kits);
    return mistakes;
}

struct named { const char *name, *key; };

static int named_order(const void *a, const void *b)
{
    const struct named *one = a, *other = b;
    size_t here = area_length(one->key), there = area_length(other->key);
    int order = strncmp(one->key, other->key, here > there ? here : there);
    order = order != 0 && (here != there || strncmp(one->key, other->key, here) != 0) ? order : strcasecmp(one->name, other->name);
    return order != 0 ? order : strcmp(one->key, other->key);
}

static unsigned check_names(const struct walk *walk, FILE *out)
{
    const struct world *world = walk->world;
    unsigned mistakes = 0;
    struct named *all = memory_get((world->mobile_count + 1) * sizeof *all);
    for (unsigned n = 0; n < world->mobile_count; n++)
        all[n] = (struct named){ world->mobiles[n].name, world->mobiles[n].key };
    if (world->mobile_count > 0)
        qsort(all, world->mobile_count, sizeof *all, named_order);
    for (unsigned n = 1; n < world->mobile_count; n++) {
        size_t length = area_length(all[n].key);
        bool same_area = length == area_length(all[n - 1].key) && strncmp(all[n].key, all[n - 1].key, length) == 0;
        if (same_area && strcasecmp(all[n].name, all[n - 1].name) == 0 && ++mistakes > 0)
            fprintf(out, "%s: has the name of %s, %s\n", all[n].key, all[n - 1].key, all[n].name);
    }
    memory_free(all);
    return mistakes;
}

unsigned atlas_things(const struct walk *walk, FILE *out)
{
    return check_anywhere(walk, out) + check_levels(walk, out) + check_bands(walk, out) + check_alike(walk, out) + check_names(walk, out);
}

/* -- words that could be looked at ------------------------------------------------------------------- */

static bool has_extra(const struct room_proto *room, const char *word)
{
    for (unsigned n = 0; n < room->extra_count; n++)
        for (const char *const *key = room->extras[n].keys; *key != NULL; key++)
            if (text_names(word, *key) || text_names(*key, word))
                return true;
    return false;
}

/* What stands behind an article or a number, up to the end of its phrase: the last word of it is taken for a noun. */
static void room_nouns(const struct room_proto *room, FILE *out)
{
    static const char *const leads[] = { "a", "an", "the", "two", "three", "four", "its", "their", NULL };
    unsigned told = 0;
    for (const char *at = room->text; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, " \n");
        bool lead = false;
        for (unsigned n = 0; leads[n] != NULL; n++)
            lead = lead || (strlen(leads[n]) == length && strncasecmp(at, leads[n], length) == 0);
        at += length + (at[length] != '\0');
        if (!lead)
            continue;
        char word[40];
        size_t letters = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
        snprintf(word, sizeof word, "%.*s", (int)letters, at);
        if (letters < 3 || has_extra(room, word))
            continue;
        fprintf(out, "%s%s", told++ == 0 ? "" : ", ", word);
    }
}

void atlas_nouns(const struct world *world, const struct area *area, FILE *out)
{
    for (unsigned n = 0; n < world->area_count; n++)
        for (unsigned r = 0; strcmp(world->areas[n].whole, area->whole) == 0 && r < world->areas[n].room_count; r++) {
            const struct room_proto *room = &world->areas[n].rooms[r];
            if (room->text == NULL)
                continue;
            fprintf(out, "%s: room %u (%s): ", area->whole, (unsigned)room->id.number, room->name);
            room_nouns(room, out);
            fputc('\n', out);
        }
}

/* -- the list ---------------------------------------------------------------------------------------- */

struct keys { char **list; unsigned count, room; };

static void keys_add(struct keys *keys, const char *kind, const char *key)
{
    char line[200];
    snprintf(line, sizeof line, "%s %s", kind, key);
    if (keys->count == keys->room) {
        keys->room = keys->room * 2 + 64;
        keys->list = memory_resize(keys->list, keys->room * sizeof *keys->list);
    }
    keys->list[keys->count++] = memory_string(line);
}

static int key_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void keys_of(const struct world *world, struct keys *keys)
{
    for (unsigned n = 0; n < world->area_count; n++) {
        const struct area *area = &world->areas[n];
        if (!area->part)
            keys_add(keys, "area", area->whole);
        for (unsigned r = 0; area->grid == NULL && r < area->room_count; r++) {
            char number[120];
            snprintf(number, sizeof number, "%s.%u", area->whole, (unsigned)area->rooms[r].id.number);
            keys_add(keys, "room", number);
        }
    }
    for (unsigned n = 0; n < world->mobile_count; n++)
        keys_add(keys, "mobile", world->mobiles[n].key);
    for (unsigned n = 0; n < world->object_count; n++)
        keys_add(keys, "object", world->objects[n].key);
    if (keys->count > 0)
        qsort(keys->list, keys->count, sizeof *keys->list, key_order);
}

static void keys_free(struct keys *keys)
{
    for (unsigned n = 0; n < keys->count; n++)
        memory_free(keys->list[n]);
    memory_free(keys->list);
}

void atlas_list(const struct world *world, FILE *out)
{
    struct keys keys = { 0 };
    keys_of(world, &keys);
    for (unsigned n = 0; n < keys.count; n++)
        fprintf(out, "%s\n", keys.list[n]);
    keys_free(&keys);
}

void atlas_compare(const struct world *world, FILE *list, atlas_vanished *each, void *context)
{
    struct keys keys = { 0 };
    char line[200];
    keys_of(world, &keys);
    while (fgets(line, sizeof line, list) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *wanted = line;
        if (keys.count == 0 || bsearch(&wanted, keys.list, keys.count, sizeof *keys.list, key_order) == NULL)
            each(line, context);
    }
    keys_free(&keys);
}
