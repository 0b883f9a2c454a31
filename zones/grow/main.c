/* zones/grow/main.c -- the program build/grow: makes area files from seeds and data.
 *
 *   grow continent [--seed N] [--areas FOLDER:FOLDER] [--data FOLDER] [--out FILE]     the Wilderness
 *   grow map       [the same] [--scale N]                                             a picture of it, as PPM
 *
 * Exit status 0, or 1 when something was wrong; what, a line each, on standard error. */
#include "zones/grow/continent.h"

#include <stdlib.h>
#include <string.h>

struct orders {
    struct continent_order continent;
    unsigned scale;
};
typedef bool grow_what(const struct orders *orders);

static bool grow_continent(const struct orders *orders)
{
    return continent_grow(&orders->continent, stderr);
}

static bool grow_map(const struct orders *orders)
{
    return continent_map(&orders->continent, orders->scale, stderr);
}

static const struct { const char *word; grow_what *grow; } wares[] = {
    { "continent", grow_continent },
    { "map",       grow_map },
};

static bool read_order(struct orders *orders, const char *name, const char *value)
{
    char *end = NULL;
    if (strcmp(name, "--seed") == 0)
        orders->continent.seed = strtoull(value, &end, 10);
    else if (strcmp(name, "--scale") == 0)
        orders->scale = (unsigned)strtoul(value, &end, 10);
    else if (strcmp(name, "--areas") == 0)
        orders->continent.areas = value;
    else if (strcmp(name, "--data") == 0)
        orders->continent.data = value;
    else if (strcmp(name, "--out") == 0)
        orders->continent.out = value;
    else
        return false;
    return (end == NULL || (*end == '\0' && end != value)) && orders->scale >= 1 && orders->scale <= 16;
}

int main(int count, char **words)
{
    struct orders orders = { { .seed = 1, .areas = "zones/areas", .data = "zones/grow", .out = "build/world/wilderness.yaml" }, 3 };
    bool understood = count >= 2 && count % 2 == 0;
    for (int n = 2; understood && n + 1 < count; n += 2)
        understood = read_order(&orders, words[n], words[n + 1]);
    for (unsigned n = 0; understood && n < sizeof wares / sizeof *wares; n++)
        if (strcmp(words[1], wares[n].word) == 0)
            return wares[n].grow(&orders) ? EXIT_SUCCESS : EXIT_FAILURE;
    fprintf(stderr, "usage: grow continent|map [--seed N] [--areas FOLDER:FOLDER] [--data FOLDER] [--out FILE] [--scale N]\n");
    return EXIT_FAILURE;
}
