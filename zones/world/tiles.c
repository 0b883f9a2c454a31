/* zones/world/tiles.c -- see tiles.h. */
#include "zones/world/tiles.h"

#include "zones/world/weather.h"

#include <stdio.h>
#include <string.h>

unsigned tiles_count(const struct area_file *file)
{
    return file->area.grid == NULL ? 1 : file->area.grid->columns * file->area.grid->rows;
}

static unsigned tile_of_room(const struct area_file *file, room_id room)
{
    const struct grid *grid = file->area.grid;
    unsigned x, y;
    if (grid_place(grid, room, &x, &y))
        return y / grid->tile_height * grid->columns + x / grid->tile_width;
    for (unsigned at = 0; at < file->ferry_count; at++)
        if (room_same(file->ferries[at].ferry.deck, room))
            return file->ferries[at].tile;
    return 0;
}

/* Resets of a tile stay in their order: those that carry and wear go with the one before them, who is in the same tile. */
static void sort_resets(struct area_file *file, unsigned *firsts, unsigned tiles)
{
    unsigned count = file->area.reset_count;
    struct reset *resets = arena_get(file->area.arena, (count + 1) * sizeof *resets);
    const char **keys = arena_get(file->scratch, (count + 1) * sizeof *keys);
    unsigned *tile_of = arena_get(file->scratch, (count + 1) * sizeof *tile_of);
    for (unsigned at = 0; at < count; at++) {
        tile_of[at] = tile_of_room(file, file->area.resets[at].room);
        firsts[tile_of[at] + 1]++;
    }
    for (unsigned tile = 0; tile < tiles; tile++)
        firsts[tile + 1] += firsts[tile];
    unsigned *next = arena_get(file->scratch, tiles * sizeof *next);
    memcpy(next, firsts, tiles * sizeof *next);
    for (unsigned at = 0; at < count; at++) {
        unsigned place = next[tile_of[at]]++;
        resets[place] = file->area.resets[at];
        keys[place] = file->reset_keys[at];
    }
    file->area.resets = resets;
    file->reset_keys = keys;
}

/* By what is most of it: how warm, how wet, how much of it sea. */
static enum climate tile_climate(const struct grid *grid, unsigned left, unsigned top)
{
    unsigned cells = 0, warmth = 0, rain = 0, sea = 0;
    for (unsigned y = top; y < top + grid->tile_height && y < grid->height; y++)
        for (unsigned x = left; x < left + grid->tile_width && x < grid->width; x++) {
            const struct grid_cell *cell = grid_cell(grid, (int)x, (int)y);
            cells++;
            warmth += cell->warmth;
            rain += cell->rain;
            sea += terrain_rows[cell->ground].counts_as == TERRAIN_WATER;
        }
    if (warmth < 3 * cells)
        return CLIMATE_COLD;
    if (sea * 2 > cells)
        return CLIMATE_COAST;
    if (warmth >= 7 * cells)
        return rain < 3 * cells ? CLIMATE_DRY : CLIMATE_HOT;
    return rain < 2 * cells ? CLIMATE_DRY : CLIMATE_TEMPERATE;
}

uint8_t tile_drift(const struct grid *grid, room_id cell)
{
    unsigned x, y;
    bool placed = grid_place(grid, cell, &x, &y);
    unsigned hours = placed ? x / grid->tile_width + y / grid->tile_height / 2 : 0;
    return (uint8_t)(hours < UINT8_MAX ? hours : UINT8_MAX);
}

static void cut_tile(const struct area_file *file, unsigned tile, const unsigned *firsts, struct area *area)
{
    const struct grid *grid = file->area.grid;
    size_t size = strlen(file->area.key) + sizeof "_4096_4096";
    char *key = arena_get(file->area.arena, size);
    *area = file->area;
    snprintf(key, size, "%s_%02u_%02u", file->area.key, tile % grid->columns, tile / grid->columns);
    area->key = key;
    area->whole = file->area.key;
    area->part = tile > 0;
    area->tile_x = tile % grid->columns * grid->tile_width;
    area->tile_y = tile / grid->columns * grid->tile_height;
    area->climate = (uint8_t)tile_climate(grid, area->tile_x, area->tile_y);
    area->drifts = true;
    area->rooms = file->area.rooms + file->tile_rooms[tile];
    area->drift = tile_drift(grid, area->rooms[0].id);
    area->room_count = file->tile_rooms[tile + 1] - file->tile_rooms[tile];
    area->resets = file->area.resets + firsts[tile];
    area->reset_count = firsts[tile + 1] - firsts[tile];
    area->arena = tile == 0 ? file->area.arena : NULL;
}

void tiles_cut(struct area_file *file, struct area *areas)
{
    unsigned tiles = tiles_count(file);
    if (file->area.grid == NULL) {
        areas[0] = file->area;
        areas[0].whole = file->area.key;
        return;
    }
    unsigned *firsts = arena_get(file->scratch, (tiles + 1) * sizeof *firsts);
    sort_resets(file, firsts, tiles);
    for (unsigned tile = 0; tile < tiles; tile++)
        cut_tile(file, tile, firsts, &areas[tile]);
}
