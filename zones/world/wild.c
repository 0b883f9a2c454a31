/* zones/world/wild.c -- reading wild.yaml.  Main's, before there are zones. */
#include "zones/world/wild_parts.h"

#include "zones/world/terrain.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

/* What the cell, its surroundings and the hour set (wild_text.c); ground words besides, in small letters. */
static const char *const tags[] = {
    "thick", "thin", "high", "low", "wet", "dry", "warm", "cold", "coast", "stream", "river", "lake", "road", "bridge", "crossroads", "steep",
    "named", "night", "dawn", "dusk", "spring", "summer", "autumn", "winter", "rain", "snowfall", "storm", "cloud",
};
static const uint8_t grounds[] = {
    TERRAIN_FIELD, TERRAIN_FOREST, TERRAIN_HILLS, TERRAIN_MOUNTAINS, TERRAIN_WATER, TERRAIN_DEEP, TERRAIN_OCEAN, TERRAIN_SHALLOW, TERRAIN_SWAMP,
    TERRAIN_BEACH, TERRAIN_SNOW, TERRAIN_ARCTIC, TERRAIN_TUNDRA, TERRAIN_DESERT, TERRAIN_JUNGLE, TERRAIN_FORESTJUNGLE, TERRAIN_LUSH,
    TERRAIN_PASTURE, TERRAIN_PEAK, TERRAIN_LAVA,
};
static const char *const bound[] = {
    "direction", "distance", "name", "from", "to", "ways", "region",
};

static void read_wording(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct wild *wild = reader->owner;
    (void)field;
    *(struct wording **)value = grammar_wording(wild->grammar, reader->mistakes, node);
}

static void read_grammar(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct wild *wild = value;
    (void)field;
    grammar_rules(wild->grammar, reader->mistakes, node);
}

static const struct yaml_field view_fields[] = {
#define FEATURE(member, word) { #word, true, read_wording, WILD_##member * sizeof(struct wording *), 0, 0, NULL },
    WILD_FEATURES(FEATURE)
#undef FEATURE
    { 0 },
};

static void read_view(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)field;
    yaml_record(reader, node, "what is seen from afar", view_fields, value);
}

static const struct yaml_field fields[] = {
    { "grammar", false, read_grammar, 0,                             0, 0, NULL },
    { "ground",  true,  read_wording, offsetof(struct wild, ground), 0, 0, NULL },
    { "water",   true,  read_wording, offsetof(struct wild, water),  0, 0, NULL },
    { "road",    true,  read_wording, offsetof(struct wild, road),   0, 0, NULL },
    { "slope",   true,  read_wording, offsetof(struct wild, slope),  0, 0, NULL },
    { "life",    true,  read_wording, offsetof(struct wild, life),   0, 0, NULL },
    { "hour",    true,  read_wording, offsetof(struct wild, hour),   0, 0, NULL },
    { "view",    true,  read_view,    offsetof(struct wild, view),   0, 0, NULL },
    { 0 },
};

static void expect(struct grammar *grammar)
{
    for (unsigned n = 0; n < sizeof tags / sizeof *tags; n++)
        grammar_expects_tag(grammar, tags[n]);
    for (unsigned n = 0; n < sizeof grounds / sizeof *grounds; n++) {
        char word[32] = "";
        for (unsigned at = 0; at < sizeof word - 1 && terrain_words[grounds[n]][at] != '\0'; at++)
            word[at] = (char)tolower((unsigned char)terrain_words[grounds[n]][at]);
        grammar_expects_tag(grammar, word);
    }
    for (unsigned n = 0; n < sizeof bound / sizeof *bound; n++)
        grammar_expects(grammar, bound[n]);
}

struct wild *wild_load(const char *folder, FILE *out, unsigned *mistake_count)
{
    char path[4096];
    struct wild *wild = memory_get(sizeof *wild);
    struct arena *scratch = arena_new();
    struct mistakes mistakes = { .file = path, .out = out };
    snprintf(path, sizeof path, "%s/wild.yaml", folder);
    if (access(path, F_OK) != 0) {
        arena_free(&scratch);
        memory_free(wild);
        return NULL;
    }
    wild->arena = arena_new();
    wild->grammar = grammar_new(NULL);
    expect(wild->grammar);
    const struct yaml_node *root = yaml_read_file(path, scratch, &mistakes);
    struct yaml_reader reader = { .arena = wild->arena, .mistakes = &mistakes, .owner = wild };
    if (root != NULL) {
        yaml_record(&reader, root, "the words of the wilderness", fields, wild);
        grammar_check(wild->grammar, &mistakes);
    }
    arena_free(&scratch);
    *mistake_count += mistakes.count;
    if (root == NULL || mistakes.count > 0)
        wild_free(&wild);
    return wild;
}

void wild_free(struct wild **wild_at)
{
    struct wild *wild = *wild_at;
    if (wild == NULL)
        return;
    grammar_free(&wild->grammar);
    arena_free(&wild->arena);
    memory_free(wild);
    *wild_at = NULL;
}
