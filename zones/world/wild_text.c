/* zones/world/wild_text.c -- see wild.h.  Entered by the zone's worker. */
#include "zones/world/wild.h"

#include <string.h>

static const char *const grounds[TERRAIN_KINDS] = {
    [TERRAIN_FIELD] = "Open grassland lies about you",        [TERRAIN_FOREST] = "You stand among trees",
    [TERRAIN_HILLS] = "The ground rises and falls in hills",  [TERRAIN_MOUNTAINS] = "Rock climbs on every side",
    [TERRAIN_WATER] = "There is water all about you",         [TERRAIN_DEEP] = "Deep water moves beneath you",
    [TERRAIN_OCEAN] = "The ocean goes on as far as one can see", [TERRAIN_SHALLOW] = "The water here is no more than knee-deep",
    [TERRAIN_SWAMP] = "The ground is half water",             [TERRAIN_BEACH] = "Sand runs down to the water",
    [TERRAIN_SNOW] = "Snow lies over everything",             [TERRAIN_ARCTIC] = "The ground is frozen hard",
    [TERRAIN_TUNDRA] = "Low cold scrub covers the ground",    [TERRAIN_DESERT] = "Sand and stones lie about you",
    [TERRAIN_JUNGLE] = "Growth hangs and climbs on every side", [TERRAIN_FORESTJUNGLE] = "Trees and creepers stand close together",
    [TERRAIN_LUSH] = "Old trees stand in deep green",         [TERRAIN_PASTURE] = "The grass here has been grazed short",
    [TERRAIN_PEAK] = "This is the top of a mountain",         [TERRAIN_LAVA] = "The ground glows, and moves",
};

static void put_words(struct bytes_writer *words, const char *string)
{
    put_bytes(words, string, strlen(string));
}

void wild_describe(struct bytes_writer *words, const struct zone *zone, const struct room_proto *room)
{
    unsigned x, y;
    bool placed = grid_place(zone->area->grid, room->id, &x, &y);
    assert(placed);
    const struct grid_cell *cell = grid_cell(zone->area->grid, (int)x, (int)y);
    const char *ground = grounds[cell->ground];
    put_words(words, ground != NULL ? ground : "There is nothing here that would stop the eye");
    put_words(words, cell->height > (GRID_HEIGHT_MAX * 2) / 3 ? ", high up." : ".");
    if (cell->road == '-')
        put_words(words, " A trail leads through.");
    else if (cell->road == '=')
        put_words(words, " There is a way across here.");
    if (cell->water == GRID_LAKE)
        put_words(words, " A lake lies here.");
    else if (cell->water > 0) {
        put_words(words, cell->water > 5 ? " A river" : " A stream");
        put_words(words, " runs by");
        if (cell->flow != NO_DIRECTION) {
            put_words(words, " towards ");
            put_words(words, direction_from[cell->flow]);
        }
        put_words(words, ".");
    }
}

struct text *room_words(const struct zone *zone, const struct room_proto *room)
{
    if (room->text != NULL)
        return text_string(room->text);
    struct bytes_writer words = {0};
    wild_describe(&words, zone, room);
    struct text *text = bytes_text(&words);
    bytes_free(&words);
    return text;
}
