/* zones/grow/continent_order.c -- the Wilderness, by order of a command line.
 *
 *   build/grow continent [--seed N] [--areas FOLDER:FOLDER] [--data FOLDER] [--out FILE]
 *   build/grow map       [the same] [--scale N]                                             a picture of it, as PPM */
#include "zones/grow/continent.h"
#include "zones/grow/grow.h"

#include <stdlib.h>
#include <string.h>

struct orders {
    struct continent_order continent;
    unsigned scale;
};

static bool order_read(struct orders *orders, const char *name, const char *value)
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

static bool orders_read(struct orders *orders, int count, char **words)
{
    *orders = (struct orders){ { .seed = 1, .areas = "zones/areas", .data = GROW_FOLDER, .out = "build/world/wilderness.yaml" }, 3 };
    bool understood = count % 2 == 0;
    for (int n = 0; understood && n + 1 < count; n += 2)
        understood = order_read(orders, words[n], words[n + 1]);
    if (!understood)
        fprintf(stderr, "build/grow: an order is --name value\n");
    return understood;
}

int grow_continent(int count, char **words)
{
    struct orders orders;
    return orders_read(&orders, count, words) && continent_grow(&orders.continent, stderr) ? EXIT_SUCCESS : EXIT_FAILURE;
}

int grow_map(int count, char **words)
{
    struct orders orders;
    return orders_read(&orders, count, words) && continent_map(&orders.continent, orders.scale, stderr) ? EXIT_SUCCESS : EXIT_FAILURE;
}
