/* zones/world/words.c -- directions, terrains, kinds and slots as words.  Constant tables, any thread. */
#include "zones/world/world.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *const direction_names[DIRECTIONS + 1] = {
    [NORTH] = "north", [EAST] = "east", [SOUTH] = "south", [WEST] = "west", [UP] = "up", [DOWN] = "down",
    [NO_DIRECTION] = "away",
};

const char *const pronoun_words[PRONOUNS] = { "he", "she", "they", "it" };

const char *const direction_from[DIRECTIONS + 1] = {
    [NORTH] = "the north", [EAST] = "the east", [SOUTH] = "the south", [WEST] = "the west",
    [UP] = "above", [DOWN] = "below", [NO_DIRECTION] = "nowhere",
};

const char *const terrain_words[TERRAIN_KINDS] = {
#define TERRAIN(member, word, ...) [TERRAIN_##member] = word,
    TERRAINS(TERRAIN)
#undef TERRAIN
};

const unsigned terrain_costs[TERRAIN_KINDS] = {
#define TERRAIN(member, word, client, title, symbol, bold, colour, weight, cost, asks, as) [TERRAIN_##member] = cost,
    TERRAINS(TERRAIN)
#undef TERRAIN
};

const struct terrain_row terrain_rows[TERRAIN_KINDS] = {
#define TERRAIN(member, word, client, title, symbol, bold, colour, weight, cost, asks, as) \
    [TERRAIN_##member] = { client, title, symbol, bold, colour, weight, ASKS_##asks, TERRAIN_##as },
    TERRAINS(TERRAIN)
#undef TERRAIN
};

const char *const item_kind_words[ITEM_KINDS_COUNT] = {
#define ITEM(member, word, wares) [ITEM_##member] = word,
    ITEM_KINDS(ITEM)
#undef ITEM
};

const char *const item_kind_wares[ITEM_KINDS_COUNT] = {
#define ITEM(member, word, wares) [ITEM_##member] = wares,
    ITEM_KINDS(ITEM)
#undef ITEM
};

const char *const wear_words[WEAR_SLOTS_COUNT] = {
#define SLOT(member, word, reads, written, first) [WEAR_##member] = word,
    WEAR_SLOTS(SLOT)
#undef SLOT
};

const char *const wear_reads[WEAR_SLOTS_COUNT] = {
#define SLOT(member, word, reads, written, first) [WEAR_##member] = reads,
    WEAR_SLOTS(SLOT)
#undef SLOT
};

const uint8_t wear_first[WEAR_SLOTS_COUNT] = {
#define SLOT(member, word, reads, written, first) [WEAR_##member] = WEAR_##first,
    WEAR_SLOTS(SLOT)
#undef SLOT
};

static const uint8_t written_slots[WEAR_SLOTS_COUNT] = {
#define SLOT(member, word, reads, written, first) [WEAR_##member] = written,
    WEAR_SLOTS(SLOT)
#undef SLOT
};

uint8_t wear_written(uint8_t slot)
{
    return slot < WEAR_SLOTS_COUNT ? written_slots[slot] : WEAR_WRITTEN_NOWHERE;
}

bool wear_read(uint8_t written, uint8_t *slot)
{
    *slot = WEAR_NOWHERE;
    for (uint8_t at = 0; at < WEAR_SLOTS_COUNT; at++)
        if (written_slots[at] == written)
            *slot = at;
    return *slot != WEAR_NOWHERE || written == WEAR_WRITTEN_NOWHERE;
}

enum direction direction_back(enum direction direction)
{
    static const enum direction back[DIRECTIONS + 1] = {
        [NORTH] = SOUTH, [EAST] = WEST, [SOUTH] = NORTH, [WEST] = EAST, [UP] = DOWN, [DOWN] = UP,
        [NO_DIRECTION] = NO_DIRECTION,
    };
    assert(direction <= NO_DIRECTION);
    return back[direction];
}

enum direction direction_find(const char *word)
{
    size_t length = strlen(word);
    for (unsigned direction = NORTH; length > 0 && direction < DIRECTIONS; direction++)
        if (strncasecmp(word, direction_names[direction], length) == 0)
            return (enum direction)direction;
    return NO_DIRECTION;
}

bool text_names(const char *text, const char *keyword)
{
    for (const char *at = text; text != NULL && (at = strcasestr(at, keyword)) != NULL; at++)
        if (at == text || !isalnum((unsigned char)at[-1]))
            return true;
    return false;
}

