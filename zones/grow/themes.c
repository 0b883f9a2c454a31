/* zones/grow/themes.c -- all themes of a folder, whether their words are words of the game, and what a world is grown from. */
#include "zones/grow/world.h"

#include "core/bytes.h"
#include "zones/grow/keep.h"
#include "zones/rules/creatures.h"
#include "zones/world/weather.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FILES_MOST = 1000, PATH_LONGEST = 600 };

/* -- files of a folder -------------------------------------------------------------------------------- */

static int name_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Paths of the *.yaml files, sorted; memory of the caller's. */
static char **list_files(const char *folder, unsigned *count)
{
    char **paths = memory_get(FILES_MOST * sizeof *paths);
    DIR *directory = opendir(folder);
    struct dirent *entry;
    *count = 0;
    while (directory != NULL && (entry = readdir(directory)) != NULL && *count < FILES_MOST) {
        const char *dot = strrchr(entry->d_name, '.');
        char path[PATH_LONGEST];
        if (entry->d_name[0] == '.' || dot == NULL || strcmp(dot, ".yaml") != 0)
            continue;
        snprintf(path, sizeof path, "%.300s/%.250s", folder, entry->d_name);
        paths[(*count)++] = memory_string(path);
    }
    if (directory != NULL)
        closedir(directory);
    if (*count > 1)
        qsort(paths, *count, sizeof *paths, name_order);
    return paths;
}

static void files_free(char **paths, unsigned count)
{
    for (unsigned n = 0; n < count; n++)
        memory_free(paths[n]);
    memory_free(paths);
}

/* -- words of the game -------------------------------------------------------------------------------- */

static bool is_word(const char *word, const char *const *words, unsigned count)
{
    for (unsigned n = 0; n < count; n++)
        if (strcasecmp(words[n], word) == 0)
            return true;
    return false;
}

struct checking { const struct theme *theme; const struct rules *rules; struct mistakes *mistakes; };

static void wrong(const struct checking *checking, const char *key, const char *what, const char *word)
{
    mistake_at(checking->mistakes, NULL, "%s: %s: the game knows no '%.40s'", key, what, word);
}

typedef int row_finder(const struct rules *rules, const char *key);

static int race_row(const struct rules *rules, const char *key)
{
    return rules_race(rules, key) == NULL ? -1 : 0;
}

static void check_rows(const struct checking *checking, const char *key, const char *what, const struct words *words, row_finder *find)
{
    for (unsigned n = 0; n < words->count; n++)
        if (find(checking->rules, words->list[n]) < 0)
            wrong(checking, key, what, words->list[n]);
}

static void check_behaves(const struct checking *checking, const char *key, const struct words *words)
{
    for (unsigned n = 0; n < words->count; n++)
        if (!is_word(words->list[n], behaviour_words, BEHAVIOURS))
            wrong(checking, key, "behaves", words->list[n]);
}

/* As the readers of area files see it. */
static bool has_roof(const char *word)
{
    for (unsigned terrain = 0; terrain < TERRAIN_KINDS; terrain++)
        if (strcasecmp(terrain_words[terrain], word) == 0)
            return !room_is_outdoors(&(struct room_proto){ .terrain = (uint8_t)terrain });
    return false;
}

static void check_place(const struct checking *checking, const struct place *place)
{
    static const char *const flags[] = {
#define FLAG(member, shown) #member,
        ROOM_FLAGS(FLAG)
#undef FLAG
    };
    if (place->terrain != NULL && !is_word(place->terrain, terrain_words, TERRAIN_KINDS))
        wrong(checking, place->key, "terrain", place->terrain);
    if (place->in_rain != NULL && place->terrain != NULL && has_roof(place->terrain))
        mistake_at(checking->mistakes, NULL, "%s: in_rain: no rain falls in a place that is %s", place->key, place->terrain);
    for (unsigned n = 0; n < place->flags.count; n++)
        if (!is_word(place->flags.list[n], flags, sizeof flags / sizeof *flags))
            wrong(checking, place->key, "flags", place->flags.list[n]);
    uint16_t state = place->hazard == NULL ? NO_SKILL : rules_skill(checking->rules, place->hazard);
    if (place->hazard != NULL && (state == NO_SKILL || checking->rules->skills[state].kind != SKILL_STATE))
        wrong(checking, place->key, "hazard", place->hazard);
    if (place->hazard_spares != NULL && !is_word(place->hazard_spares, figure_words, FIGURES))
        wrong(checking, place->key, "spares", place->hazard_spares);
}

static void check_person(const struct checking *checking, const struct person *person)
{
    check_rows(checking, person->key, "role", &person->role, creature_role);
    check_rows(checking, person->key, "build", &person->build, creature_build);
    check_rows(checking, person->key, "race", &person->race, race_row);
    check_behaves(checking, person->key, &person->behaves);
    if (!is_word(person->is, pronoun_words, PRONOUNS))
        wrong(checking, person->key, "is", person->is);
    for (unsigned n = 0; n < person->buys.count; n++)
        if (!is_word(person->buys.list[n], item_kind_words, ITEM_KINDS_COUNT))
            wrong(checking, person->key, "buys", person->buys.list[n]);
}

static void check_folk(const struct checking *checking, const struct folk *folk)
{
    check_rows(checking, folk->key, "role", &folk->role, creature_role);
    check_rows(checking, folk->key, "build", &folk->build, creature_build);
    check_rows(checking, folk->key, "race", &folk->race, race_row);
    check_behaves(checking, folk->key, &folk->behaves);
    for (unsigned n = 0; n < folk->is.count; n++)
        if (!is_word(folk->is.list[n], pronoun_words, PRONOUNS))
            wrong(checking, folk->key, "is", folk->is.list[n]);
}

/* A sword is no armour, and what is shot is ammunition: as the area file's reader will ask. */
static void check_good(const struct checking *checking, const struct good *good)
{
    bool weapon = strcasecmp(good->kind, "weapon") == 0, missiles = strcasecmp(good->kind, "ammunition") == 0;
    if (!is_word(good->kind, item_kind_words, ITEM_KINDS_COUNT))
        wrong(checking, good->key, "kind", good->kind);
    if (good->wear != NULL && !is_word(good->wear, wear_words, WEAR_SLOTS_COUNT))
        wrong(checking, good->key, "wear", good->wear);
    check_rows(checking, good->key, "family", &good->family, gear_family);
    check_rows(checking, good->key, "material", &good->material, gear_material);
    check_rows(checking, good->key, "quality", &good->quality, gear_quality);
    for (unsigned n = 0; n < good->family.count; n++) {
        int row = gear_family(checking->rules, good->family.list[n]);
        const struct gear_family *family = row < 0 ? NULL : &checking->rules->gear->families[row];
        if (family != NULL && (family->weapon != weapon || family->missiles != missiles))
            mistake_at(checking->mistakes, NULL, "%s: family: '%s' is not for kind %s", good->key, family->key, good->kind);
    }
    if ((weapon || missiles) && good->family.count == 0)
        mistake_at(checking->mistakes, NULL, "%s: family: of a weapon, and of ammunition, it must be said", good->key);
}

bool theme_words_check(const struct theme *theme, const struct rules *rules, struct mistakes *mistakes)
{
    const struct checking checking = { theme, rules, mistakes };
    unsigned before = mistakes->count;
    static const char *const climates[] = { "temperate", "cold", "hot", "dry", "coast" };
    if (!is_word(theme->climate, climates, 5))
        wrong(&checking, "theme", "climate", theme->climate);
    for (unsigned n = 0; n < theme->gate.count; n++)
        if (!is_word(theme->gate.list[n], terrain_words, TERRAIN_KINDS))
            wrong(&checking, "theme", "gate", theme->gate.list[n]);
    for (unsigned n = 0; n < theme->layout_count; n++)
        layout_check(&theme->layouts[n], mistakes);
    for (unsigned n = 0; n < theme->place_count; n++)
        check_place(&checking, &theme->places[n]);
    check_place(&checking, &theme->secret);
    for (unsigned n = 0; n < theme->folk_count; n++)
        check_folk(&checking, &theme->folk[n]);
    for (unsigned n = 0; n < theme->good_count; n++)
        check_good(&checking, &theme->goods[n]);
    check_person(&checking, &theme->boss);
    for (unsigned n = 0; n < theme->named_count; n++)
        check_person(&checking, &theme->named[n]);
    for (unsigned n = 0; n < theme->shop_count; n++)
        check_person(&checking, &theme->shops[n]);
    return mistakes->count == before;
}

/* -- all themes --------------------------------------------------------------------------------------- */

struct theme **themes_read(const char *folder, const struct theme_common *common, const struct rules *rules, unsigned *count)
{
    unsigned files = 0;
    char **paths = list_files(folder, &files);
    struct theme **themes = memory_get((files + 1) * sizeof *themes);
    *count = 0;
    for (unsigned n = 0; n < files; n++) {
        struct mistakes mistakes = { .file = paths[n], .out = stderr };
        struct theme *theme = theme_read(paths[n], common, &mistakes);
        if (theme != NULL && mistakes.count == 0 && theme_words_check(theme, rules, &mistakes)) {
            themes[(*count)++] = theme;
            continue;
        }
        fprintf(stderr, "%s: is left out: nothing is grown from it\n", paths[n]);
        theme_free(&theme);
    }
    files_free(paths, files);
    if (*count > 0)
        return themes;
    fprintf(stderr, "%s: there are no themes\n", folder);
    memory_free(themes);
    return NULL;
}

/* -- inputs ------------------------------------------------------------------------------------------- */

static void put_file_hash(struct bytes_writer *writer, const char *path)
{
    size_t length = 0;
    char *text = keep_read(path, &length);
    put_string(writer, path);
    put_u64(writer, text == NULL ? 0 : bytes_hash(text, length));
    memory_free(text);
}

static void put_folder_hash(struct bytes_writer *writer, const char *folder)
{
    unsigned count = 0;
    char **paths = list_files(folder, &count);
    for (unsigned n = 0; n < count; n++)
        put_file_hash(writer, paths[n]);
    files_free(paths, count);
}

uint64_t world_inputs(const struct world_order *order)
{
    struct bytes_writer writer = { 0 };
    put_u64(&writer, order->seed);
    put_u64(&writer, order->scale);
    put_u8(&writer, order->continent);
    put_file_hash(&writer, "/proc/self/exe");
    put_folder_hash(&writer, order->data);
    put_folder_hash(&writer, order->themes);
    put_folder_hash(&writer, order->areas);
    put_folder_hash(&writer, "zones/tables");
    put_folder_hash(&writer, "zones/tables/skills");
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return hash;
}
