/* zones/grow/plan.c -- see plan.h. */
#include "zones/grow/plan.h"

#include "zones/world/world.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEVEL_MOST = 200, KEPT_FROM = 58095, KEPT_TO = 60256, AFTER_KEPT = 60300 };

/* -- reading ------------------------------------------------------------------------------------------ */

struct row_source { const char *area, *theme, *levels; };

static void read_row(struct yaml_reader *reader, const struct yaml_node *node, struct plan *plan)
{
    static const struct yaml_field fields[] = {
        { "area",   true, yaml_line, offsetof(struct row_source, area),   0, AREA_KEY_MOST, NULL },
        { "theme",  true, yaml_line, offsetof(struct row_source, theme),  0, AREA_KEY_MOST, NULL },
        { "levels", true, yaml_line, offsetof(struct row_source, levels), 0, 10,            NULL },
        { 0 },
    };
    struct row_source source = { 0 };
    unsigned before = reader->mistakes->count, least = 0, most = 0;
    char rest;
    yaml_record(reader, node, "a row", fields, &source);
    if (reader->mistakes->count != before)
        return;
    bool letters = source.area[0] != '\0' && source.area[strspn(source.area, "abcdefghijklmnopqrstuvwxyz_")] == '\0';
    if (!letters)
        mistake_at(reader->mistakes, node, "area: a key is made of a to z and _");
    if (sscanf(source.levels, "%3u-%3u%c", &least, &most, &rest) != 2 || least < 1 || least > most || most > LEVEL_MOST)
        mistake_at(reader->mistakes, node, "levels: '%.10s' is not written as 20-31", source.levels);
    for (unsigned n = 0; n < plan->count; n++)
        if (strcmp(plan->rows[n].key, source.area) == 0)
            mistake_at(reader->mistakes, node, "area: '%s' is there twice", source.area);
    if (reader->mistakes->count == before && plan->count < PLAN_ROWS_MOST)
        plan->rows[plan->count++] = (struct plan_row){ source.area, source.theme, least, most };
}

static void read_rows(struct yaml_reader *reader, const struct yaml_field *field, const struct yaml_node *node, void *value)
{
    if (node->kind != YAML_LIST)
        mistake_at(reader->mistakes, node, "%s: must be a list", field->key);
    for (const struct yaml_node *row = node->kind == YAML_LIST ? node->first : NULL; row != NULL; row = row->next)
        read_row(reader, row, value);
}

void plan_read(struct plan *plan, const char *path, struct mistakes *mistakes)
{
    static const struct yaml_field fields[] = { { "areas", true, read_rows, 0, 0, 0, NULL }, { 0 } };
    plan->count = 0;
    plan->arena = arena_new();
    if (access(path, F_OK) != 0)
        return;
    struct yaml_reader reader = { .arena = plan->arena, .mistakes = mistakes };
    const struct yaml_node *root = yaml_read_file(path, plan->arena, mistakes);
    if (root != NULL)
        yaml_record(&reader, root, "the plan", fields, plan);
}

void plan_free(struct plan *plan)
{
    arena_free(&plan->arena);
}

/* -- more rows ---------------------------------------------------------------------------------------- */

static unsigned rows_of(const struct plan *plan, const char *theme)
{
    unsigned count = 0;
    for (unsigned n = 0; n < plan->count; n++)
        count += strcmp(plan->rows[n].theme, theme) == 0;
    return count;
}

/* a ... z, aa ... */
static void letters_of(unsigned number, char letters[4])
{
    unsigned length = 0;
    if (number >= 26)
        letters[length++] = (char)('a' + number / 26 - 1);
    letters[length++] = (char)('a' + number % 26);
    letters[length] = '\0';
}

/* The n-th area of a theme: not in order of levels, so that whatever number of them is grown spans what the theme spans. */
static void levels_of(const struct theme *theme, unsigned number, uint32_t *least, uint32_t *most)
{
    static const unsigned order[] = { 0, 8, 4, 2, 6, 1, 7, 3, 5 };    /* ninths */
    uint32_t from = theme->level_least, to = theme->level_most, span = theme->span;
    uint32_t room = to > from + span ? to - from - span : 0;
    *least = from + room * order[number % 9] / 8 + (number / 9) % 3;
    *most = *least + span > to ? to : *least + span;
    if (*most > LEVEL_MOST)
        *most = LEVEL_MOST;
    if (*least > *most)
        *least = *most;
}

static void add_row(struct plan *plan, const struct theme *theme)
{
    char letters[4], key[80];
    unsigned number = rows_of(plan, theme->key);
    struct plan_row *row = &plan->rows[plan->count++];
    letters_of(number, letters);
    snprintf(key, sizeof key, "%.26s_%s", theme->key, letters);
    row->key = arena_string(plan->arena, key);
    row->theme = arena_string(plan->arena, theme->key);
    levels_of(theme, number, &row->least, &row->most);
}

/* Round after round one area of each theme; what themes have said they have first, then up to half as many more. */
void plan_extend(struct plan *plan, struct theme *const *themes, unsigned theme_count, unsigned wanted)
{
    for (unsigned more = 0; more < 2; more++)
        for (bool added = true; added && plan->count < wanted;) {
            added = false;
            for (unsigned n = 0; n < theme_count && plan->count < wanted && plan->count < PLAN_ROWS_MOST; n++) {
                unsigned most = themes[n]->areas + (more ? themes[n]->areas / 2 : 0);
                if (rows_of(plan, themes[n]->key) >= most)
                    continue;
                add_row(plan, themes[n]);
                added = true;
            }
        }
}

void plan_write(const struct plan *plan, FILE *out)
{
    fprintf(out, "# Which areas are grown.  An area's place in this list decides its numbers: rows are added at the end and never moved.\n"
                 "# `make plan` adds rows for new themes.\n\nareas:\n");
    for (unsigned n = 0; n < plan->count; n++)
        fprintf(out, "  - {area: %s, theme: %s, levels: %u-%u}\n", plan->rows[n].key, plan->rows[n].theme, (unsigned)plan->rows[n].least,
                (unsigned)plan->rows[n].most);
}

uint32_t plan_first_room(unsigned row)
{
    uint32_t first = PLAN_FIRST_ROOM + PLAN_BLOCK * row;
    if (first + PLAN_BLOCK <= KEPT_FROM)
        return first;
    unsigned before = (KEPT_FROM - PLAN_FIRST_ROOM) / PLAN_BLOCK;
    _Static_assert(AFTER_KEPT > KEPT_TO, "numbers that are kept");
    return AFTER_KEPT + PLAN_BLOCK * (row - before);
}

unsigned plan_covers(const struct plan *plan, unsigned rows, uint32_t level, uint32_t reach)
{
    unsigned count = 0;
    for (unsigned n = 0; n < rows && n < plan->count; n++)
        count += plan->rows[n].least <= level + reach && plan->rows[n].most + reach >= level;
    return count;
}
