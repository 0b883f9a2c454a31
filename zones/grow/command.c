/* zones/grow/command.c -- the subcommands of build/grow that grow the world: world, continent, map, plan, layouts. */
#include "zones/grow/continent.h"
#include "zones/grow/grow.h"
#include "zones/grow/world.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCALE_MOST = 200, PICTURE_SCALE_MOST = 16 };

/* `--name value` pairs; false when one is not known. */
struct flag { const char *name; const char **word; uint64_t *number; };

static bool flags_read(int count, char **words, const struct flag *flags)
{
    for (int n = 0; n + 1 < count; n += 2) {
        const struct flag *flag = flags;
        while (flag->name != NULL && strcmp(flag->name, words[n]) != 0)
            flag++;
        if (flag->name == NULL) {
            fprintf(stderr, "build/grow knows no %s\n", words[n]);
            return false;
        }
        char *end = NULL;
        if (flag->word != NULL)
            *flag->word = words[n + 1];
        else
            *flag->number = strtoull(words[n + 1], &end, 10);
        if (end != NULL && (*end != '\0' || end == words[n + 1])) {
            fprintf(stderr, "%s: '%s' is no number\n", words[n], words[n + 1]);
            return false;
        }
    }
    if (count % 2 != 0)
        fprintf(stderr, "%s: a value is missing\n", words[count - 1]);
    return count % 2 == 0;
}

int grow_world(int count, char **words)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t seed = 1, scale = 1, threads = processors < 1 ? 1 : (uint64_t)processors, continent = 1;
    struct world_order order = { .out = "build/world", .areas = "zones/areas", .data = GROW_FOLDER, .themes = GROW_FOLDER "/themes" };
    const struct flag flags[] = {
        { "--seed", NULL, &seed },        { "--scale", NULL, &scale },       { "--threads", NULL, &threads }, { "--continent", NULL, &continent },
        { "--out", &order.out, NULL },    { "--areas", &order.areas, NULL }, { "--data", &order.data, NULL }, { "--themes", &order.themes, NULL },
        { NULL, NULL, NULL },
    };
    if (!flags_read(count, words, flags))
        return 2;
    if (scale < 1 || scale > SCALE_MOST || threads < 1) {
        fprintf(stderr, "--scale goes from 1 to %d, --threads from 1\n", SCALE_MOST);
        return 2;
    }
    order.seed = seed;
    order.scale = (unsigned)scale;
    order.threads = threads > 64 ? 64 : (unsigned)threads;
    order.continent = continent != 0;
    return world_grow(&order) ? 0 : 1;
}

/* The orders of both; false when they are not understood. */
static bool continent_ordered(int count, char **words, struct continent_order *order, uint64_t *scale)
{
    *order = (struct continent_order){ .seed = 1, .areas = "zones/areas", .data = GROW_FOLDER, .out = "build/world/wilderness.yaml" };
    const struct flag flags[] = {
        { "--seed", NULL, &order->seed },  { "--areas", &order->areas, NULL }, { "--data", &order->data, NULL }, { "--out", &order->out, NULL },
        { "--scale", NULL, scale },        { NULL, NULL, NULL },
    };
    if (!flags_read(count, words, flags))
        return false;
    if (*scale < 1 || *scale > PICTURE_SCALE_MOST)
        fprintf(stderr, "--scale goes from 1 to %d\n", PICTURE_SCALE_MOST);
    return *scale >= 1 && *scale <= PICTURE_SCALE_MOST;
}

int grow_continent(int count, char **words)
{
    struct continent_order order;
    uint64_t scale = 1;
    return !continent_ordered(count, words, &order, &scale) ? 2 : continent_grow(&order, stderr) ? 0 : 1;
}

/* A picture of it, as PPM. */
int grow_map(int count, char **words)
{
    struct continent_order order;
    uint64_t scale = 3;
    return !continent_ordered(count, words, &order, &scale) ? 2 : continent_map(&order, (unsigned)scale, stderr) ? 0 : 1;
}

/* Prints the plan with rows for all that the themes want, and which levels have too few areas. */
int grow_plan(int count, char **words)
{
    const char *data = GROW_FOLDER, *folder = GROW_FOLDER "/themes";
    uint64_t wanted = 399;
    char path[600];
    const struct flag flags[] = { { "--data", &data, NULL }, { "--themes", &folder, NULL }, { "--areas", NULL, &wanted }, { NULL, NULL, NULL } };
    struct mistakes mistakes = { .file = path, .out = stderr };
    unsigned rules_mistakes = 0, theme_count = 0;
    if (!flags_read(count, words, flags))
        return 2;
    struct plan *plan = memory_get(sizeof *plan);
    struct rules *rules = rules_load("zones/tables", stderr, &rules_mistakes);
    snprintf(path, sizeof path, "%.400s/common.yaml", data);
    struct theme_common *common = theme_common_read(path, &mistakes);
    struct theme **themes = common == NULL ? NULL : themes_read(folder, common, rules, &theme_count);
    snprintf(path, sizeof path, "%.400s/areas.yaml", data);
    plan_read(plan, path, &mistakes);
    bool good = themes != NULL && mistakes.count == 0;
    if (good) {
        plan_extend(plan, themes, theme_count, (unsigned)wanted);
        plan_write(plan, stdout);
        fprintf(stderr, "%u areas of %u themes\n", plan->count, theme_count);
    }
    for (uint32_t level = 1; good && level <= 200; level++)
        if (plan_covers(plan, plan->count, level, 5) < 3)
            fprintf(stderr, "level %u has only %u areas within five levels\n", (unsigned)level, plan_covers(plan, plan->count, level, 5));
    for (unsigned n = 0; n < theme_count; n++)
        theme_free(&themes[n]);
    memory_free(themes);
    theme_common_free(&common);
    plan_free(plan);
    memory_free(plan);
    rules_free(&rules);
    return good ? 0 : 1;
}

/* One drawn, from above, floor by floor. */
static void print_layout(const struct layout *layout)
{
    static const char marks[GROW_ROLES_COUNT] = { [ROLE_gate] = 'G', [ROLE_way] = '.', [ROLE_hall] = 'O', [ROLE_side] = 's', [ROLE_end] = 'e',
        [ROLE_secret] = '?', [ROLE_lair] = 'L', [ROLE_home] = 'h', [ROLE_shop] = '$' };
    int least[3] = { 0 }, most[3] = { 0 };
    for (unsigned n = 0; n < layout->count; n++) {
        const int at[3] = { layout->rooms[n].x, layout->rooms[n].y, layout->rooms[n].z };
        for (unsigned axis = 0; axis < 3; axis++) {
            least[axis] = at[axis] < least[axis] ? at[axis] : least[axis];
            most[axis] = at[axis] > most[axis] ? at[axis] : most[axis];
        }
    }
    for (int z = most[2]; z >= least[2]; z--) {
        printf("  floor %d\n", z);
        for (int y = most[1]; y >= least[1]; y--)
            for (int line = 0; line < 2; line++) {
                printf("    ");
                for (int x = least[0]; x <= most[0]; x++) {
                    const struct layout_room *room = NULL;
                    for (unsigned n = 0; n < layout->count; n++)
                        if (layout->rooms[n].x == x && layout->rooms[n].y == y && layout->rooms[n].z == z)
                            room = &layout->rooms[n];
                    bool east = room != NULL && room->to[EAST] != LAYOUT_NOWHERE, south = room != NULL && room->to[SOUTH] != LAYOUT_NOWHERE;
                    bool stairs = room != NULL && (room->to[UP] != LAYOUT_NOWHERE || room->to[DOWN] != LAYOUT_NOWHERE);
                    if (line == 0)
                        printf("%c%c%s", room == NULL ? ' ' : marks[room->role], stairs ? '"' : ' ', east ? "- " : "  ");
                    else
                        printf("%s", south ? "|   " : "    ");
                }
                printf("\n");
            }
    }
}

int grow_layouts(int count, char **words)
{
    unsigned rooms = count > 1 ? (unsigned)atoi(words[1]) : 50;
    struct layout *layout = memory_get(sizeof *layout);
    struct dice dice;
    for (unsigned n = 0; n < layout_count(); n++) {
        printf("%s: %s\n", layout_name(n), layout_about(n));
        if (count == 0 || rooms < LAYOUT_ROOMS_LEAST || rooms > LAYOUT_ROOMS_MOST)
            continue;
        struct layout_order order = { .name = layout_name(n), .rooms = rooms, .homes = 1, .shops = 1, .locks = true };
        dice_seed(&dice, strtoull(words[0], NULL, 10));
        layout_draw(layout, &order, &dice);
        print_layout(layout);
    }
    memory_free(layout);
    return 0;
}
