/* zones/world/wild_text.c -- composing a cell: which sentences, and of all ways to say them the one that is its own (wild.h).
 * Entered by the zone's worker. */
#include "zones/world/wild_parts.h"

#include "zones/world/calendar.h"
#include "zones/world/land.h"
#include "zones/world/terrain.h"
#include "zones/world/weather.h"

#include <ctype.h>
#include <string.h>

enum { KINDS_WIDE = WILD_APART + 1, KINDS = KINDS_WIDE * KINDS_WIDE };   /* of cells, so that none has its like within WILD_APART */
enum { TRIES = 12 * KINDS, SENTENCES_MOST = 4 };    /* one in KINDS succeeds, if there is enough to say */

/* -- which cell may say what ------------------------------------------------------------------------- */

/* Winds, numbers and colours, and what begins like them. */
static bool is_masked(const char *word, size_t length)
{
    static const char *const masked[] = { "north", "east", "south", "west", "one", "two", "three", "four", "five", "six", "seven", "nine", "dozen",
        "twenty", "grey", "white", "black", "yellow", "green", "blue", "red", "rust-coloured", "slate-coloured" };
    for (unsigned n = 0; n < sizeof masked / sizeof *masked; n++)
        if (length >= strlen(masked[n]) && strncasecmp(word, masked[n], strlen(masked[n])) == 0)
            return true;
    return false;
}

/* The same for two sentences that differ in names, directions, numbers and colours alone. */
static uint64_t sentence_hash(const char *sentence)
{
    char kept[1000];
    size_t length = 0;
    for (const char *at = sentence; *at != '\0';) {
        size_t word = strcspn(at, " ");
        bool name = at != sentence && isupper((unsigned char)*at);
        if (!name && !is_masked(at, word) && length + word < sizeof kept) {
            memcpy(kept + length, at, word);
            length += word;
        }
        at += word + (at[word] == ' ');
    }
    return bytes_hash(kept, length);
}

struct composing {
    struct prose prose;
    struct dice  dice;
    unsigned     kind;
    char        *text;             /* so far */
    unsigned     sentences;
};

/* One more sentence, such as belongs to this kind of cell; false when none came up. */
static bool add(struct composing *composing, const struct wording *wording)
{
    if (composing->sentences == SENTENCES_MOST)
        return false;
    for (unsigned tries = 0; tries < TRIES; tries++) {
        unsigned bound = composing->prose.count;
        char *said = prose_say(&composing->prose, wording);
        prose_forget(&composing->prose, bound);
        if (said[0] == '\0' || sentence_hash(said) % KINDS != composing->kind) {
            bool silent = said[0] == '\0';
            memory_free(said);
            if (silent)
                return false;
            continue;
        }
        size_t length = strlen(composing->text), size = length + strlen(said) + 2;
        composing->text = memory_resize(composing->text, size);
        snprintf(composing->text + length, size - length, "%s%s", length == 0 ? "" : " ", said);
        memory_free(said);
        composing->sentences++;
        return true;
    }
    return false;
}

/* -- what there is ----------------------------------------------------------------------------------- */

static void tag_cell(struct prose *prose, const struct grid_cell *cell, const struct wild_round *round)
{
    char ground[32] = "";
    for (unsigned at = 0; at < sizeof ground - 1 && terrain_words[cell->ground][at] != '\0'; at++)
        ground[at] = (char)tolower((unsigned char)terrain_words[cell->ground][at]);
    prose_tag(prose, ground, true);
    prose_tag(prose, "thick", cell->growth >= 6);
    prose_tag(prose, "thin", cell->growth <= 3);
    prose_tag(prose, "high", cell->height >= GRID_HEIGHT_MAX / 2);
    prose_tag(prose, "low", cell->height <= GRID_SHORE + 3);
    prose_tag(prose, "wet", cell->rain >= 6);
    prose_tag(prose, "dry", cell->rain <= 3);
    prose_tag(prose, "warm", cell->warmth >= 6);
    prose_tag(prose, "cold", cell->warmth <= 3);
    prose_tag(prose, "coast", round->coast);
    prose_tag(prose, "stream", cell->water > 0 && cell->water <= 4);
    prose_tag(prose, "river", cell->water > 4 && cell->water != GRID_LAKE);
    prose_tag(prose, "lake", cell->water == GRID_LAKE);
    prose_tag(prose, "road", cell->road == '-');
    prose_tag(prose, "bridge", cell->road == '=');
    prose_tag(prose, "crossroads", round->road_count > 2);
    prose_tag(prose, "steep", round->uphill < WILD_WINDS);
}

static void bind(struct prose *prose, const char *name, const char *words)
{
    prose_bind(prose, name, words, words);
}

/* "north and south", "north, east and west" */
static void bind_roads(struct prose *prose, const struct wild_round *round)
{
    char ways[60] = "";
    unsigned left = round->road_count;
    for (unsigned wind = 0; wind < WILD_WINDS; wind++) {
        if (!round->roads[wind])
            continue;
        size_t length = strlen(ways);
        left--;
        snprintf(ways + length, sizeof ways - length, "%s%s", length == 0 ? "" : left == 0 ? " and " : ", ", wild_winds[wind]);
    }
    bind(prose, "ways", ways);
}

static void bind_river(struct prose *prose, const struct grid_cell *cell)
{
    if (cell->flow >= DIRECTIONS)
        return;
    bind(prose, "to", direction_names[cell->flow]);
    bind(prose, "from", direction_names[direction_back((enum direction)cell->flow)]);
}

static const char *distance_words(unsigned cells)
{
    static const struct { unsigned most; const char *words; } distances[] = {
        { 1, "close by" }, { 3, "a little way off" }, { 5, "some way off" }, { 8, "a good walk off" }, { WILD_SIGHT, "far off" },
    };
    unsigned at = 0;
    while (cells > distances[at].most)
        at++;
    return distances[at].words;
}

static bool add_sight(struct composing *composing, const struct wild *wild, const struct wild_sight *sight)
{
    unsigned bound = composing->prose.count;
    bind(&composing->prose, "direction", wild_winds[sight->wind]);
    bind(&composing->prose, "distance", distance_words(sight->cells));
    bind(&composing->prose, "name", sight->name == NULL ? "" : sight->name);
    prose_tag(&composing->prose, "named", sight->name != NULL);
    bool added = add(composing, wild->view[sight->feature]);
    prose_forget(&composing->prose, bound);
    return added;
}

/* The nearest remarkable thing, and one more that the place itself chooses. */
static void add_view(struct composing *composing, const struct wild *wild, const struct wild_round *round)
{
    if (round->count == 0)
        return;
    unsigned first = round->sights[0].feature <= WILD_PLACE ? 0 : dice_below(&composing->dice, round->count);
    add_sight(composing, wild, &round->sights[first]);
    if (round->count > 1 && composing->sentences < SENTENCES_MOST - 1)
        add_sight(composing, wild, &round->sights[(first + 1 + dice_below(&composing->dice, round->count - 1)) % round->count]);
}

char *wild_compose(const struct wild *wild, const struct world *world, const struct area *tile, unsigned x, unsigned y)
{
    const struct grid_cell *cell = grid_cell(tile->grid, (int)x, (int)y);
    struct wild_round round;
    struct composing composing = { .kind = x % KINDS_WIDE + KINDS_WIDE * (y % KINDS_WIDE), .text = memory_string("") };
    wild_look_round(world, tile, x, y, &round);
    dice_seed(&composing.dice, (uint64_t)y << 32 | x);
    prose_begin(&composing.prose, wild->grammar, &composing.dice);
    tag_cell(&composing.prose, cell, &round);
    bind(&composing.prose, "region", tile->grid->regions[cell->region].name == NULL ? "" : tile->grid->regions[cell->region].name);
    add(&composing, wild->ground);
    bind_river(&composing.prose, cell);
    if (cell->water > 0)
        add(&composing, wild->water);
    if (round.road_count > 0) {
        bind_roads(&composing.prose, &round);
        add(&composing, wild->road);
    }
    add_view(&composing, wild, &round);
    if (round.uphill < WILD_WINDS && composing.sentences < SENTENCES_MOST - 1) {
        bind(&composing.prose, "direction", wild_winds[round.uphill]);
        add(&composing, wild->slope);
    }
    add(&composing, wild->life);
    prose_end(&composing.prose);
    return composing.text;
}

/* -- the hour ---------------------------------------------------------------------------------------- */

enum { DUSK_HOURS = 2, DAWN_HOURS = 2 };

static void tag_hour(struct prose *prose, const struct zone *zone, int64_t hour)
{
    static const char *const seasons[SEASONS] = { [SPRING] = "spring", [SUMMER] = "summer", [AUTUMN] = "autumn", [WINTER] = "winter" };
    unsigned of_day = calendar_date(hour).hour;
    enum weather weather = weather_at(zone, hour);
    prose_tag(prose, "night", !hour_is_day(hour));
    prose_tag(prose, "dawn", of_day >= HOUR_DAWN && of_day < HOUR_DAWN + DAWN_HOURS);
    prose_tag(prose, "dusk", of_day >= HOUR_DUSK - DUSK_HOURS && of_day < HOUR_DUSK);
    prose_tag(prose, seasons[calendar_season(hour)], true);
    prose_tag(prose, "cloud", weather == WEATHER_CLOUDY);
    prose_tag(prose, "rain", weather == WEATHER_RAINING || weather == WEATHER_HAILING);
    prose_tag(prose, "snowfall", weather == WEATHER_SNOWING);
    prose_tag(prose, "storm", weather_levels[weather] == 3);
}

/* When there is nothing to say of it. */
static bool is_plain_day(const struct zone *zone, int64_t hour)
{
    unsigned of_day = calendar_date(hour).hour;
    return of_day >= HOUR_DAWN + DAWN_HOURS && of_day < HOUR_DUSK - DUSK_HOURS && weather_at(zone, hour) == WEATHER_CLEAR;
}

char *wild_hour(const struct wild *wild, const struct zone *zone, const struct room_proto *cell)
{
    struct prose prose;
    struct dice dice;
    struct wild_round round;
    unsigned x, y;
    int64_t hour = world_hour(zone->now);
    if (is_plain_day(zone, hour) || !grid_place(zone->area->grid, cell->id, &x, &y))
        return NULL;
    wild_look_round(zone->setting->world, zone->area, x, y, &round);
    dice_seed(&dice, (uint64_t)cell->id.number << 32 ^ (uint64_t)hour);
    prose_begin(&prose, wild->grammar, &dice);
    tag_cell(&prose, grid_cell(zone->area->grid, (int)x, (int)y), &round);
    tag_hour(&prose, zone, hour);
    char *said = prose_say(&prose, wild->hour);
    prose_end(&prose);
    if (said[0] != '\0')
        return said;
    memory_free(said);
    return NULL;
}

/* -- rooms ------------------------------------------------------------------------------------------- */

/* Composed once, then kept: a note that changes nothing, as it would be the same again. */
static const char *composed(const struct zone *zone, const struct room_proto *room)
{
    struct land *land = land_of(zone);
    unsigned x, y;
    if (land->composed == NULL)
        land->composed = memory_get(zone->area->room_count * sizeof *land->composed);
    char **kept = &land->composed[room - zone->area->rooms];
    if (*kept == NULL && grid_place(zone->area->grid, room->id, &x, &y))
        *kept = wild_compose(zone->setting->book->wild, zone->setting->world, zone->area, x, y);
    return *kept == NULL ? "" : *kept;
}

static struct text *words_made(const struct zone *zone, const struct room_proto *room)
{
    const struct wild *wild = zone->setting->book == NULL ? NULL : zone->setting->book->wild;
    if (wild == NULL || zone->area->grid == NULL)
        return text_printf("%s.", terrain_rows[room->terrain].title);
    char *hourly = wild_hour(wild, zone, room);
    struct text *words = text_printf("%s%s%s", composed(zone, room), hourly == NULL ? "" : " ", hourly == NULL ? "" : hourly);
    memory_free(hourly);
    return words;
}

const char *room_words(const struct zone *zone, const struct room_proto *room, struct text **made)
{
    *made = room->text != NULL ? NULL : words_made(zone, room);
    return *made == NULL ? room->text : text_bytes(*made);
}
