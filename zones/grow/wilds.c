/* zones/grow/wilds.c -- the Wilderness as it reads: every cell of it, at noon under a clear sky, is composed and asked whether it
 * shares a sentence with a cell near it (zones/world/wild.h promises that none does), whether it says anything, and how well. */
#include "zones/grow/grow.h"
#include "zones/grow/register.h"
#include "zones/prose/english.h"
#include "zones/rules/rules.h"
#include "zones/world/wild.h"

#include <stdio.h>

enum { LISTED = 10 };

struct reading {
    const struct world *world;
    const struct wild  *wild;
    const struct grid  *grid;
    struct marks       *cells;         /* row by row; of a place that has a text of its own, and of the hole, nothing */
    unsigned            composed, silent, slips, shared;
};

static void read_cell(struct reading *reading, unsigned x, unsigned y)
{
    room_id room = grid_room(reading->grid, (int)x, (int)y);
    const struct area *tile = world_area(reading->world, world_zone_of(reading->world, room));
    const struct room_proto *cell = tile == NULL ? NULL : area_room(tile, room);
    if (cell == NULL || cell->text != NULL)
        return;
    char *text = wild_compose(reading->wild, reading->world, tile, x, y);
    const char *slip = slip_of(text, NULL);
    sentences_of(text, &reading->cells[y * reading->grid->width + x]);
    reading->composed++;
    if (text[0] == '\0' && reading->silent++ < LISTED)
        printf("cell %u says nothing\n", (unsigned)room.number);
    if (slip != NULL && reading->slips++ < LISTED)
        printf("cell %u: %s: %s\n", (unsigned)room.number, slip, text);
    memory_free(text);
}

static bool share_one(const struct marks *one, const struct marks *other)
{
    for (unsigned a = 0; a < one->sentence_count; a++)
        for (unsigned b = 0; b < other->sentence_count; b++)
            if (one->sentences[a] == other->sentences[b])
                return true;
    return false;
}

/* Each pair once: with those to the east of it, and those to the south. */
static void compare_cell(struct reading *reading, int x, int y)
{
    int width = (int)reading->grid->width, height = (int)reading->grid->height;
    for (int down = 0; down <= WILD_APART && y + down < height; down++)
        for (int right = down == 0 ? 1 : -WILD_APART; right <= WILD_APART; right++) {
            if (x + right < 0 || x + right >= width)
                continue;
            if (share_one(&reading->cells[y * width + x], &reading->cells[(y + down) * width + x + right]) && reading->shared++ < LISTED)
                printf("cells (%d, %d) and (%d, %d) share a sentence\n", x, y, x + right, y + down);
        }
}

static void read_grid(struct reading *reading)
{
    unsigned cells = reading->grid->width * reading->grid->height;
    reading->cells = memory_get(cells * sizeof *reading->cells);
    for (unsigned y = 0; y < reading->grid->height; y++)
        for (unsigned x = 0; x < reading->grid->width; x++)
            read_cell(reading, x, y);
    for (unsigned y = 0; y < reading->grid->height; y++)
        for (unsigned x = 0; x < reading->grid->width; x++)
            compare_cell(reading, (int)x, (int)y);
    for (unsigned n = 0; n < cells; n++)
        marks_free(&reading->cells[n]);
    memory_free(reading->cells);
}

int grow_wilds(int count, char **words)
{
    unsigned mistakes = 0;
    struct reading reading = { .wild = NULL };
    struct rules *rules = rules_load("zones/tables", stderr, &mistakes);
    struct world *world = rules == NULL ? NULL : world_load(count > 0 ? words[0] : "zones/areas:build/world", rules, NULL, stderr, &mistakes);
    struct wild *wild = world == NULL ? NULL : wild_load("zones/text", stderr, &mistakes);
    for (unsigned n = 0; world != NULL && n < world->area_count; n++)
        reading.grid = world->areas[n].grid != NULL ? world->areas[n].grid : reading.grid;
    bool ready = wild != NULL && reading.grid != NULL;
    if (ready) {
        reading.world = world;
        reading.wild = wild;
        read_grid(&reading);
        printf("%u cells composed: %u say nothing, %u slips, %u pairs within %d cells share a sentence\n", reading.composed, reading.silent,
               reading.slips, reading.shared, WILD_APART);
    } else {
        fprintf(stderr, "there is no wilderness to read\n");
    }
    wild_free(&wild);
    if (world != NULL)
        world_free(&world);
    if (rules != NULL)
        rules_free(&rules);
    return ready && reading.silent + reading.slips + reading.shared == 0 ? 0 : 1;
}
