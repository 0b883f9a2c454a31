/* zones/world/tiles.h -- one area file becomes the areas it stands for: the tiles of its grid, or itself.
 * Called by world.c while it builds. */
#ifndef ZONES_WORLD_TILES_H
#define ZONES_WORLD_TILES_H

#include "zones/world/area_read.h"

unsigned tiles_count(const struct area_file *file);
/* How many hours later the weather comes to the tile of that cell than to the first. */
uint8_t tile_drift(const struct grid *grid, room_id cell);
/* Fills areas[0 .. tiles_count() - 1]; zones are numbered by the caller, the arena is the first's.  The rooms of each are in
 * order.  file->area.resets and file->reset_keys are afterwards in the order of the tiles. */
void tiles_cut(struct area_file *file, struct area *areas);

#endif
