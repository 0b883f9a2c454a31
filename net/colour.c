/* net/colour.c -- from 24 bits to 256 colours, 16, or none.  Called by whoever renders. */
#include "net/colour.h"

#include <stdio.h>

struct shade {
    int red, green, blue;
};

static struct shade shade_of(uint32_t rgb)
{
    return (struct shade){(int)(rgb >> 16 & 0xff), (int)(rgb >> 8 & 0xff), (int)(rgb & 0xff)};
}

static int distance(struct shade a, struct shade b)
{
    int red = a.red - b.red, green = a.green - b.green, blue = a.blue - b.blue;
    return red * red + green * green + blue * blue;
}

/* -- 256: 16 + 36 r + 6 g + b on six levels, and 24 greys from 232 on */

static const int levels[6] = {0, 95, 135, 175, 215, 255};

static int level_near(int part)
{
    int best = 0;
    for (int level = 1; level < 6; level++) {
        int now = levels[level] - part, before = levels[best] - part;
        if (now * now < before * before) {
            best = level;
        }
    }
    return best;
}

static int number_of_256(struct shade wanted)
{
    int red = level_near(wanted.red), green = level_near(wanted.green), blue = level_near(wanted.blue);
    int grey = ((wanted.red + wanted.green + wanted.blue) / 3 - 3) / 10;
    grey = grey < 0 ? 0 : grey > 23 ? 23 : grey;
    int level = 8 + 10 * grey;
    int of_cube = distance(wanted, (struct shade){levels[red], levels[green], levels[blue]});
    int of_greys = distance(wanted, (struct shade){level, level, level});
    return of_greys < of_cube ? 232 + grey : 16 + 36 * red + 6 * green + blue;
}

/* -- 16: the hue matters more than how bright it is; black is never chosen, as the ground is black */

enum { HUE_LEAST = 48, DARK_MOST = 110, LIGHT_LEAST = 200 };

static int least(struct shade shade)
{
    int two = shade.red < shade.green ? shade.red : shade.green;
    return two < shade.blue ? two : shade.blue;
}

static int most(struct shade shade)
{
    int two = shade.red > shade.green ? shade.red : shade.green;
    return two > shade.blue ? two : shade.blue;
}

static void sgr_of_16(struct shade wanted, char sgr[COLOUR_SGR_SIZE])
{
    int low = least(wanted), high = most(wanted);
    if (high - low < HUE_LEAST) {
        const char *grey = high <= DARK_MOST ? "1;30" : high < LIGHT_LEAST ? "0;37" : "1;37";
        snprintf(sgr, COLOUR_SGR_SIZE, "\033[%sm", grey);
        return;
    }
    int middle = (low + high) / 2;
    int hue = (wanted.red > middle) | (wanted.green > middle) << 1 | (wanted.blue > middle) << 2;
    snprintf(sgr, COLOUR_SGR_SIZE, "\033[%d;3%dm", high >= LIGHT_LEAST, hue);
}

void colour_sgr(enum colours colours, uint32_t rgb, char sgr[COLOUR_SGR_SIZE])
{
    struct shade wanted = shade_of(rgb);
    switch (colours) {
    case COLOURS_NONE:
        sgr[0] = '\0';
        break;
    case COLOURS_16:
        sgr_of_16(wanted, sgr);
        break;
    case COLOURS_256:
        snprintf(sgr, COLOUR_SGR_SIZE, "\033[0;38;5;%dm", number_of_256(wanted));
        break;
    case COLOURS_TRUE:
        snprintf(sgr, COLOUR_SGR_SIZE, "\033[0;38;2;%d;%d;%dm", wanted.red, wanted.green, wanted.blue);
        break;
    }
}
