/* zones/grow/theme.c -- reading a theme: the file's records into structs, then what names what.  See theme.h. */
#include "zones/grow/theme_parts.h"

#include <string.h>

const char *const grow_role_words[GROW_ROLES_COUNT] = {
#define GROW_ROLE(word) #word,
    GROW_ROLES(GROW_ROLE)
#undef GROW_ROLE
};
static const char *const level_words[GROW_LEVELS] = { "low", "middle", "high" };

/* -- fields ------------------------------------------------------------------------------------------ */

static void read_roles(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct words words = { 0 };
    read_words(reader, field, node, &words);
    for (unsigned n = 0; n < words.count; n++) {
        unsigned role = 0;
        while (role < GROW_ROLES_COUNT && strcmp(grow_role_words[role], words.list[n]) != 0)
            role++;
        if (role == GROW_ROLES_COUNT)
            mistake_at(reader->mistakes, node, "%s: '%.30s' is no role of a room", field->key, words.list[n]);
        else
            *(uint32_t *)value |= 1u << role;
    }
}

static void read_where(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct words words = { 0 };
    struct place *place = value;
    read_words(reader, field, node, &words);
    for (unsigned n = 0; n < words.count; n++) {
        if (strcmp(words.list[n], "inner") == 0)
            place->inner = true;
        else if (strcmp(words.list[n], "outer") == 0)
            place->outer = true;
        else
            mistake_at(reader->mistakes, node, "%s: inner or outer, not '%.30s'", field->key, words.list[n]);
    }
}

static void read_hazard(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = {
        { "state",  true,  yaml_line, offsetof(struct place, hazard),        0, THEME_LINE_MOST, NULL },
        { "spares", false, yaml_line, offsetof(struct place, hazard_spares), 0, THEME_LINE_MOST, NULL },
        { 0 },
    };
    (void)field;
    yaml_record(reader, node, "a hazard", fields, value);
}

static void read_culture(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    static const struct yaml_field fields[] = { { "culture", true, yaml_line, 0, 0, THEME_LINE_MOST, NULL }, { 0 } };
    const char *culture = NULL;
    char rule[60];
    (void)field;
    yaml_record(reader, node, "people", fields, &culture);
    if (culture == NULL)
        return;
    snprintf(rule, sizeof rule, "name_%.40s", culture);
    *(const char **)value = arena_string(reader->arena, rule);
}

/* -- sights ------------------------------------------------------------------------------------------ */

static const struct yaml_field sight_fields[] = {
    { "keys", true, yaml_keywords, offsetof(struct sight, keys), 1, 12, NULL },
    { "seen", true, read_wording,  offsetof(struct sight, seen), 0, 0,  NULL },
    { "near", true, read_wording,  offsetof(struct sight, near), 0, 0,  NULL },
    { 0 },
};

static void read_sights(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct sights *sights = value;
    sights->list = table_begin(reader, field, node, sizeof *sights->list);
    for (const struct yaml_node *member = sights->list == NULL ? NULL : node->first; member != NULL; member = member->next) {
        struct sight *sight = &sights->list[sights->count++];
        sight->key = arena_string(reader->arena, member->key->word);
        yaml_record(reader, member, "a sight", sight_fields, sight);
    }
}

/* -- places ------------------------------------------------------------------------------------------ */

static const struct yaml_field place_fields[] = {
    { "for",      false, read_roles,   offsetof(struct place, roles),       0, 0,             NULL },
    { "where",    false, read_where,   0,                                   0, 0,             NULL },
    { "share",    false, yaml_number,  offsetof(struct place, share),       1, 100,           NULL },
    { "terrain",  true,  yaml_line,    offsetof(struct place, terrain),     0, THEME_LINE_MOST,  NULL },
    { "flags",    false, read_words,   offsetof(struct place, flags),       0, 0,             NULL },
    { "hazard",   false, read_hazard,  0,                                   0, 0,             NULL },
    { "name",     true,  read_wording, offsetof(struct place, name),        0, 0,             NULL },
    { "called",   false, read_wording, offsetof(struct place, called),      0, 0,             NULL },
    { "open",     true,  read_wording, offsetof(struct place, open),        0, 0,             NULL },
    { "more",     false, read_wording, offsetof(struct place, more),        0, 0,             NULL },
    { "by_day",   false, read_wording, offsetof(struct place, by_day),      0, 0,             NULL },
    { "by_night", false, read_wording, offsetof(struct place, by_night),    0, 0,             NULL },
    { "in_rain",  false, read_wording, offsetof(struct place, in_rain),     0, 0,             NULL },
    { "sights",   false, read_words,   offsetof(struct place, sight_words), 0, 0,             NULL },
    { 0 },
};

static void place_read(struct yaml_reader *reader, const struct yaml_node *node, const struct yaml_field *fields, struct place *place)
{
    place->share = 1;
    yaml_record(reader, node, "a place", fields, place);
    if (!place->inner && !place->outer)
        place->inner = place->outer = true;
    if (place->called == NULL && (place->roles & ~(1u << ROLE_secret)) != 0 && fields == place_fields)
        mistake_at(reader->mistakes, node, "called: neighbours have to speak of it");
    if (place->roles == 0)
        place->roles = 1u << ROLE_way | 1u << ROLE_hall | 1u << ROLE_side | 1u << ROLE_end;
}

static void read_places(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    theme->places = table_begin(reader, field, node, sizeof *theme->places);
    for (const struct yaml_node *member = theme->places == NULL ? NULL : node->first; member != NULL; member = member->next) {
        struct place *place = &theme->places[theme->place_count++];
        place->key = arena_string(reader->arena, member->key->word);
        place_read(reader, member, place_fields, place);
    }
}

struct secret_source { struct place place; struct words reward; };
static const struct yaml_field secret_fields[] = {
    { "name",    true,  read_wording, offsetof(struct secret_source, place.name),        0, 0,            NULL },
    { "terrain", false, yaml_line,    offsetof(struct secret_source, place.terrain),     0, THEME_LINE_MOST, NULL },
    { "flags",   false, read_words,   offsetof(struct secret_source, place.flags),       0, 0,            NULL },
    { "called",  false, read_wording, offsetof(struct secret_source, place.called),      0, 0,            NULL },
    { "open",    true,  read_wording, offsetof(struct secret_source, place.open),        0, 0,            NULL },
    { "more",    false, read_wording, offsetof(struct secret_source, place.more),        0, 0,            NULL },
    { "sights",  false, read_words,   offsetof(struct secret_source, place.sight_words), 0, 0,            NULL },
    { "reward",  true,  read_words,   offsetof(struct secret_source, reward),            0, 0,            NULL },
    { 0 },
};

static void read_secret(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    struct secret_source source = { .place = { .roles = 1u << ROLE_secret } };
    (void)field;
    place_read(reader, node, secret_fields, &source.place);
    theme->secret = source.place;
    theme->secret.key = "secret";
    theme->secret_reward_words = source.reward;
}

/* -- folk -------------------------------------------------------------------------------------------- */

static void read_kit(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct folk *folk = value;
    kits_read(reader, field, node, &folk->kit_words, &folk->kit_count);
}

static void read_person_kit(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct person *person = value;
    kits_read(reader, field, node, &person->kit_words, &person->kit_count);
}

static const struct yaml_field folk_fields[] = {
    { "nouns",   true,  read_wording, offsetof(struct folk, nouns),      0, 0,            NULL },
    { "traits",  false, read_wording, offsetof(struct folk, traits),     0, 0,            NULL },
    { "name",    false, read_wording, offsetof(struct folk, name),       0, 0,            NULL },
    { "line",    true,  read_wording, offsetof(struct folk, line),       0, 0,            NULL },
    { "text",    true,  read_wording, offsetof(struct folk, text),       0, 0,            NULL },
    { "says",    false, read_wording, offsetof(struct folk, says),       0, 0,            NULL },
    { "marks",   false, read_sights,  offsetof(struct folk, marks),      0, 0,            NULL },
    { "is",      false, read_words,   offsetof(struct folk, is),         0, 0,            NULL },
    { "level",   false, yaml_choice,  offsetof(struct folk, level),      0, GROW_LEVELS,  level_words },
    { "role",    true,  read_words,   offsetof(struct folk, role),       0, 0,            NULL },
    { "build",   false, read_words,   offsetof(struct folk, build),      0, 0,            NULL },
    { "race",    false, read_words,   offsetof(struct folk, race),       0, 0,            NULL },
    { "behaves", false, read_words,   offsetof(struct folk, behaves),    0, 0,            NULL },
    { "kit",     false, read_kit,     0,                                 0, 0,            NULL },
    { "live",    false, read_words,   offsetof(struct folk, live_words), 0, 0,            NULL },
    { "faction", false, yaml_line,    offsetof(struct folk, faction),    0, THEME_LINE_MOST, NULL },
    { "share",   false, yaml_number,  offsetof(struct folk, share),      1, 100,          NULL },
    { "wanders", false, yaml_yes_no,  offsetof(struct folk, wanders),    0, 0,            NULL },
    { 0 },
};

static void read_folk(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    theme->folk = table_begin(reader, field, node, sizeof *theme->folk);
    for (const struct yaml_node *member = theme->folk == NULL ? NULL : node->first; member != NULL; member = member->next) {
        struct folk *folk = &theme->folk[theme->folk_count++];
        *folk = (struct folk){ .key = arena_string(reader->arena, member->key->word), .share = 1, .level = LEVEL_MIDDLE };
        yaml_record(reader, member, "a kind of folk", folk_fields, folk);
    }
}

/* -- goods ------------------------------------------------------------------------------------------- */

static const struct yaml_field good_fields[] = {
    { "nouns",    true,  read_wording, offsetof(struct good, nouns),      0, 0,            NULL },
    { "name",     false, read_wording, offsetof(struct good, name),       0, 0,            NULL },
    { "line",     true,  read_wording, offsetof(struct good, line),       0, 0,            NULL },
    { "text",     true,  read_wording, offsetof(struct good, text),       0, 0,            NULL },
    { "kind",     true,  yaml_line,    offsetof(struct good, kind),       0, THEME_LINE_MOST, NULL },
    { "wear",     false, yaml_line,    offsetof(struct good, wear),       0, THEME_LINE_MOST, NULL },
    { "family",   false, read_words,   offsetof(struct good, family),     0, 0,            NULL },
    { "material", false, read_words,   offsetof(struct good, material),   0, 0,            NULL },
    { "quality",  false, read_words,   offsetof(struct good, quality),    0, 0,            NULL },
    { "lies",     false, read_words,   offsetof(struct good, lies_words), 0, 0,            NULL },
    { "share",    false, yaml_number,  offsetof(struct good, share),      1, 100,          NULL },
    { "capacity", false, yaml_number,  offsetof(struct good, capacity),   1, 100,          NULL },
    { 0 },
};

static void read_goods(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    theme->goods = table_begin(reader, field, node, sizeof *theme->goods);
    for (const struct yaml_node *member = theme->goods == NULL ? NULL : node->first; member != NULL; member = member->next) {
        struct good *good = &theme->goods[theme->good_count++];
        *good = (struct good){ .key = arena_string(reader->arena, member->key->word), .share = 1 };
        yaml_record(reader, member, "a kind of goods", good_fields, good);
    }
}

/* -- people with names ------------------------------------------------------------------------------- */

static const struct yaml_field person_fields[] = {
    { "name",    false, read_wording,    offsetof(struct person, name),        0, 0,            NULL },
    { "keys",    false, yaml_keywords,   offsetof(struct person, keys),        1, 12,           NULL },
    { "line",    true,  read_wording,    offsetof(struct person, line),        0, 0,            NULL },
    { "text",    true,  read_wording,    offsetof(struct person, text),        0, 0,            NULL },
    { "says",    false, read_wording,    offsetof(struct person, says),        0, 0,            NULL },
    { "knows",   false, read_wording,    offsetof(struct person, knows),       0, 0,            NULL },
    { "role",    true,  read_words,      offsetof(struct person, role),        0, 0,            NULL },
    { "build",   false, read_words,      offsetof(struct person, build),       0, 0,            NULL },
    { "race",    false, read_words,      offsetof(struct person, race),        0, 0,            NULL },
    { "behaves", false, read_words,      offsetof(struct person, behaves),     0, 0,            NULL },
    { "is",      false, yaml_line,       offsetof(struct person, is),          0, THEME_LINE_MOST, NULL },
    { "kit",     false, read_person_kit, 0,                                    0, 0,            NULL },
    { "live",    false, read_words,      offsetof(struct person, live_words),  0, 0,            NULL },
    { "sells",   false, read_words,      offsetof(struct person, sells_words), 0, 0,            NULL },
    { "buys",    false, read_words,      offsetof(struct person, buys),        0, 0,            NULL },
    { "opens",   false, yaml_number,     offsetof(struct person, opens),       0, 24,           NULL },
    { "closes",  false, yaml_number,     offsetof(struct person, closes),      0, 24,           NULL },
    { 0 },
};

static void person_read(struct yaml_reader *reader, const struct yaml_node *node, const char *key, struct person *person)
{
    *person = (struct person){ .key = arena_string(reader->arena, key), .is = "they", .closes = 24 };
    yaml_record(reader, node, "a person", person_fields, person);
}

static void read_boss(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)field;
    person_read(reader, node, "boss", value);
}

static void people_read(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, struct person **people,
                        unsigned *count)
{
    *people = table_begin(reader, field, node, sizeof **people);
    for (const struct yaml_node *member = *people == NULL ? NULL : node->first; member != NULL; member = member->next)
        person_read(reader, member, member->key->word, &(*people)[(*count)++]);
}

static void read_people(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    people_read(reader, field, node, &theme->named, &theme->named_count);
}

static void read_shops(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    people_read(reader, field, node, &theme->shops, &theme->shop_count);
}

/* -- layouts ----------------------------------------------------------------------------------------- */

/* `[{piers: {arms: 3}}, tower]`; whether there is such a layout, the layouts know. */
static void read_layouts(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    struct theme *theme = value;
    if (node->kind != YAML_LIST || node->count == 0) {
        mistake_at(reader->mistakes, node, "%s: must be a list of layouts", field->key);
        return;
    }
    theme->layouts = arena_get(reader->arena, node->count * sizeof *theme->layouts);
    for (const struct yaml_node *member = node->first; member != NULL; member = member->next) {
        bool map = member->kind == YAML_MAP && member->count == 1;
        if (!map && member->kind != YAML_WORD) {
            mistake_at(reader->mistakes, member, "%s: a layout is its name, or {name: {...}}", field->key);
            continue;
        }
        const char *name = map ? member->first->key->word : member->word;
        theme->layouts[theme->layout_count++] = (struct layout_wish){ arena_string(reader->arena, name), map ? member->first : NULL };
    }
}

/* -- the whole --------------------------------------------------------------------------------------- */

static void read_grammar(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    const struct reading *reading = reader->owner;
    (void)field;
    (void)value;
    grammar_rules(reading->grammar, reader->mistakes, node);
}

static void read_later(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    (void)reader;
    (void)field;
    (void)node;
    (void)value;
}

static const struct yaml_field theme_fields[] = {
    { "theme",     true,  yaml_line,    offsetof(struct theme, title),       0, THEME_LINE_MOST, NULL },
    { "areas",     true,  yaml_number,  offsetof(struct theme, areas),       1, 400,          NULL },
    { "levels",    true,  read_bounds,  offsetof(struct theme, level_least), 0, 0,            NULL },
    { "span",      true,  yaml_number,  offsetof(struct theme, span),        1, THEME_LEVEL_MOST,   NULL },
    { "climate",   true,  yaml_line,    offsetof(struct theme, climate),     0, THEME_LINE_MOST, NULL },
    { "gate",      true,  read_words,   offsetof(struct theme, gate),        0, 0,            NULL },
    { "layouts",   true,  read_layouts, 0,                                   0, 0,            NULL },
    { "grammar",   true,  read_grammar, 0,                                   0, 0,            NULL },
    { "names",     true,  read_wording, offsetof(struct theme, names),       0, 0,            NULL },
    { "people",    true,  read_culture, offsetof(struct theme, culture),     0, 0,            NULL },
    { "places",    true,  read_places,  0,                                   0, 0,            NULL },
    { "ways",      true,  read_wording, offsetof(struct theme, ways),        0, 0,            NULL },
    { "ways_up",   false, read_wording, offsetof(struct theme, ways_up),     0, 0,            NULL },
    { "ways_down", false, read_wording, offsetof(struct theme, ways_down),   0, 0,            NULL },
    { "sights",    true,  read_sights,  offsetof(struct theme, sights),      0, 0,            NULL },
    { "folk",      true,  read_folk,    0,                                   0, 0,            NULL },
    { "marks",     false, read_sights,  offsetof(struct theme, marks),       0, 0,            NULL },
    { "goods",     true,  read_goods,   0,                                   0, 0,            NULL },
    { "details",   false, read_sights,  offsetof(struct theme, details),     0, 0,            NULL },
    { "boss",      true,  read_boss,    offsetof(struct theme, boss),        0, 0,            NULL },
    { "named",     true,  read_people,  0,                                   0, 0,            NULL },
    { "shops",     false, read_shops,   0,                                   0, 0,            NULL },
    { "secret",    true,  read_secret,  0,                                   0, 0,            NULL },
    { "keys",      false, read_words,   offsetof(struct theme, key_words),   0, 0,            NULL },
    { "doors",     true,  read_words,   offsetof(struct theme, doors),       0, 0,            NULL },
    { "quests",    true,  read_later,   0,                                   0, 0,            NULL },
    { 0 },
};

/* What the grower binds before it says anything of a theme. */
static const char *const expected[] = {
    "area", "next", "direction", "name", "noun", "trait", "he", "him", "his", "himself", "boss", "lair", "secret", "beside_secret", "quarry",
    "quarries", "ware", "other", "giver", "count", "level", "made",
};

static const struct yaml_node *entry(const struct yaml_node *root, const char *table, const char *key)
{
    const struct yaml_node *map = yaml_member(root, table), *node = map == NULL ? NULL : yaml_member(map, key);
    return node != NULL ? node : map != NULL ? map : root;
}

static void pick(struct theme *theme, struct mistakes *mistakes, const struct yaml_node *node, const char *what, const struct words *words,
                 finder *find, struct picks *picks)
{
    picks->list = arena_get(theme->arena, (words->count + 1) * sizeof *picks->list);
    for (unsigned n = 0; n < words->count; n++) {
        int found = find(theme, words->list[n]);
        if (found < 0)
            mistake_at(mistakes, node, "%s: '%.30s' is not in this theme", what, words->list[n]);
        else
            picks->list[picks->count++] = (unsigned)found;
    }
}

static struct picks *pick_kits(struct theme *theme, struct mistakes *mistakes, const struct yaml_node *node, const struct words *kits,
                               unsigned count)
{
    struct picks *picks = arena_get(theme->arena, (count + 1) * sizeof *picks);
    for (unsigned n = 0; n < count; n++)
        pick(theme, mistakes, node, "kit", &kits[n], good_named, &picks[n]);
    return picks;
}

static void person_link(struct theme *theme, struct mistakes *mistakes, const struct yaml_node *node, struct person *person)
{
    person->kits = pick_kits(theme, mistakes, node, person->kit_words, person->kit_count);
    pick(theme, mistakes, node, "live", &person->live_words, place_named, &person->live);
    pick(theme, mistakes, node, "sells", &person->sells_words, good_named, &person->sells);
}

/* Sights that no place names may be seen in all places that name none. */
static void sights_link(struct theme *theme)
{
    bool *named = arena_get(theme->arena, theme->sights.count + 1);
    unsigned count = 0;
    for (unsigned n = 0; n < theme->place_count; n++)
        for (unsigned at = 0; at < theme->places[n].sights.count; at++)
            named[theme->places[n].sights.list[at]] = true;
    unsigned *rest = arena_get(theme->arena, (theme->sights.count + 1) * sizeof *rest);
    for (unsigned n = 0; n < theme->sights.count; n++)
        if (!named[n])
            rest[count++] = n;
    for (unsigned n = 0; n <= theme->place_count; n++) {
        struct place *place = n < theme->place_count ? &theme->places[n] : &theme->secret;
        if (place->sights.count == 0)
            place->sights = (struct picks){ rest, count };
    }
}

static void theme_link(struct yaml_reader *reader, struct theme *theme, const struct yaml_node *root)
{
    static const struct yaml_field quests = { .key = "quests" };
    struct mistakes *mistakes = reader->mistakes;
    if (grammar_rule(theme->grammar, theme->culture) == NULL)
        mistake_at(mistakes, yaml_member(root, "people"), "culture: there is no rule {%s}", theme->culture);
    theme_quests(reader, &quests, yaml_member(root, "quests"), theme);
    for (unsigned n = 0; n < theme->place_count; n++) {
        struct place *place = &theme->places[n];
        pick(theme, mistakes, entry(root, "places", place->key), "sights", &place->sight_words, sight_named, &place->sights);
    }
    pick(theme, mistakes, entry(root, "secret", "sights"), "sights", &theme->secret.sight_words, sight_named, &theme->secret.sights);
    pick(theme, mistakes, entry(root, "secret", "reward"), "reward", &theme->secret_reward_words, good_named, &theme->secret_reward);
    sights_link(theme);
    for (unsigned n = 0; n < theme->folk_count; n++) {
        struct folk *folk = &theme->folk[n];
        const struct yaml_node *node = entry(root, "folk", folk->key);
        folk->kits = pick_kits(theme, mistakes, node, folk->kit_words, folk->kit_count);
        pick(theme, mistakes, node, "live", &folk->live_words, place_named, &folk->live);
    }
    for (unsigned n = 0; n < theme->good_count; n++) {
        struct good *good = &theme->goods[n];
        pick(theme, mistakes, entry(root, "goods", good->key), "lies", &good->lies_words, place_named, &good->lies);
    }
    person_link(theme, mistakes, entry(root, "boss", "kit"), &theme->boss);
    for (unsigned n = 0; n < theme->named_count; n++)
        person_link(theme, mistakes, entry(root, "named", theme->named[n].key), &theme->named[n]);
    for (unsigned n = 0; n < theme->shop_count; n++)
        person_link(theme, mistakes, entry(root, "shops", theme->shops[n].key), &theme->shops[n]);
    pick(theme, mistakes, entry(root, "keys", ""), "keys", &theme->key_words, good_named, &theme->keys);
}

/* Every role of a layout must find a place; the secret has one of its own, and what has no shop needs none. */
static void check_roles(const struct theme *theme, struct mistakes *mistakes, const struct yaml_node *root)
{
    uint32_t had = 1u << ROLE_secret | (theme->shop_count == 0 ? 1u << ROLE_shop : 0);
    for (unsigned n = 0; n < theme->place_count; n++)
        had |= theme->places[n].roles;
    for (unsigned role = 0; role < GROW_ROLES_COUNT; role++)
        if ((had & 1u << role) == 0)
            mistake_at(mistakes, entry(root, "places", ""), "no kind of place is for: %s", grow_role_words[role]);
}

/* The file's name without folder and ending. */
static char *key_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    return arena_string_length(arena, name, strcspn(name, "."));
}

struct theme *theme_read(const char *path, const struct theme_common *common, struct mistakes *mistakes)
{
    struct theme *theme = memory_get(sizeof *theme);
    theme->arena = arena_new();
    theme->key = key_of(theme->arena, path);
    theme->grammar = grammar_new(common->grammar);
    for (unsigned n = 0; n < sizeof expected / sizeof *expected; n++)
        grammar_expects(theme->grammar, expected[n]);
    const struct yaml_node *root = yaml_read_file(path, theme->arena, mistakes);
    if (root == NULL) {
        theme_free(&theme);
        return NULL;
    }
    struct reading reading = { theme, theme->grammar };
    struct yaml_reader reader = { .arena = theme->arena, .mistakes = mistakes, .owner = &reading };
    yaml_record(&reader, root, "a theme", theme_fields, theme);
    if (mistakes->count == 0) {
        theme_link(&reader, theme, root);
        check_roles(theme, mistakes, root);
        grammar_check(theme->grammar, mistakes);
    }
    return theme;
}

void theme_free(struct theme **theme_at)
{
    struct theme *theme = *theme_at;
    if (theme == NULL)
        return;
    grammar_free(&theme->grammar);
    arena_free(&theme->arena);
    memory_free(theme);
    *theme_at = NULL;
}

static const struct yaml_field common_fields[] = {
    { "grammar",     true, read_grammar, 0,                                          0, 0, NULL },
    { "marks",       true, read_sights,  offsetof(struct theme_common, marks),       0, 0, NULL },
    { "beast_marks", true, read_sights,  offsetof(struct theme_common, beast_marks), 0, 0, NULL },
    { "details",     true, read_sights,  offsetof(struct theme_common, details),     0, 0, NULL },
    { 0 },
};

struct theme_common *theme_common_read(const char *path, struct mistakes *mistakes)
{
    struct theme_common *common = memory_get(sizeof *common);
    common->arena = arena_new();
    common->grammar = grammar_new(NULL);
    for (unsigned n = 0; n < sizeof expected / sizeof *expected; n++)
        grammar_expects(common->grammar, expected[n]);
    grammar_expects_tag(common->grammar, "he");        /* who is to be named: a man, or a woman */
    grammar_expects_tag(common->grammar, "she");
    const struct yaml_node *root = yaml_read_file(path, common->arena, mistakes);
    if (root == NULL) {
        theme_common_free(&common);
        return NULL;
    }
    struct reading reading = { NULL, common->grammar };
    struct yaml_reader reader = { .arena = common->arena, .mistakes = mistakes, .owner = &reading };
    yaml_record(&reader, root, "what themes share", common_fields, common);
    grammar_check(common->grammar, mistakes);
    return common;
}

void theme_common_free(struct theme_common **common_at)
{
    struct theme_common *common = *common_at;
    if (common == NULL)
        return;
    grammar_free(&common->grammar);
    arena_free(&common->arena);
    memory_free(common);
    *common_at = NULL;
}
