/* zones/grow/plan.h -- which areas there are: the table zones/grow/areas.yaml, in which an area never changes its place.
 *
 *     areas:
 *       - {area: hulks_a, theme: hulks, levels: 20-31}
 *
 * The place of a row decides the area's numbers, its key all that is thrown for it.  So a theme that comes later adds rows
 * at the end and shifts nothing; when builders write more areas by hand, the last rows are not grown any more. */
#ifndef ZONES_GROW_PLAN_H
#define ZONES_GROW_PLAN_H

#include "zones/grow/theme.h"

enum { PLAN_ROWS_MOST = 1000, PLAN_FIRST_ROOM = 20000, PLAN_BLOCK = 100, STRESS_FIRST_ROOM = 200000000 };

struct plan_row {
    const char *key, *theme;
    uint32_t    least, most;           /* levels */
};
struct plan {
    struct plan_row rows[PLAN_ROWS_MOST];
    unsigned        count;
    struct arena   *arena;
};

/* A file that is not there is an empty plan; mistakes are reported. */
void     plan_read(struct plan *plan, const char *path, struct mistakes *mistakes);
void     plan_free(struct plan *plan);
/* Rows for what themes want, behind those that are there, until there are `wanted` of them, if themes have so many. */
void     plan_extend(struct plan *plan, struct theme *const *themes, unsigned theme_count, unsigned wanted);
void     plan_write(const struct plan *plan, FILE *out);
/* The first room of the row's block: 20000 + 100 a row, past the numbers that are kept for others. */
uint32_t plan_first_room(unsigned row);
/* How many rows have a level within `reach` of that level. */
unsigned plan_covers(const struct plan *plan, unsigned rows, uint32_t level, uint32_t reach);

#endif
